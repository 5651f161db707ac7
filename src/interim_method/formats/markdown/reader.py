"""Reads a Markdown file that somebody filled in: where its places are, and what stands in them now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from interim_method.errors import DefinitionError, ReadError
from interim_method.formats.markdown.cells import of_cell
from interim_method.formats.markdown.decoding import decoded, readable
from interim_method.formats.markdown.hiding import hidden
from interim_method.formats.markdown.note import Note, taken_out
from interim_method.formats.markdown.places import placed
from interim_method.formats.markdown.shape import bare, shape_of
from interim_method.formats.markdown.writer import carried
from interim_method.forms.form import Form, Map, ReadOptions
from interim_method.markup.front_matter import head_of
from interim_method.markup.normal import normalise
from interim_method.markup.parsing import parse
from interim_method.model import FrozenMap

__all__ = ["form_of", "read"]


def read(stream: BinaryIO, options: ReadOptions) -> Form:
    """What a filled Markdown file holds.

    Raises:
        ReadError: It is no text, or nothing that a person could have written.
    """
    return form_of(decoded(stream, options.name), options.name)[0]


def form_of(text: str, name: str = "") -> tuple[Form, tuple[str, ...]]:
    """What the text of a filled Markdown file holds, and for each place the print of what it shows; see `read`."""
    body, notes = taken_out(text)
    head = head_of(readable(body, name))
    findings: list[str] = [problem for note in notes for problem in note.problems]
    note = _one_of(notes, findings)
    signs = hidden(head.text)
    try:
        blocks = parse(signs.text, cell=lambda source: of_cell(source, signs))
    except (DefinitionError, RecursionError) as error:
        raise ReadError(f"cannot be read: {error}", name) from None
    shape = shape_of(blocks, signs)
    found = placed(shape, signs, note, findings)
    form = Form(
        map=note.map if note else None,
        identity=_identity(note, head.values),
        lines=shape.lines,
        held=found.held,
        rows=FrozenMap(found.rows),
        collections=FrozenMap(found.collections),
        blocks=lambda lines: normalise(shape.reaching(lines)),
        carried=lambda blocks: bare(carried(blocks)),
        findings=tuple(findings),
    )
    return form, found.prints


def _one_of(notes: Sequence[Note], findings: list[str]) -> Note | None:
    """What all notes of a file say that are of the first one's record; what the others hold is of no place of it."""
    first, *more = notes or (None,)
    if first is None or not more:
        return first
    ours: list[Note] = [first]
    others: list[Note] = []
    for note in more:
        of_it = note.map.identity.get("record") == first.map.identity.get("record")
        (ours if of_it else others).append(note)
    if len(ours) > 1:
        named = ", ".join(_name(note) for note in ours[1:])
        findings.append(
            f"the file holds several documents: read as {_name(first)}, with the places of {named}"
        )
    for note in others:
        findings.append(
            f"the file also holds {_name(note)}, made from {note.map.identity.get('record')!r}: "
            "what is written in it belongs to no place of this record; read it as a file of its own"
        )
    prints = frozenset().union(*(note.map.prints or () for note in (*ours, *others)))
    return Note(
        map=Map(
            identity=first.map.identity,
            places=tuple(place for note in ours for place in note.map.places),
            collections=tuple(one for note in ours for one in note.map.collections),
            prints=prints,
        ),
        shown=tuple(shown for note in ours for shown in note.shown),
    )


def _name(note: Note) -> str:
    said = note.map.identity
    return " ".join(filter(None, (said.get("recipe"), said.get("document")))) or "a document without a name"


def _identity(note: Note | None, head: Mapping[str, tuple[str, ...]]) -> FrozenMap[str, str]:
    """Who the document is, by what most of the places say that say it; of as many, the note's."""
    said: dict[str, list[str]] = {}
    if note is not None:
        for key, value in note.map.identity.items():
            said.setdefault(key, []).append(value)
    for key, values in head.items():
        if key.startswith("identity."):
            said.setdefault(key.removeprefix("identity."), []).append("".join(values))
    if head.get("id"):
        said.setdefault("document", []).append("".join(head["id"]))
    return FrozenMap({key: Counter(values).most_common(1)[0][0] for key, values in said.items()})
