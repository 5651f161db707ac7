"""The examples of the CommonMark specification, and what each says, in one form that any reader comes down to.

The form is a sequence of leaves: what kind each is, in how many lists it lies, whether it is quoted, and its
words with their marks. An item of a list is a leaf of its own, before what it holds. What a paragraph of Word
cannot say is not in it: which of two marks is the outer one, and a mark within one of its kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt

import interim_method as im
from interim_method.markup import tree

Marks = frozenset[str]
Words = tuple[tuple[str, Marks], ...]
NONE: Final[Marks] = frozenset()
SPACE: Final = " \t\n"
ALLOWED: Final = re.compile(r"(?:(?:https?|mailto|tel):|#)\S", re.IGNORECASE)
"""Where a link may lead. Any other is shown as its words and, in parentheses, where it would have led."""


class Example(NamedTuple):
    """One example of the specification."""

    example: int
    section: str
    markdown: str
    html: str


class Leaf(NamedTuple):
    """A paragraph, a heading, code, a rule, or the sign of an item."""

    kind: str
    words: Words = ()
    depth: int = 0
    quoted: bool = False


@cache
def examples() -> tuple[Example, ...]:
    """The examples without raw HTML, as the parser that follows the specification finds it."""
    file = Path(__file__).parent / "markup" / "commonmark.json"
    parser = MarkdownIt("commonmark")
    found = (Example(**example) for example in json.loads(file.read_text(encoding="utf-8")))
    return tuple(example for example in found if not _has_html(parser, example.markdown))


def _has_html(parser: MarkdownIt, text: str) -> bool:
    tokens = parser.parse(text)
    inline = (child for token in tokens for child in token.children or ())
    return any(token.type.startswith("html") for token in (*tokens, *inline))


DEVIATIONS: Final = {
    501: "a link to a place that the text does not have is words, and a finding",
    602: "a web address is a link without brackets too, as on GitHub",
    608: "a web address is a link without brackets too, as on GitHub",
    611: "a web address is a link without brackets too, as on GitHub",
}
"""Where our structure differs from that of the specification on purpose."""


class Leaves:
    """Gathers leaves; the readers below tell it what they come across."""

    def __init__(self) -> None:
        self.found: list[Leaf] = []
        self.letters: list[tuple[str, Marks]] = []
        self.marks: list[str] = []
        self.kind = "p"
        self.quotes = 0
        self.lists: list[list[Any]] = []

    def say(self, text: str) -> None:
        """Add *text* to the leaf at hand; a blank in an address is written in two ways."""
        text = text.replace("%20", " ")
        marks = frozenset(self.marks)
        self.letters += (
            (letter, NONE if letter in SPACE and self.kind != "code" else marks) for letter in text
        )

    def end(self) -> None:
        """End the leaf at hand."""
        if self.kind == "code":
            # Some readers of HTML take the line end after the mark for the mark's.
            self.found.append(self.leaf("code", (("".join(t for t, _ in self.letters).strip("\n"), NONE),)))
        elif words := self.words():
            self.found.append(self.leaf(self.kind, words))
        self.letters, self.kind = [], "p"

    def leaf(self, kind: str, words: Words = ()) -> Leaf:
        """A leaf that lies here."""
        # A heading in a list or a quotation is a label; and only text is marked as quoted.
        if kind[0] == "h" and (self.lists or self.quotes):
            kind = "label"
        return Leaf(kind, words, len(self.lists), bool(self.quotes) and kind == "p")

    def words(self) -> Words:
        """The words of the leaf at hand: space is one blank without a mark, as nobody sees one on it."""
        words: list[tuple[str, Marks]] = []
        for letter, marks in self.letters:
            last = words[-1] if words else ("", NONE)
            if letter in SPACE:
                if last[0] and last[0] not in (" ", "\n"):
                    words.append((letter if letter == "\n" else " ", NONE))
                elif letter == "\n" and last[0] == " ":
                    words[-1] = ("\n", NONE)
            elif last[1] == marks and last[0] not in ("", " ", "\n"):
                words[-1] = (last[0] + letter, marks)
            else:
                words.append((letter, marks))
        while words and words[-1][0] in (" ", "\n"):
            words.pop()
        return tuple(words)

    def picture(self, words: str) -> None:
        """Add a picture by its words."""
        self.marks.append("picture")
        self.say(words)
        self.marks.remove("picture")

    def open_link(self, target: str) -> tuple[str, int]:
        """A link begins; where it leads, and where its words begin."""
        if ALLOWED.match(target):
            self.marks.append(f"link {unquote(target)}")
        return target, len(self.letters)

    def close_link(self, target: str, start: int) -> None:
        """A link ends. One that may not be followed says where it would have led."""
        if ALLOWED.match(target):
            self.marks.remove(f"link {unquote(target)}")
            return
        said = "".join(letter for letter, _ in self.letters[start:])
        shown = unquote(target)
        if target and said in (target, shown):
            self.letters[start:] = []
            self.say(f"<{said}>")  # An address in angle brackets stays as it was written.
        elif target:
            self.say(f" ({shown})" if said.strip() else shown)

    def open_list(self, start: int | None) -> None:
        """A list begins: of bullets, or numbered from *start*."""
        self.end()
        self.lists.append([start])

    def item(self) -> None:
        """An item begins."""
        self.end()
        (number,) = self.lists[-1]
        if number is not None:
            self.lists[-1][0] += 1
        self.found.append(self.leaf("bullet" if number is None else f"number {number}"))

    def close_list(self) -> None:
        """A list ends."""
        self.end()
        self.lists.pop()


class Page(HTMLParser):
    """Reads the leaves of a page of HTML: the specification's, or what mammoth makes of a document."""

    MARKS: Final = {"em": "emphasis", "strong": "strong", "code": "code", "s": "strike"}
    BLOCKS: Final = frozenset({"p", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.leaves = Leaves()
        self.links: list[tuple[str, int]] = []
        self.feed(html)
        self.close()
        self.leaves.end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        leaves = self.leaves
        if tag in self.MARKS:
            if leaves.kind != "code":
                leaves.marks.append(self.MARKS[tag])
        elif tag == "a" and "href" in given:
            self.links.append(leaves.open_link(given["href"]))
        elif tag == "br":
            leaves.letters.append(("\n", NONE))
        elif tag == "img":
            leaves.picture(given.get("alt", ""))
        elif tag in ("ul", "ol"):
            leaves.open_list(int(given.get("start", 1)) if tag == "ol" else None)
        elif tag == "li":
            leaves.item()
        elif tag == "hr":
            leaves.end()
            leaves.found.append(leaves.leaf("rule"))
        elif tag in self.BLOCKS:
            leaves.end()
            leaves.kind = "code" if tag == "pre" else tag if tag[0] == "h" else "p"
            leaves.quotes += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        leaves = self.leaves
        if tag in self.MARKS:
            if leaves.kind != "code":
                leaves.marks.remove(self.MARKS[tag])
        elif tag == "a" and self.links:
            leaves.close_link(*self.links.pop())
        elif tag in ("ul", "ol"):
            leaves.close_list()
        elif tag in self.BLOCKS:
            leaves.end()
            leaves.quotes -= tag == "blockquote"

    def handle_data(self, data: str) -> None:
        self.leaves.say(data if self.leaves.kind == "code" else re.sub(f"[{SPACE}]+", " ", data))


class Pandoc:
    """Reads the leaves of pandoc's tree, of a page of HTML or of a document with its styles."""

    MARKS: Final = {"Emph": "emphasis", "Strong": "strong", "Strikeout": "strike"}

    def __init__(self, blocks: Iterable[Any]) -> None:
        self.leaves = Leaves()
        self.blocks(blocks)

    def blocks(self, blocks: Iterable[Any]) -> None:
        leaves = self.leaves
        for block in blocks:
            match block:
                case {"t": "Para" | "Plain", "c": inline}:
                    self.inline(inline)
                    leaves.end()
                case {"t": "Header", "c": [level, _, inline]}:
                    leaves.kind = f"h{level}"
                    self.inline(inline)
                    leaves.end()
                case {"t": "CodeBlock", "c": [_, text]}:
                    leaves.kind = "code"
                    leaves.say(text)
                    leaves.end()
                case {"t": "HorizontalRule"}:
                    leaves.found.append(leaves.leaf("rule"))
                case {"t": "BlockQuote", "c": inner}:
                    leaves.quotes += 1
                    self.blocks(inner)
                    leaves.quotes -= 1
                case {"t": "BulletList", "c": items}:
                    self.items(items, None)
                case {"t": "OrderedList", "c": [[start, *_], items]}:
                    self.items(items, start)
                case {"t": "Div", "c": [[_, _, [["custom-style", "Horizontal Line"]]], _]}:
                    leaves.found.append(leaves.leaf("rule"))
                case {"t": "Div", "c": [[_, _, [["custom-style", "IM Label"]]], inner]}:
                    leaves.kind = "label"
                    self.blocks(inner)
                case {"t": "Div", "c": [_, inner]}:
                    self.blocks(inner)
                case _:
                    raise AssertionError(f"no example holds such a block: {block}")

    def items(self, items: Iterable[Any], start: int | None) -> None:
        self.leaves.open_list(start)
        for item in items:
            self.leaves.item()
            self.blocks(item)
        self.leaves.close_list()

    def inline(self, inline: Iterable[Any]) -> None:
        leaves = self.leaves
        for one in inline:
            match one:
                case {"t": "Str", "c": text}:
                    leaves.say(text)
                case {"t": "Space" | "SoftBreak"}:
                    leaves.say(" ")
                case {"t": "LineBreak"}:
                    leaves.letters.append(("\n", NONE))
                case {"t": "Code", "c": [_, text]}:
                    # In a document, pandoc reads no mark of code but that it is code.
                    marks, leaves.marks = leaves.marks, [m for m in leaves.marks if m.startswith("link")]
                    leaves.marks.append("code")
                    leaves.say(text)
                    leaves.marks = marks
                case {"t": "Link", "c": [_, inner, [target, _]]}:
                    link = leaves.open_link(target)
                    self.inline(inner)
                    leaves.close_link(*link)
                case {"t": "Image", "c": [_, inner, _]}:
                    leaves.marks.append("picture")
                    self.inline(inner)
                    leaves.marks.remove("picture")
                case {"t": "Span", "c": [_, inner]}:
                    self.inline(inner)
                case {"t": "Quoted", "c": [{"t": kind}, inner]}:
                    sign = "'" if kind == "SingleQuote" else '"'
                    leaves.say(sign)
                    self.inline(inner)
                    leaves.say(sign)
                case {"t": kind, "c": inner} if kind in self.MARKS:
                    leaves.marks.append(self.MARKS[kind])
                    self.inline(inner)
                    leaves.marks.remove(self.MARKS[kind])
                case _:
                    raise AssertionError(f"no example holds such a run: {one}")


def as_shown(html: str) -> str:
    """A page as we show it on purpose: headings without gaps between their levels, and titles as captions."""
    levels: list[int] = []

    def closed_up(found: re.Match[str]) -> str:
        level = int(found[2])
        if found[1] == "<h":
            while levels and levels[-1] >= level:
                levels.pop()
            levels.append(level)
        return f"{found[1]}{len(levels)}>"

    html = re.sub(r"(</?h)([1-6])>", closed_up, html)
    return re.sub(r'<p>(<img [^>]*?title="([^"]*)"[^>]*>)</p>', r"<p>\1</p><p>\2</p>", html)


SIGN: Final = "example⟩"
"""Before the number of each example, in a document of all of them."""


def document() -> tree.Document:
    """All examples in one document, each below a paragraph with its number."""
    blocks: list[tree.Block] = []
    for one in examples():
        blocks.append(tree.paragraph(f"{SIGN}{one.example}"))
        blocks += im.document_from_markdown(one.markdown, title="-").blocks
    return tree.Document(title="", blocks=tuple(blocks), language="en")


def page() -> str:
    """The HTML of all examples as one page, each below a paragraph with its number."""
    return "".join(f"<p>{SIGN}{one.example}</p>\n{as_shown(one.html)}" for one in examples())


def text_of(leaves: Iterable[Leaf]) -> str:
    """The text of leaves, its white space as one blank."""
    said = " ".join("".join(text for text, _ in leaf.words) for leaf in leaves)
    return " ".join(said.split())


def parted(leaves: Iterable[Leaf]) -> dict[int, list[Leaf]]:
    """The leaves of each example, in a document or page of all of them."""
    found: dict[int, list[Leaf]] = {}
    here: list[Leaf] = []
    for leaf in leaves:
        said = leaf.words[0][0] if leaf.words else ""
        if leaf.kind == "p" and said.startswith(SIGN):
            here = found[int(said.removeprefix(SIGN))] = []
        else:
            here.append(leaf)
    return found
