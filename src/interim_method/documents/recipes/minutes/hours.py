"""The hours of a session, and how those of a shared one are shared out."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.documents.context import Context
from interim_method.documents.recipes.minutes.meeting import Meeting
from interim_method.markup import tree as t
from interim_method.model import Engagement, Session, SharedSession
from interim_method.rules import hours

__all__ = ["MODES", "session_hours"]

MODES = ("contact", "preparation", "coordination", "travel")


def session_hours(ctx: Context, meeting: Meeting) -> Iterator[t.Block | None]:
    """The hours of the session, of an engagement or of a pilot."""
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
