"""A template with slots: its whole text is kept, and what we write takes the places that it keeps for us."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final, Literal

from attrs import evolve
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.package import Package
from lxml import etree

from interim_method.errors import AddressError, TemplateError
from interim_method.formats.docx import furniture
from interim_method.formats.docx.contents import contents
from interim_method.formats.docx.context import Context, Here, locale_of
from interim_method.formats.docx.fields import in_line
from interim_method.formats.docx.frame import Frame
from interim_method.formats.docx.house import HouseFrame, TemplateFrame, house_template, speak
from interim_method.formats.docx.look import PORTRAIT
from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.formats.docx.pages import (
    column_width,
    page_of,
    references_of,
    sections_of,
    setting_of,
)
from interim_method.formats.docx.paragraphs import styled
from interim_method.formats.docx.reading.story import printed_lines
from interim_method.formats.docx.runs import text_run
from interim_method.formats.docx.sections import page_xml, turn
from interim_method.formats.docx.slots.discovery import has_own_text
from interim_method.formats.docx.slots.filling import (
    look_of,
    parsed,
    put_blocks,
    put_line,
    room_at,
)
from interim_method.formats.docx.slots.names import Meaning, Names
from interim_method.formats.docx.slots.preflight import Place, Story, findings_of, places, takes_lines
from interim_method.formats.docx.slots.values import Values
from interim_method.formats.docx.stripping import cut_off
from interim_method.formats.docx.text import resolved
from interim_method.markup import tree
from interim_method.markup.parts import part_of, parts_of

__all__ = ["SlotFrame", "template_frame"]

_FILLED: Final = ("filled", "empty")
_MENTIONED: Final = f"{{{NAMESPACES['mc']}}}Ignorable"
_NEXT_SECTION: Final = etree.XPath("following::w:sectPr[1]", namespaces=NAMESPACES)
_REFERS: Final = re.compile(r"\s*PAGEREF (\S+)")
_SAID: Final = tuple(qn(f"w:{name}") for name in ("t", "drawing", "pict", "object", "tbl", "sdt"))


def template_frame(
    path: str | os.PathLike[str], document: tree.Document, values: Values | None, *, strict: bool
) -> Frame:
    """The frame that the template at *path* is for *document*.

    Raises:
        TemplateError: It cannot be used; or, where *strict*, it has a slot that nothing answers to.
    """
    package = house_template(path)
    outside = cut_off(package)
    record = values.subject if values is not None else None
    parts = parts_of(document)
    declared = values.parts if values is not None else ()
    names = Names(tuple(dict.fromkeys((*declared, *parts))), record)
    content = _Content(document, parts, values)
    found = places(_stories(package), names, content.has)
    slots = [one.slot for one in found]
    told: dict[str, Any] = {"outside": outside, "document": "the document"}
    if strict and (wrong := [s for s in slots if s.state in ("unknown", "misplaced")]):
        finding = findings_of(wrong)[0]
        raise TemplateError(f"{finding.message}: {finding.advice}", os.fspath(path))
    used = [one for one in found if one.slot.state in _FILLED]
    if not used:
        main: Any = package.main_document_part
        body = main.element.find(qn("w:body"))
        return TemplateFrame(package, findings_of(slots, left_out=has_own_text(body), **told))
    return SlotFrame(package, used, content, findings_of(slots, missing=_missing(document, used), **told))


def _stories(package: Package) -> Iterator[Story]:
    main: Any = package.main_document_part
    yield Story(str(main.partname), "text", main.element)
    kinds: dict[str, Literal["header", "footer"]] = {RT.HEADER: "header", RT.FOOTER: "footer"}
    seen = set()
    for relation in main.rels.values():
        kind = kinds.get(relation.reltype)
        if kind and not relation.is_external and isinstance(relation.target_part, XmlPart):
            part: Any = relation.target_part
            if part.partname not in seen:
                seen.add(part.partname)
                yield Story(str(part.partname), kind, part.element)


def _missing(document: tree.Document, used: Iterable[Place]) -> list[str]:
    """The parts of the document that nothing places."""
    placed = {one.meaning.name for one in used if one.meaning}
    if "document" in placed:
        return []
    parts = parts_of(document)
    missing = []
    for block in document.blocks:
        inside = set(parts_of(evolve(document, blocks=(block,))))
        if not inside & placed:
            missing.append(part_of(block) or next(iter(inside & set(parts)), "") or "introduction")
    return list(dict.fromkeys(missing))


class _Content:
    """What the slots of a template can be filled with."""

    def __init__(
        self, document: tree.Document, parts: dict[str, tuple[tree.Block, ...]], values: Values | None
    ) -> None:
        self.document = document
        self.parts = parts
        self._values = values
        self._fields: dict[str, tree.Field | None] = {}
        self._own = {field.address: field for field in tree.fields(document)}

    def has(self, meaning: Meaning) -> bool:
        """Whether the document has something for it."""
        if meaning.kind == "part":
            return bool(self.blocks(meaning))
        if meaning.kind == "address":
            field = self.field(meaning.name)
            return field is not None and (bool(field.value) or self.fillable(meaning.name))
        document = self.document
        if meaning.name == "document":
            return True
        if meaning.name == "contents":
            return any(
                isinstance(block, tree.Section) and block.title for block in tree.walk(document.blocks)
            )
        return bool(getattr(document, meaning.name))

    def blocks(self, meaning: Meaning) -> tree.Blocks:
        """The blocks of a part; without its heading where that is meant."""
        found = self.parts.get(meaning.name, ())
        if not meaning.body:
            return found
        return tuple(evolve(b, title=()) if isinstance(b, tree.Section) else b for b in found)

    def field(self, address: str) -> tree.Field | None:
        """The place at an address, as the document shows it; None where the record has none."""
        if address in self._own:
            return self._own[address]
        if address not in self._fields:
            try:
                found = self._values.field_at(address) if self._values is not None else None
            except AddressError:
                found = None
            self._fields[address] = found
        return self._fields[address]

    def fillable(self, address: str) -> bool:
        """Whether the document lets it be filled in."""
        return address in self._own

    def text(self, meaning: Meaning) -> str:
        """What stands there in a line."""
        if meaning.kind == "address":
            field = self.field(meaning.name)
            if field is None:
                return ""
            said = [tree.plain(b.runs) for b in tree.walk(field.blocks) if isinstance(b, tree.Paragraph)]
            return "\n".join(said) or field.value
        document = self.document
        if meaning.name == "date":
            return _date(document)
        if meaning.name == "rights":
            return "\n".join(line for line in document.rights if line)
        return str(getattr(document, meaning.name))


def _date(document: tree.Document) -> str:
    """The document's date in full, in its language."""
    from interim_method.documents.language import BUILT_IN, language

    if document.date is None:
        return ""
    known = document.language.partition("-")[0] in BUILT_IN
    return language(document.language).long_date(document.date) if known else document.date.isoformat()


class SlotFrame(HouseFrame):
    """The text of a template, with its slots filled."""

    def __init__(
        self, package: Package, found: list[Place], content: _Content, findings: Iterable[Any]
    ) -> None:
        super().__init__(package)
        self._found = found
        self._content = content
        self._told = tuple(findings)
        self._turned: dict[Any, int] = {}
        """How often the page has been turned in a section."""
        self._contents: list[Any] = []

    def context(self, document: tree.Document, section: Any = None) -> Context:
        """The context to write in: it knows what is placed, in the order in which it will stand."""
        placed: list[tree.Block] = []
        for one in self._found:
            meaning = one.meaning
            if meaning is None or one.story.kind != "text":
                continue
            if meaning.kind == "part":
                placed.extend(self._content.blocks(meaning))
            elif meaning.name == "document":
                placed.extend(document.blocks)
            elif meaning.kind == "address" and one.spot.level != "line":
                field = self._content.field(meaning.name)
                placed.extend((field,) if field is not None and field.kind == "markdown" else ())
        ctx = super().context(evolve(document, blocks=tuple(placed), paper="A4"), section)
        speak(
            self.document.part_related_by(RT.STYLES).element,
            ctx.styles.values(),
            locale_of(document.language),
        )
        ctx.findings.extend(self._told)
        return ctx

    # --- headers and footers ----------------------------------------------------------------------------------

    def complete_furniture(self, ctx: Context) -> None:
        """What every page must say and no slot of a header or footer does, in every footer."""
        document = ctx.document
        said = {
            one.meaning.name for one in self._found if one.meaning and one.story.kind in ("header", "footer")
        }
        ctx.document = evolve(
            document,
            notice="" if "notice" in said else document.notice,
            rights=() if "rights" in said else document.rights,
        )
        lines = furniture.every_page(ctx)
        sections = sections_of(self.document.element.find(qn("w:body")))
        if any(relation.reltype == RT.FOOTER for relation in self.document.rels.values()):
            self.add_lines(lines)
        elif lines and sections:
            ctx.portrait = page_of(sections[0], PORTRAIT)
            ctx.lying = False
            (reference,) = parsed(self.add_footer(ctx, lying=False))
            last = sections[0].findall(qn("w:headerReference"))
            if last:
                last[-1].addnext(reference)
            else:
                sections[0].insert(0, reference)
        ctx.document = document

    # --- the text ---------------------------------------------------------------------------------------------

    def text(self, ctx: Context) -> Iterator[bytes]:
        """The main part, its slots filled; headers and footers are filled on the way."""
        for one in self._found:
            self._fill(one, ctx)
        root = _with_namespaces(self.document.element)
        if self._contents:
            self._reckon(root, ctx)
        if ctx.prints is not None:
            ctx.prints.take(printed_lines(root.find(qn("w:body"))))
        yield serialize_part_xml(root)

    def _fill(self, place: Place, ctx: Context) -> None:
        meaning = place.meaning
        assert meaning is not None
        if takes_lines(meaning) and not self._as_blocks(place):
            self._fill_line(place, meaning, ctx)
        else:
            self._fill_blocks(place, meaning, ctx)

    def _as_blocks(self, place: Place) -> bool:
        """Whether prose may stand there as the paragraphs that it is."""
        meaning = place.meaning
        if meaning is None or meaning.kind != "address" or place.spot.level == "line":
            return False
        field = self._content.field(meaning.name)
        return field is not None and field.kind == "markdown" and place.slot.where in ("text", "table")

    def _fill_line(self, place: Place, meaning: Meaning, ctx: Context) -> None:
        spot = place.spot
        look = look_of(spot)
        field = self._content.field(meaning.name) if meaning.kind == "address" else None
        fillable = field is not None and self._content.fillable(meaning.name)
        if fillable and field is not None:
            width, tables = room_at(spot.elements[0], ctx.portrait.text_width)
            xml = in_line(field, ctx, Here(width=width, tables=tables, body=False), look)
        else:
            xml = (
                text_run(self._content.text(meaning)).replace("<w:r>", f"<w:r>{look}") or f"<w:r>{look}</w:r>"
            )
        put_line(spot, parsed(xml), replaces=fillable)

    def _fill_blocks(self, place: Place, meaning: Meaning, ctx: Context) -> None:
        spot = place.spot
        spacer = ctx.style("IM Spacer")
        if place.story.kind != "text":
            width, tables = room_at(spot.elements[0], ctx.portrait.text_width)
            here = Here(width=width, tables=max(tables, 1), body=False)
            put_blocks(spot, parsed("".join(resolved(ctx, self._emitted(meaning, ctx, here)))), spacer)
            return
        stretch = _Stretch(spot.elements[0], self.document.element.find(qn("w:body")), self._turned)
        column = stretch.enter(ctx)
        width, tables = room_at(spot.elements[0], column)
        body = tables == 0 and place.slot.where == "text" and stretch.free
        here = Here(width=width, tables=tables, body=body)
        emitted = self._emitted(meaning, ctx, here)
        # Where the page turns back is known only once all is written.
        nodes = parsed("".join(resolved(ctx, chain(emitted, stretch.left(ctx) if body else ()))))
        put_blocks(spot, nodes, spacer)
        stretch.settle(ctx)

    def _emitted(self, meaning: Meaning, ctx: Context, here: Here) -> Iterator[str]:
        """The XML of what is meant."""
        document = ctx.document
        if meaning.kind == "part":
            yield from ctx.render(self._content.blocks(meaning), ctx, here)
        elif meaning.kind == "address":
            field = self._content.field(meaning.name)
            if field is not None:
                fillable = self._content.fillable(meaning.name)
                yield from ctx.render((field,) if fillable else field.blocks, ctx, here)
        elif meaning.name == "facts":
            yield from furniture.facts(ctx, here)
        elif meaning.name == "strip":
            yield from ctx.inner((document.strip,) if document.strip else (), here)
        elif meaning.name == "contents":
            yield self._listed(ctx, here, document.contents_title)
        else:
            yield from self._whole(ctx, here)

    def _whole(self, ctx: Context, here: Here) -> Iterator[str]:
        """The whole document; what its head says in slots of the text is not said again."""
        document = ctx.document
        said = {one.meaning.name for one in self._found if one.meaning and one.story.kind == "text"}
        ctx.document = evolve(
            document,
            title="" if "title" in said else document.title,
            subtitle="" if "subtitle" in said else document.subtitle,
            organisation="" if "organisation" in said else document.organisation,
            facts=() if "facts" in said else document.facts,
            notice="" if "notice" in said else document.notice,
            strip=None if "strip" in said else document.strip,
        )
        lying = document.orientation == "landscape" and here.body
        if lying:
            here = here.inside(landscape=True, width=ctx.page(True).text_width)
            yield from turn(ctx, here)
        opening = "".join(furniture.cover(ctx, here) if document.cover else furniture.head(ctx, here))
        ctx.document = document
        if opening:
            yield opening
            ctx.started, ctx.fresh = True, False
            ctx.breaking = document.cover and here.body
        if document.contents_title and "contents" not in said and ctx.headings:
            yield self._listed(ctx, here, document.contents_title)
            ctx.fresh = False
        yield from ctx.render(self._content.document.blocks, ctx, here)

    # --- contents ---------------------------------------------------------------------------------------------

    def _listed(self, ctx: Context, here: Here, title: str) -> str:
        """The table of contents, its pages not known yet."""
        self._contents.append(title)
        made = contents(ctx, title, here.width, {})
        return (
            made
            if title
            else re.sub(r"(<w:sdtContent>)<w:p>.*?</w:p>", r"\1", made, count=1, flags=re.DOTALL)
        )

    def _reckon(self, root: Any, ctx: Context) -> None:
        """Put the pages into the table of contents, as far as they can be known."""
        from interim_method.formats.docx.pagination import Layout

        sections = sections_of(root)
        if sections:
            ctx.portrait = page_of(sections[0], PORTRAIT)
        ctx.lying = False
        layout = Layout(ctx)
        for element in root.find(qn("w:body")):
            if element.tag != qn("w:sectPr"):
                layout.read(etree.tostring(element, encoding="unicode", with_tail=False))
        pages = layout.finish()
        for code in root.iter(qn("w:instrText")):
            named = _REFERS.match(code.text or "")
            if named and named[1] in pages:
                for run in code.getparent().itersiblings():
                    shown = run.find(qn("w:t"))
                    if shown is not None:
                        shown.text = str(pages[named[1]])
                        break


class _Stretch:
    """The section of a template that a slot stands in, and how what is put there turns its pages."""

    def __init__(self, element: Any, body: Any, turned: dict[Any, int]) -> None:
        self._body = body
        self._turned = turned
        found = _NEXT_SECTION(element)
        self._section: Any = found[0] if isinstance(found, list) and found else None
        self._top = element
        while self._top.getparent() is not None and self._top.getparent() is not body:
            self._top = self._top.getparent()
        self.free = element.getparent() is body
        """Whether it stands by itself, so that pages can be turned there."""
        self._before = self._says(self._top.itersiblings(preceding=True), up=True)
        self._behind = self._says(self._top.itersiblings(), up=False)
        self._at_first = 0

    def _says(self, siblings: Iterable[Any], *, up: bool) -> bool:
        """Whether the section says something before or behind the slot."""
        for one in siblings:
            ends = one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
            if up and ends:
                return False
            if one.tag in _SAID or any(True for _ in one.iter(*_SAID)):
                return True
            if ends:
                return False
        return False

    def enter(self, ctx: Context) -> int:
        """Make the section's page that of *ctx*; the width of its column."""
        sections = sections_of(self._body)
        if self._section is None:
            return ctx.portrait.text_width
        page = page_of(self._section, PORTRAIT)
        ctx.portrait, ctx.landscape = page, page if page.landscape else page.turned()
        ctx.lying = False
        always, first = references_of(sections[: sections.index(self._section) + 1])
        ctx.references = {False: always, True: always}
        ctx.first_references = first
        ctx.setting = setting_of(self._section)
        ctx.stretches = self._at_first = self._turned.get(self._section, 0)
        ctx.started, ctx.fresh, ctx.breaking = self._before, not self._before, False
        return column_width(self._section, page)

    def left(self, ctx: Context) -> Iterator[str]:
        """The end of the turned page, where something follows on the other side."""
        if ctx.lying and self._behind:
            yield styled(ctx.style("IM Spacer"), "", last=page_xml(ctx))
            ctx.stretches += 1
            ctx.lying = False

    def settle(self, ctx: Context) -> None:
        """Make the section what comes after the last turned page."""
        section = self._section
        if section is None or (ctx.stretches == self._at_first and not ctx.lying):
            return
        if ctx.lying:
            (made,) = parsed(page_xml(ctx))
            section.getparent().replace(section, made)
            section = made
        else:
            for name in ("titlePg", "type"):
                found = section.find(qn(f"w:{name}"))
                if found is not None:
                    section.remove(found)
            numbers = section.find(qn("w:pgNumType"))
            if numbers is not None:
                numbers.attrib.pop(qn("w:start"), None)
        self._turned[section] = ctx.stretches


def _with_namespaces(root: Any) -> Any:
    """*root* with the namespaces that our text uses, and those told that others need not know."""
    known = {prefix: uri for prefix, uri in NAMESPACES.items() if prefix not in root.nsmap}
    made: Any = etree.Element(root.tag, nsmap={**known, **root.nsmap})
    for name, value in root.attrib.items():
        made.set(name, value)
    told = (root.get(_MENTIONED) or "").split()
    if made.nsmap.get("w14") == NAMESPACES["w14"] and "w14" not in told:
        told.append("w14")
    if made.nsmap.get("mc") == NAMESPACES["mc"]:
        made.set(_MENTIONED, " ".join(told))
    made.extend(list(root))
    return made
