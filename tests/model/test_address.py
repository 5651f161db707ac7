"""Addresses: what they lead to, and the three ways to change what is there."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from interim_method.errors import AddressError, DefinitionError
from interim_method.methodologies.interim_executive import example
from interim_method.model import (
    Action,
    Engagement,
    FrozenMap,
    Keyed,
    Record,
    Text,
    add,
    get,
    parts,
    place,
    put,
    remove,
    to_address,
    walk,
)
from strategies import engagements

NESPRA = example.engagement()


def test_an_address_is_made_of_field_names_and_ids() -> None:
    assert get(NESPRA, "/actions/a03/status") == "done"
    assert get(NESPRA, "/methodology/elements/listening/title/ca") == "Escolta"
    assert get(NESPRA, "/actions/a06/needs/a04") == "a04"
    assert get(NESPRA, "") is NESPRA


def test_odd_characters_in_a_part_are_escaped_as_rfc_6901_says() -> None:
    assert to_address("a/b", "c~d") == "/a~1b/c~0d"
    assert parts("/a~1b/c~0d") == ("a/b", "c~d")


@settings(max_examples=25)
@given(engagements())
def test_every_address_of_a_record_leads_to_its_value(record: Engagement) -> None:
    for address, value in walk(record):
        assert get(record, address) == value


@settings(max_examples=15)
@given(engagements())
def test_putting_back_what_is_there_changes_nothing(record: Engagement) -> None:
    for address, value in walk(record):
        if address and not isinstance(value, Keyed) and address.rpartition("/")[2] != "id":
            assert put(record, address, value) == record


@settings(max_examples=15)
@given(engagements())
def test_what_is_added_can_be_removed_again(record: Engagement) -> None:
    grown = add(record, "/actions", Action(id="one-more-than-any", title="x"))
    assert remove(grown, "/actions/one-more-than-any") == record


@settings(max_examples=15)
@given(engagements())
def test_records_are_hashable_and_survive_pickling(record: Engagement) -> None:
    assert pickle.loads(pickle.dumps(record)) == record
    assert hash(pickle.loads(pickle.dumps(record))) == hash(record)


def test_a_change_leaves_the_old_record_as_it_was() -> None:
    changed = put(NESPRA, "/actions/a11/status", "done")
    assert (NESPRA.actions["a11"].status, changed.actions["a11"].status) == ("to-do", "done")


def test_a_language_can_be_put_below_a_text_and_below_plain_words_of_the_records_own() -> None:
    plain = put(NESPRA, "/actions/a01/title", "Trucar")
    both = put(plain, "/actions/a01/title/es", "Llamar")
    assert both.actions["a01"].title == Text(ca="Trucar", es="Llamar")
    assert put(plain, "/actions/a01/title/ca", "Telefonar").actions["a01"].title == "Telefonar"


def test_an_item_can_be_added_behind_another() -> None:
    grown = add(NESPRA, "/actions", Action(id="new", title="x"), after="a01")
    assert grown.actions.ids[:3] == ("a01", "new", "a02")


def test_ids_in_a_list_of_ids_are_added_and_removed_by_themselves() -> None:
    grown = add(NESPRA, "/actions/a01/needs", "a05")
    assert grown.actions["a01"].needs == ("a05",)
    assert remove(grown, "/actions/a01/needs/a05") == NESPRA


def test_an_id_can_be_added_behind_another_in_a_list_of_ids() -> None:
    grown = add(add(NESPRA, "/actions/a01/needs", "a05"), "/actions/a01/needs", "a07")
    assert add(grown, "/actions/a01/needs", "a06", after="a05").actions["a01"].needs == ("a05", "a06", "a07")


def test_removing_a_field_puts_it_back_to_its_default() -> None:
    assert remove(NESPRA, "/actions/a01/due").actions["a01"].due is None
    assert remove(NESPRA, "/extensions").extensions == FrozenMap()


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (lambda: get(NESPRA, "actions"), AddressError, "must begin with"),
        (lambda: get(NESPRA, "/actions/zz"), AddressError, "known: a01"),
        (lambda: get(NESPRA, "/actions/0"), AddressError, "there is no '0'"),
        (lambda: get(NESPRA, "/actions/a01/stauts"), AddressError, "known: id, title"),
        (lambda: get(NESPRA, "/actions/a01/status/x"), AddressError, "nothing inside"),
        (lambda: put(NESPRA, "", NESPRA), AddressError, "the whole record"),
        (
            lambda: put(NESPRA, "/actions/a01/status", "x"),
            DefinitionError,
            "/actions/a01/status: must be one of",
        ),
        (lambda: put(NESPRA, "/actions/a01", Action(id="b", title="x")), DefinitionError, "keep its id"),
        (lambda: put(NESPRA, "/actions/a01/id", "b"), DefinitionError, "/actions/a01: must keep its id"),
        (lambda: put(NESPRA, "/actions/a06/needs/a05", "a04"), DefinitionError, "there already"),
        (
            lambda: add(NESPRA, "/actions/a06/needs", "a01", after="zz"),
            AddressError,
            "there is no 'zz' to add behind",
        ),
        (lambda: put(NESPRA, "/people", NESPRA.actions), DefinitionError, "a Person, not an Action"),
        (lambda: put(NESPRA, "/actions/zz", Action(id="zz", title="x")), AddressError, "there is no 'zz'"),
        (lambda: add(NESPRA, "/actions", Action(id="a01", title="x")), DefinitionError, "is taken"),
        (lambda: add(NESPRA, "/actions", "a99"), DefinitionError, "records with an id"),
        (
            lambda: add(NESPRA, "/actions", Action(id="n", title="x"), after="zz"),
            AddressError,
            "to add behind",
        ),
        (lambda: add(NESPRA, "/actions/a01/status", "x"), AddressError, "not a collection"),
        (lambda: add(NESPRA, "/actions/a06/needs", "a04"), DefinitionError, "there already"),
        (lambda: remove(NESPRA, "/organisation"), DefinitionError, "cannot be left out"),
        (lambda: remove(NESPRA, "/actions/zz"), AddressError, "there is no 'zz'"),
    ],
)
def test_what_cannot_be_done_is_one_error_that_says_where_and_why(
    change: Any, error: type, said: str
) -> None:
    with pytest.raises(error, match=said):
        change()


def test_a_place_knows_what_its_field_holds() -> None:
    spot = place(NESPRA, "/actions/a03/due")
    assert (spot.value, spot.kind.name, spot.owner.id) == (date(2026, 4, 17), "date", "a03")


def test_the_typed_verbs_give_ids_that_are_free() -> None:
    grown = (
        NESPRA.add_action("Una més")
        .log_hours(date(2026, 7, 20), 90, action="a13")
        .record_answer("current", "Bé.")
    )
    assert grown.actions[-1].id == "a13"
    assert grown.hours[-1].minutes == 90
    assert grown.answers[-1].value == "Bé."
    assert isinstance(grown, Record)
