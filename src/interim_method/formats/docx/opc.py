"""The package that a Word file is: parts with their relationships, and the archive that they are zipped into.

The archive takes one part after the other and keeps none, so that a text of any length passes through it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import BinaryIO, Final, NamedTuple, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from interim_method.formats.docx.oxml import attribute

__all__ = ["HEAD", "Archive", "Kind", "Part", "Rel", "Relation", "relations_xml", "xml_part"]

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_VND: Final = "application/vnd.openxmlformats-officedocument."
_WORD: Final = f"{_VND}wordprocessingml."


class Kind:
    """The content types of parts."""

    MAIN: Final = f"{_WORD}document.main+xml"
    STYLES: Final = f"{_WORD}styles+xml"
    SETTINGS: Final = f"{_WORD}settings+xml"
    FONTS: Final = f"{_WORD}fontTable+xml"
    NUMBERING: Final = f"{_WORD}numbering+xml"
    NOTES: Final = f"{_WORD}footnotes+xml"
    HEADER: Final = f"{_WORD}header+xml"
    FOOTER: Final = f"{_WORD}footer+xml"
    THEME: Final = f"{_VND}theme+xml"
    CHART: Final = f"{_VND}drawingml.chart+xml"
    SHEET: Final = f"{_VND}spreadsheetml.sheet"
    XML: Final = "application/xml"
    XML_PROPERTIES: Final = f"{_VND}customXmlProperties+xml"
    CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
    CUSTOM: Final = f"{_VND}custom-properties+xml"
    APP: Final = f"{_VND}extended-properties+xml"
    RELATIONS: Final = "application/vnd.openxmlformats-package.relationships+xml"


class Rel:
    """The types of relationships."""

    MAIN: Final = f"{_OFFICE}officeDocument"
    STYLES: Final = f"{_OFFICE}styles"
    SETTINGS: Final = f"{_OFFICE}settings"
    FONTS: Final = f"{_OFFICE}fontTable"
    NUMBERING: Final = f"{_OFFICE}numbering"
    NOTES: Final = f"{_OFFICE}footnotes"
    HEADER: Final = f"{_OFFICE}header"
    FOOTER: Final = f"{_OFFICE}footer"
    THEME: Final = f"{_OFFICE}theme"
    CHART: Final = f"{_OFFICE}chart"
    IMAGE: Final = f"{_OFFICE}image"
    PACKAGE: Final = f"{_OFFICE}package"
    LINK: Final = f"{_OFFICE}hyperlink"
    XML: Final = f"{_OFFICE}customXml"
    XML_PROPERTIES: Final = f"{_OFFICE}customXmlProps"
    CORE: Final = f"{_PACKAGE}relationships/metadata/core-properties"
    CUSTOM: Final = f"{_OFFICE}custom-properties"
    APP: Final = f"{_OFFICE}extended-properties"


class Relation(NamedTuple):
    """What a part refers to by *id*: another part by its name, or an address outside."""

    id: str
    type: str
    target: str
    external: bool = False


class Part(NamedTuple):
    """A part of a package; its name has no slash before it."""

    name: str
    kind: str
    content: bytes
    relations: tuple[Relation, ...] = ()


def xml_part(name: str, kind: str, xml: str, relations: Iterable[Relation] = ()) -> Part:
    """A part of XML, its text without the declaration."""
    return Part(name, kind, (HEAD + xml).encode("utf-8"), tuple(relations))


def relations_xml(source: str, relations: Iterable[Relation]) -> str:
    """The relationships of the part *source*, or of the package where it has no name."""
    folder = posixpath.dirname(source)
    found = []
    for one in relations:
        target = one.target if one.external else posixpath.relpath(one.target, folder or ".")
        mode = ' TargetMode="External"' if one.external else ""
        found.append(
            f'<Relationship Id="{attribute(one.id)}" Type="{attribute(one.type)}"'
            f' Target="{attribute(target)}"{mode}/>'
        )
    return f'<Relationships xmlns="{_PACKAGE}relationships">{"".join(found)}</Relationships>'


class Archive:
    """A package being zipped, its stamps fixed: the same parts in the same order give the same bytes.

    What kind each part is of is known at the end only, and stands last.
    """

    def __init__(self, target: BinaryIO) -> None:
        self._zip = ZipFile(target, "w")
        self._kinds: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        # Where writing failed, the archive must not be ended later, when its target may be gone.
        self._zip.close()

    def stream(self, name: str, kind: str, stretches: Iterable[bytes]) -> None:
        """A part that is written stretch by stretch."""
        self._kinds[name] = kind
        info = ZipInfo(name, _EPOCH)
        info.create_system = 0
        info.compress_type = ZIP_DEFLATED
        with self._zip.open(info, "w") as packed:
            for stretch in stretches:
                packed.write(stretch)

    def put(self, part: Part) -> None:
        """A part with its relationships."""
        self.stream(part.name, part.kind, (part.content,))
        self.relate(part.name, part.relations)

    def relate(self, source: str, relations: Iterable[Relation]) -> None:
        """The relationships of the part *source*, which may be written already; those of the package for ``""``."""
        relations = tuple(relations)
        if relations:
            folder, base = posixpath.split(source)
            name = posixpath.join(folder, "_rels", f"{base}.rels")
            self.stream(name, Kind.RELATIONS, ((HEAD + relations_xml(source, relations)).encode("utf-8"),))
            del self._kinds[name]

    def finish(self) -> None:
        """Write what kind each part is of, and close the archive."""
        types = "".join(
            f'<Override PartName="/{attribute(name)}" ContentType="{attribute(kind)}"/>'
            for name, kind in self._kinds.items()
        )
        xml = (
            f'<Types xmlns="{_PACKAGE}content-types"><Default Extension="rels" ContentType="{Kind.RELATIONS}"/>'
            f'<Default Extension="xml" ContentType="{Kind.XML}"/>{types}</Types>'
        )
        self.stream("[Content_Types].xml", "", ((HEAD + xml).encode("utf-8"),))
        self._zip.close()
