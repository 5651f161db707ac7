"""Pictures that stand by themselves, with their captions."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.look import HAIRLINE
from interim_method.formats.docx.paragraphs import continued, styled
from interim_method.formats.docx.pictures import drawing
from interim_method.formats.docx.runs import Marks, runs, text_run
from interim_method.markup import tree

__all__ = ["image"]


def image(block: tree.Image, ctx: Context, here: Here) -> Iterator[str]:
    """A picture, or its words in a frame; below it its caption, which its title is where it has no other."""
    shown = drawing(block, ctx)
    caption = block.caption or tree.line(block.title)
    if not shown and block.alt is None and not caption:
        return
    first = ("<w:keepNext/>" if caption else "") + continued(here)
    if shown:
        yield styled(ctx.style(here.style), shown, first=first, indent=here.indent, align=here.align)
    else:
        side = f'w:val="dashed" w:sz="4" w:space="6" w:color="{HAIRLINE}"'
        yield styled(
            ctx.style("IM Muted"),
            text_run(block.alt or block.source, Marks(emphasis=True)),
            first=first,
            border="<w:pBdr>"
            + "".join(f"<w:{s} {side}/>" for s in ("top", "left", "bottom", "right"))
            + "</w:pBdr>",
            spacing=f'<w:ind w:left="{here.indent + 142}" w:right="142"/>',
        )
    if caption:
        yield styled(
            ctx.style("caption"),
            runs(caption, ctx),
            first=continued(here),
            indent=here.indent,
            align=here.align,
        )
