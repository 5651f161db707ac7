"""What is written in the benchmarks of Word documents: table-pages, and how long anything takes.

A table-page is a heading, a paragraph of 28 words and a table of 21 rows by 5 columns. In the marked kind one
cell in five is Markdown with strong text, code and a link.
"""

from __future__ import annotations

import gc
import io
import os
import time
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from interim_method.markup import tree
from interim_method.markup.parsing import parse_inline

ROWS, COLUMNS = 21, 5
WORDS = " ".join(f"paraula{n}" for n in range(28))
Kind = Literal["plain", "marked"]


class TablePage(NamedTuple):
    """One page as plain data, for every program to write its own way."""

    title: str
    words: str
    rows: tuple[tuple[str, ...], ...]


def table_page(at: int, kind: Kind) -> TablePage:
    """The page number *at*."""

    def text(row: int, column: int) -> str:
        plain = f"Fila {row} columna {column} de {at}"
        if kind == "marked" and (row * COLUMNS + column) % 5 == 0:
            return f"{plain} amb **text fort**, `codi` i [un enllaç](https://example.org/{row})"
        return plain

    rows = tuple(tuple(text(row, column) for column in range(COLUMNS)) for row in range(ROWS))
    return TablePage(f"Pàgina {at}", WORDS, rows)


def table_pages(pages: int, kind: Kind) -> Iterator[TablePage]:
    """So many pages."""
    return (table_page(n, kind) for n in range(pages))


def section(page: TablePage, kind: Kind) -> tree.Section:
    """A page in our tree; the cells of the marked kind are parsed."""

    def cell(text: str) -> tree.Cell:
        return tree.Cell(
            (tree.Paragraph(parse_inline(text)),) if kind == "marked" else (tree.paragraph(text),)
        )

    rows = tuple(tree.Row(tuple(map(cell, row))) for row in page.rows)
    table = tree.Table(tuple(tree.Column() for _ in range(COLUMNS)), rows[:1], rows[1:], title="Taula")
    return tree.Section(tree.line(page.title), (tree.paragraph(page.words), table))


def document(pages: list[TablePage], kind: Kind) -> tree.Document:
    """Pages as a document of ours."""
    return tree.Document(title="Prova", language="ca", blocks=tuple(section(page, kind) for page in pages))


def processor_time() -> float:
    """The seconds that this process and those it waited for have had of the processors."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def best(turns: int, *actions: Callable[[], object], processes: bool = False) -> list[float]:
    """The processor seconds that each action takes at best, turn by turn so that each meets the same machine."""
    found = [float("inf")] * len(actions)
    clock = processor_time if processes else time.process_time
    for _ in range(turns):
        for n, action in enumerate(actions):
            gc.collect()
            start = clock()
            action()
            found[n] = min(found[n], clock() - start)
    return found


def floor_of(file: bytes) -> Callable[[], object]:
    """What no writer with a tree can go below: serialise the finished parts and pack them at level 6."""
    with ZipFile(io.BytesIO(file)) as archive:
        roots = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}

    def pack() -> None:
        with ZipFile(io.BytesIO(), "w", ZIP_DEFLATED, compresslevel=6) as archive:
            for name, root in roots.items():
                archive.writestr(name, etree.tostring(root, encoding="UTF-8", standalone=True))

    return pack


def parsing_of(pages: list[TablePage]) -> Callable[[], object]:
    """The bare Markdown parser on the cells that are Markdown."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
    texts = [text for page in pages for row in page.rows for text in row if "**" in text]

    def parse() -> None:
        for text in texts:
            parser.parseInline(text)

    return parse


def as_table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table, its columns but the first aligned to the right."""
    widths = [max(len(line[n]) for line in (header, *rows)) for n in range(len(header))]

    def line(cells: tuple[str, ...]) -> str:
        first, *others = (
            c.ljust(w) if n == 0 else c.rjust(w) for n, (c, w) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join([first, *others])} |\n"

    rule = (
        "|" + "|".join("-" * (w + 2) if n == 0 else "-" * (w + 1) + ":" for n, w in enumerate(widths)) + "|\n"
    )
    return line(header) + rule + "".join(map(line, rows))
