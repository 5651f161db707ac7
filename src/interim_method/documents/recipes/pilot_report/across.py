"""Parts that set the organisations of a pilot side by side: hours, what is compared.

Nothing here is averaged: over three organisations an average says less than the three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from interim_method.documents.context import Context
from interim_method.documents.parts.reports import hours_part, of_them, state, unit, within
from interim_method.documents.parts.thermometer import HIGHEST, LOWEST, barrier, marks
from interim_method.markup import tree as t
from interim_method.model import Engagement
from interim_method.rules import blockers, hours, pilots

__all__ = [
    "blockers_table",
    "comparison",
    "hours_figure",
    "monthly",
    "movement",
    "names",
    "total_hours",
]


def names(ctx: Context) -> dict[str, str]:
    """What the organisations are called in tables: as the pilot's people call them where they do."""
    found: dict[str, str] = {}
    for reference in ctx.pilot.engagements:
        called = ctx.pilot.people.get(reference.id)
        organisation = called is not None and called.party == "organisation"
        found[reference.id] = (ctx.role(reference.id) if organisation else "") or ctx.text(
            reference.organisation.name
        )
    return found


# --- hours ---------------------------------------------------------------------------------------------------------


def hours_figure(ctx: Context) -> t.Figure | None:
    """The professional's hours of each organisation against what was foreseen, by step in the table."""
    found = pilots.hours_by_step(ctx.pilot, ctx.engagements, ctx.day)
    word, called = ctx.word, names(ctx)
    planned = sum(row.planned for row in found.rows)
    table = ctx.table(
        [word("label.step"), word("reports.planned"), *called.values(), word("label.total")],
        (
            (
                hours_part(ctx, row.id),
                ctx.hours(row.planned),
                *(ctx.hours(row.spent[key]) for key in called),
                ctx.hours(row.total),
            )
            for row in found.rows
        ),
        align="l" + "r" * (len(called) + 2),
        widths=(4, 1.6, *(1.6 for _ in called), 1.6),
        total=[
            word("label.total"),
            ctx.hours(planned),
            *(ctx.hours(found.spent[key]) for key in called),
            ctx.hours(found.total),
        ],
        title=ctx.heading("hours"),
    )
    return _bars(ctx, found, table, planned)


def total_hours(ctx: Context) -> t.Definitions | None:
    """All of the professional's hours against what was foreseen, without whose: what everyone may know."""
    found = pilots.hours_by_step(ctx.pilot, ctx.engagements, ctx.day)
    if not found.total:
        return None
    word = ctx.word
    return ctx.facts(
        (word("label.professional-hours"), unit(ctx, found.total)),
        (word("reports.planned"), unit(ctx, found.budget)),
    )


def _bars(ctx: Context, found: pilots.HoursTable, table: t.Table | None, planned: int) -> t.Figure | None:
    word, called = ctx.word, names(ctx)
    known = {key: spent for key, spent in found.spent.items() if spent is not None}
    if table is None or not known:
        return None
    each = ctx.language.listing(f"{called[key]} {unit(ctx, spent)}" for key, spent in known.items())
    alt = word(
        "pilot-report.hours-alt", each=each, total=unit(ctx, found.total), budget=unit(ctx, found.budget)
    )
    return t.Figure(
        "bar",
        alt,
        tuple(called[key] for key in known),
        (t.Series(word("label.professional-hours"), tuple(spent / 60 for spent in known.values())),),
        (table,),
        caption=t.line(f"{word('label.professional-hours')}. {alt}"),
        unit="h",
        low=0,
        reference=(word("reports.planned"), planned / 60) if planned else None,
    )


def monthly(ctx: Context) -> t.Table | None:
    """The professional's hours by month, a column for each organisation."""
    called = names(ctx)
    by_id = {e.id: e for e in ctx.engagements}
    spent = {
        key: {(m.year, m.month): m.minutes for m in hours.by_month(by_id[key], ctx.day)}
        for key in called
        if key in by_id
    }
    months = sorted({month for one in spent.values() for month in one})
    return ctx.table(
        [ctx.word("pilot-report.month"), *(called[key] for key in spent), ctx.word("label.total")],
        (
            (
                ctx.language.month(date(year, month, 1)),
                *(ctx.hours(one.get((year, month), 0)) for one in spent.values()),
                ctx.hours(sum(one.get((year, month), 0) for one in spent.values())),
            )
            for year, month in months
        ),
        align="l" + "r" * (len(spent) + 1),
        widths=(3, *(1.6 for _ in spent), 1.6),
        title=ctx.word("pilot-report.by-month"),
    )


# --- comparison ----------------------------------------------------------------------------------------------------


def comparison(ctx: Context) -> t.Table | None:
    """What is compared, one aspect a row and one organisation a column."""
    word, called = ctx.word, names(ctx)
    columns = pilots.comparison(ctx.pilot, ctx.engagements, ctx.day)
    by_id = {e.id: e for e in ctx.engagements}

    def row(label: str, say: Callable[[Context, Engagement, pilots.Column], str]) -> Sequence[str]:
        said = []
        for key in called:
            column = columns[key]
            said.append("" if column is None else say(within(ctx, by_id[key]), by_id[key], column))
        return [label, *(s or "–" for s in said)]

    if not any(columns.values()):
        return None
    return ctx.table(
        ["", *called.values()],
        [
            row(word("pilot-report.people"), _people),
            row(word("label.state"), lambda c, e, _: state(c, e)),
            row(word("pilot-report.thermometer"), lambda c, _, k: marks(c, k.readiness)),
            row(word("pilot-report.stuck-at"), lambda c, _, k: _stuck(c, k)),
            row(word("reports.actions-done"), lambda c, _, k: of_them(c, k.actions)),
            row(word("label.professional-hours"), lambda c, _, k: c.hours(k.professional)),
            row(word("pilot-report.own-hours"), lambda c, _, k: c.language.hours(k.own, 0)),
            row(word("pilot-report.main-blocker"), _main_blocker),
            row(word("pilot-report.ratified"), _ratified),
        ],
        widths=(2.8, *(3.2 for _ in called)),
        title=ctx.heading("comparison"),
    )


def _people(ctx: Context, engagement: Engagement, column: pilots.Column) -> str:
    members = engagement.organisation.members
    if members and members > column.people:
        return ctx.word("reports.of", n=ctx.number(column.people), total=ctx.number(members))
    return ctx.number(column.people) if column.people else ""


def _stuck(ctx: Context, column: pilots.Column) -> str:
    if not column.readiness:
        return ""
    return f"{barrier(ctx, column.barrier_start)} → {barrier(ctx, column.barrier_end)}"


def _main_blocker(ctx: Context, _: Engagement, column: pilots.Column) -> str:
    return ctx.language.listing(map(ctx.blocker, column.main_blockers))


def _ratified(ctx: Context, _: Engagement, column: pilots.Column) -> str:
    return (
        ctx.word("pilot-report.ratified-on", date=ctx.short_date(column.ratified))
        if column.ratified
        else ctx.word("no")
    )


def movement(ctx: Context) -> Iterable[t.Figure]:
    """The thermometer of each organisation, from the first measurement to the last."""
    columns = pilots.comparison(ctx.pilot, ctx.engagements, ctx.day)
    word = ctx.word
    for key, name in names(ctx).items():
        column = columns[key]
        if column is None or not column.readiness:
            continue
        moved = column.readiness
        said = "; ".join(
            word(
                "reports.stage-moved",
                stage=ctx.stage(m.stage),
                start=ctx.number(m.start),
                end=ctx.number(m.end),
            )
            for m in moved
        )
        table = ctx.table(
            ["", *(ctx.stage(m.stage) for m in moved)],
            [
                [word("pilot-report.at-start"), *(ctx.number(m.start) for m in moved)],
                [word("pilot-report.at-end"), *(ctx.number(m.end) for m in moved)],
            ],
            align="l" + "c" * len(moved),
            widths=(1.2, *(1.6 for _ in moved)),
            title=f"{word('reports.thermometer')}: {name}",
        )
        yield t.Figure(
            "movement",
            f"{said}.",
            tuple(ctx.stage(m.stage) for m in moved),
            (
                t.Series(word("pilot-report.at-start"), tuple(_float(m.start) for m in moved)),
                t.Series(word("pilot-report.at-end"), tuple(_float(m.end) for m in moved)),
            ),
            (table,) if table else (),
            caption=t.line(name),
            low=LOWEST,
            high=HIGHEST,
            over=True,
        )


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))


def blockers_table(ctx: Context) -> t.Table | None:
    """How often each kind of blocker was recorded, of those that may be told."""
    called = names(ctx)
    by_id = {e.id: e for e in ctx.engagements}
    counted = {key: blockers.count(by_id[key]) for key in called if key in by_id}
    listed = (
        ctx.methodology.choices(blockers.KINDS).ids if blockers.KINDS in ctx.methodology.elements.ids else ()
    )
    kinds = dict.fromkeys([*listed, *(kind for one in counted.values() for kind in one)])
    return ctx.table(
        [ctx.word("label.blocker"), *(called[key] for key in counted)],
        (
            (ctx.blocker(kind), *(ctx.number(one.get(kind, 0)) for one in counted.values()))
            for kind in kinds
            if any(kind in one for one in counted.values())
        ),
        align="l" + "r" * len(counted),
        widths=(4, *(1.6 for _ in counted)),
        title=ctx.word("label.blocker"),
    )
