"""Which worksheets there are, and for which session each of them is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from interim_method.documents.context import Context
from interim_method.documents.parts.prompts import prompts_in
from interim_method.model import Activity, Answer, NewItem, Session, Step

__all__ = ["Sheet", "answers_in", "mode_of", "sheets_of"]


@frozen
class Sheet:
    """One sheet: a step, or an activity with questions of its own, and the session that it is for.

    `coming` is the id of a session that is not in the record yet: the same on every copy of the sheet.
    """

    step: Step
    activity: Activity | None = None
    session: Session | None = None
    coming: str = ""

    @property
    def owner(self) -> Step | Activity:
        """Whose questions are asked."""
        return self.activity or self.step

    @property
    def stage(self) -> str | None:
        """The change stage whose colour it takes."""
        return self.step.stages[0] if self.step.stages else None

    @property
    def at(self) -> str:
        """The address of the session, which may not be in the record yet."""
        if self.session is not None:
            return f"/sessions/{self.session.id}"
        given = {"step": self.step.id, **({"activity": self.activity.id} if self.activity else {})}
        return f"/sessions/{NewItem(id=self.coming or self.owner.id, given=given).token}"


def sheets_of(ctx: Context, of: str | None) -> list[Sheet]:
    """The sheet of the step or activity *of*, or those of all; a record's only where something was answered."""
    owners = [_owner(ctx, of)] if of else list(_owners(ctx))
    if ctx.edition == "filled":
        answered = [Sheet(s.step, s.activity, session) for s in owners for session in _answered(ctx, s)]
        if answered:
            return answered
        # Nothing was written yet: the sheet asked for, or the first, with what is still to be done.
        owners = owners[:1]
    return [Sheet(s.step, s.activity, _meeting(ctx, s), _free(ctx, s.owner.id)) for s in owners]


def _free(ctx: Context, wanted: str) -> str:
    """The id of a session to come: that of its step or activity, numbered where it is taken."""
    number = 1
    while (key := wanted if number == 1 else f"{wanted[:56]}-{number}") in ctx.engagement.sessions:
        number += 1
    return key


def _owner(ctx: Context, of: str) -> Sheet:
    element = ctx.methodology.elements[of]
    if isinstance(element, Activity):
        return Sheet(ctx.methodology.step(element.parent or ""), element)
    return Sheet(ctx.methodology.step(of))


def _owners(ctx: Context) -> Iterator[Sheet]:
    """Every step with a sheet of its own, and behind it its optional activities that ask something."""
    for step in ctx.methodology.steps:
        activities = ctx.methodology.activities_of(step)
        if activities or prompts_in(ctx, step):
            yield Sheet(step)
        for activity in activities:
            if activity.optional and prompts_in(ctx, activity):
                yield Sheet(step, activity)


def _sessions(ctx: Context, sheet: Sheet) -> list[Session]:
    """The sessions of a sheet, the earliest first."""
    apart = {a.id for a in ctx.methodology.activities_of(sheet.step) if a.optional}
    found = [
        s
        for s in ctx.engagement.sessions
        if s.step == sheet.step.id
        and (s.activity == sheet.activity.id if sheet.activity else s.activity not in apart)
    ]
    return sorted(found, key=lambda s: s.on)


def mode_of(sheet: Sheet) -> str:
    """The address of how a sheet is answered: said once, and taken by all answers that are written on it."""
    return f"/answers/{NewItem(sheet.owner.id, each=True).token}/mode"


def answers_in(ctx: Context, sheet: Sheet) -> list[Answer]:
    """The answers to the questions of a sheet, in whichever session."""
    wanted = {p.id for p in prompts_in(ctx, sheet.owner)}
    return [a for a in ctx.engagement.answers if a.prompt in wanted]


def _answered(ctx: Context, sheet: Sheet) -> list[Session | None]:
    """The sessions in which a sheet was answered; None for answers that name no session."""
    answers = answers_in(ctx, sheet)
    keys = dict.fromkeys(a.session for a in answers)
    sessions = [ctx.engagement.sessions.get(key) for key in keys]
    return sorted(dict.fromkeys(sessions), key=lambda s: s.on if s else date.max)


def _meeting(ctx: Context, sheet: Sheet) -> Session | None:
    """The session that a sheet is printed for: the coming one; to lead or to fill in later, the last."""
    sessions = _sessions(ctx, sheet)
    answered = {a.session for a in answers_in(ctx, sheet)}
    coming = [s for s in sessions if s.id not in answered and (ctx.day is None or s.on >= ctx.day)]
    if coming:
        return coming[0]
    return sessions[-1] if sessions and not ctx.blank else None
