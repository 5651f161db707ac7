"""Every fillable place of every document leads into the record, or to something that may still come into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

import interim_method as im
import strategies
from interim_method.documents.catalog import CATALOG
from interim_method.errors import AddressError
from interim_method.forms.values import from_text, held_at
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import example
from interim_method.model import (
    Engagement,
    Keyed,
    NewItem,
    Pilot,
    Record,
    expected,
    fields_of,
    item_type,
    kind_of_type,
    new_item,
    parts,
)
from interim_method.model.record import bare_type, escape

PLAUSIBLE = {
    "text": "Una línia",
    "markdown": "Un *text*",
    "number": "3",
    "hours": "60",
    "count": "3",
    "date": "2026-01-31",
    "time": "16:00",
    "money": "10 EUR",
    "yes-no": "true",
    "reference": "x1",
    "choices": "x1",
}


def documents(
    records: Mapping[str, Any], languages: tuple[str, ...] = ("ca",)
) -> Iterator[tuple[str, t.Document, Any]]:
    """Every document in every edition that each of the records can be shown in."""
    for record in records.values():
        for entry in CATALOG:
            for edition in entry.editions if record.KIND in entry.subjects else ():
                for language in languages:
                    more = {"engagements": example.engagements()} if isinstance(record, Pilot) else {}
                    made = im.compose(record, entry.name, edition=edition, language=language, **more)
                    yield f"{record.id} {entry.name} {edition} {language}", made, record


@cache
def demo() -> Mapping[str, Any]:
    engagements = {e.id: e for e in example.engagements()}
    one = example.engagement()
    bare = Engagement.start(
        one.methodology, organisation=one.organisation, started=one.started or example.REFERENCE, id="bare"
    )
    return {**engagements, "bare": bare, "pilot": example.pilot()}


def places(document: t.Document) -> list[t.Field]:
    """The places of a document, those of rows that may be added by hand among them."""
    found = list(t.fields(document))
    for block in t.walk(tuple(document.blocks)):
        if isinstance(block, t.Collection):
            found += [one for one in block.added if one is not None]
    return found


def faults(record: Record, fields: list[t.Field]) -> list[str]:
    """What is wrong with the addresses of places; every new item is made of what is written in all of them."""
    found: list[str] = []
    items: dict[str, dict[str, str]] = defaultdict(dict)
    for field in fields:
        try:
            spot = expected(record, field.address)
        except AddressError as error:
            found.append(f"{field.address}: {error}")
            continue
        tokens = parts(field.address)
        for n in range(1, len(tokens) + 1):
            at = "".join(f"/{escape(token)}" for token in tokens[:n])
            if missing(record, at) and not item_of(tokens[n - 1]).each:
                items[at]
        above = field.address.rpartition("/")[0]
        if spot.field is not None and missing(record, above) and not item_of(tokens[-2]).each:
            items[above][tokens[-1]] = plausible(field)
    for at, written in items.items():
        found += unmade(record, at, written)
    return found


def item_of(token: str) -> NewItem:
    return new_item(token) or NewItem(id=token)


def missing(record: Record, at: str) -> bool:
    """Whether an address is that of an item of a collection that is not in the record."""
    above, _, token = at.rpartition("/")
    if not above:
        return False
    spot = expected(record, above)
    if spot.kind.name != "rows":
        return False
    return not isinstance(spot.value, Keyed) or (item_of(token).id or token) not in spot.value


def plausible(field: t.Field) -> str:
    if field.options:
        return field.options[0].value
    return str(field.low) if field.low is not None else PLAUSIBLE.get(field.kind, "1")


def plausible_for(annotation: Any) -> str:
    bare = bare_type(annotation)
    if get_origin(bare) is Literal:
        return str(get_args(bare)[0])
    return PLAUSIBLE.get(kind_of_type(annotation).name, "1")


def unmade(record: Record, at: str, written: dict[str, str]) -> list[str]:
    """Why an item cannot be made of what is written, given and taken; nothing where it can."""
    spot, item = expected(record, at), item_of(at.rpartition("/")[2])
    known = fields_of(spot.type)
    for name in (*item.given, *item.taken, *written):
        if name not in known:
            return [f"{at}: {spot.type.__name__} has no {name}"]
    said = {**dict.fromkeys(item.taken, ""), **item.given, **written}
    values: dict[str, Any] = {}
    for name, text in said.items():
        annotation = known[name].type
        if name == "value" and "prompt" in item.given:
            owner = spot.type(id="x", prompt=item.given["prompt"])
            annotation = held_at(record, evolve_place(spot, owner, known[name]))
        plain = text or plausible_for(known[name].type)
        try:
            values[name] = from_text(plain, annotation)
        except Exception as error:
            return [f"{at}/{name}: {plain!r}: {error}"]
    try:
        spot.type(id=item.id or "x1", **values)
    except Exception as error:
        return [f"{at}: {error}"]
    return []


def evolve_place(spot: Any, owner: Any, field: Any) -> Any:
    return spot._replace(owner=owner, field=field)


@pytest.mark.parametrize("name", [*demo()])
def test_every_place_leads_into_the_record_or_to_an_item_that_can_be_made_of_it(name: str) -> None:
    found = {
        f"{called}: {fault}"
        for called, document, record in documents({name: demo()[name]})
        for fault in faults(record, places(document))
    }
    assert sorted(found) == []


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.engagements())
def test_the_places_of_any_engagement_do(engagement: Engagement) -> None:
    engagement = evolve(engagement, methodology=example.methodology())
    for called, document, record in documents({"x": engagement}):
        assert faults(record, places(document)) == [], called


def test_a_place_has_one_key_in_every_language_and_edition() -> None:
    for name in ("nespra", "bare"):
        keys: dict[str, str] = {}
        for called, document, _ in documents({name: demo()[name]}, ("ca", "es", "en")):
            for field in places(document):
                assert keys.setdefault(field.address, field.key) == field.key, called
        assert len(set(keys.values())) == len(keys)


def test_a_document_has_the_same_places_in_every_language() -> None:
    found: dict[str, list[str]] = {}
    for called, document, _ in documents(demo(), ("ca", "es", "en")):
        addresses = [field.address for field in places(document)]
        assert found.setdefault(called.rpartition(" ")[0], addresses) == addresses, called


def test_every_collection_says_what_a_row_added_by_hand_takes() -> None:
    for called, document, _ in documents(demo()):
        for block in t.walk(tuple(document.blocks)):
            if isinstance(block, t.Collection):
                assert any(block.added), f"{called} {block.address}"
                assert item_type(expected(_, block.address).type), called
