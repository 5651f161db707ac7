"""The Canvas: the business model on one page of blocks, read in the order of the blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.boards import Board, Place, board_document, head
from interim_method.documents.parts.paper import Paper, paper
from interim_method.documents.parts.tool_guide import Questions
from interim_method.markup import tree as t
from interim_method.model import Block, Canvas, CanvasContent

__all__ = ["compose"]

CanvasBoard = Board[Canvas, CanvasContent]

_HEIGHTS: Final[Mapping[Paper, int]] = {"A4": 114, "A3": 186}
"""Millimetres of a page that the whole board takes to be filled in by hand."""
_FILLED: Final[Mapping[Paper, int]] = {"A4": 82, "A3": 150}
"""Millimetres that it takes at least once it is filled: what comes next has room below it."""
_FIRST: Final = {"A4": 20, "A3": 30}
"""Millimetres of a block above what is written in it."""
_LINE: Final = 9.1
"""Millimetres of a line for a hand."""


def compose(ctx: Context) -> t.Document:
    """A board of blocks, each where it lies on the original; its authors are named below it."""
    return board_document(ctx, Canvas, CanvasContent, _page, _questions)


def _page(ctx: Context, board: CanvasBoard) -> Iterable[t.Block | None]:
    credit = board.tool.credit
    yield board.section(
        ctx,
        "board",
        head(
            ctx,
            board,
            [Place("label.segment", "segment", 5, optional=True), Place("label.date", "on")],
        ),
        _grid(ctx, board),
        t.Paragraph(ctx.line(credit), "muted") if credit else None,
        titled=False,
    )


def _grid(ctx: Context, board: CanvasBoard) -> t.Grid:
    blocks = board.tool.blocks
    return t.Grid(
        tuple(
            t.GridCell(
                ctx.line(block.label),
                (_notes(ctx, board, block),),
                column=block.column,
                row=block.row,
                columns=block.columns,
                rows=block.rows,
            )
            for block in blocks
        ),
        columns=max((b.column + b.columns - 1 for b in blocks), default=1),
        title=ctx.text(board.tool.title),
        stage=board.tool.stage,
        minimum=_height(ctx, board.tool, _HEIGHTS if ctx.blank else _FILLED),
    )


def _height(ctx: Context, tool: Canvas, heights: Mapping[Paper, int]) -> int:
    """Millimetres of a row of the board."""
    return heights[paper(ctx)] // max((b.row + b.rows - 1 for b in tool.blocks), default=1)


def _notes(ctx: Context, board: CanvasBoard, block: Block) -> t.Collection:
    """What stands in a block, below the question that opens it."""
    held = [note for note in (board.content.notes if board.content else ()) if note.block == block.id]
    heading = ctx.text(block.question) or ctx.text(block.label)
    return board.collection(
        ctx,
        "notes",
        ctx.text(block.label),
        (Col(heading, "text"),),
        items=held,
        empty=_lines(ctx, board.tool, block) if ctx.blank else 0 if held else 1,
        hint=f"{block.id[:50]}",
        given={"block": block.id},
    )


def _lines(ctx: Context, tool: Canvas, block: Block) -> int:
    """Empty lines for a hand: as many as the block has room for."""
    return max(1, int((_height(ctx, tool, _HEIGHTS) * block.rows - _FIRST[paper(ctx)]) / _LINE))


def _questions(ctx: Context, tool: Canvas) -> Questions:
    return [(block.label, [block.question]) for block in tool.blocks]
