"""Sections: headings, and the turning of pages from portrait to landscape and back."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.look import PLAIN
from interim_method.formats.docx.paragraphs import heading, styled
from interim_method.markup import tree

__all__ = ["page_xml", "section", "turn"]


def section(block: tree.Section, ctx: Context, here: Here) -> Iterator[str]:
    """A section: its page, its heading, and what stands below it.

    The page turns back with the next block that wants the other side, so none is left empty.
    """
    inside = here.inside(stage=block.stage or here.stage)
    if here.body and block.orientation:
        landscape = block.orientation == "landscape"
        inside = inside.inside(landscape=landscape, width=ctx.page(landscape).text_width)
    if here.body:
        yield from turn(ctx, inside)
    ctx.breaking = ctx.breaking or (block.new_page and here.body)
    if block.title:
        yield from heading(block, ctx, here, breaks=ctx.breaking and here.body and not ctx.fresh)
        if here.body:
            ctx.breaking, ctx.fresh, ctx.started = False, False, True
        inside = inside.inside(level=here.level + 1, numbered=here.numbered + int(block.numbered))
    yield from ctx.inner(block.blocks, inside)


def turn(ctx: Context, here: Here) -> Iterator[str]:
    """The end of a stretch of pages, where the next block wants the other side."""
    if here.landscape == ctx.lying:
        return
    if ctx.page(here.landscape) == ctx.page(ctx.lying):
        ctx.lying = here.landscape  # A template that always lies has nothing to turn.
        return
    if ctx.started:
        properties = page_xml(ctx)
        yield styled(ctx.style("IM Spacer"), "", last=properties)
        ctx.stretches += 1
    ctx.lying = here.landscape
    ctx.fresh = True


def page_xml(ctx: Context) -> str:
    """The properties of the present stretch of pages."""
    page = ctx.page(ctx.lying)
    first = ctx.stretches == 0 and bool(ctx.first_references)
    turned = ' w:orient="landscape"' if page.landscape else ""
    setting = ctx.setting
    numbers = setting.first_number if ctx.stretches == 0 and setting.first_number else setting.numbers
    return (
        f"<w:sectPr>{ctx.references[ctx.lying]}{ctx.first_references if first else ''}{setting.notes}"
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}"'
        f' w:header="{page.header}" w:footer="{page.footer}" w:gutter="{page.gutter}"/>'
        f"{setting.paper}{numbers}{PLAIN.columns if ctx.lying else setting.columns}{setting.middle}"
        f"{'<w:titlePg/>' if first else ''}{setting.end}</w:sectPr>"
    )
