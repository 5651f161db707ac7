"""Word documents made of Markdown say what the CommonMark specification says, read with Python alone."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import mammoth
import pytest

import interim_method as im
from commonmark import DEVIATIONS, Example, Leaf, Page, as_shown, document, examples, page, parted, text_of
from formats.docx.lint import W
from formats.docx.pictures import png
from formats.docx.tools import root_of, written

LISTS = "".join(
    f"p:{kind}-list({level}) => {'ul|ol > li > ' * (level - 1)}{tag} > li:fresh\n"
    for level in range(1, 5)
    for kind, tag in (("unordered", "ul"), ("ordered", "ol"))
)
STYLES = (
    LISTS
    + "p[style-name='Quote'] => blockquote > p:fresh\n"
    + "p[style-name='Source Code'] => pre:fresh\n"
    + "p[style-name='Horizontal Line'] => hr:fresh\n"
    + "r[style-name='Verbatim Char'] => code\n"
)


def test_all_examples_but_those_of_raw_html_are_here() -> None:
    assert len(examples()) == 580


def body_text(file: bytes) -> str:
    """The text of the body, its white space as one blank."""
    said: list[str] = []
    for node in root_of(file).iter(W + "t", W + "tab", W + "br", W + "p"):
        said.append(node.text or "" if node.tag == W + "t" else " ")
    return " ".join("".join(said).split())


@pytest.mark.parametrize("section", sorted({one.section for one in examples()}))
def test_the_text_of_a_document_is_that_of_the_specifications_html(section: str) -> None:
    wrong = [one for one in examples() if one.section == section and not said_alike(one)]
    assert wrong == []


def said_alike(one: Example) -> bool:
    """Whether our document of an example has the text of its HTML."""
    file = im.to_bytes(im.document_from_markdown(one.markdown), "docx")
    # A picture that is not opened and has no words shows its source: nothing else would be there to read.
    html = as_shown(one.html).replace('src="/url" alt=""', 'alt="/url"')
    return body_text(file).replace("%20", " ") == text_of(Page(html).leaves.found)


@cache
def read_by_mammoth() -> dict[int, list[Leaf]]:
    file = written(document(), images=lambda source: png(8, 8))
    made: Any = mammoth.convert_to_html(io.BytesIO(file), style_map=STYLES, ignore_empty_paragraphs=False)
    return parted(Page(made.value).leaves.found)


def as_mammoth_reads(leaves: list[Leaf]) -> list[Leaf]:
    """Leaves without what mammoth does not read: numbers of lists, and what goes on with an item."""
    found = []
    for one in leaves:
        kind = {"number": "number", "label": "p"}.get(one.kind.partition(" ")[0], one.kind)
        depth = one.depth if kind in ("number", "bullet") else 0
        found.append(Leaf(kind, one.words, depth, False))
    return found


def test_mammoth_reads_the_structure_of_the_specifications_html() -> None:
    wanted, read = parted(Page(page()).leaves.found), read_by_mammoth()
    differ = {n for n in wanted if as_mammoth_reads(wanted[n]) != as_mammoth_reads(read[n])}
    assert differ == set(DEVIATIONS)
