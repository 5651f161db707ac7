"""The base of writers: every kind of block taken apart, the rare ones told by means of the common ones."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Generic, TypeVar, assert_never

from interim_method.markup import tree

__all__ = ["Writer"]

H = TypeVar("H")
"""What a writer knows of the place where a block stands."""


class Writer(ABC, Generic[H]):
    """Writes blocks as stretches of text, one method for each kind.

    A writer has to have the methods for what every format of text knows: sections, paragraphs, lists, tables,
    quotes, code, rules, pictures and notes. The others fall back on these until a writer has its own, so that
    nothing that a document says is lost. *here* is whatever a writer wants to know of a block's place.
    """

    def blocks(self, blocks: Iterable[tree.Block], here: H) -> Iterator[str]:
        """Blocks that stand below each other."""
        for block in blocks:
            yield from self.block(block, here)

    def block(self, block: tree.Block, here: H) -> Iterator[str]:
        """Any block, by the method of its kind."""
        match block:
            case tree.Section():
                yield from self.section(block, here)
            case tree.Paragraph():
                yield from self.paragraph(block, here)
            case tree.Items():
                yield from self.items(block, here)
            case tree.Definitions():
                yield from self.definitions(block, here)
            case tree.Table():
                yield from self.table(block, here)
            case tree.Grid():
                yield from self.grid(block, here)
            case tree.Quote():
                yield from self.quote(block, here)
            case tree.CodeBlock():
                yield from self.code_block(block, here)
            case tree.Rule():
                yield from self.rule(block, here)
            case tree.Callout():
                yield from self.callout(block, here)
            case tree.Image():
                yield from self.image(block, here)
            case tree.Figure():
                yield from self.figure(block, here)
            case tree.Footnote():
                yield from self.footnote(block, here)
            case tree.Field():
                yield from self.field(block, here)
            case tree.Collection():
                yield from self.collection(block, here)
            case tree.PageBreak():
                yield from self.page_break(block, here)
            case tree.Extension():
                yield from self.extension(block, here)
            case _:
                assert_never(block)

    # --- what every writer has ------------------------------------------------------------------------------------

    @abstractmethod
    def section(self, block: tree.Section, here: H) -> Iterator[str]:
        """A heading, where it has a title, and what stands below it."""

    @abstractmethod
    def paragraph(self, block: tree.Paragraph, here: H) -> Iterator[str]:
        """A paragraph in its role."""

    @abstractmethod
    def items(self, block: tree.Items, here: H) -> Iterator[str]:
        """A list."""

    @abstractmethod
    def table(self, block: tree.Table, here: H) -> Iterator[str]:
        """A table."""

    @abstractmethod
    def quote(self, block: tree.Quote, here: H) -> Iterator[str]:
        """Somebody's words."""

    @abstractmethod
    def code_block(self, block: tree.CodeBlock, here: H) -> Iterator[str]:
        """Preformatted text."""

    @abstractmethod
    def rule(self, block: tree.Rule, here: H) -> Iterator[str]:
        """A thematic break."""

    @abstractmethod
    def image(self, block: tree.Image, here: H) -> Iterator[str]:
        """A picture that stands by itself."""

    @abstractmethod
    def footnote(self, block: tree.Footnote, here: H) -> Iterator[str]:
        """The place where a note stands in the tree; see `Outline.is_called`."""

    # --- what falls back on it ------------------------------------------------------------------------------------

    def definitions(self, block: tree.Definitions, here: H) -> Iterator[str]:
        """Terms and what is said of them: a table of two columns."""
        rows = (
            tree.Row((tree.Cell((tree.Paragraph(entry.term),)), tree.Cell(entry.blocks)), heading=True)
            for entry in block.entries
        )
        columns = (tree.Column(), tree.Column(width=3.0))
        yield from self.table(tree.Table(columns, (), tuple(rows), role="facts"), here)

    def grid(self, block: tree.Grid, here: H) -> Iterator[str]:
        """A board: its cells below each other, each below its title."""
        for cell in block.cells:
            yield from self.block(_titled(cell.title, cell.blocks), here)

    def callout(self, block: tree.Callout, here: H) -> Iterator[str]:
        """Something to be seen: set off like a quote, its title first."""
        title = (tree.Paragraph(block.title, "label"),) if block.title else ()
        yield from self.quote(tree.Quote((*title, *block.blocks)), here)

    def figure(self, block: tree.Figure, here: H) -> Iterator[str]:
        """A chart: what it shows in words, and its table."""
        yield from self.blocks((tree.paragraph(block.alt), *block.fallback), here)
        if block.caption:
            yield from self.paragraph(tree.Paragraph(block.caption, "caption"), here)

    def field(self, block: tree.Field, here: H) -> Iterator[str]:
        """A place to fill in: what it holds, else what stands for it while it is empty."""
        shown = block.value or block.placeholder or "…"
        role = "body" if block.value else "pending"
        yield from self.blocks(block.blocks or (tree.paragraph(shown, role),), here)

    def collection(self, block: tree.Collection, here: H) -> Iterator[str]:
        """A growing set: rows as a table, cards below each other with their labels and values."""
        if block.shape == "rows":
            heads = tuple(tree.Cell((tree.Paragraph(head),)) for head in block.header)
            rows = tuple(tree.Row(row.cells) for row in block.rows)
            made = tree.Table(
                block.columns,
                (tree.Row(heads),),
                rows,
                title=block.title or block.label,
                stage=block.stage,
                role=block.role,
            )
            yield from self.table(made, here)
            return
        for number, row in enumerate(block.rows, 1):
            title = row.title or tree.line(f"{block.label} {number}".strip())
            pairs = zip_longest(block.header, row.cells)
            entries = tuple(
                tree.Definition(label or (), cell.blocks if cell else ()) for label, cell in pairs
            )
            yield from self.block(_titled(title, (tree.Definitions(entries, "facts"),)), here)

    def page_break(self, block: tree.PageBreak, here: H) -> Iterator[str]:
        """The next block begins a page: nothing where there are no pages."""
        yield from ()

    def extension(self, block: tree.Extension, here: H) -> Iterator[str]:
        """A block that only a plug-in knows: what stands for it."""
        yield from self.blocks(block.fallback, here)


def _titled(title: tree.Runs, blocks: tree.Blocks) -> tree.Block:
    """What stands below a title, set off as a list would be: no heading, which the outline would not know."""
    head = (tree.Paragraph(title, "label"),) if title else ()
    return tree.Items((tree.Item((*head, *blocks)),), tight=False)
