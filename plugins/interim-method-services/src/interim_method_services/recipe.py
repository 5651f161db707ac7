"""The service blueprint as a document: the map with its lines, where it fails, and what is only assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.boards import Board, Place, board_document, chunks, head, hint
from interim_method.documents.parts.paper import paper
from interim_method.documents.parts.places import spot
from interim_method.documents.parts.tool_guide import Questions
from interim_method.markup import tree as t
from interim_method_services.model import (
    BlueprintLane,
    BlueprintStage,
    ServiceBlueprint,
    ServiceBlueprintContent,
)
from interim_method_services.rules import longest_wait, open_failures, totals

__all__ = ["compose"]

Blueprint = Board[ServiceBlueprint, ServiceBlueprintContent]

_ACROSS: Final = {"A4": 6, "A3": 8}
"""How many stages can stand side by side and still be read."""
_BY_HAND: Final = 3
"""How many stand side by side to be filled in by hand."""
_LINES: Final = {"A4": 2, "A3": 3}
"""Lines of room in a cell, to be filled in by hand."""
_MEASURES: Final = ("wait", "work", "redone")
"""What is measured of a stage."""


def compose(ctx: Context) -> t.Document:
    """What service and which case, the map, where it fails, and what nobody has checked yet."""
    return board_document(ctx, ServiceBlueprint, ServiceBlueprintContent, _page, _questions)


def _word(ctx: Context, key: str, **gaps: object) -> str:
    return ctx.word(f"service-blueprint.{key}", **gaps)


def _page(ctx: Context, board: Blueprint) -> Iterable[t.Block | None]:
    yield board.section(ctx, "service", _service(ctx, board), titled=False)
    yield board.section(ctx, "map", *_maps(ctx, board), _sum(ctx, board), titled=False)
    yield board.section(ctx, "failures", _open(ctx, board), _failures(ctx, board), new_page=ctx.blank)
    if not ctx.blank:
        yield board.section(ctx, "assumed", _assumed(ctx, board))


def _service(ctx: Context, board: Blueprint) -> t.Table:
    """The band at the top: which service, whose, from which case and how it is known."""
    own = "service-blueprint"
    return head(
        ctx,
        board,
        [Place("label.segment", "segment", 5, optional=True), Place("label.date", "on")],
        [Place(f"{own}.name", "service", guide=f"{own}.name-guide", across=True)],
        [Place(f"{own}.case", "case", guide=f"{own}.case-guide", lines=3, across=True)],
        [Place(f"{own}.known-from", "known_from", guide=f"{own}.known-guide", lines=3, across=True)],
    )


# --- the map -----------------------------------------------------------------------------------------------------


def _maps(ctx: Context, board: Blueprint) -> Iterator[t.Block]:
    """Stages by lanes; more stages than fit beside each other go on in a further table."""
    most = _BY_HAND if ctx.blank else _ACROSS[paper(ctx)]
    for group in chunks(board.tool.stages, most):
        if ctx.blank:
            yield t.PageBreak()
        yield _map(ctx, board, group)


def _map(ctx: Context, board: Blueprint, shown: Sequence[BlueprintStage]) -> t.Table:
    stages = board.tool.stages.ids
    header = t.Row(
        (
            t.Cell(()),
            *(
                t.Cell(
                    (
                        t.paragraph(f"{stages.index(stage.id) + 1} {ctx.text(stage.title)}"),
                        *(() if ctx.edition == "filled" else hint(ctx, stage.gloss)),
                    )
                )
                for stage in shown
            ),
        )
    )
    return t.Table(
        (t.Column(width=1.8 if ctx.blank else 1.5), *(t.Column(width=2.0) for _ in shown)),
        (header,),
        (*_lanes(ctx, board, shown), *_measures(ctx, board, shown)),
        title=_word(ctx, "stages", stages=ctx.language.listing(ctx.text(s.title) for s in shown)),
        stage=board.tool.stage,
        role="map",
    )


def _lanes(ctx: Context, board: Blueprint, shown: Sequence[BlueprintStage]) -> Iterator[t.Row]:
    """The lanes, each with the line that parts it from the next."""
    lines = _LINES[paper(ctx)]
    for lane in board.tool.lanes:
        label = ctx.text(lane.label)
        yield t.Row(
            (
                _label(ctx, lane),
                *(
                    t.Cell(
                        (
                            spot(
                                ctx,
                                f"{board.at}/points/{stage.id}/cells/{lane.id}/text",
                                label,
                                lines=lines,
                            ),
                        )
                    )
                    for stage in shown
                ),
            ),
            heading=True,
        )
        if lane.line is not None:
            drawn = t.Paragraph((t.Strong(ctx.line(lane.line)),))
            yield t.Row((t.Cell((drawn,), span=len(shown) + 1),), role="group")


def _label(ctx: Context, lane: BlueprintLane) -> t.Cell:
    return t.Cell((t.Paragraph(ctx.line(lane.label)), *(hint(ctx, lane.help) if ctx.blank else ())))


def _measures(ctx: Context, board: Blueprint, shown: Sequence[BlueprintStage]) -> Iterator[t.Row]:
    """What was counted at each stage; the longest wait is told in words."""
    longest = longest_wait(board.content) if board.content and not ctx.blank else None
    for name in _MEASURES:
        cells = []
        for stage in shown:
            made = spot(ctx, f"{board.at}/points/{stage.id}/{name}", _word(ctx, name))
            marked = name == "wait" and stage.id == longest
            told = (t.paragraph(_word(ctx, "longest"), "label"),) if marked else ()
            cells.append(t.Cell((*told, made)))
        yield t.Row((t.Cell((t.paragraph(_word(ctx, name)),)), *cells), heading=True)
    degrees = tuple(
        t.Option(one, ctx.choice("evidence", one, sign=not ctx.blank)) for one in ("none", "partial", "full")
    )
    known = [
        t.Cell(
            (
                spot(
                    ctx,
                    f"{board.at}/points/{stage.id}/evidence",
                    _word(ctx, "evidence"),
                    options=degrees,
                ),
            )
        )
        for stage in shown
    ]
    yield t.Row((t.Cell((t.paragraph(_word(ctx, "evidence")),)), *known), heading=True)


def _sum(ctx: Context, board: Blueprint) -> t.Block | None:
    """How long a case waits, and how long somebody works on it: the number that surprises."""
    found = totals(board.content) if board.content and not ctx.blank else None
    if found is None or found.wait is None or found.work is None:
        return None
    days = found.wait
    plural = ctx.language.counted("service-blueprint.days", int(days)) if days == int(days) else None
    wait = plural or _word(ctx, "days.other", n=ctx.number(days))
    said = _word(ctx, "sum", wait=wait, work=ctx.language.hours_unit(found.work))
    return t.Paragraph((t.Strong(t.line(said)),))


# --- what follows from it ----------------------------------------------------------------------------------------


def _open(ctx: Context, board: Blueprint) -> t.Block | None:
    """How many failures nobody does anything about yet."""
    if ctx.blank or board.content is None:
        return None
    waiting = len(open_failures(ctx.engagement, board.content))
    if not waiting:
        return None
    return ctx.callout("notice", ctx.language.counted("service-blueprint.open", waiting))


def _failures(ctx: Context, board: Blueprint) -> t.Collection | None:
    """What fails, at which stage, what it does to the user, who sees to it and by which action."""
    if not ctx.blank and not (board.content and board.content.failures):
        return None
    order = board.tool.stages.ids
    found = board.content.failures if board.content else ()
    items = sorted(found, key=lambda one: order.index(one.stage) if one.stage in order else len(order))
    return board.collection(
        ctx,
        "failures",
        ctx.heading("failures"),
        (
            Col(_word(ctx, "failure"), "text", width=4),
            Col(
                _word(ctx, "stage"),
                "stage",
                width=2,
                options=tuple(t.Option(s.id, ctx.text(s.title)) for s in board.tool.stages),
            ),
            Col(_word(ctx, "times"), "times", width=1, align="right", holds="number"),
            Col(_word(ctx, "effect"), "effect", width=3.5),
            Col(ctx.word("label.owner"), "owner", width=1.8),
            Col(_word(ctx, "actions"), "actions", width=3, guide=lambda one: _word(ctx, "no-action")),
        ),
        items=items,
        empty=6 if ctx.blank else 0,
        lines=2,
    )


def _assumed(ctx: Context, board: Blueprint) -> t.Table | None:
    """The stages that nobody has checked, with what is known of them."""
    if board.content is None:
        return None
    points = [(stage, board.content.points.get(stage.id)) for stage in board.tool.stages]
    rows = [
        (
            ctx.line(stage.title),
            ctx.choice("evidence", point.evidence or "none"),
            (
                spot(
                    ctx,
                    f"{board.at}/points/{stage.id}/evidence_note",
                    _word(ctx, "evidence-note"),
                ),
            ),
        )
        for stage, point in points
        if point is not None and point.evidence != "full"
    ]
    return ctx.table(
        [_word(ctx, key) for key in ("stage", "evidence", "evidence-note")],
        rows,
        widths=(2.5, 3, 6),
        title=ctx.heading("assumed"),
        stage=board.tool.stage,
    )


def _questions(ctx: Context, tool: ServiceBlueprint) -> Questions:
    for lane in tool.lanes:
        yield lane.label, [lane.help]
    yield t.line(_word(ctx, "wait")), [_word(ctx, "q-wait")]
    yield t.line(_word(ctx, "failure")), [_word(ctx, "q-failure")]
