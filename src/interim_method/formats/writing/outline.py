"""Headings and notes of a document, known before it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from interim_method.markup import tree

__all__ = ["Heading", "Outline"]

_DEEPEST: Final = 6
_UNFIT: Final = re.compile(r"[^\w-]+")


class Heading(NamedTuple):
    """A heading.

    Attributes:
        level: 1 for those of the outermost sections, 6 at most.
        number: Its number, such as ``2.1``; empty where it is not numbered.
        text: Its words.
        anchor: The name that links lead to: unique, of letters, digits, hyphens and underscores.
    """

    level: int
    number: str
    text: str
    anchor: str


class Outline:
    """What a writer has to know of a whole document before it begins.

    Attributes:
        headings: The headings in reading order.
        notes: The notes by their ids; of two with one id, the first.
        called: The ids of the notes that something outside of a note calls.
        anchors: The anchors of sections by their ids.
    """

    def __init__(self, document: tree.Document) -> None:
        """Go over *document* once."""
        self.headings: list[Heading] = []
        self.notes: dict[str, tree.Footnote] = {}
        self.called: set[str] = set()
        self.anchors: dict[str, str] = {}
        self._taken: set[str] = set()
        self._depths: list[int] = []
        self._planned: dict[tuple[str, str], list[Heading]] = {}
        self._plan(document.blocks, 0, 0)

    def heading(self, section: tree.Section) -> Heading:
        """The heading of a section with a title; one that stands in several places is asked for as often."""
        planned = self._planned[_key(section)]
        return planned.pop(0) if len(planned) > 1 else planned[0]

    def is_called(self, note: tree.Footnote) -> bool:
        """Whether a note stands where notes do; one that nothing calls, or a second of its id, stands where it is."""
        return note.id in self.called and self.notes.get(note.id) == note

    def _plan(self, blocks: Iterable[tree.Block], level: int, numbered: int) -> None:
        for block in blocks:
            if isinstance(block, tree.Footnote):
                self.notes.setdefault(block.id, block)
                called = set(self.called)
                self._plan(block.blocks, level, numbered)
                self.called = called  # A note cannot call another.
                continue
            for runs in tree.own_runs(block):
                self._call(runs)
            below, deeper = level, numbered
            if isinstance(block, tree.Section) and block.title:
                self._plan_heading(block, level, numbered)
                below, deeper = level + 1, numbered + int(block.numbered)
            self._plan(tree.children(block), below, deeper)

    def _plan_heading(self, section: tree.Section, level: int, numbered: int) -> None:
        anchor = self._anchor(section.id or tree.plain(section.title))
        if section.id:
            self.anchors.setdefault(section.id, anchor)
        number = self._count(numbered) if section.numbered else ""
        made = Heading(min(level + 1, _DEEPEST), number, _key(section)[1], anchor)
        self.headings.append(made)
        self._planned.setdefault(_key(section), []).append(made)

    def _anchor(self, wanted: str) -> str:
        base = _UNFIT.sub("-", wanted.lower()).strip("-")[:60] or "section"
        name, n = base, 1
        while name in self._taken:
            n += 1
            name = f"{base}-{n}"
        self._taken.add(name)
        return name

    def _count(self, depth: int) -> str:
        del self._depths[depth + 1 :]
        self._depths.extend([0] * (depth + 1 - len(self._depths)))
        self._depths[depth] += 1
        return ".".join(map(str, self._depths))

    def _call(self, runs: tree.Runs) -> None:
        for run in runs:
            match run:
                case tree.NoteRef(id=id):
                    self.called.add(id)
                case tree.Strong() | tree.Emphasis() | tree.Strike() | tree.Link():
                    self._call(run.runs)
                case _:
                    pass


def _key(section: tree.Section) -> tuple[str, str]:
    return section.id, tree.plain(section.title).replace("\n", " ")
