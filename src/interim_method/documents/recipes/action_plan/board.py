"""The board: the actions of each objective, with their hours and how they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.indicators import indicator_lines, objective_title
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Action, Objective
from interim_method.rules.hours import ActionHours, by_action

__all__ = ["board", "columns", "legend"]


def board(ctx: Context) -> Iterable[t.Block]:
    """The actions below the objective that they serve, and those that serve none."""
    engagement = ctx.engagement
    hours = {h.action: h for h in by_action(engagement, ctx.day)}
    for objective in engagement.objectives:
        # An action that serves several objectives stands below its first.
        own = [a for a in engagement.actions if a.objectives[:1] == (objective.id,)]
        yield t.Section(
            objective_title(ctx, objective),
            (*indicator_lines(ctx, objective), *_rows(ctx, own, hours, objective)),
            id=f"board-{objective.id}",
            stage="do",
        )
    rest = [a for a in engagement.actions if not a.objectives]
    if rest or not engagement.objectives:
        yield t.Section(
            t.line(ctx.word("action-plan.other-actions")),
            tuple(_rows(ctx, rest, hours, None)),
            id="board-rest",
        )


def legend(ctx: Context) -> t.Paragraph:
    """What the pairs of hours and the arrows of the board mean, once for all of it."""
    word = ctx.word
    return t.paragraph(f"{word('action-plan.hours-legend')} {word('action-plan.indicator-legend')}", "muted")


def _rows(
    ctx: Context, actions: Sequence[Action], hours: dict[str, ActionHours], objective: Objective | None
) -> Iterable[t.Block]:
    yield ctx.collection(
        "/actions",
        ctx.heading("board"),
        columns(ctx, hours),
        items=actions,
        role="plan",
        stage="do",
        given={"objectives": objective.id} if objective else None,
    )
    shown = [hours[a.id] for a in actions if a.id in hours]
    if len(shown) > 1:
        yield t.paragraph(
            ctx.word(
                "action-plan.sums",
                own=_own(ctx, sum(h.own_planned for h in shown), sum(h.own_spent for h in shown)),
                professional=_professional(
                    ctx,
                    sum(h.professional_planned for h in shown),
                    sum(h.professional_spent for h in shown),
                ),
            ),
            "caption",
        )


def _own(ctx: Context, planned: int, spent: int) -> str:
    return f"{ctx.language.hours_short(planned)}\u00a0/\u00a0{ctx.language.hours_short(spent)}"


def _professional(ctx: Context, planned: int, spent: int) -> str:
    return f"{ctx.hours(planned)}\u00a0/\u00a0{ctx.hours(spent)}"


def columns(ctx: Context, hours: dict[str, ActionHours], *, blank: bool = False) -> tuple[Col, ...]:
    """What the board says of an action; planned hours of both sides where it is filled in by hand."""
    word = ctx.word

    def worked(label: str, name: str, said: Callable[[ActionHours], str]) -> Col:
        if blank:
            return Col(word(label), name, width=1.5, align="right", holds="number")

        def shown(action: Action) -> t.Blocks:
            found = hours.get(action.id)
            return (t.paragraph(said(found)),) if found else ()

        return Col(word(label), make=shown, width=1.5, align="right", holds="number")

    return (
        Col("", make=lambda a: (t.paragraph(code(a.id)),), width=0.7, holds="short"),
        Col(word("label.action"), "title", width=6.2),
        Col(word("label.owner"), "owner", width=2.3),
        Col(word("label.due"), "due", width=1.4, holds="short"),
        worked("label.own-hours", "own_minutes", lambda h: _own(ctx, h.own_planned, h.own_spent)),
        worked(
            "label.professional-hours",
            "professional_minutes",
            lambda h: _professional(ctx, h.professional_planned, h.professional_spent),
        ),
        Col(word("label.status"), "status", width=1.9, holds="short"),
    )
