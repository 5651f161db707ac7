"""Whether a file that somebody hands over may be opened: looked at from outside, before anything is kept of it."""

from __future__ import annotations

import io
import os
import posixpath
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from lxml import etree

from interim_method.errors import TemplateError

__all__ = [
    "FORMS",
    "TEMPLATES",
    "Limits",
    "Outside",
    "Unsafe",
    "checked_parts",
    "checked_template",
    "main_part_of",
    "outside_of",
    "related_parts",
    "template_parts",
]


class Limits(NamedTuple):
    """How much of a file is read."""

    file: int
    """Bytes of the file."""
    parts: int
    part: int
    """Bytes of one part, unpacked."""
    total: int
    """Bytes of all parts, unpacked."""
    marks: int
    """Elements and attributes of all parts together, roughly: each takes memory many times its length."""


FORMS: Final = Limits(file=200 << 20, parts=2_000, part=64 << 20, total=200 << 20, marks=700_000)
"""For documents that were filled in."""
TEMPLATES: Final = Limits(file=32 << 20, parts=2_000, part=24 << 20, total=40 << 20, marks=1_200_000)
"""For house templates: text, pictures and fonts of a frame, not a book."""

_RATIO: Final = 200
"""How far a part may unpack."""
_SMALL: Final = 1 << 20
"""Below this the ratio says nothing: short repetitive XML packs very well."""
_DEEPEST: Final = 200
"""How deep elements may nest: Word itself gives up long before."""
_DIRECTORY: Final = 1 << 20
"""Bytes of the list of parts at the end of a file."""
_END: Final = b"PK\x05\x06"
_END_LENGTH: Final = 22
_COMMENT: Final = 1 << 16
_TYPES: Final = "[Content_Types].xml"
_ENCRYPTED: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_MAIN: Final = re.compile(
    rb"application/vnd\.openxmlformats-officedocument\.wordprocessingml\.(document|template)\.main\+xml"
)
_XML: Final = (".xml", ".rels", ".vml")
_PROGRAMS: Final = ("vbaproject", "vbadata", "activex")
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE_DOCUMENT: Final = "/officeDocument"


class Unsafe(Exception):
    """What is wrong with a file, and what to do about it."""


class Outside(NamedTuple):
    """Something that a part loads from outside of the file, or that it only leads to."""

    part: str
    kind: str
    target: str


def checked_template(path: str | os.PathLike[str]) -> dict[str, bytes]:
    """The parts of a house template by name, each sound in itself and all of them there.

    Raises:
        OSError: It cannot be read.
        Unsafe: It is no Word document, is damaged, or could harm whoever opens it.
    """
    found = Path(path).stat()  # Before it is opened: a pipe would wait for whoever writes into it.
    if not stat.S_ISREG(found.st_mode):
        raise Unsafe("is a folder" if stat.S_ISDIR(found.st_mode) else "is not a file")
    if found.st_size > TEMPLATES.file:
        raise Unsafe(f"is larger than {TEMPLATES.file >> 20} MB; make its pictures smaller")
    parts = checked_parts(Path(path).read_bytes(), TEMPLATES)
    _check_soundness(parts)
    return parts


def template_parts(path: str | os.PathLike[str]) -> dict[str, bytes]:
    """The parts of the template at *path*, as `checked_template` gives them.

    Raises:
        TemplateError: A file that cannot be used, with its name and the trouble.
    """
    name = os.fspath(path)
    try:
        return checked_template(path)
    except OSError as error:
        raise TemplateError(f"the template cannot be read: {error.strerror or error}", name) from error
    except ValueError as error:
        raise TemplateError(f"the template cannot be read: {error}", repr(name)) from error
    except Unsafe as error:
        raise TemplateError(f"the template {error}", name) from error


def checked_parts(data: bytes, limits: Limits = FORMS) -> dict[str, bytes]:
    """The parts of a DOCX or DOTX by name.

    Raises:
        Unsafe: A file that is no such document, or that could harm whoever opens it.
    """
    if not data:
        raise Unsafe("is empty: it has not a single byte")
    if data.startswith(_ENCRYPTED):
        raise Unsafe("is encrypted or in Word's old format; save it as .docx without a password")
    _check_end(data)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = dict(_unpacked(archive, limits))
    except (
        BadZipFile,
        NotImplementedError,
        EOFError,
        RuntimeError,
        ValueError,
        OSError,
        ZlibError,
    ) as error:
        raise Unsafe(f"is not a Word document: {error}; save it again as .docx") from error
    for check in (_check_kind, _check_markup, _check_programs):
        check(parts)
    if (
        sum(blob.count(b"<") + blob.count(b"=") for name, blob in parts.items() if _is_xml(name))
        > limits.marks
    ):
        raise Unsafe("holds too much text to be read; keep only what belongs in it")
    return parts


def _check_end(data: bytes) -> None:
    """Refuse a list of parts that would be too long to read, before it is."""
    at = data.rfind(_END, max(0, len(data) - _END_LENGTH - _COMMENT))
    if at < 0 or len(data) - at < _END_LENGTH:
        return  # The archive says so better.
    if int.from_bytes(data[at + 12 : at + 16], "little") > _DIRECTORY:
        raise Unsafe("holds more parts than can be read")


def _unpacked(archive: ZipFile, limits: Limits) -> Iterator[tuple[str, bytes]]:
    infos = archive.infolist()
    if len(infos) > limits.parts:
        raise Unsafe(f"holds {len(infos)} parts; at most {limits.parts} are read")
    _check_directory(infos, limits)
    for info in infos:
        if not info.is_dir():
            yield info.filename, archive.read(info)


def _check_directory(infos: list[ZipInfo], limits: Limits) -> None:
    seen: set[str] = set()
    total = 0
    for info in infos:
        name = info.filename
        if name.lower() in seen:
            raise Unsafe(f"holds the part {name!r} twice; open it in Word and save it again")
        seen.add(name.lower())
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise Unsafe(f"holds a part that points outside of it: {name!r}")
        if info.flag_bits & 0x1:
            raise Unsafe("is encrypted; save it without a password")
        total += info.file_size
        if info.file_size > limits.part or total > limits.total:
            raise Unsafe(f"unpacks to more than can be read: {name!r}; make it smaller")
        if info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1):
            raise Unsafe(f"holds a part that unpacks suspiciously far: {name!r}")


def _check_kind(parts: Mapping[str, bytes]) -> None:
    types = parts.get(_TYPES)
    if types is None:
        raise Unsafe("is not a Word document: it has no list of content types")
    if b"macroEnabled" in types:
        raise Unsafe("holds macros; save it as .docx or .dotx without them")
    if not _MAIN.search(types):
        raise Unsafe("is not a Word document: it may be a spreadsheet, slides, or something else")


def _check_markup(parts: Mapping[str, bytes]) -> None:
    for name, blob in parts.items():
        if not _is_xml(name):
            continue
        plain = blob.replace(b"\0", b"") if b"\0" in blob[:200] else blob
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise Unsafe(f"holds a document type declaration, which Word never writes: {name!r}")
        if name.startswith("word/document") and _STRICT in blob[:8000]:
            raise Unsafe('is in the strict format; save it as "Word document (.docx)"')


def _check_programs(parts: Mapping[str, bytes]) -> None:
    for name in parts:
        if posixpath.basename(name).lower().startswith(_PROGRAMS):
            raise Unsafe("holds macros or other programs; save it as .docx or .dotx without them")


def _is_xml(name: str) -> bool:
    return name.lower().endswith(_XML)


# --- what a template must be besides ---------------------------------------------------------------------------


def main_part_of(parts: Mapping[str, bytes]) -> str:
    """The name of the part that holds the text.

    Raises:
        Unsafe: Nothing says which it is.
    """
    for kind, target, external in _relations(parts, "_rels/.rels"):
        if kind.endswith(_OFFICE_DOCUMENT) and not external:
            name = _named("", target)
            return next((one for one in parts if one.lower() == name.lower()), name)
    raise Unsafe("is damaged: nothing in it says where its text is")


def outside_of(parts: Mapping[str, bytes]) -> Iterator[Outside]:
    """Everything outside of the file that its parts load, or lead to."""
    for name in parts:
        if name.endswith(".rels"):
            for kind, target, external in _relations(parts, name):
                if external:
                    yield Outside(_source(name), kind.rpartition("/")[2], target)


def related_parts(parts: Mapping[str, bytes], source: str) -> Iterator[tuple[str, str]]:
    """Kind and name of the parts that *source* refers to, and that are there."""
    folder, base = posixpath.split(source)
    there = {name.lower(): name for name in parts}
    for kind, target, external in _relations(parts, posixpath.join(folder, "_rels", f"{base}.rels")):
        name = there.get(_named(source, target).lower())
        if not external and name is not None:
            yield kind.rpartition("/")[2], name


def _check_soundness(parts: Mapping[str, bytes]) -> None:
    """Every part of XML reads, and everything that one refers to is there."""
    for name, blob in parts.items():
        if _is_xml(name):
            _check_xml(name, blob)
    there = {name.lower() for name in parts}
    if main_part_of(parts).lower() not in there:
        raise Unsafe(f"is damaged: the part {main_part_of(parts)!r}, which holds its text, is not there")
    for name in parts:
        if not name.endswith(".rels"):
            continue
        source = _source(name)
        for kind, target, external in _relations(parts, name):
            if external or target.startswith("#"):
                continue
            if "activeX" in kind or kind.endswith(
                ("/vbaProject", "/attachedToolbars", "/keyMapCustomizations")
            ):
                raise Unsafe("holds macros or other programs; save it as .docx or .dotx without them")
            if _named(source, target).lower() not in there:
                raise Unsafe(
                    f"is damaged: {source or 'the file'!r} refers to the part {target!r}, which is not there;"
                    " open it in Word and save it again"
                )


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _check_xml(name: str, blob: bytes) -> None:
    try:
        root = etree.fromstring(blob, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error).lower():
            raise Unsafe(f"nests too deep to be read: {name!r}") from error
        raise Unsafe(f"is damaged: {name!r}: {error}; open it in Word and save it again") from error
    # However it is encoded: what was looked for before is what can be seen in the bytes.
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise Unsafe(f"holds a document type declaration, which Word never writes: {name!r}")
    if root.xpath("boolean(/" + "/".join("*" * (_DEEPEST + 1)) + ")"):
        raise Unsafe(f"nests too deep to be read: {name!r}")


def _relations(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str, bool]]:
    blob = parts.get(name)
    if blob is None:
        return
    root: Any = etree.fromstring(blob, _parser())
    for one in root.iter(_RELATION):
        yield one.get("Type", ""), one.get("Target", ""), one.get("TargetMode") == "External"


def _source(name: str) -> str:
    """The part that relationships belong to; empty for those of the file itself."""
    folder, base = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))


def _named(source: str, target: str) -> str:
    """The name of the part that *target* means, seen from *source*."""
    path = unquote(target.partition("#")[0])
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(source), path)
    return posixpath.normpath(joined).lstrip("/")
