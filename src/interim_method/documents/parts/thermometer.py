"""The thermometer: how near a team is to each change stage, and how that moved."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from interim_method.documents.context import Context
from interim_method.markup import tree as t
from interim_method.model import Engagement, Readiness
from interim_method.rules import readiness

__all__ = ["HIGHEST", "LOWEST", "barrier", "mark", "marks", "thermometer"]

LOWEST, HIGHEST = 1, 5
"""The ends of the scale that each stage is marked on."""


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
    """How each change stage moved, from the first measurement to the last, over the table of them all."""
    moved = readiness.movement(engagement, ctx.day)
    measured = readiness.measurements(engagement, ctx.day)
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
        )
        for r in ends
    )
    return t.Figure(
        "movement",
        f"{'; '.join(said)}.",
        tuple(ctx.stage(m.stage) for m in moved),
        series,
        (table,),
        low=LOWEST,
        high=HIGHEST,
        over=True,
    )


def _values(engagement: Engagement, measured: Readiness) -> dict[str, Decimal | None]:
    return readiness.values(measured, engagement.methodology)


def _measurements(
    ctx: Context, engagement: Engagement, measured: Sequence[Readiness], moved: Sequence[readiness.Movement]
) -> t.Table | None:
    """Every measurement by stage, and at which stage people were stuck."""
    word = ctx.word
    rows = [
        [
            ctx.short_date(r.on),
            *(mark(ctx, _values(engagement, r)[m.stage]) for m in moved),
            barrier(ctx, readiness.barrier(r, engagement.methodology)),
        ]
        for r in measured
    ]
    changes = ["" if m.change is None else ctx.language.signed(m.change) for m in moved]
    return ctx.table(
        ["", *(ctx.stage(m.stage) for m in moved), word("reports.stuck-at")],
        rows,
        align="l" + "c" * len(moved),
        widths=(1.7, *(1.5 for _ in moved), 1.9),
        total=[word("label.change"), *changes, ""],
        title=word("reports.thermometer"),
    )
