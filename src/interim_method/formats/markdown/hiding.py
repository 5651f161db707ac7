"""Anchors hidden from the Markdown parser: each as a sign that it takes for punctuation, as it would the comment.

The parser then finds lists, tables and marks around them as it would without them, wherever they stand.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from attrs import evolve, frozen

from interim_method.formats.markdown.marks import ANCHOR, Anchor, of_match
from interim_method.formats.markdown.typed_tables import whole_tables

__all__ = ["Hidden", "hidden"]

_SIGNS: Final = "\U00012470\U00012471\U00012472\U00012473\U00010a7f\U00010b3f\u2e5d\u2e5c"
"""Punctuation of scripts that hardly anybody writes."""
_LEAD: Final = re.compile(r"[ \t>]*")
_STROKE: Final = re.compile(r"(?<!\\)\|")


@frozen
class Hidden:
    """A text whose anchors are hidden.

    Attributes:
        text: The text with signs for the anchors.
        anchors: The anchors in order; a sign says by number which one it stands for.
        sources: How each was written.
        sign: What a sign begins and ends with.
    """

    text: str
    anchors: tuple[Anchor, ...]
    sources: tuple[str, ...]
    sign: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the signs; its group is the number."""
        return re.compile(f"{self.sign}([0-9]+){self.sign}")

    @property
    def surplus(self) -> str:
        """What heads a column of a table that holds the cells for which it has none."""
        return f"{self.sign}+{self.sign}"

    def shown(self, text: str) -> str:
        """*text* with its anchors as they were written, for places where they are none."""
        if self.sign not in text:
            return text
        return self.pattern.sub(lambda found: self.sources[int(found[1])], text)


def hidden(text: str) -> Hidden:
    """*text* with its anchors hidden; those that somebody escaped are text. Its tables have room for every cell.

    Lines that hold nothing but anchors get empty lines around them, for to Markdown a comment is a block of its
    own, beside which tables and lists end.
    """
    sign = next((sign for sign in _SIGNS if sign not in text), _SIGNS[0])
    text = text.replace(sign, "")
    anchors: list[Anchor] = []
    sources: list[str] = []
    pieces: list[str] = []
    end = 0
    for found in ANCHOR.finditer(text):
        if _is_escaped(text, found.start()):
            continue
        pieces += (text[end : found.start()], f"{sign}{len(anchors)}{sign}")
        anchors.append(of_match(found))
        sources.append(found[0])
        end = found.end()
    pieces.append(text[end:])
    alone = re.compile(f"[ \\t>]*(?:{sign}[0-9]+{sign}[ \\t]*)+")
    made = Hidden("".join(pieces), tuple(anchors), tuple(sources), sign)
    whole = whole_tables(made.text, made.surplus, partial(_strokes_escaped, made))
    return evolve(made, text=_apart(whole, sign, alone))


def _strokes_escaped(signs: Hidden, line: str) -> str:
    """A row of a table whose strokes within a place do not end its cell."""
    pieces: list[str] = []
    end = 0
    opened = ""
    for found in signs.pattern.finditer(line):
        anchor = signs.anchors[int(found[1])]
        between = line[end : found.start()]
        pieces += (_STROKE.sub(r"\\|", between) if opened and anchor.key == opened else between, found[0])
        opened = anchor.key if anchor.kind == "field" and not anchor.close else ""
        end = found.end()
    return "".join((*pieces, line[end:]))


def _is_escaped(text: str, at: int) -> bool:
    slashes = 0
    while at > slashes and text[at - slashes - 1] == "\\":
        slashes += 1
    return slashes % 2 == 1


def _apart(text: str, sign: str, alone: re.Pattern[str]) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        if sign in line and alone.fullmatch(line):
            lead = _LEAD.match(line)
            bare = lead[0].rstrip() if lead else ""
            lines += (bare, line, bare)
        else:
            lines.append(line)
    return "\n".join(lines)
