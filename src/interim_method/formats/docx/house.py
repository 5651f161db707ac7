"""House templates: somebody else's page, styles, headers and footers, with what is missing added.

A document that python-docx has open is such a frame too: what we write can be put into it.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
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
from interim_method.formats.docx.context import Context, locale_of
from interim_method.formats.docx.identity import PROPERTY
from interim_method.formats.docx.look import LANDSCAPE, PLAIN, PORTRAIT
from interim_method.formats.docx.notes import notes_xml
from interim_method.formats.docx.opc import Kind, Part, Rel, Relation, xml_part
from interim_method.formats.docx.oxml import NAMESPACES, ROOT
from interim_method.formats.docx.pages import page_of, references_of, sections_of, setting_of
from interim_method.formats.docx.properties import core_part, custom_part, map_parts
from interim_method.formats.docx.reading.story import printed_lines
from interim_method.formats.docx.safety import template_parts
from interim_method.formats.docx.stripping import drop_ours, drop_own_text, taken_ids
from interim_method.formats.docx.template.numbering import KINDS, abstract_xml, number_xml
from interim_method.formats.docx.template.parts import footnotes_xml, numbering_xml
from interim_method.formats.docx.template.styles import STYLES, Style, style_xml, styles_xml
from interim_method.formats.docx.text import main_part
from interim_method.markup import tree
from interim_method.model.finding import Finding

__all__ = [
    "HouseFrame",
    "TemplateFrame",
    "absorb",
    "add_missing_styles",
    "house_template",
    "style_ids",
]

_BEFORE: Final = qn("w:before")
_FIRST: Final = ("docProps/app.xml", "docProps/core.xml")
_TEMPLATE_TYPE: Final = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE: Final = b"wordprocessingml.document.main+xml"
_BEHIND_LANGUAGE: Final = (qn("w:eastAsianLayout"), qn("w:specVanish"), qn("w:oMath"))


def house_template(path: str | os.PathLike[str]) -> Package:
    """The package of a house template, whole.

    Raises:
        TemplateError: A file that cannot be used, with its name and the trouble.
    """
    name = os.fspath(path)
    parts = template_parts(path)
    types = parts["[Content_Types].xml"].replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for part, blob in parts.items():
            archive.writestr(part, types if part == "[Content_Types].xml" else blob)
    del parts
    try:
        package = Package.open(buffer)
        main: Any = package.main_document_part
        if main.element.find(qn("w:body")) is None:
            raise TemplateError("the template has no body; open it in Word and save it again", name)
        _sheet(package)
        drop_ours(package)
    except (KeyError, ValueError, XMLSyntaxError, AttributeError, TypeError) as error:
        raise TemplateError(
            f"the template is damaged: {error}; open it in Word and save it again", name
        ) from error
    return package


def _sheet(package: Package) -> Any:
    """The root of the styles; a template without any is given ours."""
    main: Any = package.main_document_part
    part = _part(main, RT.STYLES)
    if part is None:
        from docx.parts.styles import StylesPart

        part = StylesPart.load(
            PackURI("/word/styles.xml"), Kind.STYLES, styles_xml("en-GB").encode(), package
        )
        main.relate_to(part, RT.STYLES)
    return part.element


def style_ids(styles: Any) -> dict[str, str]:
    """Style names to ids. Names count without regard to case: other programs change it."""
    return {name: id for name, (id, _) in _known(styles).items()}


def _known(styles: Any) -> dict[str, tuple[str, str]]:
    """Style names to ids and types; one that says no type is of a paragraph."""
    found: dict[str, tuple[str, str]] = {}
    for element in styles.iterchildren(qn("w:style")):
        named = element.find(qn("w:name"))
        if named is not None:
            told = element.get(qn("w:styleId"), ""), element.get(qn("w:type"), "paragraph")
            found.setdefault(named.get(qn("w:val"), "").casefold(), told)
    return found


def speak(sheet: Any, ids: Iterable[str], locale: str) -> None:
    """Put the document's language into the styles that it is written in: a template may speak another."""
    used = set(ids)
    for style in sheet.iterchildren(qn("w:style"), qn("w:docDefaults")):
        if style.tag == qn("w:docDefaults") or style.get(qn("w:styleId")) in used:
            for language in style.iter(qn("w:lang")):
                if language.get(qn("w:val")):
                    language.set(qn("w:val"), locale)
    defaults = sheet.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = parse_xml(f'<w:docDefaults xmlns:w="{NAMESPACES["w"]}"/>')
        sheet.insert(0, defaults)
    within = defaults
    for tag in ("rPrDefault", "rPr"):
        found = within.find(qn(f"w:{tag}"))
        if found is None:
            found = parse_xml(f'<w:{tag} xmlns:w="{NAMESPACES["w"]}"/>')
            within.insert(0, found)
        within = found
    if within.find(qn("w:lang")) is None:
        language = parse_xml(f'<w:lang xmlns:w="{NAMESPACES["w"]}" w:val="{locale}"/>')
        behind = next((one for one in within if one.tag in _BEHIND_LANGUAGE), None)
        if behind is None:
            within.append(language)
        else:
            behind.addprevious(language)


def add_missing_styles(styles: Any) -> dict[str, str]:
    """Add those of our styles that a template lacks, under free ids; all our names with their ids."""
    known = _known(styles)
    taken = {i.casefold() for i, _ in known.values()}
    renamed: dict[str, str] = {}
    missing: list[Style] = []
    for style in STYLES:
        id, kind = known.get(style.name.casefold(), ("", ""))
        if id and kind == style.kind:
            renamed[style.id] = id
            continue
        free, n = style.id, 1
        while free.casefold() in taken:
            n += 1
            free = f"{style.id}{n}"
        taken.add(free.casefold())
        renamed[style.id] = free
        # A style of another kind has the name: two cannot share it.
        missing.append(style._replace(name=f"IM {style.name}", custom=True) if id else style)
    for style in missing:
        body = re.sub(
            r'(<w:(?:basedOn|next|link) w:val=")([^"]+)(")', lambda m: m[1] + renamed[m[2]] + m[3], style.body
        )
        added = style_xml(style._replace(id=renamed[style.id], body=body, default=False))
        styles.append(parse_xml(added.replace("<w:style ", f'<w:style xmlns:w="{NAMESPACES["w"]}" ', 1)))
    return {style.name: renamed[style.id] for style in STYLES}


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
        sheet = _sheet(self.package)
        styles = add_missing_styles(sheet)
        body = main.element.find(qn("w:body"))
        sections = sections_of(body)
        if section is not None:
            sections = sections[: sections.index(section) + 1]
        portrait, landscape, setting, lying = PORTRAIT, LANDSCAPE, PLAIN, False
        always, first = references_of(sections)
        if sections:
            page = page_of(sections[-1], PORTRAIT)
            lying = page.landscape
            portrait, landscape = (page.turned(), page) if lying else (page, page.turned())
            setting = setting_of(sections[-1])
        numbering = _numbering(self.package)
        abstracts = [
            int(a.get(qn("w:abstractNumId"), 0)) for a in numbering.iterchildren(qn("w:abstractNum"))
        ]
        numbers = [int(n.get(qn("w:numId"), 0)) for n in numbering.iterchildren(qn("w:num"))]
        notes = _part(main, RT.FOOTNOTES)
        called = [0]
        if notes is not None:
            called += [
                int(n.get(qn("w:id"), 0)) for n in parse_xml(notes.blob).iterchildren(qn("w:footnote"))
            ]
        taken = taken_ids(self.package)
        return Context(
            document=document,
            styles=styles,
            render=render,
            portrait=portrait,
            landscape=landscape,
            setting=setting,
            abstracts={kind: max(abstracts, default=-1) + 1 + n for n, kind in enumerate(KINDS)},
            first_number=max(numbers, default=0) + 1,
            first_note=max(called) + 1,
            references={False: always, True: always},
            first_references=first,
            lying=lying,
            before=_space_before(sheet),
            names={str(part.partname.membername).lower() for part in self.package.parts},
            bookmarks=taken.bookmarks,
            bookmark_ids=taken.bookmark,
            control_ids=taken.controls,
            drawings=taken.drawing,
            related=_highest(id.removeprefix("rIdX") for id in main.rels if id.startswith("rIdX")),
        )

    def first_parts(self, ctx: Context) -> Iterator[Part]:
        """Properties; the template's own headers and footers stay, our footer stands in where it has none."""
        custom = self._custom(ctx)
        for id in [id for id, one in self.package.rels.items() if one.reltype in (Rel.CORE, Rel.CUSTOM)]:
            del self.package.rels[id]
        for part, reltype in ((core_part(ctx), Rel.CORE), (custom, Rel.CUSTOM)):
            if part:
                self.package.relate_to(_taken_over(part, self.package), reltype)
        self.complete_furniture(ctx)
        yield from (part for part in self._parts() if part.name in _FIRST)

    def _custom(self, ctx: Context) -> Part | None:
        """The template's own properties, which its fields may show, and ours."""
        ours = custom_part(ctx)
        theirs = _part(self.package, Rel.CUSTOM)
        if theirs is None:
            return ours
        root = parse_xml(theirs.blob)
        for one in list(root):
            if (one.get("name") or "").startswith(PROPERTY):
                root.remove(one)
        if ours is not None:
            root.extend(parse_xml(ours.content))
        for number, one in enumerate(root, 2):
            one.set("pid", str(number))
        name = ours.name if ours is not None else str(theirs.partname.membername)
        return Part(name, Kind.CUSTOM, serialize_part_xml(root)) if len(root) else None

    def complete_furniture(self, ctx: Context) -> None:
        """Our footer where a template has none; what every page must say where it has."""
        if "footerReference" not in ctx.references[False]:
            for lying in (False, True):
                said = self.add_footer(ctx, lying=lying)
                ctx.references = {**ctx.references, lying: ctx.references[lying] + said}
        else:
            self.add_lines(furniture.every_page(ctx))

    def add_footer(self, ctx: Context, *, lying: bool) -> str:
        """Our footer, and the reference to it."""
        xml = furniture.footer(ctx, ctx.page(lying), 1)
        part = xml_part(ctx.part_name("word/footer%d.xml"), Kind.FOOTER, xml)
        id = self.document.relate_to(_taken_over(part, self.package), Rel.FOOTER)
        return f'<w:footerReference w:type="default" r:id="{id}"/>'

    def add_lines(self, lines: Iterable[str]) -> None:
        """Add paragraphs to every footer of the template."""
        said = [line.replace("<w:p>", f'<w:p xmlns:w="{NAMESPACES["w"]}">', 1) for line in lines]
        for relation in self.document.rels.values():
            if relation.reltype == RT.FOOTER:
                footer: Any = relation.target_part
                footer.element.extend([parse_xml(line) for line in said])

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


def _highest(numbers: Iterable[str]) -> int:
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


class TemplateFrame(HouseFrame):
    """What frames the text of a template: its page, headers and footers, styles; its own text is left out."""

    def __init__(self, package: Package, findings: Iterable[Finding] = ()) -> None:
        super().__init__(package)
        self._told = tuple(findings)
        self._sections = sections_of(self.document.element.find(qn("w:body")))
        always, first = references_of(self._sections)
        drop_own_text(package, set(re.findall(r'r:id="([^"]*)"', always + first)))

    def context(self, document: tree.Document, section: Any = None) -> Context:
        """The context to write *document* in, in its own language."""
        ctx = super().context(document, section)
        if ctx.lying:
            # A template that lies keeps lying; one that stands is turned for what needs the width.
            ctx.portrait = ctx.landscape
        speak(_sheet(self.package), ctx.styles.values(), locale_of(document.language))
        ctx.findings.extend(self._told)
        return ctx


def absorb(ctx: Context, package: Package) -> None:
    """Put into *package* what belongs to the text: notes, lists, charts, pictures, links, the map of its fields."""
    main: Any = package.main_document_part
    taken = {part.name: _taken_over(part, package) for part in ctx.parts}
    for part in ctx.parts:
        _refer(taken[part.name], part.relations, taken)
    _refer(main, ctx.relations, taken)
    _add_notes(ctx, package, taken)
    _add_lists(ctx, package)
    if ctx.prints is not None:
        for relation in main.rels.values():
            if relation.reltype in (RT.HEADER, RT.FOOTER, RT.FOOTNOTES, RT.ENDNOTES):
                ctx.prints.take(printed_lines(_root_of(relation.target_part)))
    of_fields, properties = map_parts(ctx)
    fields = _taken_over(of_fields, package)
    fields.relate_to(_taken_over(properties, package), Rel.XML_PROPERTIES)
    main.relate_to(fields, Rel.XML)


def _root_of(part: Any) -> Any:
    return part.element if isinstance(part, XmlPart) else parse_xml(part.blob)


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
