"""The Canvas: the business model on one page of blocks, read in the order of the blocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.boards import Board, board_document, head
from interim_method.documents.parts.paper import paper
from interim_method.documents.parts.tool_guide import Questions
from interim_method.markup import tree as t
from interim_method.model import Block, Canvas, CanvasContent, CanvasNote

__all__ = ["compose"]

CanvasBoard = Board[Canvas, CanvasContent]

_HEIGHTS: Final = {"A4": 114, "A3": 200}
"""Millimetres of a page that the whole board may take."""
_FIRST: Final = 24
"""Millimetres of a block above what is written in it."""
_LINE: Final = 8.2
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
            CanvasContent,
            ("label.segment", "segment", 5),
            ("label.date", "on", 1),
            optional=["segment"],
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
        minimum=_height(ctx, board.tool),
    )


def _height(ctx: Context, tool: Canvas) -> int:
    """Millimetres of a row of the board."""
    return _HEIGHTS[paper(ctx)] // max((b.row + b.rows - 1 for b in tool.blocks), default=1)


def _notes(ctx: Context, board: CanvasBoard, block: Block) -> t.Collection:
    """What stands in a block, below the question that opens it."""
    held = [note for note in (board.content.notes if board.content else ()) if note.block == block.id]
    heading = ctx.text(block.question) or ctx.text(block.label)
    return board.collection(
        ctx,
        "notes",
        ctx.text(block.label),
        CanvasNote,
        (Col(heading, "text"),),
        items=held,
        empty=_lines(ctx, board.tool, block) if ctx.blank else 0 if held else 1,
        prefix=f"{block.id[:50]}-new",
        given={"block": block.id},
    )


def _lines(ctx: Context, tool: Canvas, block: Block) -> int:
    """Empty lines for a hand: as many as the block has room for."""
    return max(1, int((_height(ctx, tool) * block.rows - _FIRST) / _LINE))


def _questions(ctx: Context, tool: Canvas) -> Questions:
    return [(block.label, [block.question]) for block in tool.blocks]
