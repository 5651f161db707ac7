"""The elements that charts are drawn with, and the numbers that they say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from babel.numbers import format_decimal

from interim_method.formats.writing import INK, SIZE
from interim_method.markup import tree
from interim_method_html.markup import escape

__all__ = ["Plot", "circle", "finite", "line", "month", "number", "path", "polygon", "rect", "text"]

_MIDDLE: Final = 0.35
"""How far below the middle of a line of text its foot stands, in ems."""


class Plot(NamedTuple):
    """A drawing and the field in it, in points from its upper left corner."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def across(self) -> float:
        """The width of the field."""
        return self.right - self.left

    @property
    def down(self) -> float:
        """The height of the field."""
        return self.bottom - self.top


def finite(series: tree.Series, count: int) -> tuple[float | None, ...]:
    """The values of a series, as many as there are categories; None for what is no number."""
    values = [v if v is not None and math.isfinite(v) else None for v in series.values[:count]]
    return (*values, *[None] * (count - len(values)))


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def text(
    x: float,
    y: float,
    said: str,
    *,
    anchor: str = "middle",
    colour: str = INK,
    bold: bool = False,
    middle: bool = True,
) -> str:
    """A line of text; its *middle* at a height, or else its foot."""
    y += SIZE * _MIDDLE if middle else 0
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" fill="#{colour}"{weight}>{escape(said)}</text>'
    )


def line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 0.75, dash: str = "") -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="#{colour}"'
        f' stroke-width="{width:g}"{dashed}/>'
    )


def rect(
    x: float, y: float, width: float, height: float, fill: str, stroke: str = "", hatch: str = ""
) -> str:
    """A rectangle, full or hollow; *hatch* names a pattern instead of a colour."""
    filled = f"url(#{hatch})" if hatch else f"#{fill}"
    edge = f' stroke="#{stroke}" stroke-width="1"' if stroke else ""
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 0))}" height="{_n(max(height, 0))}"'
        f' fill="{filled}"{edge}/>'
    )


def circle(x: float, y: float, radius: float, fill: str, stroke: str = "") -> str:
    """A dot."""
    edge = f' stroke="#{stroke}" stroke-width="1.2"' if stroke else ""
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{radius:g}" fill="#{fill}"{edge}/>'


def polygon(x: float, y: float, radius: float, sides: int, fill: str, stroke: str) -> str:
    """A mark with three or four corners."""
    turn = -math.pi / 2 if sides == 3 else -math.pi / 4
    corners = " ".join(
        f"{_n(x + 1.2 * radius * math.cos(turn + k * 2 * math.pi / sides))},"
        f"{_n(y + 1.2 * radius * math.sin(turn + k * 2 * math.pi / sides))}"
        for k in range(sides)
    )
    return f'<polygon points="{corners}" fill="#{fill}" stroke="#{stroke}" stroke-width="1.2"/>'


def path(
    points: Sequence[tuple[float, float]],
    colour: str,
    *,
    smooth: bool = False,
    dash: str = "",
    width: float = 2.25,
) -> str:
    """A line through points, bent where it is *smooth*."""
    first = points[0]
    steps = [f"M{_n(first[0])} {_n(first[1])}"]
    for n in range(len(points) - 1):
        (x1, y1), (x2, y2) = points[n], points[n + 1]
        if not smooth:
            steps.append(f"L{_n(x2)} {_n(y2)}")
            continue
        before, after = points[max(n - 1, 0)], points[min(n + 2, len(points) - 1)]
        # The curve through all points that bends as their neighbours say.
        steps.append(
            f"C{_n(x1 + (x2 - before[0]) / 6)} {_n(y1 + (y2 - before[1]) / 6)}"
            f" {_n(x2 - (after[0] - x1) / 6)} {_n(y2 - (after[1] - y1) / 6)} {_n(x2)} {_n(y2)}"
        )
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{"".join(steps)}" fill="none" stroke="#{colour}" stroke-width="{width:g}"'
        f' stroke-linecap="round" stroke-linejoin="round"{dashed}/>'
    )


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale("en")


def number(value: float, language: str, unit: str = "") -> str:
    """A number with two decimals at most, and its unit."""
    said = format_decimal(value, format="#,##0.##", locale=_locale(language)).replace("-", "−")
    return f"{said}\u00a0{unit}" if unit else said


def month(day: date, language: str, *, year: bool) -> str:
    """The month of a day in short, with its year where asked for."""
    return format_skeleton("yMMM" if year else "MMM", day, locale=_locale(language))
