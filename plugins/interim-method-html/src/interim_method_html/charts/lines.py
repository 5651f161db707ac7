"""Lines, the curve of emotions, dots, and the way from before to now."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from interim_method.formats.writing import (
    HAIRLINE,
    INK,
    LINE,
    MUTED,
    Box,
    Room,
    broken,
    place,
    shade,
    text_width,
)
from interim_method.markup import tree
from interim_method_html.charts import svg
from interim_method_html.charts.svg import Plot

__all__ = ["lines", "movement"]

_COLOURS: Final = (INK, MUTED, "7A828A")
"""Those of a second series and the ones after it."""
_DASHES: Final = ("", "5 3", "1 3", "5 2 1 2")
_PALE: Final = "B4BECB"
"""What was before: pale enough to tell from what is full, also in print in black."""
_MOST_LABELS: Final = 16
"""More points than these are not labelled one by one."""
_MOST_MARKS: Final = 30
_MOST_NAMES: Final = 14
"""More categories than these are not all named."""

Values = tuple[float | None, ...]


class _Scale(NamedTuple):
    """The ends of the axis of values."""

    low: float
    high: float
    fixed: bool
    """Whether the figure says them."""


def _scale(figure: tree.Figure, rows: Sequence[Values]) -> _Scale:
    values = [value for row in rows for value in row if value is not None]
    if figure.low is not None and figure.high is not None and figure.low < figure.high:
        room = (figure.high - figure.low) / 4
        return _Scale(min(figure.low, *values) - room, max(figure.high, *values) + room, fixed=True)
    low, high = min(*values, 0.0, 0.0), max(*values, 0.0, 0.0)
    if low == high:
        return _Scale(0.0, 1.0, fixed=False)
    step = 10.0 ** math.floor(math.log10(high - low))
    while (high - low) / step < 4:
        step /= 2
    return _Scale(-math.ceil(-low * 1.05 / step) * step, math.ceil(high * 1.05 / step) * step, fixed=False)


class _Field:
    """The field that a chart is drawn in: where its categories and values stand."""

    def __init__(self, figure: tree.Figure, plot: Plot, scale: _Scale) -> None:
        self.plot = plot
        self.scale = scale
        self.count = max(len(figure.categories), 1)
        self.step = plot.across / self.count
        self.up = plot.down / ((scale.high - scale.low) or 1.0)

    def x(self, at: int) -> float:
        """Where a category stands."""
        return self.plot.left + (at + 0.5) * self.step

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.plot.bottom - (value - self.scale.low) * self.up


def lines(figure: tree.Figure, rows: Sequence[Values], plot: Plot, language: str, *, named: bool) -> str:
    """Lines, curves and dots; *named* has the names of the categories below."""
    scale = _scale(figure, [*rows, (figure.reference[1],)] if figure.reference else rows)
    field = _Field(figure, plot, scale)
    drawn = [_axis(figure, field, language, named=named)]
    all_rows = list(rows)
    if figure.reference:
        all_rows.append((figure.reference[1],) * field.count)
        height = field.y(figure.reference[1])
        drawn.append(svg.line(plot.left, height, plot.right, height, INK, 1, "5 3"))
    for at in range(len(rows) - 1, -1, -1):
        drawn.append(_series(figure, rows, at, field))
    room = Room(
        step=field.step,
        up=field.up,
        low=scale.low,
        high=scale.high,
        left=plot.left,
        right=plot.width - plot.right,
        above=plot.top,
        smooth=figure.kind == "curve",
    )
    taken: list[Box] = []
    names = [series.name for series in figure.series]
    if figure.reference:
        names.append(figure.reference[0])
    for at in range(len(all_rows)):
        drawn += _labels(figure, all_rows, names, at, field, room, language, taken, at >= len(rows))
    return "".join(drawn)


def _axis(figure: tree.Figure, field: _Field, language: str, *, named: bool) -> str:
    """The line of nought, the words at the ends of a scale, and the names of the categories."""
    plot, scale = field.plot, field.scale
    nought = field.y(min(max(0.0, scale.low), scale.high))
    drawn = [svg.line(plot.left, nought, plot.right, nought, MUTED if not scale.fixed else HAIRLINE)]
    if scale.fixed and figure.low is not None and figure.high is not None:
        ends = figure.ends or (svg.number(figure.low, language), svg.number(figure.high, language))
        for value, said in zip((figure.low, figure.high), ends, strict=True):
            drawn.append(svg.line(plot.left - 3, field.y(value), plot.left, field.y(value), MUTED))
            for n, part in enumerate(parts := broken(said, max(plot.left - 8, 20.0), 3)):
                shift = (n - (len(parts) - 1) / 2) * LINE
                drawn.append(
                    svg.text(plot.left - 6, field.y(value) + shift, part, anchor="end", colour=MUTED)
                )
    if named:
        drawn.append(_names(figure, field))
    return "".join(drawn)


def _names(figure: tree.Figure, field: _Field) -> str:
    skip = math.ceil(field.count / _MOST_NAMES)
    drawn = []
    for at, category in enumerate(figure.categories):
        if at % skip:
            continue
        for n, part in enumerate(broken(category, field.step * skip - 2, 2)):
            drawn.append(svg.text(field.x(at), field.plot.bottom + (n + 0.8) * LINE, part, colour=MUTED))
    return "".join(drawn)


def _colour(figure: tree.Figure, at: int) -> str:
    colours = (shade(figure.stage or "can").colour, *_COLOURS)
    return colours[at % len(colours)]


def _series(figure: tree.Figure, rows: Sequence[Values], at: int, field: _Field) -> str:
    """The line of a series and its marks."""
    row = rows[at]
    colour = _colour(figure, at)
    drawn = []
    stretch: list[tuple[float, float]] = []
    for n, value in enumerate((*row, None)):
        if value is not None:
            stretch.append((field.x(n), field.y(value)))
            continue
        if len(stretch) > 1 and figure.kind != "dots":
            smooth = figure.kind == "curve"
            drawn.append(svg.path(stretch, colour, smooth=smooth, dash=_DASHES[at % len(_DASHES)]))
        stretch = []
    if field.count <= _MOST_MARKS:
        for n, value in enumerate(row):
            if value is not None and not any(other[n] == value for other in rows[:at]):
                drawn.append(_mark(at, field.x(n), field.y(value), colour, big=figure.kind == "dots"))
    return "".join(drawn)


def _mark(at: int, x: float, y: float, colour: str, *, big: bool) -> str:
    """The mark of a point: series differ in its shape too."""
    radius = 4.5 if big else 3.3
    match at % 4:
        case 0:
            return svg.circle(x, y, radius, colour)
        case 1:
            return svg.polygon(x, y, radius, 4, "FFFFFF", colour)
        case 2:
            return svg.polygon(x, y, radius, 3, colour, colour)
        case _:
            return svg.circle(x, y, radius, "FFFFFF", colour)


def _labels(
    figure: tree.Figure,
    rows: Sequence[Values],
    names: Sequence[str],
    at: int,
    field: _Field,
    room: Room,
    language: str,
    taken: list[Box],
    compared: bool,
) -> list[str]:
    """The labels of a series: words or values at its points, or its name where it is far from the others."""
    row = rows[at]
    points = [n for n, value in enumerate(row) if value is not None]
    if not points:
        return []
    said = figure.series[at].labels if not compared else ()
    alone = len(rows) == 1
    colour = INK if compared or alone else _colour(figure, at)
    drawn: list[str] = []

    def put(n: int, parts: Sequence[str]) -> None:
        size = max(map(text_width, parts)), LINE * len(parts)
        _, box = place(room, field.count, rows, n, row[n] or 0.0, size, taken)
        taken.append(box)
        middle = field.plot.left + (box.left + box.right) / 2
        for k, part in enumerate(parts):
            y = field.plot.bottom - box.top + (k + 0.5) * LINE
            drawn.append(svg.text(middle, y, part, colour=colour))

    if alone and len(points) <= _MOST_LABELS:
        for n in points:
            own = said[n] if n < len(said) else ""
            if own:
                put(n, broken(own, max(room.step * 1.3, 60.0), 2))
            elif not said:
                put(n, (svg.number(row[n] or 0.0, language, figure.unit),))
        return drawn
    if not names[at]:
        return []
    n = _named_at(rows, at, compared=compared, last=figure.kind == "line")
    if figure.kind == "curve":
        put(n, broken(names[at], max(room.step * 1.3, 60.0), 2))
    else:
        put(n, (f"{names[at]}\u2002{svg.number(row[n] or 0.0, language, figure.unit)}",))
    return drawn


def _named_at(rows: Sequence[Values], at: int, *, compared: bool, last: bool) -> int:
    """The point at which a series is named: its last, or that which is farthest from all others."""
    row = rows[at]
    points = [n for n, value in enumerate(row) if value is not None]
    if last and not compared:
        return points[-1]
    if compared:
        points = sorted({points[min(1, len(points) - 1)], points[-1]})

    def apart(n: int) -> float:
        others = [other[n] for k, other in enumerate(rows) if k != at]
        return min((abs(o - (row[n] or 0.0)) for o in others if o is not None), default=math.inf)

    return max(points, key=lambda n: (apart(n), n))


def movement(figure: tree.Figure, rows: Sequence[Values], plot: Plot, language: str, *, named: bool) -> str:
    """For each category a pale dot for before and a full one for now, with a line between them."""
    before, now = rows[0], rows[-1]
    field = _Field(figure, plot, _scale(figure, (before, now)))
    colour = shade(figure.stage or "can").colour
    drawn = []
    told = False
    for n, (was, now_is) in enumerate(zip(before, now, strict=True)):
        x = field.x(n)
        moved = was is not None and now_is is not None and was != now_is
        if was is not None and now_is is not None and moved:
            drawn.append(svg.line(x, field.y(was), x, field.y(now_is), colour, 1.5))
        for value, other, series, full in (
            (was, now_is, figure.series[0], False),
            (now_is, was, figure.series[-1], True),
        ):
            if value is None or (value == other and not full) or (full and len(rows) < 2):
                continue
            y = field.y(value)
            drawn.append(svg.circle(x, y, 4.5, colour if full else _PALE, "" if full else colour))
            above = other is None or value >= other
            said = svg.number(value, language, figure.unit)
            if moved and not told:
                said = f"{series.name} {said}"
            drawn.append(svg.text(x, y + (-LINE if above else LINE), said, bold=full))
        told = told or moved
    if named:
        drawn.append(_names(figure, field))
    return "".join(drawn)
