"""Tables as people type them, made ones from which the Markdown parser drops nothing.

A parser takes no more cells of a row than the table has columns, ends a place where somebody types a stroke in it,
and ends the table at an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

__all__ = ["whole_tables"]

_DELIMITER: Final = re.compile(
    r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*",
)
_LEAD: Final = re.compile(r"[ \t>]*")
_FENCE: Final = re.compile(r"[ \t>]*(?:(?:[-+*:]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}|~{3,})")
_STROKE: Final = re.compile(r"(?<!\\)\|")
_CODE: Final = " " * 4


def whole_tables(text: str, surplus: str, escaped: Callable[[str], str]) -> str:
    """*text* whose tables are wide enough for every cell that was typed, and reach over the rows below an empty line.

    Args:
        text: The text, its anchors hidden.
        surplus: What heads the columns that were added for that.
        escaped: Escapes the strokes within the places of a line.
    """
    lines = text.split("\n")
    for start, end in list(_tables(lines)):
        rows = [n for n in range(start + 2, end) if not _is_blank(lines[n])]
        for n in rows:
            lines[n] = escaped(lines[n])
        width = _width(lines[start + 1])
        widest = max((_width(lines[n]) for n in rows), default=0)
        if widest > width and _width(lines[start]) == width:
            more = widest - width
            lines[start] = _wider(lines[start], surplus, more)
            lines[start + 1] = _wider(lines[start + 1], "---", more)
        for n in range(start + 2, end):
            if _is_blank(lines[n]):
                lines[n] = _JOINED
    return "\n".join(line for line in lines if line is not _JOINED)


_JOINED: Final = "\x00 no line"


def _tables(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where each table begins, and the first line that is not of it."""
    fence = ""
    n = 1
    while n < len(lines):
        line = lines[n]
        found = _FENCE.match(line)
        if found is not None and (not fence or found["fence"].startswith(fence)):
            fence = "" if fence else found["fence"]
        if fence or not _is_delimiter(line) or _is_delimiter(lines[n - 1]) or _is_blank(lines[n - 1]):
            n += 1
            continue
        start, n = n - 1, n + 1
        lead = _lead(line)
        while n < len(lines):
            if not _is_blank(lines[n]):
                if _FENCE.match(lines[n]) or len(_lead(lines[n])) < len(lead):
                    break
                n += 1
                continue
            # People leave a line empty before a row that they add.
            below = n
            while below < len(lines) and _is_blank(lines[below]):
                below += 1
            if not _is_row(lines, below, lead):
                break
            n = below + 1
        yield start, n


def _is_delimiter(line: str) -> bool:
    return "|" in line and not line.startswith(_CODE) and _DELIMITER.fullmatch(line) is not None


def _is_row(lines: list[str], n: int, lead: str) -> bool:
    """Whether a line behind an empty one can be nothing but a row, and does not begin another table."""
    if n >= len(lines):
        return False
    bare = _bare(lines[n])
    if not bare.startswith("|") or len(_STROKE.findall(bare)) < 2 or _lead(lines[n]) != lead:
        return False
    return n + 1 >= len(lines) or not _is_delimiter(lines[n + 1])


def _lead(line: str) -> str:
    lead = _LEAD.match(line)
    return lead[0] if lead else ""


def _bare(line: str) -> str:
    return line[len(_lead(line)) :].rstrip()


def _is_blank(line: str) -> bool:
    return not _bare(line)


def _width(line: str) -> int:
    """How many cells a row has."""
    bare = _bare(line)
    strokes = [found.start() for found in _STROKE.finditer(bare)]
    ends = (bare.startswith("|"), bool(strokes) and strokes[-1] == len(bare) - 1 and len(strokes) > 1)
    return len(strokes) + 1 - sum(ends)


def _wider(line: str, cell: str, more: int) -> str:
    bare = line.rstrip()
    strokes = [found.start() for found in _STROKE.finditer(bare)]
    closed = bool(strokes) and strokes[-1] == len(bare) - 1 and bool(_bare(bare[:-1]))
    return bare + ("" if closed else " |") + f" {cell} |" * more
