"""Headings: they begin at the top, skip no level, say something, and are found by who navigates by them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interim_method.formats.docx.lint.opened import Found, Opened, W, text_of, value

__all__ = ["headings"]


def headings(file: Opened) -> Iterator[Found]:
    """What is wrong with the headings of the text."""
    last = 0
    titled = False
    for paragraph in file.roots[file.main].iter(W + "p"):
        style = value(paragraph, "pPr/pStyle")
        text = text_of(paragraph).strip()
        if text and file.styles.is_or_comes_from(style, ("title",)):
            titled = True
        level = _level(paragraph, style, file)
        if not level:
            continue
        if not text and paragraph.find(f".//{W}drawing") is None:
            yield Found("heading-empty", file.main, paragraph, f"a heading of level {level} is empty")
            last = level
            continue
        if not last and level > 1 and not titled:
            message = f"the first heading, {text[:60]!r}, is of level {level}"
            yield Found("heading-first", file.main, paragraph, message)
        elif level > last + 1:
            message = f"a heading of level {level}, {text[:60]!r}, follows one of level {last}"
            yield Found("heading-skipped", file.main, paragraph, message)
        if next(paragraph.iterancestors(W + "tc"), None) is not None:
            yield Found("heading-in-table", file.main, paragraph, f"the heading {text[:60]!r} is in a table")
        last = level


def _level(paragraph: Any, style: str | None, file: Opened) -> int:
    direct = value(paragraph, "pPr/outlineLvl")
    if direct is not None and direct.isdigit():
        return int(direct) + 1 if int(direct) < 9 else 0
    return file.styles.level(style)
