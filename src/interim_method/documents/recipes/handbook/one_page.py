"""The method on one page: the strip, what it is and is not, the efforts of both sides."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.documents.context import Context
from interim_method.documents.parts.origins import signed, told
from interim_method.documents.parts.steps import duration, effort
from interim_method.documents.recipes.handbook.provenance import legend
from interim_method.markup import tree as t
from interim_method.model import Methodology, Phase, Step

__all__ = ["OPENING", "budget_of", "one_page", "participants", "professional", "summary"]

OPENING = ("what-it-is", "what-it-is-not")
"""The texts that the first page tells, what it is before what it is not."""


def summary(ctx: Context) -> t.Runs:
    """What the method is in a sentence."""
    said = ctx.methodology.summary
    return signed(ctx, said, "/summary", ctx.inline(said)) if said else ()


def one_page(ctx: Context, *, lead: bool) -> Iterator[t.Block]:
    """What the method is and is not, its phases and steps, what it asks of both sides.

    Args:
        ctx: The context.
        lead: Whether it opens with the sentence that the title page of the whole handbook has.
    """
    methodology = ctx.methodology
    word = ctx.word
    sentence = summary(ctx)
    if lead and sentence:
        yield t.Paragraph(sentence, "lead")
    for key in OPENING:
        note = methodology.narrative.get(key)
        if note is not None:
            yield from told(ctx, note.text, f"/narrative/{note.id}/text")
    table = _course(ctx)
    if table is not None:
        yield table
    yield ctx.facts(
        (word("handbook.professional-effort"), professional(ctx)),
        (word("handbook.own-effort"), participants(ctx)),
    )
    yield t.paragraph(word("handbook.signs", signs=legend(ctx)), "muted")


def _course(ctx: Context) -> t.Table | None:
    """The steps below their phases."""
    word = ctx.word
    headings = (word("label.step"), word("handbook.serves"), word("handbook.format"), word("label.effort"))
    rows: list[t.Row] = []
    last: Phase | None = None
    for step in ctx.methodology.steps:
        phase = ctx.methodology.phase_of(step)
        if phase is not None and phase != last:
            title = t.Cell((t.Paragraph(ctx.line(phase.title)),), span=len(headings))
            rows.append(t.Row((title,), role="group"))
            last = phase
        said = (
            ctx.line(step.title),
            _served(ctx, step),
            word(f"format.{step.format}"),
            effort(ctx, step.effort),
        )
        rows.append(
            t.Row(
                tuple(t.Cell((t.Paragraph(one if isinstance(one, tuple) else t.line(one)),)) for one in said)
            )
        )
    if not rows:
        return None
    header = t.Row(tuple(t.Cell((t.paragraph(one),)) for one in headings))
    columns = tuple(t.Column(width=width) for width in (3, 4, 2.7, 2.7))
    return t.Table(columns, (header,), tuple(rows), title=ctx.heading("one-page"))


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
