"""Bars, lying or upright, and the rows of a timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from interim_method.formats.writing import HAIRLINE, INK, LINE, MUTED, broken, shade, text_width
from interim_method.markup import tree
from interim_method_html.charts import svg
from interim_method_html.charts.svg import Plot

__all__ = ["BAR", "BETWEEN", "ROW", "Bar", "bars", "rows_of", "timeline"]

BAR: Final = 11.5
BETWEEN: Final = 7.0
ROW: Final = 14.0
"""The heights of a bar, of the room between bars, and of a row of a timeline, in points."""
_WIDEST: Final = 34.0
_MOST_MARKS: Final = 9
_LONG: Final = 300
"""From so many days on a month is named with its year."""
_AWAY: Final = 5.0

Values = tuple[float | None, ...]


def _bar(
    x: float, y: float, width: float, height: float, at: int, count: int, colour: str, hatch: str
) -> str:
    """A bar as its series has it: the last one full, those that it is compared with hollow, hatched or grey."""
    if at == count - 1:
        return svg.rect(x, y, width, height, colour)
    match at % 3:
        case 0:
            return svg.rect(x, y, width, height, "FFFFFF", colour)
        case 1:
            return svg.rect(x, y, width, height, colour, colour, hatch=hatch)
        case _:
            return svg.rect(x, y, width, height, HAIRLINE, INK)


def bars(figure: tree.Figure, rows: Sequence[Values], plot: Plot, language: str, hatch: str) -> str:
    """The bars of a figure with their values, and the line to compare with."""
    if figure.reference:
        return _upright(figure, rows, plot, language, hatch)
    values = [value for row in rows for value in row if value is not None]
    low, high = min(*values, 0.0, 0.0), max(*values, 0.0, 0.0)
    point = plot.across / ((high - low) or 1.0)
    nought = plot.left - low * point
    colour = shade(figure.stage or "can").colour
    drawn = []
    told: set[int] = set()
    for n, category in enumerate(figure.categories):
        top = plot.top + n * (len(rows) * BAR + BETWEEN) + BETWEEN / 2
        names = broken(category, plot.left - 8, 2)
        middle = top + len(rows) * BAR / 2
        for k, part in enumerate(names):
            drawn.append(
                svg.text(plot.left - 6, middle + (k - (len(names) - 1) / 2) * LINE * 0.9, part, anchor="end")
            )
        for at, row in enumerate(rows):
            value = row[n]
            if value is None:
                continue
            x = nought + min(value, 0.0) * point
            y = top + at * BAR
            drawn.append(_bar(x, y + 1, abs(value) * point, BAR - 2, at, len(rows), colour, hatch))
            said = _said(figure, at, n, value, language)
            if len(rows) > 1 and at not in told:
                said = f"{figure.series[at].name} {said}"
                told.add(at)
            drawn.append(
                svg.text(nought + max(value, 0.0) * point + _AWAY, y + BAR / 2, said, anchor="start")
            )
    drawn.append(svg.line(nought, plot.top, nought, plot.bottom, MUTED))
    return "".join(drawn)


def _said(figure: tree.Figure, at: int, n: int, value: float, language: str) -> str:
    labels = figure.series[at].labels
    return (labels[n] if n < len(labels) else "") or svg.number(value, language, figure.unit)


def _upright(figure: tree.Figure, rows: Sequence[Values], plot: Plot, language: str, hatch: str) -> str:
    """Upright bars with a line to compare with over them."""
    name, against = figure.reference or ("", 0.0)
    values = [value for row in rows for value in row if value is not None]
    low, high = min(*values, against, 0.0), max(*values, against, 0.0) * 1.08 or 1.0
    point = plot.down / (high - low)
    count = max(len(figure.categories), 1)
    step = plot.across / count
    wide = min(_WIDEST, step * 0.7 / max(len(rows), 1))
    nought = plot.bottom + low * point
    line = nought - against * point
    colour = shade(figure.stage or "can").colour
    drawn = []
    told: set[int] = set()
    for n, category in enumerate(figure.categories):
        middle = plot.left + (n + 0.5) * step
        for k, part in enumerate(broken(category, step - 2, 2)):
            drawn.append(svg.text(middle, plot.bottom + (k + 0.8) * LINE, part, colour=MUTED))
        for at, row in enumerate(rows):
            value = row[n]
            if value is None:
                continue
            x = middle + (at - len(rows) / 2) * wide
            top = nought - max(value, 0.0) * point
            drawn.append(_bar(x + 1, top, wide - 2, abs(value) * point, at, len(rows), colour, hatch))
            said = _said(figure, at, n, value, language)
            if len(rows) > 1 and at not in told:
                said = f"{figure.series[at].name} {said}"
                told.add(at)
            y = top - LINE / 2
            # A label that the line would cross stands above it.
            if line - LINE < y < line + LINE / 2:
                y = line - LINE * 0.7
            drawn.append(svg.text(x + wide / 2, y, said))
    drawn.append(svg.line(plot.left, nought, plot.right, nought, MUTED))
    drawn.append(svg.line(plot.left, line, plot.right, line, INK, 1, "5 3"))
    label = f"{name} {svg.number(against, language, figure.unit)}"
    drawn.append(svg.text(plot.right, line - LINE * 0.7, label, anchor="end"))
    return "".join(drawn)


# --- timelines ----------------------------------------------------------------------------------------------------


class Bar(NamedTuple):
    """A bar of days: which of the pairs of series it is of, and what stands beside it."""

    pair: int
    first: float
    last: float
    said: str


def rows_of(figure: tree.Figure) -> list[tuple[str, Bar | None]]:
    """The rows of a timeline: bars that would lie on each other stand below each other."""
    count = len(figure.categories)
    values = [svg.finite(series, count) for series in figure.series]
    pairs = list(zip(values[::2], values[1::2], figure.series[1::2], strict=False))
    found: list[tuple[str, Bar | None]] = []
    for n, category in enumerate(figure.categories):
        made = [
            Bar(k, *days, end.labels[n] if n < len(end.labels) else "")
            for k, (firsts, lasts, end) in enumerate(pairs)
            for days in _days(firsts[n], lasts[n])
        ]
        found += [(category if k == 0 else "", bar) for k, bar in enumerate(made)] or [(category, None)]
    return found


def _days(first: float | None, last: float | None) -> Iterator[tuple[float, float]]:
    """The ends of a bar; one with one end is that day."""
    first, last = last if first is None else first, first if last is None else last
    if first is not None and last is not None and 1 <= first <= last < date.max.toordinal():
        yield first, last + 1


def timeline(figure: tree.Figure, plot: Plot, language: str) -> str:
    """Hollow bars for what was foreseen, full ones for what was done, over the months."""
    rows = rows_of(figure)
    made = [bar for _, bar in rows if bar]
    first, last = min(bar.first for bar in made), max(bar.last for bar in made)
    last = max(last, first + 31)
    point = plot.across / (last - first)
    colour = shade(figure.stage or "can").colour
    full = max(len(figure.series) // 2, 1) - 1
    drawn = [_months(first, last, plot, language)]
    for n, (category, bar) in enumerate(rows):
        middle = plot.top + (n + 0.5) * ROW
        if category:
            (said,) = broken(category, plot.left - 8, 1)
            drawn.append(svg.text(plot.left - 6, middle, said, anchor="end"))
        if not bar:
            continue
        left, right = plot.left + (bar.first - first) * point, plot.left + (bar.last - first) * point
        filled = bar.pair == full
        drawn.append(
            svg.rect(
                left, middle - 4, right - left, 8, colour if filled else "FFFFFF", "" if filled else MUTED
            )
        )
        if not bar.said:
            continue
        wide = text_width(bar.said)
        if right + _AWAY + wide <= plot.width:
            drawn.append(svg.text(right + _AWAY, middle, bar.said, anchor="start"))
        elif left - _AWAY - wide >= plot.left:
            drawn.append(svg.text(left - _AWAY, middle, bar.said, anchor="end"))
        else:
            drawn.append(svg.text((left + right) / 2, middle, bar.said, colour="FFFFFF" if filled else INK))
    return "".join(drawn)


def _months(first: float, last: float, plot: Plot, language: str) -> str:
    begin = date.fromordinal(int(first)).replace(day=1)
    months = (last - first) / 30.4
    step = 1
    while months / step > _MOST_MARKS:
        step += 1
    point = plot.across / (last - first)
    drawn = [svg.line(plot.left, plot.bottom, plot.right, plot.bottom, HAIRLINE)]
    year = last - first > _LONG
    day = begin
    while day.toordinal() < last and day.year < date.max.year:
        x = plot.left + (day.toordinal() - first) * point
        if x >= plot.left - 0.5:
            drawn.append(svg.line(x, plot.bottom, x, plot.bottom + 3, MUTED))
            said = svg.month(day, language, year=year)
            if x + text_width(said) <= plot.width:
                drawn.append(svg.text(x, plot.bottom + LINE, said, anchor="start", colour=MUTED))
        ahead = day.month - 1 + step
        day = date(day.year + ahead // 12, ahead % 12 + 1, 1)
    return "".join(drawn)
