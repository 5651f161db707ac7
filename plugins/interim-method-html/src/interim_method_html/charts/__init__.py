"""Charts as drawings in the page: labels stand at lines and bars, bars begin at nought, nothing is told by colour alone."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from interim_method.formats.writing import LINE, shade, text_width
from interim_method.markup import tree
from interim_method_html.charts import bars, lines, svg
from interim_method_html.charts.svg import Plot
from interim_method_html.markup import element, escape

__all__ = ["draw"]

_WIDTH: Final = 480.0
_WIDE: Final = 760.0
"""The width of a drawing on a standing and on a lying page, in points."""
_NAMES: Final = 0.36
"""The share of the width that names in front of bars have at most."""
_MOST_BARS: Final = 32
_MOST_ROWS: Final = 44
_MOST_MOVES: Final = 16
"""More than these are better read as their table."""


def draw(
    figure: tree.Figure,
    name: str,
    language: str,
    stage: str | None,
    *,
    wide: bool = False,
    over: tuple[float, float] | None = None,
) -> str:
    """A figure as SVG; empty where there is nothing to draw, or more than can be read.

    Args:
        figure: What to draw.
        name: What the drawing is called in its page.
        language: The language of its numbers.
        stage: The change stage in whose colour it is drawn, where the figure says none.
        wide: Whether it has a lying page.
        over: The edges of the columns that it stands over, as shares of the width.
    """
    rows = [svg.finite(series, len(figure.categories)) for series in figure.series]
    if not _readable(figure, rows):
        return ""
    plot = _plot(figure, rows, _WIDE if wide else _WIDTH, language, over)
    figure = _in_stage(figure, stage)
    named = over is None
    hatch = ""
    match figure.kind:
        case "bar":
            hatch = f"{name}-hatch"
            content = bars.bars(figure, rows, plot, language, hatch)
        case "timeline":
            content = bars.timeline(figure, plot, language)
        case "movement":
            content = lines.movement(figure, rows, plot, language, named=named)
        case "line" | "curve" | "dots":
            content = lines.lines(figure, rows, plot, language, named=named)
    if hatch and hatch in content:
        content = _pattern(hatch, shade(figure.stage or "can").colour) + content
    title = tree.plain(figure.caption).strip() or next(
        (one.title for one in figure.fallback if isinstance(one, tree.Table)), ""
    )
    labelled = f"{name}-title {name}-desc" if title else f"{name}-desc"
    head = element("title", escape(title), id=f"{name}-title") if title else ""
    head += element("desc", escape(figure.alt), id=f"{name}-desc")
    return (
        f'<svg viewBox="0 0 {plot.width:g} {plot.height:g}" role="img" aria-labelledby="{labelled}">'
        f"{head}{content}</svg>"
    )


def _in_stage(figure: tree.Figure, stage: str | None) -> tree.Figure:
    return figure if figure.stage or not stage else evolve(figure, stage=stage)


def _readable(figure: tree.Figure, rows: list[tuple[float | None, ...]]) -> bool:
    """Whether there is something to draw that can be read; a wall of dots is better read as its table."""
    if not figure.categories or not any(value is not None for row in rows for value in row):
        return False
    if figure.kind == "timeline":
        made = bars.rows_of(figure)
        return any(bar for _, bar in made) and len(made) <= _MOST_ROWS
    if figure.kind == "movement":
        return len(figure.categories) <= _MOST_MOVES
    if figure.kind == "dots":
        return len(rows) == 1
    return figure.kind != "bar" or len(figure.categories) * len(rows) <= _MOST_BARS


def _plot(
    figure: tree.Figure,
    rows: list[tuple[float | None, ...]],
    width: float,
    language: str,
    over: tuple[float, float] | None,
) -> Plot:
    """The drawing and its field, as large as its kind and its number of categories want."""
    count = len(figure.categories)
    names = min(max(map(text_width, figure.categories)) + 12, width * _NAMES)
    values = [value for row in rows for value in row if value is not None]
    if figure.kind == "timeline":
        down = len(bars.rows_of(figure)) * bars.ROW
        return Plot(width, down + 2 * LINE + 4, names, 4.0, width - 8, down + 4)
    if figure.kind == "bar" and not figure.reference:
        down = count * (len(rows) * bars.BAR + bars.BETWEEN)
        said = [svg.number(value, language, figure.unit) for value in values]
        said += [label for series in figure.series for label in series.labels]
        aside = max(map(text_width, said)) + 10
        aside += max(text_width(series.name) for series in figure.series) if len(rows) > 1 else 0
        return Plot(width, down + 8, names, 4.0, width - min(aside, width * _NAMES), down + 4)
    height = {"bar": 150.0, "movement": 120.0, "curve": 170.0}.get(figure.kind, 165.0)
    left = 8.0
    if figure.ends:
        left += min(max(map(text_width, figure.ends)), 70.0)
    elif figure.low is not None and figure.kind != "movement":
        left += 20.0
    right = width - 8.0
    foot = 4.0 + 2 * LINE
    if over:
        left, right, foot = over[0] * width, over[1] * width, 4.0
    return Plot(width, height, left, 10.0, right, height - foot)


def _pattern(name: str, colour: str) -> str:
    return (
        f'<defs><pattern id="{name}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="4" height="4" fill="#FFFFFF"/><rect width="1.5" height="4" fill="#{colour}"/></pattern></defs>'
    )
