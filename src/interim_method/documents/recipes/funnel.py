"""The sales funnel: how many are at each stage, and why those who leave do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.boards import Board, Place, board_document, head, hint
from interim_method.documents.parts.paper import paper
from interim_method.documents.parts.places import spot
from interim_method.documents.parts.tool_guide import Questions
from interim_method.markup import tree as t
from interim_method.model import Funnel, FunnelContent, FunnelCount, FunnelStage
from interim_method.rules.contents import FunnelLine, funnel_lines

__all__ = ["compose"]

FunnelBoard = Board[Funnel, FunnelContent]

_EMPTY_REASONS: Final = {"A4": 4, "A3": 8}
"""Empty rows for reasons at each stage, to write by hand."""
_ACROSS: Final = 3
"""How many stages stand side by side."""


def compose(ctx: Context) -> t.Document:
    """The figures as a table and as bars, then the reasons for no."""
    return board_document(ctx, Funnel, FunnelContent, _page, _questions)


def _page(ctx: Context, board: FunnelBoard) -> Iterable[t.Block | None]:
    lines = _lines(board)
    yield board.section(
        ctx,
        "board",
        head(
            ctx,
            board,
            [
                Place("label.segment", "segment", 4, optional=True),
                Place("label.start", "start"),
                Place("label.end", "end"),
            ],
        ),
        _table(ctx, board, lines),
        None
        if ctx.blank
        else t.paragraph(ctx.word("funnel.least", least=ctx.number(board.tool.least)), "muted"),
        _note(ctx, board),
        titled=False,
    )
    yield None if ctx.blank else board.section(ctx, "bars", _bars(ctx, board, lines), titled=False)
    yield board.section(ctx, "left", _reasons(ctx, board), new_page=ctx.blank)


def _lines(board: FunnelBoard) -> tuple[FunnelLine, ...]:
    if board.content is None:
        return tuple(FunnelLine(stage, None, None) for stage in board.tool.stages)
    return funnel_lines(board.tool, board.content)


# --- the figures ------------------------------------------------------------------------------------------------


def _table(ctx: Context, board: FunnelBoard, lines: Iterable[FunnelLine]) -> t.Table:
    word = ctx.word
    headings = ("stage", "counted", "count", "share", "days")
    columns = (
        t.Column(width=3.2),
        t.Column(width=4.6),
        t.Column("right", 1.4, "number"),
        t.Column("right", 1.8, "number"),
        t.Column("right", 1.6, "number"),
    )
    shown = [n for n in range(len(headings)) if not (ctx.blank and headings[n] == "share")]
    header = t.Row(tuple(t.Cell((t.paragraph(word(f"funnel.{headings[n]}")),)) for n in shown))
    rows = []
    for number, line in enumerate(lines, 1):
        cells = _row(ctx, board, number, line)
        rows.append(t.Row(tuple(cells[n] for n in shown), heading=True))
    return t.Table(
        tuple(columns[n] for n in shown),
        (header,),
        tuple(rows),
        title=word("funnel.table"),
        stage=board.tool.stage,
    )


def _row(ctx: Context, board: FunnelBoard, number: int, line: FunnelLine) -> tuple[t.Cell, ...]:
    stage = line.stage
    at = f"{board.at}/counts/{stage.id}"
    # A stage that was looked at and has no figure is not one that somebody still has to fill in.
    none = ctx.word("funnel.no-figure") if line.found is not None else ""
    share = "" if line.share is None else ctx.language.percent(float(line.share))
    days = "–" if line.found is not None and line.found.days is None else ""
    return (
        t.Cell((t.paragraph(f"{number} · {ctx.text(stage.title)}"),)),
        t.Cell(hint(ctx, stage.counted)),
        t.Cell((spot(ctx, f"{at}/count", ctx.word("funnel.count"), guide=none, lines=2),)),
        t.Cell((t.paragraph(share or "–"),)),
        t.Cell((spot(ctx, f"{at}/days", ctx.word("funnel.days"), guide=days),)),
    )


def _note(ctx: Context, board: FunnelBoard) -> t.Table | None:
    if not ctx.blank and (board.content is None or board.content.note is None):
        return None
    return head(ctx, board, [Place("board.note", "note", 7, lines=2)])


def _bars(ctx: Context, board: FunnelBoard, lines: tuple[FunnelLine, ...]) -> t.Figure | None:
    """The figures as bars, where there are enough to compare."""
    known = [line for line in lines if line.number is not None]
    if len(known) < 2:
        return None
    names = [ctx.text(line.stage.title) for line in known]
    said = [f"{name} {ctx.number(line.number)}" for name, line in zip(names, known, strict=True)]
    values = tuple(float(line.number or 0) for line in known)
    labels = tuple(ctx.number(line.number) for line in known)
    return t.Figure(
        "bar",
        ctx.word("funnel.alt", stages=ctx.language.listing(said)),
        tuple(names),
        (t.Series(ctx.word("funnel.count"), values, labels),),
        # The figures above it are its table.
        (),
        low=0,
        stage=board.tool.stage,
    )


# --- why they leave ----------------------------------------------------------------------------------------------


def _reasons(ctx: Context, board: FunnelBoard) -> t.Grid | None:
    """The reasons for no at each stage that has any, side by side; to fill in, at each stage."""
    shown = [
        (stage, found)
        for stage in board.tool.stages
        for found in [board.content.counts.get(stage.id) if board.content else None]
        if ctx.blank or (found and found.reasons)
    ]
    return (
        t.Grid(
            tuple(
                t.GridCell(
                    ctx.line(stage.title),
                    (_reasons_at(ctx, board, stage, found),),
                    column=n % _ACROSS + 1,
                    row=n // _ACROSS + 1,
                )
                for n, (stage, found) in enumerate(shown)
            ),
            columns=_ACROSS,
            title=ctx.heading("left"),
            stage=board.tool.stage,
        )
        if shown
        else None
    )


def _reasons_at(
    ctx: Context, board: FunnelBoard, stage: FunnelStage, found: FunnelCount | None
) -> t.Collection:
    return ctx.collection(
        f"{board.at}/counts/{stage.id}/reasons",
        ctx.word("funnel.left-at", stage=ctx.text(stage.title)),
        (
            Col(ctx.word("funnel.reason"), "text", width=3),
            Col(ctx.word("funnel.count"), "count", width=1, align="right", holds="number"),
        ),
        empty=_EMPTY_REASONS[paper(ctx)] if ctx.blank else 0,
        stage=board.tool.stage,
    )


def _questions(ctx: Context, tool: Funnel) -> Questions:
    yield t.line(ctx.word("board.questions")), [note.text for note in tool.ask]
    for stage in tool.stages:
        yield stage.title, [stage.counted]
