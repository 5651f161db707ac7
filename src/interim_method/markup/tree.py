"""The neutral document tree: what a document says, with nothing of Word, HTML or any other format in it.

Recipes and the Markdown parser make it, writers turn it into files. Blocks hold blocks or runs; runs are the
stretches of text in a line. All of it is immutable and comparable: two trees that say the same are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Literal

import attrs
from attrs import field, frozen

from interim_method.model.frozen import FrozenMap, Value

__all__ = [
    "Align",
    "Block",
    "Blocks",
    "Break",
    "Callout",
    "Cell",
    "Code",
    "CodeBlock",
    "Collection",
    "CollectionRow",
    "Column",
    "Definition",
    "Definitions",
    "Document",
    "Emphasis",
    "Extension",
    "Field",
    "Figure",
    "Footnote",
    "Grid",
    "GridCell",
    "Image",
    "Item",
    "Items",
    "Link",
    "NoteRef",
    "Option",
    "PageBreak",
    "Paragraph",
    "Quote",
    "Row",
    "Rule",
    "Run",
    "Runs",
    "Section",
    "Series",
    "Stream",
    "Strike",
    "Strong",
    "Table",
    "Text",
    "children",
    "fields",
    "line",
    "own_runs",
    "paragraph",
    "plain",
    "walk",
]

# --- runs --------------------------------------------------------------------------------------------------------


@frozen(eq=False, repr=False)
class Text(Value):
    """Plain text. `language` is set where it differs from the document's."""

    text: str
    language: str | None = None


@frozen(eq=False, repr=False)
class Strong(Value):
    """Strong importance."""

    runs: tuple[Run, ...]


@frozen(eq=False, repr=False)
class Emphasis(Value):
    """Stress."""

    runs: tuple[Run, ...]


@frozen(eq=False, repr=False)
class Strike(Value):
    """Text that no longer holds."""

    runs: tuple[Run, ...]


@frozen(eq=False, repr=False)
class Code(Value):
    """A stretch of code."""

    text: str


@frozen(eq=False, repr=False)
class Link(Value):
    """A link: ``http``, ``https``, ``mailto``, ``tel``, or ``#anchor`` to a section's id."""

    runs: tuple[Run, ...]
    target: str
    title: str = ""


@frozen(eq=False, repr=False)
class NoteRef(Value):
    """A reference to the `Footnote` with this id."""

    id: str


@frozen(eq=False, repr=False)
class Break(Value):
    """A new line within a paragraph."""


@frozen(eq=False, repr=False)
class Image(Value):
    """A picture by its source, which only a resolver of the caller's may open; `alt` None says decorative.

    It stands in a line, or, as a block, by itself, where it may have a caption.
    """

    source: str
    alt: str | None = ""
    title: str = ""
    caption: tuple[Run, ...] = ()


Run = Text | Strong | Emphasis | Strike | Code | Link | NoteRef | Break | Image
Runs = tuple[Run, ...]

# --- blocks ------------------------------------------------------------------------------------------------------

Align = Literal["left", "center", "right"]


@frozen(eq=False, repr=False)
class Paragraph(Value):
    """A paragraph. `role` says what it is for: writers choose its look.

    ``question`` is a guiding question, ``help`` the muted line below it, ``label`` a small heading of a value,
    ``lead`` opens a document, ``figure`` is a number to be seen from afar, ``muted`` steps back, ``caption``
    names what is above it, ``pending`` stands where somebody should still write.
    """

    runs: Runs
    role: Literal["body", "lead", "question", "help", "label", "figure", "muted", "caption", "pending"] = (
        "body"
    )


@frozen(eq=False, repr=False)
class Item(Value):
    """One item of a list; `checked` makes it a task."""

    blocks: Blocks
    checked: bool | None = None


@frozen(eq=False, repr=False)
class Items(Value):
    """A list: bulleted, or numbered from `start`. In a tight one, items follow without space."""

    items: tuple[Item, ...]
    start: int | None = None
    tight: bool = True


@frozen(eq=False, repr=False)
class Definition(Value):
    """A term with what is said of it."""

    term: Runs
    blocks: Blocks


@frozen(eq=False, repr=False)
class Definitions(Value):
    """Terms and what is said of them: a glossary, or labels and their values below each other or on a card."""

    entries: tuple[Definition, ...]
    role: Literal["glossary", "facts", "card"] = "glossary"


@frozen(eq=False, repr=False)
class Column(Value):
    """A column of a table: its alignment, its share of the width, and what it holds."""

    align: Align = "left"
    width: float = 1.0
    holds: Literal["text", "number", "sign", "short"] = "text"


@frozen(eq=False, repr=False)
class Cell(Value):
    """A cell: blocks, and how many columns it spans. `stage` tints it in the colour of a change stage."""

    blocks: Blocks
    span: int = 1
    stage: str | None = None


@frozen(eq=False, repr=False)
class Row(Value):
    """A row. The first cell is its heading where `heading` says so; ``total`` closes a sum."""

    cells: tuple[Cell, ...]
    heading: bool = False
    role: Literal["body", "total", "group"] = "body"


@frozen(eq=False, repr=False)
class Table(Value):
    """A table with its columns; `header` rows repeat on every page. `title` is read out, not printed."""

    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    title: str = ""
    caption: Runs = ()
    stage: str | None = None
    role: Literal["data", "plan", "map", "matrix", "facts"] = "data"


@frozen(eq=False, repr=False)
class GridCell(Value):
    """A cell of a board: a title, what lies in it, and its place (from 1) and spans."""

    title: Runs
    blocks: Blocks
    column: int = 1
    row: int = 1
    columns: int = 1
    rows: int = 1
    stage: str | None = None
    marked: bool = False
    """Marks the present one of a strip."""
    part: str = field(default="", eq=False)
    """What templates call it; see `Section`."""


@frozen(eq=False, repr=False)
class Grid(Value):
    """A board of cells, read in the order given. A ``strip`` is the one row of change stages."""

    cells: tuple[GridCell, ...]
    columns: int = 2
    role: Literal["board", "strip", "cards"] = "board"
    title: str = ""
    stage: str | None = None
    minimum: int = 0
    """Least height of a row in millimetres, for a hand to write in."""
    part: str = field(default="", eq=False)
    """What templates call it; see `Section`."""


@frozen(eq=False, repr=False)
class Quote(Value):
    """Somebody's words, with who said them."""

    blocks: Blocks
    attribution: Runs = ()


@frozen(eq=False, repr=False)
class CodeBlock(Value):
    """Preformatted text; `info` is the word behind a fence."""

    text: str
    info: str = ""


@frozen(eq=False, repr=False)
class Rule(Value):
    """A thematic break."""


@frozen(eq=False, repr=False)
class Callout(Value):
    """Something to be seen: a tip, a note, a warning, what to do next."""

    blocks: Blocks
    kind: Literal["note", "tip", "warning", "next", "notice"] = "note"
    title: Runs = ()
    stage: str | None = None
    part: str = field(default="", eq=False)
    """What templates call it; see `Section`."""


@frozen(eq=False, repr=False)
class Series(Value):
    """A named row of a figure's values; None where there is none."""

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class Figure(Value):
    """A chart as data: what it shows, in words too. `fallback` is the table for writers that do not draw.

    A `timeline` has its series in twos, the first and the last days of bars, as ordinals (`date.toordinal`). A
    `movement` goes from its first series to its last: where each category was, and where it is now.
    """

    kind: Literal["line", "bar", "curve", "timeline", "dots", "movement"]
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    fallback: Blocks
    caption: Runs = ()
    unit: str = ""
    low: float | None = None
    high: float | None = None
    reference: tuple[str, float] | None = None
    """A line to compare with, such as the budget: its label and value."""
    stage: str | None = None
    ends: tuple[str, str] | None = None
    """What the ends of the scale from `low` to `high` are called."""
    over: bool = False
    """Whether the categories stand over those columns of the table in `fallback` that are headed by their names."""


@frozen(eq=False, repr=False)
class Footnote(Value):
    """A note that a `NoteRef` calls by its id."""

    id: str
    blocks: Blocks


@frozen(eq=False, repr=False)
class Option(Value):
    """One choice of a field: the value kept in the record, and its words."""

    value: str
    label: str


@frozen(eq=False, repr=False)
class Field(Value):
    """A place that a person can fill in: its address, what it takes, and what it holds now.

    `key` is short and opaque, the same in every language, edition and re-export. `value` is the plain form
    that a reader compares with (`""` where empty), `blocks` what is shown for it. `lines` is the room that a
    hand needs.
    """

    key: str
    address: str
    kind: str
    label: str
    value: str = ""
    blocks: Blocks = ()
    placeholder: str = ""
    options: tuple[Option, ...] = ()
    low: int | None = None
    high: int | None = None
    unit: str = ""
    lines: int = 1
    language: str = ""
    stage: str | None = None


@frozen(eq=False, repr=False)
class CollectionRow(Value):
    """A row or card of a collection: its item's id, its key, and its cells; an empty one has no id yet."""

    key: str
    id: str
    cells: tuple[Cell, ...]
    title: Runs = ()
    address: str = ""


@frozen(eq=False, repr=False)
class Collection(Value):
    """A growing set of rows or cards, such as the actions of a plan.

    `names` are the fields that the columns hold, below the item's address, ``""`` where a column is derived.
    """

    key: str
    address: str
    label: str
    columns: tuple[Column, ...]
    header: tuple[Runs, ...]
    names: tuple[str, ...]
    rows: tuple[CollectionRow, ...]
    shape: Literal["rows", "cards"] = "rows"
    role: Literal["data", "plan", "map", "matrix", "facts"] = "data"
    stage: str | None = None
    title: str = ""
    given: FrozenMap[str, str] = field(factory=FrozenMap)
    """What every row added here holds besides its cells."""
    added: tuple[Field | None, ...] = ()
    """What the cells of a row added by hand take, as empty fields; None where a column is derived."""


@frozen(eq=False, repr=False)
class PageBreak(Value):
    """The next block begins a page."""


@frozen(eq=False, repr=False)
class Extension(Value):
    """A block that a plug-in knows by name; others show its fallback."""

    name: str
    data: FrozenMap[str, Any]
    fallback: Blocks


@frozen(eq=False, repr=False)
class Section(Value):
    """A heading with what stands below it. Sections nest; writers number them where `numbered` says so.

    `part` is what a house template calls it, to say where it shall stand: the same in every language and for
    every record, and shared by those that are alike. It is no part of what the section says.
    """

    title: Runs
    blocks: Blocks
    id: str = ""
    numbered: bool = False
    orientation: Literal["portrait", "landscape"] | None = None
    """The page that it needs; None goes on with its parent's."""
    new_page: bool = False
    stage: str | None = None
    part: str = field(default="", eq=False)


Block = (
    Section
    | Paragraph
    | Items
    | Definitions
    | Table
    | Grid
    | Quote
    | CodeBlock
    | Rule
    | Callout
    | Image
    | Figure
    | Footnote
    | Field
    | Collection
    | PageBreak
    | Extension
)
Blocks = tuple[Block, ...]


@frozen
class Stream:
    """The blocks of a document too large to hold: `make` gives them, the same ones each time that it is called.

    A writer that can goes over them once. What it has not met yet it cannot know then: a link leads to sections
    before it only.
    """

    make: Callable[[], Iterable[Block]]

    def __iter__(self) -> Iterator[Block]:
        """The blocks from the first on."""
        return iter(self.make())


@frozen(kw_only=True, eq=False, repr=False)
class Document(Value):
    """A whole document: its blocks, and what head, foot and cover say.

    `facts` are the lines of the small head on the first page, `rights` those of the two rights lines, and
    `identity` what a reader needs to know the document again. `id` is a digest of what it was made from.
    """

    title: str
    blocks: Blocks | Stream
    language: str
    id: str = ""
    subtitle: str = ""
    organisation: str = ""
    notice: str = ""
    """What every page must say, such as that the example is fictional."""
    facts: tuple[tuple[str, str], ...] = ()
    rights: tuple[str, ...] = ()
    page_label: str = ""
    """The page line with ``{page}`` and ``{pages}``."""
    contents_title: str = ""
    """Heading of the table of contents; empty for none."""
    strip: Grid | None = None
    cover: bool = False
    orientation: Literal["portrait", "landscape"] = "portrait"
    paper: Literal["A4", "A3"] = "A4"
    date: date | None = None
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    identity: FrozenMap[str, str] = field(factory=FrozenMap)


# --- making and walking -------------------------------------------------------------------------------------------


def line(text: str, language: str | None = None) -> Runs:
    """A stretch of plain text as runs; nothing for nothing."""
    return (Text(text, language),) if text else ()


def paragraph(text: str, role: Any = "body") -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph(line(text), role)


def plain(runs: Iterable[Run]) -> str:
    """The text of runs without their marks; of a picture its words."""
    found: list[str] = []
    for run in runs:
        match run:
            case Text(text=text) | Code(text=text):
                found.append(text)
            case Strong(runs=inner) | Emphasis(runs=inner) | Strike(runs=inner) | Link(runs=inner):
                found.append(plain(inner))
            case Break():
                found.append("\n")
            case Image(alt=alt):
                found.append(alt or "")
            case NoteRef():
                pass
    return "".join(found)


def own_runs(block: Block) -> Iterator[Runs]:
    """The runs directly in a block: its own words, titles and captions, not those of the blocks in it."""
    match block:
        case Paragraph(runs=runs):
            yield runs
        case Section(title=runs) | Callout(title=runs):
            yield runs
        case Quote(attribution=runs):
            yield runs
        case Image(caption=runs) | Figure(caption=runs) | Table(caption=runs):
            yield runs
        case Definitions(entries=entries):
            yield from (entry.term for entry in entries)
        case Grid(cells=cells):
            yield from (cell.title for cell in cells)
        case Collection(header=header, rows=rows):
            yield from header
            yield from (row.title for row in rows)
        case _:
            return


def children(block: Any) -> Iterator[Block]:
    """The blocks directly inside a block."""
    match block:
        case Section(blocks=inner) | Quote(blocks=inner) | Callout(blocks=inner) | Footnote(blocks=inner):
            yield from inner
        case Field(blocks=inner):
            yield from inner
        case Items(items=items):
            for item in items:
                yield from item.blocks
        case Definitions(entries=entries):
            for entry in entries:
                yield from entry.blocks
        case Table(header=header, rows=rows):
            for row in (*header, *rows):
                for cell in row.cells:
                    yield from cell.blocks
        case Grid(cells=cells):
            for one in cells:
                yield from one.blocks
        case Collection(rows=rows):
            for each in rows:
                for cell in each.cells:
                    yield from cell.blocks
        case Figure(fallback=inner) | Extension(fallback=inner):
            yield from inner
        case _:
            return


def walk(blocks: Iterable[Block], enter: Callable[[Block], bool] = lambda _: True) -> Iterator[Block]:
    """Every block in reading order, parents first; below a block only where *enter* says so."""
    for block in blocks:
        yield block
        if enter(block):
            yield from walk(children(block), enter)


def fields(document: Document) -> tuple[Field, ...]:
    """The fields of a document in reading order."""
    return tuple(b for b in walk(document.blocks) if isinstance(b, Field))


def replaced(document: Document, **changes: Any) -> Document:
    """*document* with some of its parts changed."""
    return attrs.evolve(document, **changes)
