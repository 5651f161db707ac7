"""The minutes of a session: what was agreed, by whom and until when, before what was talked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.what_next import what_next
from interim_method.documents.recipes.minutes.attendance import Meeting, annex, name_of, subject_of
from interim_method.markup import tree as t
from interim_method.model import (
    Attendance,
    Decision,
    Engagement,
    Kind,
    Pilot,
    Readiness,
    Record,
    Remark,
    Session,
    SharedSession,
    Step,
)
from interim_method.rules import hours, readiness

__all__ = ["compose"]

MODES = ("contact", "preparation", "coordination", "travel")


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
        _section(ctx, meeting, "details", _details(ctx, meeting)),
        _section(ctx, meeting, "decisions", _decisions(ctx, meeting)),
        _section(ctx, meeting, "worked-on", _worked_on(ctx, meeting)),
        _section(ctx, meeting, "disagreements", _remarks(ctx, meeting, "disagreements", 3)),
        _section(ctx, meeting, "parking", _remarks(ctx, meeting, "parking", 3)),
        _section(ctx, meeting, "closing-round", _closing_round(ctx, meeting)),
        _section(ctx, meeting, "next", _next(ctx, meeting)),
        _section(ctx, meeting, "hours", _hours(ctx, meeting)),
    ]
    yield from (section for section in found if section is not None)


def _section(ctx: Context, meeting: Meeting, key: str, blocks: Iterable[t.Block | None]) -> t.Section | None:
    """A section of the minutes, its id apart from other sessions'; None where it has nothing to say."""
    found = tuple(b for b in blocks if b is not None)
    if not found:
        return None
    own = meeting.session.id if meeting.session else "new"
    return t.Section(t.line(ctx.heading(key)), found, id=f"{own}-{key}")


# --- details -----------------------------------------------------------------------------------------------------------


def _details(ctx: Context, meeting: Meeting) -> Iterator[t.Block]:
    session = meeting.session
    entries: list[tuple[str, str | t.Blocks]] = [_place(ctx, meeting, "label.place", "place")]
    if ctx.blank:
        sheet = t.paragraph(ctx.word("minutes.see-attendance"), "help")
        entries.append((ctx.word("minutes.attending"), (sheet,)))
    elif session is not None:
        entries.extend(_attended(ctx, session))
    if session is not None and session.step is not None:
        entries.extend(_belongs(ctx, session))
    elif not meeting.shared:
        steps = tuple(t.Option(s.id, ctx.text(s.title)) for s in ctx.methodology.steps)
        entries.append(_place(ctx, meeting, "label.step", "step", options=steps))
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
    places = [_place(ctx, meeting, label, name) for label, name in names.items()]
    return t.Table(
        tuple(t.Column(width=w, holds="short") for w in (1.5, 1.1, 1.1, 2.4, 2.6)),
        (t.Row(tuple(t.Cell((t.paragraph(label),)) for label, _ in places)),),
        (t.Row(tuple(t.Cell(blocks) for _, blocks in places)),),
        title=ctx.heading("details"),
        role="facts",
    )


def _place(ctx: Context, meeting: Meeting, label: str, name: str, **options: Any) -> tuple[str, t.Blocks]:
    said = ctx.word(label)
    return said, (ctx.field(f"{meeting.at}/{name}", said, new=meeting.new, **options),)


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


# --- agreements ----------------------------------------------------------------------------------------------------------


def _decisions(ctx: Context, meeting: Meeting) -> Iterator[t.Block | None]:
    word = ctx.word
    session = meeting.session
    if not ctx.blank and not (session and session.decisions):
        yield t.paragraph(word("minutes.no-decisions"), "muted")
        return
    places = {d.id: n for n, d in enumerate(session.decisions, 1)} if session else {}

    def number(decision: object) -> t.Blocks:
        return (t.paragraph(f"{meeting.number}.{places[getattr(decision, 'id', '')]}"),)

    found = _rows(
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
        new=Decision,
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


def _rows(
    ctx: Context,
    meeting: Meeting,
    name: str,
    columns: Sequence[Col],
    *,
    empty: int,
    new: type[Record],
    lines: int = 1,
) -> t.Collection:
    """A growing set of the session, which may itself not be in the record yet."""
    return ctx.collection(
        f"{meeting.at}/{name}",
        ctx.heading(name.replace("_", "-")),
        columns,
        empty=empty,
        lines=lines if ctx.blank else 1,
        new=new if meeting.session is None else None,
    )


# --- what was talked about -------------------------------------------------------------------------------------------------


def _worked_on(ctx: Context, meeting: Meeting) -> Iterator[t.Block]:
    yield ctx.facts(_place(ctx, meeting, "label.objective", "objective", kind=_short(ctx)))
    yield from _remarks(ctx, meeting, "worked_on", 5)
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


def _remarks(ctx: Context, meeting: Meeting, name: str, lines: int) -> Iterator[t.Block]:
    """One of the session's lists of texts; left out of the record where nothing was said."""
    said = getattr(meeting.session, name) if meeting.session else ()
    if said or ctx.blank:
        column = Col(ctx.word(f"minutes.{name.replace('_', '-')}-one"), "text")
        yield _rows(ctx, meeting, name, (column,), empty=lines if ctx.blank else 0, new=Remark)


def _closing_round(ctx: Context, meeting: Meeting) -> Iterator[t.Block]:
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
        yield from _remarks(ctx, meeting, "closing_round", 3)
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
    return ctx.subject.readiness if isinstance(ctx.subject, Engagement) else ()


def _next(ctx: Context, meeting: Meeting) -> Iterator[t.Block]:
    session = meeting.session
    if ctx.blank or (session and (session.next_on or session.next_bring)):
        yield ctx.facts(
            _place(ctx, meeting, "label.date", "next_on"),
            _place(ctx, meeting, "minutes.bring", "next_bring", kind=_short(ctx)),
        )


# --- hours ------------------------------------------------------------------------------------------------------------------


def _hours(ctx: Context, meeting: Meeting) -> Iterator[t.Block | None]:
    session = meeting.session
    if ctx.blank or session is None:
        return
    if isinstance(session, SharedSession):
        yield from _shared_hours(ctx, session)
    elif isinstance(ctx.subject, Engagement):
        yield _own_hours(ctx, ctx.subject, session)


def _own_hours(ctx: Context, engagement: Engagement, session: Session) -> t.Block:
    """The professional's hours on a session by mode, and apart from them the organisation's."""
    by_mode = [(m, hours.spent(engagement, mode=m, session=session.id)) for m in MODES]
    own = hours.spent(engagement, ledger="organisation", session=session.id)
    said = [f"{ctx.choice('mode', m)} {ctx.language.hours_unit(n)}" for m, n in by_mode if n]
    if not said and not own:
        return ctx.pending()
    return ctx.facts(
        (ctx.word("label.professional-hours"), ctx.language.listing(said)),
        (ctx.word("label.own-hours"), ctx.language.hours_unit(own) if own else ""),
    )


def _shared_hours(ctx: Context, session: SharedSession) -> Iterator[t.Block | None]:
    """Who came from where, and how the hours are shared out between the organisations."""
    names = {r.id: ctx.text(r.organisation.name) for r in ctx.pilot.engagements}
    counted = any(p.minutes is not None for p in session.participation)
    headings = [ctx.word("label.organisation"), ctx.word("minutes.people")]
    rows = [[names.get(p.id, ""), ctx.number(p.people)] for p in session.participation]
    if counted:
        headings.append(ctx.word("label.hours"))
        for row, p in zip(rows, session.participation, strict=True):
            row.append(ctx.hours(p.minutes) or ctx.word("not-applicable"))
    yield ctx.table(headings, rows, align="lrr", widths=(6, 1.5, 1.5), title=ctx.heading("hours"))
    if session.hours_rule:
        label = ctx.word("minutes.hours-rule")
        yield ctx.facts((label, (ctx.field(f"/sessions/{session.id}/hours_rule", label),)))
