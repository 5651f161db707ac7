"""Collections: growing sets of rows or cards, each row anchored by a bookmark and the map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from interim_method.formats.docx.anchors import BOOKMARK
from interim_method.formats.docx.context import Context, Here, Mapped
from interim_method.formats.docx.look import HAIRLINE, shade
from interim_method.formats.docx.paragraphs import spacer, styled
from interim_method.formats.docx.runs import Marks, is_rtl, runs
from interim_method.formats.docx.tables import (
    AFTER,
    AFTER_CLOSE,
    BAR,
    BAR_OUT,
    CLOSE,
    LINE,
    begin,
    cell,
    cell_style,
    edges,
    finish,
    kept,
    padding,
    role_borders,
    room,
    row,
    stays,
    table_cell,
    too_deep,
)
from interim_method.formats.docx.widths import MARGIN, aligned, column_widths, shares
from interim_method.markup import tree

__all__ = ["collection"]

_WHITE: Final = "FFFFFF"
_BETWEEN: Final = 24
"""What parts two cards of a board, in eighths of a point."""
_NOTE_HEAD: Final = padding(0, MARGIN, 28, MARGIN)
_GRID: Final = 12
"""Columns of a card's grid: it can be shared by two, three or four short values."""


def collection(block: tree.Collection, ctx: Context, here: Here) -> Iterator[str]:
    """A growing set of rows or cards."""
    if too_deep(ctx, here):
        for line in block.rows:
            for one in line.cells:
                yield from ctx.inner(one.blocks, here)
        return
    anchor = ctx.bookmark_name(BOOKMARK + block.key)
    anchors = [ctx.bookmark_name(BOOKMARK + line.key) for line in block.rows]
    ctx.map.append(Mapped(block, (anchor, *anchors)))
    inside = here.inside(
        style=cell_style(here),
        indent=0,
        lists=0,
        tables=here.tables + 1,
        stage=block.stage or here.stage,
        body=False,
        collection=True,
    )
    if block.shape == "cards":
        yield from _cards(block, anchor, anchors, ctx, here, inside)
    else:
        yield from _rows(block, anchor, anchors, ctx, here, inside)


def _rows(
    block: tree.Collection, anchor: str, anchors: Sequence[str], ctx: Context, here: Here, inside: Here
) -> Iterator[str]:
    tint = shade(block.stage).tint
    heads = [tree.plain(head) for head in block.header]
    widths = column_widths(
        block.columns, heads, [line.cells for line in block.rows], here.width - here.indent
    )
    # On a board, each row is a white card, and what parts it from the next is the board's own tint.
    notes = here.tables > 0
    yield begin(
        ctx,
        "IM Plain" if notes else "IM Table",
        widths,
        title=block.title or block.label,
        indent=here.indent,
        borders=edges(insideH=(_BETWEEN, tint)) if notes else role_borders(_role(block)),
        margins=CLOSE if notes else "",
        header=True,
    )
    start, end = ctx.marks(anchor)
    heads = []
    for n, (column, width) in enumerate(zip(block.columns, widths, strict=True)):
        title = block.header[n] if n < len(block.header) else ()
        text = runs(title, ctx)
        content = styled(
            ctx.style("IM Note Head" if notes else "IM Cell Head"),
            f"{start}{text}{end}" if n == 0 else text,
            align=aligned(column),
            rtl=is_rtl(tree.plain(title)),
        )
        heads.append(cell(content, width, fill=tint, valign="bottom", margins=_NOTE_HEAD if notes else ""))
    yield kept(row(heads, header=True)) if block.rows else row(heads, header=True)
    count = len(block.rows)
    for at, (line, name) in enumerate(zip(block.rows, anchors, strict=True)):
        cells = []
        marks = ctx.marks(name)
        for n, (column, width) in enumerate(zip(block.columns, widths, strict=True)):
            one = line.cells[n] if n < len(line.cells) else tree.Cell(())
            start, end = marks if n == 0 else ("", "")
            cells.append(
                table_cell(
                    one, column, width, ctx, inside, fill=_WHITE if notes else "", start=start, end=end
                )
            )
        written = row(cells, height=room(line.cells) or (LINE if not line.id else 0))
        yield kept(written) if stays(at, count) else written
    yield finish(AFTER_CLOSE if here.tables else AFTER)


def _role(block: tree.Collection) -> str:
    """A plan to be filled in by hand needs lines between its columns too."""
    return "map" if block.role == "plan" and not all(line.id for line in block.rows) else block.role


def _packed(columns: Sequence[tree.Column]) -> list[list[int]]:
    """The columns of a card in lines: short values share one, text has its own."""
    lines: list[list[int]] = []
    open_line = False
    for n, column in enumerate(columns):
        short = column.holds != "text"
        if short and open_line and len(lines[-1]) < 4:
            lines[-1].append(n)
        else:
            lines.append([n])
            open_line = short
    return lines


def _cards(
    block: tree.Collection, anchor: str, anchors: Sequence[str], ctx: Context, here: Here, inside: Here
) -> Iterator[str]:
    widths = shares([1.0] * _GRID, here.width - here.indent - BAR_OUT)
    colour, tint = shade(inside.stage)
    side = (4, HAIRLINE)
    start, end = ctx.marks(anchor)
    yield styled(ctx.style("IM Spacer"), start + end, first="<w:keepNext/>")
    for line, name in zip(block.rows, anchors, strict=True):
        yield begin(
            ctx,
            "IM Plain",
            widths,
            title=tree.plain(line.title) or block.label,
            indent=here.indent,
            borders=edges(top=side, left=(BAR, colour), bottom=side, right=side, insideH=side, insideV=side),
            margins=padding(57, 113, 28, 113),
        )
        start, end = ctx.marks(name)
        title = runs(line.title, ctx, Marks(colour=colour)) if line.title else ""
        head = styled(ctx.style("IM Card Title" if title else "IM Spacer"), start + title + end)
        yield kept(row([cell(head, sum(widths), span=_GRID, fill=tint)]))
        packed = _packed(block.columns)
        for columns in packed:
            cells = []
            span = _GRID // len(columns)
            for at, n in enumerate(columns):
                width = sum(widths[at * span : (at + 1) * span])
                one = line.cells[n] if n < len(line.cells) else tree.Cell(())
                label = block.header[n] if n < len(block.header) else ()
                content = styled(ctx.style("IM Label"), runs(label, ctx)) if label else ""
                within = inside.inside(width=width - 226)
                held = "".join(ctx.inner(one.blocks, within))
                content += held if not held or held.endswith("</w:p>") else held + spacer(ctx)
                # A label that nothing stands below ends its cell itself.
                content = content or styled(ctx.style(within.style), "")
                cells.append(cell(content, width, span=span))
            wanted = room(tuple(line.cells[n] for n in columns if n < len(line.cells)))
            written = row(cells, height=wanted + 280 if wanted else 0)
            yield kept(written) if columns is not packed[-1] else written
        yield finish(240)
