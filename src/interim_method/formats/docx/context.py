"""What emitters share while a document is written: ids, relationships, notes, lists, and what was found.

Emitters yield strings and register here whatever lives in another part of the package, so that any sink can
take the strings: one parse into a tree, or a stream into the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from attrs import Factory, define, field

from interim_method.formats.docx.look import LANDSCAPE, PLAIN, PORTRAIT, Page, Setting
from interim_method.formats.docx.opc import Part, Rel, Relation
from interim_method.formats.docx.oxml import attribute
from interim_method.formats.docx.prints import Prints
from interim_method.formats.docx.template.numbering import LEVELS, ListKind
from interim_method.formats.writing.album import Album
from interim_method.markup import tree
from interim_method.model.finding import Finding

__all__ = ["Context", "Heading", "Here", "Mapped", "locale_of"]

_LOCALES: Final = {"ca": "ca-ES", "es": "es-ES", "en": "en-GB", "gl": "gl-ES", "eu": "eu-ES", "fr": "fr-FR"}
_NAME: Final = re.compile(r"[^A-Za-z0-9_]")


def locale_of(language: str) -> str:
    """A language tag as Word's proofing tools want it, with a region."""
    return _LOCALES.get(language, language)


class Here(NamedTuple):
    """Where a block stands: the room it has, and what it takes over from what is around it."""

    width: int
    """The room for text, without the indent."""
    level: int = 0
    """How many sections are around it."""
    numbered: int = 0
    """How many numbered sections are around it."""
    indent: int = 0
    tables: int = 0
    lists: int = 0
    style: str = "Normal"
    """The style of a plain paragraph."""
    align: tree.Align = "left"
    stage: str | None = None
    landscape: bool = False
    body: bool = True
    """Whether page breaks are possible: not within a cell or a note."""
    collection: bool = False
    below: int = 120
    """The room below the last item of a list."""

    def inside(self, **changes: Any) -> Here:
        """A place within this one."""
        return self._replace(**changes)


class Heading(NamedTuple):
    """A heading as the table of contents shows it."""

    level: int
    number: str
    text: str
    bookmark: str


class Mapped(NamedTuple):
    """A place or a collection that was written, for the map."""

    block: tree.Field | tree.Collection
    marks: tuple[str, ...]
    """The names of its bookmarks: its own, then those of a collection's rows."""
    shown: str = ""
    """A print of what a place showed."""
    item: bool = False
    """Whether the first line of a place carries the sign of an item that it stands in."""


def _attributes(ctx: Context) -> dict[str, str]:
    """The ids of styles, ready to be the values of attributes."""
    return {name: attribute(id) for name, id in ctx.styles.items()}


@define
class Context:
    """The state of one document being written."""

    document: tree.Document
    styles: Mapping[str, str]
    render: Callable[[Iterable[tree.Block], Context, Here], Iterator[str]]
    """Writes the blocks within a block: the emitters of each theme need not know those of the others."""
    portrait: Page = PORTRAIT
    landscape: Page = LANDSCAPE
    setting: Setting = PLAIN
    abstracts: Mapping[ListKind, int] = field(factory=dict)
    first_number: int = 1
    first_note: int = 1

    before: Mapping[str, int] = field(factory=dict)
    """The room above a paragraph, by the id of its style."""
    names: set[str] = field(factory=set)
    """The names of parts that are taken, in small letters."""
    bookmarks: set[str] = field(factory=set)
    """The names of bookmarks that are taken, in small letters."""
    control_ids: set[int] = field(factory=set)
    bookmark_ids: int = 0
    drawings: int = 0
    related: int = 0
    """The highest numbers given so far to bookmarks, drawings and relationships."""

    findings: list[Finding] = field(factory=list)
    album: Album = field(default=Factory(lambda self: Album(findings=self.findings), takes_self=True))
    parts: list[Part] = field(factory=list)
    """What the text brings along: charts with their workbooks, pictures."""
    relations: list[Relation] = field(factory=list)
    """What the text refers to."""
    note_relations: list[Relation] = field(factory=list)
    """What the notes refer to: they are a part of their own."""
    map: list[Mapped] = field(factory=list)
    prints: Prints | None = None
    """Takes note of the lines that are printed; None where nobody will ask for them."""
    lists: list[tuple[int, ListKind, int, int | None]] = field(factory=list)
    """Number, kind, level and start of each list."""
    pictures: dict[tree.Image, None] = field(factory=dict)
    """The pictures that were to be shown, for the map: a file does not say where they came from."""
    room: int = 0
    """The width that the block at hand has for a picture."""
    headings: list[Heading] = field(factory=list)
    sections: dict[str, str] = field(factory=dict)
    """Section id to bookmark, for links within the document."""
    footnotes: dict[str, tree.Footnote] = field(factory=dict)
    called: set[str] = field(factory=set)
    """The ids of the notes that something calls."""
    note_numbers: dict[str, int] = field(factory=dict)
    note_bookmarks: dict[str, str] = field(factory=dict)
    """Where each note is called for the first time."""
    in_note: bool = False

    references: Mapping[bool, str] = field(factory=lambda: {False: "", True: ""})
    """Headers and footers of upright and lying pages."""
    first_references: str = ""
    """Those of the first page, where they differ."""
    lying: bool = False
    """Whether the page being written lies on its long side."""
    fresh: bool = True
    """Whether nothing stands on the page yet."""
    breaking: bool = False
    """Whether the next block begins a page: nobody knows yet whether there is one."""
    started: bool = False
    stretches: int = 0

    _style_values: dict[str, str] = field(init=False, default=Factory(_attributes, takes_self=True))
    _shared_bullets: int = 0
    _depths: list[int] = field(factory=list)
    _planned: dict[tuple[str, str], list[Heading]] = field(factory=dict)
    _links: dict[tuple[bool, str], str] = field(factory=dict)
    _media: dict[str, str] = field(factory=dict)
    """The names of the parts of pictures, by a digest of their bytes."""

    def plan(self) -> None:
        """Go over the document once: headings with their numbers and bookmarks, and the notes called."""
        if not self.passing:
            self._plan(self.document.blocks, 0, 0)

    @property
    def passing(self) -> bool:
        """Whether the blocks pass by once only: those of a stream, unless its headings are to be listed first."""
        return isinstance(self.document.blocks, tree.Stream) and not self.document.contents_title

    def blocks(self) -> Iterator[tree.Block]:
        """The blocks of the document to be written; what passes by once is planned block by block."""
        for block in self.document.blocks:
            if self.passing:
                self._plan((block,), 0, 0)
            yield block

    def _plan(self, blocks: Iterable[tree.Block], level: int, numbered: int) -> None:
        for block in blocks:
            if type(block) is tree.Paragraph:
                self._called(block.runs)
                continue
            if type(block) is tree.Table:
                self._called(block.caption)
                for row in (*block.header, *block.rows):
                    for cell in row.cells:
                        blocks_in = cell.blocks
                        if len(blocks_in) == 1 and type(only := blocks_in[0]) is tree.Paragraph:
                            # Nearly all cells are of one paragraph with one text.
                            said = only.runs
                            if len(said) != 1 or type(said[0]) is not tree.Text:
                                self._called(said)
                        else:
                            self._plan(blocks_in, level, numbered)
                continue
            if isinstance(block, tree.Field) and block.kind != "markdown":
                continue  # It shows its plain text, which calls no note.
            if isinstance(block, tree.Footnote):
                self.footnotes.setdefault(block.id, block)
                called = set(self.called)
                self._plan(block.blocks, level, numbered)
                self.called = called  # A note cannot call another.
                continue
            for content in tree.own_runs(block):
                self._called(content)
            below, deeper = level, numbered
            if isinstance(block, tree.Section) and block.title:
                self._plan_heading(block, level, numbered)
                below, deeper = level + 1, numbered + int(block.numbered)
            self._plan(tree.children(block), below, deeper)

    def _plan_heading(self, section: tree.Section, level: int, numbered: int) -> None:
        wanted = f"sec_{section.id}" if section.id else f"_Toc{len(self.headings) + 1}"
        name = self.bookmark_name(wanted)
        if section.id:
            self.sections.setdefault(section.id, name)
        number = self._count(min(numbered, LEVELS - 1)) if section.numbered else ""
        text = tree.plain(section.title).replace("\n", " ")
        made = Heading(min(level + 1, 6), number, text, name)
        self.headings.append(made)
        self._planned.setdefault((section.id, text), []).append(made)

    def _count(self, depth: int) -> str:
        del self._depths[depth + 1 :]
        self._depths.extend([0] * (depth + 1 - len(self._depths)))
        self._depths[depth] += 1
        return ".".join(map(str, self._depths))

    def _called(self, content: tree.Runs) -> None:
        for run in content:
            if type(run) is tree.Text:
                continue
            if isinstance(run, tree.NoteRef):
                self.called.add(run.id)
            elif isinstance(run, tree.Strong | tree.Emphasis | tree.Strike | tree.Link):
                self._called(run.runs)

    def heading(self, section: tree.Section) -> Heading:
        """What was planned for the heading of *section*; the same section may stand in several places."""
        planned = self._planned[section.id, tree.plain(section.title).replace("\n", " ")]
        return planned.pop(0) if len(planned) > 1 else planned[0]

    def inner(self, blocks: Iterable[tree.Block], here: Here) -> Iterator[str]:
        """The blocks within a block."""
        return self.render(blocks, self, here)

    def find(self, rule: str, message: str, address: str = "", advice: str = "") -> None:
        """Note something that could not be shown as meant."""
        self.findings.append(
            Finding(rule=rule, severity="warning", address=address, message=message, advice=advice)
        )

    def bookmark_name(self, wanted: str) -> str:
        """A bookmark name that nothing else has: letters, digits and underscores, at most 40."""
        base = _NAME.sub("_", wanted)
        if not base[:1].isalpha() and not base.startswith("_"):
            base = f"b_{base}"
        if len(base) > 40:
            base = f"{base[:31]}_{hashlib.sha256(wanted.encode()).hexdigest()[:8]}"
        name, n = base, 1
        while name.lower() in self.bookmarks:
            n += 1
            name = f"{base[: 40 - len(str(n)) - 1]}_{n}"
        self.bookmarks.add(name.lower())
        return name

    def marks(self, name: str) -> tuple[str, str]:
        """The start and end of the bookmark with a name that was given out."""
        self.bookmark_ids += 1
        number = self.bookmark_ids
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>',
            f'<w:bookmarkEnd w:id="{number}"/>',
        )

    def control_id(self, key: str) -> int:
        """The id of a content control: the same for a key in every document, and unique in this one."""
        number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") & 0x7FFFFFFF or 1
        while number in self.control_ids:
            number = number % 0x7FFFFFFF + 1
        self.control_ids.add(number)
        return number

    def drawing_id(self) -> int:
        """The id of a drawing."""
        self.drawings += 1
        return self.drawings

    def relate(self, reltype: str, target: str, *, external: bool = False) -> str:
        """A new relationship of the part being written: the text, or the notes."""
        self.related += 1
        id = f"rIdX{self.related}"
        relations = self.note_relations if self.in_note else self.relations
        relations.append(Relation(id, reltype, target, external))
        return id

    def link(self, target: str) -> str:
        """The relationship of an outward link, in the part being written."""
        known = self._links.get((self.in_note, target))
        if known is None:
            known = self._links[self.in_note, target] = self.relate(Rel.LINK, target, external=True)
        return known

    def part_name(self, pattern: str) -> str:
        """The next free name of a part, such as ``word/charts/chart%d.xml``."""
        number = 1
        while (name := pattern % number).lower() in self.names:
            number += 1
        self.names.add(name.lower())
        return name

    def medium(self, data: bytes, media_type: str, suffix: str) -> str:
        """The relationship of a picture, in the part being written; the same bytes are one part."""
        digest = hashlib.sha256(data).hexdigest()
        name = self._media.get(digest)
        if name is None:
            name = self._media[digest] = self.part_name(f"word/media/image%d{suffix}")
            self.parts.append(Part(name, media_type, data))
        known = self._links.get((self.in_note, name))
        if known is None:
            known = self._links[self.in_note, name] = self.relate(Rel.IMAGE, name)
        return known

    def bullets(self) -> int:
        """The list that all bullets belong to."""
        if not self._shared_bullets:
            self._shared_bullets = self._new_list("bullets", 0, None)
        return self._shared_bullets

    def numbers(self, level: int, start: int) -> int:
        """A numbered list of its own."""
        return self._new_list("numbers", level, start)

    def heading_numbers(self) -> int:
        """The list that numbered headings belong to."""
        for number, kind, _, _ in self.lists:
            if kind == "headings":
                return number
        return self._new_list("headings", 0, None)

    def _new_list(self, kind: ListKind, level: int, start: int | None) -> int:
        number = self.first_number + len(self.lists)
        self.lists.append((number, kind, level, start))
        return number

    def page(self, landscape: bool) -> Page:
        """The page of an orientation, on the document's paper."""
        page = self.landscape if landscape else self.portrait
        return page.enlarged() if self.document.paper == "A3" else page

    @contextmanager
    def note(self) -> Iterator[None]:
        """While a note is written: links belong to its part."""
        self.in_note = True
        try:
            yield
        finally:
            self.in_note = False

    def style(self, name: str) -> str:
        """The id of the style with this name, ready for an attribute."""
        return self._style_values[name]
