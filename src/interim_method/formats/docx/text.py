"""The text of a document, from its head to its last block, as a stream of XML.

It is never held whole. Where there is a table of contents, its pages are reckoned first, on the way of the text
into a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from tempfile import SpooledTemporaryFile
from typing import Final

from interim_method.formats.docx import furniture
from interim_method.formats.docx.contents import contents
from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.opc import HEAD
from interim_method.formats.docx.oxml import ROOT
from interim_method.formats.docx.sections import page_xml
from interim_method.formats.docx.spacing import BREAK, settled

__all__ = ["body", "encoded", "main_part", "resolved"]

_TOGETHER: Final = 1 << 18
"""How many characters are packed at a time."""
_HELD: Final = 8 << 20
"""How many bytes of a text with a table of contents are held in memory, before they go to a file."""


def main_part(ctx: Context) -> Iterator[bytes]:
    """The main part with the whole document."""
    return encoded(_main(ctx))


def _main(ctx: Context) -> Iterator[str]:
    yield f"{HEAD}<w:document {ROOT}><w:body>"
    if ctx.prints is None:
        yield from body(ctx)
    else:
        for stretch in body(ctx):
            ctx.prints.read(stretch)
            yield stretch
    yield "</w:body></w:document>"


def body(ctx: Context) -> Iterator[str]:
    """Everything between the head and the properties of the last page, these included."""
    return resolved(ctx, _body(ctx))


def resolved(ctx: Context, text: Iterator[str]) -> Iterator[str]:
    """*text* with the room between its blocks made."""
    return settled(text, ctx.before, ctx.style("IM Spacer"))


def encoded(text: Iterator[str]) -> Iterator[bytes]:
    """The bytes of *text* in stretches large enough to pack and small enough to hold."""
    waiting: list[str] = []
    length = 0
    for one in text:
        waiting.append(one)
        length += len(one)
        if length > _TOGETHER:
            yield "".join(waiting).encode("utf-8")
            waiting.clear()
            length = 0
    yield "".join(waiting).encode("utf-8")


def _body(ctx: Context) -> Iterator[str]:
    document = ctx.document
    here = Here(width=ctx.page(ctx.lying).text_width, landscape=ctx.lying)
    opening = list(furniture.cover(ctx, here) if document.cover else furniture.head(ctx, here))
    ctx.started = bool(opening)
    ctx.fresh = not opening
    ctx.breaking = document.cover
    if document.contents_title and ctx.headings:
        yield from _listed(ctx, here, opening)
    else:
        yield from opening
        yield from ctx.render(ctx.blocks(), ctx, here)
    yield page_xml(ctx)


def _listed(ctx: Context, here: Here, opening: list[str]) -> Iterator[str]:
    """The text behind its table of contents, which has to know the pages of what comes after it."""
    from interim_method.formats.docx.pagination import Layout

    document = ctx.document
    if document.cover:
        opening.append(BREAK)
    ctx.started = True
    layout = Layout(ctx)
    unread = contents(ctx, document.contents_title, here.width, {})
    for one in resolved(ctx, iter([*opening, unread])):
        layout.read(one)
    with closing(SpooledTemporaryFile(_HELD, "w+", encoding="utf-8", newline="")) as held:
        for one in resolved(ctx, ctx.render(ctx.blocks(), ctx, here)):
            layout.read(one)
            held.write(one)
        yield from opening
        yield contents(ctx, document.contents_title, here.width, layout.finish())
        held.seek(0)
        while stretch := held.read(_TOGETHER):
            yield stretch
