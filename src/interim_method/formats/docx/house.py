"""House templates: somebody else's page, styles, headers and footers, with what is missing added.

A document that python-docx has open is such a frame too: what we write can be put into it.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_STORED, ZipFile

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PythonDocxPart
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from lxml.etree import XMLSyntaxError

from interim_method.errors import TemplateError
from interim_method.formats.docx import furniture
from interim_method.formats.docx.blocks import render
from interim_method.formats.docx.context import Context
from interim_method.formats.docx.identity import MAP
from interim_method.formats.docx.look import LANDSCAPE, PORTRAIT, Page
from interim_method.formats.docx.notes import notes_xml
from interim_method.formats.docx.opc import Kind, Part, Rel, Relation, xml_part
from interim_method.formats.docx.oxml import NAMESPACES, ROOT
from interim_method.formats.docx.properties import core_part, custom_part, map_parts
from interim_method.formats.docx.safety import Unsafe, checked_parts
from interim_method.formats.docx.template.numbering import KINDS, abstract_xml, number_xml
from interim_method.formats.docx.template.parts import footnotes_xml, numbering_xml
from interim_method.formats.docx.template.styles import STYLES, Style, style_xml
from interim_method.formats.docx.text import main_part
from interim_method.markup import tree

__all__ = [
    "HouseFrame",
    "absorb",
    "add_missing_styles",
    "furniture_of",
    "house_template",
    "page_of",
    "style_ids",
]

_BEFORE: Final = qn("w:before")
_FIRST: Final = ("docProps/app.xml", "docProps/core.xml")
_PROPERTIES: Final = (Rel.CORE, Rel.CUSTOM)
_TEMPLATE_TYPE: Final = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE: Final = b"wordprocessingml.document.main+xml"
_FRAME: Final = (
    RT.STYLES,
    RT.SETTINGS,
    RT.NUMBERING,
    RT.FONT_TABLE,
    RT.THEME,
    RT.WEB_SETTINGS,
    RT.FOOTNOTES,
    RT.ENDNOTES,
    RT.GLOSSARY_DOCUMENT,
)
"""What a text stands in, whatever it says."""
_ATTACHED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
_REFERENCE: Final = re.compile(r"[A-Za-z0-9]+")


def house_template(path: str | os.PathLike[str]) -> Package:
    """The package of a house template.

    Raises:
        TemplateError: A file that cannot be used, with its name and the trouble.
    """
    name = os.fspath(path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise TemplateError(f"the template cannot be read: {error.strerror}", name) from error
    try:
        parts = checked_parts(data)
    except Unsafe as error:
        raise TemplateError(f"the template {error}", name) from error
    types = parts["[Content_Types].xml"].replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for part, blob in parts.items():
            archive.writestr(part, types if part == "[Content_Types].xml" else blob)
    try:
        package = Package.open(buffer)
        main: Any = package.main_document_part
        if main.element.find(qn("w:body")) is None:
            raise TemplateError("the template has no body; open it in Word and save it again", name)
        main.part_related_by(RT.STYLES)
    except (KeyError, ValueError, XMLSyntaxError, AttributeError, TypeError) as error:
        raise TemplateError(
            f"the template is damaged: {error}; open it in Word and save it again", name
        ) from error
    _keep_frame(package)
    _cut_off(package, name)
    return package


def _keep_frame(package: Package) -> None:
    """Drop what only the template's own text refers to: its pictures, links, notes, comments."""
    main: Any = package.main_document_part
    section = main.element.find(qn("w:body")).find(qn("w:sectPr"))
    used = {e.get(qn("r:id")) for e in section} if section is not None else set()
    for relation, one in list(main.rels.items()):
        if one.reltype in (RT.HEADER, RT.FOOTER):
            keep = relation in used
        elif one.reltype == RT.CUSTOM_XML:
            keep = not one.is_external and MAP.encode() not in one.target_part.blob
        else:
            keep = one.reltype in _FRAME
        if not keep:
            del main.rels[relation]
    for one in main.rels.values():
        if one.reltype in (RT.FOOTNOTES, RT.ENDNOTES):
            part: Any = one.target_part
            root = parse_xml(part.blob)
            for note in list(root):
                if note.get(qn("w:type"), "normal") == "normal":
                    root.remove(note)
            part._blob = serialize_part_xml(root)
            part.rels.clear()


def _cut_off(package: Package, name: str) -> None:
    """Forget the template's own template, and refuse parts that lie somewhere else than in the file."""
    for part in package.parts:
        for relation, one in list(part.rels.items()):
            if not one.is_external or one.reltype == RT.HYPERLINK:
                continue
            if one.reltype != _ATTACHED:
                raise TemplateError(
                    f"the template loads something from elsewhere: {one.target_ref!r};"
                    " insert it into the file in Word and save it again",
                    name,
                )
            del part.rels[relation]
            if isinstance(part, XmlPart):
                for element in part.element.findall(qn("w:attachedTemplate")):
                    part.element.remove(element)


def style_ids(styles: Any) -> dict[str, str]:
    """Style names to ids. Names count without regard to case: other programs change it."""
    found: dict[str, str] = {}
    for element in styles.iterchildren(qn("w:style")):
        named = element.find(qn("w:name"))
        if named is not None:
            found.setdefault(named.get(qn("w:val"), "").casefold(), element.get(qn("w:styleId"), ""))
    return found


def add_missing_styles(styles: Any) -> dict[str, str]:
    """Add those of our styles that a template lacks, under free ids; all our names with their ids."""
    known = style_ids(styles)
    taken = {i.casefold() for i in known.values()}
    renamed: dict[str, str] = {}
    missing: list[Style] = []
    for style in STYLES:
        there = known.get(style.name.casefold())
        if there is None:
            free, n = style.id, 1
            while free.casefold() in taken:
                n += 1
                free = f"{style.id}{n}"
            taken.add(free.casefold())
            renamed[style.id] = free
            missing.append(style)
        else:
            renamed[style.id] = there
    for style in missing:
        body = re.sub(
            r'(<w:(?:basedOn|next|link) w:val=")([^"]+)(")', lambda m: m[1] + renamed[m[2]] + m[3], style.body
        )
        added = style_xml(style._replace(id=renamed[style.id], body=body, default=False))
        styles.append(parse_xml(added.replace("<w:style ", f'<w:style xmlns:w="{NAMESPACES["w"]}" ', 1)))
    return {style.name: renamed[style.id] for style in STYLES}


def page_of(section: Any, fallback: Page) -> Page:
    """The page that a template's last section has."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))

    def measure(element: Any, name: str, default: int) -> int:
        try:
            return abs(int(element.get(qn(f"w:{name}"))))
        except (AttributeError, TypeError, ValueError):
            return default

    page = Page(
        measure(size, "w", fallback.width),
        measure(size, "h", fallback.height),
        measure(margins, "top", fallback.top),
        measure(margins, "right", fallback.right),
        measure(margins, "bottom", fallback.bottom),
        measure(margins, "left", fallback.left),
        measure(margins, "header", fallback.header),
        measure(margins, "footer", fallback.footer),
    )
    return page if page.text_width > 2000 and page.text_height > 2000 else fallback


def furniture_of(section: Any) -> tuple[str, str]:
    """A template's references to headers and footers: those of all pages, and those of the first."""
    found: dict[bool, str] = {True: "", False: ""}
    has_first = section.find(qn("w:titlePg")) is not None
    for element in section:
        if element.tag in (qn("w:headerReference"), qn("w:footerReference")):
            kind, relation = element.get(qn("w:type"), "default"), element.get(qn("r:id"), "")
            if _REFERENCE.fullmatch(relation) and kind in ("default", "first", "even"):
                tag = "headerReference" if element.tag.endswith("headerReference") else "footerReference"
                found[kind == "first"] += f'<w:{tag} w:type="{kind}" r:id="{relation}"/>'
    return found[False], found[True] if has_first else ""


class HouseFrame:
    """A package of somebody else's, to write into."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.document: Any = package.main_document_part

    @property
    def main(self) -> str:
        """The name of the main part."""
        return str(self.document.partname.membername)

    def context(self, document: tree.Document, section: Any = None) -> Context:
        """The context to write *document* in: the page of a *section*, and numbers that nothing has yet.

        The last section counts where none is given.
        """
        main = self.document
        sheet = main.part_related_by(RT.STYLES).element
        styles = add_missing_styles(sheet)
        if section is None:
            section = main.element.find(qn("w:body")).find(qn("w:sectPr"))
        portrait, landscape, lying = PORTRAIT, LANDSCAPE, False
        always, first = "", ""
        if section is not None:
            page = page_of(section, PORTRAIT)
            lying = page.landscape
            portrait, landscape = (page.turned(), page) if lying else (page, page.turned())
            always, first = furniture_of(section)
        numbering = _numbering(self.package)
        abstracts = [
            int(a.get(qn("w:abstractNumId"), 0)) for a in numbering.iterchildren(qn("w:abstractNum"))
        ]
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
            lying=lying,
            before=_space_before(sheet),
            names={str(part.partname.membername).lower() for part in self.package.parts},
            bookmarks={name.lower() for name in _said(main.element, "w:bookmarkStart", "w:name")},
            bookmark_ids=_highest(_said(main.element, "w:bookmarkStart", "w:id")),
            control_ids={int(id) for id in _said(main.element, "w:sdtPr/w:id", "w:val") if id.isdecimal()},
            drawings=_highest(_said(main.element, "wp:docPr", "id")),
            related=_highest(id.removeprefix("rIdX") for id in main.rels if id.startswith("rIdX")),
        )

    def first_parts(self, ctx: Context) -> Iterator[Part]:
        """Properties; the template's own headers and footers stay, our footer stands in where it has none."""
        for id in [id for id, one in self.package.rels.items() if one.reltype in _PROPERTIES]:
            del self.package.rels[id]
        for part, reltype in ((core_part(ctx), Rel.CORE), (custom_part(ctx), Rel.CUSTOM)):
            if part:
                self.package.relate_to(_taken_over(part, self.package), reltype)
        self._complete_furniture(ctx)
        yield from (part for part in self._parts() if part.name in _FIRST)

    def _complete_furniture(self, ctx: Context) -> None:
        """Our footer where a template has none, the notice where it has."""
        if "footerReference" not in ctx.references[False]:
            for lying in (False, True):
                xml = furniture.footer(ctx, ctx.page(lying), 1)
                part = xml_part(ctx.part_name("word/footer%d.xml"), Kind.FOOTER, xml)
                id = self.document.relate_to(_taken_over(part, self.package), Rel.FOOTER)
                said = f'<w:footerReference w:type="default" r:id="{id}"/>'
                ctx.references = {**ctx.references, lying: ctx.references[lying] + said}
        elif ctx.document.notice:
            line = furniture.notice_line(ctx).replace("<w:p>", f'<w:p xmlns:w="{NAMESPACES["w"]}">', 1)
            for relation in self.document.rels.values():
                if relation.reltype == RT.FOOTER:
                    footer: Any = relation.target_part
                    footer.element.append(parse_xml(line))

    def text(self, ctx: Context) -> Iterator[bytes]:
        """The main part with the whole document."""
        return main_part(ctx)

    def last_parts(self, ctx: Context) -> Iterator[Part]:
        """The template's parts and those that the text turned out to need."""
        absorb(ctx, self.package)
        yield from (part for part in self._parts() if part.name not in _FIRST)

    def relations(self, ctx: Context) -> tuple[Relation, ...]:
        """What the main part refers to."""
        return _relations(self.document)

    def package_relations(self, ctx: Context) -> tuple[Relation, ...]:
        """What the package refers to."""
        return _relations(self.package)

    def _parts(self) -> Iterator[Part]:
        for part in sorted(self.package.parts, key=lambda part: str(part.partname)):
            if part is not self.document:
                name = str(part.partname.membername)
                yield Part(name, part.content_type, part.blob, _relations(part))


def _said(root: Any, path: str, attribute: str) -> Iterator[str]:
    """An attribute of every element at *path* below *root*."""
    name = qn(attribute) if ":" in attribute else attribute
    found: Iterator[Any] = iter(root.iterfind(".//" + "/".join(map(qn, path.split("/")))))
    return (element.get(name, "") for element in found)


def _highest(numbers: Iterable[str]) -> int:
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def absorb(ctx: Context, package: Package) -> None:
    """Put into *package* what belongs to the text: notes, lists, charts, pictures, links, the map of its fields."""
    main: Any = package.main_document_part
    taken = {part.name: _taken_over(part, package) for part in ctx.parts}
    for part in ctx.parts:
        _refer(taken[part.name], part.relations, taken)
    _refer(main, ctx.relations, taken)
    _add_notes(ctx, package, taken)
    _add_lists(ctx, package)
    of_fields, properties = map_parts(ctx)
    fields = _taken_over(of_fields, package)
    fields.relate_to(_taken_over(properties, package), Rel.XML_PROPERTIES)
    main.relate_to(fields, Rel.XML)


def _taken_over(part: Part, package: Package) -> PythonDocxPart:
    """A part of ours as one of python-docx's."""
    return PythonDocxPart(PackURI(f"/{part.name}"), part.kind, part.content, package)


def _refer(source: Any, relations: Iterable[Relation], parts: Mapping[str, PythonDocxPart]) -> None:
    for id, reltype, target, external in relations:
        source.rels.add_relationship(reltype, target if external else parts[target], id, is_external=external)


def _relations(source: Any) -> tuple[Relation, ...]:
    """The relationships of a part, or of the package."""
    return tuple(
        Relation(id, one.reltype, one.target_ref, True)
        if one.is_external
        else Relation(id, one.reltype, str(one.target_part.partname.membername))
        for id, one in source.rels.items()
    )


def _space_before(sheet: Any) -> dict[str, int]:
    """The room above a paragraph by the id of its style, as far as the style or one below it says."""
    found: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in sheet.iterchildren(qn("w:style")):
        id = style.get(qn("w:styleId"), "")
        spacing = style.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        parent = style.find(qn("w:basedOn"))
        if spacing is not None and (spacing.get(_BEFORE) or "").isdecimal():
            found[id] = int(spacing.get(_BEFORE))
        elif parent is not None:
            based[id] = parent.get(qn("w:val"), "")
    for id, parent in based.items():
        seen = {id}
        while parent in based and parent not in seen:
            seen.add(parent)
            parent = based[parent]
        if parent in found:
            found[id] = found[parent]
    return found


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
            PackURI("/word/numbering.xml"), Kind.NUMBERING, numbering_xml().encode(), package
        )
        main.relate_to(part, RT.NUMBERING)
    return part.element


def _add_notes(ctx: Context, package: Package, parts: Mapping[str, PythonDocxPart]) -> None:
    main = package.main_document_part
    content = notes_xml(ctx)
    part = _part(main, RT.FOOTNOTES)
    if part is None:
        if not content:
            return
        part = _taken_over(xml_part("word/footnotes.xml", Kind.NOTES, footnotes_xml(content)), package)
        main.relate_to(part, RT.FOOTNOTES)
    elif content:
        root = parse_xml(part.blob)
        root.extend(parse_xml(f"<w:footnotes {ROOT}>{content}</w:footnotes>"))
        part._blob = serialize_part_xml(root)
    _refer(part, ctx.note_relations, parts)


def _add_lists(ctx: Context, package: Package) -> None:
    """The lists that the text uses: our kinds of list before the template's own numbers."""
    if not ctx.lists:
        return
    root = _numbering(package)

    def parsed(xml: str) -> Any:
        return parse_xml(xml.replace(" ", f' xmlns:w="{NAMESPACES["w"]}" ', 1))

    first = root.find(qn("w:num"))
    at = len(root) if first is None else root.index(first)
    root[at:at] = [parsed(abstract_xml(kind, ctx.abstracts[kind])) for kind in KINDS]
    tail = root.find(qn("w:numIdMacAtCleanup"))
    for number, kind, level, start in ctx.lists:
        added = parsed(number_xml(number, ctx.abstracts[kind], level, start))
        if tail is None:
            root.append(added)
        else:
            tail.addprevious(added)
