"""What the text refers to by name: styles, lists, notes, bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from interim_method.formats.docx.lint.opened import Found, Opened, W

__all__ = ["references"]

_CODE: Final = re.compile(r'\s*(?:PAGEREF|NOTEREF|REF)\s+"?([^\s"\\]+)', re.IGNORECASE)
_LINK_CODE: Final = re.compile(r'\s*HYPERLINK\s+\\l\s+"?([^\s"\\]+)', re.IGNORECASE)
_BUILT_IN: Final = ("_top",)


def references(file: Opened) -> Iterator[Found]:
    """What is referred to and is not there."""
    numbering = file.related("numbering")
    lists = set() if numbering is None else {n.get(W + "numId") for n in numbering.iterchildren(W + "num")}
    bookmarks = {
        (e.get(W + "name") or "").casefold()
        for root in file.stories.values()
        for e in root.iter(W + "bookmarkStart")
    }
    for name, root in file.stories.items():
        for mark in root.iter(W + "pStyle", W + "rStyle", W + "tblStyle"):
            if (style := mark.get(W + "val") or "") not in file.styles:
                yield Found("style-undefined", name, mark, f"the style {style!r} is not defined")
        for mark in root.iter(W + "numId"):
            number = mark.get(W + "val")
            if number not in lists and number != "0":
                yield Found("list-undefined", name, mark, f"the list {number!r} is not defined")
        for element, target in _targets(root):
            if target.casefold() not in bookmarks and target not in _BUILT_IN:
                yield Found("target-missing", name, element, f"nothing is named {target!r}")
    for kind in ("footnote", "endnote"):
        yield from _notes(file, kind)


def _targets(root: Any) -> Iterator[tuple[Any, str]]:
    for link in root.iter(W + "hyperlink"):
        anchor = link.get(W + "anchor")
        # With a relationship, the anchor is a place in another document.
        if anchor and not any(key.endswith("}id") for key in link.attrib):
            yield link, anchor
    for code in root.iter(W + "instrText"):
        if found := _CODE.match(code.text or "") or _LINK_CODE.match(code.text or ""):
            yield code, found[1]


def _notes(file: Opened, kind: str) -> Iterator[Found]:
    root = file.related(f"{kind}s")
    there = (
        {}
        if root is None
        else {
            e.get(W + "id"): e
            for e in root.iterchildren(W + kind)
            if e.get(W + "type", "normal") == "normal" and e.get(W + "id") not in ("-1", "0")
        }
    )
    called = set()
    for name, story in file.stories.items():
        for call in story.iter(f"{W}{kind}Reference"):
            called.add(call.get(W + "id"))
            if call.get(W + "id") not in there:
                yield Found("note-missing", name, call, f"the {kind} {call.get(W + 'id')} is not there")
    part = next((n for n, r in file.roots.items() if r is root), file.main)
    for id, note in there.items():
        if id not in called:
            yield Found("note-uncalled", part, note, f"nothing calls the {kind} {id}")
