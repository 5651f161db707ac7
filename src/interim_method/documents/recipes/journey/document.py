"""The customer journey: a persona, her way with its curve of emotions, and what is done where it hurts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from interim_method.documents.context import Context
from interim_method.documents.parts.boards import Board, Place, board_document, chunks, head, hint
from interim_method.documents.parts.paper import paper
from interim_method.documents.parts.places import spot
from interim_method.documents.parts.tool_guide import Questions
from interim_method.documents.recipes.journey.lanes import lane_cell, with_code
from interim_method.markup import tree as t
from interim_method.model import Journey, JourneyContent, JourneyPoint, JourneyStage, Lane
from interim_method.rules.contents import assumed, critical, lowest

__all__ = ["compose"]

JourneyBoard = Board[Journey, JourneyContent]

WORST, BEST = -2, 2
"""The ends of the scale of emotions."""
_ACROSS: Final = {"A4": 6, "A3": 8}
"""How many stages can stand side by side and still be read."""
_BY_HAND: Final = 3
"""How many stand side by side to be filled in by hand."""
_LINES: Final = {"A4": 2, "A3": 3}
"""Lines of room in a cell, to be filled in by hand."""
_WHO: Final = {"A4": 7, "A3": 10}
"""Lines of room to say who she is and what she needs, on the page before the map."""
_KNOWN: Final = {"A4": 4, "A3": 6}
"""Lines of room to say what we know it from."""


def compose(ctx: Context) -> t.Document:
    """Persona, curve and map; then the critical moments, what is done about them, and what is assumed."""
    return board_document(ctx, Journey, JourneyContent, _page, _questions)


def _page(ctx: Context, board: JourneyBoard) -> Iterable[t.Block | None]:
    yield board.section(ctx, "persona", _persona(ctx, board), titled=False)
    yield board.section(ctx, "map", *_maps(ctx, board), titled=False)
    if not ctx.blank:
        yield board.section(ctx, "critical", _critical(ctx, board))
        yield board.section(ctx, "response", _response(ctx, board))
    yield board.section(ctx, "assumed", _assumed(ctx, board), new_page=ctx.blank)


def _persona(ctx: Context, board: JourneyBoard) -> t.Table:
    """The band at the top: who she is, what she needs, and what we know it from."""
    return head(
        ctx,
        board,
        [Place("label.segment", "segment", 5), Place("label.date", "on")],
        [Place("journey.persona-name", "persona", across=True)],
        [
            Place(
                "journey.description",
                "description",
                guide="journey.persona-guide",
                lines=_WHO[paper(ctx)],
                across=True,
            )
        ],
        [
            Place(
                "journey.known-from",
                "known_from",
                guide="journey.known-guide",
                lines=_KNOWN[paper(ctx)],
                across=True,
            )
        ],
    )


# --- the curve and the map -----------------------------------------------------------------------------------------


def _curve(ctx: Context, board: JourneyBoard, stages: Sequence[JourneyStage], table: t.Table) -> t.Block:
    """The map with the emotions as a curve over its columns, each point with its word."""
    if ctx.blank or board.content is None:
        return table
    points = [board.content.points.get(stage.id) or JourneyPoint(id=stage.id) for stage in stages]
    if sum(point.emotion is not None for point in points) < 2:
        return table
    names = tuple(ctx.text(stage.title) for stage in stages)
    shown = [_felt(ctx, point) for point in points]
    said = [
        ctx.word("journey.curve-point", stage=name, emotion=mark, reason=reason)
        if reason
        else ctx.word("journey.curve-plain", stage=name, emotion=mark)
        for name, (mark, reason) in zip(names, shown, strict=True)
        if mark
    ]
    return t.Figure(
        "curve",
        ctx.word("journey.curve-alt", points=ctx.language.listing(said)),
        tuple(_numbered(ctx, board, stage) for stage in stages),
        (
            t.Series(
                ctx.word("journey.emotion"),
                tuple(None if p.emotion is None else float(p.emotion) for p in points),
                tuple(" · ".join(filter(None, felt)) for felt in shown),
            ),
        ),
        # The map has the same emotions as a lane: it is the table.
        (table,),
        low=WORST,
        high=BEST,
        stage=board.tool.stage,
        ends=(
            ctx.word("journey.curve-low", emotion=ctx.language.signed(WORST)),
            ctx.word("journey.curve-high", emotion=ctx.language.signed(BEST)),
        ),
        over=True,
    )


def _numbered(ctx: Context, board: JourneyBoard, stage: JourneyStage) -> str:
    """A stage with its number, as people point at it on a wall."""
    return f"{board.tool.stages.ids.index(stage.id) + 1} {ctx.text(stage.title)}"


def _felt(ctx: Context, point: JourneyPoint) -> tuple[str, str]:
    """An emotion with its sign, and why."""
    mark = "" if point.emotion is None else ctx.language.signed(point.emotion)
    return mark, ctx.text(point.emotion_reason)


def _maps(ctx: Context, board: JourneyBoard) -> Iterable[t.Block]:
    """Stages by lanes; more stages than fit beside each other go on in a further table."""
    size = paper(ctx)
    most = _BY_HAND if ctx.blank else _ACROSS[size]
    for group in chunks(board.tool.stages, most):
        if ctx.blank:
            yield t.PageBreak()
        yield _curve(ctx, board, group, _map(ctx, board, group, _LINES[size]))


def _map(ctx: Context, board: JourneyBoard, shown: Sequence[JourneyStage], lines: int) -> t.Table:
    low = lowest(board.tool, board.content) if board.content and not ctx.blank else ()
    header = t.Row(
        (
            t.Cell(()),
            *(
                t.Cell(
                    (
                        t.paragraph(_numbered(ctx, board, stage)),
                        *(() if ctx.edition == "filled" else hint(ctx, stage.gloss)),
                    )
                )
                for stage in shown
            ),
        )
    )
    rows = tuple(
        t.Row(
            (
                _lane(ctx, lane),
                *(
                    lane_cell(
                        ctx,
                        f"{board.at}/points/{stage.id}",
                        lane,
                        low=stage.id in low,
                        lines=lines,
                    )
                    for stage in shown
                ),
            ),
            heading=True,
        )
        for lane in board.tool.lanes
    )
    return t.Table(
        (t.Column(width=1.8 if ctx.blank else 1.5), *(t.Column(width=2.0) for _ in shown)),
        (header,),
        rows,
        title=ctx.word("journey.stages", stages=ctx.language.listing(ctx.text(s.title) for s in shown)),
        stage=board.tool.stage,
        role="map",
    )


def _lane(ctx: Context, lane: Lane) -> t.Cell:
    return t.Cell((t.Paragraph(ctx.line(lane.label)), *(hint(ctx, lane.help) if ctx.blank else ())))


# --- what follows from it ------------------------------------------------------------------------------------------


def _critical(ctx: Context, board: JourneyBoard) -> t.Table | None:
    """The lowest points, each with what holds her up there."""
    if board.content is None:
        return None
    return ctx.table(
        [ctx.word(f"journey.{key}") for key in ("stage", "emotion", "pain")],
        (
            (
                ctx.line(one.stage.title),
                " · ".join(filter(None, _felt(ctx, one.point))),
                _cell(ctx, one.point, "pains"),
            )
            for one in critical(board.tool, board.content)
        ),
        widths=(2.5, 2.5, 6),
        title=ctx.heading("critical"),
        stage=board.tool.stage,
    )


def _response(ctx: Context, board: JourneyBoard) -> t.Table | None:
    """From what hurts to what is done: pain, response, action, who."""
    if board.content is None:
        return None
    points = [(stage, board.content.points.get(stage.id)) for stage in board.tool.stages]
    return ctx.table(
        [
            *(ctx.word(f"journey.{key}") for key in ("stage", "pain", "answer", "action")),
            ctx.word("label.owner"),
        ],
        (
            (
                ctx.line(stage.title),
                _cell(ctx, point, "pains"),
                _cell(ctx, point, "response"),
                _actions(ctx, point),
                ctx.role(point.owner) or (ctx.pending(),),
            )
            for stage, point in points
            if point is not None and {"pains", "response"} & set(point.cells.ids)
        ),
        widths=(1.5, 2.2, 2.4, 6.4, 2),
        title=ctx.heading("response"),
        stage=board.tool.stage,
    )


def _cell(ctx: Context, point: JourneyPoint, lane: str) -> t.Blocks:
    found = point.cells.get(lane)
    return ctx.prose(found.text) if found else (ctx.pending(),)


def _actions(ctx: Context, point: JourneyPoint) -> t.Blocks:
    actions = [a for a in map(ctx.engagement.actions.get, point.actions) if a is not None]
    return tuple(t.Paragraph(with_code(ctx, action)) for action in actions) or (ctx.pending(),)


def _assumed(ctx: Context, board: JourneyBoard) -> t.Table | None:
    """The stages with little or no evidence, and how to check them; to fill in, every stage."""
    if ctx.blank or board.content is None:
        stages = [(stage, JourneyPoint(id=stage.id)) for stage in board.tool.stages] if ctx.blank else []
    else:
        stages = [(one.stage, one.point) for one in assumed(board.tool, board.content)]
    return ctx.table(
        [
            ctx.word("journey.stage"),
            *([] if ctx.blank else [ctx.word("journey.evidence")]),
            ctx.word("board.verify-how"),
        ],
        (
            (
                ctx.line(stage.title),
                *([] if ctx.blank else [_evidence(ctx, point)]),
                (
                    spot(
                        ctx,
                        f"{board.at}/points/{stage.id}/verify_how",
                        ctx.word("board.verify-how"),
                        lines=2,
                    ),
                ),
            )
            for stage, point in stages
        ),
        widths=(2.5, 6) if ctx.blank else (2.5, 3.5, 6),
        title=ctx.heading("assumed"),
        stage=board.tool.stage,
    )


def _evidence(ctx: Context, point: JourneyPoint) -> str:
    said = (ctx.choice("evidence", point.evidence or "none"), ctx.text(point.evidence_note))
    return " · ".join(filter(None, said))


def _questions(ctx: Context, tool: Journey) -> Questions:
    for lane in tool.lanes:
        yield lane.label, [lane.help]
