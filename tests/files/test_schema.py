"""The schemas accept what is written, refuse what is refused on reading, and keep to what strict clients read."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interim_method.errors import UnknownName
from interim_method.files import Kinds, json_schema, to_dict
from interim_method.files.writing import unstructure
from interim_method.model import Keyed, Text, fields_of
from interim_method.model.engagement import (
    Action,
    Answer,
    Engagement,
    Organisation,
    QuadrantsContent,
    Verdict,
)
from interim_method.model.methodology import (
    Choice,
    ChoiceList,
    Hypothesis,
    Methodology,
    Phase,
    Prompt,
    Quadrants,
    Step,
)
from strategies import CLASSES, engagements, methodologies, pilots, records

KINDS = ("methodology", "engagement", "pilot")
BY_TYPE = {
    "object": {"properties", "required", "additionalProperties", "minProperties", "propertyNames"},
    "array": {"items"},
    "string": {"pattern", "maxLength", "minLength"},
    "integer": {"minimum", "maximum"},
    "boolean": set[str](),
    "null": set[str](),
}
ANYWHERE = {
    "$schema",
    "$ref",
    "$defs",
    "title",
    "description",
    "type",
    "const",
    "enum",
    "anyOf",
    "oneOf",
    "not",
}


class Validator:
    """Two validators that must agree."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.python = jsonschema.Draft202012Validator(schema)
        self.rust = jsonschema_rs.Draft202012Validator(schema)

    def accepts(self, data: Any) -> bool:
        verdict = self.rust.is_valid(data)
        assert self.python.is_valid(data) is verdict
        return bool(verdict)


schema_of = functools.cache(json_schema)


@functools.cache
def validator(kind: str) -> Validator:
    return Validator(schema_of(kind))


@functools.cache
def validator_of_class(cls: type) -> Validator:
    """For one class, by the schema of the first kind of file that has it."""
    schema = next(s for s in map(schema_of, KINDS[::-1]) if cls.__name__ in s["$defs"])
    return Validator({"$ref": f"#/$defs/{cls.__name__}", "$defs": schema["$defs"]})


def subschemas(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    for keyword, value in schema.items():
        if keyword in ("properties", "$defs"):
            inner = list(value.values())
        elif keyword in ("anyOf", "oneOf"):
            inner = value
        elif keyword in ("items", "not", "additionalProperties", "propertyNames") and isinstance(value, dict):
            inner = [value]
        else:
            continue
        for one in inner:
            yield from subschemas(one)


@given(methodologies() | engagements() | pilots())
@settings(max_examples=40)
def test_what_is_written_is_valid(record: Any) -> None:
    assert validator(record.KIND).accepts(to_dict(record))


@pytest.mark.parametrize("cls", [cls for cls in CLASSES if cls.__name__ not in ("Unknown", "ToolContent")])
@given(data=st.data())
@settings(max_examples=3)
def test_every_field_of_every_class_is_in_the_schema(cls: type, data: st.DataObject) -> None:
    small = {"Methodology", "Engagement", "Pilot"}
    plain = unstructure(data.draw(records(cls, most=8 if cls.__name__ in small else None)))
    if cls is not Methodology:
        plain = {
            key: one
            for key, one in plain.items()
            if cls.__name__ not in small or key not in ("id", "revision")
        }
    assert validator_of_class(cls).accepts(plain)
    key = data.draw(
        st.sampled_from(
            [key for key in plain if fields_of(cls).get(key) is None or fields_of(cls)[key].type is not Any]
        )
    )
    assert not validator_of_class(cls).accepts({**plain, key: 1.5})
    assert not validator_of_class(cls).accepts({**plain, "surprise": 1})


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_a_schema(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_keeps_to_what_strict_clients_read(kind: str) -> None:
    schema = json_schema(kind)
    for one in subschemas(schema):
        own = set(one) - ANYWHERE
        if own or "const" in one or "enum" in one:
            assert own <= BY_TYPE[one["type"]], one
        assert set(one.get("required", [])) <= set(one.get("properties", {})), one
        if "properties" in one:
            assert "additionalProperties" in one
        if "$ref" in one:
            assert one["$ref"].removeprefix("#/$defs/") in schema["$defs"]
            assert len(one) == 1
        if "pattern" in one:
            assert not re.search(r"\\p|\(\?", one["pattern"])
            assert re.compile(one["pattern"])
    named = [one["title"] for one in schema["$defs"].values()]
    assert named == list(schema["$defs"])
    assert all(one["description"] for one in schema["$defs"].values())


@pytest.fixture
def engagement() -> Engagement:
    """One that says a little of everything that a schema can limit to a methodology."""
    title = Text(ca="x")
    methodology = Methodology(
        id="m",
        title=title,
        elements=Keyed(
            [
                Phase(id="p", title=title),
                Step(id="escolta", parent="p", title=title),
                Prompt(id="q1", parent="escolta", text=title),
                Hypothesis(id="h1", statement=title),
                Quadrants(id="board", title=title, cells=Keyed()),
                ChoiceList(id="blocker-kinds", title=title, choices=Keyed([Choice(id="time", label=title)])),
            ]
        ),
    )
    return Engagement(
        id="e",
        methodology=methodology,
        organisation=Organisation(name="Coop"),
        actions=Keyed([Action(id="a1", title="One", own_minutes=20, blocker="time")]),
        answers=Keyed([Answer(id="r1", prompt="q1", value=True, agreement=5)]),
        verdicts=Keyed([Verdict(id="v1", hypothesis="h1")]),
        contents=Keyed([QuadrantsContent(id="c1", tool="board")]),
    ).log_hours(date(2026, 1, 12), 20, step="escolta")


MUTATIONS: list[tuple[str, str, Any]] = [
    ("actions", "own_minutes", -1),
    ("actions", "own_minutes", "20"),
    ("actions", "due", "2026-13-01"),
    ("actions", "due", "12.1.2026"),
    ("actions", "status", "dne"),
    ("actions", "title", "two\nlines"),
    ("actions", "title", "bell \x07"),
    ("actions", "title", {}),
    ("actions", "title", {"Catalan": "x"}),
    ("actions", "id", "A1"),
    ("actions", "statsu", "done"),
    ("actions", "cost", {"amount": 5}),
    ("answers", "value", 1.5),
    ("answers", "agreement", 6),
    ("contents", "kind", ""),
    ("contents", "cards", 3),
]


@pytest.mark.parametrize(("collection", "key", "wrong"), MUTATIONS)
def test_what_is_refused_on_reading_is_not_valid(
    engagement: Engagement, collection: str, key: str, wrong: Any
) -> None:
    data = to_dict(engagement)
    assert validator("engagement").accepts(data)
    data["data"][collection][0][key] = wrong
    assert not validator("engagement").accepts(data)


@pytest.mark.parametrize(
    ("collection", "key"),
    [
        ("answers", "prompt"),
        ("verdicts", "hypothesis"),
        ("hours", "step"),
        ("contents", "tool"),
        ("actions", "blocker"),
    ],
)
def test_with_a_methodology_only_its_ids_are_valid(engagement: Engagement, collection: str, key: str) -> None:
    limited = Validator(json_schema("engagement", methodology=engagement.methodology))
    data = to_dict(engagement)
    assert limited.accepts(data)
    data["data"][collection][0][key] = "elsewhere"
    assert not limited.accepts(data)
    assert validator("engagement").accepts(data)


def test_a_step_is_no_prompt_to_a_schema_with_a_methodology(engagement: Engagement) -> None:
    limited = Validator(json_schema("engagement", methodology=engagement.methodology))
    data = to_dict(engagement)
    data["data"]["answers"][0]["prompt"] = "escolta"
    assert not limited.accepts(data)


def test_kinds_that_a_host_adds_are_checked_and_others_let_through(engagement: Engagement) -> None:
    class Canvas(Quadrants):
        """A kind whose class is called as one of the model's."""

        KIND = "blueprint"

    data = to_dict(engagement)
    data["data"]["methodology"]["elements"].append({"kind": "blueprint", "id": "b", "size": 3})
    assert validator("engagement").accepts(data)
    schema = json_schema("engagement", kinds=Kinds(elements={"blueprint": Canvas}))
    with_kind = Validator(schema)
    assert not with_kind.accepts(data)
    data["data"]["methodology"]["elements"][-1] = {
        "kind": "blueprint",
        "id": "b",
        "title": {"ca": "B"},
        "cells": [],
    }
    assert with_kind.accepts(data)
    constants = [one.get("properties", {}).get("kind", {}).get("const") for one in schema["$defs"].values()]
    assert {"canvas", "blueprint"} <= set(constants)


def test_a_kind_of_file_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(UnknownName, match="methodology, engagement, pilot"):
        json_schema("minutes")
