"""How long a filled Word file takes to be read, against what lxml needs to parse the same parts.

    python benchmarks/reading.py

A document with 10,000 places of all kinds in 20 tables. Both are counted in processor seconds of one run, turn by
turn, so that a slower machine is slower for both.
"""

from __future__ import annotations

import gc
import io
import sys
import time
import zipfile
from collections.abc import Callable
from typing import TextIO

from lxml import etree

import interim_method as im
from interim_method.formats.docx.reading import read
from interim_method.forms.form import ReadOptions
from interim_method.markup import tree
from interim_method.markup.parsing import parse
from interim_method.model import FrozenMap

PLACES = 10_000
TABLES = 20
ROUNDS = 7
AIM = 10

OPTIONS = (tree.Option("to-do", "○ to do"), tree.Option("done", "● done"))
KINDS = {
    "markdown": ("Some **bold** prose of a place", ""),
    "text": ("A line of text", ""),
    "date": ("2026-03-12", "12/3/2026"),
    "choice": ("done", "● done"),
    "hours": ("90", "1.5"),
}
"""Kind → the value of a place, and what it shows where that is something else."""


def place(number: int, kind: str) -> tree.Field:
    """A filled place."""
    value, shown = KINDS[kind]
    return tree.Field(
        key="k" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:09d}"),
        address=f"/actions/a{number // len(KINDS)}/{kind}",
        kind=kind,
        label="A place",
        value=value,
        blocks=(tree.paragraph(shown),) if shown else parse(value),
        options=OPTIONS if kind == "choice" else (),
        language="en" if kind in ("markdown", "text") else "",
    )


def document() -> tree.Document:
    """Tables of places, as a large record would have them."""
    count = PLACES // len(KINDS)
    rows = [
        tree.CollectionRow(
            f"row{n}",
            f"a{n}",
            tuple(tree.Cell((place(n * len(KINDS) + c, kind),)) for c, kind in enumerate(KINDS)),
            address=f"/actions/a{n}",
        )
        for n in range(count)
    ]
    each = count // TABLES
    columns = tuple(tree.Column() for _ in KINDS)
    heads = tuple(tree.line(kind) for kind in KINDS)
    sections = tuple(
        tree.Section(
            tree.line(f"Part {n}"),
            (
                tree.Collection(
                    f"table{n}",
                    "/actions",
                    "Actions",
                    columns,
                    heads,
                    tuple(KINDS),
                    tuple(rows[n * each :][:each]),
                ),
            ),
        )
        for n in range(TABLES)
    )
    identity = FrozenMap({"document": "large", "record": "r", "language": "en", "recipe": "large"})
    return tree.Document(title="Large", blocks=sections, language="en", id="large", identity=identity)


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one turn."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def main(out: TextIO = sys.stdout) -> None:
    """Print the table."""
    content = im.to_bytes(document(), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    works: dict[str, Callable[[], object]] = {
        "lxml parses the parts": lambda: [etree.fromstring(part) for part in parts],
        "the reader finds what is held": lambda: read(io.BytesIO(content), ReadOptions()),
        "im.read says what was changed": lambda: im.read(io.BytesIO(content)),
    }
    assert not im.read(io.BytesIO(content)).changes
    best = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            best[name] = min(best[name], seconds(work))
    floor = best["lxml parses the parts"]
    out.write(f"{PLACES:,} places; aim: under {AIM} times what lxml needs\n\n")
    out.write("| what | seconds | ratio |\n|---|---:|---:|\n")
    for name, time_taken in best.items():
        out.write(f"| {name} | {time_taken:.3f} | {time_taken / floor:.1f} |\n")


if __name__ == "__main__":
    main()
