"""Boards, strips, cards and callouts: what stands side by side or apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.look import PAPER, mm, shade
from interim_method.formats.docx.paragraphs import styled
from interim_method.formats.docx.runs import PLAIN, Marks, runs, text_run
from interim_method.formats.docx.tables import (
    begin,
    box,
    cell,
    cell_content,
    edges,
    finish,
    padding,
    row,
    too_deep,
)
from interim_method.formats.docx.widths import shares
from interim_method.formats.writing.boards import placed
from interim_method.markup import tree

__all__ = ["callout", "grid", "strip"]

_WHITE: Final = "FFFFFF"
_SIGN: Final = 300
"""The width of the sign between two stages of a strip."""
_STRIP: Final = 9.0
"""The height of a strip in millimetres."""
_GAP: Final = 48
"""The white between the cells of a board, in eighths of a point."""


def grid(block: tree.Grid, ctx: Context, here: Here) -> Iterator[str]:
    """A board of cells, in its role."""
    if not block.cells:
        return
    if too_deep(ctx, here):
        for one in block.cells:
            yield styled(ctx.style("IM Card Title"), runs(one.title, ctx))
            yield from ctx.inner(one.blocks, here)
        return
    match block.role:
        case "strip":
            yield from strip(block, ctx, here)
        case "board" | "cards":
            yield from _board(block, ctx, here)


def _board(block: tree.Grid, ctx: Context, here: Here) -> Iterator[str]:
    widths = shares([1.0] * max(block.columns, 1), here.width - here.indent)
    lines = edges(insideH=(_GAP, _WHITE), insideV=(_GAP, _WHITE))
    yield begin(
        ctx,
        "IM Plain",
        widths,
        title=block.title,
        indent=here.indent,
        borders=lines,
        margins=padding(113, 142, 85, 142),
    )
    for places in placed(block):
        cells: list[str] = []
        at = 0
        while at < len(places):
            one, begins = places[at]
            if one is None:
                cells.append(cell(styled(ctx.style("IM Cell"), ""), widths[at], fill=""))
                at += 1
                continue
            span = min(max(one.columns, 1), len(places) - at)
            width = sum(widths[at : at + span])
            fill = shade(one.stage or block.stage or here.stage).tint
            if begins:
                merge = '<w:vMerge w:val="restart"/>' if one.rows > 1 else ""
                content = _card(one, ctx, here, width, block)
                cells.append(cell(content, width, span=span, fill=fill, merge=merge))
            else:
                content = styled(ctx.style("IM Cell"), "")
                cells.append(cell(content, width, span=span, fill=fill, merge="<w:vMerge/>"))
            at += span
        yield row(cells, height=mm(block.minimum))
    yield finish()


def _card(one: tree.GridCell, ctx: Context, here: Here, width: int, block: tree.Grid) -> str:
    stage = one.stage or block.stage or here.stage
    title = ""
    if one.title:
        sign = text_run("● ", Marks(colour=shade(stage).colour)) if one.marked else ""
        colour = Marks(colour=shade(stage).colour) if stage else PLAIN
        title = styled(ctx.style("IM Card Title"), sign + runs(one.title, ctx, colour))
    inside = here.inside(
        width=width - 284,
        indent=0,
        lists=0,
        tables=here.tables + 1,
        style="IM Cell",
        stage=stage,
        body=False,
        align="left",
    )
    content = "".join(ctx.inner(one.blocks, inside))
    if content or title:
        return _ended(title + content, ctx)
    return cell_content((), ctx, inside)


def _ended(content: str, ctx: Context) -> str:
    return content if content.endswith("</w:p>") else content + styled(ctx.style("IM Spacer"), "")


def strip(block: tree.Grid, ctx: Context, here: Here, height: float = _STRIP) -> Iterator[str]:
    """The change stages in one row, the present ones filled, each with a sign at its end that leads on.

    The row is *height* millimetres high.
    """
    whole = here.width - here.indent
    last = len(block.cells) - 1
    narrow = min(_SIGN, whole // (4 * len(block.cells)))
    # The sign of the last stage would lead nowhere: what it would take is shared by all.
    wide = shares([1.0] * len(block.cells), whole - last * narrow)
    widths = [width for one in wide for width in (one, narrow)][:-1]
    yield begin(ctx, "IM Plain", widths, title=block.title, indent=here.indent, margins=padding(0, 57, 0, 0))
    inside = here.inside(
        indent=0, lists=0, tables=here.tables + 1, style="IM Strip", body=False, align="center"
    )
    cells: list[str] = []
    for n, (one, width) in enumerate(zip(block.cells, wide, strict=True)):
        colour, tint = shade(one.stage)
        # Blocks bring colours of their own, which only a light ground takes.
        fill, ink = (colour, _WHITE) if one.marked and not one.blocks else (tint, colour)
        cells.append(_stage(one, width, ctx, inside, fill, ink))
        if n < last:
            sign = styled(ctx.style("IM Strip Sign"), text_run("❯", Marks(colour=ink)))
            # A border in the colour of the stage closes the seam between its two cells, a white one parts it
            # from the next.
            sides = edges(left=(8, fill), right=(12, _WHITE))
            cells.append(
                cell(sign, narrow, fill=fill, valign="center", margins=padding(0, 0, 0, 0), borders=sides)
            )
    yield row(cells, height=mm(height))
    yield finish(180)


def _stage(one: tree.GridCell, width: int, ctx: Context, here: Here, fill: str, ink: str) -> str:
    marks = Marks(strong=one.marked, colour=ink)
    sign = text_run("● ", marks) if one.marked else ""
    title = sign + runs(one.title, ctx, marks)
    held = "".join(ctx.inner(one.blocks, here.inside(width=width, stage=one.stage)))
    content = (styled(ctx.style("IM Strip"), title) if title or not held else "") + held
    return cell(_ended(content, ctx), width, fill=fill, valign="center")


_KINDS: Final = {
    "note": ("", None),
    "tip": ("", "do"),
    "warning": ("! ", "problem"),
    "next": ("→ ", "can"),
    "notice": ("", "awareness"),
}


def callout(block: tree.Callout, ctx: Context, here: Here) -> Iterator[str]:
    """Something to be seen: a tinted box with a bar, and a sign before its title."""
    sign, stage = _KINDS[block.kind]
    colour, tint = shade(block.stage or stage)
    title = ""
    if block.title:
        marks = Marks(colour=colour)
        title = styled(
            ctx.style("IM Callout Title"),
            (text_run(sign, marks) if sign else "") + runs(block.title, ctx, marks),
        )
    inside = here.inside(style="IM Callout", stage=block.stage or here.stage)
    if too_deep(ctx, here):
        yield title
        yield from ctx.inner(block.blocks, inside)
        return
    inside = inside.inside(
        width=here.width - here.indent - 340, indent=0, lists=0, tables=here.tables + 1, body=False
    )
    content = title + "".join(ctx.inner(block.blocks, inside))
    if content:
        yield box(_ended(content, ctx), ctx, here, fill=tint if block.stage or stage else PAPER, bar=colour)
