"""The values that records are made of, and what kind each one is.

A field of a record says by its annotation what it holds: `Line` is one line of text, `Minutes` hours kept
as whole minutes, a ``Literal`` a choice. Validation, forms, files and schemas all read the same annotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal, NamedTuple

import attrs

from interim_method.errors import DefinitionError, Fault
from interim_method.model.frozen import FrozenMap
from interim_method.model.marks import mark_fault, unmarked

__all__ = [
    "Anything",
    "Audience",
    "Clock",
    "Count",
    "Emotion",
    "Id",
    "Kind",
    "Language",
    "Line",
    "LocalizedLine",
    "LocalizedProse",
    "Mark",
    "Minutes",
    "Money",
    "Named",
    "Number",
    "Prose",
    "Ref",
    "Said",
    "ScaleEnd",
    "Span",
    "Text",
    "Version",
    "VersionRange",
    "Zone",
    "plain_value",
    "text_fault",
]

MAX_TEXT: Final = 100_000
"""Longest text, in characters, that one field may hold: parsers stay fast and pages readable."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def text_fault(value: str, *, lines: bool = True) -> str | None:
    """What keeps *value* from being stored and printed, or None.

    Refused are control characters other than tab and line feed, lone surrogates and the two non-characters
    that XML cannot hold: no format could carry them, and dropping them would be a silent change.
    """
    found = _UNPRINTABLE.search(value)
    if found:
        return f"the character U+{ord(found[0]):04X} at position {found.start() + 1} cannot be written"
    if not lines and "\n" in value:
        return "must be a single line"
    if len(value) > MAX_TEXT:
        return f"is {len(value)} characters long; at most {MAX_TEXT} are allowed"
    return None


class Said(NamedTuple):
    """A text in one language, as found along a fallback chain."""

    text: str
    language: str


class Text(FrozenMap[str, str]):
    """A text in several languages, each Markdown: ``Text(ca="Escolta", es="Escucha", en="Listening")``.

    Where an organisation may say a word of its own the text may have marks, such as ``[Clientes]{client:other}``.
    It is read without them; `sources` has them still, and so have files.

    Attributes:
        marked: Language → the text with its marks, where it has some.

    Raises:
        DefinitionError: A language tag, a text or a mark that cannot be used; an empty mapping.
    """

    __slots__ = ("marked",)
    marked: dict[str, str]

    def __init__(
        self, items: Mapping[str, str] | Iterable[tuple[str, str]] = (), /, **languages: str
    ) -> None:
        super().__init__({**dict(items), **languages})
        faults = [
            Fault(f"/{lang}", f"{lang!r} is not a language tag", "use tags such as ca, es or en")
            for lang in self
            if not _LANGUAGE.fullmatch(lang)
        ]
        for lang, text in self._items.items():
            problem = "must be text" if not isinstance(text, str) else text_fault(text) or mark_fault(text)
            if problem:
                faults.append(Fault(f"/{lang}", problem))
        if not self._items:
            faults.append(Fault("", "has no language", "give the text in at least one"))
        if faults:
            raise DefinitionError(faults)
        self.marked = {lang: text for lang, text in self._items.items() if "]{" in text}
        for lang, text in self.marked.items():
            self._items[lang] = unmarked(text)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Text):
            return self._items == other._items and self.marked == other.marked
        return super().__eq__(other)

    __hash__ = FrozenMap.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.sources,))

    @property
    def sources(self) -> dict[str, str]:
        """Language → the text with its marks."""
        return {**self._items, **self.marked}

    def said(self, language: str, fallback: Iterable[str] = ()) -> Said:
        """The text in *language*, else in the first of *fallback* that there is, else in any."""
        for candidate in (language, language.partition("-")[0], *fallback):
            if candidate in self._items:
                return Said(self._items[candidate], candidate)
        first = next(iter(self._items))
        return Said(self._items[first], first)

    def replaced(self, language: str, text: str) -> Text:
        """With *text* in *language*."""
        return Text({**self.sources, language: text})


class Kind(NamedTuple):
    """What a field holds, as forms and writers see it.

    Attributes:
        name: One of text, markdown, number, hours, date, time, choice, choices, scale, yes-no, money, id,
            reference, count, zone, language, version, version-range, rows, record, any.
        low: Smallest value, for scales and counts.
        high: Largest value, for scales.
        of: For references, the collections that the id may be found in, such as ``people``; for methodology
            elements ``elements:step``.
        named: For ids that are another thing's, what that is.
    """

    name: str
    low: int | None = None
    high: int | None = None
    of: tuple[str, ...] = ()
    named: str = ""


def Named(what: str) -> Kind:
    """Marks an id that is another thing's: of what the record says something about, such as a stage."""
    return Kind("id", named=what)


Id = Annotated[str, Kind("id")]
"""An id: a lower-case letter, then letters, digits and hyphens, 63 characters at most."""
Line = Annotated[str | Text, Kind("text")]
"""One line of text in the record's language, or by language."""
Prose = Annotated[str | Text, Kind("markdown")]
"""Markdown in the record's language, or by language."""
LocalizedLine = Annotated[Text, Kind("text")]
"""One line of methodology text, by language."""
LocalizedProse = Annotated[Text, Kind("markdown")]
"""Markdown methodology text, by language."""
Number = Annotated[str, Kind("number")]
"""A decimal number as text, such as ``"87.5"``: exact, and as precise as it was given."""
Minutes = Annotated[int, Kind("hours", 0)]
"""A length of time in whole minutes."""
Count = Annotated[int, Kind("count", 0)]
"""How many."""
Mark = Annotated[int, Kind("scale", 1, 5)]
"""A mark from 1 to 5."""
Emotion = Annotated[int, Kind("scale", -2, 2)]
"""From −2 (distress, anger) to +2 (pride, joy)."""
ScaleEnd = Annotated[int, Kind("scale", -100, 100)]
"""The lowest or the highest mark of a scale: few enough marks to be drawn."""
Span = Annotated[int, Kind("count", 0, 24)]
"""Columns or rows of a board, or a place among them: as many as a page can show."""
Clock = Annotated[str, Kind("time")]
"""Local time of day, ``"16:00"``."""
Zone = Annotated[str, Kind("zone")]
"""IANA time zone, such as ``"Europe/Madrid"``."""
Language = Annotated[str, Kind("language")]
"""BCP 47 language tag, such as ``"ca"``."""

Version = Annotated[str, Kind("version")]
"""A version, such as ``"2.1"``."""
VersionRange = Annotated[str, Kind("version-range")]
"""Versions that something goes with, such as ``">=1.0, <2"``; all of them where empty."""

Anything = Annotated[Any, Kind("any")]
"""A value that the record checks by itself, since what it may be depends on another field."""

Audience = Literal["organisation", "group", "public"]
"""Whom something may be shown to: its own organisation, the pilot's group, everyone."""


def Ref(*collections: str) -> Kind:
    """Marks a field as the id of something in one of *collections*."""
    return Kind("reference", of=collections)


@attrs.frozen
class Money:
    """An amount in minor units (cents) of an ISO 4217 currency.

    Raises:
        DefinitionError: An amount that is not a whole number, or an unknown form of currency.
    """

    amount: int
    currency: str = "EUR"

    def __attrs_post_init__(self) -> None:
        if type(self.amount) is not int:
            raise DefinitionError([Fault("/amount", "must be a whole number of minor units (cents)")])
        if not (isinstance(self.currency, str) and re.fullmatch("[A-Z]{3}", self.currency)):
            raise DefinitionError([Fault("/currency", "must be an ISO 4217 code", "such as EUR")])


def plain_value(value: Any) -> str:
    """A value as one text that is the same in every language: what a place of a document held, to compare with."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Money():
            return f"{value.amount} {value.currency}"
        case tuple():
            return " ".join(map(str, value))
        case _:
            return str(value)
