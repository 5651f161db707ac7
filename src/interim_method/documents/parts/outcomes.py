"""Parts that tell of results: verdicts, readiness, indicators, hours, quotes. The reports share them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import attrs

from interim_method.documents.context import Context
from interim_method.documents.parts.what_next import code
from interim_method.markup import tree as t
from interim_method.model import Action, Engagement, Indicator, Keyed, Quote, Readiness, Verdict, place
from interim_method.rules import progress, readiness
from interim_method.rules.dates import no_later

__all__ = [
    "barrier",
    "caveats",
    "full_table",
    "hours_part",
    "indicators",
    "mark",
    "marks",
    "not_due",
    "of_them",
    "plan",
    "quotation",
    "section_of",
    "state",
    "thermometer",
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


def section_of(
    ctx: Context, key: str, *blocks: t.Block | Iterable[t.Block | None] | None, **options: Any
) -> Any:
    """A section, or nothing where there is nothing to say."""
    made = ctx.section(key, *blocks, **options)
    return made if made.blocks else None


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


def plan(ctx: Context, actions: Iterable[Action], *, people: bool = True) -> t.Table | None:
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
                ctx.choice("status", a.status),
            )
            for a in actions
        ),
        widths=(0.8, 6, 2.8, 1.8, 2.2),
        title=word("reports.plan"),
    )


# --- indicators ----------------------------------------------------------------------------------------------------


def indicators(ctx: Context, engagement: Engagement) -> t.Table | None:
    """Every indicator by objective: baseline, target, now, and whether the target was reached."""
    word = ctx.word
    rows = [
        (
            ctx.line(state.objective.title) if n == 0 else "",
            _measured(ctx, i.indicator),
            ctx.number(i.indicator.baseline) or "–",
            ctx.number(i.indicator.target) or ctx.text(i.indicator.goal) or "–",
            _now(ctx, i),
            _reached(ctx, i),
        )
        for state in progress.objectives(engagement, ctx.day)
        for n, i in enumerate(state.indicators)
    ]
    heads = ("objective", "indicator", "baseline", "target", "now")
    return ctx.table(
        [*(word(f"label.{h}") for h in heads), word("reports.reached")],
        rows,
        align="llrrrl",
        widths=(4.2, 4.2, 1.4, 1.4, 1.4, 2.4),
        title=word("label.indicator"),
    )


def _measured(ctx: Context, indicator: Indicator) -> t.Runs:
    title, of = ctx.line(indicator.title), ctx.text(indicator.unit)
    return (*title, t.Text(f" ({of})")) if of and of not in ctx.text(indicator.title) else title


def _now(ctx: Context, state: progress.IndicatorState) -> str:
    """The last value; of a target that is no number, what was said of it."""
    if state.now is None:
        return ctx.word("reports.not-measured")
    if state.indicator.target is None and state.now.basis:
        return ctx.text(state.now.basis)
    return ctx.number(state.now.value)


def _reached(ctx: Context, state: progress.IndicatorState) -> str:
    if state.now is None or state.reached is None:
        return ""
    if state.reached:
        return ctx.word("reports.reached-yes")
    return ctx.word("reports.reached-early" if _early(ctx, state) else "reports.reached-no")


def _early(ctx: Context, state: progress.IndicatorState) -> bool:
    due = state.indicator.due
    return due is not None and ctx.day is not None and due > ctx.day


def caveats(ctx: Context, engagement: Engagement) -> t.Callout | None:
    """What the indicators can and cannot prove."""
    word = ctx.word
    states = [i for o in progress.objectives(engagement, ctx.day) for i in o.indicators]
    if not states:
        return None
    said: list[t.Runs] = [t.line(word("reports.proves-not")), t.line(word("reports.proves-few"))]
    early = not_due(ctx, engagement)
    if early:
        said.append(t.line(early))
    said += [
        t.line(
            word(
                "reports.proves-basis",
                indicator=ctx.text(i.indicator.title),
                basis=ctx.text(i.now.basis),
            )
        )
        for i in states
        if i.now and i.now.basis and i.indicator.target
    ]
    return ctx.callout("note", word("reports.proves"), ctx.bullets(said))


def not_due(ctx: Context, engagement: Engagement) -> str:
    """Which indicators have their date still to come; empty for none."""
    states = [i for o in progress.objectives(engagement, ctx.day) for i in o.indicators]
    early = [ctx.text(i.indicator.title) for i in states if _early(ctx, i) and not i.reached]
    return ctx.word("reports.proves-early", indicators=" · ".join(early)) if early else ""


# --- readiness -----------------------------------------------------------------------------------------------------


def mark(ctx: Context, value: Decimal | None) -> str:
    """A mark of the thermometer; a dash where it was not measured."""
    return "–" if value is None else ctx.number(value)


def marks(ctx: Context, movement: Sequence[readiness.Movement]) -> str:
    """First and last marks of all stages: *4, 3, 4, 2, 1 → 5, 5, 4, 4, 4*; empty for none."""
    if not movement:
        return ""
    start = ctx.language.listing(mark(ctx, m.start) for m in movement)
    return f"{start} → {ctx.language.listing(mark(ctx, m.end) for m in movement)}"


def barrier(ctx: Context, stage: str | None) -> str:
    """The stage at which people are stuck, in words; a dash for none."""
    return ctx.stage(stage) or "–"


def thermometer(ctx: Context, engagement: Engagement) -> t.Figure | None:
    """How each change stage moved, from the first measurement to the last."""
    moved = readiness.movement(engagement, ctx.day)
    measured = sorted((r for r in engagement.readiness if no_later(r.on, ctx.day)), key=lambda r: r.on)
    table = _measurements(ctx, engagement, measured, moved)
    if not moved or table is None:
        return None
    word = ctx.word
    said = [
        word("reports.stage-moved", stage=ctx.stage(m.stage), start=mark(ctx, m.start), end=mark(ctx, m.end))
        for m in moved
    ]
    ends = (measured[0], measured[-1]) if len(measured) > 1 else (measured[0],)
    series = tuple(
        t.Series(
            ctx.short_date(r.on),
            tuple(None if v is None else float(v) for v in _values(engagement, r).values()),
            tuple(mark(ctx, v) for v in _values(engagement, r).values()),
        )
        for r in ends
    )
    return t.Figure(
        "bar",
        f"{'; '.join(said)}.",
        tuple(ctx.stage(m.stage) for m in moved),
        series,
        (table,),
        caption=t.line(f"{word('reports.thermometer')}. "),
        low=0,
    )


def _values(engagement: Engagement, measured: Readiness) -> dict[str, Decimal | None]:
    return readiness.values(measured, engagement.methodology)


def _measurements(
    ctx: Context, engagement: Engagement, measured: Sequence[Readiness], moved: Sequence[readiness.Movement]
) -> t.Table | None:
    """Every measurement by stage, and at which stage people were stuck."""
    word = ctx.word
    dates = [ctx.language.day(r.on) for r in measured]
    rows = [
        [
            ctx.stage(m.stage),
            *(mark(ctx, _values(engagement, r)[m.stage]) for r in measured),
            "" if m.change is None else ctx.language.signed(m.change),
        ]
        for m in moved
    ]
    stuck = [barrier(ctx, readiness.barrier(r, engagement.methodology)) for r in measured]
    return ctx.table(
        [word("label.stage"), *dates, word("label.change")],
        rows,
        align="l" + "r" * (len(dates) + 1),
        widths=(2.4, *(1.6 for _ in dates), 1.2),
        total=[word("reports.stuck-at"), *stuck, ""],
        title=word("reports.thermometer"),
    )


# --- verdicts, quotes ----------------------------------------------------------------------------------------------


def state(ctx: Context, engagement: Engagement) -> str:
    """How an engagement stands; of one whose sessions are over, that only its follow-up is to come."""
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
