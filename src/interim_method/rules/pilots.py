"""Several engagements side by side: the matrix of verdicts, hours, the comparison, what it cost.

Every function takes the engagements whose records are at hand; one that the pilot names and that is not among
them has an empty column, never an invented one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from interim_method.model import Engagement, Money, Pilot, Verdict
from interim_method.rules import blockers, hours, progress, readiness
from interim_method.rules.dates import as_of, no_later

__all__ = [
    "Affordability",
    "Column",
    "HoursRow",
    "HoursTable",
    "MatrixRow",
    "Totals",
    "affordability",
    "comparison",
    "hours_by_step",
    "matrix",
    "verdict_of",
]


class Totals(NamedTuple):
    """How many organisations gave each verdict."""

    supported: int
    open: int
    refuted: int
    not_assessed: int


class MatrixRow(NamedTuple):
    """One hypothesis across the pilot; `verdicts` by engagement, None where none is known."""

    hypothesis: str
    verdicts: dict[str, Verdict | None]
    totals: Totals

    @property
    def contradiction(self) -> bool:
        """Whether some organisations support it and others refute it."""
        return self.totals.supported > 0 and self.totals.refuted > 0


class HoursRow(NamedTuple):
    """A step or activity: what the method plans for one organisation, and what each spent."""

    id: str
    kind: Literal["step", "activity", "action", "other"]
    planned: int
    spent: dict[str, int | None]
    total: int


class HoursTable(NamedTuple):
    """The professional's hours of a pilot by step and engagement, in minutes."""

    rows: tuple[HoursRow, ...]
    spent: dict[str, int | None]
    total: int
    budget: int


class Column(NamedTuple):
    """What is compared of one engagement."""

    engagement: str
    people: int
    state: str
    readiness: tuple[readiness.Movement, ...]
    barrier_start: str | None
    barrier_end: str | None
    actions: progress.Counts
    professional: int
    own: int
    blockers: dict[str, int]
    main_blockers: tuple[str, ...]
    ratified: date | None


class Affordability(NamedTuple):
    """What the accompaniment cost an organisation in money and in valued hours of its own.

    With a grant: the contribution and its own hours; without: the professional's hours and its own. Shares are
    of a year's income, None where that is not known.
    """

    own: Money
    with_grant: Money
    without_grant: Money
    share_with_grant: Fraction | None
    share_without_grant: Fraction | None


def _records(pilot: Pilot, engagements: Iterable[Engagement]) -> dict[str, Engagement | None]:
    at_hand = {engagement.id: engagement for engagement in engagements}
    return {reference.id: at_hand.get(reference.id) for reference in pilot.engagements}


def verdict_of(engagement: Engagement, hypothesis: str, on: date | None = None) -> Verdict | None:
    """The verdict on a hypothesis; of several, the last given."""
    given = [
        verdict
        for verdict in engagement.verdicts
        if verdict.hypothesis == hypothesis and no_later(verdict.given_on, on)
    ]
    return max(given, key=lambda v: v.updated_on or v.given_on or date.min, default=None)


def matrix(pilot: Pilot, engagements: Iterable[Engagement], on: date | None = None) -> tuple[MatrixRow, ...]:
    """Hypotheses by engagements. Nothing where the pilot's results are not published.

    A verdict that was not given, is not at hand or may not be shown has no place in the totals: it is neither
    a no nor the finding that the hypothesis could not be assessed.
    """
    if pilot.results == "unpublished":
        return ()
    records = _records(pilot, engagements)
    rows: list[MatrixRow] = []
    for hypothesis in pilot.methodology.hypotheses:
        verdicts = {
            key: None if record is None else verdict_of(record, hypothesis.id, on)
            for key, record in records.items()
        }
        found = Counter(verdict.verdict for verdict in verdicts.values() if verdict is not None)
        totals = Totals(found["supported"], found["open"], found["refuted"], found["not-assessed"])
        rows.append(MatrixRow(hypothesis.id, verdicts, totals))
    return tuple(rows)


def hours_by_step(pilot: Pilot, engagements: Iterable[Engagement], on: date | None = None) -> HoursTable:
    """The professional's hours, by step and engagement; the budget is that of the engagements at hand."""
    records = _records(pilot, engagements)
    known = {key: record for key, record in records.items() if record is not None}
    lines = {key: {x.id: x for x in hours.by_step(record, on)} for key, record in known.items()}
    planned = {part.id: minutes for part, minutes in pilot.methodology.budgets()}
    rows: list[HoursRow] = []
    for part in dict.fromkeys([*planned, *(key for column in lines.values() for key in column)]):
        spent: dict[str, int | None] = {}
        kind: Literal["step", "activity", "action", "other"] = "other"
        for key in records:
            line = lines[key].get(part) if key in lines else None
            spent[key] = (line.spent if line else 0) if key in lines else None
            kind = line.kind if line else kind
        rows.append(HoursRow(part, kind, planned.get(part, 0), spent, sum(v or 0 for v in spent.values())))
    spent_by = {
        key: None if record is None else hours.spent(record, on=on) for key, record in records.items()
    }
    return HoursTable(
        tuple(rows),
        spent_by,
        sum(value or 0 for value in spent_by.values()),
        sum(hours.budget(record) for record in known.values()),
    )


def comparison(
    pilot: Pilot, engagements: Iterable[Engagement], on: date | None = None
) -> dict[str, Column | None]:
    """What is compared of each engagement of the pilot; None where its record is not at hand."""
    return {
        key: None if record is None else _column(record, on)
        for key, record in _records(pilot, engagements).items()
    }


def _column(engagement: Engagement, on: date | None) -> Column:
    start, end = readiness.first(engagement, on), readiness.last(engagement, on)
    methodology = engagement.methodology
    recorded = blockers.count(engagement)
    agreement = engagement.agreement
    ratified = agreement.ratified if agreement is not None else None
    return Column(
        engagement=engagement.id,
        people=sum(person.people for person in engagement.people if person.party == "organisation"),
        state=engagement.state,
        readiness=readiness.movement(engagement, on),
        barrier_start=None if start is None else readiness.barrier(start, methodology),
        barrier_end=None if end is None else readiness.barrier(end, methodology),
        actions=progress.counts(engagement),
        professional=hours.spent(engagement, on=on),
        own=hours.spent(engagement, ledger="organisation", on=on),
        blockers=recorded,
        main_blockers=blockers.main(recorded),
        ratified=None if ratified is None else ratified.on,
    )


def affordability(pilot: Pilot, engagement: Engagement, on: date | None = None) -> Affordability | None:
    """What the accompaniment cost an organisation; None where the pilot states no prices.

    The professional's hours are those that it will have taken: the forecast, without what the organisation
    has decided to do alone.
    """
    own_price, price, contribution = (
        pilot.own_hour_cost,
        pilot.professional_hour_cost,
        pilot.contribution,
    )
    if own_price is None or price is None or contribution is None:
        return None
    day = as_of(pilot, on)
    own = _valued(hours.spent(engagement, ledger="organisation", on=on), own_price)
    professional = _valued(hours.forecast(engagement, day).decided, price)
    with_grant = Money(own.amount + contribution.amount, own.currency)
    without = Money(own.amount + professional.amount, own.currency)
    return Affordability(own, with_grant, without, _part(with_grant, engagement), _part(without, engagement))


def _valued(minutes: int, an_hour: Money) -> Money:
    amount = (Decimal(minutes) * an_hour.amount / 60).to_integral_value(rounding="ROUND_HALF_UP")
    return Money(int(amount), an_hour.currency)


def _part(cost: Money, engagement: Engagement) -> Fraction | None:
    income = engagement.organisation.income
    if income is None or income.amount == 0 or income.currency != cost.currency:
        return None
    return Fraction(cost.amount, income.amount)
