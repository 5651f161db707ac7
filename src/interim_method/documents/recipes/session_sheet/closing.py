"""The end of a sheet: the thermometer, and what each takes away."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.scales import ends
from interim_method.documents.recipes.session_sheet.sheets import Sheet
from interim_method.markup import tree as t
from interim_method.model import Kind, NewItem, Readiness
from interim_method.rules import readiness

__all__ = ["take_away", "thermometer"]


def thermometer(ctx: Context, sheet: Sheet) -> Iterator[t.Block]:
    """A statement for each change stage, to be marked."""
    taken = _taken(ctx, sheet)
    if ctx.edition == "filled" and taken is None:
        return
    stages = [s for s in ctx.methodology.stages if s.statement]
    if not stages:
        return
    if ctx.edition != "filled":
        yield t.paragraph(ctx.word("session-sheet.thermometer-how"), "help")
    rows: list[t.Row] = []
    for stage in stages:
        statement: list[t.Block] = [t.Paragraph(ctx.line(stage.statement))]
        if said := ends(ctx, 1, 5, stage.low, stage.high):
            statement.append(t.paragraph(said, "help"))
        cells = [
            t.Cell((t.Paragraph((t.Strong(ctx.line(stage.title)),)),), stage=stage.id),
            t.Cell(tuple(statement)),
        ]
        if ctx.edition != "facilitator":
            cells.append(t.Cell(_mark(ctx, sheet, taken, stage.id)))
        rows.append(t.Row(tuple(cells), heading=True))
    header = [ctx.word("label.stage"), ctx.word("session-sheet.statement")]
    widths = [1.5, 6.4]
    if ctx.edition != "facilitator":
        header.append(ctx.word("label.median") if taken and not ctx.blank else "1–5")
        widths.append(2.5)
    yield t.Table(
        tuple(t.Column(width=w) for w in widths),
        (t.Row(tuple(t.Cell((t.paragraph(h),)) for h in header)),),
        tuple(rows),
        title=ctx.heading("thermometer"),
    )


def _taken(ctx: Context, sheet: Sheet) -> Readiness | None:
    if sheet.session is None:
        return None
    return next((r for r in readiness.measurements(ctx.engagement) if r.session == sheet.session.id), None)


def _mark(ctx: Context, sheet: Sheet, taken: Readiness | None, stage: str) -> t.Blocks:
    """One person's mark to fill in; in the record the median of all."""
    if ctx.blank:
        at = f"/readiness/{_hers(sheet).token}/values/{stage}/dots"
        return (ctx.field(at, ctx.stage(stage), stage=stage, kind=Kind("scale", 1, 5)),)
    found = taken.values.get(stage) if taken else None
    if found is None or taken is None:
        return (ctx.pending(),)
    if found.dots:
        return (t.paragraph(ctx.number(readiness.value(found))),)
    return (ctx.field(f"/readiness/{taken.id}/values/{stage}/value", ctx.stage(stage)),)


def _hers(sheet: Sheet) -> NewItem:
    """One person's thermometer: apart from the others' of the session, with which it is read together."""
    session = sheet.session
    if session is None:
        return NewItem(sheet.owner.id, taken={"on": f"{sheet.at}/on"})
    return NewItem(sheet.owner.id, {"session": session.id, "on": session.on.isoformat()})


def take_away(ctx: Context, sheet: Sheet) -> Iterator[t.Block]:
    """What each takes away from the session, and what she still needs."""
    if ctx.blank:
        cells = tuple(
            t.GridCell(
                t.line(ctx.word(f"session-sheet.{key}-how")),
                (
                    ctx.field(
                        f"{sheet.at}/closing_round/{NewItem(str(n)).token}/text",
                        ctx.heading(key),
                        kind=Kind("text"),
                        lines=2,
                        stage=sheet.stage,
                    ),
                ),
                column=n,
            )
            for n, key in enumerate(("take-away", "need"), 1)
        )
        yield t.Grid(cells, role="cards", title=ctx.heading("take-away"), stage=sheet.stage)
        return
    if sheet.session is not None and sheet.session.closing_round:
        yield ctx.collection(
            f"{sheet.at}/closing_round",
            ctx.heading("take-away"),
            (Col(ctx.word("session-sheet.said"), "text"),),
            role="facts",
        )
