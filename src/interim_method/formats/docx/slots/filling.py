"""Content put where a slot stands: runs into a line, paragraphs and tables in the place of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any, Final

from docx.oxml.parser import parse_xml
from lxml import etree

from interim_method.formats.docx.oxml import NAMESPACES, ROOT
from interim_method.formats.docx.slots.discovery import Spot

__all__ = ["look_of", "parsed", "put_blocks", "put_line", "room_at"]

_W: Final = f"{{{NAMESPACES['w']}}}"
_P: Final = f"{_W}p"
_R: Final = f"{_W}r"
_TBL: Final = f"{_W}tbl"
_TC: Final = f"{_W}tc"
_SDT: Final = f"{_W}sdt"
_START: Final = f"{_W}bookmarkStart"
_END: Final = f"{_W}bookmarkEnd"
_PPR: Final = f"{_W}pPr"
_RPR: Final = f"{_W}rPr"
_ID: Final = f"{_W}id"
_CONTENT: Final = f"{_W}sdtContent"
_MARGINS: Final = 216
"""What the margins of a cell take of its width, where nothing else is said."""
_LEAST: Final = 600
_KINDS: Final = (
    *(f"{_W}{name}" for name in ("showingPlcHdr", "dropDownList", "comboBox", "placeholder", "temporary")),
    f"{{{NAMESPACES['w14']}}}checkbox",
)
"""What a control says of a content that is no longer there."""
_DECLARED: Final = re.compile(r' xmlns:(\w+)="([^"]*)"')


def parsed(xml: str) -> list[Any]:
    """The elements that *xml* is made of."""
    return list(parse_xml(f"<w:body {ROOT}>{xml}</w:body>"))


def look_of(spot: Spot) -> str:
    """The properties of the text that stands at a slot, to be those of what takes its place."""
    for element in spot.elements:
        if element.tag == _SDT:
            properties = element.find(f"{_W}sdtPr")
            found = properties.find(_RPR) if properties is not None else None
            if properties is not None and properties.find(f"{_W}showingPlcHdr") is not None:
                return _properties(found)
        for run in element.iter(_R):
            found = run.find(_RPR)
            if found is None or found.find(f"{_W}rStyle") is None:
                return _properties(found)
    first = spot.elements[0]
    for run in first.itersiblings(_R, preceding=True):
        return _properties(run.find(_RPR))
    return ""


def _properties(found: Any) -> str:
    if found is None:
        return ""
    return _DECLARED.sub(
        lambda m: "" if NAMESPACES.get(m[1]) == m[2] else m[0],
        etree.tostring(found, encoding="unicode", with_tail=False),
    )


def put_line(spot: Spot, content: Sequence[Any], *, replaces: bool) -> None:
    """Put runs where a slot stands; *replaces* says that they bring a control of their own.

    Of several paragraphs the first one takes them, with its properties; the others go.
    """
    first = spot.elements[0]
    if spot.via == "control":
        held = first.find(_CONTENT)
        if spot.level == "line":
            if replaces:
                _in_place_of(first, content)
            else:
                _settle(first)
                for one in list(held):
                    held.remove(one)
                held.extend(content)
            return
        if spot.level == "cell":
            blocks = [one for one in held.find(_TC) if one.tag != f"{_W}tcPr"]
        else:
            blocks = list(held)
        paragraph = _first_paragraph(blocks, content)
        if spot.level == "block" and replaces:
            _in_place_of(first, [paragraph])
        else:
            _settle(first)
        return
    if spot.level == "line":
        end = spot.elements[-1]
        for one in spot.elements[1:-1]:
            if one.tag not in (_START, _END):
                _remove(one)
        for one in content:
            end.addprevious(one)
        return
    _first_paragraph(list(spot.elements), content)


def _settle(control: Any) -> None:
    """A control that holds text from now on."""
    properties = control.find(f"{_W}sdtPr")
    if properties is None:
        return
    for one in list(properties):
        if one.tag in _KINDS:
            properties.remove(one)
        elif one.tag == f"{_W}date":
            one.attrib.pop(f"{_W}fullDate", None)


def _first_paragraph(blocks: list[Any], content: Sequence[Any]) -> Any:
    """*content* in the first paragraph of *blocks*, the rest of which goes; breaks of sections stay."""
    paragraph = next((one for one in blocks if one.tag == _P), None)
    if paragraph is None:
        paragraph = parse_xml(f"<w:p {ROOT}/>")
        blocks[0].addprevious(paragraph)
    marks = [one for one in paragraph if one.tag in (_START, _END)]
    for one in list(paragraph):
        if one.tag != _PPR:
            paragraph.remove(one)
    starts = [one for one in marks if one.tag == _START]
    paragraph.extend([*starts, *content, *(one for one in marks if one.tag == _END)])
    for one in blocks:
        if one is not paragraph and one.tag not in (_START, _END):
            if one.find(f"{_PPR}/{_W}sectPr") is not None:
                for inside in list(one):
                    if inside.tag != _PPR:
                        one.remove(inside)
            else:
                _keep_marks(one)
                _remove(one)
    return paragraph


def put_blocks(spot: Spot, content: Sequence[Any], spacer: str) -> None:
    """Put paragraphs and tables in the place of what a slot is around.

    *spacer* is the style of a paragraph that takes no room: tables must not touch each other.
    """
    nodes = list(content) or parsed(f'<w:p><w:pPr><w:pStyle w:val="{spacer}"/></w:pPr></w:p>')
    first = spot.elements[0]
    if spot.level == "cell":
        cell = first.find(f"{_CONTENT}/{_TC}")
        for one in list(cell):
            if one.tag != f"{_W}tcPr":
                cell.remove(one)
        cell.extend(nodes)
        _part_tables(nodes, spacer)
        return
    breaks = [deepcopy(one) for element in spot.elements for one in element.iter(f"{_W}sectPr") if _ends(one)]
    following = spot.elements[-1].getnext()
    while following is not None and following.tag in (_START, _END):
        following = following.getnext()
    if len(nodes) > 1 and _is_text(following) and _only_ends(nodes[-1]):
        nodes.pop()  # The template's own paragraph stands behind the last table.
    for one in nodes:
        first.addprevious(one)
    for one in breaks:
        held = parse_xml(f"<w:p {ROOT}><w:pPr/></w:p>")
        held[0].append(one)
        first.addprevious(held)
    for element in spot.elements:
        _keep_marks(element)
        _remove(element)
    _part_tables(nodes, spacer)


def _is_text(element: Any) -> bool:
    """Whether a paragraph stands there, or a control whose first is one."""
    while element is not None and element.tag == _SDT:
        element = next(element.iterfind(f"{_CONTENT}/*"), None)
    return element is not None and bool(element.tag == _P)


def _only_ends(element: Any) -> bool:
    """Whether it is a paragraph that is there for the format's sake."""
    return bool(element.tag == _P and all(one.tag == _PPR for one in element)) and (
        element.find(f"{_PPR}/{_W}sectPr") is None
    )


def _ends(section: Any) -> bool:
    return bool(section.getparent().tag == _PPR)


def _keep_marks(element: Any) -> None:
    """Ends of bookmarks that lie in what goes stay where it was, or the other ends would be alone."""
    if element.tag in (_START, _END):
        return
    for one in list(element.iter(_START, _END)):
        element.addprevious(one)


def _part_tables(nodes: Sequence[Any], spacer: str) -> None:
    """A paragraph between tables, and one at the end: Word makes touching ones one, and wants the last."""
    for first, where in ((nodes[0], "before"), (nodes[-1], "behind")):
        if first.tag != _TBL:
            continue
        beside = first.getprevious() if where == "before" else first.getnext()
        while beside is not None and beside.tag in (_START, _END):
            beside = beside.getprevious() if where == "before" else beside.getnext()
        alone = beside is None or beside.tag not in (_P, _TBL, _SDT)
        if (beside is not None and beside.tag == _TBL) or (where == "behind" and alone):
            (apart,) = parsed(f'<w:p><w:pPr><w:pStyle w:val="{spacer}"/></w:pPr></w:p>')
            if where == "before":
                first.addprevious(apart)
            else:
                first.addnext(apart)


def _in_place_of(element: Any, content: Iterable[Any]) -> None:
    for one in content:
        element.addprevious(one)
    _remove(element)


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def room_at(element: Any, width: int) -> tuple[int, int]:
    """The width for text at *element*, and how many tables are around it; *width* is that of the text."""
    cells = list(element.iterancestors(_TC))
    if element.tag == _SDT and (own := element.find(f"{_CONTENT}/{_TC}")) is not None:
        cells.insert(0, own)
    if not cells:
        return width, 0
    return max(_cell_width(cells[0], width) - _MARGINS, _LEAST), len(cells)


def _cell_width(cell: Any, width: int) -> int:
    said = cell.find(f"{_W}tcPr/{_W}tcW")
    try:
        if said is not None and said.get(f"{_W}type", "dxa") == "dxa" and int(said.get(f"{_W}w")) > 0:
            return int(said.get(f"{_W}w"))
    except (TypeError, ValueError):
        pass
    row = next(cell.iterancestors(f"{_W}tr"), None)
    table = next(cell.iterancestors(_TBL), None)
    if row is None or table is None:
        return width
    grid = [one.get(f"{_W}w", "0") for one in table.iterfind(f"{_W}tblGrid/{_W}gridCol")]
    at = 0
    for one in row.iter(_TC):
        if next(one.iterancestors(_TBL), None) is not table:
            continue
        span = one.find(f"{_W}tcPr/{_W}gridSpan")
        columns = int(span.get(f"{_W}val", "1")) if span is not None else 1
        if one is cell:
            found = sum(int(w) for w in grid[at : at + columns] if w.isdecimal())
            return found or width // max(len(grid), 1)
        at += columns
    return width
