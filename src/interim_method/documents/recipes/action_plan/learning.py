"""What was learnt on the way, and what was dropped."""

from __future__ import annotations

from collections.abc import Iterable

from interim_method.documents.context import Context
from interim_method.documents.parts.indicators import objective_title
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Action

__all__ = ["dropped", "learning"]


def learning(ctx: Context) -> Iterable[t.Block]:
    """What was learnt from the actions of each objective."""
    engagement = ctx.engagement
    for objective in engagement.objectives:
        own = [a for a in engagement.actions if objective.id in a.objectives and a.learning]
        said = [
            t.Item((t.Paragraph((t.Strong(t.line(code(a.id))), t.Text(" · "), *ctx.inline(a.learning))),))
            for a in own
        ]
        yield t.Section(
            objective_title(ctx, objective),
            (
                *((t.Items(tuple(said)),) if said else ()),
                ctx.field(
                    f"/objectives/{objective.id}/learning", ctx.heading("learning"), lines=2, stage="do"
                ),
            ),
            id=f"learning-{objective.id}",
        )


def dropped(ctx: Context) -> t.Table | None:
    """The actions that were dropped, when and why."""
    dropped = [a for a in ctx.engagement.actions if a.status == "dropped"]
    return ctx.table(
        ["", ctx.word("label.action"), ctx.word("label.dropped-on"), ctx.word("label.why")],
        (
            (code(a.id), ctx.line(a.title), ctx.short_date(a.dropped_on) or ctx.word("pending"), _why(ctx, a))
            for a in dropped
        ),
        widths=(0.7, 5, 1.8, 5),
        title=ctx.heading("dropped"),
    )


def _why(ctx: Context, action: Action) -> t.Blocks:
    return ctx.prose(action.dropped_why) or (ctx.pending(),)
