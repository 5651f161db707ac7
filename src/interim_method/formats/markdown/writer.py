"""The text of a whole document as Markdown: front matter, headings, tables, and the place of every field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Final, assert_never

from attrs import evolve

from interim_method.formats.markdown import marks
from interim_method.formats.markdown.front_matter import front_matter
from interim_method.markup import tree
from interim_method.markup.normal import linked, slugs
from interim_method.markup.parsing import parse
from interim_method.markup.rendering import (
    Beyond,
    Renderer,
    as_text,
    escape,
    hung,
    inline,
    picture,
    quoted,
    table,
)
from interim_method.markup.tree import (
    Align,
    Block,
    Blocks,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Collection,
    CollectionRow,
    Definition,
    Definitions,
    Document,
    Emphasis,
    Extension,
    Field,
    Figure,
    Footnote,
    Grid,
    GridCell,
    Image,
    Item,
    Items,
    Link,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Rule,
    Run,
    Runs,
    Section,
    Strong,
    Table,
    Text,
)

__all__ = ["carried", "lines_of"]

_MOST_OPTIONS: Final = 7
"""Up to so many choices are listed to be ticked; of more, only the one taken is said."""
_LISTED_DEPTH: Final = 2
"""How deep the table of contents goes."""
_LONGEST_SCALE: Final = 10
"""Steps of a scale that is printed as a row of numbers."""
_BOXES: Final = {True: "☑", False: "☐"}


def lines_of(document: Document) -> list[str]:
    """The lines of *document* as Markdown; the same for the same document."""
    document = evolve(document, blocks=_numbered(tuple(document.blocks)))
    writer = _Writer({})
    lines = writer.document(document)
    if document.contents_title or linked(document.blocks):
        # Which anchor a heading gets is known once all are written, as titles that recur are told apart.
        names = slugs(title for _, title in writer.headings)
        anchors = {id: name for (id, _), name in zip(writer.headings, names, strict=True) if id}
        lines = _Writer(anchors).document(document)
    return lines


def carried(blocks: Blocks) -> Blocks:
    """What becomes of blocks that are written and read again."""
    return parse("\n".join(_Writer({}).blocks(blocks, 0)))


def _numbered(blocks: Blocks, place: str = "", above: str = "") -> Blocks:
    """*blocks*, each section with its number in its title, and with an id that a table of contents can name."""
    result: list[Block] = []
    count = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Section):
            here = f"{place}-{index}"
            number = ""
            if block.numbered:
                count += 1
                number = f"{above}{count}."
            title = (Text(f"{number} "), *block.title) if number else block.title
            inner = _numbered(block.blocks, here, number)
            block = evolve(block, title=title, id=block.id or f"section{here}", blocks=inner)
        result.append(block)
    return tuple(result)


class _Writer(Renderer):
    """Writes every kind of block; `headings` are those written so far: the section's id, and the words."""

    def __init__(self, anchors: Mapping[str, str]) -> None:
        self.anchors = anchors
        self.headings: list[tuple[str, str]] = []

    # --- the whole ------------------------------------------------------------------------------------------------

    def document(self, document: Document) -> list[str]:
        """All lines of a file."""
        top: list[Block] = []
        if document.subtitle:
            top.append(tree.paragraph(document.subtitle, "help"))
        if document.notice:
            top.append(Callout((), "notice", tree.line(document.notice)))
        if document.facts:
            facts = (
                Definition(tree.line(label), (tree.paragraph(value),)) for label, value in document.facts
            )
            top.append(Definitions(tuple(facts), "facts"))
        if document.strip:
            top.append(document.strip)
        if document.contents_title:
            top += self.contents(document)
        rights = [tree.paragraph(line, "muted") for line in document.rights]
        end: list[Block] = [Rule(), *rights] if rights else []
        body = self.titled(tree.line(document.title), (*top, *document.blocks, *end), 1)
        return [*front_matter(document), *([""] if body else []), *body]

    def contents(self, document: Document) -> Blocks:
        """The table of contents: links to the headings."""
        found = _contents(document.blocks, _LISTED_DEPTH)
        return (tree.paragraph(document.contents_title, "label"), found) if found else ()

    def section(self, block: Section, depth: int) -> list[str]:
        """A heading and what stands below it."""
        return self.titled(block.title, block.blocks, depth, block.id)

    def titled(self, title: Runs, blocks: Iterable[Block], depth: int, id: str = "") -> list[str]:
        """A heading, or bold words where none can stand, and what stands below; without a title only that."""
        if not tree.plain(title).strip():
            return self.blocks(blocks, depth)
        if not depth:
            return self.blocks((Paragraph(title, "label"), *blocks), 0)
        self.headings.append((id, tree.plain(title)))
        inner = self.blocks(blocks, depth + 1)
        return [self.heading(self.line(title), depth), *([""] if inner else []), *inner]

    def paragraph(self, block: Paragraph, depth: int) -> list[str]:
        """A paragraph in the weight of its role."""
        return self.inline(_weighted(block))

    # --- lists of labels --------------------------------------------------------------------------------------------

    def definitions(self, block: Definitions) -> list[str]:
        """Labels in bold with what belongs to them, as a list: a form that every viewer shows."""
        entries = [(self.line((Strong(_with_colon(e.term)),)), e.blocks) for e in block.entries]
        tight = all(self.fits_a_line(blocks) for _, blocks in entries)
        lines: list[str] = []
        for label, blocks in entries:
            if lines and not tight:
                lines.append("")
            if self.fits_a_line(blocks):
                lines += hung("- ", [f"{label} {self.on_a_line(blocks)}".rstrip()], 2)
            else:
                lines += hung("- ", [label, "", *self.blocks(blocks, 0)], 2)
        return lines

    def fits_a_line(self, blocks: Blocks) -> bool:
        """Whether *blocks* can stand behind a label without losing their form."""
        if len(blocks) != 1:
            return not blocks
        match blocks[0]:
            case Paragraph(runs=runs):
                return "\n" not in tree.plain(runs)
            case Field() as field:
                return not _is_ticked(field) and self.fits_a_line(field.blocks)
            case _:
                return False

    # --- tables -----------------------------------------------------------------------------------------------------

    def table(self, block: Table) -> list[str]:
        """A table; further header rows stand below the first, in bold as rows that sum up do."""
        header, *more = block.header or (Row(()),)
        rows = [self.row(row, bold=True) for row in more]
        rows += [self.row(row, bold=row.role != "body") for row in block.rows]
        aligns: list[Align] = [column.align for column in block.columns]
        return [*table(self.row(header), rows, aligns), *self.caption(block.caption)]

    def row(self, row: Row, *, bold: bool = False) -> list[str]:
        """The cells of a row, an empty one for each further column that a cell spans."""
        cells: list[str] = []
        for index, cell in enumerate(row.cells):
            blocks = cell.blocks
            if bold or (row.heading and index == 0):
                blocks = tuple(_in_bold(one) if isinstance(one, Paragraph) else one for one in blocks)
            cells += [self.on_a_line(blocks), *[""] * (cell.span - 1)]
        return cells

    def cell(self, cell: Cell) -> str:
        """The one line of a cell."""
        return self.on_a_line(cell.blocks)

    def picture(self, block: Image) -> list[str]:
        """A picture on a line of its own, its caption below."""
        return [picture(block), *self.caption(block.caption)]

    def caption(self, runs: Runs) -> list[str]:
        """What names the thing above it, after an empty line."""
        said = self.paragraph(Paragraph(runs, "caption"), 0) if runs else []
        return ["", *said] if said else []

    # --- blocks on one line -----------------------------------------------------------------------------------------

    def on_a_line(self, blocks: Iterable[Block]) -> str:
        """*blocks* on one line, for a cell: paragraphs parted by a stroke, items by semicolons.

        What stands beside a place is on a line of its own, so that it is told apart from what is written there.
        """
        blocks = tuple(blocks)
        parted = marks.LINE_BREAK if any(isinstance(block, Field) for block in blocks) else " / "
        return parted.join(filter(None, map(self.one_on_a_line, blocks)))

    def one_on_a_line(self, block: Block) -> str:
        """One block on one line."""
        match block:
            case Paragraph():
                return self.line(_weighted(block))
            case Field():
                return self.field_on_a_line(block)
            case Items():
                return "; ".join(filter(None, map(self.item_on_a_line, block.items)))
            case Section(title=title, blocks=blocks) | Callout(title=title, blocks=blocks):
                return self.on_a_line((Paragraph(title, "label"), *blocks))
            case Definitions():
                entries = block.entries
                return "; ".join(
                    f"{self.line(_with_colon(e.term))} {self.on_a_line(e.blocks)}".rstrip() for e in entries
                )
            case Table():
                rows = (self.row(row) for row in (*block.header, *block.rows))
                return "; ".join(" · ".join(filter(None, cells)) for cells in rows)
            case Collection():
                return "; ".join(" · ".join(map(self.cell, row.cells)) for row in block.rows)
            case Grid():
                return "; ".join(self.grid_cell_on_a_line(cell) for cell in block.cells)
            case Quote():
                said_by = (Paragraph((Text("— "), *block.attribution)),) if block.attribution else ()
                return self.on_a_line((*block.blocks, *said_by))
            case CodeBlock():
                return self.line((Code(block.text),))
            case Image():
                return picture(block)
            case Figure():
                return self.on_a_line((tree.paragraph(block.alt), *block.fallback))
            case Footnote() | Extension():
                return self.on_a_line(tree.children(block))
            case Rule() | PageBreak():
                return ""
            case _:
                assert_never(block)

    def item_on_a_line(self, item: Item) -> str:
        """An item of a list, with a sign for its box."""
        said = self.on_a_line(item.blocks)
        return said if item.checked is None else f"{_BOXES[item.checked]} {said}"

    def grid_cell_on_a_line(self, cell: GridCell) -> str:
        """A cell of a board with its title."""
        title = self.line((Strong(cell.title),) if cell.marked else cell.title)
        return ": ".join(filter(None, (title, self.on_a_line(cell.blocks))))

    # --- what Markdown has no form for ------------------------------------------------------------------------------

    def other(self, block: Beyond, depth: int) -> list[str]:
        """The lines of a block that Markdown has no form for."""
        match block:
            case Field():
                before, behind = marks.field(block.key)
                return [before, "", *self.field(block), "", behind]
            case Collection():
                return self.collection(block, depth)
            case Grid():
                return self.grid(block, depth)
            case Callout():
                return self.callout(block)
            case Figure():
                shown = (tree.paragraph(block.alt), *block.fallback)
                return [*self.blocks(shown, 0), *self.caption(block.caption)]
            case Extension():
                return self.blocks(block.fallback, depth)
            case PageBreak():
                return []
            case _:
                assert_never(block)

    def callout(self, block: Callout) -> list[str]:
        """A quote that its title opens in bold."""
        title = (Paragraph(block.title, "label"),) if block.title else ()
        return quoted(self.blocks((*title, *block.blocks), 0))

    def grid(self, block: Grid, depth: int) -> list[str]:
        """The stages of change on one line; of a board, each cell below a heading, in reading order."""
        if block.role == "strip":
            return [as_text(" · ".join(map(self.grid_cell_on_a_line, block.cells)))]
        return _parted(self.titled(cell.title, cell.blocks, depth) for cell in block.cells)

    def collection(self, block: Collection, depth: int) -> list[str]:
        """Rows as a table, cards each below a heading, between the collection's anchors."""
        before, behind = marks.collection(block.key)
        if block.shape == "cards":
            cards = (self.card(block, row, number, depth) for number, row in enumerate(block.rows, 1))
            return _parted([[before], *cards, [behind]])
        rows = []
        for row in block.rows:
            first, *rest = map(self.cell, row.cells or (Cell(()),))
            rows.append([f"{marks.row(row.key)} {first}".rstrip(), *rest])
        header = [self.line(runs) for runs in block.header]
        return [before, "", *table(header, rows, [column.align for column in block.columns]), "", behind]

    def card(self, block: Collection, row: CollectionRow, number: int, depth: int) -> list[str]:
        """A card: its title, and its cells behind their labels."""
        title = row.title or tree.line(f"{block.label} {number}".strip())
        pairs = zip_longest(block.header, row.cells)
        values = tuple(Definition(label or (), cell.blocks if cell else ()) for label, cell in pairs)
        return [marks.row(row.key), "", *self.titled(title, (Definitions(values, "facts"),), depth)]

    # --- fields -----------------------------------------------------------------------------------------------------

    def field(self, block: Field) -> list[str]:
        """What a field shows on lines of its own."""
        if _is_ticked(block):
            return self.items(_ticks(block), "-")
        if _is_line(block) or not block.blocks:
            return [as_text(_with_unit(self.field_text(block), block))]
        lines = _told_apart(self.blocks(block.blocks, 0))
        return [_with_unit(lines[0], block)] if len(lines) == 1 else lines

    def field_on_a_line(self, block: Field) -> str:
        """A field between its anchors, within a line."""
        before, behind = marks.field(block.key)
        return _with_unit(f"{before}{self.field_text(block)}{behind}", block)

    def field_text(self, block: Field) -> str:
        """What a field shows on one line."""
        if _is_line(block):
            steps = range(block.low or 0, (block.high or 0) + 1)
            taken = block.value
            return " ".join(f"**{n}**" if str(n) == taken else str(n) for n in steps)
        if block.blocks or block.value:
            return self.held(block.blocks or (tree.paragraph(block.value),))
        said = marks.empty(block.placeholder)
        return self.line((Text(said),) if said == marks.EMPTY else (Emphasis((Text(said),)),))

    def held(self, blocks: Blocks) -> str:
        """What a field holds, on one line: where it is more than a line, Markdown with a sign for each line's end."""
        if self.fits_a_line(blocks):
            (said,) = _told_apart([self.on_a_line(blocks)])
            return said
        lines = [_indented(line) for line in _InCell(self.anchors).blocks(blocks, 0)]
        return marks.LINE_BREAK.join(lines if len(lines) > 1 else [*lines, ""])


class _InCell(_Writer):
    """Writes blocks whose lines will stand in one cell, where every end of a line is one that is seen."""

    def inline(self, runs: Iterable[Run]) -> list[str]:
        """The lines of a paragraph."""
        return [as_text(line) for line in inline(runs, self.anchors).split("\\\n")]


def _indented(line: str) -> str:
    """A line whose indentation no formatter takes for needless space."""
    bare = line.lstrip(" ")
    return marks.INDENT * (len(line) - len(bare)) + bare


def _contents(blocks: Iterable[Block], depth: int) -> Items | None:
    items = []
    for block in blocks:
        if isinstance(block, Section) and block.title:
            entry = Paragraph((Link(block.title, f"#{block.id}"),))
            below = _contents(block.blocks, depth - 1) if depth > 1 else None
            items.append(Item((entry, below) if below else (entry,)))
    return Items(tuple(items)) if items else None


def _weighted(block: Paragraph) -> Runs:
    """The runs of a paragraph, bold or in italics as its role asks for."""
    match block.role:
        case "question" | "label" | "figure":
            return (Strong(block.runs),)
        case "help" | "muted" | "caption" | "pending":
            return (Emphasis(block.runs),)
        case "body" | "lead":
            return block.runs
        case _:
            assert_never(block.role)


def _in_bold(block: Paragraph) -> Paragraph:
    return Paragraph((Strong(block.runs),), block.role)


def _with_colon(term: Runs) -> Runs:
    return term if tree.plain(term).rstrip().endswith((":", "?")) else (*term, Text(":"))


def _parted(parts: Iterable[list[str]]) -> list[str]:
    """Lines with an empty one between each two parts."""
    lines: list[str] = []
    for part in parts:
        if part:
            lines += ["", *part] if lines else part
    return lines


def _is_ticked(block: Field) -> bool:
    """Whether a field is shown as boxes to tick."""
    return block.kind in ("choice", "choices", "yes-no") and 0 < len(block.options) <= _MOST_OPTIONS


def _ticks(block: Field) -> Items:
    taken = block.value.split() if block.kind == "choices" else [block.value]
    return Items(tuple(Item((tree.paragraph(o.label),), o.value in taken) for o in block.options))


def _is_line(block: Field) -> bool:
    """Whether a field is shown as a row of numbers, the one taken in bold."""
    return block.kind == "scale" and 0 < (block.high or 0) - (block.low or 0) <= _LONGEST_SCALE


def _with_unit(said: str, block: Field) -> str:
    return f"{said} {escape(block.unit)}" if block.unit and block.unit not in said else said


def _told_apart(lines: list[str]) -> list[str]:
    """What somebody wrote, changed in its source where a reader would take it for an empty field."""
    if len(lines) == 1 and marks.is_empty(lines[0].strip()):
        return [lines[0].replace(marks.EMPTY, "&hellip;")]
    return lines
