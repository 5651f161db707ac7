"""A parsed file: its lines in reading order, where its anchors stand among them, and any stretch as blocks.

A position is a path into the tree: the index of a block among its siblings, which part of that block, the index
in there, and so on; in a text it ends with the number of atoms before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import Factory, define, evolve, frozen

from interim_method.formats.markdown.hiding import Hidden
from interim_method.forms.form import Cell, Line
from interim_method.markup import tree
from interim_method.markup.normal import normalise
from interim_method.markup.runs import Atom, build, flatten, trimmed
from interim_method.markup.tree import Block, Blocks, Paragraph, Text

__all__ = ["Mark", "Path", "Shape", "bare", "shape_of"]

Path = tuple[int, ...]

_LABEL_ENDS: Final = (":", "?")


@frozen
class Mark:
    """Where an anchor stands.

    Attributes:
        number: Which anchor it is.
        at: Its position in the tree.
        line: How many lines are before it.
        alone: Whether it stands on a line of its own, with other anchors at most.
    """

    number: int
    at: Path
    line: int
    alone: bool


@frozen(eq=False, repr=False)
class Shape:
    """A parsed file without its anchors.

    Attributes:
        blocks: The tree.
        lines: Its lines.
        spots: Where each line begins and ends in the tree.
        marks: Its anchors, in order.
        texts: The atoms of each text, by its position.
    """

    blocks: Blocks
    lines: tuple[Line, ...]
    spots: tuple[tuple[Path, Path], ...]
    marks: tuple[Mark, ...]
    texts: dict[Path, list[Atom]]

    def between(self, start: Path, end: Path) -> Blocks:
        """What stands between two positions."""
        return self._siblings(self.blocks, (), start, end)

    def reaching(self, lines: range) -> Blocks:
        """Some of the lines as blocks."""
        if not lines:
            return ()
        return self.between(self.spots[lines[0]][0], self.spots[lines[-1]][1])

    def _siblings(self, blocks: Blocks, path: Path, start: Path, end: Path | None) -> Blocks:
        first = start[0] if start else 0
        last = end[0] if end else len(blocks)
        into, upto = start[1:], end[1:] if end else ()
        if first == last:
            return self._part(blocks[first], (*path, first), into, upto) if upto else ()
        if first > last or first >= len(blocks):
            return ()
        opening = self._part(blocks[first], (*path, first), into, None) if into else (blocks[first],)
        closing = self._part(blocks[last], (*path, last), (), upto) if upto else ()
        return (*opening, *blocks[first + 1 : last], *closing)

    def _part(self, block: Block, path: Path, start: Path, end: Path | None) -> Blocks:
        """What stands in a block between two positions below it."""
        match block:
            case Paragraph():
                runs = self._runs(path, start, end)
                return (evolve(block, runs=runs),) if runs else ()
            case tree.Section():
                title: tree.Runs = ()
                if not start or start[0] == 0:
                    title = self._runs((*path, 0), start[1:], end[1:] if end and end[0] == 0 else None)
                below: Blocks = ()
                if end is None or end[0] == 1:
                    into = start[1:] if start and start[0] == 1 else ()
                    below = self._siblings(block.blocks, (*path, 1), into, end[1:] if end else None)
                return (tree.Section(title, below),) if title else below
            case tree.Items():
                parts = [
                    (block.items[n], blocks)
                    for n, blocks in self._parts([i.blocks for i in block.items], path, start, end)
                ]
                if start and end and start[0] == end[0]:
                    return parts[0][1] if parts else ()
                items = tuple(evolve(item, blocks=blocks) for item, blocks in parts)
                return (evolve(block, items=items),) if items else ()
            case _:
                cells = [tuple(cell) for cell in _cells(block)]
                return tuple(b for _, blocks in self._parts(cells, path, start, end) for b in blocks)

    def _parts(
        self, slots: Sequence[Blocks], path: Path, start: Path, end: Path | None
    ) -> Iterator[tuple[int, Blocks]]:
        first = start[0] if start else 0
        last = min(end[0] if end else len(slots), len(slots) - 1)
        for n in range(first, last + 1):
            into = start[1:] if start and n == first else ()
            upto = end[1:] if end and n == end[0] else None
            blocks = self._siblings(slots[n], (*path, n), into, upto)
            if blocks or first < n < last:
                yield n, blocks

    def _runs(self, path: Path, start: Path, end: Path | None) -> tree.Runs:
        atoms = self.texts.get(path, [])[start[0] if start else 0 : end[0] if end else None]
        return build(trimmed(_bare(atoms)))


def _cells(block: Block) -> Iterator[Blocks]:
    """The parts of a block that hold blocks, in order."""
    match block:
        case tree.Quote(blocks=inner) | tree.Footnote(blocks=inner):
            yield inner
        case tree.Table(header=header, rows=rows):
            for row in (*header, *rows):
                for cell in row.cells:
                    yield cell.blocks
        case tree.Definitions(entries=entries):
            for entry in entries:
                yield (Paragraph(entry.term),)
                yield entry.blocks
        case _:
            return


def _bare(atoms: Sequence[Atom]) -> list[Atom]:
    """*atoms* without space at their ends."""
    bare = list(atoms)
    while bare and isinstance(bare[0].run, Text) and not bare[0].run.text.lstrip():
        del bare[0]
    while bare and isinstance(bare[-1].run, Text) and not bare[-1].run.text.rstrip():
        del bare[-1]
    if bare and isinstance(bare[0].run, Text):
        bare[0] = bare[0]._replace(run=evolve(bare[0].run, text=bare[0].run.text.lstrip()))
    if bare and isinstance(bare[-1].run, Text):
        bare[-1] = bare[-1]._replace(run=evolve(bare[-1].run, text=bare[-1].run.text.rstrip()))
    return bare


def bare(blocks: Blocks) -> Blocks:
    """*blocks* whose paragraphs do not begin or end with space: beside an anchor nobody can see it."""
    return normalise(
        evolve(block, runs=build(_bare(flatten(block.runs)))) if isinstance(block, Paragraph) else block
        for block in blocks
    )


def _plain(atoms: Sequence[Atom]) -> str:
    return "\n".join(line.strip() for line in tree.plain(atom.run for atom in atoms).strip().split("\n"))


# --- walking ----------------------------------------------------------------------------------------------------------


def shape_of(blocks: Blocks, hidden: Hidden) -> Shape:
    """The shape of a parsed file whose anchors are hidden."""
    walk = _Walk(hidden)
    clean = walk.siblings(blocks, ())
    return Shape(clean, tuple(walk.lines), tuple(walk.spots), tuple(walk.marks), walk.texts)


@define
class _Walk:
    """Goes over a tree once."""

    hidden: Hidden
    lines: list[Line] = Factory(list)
    spots: list[tuple[Path, Path]] = Factory(list)
    marks: list[Mark] = Factory(list)
    texts: dict[Path, list[Atom]] = Factory(dict)
    tables: int = 0

    def siblings(self, blocks: Blocks, path: Path, depth: int = 0, cell: Cell | None = None) -> Blocks:
        """Blocks beside each other, without anchors; a paragraph that held only anchors is gone."""
        result: list[Block] = []
        for block in blocks:
            new = self.block(block, (*path, len(result)), depth, cell)
            if new is not None:
                result.append(new)
        return tuple(result)

    def block(self, block: Block, path: Path, depth: int, cell: Cell | None) -> Block | None:
        """A block without anchors."""
        match block:
            case Paragraph():
                runs = self.text(block.runs, path, cell)
                return evolve(block, runs=runs) if runs else None
            case tree.Section():
                title = self.text(block.title, (*path, 0), cell, depth + 1)
                return evolve(
                    block, title=title, blocks=self.siblings(block.blocks, (*path, 1), depth + 1, cell)
                )
            case tree.Items():
                items = (
                    evolve(item, blocks=self.siblings(item.blocks, (*path, n), 0, cell))
                    for n, item in enumerate(block.items)
                )
                return evolve(block, items=tuple(items))
            case tree.Quote() | tree.Footnote():
                return evolve(block, blocks=self.siblings(block.blocks, (*path, 0), 0, cell))
            case tree.Definitions():
                entries = []
                for n, entry in enumerate(block.entries):
                    term = self.text(entry.term, (*path, 2 * n, 0), cell)
                    said = self.siblings(entry.blocks, (*path, 2 * n + 1), 0, cell)
                    entries.append(tree.Definition(term, said))
                return evolve(block, entries=tuple(entries))
            case tree.Table():
                return self.table(block, path)
            case tree.CodeBlock():
                code = tree.CodeBlock(self.hidden.shown(block.text), self.hidden.shown(block.info))
                return self.whole(code, code.text, path, cell)
            case tree.Image():
                image = self.image(block)
                return self.whole(image, image.alt or "", path, cell)
            case _:
                return block

    def whole(self, block: Block, text: str, path: Path, cell: Cell | None) -> Block:
        """A block that is one line."""
        self.line(text, path, (*path[:-1], path[-1] + 1), cell)
        return block

    def table(self, block: tree.Table, path: Path) -> tree.Table:
        """A table; each cell has at least one line."""
        number = self.tables
        self.tables += 1
        rows = []
        place = 0
        width = self.width(block)
        for n, row in enumerate((*block.header, *block.rows)):
            cells = []
            for column, cell in enumerate(row.cells):
                if column >= width and (n < len(block.header) or not cell.blocks):
                    continue
                before, here = len(self.lines), Cell(table=number, row=n, column=column)
                blocks = self.siblings(cell.blocks, (*path, place), 0, here)
                if len(self.lines) == before:
                    self.line("", (*path, place, 0), (*path, place, len(blocks)), here)
                cells.append(evolve(cell, blocks=blocks))
                place += 1
            rows.append(evolve(row, cells=tuple(cells)))
        heads = len(block.header)
        return evolve(block, header=tuple(rows[:heads]), rows=tuple(rows[heads:]))

    def width(self, block: tree.Table) -> int:
        """How many columns a table has, without those for cells that are too many."""
        heads = [
            tree.plain(b.runs) for c in block.header[0].cells for b in c.blocks if isinstance(b, Paragraph)
        ]
        return len(block.columns) - heads.count(self.hidden.surplus)

    def text(self, runs: tree.Runs, path: Path, cell: Cell | None, heading: int = 0) -> tree.Runs:
        """A text without its anchors; its lines end where a place begins or ends, and behind a label."""
        pieces = list(self.pieces(flatten(runs)))
        anchors = [piece for piece in pieces if isinstance(piece, int)]
        if anchors and not any(isinstance(piece, Atom) and _says(piece) for piece in pieces):
            self.alone(anchors, path, cell)
            return ()
        atoms: list[Atom] = []
        start = 0
        label = _label(pieces)
        opened: int | None = None

        def end(kept: bool = False) -> None:
            nonlocal start
            said = _plain(atoms[start:])
            if said or kept:
                self.line(said, (*path, start), (*path, len(atoms)), cell, heading)
            start = len(atoms)

        for n, piece in enumerate(pieces):
            if isinstance(piece, Atom):
                atoms.append(piece)
                if n == label:
                    end()
                continue
            anchor = self.hidden.anchors[piece]
            if anchor.kind == "field":
                end(kept=anchor.close and opened == len(self.lines))
                opened = None if anchor.close else len(self.lines)
            self.marks.append(Mark(piece, (*path, len(atoms)), len(self.lines), False))
        end()
        self.texts[path] = atoms
        return build(trimmed(_bare(atoms) if anchors else atoms))

    def alone(self, anchors: list[int], path: Path, cell: Cell | None) -> None:
        """Anchors without text; between the two of one place that was emptied there is an empty line."""
        opened = ""
        for number in anchors:
            anchor = self.hidden.anchors[number]
            if anchor.close and anchor.key == opened:
                self.line("", path, path, cell)
            opened = "" if anchor.close or anchor.kind != "field" else anchor.key
            self.marks.append(Mark(number, path, len(self.lines), True))

    def pieces(self, atoms: Sequence[Atom]) -> Iterator[Atom | int]:
        """Atoms, and the numbers of the anchors between them."""
        for atom in atoms:
            run = atom.run
            link = atom.marks.link
            if link is not None:
                target, title = link
                atom = atom._replace(
                    marks=atom.marks._replace(link=(self.hidden.shown(target), self.hidden.shown(title)))
                )
            if isinstance(run, Text) and self.hidden.sign in run.text:
                for n, part in enumerate(self.hidden.pattern.split(run.text)):
                    if n % 2:
                        yield int(part)
                    elif part:
                        yield atom._replace(run=evolve(run, text=part))
            elif isinstance(run, tree.Code):
                yield atom._replace(run=tree.Code(self.hidden.shown(run.text)))
            elif isinstance(run, tree.Image):
                yield atom._replace(run=self.image(run))
            else:
                yield atom

    def image(self, image: tree.Image) -> tree.Image:
        """A picture whose words are as they were written."""
        shown = self.hidden.shown
        alt = None if image.alt is None else shown(image.alt)
        return tree.Image(shown(image.source), alt, shown(image.title), image.caption)

    def line(self, text: str, start: Path, end: Path, cell: Cell | None, heading: int = 0) -> None:
        """Take down a line."""
        self.lines.append(Line(text=text, cell=cell, heading=heading))
        self.spots.append((start, end))


def _says(atom: Atom) -> bool:
    return not isinstance(atom.run, tree.Break) and not (
        isinstance(atom.run, Text) and atom.run.text.isspace()
    )


def _label(pieces: Sequence[Atom | int]) -> int:
    """Where the bold words end that a text opens with, if they name what follows; -1 where they do not."""
    said = ""
    for n, piece in enumerate(pieces):
        if not isinstance(piece, Atom) or not piece.marks.strong:
            return n - 1 if said.rstrip().endswith(_LABEL_ENDS) else -1
        said += tree.plain((piece.run,))
    return -1
