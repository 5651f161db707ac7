"""Values from the text that people type."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interim_method.errors import DefinitionError
from interim_method.forms.values import from_text, held_at
from interim_method.methodologies.interim_executive import example
from interim_method.model import Keyed, Kind, Methodology, Money, Person, Prompt, Text, place, put
from interim_method.model.values import (
    Clock,
    Count,
    Emotion,
    Id,
    Language,
    Line,
    LocalizedLine,
    Mark,
    Minutes,
    Number,
    Prose,
    Ref,
    Zone,
)

MEANT: list[tuple[Any, str, Any]] = [
    (Line, " as it is ", " as it is "),
    (Prose, "two\nlines", "two\nlines"),
    (LocalizedLine, "words", "words"),
    (str, "file.json", "file.json"),
    (Line | None, "words", "words"),
    (date, " 2026-01-31 ", date(2026, 1, 31)),
    (date | None, "2024-02-29", date(2024, 2, 29)),
    (Number, "87.5", "87.5"),
    (Number, "87,5", "87.5"),
    (Number, "−3", "-3"),
    (Number, "0,125", "0.125"),
    (Number, "12345,678", "12345.678"),
    (Minutes, "90", 90),
    (Minutes, "90 min", 90),
    (Minutes, "1.5h", 90),
    (Minutes, "1,5 h", 90),
    (Minutes, "1h30", 90),
    (Minutes, "1 h 30 min", 90),
    (Minutes, "1 h 5 min", 65),
    (Minutes, "1:30", 90),
    (Minutes, "2 h", 120),
    (Money, "140 EUR", Money(14000)),
    (Money, "140", Money(14000)),
    (Money, "140,5 €", Money(14050)),
    (Money | None, "-0.10 CHF", Money(-10, "CHF")),
    (bool, "yes", True),
    (bool, "Sí", True),
    (bool, "FALSE", False),
    (Mark, "5", 5),
    (Emotion, "+2", 2),
    (Emotion, "−1", -1),
    (Count, "0", 0),
    (int | None, "-4", -4),
    (Clock, "9:05", "09:05"),
    (Clock, "16.30 h", "16:30"),
    (Id, " a1 ", "a1"),
    (Language, "ca-ES", "ca-ES"),
    (Zone, "Europe/Madrid", "Europe/Madrid"),
    (Literal["one", "two"], " two ", "two"),
    (tuple[Literal["one", "two"], ...], "two, one", ("two", "one")),
    (tuple[Annotated[str, Ref("people")], ...], "a b,c", ("a", "b", "c")),
    (tuple[Id, ...], "", ()),
]


@pytest.mark.parametrize(("annotation", "text", "value"), MEANT)
def test_text_means_a_value(annotation: Any, text: str, value: Any) -> None:
    assert from_text(text, annotation) == value


REFUSED: list[tuple[Any, str, str]] = [
    (date, "2026-13-01", "a date such as 2026-01-31"),
    (date, "20260131", "a date such as 2026-01-31"),
    (date, "31.1.2026", "a date such as 2026-01-31"),
    (Number, "1.234,5", "a decimal number"),
    (Number, "1,234", "may mean 1234 or 1.234"),
    (Number, "−1,234", "may mean -1234 or -1.234"),
    (Number, "NaN", "a decimal number"),
    (Number, "1e5", "a decimal number"),
    (Number, "٣", "a decimal number"),
    (Minutes, "1,5", "minutes (90) or hours (1.5 h, 1h30)"),
    (Minutes, "-5", "minutes (90) or hours"),
    (Minutes, "1h75", "minutes (90) or hours"),
    (Minutes, "1.5h30", "minutes (90) or hours"),
    (Minutes, "an hour", "minutes (90) or hours"),
    (Minutes, "1.333 h", "no whole number of minutes"),
    (Money, "1.400 EUR", "an amount such as 140 EUR"),
    (Money, "140 euros", "an amount such as 140 EUR"),
    (bool, "maybe", "yes or no"),
    (Mark, "6", "between 1 and 5"),
    (Mark, "4.5", "a whole number"),
    (Emotion, "-3", "between -2 and 2"),
    (Count, "-1", "0 or more"),
    (Clock, "24:00", "a time of day"),
    (Id, "A 1", "an id"),
    (Language, "català", "a language tag"),
    (Literal["one", "two"], "three", "one of one, two"),
    (tuple[Literal["one", "two"], ...], "one three", "one of one, two"),
    (Line, "two\nlines", "a single line"),
    (Prose, "\x00", "U+0000"),
    (Keyed[Person], "x", "holds more than a value"),
    (Person, "x", "holds more than a value"),
    (Any, "x", "holds more than a value"),
]


@pytest.mark.parametrize(("annotation", "text", "words"), REFUSED)
def test_text_that_means_nothing_is_told_what_would(annotation: Any, text: str, words: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        from_text(text, annotation)
    assert words in str(caught.value)


def test_a_reference_must_name_something_in_the_record() -> None:
    record = example.engagement()
    owner = Annotated[str | None, Ref("people")]
    assert from_text("design", owner, record=record) == "design"
    assert from_text("nobody", owner) == "nobody"
    with pytest.raises(DefinitionError, match="must be one of people: coordination, admin"):
        from_text("nobody", owner, record=record)
    with pytest.raises(DefinitionError, match="must be one of step: listening"):
        from_text("nowhere", Annotated[str, Ref("elements:step")], record=record)
    with pytest.raises(DefinitionError, match="the record has none yet"):
        from_text("x", Annotated[str, Ref("attachments")], record=put(record, "/attachments", Keyed()))


ASKED = {
    "markdown": ("two\nlines", "two\nlines"),
    "text": ("words", "words"),
    "number": ("3,5", "3.5"),
    "hours": ("1h30", 90),
    "date": ("2026-01-31", "2026-01-31"),
    "choice": ("time", "time"),
    "choices": ("time, weight", ("time", "weight")),
    "scale": ("4", 4),
    "yes-no": ("no", False),
}


@pytest.mark.parametrize("kind", ASKED)
def test_an_answer_holds_what_its_prompt_asks_for(kind: str) -> None:
    record = example.engagement()
    answer = next(a for a in record.answers if isinstance(a.value, int))
    prompt = record.methodology.elements[answer.prompt]
    assert isinstance(prompt, Prompt)
    at = f"/methodology/elements/{prompt.id}"
    record = put(put(record, f"{at}/answer", kind), f"{at}/choices", "blocker-kinds")
    said, value = ASKED[kind]
    annotation = held_at(record, place(record, f"/answers/{answer.id}/value"))
    assert from_text(said, annotation, record=record) == value
    put(record, f"/answers/{answer.id}/value", value)


def test_an_answer_on_a_scale_keeps_to_its_bounds() -> None:
    record = example.engagement()
    answer = next(a for a in record.answers if isinstance(a.value, int))
    annotation = held_at(record, place(record, f"/answers/{answer.id}/value"))
    with pytest.raises(DefinitionError, match="between 1 and 5"):
        from_text("6", annotation, record=record)


def test_other_places_hold_what_their_field_says() -> None:
    record = example.engagement()
    spot = place(record, f"/answers/{record.answers[0].id}/prompt")
    assert held_at(record, spot) == spot.type
    methodology: Methodology = record.methodology
    spot = place(methodology, "/version")
    assert held_at(methodology, spot) == spot.type


@given(st.dates())
def test_dates_come_back(day: date) -> None:
    assert from_text(day.isoformat(), date) == day


@given(st.integers(0, 10**6))
def test_hours_come_back_in_every_form(minutes: int) -> None:
    hours, rest = divmod(minutes, 60)
    for said in (str(minutes), f"{hours}h{rest:02}", f"{hours}:{rest:02}", f"{hours} h {rest} min"):
        assert from_text(said, Minutes) == minutes
    assert timedelta(minutes=minutes) == timedelta(hours=hours, minutes=rest)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["EUR", "CHF"]))
def test_money_comes_back(cents: int, currency: str) -> None:
    sign, whole = "-" if cents < 0 else "", abs(cents)
    for point in ".,":
        said = f"{sign}{whole // 100}{point}{whole % 100:02} {currency}"
        assert from_text(said, Money) == Money(cents, currency)


@given(st.text(), st.sampled_from([m[0] for m in MEANT]))
def test_any_text_is_a_value_or_a_definition_error(text: str, annotation: Any) -> None:
    try:
        from_text(text, annotation)
    except DefinitionError as error:
        assert [fault.address for fault in error.faults] == [""]


def test_kinds_of_text_are_kept_apart() -> None:
    assert from_text("words", Annotated[str | Text, Kind("text")]) == "words"
