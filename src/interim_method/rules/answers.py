"""Answers to a prompt: counts, median, the word for their spread, and whether dots may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from interim_method.model import (
    Answer,
    Answered,
    Condition,
    Engagement,
    Every,
    Is,
    NoneOf,
    Prompt,
    RatingScale,
    Some,
    Text,
)
from interim_method.rules.dates import as_of, no_later
from interim_method.rules.readiness import median

__all__ = ["Spread", "Tally", "answers_to", "holds", "latest", "mark", "shown", "spread", "tally"]

Spread = Literal["broad-agreement", "opposed", "minority", "mixed"]


class Tally(NamedTuple):
    """How a prompt was marked.

    Attributes:
        low: The lowest mark of its scale; `counts` begins with it.
        counts: How many gave each mark.
        unsure: How many said that they do not know; they are not in `counts`.
        median: Of the marks given; None of none.
        spread: The word for how far they lie apart; None where nobody gave a mark.
    """

    low: int
    counts: tuple[int, ...]
    unsure: int
    median: Decimal | None
    spread: Spread | None

    @property
    def marks(self) -> int:
        """How many gave a mark."""
        return sum(self.counts)

    @property
    def answered(self) -> int:
        """How many answered, those who do not know included."""
        return self.marks + self.unsure

    @property
    def dots(self) -> tuple[int, ...]:
        """Every mark given, in order."""
        return tuple(self.low + n for n, count in enumerate(self.counts) for _ in range(count))


def answers_to(
    engagement: Engagement,
    prompt: str,
    *,
    session: str | None = None,
    group_item: str | None = None,
    on: date | None = None,
) -> tuple[Answer, ...]:
    """All answers to a prompt until a date, the earliest first."""
    found = [
        answer
        for answer in engagement.answers
        if answer.prompt == prompt
        and (session is None or answer.session == session)
        and (group_item is None or answer.group_item == group_item)
        and no_later(_day(engagement, answer), on)
    ]
    return tuple(sorted(found, key=lambda answer: _day(engagement, answer) or date.min))


def _day(engagement: Engagement, answer: Answer) -> date | None:
    if answer.on is not None:
        return answer.on
    session = engagement.sessions.get(answer.session)
    return None if session is None else session.on


def latest(
    engagement: Engagement,
    prompt: str,
    *,
    session: str | None = None,
    group_item: str | None = None,
    on: date | None = None,
) -> Answer | None:
    """The last answer to a prompt; of several on one day, the one that stands last in the record."""
    found = answers_to(engagement, prompt, session=session, group_item=group_item, on=on)
    return found[-1] if found else None


def mark(answer: Answer) -> int | None:
    """The mark that an answer gives: its value, or else the agreement said beside it."""
    if type(answer.value) is int:
        return answer.value
    return answer.agreement


def tally(
    engagement: Engagement, prompt: str, *, session: str | None = None, on: date | None = None
) -> Tally:
    """How a prompt was marked: counts over its scale (1 to 5 unless it names another), median, spread."""
    low, high = _bounds(engagement, prompt)
    answers = answers_to(engagement, prompt, session=session, on=on)
    marks = [m for m in map(mark, answers) if m is not None and low <= m <= high]
    counts = tuple(marks.count(step) for step in range(low, high + 1))
    unsure = sum(answer.unsure for answer in answers)
    return Tally(low, counts, unsure, median(marks), spread(counts))


def _bounds(engagement: Engagement, prompt: str) -> tuple[int, int]:
    asked = engagement.methodology.elements.get(prompt)
    scale = engagement.methodology.elements.get(asked.scale) if isinstance(asked, Prompt) else None
    return (scale.low, scale.high) if isinstance(scale, RatingScale) else (1, 5)


def spread(counts: Sequence[int]) -> Spread | None:
    """The word for how far answers lie apart, from how many gave each mark, lowest first.

    The answers below and above the middle are counted, and the smaller side decides: nobody there is broad
    agreement; two or more that are a quarter of all, opposed positions; one, or under 15 %, against two or
    more, a minority voice; anything else, mixed views. None of no answers.
    """
    everyone = sum(counts)
    if not everyone:
        return None
    half = len(counts) // 2
    smaller, larger = sorted((sum(counts[:half]), sum(counts[len(counts) - half :])))
    if smaller == 0:
        return "broad-agreement"
    if smaller >= 2 and smaller * 4 >= everyone:
        return "opposed"
    if larger >= 2 and (smaller == 1 or smaller * 100 < everyone * 15):
        return "minority"
    return "mixed"


def shown(engagement: Engagement, prompt: str, *, on: date | None = None) -> bool:
    """Whether the dots of a prompt may be shown.

    As many answered as the threshold asks for, or the group has agreed to see them below it.
    """
    diagnosis = engagement.diagnosis
    if diagnosis.dots_agreed is not None and no_later(diagnosis.dots_agreed, as_of(engagement, on)):
        return True
    return tally(engagement, prompt, on=on).answered >= diagnosis.threshold


def holds(
    condition: Condition, engagement: Engagement, *, group_item: str | None = None, on: date | None = None
) -> bool:
    """Whether a condition of the methodology is true of an engagement.

    A prompt without an answer, or answered "I don't know", compares with nothing.
    """

    def every(of: Iterable[Condition]) -> list[bool]:
        return [holds(one, engagement, group_item=group_item, on=on) for one in of]

    if isinstance(condition, Every):
        return all(every(condition.of))
    if isinstance(condition, Some):
        return any(every(condition.of))
    if isinstance(condition, NoneOf):
        return not any(every(condition.of))
    answer = latest(engagement, condition.prompt, group_item=group_item, on=on)
    if answer is None or answer.value is None:
        return False
    return isinstance(condition, Answered) or _compares(condition, answer.value)


def _compares(condition: Is, given: object) -> bool:
    wanted = condition.value
    if condition.compare == "equals":
        return _same(given, wanted)
    if condition.compare == "differs":
        return not _same(given, wanted)
    if condition.compare == "includes":
        return any(_same(one, wanted) for one in given) if isinstance(given, tuple) else _same(given, wanted)
    left, right = _number(given), _number(wanted)
    if left is None or right is None:
        return False
    return left >= right if condition.compare == "at-least" else left <= right


def _same(given: object, wanted: str | bool | int) -> bool:
    if isinstance(given, Text):
        return wanted in given.values()
    if isinstance(given, bool) or isinstance(wanted, bool):
        return given is wanted
    left, right = _number(given), _number(wanted)
    return given == wanted if left is None or right is None else left == right


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
