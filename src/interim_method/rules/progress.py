"""How far an engagement has come: its actions, its objectives, the step that it is at."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from interim_method.model import Action, Engagement, Indicator, Measurement, Objective, Step
from interim_method.rules.dates import as_of, no_later
from interim_method.rules.hours import entries

__all__ = [
    "Counts",
    "IndicatorState",
    "ObjectiveState",
    "actions_of",
    "coming",
    "counts",
    "current_step",
    "indicator_state",
    "is_open",
    "objectives",
    "overdue",
    "stuck",
    "unstarted",
]


class Counts(NamedTuple):
    """How many actions are in each state."""

    to_do: int = 0
    in_progress: int = 0
    blocked: int = 0
    done: int = 0
    dropped: int = 0

    @property
    def agreed(self) -> int:
        """All that were not dropped."""
        return self.to_do + self.in_progress + self.blocked + self.done

    @property
    def open(self) -> int:
        """Those still to be finished."""
        return self.to_do + self.in_progress + self.blocked

    @property
    def share(self) -> Fraction | None:
        """Done out of those not dropped; None where there are none."""
        return Fraction(self.done, self.agreed) if self.agreed else None


class IndicatorState(NamedTuple):
    """An indicator on a date.

    Attributes:
        indicator: The indicator.
        now: Its last measurement.
        reached: Whether the target is met, in the direction from the baseline; None where that is not known.
        way: The part of the way from the baseline to the target; may be below 0 or above 1.
    """

    indicator: Indicator
    now: Measurement | None
    reached: bool | None
    way: Fraction | None


class ObjectiveState(NamedTuple):
    """An objective on a date, with its actions."""

    objective: Objective
    indicators: tuple[IndicatorState, ...]
    counts: Counts
    actions: tuple[Action, ...]


def is_open(action: Action) -> bool:
    """Whether an action is still to be finished: neither done nor dropped."""
    return action.status not in ("done", "dropped")


def _count(actions: tuple[Action, ...]) -> Counts:
    states = [action.status for action in actions]
    return Counts(*(states.count(s) for s in ("to-do", "in-progress", "blocked", "done", "dropped")))


def counts(engagement: Engagement) -> Counts:
    """How many actions of the plan are in each state."""
    return _count(tuple(engagement.actions))


def actions_of(engagement: Engagement, objective: str) -> tuple[Action, ...]:
    """The actions that serve an objective."""
    return tuple(action for action in engagement.actions if objective in action.objectives)


def overdue(engagement: Engagement, on: date | None = None) -> tuple[Action, ...]:
    """The open actions whose deadline has passed, the longest first; none where no date is known."""
    day = as_of(engagement, on)
    late = [a for a in engagement.actions if is_open(a) and a.due is not None and day and a.due < day]
    return tuple(sorted(late, key=lambda a: a.due or date.max))


def stuck(engagement: Engagement) -> tuple[Action, ...]:
    """The open actions that are blocked, or that something unsolved holds back."""
    return tuple(
        action
        for action in engagement.actions
        if is_open(action)
        and (action.status == "blocked" or (action.blocker is not None and not action.blocker_solved))
    )


def coming(engagement: Engagement, on: date | None = None, *, days: int = 14) -> tuple[Action, ...]:
    """The open actions that are due or begin within some days of the date, by deadline; both ends count."""
    day = as_of(engagement, on)
    if day is None:
        return ()
    until = day + min(timedelta(days=days), date.max - day)
    near = [
        action
        for action in engagement.actions
        if is_open(action)
        and any(when is not None and day <= when <= until for when in (action.start, action.due))
    ]
    return tuple(sorted(near, key=lambda a: a.due or date.max))


def unstarted(engagement: Engagement, on: date | None = None) -> tuple[Action, ...]:
    """The actions that were to begin before the date and have not, by deadline."""
    day = as_of(engagement, on)
    if day is None:
        return ()
    waiting = [a for a in engagement.actions if a.status == "to-do" and a.start is not None and a.start < day]
    return tuple(sorted(waiting, key=lambda a: a.due or date.max))


def indicator_state(indicator: Indicator, on: date | None = None) -> IndicatorState:
    """An indicator on a date: where it is now, and whether its target is met."""
    now = indicator.now(on)
    if now is None or indicator.target is None:
        return IndicatorState(indicator, now, None, None)
    value, target = Decimal(now.value), Decimal(indicator.target)
    if indicator.baseline is None:
        return IndicatorState(indicator, now, True if value == target else None, None)
    baseline = Decimal(indicator.baseline)
    if baseline == target:
        return IndicatorState(indicator, now, value == target, None)
    reached = value >= target if target > baseline else value <= target
    return IndicatorState(indicator, now, reached, Fraction(value - baseline) / Fraction(target - baseline))


def objectives(engagement: Engagement, on: date | None = None) -> tuple[ObjectiveState, ...]:
    """Every objective with its indicators and actions as they are on a date."""
    day = as_of(engagement, on)
    found: list[ObjectiveState] = []
    for objective in engagement.objectives:
        actions = actions_of(engagement, objective.id)
        states = tuple(indicator_state(indicator, day) for indicator in objective.indicators)
        found.append(ObjectiveState(objective, states, _count(actions), actions))
    return tuple(found)


def current_step(engagement: Engagement, on: date | None = None) -> Step | None:
    """The furthest step that has a session or hours; the first where nothing has begun."""
    day = as_of(engagement, on)
    steps = engagement.methodology.steps
    begun = {s.step for s in engagement.sessions if no_later(s.on, day)}
    begun |= {e.step for e in entries(engagement, on=day)}
    reached = [step for step in steps if step.id in begun]
    return reached[-1] if reached else next(iter(steps), None)
