"""How fast Word documents are written, against the floor of the tree library below it.

    python benchmarks/docx_writer.py [TABLE-PAGES ...]

A table-page is a heading, a paragraph of 28 words and a table of 21 rows by 5 columns. The floor is what
nothing that builds a tree can go below: lxml serialises the finished package and zlib packs it at level 6.
Both run in the same process, turn by turn, and the best of several turns counts. As wide tables show escaping
and marked-up cells as well, a second kind of page has one cell in five marked up.
"""

from __future__ import annotations

import io
import sys
import time
import tracemalloc
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from interim_method.formats.docx import write
from interim_method.markup import tree

TURNS = 9
ROWS, COLUMNS = 21, 5
WORDS = " ".join(f"paraula{n}" for n in range(28))


def page(at: int, *, marked: bool) -> tree.Section:
    """One table-page."""

    def cell(row: int, column: int) -> tree.Cell:
        text = f"Fila {row} columna {column} de {at}"
        if marked and (row * COLUMNS + column) % 5 == 0:
            runs: tree.Runs = (tree.Text(text), tree.Strong(tree.line("fort & clar")), tree.Text("."))
            return tree.Cell((tree.Paragraph(runs),))
        return tree.Cell((tree.paragraph(text),))

    rows = tuple(tree.Row(tuple(cell(r, c) for c in range(COLUMNS))) for r in range(ROWS))
    table = tree.Table(tuple(tree.Column() for _ in range(COLUMNS)), rows[:1], rows[1:], title="Taula")
    return tree.Section(tree.line(f"Pàgina {at}"), (tree.paragraph(WORDS), table))


def document(pages: int, *, marked: bool = False) -> tree.Document:
    """A document of so many table-pages."""
    return tree.Document(
        title="Prova", language="ca", blocks=tuple(page(n, marked=marked) for n in range(pages))
    )


def seconds(action: Callable[[], object]) -> float:
    """How long *action* takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def floor_of(file: bytes) -> Callable[[], object]:
    """Serialise and pack the parts of a finished file, already parsed."""
    with ZipFile(io.BytesIO(file)) as archive:
        roots = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}

    def pack() -> None:
        with ZipFile(io.BytesIO(), "w", ZIP_DEFLATED, compresslevel=6) as archive:
            for name, root in roots.items():
                archive.writestr(name, etree.tostring(root, encoding="UTF-8", standalone=True))

    return pack


def measure(pages: int, *, marked: bool) -> tuple[int, float, float, float]:
    """Cells, seconds of the floor, seconds of the writer, and its peak of Python memory in MB."""
    made = document(pages, marked=marked)

    def run() -> bytes:
        target = io.BytesIO()
        write(made, target)
        return target.getvalue()

    floor = floor_of(run())
    turns = [(seconds(floor), seconds(run)) for _ in range(TURNS)]
    at_best = min(turn[0] for turn in turns), min(turn[1] for turn in turns)
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return pages * ROWS * COLUMNS, *at_best, peak


def main(sizes: list[int]) -> None:
    """Print a table of what was measured."""
    out = sys.stdout.write
    out(
        f"{'pages':>6} {'cells':>8} {'content':>8} {'floor s':>9} {'writer s':>9} {'ratio':>6} {'peak MB':>8}\n"
    )
    for marked in (False, True):
        for pages in sizes:
            cells, floor, writer, peak = measure(pages, marked=marked)
            content = "marked" if marked else "plain"
            ratio = writer / floor
            out(
                f"{pages:>6} {cells:>8} {content:>8} {floor:>9.3f} {writer:>9.3f} {ratio:>6.2f} {peak:>8.1f}\n"
            )


if __name__ == "__main__":
    main([int(n) for n in sys.argv[1:]] or [100, 1_000])
