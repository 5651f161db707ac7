"""A whole document as a Markdown file: its text, and the note by which it is read back."""

from __future__ import annotations

from collections import defaultdict, deque

import attrs

from interim_method.formats.markdown.note import Note, note_lines
from interim_method.formats.markdown.reader import form_of
from interim_method.formats.markdown.writer import lines_of
from interim_method.forms.form import Map, fingerprint
from interim_method.forms.mapping import map_of
from interim_method.markup.tree import Document

__all__ = ["write"]


def write(document: Document) -> str:
    """*document* as Markdown, ending with a line feed; the same for the same document."""
    lines = lines_of(document)
    text = "\n".join(lines) + "\n"
    made = map_of(document)
    if made == Map():
        return text
    return text + "\n" + "\n".join(note_lines(_noted(text, made), document.language)) + "\n"


def _noted(text: str, made: Map) -> Note:
    """The note of a file with this text: what it shows is taken from it as its reader will see it."""
    form, prints_of_places = form_of(text)
    shown: dict[str, deque[str]] = defaultdict(deque)
    within: set[int] = set()
    for held, one in zip(form.held, prints_of_places, strict=True):
        shown[held.key].append(one)
        within.update(held.lines)
    prints = {fingerprint(line.text) for n, line in enumerate(form.lines) if line.text and n not in within}
    return Note(
        map=attrs.evolve(made, prints=frozenset(prints)),
        shown=tuple(shown[place.key].popleft() if shown[place.key] else "" for place in made.places),
    )
