"""The first page of the hour report: where the hours are, and where they will end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from interim_method.documents.context import Context
from interim_method.markup import tree as t
from interim_method.rules import hours as rule
from interim_method.rules.dates import ended

__all__ = ["MANY_WEEKS", "summary", "until"]

MANY_WEEKS = 12
"""From so many weeks on the chart goes by months: more points could not be named."""


# --- the first page ------------------------------------------------------------------------------------------------


def summary(ctx: Context) -> Iterator[t.Block]:
    """The first page: in a sentence, in figures and in a chart, with the decision where there is one."""
    forecast = rule.forecast(ctx.engagement, ctx.day)
    yield t.paragraph(_sentence(ctx, forecast), "lead")
    decision = _decision(ctx, forecast)
    if decision:
        yield decision
    yield _figures(ctx, forecast)
    yield t.paragraph(ctx.word("hours.method"), "help")
    chart = _chart(ctx, forecast)
    if chart:
        yield chart


def _sentence(ctx: Context, forecast: rule.Forecast) -> str:
    word, unit = ctx.word, ctx.language.hours_unit
    budget = unit(forecast.budget)
    if not forecast.spent:
        return word("hours.sentence-none", budget=budget)
    spent = unit(forecast.spent)
    if ended(ctx.engagement, ctx.day):
        said = [word("hours.sentence-ended", spent=spent, budget=budget)]
    else:
        said = [
            word("hours.sentence", spent=spent, budget=ctx.language.hours_short(forecast.budget)),
            word("hours.sentence-forecast", forecast=unit(forecast.total)),
        ]
    if forecast.over:
        said.append(word("hours.over", over=unit(forecast.over)))
    if forecast.alone:
        said.append(word("hours.decided", decided=unit(forecast.decided)))
    return " ".join(said)


def _decision(ctx: Context, forecast: rule.Forecast) -> t.Block | None:
    """Reason and decision: asked for where the forecast is above the budget, shown wherever there is one."""
    if not forecast.over and ctx.engagement.hours_decision is None:
        return None
    label = ctx.word("hours.reason-decision")
    return ctx.facts((label, (ctx.field("/hours_decision", label, lines=3),)))


def _figures(ctx: Context, forecast: rule.Forecast) -> t.Grid:
    word, unit = ctx.word, ctx.language.hours_unit
    shown = [
        (word("label.spent-hours"), forecast.spent),
        (word("label.remaining"), forecast.left),
        (word("label.committed"), forecast.committed),
        (word("label.forecast"), forecast.total),
    ]
    if forecast.alone:
        shown.append((word("hours.forecast-decided"), forecast.decided))
    cells = tuple(
        t.GridCell(t.line(label), (t.paragraph(unit(minutes), "figure"),), column=n)
        for n, (label, minutes) in enumerate(shown, 1)
    )
    return t.Grid(cells, columns=len(cells), role="cards", title=ctx.heading("summary"))


def _chart(ctx: Context, forecast: rule.Forecast) -> t.Figure | None:
    """The accumulated hours against the budget, month by month; week by week while they are few."""
    points = _points(ctx)
    if not points:
        return None
    word, unit = ctx.word, ctx.language.hours_unit
    day = ctx.day
    said = [
        word(
            "hours.chart-alt",
            spent=unit(forecast.spent),
            date=ctx.long_date(day) if day else points[-1][0],
            budget=unit(forecast.budget),
        )
    ]
    names = tuple(name for name, _ in points)
    spent: tuple[float | None, ...] = tuple(minutes / 60 for _, minutes in points)
    series = [t.Series(word("label.spent-hours"), spent)]
    if forecast.committed:
        said.append(word("hours.chart-forecast", forecast=unit(forecast.total)))
        before: tuple[float | None, ...] = (None,) * (len(points) - 1)
        ahead = (*before, forecast.spent / 60, forecast.total / 60)
        series = [
            t.Series(word("label.spent-hours"), (*spent, None)),
            t.Series(word("label.forecast"), ahead),
        ]
        names = (*names, word("label.forecast"))
    table = ctx.table(
        ["", *names],
        [
            [
                word("hours.accumulated"),
                *(ctx.language.hours_short(m) for _, m in points),
                *_ahead(ctx, forecast),
            ]
        ],
        align="l" + "c" * len(names),
        widths=(2.2, *(1.0 for _ in names)),
        title=word("hours.chart"),
    )
    return t.Figure(
        "line",
        " ".join(said),
        names,
        tuple(series),
        (table,) if table else (),
        caption=t.line(word("hours.chart")),
        unit="h",
        low=0,
        reference=(word("hours.budget"), forecast.budget / 60),
        over=True,
    )


def _ahead(ctx: Context, forecast: rule.Forecast) -> tuple[str, ...]:
    return (ctx.language.hours_short(forecast.total),) if forecast.committed else ()


def until(ctx: Context) -> date | None:
    """Until when weeks are shown: the day of the report, or the last line where all has ended."""
    return None if ended(ctx.engagement, ctx.day) else ctx.day


def _points(ctx: Context) -> list[tuple[str, int]]:
    """Names of periods with the hours accumulated by their end."""
    weeks = rule.by_week(ctx.engagement, until(ctx))
    if len(weeks) < MANY_WEEKS:
        return [(ctx.language.day(w.monday), w.accumulated) for w in weeks]
    found: list[tuple[str, int]] = []
    total = 0
    for month in rule.by_month(ctx.engagement, ctx.day):
        total += month.minutes
        found.append((ctx.language.short_month(date(month.year, month.month, 1)), total))
    return found
