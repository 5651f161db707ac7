"""Boards: where each of their cells lies."""

from __future__ import annotations

from itertools import count

from interim_method.markup import tree

__all__ = ["placed"]


def placed(block: tree.Grid) -> list[list[tuple[tree.GridCell | None, bool]]]:
    """Each place of the board with its cell, and whether the cell begins there.

    Cells that would lie on each other flow into the next free places in the order given.
    """
    columns = max(block.columns, 1)
    taken: dict[tuple[int, int], tree.GridCell] = {}
    starts: set[tuple[int, int]] = set()

    def free(top: int, left: int, high: int, wide: int) -> bool:
        return left + wide <= columns and all(
            (top + y, left + x) not in taken for y in range(high) for x in range(wide)
        )

    for one in block.cells:
        high, wide = max(one.rows, 1), min(max(one.columns, 1), columns)
        top, left = max(one.row, 1) - 1, max(one.column, 1) - 1
        if not free(top, left, high, wide):
            slots = ((y, x) for y in count() for x in range(columns))
            top, left = next(slot for slot in slots if free(*slot, high, wide))
        starts.add((top, left))
        for y in range(high):
            for x in range(wide):
                taken[top + y, left + x] = one
    height = max(y for y, _ in taken) + 1
    return [[(taken.get((y, x)), (y, x) in starts) for x in range(columns)] for y in range(height)]
