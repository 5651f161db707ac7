"""Blocks in the one form that Markdown can say: what a tree becomes by being written and read again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from attrs import evolve

from interim_method.markup.runs import normal_picture, normal_runs, on_one_line
from interim_method.markup.tree import (
    Block,
    Blocks,
    Cell,
    CodeBlock,
    Column,
    Definition,
    Definitions,
    Footnote,
    Image,
    Item,
    Items,
    Link,
    Paragraph,
    Quote,
    Row,
    Run,
    Runs,
    Section,
    Table,
    children,
    line,
    paragraph,
    plain,
)

__all__ = [
    "EMPTY",
    "LAST_NUMBER",
    "standing",
    "follows_closely",
    "headings",
    "linked",
    "normalise",
    "slug",
    "slugs",
]

LAST_NUMBER = 999_999_999
"""The greatest number that an item of a list may have in CommonMark."""


def normalise(blocks: Iterable[Block], *, runs: bool = True) -> Blocks:
    """*blocks* in canonical form: ``parse(render(blocks)) == normalise(blocks)`` for what Markdown can say.

    Runs are joined and nested in one way, empty paragraphs and lists fall away, a list is tight where it
    can be nothing else, and a section has an id where a link leads to it, made from its title.

    Args:
        blocks: Any blocks.
        runs: Whether runs are to be looked at; the parser makes them canonical from the start.
    """
    return _with_ids(_normal(blocks, runs))


def _normal(blocks: Iterable[Block], runs: bool) -> Blocks:
    result: list[Block] = []
    for block in blocks:
        new = _one(block, runs)
        if new is None:
            continue
        last = result[-1] if result else None
        if isinstance(new, Definitions) and isinstance(last, Definitions) and new.role == last.role:
            result[-1] = evolve(last, entries=(*last.entries, *new.entries))
        else:
            result.append(new)
    return tuple(result)


def _one(block: Block, runs: bool) -> Block | None:
    match block:
        case Paragraph():
            return _paragraph(block) if runs else block
        case Section():
            title = on_one_line(block.title) if runs else block.title
            return evolve(block, title=title, blocks=_normal(block.blocks, runs))
        case Items():
            return _items(block, runs)
        case Quote():
            said_by = on_one_line(block.attribution) if runs else block.attribution
            return evolve(block, blocks=_normal(block.blocks, runs), attribution=said_by)
        case Footnote():
            return evolve(block, blocks=_normal(block.blocks, runs))
        case Definitions():
            # Markdown cannot say a definition without its term, or without anything said of it.
            entries = (
                Definition(
                    (on_one_line(e.term) if runs else e.term) or line("…"),
                    _normal(e.blocks, runs) or (paragraph("…"),),
                )
                for e in block.entries
            )
            return evolve(block, entries=tuple(entries))
        case Table():
            return _table(block) if runs else block
        case CodeBlock():
            return CodeBlock(block.text, re.sub(r"\s+", " ", block.info).strip())
        case Image():
            return normal_picture(block)
        case _:
            return block


def _paragraph(block: Paragraph) -> Block | None:
    """A paragraph; nothing for one that says nothing, and a picture for one that is all of it."""
    runs = on_one_line(block.runs) if block.role == "label" else normal_runs(block.runs)
    if len(runs) == 1 and isinstance(runs[0], Image) and block.role == "body":
        return runs[0]
    return evolve(block, runs=runs) if runs else None


def _items(block: Items, runs: bool) -> Items | None:
    items = tuple(Item(_normal(item.blocks, runs), item.checked) for item in block.items)
    if not items:
        return None
    start = block.start
    if start is not None:
        start = max(0, min(start, LAST_NUMBER))
    return Items(items, start, _tight(items, block.tight))


def _tight(items: Sequence[Item], asked: bool) -> bool:
    contents = [standing(item) for item in items]
    if not any(_is_text(block) or isinstance(block, Image) for blocks in contents for block in blocks):
        return True
    if any(not follows_closely(*pair) for blocks in contents for pair in pairwise(blocks)):
        return False
    if len(items) == 1 and len(contents[0]) < 2:
        return True
    return asked


EMPTY: Final = Paragraph(())
"""Stands for the paragraph of a tick box without text."""


def _is_text(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role != "label"


def standing(item: Item) -> Blocks:
    """The blocks of an item, with the paragraph that a tick box stands in."""
    if item.checked is not None and not (item.blocks and _is_text(item.blocks[0])):
        return (EMPTY, *item.blocks)
    return item.blocks


def follows_closely(first: Block, second: Block) -> bool:
    """Whether *second* may stand on the line after *first*, as in a tight list: only a list below a paragraph.

    A list that begins with another number than 1, or with an empty item, would continue the paragraph.
    """
    return (
        _is_text(first)
        and isinstance(second, Items)
        and second.start in (None, 1)
        and (second.items[0].blocks != () or second.items[0].checked is not None)
    )


def _table(block: Table) -> Table:
    columns = tuple(Column(column.align) for column in block.columns)
    return evolve(
        block,
        columns=columns,
        header=tuple(_row(row, len(columns)) for row in block.header),
        rows=tuple(_row(row, len(columns)) for row in block.rows),
    )


def _row(row: Row, width: int) -> Row:
    cells = [_cell(cell) for cell in row.cells[:width]]
    cells += [Cell(())] * (width - len(cells))
    return evolve(row, cells=tuple(cells))


def _cell(cell: Cell) -> Cell:
    if len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph):
        runs = on_one_line(cell.blocks[0].runs)
        return evolve(cell, blocks=(Paragraph(runs),) if runs else ())
    return evolve(cell, blocks=_normal(cell.blocks, True))


# --- ids of sections ----------------------------------------------------------------------------------------------


def slug(title: str) -> str:
    """The anchor that a heading gets on the usual Markdown sites: lower case, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def slugs(titles: Iterable[str]) -> list[str]:
    """The anchors of headings in order; a second one of the same name gets a number."""
    seen: Counter[str] = Counter()
    result = []
    for title in titles:
        base = slug(title)
        result.append(f"{base}-{seen[base]}" if seen[base] else base)
        seen[base] += 1
    return result


def headings(blocks: Iterable[Block]) -> list[Section]:
    """The sections in reading order."""
    found: list[Section] = []
    for block in blocks:
        if isinstance(block, Section):
            found.append(block)
            found += headings(block.blocks)
    return found


def linked(blocks: Iterable[Block]) -> set[str]:
    """The anchors that links in *blocks* lead to."""
    found: set[str] = set()
    for block in blocks:
        match block:
            case Section(title=runs) | Paragraph(runs=runs):
                _anchors(runs, found)
            case Definitions(entries=entries):
                for entry in entries:
                    _anchors(entry.term, found)
            case _:
                pass
        found |= linked(children(block))
    return found


def _anchors(runs: Runs, found: set[str]) -> None:
    for run in runs:
        if isinstance(run, Link) and run.target.startswith("#"):
            found.add(run.target[1:])
        inner: tuple[Run, ...] = getattr(run, "runs", ())
        _anchors(inner, found)


def _with_ids(blocks: Blocks) -> Blocks:
    sections = headings(blocks)
    if not sections:
        return blocks
    targets = linked(blocks)
    remaining = iter(slugs(plain(section.title) for section in sections))

    def named(inner: Blocks) -> Blocks:
        return tuple(section(block) if isinstance(block, Section) else block for block in inner)

    def section(block: Section) -> Section:
        name = next(remaining)
        return evolve(block, id=name if name in targets else "", blocks=named(block.blocks))

    return named(blocks)
