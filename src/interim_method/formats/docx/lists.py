"""Lists and definitions."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.paragraphs import styled
from interim_method.formats.docx.runs import PLAIN, Marks, is_rtl, runs, text_run
from interim_method.formats.docx.tables import begin, cell, cell_content, finish, padding, row, too_deep
from interim_method.formats.docx.template.numbering import INDENT, LEVELS
from interim_method.markup import tree

__all__ = ["definitions", "items"]


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
    if here.style == "IM Cell":
        style = ctx.style("IM Cell")
    left = here.indent + INDENT
    inside = here.inside(indent=left, lists=here.lists + 1)
    for n, item in enumerate(block.items):
        first, rest = _first(item)
        size = 40 if here.style == "IM Cell" else 60
        after = size if block.tight and n < len(block.items) - 1 else 120
        spacing = f'<w:spacing w:after="{after}"/>'
        content = runs(first, ctx)
        if item.checked is None:
            numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        else:
            numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
            content = text_run("☑\t" if item.checked else "☐\t", Marks()) + content
        indent = f'<w:ind w:left="{left}" w:hanging="{INDENT}"/>'
        rtl = "<w:bidi/>" if is_rtl(tree.plain(first)) else ""
        yield (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}{rtl}{spacing}{indent}</w:pPr>{content}</w:p>'
        )
        yield from ctx.inner(rest, inside)


def _first(item: tree.Item) -> tuple[tree.Runs, tree.Blocks]:
    """The line that carries the sign, and the blocks below it."""
    if item.blocks and isinstance(item.blocks[0], tree.Paragraph) and item.blocks[0].role == "body":
        return item.blocks[0].runs, item.blocks[1:]
    return (), item.blocks


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
    # Room for the longest label in small capitals, within a quarter and two fifths of the width.
    left = min(max(longest * 112 + 200, width // 4), width * 2 // 5)
    widths = [left, width - left]
    inside = here.inside(
        width=widths[1] - 170, indent=0, lists=0, tables=here.tables + 1, style="IM Cell", body=False
    )
    yield begin(ctx, "IM Plain", widths, indent=here.indent, margins=padding(30, 0, 30, 170))
    for entry in block.entries:
        label = styled(ctx.style("IM Label"), runs(entry.term, ctx, PLAIN))
        yield row([cell(label, widths[0]), cell(cell_content(entry.blocks, ctx, inside), widths[1])])
    yield finish(ctx, 120)
