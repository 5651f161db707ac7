"""The tree into Markdown that reads back as the same tree.

Text that looks like markup is escaped, and only such text. Where CommonMark's rules about what stands beside
a mark would not let it begin or end, the letter beside it is written as a character reference, which is the
one way that always works and changes nothing that is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, assert_never
from unicodedata import category

from interim_method.markup.normal import EMPTY, LAST_NUMBER, follows_closely, normalise, standing
from interim_method.markup.runs import Atom, build, flatten, on_one_line, trimmed
from interim_method.markup.tree import (
    Align,
    Block,
    Break,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Collection,
    Definitions,
    Emphasis,
    Extension,
    Field,
    Figure,
    Footnote,
    Grid,
    Image,
    Item,
    Items,
    Link,
    NoteRef,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Section,
    Strike,
    Strong,
    Table,
    Text,
    children,
)

__all__ = [
    "Beyond",
    "Renderer",
    "as_text",
    "escape",
    "hung",
    "inline",
    "picture",
    "quoted",
    "render",
    "table",
]

Beyond = Grid | Callout | Figure | Field | Collection | PageBreak | Extension
"""The blocks that Markdown has no form for."""

DEEPEST: Final = 6
"""The last level of headings."""

_SPECIAL = re.compile(
    r"[\\`*\[~]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore within a word marks nothing
    r"|&(?=#?\w+;)"
    r"|<(?=[A-Za-z/!?])"
    r"|(?:(?<=http)|(?<=https)):(?=//)",
    re.IGNORECASE,
)
_LINE_START = re.compile(
    r"#{1,6}(?=\s|$)|>|[+\-:](?=\s|$)"
    r"|[-=:|](?=[-=:|\s]*$)"  # underlines of a heading, rules, and the second row of a table
    r"|(\d{1,9})[.)](?=\s|$)"
)
_UNDERSCORE_FIRST = re.compile(r"\A_")
_UNDERSCORE_LAST = re.compile(r"(?<!\\)_\Z")
_SAFE_TARGET = re.compile(r"[^\s<>()\\&\x00-\x1f\x7f]+")
_AUTOLINK = re.compile(r"https?:[^\s<>\x00-\x20]*", re.IGNORECASE)
_IN_ANGLES = re.compile(r"[<>\\]|&(?=#?\w+;)")
_IN_TITLE = re.compile(r'["\\]|&(?=#?\w+;)')
_DELIMITERS: Final[Mapping[Align, str]] = {"left": "---", "center": ":-:", "right": "--:"}
_ESCAPED: Final = r"\\\g<0>"
_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def render(blocks: Iterable[Block]) -> str:
    """CommonMark and GFM that says *blocks*, ending with a line feed.

    ``parse(render(blocks)) == normalise(blocks)`` for what Markdown can say: sections six deep, paragraphs,
    lists, definitions, quotes, code, rules, tables of one header row and one line a cell, pictures, footnotes
    and all runs. Of other blocks, what lies in them is written.
    """
    lines = Renderer().blocks(normalise(blocks), 1)
    return "\n".join(lines) + "\n" if lines else ""


# --- runs ---------------------------------------------------------------------------------------------------------


def escape(text: str, *, in_link: bool = False) -> str:
    """*text* with a backslash before what would be read as markup within a line."""
    text = _SPECIAL.sub(r"\\\g<0>", text)
    return text.replace("]", "\\]") if in_link else text


def inline(runs: Iterable[Run], anchors: Mapping[str, str] | None = None) -> str:
    """*runs* as Markdown: one line, and a further one after each `Break`.

    Args:
        runs: What to say.
        anchors: For ids of sections, the anchors that their headings have in the file.
    """
    atoms = (Atom(Text(a.run.text), a.marks) if isinstance(a.run, Text) else a for a in flatten(runs))
    source = _said(build(trimmed(list(atoms))), anchors or {}, in_link=False)
    return "\n".join(map(_with_spaces, source.split("\n")))


def as_text(line: str) -> str:
    """A line as text of a paragraph, whatever it begins with."""
    found = _LINE_START.match(line)
    if not found:
        return line
    cut = found.end(1) if found[1] else 0
    return f"{line[:cut]}\\{line[cut:]}"


def _with_spaces(line: str) -> str:
    """A line whose outer spaces are not lost."""
    if line[:1].isspace():
        line = _reference(line[0]) + line[1:]
    if line[-1:].isspace():
        line = line[:-1] + _reference(line[-1])
    return line


def _reference(character: str) -> str:
    # Controls and surrogates have no reference: CommonMark reads it as the replacement character.
    return (
        character
        if category(character) in {"Cc", "Cn", "Cs"} and character != "\t"
        else f"&#{ord(character)};"
    )


def _said(runs: Runs, anchors: Mapping[str, str], *, in_link: bool) -> str:
    marks = [_mark(run, anchors, in_link=in_link) for run in runs]
    pieces = []
    for index, run in enumerate(runs):
        before = runs[index - 1] if index else None
        after = runs[index + 1] if index + 1 < len(runs) else None
        if not isinstance(run, Text):
            pieces.append(marks[index])
            continue
        first = bool(index) and _needs_edge(marks[index - 1], -1, before) and _is_letter(run.text[0])
        last = after is not None and _needs_edge(marks[index + 1], 0, after) and _is_letter(run.text[-1])
        said = escape(run.text, in_link=in_link)
        if isinstance(before, NoteRef) and said[:1] in {"(", ":"}:
            said = "\\" + said
        if isinstance(after, Link) and said.endswith("!"):
            said = said[:-1] + "\\!"
        # An underscore beside a letter within a word needs no backslash, but beside a reference it does.
        if last and not (first and len(run.text) == 1):
            said = _UNDERSCORE_LAST.sub(r"\\_", said[:-1]) + _reference(said[-1])
        if first:
            said = _reference(said[0]) + _UNDERSCORE_FIRST.sub(r"\\_", said[1:])
        pieces.append(said)
    return "".join(pieces)


def _is_letter(character: str) -> bool:
    """Whether a mark that begins or ends with punctuation cannot stand beside *character*."""
    return not character.isspace() and character not in _PUNCTUATION


def _needs_edge(mark: str, side: int, run: Run | None) -> bool:
    """Whether a mark can only stand beside space or punctuation on this side."""
    match run:
        case Emphasis():
            return True
        case Strong() | Strike():
            return not mark[2 if side == 0 else -3].isalnum()
        case _:
            return False


def _mark(run: Run, anchors: Mapping[str, str], *, in_link: bool) -> str:
    match run:
        case Text():
            return ""
        case Strong():
            return f"**{_said(run.runs, anchors, in_link=in_link)}**"
        case Emphasis():
            return f"_{_said(run.runs, anchors, in_link=in_link)}_"
        case Strike():
            return f"~~{_said(run.runs, anchors, in_link=in_link)}~~"
        case Code():
            return _code(run.text)
        case NoteRef():
            return f"[^{note_label(run.id)}]"
        case Break():
            return "\\\n"
        case Image():
            return picture(run)
        case Link():
            return _link(run, anchors)
        case _:
            assert_never(run)


def note_label(id: str) -> str:
    """The id of a note as it may stand between brackets."""
    return re.sub(r"[\s\]]+", "-", id)


def _code(text: str) -> str:
    fence = "`" * _free_length(text, 1)
    pad = " " if "`" in (text[0], text[-1]) or (text[0] == text[-1] == " " and text.strip(" ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _free_length(text: str, least: int) -> int:
    lengths = {len(run) for run in re.findall("`+", text)}
    while least in lengths:
        least += 1
    return least


def _link(link: Link, anchors: Mapping[str, str]) -> str:
    target = link.target
    if not link.title and link.runs == (Text(target),) and _AUTOLINK.fullmatch(target):
        return f"<{target}>"
    if target.startswith("#"):
        target = "#" + anchors.get(target[1:], target[1:])
    words = _said(link.runs, anchors, in_link=True)
    if words.startswith("^"):
        words = "\\" + words
    # With `]:` in a code, a line that opens with the link would define a reference, but not with these spaces.
    space = " " if "]:" in words else ""
    return f"[{words}]({space}{destination(target, link.title)}{space})"


def picture(picture: Image) -> str:
    """A picture within a line."""
    return f"![{escape(picture.alt or '', in_link=True)}]({destination(picture.source, picture.title)})"


def destination(target: str, title: str = "") -> str:
    """What stands in the parentheses of a link or picture."""
    if not _SAFE_TARGET.fullmatch(target):
        target = f"<{_IN_ANGLES.sub(_ESCAPED, target)}>"
    if not title:
        return target
    return f'{target} "{_IN_TITLE.sub(_ESCAPED, title)}"'


# --- blocks -------------------------------------------------------------------------------------------------------


class Renderer:
    """Writes blocks as lines of Markdown; writers of whole documents build on it.

    `depth` is the level of the next heading, 0 where a section cannot stand: in lists, quotes and notes.
    """

    anchors: Mapping[str, str] = MappingProxyType({})
    """For ids of sections, the anchors of their headings."""

    def blocks(
        self, blocks: Iterable[Block], depth: int, *, tight: bool = False, outer: str = ""
    ) -> list[str]:
        """The lines of *blocks*, an empty one between each two unless they may follow closely.

        Args:
            blocks: What to write.
            depth: Level of the next heading.
            tight: Whether they stand in a list without space.
            outer: The bullet or delimiter of the list that they stand in.
        """
        lines: list[str] = []
        previous: Block | None = None
        sign = ""
        for block in blocks:
            sign = self.sign(block, sign, outer if previous is None else "")
            new = self.items(block, sign) if isinstance(block, Items) else self.block(block, depth)
            if not new:
                continue
            if previous is not None and not (tight and follows_closely(previous, block)):
                lines.append("")
            lines += new
            previous = block
        return lines

    def sign(self, block: Block, previous: str, outer: str) -> str:
        """What marks the items of *block*: two lists in a row, or one that opens an item, need different ones."""
        if not isinstance(block, Items):
            return ""
        first, second = ("-", "*") if block.start is None else (".", ")")
        return second if first in (previous, outer) else first

    def block(self, block: Block, depth: int) -> list[str]:
        """The lines of one block."""
        match block:
            case Section():
                return self.section(block, depth)
            case Paragraph():
                return self.paragraph(block, depth)
            case Items():
                return self.items(block, self.sign(block, "", ""))
            case Quote():
                return self.quote(block)
            case CodeBlock():
                return self.code(block)
            case Rule():
                return ["___"]  # beside a bullet, hyphens or stars would make another rule of the two
            case Image():
                return self.picture(block)
            case Table():
                return self.table(block)
            case Footnote():
                return self.footnote(block)
            case Definitions():
                return self.definitions(block)
            case _:
                return self.other(block, depth)

    def other(self, block: Beyond, depth: int) -> list[str]:
        """The lines of a block that Markdown cannot say: of what lies in it."""
        return self.blocks(children(block), depth)

    def inline(self, runs: Iterable[Run]) -> list[str]:
        """The lines of a paragraph."""
        return [as_text(line) for line in inline(runs, self.anchors).split("\n")]

    def line(self, runs: Iterable[Run]) -> str:
        """*runs* on one line, where it does not matter what the line begins with."""
        return inline(on_one_line(runs), self.anchors)

    def section(self, block: Section, depth: int) -> list[str]:
        """A heading and what stands below it."""
        if not depth:
            return self.blocks((Paragraph(block.title, "label"), *block.blocks), 0)
        inner = self.blocks(block.blocks, depth + 1)
        return [self.heading(self.line(block.title), depth), *([""] if inner else []), *inner]

    def heading(self, title: str, depth: int) -> str:
        """The line of a heading."""
        if title.endswith("#"):
            title = title[:-1] + "\\#"
        level = "#" * min(depth, DEEPEST)
        return f"{level} {title}" if title else level

    def paragraph(self, block: Paragraph, depth: int) -> list[str]:
        """A paragraph; a label within a list or quote is a small heading."""
        if block.role == "label" and not depth:
            return [self.heading(self.line(block.runs), 4)]
        return self.inline(block.runs)

    def items(self, block: Items, sign: str) -> list[str]:
        """A list."""
        lines: list[str] = []
        for index, item in enumerate(block.items):
            if lines and not block.tight:
                lines.append("")
            number = None if block.start is None else min(block.start + index, LAST_NUMBER)
            bullet = sign if number is None else f"{number}{sign}"
            lines += hung(f"{bullet} ", self.item(item, sign, tight=block.tight), len(bullet) + 1)
        return lines

    def item(self, item: Item, sign: str, *, tight: bool) -> list[str]:
        """The lines of an item, its tick box before its first line."""
        if item.checked is None:
            return self.blocks(item.blocks, 0, tight=tight, outer=sign)
        box = "[x]" if item.checked else "[ ]"
        blocks = standing(item)
        first = self.block(blocks[0], 0) if blocks[0] is not EMPTY else []
        lines = [f"{box} {first[0]}" if first else box, *first[1:]]
        rest = self.blocks(blocks[1:], 0, tight=tight)
        close = tight and len(blocks) > 1 and follows_closely(blocks[0], blocks[1])
        return [*lines, *([""] if rest and not close else []), *rest]

    def quote(self, block: Quote) -> list[str]:
        """A quote, with who said it as its last line."""
        lines = self.blocks(block.blocks, 0)
        if block.attribution:
            said_by = Paragraph((Text("— "), *block.attribution))
            lines = [*lines, *([""] if lines else []), *self.paragraph(said_by, 0)]
        return quoted(lines)

    def code(self, block: CodeBlock) -> list[str]:
        """A fenced block; the fence is longer than any in it."""
        info = _IN_TITLE.sub(_ESCAPED, block.info)
        if "`" in info:
            longest = max(map(len, re.findall("~+", block.text)), default=0)
            fence = "~" * max(3, longest + 1)
        else:
            longest = max(map(len, re.findall("`+", block.text)), default=0)
            fence = "`" * max(3, longest + 1)
        if info.startswith("~"):
            info = " " + info
        return [fence + info, *(block.text.split("\n") if block.text else []), fence]

    def picture(self, block: Image) -> list[str]:
        """A picture on a line of its own."""
        return [picture(block)]

    def table(self, block: Table) -> list[str]:
        """A table; where it has no header row, an empty one stands for it."""
        if not block.columns:
            return []
        header = [[self.cell(cell) for cell in row.cells] for row in block.header[:1]]
        rows = [[self.cell(cell) for cell in row.cells] for row in (*block.header[1:], *block.rows)]
        return table(header[0] if header else [], rows, [column.align for column in block.columns])

    def cell(self, cell: Cell) -> str:
        """The one line of a cell."""
        runs = (block.runs for block in cell.blocks if isinstance(block, Paragraph))
        return " / ".join(filter(None, map(self.line, runs)))

    def footnote(self, block: Footnote) -> list[str]:
        """A note; what is not text begins on a line of its own, to stand as deep as what follows."""
        lines = self.blocks(block.blocks, 0)
        if block.blocks and not isinstance(block.blocks[0], Paragraph):
            lines = ["", *lines]
        return hung(f"[^{note_label(block.id)}]: ", lines, 4)

    def definitions(self, block: Definitions) -> list[str]:
        """Terms with what is said of them below."""
        lines: list[str] = []
        for entry in block.entries:
            said = self.blocks(entry.blocks, 0)
            term = as_text(self.line(entry.term))
            lines += [*([""] if lines else []), term, *hung(":   ", said, 4)]
        return lines


def table(header: Sequence[str], rows: Iterable[Sequence[str]], aligns: Sequence[Align]) -> list[str]:
    """The lines of a table; cells are Markdown, in which bars are escaped here."""
    lines = [header, [_DELIMITERS[align] for align in aligns], *rows]
    width = len(aligns)
    padded = ([*cells[:width], *[""] * (width - len(cells))] for cells in lines)
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |" for cells in padded]


def hung(head: str, lines: Sequence[str], indent: int) -> list[str]:
    """*lines* with *head* before the first and spaces before the others."""
    if not lines:
        return [head.rstrip()]
    first, *rest = lines
    return [head + first if first else head.rstrip(), *(" " * indent + line if line else "" for line in rest)]


def quoted(lines: Iterable[str]) -> list[str]:
    """*lines* as a quote."""
    return [f"> {line}" if line else ">" for line in lines] or [">"]
