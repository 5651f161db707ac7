"""A Word file opened for the lint: its parts, with what can be said of them before anything is looked for."""

from __future__ import annotations

import io
import os
import posixpath
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from attrs import frozen
from lxml import etree

from interim_method.errors import ReadError
from interim_method.formats.docx.lint.styles import Styles
from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.formats.docx.safety import FORMS

__all__ = ["MC", "WP", "Found", "Opened", "R", "Relation", "W", "opened", "text_of", "value"]

W: Final = f"{{{NAMESPACES['w']}}}"
R: Final = f"{{{NAMESPACES['r']}}}"
WP: Final = f"{{{NAMESPACES['wp']}}}"
MC: Final = f"{{{NAMESPACES['mc']}}}"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STORIES: Final = {W + tag for tag in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")}
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_RATIO: Final = 200
"""How far a file may unpack."""
_SMALL: Final = 1 << 20
"""Below this the ratio says nothing: short repetitive XML packs very well."""
_ENCRYPTED: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Found(NamedTuple):
    """Something found: by which rule, in which part, at which element, and what."""

    rule: str
    part: str
    element: Any
    message: str


class Relation(NamedTuple):
    """A relationship of a part."""

    kind: str
    """The last word of its type."""
    target: str
    """The part that it leads to, or an address outside of the file."""
    external: bool


@frozen
class Opened:
    """A Word file.

    Attributes:
        names: The names of its parts, one that lies in it twice twice.
        roots: The roots of its parts that are XML.
        damaged: The parts that should be XML and are not, with the trouble.
        relations: The relationships of each part, by id.
        main: The name of the part with the text.
        stories: The parts with text: body, headers, footers, notes, comments.
        styles: Its styles.
    """

    names: tuple[str, ...]
    roots: Mapping[str, Any]
    damaged: Mapping[str, str]
    relations: Mapping[str, Mapping[str, Relation]]
    main: str
    stories: Mapping[str, Any]
    styles: Styles

    def related(self, kind: str, source: str | None = None) -> Any:
        """The root of the part that *source*, or the main part, or the file (``""``) has of *kind*."""
        return _related(self.roots, self.relations, self.main if source is None else source, kind)


def _related(
    roots: Mapping[str, Any], relations: Mapping[str, Mapping[str, Relation]], source: str, kind: str
) -> Any:
    for relation in relations.get(source, {}).values():
        if relation.kind == kind and not relation.external and relation.target in roots:
            return roots[relation.target]
    return None


def opened(source: str | os.PathLike[str] | bytes | BinaryIO) -> Opened:
    """Open a Word file.

    Raises:
        ReadError: A file that is not a Word document, or that is not safe to open.
    """
    name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else ""
    try:
        data = _bytes(source)
        names, blobs = _unpacked(data)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", name) from error
    except _Refused as error:
        raise ReadError(str(error), name) from error
    roots: dict[str, Any] = {}
    damaged: dict[str, str] = {}
    for part, blob in blobs.items():
        if part.lower().endswith((".xml", ".rels", ".vml")):
            try:
                roots[part] = _parsed(blob)
            except etree.XMLSyntaxError as error:
                damaged[part] = str(error)
            except _Refused as error:
                raise ReadError(f"{error}: {part!r}", name) from error
    relations = dict(_relations(roots))
    main = next((r.target for r in relations.get("", {}).values() if r.kind == "officeDocument"), "")
    if main in damaged:
        raise ReadError(f"is damaged: {damaged[main]}; open it in Word and save it again", name)
    if main not in roots or roots[main].tag != W + "document":
        strict = main in roots and _STRICT in roots[main].tag
        kind = "is in the strict format" if strict else "is not a Word document"
        raise ReadError(f'{kind}; save it as "Word document (.docx)"', name)
    for root in roots.values():
        # What old programs show in place of newer content says the same again.
        for fallback in list(root.iter(MC + "Fallback")):
            fallback.getparent().remove(fallback)
    return Opened(
        names=names,
        roots=roots,
        damaged=damaged,
        relations=relations,
        main=main,
        stories={n: r for n, r in roots.items() if r.tag in _STORIES},
        styles=Styles(_related(roots, relations, main, "styles")),
    )


class _Refused(Exception):
    """What is wrong with a file, and what to do about it."""


def _bytes(source: str | os.PathLike[str] | bytes | BinaryIO) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, (str, os.PathLike)):
        return Path(source).read_bytes()
    return source.read()


def _unpacked(data: bytes) -> tuple[tuple[str, ...], dict[str, bytes]]:
    """The names of the parts, and what each holds; of two of one name, what the last does."""
    if data.startswith(_ENCRYPTED):
        raise _Refused("is encrypted or in Word's old format; save it as .docx without a password")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            total = sum(info.file_size for info in infos)
            largest = max((info.file_size for info in infos), default=0)
            if len(infos) > FORMS.parts or largest > FORMS.part or total > FORMS.total:
                raise _Refused("holds or unpacks to more than can be read; make it smaller")
            if total > _SMALL and total > _RATIO * len(data):
                raise _Refused("unpacks suspiciously far")
            return tuple(info.filename for info in infos), {
                info.filename: archive.read(info) for info in infos
            }
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, zlib.error) as error:
        raise _Refused(f"is not a Word document: {error}; save it again as .docx") from error


def _parsed(blob: bytes) -> Any:
    """The root of a part; nesting far deeper than Word's own is refused by the parser."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(blob, parser)
    stated: Any = root.getroottree().docinfo
    if stated.doctype:
        raise _Refused("holds a document type declaration, which Word never writes")
    return root


def _relations(roots: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Relation]]]:
    for name, root in roots.items():
        folder, file = posixpath.split(name)
        if not name.endswith(".rels") or posixpath.basename(folder) != "_rels":
            continue
        base = posixpath.dirname(folder)
        found = {}
        for one in root.iter(_RELATIONSHIP):
            external = one.get("TargetMode") == "External"
            target = one.get("Target") or ""
            if not external:
                target = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
            kind = (one.get("Type") or "").rpartition("/")[2]
            found[one.get("Id") or ""] = Relation(kind, target, external)
        yield posixpath.join(base, file[: -len(".rels")]), found


def text_of(element: Any) -> str:
    """The text that is seen of an element: without what was deleted or is a field's code."""
    return "".join(t.text or "" for t in element.iter(W + "t"))


def value(element: Any, path: str, name: str = "val") -> str | None:
    """The attribute *name* of the element below at *path*, such as ``pPr/pStyle``."""
    for step in path.split("/"):
        element = element.find(W + step)
        if element is None:
            return None
    found: str | None = element.get(W + name)
    return found
