"""Lines of a Word file as blocks of the tree: what Markdown can say of how they look.

The structure of lists and quotations is that of their left edges: every program keeps those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import Any, Final, Literal, NamedTuple

from attrs import define, field

from interim_method.errors import DefinitionError
from interim_method.formats.docx.paragraphs import QUOTED
from interim_method.formats.docx.reading.names import R, W, value
from interim_method.formats.docx.reading.opening import Package
from interim_method.formats.docx.reading.story import Extent, Note, Paragraph, Piece, Story
from interim_method.formats.docx.reading.styles import Look, Numbering, RunLook, Styles, edge
from interim_method.forms.form import Cell as Place
from interim_method.markup.normal import normalise
from interim_method.markup.parsing import parse
from interim_method.markup.rendering import render
from interim_method.markup.runs import NO_MARKS, Atom, Marks, allowed_target, build, spaced, trimmed
from interim_method.markup.tree import (
    Align,
    Block,
    Blocks,
    Break,
    Cell,
    Code,
    CodeBlock,
    Column,
    Definition,
    Definitions,
    Footnote,
    Image,
    Item,
    Items,
    NoteRef,
    Quote,
    Row,
    Rule,
    Runs,
    Section,
    Table,
    Text,
    children,
    plain,
)
from interim_method.markup.tree import (
    Paragraph as Text_,
)

__all__ = ["Rich", "Stretch"]

_STYLE: Final = f"{W}pStyle"
_NUMBERS: Final = f"{W}numPr"
_VAL: Final = f"{W}val"
_HARMLESS: Final = frozenset(
    f"{W}{name}"
    for name in (
        "lang", "noProof", "rtl", "bCs", "iCs", "szCs", "kern", "color", "sz", "rFonts", "shd", "cs", "spacing",
        "w", "position", "snapToGrid", "webHidden", "specVanish", "ins", "del", "rPrChange", "fitText", "em",
    )
)  # fmt: skip
_MONOSPACE: Final = re.compile(r"consolas|courier|mono\b|monospace|menlo|source code", re.IGNORECASE)
_TASK: Final = re.compile(r"([☐☑☒])[\t \u00a0]+|([☐☑☒])$")
_NOTHING: Final = re.compile(r"[^\W\d_](?:[^\W_]|[ ,;()?…·—]|[.:](?= |$))*")
"""What surely is a line of plain words in Markdown; the first letter begins no list, the rest marks nothing."""
_NEAR: Final = 60
"""How far two left edges may lie apart and be one, in twentieths of a point."""
_LOOSE: Final = 100
"""The least room between the items of a loose list."""
_SPACE: Final = " \t"


class Stretch(NamedTuple):
    """Some pieces of some lines."""

    parts: tuple[tuple[int, int, int], ...]
    """Line, its first piece, and the one behind its last."""
    lines: range
    item: bool = False
    """Whether the sign of the first line is that of a list around it."""

    @classmethod
    def of(cls, extent: Extent, story: Story) -> Stretch:
        """Everything from one place to another; nothing of a line that is only touched."""
        (first, start), (last, end) = extent
        count = len(story.lines)
        if first == last:
            if first >= count:
                return cls((), range(max(count - 1, 0), count))
            return cls(((first, start, end),), range(first, first + 1))
        if start and start >= len(story.lines[first].pieces):
            first, start = first + 1, 0
        if not end or last >= count:
            last, end = last - 1, -1
        if last < first:
            return cls((), range(min(first, count - 1), min(first, count - 1) + 1))
        parts = tuple(
            (
                number,
                start if number == first else 0,
                end if number == last and end >= 0 else len(story.lines[number].pieces),
            )
            for number in range(first, last + 1)
        )
        return cls(parts, range(first, last + 1))

    @classmethod
    def whole(cls, lines: range, story: Story) -> Stretch:
        """Whole lines."""
        return cls(tuple((n, 0, len(story.lines[n].pieces)) for n in lines), lines)


class _Marked(NamedTuple):
    """What is read of the properties of a run."""

    strong: bool = False
    emphasis: bool = False
    strike: bool = False
    code: bool = False
    dropped: tuple[str, ...] = ()
    instead: bool = False
    """Whether it stands for something that is not there."""


_UNMARKED: Final = _Marked()


@define
class _Line:
    """A paragraph on its way to become a block."""

    atoms: list[Atom]
    look: Look
    left: int
    cell: Place | None
    paragraph: Paragraph
    numbering: tuple[str, int] | None = None
    ordered: bool = False
    start: int = 1
    checked: bool | None = None
    after: int | None = None
    align: Align = "left"

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return all(isinstance(one.run, Break) or _is_blank(one) for one in self.atoms)


@define
class _Open:
    """A list or a quotation that goes on."""

    left: int
    line: _Line | None = None
    """The first item of a list; None for a quotation."""
    content: list[Any] = field(factory=list)
    """Items as lists of blocks with whether they are ticked; of a quotation its blocks."""
    loose: bool = False
    last: _Line | None = None


class _Heading(NamedTuple):
    level: int
    title: Runs


class Rich:
    """Gives the lines of a file with their formatting."""

    def __init__(self, package: Package, story: Story, styles: Styles, pictures: Mapping[str, Image]) -> None:
        self.package = package
        self.story = story
        self.styles = styles
        self.parents = story.parents
        self.pictures = pictures
        self._numbering: Numbering | None = None
        self._marks: dict[int, _Marked] = {}

    @property
    def numbering(self) -> Numbering:
        """The lists of the file."""
        if self._numbering is None:
            self._numbering = Numbering(self.package.of_kind("numbering"))
        return self._numbering

    # --- what there is to it ----------------------------------------------------------------------------------

    def is_plain(self, stretch: Stretch) -> bool:
        """Whether the text of some pieces says them whole."""
        lines = self.story.lines
        for number, first, last in stretch.parts:
            paragraph = lines[number]
            properties = paragraph.properties
            if properties is not None:
                style = next(properties.iterchildren(_STYLE), None)
                look = self.styles.look("" if style is None else style.get(_VAL, ""))
                if look.kind not in ("body", "label", "spacer") or look.numbering is not None:
                    return False
                signed = not (stretch.item and number == stretch.lines[0])
                if (
                    signed
                    and next(properties.iterchildren(_NUMBERS), None) is not None
                    and self._numbers(properties, look)
                ):
                    return False
            for piece in paragraph.pieces[first:last]:
                if piece.link is not None or piece.thing is not None or "\n" in piece.text:
                    return False
                if piece.look is not None and self._marked(piece.look)[:4] != _UNMARKED[:4]:
                    return False
        return True

    def dropped(self, stretch: Stretch) -> set[str]:
        """What of the look of some pieces Markdown has no form for."""
        lines = self.story.lines
        return {
            name
            for number, first, last in stretch.parts
            for piece in lines[number].pieces[first:last]
            if piece.look is not None
            for name in self._marked(piece.look).dropped
        }

    def says(
        self, stretch: Stretch, base: str, masked: AbstractSet[tuple[int, int]], *, plain: bool
    ) -> Literal["same", "less", "other"]:
        """Whether some pieces are formatted as Markdown says, or less than that, or otherwise."""
        from interim_method.formats.docx.reading.carrying import carried

        if plain and len(stretch.parts) == 1 and _NOTHING.fullmatch(base):
            return "same"
        found = self.blocks(stretch, masked)
        if render(found).strip() == base.strip():
            return "same"
        try:
            wanted = parse(base)
        except DefinitionError:
            return "same"
        if plain and len(stretch.parts) == 1 and _is_text(wanted):
            return "same"
        if found == wanted:
            return "same"
        wanted = carried(wanted)
        if found == wanted:
            return "same"
        mine, theirs = tuple(_spelled(found)), tuple(_spelled(wanted))
        if len(mine) == len(theirs) and all(
            a[0] == b[0] and a[1] <= b[1] for a, b in zip(mine, theirs, strict=True)
        ):
            # What an item begins with has the look of the item: only its words and their marks can be compared.
            return "same" if stretch.item else "less"
        return "other"

    # --- lines ------------------------------------------------------------------------------------------------

    def blocks(self, stretch: Stretch, masked: AbstractSet[tuple[int, int]] = frozenset()) -> Blocks:
        """The blocks that some pieces are."""
        notes = _Notes()
        lines = [self._line(part, masked, notes) for part in stretch.parts]
        if stretch.item and lines:
            lines[0].numbering = None
        made = normalise(_sectioned(self._within(lines, self._common(lines))), runs=False)
        return (*made, *self._called(notes)) if notes.labels else made

    def _called(self, notes: _Notes) -> Iterator[Block]:
        """The notes that were called; what a note calls itself is not there."""
        for note, label in tuple(notes.labels.items()):
            held = [
                self._line((number, 0, len(line.pieces)), frozenset(), _Notes())
                for number, line in enumerate(self.story.lines)
                if line.story == f"{note.kind}s {note.id}"
            ]
            content = normalise(_unsectioned(self._within(held, self._common(held))), runs=False)
            yield Footnote(label, content)

    def _line(self, part: tuple[int, int, int], masked: AbstractSet[tuple[int, int]], notes: _Notes) -> _Line:
        number, first, last = part
        paragraph = self.story.lines[number]
        properties = paragraph.properties
        look = self.styles.look(value(properties, f"{W}pStyle"))
        pieces = [paragraph.pieces[n] for n in range(first, last) if not masked or (number, n) not in masked]
        made = _Line([], look, look.left, paragraph.cell, paragraph)
        if properties is not None:
            self._place(made, properties, look)
        made.atoms = list(self._atoms(pieces, paragraph, notes))
        if first == 0 and look.kind != "code":
            _take_box(made)
        if look.kind != "code":
            made.atoms = _stripped(made.atoms)
        return made

    def _place(self, line: _Line, properties: Any, look: Look) -> None:
        left = edge(properties)
        numbers = self._numbers(properties, look)
        if numbers is not None:
            level = self.numbering.level(*numbers)
            line.numbering = numbers
            line.ordered, line.start = level.ordered, level.start
            line.left = level.left if left is None else left
        elif left is not None:
            line.left = left
        outline = value(properties, f"{W}outlineLvl")
        if outline.isdecimal() and int(outline) < 9 and look.kind == "body":
            line.look = look._replace(kind="heading", level=int(outline) + 1)
        spacing = properties.find(f"{W}spacing")
        if spacing is not None:
            after = spacing.get(f"{W}after", "")
            line.after = int(after) if after.isdecimal() else None
        side = value(properties, f"{W}jc")
        line.align = "center" if side == "center" else "right" if side in ("right", "end") else "left"

    def _numbers(self, properties: Any, look: Look) -> tuple[str, int] | None:
        """The list that a paragraph is an item of, and its level."""
        if look.kind == "heading":
            return None
        found = properties.find(f"{W}numPr")
        if found is None:
            found = look.numbering
        id = value(found, f"{W}numId")
        if not id or id == "0":
            return None
        level = value(found, f"{W}ilvl", "0")
        return id, min(int(level), 8) if level.isdecimal() else 0

    # --- runs -------------------------------------------------------------------------------------------------

    def _marked(self, properties: Any) -> _Marked:
        if properties is None or not len(properties):
            return _UNMARKED
        look: RunLook | None = None
        strong = emphasis = strike = None
        code = False
        dropped: list[str] = []
        for one in properties:
            tag = one.tag
            name = tag[len(W) :] if tag.startswith(W) else ""
            if name == "rStyle":
                look = self.styles.run_look(one.get(f"{W}val", ""))
            elif name == "b":
                strong = _on(one)
            elif name == "i":
                emphasis = _on(one)
            elif name in ("strike", "dstrike"):
                strike = strike or _on(one)
            elif name == "rFonts":
                code = bool(_MONOSPACE.search(one.get(f"{W}ascii", "")))
            elif name == "u":
                if one.get(f"{W}val", "single") != "none":
                    dropped.append("underline")
            elif name == "highlight":
                dropped.append("highlight")
            elif name == "color":
                said = one.get(f"{W}val", "auto").upper()
                if said not in ("AUTO", "000000") and said not in self.styles.colours:
                    dropped.append("colour")
            elif name == "sz":
                if one.get(f"{W}val", "") not in self.styles.sizes:
                    dropped.append("size")
            elif name == "vertAlign" and one.get(f"{W}val") in ("superscript", "subscript"):
                dropped.append("raised or lowered text")
        if look is None:
            return _Marked(bool(strong), bool(emphasis), bool(strike), code, tuple(dropped), bool(emphasis))
        return _Marked(
            look.strong if strong is None else strong,
            # What stands in for a picture or for a text to come is slanted in print alone.
            (look.emphasis if emphasis is None else emphasis) and not look.placeholder,
            look.strike if strike is None else strike,
            code or look.code,
            tuple(dropped),
            look.placeholder or bool(emphasis),
        )

    def _atoms(self, pieces: Sequence[Piece], paragraph: Paragraph, notes: _Notes) -> Iterator[Atom]:
        for piece in pieces:
            said = self._marked(piece.look)
            marks = NO_MARKS
            if piece.text in self.pictures and said.instead:
                said = said._replace(emphasis=False)
            if said[:3] != _UNMARKED[:3] or piece.link is not None:
                link = self._target(piece.link, paragraph) if piece.link is not None else None
                marks = Marks(link, said.strike, said.strong, said.emphasis)
            if isinstance(piece.thing, Note):
                note = self.story.noted.get(piece.thing.id) if piece.thing.kind == "again" else piece.thing
                if note is not None:
                    yield Atom(NoteRef(notes.label(note)), marks)
            elif piece.thing is not None:
                words = _words_of(piece.thing)
                if words in self.pictures:
                    yield Atom(self.pictures[words], marks)
                elif words:
                    yield Atom(Text(words), marks)
            elif piece.text in self.pictures and said.instead:
                yield Atom(self.pictures[piece.text], marks)
            elif said.code and "\n" not in piece.text:
                yield Atom(Code(piece.text), marks)
            else:
                for n, line in enumerate(piece.text.split("\n")):
                    if n:
                        yield Atom(Break(), marks)
                    if line:
                        yield Atom(Text(line), marks)

    def _target(self, link: Any, paragraph: Paragraph) -> tuple[str, str] | None:
        if isinstance(link, str):
            target, title = _of_code(link)
        else:
            anchor = link.get(f"{W}anchor", "")
            id = link.get(f"{R}id")
            part = paragraph.story.partition(" ")[0]
            target = self.package.target(self._part(part), id) if id else ""
            target = f"{target}#{anchor}" if anchor else target
            title = link.get(f"{W}tooltip", "")
        return (target, title) if allowed_target(target) else None

    def _part(self, story: str) -> str:
        return story if "/" in story else dict(self.package.stories()).get(story, self.package.main)

    # --- structure --------------------------------------------------------------------------------------------

    def _chain(self, cell: Place | None) -> tuple[Place, ...]:
        """The cells around a line, the outermost first."""
        found: list[Place] = []
        while cell is not None:
            found.append(cell)
            cell = self.parents[cell.table]
        return tuple(reversed(found))

    def _common(self, lines: Sequence[_Line]) -> int:
        """How many cells are around all of *lines*."""
        chains = [self._chain(line.cell) for line in lines]
        depth = 0
        while chains and all(len(c) > depth and c[depth] == chains[0][depth] for c in chains):
            depth += 1
        return depth

    def _within(self, lines: Sequence[_Line], depth: int) -> list[Any]:
        """Blocks and headings of lines that stand in *depth* cells, or deeper in tables."""
        found: list[Any] = []
        stack: list[_Open] = []

        def into() -> list[Any]:
            if not stack:
                return found
            top = stack[-1]
            return top.content if top.line is None else top.content[-1][0]

        def close(keep: int) -> None:
            while len(stack) > keep:
                done = stack.pop()
                into().append(_closed(done))

        for table, group in groupby(lines, lambda line: self._table_of(line, depth)):
            if table is not None:
                into().append(self._table(list(group), depth))
                continue
            for line in group:
                self._put(line, stack, into, close)
        close(0)
        return _joined(found)

    def _table_of(self, line: _Line, depth: int) -> int | None:
        chain = self._chain(line.cell)
        return chain[depth].table if len(chain) > depth else None

    def _put(self, line: _Line, stack: list[_Open], into: Any, close: Any) -> None:
        """Put a line where its left edge says."""
        item = line.numbering is not None or line.checked is not None
        if (
            line.empty
            and not item
            and line.look.kind != "rule"
            and not (line.look.kind == "code" and line.atoms)
        ):
            return
        keep = len(stack)
        while keep and line.left < stack[keep - 1].left - _NEAR:
            keep -= 1
        close(keep)
        quoted = line.look.kind == "quote"
        edge_of_quote = line.left - (_INDENT if item else 0)
        if quoted and not any(one.line is None for one in stack):
            if not (stack and not item and abs(stack[-1].left - line.left) <= _NEAR):
                _quote(stack, edge_of_quote)
        elif quoted and not item and stack and line.left > stack[-1].left + _NEAR:
            _quote(stack, line.left)
        elif not quoted and not item:
            while stack and stack[-1].line is None and abs(stack[-1].left - line.left) <= _NEAR:
                close(len(stack) - 1)
        if item:
            self._put_item(line, stack, close)
            return
        block = _block(line)
        if block is not None:
            into().append(block)
            if stack and stack[-1].last is not None and line.after is not None and line.after >= _LOOSE:
                stack[-1].last = line

    def _put_item(self, line: _Line, stack: list[_Open], close: Any) -> None:
        top = stack[-1] if stack else None
        if top is not None and top.line is not None and abs(top.left - line.left) <= _NEAR:
            if _goes_on(top.line, line):
                if top.last is not None and top.last.after is not None and top.last.after >= _LOOSE:
                    top.loose = True
                top.content.append(([], line.checked))
            else:
                close(len(stack) - 1)
                top = None
        else:
            top = None
        if top is None:
            top = _Open(line.left, line)
            top.content.append(([], line.checked))
            stack.append(top)
        top.last = line
        block = _block(line, item=True)
        if block is not None:
            top.content[-1][0].append(block)

    def _table(self, lines: list[_Line], depth: int) -> Block:
        """A table; its first row is its header, as Markdown wants one."""
        rows: dict[int, dict[int, list[_Line]]] = {}
        for line in lines:
            place = self._chain(line.cell)[depth]
            rows.setdefault(place.row, {}).setdefault(place.column, []).append(line)
        columns = sorted({column for cells in rows.values() for column in cells})
        made = [
            Row(tuple(Cell(self._cell(cells.get(column, []), depth + 1)) for column in columns))
            for _, cells in sorted(rows.items())
        ]
        first = rows[min(rows)]
        aligns: list[Align] = [first[column][0].align if first.get(column) else "left" for column in columns]
        return Table(tuple(Column(align) for align in aligns), (made[0],), tuple(made[1:]))

    def _cell(self, lines: list[_Line], depth: int) -> Blocks:
        """A cell, as the one line that Markdown has for it."""
        atoms: list[Atom] = []
        for line in lines:
            if not line.empty:
                atoms += [Atom(Text(" "), NO_MARKS)] if atoms else []
                atoms += line.atoms
        runs = build(spaced(trimmed(atoms)))
        return (Text_(runs),) if runs else ()


_INDENT: Final = 340


class _Notes:
    """The labels of the notes that are called."""

    def __init__(self) -> None:
        self.labels: dict[Note, str] = {}

    def label(self, note: Note) -> str:
        """The label of a note: its number among those met."""
        return self.labels.setdefault(note, str(len(self.labels) + 1))


def _on(element: Any) -> bool:
    return element.get(f"{W}val", "true") not in ("0", "false", "off", "none")


def _is_blank(atom: Atom) -> bool:
    return isinstance(atom.run, Text) and not atom.run.text.strip()


def _stripped(atoms: list[Atom]) -> list[Atom]:
    """*atoms* without space at their ends, which Markdown can hardly say and nobody sees."""
    while atoms and isinstance(run := atoms[0].run, Text | Break):
        text = run.text.lstrip(_SPACE) if isinstance(run, Text) else ""
        if text:
            atoms[0] = Atom(Text(text), atoms[0].marks)
            break
        del atoms[0]
    while atoms and isinstance(run := atoms[-1].run, Text | Break):
        text = run.text.rstrip(_SPACE) if isinstance(run, Text) else ""
        if text:
            atoms[-1] = Atom(Text(text), atoms[-1].marks)
            break
        del atoms[-1]
    return atoms


def _take_box(line: _Line) -> None:
    """The box that a task begins with is no part of its text."""
    first = line.atoms[0].run if line.atoms else None
    found = _TASK.match(first.text) if isinstance(first, Text) else None
    if isinstance(first, Text) and found:
        line.checked = (found[1] or found[2]) != "☐"
        rest = first.text[found.end() :]
        line.atoms[:1] = [Atom(Text(rest), line.atoms[0].marks)] if rest else []


def _quote(stack: list[_Open], left: int) -> None:
    """Begin a quotation; one that stands as deep as several do is so many of them."""
    around = stack[-1].left if stack else 0
    times = round((left - around) / QUOTED)
    if times < 2 or abs(left - around - times * QUOTED) > _NEAR:
        times, around = 1, left - QUOTED
    for n in range(times):
        stack.append(_Open(around + (n + 1) * QUOTED))


def _goes_on(first: _Line, line: _Line) -> bool:
    """Whether *line* is a further item of the list that *first* began."""
    if (first.checked is None) != (line.checked is None) and first.numbering != line.numbering:
        return first.numbering is None and line.numbering is None
    return first.numbering == line.numbering or (
        first.ordered == line.ordered
        and first.numbering is not None
        and not first.ordered
        and line.numbering is not None
    )


def _closed(done: _Open) -> Block:
    if done.line is None:
        return Quote(tuple(_joined(_unsectioned(done.content))))
    items = tuple(Item(tuple(_joined(_unsectioned(blocks))), checked) for blocks, checked in done.content)
    return Items(items, done.line.start if done.line.ordered else None, not done.loose)


def _block(line: _Line, *, item: bool = False) -> Any:
    kind = line.look.kind
    if kind == "code":
        return CodeBlock("".join("\n" if isinstance(a.run, Break) else _said(a) for a in line.atoms))
    if kind == "rule" and line.empty:
        return Rule()
    runs = build(trimmed(line.atoms))
    if not runs:
        return None
    if kind == "heading" and not item:
        return _Heading(line.look.level, build(spaced(trimmed(line.atoms))))
    if kind == "term":
        return _Term(runs)
    if kind == "definition":
        return _Said(Text_(runs))
    if len(runs) == 1 and isinstance(runs[0], Image):
        return runs[0]
    if kind == "caption":
        return _Caption(Text_(runs))
    return Text_(runs, "label") if kind == "label" else Text_(runs)


def _is_text(blocks: Blocks) -> bool:
    """Whether blocks are one paragraph of plain words."""
    only = blocks[0] if len(blocks) == 1 else None
    return isinstance(only, Text_) and len(only.runs) == 1 and isinstance(only.runs[0], Text)


class _Term(NamedTuple):
    runs: Runs


class _Said(NamedTuple):
    block: Block


class _Caption(NamedTuple):
    block: Text_


def _said(atom: Atom) -> str:
    return atom.run.text if isinstance(atom.run, Text | Code) else ""


def _joined(found: Sequence[Any]) -> list[Any]:
    """Terms with what is said of them as definitions."""
    if not any(isinstance(one, _Term | _Said | _Caption) for one in found):
        return list(found)
    made: list[Any] = []
    term: Runs | None = None
    said: list[Block] = []

    def end() -> None:
        nonlocal term
        if term is not None:
            made.append(Definitions((Definition(term, tuple(said)),)))
        term = None
        said.clear()

    for one in found:
        if isinstance(one, _Term):
            end()
            term = one.runs
        elif isinstance(one, _Said):
            if term is None:
                made.append(one.block)
            else:
                said.append(one.block)
        elif isinstance(one, _Caption):
            end()
            # The title of a picture is printed below it.
            if not (made and isinstance(made[-1], Image) and made[-1].title == plain(one.block.runs)):
                made.append(one.block)
        else:
            end()
            made.append(one)
    end()
    return made


def _sectioned(found: Sequence[Any]) -> Blocks:
    """Blocks with those below a heading gathered into its section."""
    opened: list[tuple[int, Runs, list[Block]]] = [(0, (), [])]

    def close(level: int) -> None:
        while opened[-1][0] >= level:
            _, title, blocks = opened.pop()
            opened[-1][2].append(Section(title, tuple(blocks)))

    for one in found:
        if isinstance(one, _Heading):
            close(one.level)
            opened.append((one.level, one.title, []))
        elif isinstance(one, Text_) and one.role == "label":
            opened[-1][2].append(Text_(one.runs))  # Out of lists and quotations it is a line as any other.
        else:
            opened[-1][2].append(one)
    close(1)
    return tuple(opened[0][2])


def _unsectioned(found: Sequence[Any]) -> Blocks:
    """Blocks where no section can stand: a heading is a label."""
    return tuple(Text_(one.title, "label") if isinstance(one, _Heading) else one for one in found)


def _words_of(element: Any) -> str:
    """The words of a picture."""
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag.endswith("}docPr"):
            return str(one.get("descr") or one.get("title") or "")
    return ""


def _of_code(code: str) -> tuple[str, str]:
    """Where a field leads, and its title."""
    words = re.findall(r'"([^"]*)"|(\\\S)|(\S+)', code)
    target = anchor = title = ""
    switch = ""
    for quoted, option, bare in words[1:]:
        if option:
            switch = option.lower()
            continue
        said = quoted or bare
        if switch == "\\l":
            anchor = said
        elif switch == "\\o":
            title = said
        elif not target and switch != "\\t":
            target = said
        switch = ""
    return (f"{target}#{anchor}" if anchor else target), title


def _spelled(
    blocks: Sequence[Block], around: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    """Each letter with the names of all that it stands in."""
    from interim_method.markup.runs import flatten

    for block in blocks:
        name = type(block).__name__
        within = around if isinstance(block, Text_) and block.role == "body" else around | {name}
        runs: Runs = getattr(block, "runs", ()) or getattr(block, "title", ())
        for atom in flatten(runs if isinstance(runs, tuple) else ()):
            text = atom.run.text if isinstance(atom.run, Text | Code) else ""
            marks = {n for n, on in atom.marks._asdict().items() if on}
            marks |= {"code"} if isinstance(atom.run, Code) else set()
            for letter in text:
                if not letter.isspace():
                    yield letter, within | marks
        if isinstance(block, CodeBlock):
            for letter in block.text:
                if not letter.isspace():
                    yield letter, within
        yield from _spelled(tuple(children(block)), within)
