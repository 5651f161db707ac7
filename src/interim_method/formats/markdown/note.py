"""The note at the end of a file in which its map lies: a comment of one line for each place.

A line is a word and what it says as JSON, so that differences between two versions of a file can be read, and a
line that was harmed harms no other. What is the same for many places, such as the people to choose from, stands
once. Nothing in it can end the comment.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import field, frozen

from interim_method.documents.language import BUILT_IN, language
from interim_method.formats.markdown.marks import NOTE
from interim_method.forms.form import Map, MappedCollection, MappedPlace, MappedRow
from interim_method.model import FrozenMap

__all__ = ["Note", "note_lines", "taken_out"]

VERSION: Final = 1
_OPENING: Final = re.compile(rf"^[ \t]*<!--[ \t]*{NOTE}\b", re.MULTILINE)
_LINE: Final = re.compile(
    r"(?P<word>map|identity|options|place|collection|added|row|prints)[ \t]+(?P<said>\S.*)"
)
_PRINT: Final = re.compile(r"[0-9a-f]{12}")
_PRINTS_A_LINE: Final = 8
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u00ad\u2028\u2029\ufeff\ud800-\udfff]")


@frozen(kw_only=True)
class Note:
    """What the note says.

    Attributes:
        map: The map.
        shown: For each place of the map, the print of what was shown in it.
        problems: What is wrong with it.
    """

    map: Map
    shown: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


# --- writing --------------------------------------------------------------------------------------------------------


def note_lines(note: Note, code: str) -> list[str]:
    """The lines of the note; *code* is the language in which it says what it is."""
    said = language(code if code.partition("-")[0] in BUILT_IN else "en").word("markdown.note")
    return [f"<!-- {NOTE}: {said}", *map(_without_end, _lines(note)), "-->"]


def _without_end(line: str) -> str:
    # Two hyphens can only stand in a string, where JSON lets one be written as a number.
    return line.replace("--", "-\\u002d").replace("--", "-\\u002d")


def _lines(note: Note) -> Iterator[str]:
    yield f"map {VERSION}"
    yield f"identity {_json(dict(note.map.identity))}"
    known: dict[tuple[tuple[str, str], ...], int] = {}
    shown = iter(note.shown)
    for place in note.map.places:
        yield from _place("place", place, known, [next(shown, "")])
    for one in note.map.collections:
        more: dict[str, Any] = {}
        if one.shape != "rows":
            more["shape"] = one.shape
        if one.given:
            more["given"] = dict(one.given)
        head = [one.key, one.address, one.label, list(one.heads)]
        yield f"collection {_json([*head, *([more] if more else [])])}"
        for column in one.columns:
            if column is None:
                yield "added null"
            else:
                yield from _place("added", column, known, [])
        for row in one.rows:
            yield f"row {_json([row.key, row.id, row.address])}"
    prints = sorted(note.map.prints or ())
    for start in range(0, len(prints), _PRINTS_A_LINE):
        yield f"prints {' '.join(prints[start : start + _PRINTS_A_LINE])}"


def _place(
    word: str, place: MappedPlace, known: dict[tuple[tuple[str, str], ...], int], shown: list[str]
) -> Iterator[str]:
    more: dict[str, Any] = {}
    for name in ("language", "unit"):
        if getattr(place, name):
            more[name] = getattr(place, name)
    for name in ("low", "high"):
        if getattr(place, name) is not None:
            more[name] = getattr(place, name)
    if place.options:
        options = tuple(place.options.items())
        if options not in known:
            known[options] = len(known) + 1
            yield f"options {_json([known[options], dict(options)])}"
        more["options"] = known[options]
    head = [place.key, place.address, place.kind, place.label, _hidden(place.base), *shown]
    yield f"{word} {_json([*head, *([more] if more else [])])}"


def _hidden(base: str) -> str:
    """What a place held, in letters that no words are found in: who replaces a word everywhere changes it nowhere here."""
    return b64encode(base.encode()).decode()


def _json(value: Any) -> str:
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", said)


# --- reading --------------------------------------------------------------------------------------------------------


def taken_out(text: str) -> tuple[str, list[Note]]:
    """*text* without its notes, and what they say; several where files were pasted together."""
    notes: list[Note] = []
    kept: list[str] = []
    end = 0
    while opening := _OPENING.search(text, end):
        kept.append(text[end : opening.start()])
        closing = text.find("-->", opening.end())
        end = len(text) if closing < 0 else closing + 3
        notes.append(_read(text[opening.end() : len(text) if closing < 0 else closing].split("\n")[1:]))
    kept.append(text[end:])
    return "".join(kept), notes


@frozen
class _Reading:
    """What was read of a note so far."""

    identity: dict[str, str] = field(factory=dict)
    options: dict[int, FrozenMap[str, str]] = field(factory=dict)
    places: list[MappedPlace] = field(factory=list)
    shown: list[str] = field(factory=list)
    collections: list[tuple[MappedCollection, list[MappedPlace | None], list[MappedRow]]] = field(
        factory=list
    )
    prints: set[str] = field(factory=set)
    versions: list[int] = field(factory=list)

    def take(self, word: str, said: str) -> None:
        """Take one line; ValueError, TypeError, KeyError, IndexError where it says nothing that we know."""
        if word == "prints":
            self.prints.update(one for one in said.split() if _PRINT.fullmatch(one))
            return
        value = json.loads(said)
        match word:
            case "map":
                self.versions.append(int(value))
            case "identity":
                self.identity.update(_texts(value))
            case "options":
                self.options[int(value[0])] = FrozenMap(_texts(value[1]))
            case "place":
                place = self.place(value, 6)
                self.places.append(place)
                self.shown.append(_text(value[5]))
            case "collection":
                key, address, label, heads, *rest = value
                more = rest[0] if rest else {}
                shape = more.get("shape", "rows")
                if shape not in ("rows", "cards"):
                    raise ValueError(shape)
                one = MappedCollection(
                    key=_text(key),
                    address=_text(address),
                    label=_text(label),
                    heads=tuple(map(_text, heads)),
                    given=FrozenMap(_texts(more.get("given", {}))),
                    shape=shape,
                )
                self.collections.append((one, [], []))
            case "added":
                self.collections[-1][1].append(None if value is None else self.place(value, 5))
            case _:
                key, id, address = map(_text, value)
                self.collections[-1][2].append(MappedRow(key=key, id=id, address=address))

    def place(self, value: Any, length: int) -> MappedPlace:
        """The place that a line tells of, its further values at *length*."""
        key, address, kind, label, hidden = map(_text, value[:5])
        base = b64decode(hidden, validate=True).decode()
        more = value[length] if len(value) > length else {}
        low, high = more.get("low"), more.get("high")
        if not all(one is None or type(one) is int for one in (low, high)):
            raise TypeError("low and high are whole numbers")
        return MappedPlace(
            key=key,
            address=address,
            kind=kind,
            label=label,
            base=base,
            language=_text(more.get("language", "")),
            unit=_text(more.get("unit", "")),
            low=low,
            high=high,
            options=self.options[more["options"]] if "options" in more else FrozenMap(),
        )

    def note(self, problems: Iterable[str]) -> Note:
        """The note as a whole."""
        return Note(
            map=Map(
                identity=FrozenMap(self.identity),
                places=tuple(self.places),
                collections=tuple(_evolved(*one) for one in self.collections),
                prints=frozenset(self.prints),
            ),
            shown=tuple(self.shown),
            problems=tuple(problems),
        )


def _evolved(
    one: MappedCollection, columns: list[MappedPlace | None], rows: list[MappedRow]
) -> MappedCollection:
    import attrs

    return attrs.evolve(one, columns=tuple(columns), rows=tuple(rows))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _texts(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} names no values")
    return {_text(key): _text(said) for key, said in value.items()}


def _read(lines: Iterable[str]) -> Note:
    reading = _Reading()
    harmed = 0
    for line in _whole(lines):
        found = _LINE.fullmatch(line)
        try:
            if found is None:
                raise ValueError(line)
            reading.take(found["word"], found["said"])
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError):
            harmed += 1
    problems = []
    if harmed:
        problems.append(
            f"{harmed} of the lines at the end of the file, by which it is read, cannot be understood"
        )
    return reading.note(problems)


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a note, those put together again that an editor broke."""
    whole: list[str] = []
    for line in lines:
        bare = line.strip(" \t\r")
        if not bare:
            continue
        if whole and _LINE.match(bare):
            yield " ".join(whole)
            whole = []
        whole.append(bare)
    if whole:
        yield " ".join(whole)
