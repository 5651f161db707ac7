"""Lists and definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.paragraphs import CONTINUED, styled
from interim_method.formats.docx.runs import PLAIN, is_rtl, runs, text_run
from interim_method.formats.docx.tables import (
    begin,
    cell,
    cell_content,
    finish,
    kept,
    padding,
    room,
    row,
    stays,
    too_deep,
)
from interim_method.formats.docx.template.numbering import INDENT, LEVELS
from interim_method.markup import tree

__all__ = ["definitions", "items"]

_CELLS: Final = ("IM Cell", "IM Cell Close")
_KEPT: Final = (*_CELLS, "Quote")
"""The styles of text in tables and of quotations, which their lists keep."""
_OPENING: Final = re.compile(
    r"(?P<before>(?:<w:bookmarkStart [^>]*/>|<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>)*)"
    r'<w:p><w:pPr><w:pStyle w:val="[^"]*"/>(?P<properties>.*?)</w:pPr>',
    re.DOTALL,
)
"""The beginning of the first paragraph, be it within a control."""


def items(block: tree.Items, ctx: Context, here: Here) -> Iterator[str]:
    """A list; items of more than one block go on below their first line."""
    level = here.lists
    if level >= LEVELS:
        ctx.find(
            "list-too-deep", f"lists lie more than {LEVELS} deep; the innermost are not moved in further"
        )
        level = LEVELS - 1
    numbered = block.start is not None
    number = ctx.numbers(level, max(block.start or 0, 0)) if numbered else ctx.bullets()
    style = ctx.style("List Number" if numbered else "List Bullet")
    plain = here.style not in _KEPT
    if not plain:
        style = ctx.style(here.style)
    left = here.indent + INDENT
    below = "List Paragraph" if here.style == "Normal" else here.style
    between = 120 if not block.tight else 40 if here.style in _CELLS else 60
    inside = here.inside(indent=left, lists=here.lists + 1, style=below, below=between)
    for n, item in enumerate(block.items):
        if n == len(block.items) - 1:
            inside = inside.inside(below=here.below)
        after = between if len(item.blocks) > 1 else inside.below
        if item.checked is None:
            numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        else:
            numbering = ""
        line = _Line(
            style if item.checked is None else ctx.style(below),
            numbering,
            f'<w:spacing w:after="{after}"/>',
            left,
            # The definition of the list moves its lines in; other programs take more for a quotation.
            "" if plain and item.checked is None and left == INDENT * (level + 1) else _hanging(left),
            "" if item.checked is None else text_run("☑\t" if item.checked else "☐\t"),
        )
        yield from _item(item, line, ctx, inside)


def _hanging(left: int) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{INDENT}"/>'


class _Line(NamedTuple):
    """The line of an item that carries its sign."""

    style: str
    numbering: str
    spacing: str
    left: int
    indent: str
    box: str

    def around(self, content: str, *, rtl: bool = False) -> str:
        """The line with *content*."""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self.style}"/>{self.numbering}{"<w:bidi/>" if rtl else ""}'
            f"{self.spacing}{self.indent}</w:pPr>{self.box}{content}</w:p>"
        )

    def onto(self, content: str) -> str:
        """*content* with the sign before its first paragraph; nothing where that cannot carry it."""
        found = _OPENING.match(content)
        already = found["properties"].replace(CONTINUED, "") if found else ""
        if not found or "<w:numPr>" in already or (self.box and found["before"]):
            return ""
        properties = already.replace(f'<w:ind w:left="{self.left}"/>', _hanging(self.left))
        if "<w:spacing" not in properties:
            properties = properties.replace("<w:ind ", f"{self.spacing}<w:ind ", 1)
        return (
            f'{found["before"]}<w:p><w:pPr><w:pStyle w:val="{self.style}"/>{self.numbering}{properties}</w:pPr>'
            f"{self.box}{content[found.end() :]}"
        )


def _item(item: tree.Item, line: _Line, ctx: Context, inside: Here) -> Iterator[str]:
    """An item: its sign stands before its first line, whether that is text or a place to fill in."""
    first = item.blocks[0] if item.blocks else None
    rest = item.blocks
    if isinstance(first, tree.Paragraph) and first.role == "body":
        ctx.room = inside.width - inside.indent
        yield line.around(runs(first.runs, ctx), rtl=is_rtl(tree.plain(first.runs)))
        rest = item.blocks[1:]
    elif isinstance(first, tree.Image) and not (first.caption or first.title):
        ctx.room = inside.width - inside.indent
        yield line.around(runs((first,), ctx))
        rest = item.blocks[1:]
    elif isinstance(first, tree.Field):
        at = len(ctx.map)
        content = "".join(ctx.inner((first,), inside))
        signed = line.onto(content)
        if signed and at < len(ctx.map):
            ctx.map[at] = ctx.map[at]._replace(item=True)
        yield signed or line.around("") + content
        rest = item.blocks[1:]
    else:
        yield line.around("")
    yield from ctx.inner(rest, inside)


_FEW: Final = 3
"""How many facts are kept with what follows them."""


def definitions(block: tree.Definitions, ctx: Context, here: Here) -> Iterator[str]:
    """A glossary, or labels and their values side by side."""
    if block.role == "glossary" or too_deep(ctx, here):
        for entry in block.entries:
            yield styled(ctx.style("IM Term"), runs(entry.term, ctx), indent=here.indent)
            inside = here.inside(style="IM Definition" if not here.indent else here.style)
            yield from ctx.inner(entry.blocks, inside)
        return
    if not block.entries:
        return
    width = here.width - here.indent
    longest = max(len(tree.plain(entry.term)) for entry in block.entries)
    # Room for the longest label in small capitals, within a quarter and three tenths of the width.
    left = min(max(longest * 112 + 200, width // 4), width * 3 // 10)
    widths = [left, width - left]
    inside = here.inside(
        width=widths[1] - 170, indent=0, lists=0, tables=here.tables + 1, style="IM Cell", body=False
    )
    yield begin(ctx, "IM Plain", widths, indent=here.indent, margins=padding(30, 0, 30, 170))
    count = len(block.entries)
    for n, entry in enumerate(block.entries):
        label = styled(ctx.style("IM Label"), runs(entry.term, ctx, PLAIN))
        wanted = room((tree.Cell(entry.blocks),))
        # A line to write on is as high as a hand needs, its label at its foot.
        side = "bottom" if wanted else ""
        content = cell_content(entry.blocks, ctx, inside)
        line = [cell(label, widths[0], valign=side), cell(content, widths[1], valign=side)]
        written = row(line, height=wanted)
        # A few facts below a heading open what follows them.
        yield kept(written) if count <= _FEW or stays(n, count) else written
    yield finish(120)
