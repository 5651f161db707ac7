"""Whether a file that somebody hands over may be opened: looked at from outside, before anything is parsed."""

from __future__ import annotations

import io
import posixpath
import re
from typing import Final
from zipfile import BadZipFile, ZipFile

__all__ = ["LIMITS", "Unsafe", "checked_parts"]

LIMITS: Final = {"parts": 2_000, "part": 64 << 20, "total": 200 << 20, "ratio": 200}
"""How many parts, how large one and all of them unpacked, and how far they may unpack."""

_SMALL: Final = 1 << 20
"""Below this the ratio says nothing: short repetitive XML packs very well."""
_ENCRYPTED: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_MAIN: Final = re.compile(
    rb"application/vnd\.openxmlformats-officedocument\.wordprocessingml\.(document|template)\.main\+xml"
)


class Unsafe(Exception):
    """What is wrong with a file, and what to do about it."""


def checked_parts(data: bytes) -> dict[str, bytes]:
    """The parts of a DOCX or DOTX by name.

    Raises:
        Unsafe: A file that is no such document, or that could harm whoever opens it.
    """
    if data.startswith(_ENCRYPTED):
        raise Unsafe("is encrypted or in Word's old format; save it as .docx without a password")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive)
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, OSError) as error:
        raise Unsafe(f"is not a Word document: {error}; save it again as .docx") from error
    for check in (_check_kind, _check_markup, _check_macros):
        check(parts)
    return parts


def _check_directory(archive: ZipFile) -> None:
    infos = archive.infolist()
    if len(infos) > LIMITS["parts"]:
        raise Unsafe(f"holds {len(infos)} parts; at most {LIMITS['parts']} are read")
    seen: set[str] = set()
    total = 0
    for info in infos:
        name = info.filename
        if name.lower() in seen:
            raise Unsafe(f"holds the part {name!r} twice; open it in Word and save it again")
        seen.add(name.lower())
        if name.startswith("/") or "\\" in name or ":" in name or posixpath.normpath(name).startswith(".."):
            raise Unsafe(f"holds a part that points outside of it: {name!r}")
        if info.flag_bits & 0x1:
            raise Unsafe("is encrypted; save it without a password")
        total += info.file_size
        if info.file_size > LIMITS["part"] or total > LIMITS["total"]:
            raise Unsafe(f"unpacks to more than can be read: {name!r}; make it smaller")
        if info.file_size > _SMALL and info.file_size > LIMITS["ratio"] * max(info.compress_size, 1):
            raise Unsafe(f"holds a part that unpacks suspiciously far: {name!r}")


def _check_kind(parts: dict[str, bytes]) -> None:
    types = parts.get("[Content_Types].xml")
    if types is None:
        raise Unsafe("is not a Word document: it has no list of content types")
    if b"macroEnabled" in types:
        raise Unsafe("holds macros; save it as .docx or .dotx without them")
    if not _MAIN.search(types):
        raise Unsafe("is not a Word document: it may be a spreadsheet, slides, or something else")


def _check_markup(parts: dict[str, bytes]) -> None:
    for name, blob in parts.items():
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        plain = blob.replace(b"\0", b"") if b"\0" in blob[:200] else blob
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise Unsafe(f"holds a document type declaration, which Word never writes: {name!r}")
        if name.startswith("word/document") and _STRICT in blob[:8000]:
            raise Unsafe('is in the strict format; save it as "Word document (.docx)"')


def _check_macros(parts: dict[str, bytes]) -> None:
    for name in parts:
        if posixpath.basename(name).lower().startswith(("vbaproject", "vbadata")):
            raise Unsafe("holds macros; save it as .docx or .dotx without them")
