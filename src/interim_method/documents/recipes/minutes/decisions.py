"""What a session decided: what, who, until when."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from interim_method.documents.context import Col, Context
from interim_method.documents.recipes.minutes.meeting import Meeting, rows_of
from interim_method.markup import tree as t
from interim_method.model import Session

__all__ = ["decisions"]


def decisions(ctx: Context, meeting: Meeting) -> Iterator[t.Block | None]:
    """The decisions, numbered, each with who sees to it and until when."""
    word = ctx.word
    session = meeting.session
    if not ctx.blank and not (session and session.decisions):
        yield t.paragraph(word("minutes.no-decisions"), "muted")
        return
    places = {d.id: n for n, d in enumerate(session.decisions, 1)} if session else {}

    def number(decision: object) -> t.Blocks:
        return (t.paragraph(f"{meeting.number}.{places[getattr(decision, 'id', '')]}"),)

    found = rows_of(
        ctx,
        meeting,
        "decisions",
        (
            Col(word("minutes.number"), make=number, width=1.0, holds="short"),
            Col(word("minutes.decision"), "text", width=5.5),
            Col(word("label.responsible"), "responsible", width=2.8),
            Col(word("label.due"), "due", width=1.7, holds="short"),
            Col(word("minutes.done"), "done", width=1.7, holds="short"),
        ),
        empty=6 if ctx.blank else 0,
        lines=2,
    )
    yield _everyone(ctx, found, session) if session and not ctx.blank else found


def _everyone(ctx: Context, rows: t.Collection, session: Session) -> t.Collection:
    """The rows with *everyone* in place of the names where all of the team see to something."""
    column = rows.names.index("responsible")
    said = t.Cell((t.paragraph(ctx.word("minutes.everyone")),))

    def row(one: t.CollectionRow) -> t.CollectionRow:
        decision = session.decisions.get(one.id)
        if decision is None or not decision.everyone:
            return one
        return evolve(one, cells=(*one.cells[:column], said, *one.cells[column + 1 :]))

    return evolve(rows, rows=tuple(row(one) for one in rows.rows))
