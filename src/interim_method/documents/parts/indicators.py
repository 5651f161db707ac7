"""Indicators: where they began, where they should be, where they are, and what that proves."""

from __future__ import annotations

from collections.abc import Iterable

from interim_method.documents.context import Context
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Engagement, Indicator, Measurement, Objective
from interim_method.rules import progress

__all__ = ["caveats", "indicator_line", "indicator_lines", "indicators", "not_due", "objective_title"]


def indicators(ctx: Context, engagement: Engagement) -> t.Table | None:
    """Every indicator by objective: baseline, target, now, and whether the target was reached."""
    word = ctx.word
    rows = [
        (
            objective_title(ctx, state.objective) if n == 0 else "",
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


def objective_title(ctx: Context, objective: Objective) -> t.Runs:
    """The title of an objective behind the code that texts call it by: *O4*."""
    return (t.Text(f"{code(objective.id)} · "), *ctx.line(objective.title))


def _measured(ctx: Context, indicator: Indicator) -> t.Runs:
    title, of = ctx.line(indicator.title), ctx.text(indicator.unit)
    return (*title, t.Text(f" ({of})")) if of and of not in ctx.text(indicator.title) else title


def _now(ctx: Context, state: progress.IndicatorState) -> str:
    return _last(ctx, state.indicator, state.now) or ctx.word("reports.not-measured")


def _last(ctx: Context, indicator: Indicator, now: Measurement | None) -> str:
    """The last value; of a target that is no number, what was said of it. Empty for none."""
    if now is None:
        return ""
    if indicator.target is None and now.basis:
        return ctx.text(now.basis)
    return ctx.number(now.value)


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


def indicator_line(ctx: Context, indicator: Indicator) -> str:
    """An indicator in short: *1 → 4 (3)*, which is baseline, target and now."""
    return ctx.word(
        "indicator.line",
        baseline=ctx.number(indicator.baseline) or "–",
        target=ctx.number(indicator.target) or ctx.text(indicator.goal) or "–",
        now=_last(ctx, indicator, indicator.now(ctx.day)) or "–",
    )


def indicator_lines(ctx: Context, objective: Objective) -> Iterable[t.Block]:
    """The indicators of an objective, a line each."""
    for indicator in objective.indicators:
        said = f"{ctx.text(indicator.title)}: {indicator_line(ctx, indicator)}"
        until = ctx.short_date(indicator.due)
        tail = f" · {ctx.word('indicator.due', date=until)}" if until else ""
        yield t.paragraph(said + tail, "muted")
