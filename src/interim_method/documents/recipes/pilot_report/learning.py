"""What people said and learnt, what was decided, what lies beside the report, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.reports import hours_part, quotation, told, unit, within
from interim_method.documents.recipes.pilot_report import across
from interim_method.documents.recipes.pilot_report.details import published
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Decision
from interim_method.rules import pilots

__all__ = ["MOST_NEXT", "annexes", "learning", "lessons", "quotes", "told_text", "what_next_of_pilot"]

MOST_NEXT = 5


# --- quotes, learning ----------------------------------------------------------------------------------------------


def quotes(ctx: Context) -> Iterable[t.Quote]:
    """What was said, by consent."""
    yield from (quotation(ctx, q) for q in ctx.pilot.quotes)
    for key, name in across.names(ctx).items():
        engagement = ctx.engagements.get(key)
        if engagement is not None:
            own = within(ctx, engagement)
            yield from (quotation(own, q, name) for q in engagement.quotes)


def lessons(ctx: Context) -> Iterable[t.Block | None]:
    """What was learnt, and what is recommended to others."""
    for name in ("learning", "recommendations"):
        if getattr(ctx.pilot, name) or ctx.audience != "public":
            label = ctx.word(f"pilot-report.{name}-label")
            empty = 0 if getattr(ctx.pilot, name) else 2
            yield ctx.collection(f"/{name}", label, (Col(label, "text"),), empty=empty)


def learning(ctx: Context) -> Iterable[t.Block | None]:
    """What was learnt, with what was decided because of it."""
    word, called = ctx.word, across.names(ctx)
    yield from lessons(ctx)
    criterion = told(ctx, "/entry_criterion", word("pilot-report.entry-criterion"))
    if criterion:
        yield ctx.facts((word("pilot-report.entry-criterion"), (criterion,)))
    own = [
        t.Definition(
            t.line(called[key]),
            tuple(b for r in engagement.handover.learning for b in within(ctx, engagement).prose(r.text)),
        )
        for key in called
        if (engagement := ctx.engagements.get(key)) and engagement.handover.learning
    ]
    if own:
        yield t.Definitions(tuple(own), role="facts")
    yield ctx.section_if_any(
        "agreements",
        ctx.table(
            ["", word("label.what"), word("label.responsible"), word("label.due")],
            (
                (code(d.id), ctx.inline(d.text), _responsible(ctx, d), ctx.short_date(d.due))
                for s in ctx.pilot.sessions
                for d in s.decisions
            ),
            widths=(0.8, 6.4, 3, 1.8),
            title=ctx.heading("agreements"),
        ),
    )


def _responsible(ctx: Context, decision: Decision) -> str:
    return ctx.roles(decision.responsible)


def told_text(ctx: Context, address: str, key: str) -> t.Field | None:
    """A text of the pilot, where it may be told."""
    return told(ctx, address, ctx.heading(key), lines=3)


# --- annexes, what next --------------------------------------------------------------------------------------------


def annexes(ctx: Context) -> t.Table | None:
    """What is handed in apart; personal data never travel with the report."""
    if ctx.audience == "public":
        return None
    word = ctx.word
    missing = word("pending") if published(ctx) else word("unpublished")
    called = across.names(ctx)
    hours = pilots.hours_by_step(ctx.pilot, ctx.engagements, ctx.day).spent
    sheets = "; ".join(f"{called[k]}: {unit(ctx, v)}" for k, v in hours.items() if v is not None)
    sessions = "; ".join(
        f"{ctx.text(s.title) or hours_part(ctx, s.step or '')}, {ctx.short_date(s.on)}"
        for s in ctx.pilot.sessions
    )
    files = ctx.language.listing(ctx.text(a.alt) or a.name for a in ctx.pilot.attachments)
    return ctx.table(
        [word("label.document"), word("label.what")],
        (
            (word("pilot-report.annex-attendance"), sessions or missing),
            (word("pilot-report.annex-hours"), sheets or missing),
            (word("pilot-report.annex-materials"), files or missing),
            (word("pilot-report.annex-logos"), missing),
        ),
        widths=(5, 7),
        title=ctx.heading("annexes"),
    )


def what_next_of_pilot(ctx: Context) -> t.Callout | None:
    """What the organisations agreed on together and is still to be done, the soonest first."""
    if not published(ctx):
        return None
    still = [
        d
        for s in ctx.pilot.sessions
        for d in s.decisions
        if d.done is None and (d.due is None or ctx.day is None or d.due >= ctx.day)
    ]
    still.sort(key=lambda d: d.due or date.max)
    items = tuple(
        t.Item((t.Paragraph((*ctx.inline(d.text), *t.line(f" — {tail}" if tail else ""))),))
        for d in still[:MOST_NEXT]
        for tail in (" · ".join(s for s in (_responsible(ctx, d), ctx.short_date(d.due)) if s),)
    )
    if not items:
        return None
    return t.Callout((t.Items(items),), "next", t.line(ctx.word("what-next")), part="what-next")
