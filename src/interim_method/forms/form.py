"""What a format's reader finds in a filled file, before anybody asks what it means for a record.

A reader says where things stand and by which anchor it found them; which place of a record that is, whether it
was changed and what its text means is decided in this room, once, for every format.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from attrs import field, frozen

from interim_method.markup.prints import fingerprint
from interim_method.markup.tree import Blocks
from interim_method.model import FrozenMap

__all__ = [
    "Cell",
    "Form",
    "Held",
    "Line",
    "Map",
    "MappedCollection",
    "MappedPlace",
    "MappedRow",
    "ReadOptions",
    "Revisions",
    "Where",
    "fingerprint",
]

Where = Literal["control", "bookmark", "marker", "structure"]
"""What led to a value: a content control, a bookmark, a Markdown marker, or where it stands among the words."""

Revisions = Literal["accepted", "rejected"]
"""What counts where changes were tracked: the text with them, or as it was before them."""


@frozen(kw_only=True)
class ReadOptions:
    """What a reader is asked for.

    Attributes:
        revisions: Which side of tracked changes counts.
        name: What the file is called in errors.
    """

    revisions: Revisions = "accepted"
    name: str = ""


# --- what the document was made with -------------------------------------------------------------------------------


@frozen(kw_only=True)
class MappedPlace:
    """A fillable place as the document was made: what `markup.tree.Field` says of it, without its looks.

    `base` is the plain value that it held then, `options` value → words, `language` that of its text.
    """

    key: str
    address: str
    kind: str
    base: str = ""
    label: str = ""
    language: str = ""
    options: FrozenMap[str, str] = field(factory=FrozenMap)
    low: int | None = None
    high: int | None = None
    unit: str = ""


@frozen(kw_only=True)
class MappedRow:
    """A row or card of a collection as the document was made; `id` is empty for one that was to be filled in."""

    key: str
    id: str = ""
    address: str = ""


@frozen(kw_only=True)
class MappedCollection:
    """A collection as the document was made.

    Attributes:
        key: Its key.
        address: Where its items lie.
        label: What it is called.
        heads: The words above its columns.
        columns: What a cell of an added row takes, by column: a place whose address ends in the name of the
            field; None where a column is derived.
        given: What every added row holds besides.
        rows: Its rows, in order.
        shape: Rows of a table, or cards.
    """

    key: str
    address: str
    label: str = ""
    heads: tuple[str, ...] = ()
    columns: tuple[MappedPlace | None, ...] = ()
    given: FrozenMap[str, str] = field(factory=FrozenMap)
    rows: tuple[MappedRow, ...] = ()
    shape: Literal["rows", "cards"] = "rows"


@frozen(kw_only=True)
class Map:
    """What a document says of itself: who it is, and what each of its anchors stands for.

    Attributes:
        identity: What it was made from: ``document``, ``record``, ``kind``, ``revision``, ``methodology``,
            ``recipe``, ``of``, ``edition``, ``language``, ``audience``, ``copy``, ``parameters``.
        places: Its fillable places, in order. A place that is shown twice is there twice.
        collections: Its collections, in order.
        prints: `fingerprint` of each line that it printed outside its places; None where nobody kept them.
    """

    identity: FrozenMap[str, str] = field(factory=FrozenMap)
    places: tuple[MappedPlace, ...] = ()
    collections: tuple[MappedCollection, ...] = ()
    prints: frozenset[str] | None = None


# --- what a file holds ------------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Cell:
    """A cell of a table, the innermost one: the table counted through the file, the row and the cell from 0."""

    table: int
    row: int
    column: int


@frozen(kw_only=True)
class Line:
    """A paragraph, heading, or item, as it stands in the file; an empty one is a line too.

    Attributes:
        text: Its plain text, with ``\\n`` for breaks within it.
        cell: The cell that it stands in.
        heading: The level of a heading; 0 for other lines.
        outside: Of a line with places in it, its text beside them, such as a label or a unit; None where there
            is no place in it, or the reader does not know.
    """

    text: str
    cell: Cell | None = None
    heading: int = 0
    outside: str | None = None


@frozen(kw_only=True, eq=False)
class Held:
    """What stands between the anchors of a place now.

    Attributes:
        key: The key that its anchors carry.
        where: Which anchor led to it.
        text: Its plain text, paragraphs each on a line; empty where only a placeholder is shown.
        lines: The lines of the file that it reaches over, as indexes of `Form.lines`.
        as_made: Whether it still shows, letter for letter, what the file was written with. None where the
            reader cannot know.
        value: The plain value, where the anchor itself says it: a choice's, a calendar's, a ticked box's
            (``true``, ``false``, or several values with spaces between).
        plain: Whether nothing in it is formatted: `text` says it whole.
        blocks: Gives its content with its formatting.
    """

    key: str
    where: Where
    text: str
    lines: range
    blocks: Callable[[], Blocks]
    as_made: bool | None = None
    value: str | None = None
    plain: bool = True


@frozen(kw_only=True, eq=False)
class Form:
    """A filled file.

    Attributes:
        map: What the file says of itself; None where that is lost.
        identity: Who the document is, as far as the file still says it in any place; by majority.
        lines: Everything that can be read in it, in order.
        held: What its anchors hold, in order; the same key may be there several times.
        rows: Key of each anchored row → the lines that its anchor stands in (one, unless the row was copied).
        collections: Key of each anchored collection → the lines that its anchor stands in.
        blocks: Gives some of the lines with their formatting.
        carried: What becomes of blocks that are written in this format and read again.
        findings: What a person should know of the file: parts that could not be read, foreign controls.
    """

    map: Map | None
    identity: FrozenMap[str, str]
    lines: tuple[Line, ...]
    held: tuple[Held, ...]
    rows: FrozenMap[str, tuple[int, ...]]
    collections: FrozenMap[str, tuple[int, ...]]
    blocks: Callable[[range], Blocks]
    carried: Callable[[Blocks], Blocks]
    findings: tuple[str, ...] = ()
