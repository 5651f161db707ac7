"""A Word file opened: whatever it is, it gives its parts or ends in one error."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from lxml import etree

from interim_method.errors import ReadError
from interim_method.formats.docx.safety import (
    FORMS,
    Unsafe,
    checked_parts,
    main_part_of,
    related_parts,
)

__all__ = ["Package", "opened"]

_STORIES: Final = ("header", "footer", "footnotes", "endnotes")
"""The parts with text besides the main one, in the order in which they are read."""
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of a file."""

    def __init__(self, parts: Mapping[str, bytes], name: str) -> None:
        self.parts = parts
        self.name = name
        self.main = main_part_of(parts)
        self._related = tuple(related_parts(parts, self.main))
        self._roots: dict[str, Any] = {}
        self._links: dict[str, dict[str, str]] = {}

    def stories(self) -> Iterator[tuple[str, str]]:
        """Kind and name of each part with text, the main one first."""
        yield "text", self.main
        for kind in _STORIES:
            yield from dict.fromkeys((kind, name) for one, name in self._related if one == kind)

    def of_kind(self, kind: str) -> Any:
        """The root of the part of a *kind* that the main one refers to; None where there is none."""
        name = next((name for one, name in self._related if one == kind), None)
        return None if name is None else self.root(name)

    def root(self, name: str) -> Any:
        """The root of a part.

        Raises:
            ReadError: It is no XML, or nests too deep.
        """
        if name not in self._roots:
            blob = self.parts.get(name)
            if blob is None:
                raise ReadError(
                    f"is damaged: its part {name!r} is not there; open it in Word and save it again",
                    self.name,
                )
            self._roots[name] = parsed(blob, self.name)
        return self._roots[name]

    def target(self, part: str, id: str) -> str:
        """Where the relationship *id* of a part leads; empty where it is not there."""
        if part not in self._links:
            folder, base = posixpath.split(part)
            name = posixpath.join(folder, "_rels", f"{base}.rels")
            relations = self.root(name).iter(_RELATION) if name in self.parts else ()
            self._links[part] = {one.get("Id", ""): one.get("Target", "") for one in relations}
        return self._links[part].get(id, "")


def parsed(blob: bytes, name: str) -> Any:
    """The root of a part of the file *name*.

    Raises:
        ReadError: It is no XML, or nests too deep.
    """
    try:
        return etree.fromstring(
            blob, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        )
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error).lower():
            raise ReadError("nests too deep to be read", name) from error
        raise ReadError(f"is damaged: {error}; open it in Word and save it again", name) from error


def opened(stream: BinaryIO, name: str) -> Package:
    """The parts of the file in *stream*.

    Raises:
        ReadError: It cannot be read, is no Word document, or could harm whoever opens it.
    """
    try:
        data = stream.read(FORMS.file + 1)
        if len(data) > FORMS.file:
            raise Unsafe(f"is larger than {FORMS.file >> 20} MB; make its pictures smaller")
        return Package(checked_parts(data), name)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", name) from error
    except Unsafe as error:
        raise ReadError(f"the file {error}", name) from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"is damaged: {error}; open it in Word and save it again", name) from error
