"""What a chart draws, as the sheet of its workbook: the one source of the drawing's numbers and of its cells'."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from interim_method.markup import tree

__all__ = ["DAY_0", "NAME", "Column", "Sheet", "known", "sheet_of"]

NAME: Final = "Sheet1"
DAY_0: Final = 693594
"""The ordinal of the day that spreadsheets count from."""


class Column(NamedTuple):
    """A named column of numbers; a column of days has them as spreadsheets count days."""

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...] = ()
    dates: bool = False
    formula: str = ""
    """What its cells are reckoned by, with `{n}` for the number of the row."""


class Sheet(NamedTuple):
    """The categories, then what is drawn of them; the line to compare with comes last."""

    categories: tuple[str, ...]
    columns: tuple[Column, ...]

    def place(self, column: int) -> str:
        """The reference of the cells of a column, from 0; −1 is that of the categories."""
        letters = letters_of(column + 1)
        return f"{NAME}!${letters}$2:${letters}${len(self.categories) + 1}"

    def head(self, column: int) -> str:
        """The reference of the cell with the name of a column."""
        return f"{NAME}!${letters_of(column + 1)}$1"


def letters_of(at: int) -> str:
    """The letters of a column of a sheet, from 0."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def known(columns: Sequence[Column]) -> list[float]:
    """All values that there are."""
    return [value for column in columns for value in column.values if value is not None]


def sheet_of(figure: tree.Figure) -> Sheet:
    """The sheet of *figure*: each column as long as the categories, without what is no number."""
    if figure.kind == "timeline":
        return _days(figure)
    columns = list(_columns(figure))
    if figure.kind == "movement":
        if len(columns) > 1:
            columns = [columns[0], columns[-1], *_ways(columns[0], columns[-1])]
    elif figure.reference:
        name, value = figure.reference
        columns.append(Column(name, (_finite(value),) * len(figure.categories)))
    return Sheet(figure.categories, tuple(columns))


def _columns(figure: tree.Figure) -> Iterator[Column]:
    count = len(figure.categories)
    for series in figure.series:
        values = tuple(map(_finite, series.values[:count]))
        yield Column(series.name, (*values, *[None] * (count - len(values))), series.labels[:count])


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _ways(before: Column, now: Column) -> Iterator[Column]:
    """How far each category went up, and how far down: formulas, so that they follow what is edited."""
    for name, sign, formula in (("↑", 1, "MAX(C{n}-B{n},0)"), ("↓", -1, "MAX(B{n}-C{n},0)")):
        pairs = zip(before.values, now.values, strict=True)
        ways = tuple(None if a is None or b is None else max(sign * (b - a), 0.0) for a, b in pairs)
        yield Column(name, ways, formula=formula)


def _days(figure: tree.Figure) -> Sheet:
    """Of each two series with first and last days: a column of the days before a bar, and one of its days.

    Bars that would lie on each other stand in rows below each other; the first has the name of the category.
    """
    columns = list(_columns(figure))
    pairs = list(zip(columns[::2], columns[1::2], strict=False))
    names: list[str] = []
    rows: list[tuple[int, float, float, str] | None] = []
    for n, category in enumerate(figure.categories):
        bars = [
            (k, *bar, end.labels[n] if n < len(end.labels) else "")
            for k, (begin, end) in enumerate(pairs)
            for bar in (_bar(begin.values[n], end.values[n]),)
            if bar
        ]
        rows.extend(bars or [None])
        names.extend((category, *[""] * (len(bars) - 1)))
    made = []
    for k, (begin, end) in enumerate(pairs):
        own = [row if row and row[0] == k else None for row in rows]
        made.append(Column(begin.name, tuple(row[1] if row else None for row in own), dates=True))
        labels = tuple(row[3] if row else "" for row in own)
        made.append(Column(end.name, tuple(row[2] if row else None for row in own), labels))
    return Sheet(tuple(names), tuple(made))


def _bar(first: float | None, last: float | None) -> tuple[float, float] | None:
    """The first day as spreadsheets count it, and the number of days; a bar with one end is that day."""
    first, last = last if first is None else first, first if last is None else last
    if first is None or last is None or not 1 <= first <= last <= date.max.toordinal():
        return None
    return first - DAY_0, last - first + 1
