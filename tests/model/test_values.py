"""Texts by language, money, and what a field may hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from interim_method.errors import DefinitionError
from interim_method.model import (
    Action,
    Answer,
    Block,
    BoardCard,
    Engagement,
    HourEntry,
    Indicator,
    Keyed,
    Kind,
    Methodology,
    Money,
    Organisation,
    Quadrants,
    RatingScale,
    Remark,
    Session,
    Step,
    Text,
    fields_of,
)

METHOD = Methodology(id="m", title=Text(en="M"))


def test_a_text_is_said_in_the_language_asked_for_else_along_the_chain_else_in_any() -> None:
    text = Text(ca="hola", en="hello")
    assert text.said("ca") == ("hola", "ca")
    assert text.said("ca-ES") == ("hola", "ca")
    assert text.said("es", ("en", "ca")) == ("hello", "en")
    assert text.said("eu") == ("hola", "ca")


@pytest.mark.parametrize("languages", [{}, {"CA": "x"}, {"ca": "a\x00b"}, {"ca": 3}, {"": "x"}])
def test_a_text_refuses_what_it_cannot_hold(languages: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError):
        Text(languages)


@pytest.mark.parametrize("text", ["a\x01b", "\x7f", "a\rb", "\ud800", "\ufffe", "x" * 100_001])
def test_characters_that_no_file_can_carry_are_refused_with_their_place(text: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        Remark(id="r", text=text)
    assert caught.value.faults[0].address == "/text"


@pytest.mark.parametrize(
    "text", ["col·laboració", "👩‍🌾", "שלום", "日本語", "{{ x }} {% y %} <w:t> & ' \"", "a\tb\nc"]
)
def test_any_other_text_is_kept_as_it_is(text: str) -> None:
    assert Remark(id="r", text=text).text == text


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (lambda: Action(id="A 1", title="x"), "/id"),
        (lambda: Action(id="a" * 64, title="x"), "/id"),
        (lambda: Action(id="a", title="two\nlines"), "/title"),
        (lambda: Action(id="a", title="x", status="finished"), "/status"),
        (lambda: Action(id="a", title="x", due="2026-01-01"), "/due"),
        (lambda: Action(id="a", title="x", own_minutes=-1), "/own_minutes"),
        (lambda: Action(id="a", title="x", own_minutes=1.5), "/own_minutes"),
        (lambda: Action(id="a", title="x", objectives=["o1"]), "/objectives"),
        (lambda: HourEntry(id="h", on=date(2026, 1, 1), minutes=True), "/minutes"),
        (lambda: HourEntry(id="h", on=date(2026, 1, 1), minutes=1, people=10_001), "/people"),
        (lambda: Indicator(id="i", title="x", baseline="1,5"), "/baseline"),
        (lambda: Indicator(id="i", title="x", baseline="007"), "/baseline"),
        (lambda: Session(id="s", on=date(2026, 1, 1), start="25:00"), "/start"),
        (lambda: Session(id="s", on=date(2026, 1, 1), zone="nowhere at all"), "/zone"),
        (lambda: Answer(id="r", prompt="p", value=1.5), "/value"),
        (lambda: Step(id="s", title="not by language"), "/title"),
        (lambda: BoardCard(id="c", cell="x", text=Text(en="x"), votes="3"), "/votes"),
        (lambda: RatingScale(id="s", title=Text(en="x"), high=1_000_000), "/high"),
        (lambda: Quadrants(id="q", title=Text(en="x"), cells=Keyed(), columns=1_000), "/columns"),
        (lambda: Block(id="b", label=Text(en="x"), row=10**9), "/row"),
    ],
)
def test_a_value_that_does_not_fit_its_field_is_refused_at_its_address(make: Any, address: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        make()
    assert [f.address for f in caught.value.faults] == [address]


def test_all_faults_of_a_record_come_in_one_error() -> None:
    with pytest.raises(DefinitionError) as caught:
        Action(id="A", title=3, status="x", due="y")  # type: ignore[arg-type]
    assert {f.address for f in caught.value.faults} == {"/id", "/title", "/status", "/due"}


def test_an_engagement_that_stopped_says_why() -> None:
    with pytest.raises(DefinitionError, match="state_reason"):
        Engagement(id="e", methodology=METHOD, organisation=Organisation(name="N"), state="stopped")


@pytest.mark.parametrize("amount", [{"amount": 1.5}, {"amount": 100, "currency": "euro"}])
def test_money_is_whole_minor_units_of_a_currency(amount: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError):
        Money(**amount)


@pytest.mark.parametrize(
    ("cls", "name", "kind"),
    [
        (Action, "status", Kind("choice")),
        (Action, "title", Kind("text")),
        (Action, "learning", Kind("markdown")),
        (Action, "due", Kind("date")),
        (Action, "own_minutes", Kind("hours", 0)),
        (Action, "cost", Kind("money")),
        (Action, "owner", Kind("reference", of=("people",))),
        (Action, "needs", Kind("choices", of=("actions",))),
        (Action, "blocker_solved", Kind("yes-no")),
        (Engagement, "actions", Kind("rows")),
        (Engagement, "organisation", Kind("record")),
    ],
)
def test_what_a_field_takes_is_read_from_its_annotation(cls: type, name: str, kind: Kind) -> None:
    assert fields_of(cls)[name].kind == kind
