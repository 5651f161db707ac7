"""Parts that several documents share."""

from __future__ import annotations

from interim_method.documents.context import Context
from interim_method.markup import tree as t
from interim_method.model import place
from interim_method.rules.steps import Next, next_steps

__all__ = ["what_next"]


def what_next(ctx: Context) -> t.Callout | None:
    """*Què fem ara*: at most five lines, each with who and by when; nothing where nothing is open."""
    steps = next_steps(ctx.engagement, ctx.day)
    if not steps:
        return None
    items = tuple(t.Item((t.Paragraph(_next_line(ctx, step)),)) for step in steps)
    return t.Callout((t.Items(items),), "next", t.line(ctx.word("what-next")), part="what-next")


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
