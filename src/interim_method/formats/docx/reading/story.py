"""The lines of a Word file in reading order, and where its anchors stand among them: one pass over each part.

Which side of tracked changes counts is decided here: what is not in the wanted view is never seen by what
comes after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final, NamedTuple

from interim_method.formats.docx.anchors import TAG
from interim_method.formats.docx.prints import VOLATILE
from interim_method.formats.docx.reading.names import MC, OFF, W, is_on
from interim_method.forms.form import Cell

__all__ = ["At", "Control", "Extent", "Note", "Paragraph", "Piece", "Story", "printed_lines"]

_P: Final = f"{W}p"
_R: Final = f"{W}r"
_T: Final = f"{W}t"
_TBL: Final = f"{W}tbl"
_TR: Final = f"{W}tr"
_TC: Final = f"{W}tc"
_SDT: Final = f"{W}sdt"
_SDT_PR: Final = f"{W}sdtPr"
_SDT_CONTENT: Final = f"{W}sdtContent"
_PPR: Final = f"{W}pPr"
_RPR: Final = f"{W}rPr"
_START: Final = f"{W}bookmarkStart"
_END: Final = f"{W}bookmarkEnd"
_LINK: Final = f"{W}hyperlink"
_SIMPLE: Final = f"{W}fldSimple"
_FIELD_CHAR: Final = f"{W}fldChar"
_INSTRUCTION: Final = f"{W}instrText"
_ALTERNATE: Final = f"{MC}AlternateContent"
_NAME: Final = f"{W}name"
_ID: Final = f"{W}id"
_VAL: Final = f"{W}val"
_KEY: Final = f"{W}tag"
_PLACEHOLDER: Final = f"{W}showingPlcHdr"
_BOX: Final = f"{W}txbxContent"
_COMMENT: Final = f"{W}commentReference"
_INSERTED: Final = frozenset(f"{W}{name}" for name in ("ins", "moveTo"))
_DELETED: Final = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_THROUGH: Final = frozenset(f"{W}{name}" for name in ("smartTag", "customXml", "dir", "bdo"))
_ROW_PR: Final = f"{W}trPr"
_CELL_PR: Final = f"{W}tcPr"
_NOTES: Final = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_SHOWN: Final = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_NOTED: Final = (f"{W}footnotes", f"{W}endnotes")
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHARACTERS: Final = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_SYMBOLS: Final = {
    "f0fe": "☑", "f052": "☑", "f0a8": "☐", "f06f": "☐", "f0a3": "☐", "f0fd": "☒", "f053": "☒", "f054": "☒",
    "f0fc": "✓", "f050": "✓", "f0fb": "✗", "f04f": "✗", "f0b7": "•",
}  # fmt: skip
"""Signs of the symbol fonts that people tick boxes with."""


class At(NamedTuple):
    """A place between two pieces: what stands before the piece of a number in a line."""

    line: int
    piece: int


class Extent(NamedTuple):
    """Everything from one place to another."""

    start: At
    end: At


class Note(NamedTuple):
    """A call of a note."""

    kind: str
    id: str


class Piece(NamedTuple):
    """A stretch of text of one run; a picture or a note's call has no text."""

    text: str
    run: Any
    link: Any = None
    """The link around it: an element, or the code of a field."""
    thing: Any = None
    """A `Note`, or the element of a picture."""
    look: Any = None
    """The properties of the run."""


class Paragraph:
    """A line as it stands in the file."""

    __slots__ = ("cell", "element", "pieces", "properties", "story")

    def __init__(self, element: Any, cell: Cell | None, story: str) -> None:
        self.element = element
        self.cell = cell
        self.story = story
        self.pieces: list[Piece] = []
        self.properties: Any = None
        """The element with what is said of the whole of it."""

    @property
    def text(self) -> str:
        """Its text."""
        pieces = self.pieces
        return pieces[0].text if len(pieces) == 1 else "".join([one.text for one in pieces])


class Control:
    """A content control, whoever made it."""

    __slots__ = ("extent", "placeholder", "properties", "tag")

    def __init__(self, tag: str, properties: Any, extent: Extent, *, placeholder: bool) -> None:
        self.tag = tag
        self.properties = properties
        self.extent = extent
        self.placeholder = placeholder


class Story:
    """What is found in the parts that are walked over, one after the other."""

    def __init__(self, *, rejected: bool = False) -> None:
        self.lines: list[Paragraph] = []
        self.controls: list[Control] = []
        self.starts: list[tuple[str, str, At]] = []
        """Name, id and place of each beginning of a bookmark, in order."""
        self.ends: dict[str, list[At]] = {}
        """Id → the places of its ends."""
        self.tracked = False
        """Whether changes were tracked."""
        self.boxes = self.embedded = 0
        """How many texts were found in text boxes, how many in other files within this one."""
        self.comments: list[tuple[str, int]] = []
        """Id and line of each comment."""
        self._unseen = _INSERTED if rejected else _DELETED
        self._seen = _DELETED if rejected else _INSERTED
        self._gone_row = f"{W}ins" if rejected else f"{W}del"
        self._gone_cell = f"{W}cellIns" if rejected else f"{W}cellDel"
        self._text = (_T, f"{W}delText") if rejected else (_T,)
        self.parents: list[Cell | None] = []
        """The cell that each table stands in."""
        self._cell: Cell | None = None
        self._part = ""
        self._open: int | None = None
        """The line that goes on in the next paragraph, as the mark between the two is gone."""
        self._fields: list[list[Any]] = []
        """Code, and whether its result is reached, of each field that is open."""
        self._link: Any = None
        self._look: Any = None
        """The properties of the run at hand."""
        self._aside: list[Any] = []
        """Texts of boxes that are anchored in the paragraph at hand."""

    def walk(self, root: Any, part: str) -> None:
        """Go over a part, or a note in one."""
        self._part = part
        self._fields = []
        self._open = self._link = self._cell = None
        self._blocks(root)

    @cached_property
    def noted(self) -> dict[str, Note]:
        """Bookmark → the note that is called behind its beginning: other calls refer to it."""
        found: dict[str, Note] = {}
        for name, _, at in self.starts:
            if at.line < len(self.lines):
                for piece in self.lines[at.line].pieces[at.piece : at.piece + 2]:
                    if isinstance(piece.thing, Note) and piece.thing.kind != "again":
                        found.setdefault(name, piece.thing)
        return found

    # --- blocks -----------------------------------------------------------------------------------------------

    def _here(self) -> At:
        if self._open is not None:
            return At(self._open, len(self.lines[self._open].pieces))
        return At(len(self.lines), 0)

    def _blocks(self, parent: Iterable[Any]) -> None:
        for element in parent:
            tag = element.tag
            if tag == _P:
                self._paragraph(element)
            elif tag == _TBL:
                self._open = None
                self._table(element)
            elif tag == _SDT:
                self._control(element, self._here, self._blocks)
            elif tag == _START:
                self.starts.append((element.get(_NAME, ""), element.get(_ID, ""), self._here()))
            elif tag == _END:
                self.ends.setdefault(element.get(_ID, ""), []).append(self._here())
            elif tag in self._unseen:
                self.tracked = True
            elif tag in self._seen:
                self.tracked = True
                self._blocks(element)
            elif tag in _THROUGH:
                self._blocks(element)
            elif tag == _ALTERNATE:
                self._blocks(_chosen(element))
            elif tag == f"{W}altChunk":
                self.embedded += 1

    def _paragraph(self, element: Any) -> None:
        if self._open is None:
            line = Paragraph(element, self._cell, self._part)
            self.lines.append(line)
        else:
            line = self.lines[self._open]
            line.element = element  # What is left is the later mark, and its properties.
            line.properties = None
        at = len(self.lines) - 1 if self._open is None else self._open
        self._inline(element, line, at)
        properties = line.properties
        self._open = at if properties is not None and self._mark_gone(properties) else None
        if self._aside:
            boxes, self._aside = self._aside, []
            outer = self._fields, self._open, self._link
            for box in boxes:
                self.boxes += 1
                self._fields, self._open, self._link = [], None, None
                self._blocks(box)
            self._fields, self._open, self._link = outer

    def _mark_gone(self, properties: Any) -> bool:
        for child in next(properties.iterchildren(_RPR), ()):
            if child.tag in self._unseen:
                self.tracked = True
                return True
            if child.tag in self._seen:
                self.tracked = True
        return False

    def _control(self, element: Any, here: Any, inside: Any) -> None:
        content = next(element.iterchildren(_SDT_CONTENT), None)
        if content is None:
            return
        properties = next(element.iterchildren(_SDT_PR), None)
        tag = ""
        placeholder = False
        if properties is not None:
            found = next(properties.iterchildren(_KEY), None)
            tag = "" if found is None else found.get(_VAL, "")
            found = next(properties.iterchildren(_PLACEHOLDER), None)
            placeholder = found is not None and found.get(_VAL, "true") not in OFF
        control = Control(tag, properties, Extent(here(), here()), placeholder=placeholder)
        self.controls.append(control)
        inside(content)
        control.extent = Extent(control.extent.start, here())

    # --- tables -----------------------------------------------------------------------------------------------

    def _table(self, element: Any) -> None:
        number = len(self.parents)
        self.parents.append(self._cell)
        outer = self._cell
        self._rows(element, number, [0])
        self._cell = outer
        self._open = None

    def _rows(self, parent: Iterable[Any], table: int, count: list[int]) -> None:
        for element in parent:
            tag = element.tag
            if tag == _TR:
                properties = element.find(_ROW_PR)
                before = 0
                if properties is not None:
                    if properties.find(self._gone_row) is not None:
                        self.tracked = True
                        continue
                    skipped = properties.find(f"{W}gridBefore")
                    before = _number(skipped)
                self._cells(element, table, count[0], [before])
                count[0] += 1
            elif tag == _SDT:
                self._control(element, self._here, lambda inner: self._rows(inner, table, count))
            elif tag == _START:
                self.starts.append((element.get(_NAME, ""), element.get(_ID, ""), self._here()))
            elif tag == _END:
                self.ends.setdefault(element.get(_ID, ""), []).append(self._here())
            elif tag in self._unseen:
                self.tracked = True
            elif tag in self._seen or tag in _THROUGH:
                self._rows(element, table, count)
            elif tag == _ALTERNATE:
                self._rows(_chosen(element), table, count)

    def _cells(self, parent: Iterable[Any], table: int, row: int, column: list[int]) -> None:
        for element in parent:
            tag = element.tag
            if tag == _TC:
                properties = element.find(_CELL_PR)
                span = 1
                if properties is not None:
                    if properties.find(self._gone_cell) is not None:
                        self.tracked = True
                        continue
                    wide = properties.find(f"{W}gridSpan")
                    span = max(_number(wide), 1)
                self._cell = Cell(table=table, row=row, column=column[0])
                column[0] += span
                self._open = None
                self._blocks(element)
                self._open = None
            elif tag == _SDT:
                self._control(element, self._here, lambda inner: self._cells(inner, table, row, column))
            elif tag == _START:
                self.starts.append((element.get(_NAME, ""), element.get(_ID, ""), self._here()))
            elif tag == _END:
                self.ends.setdefault(element.get(_ID, ""), []).append(self._here())
            elif tag in self._seen or tag in _THROUGH:
                self._cells(element, table, row, column)

    # --- lines ------------------------------------------------------------------------------------------------

    def _inline(self, parent: Iterable[Any], line: Paragraph, at: int) -> None:
        for element in parent:
            tag = element.tag
            if tag == _R:
                self._run(element, line, at)
            elif tag == _PPR:
                line.properties = element
            elif tag == _SDT:
                self._control(
                    element, lambda: At(at, len(line.pieces)), lambda inner: self._inline(inner, line, at)
                )
            elif tag == _START:
                place = At(at, len(line.pieces))
                self.starts.append((element.get(_NAME, ""), element.get(_ID, ""), place))
            elif tag == _END:
                self.ends.setdefault(element.get(_ID, ""), []).append(At(at, len(line.pieces)))
            elif tag == _LINK:
                outer, self._link = self._link, element
                self._inline(element, line, at)
                self._link = outer
            elif tag in self._unseen:
                self.tracked = True
            elif tag in self._seen:
                self.tracked = True
                self._inline(element, line, at)
            elif tag in _THROUGH:
                self._inline(element, line, at)
            elif tag == _SIMPLE:
                code = element.get(f"{W}instr", "")
                if not _is_volatile(code):
                    outer = self._link
                    self._link = code if _leads(code) else outer
                    self._inline(element, line, at)
                    self._link = outer
            elif tag == _ALTERNATE:
                self._inline(_chosen(element), line, at)
            elif tag.startswith(_MATHS) if isinstance(tag, str) else False:
                text = "".join(one.text or "" for one in element.iter(f"{_MATHS}t"))
                if text:
                    line.pieces.append(Piece(text, None, self._link))

    def _run(self, run: Any, line: Paragraph, at: int) -> None:
        text = ""
        self._look = None
        for element in run:
            tag = element.tag
            if tag in self._text:
                if not self._fields or self._is_read():
                    text += element.text or ""
            elif tag == _RPR:
                self._look = element
            elif tag in _CHARACTERS:
                if not self._fields or self._is_read():
                    text += _CHARACTERS[tag]
            elif tag == f"{W}br":
                if element.get(f"{W}type", "textWrapping") == "textWrapping" and (
                    not self._fields or self._is_read()
                ):
                    text += "\n"
            elif tag == _FIELD_CHAR:
                text = self._put(text, run, line)
                self._field_char(element, line, run)
            elif tag == _INSTRUCTION:
                if self._fields and not self._fields[-1][1]:
                    self._fields[-1][0] += element.text or ""
            elif tag in _NOTES:
                text = self._put(text, run, line)
                note = Note(_NOTES[tag], element.get(_ID, ""))
                line.pieces.append(Piece("", run, self._links(), note, self._look))
            elif tag in _SHOWN:
                text = self._put(text, run, line)
                self._shown(element, run, line)
            elif tag == _ALTERNATE:
                text = self._put(text, run, line)
                self._run_within(_chosen(element), run, line)
            elif tag == f"{W}sym":
                code = element.get(f"{W}char", "").lower()
                text += _SYMBOLS.get(code) or _character(code)
            elif tag == f"{W}ruby":
                for base in element.iterfind(f"{W}rubyBase/{_R}/{_T}"):
                    text += base.text or ""
            elif tag == _COMMENT:
                self.comments.append((element.get(_ID, ""), at))
        self._put(text, run, line)

    def _run_within(self, parent: Iterable[Any], run: Any, line: Paragraph) -> None:
        for element in parent:
            if element.tag in _SHOWN:
                self._shown(element, run, line)
            elif element.tag == _T:
                self._put(element.text or "", run, line)

    def _put(self, text: str, run: Any, line: Paragraph) -> str:
        """Add a piece to the line; the text that waits is empty after it."""
        if text:
            line.pieces.append(
                Piece(text, run, self._links() if self._fields else self._link, None, self._look)
            )
        return ""

    def _shown(self, element: Any, run: Any, line: Paragraph) -> None:
        boxes = [box for box in element.iter(_BOX) if not any(True for _ in _between(box, element))]
        if boxes:
            self._aside.extend(boxes)
        else:
            line.pieces.append(Piece("", run, self._links(), element, self._look))

    # --- fields -----------------------------------------------------------------------------------------------

    def _field_char(self, element: Any, line: Paragraph, run: Any) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(["", False])
            box = element.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                ticked = is_on(box, f"{W}checked") or (
                    box.find(f"{W}checked") is None and is_on(box, f"{W}default")
                )
                line.pieces.append(Piece("☑" if ticked else "☐", run, self._link, None, self._look))
        elif not self._fields:
            return
        elif kind == "separate":
            self._fields[-1][1] = True
        elif kind == "end":
            words = self._fields.pop()[0].split()
            if len(words) > 1 and words[0].upper() == "NOTEREF":
                line.pieces.append(Piece("", run, self._links(), Note("again", words[1]), self._look))

    def _is_read(self) -> bool:
        """Whether the place at hand is the result of every field around it, and one that stays."""
        return all(reached and not _is_volatile(code) for code, reached in self._fields)

    def _links(self) -> Any:
        for code, reached in reversed(self._fields):
            if reached and _leads(code):
                return code
        return self._link


def _chosen(alternate: Any) -> Iterable[Any]:
    """What of several ways to show something is read: the first, which others stand in for."""
    choice = alternate.find(f"{MC}Choice")
    if choice is None:
        choice = alternate.find(f"{MC}Fallback")
    return () if choice is None else choice


def _between(box: Any, outer: Any) -> Iterator[Any]:
    """What says that a text box lies within another one, or in what stands in for something else."""
    for one in box.iterancestors():
        if one is outer:
            return
        if one.tag in (_BOX, f"{MC}Fallback"):
            yield one


def _is_volatile(code: str) -> bool:
    words = code.split(None, 1)
    return bool(words) and words[0].upper() in VOLATILE


def _leads(code: str) -> bool:
    return code.lstrip()[:9].upper() == "HYPERLINK"


def _number(element: Any) -> int:
    try:
        return min(int(element.get(_VAL, "0")), 1_000) if element is not None else 0
    except ValueError:
        return 0


def _character(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    # Symbol fonts have their signs in the private use area: which sign it is only the font knows.
    return "□" if 0xE000 <= number <= 0xF8FF else chr(number) if 31 < number < 0xD800 else ""


def printed_lines(root: Any) -> Iterator[str]:
    """The lines below *root*; of one with a control of ours what stands beside it."""
    story = Story()
    note = f"{W}type"
    for part in root if root.tag in _NOTED else (root,):
        if part.get(note, "normal") == "normal":
            story.walk(part, "")
    held: dict[int, list[Extent]] = {}
    for one in story.controls:
        if one.tag.startswith(TAG):
            for number in range(one.extent.start.line, one.extent.end.line + 1):
                held.setdefault(number, []).append(one.extent)
    for number, line in enumerate(story.lines):
        inside = held.get(number, ())
        yield "".join(
            piece.text
            for n, piece in enumerate(line.pieces)
            if not any(extent.start <= (number, n) < extent.end for extent in inside)
        )
