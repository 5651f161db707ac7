"""The elements that charts are made of: text, lines, fills, axes, and the references to their cells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from interim_method.formats.docx.charts.sheet import Sheet
from interim_method.formats.docx.look import HAIRLINE, INK, MUTED
from interim_method.formats.docx.oxml import attribute, clean, escape
from interim_method.formats.writing.labels import SIZE

__all__ = [
    "Plot",
    "category_axis",
    "cells",
    "label",
    "labels",
    "language_mark",
    "layout",
    "line",
    "no_line",
    "number",
    "number_format",
    "outline",
    "references",
    "solid",
    "text",
    "title",
    "value_axis",
]

_FONT: Final = '<a:latin typeface="+mn-lt"/>'
"""That of the document's theme, so that a chart in a house's template is set in the house's font."""
_ONE_LINE: Final = ' wrap="none"'
_LANGUAGES: Final = {"ca": "403", "es": "C0A", "en": "809", "gl": "456", "eu": "42D", "fr": "40C"}
"""The numbers that spreadsheets know languages by."""
_FROM_HUGE: Final = 1e12
_UP_TO_TINY: Final = 0.05
_NO_LEADERS: Final = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"'
    ' xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext>'
    "</c:extLst>"
)
"""Labels beside their points need no line to them."""


class Plot(NamedTuple):
    """A chart and the field in it that is drawn in, in points from the upper left corner of the chart."""

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


# --- text ---------------------------------------------------------------------------------------------------------


def _letters(colour: str, *, bold: bool = False) -> str:
    return f' sz="{round(SIZE * 100)}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{_FONT}'


def text(colour: str = INK, *, bold: bool = False, parted: bool = True, turned: bool = False) -> str:
    """How text is set; *parted*: in lines where it is too long; *turned*: as the program likes where it is crowded."""
    turn = "-60000000" if turned else "0"
    return (
        f'<c:txPr><a:bodyPr rot="{turn}" vert="horz"{"" if parted else _ONE_LINE}/><a:p><a:pPr><a:defRPr{_letters(colour, bold=bold)}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )


def number(value: float) -> str:
    """A number as files hold it."""
    return repr(int(value)) if float(value).is_integer() else repr(float(value))


def number_format(values: Sequence[float], language: str, unit: str = "") -> str:
    """How labels show numbers: with the decimals that *values* need, at most two, and with their unit.

    Word takes the decimal sign from its own settings, LibreOffice from the language named here.
    """
    largest = max(map(abs, values), default=0.0)
    if largest >= _FROM_HUGE or 0 < largest < _UP_TO_TINY:
        shown = "0.0E+00"
    else:
        decimals = next((n for n in (0, 1) if all(_has(value, n) for value in values)), 2)
        shown = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    quoted = unit.replace('"', "")
    said = f'{shown}"\u00a0{quoted}"' if quoted else shown
    return f"{language_mark(language)}{said}"


def language_mark(language: str) -> str:
    """What a format for numbers and days begins with, to be in a language."""
    return f"[$-{_LANGUAGES.get(language[:2], '809')}]"


def _has(value: float, decimals: int) -> bool:
    """Whether a value can be written with so many decimals, as near as two can tell."""
    return math.isclose(round(value, 2), round(value, decimals), abs_tol=1e-9)


# --- lines and fills ----------------------------------------------------------------------------------------------


def solid(colour: str) -> str:
    """A fill."""
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def line(colour: str, width: float, dash: str = "solid") -> str:
    """A line, its width in points."""
    return f'<a:ln w="{round(width * 12700)}" cap="rnd">{solid(colour)}<a:prstDash val="{dash}"/><a:round/></a:ln>'


def outline(colour: str) -> str:
    """White with a line around it: what was foreseen, or was so before."""
    return f'{solid("FFFFFF")}<a:ln w="12700">{solid(colour)}</a:ln>'


def no_line() -> str:
    """No line."""
    return "<a:ln><a:noFill/></a:ln>"


# --- cells --------------------------------------------------------------------------------------------------------


def _cache(values: Sequence[str | None]) -> str:
    return f'<c:ptCount val="{len(values)}"/>' + "".join(
        f'<c:pt idx="{n}"><c:v>{escape(clean(v))}</c:v></c:pt>' for n, v in enumerate(values) if v is not None
    )


def title(sheet: Sheet, at: int, order: int | None = None) -> str:
    """Number and name of the series that draws a column."""
    name = sheet.columns[at].name
    return (
        f'<c:idx val="{at}"/><c:order val="{at if order is None else order}"/><c:tx><c:strRef>'
        f"<c:f>{sheet.head(at)}</c:f><c:strCache>{_cache((name,))}</c:strCache></c:strRef></c:tx>"
    )


def references(sheet: Sheet, at: int) -> str:
    """The cells of the categories and of a column's values."""
    return (
        f"<c:cat><c:strRef><c:f>{sheet.place(-1)}</c:f><c:strCache>{_cache(sheet.categories)}</c:strCache></c:strRef>"
        f"</c:cat><c:val>{cells(sheet, at)}</c:val>"
    )


def cells(sheet: Sheet, at: int) -> str:
    """The cells of a column's values."""
    column = sheet.columns[at]
    numbers = [None if v is None else number(v) for v in column.values]
    shown = "m/d/yyyy" if column.dates else "General"
    return (
        f"<c:numRef><c:f>{sheet.place(at)}</c:f><c:numCache><c:formatCode>{shown}</c:formatCode>"
        f"{_cache(numbers)}</c:numCache></c:numRef>"
    )


# --- labels -------------------------------------------------------------------------------------------------------


def _shown(*, value: bool, name: bool) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(name)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
        + ("<c:separator>\u2002</c:separator>" if value and name else "")
    )


def label(
    at: int,
    side: str,
    *,
    said: Sequence[str] = (),
    move: tuple[float, float] = (0.0, 0.0),
    colour: str = INK,
    shown: str = "",
    value: bool = True,
    name: bool = False,
    language: str = "en-GB",
    bold: bool = False,
) -> str:
    """The label of one point: lines of its own, or its value, with the series' name where asked for.

    *move* is how far it stands to the right of and below its usual place, as shares of the chart.
    """
    across, down = move
    placed = (
        f'<c:layout><c:manualLayout><c:x val="{across:.4f}"/><c:y val="{down:.4f}"/></c:manualLayout></c:layout>'
        if across or down
        else ""
    )
    letters = _letters(colour, bold=bold)
    words = "".join(
        f'<a:p><a:r><a:rPr lang="{escape(language)}"{letters}</a:rPr><a:t>{escape(clean(one))}</a:t></a:r></a:p>'
        for one in said
    )
    return (
        f'<c:dLbl><c:idx val="{at}"/>{placed}'
        + (f"<c:tx><c:rich><a:bodyPr{_ONE_LINE}/>{words}</c:rich></c:tx>" if words else "")
        + (f'<c:numFmt formatCode="{attribute(shown)}" sourceLinked="0"/>' if shown else "")
        + f"<c:spPr><a:noFill/>{no_line()}</c:spPr>"
        + ("" if words else text(colour, bold=bold, parted=False))
        + f'<c:dLblPos val="{side}"/>{_shown(value=value, name=name)}</c:dLbl>'
    )


def labels(own: Sequence[str], side: str, *, shown: str = "", colour: str = INK, value: bool = True) -> str:
    """The labels of a series: those of single points in their order, then how the others are."""
    return (
        f"<c:dLbls>{''.join(own)}"
        + (f'<c:numFmt formatCode="{attribute(shown)}" sourceLinked="0"/>' if shown else "")
        + f"<c:spPr><a:noFill/>{no_line()}</c:spPr>{text(colour, parted=False)}"
        + (f'<c:dLblPos val="{side}"/>' if value else "")
        + _shown(value=value, name=False)
        + _NO_LEADERS
        + "</c:dLbls>"
    )


# --- axes ---------------------------------------------------------------------------------------------------------


def layout(plot: Plot) -> str:
    """Where the field of a chart lies in it."""
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{plot.left / plot.width:.5f}"/><c:y val="{plot.top / plot.height:.5f}"/>'
        f'<c:w val="{plot.across / plot.width:.5f}"/><c:h val="{plot.down / plot.height:.5f}"/>'
        "</c:manualLayout></c:layout>"
    )


def category_axis(
    id: int,
    cross: int,
    *,
    side: str = "b",
    named: bool = True,
    drawn: bool = True,
    down: bool = False,
    skip: int = 1,
) -> str:
    """The axis of the categories; *down* has the first on top."""
    return (
        f'<c:catAx><c:axId val="{id}"/><c:scaling><c:orientation val="{"maxMin" if down else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"low" if named else "none"}"/><c:spPr>{line(MUTED, 0.75) if drawn else no_line()}</c:spPr>{text(INK if down else MUTED, turned=skip > 1)}'
        f'<c:crossAx val="{cross}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="60"/>'
        + (f'<c:tickLblSkip val="{skip}"/>' if skip > 1 else "")
        + '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def value_axis(
    id: int,
    cross: int,
    *,
    side: str = "l",
    low: float | None = None,
    high: float | None = None,
    step: float | None = None,
    shown: str = "",
    end: bool = False,
) -> str:
    """The axis of the values; without a format for its numbers it is not drawn.

    One at the *end* stands at the last category, and is a line with marks.
    """
    limits = "".join(
        f'<c:{name} val="{number(value)}"/>'
        for name, value in (("max", high), ("min", low))
        if value is not None
    )
    return (
        f'<c:valAx><c:axId val="{id}"/><c:scaling><c:orientation val="minMax"/>{limits}</c:scaling>'
        f'<c:delete val="{int(not shown)}"/><c:axPos val="{side}"/>'
        f'<c:numFmt formatCode="{attribute(shown or "General")}" sourceLinked="0"/>'
        f'<c:majorTickMark val="{"out" if end else "none"}"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr>{line(HAIRLINE, 0.75) if end else no_line()}</c:spPr>{text(MUTED)}"
        f'<c:crossAx val="{cross}"/><c:crosses val="{"max" if end else "autoZero"}"/><c:crossBetween val="between"/>'
        + (f'<c:majorUnit val="{number(step)}"/>' if step else "")
        + "</c:valAx>"
    )
