"""Parts that several documents share."""

from __future__ import annotations

from collections.abc import Iterable

from interim_method.documents.context import Context
from interim_method.markup import tree as t
from interim_method.model import Indicator, Objective, place
from interim_method.rules.steps import Next, next_steps

__all__ = ["code", "indicator_line", "indicator_lines", "indicator_table", "what_next"]


def code(key: str) -> str:
    """An id as people write it on a wall: *A03*."""
    return key.upper()


def indicator_line(ctx: Context, indicator: Indicator) -> str:
    """An indicator in short: *1 → 4 (3)*, which is baseline, target and now."""
    now = indicator.now(ctx.day)
    return ctx.word(
        "indicator.line",
        baseline=ctx.number(indicator.baseline) or "–",
        target=ctx.number(indicator.target) or ctx.text(indicator.goal) or "–",
        now=ctx.number(now.value) if now else "–",
    )


def indicator_lines(ctx: Context, objective: Objective) -> Iterable[t.Block]:
    """The indicators of an objective, a line each, with what the arrow means."""
    for indicator in objective.indicators:
        said = (
            f"{ctx.text(indicator.title)}: {indicator_line(ctx, indicator)} · {ctx.word('indicator.legend')}"
        )
        until = ctx.short_date(indicator.due)
        tail = f" · {ctx.word('label.due').lower()} {until}" if until else ""
        yield t.paragraph(said + tail, "muted")


def indicator_table(ctx: Context, objective: Objective) -> Iterable[t.Block]:
    """The indicators of an objective: baseline, target, now, until when; fields but for the derived *now*."""
    word = ctx.word
    for indicator in objective.indicators:
        at = f"/objectives/{objective.id}/indicators/{indicator.id}"
        now = indicator.now(ctx.day)
        goal = "target" if indicator.goal is None else "goal"
        latest = ctx.number(now.value) if now else word("pending")
        if now and now.basis:
            latest = f"{latest} ({ctx.text(now.basis)})"
        cells = (
            t.Cell((t.Paragraph(ctx.line(indicator.title)),)),
            t.Cell((ctx.field(f"{at}/baseline", word("label.baseline")),)),
            t.Cell((ctx.field(f"{at}/{goal}", word("label.target")),)),
            t.Cell((t.paragraph(latest),)),
            t.Cell((ctx.field(f"{at}/due", word("label.due")),)),
        )
        header = ("label.indicator", "label.baseline", "label.target", "label.now", "label.due")
        yield t.Table(
            (
                t.Column(width=5),
                t.Column("right", 1.4, "number"),
                t.Column("right", 1.4, "number"),
                t.Column("right", 2.4, "number"),
                t.Column(width=1.6, holds="short"),
            ),
            (t.Row(tuple(t.Cell((t.paragraph(word(h)),)) for h in header)),),
            (t.Row(cells),),
            title=word("label.indicator"),
            role="facts",
        )


def what_next(ctx: Context) -> t.Callout | None:
    """*Què fem ara*: at most five lines, each with who and by when; nothing where nothing is open."""
    steps = next_steps(ctx.engagement, ctx.day)
    if not steps:
        return None
    items = tuple(t.Item((t.Paragraph(_next_line(ctx, step)),)) for step in steps)
    return ctx.callout("next", ctx.word("what-next"), t.Items(items))


def _next_line(ctx: Context, step: Next) -> t.Runs:
    what = place(ctx.engagement, step.address).value
    said = next(
        (ctx.line(getattr(what, name)) for name in ("title", "text") if getattr(what, name, None)), ()
    )
    kind = t.line(ctx.word(f"next.{step.what}"))
    named = step.what in ("overdue-action", "action", "decision", "handover")
    runs: t.Runs = said if named and said else kind
    if step.what == "overdue-action":
        runs = (*runs, t.Text(f" ({ctx.word('late')})"))
    tail = " · ".join(s for s in (ctx.roles(step.who), ctx.short_date(step.by)) if s)
    return (*runs, t.Text(f" — {tail}")) if tail else runs
