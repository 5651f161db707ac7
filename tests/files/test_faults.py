"""Every fault of a file is reported, at its own address."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interim_method.errors import Fault, InvalidContent, NotThisKind, UnsupportedVersion
from interim_method.files import from_dict, to_dict
from interim_method.model import Keyed, Text, fields_of, parts, walk
from interim_method.model.engagement import Action, Answer, Engagement, Organisation
from interim_method.model.methodology import Methodology, Unknown
from interim_method.model.record import FieldInfo, Record
from strategies import engagements, methodologies, pilots

filed = methodologies() | engagements() | pilots()


def raw_at(envelope: dict[str, Any], address: str) -> tuple[Any, Any]:
    """The container and the key of what lies at an address of the record; None where it was left out."""
    tokens = parts(address)
    if not tokens or tokens[0] in ("id", "revision"):
        return (envelope, tokens[0]) if tokens else (envelope, "data")
    value: Any = envelope["data"]
    container: Any = value
    key: Any = ""
    for token in tokens:
        container, key = value, token
        if isinstance(value, list):
            key = next((n for n, one in enumerate(value) if one["id"] == token), None)
        if (
            key is None
            or (isinstance(value, dict) and key not in value)
            or not isinstance(value, (dict, list))
        ):
            return None, None
        value = value[key]
    return container, key


def strict_places(record: Any) -> Iterator[tuple[str, Any]]:
    """The addresses of a record where files are strict: not in extensions, nor in what nobody knows."""
    free = {at for at, value in walk(record) if isinstance(value, Unknown) or at.endswith("/extensions")}
    for at, value in walk(record):
        if not any(at == one or at.startswith(f"{one}/") for one in free):
            yield at, value


def faults_in(envelope: Any) -> list[Fault]:
    with pytest.raises(InvalidContent) as caught:
        from_dict(envelope)
    return list(caught.value.faults)


def addresses(envelope: Any) -> list[str]:
    return [fault.address for fault in faults_in(envelope)]


class Place(NamedTuple):
    """A place of a record that its file says something at."""

    record: Any
    envelope: dict[str, Any]
    address: str
    value: Any
    raw: Any
    info: FieldInfo | None


@st.composite
def places(draw: st.DrawFn, wanted: Callable[[Place], bool] = lambda place: bool(place.address)) -> Place:
    """A place of some record that is as wanted; any but the whole where nothing is said."""
    record = draw(filed)
    envelope = to_dict(record)
    held = dict(walk(record))
    there = []
    for at, value in strict_places(record):
        container, key = raw_at(envelope, at)
        if container is not None:
            owner, _, name = at.rpartition("/")
            holder = held[owner] if at else None
            info = fields_of(type(holder))[name] if isinstance(holder, Record) else None
            there.append(Place(record, envelope, at, value, container[key], info))
    found: Place = draw(st.sampled_from([place for place in there if wanted(place)]))
    return found


def below_an_item_without_id(record: Any, address: str) -> str:
    """*address*, with the position for the id where it is the id of an item that is at fault."""
    *above, last = parts(address)
    if last != "id" or not above:
        return address
    parent = "/" + "/".join(above[:-1])
    siblings = dict(walk(record)).get(parent)
    if not isinstance(siblings, Keyed):
        return address
    return f"{parent}/{siblings.ids.index(above[-1])}/id"


def mutate(place: Place, value: Any) -> str:
    """Put *value* at a place of the file; gives the address at which that must be reported."""
    container, key = raw_at(place.envelope, place.address)
    container[key] = value
    if isinstance(container, list):
        return f"{place.address.rpartition('/')[0]}/{key}"
    return below_an_item_without_id(place.record, place.address)


@given(places())
@settings(max_examples=100)
def test_a_value_of_the_wrong_type_is_reported_where_it_is(place: Place) -> None:
    where = mutate(place, 1.5)
    assert addresses(place.envelope) == [where]


@given(places(lambda place: bool(place.address) and (place.info is None or place.info.default is not None)))
@settings(max_examples=50)
def test_null_is_reported_where_a_value_cannot_be_without(place: Place) -> None:
    where = mutate(place, None)
    assert addresses(place.envelope) == [where]


@given(places(lambda place: isinstance(place.value, Record)))
@settings(max_examples=60)
def test_a_key_that_is_not_known_is_reported_where_it_is(place: Place) -> None:
    place.raw["surprise/~"] = 1
    assert addresses(place.envelope) == [f"{place.address}/surprise~1~0"]


@given(places(lambda place: isinstance(place.raw, str)))
@settings(max_examples=60)
def test_a_control_character_is_reported_where_it_is(place: Place) -> None:
    where = mutate(place, place.raw + "\x0b")
    assert addresses(place.envelope) == [where]


@given(places(lambda place: place.info is not None and place.info.required))
@settings(max_examples=60)
def test_a_required_value_that_is_missing_is_reported_where_it_should_be(place: Place) -> None:
    container, key = raw_at(place.envelope, place.address)
    del container[key]
    where = below_an_item_without_id(place.record, place.address)
    assert faults_in(place.envelope) == [Fault(where, "is missing")]


@given(engagements(), st.data())
@settings(max_examples=50)
def test_all_faults_are_reported_together(record: Any, data: st.DataObject) -> None:
    envelope = to_dict(record)
    there = [
        at
        for at, _ in strict_places(record)
        if at and not at.endswith("/id") and at != "/revision" and isinstance(raw_at(envelope, at)[0], dict)
    ]
    picked = data.draw(st.lists(st.sampled_from(there), min_size=2, max_size=5, unique=True))
    chosen = [at for at in picked if not any(at.startswith(f"{other}/") for other in picked)]
    for container, key in [raw_at(envelope, at) for at in chosen]:
        container[key] = 1.5
    assert sorted(addresses(envelope)) == sorted(chosen)


@pytest.fixture
def envelope() -> dict[str, Any]:
    """An engagement with two actions and an answer."""
    return to_dict(
        Engagement(
            id="e",
            methodology=Methodology(id="m", title=Text(ca="Mètode")),
            organisation=Organisation(name="Coop"),
            actions=Keyed([Action(id="a1", title="One", needs=("a2",)), Action(id="a2", title="Two")]),
            answers=Keyed([Answer(id="r1", prompt="q", value=("x", "y"))]),
        )
    )


@pytest.mark.parametrize("wrong", [True, "20", 20.0, -1, None, [20]])
def test_minutes_are_whole_numbers_and_nothing_else(envelope: dict[str, Any], wrong: Any) -> None:
    envelope["data"]["actions"][0]["own_minutes"] = wrong
    assert addresses(envelope) == ["/actions/a1/own_minutes"]


@pytest.mark.parametrize(
    "wrong", ["20260112", "2026-1-12", "2026-02-30", "2026-W03-1", "2026-01-12T00:00", 5, "２０２６-01-12"]
)
def test_a_date_has_one_form(envelope: dict[str, Any], wrong: Any) -> None:
    envelope["data"]["actions"][0]["due"] = wrong
    (fault,) = faults_in(envelope)
    assert fault.address == "/actions/a1/due"
    assert "a date such as 2026-01-12" in fault.problem


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"amount": 1}, ["/currency"]),
        ({"amount": 1.0, "currency": "EUR"}, ["/amount"]),
        ({"amount": 1, "currency": "euro"}, ["/currency"]),
        ({"amount": True, "currency": "EUR", "cents": 0}, ["/cents"]),
        ("5 EUR", [""]),
    ],
)
def test_money_has_an_amount_and_a_currency(envelope: dict[str, Any], wrong: Any, where: list[str]) -> None:
    envelope["data"]["actions"][0]["cost"] = wrong
    assert addresses(envelope) == [f"/actions/a1/cost{one}" for one in where]


def test_an_id_used_twice_is_reported_beside_the_other_faults(envelope: dict[str, Any]) -> None:
    envelope["data"]["actions"] += [{"id": "a1", "title": "Again"}, {"id": "a3"}]
    assert addresses(envelope) == ["/actions/a3/title", "/actions/a1"]


def test_an_id_used_twice_is_reported(envelope: dict[str, Any]) -> None:
    envelope["data"]["actions"].append({"id": "a1", "title": "Again"})
    assert faults_in(envelope) == [Fault("/actions/a1", "the id 'a1' is used twice", "ids are unique")]


def test_a_member_of_a_list_of_strings_is_reported_by_its_position(envelope: dict[str, Any]) -> None:
    envelope["data"]["answers"][0]["value"] = ["x", 3]
    envelope["data"]["actions"][0]["needs"] = ["a2", "No Id"]
    assert addresses(envelope) == ["/answers/r1/value/1", "/actions/a1/needs/1"]


def test_an_address_for_which_there_is_no_element_is_a_fault(envelope: dict[str, Any]) -> None:
    envelope["data"]["methodology"]["elements"] = [
        {"kind": "phase", "id": "p", "title": {"ca": "F"}, "parent": "nowhere"}
    ]
    assert addresses(envelope) == ["/methodology/elements/p/parent"]


def test_what_the_record_as_a_whole_demands_is_a_fault(envelope: dict[str, Any]) -> None:
    envelope["data"]["state"] = "stopped"
    assert addresses(envelope) == ["/state_reason"]


def test_a_key_nearly_right_gets_advice(envelope: dict[str, Any]) -> None:
    envelope["data"]["actions"][0]["statsu"] = "done"
    (fault,) = faults_in(envelope)
    assert fault.advice == "did you mean 'status'?"


@pytest.mark.parametrize("kind", [None, "", 3, "monhts"])
def test_a_kind_that_does_not_exist_is_reported_with_those_that_do(
    envelope: dict[str, Any], kind: Any
) -> None:
    step = {"kind": "step", "id": "s", "title": {"ca": "P"}, "effort": {"kind": kind, "months": 2}}
    envelope["data"]["methodology"]["elements"] = [step]
    (fault,) = faults_in(envelope)
    assert fault.address == "/methodology/elements/s/effort/kind"
    assert "months, hours-per-organisation, sessions" in str(fault)


def test_an_element_without_a_kind_or_an_id_is_a_fault(envelope: dict[str, Any]) -> None:
    envelope["data"]["methodology"]["elements"] = [{"id": "s"}, {"kind": "blueprint"}, 3]
    assert addresses(envelope) == [
        "/methodology/elements/s/kind",
        "/methodology/elements/1/id",
        "/methodology/elements/2",
    ]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_extensions_hold_what_json_can_and_nothing_else(envelope: dict[str, Any], number: float) -> None:
    envelope["data"]["extensions"] = {"plugin": {"list": [number, "\x00"], "b\x01": 1}}
    assert addresses(envelope) == [
        "/extensions/plugin/list/0",
        "/extensions/plugin/list/1",
        "/extensions/plugin/b\x01",
    ]


def test_the_envelope_is_as_strict_as_the_data(envelope: dict[str, Any]) -> None:
    envelope.update(version="1", extra=1)
    envelope["data"]["revision"] = 3
    assert addresses(envelope) == ["/version", "/extra", "/data/revision"]
    assert addresses({"format": "interim-method/pilot"}) == ["/version", "/data"]
    envelope = copy.deepcopy(envelope) | {"version": 1, "revision": -1, "id": "Not an id"}
    del envelope["extra"], envelope["data"]["revision"]
    assert addresses(envelope) == ["/id", "/revision"]


@pytest.mark.parametrize(
    "data", [None, [], 3, {}, {"format": 3}, {"format": "engagement"}, {"format": "interim-method/minutes"}]
)
def test_what_is_not_one_of_ours_is_refused_as_such(data: Any) -> None:
    with pytest.raises(NotThisKind, match="interim-method/"):
        from_dict(data, source="x.json")


def test_a_newer_file_is_refused_with_both_versions_and_the_remedy(envelope: dict[str, Any]) -> None:
    envelope["version"] = 7
    with pytest.raises(UnsupportedVersion, match=r"version 7 .* up to version 1; install a newer") as caught:
        from_dict(envelope, source="x.json")
    assert (caught.value.found, caught.value.supported, caught.value.source) == (7, 1, "x.json")


def test_millions_of_faults_are_cut_short(envelope: dict[str, Any]) -> None:
    envelope["data"]["actions"] = [{}] * 100_000
    *shown, last = faults_in(envelope)
    assert len(shown) == 1000
    assert last == Fault("", "has more faults than these 1000")


def test_the_errors_survive_pickling(envelope: dict[str, Any]) -> None:
    envelope["data"]["actions"][0]["status"] = "dne"
    with pytest.raises(InvalidContent) as caught:
        from_dict(envelope, source="x.json")
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (type(copied), str(copied), copied.faults, copied.source) == (
        InvalidContent,
        str(caught.value),
        caught.value.faults,
        "x.json",
    )
