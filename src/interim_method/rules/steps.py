"""What to do next, from what is open in an engagement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from interim_method.model import Action, Engagement, HandoverItem
from interim_method.rules import progress
from interim_method.rules.dates import as_of, ended, no_later

__all__ = ["Next", "next_steps"]

What = Literal[
    "overdue-action", "action", "decision", "handover", "review", "ratification", "session", "follow-up"
]


class Next(NamedTuple):
    """One thing to do.

    Attributes:
        what: Of which kind it is.
        who: Ids of the people who see to it; empty where nobody was named.
        by: Until when; None where no date was set.
        address: The place in the record that says it.
    """

    what: What
    who: tuple[str, ...]
    by: date | None
    address: str


def next_steps(engagement: Engagement, on: date | None = None, *, most: int = 5) -> tuple[Next, ...]:
    """What to do next, the most pressing first: what is overdue, then by date, then what has no date.

    Where the handover gives an open action a new date, that one holds. Of the decisions without a mark that
    they were carried out only those still due, or taken in the last session, are listed: earlier ones were
    looked at in the sessions since. Once an engagement has stopped, its plan asks for nothing more.
    """
    day = as_of(engagement, on)
    found = [
        *_actions(engagement, day),
        *_handover(engagement, day),
        *_decisions(engagement, day),
        *_agreement(engagement, day),
        *_sessions(engagement, day),
    ]
    return tuple(sorted(found, key=_pressing)[:most])


def _pressing(step: Next) -> tuple[bool, date]:
    return step.what != "overdue-action", step.by or date.max


def _person(key: str | None) -> tuple[str, ...]:
    return () if key is None else (key,)


def _stopped(engagement: Engagement, day: date | None) -> bool:
    return engagement.state == "stopped" and ended(engagement, day)


def _carried_on(engagement: Engagement) -> dict[str, HandoverItem]:
    """The handover's items that give an action a new date."""
    return {i.action: i for i in engagement.handover.items if i.action is not None and i.due is not None}


def _actions(engagement: Engagement, day: date | None) -> Iterator[Next]:
    if _stopped(engagement, day):
        return
    taken = _carried_on(engagement)
    late = set(progress.overdue(engagement, day))
    for action in engagement.actions:
        if progress.is_open(action) and action.id not in taken:
            yield Next(
                "overdue-action" if action in late else "action",
                _person(action.owner),
                action.due,
                f"/actions/{action.id}",
            )


def _handover(engagement: Engagement, day: date | None) -> Iterator[Next]:
    handover = engagement.handover
    for item in handover.items:
        action: Action | None = engagement.actions.get(item.action)
        if action is not None and (item.due is None or not progress.is_open(action)):
            continue  # The action itself is listed, or it has been done since.
        if item.due is None or day is None or item.due >= day:
            yield Next("handover", _person(item.person), item.due, f"/handover/items/{item.id}")
    if handover.follow_up is not None and (day is None or handover.follow_up >= day):
        named = any(item.due == handover.follow_up for item in handover.items)
        if not named:
            yield Next("follow-up", (), handover.follow_up, "/handover/follow_up")


def _decisions(engagement: Engagement, day: date | None) -> Iterator[Next]:
    held = [session for session in engagement.sessions if no_later(session.on, day)]
    last = max(held, key=lambda session: session.on, default=None)
    for session in held:
        for decision in session.decisions:
            due = decision.due is not None and day is not None and decision.due >= day
            recent = session is last and not ended(engagement, day)
            if decision.done is None and (due or recent):
                yield Next(
                    "decision",
                    decision.responsible,
                    decision.due,
                    f"/sessions/{session.id}/decisions/{decision.id}",
                )


def _agreement(engagement: Engagement, day: date | None) -> Iterator[Next]:
    agreement = engagement.agreement
    if agreement is None or ended(engagement, day):
        return
    at = f"/agreements/{agreement.id}"
    if agreement.ratified is None:
        yield Next("ratification", (), None, at)
    for review in agreement.reviews:
        if review.what == "planned" and (day is None or review.on >= day):
            yield Next("review", (), review.on, f"{at}/reviews/{review.id}")


def _sessions(engagement: Engagement, day: date | None) -> Iterator[Next]:
    if ended(engagement, day):
        return
    dates = {session.on for session in engagement.sessions}
    for session in engagement.sessions:
        if day is not None and session.on > day:
            yield Next("session", _person(session.facilitator), session.on, f"/sessions/{session.id}")
        planned = session.next_on
        if planned is not None and planned not in dates and (day is None or planned >= day):
            yield Next("session", _person(session.facilitator), planned, f"/sessions/{session.id}/next_on")
    if not engagement.sessions:
        step = progress.current_step(engagement, day)
        if step is not None:
            yield Next("session", (), engagement.started, f"/methodology/elements/{step.id}")
