"""Bars: lying, each with its name in front of it; upright where there is a line to compare with."""

from __future__ import annotations

from typing import Final

from interim_method.formats.docx.charts.drawing import (
    Plot,
    category_axis,
    label,
    labels,
    no_line,
    number_format,
    outline,
    references,
    solid,
    title,
    value_axis,
)
from interim_method.formats.docx.charts.lines import reference_line
from interim_method.formats.docx.charts.sheet import Sheet, known
from interim_method.formats.docx.look import HAIRLINE, INK, shade
from interim_method.markup import tree

__all__ = ["bars"]

_WIDEST: Final = 34.0
"""The width in points that an upright bar has at most."""
_NEAR: Final = 0.18
"""The height of a label, as a share of the highest bar."""
_CLEAR: Final = 0.015
"""How far above the line a label stands that was moved over it."""


def _fills(count: int, colour: str) -> list[str]:
    """How the bars of each series are filled: the last one full, what it is compared with hollow."""
    full = f"{solid(colour)}{no_line()}"
    hatched = (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{colour}"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/>'
        f'</a:bgClr></a:pattFill><a:ln w="9525">{solid(colour)}</a:ln>'
    )
    grey = f'{solid(HAIRLINE)}<a:ln w="9525">{solid(INK)}</a:ln>'
    others = [outline(colour), hatched, grey]
    return [*(others[n % len(others)] for n in range(count - 1)), full]


def bars(figure: tree.Figure, sheet: Sheet, plot: Plot, language: str) -> str:
    """The bars of a figure with their values, and the line to compare with."""
    count = len(sheet.columns) - bool(figure.reference)
    upright = bool(figure.reference)
    fills = _fills(count, shade(figure.stage or "can").colour)
    shown = number_format(known(sheet.columns), language, figure.unit)
    written = []
    for at in range(count):
        own = _labels(figure, sheet, at, count, plot, shown, language)
        written.append(
            f'<c:ser>{title(sheet, at)}<c:spPr>{fills[at]}</c:spPr><c:invertIfNegative val="0"/>{own}'
            f"{references(sheet, at)}</c:ser>"
        )
    gap = 55
    if upright:
        each = plot.across / max(len(sheet.categories), 1) / max(count, 1)
        gap = round(min(max(each / _WIDEST - 1, 0.5), 5) * 100)
    drawn = (
        f'<c:barChart><c:barDir val="{"col" if upright else "bar"}"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{"".join(written)}<c:gapWidth val="{gap}"/><c:overlap val="-12"/>'
        '<c:axId val="111"/><c:axId val="222"/></c:barChart>'
    )
    low = None if min(known(sheet.columns)) < 0 else 0.0
    if not upright:
        return drawn + category_axis(111, 222, side="l", down=True) + value_axis(222, 111, side="t", low=low)
    compared = len(sheet.columns) - 1
    name_at = _named_at(sheet, compared)
    return (
        drawn
        + reference_line(sheet, compared, name_at, shown)
        + category_axis(111, 222)
        + value_axis(222, 111, low=low)
    )


def _labels(
    figure: tree.Figure, sheet: Sheet, at: int, count: int, plot: Plot, shown: str, language: str
) -> str:
    """The values at the ends of the bars; at the first bars also what they are."""
    column = sheet.columns[at]
    own = []
    first = next((n for n, value in enumerate(column.values) if value is not None), -1)
    highest = max(known(sheet.columns[:count]), default=0.0)
    for n, value in enumerate(column.values):
        if value is None:
            continue
        said = column.labels[n] if n < len(column.labels) else ""
        name = count > 1 and n == first
        move = (0.0, 0.0)
        if figure.reference:
            below = figure.reference[1] - value
            if 0 <= below < highest * _NEAR:
                # Moved up by what the bar lacks to the line, it stands above that.
                move = (0.0, -(below / max(highest, figure.reference[1]) * plot.down / plot.height + _CLEAR))
        if said:
            own.append(
                label(
                    n,
                    "outEnd",
                    said=(f"{column.name} {said}" if name else said,),
                    move=move,
                    language=language,
                )
            )
        elif name or any(move):
            own.append(label(n, "outEnd", move=move, shown=shown, name=name))
    return labels(own, "outEnd", shown=shown)


def _named_at(sheet: Sheet, compared: int) -> int:
    """The category over which the line to compare with is named: the one whose bars end farthest below it."""
    line = sheet.columns[compared].values

    def apart(n: int) -> float:
        return min(
            (
                abs((line[n] or 0.0) - v)
                for c in sheet.columns[:compared]
                for v in (c.values[n],)
                if v is not None
            ),
            default=0.0,
        )

    return max(range(len(sheet.categories)), key=apart, default=0)
