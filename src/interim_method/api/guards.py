"""Arguments of the public face that could be mistaken for others, refused before anything is done with them."""

from __future__ import annotations

from datetime import date
from typing import get_args

from interim_method.errors import DefinitionError, ExportError, UnknownName, with_article
from interim_method.model import Audience, Engagement, Methodology, Pilot, Variant

__all__ = [
    "audience_named",
    "day_given",
    "engagement_given",
    "filed_given",
    "methodology_given",
    "record_given",
    "stream_given",
]


def audience_named(name: str) -> None:
    """Refuse a name that is no audience's."""
    if name not in get_args(Audience):
        raise UnknownName("audience", name, get_args(Audience))


def day_given(on: object) -> None:
    """Refuse what is no plain date: a moment would be neither before nor after a day."""
    if on is not None and type(on) is not date:
        raise DefinitionError(f"on: must be a date, not {on!r}: write date(2026, 1, 31)")


def record_given(thing: object) -> None:
    """Refuse what is no record: a document or plain data cannot be checked, redacted or filed."""
    if not isinstance(thing, (Methodology, Engagement, Pilot)):
        raise DefinitionError(
            f"{_a(thing)} is not a record: load() reads one from a file, from_dict() from data"
        )


def filed_given(thing: object) -> None:
    """Refuse what has no file of its own."""
    if not isinstance(thing, Variant):
        record_given(thing)


def engagement_given(thing: object) -> None:
    """Refuse what is no engagement."""
    if not isinstance(thing, Engagement):
        raise DefinitionError(f"{_a(thing)} is not an engagement: load() reads one from a file")


def methodology_given(thing: object) -> None:
    """Refuse what is no methodology, such as the name of one."""
    if thing is not None and not isinstance(thing, Methodology):
        raise DefinitionError(f"{_a(thing)} is not a methodology: methodology() gives the one of a name")


def stream_given(target: object) -> None:
    """Refuse what bytes cannot be written to."""
    if hasattr(target, "encoding") or not hasattr(target, "write"):
        raise ExportError("needs the path of a file, or a stream of bytes, such as open(path, 'wb') gives")


def _a(thing: object) -> str:
    return with_article(type(thing).__name__)
