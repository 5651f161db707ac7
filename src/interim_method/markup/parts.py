"""The parts of a document by the names that house templates call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from interim_method.markup import tree

__all__ = ["INTRODUCTION", "part_of", "parts_of"]

INTRODUCTION: Final = "introduction"
"""What stands before the first part that has a name of its own."""


def parts_of(document: tree.Document) -> dict[str, tuple[tree.Block, ...]]:
    """The parts of *document* by name: what stands in each, in the order of the document.

    A name is a part's, which several may share, or the id of a section. Of parts within parts of the same name
    the outer is meant. A cell of a board is given as the section that it would be on its own.
    """
    found: dict[str, list[tree.Block]] = {}
    leading = _leading(tuple(document.blocks))
    if leading:
        found[INTRODUCTION] = list(leading)
    _gather(document.blocks, found, frozenset())
    return {name: tuple(blocks) for name, blocks in found.items()}


def part_of(block: tree.Block) -> str:
    """The name of a block that stands for itself; empty for what has none."""
    if isinstance(block, tree.Section):
        return block.part or block.id
    return getattr(block, "part", "")


def _leading(blocks: tree.Blocks) -> tree.Blocks:
    for n, block in enumerate(blocks):
        if part_of(block):
            return blocks[:n]
    return ()


def _gather(blocks: Iterable[tree.Block], found: dict[str, list[tree.Block]], within: frozenset[str]) -> None:
    for block in blocks:
        inside = within
        for name in _names(block):
            if name not in within:
                found.setdefault(name, []).append(block)
                inside |= {name}
        if isinstance(block, tree.Grid):
            for cell in block.cells:
                below = inside
                if cell.part and cell.part not in inside:
                    made = tree.Section(cell.title, cell.blocks, part=cell.part, stage=cell.stage)
                    found.setdefault(cell.part, []).append(made)
                    below |= {cell.part}
                _gather(cell.blocks, found, below)
        else:
            _gather(tree.children(block), found, inside)


def _names(block: tree.Block) -> Iterator[str]:
    part = part_of(block)
    if part:
        yield part
    if isinstance(block, tree.Section) and block.id and block.id != part:
        yield block.id
