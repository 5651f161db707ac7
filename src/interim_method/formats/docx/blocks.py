"""Every kind of block to its emitter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from interim_method.formats.docx.cards import card
from interim_method.formats.docx.collection import collection
from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.fields import field
from interim_method.formats.docx.figures import figure
from interim_method.formats.docx.grids import callout, grid
from interim_method.formats.docx.images import image
from interim_method.formats.docx.lists import definitions, items
from interim_method.formats.docx.paragraphs import code, paragraph, quote, rule, styled
from interim_method.formats.docx.runs import text_run
from interim_method.formats.docx.sections import section, turn
from interim_method.formats.docx.spacing import BREAK
from interim_method.formats.docx.tables import table, too_deep
from interim_method.formats.writing.texts import is_blank
from interim_method.markup import tree

__all__ = ["render"]


def render(blocks: Iterable[tree.Block], ctx: Context, here: Here) -> Iterator[str]:
    """Blocks as XML, in stretches that each hold whole paragraphs and tables."""
    for block in blocks:
        if type(block) is tree.Paragraph and is_blank(block.runs):
            continue  # Readers would read it out, and it says nothing.
        if here.body and not isinstance(block, tree.Section | tree.PageBreak):
            yield from turn(ctx, here)
            if ctx.breaking and not ctx.fresh:
                yield BREAK
            ctx.breaking = ctx.fresh = False
            ctx.started = True
        ctx.room = here.width - here.indent
        match block:
            case tree.Paragraph():
                yield paragraph(block, ctx, here)
            case tree.Section():
                yield from section(block, ctx, here)
            case tree.Table():
                yield from table(block, ctx, here)
            case tree.Items():
                yield from items(block, ctx, here)
            case tree.Definitions(role="card") if not too_deep(ctx, here):
                yield from card(block, ctx, here)
            case tree.Definitions():
                yield from definitions(block, ctx, here)
            case tree.Grid():
                yield from grid(block, ctx, here)
            case tree.Quote():
                yield from quote(block, ctx, here)
            case tree.CodeBlock():
                yield code(block, ctx, here)
            case tree.Rule():
                yield rule(ctx, here)
            case tree.Callout():
                yield from callout(block, ctx, here)
            case tree.Image():
                yield from image(block, ctx, here)
            case tree.Figure():
                yield from figure(block, ctx, here)
            case tree.Footnote():
                yield from _uncalled_note(block, ctx, here)
            case tree.Field():
                yield from field(block, ctx, here)
            case tree.Collection():
                yield from collection(block, ctx, here)
            case tree.PageBreak():
                ctx.breaking = ctx.breaking or here.body
            case tree.Extension():
                yield from ctx.inner(block.fallback, here)
            case _:
                assert_never(block)


def _uncalled_note(block: tree.Footnote, ctx: Context, here: Here) -> Iterator[str]:
    """A note that nothing calls, or a second one of its name, is shown where it stands."""
    if block.id in ctx.called and ctx.footnotes[block.id] == block:
        return  # It goes to the foot of the page.
    yield styled(ctx.style("footnote text"), text_run(f"[{block.id}]"), indent=here.indent)
    yield from ctx.inner(block.blocks, here.inside(style="footnote text"))
