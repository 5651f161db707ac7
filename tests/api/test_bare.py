"""Documents made of Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import interim_method as im
from interim_method.errors import DefinitionError
from interim_method.markup.tree import Paragraph, Section, Text


def made(text: str, **arguments: str) -> tuple[str, tuple[str, ...]]:
    """The title, and the kinds of the blocks, of a document."""
    document = im.document_from_markdown(text, **arguments)
    return document.title, tuple(type(block).__name__ for block in document.blocks)


def test_a_heading_above_everything_is_the_title() -> None:
    assert made("# For Thursday\n\ntext") == ("For Thursday", ("Paragraph",))
    assert made("## For *Thursday*\n\ntext\n\n### Part") == ("For Thursday", ("Paragraph", "Section"))
    assert made("Thursday\n========\n\n- a\n- b") == ("Thursday", ("Items",))


def test_a_heading_of_a_part_is_no_title() -> None:
    assert made("# One\n\ntext\n\n# Two") == ("", ("Section", "Section"))
    assert made("text\n\n# One") == ("", ("Paragraph", "Section"))
    assert made("text") == ("", ("Paragraph",))
    assert made("") == ("", ())


def test_a_title_that_is_given_leaves_the_text_as_it_is() -> None:
    assert made("# One\n\ntext", title="Ours") == ("Ours", ("Section",))


def test_a_heading_with_a_note_stays_where_its_note_can_hang() -> None:
    assert made("# One[^1]\n\n[^1]: note")[0] == ""
    assert made("# **One[^1]**\n\n[^1]: note")[0] == ""
    assert made("# One\n\ntext[^1]\n\n[^1]: note") == ("One", ("Paragraph", "Footnote"))


def test_line_ends_and_marks_of_order_of_other_systems_do_not_matter() -> None:
    plain = im.document_from_markdown("# A\n\nb\nc")
    assert im.document_from_markdown("\ufeff# A\r\n\r\nb\r\nc") == plain
    assert im.document_from_markdown("# A\r\rb\rc") == plain


def test_characters_that_no_format_can_write_are_refused_with_their_places() -> None:
    with pytest.raises(DefinitionError) as caught:
        im.document_from_markdown("one\r\ntwo \x07\n\x00three \ud800")
    said = [fault.problem for fault in caught.value.faults]
    assert said == [
        "the character U+0007 in line 2, column 5 cannot be written",
        "the character U+0000 in line 3, column 1 cannot be written",
        "the character U+D800 in line 3, column 8 cannot be written",
    ]
    with pytest.raises(DefinitionError) as caught:
        im.document_from_markdown("\x01" * 1000)
    assert len(caught.value.faults) == 11


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        ({"title": "two\nlines"}, "/title"),
        ({"title": "\x00"}, "/title"),
        ({"language": "català"}, "/language"),
    ],
)
def test_a_title_and_a_language_that_cannot_be_are_refused(arguments: dict[str, str], address: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        im.document_from_markdown("text", **arguments)
    assert [fault.address for fault in caught.value.faults] == [address]


def test_long_texts_are_documents_too() -> None:
    document = im.document_from_markdown("word " * 100_000)
    assert len(document.blocks) == 1


@given(st.text())
def test_any_text_is_a_document_or_a_definition_error(text: str) -> None:
    try:
        document = im.document_from_markdown(text)
    except DefinitionError:
        return
    assert isinstance(document.title, str)
    assert "\n" not in document.title


def test_a_bare_document_has_nothing_of_a_record() -> None:
    document = im.document_from_markdown("# A\n\n## B\n\nc", language="ca")
    assert (document.id, document.identity, document.language) == ("", im.FrozenMap(), "ca")
    assert document.blocks == (Section((Text("B"),), (Paragraph((Text("c"),)),)),)


HEAD = """---
title: "The plan: \\u00e9"   # as said
lang: ca
author: [Nadal, 'Sánchez, L.']
date: 2026-03-01
keywords:
  - one
  - two words
layout: page
---
# Part

text
"""


def test_front_matter_says_what_the_document_is() -> None:
    document = im.document_from_markdown(HEAD)
    assert (document.title, document.language) == ("The plan: é", "ca")
    assert (document.author, document.keywords) == ("Nadal, Sánchez, L.", ("one", "two words"))
    assert str(document.date) == "2026-03-01"
    assert [type(block).__name__ for block in document.blocks] == ["Section"]


def test_arguments_go_before_front_matter() -> None:
    document = im.document_from_markdown(HEAD, title="Ours", language="es", author="Rosa", contents=True)
    assert (document.title, document.language, document.author) == ("Ours", "es", "Rosa")
    assert document.contents_title


@pytest.mark.parametrize(
    "text", ["---\n\nFoo\n\n---\n", "---\nFoo\n---\nBar", "---\n", "---\n---\n", "- a: b\n"]
)
def test_a_rule_at_the_beginning_is_no_front_matter(text: str) -> None:
    document = im.document_from_markdown(text)
    assert document.title == ""
    assert document.blocks


def test_what_we_write_as_markdown_is_read_as_the_same_document() -> None:
    method = im.methodology("interim-executive")
    written = im.to_bytes(method, "markdown", document="handbook", language="ca").decode()
    composed = im.compose(method, "handbook", language="ca")
    read = im.document_from_markdown(written)
    for name in ("title", "language", "author", "subject", "keywords", "notice", "rights", "organisation"):
        assert getattr(read, name) == getattr(composed, name), name


@pytest.mark.parametrize(
    ("text", "address"),
    [("---\nlanguage: català\n---\n", "/language"), ("---\ndate: tomorrow\n---\n", "/date")],
)
def test_front_matter_that_cannot_be_is_refused(text: str, address: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        im.document_from_markdown(text)
    assert [fault.address for fault in caught.value.faults] == [address]


def test_characters_of_front_matter_are_looked_at_too() -> None:
    with pytest.raises(DefinitionError, match="in line 2, column 8"):
        im.document_from_markdown("---\ntitle: \x07\n---\n")


@given(st.text(st.sampled_from("-: \n\"'[],a#\\>"), max_size=40))
def test_any_head_is_read_or_text(text: str) -> None:
    assert isinstance(im.document_from_markdown(f"---\n{text}\n---\n", language="en").title, str)


def test_a_table_of_contents_is_headed_in_the_documents_language() -> None:
    titles = [
        im.document_from_markdown("# A\n\n# B", language=tag, contents=True).contents_title
        for tag in ("ca", "ca-ES", "en", "fr")
    ]
    assert titles[0] == titles[1] != titles[2] == titles[3]


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(DefinitionError, match="at most 10000000 can be read"):
        im.document_from_markdown("x" * 10_000_001)
