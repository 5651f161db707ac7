"""Word documents hold what the tree says, are sound, and are the same whenever they are made."""

from __future__ import annotations

import hashlib
import html
import io
import json
import os
import re
import subprocess
import sys
import typing
import zipfile
from pathlib import Path
from typing import Any

import attrs
import docx
import mammoth
import pytest
from lxml import etree

from formats.docx import sample
from formats.docx.lint import W, defects
from formats.docx.tools import part, root_of, squeezed, texts_of, values_in, written
from interim_method.formats.docx import export, write
from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.markup import tree
from interim_method.model.frozen import FrozenMap
from programs import program


def simple(*blocks: tree.Block, **more: Any) -> tree.Document:
    return tree.Document(title="Títol", language="ca", blocks=blocks, **more)


def test_the_sample_has_every_kind_of_block_and_run(sample_document: tree.Document) -> None:
    blocks = {type(b) for b in tree.walk(sample_document.blocks)}
    assert blocks == set(typing.get_args(tree.Block))
    runs: set[type] = set()

    def gather(content: tree.Runs) -> None:
        for run in content:
            runs.add(type(run))
            if isinstance(run, tree.Strong | tree.Emphasis | tree.Strike | tree.Link):
                gather(run.runs)

    for block in tree.walk(sample_document.blocks):
        if isinstance(block, tree.Paragraph):
            gather(block.runs)
    assert runs == set(typing.get_args(tree.Run))


VARIANTS = {
    "as it is": {},
    "with a cover": {"cover": True},
    "lying": {"orientation": "landscape"},
    "bare": {
        "subtitle": "",
        "organisation": "",
        "facts": (),
        "rights": (),
        "notice": "",
        "strip": None,
        "contents_title": "",
        "page_label": "",
        "id": "",
        "identity": FrozenMap(),
        "date": None,
    },
    "in English": {"language": "en"},
    "in Arabic": {"language": "ar", "title": "العربية", "contents_title": "فهرس"},
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_document_has_no_defect_that_validators_let_pass(name: str, sample_document: tree.Document) -> None:
    assert defects(written(attrs.evolve(sample_document, **VARIANTS[name]))) == []


@pytest.mark.documents
@pytest.mark.parametrize("name", VARIANTS)
def test_a_document_has_no_error_in_the_open_xml_validator(
    name: str, sample_document: tree.Document, tmp_path: Path
) -> None:
    validator = program("ooxml-validator", os.environ.get("OOXML_VALIDATOR"))
    file = tmp_path / "sample.docx"
    file.write_bytes(written(attrs.evolve(sample_document, **VARIANTS[name])))
    run = subprocess.run([validator, str(file)], capture_output=True, text=True)
    assert json.loads(run.stdout)["errors"] == []


def test_no_text_is_lost_in_the_file(sample_document: tree.Document, sample_file: bytes) -> None:
    described = [d.get("descr", "") for d in root_of(sample_file).iter(f"{{{NAMESPACES['wp']}}}docPr")]
    held = squeezed("".join([*texts_of(sample_file), *described]))
    for text in words_of(sample_document):
        assert squeezed(text) in held, text


def words_of(document: tree.Document, *, described: bool = True) -> list[str]:
    """Every text that the document shows, as its smallest stretches; *described*: also what describes charts."""
    found = [document.title, document.subtitle, document.organisation, document.notice, *document.rights]
    found += [said for fact in document.facts for said in fact]

    def gather(value: Any) -> None:
        match value:
            case tree.Text(text=text) | tree.Code(text=text) | tree.CodeBlock(text=text):
                found.append(text)
            case tree.Image(alt=alt, caption=caption):
                found.append(alt or "")
                gather(caption)
            case tree.Figure(alt=alt, caption=caption, fallback=fallback):
                if described:
                    found.append(alt)
                gather((caption, fallback))
            case tree.Field(blocks=blocks, placeholder=placeholder):
                # A choice shows its option's label, a tick box its sign.
                if value.kind not in ("choice", "yes-no"):
                    gather(blocks)
                if not value.value:
                    found.append(placeholder)
            case tuple():
                for one in value:
                    gather(one)
            case _ if attrs.has(type(value)):
                for one in attrs.fields(type(value)):
                    gather(getattr(value, one.name))

    gather(document.blocks)
    return [text for text in found if text.strip()]


def test_mammoth_reads_every_text_of_the_body(sample_document: tree.Document, sample_file: bytes) -> None:
    page = mammoth.convert_to_html(io.BytesIO(sample_file)).value
    read = squeezed(html.unescape(re.sub("<[^>]*>", "", page)))
    body = attrs.evolve(sample_document, rights=())
    for text in words_of(body, described=False):
        assert squeezed(text) in read, text


@pytest.mark.documents
def test_pandoc_reads_every_text_of_the_body(
    sample_document: tree.Document, sample_file: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "sample.docx"
    file.write_bytes(sample_file)
    run = subprocess.run(
        [program("pandoc"), "-f", "docx", "-t", "plain", "--wrap=none", str(file)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    read = letters(run.stdout)
    # Pandoc takes the document's title and subtitle for metadata, which plain text does not show.
    body = attrs.evolve(sample_document, title="", subtitle="", rights=())
    for text in words_of(body, described=False):
        assert letters(text) in read, text


def letters(text: str) -> str:
    """Letters and digits alone: plain text draws boxes and marks between them."""
    return "".join(c for c in text if c.isalnum())


def test_the_same_document_gives_the_same_bytes_in_any_process(sample_file: bytes) -> None:
    code = (
        "import io, hashlib, sys\n"
        "from formats.docx import sample\n"
        "from interim_method.formats.docx import write\n"
        "b = io.BytesIO(); write(sample.document(), b)\n"
        "print(hashlib.sha256(b.getvalue()).hexdigest())\n"
    )
    tests = str(Path(__file__).parents[2])
    for seed, zone, language in (("1", "Asia/Tokyo", "C"), ("77", "America/Lima", "tr_TR.UTF-8")):
        surroundings = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": language,
            "PYTHONPATH": os.pathsep.join([tests, *sys.path]),
        }
        run = subprocess.run(
            [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True
        )
        assert run.stdout.strip() == hashlib.sha256(sample_file).hexdigest()


def test_the_zip_says_nothing_of_when_and_where_it_was_made(sample_file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(sample_file)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {i.create_system for i in archive.infolist()} == {0}
        first = ["_rels/.rels", "docProps/core.xml", "docProps/app.xml", "word/document.xml"]
        assert archive.namelist()[:4] == first


def test_headings_are_styled_by_their_level_and_numbered_by_word() -> None:
    deep = tree.Section(tree.line("Dins"), (), numbered=True)
    file = written(
        simple(
            tree.Section(tree.line("U"), (deep, deep), numbered=True),
            tree.Section(tree.line("Sense"), ()),
            tree.Section(tree.line("Dos"), (deep,), numbered=True),
            contents_title="Continguts",
        )
    )
    paragraphs = docx.Document(io.BytesIO(file)).paragraphs
    headings = [(p.style.name, p.text) for p in paragraphs if p.style and p.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "U"),
        ("Heading 2", "Dins"),
        ("Heading 2", "Dins"),
        ("Heading 1", "Sense"),
        ("Heading 1", "Dos"),
        ("Heading 2", "Dins"),
    ]
    entries = [
        "".join(p.itertext(W + "t"))
        for p in root_of(file).iter(W + "p")
        if (style := p.find(f"{W}pPr/{W}pStyle")) is not None and style.get(W + "val").startswith("TOC")
    ]
    assert [e.rstrip("0123456789") for e in entries] == [
        "Continguts",
        "1\u2002U",
        "1.1\u2002Dins",
        "1.2\u2002Dins",
        "Sense",
        "2\u2002Dos",
        "2.1\u2002Dins",
    ]


def test_every_list_counts_anew_from_its_start() -> None:
    one = tree.Items((tree.Item((tree.paragraph("a"),)),), start=1)
    file = written(simple(one, attrs.evolve(one, start=5), one))
    used = [n.get(W + "val") for n in root_of(file).iter(W + "numId")]
    assert len(set(used)) == 3
    numbering = root_of(file, "word/numbering.xml")
    starts = [e.get(W + "val") for e in numbering.iter(W + "startOverride")]
    assert starts == ["1", "5", "1"]


@pytest.mark.parametrize("kind", ["text", "markdown"])
@pytest.mark.parametrize("value", ["", "una cosa"])
def test_the_sign_of_an_item_stands_before_the_field_that_begins_it(kind: str, value: str) -> None:
    place = tree.Field("k1", "/x", kind, "X", value=value)
    file = written(simple(tree.Items((tree.Item((place, tree.paragraph("i després"))),), start=1)))
    signed = [
        p
        for p in root_of(file).iter(W + "p")
        if (number := p.find(f"{W}pPr/{W}numPr/{W}numId")) is not None and number.get(W + "val") != "0"
    ]
    assert len(signed) == 1
    assert [*signed[0].iter(W + "sdt"), *signed[0].iterancestors(W + "sdt")]
    assert not [*signed[0].iterancestors(W + "tbl")]
    assert defects(file) == []


def test_a_task_that_begins_with_a_field_keeps_its_box() -> None:
    items = tuple(
        tree.Item((tree.Field(kind, f"/{kind}", kind, "X", value="una cosa"),), checked=True)
        for kind in ("text", "markdown")
    )
    file = written(simple(tree.Items(items)))
    assert "".join(texts_of(file)).count("☑") == 2
    assert values_in(file) == dict.fromkeys(("text", "markdown"), "una cosa")


def test_what_stands_side_by_side_without_headings_is_no_table_of_data() -> None:
    cells = tuple(tree.Cell((tree.paragraph(text),)) for text in "abc")
    file = written(simple(tree.Table((tree.Column(),) * 3, (), (tree.Row(cells),))))
    assert defects(file) == []


def test_pages_turn_for_a_section_and_back_without_an_empty_one() -> None:
    lying = tree.Section(tree.line("Tauler"), (tree.paragraph("x"),), orientation="landscape", new_page=True)
    upright = tree.Section(tree.line("Text"), (tree.paragraph("y"),), new_page=True)
    file = written(simple(tree.paragraph("a"), lying, lying, upright))
    sizes = [
        (int(s.get(W + "w")), int(s.get(W + "h")), s.get(W + "orient"))
        for s in root_of(file).iter(W + "pgSz")
    ]
    assert sizes == [(11906, 16838, None), (16838, 11906, "landscape"), (11906, 16838, None)]
    # Only the second lying section needs a break of its own: the others begin a stretch of pages.
    assert len(list(root_of(file).iter(W + "pageBreakBefore"))) == 1


def test_every_stretch_of_pages_has_header_and_footer_of_its_width(sample_file: bytes) -> None:
    for section in root_of(sample_file).iter(W + "sectPr"):
        kinds = [(etree.QName(e).localname, e.get(W + "type")) for e in section if "Reference" in e.tag]
        assert ("headerReference", "default") in kinds
        assert ("footerReference", "default") in kinds


def test_fields_of_the_page_show_a_result_before_anything_updates_them(sample_file: bytes) -> None:
    footers = [
        n for n in zipfile.ZipFile(io.BytesIO(sample_file)).namelist() if "footer" in n and "rels" not in n
    ]
    for name in footers:
        text = "".join(root_of(sample_file, name).itertext(W + "t"))
        assert "Pàgina 1 de " in text
        assert "Exemple fictici" in text


def test_header_rows_repeat_and_rows_do_not_split(sample_file: bytes) -> None:
    rows = list(root_of(sample_file).iter(W + "tr"))
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_table_says_whether_its_headings_stand_above_or_beside() -> None:
    cell = tree.Cell((tree.paragraph("x"),))
    beside = tree.Table((tree.Column(), tree.Column()), (), (tree.Row((cell, cell), heading=True),))
    file = written(simple(beside))
    (look,) = root_of(file).iter(W + "tblLook")
    assert (look.get(W + "firstRow"), look.get(W + "firstColumn")) == ("0", "1")
    assert defects(file) == []


def test_notes_are_real_and_a_second_call_refers_to_the_first(sample_file: bytes) -> None:
    body = root_of(sample_file)
    assert [e.get(W + "id") for e in body.iter(W + "footnoteReference")] == ["1", "2"]
    assert [e.text for e in body.iter(W + "instrText") if "NOTEREF" in e.text] == [" NOTEREF _RefNote1 \\h "]
    notes = root_of(sample_file, "word/footnotes.xml")
    assert "La primera nota" in "".join(notes.itertext())
    assert "https://example.org/notes" in part(sample_file, "word/_rels/footnotes.xml.rels").decode()


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "ms-word:ofe|u|x", "smb://host/x", "//host/x", "file:///etc/passwd"]
)
def test_a_link_that_could_do_harm_is_written_as_text_and_reported(target: str) -> None:
    stream = io.BytesIO()
    link = tree.Paragraph((tree.Link(tree.line("clic"), target),))
    (finding,) = write(simple(link), stream)
    assert finding.rule == "link-refused"
    assert "rIdL1" not in part(stream.getvalue(), "word/_rels/document.xml.rels").decode()
    assert target in "".join(texts_of(stream.getvalue()))


def test_a_link_to_no_section_and_a_note_that_is_not_there_are_reported() -> None:
    content = tree.Paragraph((tree.Link(tree.line("enlloc"), "#enlloc"), tree.NoteRef("cap")))
    stream = io.BytesIO()
    assert [f.rule for f in write(simple(content), stream)] == ["link-without-target", "note-missing"]
    assert defects(stream.getvalue()) == []


def test_a_picture_is_never_opened_but_its_words_are_shown() -> None:
    stream = io.BytesIO()
    (finding,) = write(simple(tree.Image("/etc/passwd", alt="Una taula")), stream)
    assert finding.rule == "image-not-shown"
    assert "Una taula" in "".join(texts_of(stream.getvalue()))


def test_lists_and_tables_deeper_than_word_takes_lose_no_text() -> None:
    blocks: tree.Blocks = (tree.paragraph("fons"),)
    for n in range(12):
        blocks = (tree.Items((tree.Item((tree.paragraph(f"nivell {n}"), *blocks)),)),)
    inner: tree.Blocks = (tree.paragraph("dins de tot"),)
    for _ in range(6):
        row = tree.Row((tree.Cell((tree.paragraph("x"), *inner)),))
        inner = (tree.Table((tree.Column(),), (row,), ()),)
    stream = io.BytesIO()
    rules = {f.rule for f in write(simple(*blocks, *inner), stream)}
    assert rules == {"list-too-deep", "table-too-deep"}
    text = "".join(texts_of(stream.getvalue()))
    assert "fons" in text
    assert "dins de tot" in text
    assert defects(stream.getvalue()) == []


def test_rows_too_short_or_too_long_and_tables_with_nothing_stay_sound() -> None:
    columns = (tree.Column(), tree.Column())
    cell = tree.Cell((tree.paragraph("x"),))
    odd = tree.Table(
        columns,
        (tree.Row((cell,)),),
        (
            tree.Row((cell, cell, cell)),
            tree.Row(()),
            tree.Row((attrs.evolve(cell, span=9),)),
            tree.Row((cell, tree.Cell(()))),
        ),
    )
    empty = tree.Table(columns, (tree.Row((cell, cell)),), ())
    assert defects(written(simple(odd, empty, tree.Grid(()), tree.Definitions((), "facts")))) == []


def test_cells_of_a_board_that_would_lie_on_each_other_flow_on() -> None:
    cells = tuple(tree.GridCell(tree.line(f"c{n}"), ()) for n in range(5))
    file = written(simple(tree.Grid(cells, columns=2, role="cards")))
    text = "".join(texts_of(file))
    assert all(f"c{n}" in text for n in range(5))
    assert defects(file) == []


def test_a_paragraph_that_says_nothing_is_not_written() -> None:
    blank = [tree.paragraph(text) for text in ("", "  ", "\n")]
    blank += [tree.Paragraph(()), tree.Paragraph((tree.Strong((tree.Text(" "), tree.Break())),))]
    file = written(
        simple(tree.paragraph("abans"), *blank, tree.Callout(tuple(blank)), tree.paragraph("després"))
    )
    said = [p for p in root_of(file).iter(W + "p") if p.find(f"{W}pPr/{W}pStyle").get(W + "val") != "Title"]
    assert ["".join(p.itertext()) for p in said] == ["abans", "després"]
    assert defects(file) == []


def test_what_xml_cannot_hold_is_replaced_not_dropped_with_the_text_around_it() -> None:
    file = written(simple(tree.paragraph("a\x00b\x0bc\ud800d")))
    assert "a�b�c�d" in "".join(texts_of(file))


def test_text_in_another_language_says_so() -> None:
    words = tree.Paragraph((tree.Text("Hola "), tree.Text("hello", "en"), tree.Text(" ca", "ca")))
    tags = [e.get(W + "val") for e in root_of(written(simple(words))).iter(W + "lang")]
    assert tags == ["en-GB"]


def test_properties_say_who_what_and_in_which_language_however_long_they_are(
    sample_document: tree.Document,
) -> None:
    long = attrs.evolve(sample_document, title="x" * 600, keywords=("paraula",) * 90)
    properties = docx.Document(io.BytesIO(written(long))).core_properties
    assert properties.title == "x" * 255
    assert len(properties.keywords) == 255
    assert properties.language == "ca-ES"
    assert properties.author == "Forn Cooperatiu"
    assert properties.created is not None
    assert properties.created.year == 2026


def test_the_document_says_three_times_which_one_it_is(sample_file: bytes) -> None:
    for name in ("docProps/custom.xml", "docProps/core.xml", "customXml/item1.xml"):
        text = part(sample_file, name).decode()
        assert "d0c1d0c1d0c1" in text, name
        assert "forn-2026" in text, name


def test_an_export_job_gives_its_document_and_its_template() -> None:
    @attrs.frozen
    class Job:
        document: tree.Document
        options: dict[str, str]

    stream = io.BytesIO()
    export(Job(simple(tree.paragraph("text")), {}), stream)
    assert "text" in "".join(texts_of(stream.getvalue()))


def test_the_room_is_light_until_something_is_written() -> None:
    code = (
        "import sys, interim_method.formats.docx\n"
        "print([m for m in ('docx', 'lxml', 'zipfile') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "docx" not in run.stdout
    assert "lxml" not in run.stdout


def test_the_sample_reports_only_the_pictures_that_it_may_not_open() -> None:
    assert {f.rule for f in write(sample.document(), io.BytesIO())} == {"image-not-shown"}


def test_a_quotation_in_another_moves_in_and_takes_along_what_it_holds() -> None:
    inner = tree.Quote((tree.paragraph("dins"), tree.CodeBlock("x = 1")))
    file = written(simple(tree.Quote((tree.paragraph("fora"), inner, tree.CodeBlock("y")))))
    moved = {
        "".join(p.itertext(W + "t")): int(found.get(W + "left"))
        for p in root_of(file).iter(W + "p")
        if (found := p.find(f"{W}pPr/{W}ind")) is not None
    }
    # The first is moved in by its style.
    assert moved == {"dins": 794, "x = 1": 794, "y": 397}


def test_a_tight_list_stays_tight_around_those_in_it() -> None:
    def items(*blocks: tree.Block, tight: bool = True) -> tree.Items:
        return tree.Items(tuple(tree.Item((block,)) for block in blocks), tight=tight)

    nested = tree.Items(
        (tree.Item((tree.paragraph("a"), items(tree.paragraph("b")))), *items(tree.paragraph("c")).items)
    )
    file = written(simple(nested, items(tree.paragraph("d"), tree.paragraph("e"), tight=False)))
    below = {
        "".join(p.itertext(W + "t")): int(found.get(W + "after"))
        for p in root_of(file).iter(W + "p")
        if (found := p.find(f"{W}pPr/{W}spacing")) is not None and found.get(W + "after")
    }
    assert {k: below[k] for k in "abcde"} == {"a": 60, "b": 60, "c": 120, "d": 120, "e": 120}


def test_code_keeps_every_blank() -> None:
    text = "\n\ta  \n\n  b \n"
    (read,) = [
        p.text for p in docx.Document(io.BytesIO(written(simple(tree.CodeBlock(text))))).paragraphs[1:]
    ]
    assert read == text


def test_the_lists_of_a_note_are_defined() -> None:
    said = tree.Section(tree.line("Dins d’una nota"), (tree.paragraph("x"),), numbered=True)
    items = tree.Items((tree.Item((tree.paragraph("u"),)),), start=1)
    called = tree.Paragraph((tree.Text("Text"), tree.NoteRef("n")))
    file = written(
        tree.Document(title="T", language="ca", blocks=(called, tree.Footnote("n", (said, items))))
    )
    assert defects(file) == []
