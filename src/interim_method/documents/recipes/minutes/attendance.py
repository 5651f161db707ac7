"""Who came to a session: names and signatures, on a page of their own that does not travel with copies."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.documents.context import Context
from interim_method.documents.recipes.minutes.meeting import Meeting, name_of, subject_of
from interim_method.markup import tree as t
from interim_method.model import Attendance, Person

__all__ = ["SHEET", "SPARE", "annex"]

SPARE, FULL = 4, 12
"""Least empty lines of a blank attendance sheet, and how many lines fill its page well."""

SHEET = ("role", "name", "present", "signature")


def annex(ctx: Context, meeting: Meeting, *, named: bool = False) -> t.Section | None:
    """Names and signatures: a page of their own, which does not travel with shared copies."""
    if ctx.audience != "organisation":
        return None
    rows = list(_signing(ctx, meeting))
    # A session open to others, or of an organisation whose people are not listed yet, needs lines too.
    spare = max(SPARE, FULL - len(rows)) if ctx.blank else 0
    table = t.Table(
        tuple(t.Column(width=w) for w in (3.2, 3.2, 1.5, 3.6)),
        (t.Row(tuple(t.Cell((t.paragraph(ctx.word(f"minutes.{h}")),)) for h in SHEET)),),
        (*rows, *(t.Row((t.Cell(()),) * len(SHEET)) for _ in range(spare))),
        title=ctx.heading("attendance"),
    )
    if not table.rows:
        return None
    note = t.paragraph(ctx.word("minutes.attendance-note"), "help")
    title = ctx.heading("attendance")
    if named:
        title = ctx.word("method.titled", document=title, title=name_of(ctx, meeting))
    own = meeting.session.id if meeting.session else "new"
    return t.Section(t.line(title), (note, table), id=f"{own}-attendance", new_page=True, part="attendance")


def _signing(ctx: Context, meeting: Meeting) -> Iterator[t.Row]:
    """A line for everyone: where several share a role, one for each of them."""
    subject = subject_of(ctx)
    session = meeting.session
    listed = session.attendance if session is not None else ()
    wanted = {a.id for a in listed}
    for person in subject.people:
        if person.party == "body" or (wanted and person.id not in wanted):
            continue
        attendance = session.attendance.get(person.id) if session else None
        came = attendance.people if attendance and attendance.people is not None else person.people
        for n in range(max(came, 1)):
            yield _signature(ctx, meeting, person, attendance, first=n == 0)


def _signature(
    ctx: Context, meeting: Meeting, person: Person, attendance: Attendance | None, *, first: bool
) -> t.Row:
    at = f"{meeting.at}/attendance/{person.id}/present"
    name: t.Blocks = (ctx.field(f"/people/{person.id}/name", ctx.word("minutes.name")),) if first else ()
    present: t.Blocks = (ctx.field(at, ctx.word("minutes.present")),) if first else ()
    cells = (t.Cell((t.paragraph(ctx.role(person.id)),)), t.Cell(name), t.Cell(present), t.Cell(()))
    return t.Row(cells, heading=True)
