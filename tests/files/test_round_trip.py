"""What is written comes back as it was: as data, as text, and as a file."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interim_method.errors import InvalidContent
from interim_method.files import Kinds, dump, from_dict, load, to_dict
from interim_method.files.reading import structure
from interim_method.files.writing import unstructure
from interim_method.model import Keyed, Text, freeze
from interim_method.model.engagement import Engagement, Organisation, QuadrantsContent
from interim_method.model.methodology import Every, Methodology, Phase, Quadrants, Unknown
from strategies import CLASSES, engagements, methodologies, pilots, records

filed = methodologies() | engagements() | pilots()


@given(filed)
@settings(max_examples=60)
def test_a_record_is_the_same_after_two_ways_through_plain_data(record: Any) -> None:
    once = to_dict(record)
    again = from_dict(once)
    assert again == record
    assert to_dict(again) == once
    assert from_dict(to_dict(again)) == record


@given(filed)
@settings(max_examples=40)
def test_a_record_is_the_same_after_a_stream_of_text_or_of_bytes(record: Any) -> None:
    binary, text = io.BytesIO(), io.StringIO()
    assert dump(record, binary) is record
    dump(record, text)
    assert binary.getvalue().decode() == text.getvalue()
    binary.seek(0), text.seek(0)
    assert load(binary) == load(text) == record
    assert json.loads(binary.getvalue()) == to_dict(record)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
@given(data=st.data())
@settings(max_examples=5)
def test_every_field_of_every_class_comes_back(cls: type, data: st.DataObject) -> None:
    record = data.draw(records(cls, most=None if cls not in (Methodology, Engagement) else 12))
    plain = unstructure(record)
    assert structure(json.loads(json.dumps(plain)), cls, Kinds()) == record


def methodology(*elements: Any, **fields: Any) -> Methodology:
    return Methodology(id="m", title=Text(ca="Mètode"), elements=Keyed(elements), **fields)


def test_what_is_at_its_default_is_left_out() -> None:
    engagement = Engagement(id="e", methodology=methodology(), organisation=Organisation(name="Coop"))
    assert to_dict(engagement) == {
        "format": "interim-method/engagement",
        "version": 1,
        "id": "e",
        "revision": 0,
        "data": {
            "methodology": {"id": "m", "title": {"ca": "Mètode"}},
            "organisation": {"name": "Coop"},
        },
    }


def test_a_methodology_has_no_revision() -> None:
    assert list(to_dict(methodology())) == ["format", "version", "id", "data"]


@pytest.mark.parametrize(
    "element",
    [
        {"kind": "blueprint", "id": "x"},
        {"kind": "blueprint", "id": "x", "version": 3, "parent": "nowhere", "a": [1, {"b": None}, 1.5]},
        {"kind": "blueprint", "id": "x", "version": 1},
        {"kind": "blueprint", "id": "x", "version": "2.0-beta", "data": {"data": []}},
    ],
)
def test_an_element_of_an_unknown_kind_goes_out_as_it_came_in(element: dict[str, Any]) -> None:
    envelope = to_dict(methodology())
    envelope["data"]["elements"] = [element]
    read = from_dict(envelope)
    assert isinstance(read, Methodology)
    assert isinstance(read.elements["x"], Unknown)
    assert to_dict(read) == envelope


def test_an_unknown_knows_its_version() -> None:
    envelope = to_dict(methodology())
    envelope["data"]["elements"] = [{"kind": "blueprint", "id": "x", "version": 3, "size": 2}]
    read = from_dict(envelope)
    assert isinstance(read, Methodology)
    assert read.elements["x"] == Unknown(id="x", kind="blueprint", version=3, data=freeze({"size": 2}))


class Blueprint(Quadrants):
    """A kind that a host adds; attrs is happy with a plain subclass."""

    KIND = "blueprint"


class BlueprintContent(QuadrantsContent):
    """What fills it."""

    KIND = "blueprint"


def test_kinds_that_a_host_adds_come_back_as_their_own_classes() -> None:
    kinds = Kinds(elements={"blueprint": Blueprint}, contents={"blueprint": BlueprintContent})
    made = Engagement(
        id="e",
        methodology=methodology(Blueprint(id="b", title=Text(en="Blueprint"), cells=Keyed())),
        organisation=Organisation(name="Coop"),
        contents=Keyed([BlueprintContent(id="c", tool="b")]),
    )
    read = from_dict(to_dict(made), kinds=kinds)
    assert read == made
    assert isinstance(read, Engagement)
    assert type(read.methodology.elements["b"]) is Blueprint
    assert type(read.contents["c"]) is BlueprintContent
    without = from_dict(to_dict(made))
    assert isinstance(without, Engagement)
    assert type(without.contents["c"]) is Unknown
    assert to_dict(without) == to_dict(made)


def test_what_nests_too_deep_to_be_read_back_is_not_written() -> None:
    deep: Any = 1
    for _ in range(120):
        deep = (deep,)
    with pytest.raises(InvalidContent, match="deeper than 100"):
        to_dict(methodology(extensions=freeze({"plugin": deep})))


def test_data_that_holds_itself_is_refused() -> None:
    envelope: dict[str, Any] = to_dict(methodology())
    envelope["data"]["extensions"] = {"plugin": envelope}
    with pytest.raises(InvalidContent, match="deeper than 100"):
        from_dict(envelope)


def test_conditions_nest_as_deep_as_files_may() -> None:
    condition: Mapping[str, Any] = {"kind": "every", "of": []}
    for _ in range(40):
        condition = {"kind": "every", "of": [condition]}
    envelope = to_dict(methodology(Phase(id="p", title=Text(ca="F"))))
    envelope["data"]["elements"].append(
        {"kind": "prompt-group", "id": "g", "title": {"ca": "G"}, "condition": condition}
    )
    read = from_dict(envelope)
    assert isinstance(read, Methodology)
    assert isinstance(read.elements["g"].condition, Every)  # type: ignore[union-attr]
    assert to_dict(read) == envelope
