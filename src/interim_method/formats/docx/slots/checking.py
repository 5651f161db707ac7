"""A template looked into without writing anything."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from lxml import etree

from interim_method.errors import TemplateError
from interim_method.formats.docx.look import PORTRAIT
from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.formats.docx.pages import page_of
from interim_method.formats.docx.safety import (
    main_part_of,
    outside_of,
    related_parts,
    template_parts,
)
from interim_method.formats.docx.slots.discovery import has_own_text, own_text
from interim_method.formats.docx.slots.names import Names
from interim_method.formats.docx.slots.preflight import Place, Story, findings_of, places
from interim_method.model.record import Record
from interim_method.plugin.templates import TemplateCheck

__all__ = ["check_template"]

_W: Final = f"{{{NAMESPACES['w']}}}"
_R: Final = f"{{{NAMESPACES['r']}}}"
_APP: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_STORIES: Final[dict[str, Literal["header", "footer", "notes"]]] = {
    "header": "header",
    "footer": "footer",
    "footnotes": "notes",
    "endnotes": "notes",
}
_HARMLESS: Final = ("hyperlink", "attachedTemplate")
"""What leads outside without anything being loaded for the text."""
_MILLIMETRE: Final = 1440 / 25.4


def check_template(
    path: str | os.PathLike[str],
    *,
    parts: tuple[str, ...] = (),
    whole: bool = False,
    record: Record | None = None,
    types: tuple[type, ...] = (),
) -> TemplateCheck:
    """What the template at *path* holds; see `interim_method.plugin.TemplateChecker`."""
    names = Names(parts, record, types)
    held = template_parts(path)
    main = main_part_of(held)
    root = _parsed(held[main])
    body = root.find(f"{_W}body")
    if body is None:
        raise TemplateError("the template has no body; open it in Word and save it again", os.fspath(path))
    found = places(_stories(held, main, root), names)
    slots = tuple(one.slot for one in found)
    placed = {one.meaning.name for one in found if one.slot.state == "known" and one.meaning}
    sections = list(root.iter(f"{_W}sectPr"))
    page = page_of(sections[-1], PORTRAIT) if sections else PORTRAIT
    there, added = _styles(held, main)
    has_slots = any(one.slot.state == "known" for one in found)
    left_out = not has_slots and has_own_text(body)
    outside = tuple(dict.fromkeys(o.target for o in outside_of(held) if o.kind not in _HARMLESS))
    return TemplateCheck(
        file=os.fspath(path),
        kind="template" if b"template.main+xml" in held["[Content_Types].xml"] else "document",
        program=_program(held),
        size=Path(path).stat().st_size,
        parts=len(held),
        page=(_mm(page.width), _mm(page.height)),
        margins=(_mm(page.top), _mm(page.right), _mm(page.bottom), _mm(page.left)),
        sections=max(len(sections), 1),
        headers=_furniture(sections, "headerReference"),
        footers=_furniture(sections, "footerReference"),
        styles=there,
        added=added,
        slots=slots,
        words=len(own_text(body).split()),
        keeps_text=has_slots,
        outside=outside,
        without_slot=_unplaced(parts, found) if whole and has_slots and "document" not in placed else (),
        findings=findings_of(slots, left_out=left_out, outside=outside, severity="error"),
    )


def _parsed(blob: bytes) -> Any:
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))


def _stories(held: Mapping[str, bytes], main: str, root: Any) -> Iterator[Story]:
    yield Story(main, "text", root)
    for kind, name in related_parts(held, main):
        story = _STORIES.get(kind)
        if story:
            yield Story(name, story, _parsed(held[name]))


def _styles(held: Mapping[str, bytes], main: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Our styles that a template has, and those that it lacks."""
    from interim_method.formats.docx.house import style_ids
    from interim_method.formats.docx.template.styles import STYLES

    sheet = next((name for kind, name in related_parts(held, main) if kind == "styles"), None)
    known = style_ids(_parsed(held[sheet])) if sheet else {}
    ours = [style.name for style in STYLES]
    return (
        tuple(name for name in ours if name.casefold() in known),
        tuple(name for name in ours if name.casefold() not in known),
    )


def _furniture(sections: list[Any], tag: str) -> tuple[str, ...]:
    """The kinds of headers or footers of the last section: what it does not say, it has from those before."""
    kinds = {
        one.get(f"{_W}type", "default") for section in sections for one in section.iterchildren(f"{_W}{tag}")
    }
    return tuple(kind for kind in ("default", "first", "even") if kind in kinds)


def _program(held: Mapping[str, bytes]) -> str:
    """What saved a file, as it says of itself."""
    for name, blob in held.items():
        if posixpath.basename(name) == "app.xml":
            said = _parsed(blob).findtext(f"{_APP}Application") or ""
            return said.split("$")[0].strip()
    return ""


def _unplaced(parts: tuple[str, ...], found: list[Place]) -> tuple[str, ...]:
    placed = {one.meaning.name for one in found if one.meaning and one.meaning.kind == "part"}
    return tuple(part for part in parts if part not in placed)


def _mm(length: int) -> int:
    return round(length / _MILLIMETRE)
