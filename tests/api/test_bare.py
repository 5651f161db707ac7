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
