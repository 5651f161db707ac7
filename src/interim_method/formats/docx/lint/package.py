"""The parts of the file and what leads from one to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from interim_method.formats.docx.lint.opened import Found, Opened, R

__all__ = ["package"]

_TYPES: Final = "[Content_Types].xml"
_REFERENCES: Final = {R + name for name in ("id", "embed", "link", "pict", "dm", "lo", "qs", "cs")}


def package(file: Opened) -> Iterator[Found]:
    """What is wrong with the parts."""
    for name, n in Counter(name.lower() for name in file.names).items():
        if n > 1:
            yield Found("part-twice", name, None, f"the part is there {n} times")
    for name, trouble in file.damaged.items():
        yield Found("part-damaged", name, None, f"the part is not XML: {trouble}")
    yield from _types(file)
    yield from _relationships(file)


def _types(file: Opened) -> Iterator[Found]:
    root = file.roots.get(_TYPES)
    if root is None:
        yield Found("part-without-type", _TYPES, None, "the file has no list of content types")
        return
    endings = {(e.get("Extension") or "").lower(): e.get("ContentType") for e in root if e.get("Extension")}
    named = {(e.get("PartName") or "").lower() for e in root if e.get("PartName")}
    for name in dict.fromkeys(file.names):
        if name == _TYPES or f"/{name}".lower() in named:
            continue
        kind = endings.get(name.rpartition(".")[2].lower())
        # That it is XML does not say that it is a header.
        if not kind or (kind == "application/xml" and name in file.stories):
            yield Found("part-without-type", name, None, "the part has no content type of its own")


def _relationships(file: Opened) -> Iterator[Found]:
    there = {name.lower() for name in file.names}
    for source, relations in file.relations.items():
        for id, relation in relations.items():
            if not relation.external and relation.target.lower() not in there:
                yield Found(
                    "part-missing", source, None, f"{id} leads to {relation.target!r}, which is not there"
                )
    for name, root in file.roots.items():
        if name.endswith(".rels"):
            continue
        known = file.relations.get(name, {})
        for element in root.iter():
            for key, value in element.attrib.items():
                if key in _REFERENCES and value and value not in known:
                    yield Found("relationship-missing", name, element, f"{value!r} is no relationship")
