"""The anchors that a file carries, as HTML comments: no Markdown viewer shows them, and no formatter moves them.

They are what the writer leaves and the reader looks for, and are decided nowhere else.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

__all__ = [
    "ANCHOR",
    "EMPTY",
    "INDENT",
    "LINE_BREAK",
    "NOTE",
    "Anchor",
    "collection",
    "empty",
    "field",
    "is_empty",
    "of_match",
    "row",
]

ANCHOR: Final = re.compile(
    r"<!(?:--+|[–—]+)[ \t\u00a0]*(?P<close>/?)[ \t\u00a0]*im(?P<kind>-row|-collection)?[ \t\u00a0]*:"
    r"[ \t\u00a0]*(?P<key>\w[\w-]*?)[ \t\u00a0]*(?:--+|[–—]+)>",
    re.IGNORECASE,
)
"""An anchor in a file, as we write it, or with what typing and correcting make of it: spaces, capitals, dashes."""

NOTE: Final = "interim-method"
"""What the comment at the end of a file begins with, in which the map lies."""

LINE_BREAK: Final = "<br>"
"""What stands between the lines of a cell."""

INDENT: Final = "\u00a0"
"""What indents a line of a cell, for formatters take spaces there for needless."""

EMPTY: Final = "…"
"""What an empty field shows, alone or at the end of its emphasised placeholder."""

_PLACEHOLDER = re.compile(r"…|([_*])[^\n]*…\1")


class Anchor(NamedTuple):
    """An anchor: what it is of, its key in small letters, and whether it ends what it is of."""

    kind: Literal["field", "row", "collection"]
    key: str
    close: bool


def of_match(found: re.Match[str]) -> Anchor:
    """The anchor that `ANCHOR` found."""
    kind = (found["kind"] or "").lower()
    what: Literal["field", "row", "collection"] = (
        "row" if kind == "-row" else "collection" if kind == "-collection" else "field"
    )
    return Anchor(what, found["key"], found["close"] == "/")


def field(key: str) -> tuple[str, str]:
    """What stands before and behind the text of a field."""
    return f"<!-- im:{key} -->", f"<!-- /im:{key} -->"


def collection(key: str) -> tuple[str, str]:
    """What stands before and behind the rows of a collection."""
    return f"<!-- im-collection:{key} -->", f"<!-- /im-collection:{key} -->"


def row(key: str) -> str:
    """What stands before the first cell of a row, or above a card."""
    return f"<!-- im-row:{key} -->"


def empty(placeholder: str) -> str:
    """The text of a placeholder, ended so that it is known for one."""
    said = placeholder.rstrip(" .…:")
    return f"{said} {EMPTY}" if said else EMPTY


def is_empty(text: str) -> bool:
    """Whether the text of a field is only what an empty one shows."""
    return not text or _PLACEHOLDER.fullmatch(text) is not None
