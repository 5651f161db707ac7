"""The actions that are open: what comes in the next weeks, and what is stuck."""

from __future__ import annotations

from datetime import date

from interim_method.documents.context import Context
from interim_method.documents.parts.reports import standing
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Action
from interim_method.rules import progress

__all__ = ["due", "next_weeks", "stuck"]


def next_weeks(ctx: Context) -> t.Block:
    """What is late, what falls due or begins within a fortnight, and what should have begun."""
    record, day = ctx.engagement, ctx.day
    soon = {
        a.id: a
        for found in (progress.overdue, progress.unstarted, progress.coming)
        for a in found(record, day)
    }
    found = ctx.table(
        [
            "",
            ctx.word("label.action"),
            ctx.word("label.owner"),
            ctx.word("label.due"),
            ctx.word("label.status"),
        ],
        (
            (
                code(a.id),
                ctx.line(a.title),
                ctx.role(a.owner) or ctx.word("pending"),
                due(ctx, a),
                standing(ctx, a),
            )
            for a in sorted(soon.values(), key=lambda a: (a.due or date.max, a.id))
        ),
        widths=(0.7, 6, 2.5, 2, 2),
        title=ctx.heading("next"),
    )
    return found or t.paragraph(ctx.word("action-plan.nothing-next"), "muted")


def due(ctx: Context, action: Action) -> str:
    """Until when an action is to be done."""
    return ctx.short_date(action.due) or ctx.word("pending")


def stuck(ctx: Context) -> t.Block:
    """The actions that something holds back."""
    found = ctx.table(
        [
            "",
            ctx.word("label.action"),
            ctx.word("label.blocker"),
            ctx.word("label.owner"),
            ctx.word("label.status"),
        ],
        (
            (
                code(a.id),
                ctx.line(a.title),
                ctx.blocker(a.blocker) or ctx.word("pending"),
                ctx.role(a.owner),
                standing(ctx, a),
            )
            for a in progress.stuck(ctx.engagement)
        ),
        widths=(0.7, 5.5, 3, 2.5, 2.5),
        title=ctx.heading("stuck"),
    )
    return found or t.paragraph(ctx.word("action-plan.nothing-stuck"), "muted")
