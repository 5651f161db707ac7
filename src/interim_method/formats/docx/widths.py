"""How wide the columns of a table are, and how they are aligned."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from interim_method.markup import tree

__all__ = ["MARGIN", "aligned", "column_widths", "shares"]

MARGIN: Final = 113
"""Left and right margin of a cell in a table of data."""
_LETTER: Final = 100
"""The mean width of a letter in a cell, with some to spare."""


def shares(columns: Sequence[float], width: int) -> list[int]:
    """*width* shared out in the proportion of *columns*, adding up to it exactly."""
    wanted = [max(c, 0.01) for c in columns] or [1.0]
    total = sum(wanted)
    edges, so_far = [0], 0.0
    for one in wanted:
        so_far += one
        edges.append(round(width * so_far / total))
    return [max(right - left, 1) for left, right in pairwise(edges)]


def aligned(column: tree.Column) -> tree.Align:
    """How a column is aligned: numbers stand right, signs in the middle, unless it says otherwise."""
    if column.align == "left":
        if column.holds == "number":
            return "right"
        if column.holds == "sign":
            return "center"
    return column.align


def column_widths(
    columns: Sequence[tree.Column], header: Sequence[str], lines: Sequence[Sequence[tree.Cell]], width: int
) -> list[int]:
    """*width* shared out among *columns*; names with a number each take only what they need of it.

    A number far from its name is hard to read across.
    """
    full = shares([c.width for c in columns], width)
    if len(columns) != 2 or aligned(columns[1]) != "right" or aligned(columns[0]) != "left":
        return full
    longest = [len(text) for text in (*header, "", "")[:2]]
    for line in lines:
        for n, one in enumerate(line[:2]):
            for block in one.blocks:
                said = _said(block)
                if not said:
                    return full
                longest[n] = max(longest[n], len(said))
    needed = [length * _LETTER + 4 * MARGIN for length in longest]
    return [max(needed[0], width // 4), max(needed[1], width // 8)] if sum(needed) < width * 3 // 4 else full


def _said(block: tree.Block) -> str:
    """The line that a block is; nothing for what is more, or is still to be filled in."""
    match block:
        case tree.Paragraph(runs=said):
            return tree.plain(said)
        case tree.Field(value=value) if block.kind != "markdown":
            return value
        case tree.Field(blocks=(tree.Paragraph(runs=said),)):
            return tree.plain(said)
        case _:
            return ""
