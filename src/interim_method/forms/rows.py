"""Rows and cards that people added, copied or took out of a growing set.

A row is known by its own anchor, or by those of the places in it. One without either was added by hand; so was
one whose anchors were copied along with it. Items that come in this way are named by the document, the collection
and the row above them, so that reading the same file twice adds them once.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import define, evolve, field, frozen

from interim_method.forms.form import (
    Form,
    Held,
    Map,
    MappedCollection,
    MappedPlace,
    MappedRow,
    fingerprint,
)
from interim_method.model import NewItem, parts, to_address

__all__ = ["AddedRow", "RowReading", "rows_of"]

_LEAST_LABELS: Final = 2
"""So many labels of a card make a table one that was added by hand."""

Unit = tuple[str, int, int]
"""A row of a table (``row``, table, row), a table that is a card (``card``, table, 0), or lines below an anchor."""


@frozen
class AddedRow:
    """A row added by hand: what its cells hold, by place, and the lines that are no cell's of a place."""

    cells: tuple[tuple[MappedPlace, Held], ...]
    lines: tuple[int, ...]
    left: tuple[tuple[range, str], ...] = ()


@define
class RowReading:
    """What became of the rows of a document.

    Attributes:
        added: Rows that came in.
        deleted: Rows that are gone while others of their collection are there.
        gone: The keys of the places in deleted rows.
        copied: Indexes of what is held in copied rows, which is not the place that its key names.
        cells: What stands in the cells of known rows whose own anchors are lost, by key.
    """

    added: list[AddedRow] = field(factory=list)
    deleted: list[MappedRow] = field(factory=list)
    gone: set[str] = field(factory=set)
    copied: set[int] = field(factory=set)
    cells: dict[str, Held] = field(factory=dict)


def rows_of(form: Form, map: Map) -> RowReading:
    """What became of the rows of the document with this *map*."""
    reading = RowReading()
    if map.collections:
        _Rows(form, map, reading).read()
    return reading


class _Rows:
    def __init__(self, form: Form, map: Map, reading: RowReading) -> None:
        self.form = form
        self.map = map
        self.reading = reading
        self.of_row: dict[str, list[MappedCollection]] = {}
        for collection in map.collections:
            for row in collection.rows:
                self.of_row.setdefault(row.key, []).append(collection)
        self.row_at: dict[str, MappedRow] = {
            row.address: row for collection in map.collections for row in collection.rows
        }
        self.owner: dict[str, MappedRow] = {}
        for place in map.places:
            owner = self.row_at.get(place.address.rpartition("/")[0]) or self._owner(place.address)
            if owner is not None:
                self.owner[place.key] = owner
        # One that is shown twice has the same key twice: its anchors are told out in order.
        spare = {key: list(lines) for key, lines in form.collections.items()}
        self.anchor: dict[int, int] = {}
        for n, collection in enumerate(map.collections):
            if spare.get(collection.key):
                self.anchor[n] = spare[collection.key].pop(0)
        self.starts = sorted((line, n) for n, line in self.anchor.items())
        self.begun: dict[str, list[tuple[int, int]]] = {}
        """Line and number of the collections that a row is shown in, for those that are in several."""
        self.number = {id(c): n for n, c in enumerate(map.collections)}
        self.cells_of: dict[tuple[int, int], dict[int, list[int]]] = {}
        self.rows_in: dict[int, set[int]] = {}
        for n, line in enumerate(form.lines):
            if line.cell is not None:
                self.cells_of.setdefault((line.cell.table, line.cell.row), {}).setdefault(
                    line.cell.column, []
                ).append(n)
                self.rows_in.setdefault(line.cell.table, set()).add(line.cell.row)
        self.counts = Counter(held.key for held in form.held)
        self.expected = Counter(place.key for place in map.places)
        self.held_at: dict[int, list[int]] = {}
        for n, held in enumerate(form.held):
            for at in held.lines:
                self.held_at.setdefault(at, []).append(n)

    def _anchors(self, collection: MappedCollection) -> tuple[int, ...]:
        found = self.anchor.get(self.number[id(collection)])
        return () if found is None else (found,)

    def _owner(self, address: str) -> MappedRow | None:
        tokens = parts(address)
        for end in range(len(tokens) - 1, 0, -1):
            row = self.row_at.get(to_address(*tokens[:end]))
            if row is not None:
                return row
        return None

    # --- the whole ---------------------------------------------------------------------------------------------------

    def read(self) -> None:
        known = self._known_units()
        self._deleted(known)
        seen: set[Unit] = set()
        for collection in self.map.collections:
            for unit in self._candidates(collection, known):
                if unit not in seen:
                    seen.add(unit)
                    self._add(collection, unit, known)
        self._cells(known)

    def _known_units(self) -> dict[Unit, MappedRow]:
        """The rows that are there, by what they are in the file; marks what is held in copies of them."""
        known: dict[Unit, MappedRow] = {}
        anchored: dict[str, int] = {}
        for key, collections in self.of_row.items():
            lines = self.form.rows.get(key, ())[: len(collections)]
            row = next(r for r in collections[0].rows if r.key == key)
            for line in lines:
                known[self._unit(line, key)] = row
            anchored[key] = len(lines)
        for n, held in enumerate(self.form.held):
            owner = self.owner.get(held.key)
            if owner is None or not held.lines:
                continue
            unit = self._unit(held.lines.start, owner.key)
            if unit in known:
                if known[unit].key != owner.key:
                    self.reading.copied.add(n)
            elif self._is_shown_too_often(held.key) and self._is_among_rows(unit, owner, known):
                self.reading.copied.add(n)
            elif anchored.get(owner.key, 0) < len(self.of_row.get(owner.key, ())) and self._is_among_rows(
                unit, owner, known
            ):
                known[unit] = owner
                anchored[owner.key] = anchored.get(owner.key, 0) + 1
        return known

    def _is_shown_too_often(self, key: str) -> bool:
        """Whether a place is there more often than the document showed it."""
        return self.counts[key] > self.expected[key]

    def _is_among_rows(self, unit: Unit, row: MappedRow, known: Mapping[Unit, MappedRow]) -> bool:
        """Whether something stands where the rows of a row's collection stand, and not elsewhere in the document."""
        for collection in self.of_row.get(row.key, ()):
            mine = {r.key for r in collection.rows}
            if unit[0] == "row" and any(
                u[0] == "row" and u[1] == unit[1] and r.key in mine for u, r in known.items()
            ):
                return True
            if unit[0] == "row" and any(
                (cell := self.form.lines[line].cell) is not None and cell.table == unit[1]
                for line in self._anchors(collection)
            ):
                return True
            if unit[0] != "row" and self._first(unit) in self._extent(collection):
                return True
        return False

    def _extent(self, collection: MappedCollection) -> range:
        """The lines from a collection's anchor to the next one's."""
        anchors = self._anchors(collection)
        if not anchors:
            return range(0)
        end = min((line for line, _ in self.starts if line > max(anchors)), default=len(self.form.lines))
        return range(min(anchors), end)

    def _unit(self, line: int, row: str) -> Unit:
        """What a line of a row stands in: the row of a table, the table of a card, or a stretch of lines."""
        cell = self.form.lines[line].cell
        collection = self._collection_at(line, row)
        if collection is not None and collection.shape == "cards":
            if cell is not None:
                return ("card", cell.table, 0)
            return ("lines", self._start(line, collection), 0)
        if cell is not None:
            return ("row", cell.table, cell.row)
        return ("lines", line, 0)

    def _collection_at(self, line: int, row: str) -> MappedCollection | None:
        """The collection with a row that a line stands in: the last one that began before it."""
        own = self.of_row.get(row, ())
        if len(own) < 2:
            return own[0] if own else None
        if row not in self.begun:
            mine = {id(c) for c in own}
            self.begun[row] = [(at, n) for at, n in self.starts if id(self.map.collections[n]) in mine]
        starts = self.begun[row]
        behind = bisect_right(starts, (line, len(self.map.collections)))
        return self.map.collections[starts[behind - 1][1]] if behind else own[0]

    def _start(self, line: int, collection: MappedCollection) -> int:
        """Where the card begins that a line outside of tables stands in: at the last anchor of a row before it."""
        starts = (at for row in collection.rows for at in self.form.rows.get(row.key, ()) if at <= line)
        return max(starts, default=line)

    # --- deleted -----------------------------------------------------------------------------------------------------

    def _deleted(self, known: Mapping[Unit, MappedRow]) -> None:
        held = {h.key for h in self.form.held}
        here: dict[int, set[str]] = {}
        for unit, row in known.items():
            collection = self._collection_at(self._first(unit), row.key)
            if collection is not None:
                here.setdefault(self.number[id(collection)], set()).add(row.key)
        for n, collection in enumerate(self.map.collections):
            there = here.get(n, set())
            if not there and n not in self.anchor:
                continue  # the whole of it is gone: nobody took out its rows
            for row in collection.rows:
                if row.key in there:
                    continue
                if row.id and row not in self.reading.deleted:
                    self.reading.deleted.append(row)
                self.reading.gone.update(
                    key for key, owner in self.owner.items() if owner.key == row.key and key not in held
                )

    # --- added -------------------------------------------------------------------------------------------------------

    def _candidates(self, collection: MappedCollection, known: Mapping[Unit, MappedRow]) -> Iterator[Unit]:
        """The units that may be rows of a collection and are none that the document had."""
        mine = {r.key for r in collection.rows}
        copies = [
            self._unit(self.form.held[n].lines.start, self.owner[self.form.held[n].key].key)
            for n in sorted(self.reading.copied)
            if self.owner[self.form.held[n].key].key in mine
            and self._collection_at(self.form.held[n].lines.start, self.owner[self.form.held[n].key].key)
            is collection
        ]
        found: list[Unit] = [u for u in dict.fromkeys(copies) if u not in known]
        if collection.shape == "rows":
            for table in self._tables(collection, known, mine):
                found += [("row", table, row) for row in sorted(self.rows_in.get(table, ()))]
        else:
            found += self._cards(collection, known, mine)
        for unit in sorted(dict.fromkeys(found), key=self._first):
            if unit not in known and not self._is_header(collection, unit):
                yield unit

    def _first(self, unit: Unit) -> int:
        return min(self._lines(unit), default=0)

    def _tables(
        self, collection: MappedCollection, known: Mapping[Unit, MappedRow], mine: set[str]
    ) -> list[int]:
        """The tables that a collection's rows stand in."""
        tables = [
            unit[1]
            for unit, row in known.items()
            if unit[0] == "row"
            and row.key in mine
            and self._collection_at(self._first(unit), row.key) is collection
        ]
        for anchor in self._anchors(collection):
            for line in self.form.lines[anchor : anchor + 3]:
                if line.cell is not None:
                    if not tables and self._has_heads(collection, line.cell.table):
                        tables.append(line.cell.table)
                    break
        return list(dict.fromkeys(tables))

    def _has_heads(self, collection: MappedCollection, table: int) -> bool:
        return any(self._is_header(collection, ("row", table, row)) for row in self.rows_in.get(table, ()))

    def _is_header(self, collection: MappedCollection, unit: Unit) -> bool:
        if unit[0] != "row":
            return False
        cells = self.cells_of.get((unit[1], unit[2]), {})
        said = [_flat(self._text(cells[c])) for c in sorted(cells)]
        return said == [_flat(head) for head in collection.heads]

    def _cards(
        self, collection: MappedCollection, known: Mapping[Unit, MappedRow], mine: set[str]
    ) -> list[Unit]:
        """Tables behind a collection's anchor with the labels of its cards and no anchors of their own."""
        anchors = self._anchors(collection)
        if not anchors:
            return []
        reach = self._extent(collection)
        tables = dict.fromkeys(
            line.cell.table for line in self.form.lines[reach.start : reach.stop] if line.cell
        )
        heads = {_flat(head) for head in collection.heads if head}
        found: list[Unit] = []
        for table in tables:
            unit: Unit = ("card", table, 0)
            if unit in known:
                continue
            labels = {_flat(self.form.lines[n].text) for n in self._lines(unit)}
            if len(labels & heads) >= min(_LEAST_LABELS, len(heads)):
                found.append(unit)
        return found

    def _lines(self, unit: Unit) -> list[int]:
        if unit[0] == "row":
            return [n for lines in self.cells_of.get((unit[1], unit[2]), {}).values() for n in lines]
        if unit[0] == "card":
            return [
                n
                for row in sorted(self.rows_in.get(unit[1], ()))
                for lines in self.cells_of[(unit[1], row)].values()
                for n in lines
            ]
        anchors = {line for lines in self.form.rows.values() for line in lines}
        anchors |= {line for lines in self.form.collections.values() for line in lines}
        end = min((a for a in anchors if a > unit[1]), default=len(self.form.lines))
        return list(range(unit[1], end))

    def _add(self, collection: MappedCollection, unit: Unit, known: Mapping[Unit, MappedRow]) -> None:
        below = self._address(collection, unit, known)
        cells: list[tuple[MappedPlace, Held]] = []
        left: list[tuple[range, str]] = []
        if unit[0] == "row":
            row = self.cells_of[(unit[1], unit[2])]
            if len(row) != len(collection.columns):
                left += [
                    (_range(lines), f"the row has {len(row)} cells and not {len(collection.columns)}")
                    for lines in row.values()
                ]
            else:
                for place, column in zip(collection.columns, sorted(row), strict=True):
                    if place is not None:
                        cells.append(self._cell(place, below, row[column]))
                    elif self._is_said(row[column]) and not self._has_held(row[column]):
                        left.append((_range(row[column]), "stands in a column that is reckoned"))
        else:
            cells = list(self._card(collection, below, self._lines(unit)))
        said = any(held.text.strip() or held.value not in (None, "", "false") for _, held in cells)
        if said or left:
            lines = tuple(self._lines(unit))
            self.reading.added.append(AddedRow(tuple(cells) if said else (), lines, tuple(left)))

    def _address(self, collection: MappedCollection, unit: Unit, known: Mapping[Unit, MappedRow]) -> str:
        """What an added item is called until it has an id: by the row above it, and how far below it stands."""
        above, distance = "", 1
        first = self._first(unit)
        before = sorted(
            (self._first(u), r.key)
            for u, r in known.items()
            if self._first(u) < first and any(r.key == own.key for own in collection.rows)
        )
        if before:
            above = before[-1][1]
        start = before[-1][0] if before else -1
        distance += sum(
            1
            for row in self.reading.added
            if row.lines
            and start < row.lines[0] < first
            and row.cells
            and row.cells[0][0].address.startswith(f"{collection.address}/")
        )
        print = hashlib.sha256(f"{collection.key}\n{above}\n{distance}".encode()).hexdigest()[:10]
        return f"{collection.address}/{NewItem(f'row-{print}', collection.given).token}"

    def _cell(self, place: MappedPlace, below: str, lines: list[int]) -> tuple[MappedPlace, Held]:
        """What a cell of an added row says, through the anchors copied into it or without any."""
        name = place.address.rpartition("/")[2]
        made = evolve(place, address=f"{below}/{name}", key="", base="")
        copied = [n for line in lines for n in self.held_at.get(line, ()) if n in self.reading.copied]
        if copied:
            return made, evolve(self.form.held[copied[0]], as_made=None)
        reach = _range(lines)
        form = self.form
        return made, Held(
            key="",
            where="structure",
            text=self._text(lines),
            lines=reach,
            blocks=lambda: form.blocks(reach),
            plain=False,
        )

    def _card(
        self, collection: MappedCollection, below: str, lines: list[int]
    ) -> Iterator[tuple[MappedPlace, Held]]:
        """The cells of an added card: by the anchors copied along, otherwise by the labels above them."""
        names = {p.address.rpartition("/")[2]: p for p in collection.columns if p is not None}
        copied = dict.fromkeys(
            n for line in lines for n in self.held_at.get(line, ()) if n in self.reading.copied
        )
        if copied:
            for n in copied:
                held = self.form.held[n]
                place = names.get(self._name(held))
                if place is not None:
                    yield self._cell(place, below, list(held.lines))
            return
        heads = {
            _flat(head): place for head, place in zip(collection.heads, collection.columns, strict=False)
        }
        label: MappedPlace | None = None
        found: list[int] = []
        for n in [*lines, -1]:
            said = _flat(self.form.lines[n].text) if n >= 0 else ""
            if n < 0 or said in heads:
                if label is not None and found:
                    yield self._cell(label, below, found)
                label, found = heads.get(said), []
            elif label is not None:
                found.append(n)

    def _name(self, held: Held) -> str:
        place = next((p for p in self.map.places if p.key == held.key), None)
        return place.address.rpartition("/")[2] if place else ""

    def _is_said(self, lines: Iterable[int]) -> bool:
        """Whether lines hold text that the document did not print somewhere: what is copied along is no addition."""
        prints = self.map.prints or frozenset()
        texts = (self.form.lines[n].text for n in lines)
        return any(text.strip() and fingerprint(text) not in prints for text in texts)

    def _has_held(self, lines: Iterable[int]) -> bool:
        return any(self.held_at.get(n) for n in lines)

    def _text(self, lines: Iterable[int]) -> str:
        return "\n".join(self.form.lines[n].text for n in lines).strip()

    # --- known rows whose places have lost their anchors -----------------------------------------------------------

    def _cells(self, known: Mapping[Unit, MappedRow]) -> None:
        held = {h.key for n, h in enumerate(self.form.held) if n not in self.reading.copied}
        keys = {place.address: place.key for place in self.map.places}
        for unit, row in known.items():
            if unit[0] != "row":
                continue
            collection = self._collection_at(self._first(unit), row.key)
            cells = self.cells_of[(unit[1], unit[2])]
            if collection is None or len(cells) != len(collection.columns):
                continue
            for place, column in zip(collection.columns, sorted(cells), strict=True):
                if place is None:
                    continue
                key = keys.get(f"{row.address}/{place.address.rpartition('/')[2]}")
                if key and key not in held and not self._has_held(cells[column]):
                    self.reading.cells[key] = self._cell(place, row.address, cells[column])[1]


def _range(lines: list[int]) -> range:
    return range(lines[0], lines[-1] + 1)


def _flat(text: str) -> str:
    return " ".join(text.split())
