"""What Word repairs or refuses: cells, grids, fields, bookmarks, ids, spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from interim_method.formats.docx.lint.opened import WP, Found, Opened, W, value

__all__ = ["structure"]

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_BOOKMARK: Final = re.compile(r"[^\W\d]\w{0,39}")
_MARKS: Final = {W + "bookmarkStart", W + "bookmarkEnd", W + "proofErr", W + "permStart", W + "permEnd"}
_DEEPEST: Final = 3
_AFTER: Final = (W + "p", W + "tbl")


def structure(file: Opened) -> Iterator[Found]:
    """What is wrong with the text's structure."""
    for name, root in file.stories.items():
        for element, rule, message in (
            *_cells(root),
            *_tables(root),
            *_fields(root),
            *_bookmarks(root),
            *_spaces(root),
        ):
            yield Found(rule, name, element, message)
    yield from _unique(file)
    settings = file.related("settings")
    if settings is not None and settings.find(W + "updateFields") is not None:
        yield Found("field-asks", file.main, None, "Word will ask whether to update the fields")


_Seen = tuple[Any, str, str]


def _cells(root: Any) -> Iterator[_Seen]:
    for cell in root.iter(W + "tc"):
        inside = [e for e in cell if isinstance(e.tag, str) and e.tag not in _MARKS]
        last = inside[-1] if inside else cell
        while last.tag == W + "sdt" and (held := last.find(W + "sdtContent")) is not None and len(held):
            last = held[-1]
        if last.tag != W + "p":
            yield cell, "cell-end", f"a cell ends in {last.tag.rpartition('}')[2]}, not in a paragraph"


def _tables(root: Any) -> Iterator[_Seen]:
    for table in root.iter(W + "tbl"):
        following = table.getnext()
        while following is not None and following.tag in _MARKS:
            following = following.getnext()
        if following is not None and following.tag == W + "tbl":
            yield following, "tables-touch", "two tables touch"
        depth = 1 + sum(1 for _ in table.iterancestors(W + "tbl"))
        if depth == _DEEPEST + 1:
            yield table, "tables-too-deep", f"more than {_DEEPEST} tables lie within each other"
        yield from _grid(table)


def _number(text: str | None) -> int | None:
    try:
        return round(float(text or ""))
    except (ValueError, OverflowError):
        return None


def _grid(table: Any) -> Iterator[_Seen]:
    columns = table.find(W + "tblGrid")
    if columns is None:
        yield table, "grid-mismatch", "the table states no columns"
        return
    widths = [_number(c.get(W + "w")) or 0 for c in columns.iterchildren(W + "gridCol")]
    fixed = value(table, "tblPr/tblLayout", "type") == "fixed" and all(widths)
    if fixed and value(table, "tblPr/tblW", "type") == "dxa":
        total = _number(value(table, "tblPr/tblW", "w")) or 0
        if abs(sum(widths) - total) > len(widths):
            yield table, "grid-mismatch", f"the columns {widths} do not add up to {total}"
    open_above: set[int] = set()
    for row in table.iterchildren(W + "tr"):
        at = _number(value(row, "trPr/gridBefore")) or 0
        opened: set[int] = set()
        for cell in _cells_of(row):
            wide = max(_number(value(cell, "tcPr/gridSpan")) or 1, 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None:
                if merge.get(W + "val") != "restart" and at not in open_above:
                    yield cell, "merge-without-start", "a cell goes on one above that is not there"
                opened.add(at)
            width = _number(value(cell, "tcPr/tcW", "w"))
            spanned = widths[at : at + wide]
            if (
                fixed
                and width
                and value(cell, "tcPr/tcW", "type") == "dxa"
                and abs(width - sum(spanned)) > wide
            ):
                yield cell, "grid-mismatch", f"a cell is {width} wide over columns of {spanned}"
            at += wide
        at += _number(value(row, "trPr/gridAfter")) or 0
        if at != len(widths):
            yield row, "grid-mismatch", f"a row has {at} columns of {len(widths)}"
        open_above = opened


def _cells_of(row: Any) -> Iterator[Any]:
    """The cells of a row, those within content controls and the like too."""
    for element in row:
        if element.tag == W + "tc":
            yield element
        elif element.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from _cells_of(element)


def _fields(root: Any) -> Iterator[_Seen]:
    begun: list[Any] = []
    for mark in root.iter(W + "fldChar", W + "fldSimple"):
        if mark.get(W + "dirty") in ("1", "true", "on"):
            yield mark, "field-asks", "a field asks to be updated"
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            begun.append(mark)
        elif kind == "end":
            if begun:
                begun.pop()
            else:
                yield mark, "field-unbalanced", "a field ends that did not begin"
    for mark in begun:
        yield mark, "field-unbalanced", "a field does not end"


def _bookmarks(root: Any) -> Iterator[_Seen]:
    started: dict[str, Any] = {}
    for mark in root.iter(W + "bookmarkStart", W + "bookmarkEnd"):
        id = mark.get(W + "id") or ""
        if mark.tag == W + "bookmarkStart":
            started[id] = mark
            name = mark.get(W + "name") or ""
            if not _BOOKMARK.fullmatch(name):
                yield mark, "bookmark-name", f"the bookmark name {name!r} is none"
        elif started.pop(id, None) is None:
            yield mark, "bookmark-unpaired", f"the bookmark {id} ends without a beginning"
    for id, mark in started.items():
        yield mark, "bookmark-unpaired", f"the bookmark {id} does not end"


def _spaces(root: Any) -> Iterator[_Seen]:
    for text in root.iter(W + "t"):
        said = text.text or ""
        if said != said.strip(" \t\n\r") and text.get(_SPACE) != "preserve":
            yield text, "space-lost", f"the spaces around {said.strip()[:40]!r} will be lost"


def _unique(file: Opened) -> Iterator[Found]:
    controls: list[tuple[str, Any, str | None]] = []
    drawings: list[tuple[str, Any, str | None]] = []
    for name, root in file.stories.items():
        starts = list(root.iter(W + "bookmarkStart"))
        yield from _twice("bookmark id", [(name, e, e.get(W + "id")) for e in starts])
        controls += [(name, e, e.get(W + "val")) for e in root.iterfind(f".//{W}sdtPr/{W}id")]
        drawings += [(name, e, e.get("id")) for e in root.iter(WP + "docPr")]
    names = [
        (name, e, (e.get(W + "name") or "").lower())
        for name, root in file.stories.items()
        for e in root.iter(W + "bookmarkStart")
    ]
    yield from _twice("bookmark name", names)
    yield from _twice("content control id", controls)
    yield from _twice("drawing id", drawings)


def _twice(kind: str, marks: Sequence[tuple[str, Any, str | None]]) -> Iterable[Found]:
    counted = Counter(id for _, _, id in marks)
    seen: set[str | None] = set()
    for name, element, id in marks:
        if counted[id] > 1 and id not in seen:
            seen.add(id)
            yield Found("id-twice", name, element, f"the {kind} {id!r} is there {counted[id]} times")
