"""The places of an edited file are found again by their keys, whichever of their anchors is left."""

from __future__ import annotations

import io
import re

import attrs
import pytest

from formats.docx.tools import changed, form_of, part, values_in, written
from interim_method.errors import ReadError
from interim_method.formats.docx.reading import read
from interim_method.forms.form import Held, ReadOptions, fingerprint
from interim_method.forms.mapping import map_of
from interim_method.markup import tree

BODY = "word/document.xml"
MAP = "customXml/item1.xml"


def held_in(file: bytes, key: str) -> list[Held]:
    return [one for one in form_of(file).held if one.key == key]


def filled_in(xml: str, key: str, text: str) -> str:
    """What Word leaves when somebody types *text* into an empty control."""

    def typed(control: re.Match[str]) -> str:
        inner = control[0].replace("<w:showingPlcHdr/>", "")
        return re.sub(r"(<w:t[^>]*>)[^<]*(</w:t>)", rf"\g<1>{text}\g<2>", inner, count=1)

    found = re.sub(rf'<w:sdt><w:sdtPr>(?:(?!</w:sdt>).)*?"im:{key}".*?</w:sdt>', typed, xml, count=1)
    assert found != xml
    return found


def without_controls(xml: str) -> str:
    """What other programs leave: the text and the bookmarks."""
    return re.sub(r"</?w:sdt>|<w:sdtPr>.*?</w:sdtPr>|</?w:sdtContent>", "", xml, flags=re.DOTALL)


def without_bookmarks(xml: str) -> str:
    return re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", xml)


def test_a_file_that_nobody_edited_holds_the_values_that_it_was_made_with(
    sample_document: tree.Document, sample_file: bytes
) -> None:
    form = form_of(sample_file)
    assert values_in(sample_file) == {f.key: f.value for f in tree.fields(sample_document)}
    assert {one.where for one in form.held} == {"control"}
    assert {one.as_made for one in form.held} == {True}
    assert len(form.held) == len(tree.fields(sample_document))


def test_the_map_comes_back_whole(sample_document: tree.Document, sample_file: bytes) -> None:
    found = form_of(sample_file).map
    assert found is not None
    assert attrs.evolve(found, prints=None) == map_of(sample_document)


def test_every_line_outside_a_place_is_one_that_was_printed(sample_file: bytes) -> None:
    form = form_of(sample_file)
    assert form.map
    inside = {n for one in form.held for n in one.lines}
    outside = {one.text for n, one in enumerate(form.lines) if n not in inside and one.text.strip()}
    outside |= {one.outside for one in form.lines if one.outside}
    assert len(outside) > 100
    assert {fingerprint(text) for text in outside} <= form.map.prints


def test_it_still_does_when_only_the_bookmarks_are_left(
    sample_document: tree.Document, sample_file: bytes
) -> None:
    bare = changed(sample_file, BODY, without_controls)
    assert values_in(bare) == {f.key: f.value for f in tree.fields(sample_document)}
    assert {one.where for one in form_of(bare).held} == {"bookmark"}


def test_edited_fields_are_found_by_key_in_controls_and_in_bookmarks(sample_file: bytes) -> None:
    def edit(xml: str) -> str:
        xml = filled_in(xml, "k1prose000", "No saber dir el preu")
        return filled_in(xml, "k7place000", "Sala gran")

    edited = changed(sample_file, BODY, edit)
    for file, where in ((edited, "control"), (changed(edited, BODY, without_controls), "bookmark")):
        values = values_in(file)
        assert values["k1prose000"] == "No saber dir el preu"
        assert values["k7place000"] == "Sala gran"
        assert values["k2filled00"].startswith("Que **truquessin** elles.")
        for key in ("k1prose000", "k7place000"):
            (one,) = held_in(file, key)
            assert (one.where, one.as_made) == (where, False)


def test_a_field_without_a_bookmark_is_found_by_its_control(sample_file: bytes) -> None:
    file = changed(sample_file, BODY, without_bookmarks)
    (one,) = held_in(file, "k6date0000")
    assert (one.value, one.where) == ("2026-01-22", "control")


def test_without_the_map_keys_still_lead_to_texts(sample_file: bytes) -> None:
    lost = changed(sample_file, MAP, lambda xml: "<other/>")
    assert form_of(lost).map is None
    assert values_in(lost)["k6date0000"] == "2026-01-22"
    assert values_in(lost)["k8choice00"] == "group"
    assert held_in(lost, "k8choice00")[0].as_made is None
    bare = changed(lost, BODY, without_controls)
    assert values_in(bare)["k7place000"] == ""
    assert values_in(bare)["k6date0000"] == "22 de gener de 2026"


def test_without_the_map_a_bookmark_alone_may_be_that_of_a_row_or_a_collection(sample_file: bytes) -> None:
    whole = form_of(sample_file)
    form = form_of(changed(changed(sample_file, MAP, lambda xml: "<other/>"), BODY, without_controls))
    assert whole.rows.items() <= form.rows.items()
    assert whole.collections.items() <= form.collections.items()


def test_of_two_places_with_one_key_each_says_what_it_holds(sample_file: bytes) -> None:
    def second(xml: str) -> str:
        at = xml.rindex('"im:k3text0000"')
        start = xml.rindex("<w:sdt>", 0, at)
        return xml[:start] + filled_in(xml[start:], "k3text0000", "El segon")

    once = changed(sample_file, BODY, second)
    assert [(h.text, h.as_made) for h in held_in(once, "k3text0000")] == [("", True), ("El segon", False)]
    twice = changed(once, BODY, lambda xml: filled_in(xml, "k3text0000", "El primer"))
    assert [one.text for one in held_in(twice, "k3text0000")] == ["El primer", "El segon"]


def test_a_choice_is_read_by_its_value_and_a_date_by_the_day_behind_it(sample_file: bytes) -> None:
    def edit(xml: str) -> str:
        xml = xml.replace(">el grup<", ">cadascú<")
        xml = xml.replace('w:fullDate="2026-01-22T', 'w:fullDate="2026-02-03T')
        return xml.replace(
            ">22 de gener de 2026</w:t></w:r></w:sdtContent>", ">3/2/2026</w:t></w:r></w:sdtContent>"
        )

    values = values_in(changed(sample_file, BODY, edit))
    assert values["k8choice00"] == "individual"
    assert values["k6date0000"] == "2026-02-03"


@pytest.mark.parametrize("full", ["2026-01-22", "2026-02-03"])
def test_a_date_typed_over_without_the_calendar_is_read_as_it_was_typed(
    sample_file: bytes, full: str
) -> None:
    def edit(xml: str) -> str:
        return xml.replace('w:fullDate="2026-01-22T', f'w:fullDate="{full}T').replace(
            ">22 de gener de 2026</w:t></w:r></w:sdtContent>", ">dimarts</w:t></w:r></w:sdtContent>"
        )

    (one,) = held_in(changed(sample_file, BODY, edit), "k6date0000")
    assert (one.text, one.value) == ("dimarts", None)


def test_a_box_that_somebody_unticks_says_no_and_one_never_ticked_says_nothing() -> None:
    fields = (
        tree.Field("kyes000000", "/a", "yes-no", "Sí", value="true"),
        tree.Field("knever0000", "/b", "yes-no", "Mai"),
    )
    file = written(tree.Document(title="x", language="ca", blocks=fields))
    unticked = changed(file, BODY, lambda x: x.replace('checked w14:val="1"', 'checked w14:val="0"'))
    assert values_in(unticked) == {"kyes000000": "false", "knever0000": ""}
    assert [one.as_made for one in form_of(unticked).held] == [False, True]


def test_text_that_an_editor_split_into_runs_and_paragraphs_is_read_whole(sample_file: bytes) -> None:
    def split(xml: str) -> str:
        return xml.replace(
            ">I que tornessin.</w:t></w:r>",
            ">I que </w:t></w:r><w:r><w:t>tornessin.</w:t></w:r></w:p><w:p><w:r><w:t>Aviat.</w:t></w:r>",
        )

    (one,) = held_in(changed(sample_file, BODY, split), "k2filled00")
    assert one.text == "Que truquessin elles.\nI que tornessin.\nAviat."
    assert not one.plain


def test_a_bookmark_that_another_program_wrote_several_times_over_reaches_from_first_to_last(
    sample_file: bytes,
) -> None:
    def scattered(xml: str) -> str:
        start = re.search(r'<w:bookmarkStart w:id="(\d+)" w:name="im_k2filled00"/>', xml)
        assert start
        again = start[0].replace(f'"{start[1]}"', '"901"')
        xml = xml.replace(start[0], f'{start[0]}<w:bookmarkEnd w:id="{start[1]}"/>', 1)
        first, _, rest = xml.rpartition(f'<w:bookmarkEnd w:id="{start[1]}"/>')
        return without_controls(f'{first}{again}<w:bookmarkEnd w:id="901"/>{rest}')

    (one,) = held_in(changed(sample_file, BODY, scattered), "k2filled00")
    assert (one.text, one.where) == ("Que truquessin elles.\nI que tornessin.", "bookmark")


def test_fields_in_headers_are_read_too(sample_file: bytes) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="im:khead00000"/><w:id w:val="77"/></w:sdtPr><w:sdtContent>'
        "<w:p><w:r><w:t>dalt</w:t></w:r></w:p></w:sdtContent></w:sdt></w:hdr>"
    )
    file = changed(sample_file, "word/header1.xml", lambda x: x.replace("</w:hdr>", control))
    (one,) = held_in(file, "khead00000")
    assert (one.text, one.where) == ("dalt", "control")


def test_what_is_no_word_file_is_refused_by_name() -> None:
    with pytest.raises(ReadError, match=r"nota\.docx.*not a Word document"):
        read(io.BytesIO("no és cap document".encode()), ReadOptions(name="nota.docx"))


def test_keys_with_any_characters_make_bookmarks_that_word_takes() -> None:
    keys = ("k" * 80, "k" * 79 + "x", "clau amb espais & <signes>", "ÀÈ")
    fields = tuple(tree.Field(key, f"/{n}", "text", "Clau", value=f"v{n}") for n, key in enumerate(keys))
    document = tree.Document(title="x", language="ca", blocks=fields)
    file = written(document)
    names = re.findall(r'w:name="(im_[^"]*)"', part(file, BODY).decode())
    assert len(set(names)) == len(keys)
    assert all(len(name) <= 40 and re.fullmatch(r"\w+", name, re.ASCII) for name in names)
    for one in (file, changed(file, BODY, without_controls)):
        assert values_in(one) == {k: f"v{n}" for n, k in enumerate(keys)}


def test_the_same_field_has_the_same_control_id_in_every_document() -> None:
    field = tree.Field("kabc000000", "/a", "text", "Nom")
    document = tree.Document(title="x", language="ca", blocks=(field,))
    longer = attrs.evolve(document, title="y", blocks=(tree.paragraph("abans"), field))
    ids = [re.findall(r'<w:id w:val="(\d+)"/>', part(written(d), BODY).decode()) for d in (document, longer)]
    assert ids[0] == ids[1] != []


# --- what other programs leave ------------------------------------------------------------------------------------


def place(kind: str = "text", value: str = "", **more: object) -> tree.Field:
    return tree.Field("kone000000", "/one", kind, "Lloc", value=value, **more)  # type: ignore[arg-type]


def in_cell(field: tree.Field) -> bytes:
    """A place in a table, as a document with an identity has it."""
    row = tree.Row((tree.Cell((tree.paragraph("Lloc"),)), tree.Cell((field,))))
    table = tree.Table((tree.Column(), tree.Column()), (), (row,))
    return written(tree.Document(title="x", language="ca", id="d1", blocks=(table, tree.paragraph("Final"))))


def behind_the_mark(file: bytes, xml: str) -> bytes:
    """What LibreOffice leaves of typing over a place: its first letter, then, behind its bookmark, *xml*."""

    def typed(body: str) -> str:
        bare = re.sub(
            r"(<w:bookmarkStart [^>]*im_kone[^>]*/>).*?(<w:bookmarkEnd)", r"\1<w:r><w:t>S</w:t></w:r>\2", body
        )
        return re.sub(r"(im_kone.*?<w:bookmarkEnd [^>]*/>)", lambda m: m[1] + xml, bare, count=1)

    return changed(changed(file, BODY, without_controls), BODY, typed)


def test_what_was_typed_over_a_place_in_libreoffice_is_read_whole() -> None:
    file = behind_the_mark(in_cell(place(value="Mercat")), "<w:r><w:t>ala gran</w:t></w:r>")
    (one,) = form_of(file).held
    assert (one.text, one.where, one.as_made) == ("Sala gran", "bookmark", False)


def test_so_are_the_paragraphs_that_follow_it_in_its_cell() -> None:
    more = "<w:r><w:t>ala</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>Planta 2</w:t></w:r>"
    (one,) = form_of(behind_the_mark(in_cell(place(value="Mercat")), more)).held
    assert one.text == "Sala\n\nPlanta 2"
    assert len(one.lines) == 3


def test_a_unit_that_is_printed_beside_a_place_is_no_part_of_its_value() -> None:
    field = place("hours", "150", unit="h", blocks=(tree.paragraph("2,5"),))
    for file in (in_cell(field), changed(in_cell(field), BODY, without_controls)):
        assert values_in(file) == {"kone000000": "150"}
    typed = behind_the_mark(in_cell(field), "<w:r><w:t>,25</w:t></w:r>")
    assert form_of(typed).held[0].text == "S,25"


def test_choices_printed_for_a_pen_are_no_part_of_a_value() -> None:
    options = tuple(tree.Option(value, value.upper()) for value in ("a", "b"))
    field = place("choice", options=options)
    for file in (in_cell(field), changed(in_cell(field), BODY, without_controls)):
        assert values_in(file) == {"kone000000": ""}
        assert "○" in "".join(line.text for line in form_of(file).lines)


@pytest.mark.parametrize("typed", ["Sala Quin lloc", "Quin lloc Sala", "Quin Sala lloc"])
def test_guiding_words_that_stay_beside_what_was_typed_are_no_part_of_it(typed: str) -> None:
    file = in_cell(place(placeholder="Quin lloc"))
    assert values_in(changed(file, BODY, without_controls)) == {"kone000000": ""}
    bare = changed(file, BODY, lambda xml: without_controls(xml).replace(">Quin lloc<", f">{typed}<"))
    assert values_in(bare) == {"kone000000": "Sala"}


def test_text_beside_a_control_belongs_to_it_unless_it_was_printed() -> None:
    file = in_cell(place(value="Sala gran"))
    beside = changed(
        file, BODY, lambda xml: xml.replace("</w:sdt>", "</w:sdt><w:r><w:t> (planta 2)</w:t></w:r>", 1)
    )
    (one,) = form_of(beside).held
    assert (one.text, one.where) == ("Sala gran (planta 2)", "control")


def test_a_row_copied_in_another_program_stands_twice(sample_file: bytes) -> None:
    def copied(xml: str) -> str:
        row = re.search(r"<w:tr>(?:(?!</w:tr>).)*im_krowr10000.*?</w:tr>", xml, re.DOTALL)
        assert row
        again = re.sub(r'w:name="(im_k\w+)"', r'w:name="\1_Copy_1"', row[0])
        again = re.sub(r'(<w:bookmark(?:Start|End) w:id=")', r"\g<1>9", again)
        return xml.replace(row[0], row[0] + again)

    form = form_of(changed(sample_file, BODY, lambda xml: copied(without_controls(xml))))
    assert len(form.rows["krowr10000"]) == 2
    assert len([one for one in form.held if one.key == "kwhatr1000"]) == 2
