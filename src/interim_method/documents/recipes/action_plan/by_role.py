"""The short edition: the open actions of each role."""

from __future__ import annotations

from collections.abc import Sequence

from interim_method.documents.context import Context
from interim_method.documents.parts.reports import standing
from interim_method.documents.recipes.action_plan.open_actions import due
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Action
from interim_method.rules import progress

__all__ = ["by_role"]


def by_role(ctx: Context) -> list[t.Section]:
    """A section for each role that has open actions, and one for those that nobody has."""
    engagement = ctx.engagement
    person = ctx.narrowed("people")
    owners = [person] if person else [p.id for p in engagement.people]
    sections: list[t.Section] = []
    for owner in owners:
        own = [a for a in engagement.actions if a.owner == owner and progress.is_open(a)]
        table = _short(ctx, own)
        if table or person:
            sections.append(
                t.Section(
                    t.line(ctx.role(owner)),
                    (table or t.paragraph(ctx.word("action-plan.nothing-next"), "muted"),),
                    id=f"of-{owner}",
                    part="by-role",
                )
            )
    nobody = _short(ctx, [a for a in engagement.actions if a.owner is None and progress.is_open(a)])
    if nobody and not person:
        sections.append(
            t.Section(t.line(ctx.word("action-plan.no-owner")), (nobody,), id="of-nobody", part="by-role")
        )
    return sections


def _short(ctx: Context, actions: Sequence[Action]) -> t.Table | None:
    return ctx.table(
        ["", ctx.word("label.action"), ctx.word("label.due"), ctx.word("label.status")],
        ((code(a.id), ctx.line(a.title), due(ctx, a), standing(ctx, a)) for a in actions),
        widths=(0.8, 6, 1.5, 3.6),
        title=ctx.word("action-plan.mine"),
    )
