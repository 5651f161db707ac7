"""Users of python-docx are handed our documents, and can put our blocks into theirs."""

from __future__ import annotations

import io
import json
import os
import subprocess
from pathlib import Path

import docx
import pytest

import interim_method as im
from formats.docx import sample
from formats.docx.lint import W, defects
from formats.docx.tools import root_of, texts_of, values_in, written
from interim_method.formats.docx import write
from interim_method.markup import tree
from programs import program


def saved(word: object) -> bytes:
    stream = io.BytesIO()
    word.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


TABLE = tree.Table((tree.Column(),), (), (tree.Row((tree.Cell((tree.paragraph("cel·la"),)),)),))


def test_a_document_handed_over_is_the_one_that_would_have_been_written(
    sample_document: tree.Document, sample_file: bytes
) -> None:
    found: list[im.Finding] = []
    file = saved(im.word_document(sample_document, findings=found))
    assert sorted(texts_of(file)) == sorted(texts_of(sample_file))
    assert [one.rule for one in found] == ["image-not-shown"] * 2
    assert not defects(file)


def test_python_docx_goes_on_with_a_document_handed_over() -> None:
    word = im.word_document(im.document_from_markdown("# Títol\n\nU\n\nDos"))
    word.add_paragraph("Annex", style="Heading 1")
    word.paragraphs[1].add_run("!")
    assert [p.text for p in word.paragraphs] == ["Títol", "U!", "Dos", "Annex"]
    assert "Annex" in "".join(texts_of(saved(word)))


def test_blocks_are_put_at_the_end_of_a_document_or_before_a_place_in_it() -> None:
    word = docx.Document()
    word.add_paragraph("abans")
    after = word.add_paragraph("després")
    im.add_to_word(word, im.document_from_markdown("- u\n- dos\n\nfi"), before=after)
    im.add_to_word(word, (tree.paragraph("al final"),))
    assert [p.text for p in word.paragraphs] == ["abans", "u", "dos", "fi", "després", "al final"]


def test_everything_put_in_comes_with_what_it_refers_to_however_often_it_is_put_in(
    sample_file: bytes,
) -> None:
    word = docx.Document()
    for _ in range(2):
        assert [f.rule for f in im.add_to_word(word, sample.document())] == ["image-not-shown"] * 2
    file = saved(word)
    # What python-docx's template lacks, the colour of its captions, and the paragraph that closed the first
    # table before there was a second text.
    blamed = ("title-", "language-", "contrast-low", "empty-paragraph")
    assert [one for one in defects(file) if not one.startswith(blamed)] == []
    for text in ("La primera nota, amb més coses.", "Venem el que sabem fer"):
        assert "".join(texts_of(file)).count(text) == 2 * "".join(texts_of(sample_file)).count(text)
    assert values_in(file)


@pytest.mark.documents
def test_a_document_with_blocks_put_in_has_no_new_error_in_the_open_xml_validator(tmp_path: Path) -> None:
    validator = program("ooxml-validator", os.environ.get("OOXML_VALIDATOR"))

    def errors(word: object) -> set[str]:
        file = tmp_path / "it.docx"
        file.write_bytes(saved(word))
        run = subprocess.run([validator, str(file)], capture_output=True, text=True)
        return {e["description"] for e in json.loads(run.stdout)["errors"]}

    bare = errors(docx.Document())
    word = docx.Document()
    im.add_to_word(word, sample.document())
    im.add_to_word(word, sample.document())
    assert errors(word) <= bare
    assert not errors(im.word_document(sample.document()))


def test_the_page_turns_for_a_board_and_back_for_what_follows_in_their_document() -> None:
    word = docx.Document()
    last = word.add_paragraph("darrer")
    board = tree.Section(tree.line("Tauler"), (TABLE,), orientation="landscape")
    im.add_to_word(word, (tree.paragraph("a"), board), before=last)
    sides = [section.orientation for section in word.sections]
    assert [int(side) for side in sides] == [0, 1, 0]
    assert word.paragraphs[-1].text == "darrer"


def test_a_table_put_beside_one_of_theirs_stays_a_table_of_its_own() -> None:
    word = docx.Document()
    word.add_table(1, 1)
    im.add_to_word(word, (TABLE,))
    body = root_of(saved(word)).find(W + "body")
    assert [element.tag.removeprefix(W) for element in body] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_place_in_another_document_is_refused() -> None:
    with pytest.raises(im.InterimMethodError, match="does not stand in the text"):
        im.add_to_word(docx.Document(), (TABLE,), before=docx.Document().add_paragraph("x"))


def test_blocks_take_the_styles_of_the_document_that_they_are_put_into() -> None:
    word = docx.Document()
    im.add_to_word(word, (tree.Section(tree.line("Cap"), (tree.paragraph("text"),)),))
    assert [p.style.name for p in word.paragraphs if p.style] == ["Heading 1", "Normal"]


def test_a_document_too_large_to_hold_is_written_as_it_is_made() -> None:
    made: list[int] = []

    def blocks() -> object:
        for n in range(50):
            made.append(n)
            yield tree.Section(tree.line(f"Part {n}"), (TABLE,), id=f"part-{n}")

    streamed = tree.Document(title="Llarg", language="ca", blocks=tree.Stream(blocks))  # type: ignore[arg-type]
    held = tree.Document(title="Llarg", language="ca", blocks=tuple(blocks()))  # type: ignore[arg-type]
    for contents in ("", "Contingut"):
        both = (tree.replaced(one, contents_title=contents) for one in (streamed, held))
        first, second = map(written, both)
        assert first == second
    # Once to be held, once to be written, and twice where the headings have to be listed first.
    assert made.count(0) == 4


def test_a_stream_may_call_notes_that_come_later_and_says_which_never_came() -> None:
    said = tree.Paragraph((tree.Text("Text"), tree.NoteRef("n"), tree.NoteRef("z")))
    link = tree.Paragraph((tree.Link(tree.line("lluny"), "#lluny"),))
    blocks = (said, link, tree.Footnote("n", (tree.paragraph("La nota."),)), tree.Section((), (), id="lluny"))
    document = tree.Document(title="T", language="ca", blocks=tree.Stream(lambda: blocks))
    stream = io.BytesIO()
    found = write(document, stream)
    assert {one.rule for one in found} == {"link-without-target", "note-missing"}
    assert defects(stream.getvalue()) == []
    assert "La nota." in "".join(texts_of(stream.getvalue()))
