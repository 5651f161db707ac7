"""Which date a question is asked for, and whether an engagement was still open on it."""

from __future__ import annotations

from datetime import date

from interim_method.model import Engagement, Pilot

__all__ = ["as_of", "ended", "no_later"]


def as_of(record: Engagement | Pilot, on: date | None) -> date | None:
    """*on*, or else the date that the record speaks of; None where neither is known."""
    return on or record.reference


def no_later(day: date | None, on: date | None) -> bool:
    """Whether something dated *day* counts on the date *on*; without either date it does."""
    return day is None or on is None or day <= on


def ended(engagement: Engagement, on: date | None = None) -> bool:
    """Whether the engagement was closed or stopped on that date."""
    if engagement.state not in ("closed", "stopped"):
        return False
    return no_later(engagement.state_on or engagement.ended, as_of(engagement, on))
