"""Reads a Markdown file that somebody filled in: where its places are, and what stands in them now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from interim_method.errors import DefinitionError, ReadError
from interim_method.formats.markdown.cells import of_cell
from interim_method.formats.markdown.decoding import decoded
from interim_method.formats.markdown.hiding import hidden
from interim_method.formats.markdown.note import Note, taken_out
from interim_method.formats.markdown.places import placed
from interim_method.formats.markdown.shape import bare, shape_of
from interim_method.formats.markdown.writer import carried
from interim_method.forms.form import Form, ReadOptions
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
    head = head_of(body)
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


def _one_of(notes: Iterable[Note], findings: list[str]) -> Note | None:
    known = list(notes)
    if len(known) > 1:
        findings.append("the file holds several documents: only the places of the first are known")
    return known[0] if known else None


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
