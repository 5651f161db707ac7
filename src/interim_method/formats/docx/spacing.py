"""Room between blocks, and breaks before them, made by the paragraph that follows.

An emitter only marks that room is wanted. What follows decides who makes it: a paragraph takes it over as
space above itself; where a table follows, or nothing, the format asks for a paragraph anyway, and an empty one
makes it. So no text holds empty paragraphs for looks, which readers read out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

__all__ = ["BREAK", "gap", "settled"]

BREAK: Final = "\x01B\x02"
"""The next block begins a page. Text cannot hold these characters: XML forbids them."""
_MARK: Final = re.compile("(?:\x01(?:[0-9]+|B)\x02)+")
_AT_END: Final = re.compile(_MARK.pattern + r"\Z")
_HEIGHT: Final = re.compile("\x01([0-9]+)\x02")
_NEXT: Final = re.compile(
    r"(?P<lead>(?:<w:bookmark(?:Start|End) [^>]*/>|<w:sdt>(?:(?!<w:sdtContent>).)*<w:sdtContent>)*)"
    r"<w:p>(?:<w:pPr>(?P<properties>.*?)</w:pPr>)?",
    re.DOTALL,
)
_STYLE: Final = re.compile(r'<w:pStyle w:val="([^"]*)"/>')
_SPACING: Final = re.compile(r"<w:spacing ([^>]*)/>")
_BEFORE: Final = re.compile(r'w:before="(\d+)" ?')
_OPENING: Final = re.compile(r"(?:<w:pStyle [^>]*/>)?(?:<w:keepNext/>)?(?:<w:keepLines/>)?")
_BEHIND: Final = re.compile(r"<w:(?:ind|contextualSpacing|jc|outlineLvl|rPr|sectPr)[ />]")
_PAGE: Final = "<w:pageBreakBefore/>"
_TURNS: Final = "</w:sectPr>"


def gap(height: int = 120) -> str:
    """Room of a height in twentieths of a point before what follows."""
    return f"\x01{height}\x02"


def settled(stretches: Iterable[str], before: Mapping[str, int], spacer: str) -> Iterator[str]:
    """*stretches* with their marks replaced; those at the end of one count for the next.

    *before* is the room above a paragraph by the id of its style, *spacer* the style of one that takes no room.
    """
    waiting = said = ""
    for one in stretches:
        if not one:
            continue
        if not waiting and "\x01" not in one:
            yield (said := one)
            continue
        text = waiting + one
        waiting = ""
        if last := _AT_END.search(text):
            waiting = last[0]
            text = text[: last.start()]
        if text:
            yield (said := _resolved(text, said, before, spacer))
    if said.endswith("</w:tbl>"):
        yield _empty(0, spacer, breaks=False)


def _resolved(text: str, said: str, before: Mapping[str, int], spacer: str) -> str:
    """*text*, which stands behind *said*, without its marks."""
    found: list[str] = []
    at = 0
    for mark in _MARK.finditer(text):
        if mark.start() < at:
            continue
        found.append(text[at : mark.start()])
        at = mark.end()
        height = sum(map(int, _HEIGHT.findall(mark[0])))
        breaks = BREAK in mark[0]
        following = _NEXT.match(text, at)
        if following:
            properties = _given(following["properties"] or "", height, before, breaks=breaks)
            found.append(f"{following['lead']}<w:p><w:pPr>{properties}</w:pPr>")
            at = following.end()
        elif text.startswith("<w:tbl>", at):
            found.append(_empty(height, spacer, breaks=breaks))
        elif (text[: mark.start()] or said).endswith("</w:tbl>"):
            # A cell, or the text, ends here.
            ends = text.startswith("<w:sectPr", at)
            found.append(_empty(0 if ends else height, spacer, breaks=False))
    found.append(text[at:])
    return "".join(found)


def _empty(height: int, spacer: str, *, breaks: bool) -> str:
    spacing = (
        f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
        if height and not breaks
        else ""
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{spacer}"/>{_PAGE if breaks else ""}{spacing}</w:pPr></w:p>'


def _given(properties: str, height: int, before: Mapping[str, int], *, breaks: bool) -> str:
    """The properties of a paragraph that makes the room, or begins the page."""
    if _PAGE in properties or _TURNS in properties:
        return properties  # At the top of a page, or where one ends, room would only be in the way.
    if breaks:
        opening = _OPENING.match(properties)
        end = opening.end() if opening else 0
        return properties[:end] + _PAGE + properties[end:]
    style = _STYLE.match(properties)
    own = before.get(style[1], 0) if style else 0
    spacing = _SPACING.search(properties)
    if spacing:
        said = _BEFORE.search(spacing[1])
        own = int(said[1]) if said else own
        rest = _BEFORE.sub("", spacing[1])
        return (
            f'{properties[: spacing.start()]}<w:spacing w:before="{own + height}" {rest}/>'
            f"{properties[spacing.end() :]}"
        )
    behind = _BEHIND.search(properties)
    end = behind.start() if behind else len(properties)
    return f'{properties[:end]}<w:spacing w:before="{own + height}"/>{properties[end:]}'
