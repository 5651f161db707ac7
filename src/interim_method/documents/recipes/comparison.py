"""The competitor analysis: others who serve the same clients, criterion by criterion, and how we know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from interim_method.documents.context import Context
from interim_method.documents.parts.boards import Board, Place, board_document, chunks, head
from interim_method.documents.parts.paper import paper
from interim_method.documents.parts.places import spot
from interim_method.documents.parts.tool_guide import Questions
from interim_method.markup import tree as t
from interim_method.model import Comparison, ComparisonContent, Criterion, Kind

__all__ = ["compose"]

ComparisonBoard = Board[Comparison, ComparisonContent]

_ACROSS: Final = {"A4": 4, "A3": 6}
"""How many can stand side by side and still be read."""
_EMPTY: Final = {"A4": 3, "A3": 4}
"""How many there is room for, to fill in by hand."""
_LINES: Final = {"A4": 1, "A3": 2}
"""Lines of room in a cell, to be filled in by hand."""


def compose(ctx: Context) -> t.Document:
    """Criteria by competitors, with the way of knowing of each."""
    return board_document(ctx, Comparison, ComparisonContent, _page, _questions)


def _page(ctx: Context, board: ComparisonBoard) -> Iterable[t.Block | None]:
    tables: list[t.Block] = [
        _table(ctx, board, group) for group in chunks(_competitors(ctx, board), _ACROSS[paper(ctx)])
    ]
    yield board.section(
        ctx,
        "board",
        head(
            ctx,
            board,
            [Place("label.segment", "segment", 5, optional=True), Place("label.date", "on")],
        ),
        t.paragraph(ctx.word("comparison.known-help"), "help") if ctx.blank else None,
        *(tables or [ctx.pending()]),
        _note(ctx, board),
        titled=False,
    )


def _competitors(ctx: Context, board: ComparisonBoard) -> list[str]:
    """The ids of those compared; to fill in, of those that will be."""
    if board.content is not None and not ctx.blank:
        return list(board.content.competitors.ids)
    return [f"new-{n}" for n in range(1, _EMPTY[paper(ctx)] + 1)]


def _table(ctx: Context, board: ComparisonBoard, competitors: Sequence[str]) -> t.Table:
    header = (_heading(ctx.word("comparison.criterion")), *(_name(ctx, board, c) for c in competitors))
    known = (_heading(ctx.word("comparison.known")), *(_known(ctx, board, c) for c in competitors))
    return t.Table(
        (t.Column(width=2.2), *(t.Column(width=2.0) for _ in competitors)),
        (t.Row(header),),
        (
            t.Row(known, heading=True),
            *(
                t.Row((_criterion(ctx, one), *(_cell(ctx, board, c, one) for c in competitors)), heading=True)
                for one in board.tool.criteria
            ),
        ),
        title=ctx.text(board.tool.title),
        stage=board.tool.stage,
        role="map",
    )


def _heading(words: str) -> t.Cell:
    return t.Cell((t.paragraph(words),))


def _criterion(ctx: Context, criterion: Criterion) -> t.Cell:
    return t.Cell((t.Paragraph(ctx.line(criterion.label)),))


def _name(ctx: Context, board: ComparisonBoard, key: str) -> t.Cell:
    said = ctx.word("comparison.who")
    guide = said if ctx.blank else ""
    return t.Cell((spot(ctx, f"{board.at}/competitors/{key}/name", said, guide=guide),))


def _known(ctx: Context, board: ComparisonBoard, key: str) -> t.Cell:
    """How we know what stands in the column."""
    return t.Cell((_source(ctx, board, f"{board.at}/competitors/{key}/known_by"),))


def _source(ctx: Context, board: ComparisonBoard, address: str) -> t.Field:
    ways = tuple(t.Option(source.id, ctx.text(source.label)) for source in board.tool.sources)
    return spot(ctx, address, ctx.word("comparison.known"), options=ways, kind=Kind("choice"))


def _cell(ctx: Context, board: ComparisonBoard, key: str, criterion: Criterion) -> t.Cell:
    """What a criterion says of one, and how we know it where that is not the way of the column."""
    at = f"{board.at}/competitors/{key}/notes/{criterion.id}"
    lines = _LINES[paper(ctx)]
    blocks: list[t.Block] = [spot(ctx, f"{at}/text", ctx.text(criterion.label), lines=lines)]
    competitor = board.content.competitors.get(key) if board.content else None
    note = competitor.notes.get(criterion.id) if competitor else None
    if note is not None and note.known_by is not None:
        blocks.append(_source(ctx, board, f"{at}/known_by"))
    return t.Cell(tuple(blocks))


def _note(ctx: Context, board: ComparisonBoard) -> t.Table | None:
    if not ctx.blank and (board.content is None or board.content.note is None):
        return None
    return head(ctx, board, [Place("board.note", "note", 7)])


def _questions(ctx: Context, tool: Comparison) -> Questions:
    yield t.line(ctx.word("comparison.known")), [source.label for source in tool.sources]
    yield t.line(ctx.word("comparison.criterion")), [criterion.label for criterion in tool.criteria]
