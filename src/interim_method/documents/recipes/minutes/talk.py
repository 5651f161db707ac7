"""What was talked about: the work, open questions, ideas for later, the last round, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interim_method.documents.context import Col, Context
from interim_method.documents.recipes.minutes.meeting import Meeting, place_of, rows_of
from interim_method.markup import tree as t
from interim_method.model import Engagement, Kind, Readiness, Session
from interim_method.rules import readiness

__all__ = ["closing_round", "next_session", "remarks", "worked_on"]


def worked_on(ctx: Context, meeting: Meeting) -> Iterator[t.Block]:
    """The objective, what was worked on, and what was voted for."""
    yield ctx.facts(place_of(ctx, meeting, "label.objective", "objective", kind=_short(ctx)))
    yield from remarks(ctx, meeting, "worked_on", 4)
    session = meeting.session
    if session is not None and session.priorities and not ctx.blank:
        most = sorted(session.priorities, key=lambda p: -p.votes)
        found = ctx.table(
            [ctx.word("label.priority"), ctx.word("label.votes")],
            ((ctx.inline(p.text), ctx.number(p.votes)) for p in most),
            align="lr",
            widths=(8, 1),
            title=ctx.word("label.priority"),
        )
        if found is not None:
            yield found


def _short(ctx: Context) -> Kind | None:
    """In a form, prose that a line is enough for."""
    return Kind("text") if ctx.blank else None


def remarks(ctx: Context, meeting: Meeting, name: str, lines: int) -> Iterator[t.Block]:
    """One of the session's lists of texts; left out of the record where nothing was said."""
    said = getattr(meeting.session, name) if meeting.session else ()
    label = ctx.word(f"minutes.{name.replace('_', '-')}-one")
    if ctx.blank:
        yield rows_of(ctx, meeting, name, (Col(label, "text"),), empty=lines)
    elif said:
        # A list under its heading, not a table of one column: minutes are read on the way.
        yield t.Items(tuple(t.Item((ctx.field(f"{meeting.at}/{name}/{r.id}/text", label),)) for r in said))


def closing_round(ctx: Context, meeting: Meeting) -> Iterator[t.Block]:
    """The thermometer where it was taken, and the words of the last round."""
    session = meeting.session
    taken = next((r for r in _readiness(ctx) if session and r.session == session.id), None)
    if taken is not None and not ctx.blank:
        values = readiness.values(taken, ctx.methodology)
        found = ctx.table(
            [ctx.word("minutes.thermometer"), *(ctx.stage(stage) for stage in values)],
            [[ctx.word("label.median"), *(ctx.number(v) if v is not None else "–" for v in values.values())]],
            align="l" + "c" * len(values),
            title=ctx.word("minutes.thermometer"),
        )
        if found is not None:
            yield found
    if ctx.blank or session is None:
        yield from remarks(ctx, meeting, "closing_round", 2)
    elif session.closing_round:
        yield _words(ctx, session)


def _words(ctx: Context, session: Session) -> t.Table:
    """What was said at the end: a word or two each, hence side by side."""
    label = ctx.word("minutes.closing-round-one")
    said = [
        t.Cell((ctx.field(f"/sessions/{session.id}/closing_round/{r.id}/text", label),))
        for r in session.closing_round
    ]
    across = min(len(said), 3)
    said.extend(t.Cell(()) for _ in range(-len(said) % across))
    rows = tuple(t.Row(tuple(said[n : n + across])) for n in range(0, len(said), across))
    return t.Table((t.Column(),) * across, (), rows, title=label)


def _readiness(ctx: Context) -> Iterable[Readiness]:
    return readiness.measurements(ctx.subject) if isinstance(ctx.subject, Engagement) else ()


def next_session(ctx: Context, meeting: Meeting) -> Iterator[t.Block]:
    """When the next session is, and what to bring."""
    session = meeting.session
    if ctx.blank or (session and (session.next_on or session.next_bring)):
        yield ctx.facts(
            place_of(ctx, meeting, "label.date", "next_on"),
            place_of(ctx, meeting, "minutes.bring", "next_bring", kind=_short(ctx)),
        )
