"""Paragraphs, headings, quotes, code and rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.look import shade
from interim_method.formats.docx.runs import PLAIN, Marks, field_code, is_rtl, runs, text_run
from interim_method.markup import tree

__all__ = [
    "CONTINUED",
    "QUOTED",
    "code",
    "continued",
    "heading",
    "paragraph",
    "quote",
    "reference",
    "rule",
    "spacer",
    "styled",
]

ROLES: Final = {
    "lead": "IM Lead",
    "question": "IM Question",
    "help": "IM Help",
    "label": "IM Label",
    "figure": "IM Figure",
    "muted": "IM Muted",
    "caption": "caption",
    "pending": "IM Pending",
}


QUOTED: Final = 397
"""How far a quotation is moved in."""

CONTINUED: Final = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'


def styled(
    style: str,
    content: str,
    *,
    first: str = "",
    border: str = "",
    spacing: str = "",
    indent: int = 0,
    align: str = "",
    rtl: bool = False,
    last: str = "",
) -> str:
    """A paragraph with the style id *style*, its properties in the order that the format wants.

    *first* is what stands before borders: keeping, page breaks, numbering; *last* ends the properties.
    """
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{first}{border}'
        + ("<w:bidi/>" if rtl else "")
        + spacing
        + (f'<w:ind w:left="{indent}"/>' if indent else "")
        + (f'<w:jc w:val="{align}"/>' if align and align != "left" else "")
        + f"{last}</w:pPr>{content}</w:p>"
    )


def continued(here: Here) -> str:
    """Says of a paragraph within an item, below its first line, that it goes on with it and has no sign itself."""
    return CONTINUED if here.lists else ""


def paragraph(block: tree.Paragraph, ctx: Context, here: Here) -> str:
    """A paragraph in the style of its role."""
    name = here.style if block.role == "body" else ROLES[block.role]
    marks = PLAIN
    if block.role == "figure" and here.stage:
        marks = Marks(colour=shade(here.stage).colour)
    content = runs(block.runs, ctx, marks)
    return styled(
        ctx.style(name),
        content,
        first=("<w:keepNext/>" if block.role == "label" and not here.tables else "") + continued(here),
        # Labels stand close to what is above them only where a cell keeps them apart.
        spacing='<w:spacing w:before="180"/>' if block.role == "label" and not here.tables else "",
        # The style moves a quotation in, where it stands in nothing else.
        indent=0 if name == "Quote" and here.indent == QUOTED else here.indent,
        align=here.align,
        rtl=is_rtl(tree.plain(block.runs)),
    )


def heading(section: tree.Section, ctx: Context, here: Here, *, breaks: bool) -> Iterator[str]:
    """The heading of a section, with its bookmark and, where it has one, its number."""
    planned = ctx.heading(section)
    level = planned.level
    first = "<w:pageBreakBefore/>" if breaks else ""
    if planned.number:
        depth = planned.number.count(".")
        first += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{ctx.heading_numbers()}"/></w:numPr>'
    start, end = ctx.marks(planned.bookmark)
    marks = Marks(colour=shade(section.stage).colour) if section.stage and level > 1 else PLAIN
    yield styled(
        ctx.style(f"heading {level}"),
        start + runs(section.title, ctx, marks) + end,
        first=first,
        # At the top of a page that was asked for, the room above a heading would only push it down.
        spacing='<w:spacing w:before="0"/>' if breaks or (here.body and ctx.fresh) else "",
        rtl=is_rtl(planned.text),
    )


def quote(block: tree.Quote, ctx: Context, here: Here) -> Iterator[str]:
    """Somebody's words, then who said them."""
    yield from ctx.inner(block.blocks, here.inside(style="Quote", indent=here.indent + QUOTED))
    if block.attribution:
        yield styled(
            ctx.style("IM Attribution"),
            text_run("— ") + runs(block.attribution, ctx),
            first=continued(here),
            indent=here.indent + QUOTED if here.indent else 0,
        )


def code(block: tree.CodeBlock, ctx: Context, here: Here) -> str:
    """Preformatted text, its lines in one paragraph."""
    return styled(ctx.style("Source Code"), text_run(block.text), first=continued(here), indent=here.indent)


def rule(ctx: Context, here: Here) -> str:
    """A thematic break."""
    return styled(ctx.style("Horizontal Line"), "", first=continued(here), indent=here.indent)


def spacer(ctx: Context, first: str = "") -> str:
    """A paragraph that takes no room: the format wants one between tables and at the end of a cell."""
    return styled(ctx.style("IM Spacer"), "", first=first)


def reference(bookmark: str, page: str) -> str:
    """The page on which a bookmark stands."""
    return field_code(f"PAGEREF {bookmark} \\h", page)
