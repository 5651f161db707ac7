"""What the methodology of a record has a place for: the elements and parts of them that records refer to by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from interim_method.model.engagement import (
    Answer,
    BoardCard,
    CanvasNote,
    Competitor,
    CompetitorNote,
    FunnelCount,
    JourneyCell,
    JourneyPoint,
)
from interim_method.model.frozen import Keyed
from interim_method.model.methodology import ChoiceList, Journey, Methodology, Prompt, RatingScale, Unknown
from interim_method.model.record import fields_of
from interim_method.model.values import Text

__all__ = ["Places", "collections_of"]

_PARTS: Final[dict[tuple[type, str], str]] = {
    (BoardCard, "cell"): "part:cells",
    (JourneyPoint, "id"): "part:stages",
    (JourneyCell, "id"): "part:lanes",
    (CanvasNote, "block"): "part:blocks",
    (FunnelCount, "id"): "part:stages",
    (CompetitorNote, "id"): "part:criteria",
    (CompetitorNote, "known_by"): "part:sources",
    (Competitor, "known_by"): "part:sources",
}
"""Fields of contents that name a part of their tool, and which of its fields has it."""


_REFERRING: Final[dict[type, dict[str, tuple[str, ...]]]] = {}


def collections_of(cls: type) -> dict[str, tuple[str, ...]]:
    """The fields of a record class that refer into the methodology, and to what."""
    known = _REFERRING.get(cls)
    if known is None:
        known = _REFERRING[cls] = dict(_referring(cls))
    return known


def _referring(cls: type) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, info in fields_of(cls).items():
        part = next((_PARTS[one, name] for one in cls.__mro__ if (one, name) in _PARTS), None)
        if part is not None:
            yield name, (part,)
        elif info.kind.of and all(_is_of_methodology(one) for one in info.kind.of):
            yield name, info.kind.of


def _is_of_methodology(collection: str) -> bool:
    return collection == "journey-stages" or collection.partition(":")[0] in ("elements", "choices")


class Places:
    """What one methodology has, and what it says that others called it.

    A collection is named as the model's references name it (``elements:step``, ``choices:blocker-kinds``,
    ``journey-stages``), or is a part of a tool: ``part:cells``.
    """

    def __init__(self, methodology: Methodology) -> None:
        self.methodology = methodology
        self._elements = methodology.elements
        self._ids: dict[tuple[str, str], frozenset[str]] = {}

    def has(self, collections: Iterable[str], key: str, tool: str) -> bool:
        """Whether *key* is in one of the collections; a part is one of the element *tool*."""
        return any(key in self._known(collection, tool) for collection in collections)

    def _known(self, collection: str, tool: str) -> frozenset[str]:
        whose = tool if collection.startswith("part:") else ""
        if (collection, whose) not in self._ids:
            self._ids[collection, whose] = frozenset(self._named(collection, whose))
        return self._ids[collection, whose]

    def _named(self, collection: str, tool: str) -> Iterable[str]:
        name, _, part = collection.partition(":")
        if name == "journey-stages":
            return (s.id for one in self._elements if isinstance(one, Journey) for s in one.stages)
        if name == "elements":
            return (e.id for e in self._elements if not part or _kind(e) == part)
        if name == "choices":
            found = self._elements.get(part)
            return found.choices.ids if isinstance(found, ChoiceList) else ()
        held = getattr(self._elements.get(tool), part, ())
        return held.ids if isinstance(held, Keyed) else ()

    def now(self, collections: Iterable[str], key: str, was_tool: str, tool: str) -> str | None:
        """What is called now what earlier was called *key*, where there is such a thing and it is of the kind."""
        for collection in collections:
            name, _, part = collection.partition(":")
            if name == "elements":
                found = self._followed(key)
            elif name == "choices":
                found = self._part_now(part, part, "choices", key)
            elif name == "part":
                found = self._part_now(was_tool, tool, part, key)
            else:
                journeys = [e.id for e in self._elements if isinstance(e, Journey)]
                named = (self._part_now(one, one, "stages", key) for one in journeys)
                found = next((one for one in named if one is not None), None)
            if found is not None and self.has((collection,), found, tool):
                return found
        return None

    def _followed(self, key: str) -> str | None:
        """The element that stands for one that is gone, however many times it was replaced."""
        seen: set[str] = set()
        here: str | None = key
        while here and here not in self._elements and here not in seen:
            seen.add(here)
            origin = self.methodology.origins.get(f"/elements/{here}")
            here = self.methodology.replaced.get(here) or (origin.replaced_by if origin is not None else None)
        return here if here and here in self._elements else None

    def _part_now(self, was: str, element: str, part: str, key: str) -> str | None:
        seen: set[str] = set()
        at = f"{was}/{part}/{key}"
        while at in self.methodology.replaced and at not in seen:
            seen.add(at)
            at = self.methodology.replaced[at]
        inside = f"{element}/{part}/"
        return at.removeprefix(inside) if seen and at.startswith(inside) else None

    def about(self, collections: Iterable[str], key: str, tool: str) -> Text | None:
        """What something is called in words."""
        for collection in collections:
            name, _, part = collection.partition(":")
            found: Any = None
            if name == "elements":
                found = self._elements.get(key)
            elif name == "journey-stages":
                tools = [e for e in self._elements if isinstance(e, Journey) and key in e.stages.ids]
                found = tools[0].stages.get(key) if tools else None
            else:
                owner, field = (part, "choices") if name == "choices" else (tool, part)
                held = getattr(self._elements.get(owner), field, None)
                found = held.get(key) if isinstance(held, Keyed) else None
            for field in ("title", "label", "text", "term", "statement"):
                said = getattr(found, field, None)
                if isinstance(said, Text):
                    return said
        return None

    def fits(self, answer: Answer) -> bool:
        """Whether a value is one that the prompt asks for; choices are looked at one by one, elsewhere."""
        prompt = self._elements.get(answer.prompt)
        value = answer.value
        if not isinstance(prompt, Prompt) or value is None:
            return True
        if prompt.answer == "scale":
            scale = self._elements.get(prompt.scale) if prompt.scale else None
            low, high = (scale.low, scale.high) if isinstance(scale, RatingScale) else (1, 5)
            return type(value) is int and low <= value <= high
        if prompt.answer == "yes-no":
            return type(value) is bool
        if prompt.answer == "choices":
            return isinstance(value, tuple)
        if prompt.answer in ("number", "hours"):
            return type(value) is int or (isinstance(value, str) and _is_number(value))
        return isinstance(value, str) or (prompt.answer in ("markdown", "text") and isinstance(value, Text))

    def choices_of(self, prompt: str) -> str:
        """The list that the answers to a prompt are chosen from, where there is one."""
        found = self._elements.get(prompt)
        if isinstance(found, Prompt) and found.answer in ("choice", "choices"):
            return found.choices or ""
        return ""


def _is_number(said: str) -> bool:
    head, dot, rest = said.removeprefix("-").partition(".")
    return head.isdecimal() and (rest.isdecimal() if dot else not rest)


def _kind(element: Any) -> str:
    kind: str = element.kind if isinstance(element, Unknown) else element.KIND
    return kind
