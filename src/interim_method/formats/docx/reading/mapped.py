"""What a file says of itself: its map, wherever a program moved it, and its identity, said three times."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal
from urllib.parse import unquote

from attrs import field, frozen

from interim_method.errors import ReadError
from interim_method.formats.docx.identity import MAP, PROPERTY
from interim_method.formats.docx.reading.opening import Package, parsed
from interim_method.forms.form import Map, MappedCollection, MappedPlace, MappedRow
from interim_method.markup.tree import Image
from interim_method.model import FrozenMap

__all__ = ["Anchor", "Mapped", "identity_of", "mapped"]

_M: Final = f"{{{MAP}}}"
_IDENTIFIER: Final = "{http://purl.org/dc/elements/1.1/}identifier"
_OF_OURS: Final = "interim-method:"


@frozen
class Anchor:
    """What a bookmark is around."""

    key: str
    kind: Literal["place", "row", "collection"]


@frozen
class Mapped:
    """The map with what only this format needs of it.

    Attributes:
        map: The map; None where it is lost.
        marks: What each bookmark is around, by its name.
        places: The places by key, the first of each.
        shown: Prints of what the places of a key showed when the file was written.
        guiding: What the places of a key show while they are empty.
        pictures: The pictures that were to be shown, by their words.
        items: The keys of places whose first line carries the sign of a list that they stand in.
        findings: What is wrong with it.
    """

    map: Map | None = None
    marks: Mapping[str, Anchor] = field(factory=dict)
    places: Mapping[str, MappedPlace] = field(factory=dict)
    shown: Mapping[str, frozenset[str]] = field(factory=dict)
    guiding: Mapping[str, str] = field(factory=dict)
    pictures: Mapping[str, Image] = field(factory=dict)
    items: frozenset[str] = frozenset()
    findings: tuple[str, ...] = ()


def mapped(package: Package) -> Mapped:
    """The map of a file, as far as it is still there."""
    found: list[Any] = []
    findings: list[str] = []
    for name in sorted(package.parts):
        blob = package.parts[name]
        if posixpath.dirname(name) != "customXml" or MAP.encode() not in blob:
            continue
        try:
            root = parsed(blob, package.name)
        except ReadError:
            findings.append("the map of its places is damaged and was not used")
            continue
        if root.tag == f"{_M}map":
            found.append(root)
    if not found:
        return Mapped(findings=tuple(findings))
    if len(found) > 1:
        findings.append(f"it holds {len(found)} maps of places; the first one was used")
    return _read(found[0], tuple(findings))


def _read(root: Any, findings: tuple[str, ...]) -> Mapped:
    lists = {
        one.get("id", ""): FrozenMap({o.get("value", ""): o.text or "" for o in one})
        for one in root.iterchildren(f"{_M}options")
    }
    places: list[MappedPlace] = []
    collections: list[MappedCollection] = []
    marks: dict[str, Anchor] = {}
    shown: dict[str, frozenset[str]] = {}
    for element in root.iterchildren(f"{_M}field", f"{_M}collection"):
        key = element.get("key", "")
        if element.tag == f"{_M}field":
            places.append(_place(element, lists))
            marks[element.get("bookmark", "")] = Anchor(key, "place")
            if "shown" in element.attrib:
                shown[key] = shown.get(key, frozenset()) | {element.get("shown")}
        else:
            marks[element.get("bookmark", "")] = Anchor(key, "collection")
            rows = list(element.iterchildren(f"{_M}row"))
            for row in rows:
                marks[row.get("bookmark", "")] = Anchor(row.get("key", ""), "row")
            collections.append(_collection(element, rows, lists))
    marks.pop("", None)
    said = root.find(f"{_M}prints")
    made = Map(
        identity=FrozenMap(
            {one.get("name", ""): one.text or "" for one in root.iterchildren(f"{_M}identity")}
        ),
        places=tuple(places),
        collections=tuple(collections),
        prints=None if said is None else frozenset((said.text or "").split()),
    )
    by_key = {place.key: place for place in reversed(places)}
    guiding = {
        one.get("key", ""): one.get("placeholder")
        for one in root.iterchildren(f"{_M}field")
        if one.get("placeholder")
    }
    pictures: dict[str, Image] = {}
    for one in root.iterchildren(f"{_M}picture"):
        picture = Image(one.get("source", ""), one.get("alt", ""), one.get("title", ""))
        pictures.setdefault(picture.alt or picture.title or picture.source, picture)
    items = frozenset(
        one.get("key", "") for one in root.iterchildren(f"{_M}field") if one.get("item") is not None
    )
    return Mapped(made, marks, by_key, shown, guiding, pictures, items, findings)


def _place(element: Any, lists: Mapping[str, FrozenMap[str, str]]) -> MappedPlace:
    get = element.get
    return MappedPlace(
        key=get("key", ""),
        address=get("address", ""),
        kind=get("kind", ""),
        base=element.text or "",
        label=get("label", ""),
        language=get("language", ""),
        options=lists.get(get("options", "")) or FrozenMap(),
        low=_number(get("low")),
        high=_number(get("high")),
        unit=get("unit", ""),
    )


def _number(said: str | None) -> int | None:
    try:
        return int(said) if said else None
    except ValueError:
        return None


def _collection(element: Any, rows: list[Any], lists: Mapping[str, FrozenMap[str, str]]) -> MappedCollection:
    return MappedCollection(
        key=element.get("key", ""),
        address=element.get("address", ""),
        label=element.get("label", ""),
        heads=tuple(one.text or "" for one in element.iterchildren(f"{_M}head")),
        columns=tuple(
            _place(one, lists) if one.get("kind") else None for one in element.iterchildren(f"{_M}column")
        ),
        given=FrozenMap({one.get("name", ""): one.text or "" for one in element.iterchildren(f"{_M}given")}),
        rows=tuple(
            MappedRow(key=row.get("key", ""), id=row.get("id", ""), address=row.get("address", ""))
            for row in rows
        ),
        shape="cards" if element.get("shape") == "cards" else "rows",
    )


# --- who it is -----------------------------------------------------------------------------------------------------


def identity_of(package: Package, of_map: Map | None) -> tuple[FrozenMap[str, str], tuple[str, ...]]:
    """Who the document is, as most of the places that say it do, and what there is to say of that."""
    said = [one for one in (dict(of_map.identity) if of_map else {}, *_in_properties(package)) if one]
    if not said:
        return FrozenMap(), ()
    votes = [one["document"] for one in said if "document" in one]
    wanted = max(votes, key=lambda id: (votes.count(id), -votes.index(id))) if votes else ""
    agreed: dict[str, str] = {}
    for one in said:
        if one.get("document", wanted) == wanted:
            agreed = {**one, **agreed}
    findings = (
        ("it says in several ways which document it is, and not the same",) if len(set(votes)) > 1 else ()
    )
    return FrozenMap(agreed), findings


def _in_properties(package: Package) -> Iterator[dict[str, str]]:
    custom: dict[str, str] = {}
    core: dict[str, str] = {}
    for name, blob in package.parts.items():
        if not name.startswith("docProps/") or _OF_OURS[:-1].encode() not in blob:
            continue
        try:
            root = parsed(blob, package.name)
        except ReadError:
            continue
        for one in root.iter():
            said = one.get("name", "") if isinstance(one.tag, str) else ""
            if said.startswith(PROPERTY):
                custom[said[len(PROPERTY) :]] = "".join(one.itertext())
        for one in root.iter(_IDENTIFIER):
            text = (one.text or "").strip()
            if text.startswith(_OF_OURS):
                pairs = (pair.partition("=") for pair in text[len(_OF_OURS) :].split(";"))
                core.update((unquote(name), unquote(value)) for name, _, value in pairs)
    yield custom
    yield core
