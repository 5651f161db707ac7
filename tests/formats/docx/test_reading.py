"""The fields of an edited file are found again by their keys."""

from __future__ import annotations

import io
import re
from pathlib import Path

import attrs
import pytest

from formats.docx.tools import changed, part, written
from interim_method.errors import ReadError
from interim_method.formats.docx.reading import FoundField, field_values
from interim_method.markup import tree

BODY = "word/document.xml"
MAP = "customXml/item1.xml"


def read(file: bytes) -> dict[str, FoundField]:
    return field_values(io.BytesIO(file))


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
    wanted = {f.key: f.value for f in tree.fields(sample_document)}
    found = read(sample_file)
    assert {key: one.text for key, one in found.items()} == wanted
    assert {one.where for one in found.values()} == {"control"}
    assert not [one for one in found.values() if one.others]


def test_it_still_does_when_only_the_bookmarks_are_left(
    sample_document: tree.Document, sample_file: bytes
) -> None:
    wanted = {f.key: f.value for f in tree.fields(sample_document)}
    found = read(changed(sample_file, BODY, without_controls))
    assert {key: one.text for key, one in found.items()} == wanted
    assert {one.where for one in found.values()} == {"bookmark"}


def test_edited_fields_are_found_by_key_in_controls_and_in_bookmarks(sample_file: bytes) -> None:
    def edit(xml: str) -> str:
        xml = filled_in(xml, "k1prose000", "No saber dir el preu")
        return filled_in(xml, "k7place000", "Sala gran")

    edited = changed(sample_file, BODY, edit)
    for file, where in ((edited, "control"), (changed(edited, BODY, without_controls), "bookmark")):
        found = read(file)
        assert found["k1prose000"].text == "No saber dir el preu"
        assert found["k7place000"].text == "Sala gran"
        assert found["k1prose000"].where == found["k7place000"].where == where
        assert found["k2filled00"].text.startswith("Que **truquessin** elles.")


def test_a_field_without_a_bookmark_is_found_by_its_control(sample_file: bytes) -> None:
    found = read(changed(sample_file, BODY, without_bookmarks))
    assert found["k6date0000"] == FoundField("2026-01-22", "control")


def test_without_the_map_keys_still_lead_to_texts(sample_file: bytes) -> None:
    lost = changed(sample_file, MAP, lambda xml: "<other/>")
    assert read(lost)["k6date0000"].text == "2026-01-22"
    assert read(lost)["k8choice00"].text == "group"
    bare = changed(lost, BODY, without_controls)
    assert read(bare)["k7place000"] == FoundField("", "bookmark")
    assert read(bare)["k6date0000"] == FoundField("22 de gener de 2026", "bookmark")


def test_of_two_places_with_one_key_the_one_that_was_edited_counts(sample_file: bytes) -> None:
    def second(xml: str) -> str:
        at = xml.rindex('"im:k3text0000"')
        start = xml.rindex("<w:sdt>", 0, at)
        return xml[:start] + filled_in(xml[start:], "k3text0000", "El segon")

    once = changed(sample_file, BODY, second)
    assert read(once)["k3text0000"] == FoundField("El segon", "control")
    twice = changed(once, BODY, lambda xml: filled_in(xml, "k3text0000", "El primer"))
    assert read(twice)["k3text0000"] == FoundField("El primer", "control", ("El segon",))


def test_a_choice_is_read_by_its_value_and_a_date_by_the_day_behind_it(sample_file: bytes) -> None:
    def edit(xml: str) -> str:
        xml = xml.replace(">el grup<", ">cadascú<")
        xml = xml.replace('w:fullDate="2026-01-22T', 'w:fullDate="2026-02-03T')
        return xml.replace(
            ">22 de gener de 2026</w:t></w:r></w:sdtContent>", ">3/2/2026</w:t></w:r></w:sdtContent>"
        )

    found = read(changed(sample_file, BODY, edit))
    assert found["k8choice00"].text == "individual"
    assert found["k6date0000"].text == "2026-02-03"


def test_a_date_typed_over_without_the_calendar_is_read_as_it_was_typed(sample_file: bytes) -> None:
    def edit(xml: str) -> str:
        return xml.replace(
            ">22 de gener de 2026</w:t></w:r></w:sdtContent>", ">dimarts</w:t></w:r></w:sdtContent>"
        )

    assert read(changed(sample_file, BODY, edit))["k6date0000"].text == "dimarts"


def test_a_box_that_somebody_unticks_says_no_and_one_never_ticked_says_nothing() -> None:
    fields = (
        tree.Field("kyes000000", "/a", "yes-no", "Sí", value="true"),
        tree.Field("knever0000", "/b", "yes-no", "Mai"),
    )
    file = written(tree.Document(title="x", language="ca", blocks=fields))
    unticked = changed(file, BODY, lambda x: x.replace('checked w14:val="1"', 'checked w14:val="0"'))
    assert {k: f.text for k, f in read(unticked).items()} == {"kyes000000": "false", "knever0000": ""}


def test_deleted_text_does_not_count_and_inserted_text_does(sample_file: bytes) -> None:
    def tracked(xml: str) -> str:
        return xml.replace(
            '<w:r><w:t xml:space="preserve">2,5</w:t></w:r>',
            '<w:del w:id="900" w:author="x"><w:r><w:delText>2,5</w:delText></w:r></w:del>'
            '<w:ins w:id="901" w:author="x"><w:r><w:t>3</w:t></w:r></w:ins>',
        )

    assert read(changed(sample_file, BODY, tracked))["kahours000"].text == "3"


def test_text_that_an_editor_split_into_runs_and_paragraphs_is_read_whole(sample_file: bytes) -> None:
    def split(xml: str) -> str:
        return xml.replace(
            ">I que tornessin.</w:t></w:r>",
            ">I que </w:t></w:r><w:r><w:t>tornessin.</w:t></w:r></w:p><w:p><w:r><w:t>Aviat.</w:t></w:r>",
        )

    text = read(changed(sample_file, BODY, split))["k2filled00"].text
    assert text == "Que truquessin elles.\nI que tornessin.\nAviat."


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

    file = changed(sample_file, BODY, scattered)
    assert read(file)["k2filled00"] == FoundField("Que **truquessin** elles.\n\nI que tornessin.", "bookmark")


def test_fields_in_headers_are_read_too(sample_file: bytes) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="im:khead00000"/><w:id w:val="77"/></w:sdtPr><w:sdtContent>'
        "<w:p><w:r><w:t>dalt</w:t></w:r></w:p></w:sdtContent></w:sdt></w:hdr>"
    )
    file = changed(sample_file, "word/header1.xml", lambda x: x.replace("</w:hdr>", control))
    assert read(file)["khead00000"] == FoundField("dalt", "control")


def test_what_is_no_word_file_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "nota.docx"
    file.write_text("no és cap document")
    with pytest.raises(ReadError, match=r"nota\.docx.*not a Word document"):
        field_values(file)
    with pytest.raises(ReadError, match="cannot be read"):
        field_values(tmp_path / "enlloc.docx")


def test_the_map_names_every_field_row_and_collection(
    sample_document: tree.Document, sample_file: bytes
) -> None:
    found = part(sample_file, MAP).decode()
    for block in tree.walk(sample_document.blocks):
        if isinstance(block, tree.Field):
            assert f'<field key="{block.key}" address="{block.address}" kind="{block.kind}"' in found
        if isinstance(block, tree.Collection):
            assert f'<collection key="{block.key}" address="{block.address}"' in found
            assert 'names="title owner due -"' in found
            for row in block.rows:
                assert f'<row key="{row.key}" of="{block.key}" bookmark="im_{row.key}"' in found


def test_keys_with_any_characters_make_bookmarks_that_word_takes() -> None:
    keys = ("k" * 80, "k" * 79 + "x", "clau amb espais & <signes>", "ÀÈ")
    fields = tuple(tree.Field(key, f"/{n}", "text", "Clau", value=f"v{n}") for n, key in enumerate(keys))
    document = tree.Document(title="x", language="ca", blocks=fields)
    file = written(document)
    names = re.findall(r'w:name="(im_[^"]*)"', part(file, BODY).decode())
    assert len(set(names)) == len(keys)
    assert all(len(name) <= 40 and re.fullmatch(r"\w+", name, re.ASCII) for name in names)
    for one in (file, changed(file, BODY, without_controls)):
        assert {k: f.text for k, f in read(one).items()} == {k: f"v{n}" for n, k in enumerate(keys)}


def test_the_same_field_has_the_same_control_id_in_every_document() -> None:
    field = tree.Field("kabc000000", "/a", "text", "Nom")
    document = tree.Document(title="x", language="ca", blocks=(field,))
    longer = attrs.evolve(document, title="y", blocks=(tree.paragraph("abans"), field))
    ids = [re.findall(r'<w:id w:val="(\d+)"/>', part(written(d), BODY).decode()) for d in (document, longer)]
    assert ids[0] == ids[1] != []
