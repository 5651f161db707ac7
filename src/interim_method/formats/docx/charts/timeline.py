"""A timeline: a row for each category, hollow bars for what was foreseen and full ones for what was done."""

from __future__ import annotations

from datetime import date
from typing import Final

from interim_method.formats.docx.charts.drawing import (
    Plot,
    category_axis,
    label,
    labels,
    language_mark,
    no_line,
    outline,
    references,
    solid,
    title,
    value_axis,
)
from interim_method.formats.docx.charts.sheet import DAY_0, Column, Sheet, known
from interim_method.formats.docx.look import INK, MUTED, shade
from interim_method.formats.writing.labels import text_width
from interim_method.markup import tree

__all__ = ["timeline"]

_MONTH: Final = 365.25 / 12
_MOST_MARKS: Final = 9
_LONG: Final = 300
"""From so many days on a month is named with its year."""
_AWAY: Final = 5.0


def timeline(figure: tree.Figure, sheet: Sheet, plot: Plot, language: str) -> str:
    """Bars of days: of each two columns, one says where a bar begins and is not drawn, one how long it is."""
    low, high, step = _span(sheet)
    colour = shade(figure.stage or "can").colour
    last = len(sheet.columns) - 1
    drawn = []
    for at in range(len(sheet.columns)):
        begins = at % 2 == 0
        if begins:
            fill, own = f"<a:noFill/>{no_line()}", ""
        else:
            fill = f"{solid(colour)}{no_line()}" if at == last else outline(MUTED)
            own = _labels(
                sheet.columns[at - 1], sheet.columns[at], plot, low, high, language, full=at == last
            )
        drawn.append(
            f'<c:ser>{title(sheet, at)}<c:spPr>{fill}</c:spPr><c:invertIfNegative val="0"/>{own}'
            f"{references(sheet, at)}</c:ser>"
        )
    months = f"{language_mark(language)}mmm" + ("\u00a0yy" if high - low > _LONG else "")
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{"".join(drawn)}<c:gapWidth val="40"/><c:overlap val="100"/><c:axId val="111"/><c:axId val="222"/></c:barChart>'
        + category_axis(111, 222, side="l", down=True)
        + value_axis(222, 111, side="b", low=low, high=high, step=step, shown=months, end=True)
    )


def _span(sheet: Sheet) -> tuple[float, float, float]:
    """From which day to which the axis goes, and the days between its marks: each stands in the middle of a month."""
    starts = known(sheet.columns[::2])
    ends = [
        start + days
        for begin, long in zip(sheet.columns[::2], sheet.columns[1::2], strict=True)
        for start, days in zip(begin.values, long.values, strict=True)
        if start is not None and days is not None
    ]
    first, last = min(starts), max(ends)
    months = 1
    while (last - first) / (_MONTH * months) > _MOST_MARKS:
        months += 1
    day = date.fromordinal(int(first) + DAY_0).day
    # The 15th before the first day: so the marks, a mean month apart, never miss a month.
    return first - (day - 15 if day >= 15 else day + 15), max(last + 3, first + _MONTH), _MONTH * months


def _labels(
    begin: Column, long: Column, plot: Plot, low: float, high: float, language: str, *, full: bool
) -> str:
    """What the bars say: behind them, or before them where there is no room behind, or else within."""
    point = plot.across / (high - low)
    own = []
    for n, (start, days) in enumerate(zip(begin.values, long.values, strict=True)):
        said = long.labels[n]
        if start is None or days is None or not said:
            continue
        left, half = (start - low) * point, days * point / 2
        wide = text_width(said)
        move = 0.0
        if left + 2 * half + _AWAY + wide <= plot.width - plot.left:
            move = half + _AWAY + wide / 2
        elif left - _AWAY - wide >= 0:
            move = -half - _AWAY - wide / 2
        colour = "FFFFFF" if full and not move else INK
        own.append(
            label(n, "ctr", said=(said,), move=(move / plot.width, 0.0), colour=colour, language=language)
        )
    return labels(own, "ctr", value=False)
