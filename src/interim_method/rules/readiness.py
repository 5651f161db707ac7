"""Readiness, the thermometer: a mark from 1 to 5 for each change stage, on several dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from attrs import evolve

from interim_method.model import Engagement, Keyed, Methodology, Readiness, ReadinessValue
from interim_method.rules.dates import no_later

__all__ = [
    "HELD_UP_AT",
    "Movement",
    "barrier",
    "first",
    "last",
    "measurements",
    "median",
    "movement",
    "value",
    "values",
]

HELD_UP_AT: Final = 3
"""A stage at this mark or below is where people are stuck."""


class Movement(NamedTuple):
    """A stage's mark at the first and at the last measurement; None where it was not measured."""

    stage: str
    start: Decimal | None
    end: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """End − start; None where one of them is not known."""
        return None if self.start is None or self.end is None else self.end - self.start


def median(marks: Iterable[int]) -> Decimal | None:
    """The middle mark, or the exact middle between two; None of none."""
    ordered = sorted(marks)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Decimal(ordered[middle])
    return Decimal(ordered[middle - 1] + ordered[middle]) / 2


def value(mark: ReadinessValue) -> Decimal | None:
    """The median of the dots where they were kept, else the value that was written down."""
    if mark.dots:
        return median(mark.dots)
    return None if mark.value is None else Decimal(mark.value)


def values(readiness: Readiness, methodology: Methodology) -> dict[str, Decimal | None]:
    """The value of every change stage, in the order of the method; None where it was not measured."""
    found: dict[str, Decimal | None] = {}
    for stage in methodology.stages:
        mark = readiness.values.get(stage.id)
        found[stage.id] = None if mark is None else value(mark)
    return found


def barrier(readiness: Readiness, methodology: Methodology) -> str | None:
    """The first change stage at 3 or less, where people are stuck; None where there is none."""
    for stage, mark in values(readiness, methodology).items():
        if mark is not None and mark <= HELD_UP_AT:
            return stage
    return None


def measurements(engagement: Engagement, on: date | None = None) -> list[Readiness]:
    """The measurements by date, no later than *on*.

    What several people marked on sheets of their own in one session, or on one day outside of sessions, is one.
    """
    groups: dict[object, list[Readiness]] = {}
    for one in engagement.readiness:
        if no_later(one.on, on):
            groups.setdefault(one.session or one.on, []).append(one)
    return sorted(map(_together, groups.values()), key=lambda r: r.on)


def _together(several: list[Readiness]) -> Readiness:
    first = several[0]
    if len(several) == 1:
        return first
    stages = dict.fromkeys(key for one in several for key in one.values.ids)
    marks = [[v for one in several if (v := one.values.get(key)) is not None] for key in stages]
    joined = (evolve(found[0], dots=tuple(dot for v in found for dot in v.dots)) for found in marks)
    return evolve(first, values=Keyed(joined))


def first(engagement: Engagement, on: date | None = None) -> Readiness | None:
    """The first measurement."""
    return next(iter(measurements(engagement, on)), None)


def last(engagement: Engagement, on: date | None = None) -> Readiness | None:
    """The last measurement, no later than *on*."""
    return next(reversed(measurements(engagement, on)), None)


def movement(engagement: Engagement, on: date | None = None) -> tuple[Movement, ...]:
    """Each change stage from the first measurement to the last; nothing where there is none."""
    start, end = first(engagement, on), last(engagement, on)
    if start is None or end is None:
        return ()
    before = values(start, engagement.methodology)
    after = values(end, engagement.methodology)
    return tuple(Movement(stage, before[stage], after[stage]) for stage in before)
