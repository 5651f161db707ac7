"""Charts that Word draws itself, each with the workbook that its numbers can be edited in.

Labels stand at the lines and bars, not in a legend, where there is but one series; bars begin at zero.
"""

from __future__ import annotations

import io
from typing import Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from interim_method.formats.docx.context import locale_of
from interim_method.formats.docx.labels import Place, label_place
from interim_method.formats.docx.look import FONT, INK, MUTED, shade
from interim_method.formats.docx.oxml import NAMESPACES, clean, escape
from interim_method.markup import tree

__all__ = ["chart_xml", "drawable", "workbook"]

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OTHERS: Final = (MUTED, "8C939B", "B7BDC3")
"""The colours of a second series and those after it: lighter, so that print in black tells them apart."""
_NEAR: Final = 0.14
"""The height of a label, as a share of the highest bar."""
_PLOT_SHARE: Final = 0.7
"""The height of the highest bar, as a share of the chart."""
_CLEAR: Final = 0.02
"""How far above the line a label stands that was moved over it."""
_DASHES: Final = ("solid", "dash", "sysDot", "dashDot")


class _Drawn(NamedTuple):
    """A series as it is drawn."""

    at: int
    series: tree.Series
    colour: str
    reference: bool


def drawable(figure: tree.Figure) -> bool:
    """Whether Word has a chart for a figure; a timeline and a wall of dots are better read as their tables."""
    return (
        figure.kind != "timeline"
        and not (figure.kind == "dots" and len(figure.series) > 1)
        and bool(figure.categories)
        and any(value is not None for series in figure.series for value in series.values)
    )


def _series(figure: tree.Figure) -> list[tree.Series]:
    """The figure's series, each as long as the categories, and the line to compare with."""
    count = len(figure.categories)
    found = [
        tree.Series(s.name, (*s.values[:count], *[None] * (count - len(s.values))), s.labels[:count])
        for s in figure.series
    ]
    if figure.reference:
        name, value = figure.reference
        found.append(tree.Series(name, (value,) * count))
    return found


def _number(value: float) -> str:
    return repr(int(value)) if float(value).is_integer() else repr(float(value))


def _column(at: int) -> str:
    """The letters of a column of a sheet, from 0."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _text(size: float, colour: str, *, bold: bool = False) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="{int(bold)}">'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{FONT}"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )


def _line(colour: str, width: float, dash: str = "solid") -> str:
    return (
        f'<a:ln w="{round(width * 12700)}" cap="rnd"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f'<a:prstDash val="{dash}"/><a:round/></a:ln>'
    )


def _cache(values: tuple[str | None, ...]) -> str:
    return f'<c:ptCount val="{len(values)}"/>' + "".join(
        f'<c:pt idx="{n}"><c:v>{escape(clean(v))}</c:v></c:pt>' for n, v in enumerate(values) if v is not None
    )


def _data(figure: tree.Figure, series: tree.Series, at: int) -> str:
    last, column = len(figure.categories) + 1, _column(at + 1)
    numbers = tuple(None if v is None else _number(v) for v in series.values)
    return (
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{_cache(figure.categories)}"
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>"
        f"<c:numCache><c:formatCode>General</c:formatCode>{_cache(numbers)}</c:numCache></c:numRef></c:val>"
    )


def _title(series: tree.Series, at: int) -> str:
    return (
        f'<c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>Sheet1!${_column(at + 1)}$1</c:f>'
        f"<c:strCache>{_cache((series.name,))}</c:strCache></c:strRef></c:tx>"
    )


_SHOWN: Final = (
    '<c:showLegendKey val="0"/><c:showVal val="{value}"/><c:showCatName val="0"/>'
    '<c:showSerName val="{name}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


_NO_LEADERS: Final = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"'
    ' xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext>'
    "</c:extLst>"
)
"""Labels beside their points need no line to them."""


def _label(at: int, said: str, colour: str, place: Place) -> str:
    """The label of one point: words of its own, or its series' name and value."""
    layout = (
        f'<c:layout><c:manualLayout><c:x val="{place.across:.4f}"/><c:y val="{-place.up:.4f}"/></c:manualLayout>'
        "</c:layout>"
    )
    words = (
        f'<c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="en-US" sz="850"><a:solidFill><a:srgbClr val="{colour}"/>'
        f'</a:solidFill><a:latin typeface="{FONT}"/></a:rPr><a:t>{escape(clean(said))}</a:t></a:r></a:p></c:rich></c:tx>'
    )
    return (
        f'<c:dLbl><c:idx val="{at}"/>{layout if place.across or place.up else ""}{words}<c:dLblPos val="{place.side}"/>'
        + _SHOWN.format(value=1, name=0)
        + "</c:dLbl>"
    )


def _labels(figure: tree.Figure, one: _Drawn, listed: list[_Drawn], language: str, *, bar: bool) -> str:
    """Labels beside the points: bars and dots say their values, lines at their end what they are."""
    series, colour = one.series, INK if bar else one.colour
    valued = bar or figure.kind == "dots"
    known = [n for n, v in enumerate(series.values) if v is not None]
    said = {n: text for n, text in enumerate(series.labels) if text and n in known}
    if not valued and not series.labels and known:
        at = _reference_end(figure, listed) if one.reference else known[-1]
        value = series.values[at]
        unit = f"\u00a0{figure.unit}" if figure.unit else ""
        number = "" if value is None else f"{_local(value, language)}{unit}"
        said = {at: f"{series.name} {number}" if series.name else number}
    if bar:
        written = _bar_labels(figure, said, series, language)
    else:
        lines = [other.series.values for other in listed]
        written = [
            _label(n, text, colour, label_place(figure, lines, n, series.values[n], text))
            for n, text in said.items()
        ]
    return (
        f"<c:dLbls>{''.join(written)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        + _text(8.5, colour)
        + (f'<c:dLblPos val="{"outEnd" if bar else "t"}"/>' if valued else "")
        + _SHOWN.format(value=int(valued), name=0)
        + _NO_LEADERS
        + "</c:dLbls>"
    )


def _bar_labels(figure: tree.Figure, said: dict[int, str], series: tree.Series, language: str) -> list[str]:
    """The labels of bars that differ from their values, or that the line to compare with would cross."""
    highest = max((v for s in figure.series for v in s.values if v is not None), default=0.0)
    written = []
    for n, value in enumerate(series.values):
        if value is None:
            continue
        below = figure.reference[1] - value if figure.reference else -1.0
        if 0 <= below < highest * _NEAR:
            # Moved up by what the bar lacks to the line, it stands above that.
            place = Place("outEnd", up=below / highest * _PLOT_SHARE + _CLEAR)
            written.append(_label(n, said.get(n) or _local(value, language), INK, place))
        elif n in said:
            written.append(_label(n, said[n], INK, Place("outEnd")))
    return written


def _reference_end(figure: tree.Figure, listed: list[_Drawn]) -> int:
    """Where the line to compare with is named: near the end that is farther from what it is compared with."""
    last = len(figure.categories) - 1
    first = min(1, last)

    def distance(at: int) -> float:
        values = [v for one in listed if not one.reference for v in (one.series.values[at],) if v is not None]
        own = figure.reference[1] if figure.reference else 0.0
        return min((abs(value - own) for value in values), default=float("inf"))

    return first if distance(first) > distance(last) else last


def _local(value: float, language: str) -> str:
    """A number in words' own notation."""
    return _number(value) if language.startswith("en") else _number(value).replace(".", ",")


def _bars(figure: tree.Figure, listed: list[_Drawn], language: str) -> str:
    drawn = "".join(
        f'<c:ser>{_title(one.series, one.at)}<c:spPr><a:solidFill><a:srgbClr val="{one.colour}"/></a:solidFill>'
        f'</c:spPr><c:invertIfNegative val="0"/>{_labels(figure, one, listed, language, bar=True)}'
        f"{_data(figure, one.series, one.at)}</c:ser>"
        for one in listed
    )
    return (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{drawn}'
        '<c:gapWidth val="70"/><c:overlap val="-8"/><c:axId val="111"/><c:axId val="222"/></c:barChart>'
    )


def _lines(figure: tree.Figure, listed: list[_Drawn], language: str) -> str:
    # Straight from point to point: a smoothed line would show values that nobody gave.
    drawn = "".join(
        f"<c:ser>{_title(one.series, one.at)}{_pen(figure, one)}"
        + _labels(figure, one, listed, language, bar=False)
        + _data(figure, one.series, one.at)
        + '<c:smooth val="0"/></c:ser>'
        for one in listed
    )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{drawn}<c:marker val="1"/>'
        '<c:axId val="111"/><c:axId val="222"/></c:lineChart>'
    )


def _pen(figure: tree.Figure, one: _Drawn) -> str:
    """The line and the marks of a series."""
    if one.reference:
        return f'<c:spPr>{_line(one.colour, 1, "dash")}</c:spPr><c:marker><c:symbol val="none"/></c:marker>'
    dots = figure.kind == "dots"
    pen = "<a:ln><a:noFill/></a:ln>" if dots else _line(one.colour, 2.25, _DASHES[one.at % len(_DASHES)])
    return (
        f'<c:spPr>{pen}</c:spPr><c:marker><c:symbol val="circle"/><c:size val="{9 if dots else 6}"/><c:spPr>'
        f'<a:solidFill><a:srgbClr val="{one.colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr></c:marker>'
    )


def _axes(figure: tree.Figure) -> str:
    low = 0.0 if figure.kind == "bar" and (figure.low is None or figure.low > 0) else figure.low
    values = [v for s in _series(figure) for v in s.values if v is not None]
    if low == 0.0 and min(values) < 0:
        low = None
    limits = (f'<c:max val="{_number(figure.high)}"/>' if figure.high is not None else "") + (
        f'<c:min val="{_number(low)}"/>' if low is not None else ""
    )
    signed = figure.low is not None and figure.low < 0
    step = (
        '<c:majorUnit val="1"/>'
        if signed and figure.high is not None and figure.high - (figure.low or 0) <= 10
        else ""
    )
    hidden = figure.kind == "bar"
    return (
        '<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{_line(MUTED, 0.75)}</c:spPr>{_text(8.5, MUTED)}'
        '<c:crossAx val="222"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        f'<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/>{limits}</c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="l"/>'
        f'<c:numFmt formatCode="{"+0;-0;0" if signed else "General"}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_text(8.5, MUTED)}'
        f'<c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>{step}</c:valAx>'
    )


def chart_xml(figure: tree.Figure, language: str) -> str:
    """The chart part of *figure*."""
    colours = [shade(figure.stage or "can").colour, *_OTHERS]
    listed = [
        _Drawn(n, series, colours[min(n, len(colours) - 1)], False)
        for n, series in enumerate(_series(figure))
    ]
    if figure.reference:
        listed[-1] = listed[-1]._replace(colour=INK, reference=True)
    plain = [one for one in listed if not one.reference]
    compared = [one for one in listed if one.reference]
    if figure.kind == "bar":
        plots = _bars(figure, plain, language) + (_lines(figure, compared, language) if compared else "")
    else:
        plots = _lines(figure, listed, language)
    legend = ""
    if figure.kind in ("bar", "dots") and len(plain) > 1:
        legend = f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_text(8.5, MUTED)}</c:legend>'
    return (
        f'<c:chartSpace xmlns:c="{NAMESPACES["c"]}" xmlns:a="{NAMESPACES["a"]}" xmlns:r="{NAMESPACES["r"]}">'
        f'<c:date1904 val="0"/><c:lang val="{escape(locale_of(language))}"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plots}{_axes(figure)}</c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def workbook(figure: tree.Figure) -> bytes:
    """The workbook of a chart, so that "Edit data" opens its numbers."""
    series = _series(figure)
    rows = [_row(1, [_words(0, 1, ""), *(_words(n + 1, 1, s.name) for n, s in enumerate(series))])]
    for at, category in enumerate(figure.categories, 2):
        cells = [_words(0, at, category)]
        for n, one in enumerate(series):
            value = one.values[at - 2]
            if value is not None:
                cells.append(f'<c r="{_column(n + 1)}{at}"><v>{_number(value)}</v></c>')
        rows.append(_row(at, cells))
    relations = f"{_PACKAGE}relationships"
    office = NAMESPACES["r"]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{office}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1"'
        f' Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>',
    }
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            info = ZipInfo(name, _EPOCH)
            info.create_system = 0
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, _HEAD + xml)
    return target.getvalue()


def _row(at: int, cells: list[str]) -> str:
    return f'<row r="{at}">{"".join(cells)}</row>'


def _words(column: int, row: int, text: str) -> str:
    said = f'<is><t xml:space="preserve">{escape(clean(text))}</t></is>'
    return f'<c r="{_column(column)}{row}" t="inlineStr">{said}</c>'
