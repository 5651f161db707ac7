"""The workbook within a chart, so that "Edit data" opens its numbers."""

from __future__ import annotations

import io
from typing import Final

from interim_method.formats.docx.charts.drawing import number
from interim_method.formats.docx.charts.sheet import NAME, Sheet, letters_of
from interim_method.formats.docx.look import FONT
from interim_method.formats.docx.opc import Archive, Rel, Relation, xml_part
from interim_method.formats.docx.oxml import NAMESPACES, clean, escape

__all__ = ["workbook"]

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = NAMESPACES["r"]
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_BOLD: Final = 1
_DATE: Final = 2
_WIDEST: Final = 60
_FONT: Final = f'<sz val="11"/><name val="{FONT}"/><family val="2"/>'
_STYLES: Final = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    # Format 14 is a day as the reader's own country writes it.
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_WORKBOOK: Final = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    f'<sheet name="{NAME}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def workbook(sheet: Sheet) -> bytes:
    """The workbook with *sheet*: the same bytes for the same numbers."""
    cells = xml_part("xl/worksheets/sheet1.xml", f"{_SHEET}worksheet+xml", _worksheet(sheet))
    styles = xml_part("xl/styles.xml", f"{_SHEET}styles+xml", _STYLES)
    held = (
        Relation("rId1", f"{_OFFICE}/worksheet", cells.name),
        Relation("rId2", f"{_OFFICE}/styles", styles.name),
    )
    book = xml_part("xl/workbook.xml", f"{_SHEET}sheet.main+xml", _WORKBOOK, held)
    target = io.BytesIO()
    with Archive(target) as archive:
        archive.relate("", [Relation("rId1", Rel.MAIN, book.name)])
        for part in (book, styles, cells):
            archive.put(part)
        archive.finish()
    return target.getvalue()


def _worksheet(sheet: Sheet) -> str:
    heads = ["", *(column.name for column in sheet.columns)]
    widths = [max(map(len, sheet.categories), default=0), *(max(len(name), 10) for name in heads[1:])]
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{min(width, _WIDEST) + 2}" customWidth="1"/>'
        for n, width in enumerate(widths, 1)
    )
    rows = [_row(1, [_words(n, 1, name, _BOLD) for n, name in enumerate(heads)])]
    for at, category in enumerate(sheet.categories, 2):
        cells = [_words(0, at, category)]
        for n, column in enumerate(sheet.columns, 1):
            value = column.values[at - 2]
            if value is not None:
                style = f' s="{_DATE}"' if column.dates else ""
                formula = f"<f>{column.formula.format(n=at)}</f>" if column.formula else ""
                cells.append(f'<c r="{letters_of(n)}{at}"{style}>{formula}<v>{number(value)}</v></c>')
        rows.append(_row(at, cells))
    return (
        f'<worksheet xmlns="{_MAIN}"><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData></worksheet>'
    )


def _row(at: int, cells: list[str]) -> str:
    return f'<row r="{at}">{"".join(cells)}</row>'


def _words(column: int, row: int, text: str, style: int = 0) -> str:
    said = f'<is><t xml:space="preserve">{escape(clean(text))}</t></is>'
    return f'<c r="{letters_of(column)}{row}" s="{style}" t="inlineStr">{said}</c>'
