"""What the sections of a template say: pages, headers and footers, and the rest that is kept as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from lxml import etree

from interim_method.formats.docx.look import Page, Setting
from interim_method.formats.docx.oxml import NAMESPACES

__all__ = ["column_width", "page_of", "references_of", "sections_of", "setting_of", "switched_on"]

_W: Final = f"{{{NAMESPACES['w']}}}"
_R: Final = f"{{{NAMESPACES['r']}}}"
_REFERENCE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_LEAST: Final = 2000
"""The least room for text, in twentieths of a point: less is a mistake."""
_TAGS: Final = {
    "notes": ("footnotePr", "endnotePr"),
    "paper": ("paperSrc", "pgBorders", "lnNumType"),
    "middle": ("formProt", "vAlign", "noEndnote"),
    "end": ("textDirection", "bidi", "rtlGutter", "docGrid"),
}
_DECLARED: Final = re.compile(r' xmlns:(\w+)="([^"]*)"')


def sections_of(body: Any) -> list[Any]:
    """The properties of the sections of a text, in their order."""
    return list(body.iter(f"{_W}sectPr"))


def switched_on(section: Any, name: str) -> bool:
    """Whether a property of the kind that is on or off is on."""
    found = section.find(f"{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off")


def references_of(sections: Iterable[Any]) -> tuple[str, str]:
    """References to the headers and footers of the last of *sections*: of all pages, and of its first.

    What a section does not say it has from the one before it.
    """
    kept: dict[tuple[str, str], str] = {}
    last = None
    for last in sections:
        for element in last:
            tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
            kind, relation = element.get(f"{_W}type", "default"), element.get(f"{_R}id", "")
            if tag in ("headerReference", "footerReference") and _REFERENCE.fullmatch(relation):
                kept[tag, kind] = f'<w:{tag} w:type="{kind}" r:id="{relation}"/>'
    always = "".join(xml for (_, kind), xml in kept.items() if kind in ("default", "even"))
    first = "".join(xml for (_, kind), xml in kept.items() if kind == "first")
    return always, first if last is not None and switched_on(last, "titlePg") else ""


def page_of(section: Any, fallback: Page) -> Page:
    """The page that a section has."""
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")

    def measure(element: Any, name: str, default: int) -> int:
        try:
            return abs(int(element.get(f"{_W}{name}")))
        except (AttributeError, TypeError, ValueError):
            return default

    page = Page(
        measure(size, "w", fallback.width),
        measure(size, "h", fallback.height),
        measure(margins, "top", fallback.top),
        measure(margins, "right", fallback.right),
        measure(margins, "bottom", fallback.bottom),
        measure(margins, "left", fallback.left),
        measure(margins, "header", fallback.header),
        measure(margins, "footer", fallback.footer),
        measure(margins, "gutter", 0),
    )
    return page if page.text_width > _LEAST and page.text_height > _LEAST else fallback


def column_width(section: Any, page: Page) -> int:
    """The width of the first column of a section."""
    columns = section.find(f"{_W}cols")
    if columns is None:
        return page.text_width
    try:
        own = columns.find(f"{_W}col")
        if own is not None and columns.get(f"{_W}equalWidth") in ("0", "false", "off"):
            return int(own.get(f"{_W}w"))
        count, space = int(columns.get(f"{_W}num", "1")), int(columns.get(f"{_W}space", "720"))
        return max((page.text_width - space * (count - 1)) // max(count, 1), 1)
    except (TypeError, ValueError):
        return page.text_width


def setting_of(section: Any) -> Setting:
    """What a section says besides its page. Columns are not among it: boards and tables need the whole width."""
    found = {name: "".join(_xml(section, tag) for tag in tags) for name, tags in _TAGS.items()}
    first = _xml(section, "pgNumType")
    numbers = re.sub(r' w:start="[^"]*"', "", first)
    return Setting(**found, numbers=numbers, first_number=first)


def _xml(section: Any, tag: str) -> str:
    found = section.find(f"{_W}{tag}")
    if found is None or any(name.startswith(_R) for one in found.iter() for name in one.attrib):
        return ""  # What refers to another part is not worth one.
    text = etree.tostring(found, encoding="unicode", with_tail=False)
    return _DECLARED.sub(lambda m: "" if NAMESPACES.get(m[1]) == m[2] else m[0], text)
