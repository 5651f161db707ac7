"""Rules on the record as such: references, tools, languages, dates in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from interim_method.errors import Fault
from interim_method.model import (
    Canvas,
    CanvasContent,
    ChoiceList,
    Comparison,
    ComparisonContent,
    Element,
    Engagement,
    Finding,
    FrozenMap,
    Funnel,
    FunnelContent,
    Journey,
    JourneyContent,
    Keyed,
    Methodology,
    Pilot,
    Quadrants,
    QuadrantsContent,
    Record,
    Text,
    Unknown,
    fields_of,
    to_address,
    walk,
)

__all__ = [
    "content_outside_tool",
    "dates_out_of_order",
    "faults_outside_tool",
    "ids_in",
    "record_language_missing",
    "translation_missing",
    "unresolved_reference",
]


# --- references ------------------------------------------------------------------------------------------------


def unresolved_reference(record: Record, on: date | None = None) -> Iterator[Finding]:
    """An id that should name something in the record and names nothing."""
    methodology = record if isinstance(record, Methodology) else getattr(record, "methodology", None)
    known = _Known(record, methodology)
    for at, key, collections in _references(record, ""):
        if not any(key in known(collection) for collection in collections):
            wanted = " or ".join(map(_words, collections))
            yield Finding(
                rule="unresolved-reference",
                severity="error",
                address=at,
                message=f"There is no {wanted} {key!r}.",
                advice="Correct the id, or add what it names.",
            )


def _words(collection: str) -> str:
    """How a collection is called in a message: ``elements:step`` is a step, ``people`` is people."""
    return collection.partition(":")[2] or collection.replace("_", " ")


def _references(record: Record, at: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every reference below a record: its address, the id, and the collections it may be found in."""
    for name, info in fields_of(type(record)).items():
        value = getattr(record, name)
        here = f"{at}{to_address(name)}"
        if info.kind.of and value is not None:
            keys = value if isinstance(value, tuple) else (value,)
            below = isinstance(value, tuple)
            yield from ((here + to_address(key) * below, key, info.kind.of) for key in keys)
        else:
            yield from _references_in(value, here)


def _references_in(value: Any, at: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if isinstance(value, Record):
        yield from _references(value, at)
    elif isinstance(value, Keyed):
        for item in value:
            yield from _references(item, at + to_address(item.id))
    elif isinstance(value, FrozenMap):
        for key, item in value.items():
            yield from _references_in(item, at + to_address(str(key)))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _references_in(item, at + to_address(str(number)))


def ids_in(record: Record, collection: str) -> tuple[str, ...]:
    """The ids that a reference of *record* into *collection* may name, such as ``people`` or ``elements:step``."""
    methodology = record if isinstance(record, Methodology) else getattr(record, "methodology", None)
    return tuple(dict.fromkeys(_Known(record, methodology).ids(collection)))


class _Known:
    """The ids of a record's collections, looked up once each."""

    def __init__(self, record: Record, methodology: Methodology | None) -> None:
        self._record = record
        self._elements: tuple[Element | Unknown, ...] = (
            () if methodology is None else (*methodology.elements,)
        )
        self._found: dict[str, frozenset[str]] = {}

    def __call__(self, collection: str) -> frozenset[str]:
        if collection not in self._found:
            self._found[collection] = frozenset(self.ids(collection))
        return self._found[collection]

    def ids(self, collection: str) -> Iterable[str]:
        name, _, part = collection.partition(":")
        if collection == "journey-stages":
            return (s.id for tool in self._elements if isinstance(tool, Journey) for s in tool.stages)
        if name == "choices":
            lists = (e for e in self._elements if isinstance(e, ChoiceList) and e.id == part)
            return (choice.id for one in lists for choice in one.choices)
        if name == "elements":
            return (e.id for e in self._elements if not part or _kind(e) == part)
        return (item.id for item in getattr(self._record, name, ()))


def _kind(element: Element | Unknown) -> str:
    return element.kind if isinstance(element, Unknown) else element.KIND


# --- tools -----------------------------------------------------------------------------------------------------


def faults_outside_tool(before: Iterable[Finding], changed: Record, address: str) -> list[Fault]:
    """What a change at an address put where its tool has no place.

    Args:
        before: What lay outside of its tool before the change; see `content_outside_tool`.
        changed: The record after it.
        address: Where it was made.
    """
    if not isinstance(changed, Engagement):
        return []
    known = frozenset(before)
    return [
        Fault(address, finding.message.rstrip("."))
        for finding in content_outside_tool(changed)
        if finding not in known
    ]


def content_outside_tool(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """Something filled in where its tool has no place for it."""
    for content in engagement.contents:
        tool = engagement.methodology.elements.get(getattr(content, "tool", None))
        for at, key, places in _placed(content, tool):
            if key not in places:
                yield Finding(
                    rule="content-outside-tool",
                    severity="error",
                    address=f"/contents/{content.id}{at}",
                    message=f"The tool has no {key!r}; it has {', '.join(places)}.",
                    advice="Move it to a place that the tool has.",
                )


def _placed(content: object, tool: object) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Where each part of a content lies, and the places that its tool has for such a part."""
    match content, tool:
        case QuadrantsContent(), Quadrants():
            yield from ((f"/cards/{c.id}/cell", c.cell, tool.cells.ids) for c in content.cards)
        case JourneyContent(), Journey():
            for point in content.points:
                yield f"/points/{point.id}", point.id, tool.stages.ids
                for cell in point.cells:
                    yield f"/points/{point.id}/cells/{cell.id}", cell.id, tool.lanes.ids
        case CanvasContent(), Canvas():
            yield from ((f"/notes/{n.id}/block", n.block, tool.blocks.ids) for n in content.notes)
        case FunnelContent(), Funnel():
            yield from ((f"/counts/{c.id}", c.id, tool.stages.ids) for c in content.counts)
        case ComparisonContent(), Comparison():
            for competitor in content.competitors:
                for note in competitor.notes:
                    yield (
                        f"/competitors/{competitor.id}/notes/{note.id}",
                        note.id,
                        tool.criteria.ids,
                    )


# --- languages -------------------------------------------------------------------------------------------------


def translation_missing(methodology: Methodology, on: date | None = None) -> Iterator[Finding]:
    """A text of the methodology that lacks one of its languages."""
    for at, value in walk(methodology):
        if isinstance(value, Text):
            missing = [language for language in methodology.languages if language not in value]
            if missing:
                yield Finding(
                    rule="translation-missing",
                    severity="warning",
                    address=at,
                    message=f"The text is not there in {', '.join(missing)}.",
                    advice="Translate it; until then another language is shown.",
                )


def record_language_missing(record: Engagement | Pilot, on: date | None = None) -> Iterator[Finding]:
    """A text by language that lacks the record's own."""
    for at, value in walk(record):
        own = isinstance(value, Text) and not at.startswith("/methodology/")
        if own and record.language not in value:
            yield Finding(
                rule="record-language-missing",
                severity="warning",
                address=at,
                message=f"The text is not there in {record.language}, the language of the record.",
                advice=f"Write it in {record.language} too.",
            )


# --- dates -----------------------------------------------------------------------------------------------------


def dates_out_of_order(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """Something that ends before it begins."""
    diagnosis = engagement.diagnosis
    pairs: list[tuple[str, Any, Any]] = [
        ("/ended", engagement.started, engagement.ended),
        ("/diagnosis/answered_until", diagnosis.answered_from, diagnosis.answered_until),
    ]
    pairs += [(f"/actions/{action.id}/due", action.start, action.due) for action in engagement.actions]
    pairs += [(f"/sessions/{session.id}/end", session.start, session.end) for session in engagement.sessions]
    for at, start, end in pairs:
        if start is not None and end is not None and end < start:
            yield Finding(
                rule="dates-out-of-order",
                severity="warning",
                address=at,
                message=f"{end} lies before the beginning, {start}.",
                advice="Correct one of the two.",
            )
