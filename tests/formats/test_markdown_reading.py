"""Markdown files that come back: what their readers find in them, however they were edited."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import interim_method as im
import trees
from interim_method.api import ExportJob
from interim_method.cli.demo_command import LANGUAGES, jobs
from interim_method.errors import ReadError
from interim_method.formats.markdown import read
from interim_method.formats.markdown.document import write
from interim_method.forms.form import Form, Held, ReadOptions, fingerprint
from interim_method.forms.mapping import map_of
from interim_method.markup import tree as t
from interim_method.markup.parsing import parse
from interim_method.model.frozen import FrozenMap

STATUS = (t.Option("to-do", "per fer"), t.Option("in-progress", "en curs"), t.Option("done", "feta"))


def field(key: str, value: str = "", *, kind: str = "text", **options: object) -> t.Field:
    """A field that shows its value as one paragraph."""
    blocks = (t.paragraph(value),) if value else ()
    return t.Field(key, f"/at/{key}", kind, f"Label of {key}", value, blocks, **options)  # type: ignore[arg-type]


def prose(key: str, value: str) -> t.Field:
    """A field of Markdown."""
    return t.Field(key, f"/at/{key}", "markdown", f"Label of {key}", value, parse(value))


def cells(*blocks: t.Block) -> tuple[t.Cell, ...]:
    """A cell for each block."""
    return tuple(t.Cell((block,)) for block in blocks)


def table(*rows: tuple[t.Block, ...]) -> t.Table:
    """A table of these rows."""
    columns = tuple(t.Column() for _ in rows[0])
    return t.Table(columns, (), tuple(t.Row(cells(*row)) for row in rows))


def document(*blocks: t.Block, **options: object) -> t.Document:
    """A document of these blocks."""
    return t.Document(title="Pla", blocks=blocks, language="ca", **options)  # type: ignore[arg-type]


def written(*blocks: t.Block) -> str:
    """A whole file of these blocks."""
    return write(document(*blocks))


def form(text: str | bytes) -> Form:
    """What is read of a file."""
    data = text.encode() if isinstance(text, str) else text
    return read(io.BytesIO(data), ReadOptions(name="file.md"))


def held(text: str | bytes) -> dict[str, Held]:
    """What the places of a file hold, the first one of each key."""
    found: dict[str, Held] = {}
    for one in form(text).held:
        found.setdefault(one.key, one)
    return found


def texts(text: str | bytes) -> dict[str, str]:
    """The plain text of each place."""
    return {key: one.text for key, one in held(text).items()}


def values(text: str | bytes) -> dict[str, str | None]:
    """The value of each place, where its anchor says it."""
    return {key: one.value for key, one in held(text).items()}


PLAN = document(
    t.Section(
        t.line("Objectius"),
        (
            t.paragraph("Què volem aconseguir?", "question"),
            prose("goal", "Reduir *hores*\n\n- una\n- dues"),
            field("status", "in-progress", kind="choice", options=STATUS),
            field("mark", "3", kind="scale", low=1, high=5),
        ),
    ),
    t.Collection(
        "actions", "/actions", "Accions",
        (t.Column(), t.Column("center"), t.Column("right")),
        (t.line("Acció"), t.line("Estat"), t.line("Hores")),
        ("title", "status", ""),
        (
            t.CollectionRow(
                "row-1", "a1",
                cells(field("title-1", "Mapa | de ruta"), field("status-1", "fet"), t.paragraph("12")),
            ),
            t.CollectionRow(
                "row-2", "",
                (*cells(field("title-2", placeholder="Nova acció…"), field("status-2")), t.Cell(())),
            ),
        ),
    ),
    id="abcdefghijklmnop",
    identity=FrozenMap({"document": "abcdefghijklmnop", "record": "e1", "recipe": "action-plan"}),
)  # fmt: skip


# --- the map ----------------------------------------------------------------------------------------------------------


@cache
def demo(language: str) -> tuple[ExportJob, ...]:
    return tuple(jobs(Path("out"), (language,), ("md",)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_of_the_demo_reads_back_as_it_was_made(language: str) -> None:
    for job in demo(language):
        made = im.compose(job.subject, **job.arguments)
        back = form(write(made))
        assert back.map is not None
        assert attrs.evolve(back.map, prints=None) == map_of(made), job.target
        assert back.identity == made.identity
        assert back.findings == ()
        assert [one.key for one in back.held] == [place.key for place in back.map.places]
        assert all(one.as_made for one in back.held), job.target
        assert set(back.rows) == {row.key for one in back.map.collections for row in one.rows}
        assert set(back.collections) == {one.key for one in back.map.collections}
        within = {n for one in back.held for n in one.lines}
        printed = {
            fingerprint(line.text) for n, line in enumerate(back.lines) if line.text and n not in within
        }
        assert back.map.prints == printed


@settings(max_examples=200)
@given(trees.flat, st.booleans())
def test_any_text_in_a_place_reads_back_as_it_was_made(blocks: t.Blocks, in_cell: bool) -> None:
    blocks = tuple(block for block in blocks if not isinstance(block, t.Footnote))
    place = t.Field("k", "/k", "markdown", "K", "said", blocks)
    made = document(t.paragraph("before"), table((place, place)) if in_cell else place, t.paragraph("after"))
    back = form(write(made))
    assert back.map is not None
    assert attrs.evolve(back.map, prints=None) == map_of(made)
    assert {one.key for one in back.held} == {"k"}
    assert all(one.as_made for one in back.held)


# --- what stands in places --------------------------------------------------------------------------------------------


def test_an_untouched_file_gives_what_was_written() -> None:
    found = held(write(PLAN))
    assert {key: (one.text, one.value) for key, one in found.items()} == {
        "goal": ("Reduir hores\nuna\ndues", None),
        "status": ("en curs", "in-progress"),
        "mark": ("3", "3"),
        "title-1": ("Mapa | de ruta", None),
        "status-1": ("fet", None),
        "title-2": ("", None),
        "status-2": ("", None),
    }
    assert found["goal"].blocks() == parse("Reduir *hores*\n\n- una\n- dues")
    assert {key for key, one in found.items() if not one.plain} == {"goal"}


def test_fields_edited_by_hand_are_found_by_their_keys() -> None:
    text = write(PLAN)
    edited = text.replace("Reduir _hores_", "Reduir *molt* les hores\n\nI més:").replace(
        "_Nova acció …_", "Provar el \\| mapa"
    )
    assert edited != text
    found = held(edited.replace("\n", "\r\n"))
    assert {key for key, one in found.items() if not one.as_made} == {"goal", "title-2"}
    assert found["goal"].blocks() == parse("Reduir *molt* les hores\n\nI més:\n\n- una\n- dues")
    assert found["title-2"].text == "Provar el | mapa"


def test_what_formatters_change_is_no_edit() -> None:
    formatted = (
        write(PLAN)
        .replace("| --- | :-: | --: |", "| :-------- | :---: | ------: |")
        .replace("-->Mapa", "--> Mapa")
        .replace("_Nova acció …_", "*Nova acció …*")
        .replace("12 |", "       12 |")
        .replace("- una\n- dues", "* una\n* dues")
    )
    assert all(one.as_made for one in form(formatted).held)


def test_fields_in_lists_and_quotes_are_free_of_their_surroundings() -> None:
    two = prose("k", "a\n\n> b")
    deep = t.Items((t.Item((t.paragraph("x"), t.Quote((two,)))),), tight=False)
    for block in (
        two,
        t.Quote((two,)),
        t.Items((t.Item((two,)),)),
        t.Callout((t.Items((t.Item((two,)),), start=10),)),
        deep,
    ):
        assert held(written(block))["k"].blocks() == parse("a\n\n> b")


def test_an_answer_that_looks_like_a_placeholder_is_still_an_answer() -> None:
    answers = ("…", "_doncs …_", "_a_ …")
    blocks = tuple(prose(f"k{n}", said) for n, said in enumerate(answers))
    for text in (written(*blocks), written(table(*((block,) for block in blocks)))):
        assert [one.blocks() for one in held(text).values()] == [parse(said) for said in answers]
        assert [one.text for one in held(text).values()] == ["…", "doncs …", "a …"]


def test_empty_fields_show_what_to_write_and_read_as_empty() -> None:
    blocks = (
        field("a", placeholder="Escriviu *aquí*…"),
        field("b"),
        field("c", kind="scale", low=-1, high=1),
    )
    text = written(*blocks)
    assert "_Escriviu \\*aquí\\* …_" in text
    assert texts(text) == {"a": "", "b": "", "c": ""}


def test_anchors_that_somebody_typed_are_not_anchors() -> None:
    said = "<!-- im:other -->x<!-- /im:other -->"
    code = t.CodeBlock(said)
    answer = t.Field("k", "/k", "markdown", "", "said", (t.paragraph(said), code))
    found = held(written(code, t.paragraph(said), answer))
    assert set(found) == {"k"}
    assert found["k"].blocks() == (t.paragraph(said), code)


def test_a_place_that_is_shown_twice_is_held_twice() -> None:
    back = form(written(field("k", "first"), field("k", "second")))
    assert [(one.key, one.text) for one in back.held] == [("k", "first"), ("k", "second")]


# --- cells ------------------------------------------------------------------------------------------------------------


@settings(max_examples=200)
@given(trees.flat)
def test_what_becomes_of_blocks_is_known(blocks: t.Blocks) -> None:
    blocks = tuple(block for block in blocks if not isinstance(block, t.Footnote))
    place = t.Field("k", "/k", "markdown", "K", "said", blocks)
    back = form(written(place, t.Quote((place,))))
    assert [one.blocks() for one in back.held] == [back.carried(blocks)] * 2


@pytest.mark.parametrize(
    "said",
    [
        "one\n\ntwo",
        "one\\\ntwo",
        "- a\n- b\n  1. c\n  2. d",
        "- only",
        "> quoted\n>\n> twice",
        "```py\nx | y\n\n  z\n```",
        "- ```\n  x\n  ```",
        "a | b\n\n- [x] **c**",
    ],
)
def test_a_cell_holds_more_than_a_line_without_loss(said: str) -> None:
    text = written(table((prose("k", said), prose("l", "other"))))
    found = held(text)
    assert found["k"].blocks() == parse(said)
    assert found["k"].as_made
    more = held(text.replace("-->other", "-->first<br><br>- second<BR />- third"))["l"]
    assert more.blocks() == parse("first\n\n- second\n- third")
    assert more.text == "first\nsecond\nthird"


def test_what_stands_beside_a_place_in_a_cell_is_a_line_of_its_own() -> None:
    beside = t.Table((t.Column(),), (), (t.Row((t.Cell((field("k", "said"), t.paragraph("derived"))),)),))
    back = form(written(beside))
    assert [line.text for line in back.lines] == ["Pla", "", "said", "derived"]
    assert [one.lines for one in back.held] == [range(2, 3)]


# --- ticks and scales -------------------------------------------------------------------------------------------------


def ticked(kind: str, *lines: str) -> Held:
    """What is read where the boxes of a field were left as *lines*."""
    text = written(field("k", "", kind=kind, options=STATUS))
    boxes = "- [ ] per fer\n- [ ] en curs\n- [ ] feta"
    assert boxes in text
    return held(text.replace(boxes, "\n".join(lines)))["k"]


@pytest.mark.parametrize("box", ["[x]", "[X]", "[ x ]", "☑", "[✓]", "☒"])
def test_a_box_is_ticked_as_people_tick_it(box: str) -> None:
    found = ticked("choice", "- [ ] per fer", f"* {box} en curs", "- [ ] feta")
    assert (found.text, found.value) == ("en curs", "in-progress")


def test_several_boxes_may_be_ticked_where_several_may_be_chosen() -> None:
    assert ticked("choices", "- [x] per fer", "- [ ] en curs", "- [X] feta").value == "to-do done"
    assert ticked("choices", "- [ ] per fer", "- [ ] en curs").value == ""


def test_two_ticks_where_one_may_be_are_never_silently_one() -> None:
    text = written(field("k", "", kind="choice", options=STATUS))
    back = form(text.replace("[ ] per", "[x] per").replace("[ ] feta", "[x] feta"))
    (found,) = back.held
    assert (found.value, found.text) == (None, "per fer; feta")
    assert len(back.findings) == 1


@pytest.mark.parametrize("said", ["1 2 3 **4** 5", "1 2 3 __4__ 5", "1 2 3 _4_ 5"])
def test_a_number_of_a_scale_is_marked(said: str) -> None:
    text = written(field("k", kind="scale", low=1, high=5))
    assert values(text.replace("1 2 3 4 5", said)) == {"k": "4"}


# --- files that are none ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"\xff\x00\xff", b"a\x00b", b"PK\x03\x04\xe9", b"> " * 30 + b"x"])
def test_what_is_no_file_of_ours_ends_in_one_error(data: bytes) -> None:
    with pytest.raises(ReadError):
        form(data)


def test_other_encodings_that_say_what_they_are_can_be_read() -> None:
    text = write(PLAN)
    for data in (text.encode("utf-8-sig"), text.encode("utf-16"), text.replace("\n", "\r\n").encode()):
        assert all(one.as_made for one in form(data).held)


def test_a_harmed_line_of_the_note_harms_no_other() -> None:
    back = form(write(PLAN).replace('place ["mark",', 'place ["mark'))
    assert back.map is not None
    assert {place.key for place in back.map.places} == {p.key for p in map_of(PLAN).places} - {"mark"}
    assert len(back.findings) == 1


# --- anchors that somebody harmed -------------------------------------------------------------------------------------

HALVES = document(
    t.Section(
        t.line("Primer"),
        (t.paragraph("Abans"), prose("long", "Un text"), t.paragraph("Després"), prose("next", "Altre")),
    ),
    t.Definitions((t.Definition(t.line("Data"), (field("day", "demà"),)),)),
    table((field("left", "esquerra"), field("right", "dreta"))),
)  # fmt: skip


@pytest.mark.parametrize(
    ("gone", "key", "typed", "said"),
    [
        ("<!-- /im:long -->", "long", ("Un text", "Un text\n\nI més"), "Un text\nI més"),
        ("<!-- im:long -->", "long", ("Un text", "Un text\n\nI més"), "Un text\nI més"),
        ("<!-- /im:next -->", "next", ("Altre", "Un altre"), "Un altre"),
        ("<!-- /im:day -->", "day", ("demà", "avui"), "avui"),
        ("<!-- im:day -->", "day", ("demà", "avui"), "avui"),
        ("<!-- /im:left -->", "left", ("esquerra", "més<br>enllà"), "més\nenllà"),
        ("<!-- /im:right -->", "right", ("dreta", "més"), "més"),
        ("<!-- im:right -->", "right", ("dreta", "més"), "més"),
    ],
)
def test_a_place_with_half_of_its_marks_is_read_up_to_what_was_printed(
    gone: str, key: str, typed: tuple[str, str], said: str
) -> None:
    text = write(HALVES)
    assert gone in text
    back = form(text.replace(gone, "").replace(*typed))
    found = {one.key: one for one in back.held}
    assert set(found) == {"long", "next", "day", "left", "right"}
    assert (found[key].text, found[key].where) == (said, "structure")
    assert all(one.as_made for one in back.held if one.key != key)
    assert len(back.findings) == 1
    unchanged = form(text.replace(gone, ""))
    assert all(one.as_made for one in unchanged.held)


def test_what_two_harmed_places_may_both_hold_is_held_once() -> None:
    text = write(document(prose("a", "primer"), prose("b", "segon")))
    cut = text.replace("<!-- /im:a -->", "").replace("<!-- im:b -->", "")
    back = form(cut)
    assert [(one.key, one.text) for one in back.held] == [("a", "primer\nsegon")]
    assert len(back.findings) == 2
    crossed = (
        text.replace("<!-- /im:a -->", "@")
        .replace("<!-- im:b -->", "<!-- /im:a -->")
        .replace("@", "<!-- im:b -->")
    )
    assert [one.text for one in form(crossed).held] == ["primer", "segon"]


def test_a_mark_whose_name_was_mistyped_is_taken_for_the_other_one() -> None:
    text = write(HALVES).replace("<!-- im:day -->demà", "<!-- im:dai -->avui")
    back = form(text)
    assert {one.key: one.text for one in back.held}["day"] == "avui"
    assert len(back.findings) == 1


def test_a_place_whose_text_was_taken_away_with_a_mark_is_not_emptied() -> None:
    back = form(write(HALVES).replace("demà<!-- /im:day -->", ""))
    assert "day" not in {one.key for one in back.held}
    assert len(back.findings) == 1


# --- several documents in one file ------------------------------------------------------------------------------------


def test_the_places_of_all_documents_in_a_file_count() -> None:
    identity = FrozenMap({"document": "other", "record": "e1", "recipe": "minutes"})
    other = document(prose("extra", "Acta"), identity=identity)
    back = form(write(PLAN) + "\n" + write(other))
    assert back.map is not None
    assert back.identity == PLAN.identity
    assert {place.key for place in back.map.places} == {*(p.key for p in map_of(PLAN).places), "extra"}
    assert all(one.as_made for one in back.held)
    assert len(back.findings) == 1
    twice = form(write(PLAN) + write(PLAN).replace("en curs", "feta"))
    assert [one.text for one in twice.held if one.key == "goal"] == ["Reduir hores\nuna\ndues"] * 2


def test_the_places_of_another_record_are_not_taken_for_this_one() -> None:
    identity = FrozenMap({"document": "other", "record": "e2", "recipe": "minutes"})
    back = form(write(PLAN) + "\n" + write(document(prose("extra", "Acta"), identity=identity)))
    assert back.map is not None
    assert back.identity == PLAN.identity
    assert {place.key for place in back.map.places} == {p.key for p in map_of(PLAN).places}
    assert "e2" in back.findings[0]


# --- values as people type them ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "1 2 3 [4] 5", "1 2 3 ( 4 ) 5", "1 2 3 <u>4</u> 5", "1 2 3 `4` 5", "1 2 3 ***4*** 5", "1 2 3 X 5",
        "1, 2, 3, **4**, 5", "1 | 2 | 3 | [4] | 5", "1 2 3 \\*4\\* 5", "**4** 5", "1 2 3 →4 5",
    ],
)  # fmt: skip
def test_a_number_of_a_scale_is_marked_as_people_mark_it(said: str) -> None:
    text = written(field("k", kind="scale", low=1, high=5))
    assert values(text.replace("1 2 3 4 5", said)) == {"k": "4"}


def test_what_is_no_mark_on_a_scale_stays_text() -> None:
    text = written(field("k", kind="scale", low=1, high=5))
    for said in ("4", "4/5", "3 4", "entre 3 i 4", "9"):
        found = held(text.replace("1 2 3 4 5", said))["k"]
        assert (found.text, found.value) == (said, None)
    back = form(text.replace("1 2 3 4 5", "1 [2] 3 **4** 5"))
    assert (back.held[0].text, back.held[0].value) == ("2, 4", None)
    assert len(back.findings) == 1
    wide = written(field("k", "7", kind="scale", low=0, high=2_000_000_000))
    assert texts(wide) == {"k": "7"}


def test_choices_in_other_words_are_left_to_be_understood() -> None:
    found = ticked("choices", "- [x] Per Fer", "- [ ] en curs", "- [x] Feta!")
    assert (found.text, found.value) == ("Per Fer; Feta!", None)
    found = ticked("choice", "- [ ] per fer", "- [x] EN CURS", "- [ ] feta")
    assert (found.text, found.value) == ("EN CURS", None)


# --- tables as people type them ---------------------------------------------------------------------------------------


def in_cells(back: Form) -> dict[tuple[int, int], str]:
    """The text of each cell of the first table, by row and column."""
    found: dict[tuple[int, int], str] = {}
    for line in back.lines:
        if line.cell is not None and line.cell.table == 0:
            at = (line.cell.row, line.cell.column)
            found[at] = "\n".join(filter(None, (found.get(at, ""), line.text)))
    return found


ROWS = "| 12 |\n| <!-- im-row:row-2 -->"


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        ("| Una | per fer | 3 |", ("Una", "per fer", "3")),
        ("Una | per fer | 3", ("Una", "per fer", "3")),
        ("Una|per fer", ("Una", "per fer", "")),
        ("Una", ("Una", "", "")),
        ("| Una | per fer | 3 | de més | i més |", ("Una", "per fer", "3", "de més", "i més")),
        ("| Una | per fer | 3 ||", ("Una", "per fer", "3")),
        ("| A \\| B | per fer | 3", ("A | B", "per fer", "3")),
    ],
)
def test_a_row_typed_by_hand_keeps_every_cell(typed: str, cells: tuple[str, ...]) -> None:
    text = write(PLAN)
    assert ROWS in text
    back = form(text.replace(ROWS, f"| 12 |\n{typed}\n| <!-- im-row:row-2 -->"))
    found = in_cells(back)
    assert tuple(said for (row, _), said in found.items() if row == 2) == cells
    assert all(one.as_made for one in back.held)
    assert {column for row, column in found if row != 2} == {0, 1, 2}
    assert [line.text for line in back.lines if line.cell and line.cell.row == 0] == [
        "Acció",
        "Estat",
        "Hores",
    ]


def test_a_row_below_an_empty_line_is_of_the_table_above() -> None:
    text = write(PLAN)
    end = "\n\n<!-- /im-collection:actions -->"
    back = form(text.replace(end, "\n\n| Una | per fer | 3 | 4 |\n" + end))
    assert [said for (row, _), said in in_cells(back).items() if row == 3] == ["Una", "per fer", "3", "4"]
    two = form("| a |\n|---|\n| b |\n\n| c |\n|---|\n| d |")
    assert [line.cell.table for line in two.lines if line.cell] == [0, 0, 1, 1]


def test_a_stroke_typed_within_a_place_does_not_end_it() -> None:
    text = write(PLAN).replace("Mapa \\| de ruta", "Mapa | de ruta | i més")
    assert texts(text)["title-1"] == "Mapa | de ruta | i més"
    assert texts(text)["status-1"] == "fet"


def test_code_that_looks_like_a_table_stays_as_it_is() -> None:
    code = "| a |\n|---|\n| b | c |\n\n| d |"
    place = t.Field("k", "/k", "markdown", "K", "said", (t.CodeBlock(code), t.Quote((t.CodeBlock(code),))))
    assert held(written(place))["k"].blocks() == place.blocks
