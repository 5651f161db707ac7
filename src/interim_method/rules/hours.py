"""Hours: spent, planned, forecast. The two ledgers are never added together.

All lengths are whole minutes. Entries dated after *on* do not count; without *on* all of them do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from interim_method.model import Action, Activity, Engagement, HourEntry, Step
from interim_method.rules.dates import as_of, ended, no_later

__all__ = [
    "ActionHours",
    "Forecast",
    "Line",
    "Month",
    "Week",
    "budget",
    "by_action",
    "by_mode",
    "by_month",
    "by_step",
    "by_week",
    "committed",
    "deviations",
    "entries",
    "forecast",
    "part_of",
    "reached",
    "spent",
    "warning",
]

Ledger = Literal["professional", "organisation"]
OPEN: Final = ("to-do", "in-progress", "blocked")
MODES: Final = ("contact", "preparation", "coordination", "travel")


class Line(NamedTuple):
    """Planned and spent hours of the professional on one part of the work.

    Attributes:
        kind: ``step`` or ``activity`` for a part with a budget of its own, ``action`` for an action of the
            plan, ``other`` (with an empty id) for hours that belong to none of them.
        id: Of the step, activity or action.
        planned: Its budget.
        spent: What the ledger holds on it.
        committed: What is still to be spent of its budget; nothing once it is over.
        over: Whether nothing more will be spent on it as planned.
        alone: Whether the organisation carries it on without the professional: a commitment that falls away.
    """

    kind: Literal["step", "activity", "action", "other"]
    id: str
    planned: int
    spent: int
    committed: int = 0
    over: bool = True
    alone: bool = False

    @property
    def deviation(self) -> int:
        """By how much it misses its plan: spent − planned; while it is not over, only what is too much."""
        return self.spent - self.planned if self.over else max(0, self.spent - self.planned)


class Forecast(NamedTuple):
    """Where the professional's hours end if what is committed is done.

    Attributes:
        spent: Minutes in the ledger.
        committed: What remains of the plan for open actions and for the parts that are not over.
        total: Spent and committed.
        budget: What was agreed.
        over: How far the total is above the budget; 0 where it is not.
        alone: The part of `committed` that the organisation has decided to do without the professional.
        lines: What it is made of.
    """

    spent: int
    committed: int
    total: int
    budget: int
    over: int
    alone: int
    lines: tuple[Line, ...]

    @property
    def left(self) -> int:
        """What is left of the budget; below 0 where it is exceeded."""
        return self.budget - self.spent

    @property
    def decided(self) -> int:
        """The total without what the organisation has decided to do alone."""
        return self.total - self.alone


class Week(NamedTuple):
    """The hours of one week, from its Monday; `accumulated` is all that was spent until its end."""

    monday: date
    contact: int
    preparation: int
    coordination: int
    travel: int
    accumulated: int

    @property
    def number(self) -> int:
        """The ISO number of the week."""
        return self.monday.isocalendar().week

    @property
    def total(self) -> int:
        """The hours of the week."""
        return self.contact + self.preparation + self.coordination + self.travel


class Month(NamedTuple):
    """The hours of one calendar month."""

    year: int
    month: int
    minutes: int


class ActionHours(NamedTuple):
    """Planned and spent hours on one action, in both ledgers."""

    action: str
    own_planned: int
    own_spent: int
    professional_planned: int
    professional_spent: int


def entries(
    engagement: Engagement, *, ledger: Ledger = "professional", on: date | None = None
) -> Iterator[HourEntry]:
    """The lines of one ledger until a date."""
    return (e for e in engagement.hours if e.ledger == ledger and no_later(e.on, on))


def spent(
    engagement: Engagement,
    *,
    ledger: Ledger = "professional",
    on: date | None = None,
    step: str | None = None,
    activity: str | None = None,
    action: str | None = None,
    mode: str | None = None,
    session: str | None = None,
) -> int:
    """Minutes in one ledger, of those lines that match everything given.

    In the organisation's ledger a line counts once for each of its people.
    """
    wanted = {"step": step, "activity": activity, "action": action, "mode": mode, "session": session}
    tests = [(name, value) for name, value in wanted.items() if value is not None]
    return sum(
        _minutes(entry)
        for entry in entries(engagement, ledger=ledger, on=on)
        if all(getattr(entry, name) == value for name, value in tests)
    )


def _minutes(entry: HourEntry) -> int:
    return entry.minutes * entry.people if entry.ledger == "organisation" else entry.minutes


def budget(engagement: Engagement) -> int:
    """The professional's minutes: as agreed, or else as the methodology foresees."""
    agreement = engagement.agreement
    if agreement is not None:
        return agreement.professional_minutes
    return sum(minutes for _, minutes in engagement.methodology.budgets())


def warning(engagement: Engagement) -> int | None:
    """The minutes from which on the agreement asks for a warning; None without an agreement."""
    agreement = engagement.agreement
    return None if agreement is None else agreement.professional_minutes * agreement.warning_percent // 100


def part_of(engagement: Engagement, entry: HourEntry) -> str:
    """The step or activity whose budget a line is spent from; empty where there is none.

    An activity with hours of its own goes before its step; hours on an action alone are intensive work.
    """
    methodology = engagement.methodology
    parts = {part.id for part, _ in methodology.budgets()}
    for start in (entry.activity, entry.step):
        place = start
        while place is not None:
            if place in parts:
                return place
            element = methodology.elements.get(place)
            place = getattr(element, "parent", None)
    if entry.action is not None:
        return next((p.id for p, _ in methodology.budgets() if _by_actions(p)), "")
    return ""


def _by_actions(part: Step | Activity) -> bool:
    """Whether the work of a part is planned action by action."""
    return isinstance(part, Step) and part.format == "intensive"


def by_step(engagement: Engagement, on: date | None = None) -> tuple[Line, ...]:
    """Every step and activity with hours of its own, planned and spent, in order.

    `committed` is what is left of those that are not over; of a step that is planned by actions it is what
    those actions still commit. Hours that belong to none of them come last.
    """
    day = as_of(engagement, on)
    used: Counter[str] = Counter()
    for entry in entries(engagement, on=on):
        used[part_of(engagement, entry)] += entry.minutes
    actions = _action_lines(engagement, on)
    by_actions = sum(line.committed for line in actions)
    lines: list[Line] = []
    for part, planned in engagement.methodology.budgets():
        over = _over(engagement, part, day)
        if _by_actions(part) and _planned(actions):
            left, by_actions = by_actions, 0
        else:
            left = 0 if over else max(0, planned - used[part.id])
        kind: Literal["step", "activity"] = "step" if isinstance(part, Step) else "activity"
        lines.append(Line(kind, part.id, planned, used[part.id], left, over))
    if used[""]:
        lines.append(Line("other", "", 0, used[""]))
    return tuple(lines)


def _planned(lines: Iterable[Line]) -> int:
    return sum(line.planned for line in lines)


def _over(engagement: Engagement, part: Step | Activity, day: date | None) -> bool:
    """Whether a part is over: a later step has begun, the follow-up has passed, or all has ended."""
    if ended(engagement, day):
        return True
    steps = [step.id for step in engagement.methodology.steps]
    own = part.id if isinstance(part, Step) else part.parent
    later = set(steps[steps.index(own) + 1 :] if own in steps else ())
    begun = [(e.step, e.on) for e in entries(engagement)] + [(s.step, s.on) for s in engagement.sessions]
    if any(step in later and no_later(when, day) for step, when in begun):
        return True
    follow_up = engagement.handover.follow_up
    return follow_up is not None and day is not None and follow_up < day


def _action_lines(engagement: Engagement, on: date | None) -> tuple[Line, ...]:
    day = as_of(engagement, on)
    used: Counter[str] = Counter()
    for entry in entries(engagement, on=on):
        if entry.action is not None:
            used[entry.action] += entry.minutes
    closed = ended(engagement, day)
    lines: list[Line] = []
    for action in engagement.actions:
        over = closed or action.status not in OPEN
        done = used[action.id]
        left = 0 if over else max(0, action.professional_minutes - done)
        lines.append(
            Line("action", action.id, action.professional_minutes, done, left, over, _alone(action, day))
        )
    return tuple(lines)


def _alone(action: Action, day: date | None) -> bool:
    return action.alone_from is not None and no_later(action.alone_from, day)


def committed(engagement: Engagement, on: date | None = None) -> int:
    """The professional's minutes still committed: see `forecast` for what they are made of."""
    return forecast(engagement, on).committed


def forecast(engagement: Engagement, on: date | None = None) -> Forecast:
    """Where the professional's hours end.

    Spent, and what remains of the plan (planned − spent, never below 0) for the actions that are open and for
    the steps and activities that are not over. The actions stand for the step that they are planned in; a
    commitment counts until it is done or dropped, also where the organisation has decided to do it alone:
    `Forecast.decided` is the total without those.
    """
    lines = _forecast_lines(engagement, on)
    used = spent(engagement, on=on)
    left = sum(line.committed for line in lines)
    total = used + left
    limit = budget(engagement)
    alone = sum(line.committed for line in lines if line.alone)
    return Forecast(used, left, total, limit, max(0, total - limit), alone, lines)


def _forecast_lines(engagement: Engagement, on: date | None) -> tuple[Line, ...]:
    """The lines of `by_step`, the actions in the place of the step that they are planned in."""
    steps = by_step(engagement, on)
    actions = _action_lines(engagement, on)
    if not _planned(actions):
        return steps
    apart: Counter[str] = Counter()
    for entry in entries(engagement, on=on):
        if entry.action is None:
            apart[part_of(engagement, entry)] += entry.minutes
    carriers = {part.id for part, _ in engagement.methodology.budgets() if _by_actions(part)} or {""}
    room = max(0, _planned(line for line in steps if line.id in carriers) - _planned(actions))
    before: list[Line] = []
    rest: list[Line] = []
    after: list[Line] = []
    for line in steps:
        if line.id not in carriers:
            (after if rest else before).append(line._replace(spent=apart[line.id]))
        else:
            rest.append(line._replace(planned=room, spent=apart[line.id], committed=0))
            room = 0
    return (*before, *actions, *(line for line in rest if line.planned or line.spent), *after)


def deviations(engagement: Engagement, on: date | None = None, *, percent: int = 20) -> tuple[Line, ...]:
    """The lines of the forecast that miss their plan by more than *percent* of it, as planned in order."""
    return tuple(
        line
        for line in forecast(engagement, on).lines
        if line.deviation and abs(line.deviation) * 100 > percent * line.planned
    )


def by_action(engagement: Engagement, on: date | None = None) -> tuple[ActionHours, ...]:
    """Planned and spent hours of every action, in both ledgers."""
    own: Counter[str | None] = Counter()
    professional: Counter[str | None] = Counter()
    for entry in entries(engagement, ledger="organisation", on=on):
        own[entry.action] += _minutes(entry)
    for entry in entries(engagement, on=on):
        professional[entry.action] += entry.minutes
    return tuple(
        ActionHours(a.id, a.own_minutes, own[a.id], a.professional_minutes, professional[a.id])
        for a in engagement.actions
    )


def by_mode(
    engagement: Engagement, on: date | None = None, *, ledger: Ledger = "professional"
) -> dict[str, int]:
    """Minutes by mode, in the order contact, preparation, coordination, travel; every mode is there."""
    used: dict[str, int] = dict.fromkeys(MODES, 0)
    for entry in entries(engagement, ledger=ledger, on=on):
        used[entry.mode] += _minutes(entry)
    return used


def by_week(engagement: Engagement, on: date | None = None) -> tuple[Week, ...]:
    """Every week from the first line of the professional's ledger to *on*, or to the last line.

    Weeks without hours are there, so that a pause is seen, unless it lasts more than a year.
    """
    lines = sorted(entries(engagement, on=on), key=lambda e: e.on)
    if not lines:
        return ()
    used: Counter[tuple[date, str]] = Counter()
    for entry in lines:
        used[_monday(entry.on), entry.mode] += entry.minutes
    known = {_monday(day).toordinal() for day in (*(entry.on for entry in lines), on or lines[-1].on)}
    weeks: list[Week] = []
    total = 0
    for ordinal in _with_pauses(known, step=7, longest=53 * 7):
        monday = date.fromordinal(ordinal)
        contact, preparation, coordination, travel = (used[monday, mode] for mode in MODES)
        total += contact + preparation + coordination + travel
        weeks.append(Week(monday, contact, preparation, coordination, travel, total))
    return tuple(weeks)


def _with_pauses(known: Iterable[int], *, step: int, longest: int) -> Iterator[int]:
    """What is *known*, in order, with every *step* between; a pause of more than *longest* stays a gap.

    One mistyped year must not make a table of thousands of empty lines.
    """
    ordered = sorted(known)
    yield ordered[0]
    for before, after in pairwise(ordered):
        if after - before <= longest:
            yield from range(before + step, after, step)
        yield after


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def by_month(
    engagement: Engagement, on: date | None = None, *, ledger: Ledger = "professional"
) -> tuple[Month, ...]:
    """Every calendar month from the first line to the last, those of a pause of up to a year too."""
    used: Counter[int] = Counter()
    for entry in entries(engagement, ledger=ledger, on=on):
        used[entry.on.year * 12 + entry.on.month - 1] += _minutes(entry)
    if not used:
        return ()
    return tuple(
        Month(number // 12, number % 12 + 1, used[number])
        for number in _with_pauses(used, step=1, longest=12)
    )


def reached(engagement: Engagement, minutes: int, *, on: date | None = None) -> date | None:
    """The day on which the professional's hours reached a total; None where they have not."""
    total = 0
    for entry in sorted(entries(engagement, on=on), key=lambda e: e.on):
        total += entry.minutes
        if total >= minutes:
            return entry.on
    return None
