"""Finds the fields of a Markdown file that somebody has edited."""

from __future__ import annotations

import re

from interim_method.formats.markdown import marks

__all__ = ["markers"]


def markers(text: str) -> dict[str, str]:
    """The current text of each field in a file, by its key; ``""`` for one that is still empty.

    The text is Markdown as it stands in the file, free of what only its place asks for: the indentation of a
    list, the signs of a quote, the escaped bars of a table. Of a field shown twice, the first counts.
    """
    text = text.replace("\r\n", "\n")
    found: dict[str, str] = {}
    for match in marks.FIELD.finditer(text):
        key = match["key"]
        if key is None or key in found:
            continue
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        said = _freed(match["text"], before)
        found[key] = "" if marks.is_empty(said) else said
    return found


def _freed(said: str, before: str) -> str:
    """The text of a field without what the line that it stands in puts before its lines."""
    if re.match(r"[ >]*\|", before):
        said = said.replace("\\|", "|")
    # A bullet stands once; the lines below it are indented as far.
    lead = re.sub(r"[^>\s]", " ", before)
    bare = lead.rstrip()
    lines = (
        line.removeprefix(lead) if line.startswith(lead) else line.removeprefix(bare)
        for line in said.split("\n")
    )
    return "\n".join(lines).strip()
