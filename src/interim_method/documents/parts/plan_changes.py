"""How a plan changed on the way, and why."""

from __future__ import annotations

from interim_method.documents.context import Col, Context
from interim_method.markup import tree as t

__all__ = ["plan_changes"]


def plan_changes(ctx: Context, label: str) -> t.Collection | None:
    """The changes to the plan, called *label*; None where it has not changed."""
    word = ctx.word
    if not ctx.engagement.plan_changes:
        return None
    return ctx.collection(
        "/plan_changes",
        label,
        (
            Col(word("label.date"), "on", width=1.4, holds="short"),
            Col(word("label.change"), "what", width=4.8),
            Col(word("label.why"), "why", width=5.3),
        ),
    )
