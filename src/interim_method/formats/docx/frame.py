"""What a text stands in: styles, headers and footers, lists, notes, properties. Here our own look.

A frame gives the context to write in, the main part, and after it whatever the text turned out to need, so that
the whole can be streamed. `interim_method.formats.docx.house` has the frame of somebody else's template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, Protocol

from interim_method.formats.docx import furniture
from interim_method.formats.docx.blocks import render
from interim_method.formats.docx.context import Context, locale_of
from interim_method.formats.docx.look import WALL
from interim_method.formats.docx.notes import notes_xml
from interim_method.formats.docx.opc import Kind, Part, Rel, Relation, xml_part
from interim_method.formats.docx.properties import core_part, custom_part, map_parts
from interim_method.formats.docx.template.numbering import KINDS, abstract_xml, number_xml
from interim_method.formats.docx.template.parts import (
    app_part,
    footnotes_xml,
    numbering_xml,
    still_parts,
)
from interim_method.formats.docx.template.styles import STYLES
from interim_method.formats.docx.text import main_part
from interim_method.markup import tree

__all__ = ["Frame", "OwnFrame"]

_SPACE_BEFORE: Final = re.compile(r'<w:spacing w:before="(\d+)"')


def _scale(document: tree.Document) -> float:
    return WALL if document.paper == "A3" else 1.0


@cache
def _space_before() -> Mapping[str, int]:
    """The room above a paragraph by the id of its style."""
    found = ((style.id, _SPACE_BEFORE.search(style.body)) for style in STYLES)
    return {id: int(said[1]) for id, said in found if said}


class Frame(Protocol):
    """What a document is written into."""

    @property
    def main(self) -> str:
        """The name of the main part."""
        ...

    def context(self, document: tree.Document) -> Context:
        """The context to write *document* in."""
        ...

    def first_parts(self, ctx: Context) -> Iterable[Part]:
        """The parts that stand before the text, and headers and footers are made known to *ctx*."""
        ...

    def text(self, ctx: Context) -> Iterable[bytes]:
        """The main part."""
        ...

    def last_parts(self, ctx: Context) -> Iterable[Part]:
        """The parts that stand behind the text, which is written by now."""
        ...

    def relations(self, ctx: Context) -> tuple[Relation, ...]:
        """What the main part refers to, once all parts are written."""
        ...

    def package_relations(self, ctx: Context) -> tuple[Relation, ...]:
        """What the package refers to."""
        ...


class OwnFrame:
    """Our own look."""

    main = "word/document.xml"

    def __init__(self) -> None:
        self._relations: list[Relation] = []
        self._furniture: list[Part] = []

    def context(self, document: tree.Document) -> Context:
        """The context to write *document* in."""
        return Context(
            document=document,
            styles={style.name: style.id for style in STYLES},
            render=render,
            abstracts={kind: n for n, kind in enumerate(KINDS)},
            before=_space_before(),
        )

    def first_parts(self, ctx: Context) -> Iterator[Part]:
        """Properties, headers and footers; the first page has a head of its own."""
        yield core_part(ctx)
        yield app_part()

        def reference(tag: str, kind: str, xml: str) -> str:
            content, reltype = (Kind.HEADER, Rel.HEADER) if tag == "header" else (Kind.FOOTER, Rel.FOOTER)
            if ctx.prints is not None:
                ctx.prints.read_whole(xml)
            part = xml_part(ctx.part_name(f"word/{tag}%d.xml"), content, xml)
            self._furniture.append(part)
            return f'<w:{tag}Reference w:type="{kind}" r:id="{self._relate(reltype, part)}"/>'

        ctx.references = {
            lying: reference("header", "default", furniture.header(ctx, ctx.page(lying)))
            + reference("footer", "default", furniture.footer(ctx, ctx.page(lying), 1))
            for lying in (False, True)
        }
        page = ctx.page(ctx.document.orientation == "landscape")
        ctx.first_references = reference("header", "first", furniture.empty_header(ctx)) + reference(
            "footer", "first", furniture.footer(ctx, page, 1)
        )

    def text(self, ctx: Context) -> Iterator[bytes]:
        """The main part with the whole document."""
        return main_part(ctx)

    def last_parts(self, ctx: Context) -> Iterator[Part]:
        """The parts that stand behind the text."""
        custom = custom_part(ctx)
        if custom:
            yield custom
        yield from self._furniture
        for part, reltype in still_parts(locale_of(ctx.document.language), _scale(ctx.document)):
            self._relate(reltype, part)
            yield part
        said = footnotes_xml(notes_xml(ctx))  # Notes may hold lists of their own.
        if ctx.prints is not None:
            ctx.prints.read_whole(said)
        lists = "".join(abstract_xml(kind, ctx.abstracts[kind]) for kind in KINDS) + "".join(
            number_xml(number, ctx.abstracts[kind], level, start) for number, kind, level, start in ctx.lists
        )
        numbering = xml_part("word/numbering.xml", Kind.NUMBERING, numbering_xml(lists))
        self._relate(Rel.NUMBERING, numbering)
        yield numbering
        notes = xml_part("word/footnotes.xml", Kind.NOTES, said, ctx.note_relations)
        self._relate(Rel.NOTES, notes)
        yield notes
        yield from ctx.parts
        for part in map_parts(ctx):
            if part.kind == Kind.XML:
                self._relate(Rel.XML, part)
            yield part

    def relations(self, ctx: Context) -> tuple[Relation, ...]:
        """What the main part refers to."""
        return (*self._relations, *ctx.relations)

    def package_relations(self, ctx: Context) -> tuple[Relation, ...]:
        """What the package refers to."""
        custom = (Relation("rId4", Rel.CUSTOM, "docProps/custom.xml"),) if custom_part(ctx) else ()
        return (
            Relation("rId1", Rel.MAIN, self.main),
            Relation("rId2", Rel.CORE, "docProps/core.xml"),
            Relation("rId3", Rel.APP, "docProps/app.xml"),
            *custom,
        )

    def _relate(self, reltype: str, part: Part) -> str:
        id = f"rId{len(self._relations) + 1}"
        self._relations.append(Relation(id, reltype, part.name))
        return id
