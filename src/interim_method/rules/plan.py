"""Rules on the plan: objectives, actions, and what the tools ask of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from interim_method.model import (
    Action,
    Engagement,
    Finding,
    JourneyContent,
    JourneyPoint,
    Quadrants,
    QuadrantsContent,
    Text,
)
from interim_method.rules import progress
from interim_method.rules.dates import as_of, ended

__all__ = [
    "MOST_OPEN",
    "action_without_deadline",
    "action_without_indicator",
    "action_without_owner",
    "answer_before_question",
    "deadline_before_dependency",
    "dependency_cycle",
    "objective_without_action",
    "objective_without_finished_action",
    "overdue",
    "pain_without_response",
    "response_without_action",
    "too_many_open_actions",
]

MOST_OPEN: Final = 3
"""How many open actions one person can carry."""


def said(text: str | Text, language: str) -> str:
    """A text of a record as a message quotes it."""
    return f"“{text if isinstance(text, str) else text.said(language).text}”"


def _agreed(engagement: Engagement) -> Iterator[tuple[Action, str]]:
    """Every action that was not dropped, with its title."""
    for action in engagement.actions:
        if action.status != "dropped":
            yield action, said(action.title, engagement.language)


def action_without_owner(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """An action that nobody answers for."""
    for action, title in _agreed(engagement):
        if action.owner is None:
            yield Finding(
                rule="action-without-owner",
                severity="warning",
                address=f"/actions/{action.id}/owner",
                message=f"Nobody answers for {title}.",
                advice="Name one person; what is everybody's is nobody's.",
            )


def action_without_deadline(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """An open action without a date."""
    for action, title in _agreed(engagement):
        if action.due is None and progress.is_open(action):
            yield Finding(
                rule="action-without-deadline",
                severity="warning",
                address=f"/actions/{action.id}/due",
                message=f"There is no date until when to do {title}.",
                advice="Set a date.",
            )


def action_without_indicator(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """An action of which nobody could say whether it worked."""
    for action, title in _agreed(engagement):
        if action.indicator is None:
            yield Finding(
                rule="action-without-indicator",
                severity="warning",
                address=f"/actions/{action.id}/indicator",
                message=f"Nothing says how to tell that {title} worked.",
                advice="Say which number to look at, from which value to which.",
            )


def deadline_before_dependency(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """An action due before one that it needs."""
    for action, title in _agreed(engagement):
        for needed in (engagement.actions.get(key) for key in action.needs):
            if needed is None or needed.status in ("done", "dropped"):
                continue
            if action.due is not None and needed.due is not None and action.due < needed.due:
                yield Finding(
                    rule="deadline-before-dependency",
                    severity="warning",
                    address=f"/actions/{action.id}/due",
                    message=f"{title} is due on {action.due}, but needs what is due on {needed.due}: "
                    f"{said(needed.title, engagement.language)}.",
                    advice="Move one of the two dates, or take the dependency out.",
                )


def dependency_cycle(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """Actions that wait for each other, each circle once, at the action that stands first in the plan."""
    state: dict[str, bool] = {}  # False while on the path, True once all that it needs has been seen.
    for start in engagement.actions.ids:
        path: list[str] = []
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:
            key, leaving = waiting.pop()
            if leaving:
                state[path.pop()] = True
                continue
            if key in state:
                if not state[key]:
                    yield _cycle(engagement, path[path.index(key) :])
                continue
            state[key] = False
            path.append(key)
            waiting.append((key, True))
            action = engagement.actions.get(key)
            waiting.extend((need, False) for need in reversed(action.needs if action else ()))


def _cycle(engagement: Engagement, circle: list[str]) -> Finding:
    first = min(circle, key=engagement.actions.ids.index)
    turned = circle[circle.index(first) :] + circle[: circle.index(first)]
    return Finding(
        rule="dependency-cycle",
        severity="error",
        address=f"/actions/{first}/needs",
        message=f"These actions wait for each other: {' → '.join([*turned, first])}.",
        advice="Take one of the dependencies out.",
    )


def objective_without_action(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """An objective that nobody acts on, in a plan that has actions."""
    if not engagement.actions:
        return
    for state in progress.objectives(engagement, on):
        if not state.counts.agreed:
            yield Finding(
                rule="objective-without-action",
                severity="warning",
                address=f"/objectives/{state.objective.id}",
                message=f"No action serves {said(state.objective.title, engagement.language)}.",
                advice="Plan an action, or take the objective out of the agreement.",
            )


def objective_without_finished_action(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """An objective whose actions should have begun, and none of which is finished."""
    day = as_of(engagement, on)
    for state in progress.objectives(engagement, on):
        begun = any(
            progress.is_open(a) and (a.status != "to-do" or (a.start and day and a.start <= day))
            for a in state.actions
        )
        if begun and not state.counts.done:
            yield Finding(
                rule="objective-without-finished-action",
                severity="advice",
                address=f"/objectives/{state.objective.id}",
                message=f"No action for {said(state.objective.title, engagement.language)} is finished yet.",
                advice="Finish a small one first, or say what keeps them from it.",
            )


def overdue(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """An open action past its date, while the engagement goes on."""
    if ended(engagement, on):
        return
    for action in progress.overdue(engagement, on):
        yield Finding(
            rule="overdue",
            severity="warning",
            address=f"/actions/{action.id}",
            message=f"{said(action.title, engagement.language)} was due on {action.due}.",
            advice="Agree on a new date, on who helps, or to drop it.",
        )


def too_many_open_actions(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """A person who answers for more open actions than anybody finishes."""
    if ended(engagement, on):
        return
    carried = Counter(a.owner for a in engagement.actions if a.owner is not None and progress.is_open(a))
    for owner, number in carried.items():
        person = engagement.people.get(owner)
        hands = max(1, person.people) if person is not None else 1
        if number > MOST_OPEN * hands:
            role = said(person.role, engagement.language) if person is not None else owner
            yield Finding(
                rule="too-many-open-actions",
                severity="advice",
                address=f"/people/{owner}",
                message=f"{role} answers for {number} open actions.",
                advice=f"Nobody should leave a session with more than {MOST_OPEN}.",
            )


# --- what the tools ask of the plan ------------------------------------------------------------------------------


def _points(engagement: Engagement) -> Iterator[tuple[str, JourneyPoint]]:
    for content in engagement.contents:
        if isinstance(content, JourneyContent):
            for point in content.points:
                yield f"/contents/{content.id}/points/{point.id}", point


def pain_without_response(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """A stage of a journey with a pain that nothing answers."""
    for at, point in _points(engagement):
        if "pains" in point.cells.ids and "response" not in point.cells.ids:
            yield Finding(
                rule="pain-without-response",
                severity="warning",
                address=at,
                message="The clients' pain at this stage has no response.",
                advice="Say what you do about it, or that you have decided not to.",
            )


def response_without_action(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """A stage of a journey with a response that no action carries out."""
    for at, point in _points(engagement):
        if "response" in point.cells.ids and not point.actions:
            yield Finding(
                rule="response-without-action",
                severity="warning",
                address=at,
                message="No action of the plan carries this response out.",
                advice="Link it to an action, or plan one.",
            )


def answer_before_question(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """A board whose last cell, the response, was filled before the first two."""
    for content in engagement.contents:
        if not isinstance(content, QuadrantsContent):
            continue
        tool = engagement.methodology.elements.get(content.tool)
        cells = tool.cells.ids if isinstance(tool, Quadrants) else ()
        filled = {card.cell for card in content.cards}
        if len(cells) > 2 and cells[-1] in filled and not set(cells[:2]) <= filled:
            yield Finding(
                rule="answer-before-question",
                severity="advice",
                address=f"/contents/{content.id}",
                message="The board says how to respond before it says to whom and to what.",
                advice="Fill the first two cells first.",
            )
