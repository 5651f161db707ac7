"""The anchors that a file carries, as HTML comments: no Markdown viewer shows them, and no formatter moves them.

They are what the writer leaves and the reader looks for, and are decided nowhere else.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["EMPTY", "FIELD", "collection", "empty", "field", "is_empty", "row"]

FIELD: Final = re.compile(
    r"^[ >]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?:[^\n]*\n)*?[ >]*(?P=fence)[`~]*[ ]*$"  # code holds no anchors
    r"|(?<!\\)<!-- *im:(?P<key>[\w-]+) *-->(?P<text>.*?)<!-- */im:(?P=key) *-->",
    re.DOTALL | re.MULTILINE,
)
"""A field with its text in a file; a match without a key is a block of code."""

EMPTY: Final = "…"
"""What an empty field shows, alone or at the end of its emphasised placeholder."""

_PLACEHOLDER = re.compile(r"…|([_*])[^\n]*…\1")


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
