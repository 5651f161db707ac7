"""Tables: their cells, what heads them, and the container that scrolls where a page is narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from interim_method.formats.writing import shade
from interim_method.markup import tree
from interim_method_html.markup import attributes, element, hidden
from interim_method_html.place import Here

__all__ = ["Cells", "Fact", "facts_of", "field_of", "least", "scrolled", "table"]

_REMS: Final = {"text": 9.0, "short": 5.5, "number": 4.5, "sign": 3.5}
"""The least width of a column by what it holds."""
_NARROW: Final = 2
"""Tables of so many columns fit the narrowest page."""

Cells = Callable[[tree.Blocks, Here], str]
"""Writes the blocks of a cell."""


class Fact(NamedTuple):
    """A label with its value."""

    label: tree.Runs
    blocks: tree.Blocks
    whole: bool
    """Whether the value has a line to itself."""


def facts_of(block: tree.Table) -> tuple[Fact, ...]:
    """The labels of a table of facts with their values; nothing for another table."""
    if block.role != "facts" or block.header or len(block.columns) not in (2, 4):
        return ()
    found = []
    for row in block.rows:
        if len(row.cells) % 2 or row.role != "body":
            return ()
        for label, value in zip(row.cells[::2], row.cells[1::2], strict=True):
            only = label.blocks[0] if len(label.blocks) == 1 else None
            if not isinstance(only, tree.Paragraph) or not only.runs:
                return ()
            found.append(Fact(only.runs, value.blocks, value.span > 1))
    return tuple(found)


def scrolled(content: str, columns: Sequence[tree.Column], name: str, said: str) -> str:
    """A table that is moved within the page where it is wider, by hand and by keyboard; *said*: that it can be."""
    if len(columns) <= _NARROW:
        return content
    label = f"{name}: {said}" if name else said
    return element("div", content, class_="scroll", role="group", tabindex="0", aria_label=label)


def least(columns: Iterable[tree.Column]) -> float:
    """The least width of a table, in rems."""
    return sum(_REMS[column.holds] for column in columns)


def field_of(block: tree.Table, categories: Sequence[str]) -> tuple[float, float] | None:
    """The edges of the columns that are headed by *categories*, as shares of the width; None where there are none."""
    if not block.header or len(block.header[-1].cells) != len(block.columns):
        return None
    heads = [_first_line(cell) for cell in block.header[-1].cells]
    count = len(categories)
    at = next((n for n in range(len(heads)) if tuple(heads[n : n + count]) == tuple(categories)), None)
    if at is None:
        return None
    widths = [column.width for column in block.columns]
    whole = sum(widths) or 1.0
    return sum(widths[:at]) / whole, sum(widths[: at + count]) / whole


def _first_line(cell: tree.Cell) -> str:
    first = cell.blocks[0] if cell.blocks else None
    return tree.plain(first.runs) if isinstance(first, tree.Paragraph) else ""


class _Kind(NamedTuple):
    """How the cells of a row are written."""

    tag: str = "td"
    scope: str = ""
    first: bool = False
    """Whether only the first cell is a heading."""


def table(
    block: tree.Table,
    cells: Cells,
    here: Here,
    *,
    caption: str = "",
    fixed: bool = False,
) -> str:
    """A table; what heads rows and columns says so. *cells* writes what lies in a cell."""
    headed = bool(block.header) or any(row.heading for row in block.rows)
    inside = here.inside(stage=block.stage or here.stage)
    said = (hidden(block.title) if block.title and headed else "") + caption
    shares = sum(column.width for column in block.columns) or 1.0
    cols = "".join(f'<col style="width:{100 * column.width / shares:.2f}%">' for column in block.columns)
    head = "".join(_row(row, block.columns, cells, inside, _Kind("th", "col")) for row in block.header)
    bodies = []
    for _, rows in groupby(_grouped(block.rows), key=lambda pair: pair[0]):
        written = []
        for _, row in rows:
            kind = _Kind("th", "row", first=True) if row.heading else _Kind()
            if row.role == "group":
                kind = _Kind("th", "rowgroup")
            written.append(_row(row, block.columns, cells, inside, kind))
        bodies.append(element("tbody", "".join(written)))
    least_width = least(block.columns)
    colour, tint = shade(inside.stage)
    style = f"--least:{least_width:g}rem;--colour:#{colour};--tint:#{tint}" + (
        ";table-layout:fixed" if fixed else ""
    )
    return (
        f"<table{attributes(class_=block.role, role=None if headed or said else 'presentation', style=style)}>"
        + (element("caption", said, class_=None if caption else "vh") if said else "")
        + element("colgroup", cols)
        + (element("thead", head) if head else "")
        + "".join(bodies)
        + "</table>"
    )


def _grouped(rows: Iterable[tree.Row]) -> Iterable[tuple[int, tree.Row]]:
    """Rows with the number of their group: a row that names one begins it."""
    group = 0
    for row in rows:
        group += row.role == "group"
        yield group, row


def _row(row: tree.Row, columns: Sequence[tree.Column], cells: Cells, here: Here, kind: _Kind) -> str:
    written = []
    at, count = 0, len(columns)
    given = list(row.cells)
    if len(given) > count:
        rest = tuple(block for cell in given[max(count - 1, 0) :] for block in cell.blocks)
        given[max(count - 1, 0) :] = [tree.Cell(rest)]
    for n, one in enumerate(given):
        span = max(1, min(one.span, count - at - (len(given) - n - 1)))
        column = columns[min(at, count - 1)] if count else tree.Column()
        written.append(_cell(one, column, span, cells, here, kind if n == 0 or not kind.first else _Kind()))
        at += span
    written += [element("td", "")] * (count - at)
    return element("tr", "".join(written), class_=None if row.role == "body" else row.role)


def _cell(one: tree.Cell, column: tree.Column, span: int, cells: Cells, here: Here, kind: _Kind) -> str:
    heading = kind.tag == "th" and _may_head(one.blocks)
    stage = one.stage or here.stage
    content = cells(one.blocks, here.inside(stage=stage, headless=here.headless or heading))
    tag = "th" if heading else "td"
    side = "num" if column.align == "right" else "mid" if column.align == "center" else None
    scope = kind.scope if heading else None
    if scope == "col" and span > 1:
        scope = "colgroup"
    style = None
    if one.stage:
        colour, tint = shade(one.stage)
        style = f"--colour:#{colour};--tint:#{tint};background:#{tint}"
    return element(tag, content, colspan=span if span > 1 else None, scope=scope, class_=side, style=style)


def _may_head(blocks: tree.Blocks) -> bool:
    """Whether blocks can be a heading of rows or columns: they say something, and hold no headings of their own."""
    found = list(tree.walk(blocks))
    return any(
        isinstance(block, tree.Paragraph) and tree.plain(block.runs).strip() for block in found
    ) and all(isinstance(block, tree.Paragraph | tree.Field | tree.Items) for block in found)
