"""Tables: those of data say where their headings stand, those for layout that they are none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from interim_method.formats.docx.lint.opened import Found, Opened, W, text_of, value
from interim_method.formats.docx.lint.styles import is_on

__all__ = ["LAYOUT", "is_layout", "tables"]

LAYOUT: Final = "im plain"
"""The style of tables that hold what stands side by side: it says that they are no tables of data."""
_ON: Final = ("1", "true", "on")
_BITS: Final = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}


def tables(file: Opened) -> Iterator[Found]:
    """What is wrong with headings and cells of tables."""
    for name, root in file.stories.items():
        for table in root.iter(W + "tbl"):
            for element, rule, message in _table(table, file):
                yield Found(rule, name, element, message)


def says(table: Any, place: str) -> bool:
    """Whether a table says that it has headings at *place*: ``firstRow``, ``firstColumn`` and so on."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    stated = look.get(W + place)
    if stated is not None:
        return stated in _ON
    try:
        return bool(int(look.get(W + "val") or "0", 16) & _BITS[place])
    except ValueError:
        return False


def is_layout(table: Any, file: Opened) -> bool:
    """Whether a table only puts things side by side: marked so by its style, or of one column or one cell."""
    if _is_marked(table, file):
        return True
    rows = list(table.iterchildren(W + "tr"))
    return all(len(list(row.iterchildren(W + "tc"))) <= 1 for row in rows) or not text_of(table).strip()


def _is_marked(table: Any, file: Opened) -> bool:
    return file.styles.is_or_comes_from(value(table, "tblPr/tblStyle"), (LAYOUT,))


def _table(table: Any, file: Opened) -> Iterator[tuple[Any, str, str]]:
    rows = list(table.iterchildren(W + "tr"))
    heads = [bool(is_on(row.find(f"{W}trPr/{W}tblHeader"))) for row in rows]
    above = bool(heads) and heads[0]
    layout = is_layout(table, file)
    if above and not says(table, "firstRow"):
        yield (
            table,
            "table-headings-differ",
            "a header row repeats, and the table does not say that it has one",
        )
    elif not above and says(table, "firstRow") and (_is_marked(table, file) or not layout):
        yield (
            table,
            "table-headings-differ",
            "the table says that it has a header row, and no row is marked as one",
        )
    for row, head, before in zip(rows, heads, [True, *heads], strict=False):
        if head and not before:
            yield row, "header-row-late", "a header row stands below a row of data"
    if layout and not above:
        return
    if not above and not says(table, "firstRow") and not says(table, "firstColumn"):
        said = text_of(table).strip()[:40]
        yield table, "table-without-headings", f"the table that begins with {said!r} has no headings"
    for row, head in zip(rows, heads, strict=True):
        if not head:
            break
        for n, cell in enumerate(row.iterchildren(W + "tc")):
            if n and not text_of(cell).strip() and cell.find(f".//{W}drawing") is None:
                if value(cell, "tcPr/vMerge", "val") is None and cell.find(f"{W}tcPr/{W}vMerge") is not None:
                    continue
                yield cell, "header-cell-empty", f"the header cell {n + 1} is empty"
    for row, head in zip(rows, heads, strict=True):
        for cell in () if head else row.iterchildren(W + "tc"):
            if value(cell, "tcPr/vMerge") == "restart":
                said = text_of(cell).strip()[:40]
                yield cell, "data-cells-merged", f"the cell {said!r} is merged with those below"
