"""Cards of labels and values: each label over its value, short ones beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.look import HAIRLINE, shade
from interim_method.formats.docx.paragraphs import styled
from interim_method.formats.docx.runs import runs
from interim_method.formats.docx.tables import (
    BAR,
    BAR_OUT,
    LINE,
    begin,
    cell,
    cell_content,
    edges,
    finish,
    kept,
    padding,
    room,
    row,
)
from interim_method.formats.docx.widths import shares
from interim_method.markup import tree

__all__ = ["card"]

_GRID: Final = 6
"""Columns of a card's grid: a line is shared by two, by three, or by none."""
_THIRD: Final = 28
_HALF: Final = 44
"""Letters of a value, or of a label, that a third and a half of an upright page have room for."""
_LABEL: Final = 280
"""What a label takes above the room for a hand."""


def card(block: tree.Definitions, ctx: Context, here: Here) -> Iterator[str]:
    """Labels and their values as a card that stays on its page."""
    if not block.entries:
        return
    widths = shares([1.0] * _GRID, here.width - here.indent - BAR_OUT)
    side = (4, HAIRLINE)
    yield begin(
        ctx,
        "IM Plain",
        widths,
        indent=here.indent,
        borders=edges(
            top=side,
            left=(BAR, shade(here.stage).colour),
            bottom=side,
            right=side,
            insideH=side,
            insideV=side,
        ),
        margins=padding(28, 113, 28, 113),
    )
    inside = here.inside(indent=0, lists=0, tables=here.tables + 1, style="IM Cell", body=False)
    lines = _packed(block.entries)
    for n, line in enumerate(lines):
        cells: list[str] = []
        at = 0
        for entry, span in line:
            width = sum(widths[at : at + span])
            at += span
            content = styled(ctx.style("IM Label"), runs(entry.term, ctx))
            content += cell_content(entry.blocks, ctx, inside.inside(width=width - 226))
            cells.append(cell(content, width, span=span))
        wanted = room(tree.Cell(entry.blocks) for entry, _ in line)
        written = row(cells, height=wanted + _LABEL if wanted else 0)
        yield kept(written) if n < len(lines) - 1 else written
    yield finish(200)


def _packed(entries: Iterable[tree.Definition]) -> list[list[tuple[tree.Definition, int]]]:
    """The entries in lines, each with the columns that it takes; the last of a line takes what is left."""
    lines: list[list[tuple[tree.Definition, int]]] = []
    left = 0
    for entry in entries:
        wanted = _wanted(entry)
        if wanted > left:
            lines.append([])
            left = _GRID
        lines[-1].append((entry, wanted))
        left -= wanted
    return [[*line[:-1], (line[-1][0], _GRID - sum(taken for _, taken in line[:-1]))] for line in lines]


def _wanted(entry: tree.Definition) -> int:
    """How many columns an entry needs."""
    said = len("".join(tree.plain(b.runs) for b in tree.walk(entry.blocks) if isinstance(b, tree.Paragraph)))
    empty = [b for b in entry.blocks if isinstance(b, tree.Field) and not b.value and not b.blocks]
    if empty and not any(field.placeholder for field in empty):
        return _GRID if max(field.lines for field in empty) * LINE > LINE else _GRID // 2
    longest = max(said, len(tree.plain(entry.term)))
    return _GRID // 3 if longest <= _THIRD else _GRID // 2 if longest <= _HALF else _GRID
