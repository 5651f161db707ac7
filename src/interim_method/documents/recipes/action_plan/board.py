"""The board: the actions of each objective, with their hours and how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.indicators import indicator_lines, objective_title
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Action, Objective
from interim_method.rules.hours import ActionHours, by_action

__all__ = ["board", "columns"]


def board(ctx: Context) -> Iterable[t.Block]:
    """The actions below the objective that they serve, and those that serve none."""
    engagement = ctx.engagement
    hours = {h.action: h for h in by_action(engagement, ctx.day)}
    for objective in engagement.objectives:
        # An action that serves several objectives stands below its first.
        own = [a for a in engagement.actions if a.objectives[:1] == (objective.id,)]
        yield t.Section(
            objective_title(ctx, objective),
            (*indicator_lines(ctx, objective), _rows(ctx, own, hours, objective)),
            id=f"board-{objective.id}",
        )
    rest = [a for a in engagement.actions if not a.objectives]
    if rest or not engagement.objectives:
        yield t.Section(
            t.line(ctx.word("action-plan.other-actions")), (_rows(ctx, rest, hours, None),), id="board-rest"
        )


def _rows(
    ctx: Context, actions: Sequence[Action], hours: dict[str, ActionHours], objective: Objective | None
) -> t.Collection:
    return ctx.collection(
        "/actions",
        ctx.heading("board"),
        columns(ctx, hours),
        items=actions,
        role="plan",
        stage="do",
        given={"objectives": objective.id} if objective else None,
    )


def columns(ctx: Context, hours: dict[str, ActionHours], *, blank: bool = False) -> tuple[Col, ...]:
    """What the board says of an action; planned hours of both sides where it is filled in by hand."""
    word = ctx.word
    worked = (
        (
            Col(word("label.own-hours"), "own_minutes", width=1.3, align="right", holds="number"),
            Col(
                word("label.professional-hours"),
                "professional_minutes",
                width=1.3,
                align="right",
                holds="number",
            ),
        )
        if blank
        else (
            Col(word("label.hours"), make=lambda a: _hours(ctx, hours.get(a.id)), width=3.4, holds="short"),
        )
    )
    return (
        Col("", make=lambda a: (t.paragraph(code(a.id)),), width=0.7, holds="short"),
        Col(word("label.action"), "title", width=5.6),
        Col(word("label.owner"), "owner", width=2.3),
        Col(word("label.due"), "due", width=1.4, holds="short"),
        *worked,
        Col(word("label.status"), "status", width=1.7, holds="sign"),
    )


def _hours(ctx: Context, hours: ActionHours | None) -> t.Blocks:
    if hours is None:
        return ()
    own = ctx.word(
        "action-plan.own-short",
        planned=ctx.language.hours_short(hours.own_planned),
        spent=ctx.language.hours_short(hours.own_spent),
    )
    professional = ctx.word(
        "action-plan.professional-short",
        planned=ctx.hours(hours.professional_planned),
        spent=ctx.hours(hours.professional_spent),
    )
    return (t.Paragraph((t.Text(f"{own} · {professional}"),)),)
