"""Contrast: the colour of each text against what is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from interim_method.formats.docx.lint.opened import Found, Opened, W, text_of, value
from interim_method.formats.docx.lint.styles import NOTHING, Look, fill_of, is_on, look_of
from interim_method.formats.docx.lint.tables import says

__all__ = ["contrast", "ratio"]

_TEXT: Final = 4.5
_LARGE: Final = 3.0
_LARGE_FROM: Final = 18.0
_LARGE_BOLD_FROM: Final = 14.0
_USUAL_SIZE: Final = 10.0
_BOXES: Final = (W + "txbxContent",)


def ratio(one: str, other: str) -> float:
    """The contrast of two colours of six hexadecimal digits, from 1 to 21, as WCAG counts it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(file: Opened) -> Iterator[Found]:
    """Texts too close in colour to what is behind them: of each pair of colours the first place."""
    page = _page(file)
    for name, root in file.stories.items():
        told: set[tuple[str, str, bool]] = set()
        cells: dict[Any, tuple[str | None, Look]] = {}
        for paragraph in root.iter(W + "p"):
            yield from _paragraph(paragraph, name, file, page, cells, told)


def _page(file: Opened) -> str:
    background = file.roots[file.main].find(W + "background")
    colour = None if background is None else background.get(W + "color")
    shown = file.related("settings")
    if colour is None or len(colour) != 6 or shown is None:
        return "FFFFFF"
    return colour.upper() if is_on(shown.find(W + "displayBackgroundShape")) else "FFFFFF"


def _paragraph(
    paragraph: Any,
    name: str,
    file: Opened,
    page: str,
    cells: dict[Any, tuple[str | None, Look]],
    told: set[tuple[str, str, bool]],
) -> Iterator[Found]:
    styles = file.styles
    style = value(paragraph, "pPr/pStyle") or styles.default("paragraph")
    behind: str | None = None
    around: Look | None = None
    for run in paragraph.iter(W + "r"):
        text = text_of(run).strip()
        if not text or next(run.iterancestors(W + "p")) is not paragraph:
            continue
        if around is None:
            if next(paragraph.iterancestors(*_BOXES), None) is not None:
                return  # What a text box is filled with, or lies on, cannot be told.
            filled, by_table = _cell(next(paragraph.iterancestors(W + "tc"), None), file, cells)
            around = styles.look_by(style).over(by_table).over(styles.base)
            own = paragraph.find(W + "pPr")
            behind = fill_of(own) or styles.paragraph_fill(style) or filled or page
        look = look_of(run.find(W + "rPr")).over(styles.look_by(value(run, "rPr/rStyle"))).over(around)
        fill = look.fill or behind or page
        if look.hidden or look.colour in (None, "auto"):
            continue  # Word sets what has no colour of its own in black or white, whichever is read.
        size = look.size or _USUAL_SIZE
        large = size >= _LARGE_FROM or (size >= _LARGE_BOLD_FROM and bool(look.bold))
        pair = (str(look.colour), fill, large)
        if pair in told:
            continue
        found = ratio(pair[0], fill)
        if found < (_LARGE if large else _TEXT):
            told.add(pair)
            message = f"{text[:40]!r}, #{pair[0]} on #{fill}, has a contrast of {found:.2f}:1"
            yield Found("contrast-low", name, run, message)


def _cell(cell: Any, file: Opened, known: dict[Any, tuple[str | None, Look]]) -> tuple[str | None, Look]:
    """What is behind the text of a cell, and what its table states of that text."""
    if cell is None:
        return None, NOTHING
    if cell not in known:
        row = next(cell.iterancestors(W + "tr"))
        table = next(cell.iterancestors(W + "tbl"))
        fill, look = _by_style(table, row, cell, file)
        own = cell.find(f"{W}tcPr/{W}shd")
        if own is not None:
            fill = fill_of(cell.find(W + "tcPr"))
        if fill is None:
            outer = next(table.iterancestors(W + "tc"), None)
            fill = fill_of(table.find(W + "tblPr")) or _cell(outer, file, known)[0]
        known[cell] = (fill, look)
    return known[cell]


def _by_style(table: Any, row: Any, cell: Any, file: Opened) -> tuple[str | None, Look]:
    """What the table's style gives a cell by where it stands."""
    style = value(table, "tblPr/tblStyle") or file.styles.default("table")
    chain = list(file.styles.chain(style))
    fill: str | None = None
    look = NOTHING
    for place in _places(table, row, cell):
        for one in chain:
            part = one if not place else _part(one, place)
            if part is not None:
                fill = fill or fill_of(part.find(W + "tcPr")) or fill_of(part.find(W + "tblPr"))
                look = look.over(look_of(part.find(W + "rPr")))
    return fill, look


def _part(style: Any, place: str) -> Any:
    return next((p for p in style.iterchildren(W + "tblStylePr") if p.get(W + "type") == place), None)


def _places(table: Any, row: Any, cell: Any) -> Iterator[str]:
    """Where a cell stands, what counts most first; the whole table at last."""
    first_row = next(table.iterchildren(W + "tr"), None)
    if says(table, "firstRow") and row is first_row:
        yield "firstRow"
    elif says(table, "lastRow") and next(row.itersiblings(W + "tr"), None) is None:
        yield "lastRow"
    if says(table, "firstColumn") and next(cell.itersiblings(W + "tc", preceding=True), None) is None:
        yield "firstCol"
    elif says(table, "lastColumn") and next(cell.itersiblings(W + "tc"), None) is None:
        yield "lastCol"
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is not None and look.get(W + "noHBand") in ("0", "false", "off"):
        above = sum(1 for _ in row.itersiblings(W + "tr", preceding=True)) - says(table, "firstRow")
        yield "band1Horz" if above % 2 == 0 else "band2Horz"
    yield ""
