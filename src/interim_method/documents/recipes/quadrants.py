"""The quadrants: a board a segment, what has to be checked, and the sentence that sums it up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.boards import Board, Place, asked, board_document, head
from interim_method.documents.parts.paper import paper
from interim_method.documents.parts.places import spot
from interim_method.documents.parts.tool_guide import Questions
from interim_method.markup import tree as t
from interim_method.model import BoardCard, Cell, Quadrants, QuadrantsContent
from interim_method.rules.contents import by_votes, to_verify

__all__ = ["compose"]

QuadrantsBoard = Board[Quadrants, QuadrantsContent]

_HEIGHTS: Final = {"A4": 116, "A3": 178}
"""Millimetres of a page that the whole board may take."""
_SLACK: Final = 4
"""Millimetres less that a cell has where its cards do not need them."""
_FIRST: Final = 16.0
"""Millimetres of a cell above its cards."""
_LINE: Final = 3.8
"""Millimetres of a line of a card; around its lines there is as much."""
_ACROSS: Final = {"A4": 110, "A3": 115}
"""Letters of cards that stand side by side across a board."""
_HANDS: Final = {"A4": 2, "A3": 5}
"""Empty rows of a cell, to write cards by hand."""


def compose(ctx: Context) -> t.Document:
    """A board a segment; the page that it stands on holds nothing but segment, date and sentence."""
    return board_document(ctx, Quadrants, QuadrantsContent, _page, _questions)


def _page(ctx: Context, board: QuadrantsBoard) -> Iterable[t.Block | None]:
    yield board.section(
        ctx,
        "board",
        head(ctx, board, [Place("label.segment", "segment", 5), Place("label.date", "on")]),
        _grid(ctx, board),
        _sentence(ctx, board),
        titled=False,
    )
    yield board.section(ctx, "more", *_more(ctx, board), new_page=True)
    yield board.section(ctx, "verify", _verify(ctx, board), new_page=True)


# --- the board ---------------------------------------------------------------------------------------------------


def _grid(ctx: Context, board: QuadrantsBoard) -> t.Grid:
    tool = board.tool
    columns = max(tool.columns, 1)
    cells = tuple(
        t.GridCell(
            t.line(f"{n + 1} · {ctx.text(cell.label)}"),
            (
                *(asked(ctx, [note.text for note in cell.questions]) if ctx.blank else ()),
                _cards(ctx, board, cell),
            ),
            column=n % columns + 1,
            row=n // columns + 1,
        )
        for n, cell in enumerate(tool.cells)
    )
    return t.Grid(
        cells,
        columns=columns,
        title=ctx.text(tool.title),
        stage=tool.stage,
        minimum=_height(ctx, tool) - _SLACK,
    )


def _height(ctx: Context, tool: Quadrants) -> int:
    """Millimetres that each cell has, whatever it holds: all are equal."""
    rows = -(-len(tool.cells) // max(tool.columns, 1))
    return _HEIGHTS[paper(ctx)] // max(rows, 1)


def _split(
    ctx: Context, board: QuadrantsBoard, cell: Cell
) -> tuple[tuple[BoardCard, ...], tuple[BoardCard, ...]]:
    """The cards that a cell has room for, most votes first, and the rest; one at least is shown.

    A cell that held more than its part would push the board off its page.
    """
    cards = by_votes(c for c in (board.content.cards if board.content else ()) if c.cell == cell.id)
    across = _ACROSS[paper(ctx)] // max(board.tool.columns, 1)
    left = _height(ctx, board.tool) - _FIRST
    for number, card in enumerate(cards):
        left -= _LINE + _LINE * -(-len(ctx.text(card.text)) // across)
        if left < 0 and number:
            return cards[:number], cards[number:]
    return cards, ()


def _cards(ctx: Context, board: QuadrantsBoard, cell: Cell) -> t.Collection:
    """The cards of a cell, most votes first, each with sign and word for fact or assumption."""
    shown, _ = _split(ctx, board, cell)
    return _collection(ctx, board, cell, shown, _HANDS[paper(ctx)] if ctx.blank else 0)


def _collection(
    ctx: Context, board: QuadrantsBoard, cell: Cell, cards: tuple[BoardCard, ...], empty: int = 0
) -> t.Collection:
    return board.collection(
        ctx,
        "cards",
        ctx.text(cell.label),
        (
            Col(ctx.word("board.card"), "text", width=6.1),
            Col(ctx.word("board.certainty"), "certainty", width=2.15, holds="short"),
            Col(ctx.word("label.votes"), "votes", width=1.05, align="right", holds="number"),
        ),
        items=cards,
        empty=empty,
        hint=f"{cell.id[:50]}",
        given={"cell": cell.id},
    )


def _more(ctx: Context, board: QuadrantsBoard) -> Iterable[t.Block]:
    """The cards that the board has no room for."""
    for cell in () if ctx.blank else board.tool.cells:
        _, rest = _split(ctx, board, cell)
        if rest:
            yield t.Section(
                ctx.line(cell.label),
                (_collection(ctx, board, cell, rest),),
                id=f"more-{cell.id}-{board.id}",
            )


def _sentence(ctx: Context, board: QuadrantsBoard) -> t.Table:
    """The sentence that sums the board up; while it is empty, with its gaps."""
    label = ctx.heading("sentence")
    made = spot(
        ctx,
        f"{board.at}/sentence",
        label,
        lines=2,
        guide=ctx.text(board.tool.sentence),
        stage=board.tool.stage,
    )
    cells = (t.Cell((t.Paragraph((t.Strong(t.line(label)),)),)), t.Cell((made,)))
    return t.Table((t.Column(width=1), t.Column(width=7)), (), (t.Row(cells),), title=label, role="facts")


# --- what has to be checked ---------------------------------------------------------------------------------------


def _verify(ctx: Context, board: QuadrantsBoard) -> t.Collection | None:
    """The assumptions by votes: how, who, until when."""
    items = to_verify(board.content) if board.content else ()
    if not items and not ctx.blank:
        return None
    cells = tuple(t.Option(c.id, ctx.text(c.label)) for c in board.tool.cells)
    return board.collection(
        ctx,
        "cards",
        ctx.heading("verify"),
        (
            Col(ctx.word("board.assumption"), "text", width=5),
            Col(ctx.word("board.cell"), "cell", width=2.4, options=cells),
            Col(ctx.word("label.votes"), "votes", width=0.8, align="right", holds="number"),
            Col(ctx.word("board.verify-how"), "verify_how", width=4),
            Col(ctx.word("label.owner"), "verify_who", width=1.8),
            Col(ctx.word("label.due"), "verify_by", width=1.4, holds="short"),
        ),
        items=items,
        empty=6 if ctx.blank else 0,
        hint="verify",
        lines=2,
        given={"certainty": "assumption"},
    )


def _questions(ctx: Context, tool: Quadrants) -> Questions:
    return [(cell.label, [note.text for note in cell.questions]) for cell in tool.cells]
