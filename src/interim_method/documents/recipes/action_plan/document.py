"""The commercial action plan: who does what by when, and whether it works."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.indicators import indicator_line, indicator_lines
from interim_method.documents.parts.what_next import what_next
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Action, Objective
from interim_method.rules.hours import ActionHours, by_action

__all__ = ["compose"]

OPEN = ("to-do", "in-progress", "blocked")


def compose(ctx: Context) -> t.Document:
    """The plan: a board and one card an action; blank to fill in, or short, by role."""
    if ctx.edition == "summary":
        return _mine(ctx)
    return _blank(ctx) if ctx.blank else _filled(ctx)


def _filled(ctx: Context) -> t.Document:
    actions = ctx.engagement.actions
    return ctx.document(
        ctx.section("board", t.paragraph(ctx.word("action-plan.hours-legend"), "muted"), _board(ctx)),
        ctx.section("next", _next_weeks(ctx)),
        ctx.section("stuck", _stuck(ctx)),
        ctx.section("cards", (_card(ctx, a) for a in actions), new_page=True, orientation="portrait")
        if actions
        else None,
        ctx.section("learning", _learning(ctx), new_page=True, orientation="portrait"),
        _section_of(ctx, "dropped", _dropped(ctx)),
        ctx.section("changes", _changes(ctx, empty=2)),
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
                _columns(ctx, {}, blank=True),
                empty=ctx.parameters.get("rows", 12),
                prefix="a",
                role="plan",
                stage="do",
                lines=2,
            ),
        ),
        ctx.section("card", _blank_card(ctx), new_page=True),
        marked=_stages(ctx),
        orientation="landscape",
    )


def _stages(ctx: Context) -> tuple[str, ...]:
    return tuple(s.id for s in ctx.methodology.stages[-1:])


# --- the board -------------------------------------------------------------------------------------------------


def _board(ctx: Context) -> Iterable[t.Block]:
    engagement = ctx.engagement
    hours = {h.action: h for h in by_action(engagement, ctx.day)}
    for objective in engagement.objectives:
        # An action that serves several objectives stands below its first.
        own = [a for a in engagement.actions if a.objectives[:1] == (objective.id,)]
        yield t.Section(
            ctx.line(objective.title),
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
        _columns(ctx, hours),
        items=actions,
        role="plan",
        stage="do",
        given={"objectives": objective.id} if objective else None,
    )


def _columns(ctx: Context, hours: dict[str, ActionHours], *, blank: bool = False) -> tuple[Col, ...]:
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
        "action-plan.own-short", planned=_whole(ctx, hours.own_planned), spent=_whole(ctx, hours.own_spent)
    )
    professional = ctx.word(
        "action-plan.professional-short",
        planned=ctx.hours(hours.professional_planned),
        spent=ctx.hours(hours.professional_spent),
    )
    return (t.Paragraph((t.Text(f"{own} · {professional}"),)),)


def _whole(ctx: Context, minutes: int) -> str:
    return ctx.language.hours(minutes, 0 if minutes % 60 == 0 else 1)


# --- what comes, what is stuck ------------------------------------------------------------------------------------


def _next_weeks(ctx: Context) -> t.Block:
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
                _due(ctx, a),
                _status(ctx, a),
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


def _due(ctx: Context, action: Action) -> str:
    return ctx.short_date(action.due) or ctx.word("pending")


def _status(ctx: Context, action: Action) -> str:
    said = ctx.choice("status", action.status)
    return f"{said} · {ctx.word('late')}" if _late(ctx, action) else said


def _stuck(ctx: Context) -> t.Block:
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
                _status(ctx, a),
            )
            for a in stuck
        ),
        widths=(0.7, 5.5, 3, 2.5, 2.5),
        title=ctx.heading("stuck"),
    )
    return found or t.paragraph(ctx.word("action-plan.nothing-stuck"), "muted")


# --- cards -----------------------------------------------------------------------------------------------------------


def _card(ctx: Context, action: Action) -> t.Section:
    at = f"/actions/{action.id}"
    word = ctx.word
    hours = next(h for h in by_action(ctx.engagement, ctx.day) if h.action == action.id)

    def entry(label: str, name: str, lines: int = 1, guide: str = "") -> t.Definition:
        made = ctx.field(f"{at}/{name}", label, lines=lines, guide=guide, stage="do")
        return t.Definition(t.line(label), (made,))

    def said(label: str, text: str) -> t.Definition:
        return t.Definition(t.line(label), (t.paragraph(text),))

    entries = [
        entry(word("label.segment"), "segments"),
        entry(word("label.offer"), "offer"),
        entry(word("label.journey-stage"), "journey_stage"),
        entry(word("label.accompanied-by"), "accompanied_by"),
        entry(word("label.starts"), "start"),
        entry(word("label.deliverable"), "deliverable"),
        said(
            word("action-plan.own-hours"),
            f"{_whole(ctx, hours.own_planned)} / {_whole(ctx, hours.own_spent)}",
        ),
        said(
            word("action-plan.professional-hours"),
            f"{ctx.hours(hours.professional_planned)} / {ctx.hours(hours.professional_spent)}",
        ),
        entry(word("label.cost"), "cost", guide=word("not-applicable")),
        entry(word("label.needs"), "needs", guide=word("not-applicable")),
        entry(word("label.blocker"), "blocker", guide=word("not-applicable")),
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
    head = " · ".join(s for s in (_status(ctx, action), ctx.role(action.owner), _due(ctx, action)) if s)
    return t.Section(
        (t.Text(f"{code(action.id)} · "), *ctx.line(action.title)),
        (t.paragraph(head, "label"), t.Definitions(tuple(entries), role="facts"), *notes),
        id=f"card-{action.id}",
        stage="do",
    )


def _indicator(ctx: Context, action: Action) -> str:
    indicator = action.indicator
    return f"{ctx.text(indicator.title)}: {indicator_line(ctx, indicator)}" if indicator else ""


def _blank_card(ctx: Context) -> t.Block:
    """One empty card to copy: the fields of an action that the board has no room for."""
    word = ctx.word
    at = "/actions/a-card"
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
                (ctx.field(f"{at}/{name}", word(label), new=Action, lines=lines, stage="do"),),
            )
            for label, name, lines in names
        ),
        role="facts",
    )


# --- learning, dropped, changes -----------------------------------------------------------------------------------


def _learning(ctx: Context) -> Iterable[t.Block]:
    engagement = ctx.engagement
    for objective in engagement.objectives:
        own = [a for a in engagement.actions if objective.id in a.objectives and a.learning]
        said = [
            t.Item((t.Paragraph((t.Strong(t.line(code(a.id))), t.Text(" · "), *ctx.inline(a.learning))),))
            for a in own
        ]
        yield t.Section(
            ctx.line(objective.title),
            (
                *((t.Items(tuple(said)),) if said else ()),
                ctx.field(
                    f"/objectives/{objective.id}/learning", ctx.heading("learning"), lines=2, stage="do"
                ),
            ),
            id=f"learning-{objective.id}",
        )


def _dropped(ctx: Context) -> t.Table | None:
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


def _changes(ctx: Context, empty: int) -> t.Collection:
    word = ctx.word
    return ctx.collection(
        "/plan_changes",
        ctx.heading("changes"),
        (
            Col(word("label.date"), "on", width=1.3, holds="short"),
            Col(word("label.change"), "what", width=5),
            Col(word("label.why"), "why", width=5),
        ),
        empty=empty,
        prefix="p-new",
    )


def _section_of(ctx: Context, key: str, *blocks: t.Block | None) -> t.Section | None:
    """A section, or nothing where there is nothing to say."""
    return ctx.section(key, *blocks) if any(blocks) else None


# --- summary: my actions -----------------------------------------------------------------------------------------------


def _mine(ctx: Context) -> t.Document:
    engagement = ctx.engagement
    person = ctx.narrowed("people")
    owners = [person] if person else [p.id for p in engagement.people]
    sections: list[t.Section] = []
    for owner in owners:
        own = [a for a in engagement.actions if a.owner == owner and a.status in OPEN]
        table = _short(ctx, own)
        if table or person:
            sections.append(
                t.Section(
                    t.line(ctx.role(owner)),
                    (table or t.paragraph(ctx.word("action-plan.nothing-next"), "muted"),),
                    id=f"of-{owner}",
                )
            )
    nobody = _short(ctx, [a for a in engagement.actions if a.owner is None and a.status in OPEN])
    if nobody and not person:
        sections.append(t.Section(t.line(ctx.word("action-plan.no-owner")), (nobody,), id="of-nobody"))
    return ctx.document(
        sections, what_next(ctx), title=ctx.word("action-plan.mine"), subtitle=ctx.title, marked=_stages(ctx)
    )


def _short(ctx: Context, actions: Sequence[Action]) -> t.Table | None:
    return ctx.table(
        ["", ctx.word("label.action"), ctx.word("label.due"), ctx.word("label.status")],
        ((code(a.id), ctx.line(a.title), _due(ctx, a), _status(ctx, a)) for a in actions),
        widths=(0.8, 6, 2, 2.6),
        title=ctx.word("action-plan.mine"),
    )
