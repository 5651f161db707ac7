"""How long other programs take to write what we write, in one run.

    python benchmarks/side_by_side.py [TABLE-PAGES]

The same plain table-pages through python-docx's own API (in its faster and its usual way), docxtpl, pandoc (from
Markdown) and docx of npm. Programs that are not there are left out and named. pandoc and docx run in processes
of their own: what a document without pages takes there is subtracted.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import docx

import interim_method as im
from interim_method.formats.docx import write
from workload import COLUMNS, ROWS, TablePage, as_table, best, document, floor_of, table_pages

QUICK, TURNS = 7, 3
SLOW = 100
"""Above so many pages python-docx's usual way would take minutes: it grows with the square of a table."""
SCRIPT = """
const d = require("docx"), fs = require("fs");
const pages = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const cell = (t) => new d.TableCell({ children: [new d.Paragraph(t)] });
const children = pages.flatMap(([title, words, rows]) => [
  new d.Paragraph({ text: title, heading: d.HeadingLevel.HEADING_1 }),
  new d.Paragraph(words),
  new d.Table({ rows: rows.map((r) => new d.TableRow({ children: r.map(cell) })) }),
]);
d.Packer.toBuffer(new d.Document({ sections: [{ children }] })).then((b) => fs.writeFileSync(process.argv[3], b));
"""


def python_docx(pages: list[TablePage], *, usual: bool) -> Callable[[], object]:
    """python-docx: cell by cell as its documentation shows, or row by row as those do who measured."""

    def run() -> None:
        made = docx.Document()
        for page in pages:
            made.add_heading(page.title, 1)
            made.add_paragraph(page.words)
            table = made.add_table(ROWS, COLUMNS)
            if usual:
                for r, row in enumerate(page.rows):
                    for c, text in enumerate(row):
                        table.cell(r, c).text = text
            else:
                for line, row in zip(table.rows, page.rows, strict=True):
                    for cell, text in zip(line.cells, row, strict=True):
                        cell.text = text
        made.save(io.BytesIO())

    return run


def docxtpl(pages: list[TablePage], folder: Path) -> Callable[[], object]:
    """docxtpl, with a template that loops over pages and rows."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    made = docx.Document()
    made.add_paragraph("{%p for page in pages %}")
    made.add_heading("{{ page.title }}", 1)
    made.add_paragraph("{{ page.words }}")
    table = made.add_table(3, COLUMNS)
    table.cell(0, 0).text = "{%tr for row in page.rows %}"
    for n in range(COLUMNS):
        table.cell(1, n).text = f"{{{{ row[{n}] }}}}"
    table.cell(2, 0).text = "{%tr endfor %}"
    made.add_paragraph("{%p endfor %}")
    template = folder / "template.docx"
    made.save(str(template))

    def run() -> None:
        filled = DocxTemplate(template)
        filled.render({"pages": pages}, autoescape=True)
        filled.save(io.BytesIO())

    return run


def process(command: list[str], **more: str) -> Callable[[], object]:
    """A program in a process of its own."""
    return lambda: subprocess.run(command, check=True, env={**os.environ, **more})


def pandoc(pages: list[TablePage], folder: Path, name: str) -> Callable[[], object]:
    """pandoc, from Markdown with pipe tables."""
    text = []
    for page in pages:
        head, *rows = page.rows
        lines = [head, ("---",) * COLUMNS, *rows]
        text.append(f"# {page.title}\n\n{page.words}\n\n" + "\n".join(f"| {' | '.join(r)} |" for r in lines))
    source = folder / f"{name}.md"
    source.write_text("\n\n".join(text), encoding="utf-8")
    return process(["pandoc", "-f", "gfm", str(source), "-o", str(folder / f"{name}.docx")])


def npm_docx(pages: list[TablePage], folder: Path, name: str) -> Callable[[], object]:
    """docx of npm."""
    script, source = folder / "write.js", folder / f"{name}.json"
    script.write_text(SCRIPT, encoding="utf-8")
    source.write_text(json.dumps(pages), encoding="utf-8")
    modules = os.environ.get("NODE_PATH", "")
    return process(["node", str(script), str(source), str(folder / f"{name}.out")], NODE_PATH=modules)


def has_npm_docx() -> bool:
    """Whether node finds the package docx."""
    node = shutil.which("node")
    return (
        node is not None
        and not subprocess.run([node, "-e", 'require("docx")'], check=False, capture_output=True).returncode
    )


def main(count: int) -> None:
    """Print the table."""
    pages = list(table_pages(count, "plain"))
    ours = document(pages, "plain")

    def streamed() -> bytes:
        target = io.BytesIO()
        write(ours, target)
        return target.getvalue()

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programs: dict[str, tuple[Callable[[], object], ...]] = {
            "interim-method, streamed": (streamed,),
            "interim-method, python-docx's package": (lambda: im.word_document(ours).save(io.BytesIO()),),
            "python-docx, by row": (python_docx(pages, usual=False),),
        }
        missing = []
        if count <= SLOW:
            programs["python-docx, by cell"] = (python_docx(pages, usual=True),)
        try:
            programs["docxtpl"] = (docxtpl(pages, folder),)
        except ImportError:
            missing.append("docxtpl")
        if shutil.which("pandoc"):
            programs["pandoc"] = (pandoc(pages, folder, "full"), pandoc([], folder, "empty"))
        else:
            missing.append("pandoc")
        if has_npm_docx():
            programs["docx (npm)"] = (npm_docx(pages, folder, "full"), npm_docx([], folder, "empty"))
        else:
            missing.append("docx (npm)")
        (floor,) = best(QUICK, floor_of(streamed()))
        rows = []
        for program, actions in programs.items():
            quick = program.startswith("interim-method")
            turns = QUICK if quick else 1 if count > SLOW or program == "python-docx, by cell" else TURNS
            taken, *idle = best(turns, *actions, processes=bool(actions[1:]))
            seconds = taken - sum(idle)
            rows.append((program, f"{seconds:.3f}", f"{seconds / floor:.1f}"))
    sys.stdout.write(f"{count:,} table-pages, {count * ROWS * COLUMNS:,} cells; floor {floor:.3f} s\n\n")
    sys.stdout.write(as_table(("program", "processor seconds", "times the floor"), rows))
    if missing:
        sys.stdout.write(f"\nNot on this machine: {', '.join(missing)}.\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
