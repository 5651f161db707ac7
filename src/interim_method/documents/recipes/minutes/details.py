"""When and where a session was, who was there, and to which step it belongs."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.documents.context import Context
from interim_method.documents.recipes.minutes.meeting import Meeting, place_of
from interim_method.markup import tree as t
from interim_method.model import Attendance, Session, Step

__all__ = ["details"]


def details(ctx: Context, meeting: Meeting) -> Iterator[t.Block]:
    """Date, place, those who came, the step."""
    session = meeting.session
    entries: list[tuple[str, str | t.Blocks]] = [place_of(ctx, meeting, "label.place", "place")]
    if ctx.blank:
        sheet = t.paragraph(ctx.word("minutes.see-attendance"), "help")
        entries.append((ctx.word("minutes.attending"), (sheet,)))
    elif session is not None:
        entries.extend(_attended(ctx, session))
    if session is not None and session.step is not None:
        entries.extend(_belongs(ctx, session))
    elif not meeting.shared:
        steps = tuple(t.Option(s.id, ctx.text(s.title)) for s in ctx.methodology.steps)
        entries.append(place_of(ctx, meeting, "label.step", "step", options=steps))
    yield _when(ctx, meeting)
    yield ctx.facts(*entries)


def _when(ctx: Context, meeting: Meeting) -> t.Table:
    """Date, times and the like side by side: they are short, and the first page is for the agreements."""
    names = {
        "label.date": "on",
        "label.start": "start",
        "label.end": "end",
        "minutes.mode": "mode",
        "label.facilitates": "facilitator",
    }
    places = [place_of(ctx, meeting, label, name) for label, name in names.items()]
    return t.Table(
        tuple(t.Column(width=w, holds="short") for w in (1.5, 1.1, 1.1, 2.4, 2.6)),
        (t.Row(tuple(t.Cell((t.paragraph(label),)) for label, _ in places)),),
        (t.Row(tuple(t.Cell(blocks) for _, blocks in places)),),
        title=ctx.heading("details"),
        role="facts",
    )


def _attended(ctx: Context, session: Session) -> Iterator[tuple[str, str]]:
    present = [_attending(ctx, a) for a in session.attendance if a.present]
    excused = [_excused(ctx, a) for a in session.attendance if not a.present]
    yield ctx.word("label.present"), ctx.language.listing(p for p in present if p) or ctx.word("pending")
    yield ctx.word("label.excused"), ctx.language.listing(e for e in excused if e)


def _belongs(ctx: Context, session: Session) -> Iterator[tuple[str, str]]:
    """The step of a session, and its change stages where no strip says them."""
    step = ctx.methodology.elements.get(session.step)
    if isinstance(step, Step):
        yield ctx.word("label.step"), ctx.text(step.title)
    if not ctx.of:
        yield ctx.word("minutes.stages"), ctx.language.listing(s for s in map(ctx.stage, session.stages) if s)


def _attending(ctx: Context, attendance: Attendance) -> str:
    role = ctx.role(attendance.id)
    if role and attendance.people is not None and attendance.people > 1:
        return ctx.word("minutes.several", role=role, n=ctx.number(attendance.people))
    return role


def _excused(ctx: Context, attendance: Attendance) -> str:
    role = _attending(ctx, attendance)
    reason = ctx.text(attendance.reason)
    return f"{role} ({reason})" if role and reason else role
