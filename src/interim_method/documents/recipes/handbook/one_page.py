"""The method on one page: the strip, what it is and is not, the efforts of both sides."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.documents.context import Context
from interim_method.documents.parts.origins import signed, told
from interim_method.documents.parts.steps import duration, effort
from interim_method.documents.recipes.handbook.provenance import legend
from interim_method.markup import tree as t
from interim_method.model import Methodology, Step

__all__ = ["OPENING", "budget_of", "one_page", "participants", "professional"]

OPENING = ("what-it-is", "what-it-is-not")
"""The texts that the first page tells, what it is before what it is not."""


def one_page(ctx: Context) -> Iterator[t.Block]:
    """The first page: what the method is and is not, its strip and steps, what it asks of both sides."""
    methodology = ctx.methodology
    word = ctx.word
    if methodology.summary:
        yield t.Paragraph(
            signed(ctx, methodology.summary, "/summary", ctx.inline(methodology.summary)), "lead"
        )
    for key in OPENING:
        note = methodology.narrative.get(key)
        if note is not None:
            yield from told(ctx, note.text, f"/narrative/{note.id}/text")
    table = ctx.table(
        [
            word("label.phase"),
            word("label.step"),
            word("handbook.serves"),
            word("handbook.format"),
            word("label.effort"),
        ],
        (
            [
                _phase(ctx, s),
                ctx.line(s.title),
                _served(ctx, s),
                word(f"format.{s.format}"),
                effort(ctx, s.effort),
            ]
            for s in methodology.steps
        ),
        widths=(3, 2.6, 3, 2, 2.2),
        title=ctx.heading("one-page"),
    )
    if table is not None:
        yield table
    yield ctx.facts(
        (word("handbook.professional-effort"), professional(ctx)),
        (word("handbook.own-effort"), participants(ctx)),
    )
    yield t.paragraph(word("handbook.signs", signs=legend(ctx)), "muted")


def _phase(ctx: Context, step: Step) -> str:
    phase = ctx.methodology.phase_of(step)
    return ctx.text(phase.title) if phase else ""


def _served(ctx: Context, step: Step) -> str:
    return ctx.language.listing(s for s in map(ctx.stage, step.stages) if s)


def budget_of(methodology: Methodology) -> int:
    """The professional's minutes that the method shares out."""
    return sum(minutes for _, minutes in methodology.budgets())


def professional(ctx: Context) -> str:
    """What the method asks of the professional; empty where it does not say."""
    budget = budget_of(ctx.methodology)
    return ctx.word("effort.hours", hours=ctx.language.hours_unit(budget)) if budget else ""


def participants(ctx: Context) -> str:
    """What the sessions with a fixed length ask of each person; the rest the organisation agrees on."""
    known = [s for s in ctx.methodology.steps if s.participant_minutes]
    if not known:
        return ""
    minutes = sum(s.participant_minutes or 0 for s in known)
    return ctx.word(
        "handbook.own-effort-said",
        hours=duration(ctx, minutes),
        steps=ctx.language.listing(ctx.text(s.title) for s in known),
    )
