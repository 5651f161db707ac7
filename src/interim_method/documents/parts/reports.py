"""What the reports have in common: telling what may be told, of one organisation or of several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from interim_method.documents.context import Context
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Action, Engagement, Keyed, Quote, Verdict, place
from interim_method.rules import progress

__all__ = [
    "actions_table",
    "full_table",
    "hours_part",
    "of_them",
    "quotation",
    "standing",
    "state",
    "told",
    "unit",
    "verdict",
    "within",
]


def within(ctx: Context, engagement: Engagement) -> Context:
    """The context for speaking of one engagement of a pilot: its language, its people, the same day."""
    return attrs.evolve(ctx, subject=engagement, engagements=Keyed(), on=ctx.day)


def told(ctx: Context, address: str, label: str, **options: Any) -> t.Field | None:
    """The field at an address; None where others read and nothing may be, or was, told there."""
    if ctx.audience != "organisation" and not place(ctx.subject, address).value:
        return None
    return ctx.field(address, label, **options)


def full_table(
    ctx: Context, headings: Sequence[str], rows: Iterable[Sequence[str | t.Runs]], **options: Any
) -> t.Table | None:
    """A table of the columns that hold something: what may not be told leaves no empty column."""
    listed = list(rows)
    kept = [n for n in range(len(headings)) if any(row[n] for row in listed)]
    widths = options.pop("widths")
    return ctx.table(
        [headings[n] for n in kept],
        [[row[n] for n in kept] for row in listed],
        widths=[widths[n] for n in kept],
        **options,
    )


# --- hours, actions ------------------------------------------------------------------------------------------------


def unit(ctx: Context, minutes: int | None) -> str:
    """Minutes as hours with the unit; empty for none."""
    return "" if minutes is None else ctx.language.hours_unit(minutes)


def hours_part(ctx: Context, key: str) -> t.Runs:
    """The title of a step or activity that hours were spent on."""
    title = getattr(ctx.methodology.elements.get(key), "title", None)
    return ctx.line(title) if title else t.line(ctx.word("reports.other-hours"))


def of_them(ctx: Context, counts: progress.Counts) -> str:
    """How many actions are done out of those not dropped: *7 de 11*; empty where there is no plan."""
    if not counts.agreed:
        return ""
    return ctx.word("reports.of", n=ctx.number(counts.done), total=ctx.number(counts.agreed))


def standing(ctx: Context, action: Action) -> str:
    """How an action stands, and whether it is late or should have begun."""
    said = ctx.choice("status", action.status)
    if action in progress.overdue(ctx.engagement, ctx.day):
        return f"{said} · {ctx.word('late')}"
    if action in progress.unstarted(ctx.engagement, ctx.day):
        return f"{said} · {ctx.word('not-begun')}"
    return said


def actions_table(ctx: Context, actions: Iterable[Action], *, people: bool = True) -> t.Table | None:
    """The actions with their states, and who sees to them unless *people* says no."""
    word = ctx.word
    return full_table(
        ctx,
        ["", word("label.action"), word("label.owner"), word("label.due"), word("label.status")],
        (
            (
                code(a.id),
                ctx.line(a.title),
                ctx.role(a.owner) if people else "",
                ctx.short_date(a.due),
                standing(ctx, a),
            )
            for a in actions
        ),
        widths=(0.8, 6, 2.8, 1.8, 2.2),
        title=word("reports.plan"),
    )


# --- verdicts, quotes ----------------------------------------------------------------------------------------------


def state(ctx: Context, engagement: Engagement) -> str:
    """How an engagement stands; of one whose sessions are over, that only its follow-up is to come.

    Empty for everyone: how an organisation fared is not told in public.
    """
    if ctx.audience == "public":
        return ""
    follow_up = engagement.handover.follow_up
    over = engagement.ended is not None and ctx.day is not None and engagement.ended < ctx.day
    if engagement.state == "running" and over and follow_up and ctx.day and follow_up > ctx.day:
        return ctx.word("reports.sessions-over")
    return ctx.choice("state", engagement.state)


def verdict(ctx: Context, given: Verdict) -> str:
    """A verdict with its sign: *✓ es confirma*."""
    return ctx.choice("verdict", given.verdict)


def quotation(ctx: Context, quote: Quote, of: str = "") -> t.Quote:
    """Somebody's words, by role where it may be told, and the organisation where *of* names it."""
    by = " · ".join(s for s in (ctx.role(quote.person), of) if s)
    said = ctx.inline(quote.text)
    if not t.plain(said).startswith(("«", "“", '"')):
        opening, closing = ctx.word("pattern.quotes").split("…")
        said = (t.Text(opening), *said, t.Text(closing))
    return t.Quote((t.Paragraph(said),), t.line(by))
