"""On which page things will stand, reckoned as the text goes by.

Only a program that lays out pages knows for certain. Contents and references have to show something until one
has, and a number that is right or nearly so serves better than none; fields bring it up to date.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from lxml import etree

from interim_method.formats.docx.context import Context
from interim_method.formats.docx.look import Page
from interim_method.formats.docx.oxml import NAMESPACES, ROOT
from interim_method.formats.docx.template.styles import STYLES

__all__ = ["Layout"]


def qn(name: str) -> str:
    """A name with a prefix, as the tree library writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


_P: Final = qn("w:p")
_TBL: Final = qn("w:tbl")
_TR: Final = qn("w:tr")
_TC: Final = qn("w:tc")
_SDT: Final = qn("w:sdt")
_VAL: Final = qn("w:val")
_W: Final = qn("w:w")
_STYLE: Final = qn("w:pStyle")
_PPR: Final = qn("w:pPr")
_AFTER: Final = qn("w:after")
_BEFORE: Final = qn("w:before")
_BOOKMARK: Final = qn("w:bookmarkStart")
_H: Final = qn("w:h")
_KEEP_NEXT: Final = qn("w:keepNext")
_LINE: Final = qn("w:line")
_NAME: Final = qn("w:name")
_PAGE_BREAK: Final = qn("w:pageBreakBefore")
_SDT_CONTENT: Final = qn("w:sdtContent")
_ORIENT: Final = qn("w:orient")
_ENDS: Final = f"{_PPR}/{qn('w:sectPr')}/{qn('w:pgSz')}"
_SPACING: Final = qn("w:spacing")
_T: Final = qn("w:t")
_BR: Final = qn("w:br")
_NOTE: Final = qn("w:footnoteReference")
_TR_HEIGHT: Final = qn("w:trHeight")
_TR_PR: Final = qn("w:trPr")
_ROW_KEEPS: Final = f"{_TC}/{_P}/{_PPR}/{_KEEP_NEXT}"
_EXTENT: Final = qn("wp:extent")
_PARSER: Final = etree.XMLParser(resolve_entities=False, huge_tree=True)
_LETTER: Final = 0.43
"""Mean width of a letter of our font, as a share of its size."""
_NOTE_HEIGHT: Final = 14
"""What a note takes at the foot of the page."""
_SPLITS: Final = 30
"""What stays together of a paragraph that runs on to the next page: its first two lines."""
_NATURAL: Final = 1.22
"""Height of a line of our font, as a share of its size."""


class _Read(NamedTuple):
    """What a paragraph takes, in points, and whether it keeps to the next or begins a page."""

    height: float
    keeps: bool
    breaks: bool


class _Metrics(NamedTuple):
    """What a style takes, in points."""

    size: float
    line: float
    before: float
    after: float
    keeps: bool


def _metrics() -> dict[str, _Metrics]:
    found = {}
    for style in STYLES:
        if style.kind != "paragraph":
            continue
        size = re.search(r'<w:sz w:val="(\d+)"', style.body)
        spacing = re.search(r'<w:spacing w:before="(\d+)" w:after="(\d+)"(?: w:line="(\d+)")?', style.body)
        before, after, line = (int(v or 0) / 20 for v in spacing.groups()) if spacing else (0.0, 6.0, 14.0)
        points = int(size[1]) / 2 if size else 10.5
        found[style.name] = _Metrics(
            points,
            max(line, points * _NATURAL if "exact" not in style.body else 0),
            before,
            after,
            "keepNext" in style.body,
        )
    return found


class Layout:
    """A hand that goes down the pages."""

    def __init__(self, ctx: Context) -> None:
        known = _metrics()
        self.ctx = ctx
        self.metrics = {id: known[name] for name, id in ctx.styles.items() if name in known}
        self.plain = known["Normal"]
        self.pages: dict[str, int] = {}
        self.number = 1
        self.at = 0.0
        self.held: list[tuple[float, list[str]]] = []
        self.open = 0
        self.waiting: list[str] = []
        self.turn(ctx.page(ctx.lying))

    def read(self, stretch: str) -> None:
        """Go on by a *stretch* of the text; a table may be spread over several."""
        self.waiting.append(stretch)
        self.open += stretch.count("<w:tbl>") - stretch.count("</w:tbl>")
        if self.open:
            return
        blocks = etree.fromstring(f"<w:body {ROOT}>{''.join(self.waiting)}</w:body>", _PARSER)
        self.waiting.clear()
        for element in blocks:
            self.block(element)

    def finish(self) -> Mapping[str, int]:
        """The pages on which bookmarks stand."""
        self.settle(0)
        return self.pages

    def turn(self, page: Page) -> None:
        self.height = page.text_height / 20
        self.width = page.text_width / 20

    def next_page(self) -> None:
        if self.at or self.held:
            self.settle(0)
            self.number += 1
            self.at = 0.0

    def put(self, height: float, names: list[str], *, keeps: bool = False) -> None:
        """A block that does not split, or the first part of one that does; one that *keeps* waits for the next."""
        self.held.append((height, names))
        if not keeps:
            self.settle(self.height)

    def settle(self, limit: float) -> None:
        wanted = sum(height for height, _ in self.held)
        if self.at and self.at + wanted > self.height and wanted <= max(limit, 1):
            self.number += 1
            self.at = 0.0
        for height, names in self.held:
            if self.at and self.at + height > self.height + 1:
                self.number += 1
                self.at = 0.0
            self.pages.update(dict.fromkeys(names, self.number))
            self.at += height
        self.held = []

    def measured(self, element: Any, width: float) -> _Read:
        """What a paragraph takes, gone over once: tables hold very many of them."""
        metrics, keeps, breaks, letters, lines, drawn, notes = self.plain, False, False, 0, 0, 0.0, 0
        line, before, after = -1.0, -1.0, -1.0
        for one in element.iter():
            tag = one.tag
            if tag == _T:
                letters += len(one.text or "")
            elif tag == _STYLE:
                metrics = self.metrics.get(one.get(_VAL), self.plain)
            elif tag == _SPACING and one.getparent().tag == _PPR:
                line, before, after = (int(one.get(name, -20)) / 20 for name in (_LINE, _BEFORE, _AFTER))
            elif tag == _BR:
                lines += 1
            elif tag == _EXTENT:
                drawn += int(one.get("cy")) / 12700
            elif tag == _NOTE:
                notes += 1
            elif tag == _KEEP_NEXT:
                keeps = True
            elif tag == _PAGE_BREAK:
                breaks = True
        height = (before if before >= 0 else metrics.before) + (after if after >= 0 else metrics.after)
        lines += max(1, math.ceil(letters * metrics.size * _LETTER / max(width, 20)))
        height += drawn or lines * (line if line >= 0 else metrics.line)
        return _Read(height + notes * _NOTE_HEIGHT, keeps or metrics.keeps, breaks)

    def cell_height(self, element: Any, width: float) -> float:
        total = 0.0
        for child in element:
            if child.tag == _P:
                total += self.measured(child, width).height
            elif child.tag == _TBL:
                total += sum(self.row_height(row) for row in child.iterchildren(_TR))
            elif child.tag == _SDT:
                total += self.cell_height(child.find(_SDT_CONTENT), width)
        return total

    def row_height(self, row: Any) -> float:
        least = row.find(f"{_TR_PR}/{_TR_HEIGHT}")
        tallest = int(least.get(_VAL)) / 20 if least is not None else 0.0
        for cell in row.iterchildren(_TC):
            width = (
                int(cell[0][0].get(_W)) / 20
            )  # Our cells begin with their properties, these with the width.
            tallest = max(tallest, self.cell_height(cell, width - 11.3) + 5.7)
        return tallest + 0.5

    def block(self, element: Any) -> None:
        if element.tag == _P:
            self.paragraph(element)
        elif element.tag == _TBL:
            for row in element.iterchildren(_TR):
                keeps = row.find(_ROW_KEEPS) is not None
                self.put(self.row_height(row), _names(row), keeps=keeps)
        elif element.tag == _SDT:
            for child in element.find(_SDT_CONTENT):
                self.block(child)

    def paragraph(self, element: Any) -> None:
        found = self.measured(element, self.width)
        if found.breaks:
            self.next_page()
        first = found.height if found.keeps else min(found.height, _SPLITS)
        self.put(first, _names(element), keeps=found.keeps)
        self.at += found.height - first
        while self.at > self.height:
            self.number += 1
            self.at -= self.height
        ends = element.find(_ENDS)
        if ends is not None:
            self.next_page()
            # Pages turn only to the other side.
            self.turn(self.ctx.page(ends.get(_ORIENT) != "landscape"))


def _names(element: Any) -> list[str]:
    return [mark.get(_NAME) for mark in element.iter(_BOOKMARK)]
