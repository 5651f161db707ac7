"""Files that are not what they seem: each has an outcome that is written down, and nothing in them is lost."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

import interim_method as im
from filling import fill
from formats.docx.tools import changed, part
from interim_method.errors import ReadError, UnknownName
from interim_method.markup import tree
from interim_method.methodologies.interim_executive import example

BODY = "word/document.xml"
MAP = "customXml/item1.xml"
RECORD = example.engagement()
OTHER = next(one for one in example.engagements() if one.id != RECORD.id)
ASKED = {"of": "/elements/listening", "edition": "blank", "language": "en"}
ADDRESSES = [field.address for field in tree.fields(im.compose(RECORD, "session-sheet", **ASKED))]  # type: ignore[arg-type]
CURRENT = next(one for one in ADDRESSES if "prompt=current" in one and one.endswith("/value"))
PLACE = next(one for one in ADDRESSES if one.startswith("/sessions/") and one.endswith("/place"))
IDENTITY = (MAP, "docProps/custom.xml", "docProps/core.xml")


def written(record: im.Engagement = RECORD, step: str = "listening", language: str = "en") -> bytes:
    """A worksheet to be filled in."""
    stream = io.BytesIO()
    im.export(
        record,
        stream,
        to="docx",
        document="session-sheet",
        of=f"/elements/{step}",
        edition="blank",
        language=language,
    )
    return stream.getvalue()


def key(file: bytes, address: str) -> str:
    """The key of the place at an address, or at the first that ends so."""
    found = re.search(rf'<field key="([^"]*)" address="[^"]*{re.escape(address)}"', part(file, MAP).decode())
    assert found
    return found[1]


@pytest.fixture(scope="module")
def sheet() -> bytes:
    """A worksheet with two places filled in."""
    file = written()
    return fill(file, "docx", {key(file, PLACE): "Here", key(file, CURRENT): "Badly"})


FILLED = {PLACE: "Here", CURRENT: "Badly"}


def read(file: bytes, against: im.Engagement | None = RECORD) -> im.Submission:
    return im.read(io.BytesIO(file), against=against, format="docx")


def values(found: im.Submission) -> dict[str, str]:
    return {edit.address: edit.plain for edit in found.edits}


def findings(found: im.Submission) -> str:
    return " ".join(one for source in found.sources for one in source.findings)


def unplaced(found: im.Submission) -> list[str]:
    return [one.text for one in found.unplaced]


def with_more(file: bytes, more: str) -> bytes:
    """A file with more at the end of its body."""

    def put(xml: str) -> str:
        at = xml.rindex("<w:sectPr")
        return xml[:at] + more + xml[at:]

    return changed(file, BODY, put)


def body(file: bytes) -> str:
    """All that stands in the body of a file, to be pasted into another."""
    xml = part(file, BODY).decode()
    return xml[xml.index("<w:body>") + len("<w:body>") : xml.rindex("<w:sectPr")]


@pytest.mark.parametrize("tag", ["crm:client", "im:zzzzzzzzzz"])
def test_what_stands_in_controls_of_others_is_listed_and_changes_no_place(sheet: bytes, tag: str) -> None:
    control = (
        f'<w:p><w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="4711"/><w:text/></w:sdtPr><w:sdtContent>'
        "<w:r><w:t>Of the house</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    found = read(with_more(sheet, control))
    assert values(found) == FILLED
    assert unplaced(found) == ["Of the house"]


def test_a_worksheet_of_another_engagement_is_refused_by_name(sheet: bytes) -> None:
    with pytest.raises(ReadError, match=f"made from '{RECORD.id}', and not from '{OTHER.id}'"):
        read(sheet, OTHER)
    with pytest.raises(ReadError, match=OTHER.id):
        im.merge(OTHER, read(sheet, None))


def test_a_worksheet_of_another_version_of_the_methodology_is_read_and_says_so(sheet: bytes) -> None:
    assert not findings(read(sheet))
    for name in IDENTITY:
        sheet = changed(
            sheet, name, lambda xml: re.sub(r"(interim-executive(?: |%20))1\.0", r"\g<1>0.9", xml)
        )
    found = read(sheet)
    assert values(found) == FILLED
    assert "made with interim-executive 0.9" in findings(found)


def test_a_place_is_the_same_in_every_language(sheet: bytes) -> None:
    for language in ("ca", "es"):
        file = written(language=language)
        assert key(file, CURRENT) == key(sheet, CURRENT)
        assert values(read(fill(file, "docx", {key(file, CURRENT): "Malament"}))) == {CURRENT: "Malament"}


def test_without_its_map_a_file_is_read_against_its_record(sheet: bytes) -> None:
    lost = changed(sheet, MAP, lambda xml: "<other/>")
    found = read(lost)
    assert values(found) == FILLED
    assert {edit.confidence for edit in found.edits} == {"likely"}
    assert not found.unplaced
    # Without the record nobody knows what its keys stand for; what was typed is listed.
    alone = read(lost, None)
    assert not alone.edits
    assert unplaced(alone) == ["Here", "Badly"]


def without_identity(file: bytes) -> bytes:
    file = changed(file, MAP, lambda xml: "<other/>")
    file = changed(file, "docProps/custom.xml", lambda xml: re.sub(r"<property.*?</property>", "", xml))
    return changed(
        file, "docProps/core.xml", lambda xml: re.sub(r"<dc:identifier>.*?</dc:identifier>", "", xml)
    )


def test_with_all_three_identities_gone_its_anchors_tell_what_document_it_is(sheet: bytes) -> None:
    found = read(without_identity(sheet))
    assert values(found) == FILLED
    assert {edit.confidence for edit in found.edits} == {"likely"}
    assert not found.unplaced
    assert not found.missing
    (source,) = found.sources
    assert (source.identity["recipe"], source.identity["of"]) == ("session-sheet", "/elements/listening")


def test_with_its_anchors_gone_too_its_words_tell(sheet: bytes) -> None:
    def bare(xml: str) -> str:
        xml = re.sub(r"</?w:sdt>|<w:sdtPr>.*?</w:sdtPr>|</?w:sdtContent>", "", xml, flags=re.DOTALL)
        return re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", xml)

    stripped = changed(without_identity(sheet), BODY, bare)
    found = read(stripped)
    assert values(found) == FILLED
    assert {edit.where for edit in found.edits} == {"structure"}
    with pytest.raises(ReadError, match="give the record"):
        read(stripped, None)


def table_with(xml: str, text: str) -> tuple[int, int]:
    """Where the table begins and ends that a text stands in."""
    at = xml.index(text)
    return xml.rindex("<w:tbl>", 0, at), xml.index("</w:tbl>", at) + len("</w:tbl>")


def test_a_place_that_was_copied_counts_once_where_both_say_the_same_and_clashes_otherwise(
    sheet: bytes,
) -> None:
    def copied(xml: str) -> str:
        start, end = table_with(xml, ">Badly<")
        return f"{xml[:end]}<w:p/>{xml[start:end]}{xml[end:]}"

    def one_changed(xml: str) -> str:
        before, _, after = copied(xml).rpartition(">Badly<")
        return f"{before}>Well<{after}"

    assert values(read(changed(sheet, BODY, copied))) == FILLED
    found = read(changed(sheet, BODY, one_changed))
    assert values(found) == {PLACE: "Here"}
    (clash,) = found.conflicts
    assert clash.address == CURRENT
    assert [edit.plain for edit in clash.theirs] == ["Badly", "Well"]


def test_half_a_file_gives_what_is_in_it_and_names_the_places_that_are_gone(sheet: bytes) -> None:
    def cut(xml: str) -> str:
        _, end = table_with(xml, ">Badly<")
        return xml[:end] + xml[xml.rindex("<w:sectPr") :]

    found = read(changed(sheet, BODY, cut))
    assert values(found) == FILLED
    gone = {one.address for one in found.missing}
    assert any("prompt=ideal" in one for one in gone)
    assert not gone & set(FILLED)
    assert not found.unplaced
    # What is gone is never taken as emptied.
    assert im.merge(RECORD, found).record.agreements == RECORD.agreements


def test_of_two_documents_of_a_record_pasted_together_the_first_is_read_and_the_other_listed(
    sheet: bytes,
) -> None:
    other = written(step="diagnosis")
    first = re.search(r'<field key="([^"]*)"[^>]*kind="markdown"', part(other, MAP).decode())
    assert first
    found = read(with_more(sheet, body(fill(other, "docx", {first[1]: "From the other"}))))
    assert values(found) == FILLED
    assert "From the other" in unplaced(found)


def test_what_is_pasted_from_a_document_of_another_record_is_listed(sheet: bytes) -> None:
    other = written(OTHER)
    more = fill(other, "docx", {key(other, CURRENT): "Foreign words"})
    found = read(with_more(sheet, body(more)))
    assert values(found) == FILLED
    assert "Foreign words" in unplaced(found)


def test_a_document_without_places_says_so() -> None:
    stream = io.BytesIO()
    im.export(RECORD, stream, to="docx", document="action-plan", edition="summary", language="en")
    found = read(stream.getvalue())
    assert not found.changes
    assert "no places" in findings(found)


def test_a_document_that_was_made_of_no_record_says_so() -> None:
    stream = io.BytesIO()
    im.export(im.document_from_markdown("# Title\n\nText"), stream, to="docx")
    for against in (RECORD, None):
        found = read(stream.getvalue(), against)
        assert not found.changes
        assert "no places" in findings(found)


def test_a_file_that_is_like_no_document_of_the_record_is_refused_and_not_taken_for_an_unchanged_one() -> (
    None
):
    with pytest.raises(ReadError, match=f"like no document of '{RECORD.id}'"):
        im.read(io.BytesIO(b"# Shopping\n\n- bread\n"), against=RECORD, format="markdown")


def test_a_wrong_suffix_is_refused_with_what_would_be_right(sheet: bytes, tmp_path: Path) -> None:
    for name, content, said in (
        ("text.docx", b"# Title", "not a Word document"),
        ("filled.pdf", b"%PDF-1.7", r"'\.pdf'; known: "),
        ("filled.odt", sheet, r"'\.odt'; known: "),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises((ReadError, UnknownName), match=said):
            im.read(path, against=RECORD)
    # Without a suffix, the first bytes tell.
    path = tmp_path / "filled"
    path.write_bytes(sheet)
    assert values(im.read(path, against=RECORD)) == FILLED
