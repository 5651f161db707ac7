"""The minutes of a session: what was agreed, by whom and until when, before what was talked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interim_method.documents.context import Context
from interim_method.documents.parts.what_next import what_next
from interim_method.documents.recipes.minutes.attendance import annex
from interim_method.documents.recipes.minutes.decisions import decisions
from interim_method.documents.recipes.minutes.details import details
from interim_method.documents.recipes.minutes.hours import session_hours
from interim_method.documents.recipes.minutes.meeting import Meeting, name_of, subject_of
from interim_method.documents.recipes.minutes.talk import closing_round, next_session, remarks, worked_on
from interim_method.markup import tree as t
from interim_method.model import Engagement, Pilot

__all__ = ["compose"]


def compose(ctx: Context) -> t.Document:
    """The minutes of one session, or of all that agreed on something; blank, a form for one."""
    subject = subject_of(ctx)
    of = ctx.narrowed("sessions")
    held = sorted((s for s in subject.sessions if s.objective or s.decisions), key=lambda s: s.on)
    shared = isinstance(subject, Pilot)
    meetings = [Meeting(s, n, shared) for n, s in enumerate(held, 1)]
    if of:
        session = subject.sessions[of]
        meetings = [m for m in meetings if m.session == session] or [Meeting(session, 1, shared)]
    elif ctx.blank:
        meetings = [Meeting(None, len(held) + 1, shared)]
    if len(meetings) == 1:
        return _one(ctx, meetings[0])
    sections = [
        t.Section(
            ctx.line(name_of(ctx, m)),
            tuple(_minutes(ctx, m)),
            id=f"session-{m.session.id}" if m.session else "",
            new_page=n > 0,
        )
        for n, m in enumerate(meetings)
    ]
    nothing = None if sections else t.paragraph(ctx.word("minutes.none"), "muted")
    annexes = [a for m in meetings if (a := annex(ctx, m, named=True))]
    return ctx.document(sections, nothing, _next_steps(ctx), annexes, marked=None)


def _one(ctx: Context, meeting: Meeting) -> t.Document:
    session = meeting.session
    name = name_of(ctx, meeting)
    return ctx.document(
        _minutes(ctx, meeting),
        _next_steps(ctx),
        annex(ctx, meeting),
        title=ctx.word("method.titled", document=ctx.title, title=name) if name else ctx.title,
        marked=session.stages if session and session.stages else None,
    )


def _next_steps(ctx: Context) -> t.Block | None:
    return what_next(ctx) if isinstance(ctx.subject, Engagement) and not ctx.blank else None


def _minutes(ctx: Context, meeting: Meeting) -> Iterator[t.Block]:
    found = [
        _section(ctx, meeting, "details", details(ctx, meeting)),
        _section(ctx, meeting, "decisions", decisions(ctx, meeting)),
        _section(ctx, meeting, "worked-on", worked_on(ctx, meeting)),
        _section(ctx, meeting, "disagreements", remarks(ctx, meeting, "disagreements", 3)),
        _section(ctx, meeting, "parking", remarks(ctx, meeting, "parking", 3)),
        _section(ctx, meeting, "closing-round", closing_round(ctx, meeting)),
        _section(ctx, meeting, "next", next_session(ctx, meeting)),
        _section(ctx, meeting, "hours", session_hours(ctx, meeting)),
    ]
    yield from (section for section in found if section is not None)


def _section(ctx: Context, meeting: Meeting, key: str, blocks: Iterable[t.Block | None]) -> t.Section | None:
    """A section of the minutes, its id apart from other sessions'; None where it has nothing to say."""
    found = tuple(b for b in blocks if b is not None)
    if not found:
        return None
    own = meeting.session.id if meeting.session else "new"
    return t.Section(t.line(ctx.heading(key)), found, id=f"{own}-{key}", part=key)
