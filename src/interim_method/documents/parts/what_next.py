"""Parts that several documents share."""

from __future__ import annotations

import sys
from collections.abc import Collection

from interim_method.documents.context import Context
from interim_method.markup import tree as t
from interim_method.model import place
from interim_method.rules.steps import Next, next_steps

__all__ = ["what_next"]


MOST = 5
"""How many lines people read."""


def what_next(ctx: Context, kinds: Collection[str] = ()) -> t.Callout | None:
    """*Què fem ara*: at most five lines, each with who and by when; nothing where nothing is open.

    Args:
        ctx: The context.
        kinds: What to tell of, where that is not everything.
    """
    open_ones = next_steps(ctx.engagement, ctx.day, most=sys.maxsize if kinds else MOST)
    steps = [step for step in open_ones if not kinds or step.what in kinds][:MOST]
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
    who, by = ctx.roles(step.who), ctx.short_date(step.by)
    if who:
        runs = (*runs, t.Text(" · "), t.Strong((t.Text(who),)))
    return (*runs, t.Text(f" · {by}")) if by else runs
