"""Documents handed over to users of python-docx, and blocks put into documents that they have open."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import Any, TypeAlias

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import element_class_lookup, parse_xml
from docx.package import Package
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from interim_method.errors import ExportError
from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.house import HouseFrame, absorb
from interim_method.formats.docx.opc import Archive, Kind
from interim_method.formats.docx.oxml import ROOT
from interim_method.formats.docx.paragraphs import styled
from interim_method.formats.docx.sections import page_xml
from interim_method.formats.docx.text import resolved
from interim_method.formats.docx.writing import begun
from interim_method.formats.pictures import Images, resolver_of
from interim_method.markup import tree
from interim_method.model.finding import Finding

__all__ = ["Place", "WordDocument", "add_blocks", "word_document"]

Place: TypeAlias = Paragraph | Table


def word_document(
    document: tree.Document, *, template: str | os.PathLike[str] | None = None, images: Images = None
) -> tuple[WordDocument, tuple[Finding, ...]]:
    """*document* as python-docx's own, and what could not be shown as meant.

    The text goes into python-docx's tree as it is written: nothing is packed and unpacked in between.
    """
    frame, ctx = begun(document, template, images)
    first = tuple(frame.first_parts(ctx))
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False, huge_tree=True)
    parser.set_element_class_lookup(element_class_lookup)
    for stretch in frame.text(ctx):
        parser.feed(stretch)
    around = io.BytesIO()
    archive = Archive(around)
    archive.relate("", frame.package_relations(ctx))
    for part in (*first, *frame.last_parts(ctx)):
        archive.put(part)
    archive.stream(frame.main, Kind.MAIN, (f"<w:document {ROOT}/>".encode(),))
    archive.relate(frame.main, frame.relations(ctx))
    archive.finish()
    main: Any = Package.open(around).main_document_part
    main._element = parser.close()
    made: WordDocument = main.document
    return made, tuple(ctx.findings)


def add_blocks(
    word: WordDocument, document: tree.Document, before: Place | None, images: Images = None
) -> tuple[Finding, ...]:
    """Put the blocks of *document* into *word*: at its end, or *before* one of its paragraphs or tables."""
    package: Any = word.part.package
    body: Any = word.part.element.find(qn("w:body"))
    at = None if before is None else before._element
    section = _section(body, at)
    if at is None:
        at = section
    ctx = HouseFrame(package).context(document, section)
    ctx.album.images = resolver_of(images)
    ctx.plan()
    text = "".join(resolved(ctx, _text(ctx)))
    # What was written may refer to a part only now that it is whole.
    absorb(ctx, package)
    for element in list(parse_xml(f"<w:body {ROOT}>{text}</w:body>")):
        if at is None:
            body.append(element)
        else:
            at.addprevious(element)
    _apart(body, ctx)
    return tuple(ctx.findings)


def _text(ctx: Context) -> Iterator[str]:
    """The blocks alone; where they turned the page, it is turned back."""
    lying = ctx.lying
    ctx.fresh, ctx.started, ctx.first_references = False, True, ""
    yield from ctx.render(ctx.blocks(), ctx, Here(ctx.page(lying).text_width, landscape=lying))
    if ctx.lying != lying:
        yield styled(ctx.style("IM Spacer"), "", last=page_xml(ctx))


def _section(body: Any, at: Any) -> Any:
    """The properties of the page that stands at *at*; those at the end of *body* for its end."""
    if at is not None:
        top = at
        while top.getparent() is not body:
            top = top.getparent()
            if top is None:
                raise ExportError("the place does not stand in the text of this document")
        for element in (top, *top.itersiblings()):
            found = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            if found is not None:
                return found
    return body.find(qn("w:sectPr"))


def _apart(body: Any, ctx: Context) -> None:
    """Between two tables stands a paragraph, or Word makes them one; and one stands at the end."""
    table = qn("w:tbl")
    for element in body.iterchildren(table):
        following = element.getnext()
        if following is None or following.tag in (table, qn("w:sectPr")):
            element.addnext(
                parse_xml(f'<w:p {ROOT}><w:pPr><w:pStyle w:val="{ctx.style("IM Spacer")}"/></w:pPr></w:p>')
            )
