"""The package: emitters' strings go into python-docx's package as they are, and are zipped the same way always.

The text itself is by far the largest part. It is parsed only where a table of contents asks on which page
things stand; otherwise it is packed as it was written, never joined whole.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from lxml import etree

from interim_method.formats.docx import furniture
from interim_method.formats.docx.blocks import render
from interim_method.formats.docx.contents import contents
from interim_method.formats.docx.context import Context, Here, locale_of
from interim_method.formats.docx.house import (
    add_missing_styles,
    furniture_of,
    house_template,
    page_of,
)
from interim_method.formats.docx.identity import (
    LONGEST,
    custom_properties,
    identifier,
    map_properties,
    map_xml,
)
from interim_method.formats.docx.look import LANDSCAPE, PORTRAIT
from interim_method.formats.docx.oxml import NAMESPACES, ROOT, clean, escape
from interim_method.formats.docx.pagination import fill_in_pages
from interim_method.formats.docx.paragraphs import break_page, spacer, styled, without_gap
from interim_method.formats.docx.runs import Marks, run, text_run
from interim_method.formats.docx.sections import page_xml
from interim_method.formats.docx.template.numbering import KINDS, abstract_xml, number_xml
from interim_method.formats.docx.template.parts import footnotes_xml, numbering_xml, own_template
from interim_method.formats.docx.template.styles import STYLES
from interim_method.markup import tree
from interim_method.model.finding import Finding

__all__ = ["write_document"]

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_PARSER: Final = etree.XMLParser(resolve_entities=False, huge_tree=True)
_STRETCH_ENDS: Final = "</w:sectPr></w:pPr></w:p>"
_PAGE_BEGINS: Final = "<w:pageBreakBefore/>"
_LOOKED_AT: Final = 120
"""Where in a paragraph's text the break before it is found."""
_TOGETHER: Final = 256
"""How many stretches of the text are packed at a time."""
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_PROPERTIES: Final = (RT.CORE_PROPERTIES, RT.CUSTOM_PROPERTIES)


def write_document(
    document: tree.Document, target: BinaryIO, *, template: str | os.PathLike[str] | None = None
) -> tuple[Finding, ...]:
    """Write *document* as DOCX; see `interim_method.formats.docx.write`."""
    if template is None:
        package = Package.open(io.BytesIO(own_template(locale_of(document.language))))
        ctx = Context(
            document=document,
            styles={style.name: style.id for style in STYLES},
            render=render,
            abstracts={kind: n for n, kind in enumerate(KINDS)},
        )
    else:
        package = house_template(template)
        ctx = _house_context(document, package)
    ctx.plan()
    ctx.lying = document.orientation == "landscape"
    if template is None:
        _add_furniture(ctx, package)
    else:
        _complete_furniture(ctx, package)
    text = [_HEAD, f"<w:document {ROOT}><w:body>", *_body(ctx), page_xml(ctx), "</w:body></w:document>"]
    _furnish(ctx, package, own=template is None)
    stretches: Iterable[bytes] = _encoded(text)
    if document.contents_title:
        # Its elements are only gone over: python-docx's own, much slower to reach, would be no use.
        root = etree.fromstring(b"".join(stretches), _PARSER)
        fill_in_pages(root, ctx.styles)
        stretches = (serialize_part_xml(root),)
    _save(package, stretches, target)
    return tuple(ctx.findings)


def _encoded(text: Sequence[str]) -> Iterator[bytes]:
    """The bytes of *text* in stretches large enough to pack and small enough to hold."""
    for at in range(0, len(text), _TOGETHER):
        yield "".join(text[at : at + _TOGETHER]).encode("utf-8")


def _house_context(document: tree.Document, package: Package) -> Context:
    main: Any = package.main_document_part
    styles = add_missing_styles(main.part_related_by(RT.STYLES).element)
    last = main.element.find(qn("w:body")).find(qn("w:sectPr"))
    portrait, landscape = PORTRAIT, LANDSCAPE
    always, first = "", ""
    if last is not None:
        page = page_of(last, PORTRAIT)
        portrait, landscape = (page.turned(), page) if page.landscape else (page, page.turned())
        always, first = furniture_of(last)
    numbering = _numbering(package)
    abstracts = [int(a.get(qn("w:abstractNumId"), 0)) for a in numbering.iterchildren(qn("w:abstractNum"))]
    numbers = [int(n.get(qn("w:numId"), 0)) for n in numbering.iterchildren(qn("w:num"))]
    notes = _part(main, RT.FOOTNOTES)
    taken = [0]
    if notes is not None:
        taken += [int(n.get(qn("w:id"), 0)) for n in parse_xml(notes.blob).iterchildren(qn("w:footnote"))]
    return Context(
        document=document,
        styles=styles,
        render=render,
        portrait=portrait,
        landscape=landscape,
        abstracts={kind: max(abstracts, default=-1) + 1 + n for n, kind in enumerate(KINDS)},
        first_number=max(numbers, default=0) + 1,
        first_note=max(taken) + 1,
        references={False: always, True: always},
        first_references=first,
    )


def _part(source: Any, reltype: str) -> Any:
    for relation in source.rels.values():
        if relation.reltype == reltype and not relation.is_external:
            return relation.target_part
    return None


def _numbering(package: Package) -> Any:
    """The root of the numbering part, which a template may lack."""
    main = package.main_document_part
    part = _part(main, RT.NUMBERING)
    if part is None:
        from docx.parts.numbering import NumberingPart

        part = NumberingPart.load(
            PackURI("/word/numbering.xml"), CT.WML_NUMBERING, numbering_xml().encode(), package
        )
        main.relate_to(part, RT.NUMBERING)
    return part.element


def _body(ctx: Context) -> list[str]:
    document = ctx.document
    here = Here(width=ctx.page(ctx.lying).text_width, landscape=ctx.lying)
    opening = list(furniture.cover(ctx, here) if document.cover else furniture.head(ctx, here))
    ctx.started = bool(opening)
    ctx.fresh = not opening
    ctx.breaking = document.cover
    listed = list(contents(ctx, document.contents_title, here.width)) if document.contents_title else []
    if listed:
        ctx.started = True
        if document.cover:
            listed.insert(0, break_page(ctx))
    return _closed([*opening, *listed, *render(document.blocks, ctx, here)], ctx)


def _closed(text: list[str], ctx: Context) -> list[str]:
    """*text* without the room below a table where a page ends after it: it might not find room itself."""
    for n, one in enumerate(text):
        if n and (one.endswith(_STRETCH_ENDS) or _PAGE_BEGINS in one[:_LOOKED_AT]):
            text[n - 1] = without_gap(text[n - 1])
    if text and (closed := without_gap(text[-1])) != text[-1]:
        text[-1] = closed + spacer(ctx)
    return text


def _furnish(ctx: Context, package: Package, *, own: bool) -> None:
    """Put into the package what the text refers to, and what the document says of itself."""
    main = package.main_document_part
    for target, relation in ctx.body_links.items():
        main.rels.add_relationship(RT.HYPERLINK, target, relation, is_external=True)
    _add_notes(ctx, package)
    _add_lists(ctx, package, own=own)
    _add_charts(ctx, package)
    _add_map(ctx, package)
    _add_properties(ctx, package)


def _add(package: Package, name: str, kind: str, xml: str) -> Part:
    """A new part; a *name* with a number in it takes the next free one."""
    uri = package.next_partname(name) if "%d" in name else PackURI(name)
    return Part(uri, kind, (_HEAD + xml).encode("utf-8"), package)


def _add_furniture(ctx: Context, package: Package) -> None:
    """Our own headers and footers, for upright and lying pages; the first page has a head of its own."""
    ctx.references = {
        landscape: _reference(package, "header", "default", furniture.header(ctx, ctx.page(landscape)))
        + _reference(package, "footer", "default", furniture.footer(ctx, ctx.page(landscape), 1))
        for landscape in (False, True)
    }
    page = ctx.page(ctx.document.orientation == "landscape")
    ctx.first_references = _reference(package, "header", "first", furniture.empty_header(ctx)) + _reference(
        package, "footer", "first", furniture.footer(ctx, page, 1)
    )


def _complete_furniture(ctx: Context, package: Package) -> None:
    """A house template's own headers and footers: our footer where it has none, the notice where it has."""
    main = package.main_document_part
    if "footerReference" not in ctx.references[False]:
        ctx.references = {
            landscape: already
            + _reference(package, "footer", "default", furniture.footer(ctx, ctx.page(landscape), 1))
            for landscape, already in ctx.references.items()
        }
    elif ctx.document.notice:
        line = furniture.notice_line(ctx).replace("<w:p>", f'<w:p xmlns:w="{NAMESPACES["w"]}">', 1)
        for relation in main.rels.values():
            if relation.reltype == RT.FOOTER:
                footer: Any = relation.target_part
                footer.element.append(parse_xml(line))


def _reference(package: Package, tag: str, kind: str, xml: str) -> str:
    """A new header or footer, and the reference to it."""
    content_type, reltype = (CT.WML_HEADER, RT.HEADER) if tag == "header" else (CT.WML_FOOTER, RT.FOOTER)
    part = _add(package, f"/word/{tag}%d.xml", content_type, xml)
    relation = package.main_document_part.relate_to(part, reltype)
    return f'<w:{tag}Reference w:type="{kind}" r:id="{relation}"/>'


def _notes(ctx: Context) -> str:
    """The notes in the order in which they are called."""
    here = Here(width=ctx.portrait.text_width, style="footnote text", body=False, tables=1)
    sign = run("<w:footnoteRef/>", Marks(style=ctx.style("footnote reference"))) + text_run(" ")
    found = []
    with ctx.note():
        for id, number in ctx.note_numbers.items():
            content = "".join(ctx.inner(ctx.footnotes[id].blocks, here))
            if not content.startswith("<w:p>"):
                content = styled(ctx.style("footnote text"), "") + content
            if not content.endswith("</w:p>"):
                content += spacer(ctx)
            content = content.replace("</w:pPr>", f"</w:pPr>{sign}", 1)
            found.append(f'<w:footnote w:id="{number}">{content}</w:footnote>')
    return "".join(found)


def _add_notes(ctx: Context, package: Package) -> None:
    main = package.main_document_part
    content = _notes(ctx)
    part = _part(main, RT.FOOTNOTES)
    if part is None:
        if not content:
            return
        part = _add(package, "/word/footnotes.xml", CT.WML_FOOTNOTES, footnotes_xml(content))
        main.relate_to(part, RT.FOOTNOTES)
    elif content:
        root = parse_xml(part.blob)
        root.extend(parse_xml(f"<w:footnotes {ROOT}>{content}</w:footnotes>"))
        part._blob = serialize_part_xml(root)
    for target, relation in ctx.note_links.items():
        part.rels.add_relationship(RT.HYPERLINK, target, relation, is_external=True)


def _add_lists(ctx: Context, package: Package, *, own: bool) -> None:
    """The lists that the text uses; a house template is given our kinds of list before its own numbers."""
    if not ctx.lists:
        return
    root = _numbering(package)

    def parsed(xml: str) -> Any:
        return parse_xml(xml.replace(" ", f' xmlns:w="{NAMESPACES["w"]}" ', 1))

    if not own:
        defined = [parsed(abstract_xml(kind, ctx.abstracts[kind])) for kind in KINDS]
        first = root.find(qn("w:num"))
        at = len(root) if first is None else root.index(first)
        root[at:at] = defined
    tail = root.find(qn("w:numIdMacAtCleanup"))
    for number, kind, level, start in ctx.lists:
        added = parsed(number_xml(number, ctx.abstracts[kind], level, start))
        if tail is None:
            root.append(added)
        else:
            tail.addprevious(added)


def _add_charts(ctx: Context, package: Package) -> None:
    main = package.main_document_part
    for chart in ctx.charts:
        part = _add(package, "/word/charts/chart%d.xml", CT.DML_CHART, chart.xml)
        main.rels.add_relationship(RT.CHART, part, chart.relation)
        uri = package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx")
        part.rels.add_relationship(RT.PACKAGE, Part(uri, CT.SML_SHEET, chart.workbook, package), "rId1")


def _add_map(ctx: Context, package: Package) -> None:
    main = package.main_document_part
    part = _add(package, "/customXml/item%d.xml", "application/xml", map_xml(ctx))
    main.relate_to(part, RT.CUSTOM_XML)
    properties = _add(
        package, "/customXml/itemProps%d.xml", CT.OFC_CUSTOM_XML_PROPERTIES, map_properties(ctx)
    )
    part.relate_to(properties, RT.CUSTOM_XML_PROPS)


def _add_properties(ctx: Context, package: Package) -> None:
    for relation in [r for r, one in package.rels.items() if one.reltype in _PROPERTIES]:
        del package.rels[relation]
    core = _add(package, "/docProps/core.xml", CT.OPC_CORE_PROPERTIES, _core(ctx))
    package.relate_to(core, RT.CORE_PROPERTIES)
    custom = custom_properties(ctx)
    if custom:
        part = _add(package, "/docProps/custom.xml", CT.OFC_CUSTOM_PROPERTIES, custom)
        package.relate_to(part, RT.CUSTOM_PROPERTIES)


def _core(ctx: Context) -> str:
    """The core properties, none longer than the format allows."""
    document = ctx.document
    stamp = f"{(document.date or date(*_EPOCH[:3])).isoformat()}T00:00:00Z"
    values = (
        ("dc:title", document.title),
        ("dc:subject", document.subject),
        ("dc:creator", document.author or document.organisation),
        ("cp:keywords", ", ".join(document.keywords)),
        ("dc:identifier", identifier(ctx)),
        ("dc:language", locale_of(document.language)),
        ("cp:lastModifiedBy", document.author or document.organisation),
    )
    stated = "".join(
        f"<{tag}>{escape(clean(value.replace(chr(10), ' ')[:LONGEST]))}</{tag}>"
        for tag, value in values
        if value
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'{stated}<cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )


def _save(package: Package, text: Iterable[bytes], target: BinaryIO) -> None:
    """Zip the parts in a fixed order with fixed stamps: the same package gives the same bytes.

    *text* is the main part.
    """
    parts = sorted(package.parts, key=lambda part: str(part.partname))
    main = package.main_document_part
    parts.remove(main)
    types = (
        f'<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="{escape(str(part.partname))}" ContentType="{escape(part.content_type)}"/>'
            for part in (main, *parts)
        )
        + "</Types>"
    )
    with ZipFile(target, "w") as archive:

        def put(name: str, stretches: Iterable[bytes]) -> None:
            info = ZipInfo(name, _EPOCH)
            info.create_system = 0
            info.compress_type = ZIP_DEFLATED
            with archive.open(info, "w") as packed:
                for stretch in stretches:
                    packed.write(stretch)

        put("[Content_Types].xml", ((_HEAD + types).encode("utf-8"),))
        put("_rels/.rels", (_bytes(package.rels.xml),))
        for part in (main, *parts):
            put(part.partname.membername, text if part is main else (part.blob,))
            if part.rels:
                put(part.partname.rels_uri.membername, (_bytes(part.rels.xml),))


def _bytes(xml: Any) -> bytes:
    return xml if isinstance(xml, bytes) else str(xml).encode("utf-8")
