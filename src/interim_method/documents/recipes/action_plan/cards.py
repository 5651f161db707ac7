"""The card of an action: all that the board has no room for."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from interim_method.documents.context import Context
from interim_method.documents.context.names import choices
from interim_method.documents.parts.indicators import indicator_line
from interim_method.documents.parts.reports import standing
from interim_method.documents.recipes.action_plan.open_actions import due
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Action, NewItem
from interim_method.rules.blockers import KINDS
from interim_method.rules.hours import by_action

__all__ = ["blank_card", "card"]


def card(ctx: Context, action: Action) -> t.Section:
    """The card of one action."""
    at = f"/actions/{action.id}"
    word = ctx.word
    hours = next(h for h in by_action(ctx.engagement, ctx.day) if h.action == action.id)

    def entry(label: str, name: str, lines: int = 1, **options: Any) -> t.Definition:
        made = ctx.field(f"{at}/{name}", label, lines=lines, stage="do", **options)
        return t.Definition(t.line(label), (made,))

    def said(label: str, text: str) -> t.Definition:
        return t.Definition(t.line(label), (t.paragraph(text),))

    entries = [
        said(word("label.status"), standing(ctx, action)),
        said(word("label.owner"), ctx.role(action.owner) or word("pending")),
        said(word("label.due"), due(ctx, action)),
        entry(word("label.segment"), "segments"),
        entry(word("label.offer"), "offer"),
        entry(word("label.journey-stage"), "journey_stage"),
        entry(word("label.accompanied-by"), "accompanied_by"),
        entry(word("label.starts"), "start"),
        said(
            word("label.own-hours"),
            f"{ctx.language.hours_short(hours.own_planned)} / {ctx.language.hours_short(hours.own_spent)}",
        ),
        said(
            word("label.professional-hours"),
            f"{ctx.hours(hours.professional_planned)} / {ctx.hours(hours.professional_spent)}",
        ),
        entry(word("label.deliverable"), "deliverable"),
        entry(word("label.cost"), "cost", guide=word("not-applicable")),
        entry(word("label.needs"), "needs", guide=word("not-applicable"), options=_needed(ctx, action)),
        entry(word("label.blocker"), "blocker", guide=word("not-applicable"), options=_blockers(ctx, action)),
        said(word("label.indicator"), _indicator(ctx, action) or word("pending")),
        entry(word("label.learning"), "learning", 2),
    ]
    notes: list[t.Block] = []
    if action.alone_from:
        notes.append(
            t.paragraph(word("action-plan.from-now-alone", date=ctx.long_date(action.alone_from)), "muted")
        )
    if action.confidential:
        notes.append(t.paragraph(word("action-plan.confidential"), "muted"))
    return t.Section(
        (t.Text(f"{code(action.id)} · "), *ctx.line(action.title)),
        (t.Definitions(tuple(entries), role="card"), *notes),
        id=f"card-{action.id}",
        stage="do",
    )


def _needed(ctx: Context, action: Action) -> tuple[t.Option, ...]:
    """The other actions, called as on the board."""
    return tuple(
        t.Option(a.id, f"{code(a.id)} · {ctx.text(a.title)}")
        for a in ctx.engagement.actions
        if a.id != action.id
    )


def _blockers(ctx: Context, action: Action) -> tuple[t.Option, ...]:
    """The kinds of blocker; that of the action says so where it holds nothing back any more."""
    offered = tuple(t.Option(c.id, ctx.text(c.label)) for c in choices(ctx, KINDS))
    if not action.blocker_solved:
        return offered
    return tuple(
        evolve(o, label=ctx.word("action-plan.solved", blocker=o.label)) if o.value == action.blocker else o
        for o in offered
    )


def _indicator(ctx: Context, action: Action) -> str:
    indicator = action.indicator
    return f"{ctx.text(indicator.title)}: {indicator_line(ctx, indicator)}" if indicator else ""


def blank_card(ctx: Context) -> t.Block:
    """One empty card to copy: the fields of an action that the board has no room for."""
    word = ctx.word
    at = f"/actions/{NewItem('card').token}"
    names = (
        ("label.action", "title", 1),
        ("label.objective", "objectives", 1),
        ("label.segment", "segments", 1),
        ("label.offer", "offer", 1),
        ("label.journey-stage", "journey_stage", 1),
        ("label.owner", "owner", 1),
        ("label.accompanied-by", "accompanied_by", 1),
        ("label.starts", "start", 1),
        ("label.due", "due", 1),
        ("label.deliverable", "deliverable", 2),
        ("label.own-hours", "own_minutes", 1),
        ("label.professional-hours", "professional_minutes", 1),
        ("label.cost", "cost", 1),
        ("label.needs", "needs", 1),
        ("label.blocker", "blocker", 1),
        ("label.learning", "learning", 3),
    )
    return t.Definitions(
        tuple(
            t.Definition(
                t.line(word(label)),
                (ctx.field(f"{at}/{name}", word(label), lines=lines, stage="do"),),
            )
            for label, name, lines in names
        ),
        role="card",
    )
