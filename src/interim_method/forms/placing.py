"""From what a file holds to what was changed in it: one file against the document that it was made from.

A value is looked for by its anchor first, then by the row that it stands in, then by the words around it; what is
found nowhere is missing, and text that belongs nowhere is unplaced. Nothing is guessed at silently.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from attrs import define, evolve, field, frozen

from interim_method.forms.by_words import by_words
from interim_method.forms.form import Form, Held, Map, MappedPlace, Where, fingerprint
from interim_method.forms.rows import RowReading, rows_of
from interim_method.forms.submission import (
    Conflict,
    Deletion,
    Edit,
    Missing,
    Source,
    Submission,
    Unplaced,
)
from interim_method.forms.typed import Meaning, meaning, typed
from interim_method.markup import tree
from interim_method.markup.parsing import parse
from interim_method.markup.rendering import render

__all__ = ["Reference", "placed"]

_FORMATTED: Final = re.compile(r"[\\`*_\[\]<>&#~|!\n]|^\s*(?:[-+=]|[0-9]+[.)])|https?:|www\.|@")
"""What may be more than plain text in Markdown."""


@frozen
class Reference:
    """The document that a file was made from, made again: its map, and what its file holds."""

    map: Map
    form: Form


@frozen
class Value:
    """What one spot of a file says for a place."""

    meaning: Meaning
    where: Where
    same: bool


def placed(
    form: Form,
    source: Source,
    *,
    reference: Callable[[], Reference | None],
    known: Callable[[str], MappedPlace | None],
) -> Submission:
    """What was changed in a file.

    Args:
        form: What it holds.
        source: The file.
        reference: Makes the document again, for files that have lost what they said of themselves; None
            where nobody knows how.
        known: Gives the place that a key stands for in the record at hand, where the file's own map does not
            have it.
    """
    return _Placing(form, source, functools.cache(reference), known).submission()


@define
class _Placing:
    form: Form
    source: Source
    reference: Callable[[], Reference | None]
    known: Callable[[str], MappedPlace | None]
    taken: set[int] = field(factory=set)
    """The lines that belong to a place or a row."""
    leftovers: list[Unplaced] = field(factory=list)
    above: list[str] = field(factory=list)
    """The heading above each line, once somebody asked for one."""
    beside: set[int] = field(factory=set)
    """The lines where what was typed beside a place is taken for its value."""

    def submission(self) -> Submission:
        form = self.form
        map = form.map or self._remade()
        places = _by_key(map)
        language = self._language(map)
        rows = rows_of(form, map)
        values: dict[str, list[Value]] = {}
        shown = self._shown() if form.map is None else {}
        around = {key for one in map.collections for key in (one.key, *(row.key for row in one.rows))}
        for n, held in enumerate(form.held):
            if held.key in around:
                continue  # without its map, a file does not say what its anchors are around
            self.taken.update(held.lines)
            if n in rows.copied:
                continue
            held = self._typed_beside(held, map)
            place = places.get(held.key) or self.known(held.key)
            if place is None:
                self._leave(held, "the document had no such place")
                continue
            places.setdefault(held.key, place)
            value = _value(place, held, language, form)
            if _flat(_text(form, held.lines)) in shown.get(held.key, ()):
                value = evolve(value, same=True)
            elif not (form.map or form.identity or value.meaning.plain):
                # Which edition it was can only be guessed: what is empty may have been so from the start.
                value = evolve(value, same=True)
            values.setdefault(held.key, []).append(value)
        for key, cell in rows.cells.items():
            if key in places and key not in values:
                self.taken.update(cell.lines)
                values[key] = [_value(places[key], cell, language, form)]
        lost = [key for key in places if key not in values and key not in rows.gone]
        if lost:
            self._by_words(places, lost, values, language)
        sure = form.map is not None
        edits: list[Edit] = []
        clashes: list[Conflict] = []
        missing: list[Missing] = []
        for key, place in places.items():
            if key in rows.gone:
                continue
            if key not in values:
                missing.append(Missing(address=place.address, label=place.label, source=self.source.name))
                continue
            found = self._edits(place, values[key], sure=sure, language=language)
            if len(found) > 1:
                clashes.append(_clash(place, found, "the same place says different things in one file"))
            else:
                edits += found
        edits += self._added(rows, language, sure=sure)
        return Submission(
            sources=(self.source,),
            edits=tuple(edits),
            conflicts=tuple(clashes),
            deletions=tuple(
                Deletion(address=row.address, text=_row_text(places, row.address), source=self.source.name)
                for row in rows.deleted
            ),
            missing=tuple(missing),
            unplaced=(*self.leftovers, *self._unplaced(map)),
        )

    # --- what the document was ----------------------------------------------------------------------------

    def _remade(self) -> Map:
        reference = self.reference()
        return reference.map if reference else Map()

    def _shown(self) -> Mapping[str, set[str]]:
        """What the places of the document show when it is made again, by key."""
        found: dict[str, set[str]] = {}
        reference = self.reference()
        if reference is None:
            return found
        for held in reference.form.held:
            found.setdefault(held.key, set()).add(_flat(_text(reference.form, held.lines)))
        return found

    def _language(self, map: Map) -> str:
        return self.form.identity.get("language") or map.identity.get("language") or "en"

    def _typed_beside(self, held: Held, map: Map) -> Held:
        """A place that was left empty while somebody typed beside it: some programs move its anchors so."""
        if held.text.strip() or len(held.lines) != 1 or map.prints is None:
            return held
        said = _unprinted(self.form.lines[held.lines.start].outside or "", map.prints)
        if not said:
            return held
        self.beside.add(held.lines.start)
        return Held(
            key=held.key,
            where="structure",
            text=said,
            lines=held.lines,
            blocks=lambda: (tree.paragraph(said),),
        )

    # --- places without an anchor -------------------------------------------------------------------------------

    def _by_words(
        self,
        places: Mapping[str, MappedPlace],
        lost: list[str],
        values: dict[str, list[Value]],
        language: str,
    ) -> None:
        """Find the places that have lost their anchors by the words around them."""
        reference = self.reference()
        if reference is None:
            return
        for held, shown in by_words(self.form, reference.form, lost, frozenset(self.taken)):
            place = places[held.key]
            if not held.text.strip() and place.base:
                continue  # where a text was and now nothing stands, it may stand elsewhere
            self.taken.update(held.lines)
            found = _value(place, held, language, self.form)
            if _flat(held.text) == _flat(shown):
                found = evolve(found, same=True)
            values[held.key] = [found]

    # --- what was changed ---------------------------------------------------------------------------------------

    def _edits(self, place: MappedPlace, values: Iterable[Value], *, sure: bool, language: str) -> list[Edit]:
        """The edits of a place: more than one where its spots were filled in differently."""
        found: dict[str, Edit] = {}
        for value in values:
            if not value.same:
                found.setdefault(value.meaning.plain, self._edit(place, value, sure=sure))
        return list(found.values())

    def _edit(self, place: MappedPlace, value: Value, *, sure: bool) -> Edit:
        said, problem = value.meaning.plain, value.meaning.problem
        return Edit(
            address=place.address,
            old=typed(place.kind, place.base),
            new=said if problem else typed(place.kind, said),
            plain=said,
            base=place.base,
            kind=place.kind,
            where=value.where,
            confidence="sure" if sure and value.where != "structure" else "likely",
            language=place.language,
            label=place.label,
            source=self.source.name,
            document=self.source.document,
            problem=problem,
        )

    def _added(self, rows: RowReading, language: str, *, sure: bool) -> Iterator[Edit]:
        """The values of rows and cards that were added by hand."""
        for row in rows.added:
            for place, held in row.cells:
                self.taken.update(held.lines)
                value = _value(place, held, language, self.form)
                if not value.same:
                    yield self._edit(place, value, sure=sure)
            self.taken.update(row.lines)
            for lines, why in row.left:
                self._leave_lines(lines, why)

    # --- what belongs nowhere -----------------------------------------------------------------------------------

    def _leave(self, held: Held, why: str) -> None:
        if held.text.strip():
            said = render(held.blocks()).strip() if not held.plain else held.text.strip()
            self._left(said, held.lines.start, why)

    def _leave_lines(self, lines: range, why: str) -> None:
        said = render(self.form.blocks(lines)).strip()
        if said:
            self._left(said, lines.start, why)

    def _left(self, said: str, at: int, why: str) -> None:
        self.leftovers.append(Unplaced(text=said, near=self._near(at), source=self.source.name, why=why))

    def _near(self, at: int) -> str:
        """The heading above a line."""
        if not self.above:
            heading = ""
            for line in self.form.lines:
                heading = line.text.strip() if line.heading else heading
                self.above.append(heading)
        return self.above[min(at, len(self.above) - 1)] if self.above else ""

    def _unplaced(self, map: Map) -> Iterator[Unplaced]:
        """The lines that the document did not print and that belong to no place."""
        prints = map.prints
        if prints is None:
            reference = self.reference()
            prints = reference.form.map.prints if reference and reference.form.map else None
        if prints is None:
            return
        start: int | None = None
        lines = self.form.lines
        for n, line in enumerate(lines):
            if line.outside and n in self.taken and n not in self.beside:
                said = _unprinted(line.outside, prints)
                if said:
                    yield Unplaced(
                        text=said,
                        near=line.text.strip(),
                        source=self.source.name,
                        why="stands beside a place",
                    )
        for n in range(len(lines) + 1):
            foreign = (
                n < len(lines)
                and n not in self.taken
                and bool(lines[n].text.strip())
                and fingerprint(lines[n].text) not in prints
            )
            parted = start is not None and n < len(lines) and lines[n].cell != lines[start].cell
            if start is not None and (not foreign or parted):
                yield from self._stretch(range(start, n))
                start = None
            if foreign and start is None:
                start = n

    def _stretch(self, lines: range) -> Iterator[Unplaced]:
        said = render(self.form.blocks(lines)).strip() or "\n".join(self.form.lines[n].text for n in lines)
        yield Unplaced(
            text=said,
            near=self._near(lines.start),
            source=self.source.name,
            why="stands outside of every place",
        )


def _unprinted(text: str, prints: frozenset[str]) -> str:
    """What was typed into a line: its text without the words that the document printed before or behind it."""
    words = text.split()
    if not words or fingerprint(text) in prints:
        return ""
    for n in range(len(words) - 1, 0, -1):
        if fingerprint(" ".join(words[:n])) in prints:
            return " ".join(words[n:])
    for n in range(1, len(words)):
        if fingerprint(" ".join(words[n:])) in prints:
            return " ".join(words[:n])
    return " ".join(words)


def _by_key(map: Map) -> dict[str, MappedPlace]:
    """The places by key. One that is shown in several ways takes its first form."""
    found: dict[str, MappedPlace] = {}
    for place in map.places:
        found.setdefault(place.key, place)
    return found


def _row_text(places: Mapping[str, MappedPlace], address: str) -> str:
    """What a row said: its texts, one after the other."""
    own = (
        p.base
        for p in places.values()
        if p.address.startswith(f"{address}/") and p.kind in ("text", "markdown")
    )
    return " · ".join(filter(None, own))


def _clash(place: MappedPlace, edits: Iterable[Edit], why: str) -> Conflict:
    return Conflict(address=place.address, base=typed(place.kind, place.base), theirs=tuple(edits), why=why)


# --- one value -----------------------------------------------------------------------------------------------------------


def _value(place: MappedPlace, held: Held, language: str, form: Form) -> Value:
    """What one spot says for a place, and whether it is what the place held when the document was made."""
    if held.as_made:
        return Value(Meaning(place.base), held.where, same=True)
    if held.value is not None:
        said = Meaning(_of_anchor(place, held.value))
    elif place.kind == "markdown" and held.plain and _is_plain(held.text):
        said = Meaning(held.text.strip())
    else:
        said = meaning(place, held.text, language, held.blocks)
    return Value(said, held.where, same=not said.problem and _same(place, said.plain, held, form))


def _of_anchor(place: MappedPlace, value: str) -> str:
    """The plain value that an anchor gives; a box that was never ticked says nothing where nothing was said."""
    return "" if place.kind == "yes-no" and value == "false" and not place.base else value


def _same(place: MappedPlace, said: str, held: Held, form: Form) -> bool:
    base = place.base
    if said == base:
        return True
    match place.kind:
        case "markdown":
            if not base.strip() or not said.strip():
                return not base.strip() and not said.strip()
            if held.plain and _is_plain(held.text) and _is_plain(base):
                return _flat(said) == _flat(base)
            return form.carried(parse(base)) == form.carried(parse(said))
        case "text":
            return _flat(said) == _flat(base)
        case "choices":
            return Counter(said.split()) == Counter(base.split())
        case "number":
            return bool(said and base) and float(said) == float(base)
        case _:
            return False


def _is_plain(text: str) -> bool:
    return _FORMATTED.search(text) is None


def _text(form: Form, lines: range) -> str:
    return "\n".join(form.lines[n].text for n in lines)


def _flat(text: str) -> str:
    return " ".join(text.split())
