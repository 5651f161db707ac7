"""The actions that are open: what comes in the next weeks, and what is stuck."""

from __future__ import annotations

from datetime import date, timedelta

from interim_method.documents.context import Context
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Action

__all__ = ["OPEN", "due", "next_weeks", "status", "stuck"]

OPEN = ("to-do", "in-progress", "blocked")


def next_weeks(ctx: Context) -> t.Block:
    """The actions that fall due or begin within a fortnight."""
    day = ctx.day
    soon = [a for a in ctx.engagement.actions if day is not None and a.status in OPEN and _touches(a, day)]
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
                status(ctx, a),
            )
            for a in sorted(soon, key=lambda a: (a.due or date.max, a.id))
        ),
        widths=(0.7, 6, 2.5, 2, 2),
        title=ctx.heading("next"),
    )
    return found or t.paragraph(ctx.word("action-plan.nothing-next"), "muted")


def _touches(action: Action, day: date) -> bool:
    """Whether an action is late, falls due or begins within a fortnight."""
    horizon = day + timedelta(days=14)
    return (action.due is not None and action.due <= horizon) or (
        action.status == "to-do" and action.start is not None and action.start <= horizon
    )


def _late(ctx: Context, action: Action) -> bool:
    return ctx.day is not None and action.due is not None and action.due < ctx.day and action.status in OPEN


def due(ctx: Context, action: Action) -> str:
    """Until when an action is to be done."""
    return ctx.short_date(action.due) or ctx.word("pending")


def status(ctx: Context, action: Action) -> str:
    """How an action stands, and whether it is late."""
    said = ctx.choice("status", action.status)
    return f"{said} · {ctx.word('late')}" if _late(ctx, action) else said


def stuck(ctx: Context) -> t.Block:
    """The actions that something holds back."""
    stuck = [
        a
        for a in ctx.engagement.actions
        if a.status in OPEN and ((a.blocker and not a.blocker_solved) or a.status == "blocked")
    ]
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
                status(ctx, a),
            )
            for a in stuck
        ),
        widths=(0.7, 5.5, 3, 2.5, 2.5),
        title=ctx.heading("stuck"),
    )
    return found or t.paragraph(ctx.word("action-plan.nothing-stuck"), "muted")
