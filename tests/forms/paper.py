"""A format of nothing but lines, to try what every format's reader may find without any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, evolve, field

from interim_method.forms.form import Cell, Form, Held, Line, Map, fingerprint
from interim_method.forms.mapping import map_of
from interim_method.markup import tree
from interim_method.markup.parsing import parse
from interim_method.markup.rendering import render
from interim_method.model import FrozenMap

__all__ = ["Paper", "paper"]


@define
class Spot:
    """A line of the paper: its text, its cell, and the anchors in it."""

    text: str
    cell: Cell | None = None
    heading: int = 0
    key: str = ""
    row: str = ""
    collection: str = ""


@define
class Paper:
    """A document on paper: lines that a test may change as a person would."""

    document: tree.Document
    spots: list[Spot] = field(factory=list)
    tables: int = 0
    map: Map | None = None
    identity: Mapping[str, str] = field(factory=dict)

    def write(self, key: str, text: str, *, nth: int = 0) -> None:
        """Write into the place with a key."""
        [one for one in self.spots if one.key == key][nth].text = text

    def forget(self, *keys: str) -> None:
        """Take the anchors of places off, and leave their text."""
        for one in self.spots:
            if one.key in keys or not keys:
                one.key = ""

    def row(self, key: str) -> list[Spot]:
        """The lines of a row."""
        at = next(one.cell for one in self.spots if one.row == key)
        return [s for s in self.spots if s.cell and at and (s.cell.table, s.cell.row) == (at.table, at.row)]

    def strike(self, key: str) -> None:
        """Take a row out."""
        gone = self.row(key)
        self.spots = [one for one in self.spots if not any(one is g for g in gone)]

    def copy(self, key: str, *, anchors: bool = True) -> list[Spot]:
        """Copy a row below itself, as programs do: with the anchors of its places, without its own."""
        made = self.row(key)
        table, row = made[0].cell.table, made[0].cell.row  # type: ignore[union-attr]
        for one in self.spots:
            if one.cell and one.cell.table == table and one.cell.row > row:
                one.cell = evolve(one.cell, row=one.cell.row + 1)
        copies = [
            Spot(s.text, evolve(s.cell, row=row + 1), key=s.key if anchors else "") for s in made if s.cell
        ]
        at = max(n for n, s in enumerate(self.spots) if any(s is m for m in made)) + 1
        self.spots[at:at] = copies
        return copies

    def form(self) -> Form:
        """What a reader finds."""
        spots = self.spots
        lines = tuple(Line(text=s.text, cell=s.cell, heading=s.heading) for s in spots)

        def blocks(reach: range) -> tree.Blocks:
            return parse("\n\n".join(lines[n].text for n in reach))

        held = []
        for n, spot in enumerate(spots):
            if spot.key and (n == 0 or spots[n - 1].key != spot.key or spots[n - 1].cell != spot.cell):
                end = n + 1
                while end < len(spots) and spots[end].key == spot.key and spots[end].cell == spot.cell:
                    end += 1
                reach = range(n, end)
                text = "\n\n".join(spots[m].text for m in reach)
                held.append(
                    Held(
                        key=spot.key,
                        where="marker",
                        text=text,
                        lines=reach,
                        blocks=lambda said=text: parse(said),  # type: ignore[misc]
                        plain=False,
                    )
                )
        return Form(
            map=self.map,
            identity=FrozenMap(self.identity),
            lines=lines,
            held=tuple(held),
            rows=_at((s.row, n) for n, s in enumerate(spots) if s.row),
            collections=_at((s.collection, n) for n, s in enumerate(spots) if s.collection),
            blocks=blocks,
            carried=lambda said: parse(render(said)),
        )


def _at(pairs: Iterable[tuple[str, int]]) -> FrozenMap[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for key, n in pairs:
        found[key] = (*found.get(key, ()), n)
    return FrozenMap(found)


def paper(document: tree.Document) -> Paper:
    """A document on paper, as it was made."""
    made = Paper(document, identity=dict(document.identity))
    made.spots.append(Spot(document.title, heading=1))
    _put(made, tuple(document.blocks), None, 2)
    prints = frozenset(fingerprint(s.text) for s in made.spots if not s.key and s.text.strip())
    made.map = evolve(map_of(document), prints=prints)
    return made


def _put(made: Paper, blocks: Iterable[tree.Block], cell: Cell | None, level: int) -> None:
    for block in blocks:
        match block:
            case tree.Section():
                if block.title:
                    made.spots.append(Spot(tree.plain(block.title), cell, heading=level))
                _put(made, block.blocks, cell, level + 1)
            case tree.Field():
                shown = render(block.blocks).strip() if block.kind == "markdown" else _shown(block)
                made.spots.append(Spot(shown, cell, key=block.key))
            case tree.Table():
                _table(made, [row.cells for row in (*block.header, *block.rows)])
            case tree.Grid():
                for one in block.cells:
                    _put(made, (tree.Paragraph(one.title), *one.blocks), cell, level)
            case tree.Collection(shape="cards"):
                made.spots.append(Spot("", cell, collection=block.key))
                for line in block.rows:
                    pairs = zip(block.header, line.cells, strict=True)
                    rows = [(tree.Cell((tree.Paragraph(line.title),)),)]
                    rows += [(tree.Cell((tree.Paragraph(h), *one.blocks)),) for h, one in pairs]
                    start = len(made.spots)
                    _table(made, rows)
                    made.spots[start].row = line.key
            case tree.Collection():
                head = [tree.Cell((tree.Paragraph(h),)) for h in block.header]
                _table(made, [head, *(row.cells for row in block.rows)], block)
            case tree.Definitions():
                for entry in block.entries:
                    _put(made, (tree.Paragraph(entry.term), *entry.blocks), cell, level)
            case tree.Paragraph():
                made.spots.append(Spot(tree.plain(block.runs), cell))
            case _:
                _put(made, tree.children(block), cell, level)


def _shown(block: tree.Field) -> str:
    return "\n".join(tree.plain(b.runs) for b in block.blocks if isinstance(b, tree.Paragraph))


def _table(made: Paper, rows: Iterable[Iterable[tree.Cell]], block: tree.Collection | None = None) -> None:
    table = made.tables
    made.tables += 1
    for r, row in enumerate(rows):
        for c, one in enumerate(row):
            at = Cell(table=table, row=r, column=c)
            start = len(made.spots)
            _put(made, one.blocks, at, 6)
            if len(made.spots) == start:
                made.spots.append(Spot("", at))
            if block is not None and c == 0:
                if r == 0:
                    made.spots[start].collection = block.key
                else:
                    made.spots[start].row = block.rows[r - 1].key
