"""Charts of points over categories: lines, the curve of emotions, dots, and the way from before to now."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from interim_method.formats.docx.charts.drawing import (
    Plot,
    category_axis,
    cells,
    label,
    labels,
    language_mark,
    line,
    no_line,
    number_format,
    outline,
    references,
    solid,
    title,
    value_axis,
)
from interim_method.formats.docx.charts.sheet import Column, Sheet, known
from interim_method.formats.docx.look import INK, MUTED, shade
from interim_method.formats.writing.labels import LINE, Box, Room, broken, place, text_width
from interim_method.markup import tree

__all__ = ["lines", "movement", "reference_line"]

_COLOURS: Final = (INK, MUTED, "7A828A")
"""Those of a second series and the ones after it."""
_DASHES: Final = ("solid", "dash", "sysDot", "dashDot")
_MARKS: Final = (("circle", True), ("square", False), ("triangle", True), ("diamond", False))
"""The marks of points and whether they are filled: print in black tells series apart by them and by the dashes."""
_PALE: Final = "B4BECB"
"""The dots of what was before: pale enough to tell from full ones also in print in black."""
_MOST_LABELS: Final = 16
"""More points than these are not labelled one by one."""
_MOST_MARKS: Final = 30
"""A line of more points than these has no marks: they would hide it."""
_MOST_NAMES: Final = 14
"""More categories than these are not all named at the axis."""


class _Scale(NamedTuple):
    """The ends of the axis of values, and the step of its numbers; None leaves them to Word."""

    low: float
    high: float
    fixed: bool


def _scale(figure: tree.Figure, columns: Sequence[Column]) -> _Scale:
    """From where to where the values reach; a scale has room for labels beyond its ends."""
    values = known(columns)
    if figure.low is not None and figure.high is not None and figure.low < figure.high:
        room = (figure.high - figure.low) / 4
        return _Scale(min(figure.low, *values) - room, max(figure.high, *values) + room, fixed=True)
    low, high = min(*values, 0.0), max(*values, 0.0)
    if low == high:
        return _Scale(0.0, 1.0, fixed=False)
    step = 10.0 ** math.floor(math.log10(high - low))
    while (high - low) / step < 4:
        step /= 2
    return _Scale(-math.ceil(-low * 1.05 / step) * step, math.ceil(high * 1.05 / step) * step, fixed=False)


def lines(figure: tree.Figure, sheet: Sheet, plot: Plot, language: str, *, named: bool) -> str:
    """Lines, curves and dots; *named* has the categories at the axis."""
    scale = _scale(figure, sheet.columns)
    room = Room(
        step=plot.across / max(len(sheet.categories), 1),
        up=plot.down / ((scale.high - scale.low) or 1.0),
        low=scale.low,
        high=scale.high,
        left=plot.left,
        right=plot.width - plot.right,
        above=plot.top,
        smooth=figure.kind == "curve",
    )
    compared = len(sheet.columns) - 1 if figure.reference else None
    taken: list[Box] = []
    written: list[str] = []
    count = len(sheet.columns)
    for at in range(count):
        pen = _compared_pen() if at == compared else _pen(figure, sheet, at)
        own = _labels(figure, sheet, at, room, plot, language, taken, compared=at == compared)
        smooth = int(figure.kind == "curve")
        # Drawn from the last to the first: what comes first lies above.
        written.insert(
            0,
            f"<c:ser>{title(sheet, at, count - 1 - at)}{pen}{own}{references(sheet, at)}"
            f'<c:smooth val="{smooth}"/></c:ser>',
        )
    shown, step = _numbers(figure, sheet, scale, language, named=named)
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(written)}<c:marker val="1"/>'
        '<c:axId val="111"/><c:axId val="222"/></c:lineChart>'
        + category_axis(
            111,
            222,
            named=named,
            drawn=named or scale.low < 0,
            skip=math.ceil(len(sheet.categories) / _MOST_NAMES),
        )
        + value_axis(
            222,
            111,
            low=scale.low if scale.fixed or figure.low is not None else None,
            high=scale.high if scale.fixed else None,
            step=step,
            shown=shown,
        )
    )


def _numbers(
    figure: tree.Figure, sheet: Sheet, scale: _Scale, language: str, *, named: bool
) -> tuple[str, float | None]:
    """What stands at the axis of values: the words of a scale at its ends, numbers where no label says them."""
    if scale.fixed and figure.ends and figure.low is not None and figure.high is not None:
        low, high = (one.replace('"', "") for one in figure.ends)
        # The axis begins off the scale, so that its marks need a step that meets both ends.
        return f'[={figure.low:g}]"{low}";[={figure.high:g}]"{high}";""', (figure.high - figure.low) / 4
    points = len(sheet.categories) * (len(sheet.columns) - bool(figure.reference))
    if (named or scale.fixed) and (points > _MOST_LABELS or figure.kind == "curve"):
        return number_format([scale.low, scale.high], language), None
    return "", None


def _colour(figure: tree.Figure, at: int) -> str:
    colours = (shade(figure.stage or "can").colour, *_COLOURS)
    return colours[at % len(colours)]


def _pen(figure: tree.Figure, sheet: Sheet, at: int) -> str:
    """The line and the marks of a series."""
    values = sheet.columns[at].values
    first = next((n for n, value in enumerate(values) if value is not None), 0)
    # A line that goes on from another's point hides its first mark below that one's.
    hides = any(other.values[first] == values[first] for other in sheet.columns[:at])
    symbol, filled = _MARKS[at % len(_MARKS)]
    colour = _colour(figure, at)
    dots = figure.kind == "dots"
    pen = no_line() if dots else line(colour, 2.25, _DASHES[at % len(_DASHES)])
    fill = f"{solid(colour)}{no_line()}" if filled else outline(colour)
    if len(values) > _MOST_MARKS:
        return f'<c:spPr>{pen}</c:spPr><c:marker><c:symbol val="none"/></c:marker>'
    return (
        f'<c:spPr>{pen}</c:spPr><c:marker><c:symbol val="{symbol}"/><c:size val="{9 if dots else 5 if hides else 7}"/>'
        f"<c:spPr>{fill}</c:spPr></c:marker>"
    )


def _compared_pen() -> str:
    return f'<c:spPr>{line(INK, 1, "dash")}</c:spPr><c:marker><c:symbol val="none"/></c:marker>'


def reference_line(sheet: Sheet, at: int, label_at: int, shown: str) -> str:
    """The line to compare with over columns, named with its number where *label_at* says."""
    own = [label(label_at, "t", shown=shown, name=True)]
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/><c:ser>{title(sheet, at)}{_compared_pen()}'
        f'{labels(own, "t", value=False)}{references(sheet, at)}<c:smooth val="0"/></c:ser><c:marker val="1"/>'
        '<c:axId val="111"/><c:axId val="222"/></c:lineChart>'
    )


# --- labels of lines ----------------------------------------------------------------------------------------------


def _labels(
    figure: tree.Figure,
    sheet: Sheet,
    at: int,
    room: Room,
    plot: Plot,
    language: str,
    taken: list[Box],
    *,
    compared: bool,
) -> str:
    """The labels of a series: words or values at its points, or its name where it is far from the others."""
    column = sheet.columns[at]
    count, all_lines = len(sheet.categories), [one.values for one in sheet.columns]
    points = [n for n, value in enumerate(column.values) if value is not None]
    if not points:
        return labels((), "t", value=False)
    shown = number_format(known([column]), language, figure.unit)
    alone = len(sheet.columns) == 1
    colour = INK if compared or alone else _colour(figure, at)
    written: list[tuple[int, str]] = []

    def put(n: int, said: Sequence[str], width: float, *, name: bool = False, own: bool = False) -> None:
        value = column.values[n] or 0.0
        size = (width, LINE * max(len(said), 1))
        where, box = place(room, count, all_lines, n, value, size, taken)
        taken.append(box)
        move = (where.across / plot.width, -where.up / plot.height)
        text = said if own else ()
        written.append(
            (
                n,
                label(
                    n,
                    where.side,
                    said=text,
                    move=move,
                    colour=colour,
                    shown=shown,
                    name=name,
                    language=language,
                ),
            )
        )

    if alone and len(points) <= _MOST_LABELS and (column.labels or figure.kind in ("dots", "curve")):
        for n in points:
            said = column.labels[n] if n < len(column.labels) else ""
            if said:
                parted = broken(said, max(room.step * 1.3, 60.0), 2)
                put(n, parted, max(map(text_width, parted)), own=True)
            elif not column.labels:
                put(n, ("0",), text_width(_said(column.values[n], shown)))
        return labels([text for _, text in sorted(written)], "t", value=False)
    if alone and not column.name:
        return labels((), "t", value=False)
    n = _named_at(sheet, at, compared=compared, last=figure.kind == "line")
    width = text_width(f"{column.name} {_said(column.values[n], shown)}")
    if figure.kind == "curve":
        parted = broken(column.name, max(room.step * 1.3, 60.0), 2)
        put(n, parted, max(map(text_width, parted)), own=True)
    else:
        put(n, (column.name,), width, name=bool(column.name))
    return labels([text for _, text in written], "t", value=False)


def _said(value: float | None, shown: str) -> str:
    """About what Word writes for a value."""
    plain = shown.partition("]")[2].split('"')
    decimals = len(plain[0].partition(".")[2])
    return f"{value or 0.0:,.{decimals}f}{''.join(plain[1:2])}"


def _named_at(sheet: Sheet, at: int, *, compared: bool, last: bool) -> int:
    """The point at which a series is named: its last, or that which is farthest from all others."""
    values = sheet.columns[at].values
    points = [n for n, value in enumerate(values) if value is not None]
    if last and not compared:
        return points[-1]
    if compared:
        # Near an end, so that the name does not part the line; the second point has room on both sides.
        points = sorted({points[min(1, len(points) - 1)], points[-1]})

    def apart(n: int) -> float:
        others = [one.values[n] for k, one in enumerate(sheet.columns) if k != at]
        return min(
            (abs(other - (values[n] or 0.0)) for other in others if other is not None), default=math.inf
        )

    return max(points, key=lambda n: (apart(n), n))


# --- from before to now -------------------------------------------------------------------------------------------


def movement(figure: tree.Figure, sheet: Sheet, plot: Plot, language: str, *, named: bool) -> str:
    """For each category a pale dot for before and a full one for now, with a line between them."""
    before, now = sheet.columns[0], sheet.columns[min(1, len(sheet.columns) - 1)]
    scale = _scale(figure, (before, now))
    colours = shade(figure.stage or "can")
    names = _names_at(before, now)
    written = []
    for at, (column, other) in enumerate(((before, now), (now, before))[: len(sheet.columns)]):
        own: list[str] = []
        full = column is now
        for n, value in enumerate(column.values):
            against = other.values[n]
            if value is None or (value == against and not full):
                continue
            # Each on the side away from the other.
            side = "t" if against is None or value >= against else "b"
            own.append(label(n, side, shown=f"{language_mark(language)}General", name=n == names, bold=full))
        fill = f"{solid(colours.colour)}{no_line()}" if full else f"{solid(_PALE)}{line(colours.colour, 1)}"
        way = _way(sheet, colours.colour) if not full else ""
        written.append(
            f'<c:ser>{title(sheet, at)}<c:spPr>{no_line()}</c:spPr><c:marker><c:symbol val="circle"/>'
            f'<c:size val="9"/><c:spPr>{fill}</c:spPr></c:marker>{labels(own, "t", value=False)}{way}'
            f'{references(sheet, at)}<c:smooth val="0"/></c:ser>'
        )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(written)}'
        '<c:marker val="1"/><c:axId val="111"/><c:axId val="222"/></c:lineChart>'
        + category_axis(111, 222, named=named, drawn=named)
        + value_axis(222, 111, low=scale.low, high=scale.high)
    )


def _way(sheet: Sheet, colour: str) -> str:
    """The line from where it was to where it is now: up by what it rose, down by what it fell."""
    return (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
        f"<c:plus>{cells(sheet, 2)}</c:plus><c:minus>{cells(sheet, 3)}</c:minus>"
        f"<c:spPr>{line(colour, 1.5)}</c:spPr></c:errBars>"
    )


def _names_at(before: Column, now: Column) -> int:
    """The first category whose two dots stand apart: there they are named; −1 for none."""
    pairs = zip(before.values, now.values, strict=True)
    return next((n for n, (a, b) in enumerate(pairs) if a is not None and b is not None and a != b), -1)
