"""Cells of tables that hold more than a line: Markdown with ``<br>`` where its lines end."""

from __future__ import annotations

import re
from typing import Final

from interim_method.formats.markdown.hiding import Hidden
from interim_method.formats.markdown.marks import INDENT
from interim_method.markup.parsing import parse
from interim_method.markup.tree import Blocks

__all__ = ["of_cell"]

_BREAK: Final = re.compile(r"(?P<slashes>\\*)<br[ \t]*/?[ \t]*>", re.IGNORECASE)
_FENCE: Final = re.compile(
    r"[ \t>]*(?:(?:[-+*:]|\d{1,9}[.)]|\[[ xX]\])[ \t>]+)*(?P<fence>`{3,}|~{3,})"  # it may open an item
)


def of_cell(source: str, signs: Hidden) -> Blocks | None:
    """What a cell holds, where that is more than a line; None for one line.

    Args:
        source: The cell's source.
        signs: The anchors that are hidden in it.
    """
    if "<br" not in source and "<BR" not in source:
        return None
    text = _BREAK.sub(_as_line_end, source)
    if text == source:
        return None
    return parse(_with_hard_breaks(_places_apart(text, signs)))


def _as_line_end(found: re.Match[str]) -> str:
    if len(found["slashes"]) % 2:
        return found[0]
    return found["slashes"] + "\n"


def _places_apart(text: str, signs: Hidden) -> str:
    """*text* with what stands in places of several lines, and each line outside, as blocks of their own."""
    pieces: list[str] = []
    inside = False
    end = 0
    for found in signs.pattern.finditer(text):
        anchor = signs.anchors[int(found[1])]
        if anchor.kind != "field":
            continue
        between = text[end : found.start()]
        if inside and "\n" in between:
            pieces += ("\n\n", between.strip("\n"), "\n\n") if between.strip("\n") else ()
        else:
            pieces.append(between if inside else between.replace("\n", "\n\n"))
        pieces.append(found[0])
        inside = not anchor.close
        end = found.end()
    rest = text[end:]
    pieces.append(rest if not pieces or inside else rest.replace("\n", "\n\n"))
    return "".join(pieces)


def _with_hard_breaks(text: str) -> str:
    """*text* whose lines all end hard: in a cell nobody breaks a line that shall go on."""
    lines: list[str] = []
    fence = ""
    for line in map(_indented, text.split("\n")):
        found = _FENCE.match(line)
        if fence:
            if found and found["fence"].startswith(fence):
                fence = ""
            lines.append(line)
        elif found:
            fence = found["fence"]
            lines.append(line)
        else:
            lines.append(f"{line}  " if line.strip() else line)
    return "\n".join(lines)


def _indented(line: str) -> str:
    bare = line.lstrip(f" {INDENT}")
    return " " * (len(line) - len(bare)) + bare
