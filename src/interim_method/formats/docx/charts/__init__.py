"""Charts that Word draws itself, each with the workbook that its numbers can be edited in.

Labels stand at the lines and bars, not in a legend; bars begin at zero; what tells series apart is also seen
in print in black.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from interim_method.formats.docx.charts import bars, lines, timeline
from interim_method.formats.docx.charts.drawing import Plot, layout, no_line, text
from interim_method.formats.docx.charts.sheet import Sheet, known, sheet_of
from interim_method.formats.docx.charts.workbook import workbook
from interim_method.formats.docx.oxml import NAMESPACES, escape
from interim_method.formats.writing.labels import SIZE, text_width
from interim_method.markup import tree

__all__ = ["Drawing", "Room", "draw", "drawable", "readable"]

_MOST_BARS: Final = 32
_MOST_ROWS: Final = 44
_MOST_MOVES: Final = 16
"""More bars, rows of a timeline or pairs of dots than these are better read as their table: they leave no room on a page."""
_ROW: Final = 13.0
"""The height of a row of a timeline, in points."""
_BAR: Final = 11.5
_BETWEEN: Final = 7.0
_FOOT: Final = 18.0
"""The height of the names of categories below a field."""
_NAMES: Final = 0.36
"""The share of the width that names in front of bars have at most."""


class Room(NamedTuple):
    """The room for a chart in points."""

    width: float
    landscape: bool = False
    left: float | None = None
    """The left edge of the columns that it stands over."""
    right: float | None = None
    named: bool = True
    """Whether it names its categories itself: it need not close above a table that does."""


class Drawing(NamedTuple):
    """A chart, the workbook in it, and its height in points."""

    xml: str
    workbook: bytes
    height: float


def drawable(figure: tree.Figure) -> bool:
    """Whether there is anything to draw; a wall of dots is better read as its table."""
    if figure.kind == "dots" and len(figure.series) > 1:
        return False
    return bool(figure.categories) and bool(known(sheet_of(figure).columns[: len(figure.series)]))


def readable(figure: tree.Figure) -> bool:
    """Whether what is drawn can be read: not too many bars for a page."""
    if figure.kind == "timeline":
        return len(sheet_of(figure).categories) <= _MOST_ROWS
    if figure.kind == "movement":
        return len(figure.categories) <= _MOST_MOVES
    return figure.kind != "bar" or len(figure.categories) * len(figure.series) <= _MOST_BARS


def draw(figure: tree.Figure, locale: str, room: Room) -> Drawing:
    """The chart of *figure*, as large as its kind and its number of categories want."""
    sheet = sheet_of(figure)
    plot = _plot(figure, sheet, room)
    match figure.kind:
        case "bar":
            content = bars.bars(figure, sheet, plot, locale)
        case "timeline":
            content = timeline.timeline(figure, sheet, plot, locale)
        case "movement":
            content = lines.movement(figure, sheet, plot, locale, named=room.named)
        case "line" | "curve" | "dots":
            content = lines.lines(figure, sheet, plot, locale, named=room.named)
    return Drawing(_space(content, plot, locale), workbook(sheet), plot.height)


def _plot(figure: tree.Figure, sheet: Sheet, room: Room) -> Plot:
    """The chart and its field."""
    count, width = len(sheet.categories), room.width
    over = room.left is not None and room.right is not None
    left, right = (
        (room.left, room.right) if room.left is not None and room.right is not None else (6.0, width - 6.0)
    )
    names = min(max(map(text_width, sheet.categories), default=0.0) + 8, width * _NAMES)
    match figure.kind:
        case "timeline":
            down = count * _ROW
            return Plot(width, down + _FOOT + 4, names, 4.0, width - 8, down + 4)
        case "bar" if not figure.reference:
            down = count * (len(sheet.columns) * _BAR + _BETWEEN)
            said = [f"{v:,.2f} {figure.unit}" for v in known(sheet.columns)]
            said += [label for column in sheet.columns for label in column.labels]
            aside = max(map(text_width, said))
            aside += max(text_width(c.name) for c in sheet.columns) if len(sheet.columns) > 1 else 0
            return Plot(width, down + 8, names, 4.0, width - min(aside + 4, width * _NAMES), down + 4)
        case "bar":
            height = 130.0
        case "movement":
            height = 110.0 if room.named else 94.0
        case "curve":
            height = 165.0 if room.landscape else 150.0
        case "line" | "dots":
            height = 150.0
    if not over and figure.kind != "bar" and figure.kind != "movement":
        left = 6 + (max(map(text_width, figure.ends)) if figure.ends else 4 * SIZE)
    foot = 2.0
    if room.named:
        wide = max(map(text_width, sheet.categories)) > (right - left) / count
        foot = _FOOT + (SIZE if wide else 0)
    return Plot(width, height, left, 10.0, right, height - foot)


def _space(content: str, plot: Plot, locale: str) -> str:
    return (
        f'<c:chartSpace xmlns:c="{NAMESPACES["c"]}" xmlns:a="{NAMESPACES["a"]}" xmlns:r="{NAMESPACES["r"]}">'
        f'<c:date1904 val="0"/><c:lang val="{escape(locale)}"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea>{layout(plot)}{content}</c:plotArea>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{no_line()}</c:spPr>{text()}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
