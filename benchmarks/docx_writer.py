"""How fast Word documents are written, against floors measured in the same run.

    python benchmarks/docx_writer.py [TABLE-PAGES ...]

The floor of a plain document is what nothing that builds a tree can go below: lxml serialises the finished
package and zlib packs it at level 6. The floor of a marked one is that and the bare parser on its Markdown cells.
Ours is everything: from the tree of blocks to the file for the plain; from text to file for the marked, whose
blocks are made as they are written. Both are streamed, and go into python-docx's package and from there into a file. All run in one process, turn by turn, and the best turn counts.
Peak memory is that of a process of its own, which writes a document that is made as it is written.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import interim_method as im
from interim_method.formats.docx import write
from interim_method.markup import tree
from workload import COLUMNS, ROWS, Kind, as_table, best, document, floor_of, parsing_of, section, table_pages

TURNS = 7
FEWER = 3
"""Turns of the largest documents."""
MEMORY = """
import io, re, sys
from pathlib import Path
sys.path.insert(0, {folder!r})
from workload import section, table_pages
from interim_method.formats.docx import write
from interim_method.markup import tree
blocks = tree.Stream(lambda: (section(page, "plain") for page in table_pages({pages}, "plain")))
with open({target!r}, "wb") as file:
    write(tree.Document(title="Prova", language="ca", blocks=blocks), file)
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def measure(pages: int, kind: Kind) -> tuple[str, ...]:
    """A line of the table."""
    data = list(table_pages(pages, kind))
    made = document(data, kind)
    if kind == "marked":
        made = tree.replaced(made, blocks=tree.Stream(lambda: (section(page, kind) for page in data)))

    def streamed() -> bytes:
        target = io.BytesIO()
        write(made, target)
        return target.getvalue()

    def handed_over() -> None:
        im.word_document(made).save(io.BytesIO())

    floors = [floor_of(streamed())]
    if kind == "marked":
        floors.append(parsing_of(data))
    *floor, stream, package = best(TURNS if pages < 1_000 else FEWER, *floors, streamed, handed_over)
    return (
        f"{pages:,}",
        f"{pages * ROWS * COLUMNS:,}",
        kind,
        f"{sum(floor):.3f}",
        f"{stream:.3f}",
        f"{stream / sum(floor):.2f}",
        f"{package:.3f}",
        f"{package / sum(floor):.2f}",
    )


def peak(pages: int, target: Path) -> float:
    """The peak memory in MB of a process that streams so many pages."""
    code = MEMORY.format(folder=str(Path(__file__).parent), pages=pages, target=str(target))
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(said.stdout)


def main(sizes: list[int]) -> None:
    """Print tables of what was measured."""
    header = ("pages", "cells", "content", "floor, s", "streamed, s", "ratio", "package, s", "ratio")
    kinds: tuple[Kind, ...] = ("plain", "marked")
    rows = [measure(pages, kind) for kind in kinds for pages in sizes]
    sys.stdout.write(as_table(header, rows) + "\n")
    if Path("/proc/self/status").exists():
        target = Path(__file__).parent / ".peak.docx"
        try:
            found = [(f"{pages:,}", f"{peak(pages, target):.0f}") for pages in (*sizes, 5 * sizes[-1])]
        finally:
            target.unlink(missing_ok=True)
        sys.stdout.write(as_table(("pages streamed", "peak memory of the process, MB"), found))


if __name__ == "__main__":
    main([int(n) for n in sys.argv[1:]] or [10, 100, 1_000])
