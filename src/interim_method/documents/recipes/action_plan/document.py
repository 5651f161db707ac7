"""The commercial action plan: who does what by when, and whether it works."""

from __future__ import annotations

from interim_method.documents.context import Context
from interim_method.documents.parts.plan_changes import plan_changes
from interim_method.documents.parts.what_next import what_next
from interim_method.documents.recipes.action_plan.board import board, columns, legend
from interim_method.documents.recipes.action_plan.by_role import by_role
from interim_method.documents.recipes.action_plan.cards import blank_card, card
from interim_method.documents.recipes.action_plan.learning import dropped, learning
from interim_method.documents.recipes.action_plan.open_actions import next_weeks, stuck
from interim_method.markup import tree as t

__all__ = ["compose"]


def compose(ctx: Context) -> t.Document:
    """The plan: a board and one card an action; blank to fill in, or short, by role."""
    if ctx.edition == "summary":
        return _summary(ctx)
    return _blank(ctx) if ctx.blank else _filled(ctx)


def _filled(ctx: Context) -> t.Document:
    actions = ctx.engagement.actions
    return ctx.document(
        ctx.section("board", legend(ctx), board(ctx)),
        ctx.section("next", next_weeks(ctx)),
        ctx.section("stuck", stuck(ctx)),
        ctx.section(
            "cards",
            t.paragraph(ctx.word("action-plan.hours-legend"), "muted"),
            (card(ctx, a) for a in actions),
            new_page=True,
            orientation="portrait",
        )
        if actions
        else None,
        ctx.section("learning", learning(ctx), new_page=True, orientation="portrait"),
        ctx.section_if_any("dropped", dropped(ctx)),
        ctx.section_if_any("changes", plan_changes(ctx, ctx.heading("changes"))),
        what_next(ctx),
        marked=_stages(ctx),
        orientation="landscape",
    )


def _blank(ctx: Context) -> t.Document:
    return ctx.document(
        ctx.section(
            "board",
            t.paragraph(ctx.word("action-plan.board-how"), "help"),
            ctx.collection(
                "/actions",
                ctx.heading("board"),
                columns(ctx, {}, blank=True),
                empty=ctx.parameters.get("rows", 12),
                hint="a",
                role="plan",
                stage="do",
                lines=2,
            ),
        ),
        ctx.section("card", blank_card(ctx), new_page=True, stage="do"),
        marked=_stages(ctx),
        orientation="landscape",
    )


def _summary(ctx: Context) -> t.Document:
    title = ctx.word("action-plan.mine")
    return ctx.document(by_role(ctx), what_next(ctx), title=title, subtitle=ctx.title, marked=_stages(ctx))


def _stages(ctx: Context) -> tuple[str, ...]:
    return tuple(s.id for s in ctx.methodology.stages[-1:])
