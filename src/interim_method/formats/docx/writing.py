"""A document written into a file: everything passes into the archive as it is made."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO

from interim_method.formats.docx.context import Context
from interim_method.formats.docx.frame import Frame, OwnFrame
from interim_method.formats.docx.opc import Archive, Kind
from interim_method.formats.docx.prints import Prints
from interim_method.formats.pictures import Images, resolver_of
from interim_method.markup import tree
from interim_method.model.finding import Finding

if TYPE_CHECKING:
    from interim_method.formats.docx.slots.values import Values

__all__ = ["begun", "write_document"]


def write_document(
    document: tree.Document,
    target: BinaryIO,
    *,
    template: str | os.PathLike[str] | None = None,
    images: Images = None,
    strict_images: bool = False,
    values: Values | None = None,
    strict_slots: bool = False,
) -> tuple[Finding, ...]:
    """Write *document* as DOCX; see `interim_method.formats.docx.write`."""
    frame, ctx = begun(document, template, images, values, strict_slots=strict_slots)
    ctx.album.strict = strict_images
    first = tuple(frame.first_parts(ctx))
    with Archive(target) as archive:
        archive.relate("", frame.package_relations(ctx))
        for part in first:
            archive.put(part)
        archive.stream(frame.main, Kind.MAIN, frame.text(ctx))
        for part in frame.last_parts(ctx):
            archive.put(part)
        archive.relate(frame.main, frame.relations(ctx))
        archive.finish()
    return tuple(ctx.findings)


def begun(
    document: tree.Document,
    template: str | os.PathLike[str] | None,
    images: Images = None,
    values: Values | None = None,
    *,
    strict_slots: bool = False,
) -> tuple[Frame, Context]:
    """The frame that *document* is written into, and the context to write it in."""
    frame: Frame
    resolver = resolver_of(images)
    if template is None:
        frame = OwnFrame()
    else:
        from interim_method.formats.docx.slots.frame import template_frame

        frame = template_frame(template, document, values, strict=strict_slots)
    ctx = frame.context(document)
    ctx.album.images = resolver
    if document.id or document.identity:
        ctx.prints = Prints()
    ctx.plan()
    ctx.lying = document.orientation == "landscape"
    return frame, ctx
