"""A document written into a file: everything passes into the archive as it is made."""

from __future__ import annotations

import os
from typing import BinaryIO

from interim_method.formats.docx.context import Context
from interim_method.formats.docx.frame import Frame, OwnFrame
from interim_method.formats.docx.opc import Archive, Kind
from interim_method.formats.pictures import Resolver
from interim_method.markup import tree
from interim_method.model.finding import Finding

__all__ = ["begun", "write_document"]


def write_document(
    document: tree.Document,
    target: BinaryIO,
    *,
    template: str | os.PathLike[str] | None = None,
    images: Resolver | None = None,
    strict_images: bool = False,
) -> tuple[Finding, ...]:
    """Write *document* as DOCX; see `interim_method.formats.docx.write`."""
    frame, ctx = begun(document, template)
    ctx.images, ctx.strict_images = images, strict_images
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


def begun(document: tree.Document, template: str | os.PathLike[str] | None) -> tuple[Frame, Context]:
    """The frame that *document* is written into, and the context to write it in."""
    frame: Frame
    if template is None:
        frame = OwnFrame()
    else:
        from interim_method.formats.docx.house import HouseFrame, house_template

        frame = HouseFrame(house_template(template))
    ctx = frame.context(document)
    ctx.plan()
    ctx.lying = document.orientation == "landscape"
    return frame, ctx
