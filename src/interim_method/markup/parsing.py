"""Markdown into the tree: CommonMark, GFM, footnotes and definition lists, with raw HTML kept as text.

Nothing is fetched and nothing is dropped: a link that may not be followed keeps its target as text, a
picture keeps its source for a resolver of the caller's, and nesting that no page can show is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from interim_method.errors import DefinitionError
from interim_method.markup.definition_lists import definition_lists
from interim_method.markup.normal import normalise
from interim_method.markup.runs import (
    NO_MARKS,
    Atom,
    Marks,
    allowed_target,
    build,
    normal_picture,
    normal_target,
    spaced,
    trimmed,
)
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
    Emphasis,
    Footnote,
    Image,
    Item,
    Items,
    Link,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Rule,
    Run,
    Runs,
    Section,
    Strike,
    Strong,
    Table,
    Text,
    plain,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["MAX_LISTS", "parse", "parse_inline"]

MAX_LISTS: Final = 9
"""How deep lists, and quotes, may nest: as deep as word processors number them."""

_MAX_NESTING: Final = 40
"""Above what `MAX_LISTS` allows; the parser drops what lies deeper, so reaching it is an error."""

_PLAIN = re.compile(
    r"(?!\d{1,9}[.)](?:\s|$))"  # no number of a list
    r"[^\s#>+\-=:|\\`*_\[\]<&~\x00]"
    r"(?:[^\\`*_\[\]<&~\n\r\t\x00:]|:(?!//))*(?<!\s)",
)
_SIGNS = re.compile(r"[\\`*_\[\]<&~\n\r\t\x00:]")
_PLAIN_START = re.compile(r"(?!\d{1,9}[.)](?:\s|$))[^\s#>+\-=|]")
"""Signs that may be markup, and a beginning that is none: far quicker than asking for both at once."""
_WEB = re.compile(r"(?<![\w/])https?://\w[^\s<]*", re.IGNORECASE)
_LINE_ENDS = re.compile(r"[\r\n]+")
_TASK = re.compile(r"\[([ xX])\](?:[ \t]+|$)")


def parse(
    text: str, *, heading_offset: int = 0, cell: Callable[[str], Blocks | None] = lambda _: None
) -> Blocks:
    """The blocks that Markdown *text* says.

    Headings become nested sections; within quotes, lists and notes, where a section cannot stand, they become
    paragraphs of the role ``label``.

    Args:
        text: CommonMark with GFM tables, strikethrough, tasks and web addresses, footnotes and definitions.
        heading_offset: How many levels deeper the headings will stand. The sixth is the last: deeper headings
            stand side by side on it.
        cell: Gives what a cell of a table with this source holds, where that is more than a line; else None.

    Raises:
        DefinitionError: Lists or quotes nest deeper than nine levels.
    """
    if _is_plain(text):
        return (Paragraph((Text(text),)),)
    tokens = _parser().parse(text)
    if any(token.level >= _MAX_NESTING - 1 for token in tokens):
        raise _too_deep("blocks")
    return normalise(_Builder(tokens, heading_offset, cell).document(), runs=False)


def parse_inline(text: str) -> Runs:
    """The runs of a line of Markdown: marks, code, links and pictures, but no blocks."""
    if _is_plain(text):
        return (Text(text),)
    (token,) = _parser().parseInline(text)
    return _runs(token)


def _is_plain(text: str) -> bool:
    """Whether the parser would find nothing in *text* but a paragraph of plain words."""
    if _SIGNS.search(text) is None:
        return _PLAIN_START.match(text) is not None and not text[-1].isspace()
    return ":" in text and _PLAIN.fullmatch(text) is not None


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _MAX_NESTING})
    parser.enable(["table", "strikethrough"]).use(definition_lists).use(footnote_plugin)
    # Notes stay where they are written, `^[` is text as on GitHub, and an escaped `:` must not make a link.
    parser.disable(["footnote_inline", "footnote_tail", "text_join"])
    # Targets come through as written: which of them are links is decided in one place, for every source.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return parser


def _too_deep(what: str) -> DefinitionError:
    return DefinitionError(f"{what} nest deeper than {MAX_LISTS} levels; use fewer levels, or headings")


class _Builder:
    """Turns the tokens of one text into blocks."""

    def __init__(self, tokens: Sequence[Token], offset: int, cell: Callable[[str], Blocks | None]) -> None:
        self.tokens = tokens
        self.offset = offset
        self.cell = cell
        self.position = 0
        self.lists = 0
        self.quotes = 0
        self.notes: set[str] = set()

    def document(self) -> Blocks:
        """All blocks, those below a heading gathered into its section."""
        open_sections: list[tuple[int, Runs, list[Block]]] = [(0, (), [])]

        def close(level: int) -> None:
            while open_sections[-1][0] >= level:
                _, title, blocks = open_sections.pop()
                open_sections[-1][2].append(Section(title, tuple(blocks)))

        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            if token.type == "heading_open":
                level = min(max(1, int(token.tag[1:]) + self.offset), 6)
                close(level)
                open_sections.append((level, self.heading(), []))
            else:
                open_sections[-1][2].extend(self.block())
        close(1)
        return tuple(open_sections[0][2])

    def next(self) -> Token:
        token = self.tokens[self.position]
        self.position += 1
        return token

    def until(self, end: str) -> Blocks:
        """The blocks up to the token that closes them, which is passed."""
        blocks: list[Block] = []
        while self.tokens[self.position].type != end:
            blocks += self.block()
        self.position += 1
        return tuple(blocks)

    def heading(self) -> Runs:
        self.next()
        title = _on_one_line(self.next())
        self.next()
        return title

    def block(self) -> Blocks:
        """The next block, or none where a paragraph says nothing."""
        token = self.tokens[self.position]
        match token.type:
            case "heading_open":
                title = self.heading()
                return (Paragraph(title, "label"),) if title else ()
            case "paragraph_open":
                self.next()
                runs = _runs(self.next())
                self.next()
                if len(runs) == 1 and isinstance(runs[0], Image):
                    return (runs[0],)  # It stands by itself.
                return (Paragraph(runs),) if runs else ()
            case "bullet_list_open" | "ordered_list_open":
                return (self.items(),)
            case "table_open":
                return (self.table(),)
            case "dl_open":
                return (self.definitions(),)
            case "footnote_reference_open":
                return (self.footnote(),)
            case "blockquote_open":
                self.next()
                self.quotes += 1
                if self.quotes > MAX_LISTS:
                    raise _too_deep("quotes")
                blocks = self.until("blockquote_close")
                self.quotes -= 1
                return (Quote(blocks),)
            case "fence" | "code_block":
                self.next()
                return (CodeBlock(token.content.removesuffix("\n"), _unescaped(token.info)),)
            case "hr":
                self.next()
                return (Rule(),)
            case _:
                raise AssertionError(f"the parser gave an unknown token: {token.type}")

    def items(self) -> Items:
        opening = self.next()
        self.lists += 1
        if self.lists > MAX_LISTS:
            raise _too_deep("lists")
        closing = opening.type.replace("open", "close")
        ordered = opening.type == "ordered_list_open"
        items: list[Item] = []
        tight = True
        while self.next().type != closing:
            start = self.position
            checked = self.tick_box()
            items.append(Item(self.until("list_item_close"), checked))
            level = self.tokens[start - 1].level + 1
            own = (t for t in self.tokens[start : self.position] if t.level == level)
            tight = tight and all(token.hidden for token in own if token.type == "paragraph_open")
        self.lists -= 1
        number = int(opening.attrs.get("start", 1)) if ordered else None
        return Items(tuple(items), number, tight)

    def tick_box(self) -> bool | None:
        """Whether the item at hand is ticked; its box is taken out of its text."""
        if self.tokens[self.position].type != "paragraph_open":
            return None
        line = self.tokens[self.position + 1]
        found = _TASK.match(line.content)
        first = line.children[0] if line.children else None
        if found is None or first is None or first.type != "text":
            return None
        # The box may be spread over several tokens: what is left of them is the text.
        left = len(f"[{found[1]}]")
        for child in line.children or ():
            taken = min(left, len(child.content))
            child.content = child.content[taken:]
            left -= taken
            if not left:
                child.content = child.content.lstrip()
                break
        return found[1] != " "

    def table(self) -> Table:
        rows: list[Row] = []
        header: list[Row] = []
        columns: list[Column] = []
        cells: list[Cell] = []
        while (token := self.next()).type != "table_close":
            match token.type:
                case "th_open" | "td_open":
                    cells.append(Cell(self.within_cell(self.next())))
                    if token.type == "th_open":
                        columns.append(Column(_align(token)))
                case "tr_close":
                    (rows if header else header).append(Row(tuple(cells)))
                    cells = []
                case _:
                    pass
        return Table(tuple(columns), tuple(header), tuple(rows))

    def within_cell(self, inline: Token) -> Blocks:
        blocks = self.cell(inline.content)
        if blocks is None:
            runs = _on_one_line(inline)
            blocks = (Paragraph(runs),) if runs else ()
        return blocks

    def definitions(self) -> Definitions:
        entries: list[Definition] = []
        term: Runs = ()
        self.next()
        while (token := self.next()).type != "dl_close":
            if token.type == "dt_open":
                term = _on_one_line(self.next())
                self.next()
                entries.append(Definition(term, ()))
            else:
                said = (*entries[-1].blocks, *self.until("dd_close"))
                entries[-1] = Definition(term, said)
        return Definitions(tuple(entries))

    def footnote(self) -> Footnote:
        label = base = str(self.next().meta["label"])
        number = 1
        while label in self.notes:
            number += 1
            label = f"{base}-{number}"
        self.notes.add(label)
        return Footnote(label, self.until("footnote_reference_close"))


def _unescaped(text: str) -> str:
    # The parser leaves this to its own renderer, for the word behind a fence alone.
    from markdown_it.common.utils import unescapeAll

    return unescapeAll(text)


def _align(token: Token) -> Align:
    style = str(token.attrs.get("style", ""))
    return "right" if style.endswith("right") else "center" if style.endswith("center") else "left"


def _runs(inline: Token) -> Runs:
    """The runs of a paragraph's tokens in canonical form."""
    runs = _short_way(inline.children or ())
    return build(trimmed(_atoms(inline))) if runs is None else runs


def _on_one_line(inline: Token) -> Runs:
    runs = _short_way(inline.children or ())
    return build(spaced(trimmed(_atoms(inline)))) if runs is None else runs


_MARKS: Final[Mapping[str, type[Strong | Emphasis | Strike]]] = {
    "strong_open": Strong,
    "em_open": Emphasis,
    "s_open": Strike,
}


def _short_way(tokens: Sequence[Token]) -> Runs | None:
    """The runs of a line whose marks hold none themselves, as most do; None where there is more to it."""
    runs: list[Run] = []
    inner: list[Run] = []
    into = runs
    opening: Token | None = None
    for token in tokens:
        kind = token.type
        made: Run
        if kind == "text":
            if not token.content:
                continue
            if "://" in token.content and (opening is None or opening.type != "link_open"):
                return None
            made = Text(token.content)
        elif kind == "code_inline":
            made = Code(token.content)
        elif opening is None and (kind in _MARKS or kind == "link_open"):
            opening, inner = token, []
            into = inner
            continue
        elif opening is not None and token.nesting < 0:
            marked = _marked(opening, inner)
            if marked is None:
                return None
            made, opening, into = marked, None, runs
        else:
            return None
        if into and type(into[-1]) is type(made):
            return None  # Neighbours of one kind may be one.
        into.append(made)
    return tuple(runs)


def _marked(opening: Token, inner: Sequence[Run]) -> Run | None:
    """*inner* with the mark that *opening* begins; None where it cannot stay as it is."""
    if not inner:
        return None
    first, last = inner[0], inner[-1]
    if (isinstance(first, Text) and first.text[0].isspace()) or (
        isinstance(last, Text) and last.text[-1].isspace()
    ):
        return None
    if opening.type == "link_open":
        target, title = _leads(opening)
        return Link(tuple(inner), target, title) if allowed_target(target) else None
    return _MARKS[opening.type](tuple(inner))


def _atoms(inline: Token) -> list[Atom]:
    """The atoms of a paragraph's tokens."""
    result: list[Atom] = []
    marks = NO_MARKS
    outer: list[Marks] = []
    links: list[tuple[int, Token]] = []
    text: list[str] = []

    def end_text() -> None:
        # Web addresses are looked for in what was written plainly, so that an escaped `:` prevents it.
        if text:
            # A line feed that somebody wrote as a reference is space, as it would be in HTML.
            result.extend(_with_addresses(_LINE_ENDS.sub(" ", "".join(text)), marks))
            text.clear()

    for token in inline.children or ():
        if token.type == "text" or (token.type == "text_special" and token.info == "entity"):
            text.append(token.content)
            continue
        end_text()
        if token.nesting > 0:
            outer.append(marks)
        elif token.nesting < 0:
            marks = outer.pop()
        match token.type:
            case "strong_open":
                marks = marks._replace(strong=True)
            case "em_open":
                marks = marks._replace(emphasis=True)
            case "s_open":
                marks = marks._replace(strike=True)
            case "link_open":
                links.append((len(result), token))
                target, title = _leads(token)
                if allowed_target(target):
                    marks = marks._replace(link=(target, title))
            case "link_close":
                start, opening = links.pop()
                result[start:] = _link(result[start:], opening, marks)
            case "strong_close" | "em_close" | "s_close":
                pass
            case "text_special":
                result.append(Atom(Text(token.content), marks))
            case "softbreak":
                result.append(Atom(Text(" "), marks))
            case "hardbreak":
                result.append(Atom(Break(), marks))
            case "code_inline":
                result.append(Atom(Code(token.content), marks))
            case "footnote_ref":
                result.append(Atom(NoteRef(str(token.meta["label"])), marks))
            case "image":
                result.append(Atom(_image(token), marks))
            case _:
                raise AssertionError(f"the parser gave an unknown token: {token.type}")
    end_text()
    return result


def _leads(opening: Token) -> tuple[str, str]:
    """Where a link leads, and its title."""
    return normal_target(str(opening.attrs["href"]), str(opening.attrs.get("title", "")))


def _link(inner: list[Atom], opening: Token, outside: Marks) -> list[Atom]:
    target, title = _leads(opening)
    words = any(not isinstance(a.run, Text | Break) or plain((a.run,)).strip() for a in inner)
    if allowed_target(target):
        marks = outside._replace(link=(target, title))
        return inner if words else [*inner, Atom(Text(target), marks)]
    if opening.info == "auto":
        return [Atom(Text("<"), outside), *inner, Atom(Text(">"), outside)]
    if not target:
        return inner
    return [*inner, Atom(Text(f" ({target})" if words else target), outside)]


def _image(token: Token) -> Image | Text:
    picture = normal_picture(Image(str(token.attrs["src"]), _alt(token), str(token.attrs.get("title", ""))))
    return picture if picture.source else Text(picture.alt or "")


def _alt(token: Token) -> str:
    """The words of a picture: those of what stands between its brackets, without their marks."""
    said = (
        _alt(one) if one.type == "image" else one.content or " " * (one.type in ("softbreak", "hardbreak"))
        for one in token.children or ()
    )
    return "".join(said)


def _with_addresses(text: str, marks: Marks) -> Iterator[Atom]:
    """Text with the web addresses in it as links, as GFM finds them."""
    end = 0
    if "://" in text and marks.link is None:
        for found in _WEB.finditer(text):
            target = _ended(found[0])
            if found.start() > end:
                yield Atom(Text(text[end : found.start()]), marks)
            yield Atom(Text(target), marks._replace(link=(target, "")))
            end = found.start() + len(target)
    if end < len(text):
        yield Atom(Text(text[end:]), marks)


def _ended(address: str) -> str:
    """An address without the punctuation of the sentence that it ends."""
    unmatched = address.count(")") - address.count("(")
    end = len(address)
    while (last := address[end - 1]) in "?!.,:;*_~'\"" or (last == ")" and unmatched > 0):
        unmatched -= last == ")"
        end -= 1
    return address[:end]
