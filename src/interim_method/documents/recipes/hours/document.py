"""The hour report: whether the hours will do, in time, and their justification afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from interim_method.documents.context import Context, flat
from interim_method.documents.parts.plan_changes import plan_changes
from interim_method.documents.parts.what_next import what_next
from interim_method.documents.recipes.hours.log import log
from interim_method.documents.recipes.hours.sheet import sheet
from interim_method.documents.recipes.hours.summary import MANY_WEEKS, summary, until
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.rules import hours as rule

__all__ = ["Missed", "compose"]

ACROSS = 3
"""How many weeks stand beside each other where they are many."""
Missed = AbstractSet[tuple[str, str]]
"""Kind and id of the lines that miss their plan by much."""


def compose(ctx: Context) -> t.Document:
    """The report; blank, the monthly sheet to sign."""
    if ctx.blank:
        return sheet(ctx)
    return ctx.document(
        ctx.section("summary", summary(ctx)),
        ctx.section("by-step", _by_step(ctx)),
        ctx.section_if_any("by-week", _by_week(ctx)),
        _ledgers(ctx),
        ctx.section_if_any("deviations", *_decisions(ctx)),
        what_next(ctx),
        ctx.section("log", log(ctx), new_page=True) if ctx.engagement.hours else None,
        marked=None,
    )


# --- by step and by action ---------------------------------------------------------------------------------------------


def _by_step(ctx: Context) -> Iterable[t.Block]:
    engagement, word = ctx.engagement, ctx.word
    lines = rule.by_step(engagement, ctx.day)
    forecast = rule.forecast(engagement, ctx.day)
    missed: Missed = {(line.kind, line.id) for line in rule.deviations(engagement, ctx.day)}
    headings = [
        word("hours.part"),
        word("hours.planned"),
        word("label.spent-hours"),
        word("label.committed"),
        word("hours.difference"),
    ]
    widths = (9, 1.6, 1.35, 2.5, 1.75)
    steps = ctx.table(
        headings,
        (_line(ctx, line, missed) for line in lines),
        align="lrrrr",
        widths=widths,
        total=[
            word("label.total"),
            ctx.hours(sum(line.planned for line in lines)),
            ctx.hours(forecast.spent),
            ctx.hours(sum(line.committed for line in lines)),
            "",
        ],
        title=word("hours.part"),
    )
    actions = [line for line in forecast.lines if line.kind == "action"]
    table = ctx.table(
        [word("label.action"), *headings[1:]],
        (_line(ctx, line, missed) for line in actions),
        align="lrrrr",
        widths=widths,
        title=word("label.action"),
    )
    yield from (made for made in (steps, table) if made)
    if missed:
        yield t.paragraph(word("hours.more-than"), "muted")


def _line(ctx: Context, line: rule.Line, missed: Missed) -> list[str | t.Blocks]:
    return [
        (t.Paragraph(_named(ctx, line)), *_reason(ctx, line, missed)),
        ctx.hours(line.planned),
        ctx.hours(line.spent),
        ctx.hours(line.committed) if line.committed else "",
        _difference(ctx, line, missed),
    ]


def _named(ctx: Context, line: rule.Line) -> t.Runs:
    if line.kind == "action":
        action = ctx.engagement.actions[line.id]
        return (t.Text(f"{code(line.id)} · "), *ctx.line(action.title))
    part = ctx.methodology.elements.get(line.id)
    title = getattr(part, "title", None)
    return ctx.line(title) if title else t.line(ctx.word("hours.other"))


def _difference(ctx: Context, line: rule.Line, missed: Missed) -> str:
    if not line.deviation:
        return ""
    sign = "+" if line.deviation > 0 else "−"
    mark = "▲ " if (line.kind, line.id) in missed else ""
    return f"{mark}{sign}{ctx.hours(abs(line.deviation))}"


def _reason(ctx: Context, line: rule.Line, missed: Missed) -> t.Blocks:
    """Why a line misses its plan by much: the reasons of the changes to the plan that name it."""
    if (line.kind, line.id) not in missed:
        return ()
    label = t.Text(f"{ctx.word('hours.reason')}: ")
    said = [ctx.inline(c.why) for c in ctx.engagement.plan_changes if line.id in c.actions and c.why]
    if not said and ctx.audience == "organisation":
        said = [t.line(ctx.word("pending"))]
    return tuple(t.Paragraph((label, *why), "help") for why in said)


# --- by week, by mode -----------------------------------------------------------------------------------------------------


def _by_week(ctx: Context) -> t.Table | None:
    """Every week, named by its Monday as in the chart; many of them in columns, so that they stay on the page."""
    word = ctx.word
    weeks = rule.by_week(ctx.engagement, until(ctx))
    across = ACROSS if len(weeks) > MANY_WEEKS else 1
    down = -(-len(weeks) // across)

    def cells(at: int) -> Sequence[str]:
        if at >= len(weeks):
            return ("", "", "")
        week = weeks[at]
        return (ctx.language.day(week.monday), ctx.hours(week.total), ctx.hours(week.accumulated))

    return ctx.table(
        [word("hours.week"), word("label.spent-hours"), word("hours.accumulated")] * across,
        [[cell for at in range(n, down * across, down) for cell in cells(at)] for n in range(down)],
        align="lrr" * across,
        widths=(1.6, 1.3, 2.1) * across,
        title=ctx.heading("by-week"),
    )


def _by_mode(ctx: Context) -> t.Table | None:
    spent = rule.by_mode(ctx.engagement, ctx.day)
    total = sum(spent.values())
    if not total:
        return None
    return ctx.table(
        [ctx.word("label.mode"), ctx.word("label.spent-hours")],
        ((ctx.choice("mode", mode, sign=False).capitalize(), ctx.hours(n)) for mode, n in spent.items()),
        align="lr",
        widths=(5, 1.5),
        total=[ctx.word("label.total"), ctx.hours(total)],
        title=ctx.heading("by-mode"),
    )


# --- both ledgers ----------------------------------------------------------------------------------------------------------


def _ledgers(ctx: Context) -> t.Grid | None:
    """The professional's hours by mode beside the cooperative's own: two cards, since they are never added up."""
    parts = (("by-mode", flat((_by_mode(ctx),))), ("own-time", flat(_own_time(ctx))))
    held = [(key, blocks) for key, blocks in parts if blocks]
    if not held:
        return None
    cells = (
        t.GridCell(t.line(ctx.heading(key)), blocks, n, part=key) for n, (key, blocks) in enumerate(held, 1)
    )
    return t.Grid(tuple(cells), columns=len(held), title=ctx.word("label.hours"), part="ledgers")


def _own_time(ctx: Context) -> Iterable[t.Block]:
    engagement, word = ctx.engagement, ctx.word
    actions = rule.by_action(engagement, ctx.day)
    total = rule.spent(engagement, ledger="organisation", on=ctx.day)
    on_actions = sum(a.own_spent for a in actions)
    planned = sum(a.own_planned for a in actions)
    if not total and not planned:
        return
    yield t.paragraph(word("hours.own-apart"), "help")
    agreement = engagement.agreement
    if agreement and agreement.own_weekly_minutes:
        agreed = ctx.language.hours_unit(agreement.own_weekly_minutes)
        yield t.paragraph(f"{word('hours.own-agreed')}: {agreed}")
    table = ctx.table(
        ["", word("hours.planned"), word("label.spent-hours")],
        (
            (word("hours.own-actions"), ctx.hours(planned), ctx.hours(on_actions)),
            (word("hours.own-rest"), "", ctx.hours(total - on_actions)),
        ),
        align="lrr",
        widths=(4, 2, 1.5),
        total=[word("label.total"), "", ctx.hours(total)],
        title=ctx.heading("own-time"),
    )
    if table:
        yield table


# --- decisions ------------------------------------------------------------------------------------


def _decisions(ctx: Context) -> Iterable[t.Block | None]:
    engagement, word = ctx.engagement, ctx.word
    agreement, warning = engagement.agreement, rule.warning(engagement)
    if agreement and warning:
        reached = rule.reached(engagement, warning, on=ctx.day)
        label = word(
            "hours.warning",
            hours=ctx.language.hours_unit(warning),
            percent=ctx.language.percent(agreement.warning_percent / 100),
        )
        yield ctx.facts((label, ctx.long_date(reached) or word("hours.not-reached")))
    yield plan_changes(ctx, ctx.heading("deviations"))
