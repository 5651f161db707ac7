"""The session that minutes are of, in the record or still to be recorded, and its places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from interim_method.documents.context import Col, Context
from interim_method.markup import tree as t
from interim_method.model import Engagement, NewItem, Pilot, Session, Step

__all__ = ["Meeting", "name_of", "place_of", "rows_of", "subject_of"]


@frozen
class Meeting:
    """A session, or one that is still to be recorded, with its number among the minutes."""

    session: Session | None
    number: int = 1
    shared: bool = False

    @property
    def at(self) -> str:
        """Its address."""
        return f"/sessions/{self.session.id if self.session else NewItem().token}"


def subject_of(ctx: Context) -> Engagement | Pilot:
    """The record that holds the sessions."""
    return ctx.pilot if isinstance(ctx.subject, Pilot) else ctx.engagement


def name_of(ctx: Context, meeting: Meeting) -> str:
    """What a session is called; empty for one that is not in the record."""
    session = meeting.session
    if session is None:
        return ""
    step = ctx.methodology.elements.get(session.step)
    own = ctx.text(session.title) or (ctx.text(step.title) if isinstance(step, Step) else "")
    return own or ctx.long_date(session.on)


def place_of(ctx: Context, meeting: Meeting, label: str, name: str, **options: Any) -> tuple[str, t.Blocks]:
    """A field of the session beside its label."""
    said = ctx.word(label)
    return said, (ctx.field(f"{meeting.at}/{name}", said, **options),)


def rows_of(
    ctx: Context,
    meeting: Meeting,
    name: str,
    columns: Sequence[Col],
    *,
    empty: int,
    lines: int = 1,
) -> t.Collection:
    """A growing set of the session, which may itself not be in the record yet."""
    return ctx.collection(
        f"{meeting.at}/{name}",
        ctx.heading(name.replace("_", "-")),
        columns,
        empty=empty,
        lines=lines if ctx.blank else 1,
    )
