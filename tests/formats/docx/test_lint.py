"""The lint finds each defect that it has a rule for, nothing in a good file, and reads whatever it is given."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from lxml import etree

from formats.docx.good import HEADER, RELS, TYPES, good_parts, zipped
from interim_method import testing
from interim_method.errors import ReadError
from interim_method.formats.docx.lint.contrast import ratio
from interim_method.testing import WORD_RULES, word_defects

TABLE = '<w:tbl><w:tblPr><w:tblStyle w:val="IMPlain"/></w:tblPr><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr><w:tc>'
TABLE_END = "</w:tc></w:tr></w:tbl>"
DECORATIVE = (
    '<wp:docPr id="1" name="Chart 1"><a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst></wp:docPr>"
)
BODY = "word/document.xml"
DESCRIBED = 'descr="Sales rise from May on."'
AFTER = "<w:p><w:sdt>"
"""The paragraph behind the last table."""
LINK = '<w:hyperlink r:id="rIdL1"><w:r><w:t>the report</w:t></w:r></w:hyperlink>'
ITEM = "<w:r><w:t>an item</w:t></w:r>"
HEAD_TWO = "<w:r><w:t>When</w:t></w:r>"
CELL = "<w:r><w:t>Ada</w:t></w:r></w:p></w:tc>"
HEADING_ONE = '<w:pStyle w:val="Heading1"/>'


class Plant(NamedTuple):
    """A defect put into the good file: the rule that must find it, the part, what goes and what comes."""

    rule: str
    part: str
    old: str
    new: str


PLANTS = (
    Plant("part-damaged", "word/fontTable.xml", "</w:fonts>", ""),
    Plant("part-without-type", TYPES, "/word/header1.xml", "/word/header9.xml"),
    Plant("part-missing", RELS, 'Target="theme/theme1.xml"', 'Target="theme/theme9.xml"'),
    Plant("relationship-missing", BODY, 'r:id="rIdL1"', 'r:id="rIdL9"'),
    Plant(
        "cell-end",
        BODY,
        "<w:r><w:t>Left</w:t></w:r></w:p>",
        f"<w:r><w:t>Left</w:t></w:r></w:p>{TABLE}<w:p/>{TABLE_END}",
    ),
    Plant("tables-touch", BODY, "</w:tbl>\n<w:p/>", "</w:tbl>"),
    Plant(
        "tables-too-deep",
        BODY,
        AFTER,
        f"<w:p/>{TABLE * 4}<w:p/>{(TABLE_END + '<w:p/>') * 3}{TABLE_END}{AFTER}",
    ),
    Plant("grid-mismatch", BODY, '<w:gridCol w:w="2000"/>', '<w:gridCol w:w="3000"/>'),
    Plant("grid-mismatch", BODY, "<w:tcPr/>", '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'),
    Plant("grid-mismatch", BODY, '<w:tcW w:w="2000"', '<w:tcW w:w="2100"'),
    Plant("merge-without-start", BODY, "<w:tcPr/>", "<w:tcPr><w:vMerge/></w:tcPr>"),
    Plant("field-unbalanced", BODY, '<w:r><w:fldChar w:fldCharType="end"/></w:r>', ""),
    Plant("field-unbalanced", BODY, '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', ""),
    Plant("field-asks", BODY, 'w:fldCharType="begin"', 'w:fldCharType="begin" w:dirty="true"'),
    Plant("field-asks", "word/settings.xml", "<w:defaultTabStop", "<w:updateFields/><w:defaultTabStop"),
    Plant("bookmark-unpaired", BODY, '<w:bookmarkEnd w:id="1"/>', ""),
    Plant(
        "bookmark-unpaired",
        BODY,
        '<w:bookmarkEnd w:id="1"/>',
        '<w:bookmarkEnd w:id="1"/><w:bookmarkEnd w:id="5"/>',
    ),
    Plant(
        "bookmark-name",
        BODY,
        "<w:sectPr>",
        f'<w:bookmarkStart w:id="5" w:name="{"x" * 41}"/><w:bookmarkEnd w:id="5"/><w:sectPr>',
    ),
    Plant(
        "id-twice",
        BODY,
        "<w:sectPr>",
        '<w:bookmarkStart w:id="5" w:name="SEC_ONE"/><w:bookmarkEnd w:id="5"/><w:sectPr>',
    ),
    Plant(
        "id-twice",
        BODY,
        "<w:sectPr>",
        '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/><w:sectPr>',
    ),
    Plant(
        "id-twice",
        BODY,
        "<w:sdt>",
        '<w:sdt><w:sdtPr><w:alias w:val="B"/><w:id w:val="7"/></w:sdtPr></w:sdt><w:sdt>',
    ),
    Plant("id-twice", BODY, "<wp:docPr", f'<wp:docPr id="1" name="Copy" {DESCRIBED}/><wp:docPr'),
    Plant("space-lost", BODY, '<w:t xml:space="preserve">They', "<w:t>They"),
    Plant("style-undefined", BODY, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Ttol2"/>'),
    Plant("list-undefined", BODY, '<w:numId w:val="1"/>', '<w:numId w:val="8"/>'),
    Plant(
        "note-missing",
        BODY,
        "<w:r><w:footnoteReference",
        '<w:r><w:footnoteReference w:id="8"/></w:r><w:r><w:footnoteReference',
    ),
    Plant("note-uncalled", BODY, '<w:r><w:footnoteReference w:id="1"/></w:r>', ""),
    Plant("target-missing", BODY, 'w:anchor="sec_one"', 'w:anchor="sec_two"'),
    Plant("target-missing", BODY, "PAGEREF sec_one", "PAGEREF sec_two"),
    Plant("title-missing", "docProps/core.xml", "A visit", " "),
    Plant("title-not-shown", BODY, "", ""),
    Plant("language-missing", "word/styles.xml", "", ""),
    Plant("language-differs", "docProps/core.xml", "en-GB", "ca-ES"),
    Plant("language-not-in-properties", "docProps/core.xml", "<dc:language>en-GB</dc:language>", ""),
    Plant("language-of-text", BODY, '<w:rPr><w:lang w:val="ca-ES"/></w:rPr>', ""),
    Plant(
        "language-of-text",
        BODY,
        ITEM,
        "<w:r><w:t>El precio no es lo que los para, y con las clientas hay que hablar.</w:t></w:r>",
    ),
    Plant("heading-first", BODY, "", ""),
    Plant("heading-skipped", BODY, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading3"/>'),
    Plant("heading-skipped", BODY, '<w:pStyle w:val="Heading2"/>', '<w:outlineLvl w:val="3"/>'),
    Plant("heading-empty", BODY, "<w:t>Two</w:t>", "<w:t></w:t>"),
    Plant(
        "heading-in-table",
        BODY,
        "<w:p><w:r><w:t>Left",
        '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Left',
    ),
    Plant("table-without-headings", BODY, 'w:val="IMPlain"', 'w:val="TableGrid"'),
    Plant("table-headings-differ", BODY, 'w:firstRow="1"', 'w:firstRow="0"'),
    Plant("table-headings-differ", BODY, '<w:tblLook w:val="0000"/>', '<w:tblLook w:val="0020"/>'),
    Plant(
        "header-row-late",
        BODY,
        '<w:tr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>Bet',
        '<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>Bet',
    ),
    Plant("header-cell-empty", BODY, HEAD_TWO, ""),
    Plant(
        "data-cells-merged",
        BODY,
        '<w:tcW w:w="2000" w:type="dxa"/><w:shd',
        '<w:tcW w:w="2000" w:type="dxa"/><w:vMerge w:val="restart"/><w:shd',
    ),
    Plant("alt-text-missing", BODY, DESCRIBED, ""),
    Plant(
        "alt-text-missing",
        BODY,
        ITEM,
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="s"><v:imagedata/></v:shape></w:pict>',
    ),
    Plant("alt-text-file-name", BODY, DESCRIBED, 'descr="IMG_2041.jpg"'),
    Plant("alt-text-file-name", BODY, DESCRIBED, 'descr="Picture 3"'),
    Plant("link-without-text", BODY, "<w:t>the report</w:t>", "<w:t/>"),
    Plant("link-text-vague", BODY, "<w:t>the report</w:t>", "<w:t>here</w:t>"),
    Plant("link-text-vague", BODY, "<w:t>the report</w:t>", "<w:t>Més informació…</w:t>"),
    Plant("link-text-twice", BODY, "<w:t>the first part</w:t>", "<w:t>The report</w:t>"),
    Plant(
        "contrast-low", BODY, ITEM, '<w:r><w:rPr><w:color w:val="999999"/></w:rPr><w:t>an item</w:t></w:r>'
    ),
    Plant(
        "contrast-low",
        BODY,
        ITEM,
        '<w:r><w:rPr><w:color w:val="999999"/><w:sz w:val="36"/></w:rPr><w:t>an item</w:t></w:r>',
    ),
    Plant("contrast-low", BODY, 'w:fill="F4F5F7"', 'w:fill="586069"'),
    Plant(
        "contrast-low",
        BODY,
        ITEM,
        '<w:r><w:rPr><w:highlight w:val="darkBlue"/></w:rPr><w:t>an item</w:t></w:r>',
    ),
    Plant(
        "contrast-low",
        BODY,
        "<w:p><w:pPr><w:numPr>",
        '<w:p><w:pPr><w:pStyle w:val="IMMuted"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p><w:p><w:pPr><w:numPr>',
    ),
    Plant("contrast-low", "word/styles.xml", 'w:val="1F2328"', 'w:val="AAAAAA"'),
    Plant("control-without-title", BODY, '<w:alias w:val="Name"/>', ""),
    Plant("floating-content", BODY, "<w:p><w:pPr><w:numPr>", '<w:p><w:pPr><w:framePr w:w="900"/><w:numPr>'),
    Plant(
        "floating-content",
        BODY,
        '<w:tblStyle w:val="IMTable"/>',
        '<w:tblStyle w:val="IMTable"/><w:tblpPr w:tblpX="9"/>',
    ),
    Plant("floating-content", BODY, "wp:inline", "wp:anchor"),
    Plant("empty-paragraph", BODY, "<w:p><w:pPr><w:numPr>", "<w:p/><w:p><w:pPr><w:numPr>"),
    Plant(
        "empty-paragraph",
        BODY,
        "<w:p><w:sdt>",
        '<w:p><w:pPr><w:spacing w:before="240"/></w:pPr><w:r><w:t xml:space="preserve"> </w:t></w:r></w:p><w:p><w:sdt>',
    ),
    Plant(
        "empty-paragraph", BODY, "<w:r><w:t>Left</w:t></w:r></w:p>", "<w:r><w:t>Left</w:t></w:r></w:p><w:p/>"
    ),
    Plant("spaces-for-layout", BODY, "an item", "an    item"),
    Plant("spaces-for-layout", BODY, "an item", "an\u00a0\u2002 item"),
    Plant("tabs-for-layout", BODY, ITEM, "<w:r><w:tab/></w:r><w:r><w:tab/><w:t>an item</w:t></w:r>"),
)


def planted(plant: Plant) -> bytes:
    """The good file with one defect."""
    parts = good_parts()
    text = parts[plant.part]
    match plant.rule:
        case "title-not-shown":
            made = (
                text.replace('"Title"', '"Subtitle"')
                .replace(HEADING_ONE, "")
                .replace('"Heading2"', '"Normal"')
            )
        case "heading-first":
            title = text.index("<w:p>", text.index("A visit"))
            made = text[: text.index("<w:p>")] + text[title:].replace(
                HEADING_ONE, '<w:pStyle w:val="Heading2"/>'
            )
            # A title that stands below the first heading.
            made = made.replace(
                "<w:sectPr>", '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>' + ITEM + "</w:p><w:sectPr>"
            )
        case "language-missing":
            made = re.sub(r"<w:lang [^>]*/>", "", text)
        case _:
            assert text.count(plant.old) >= 1, plant.old
            made = (
                text.replace(plant.old, plant.new)
                if plant.old == "wp:inline"
                else text.replace(plant.old, plant.new, 1)
            )
    assert made != text
    parts[plant.part] = made
    return zipped(parts)


def rules(file: bytes) -> set[str]:
    return {finding.rule for finding in word_defects(file)}


def test_a_good_file_has_no_defect() -> None:
    assert word_defects(zipped(good_parts())) == ()


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.rule}-{PLANTS.index(plant)}")
def test_a_planted_defect_is_found_and_nothing_else(plant: Plant) -> None:
    assert rules(planted(plant)) == {plant.rule}


def test_a_part_that_lies_in_the_file_twice_is_found() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file = zipped(good_parts(), twice="word/fontTable.xml")
    assert rules(file) == {"part-twice"}


def test_every_rule_has_a_planted_defect() -> None:
    assert {plant.rule for plant in PLANTS} | {"part-twice"} == set(WORD_RULES)


def test_a_finding_says_where_in_a_way_that_leads_there_and_what_to_do() -> None:
    (found,) = word_defects(planted(Plant("heading-empty", BODY, "<w:t>Two</w:t>", "<w:t></w:t>")))
    part, path = found.address.split("#")
    assert part == BODY
    root = etree.fromstring(good_parts()[part].encode())
    (place,) = root.xpath(path, namespaces=root.nsmap)
    assert "".join(place.itertext()) == "Two"
    assert found.severity == WORD_RULES["heading-empty"].severity
    assert found.advice == WORD_RULES["heading-empty"].advice


KEPT = {
    "a decorative drawing": (re.escape('<wp:docPr id="1" name="Chart 1" ' + DESCRIBED + "/>"), DECORATIVE),
    "a paragraph that ends a section": ("<w:p><w:sdt>", "<w:p><w:pPr><w:sectPr/></w:pPr></w:p><w:p><w:sdt>"),
    "a line": ("<w:p><w:sdt>", "<w:p><w:pPr><w:pBdr><w:bottom w:val='single'/></w:pBdr></w:pPr></w:p><w:p><w:sdt>"),
    "a page's beginning": ("<w:p><w:sdt>", "<w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p><w:p><w:sdt>"),
    "a bookmark": ("<w:p><w:sdt>", '<w:p><w:bookmarkStart w:id="9" w:name="q"/><w:bookmarkEnd w:id="9"/></w:p><w:p><w:sdt>'),
    "a paragraph behind a table in a cell": ("<w:r><w:t>Left</w:t></w:r></w:p>", f"<w:r><w:t>Left</w:t></w:r></w:p>{TABLE}<w:p/>{TABLE_END}<w:p/>"),
    "large text of less contrast": (ITEM, '<w:r><w:rPr><w:color w:val="808080"/><w:sz w:val="36"/></w:rPr><w:t>x</w:t></w:r>'),
    "hidden text": (ITEM, '<w:r><w:rPr><w:vanish/><w:color w:val="FFFFFF"/></w:rPr><w:t>x</w:t></w:r>'),
    "white on dark": (ITEM, '<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F5FA8"/></w:rPr><w:t>x</w:t></w:r>'),
    "colour that the program chooses": (ITEM, '<w:r><w:rPr><w:color w:val="auto"/><w:highlight w:val="black"/></w:rPr><w:t>x</w:t></w:r>'),
    "spaces in code": ("<w:p><w:pPr><w:numPr>", '<w:p><w:pPr><w:pStyle w:val="HTMLPreformatted"/></w:pPr><w:r><w:t>a    b</w:t></w:r></w:p><w:p><w:pPr><w:numPr>'),
    "spaces in a control to fill in": ("<w:r><w:t>Ada</w:t></w:r></w:sdtContent>", "<w:r><w:t xml:space='preserve'>\u2002\u2002\u2002\u2002</w:t></w:r></w:sdtContent>"),
    "a word of another language": (ITEM, "<w:r><w:t>They call it «viatge», as Catalans do.</w:t></w:r>"),
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_what_serves_a_purpose_is_no_defect(name: str) -> None:
    old, new = KEPT[name]
    parts = good_parts()
    made = parts[BODY].replace(old.replace("\\", ""), new, 1)
    assert made != parts[BODY]
    assert word_defects(zipped({**parts, BODY: made})) == ()


def test_the_contrast_of_two_colours_is_that_of_the_web_guidelines() -> None:
    assert ratio("000000", "FFFFFF") == pytest.approx(21)
    assert ratio("767676", "FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert ratio("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert ratio("1F5FA8", "1F5FA8") == 1


def test_the_shading_and_colour_of_a_table_style_count() -> None:
    parts = good_parts()
    part = '<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:tcPr>{}</w:tcPr></w:tblStylePr>'
    for shading, found in (("", {"contrast-low"}), ('<w:shd w:val="clear" w:fill="1F5FA8"/>', set())):
        at = parts["word/styles.xml"].index("</w:style>", parts["word/styles.xml"].index('"IMTable"'))
        text = parts["word/styles.xml"]
        styled = text[:at] + part.format(shading) + text[at:]
        assert rules(zipped({**parts, "word/styles.xml": styled})) == found


def test_many_places_of_one_defect_are_counted_and_not_all_told() -> None:
    parts = good_parts()
    parts[BODY] = parts[BODY].replace("<w:p><w:sdt>", "<w:p/>" * 900 + "<w:p><w:sdt>")
    found = word_defects(zipped(parts))
    assert len(found) == 50
    assert found[-1].message.endswith("(and 850 more like it)")


def test_text_that_was_deleted_or_stands_there_for_old_programs_is_not_looked_at() -> None:
    parts = good_parts()
    parts[BODY] = (
        parts[BODY]
        .replace(
            ITEM,
            '<w:del w:id="1" w:author="x"><w:r><w:rPr><w:color w:val="EEEEEE"/></w:rPr><w:delText>x</w:delText></w:r></w:del>'
            f"{ITEM}<w:r><mc:AlternateContent><mc:Choice Requires='w14'><w:t> new</w:t></mc:Choice><mc:Fallback><w:t>old    </w:t>"
            "</mc:Fallback></mc:AlternateContent></w:r>",
        )
        .replace("<w:t> new", '<w:t xml:space="preserve"> new')
    )
    assert word_defects(zipped(parts)) == ()


def broken(**changes: str) -> bytes:
    return zipped({**good_parts(), **changes})


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in good_parts().items():
            archive.writestr(name, text)
        archive.writestr("word/media/x.bin", b"\0" * (60 << 20))
    return target.getvalue()


HOSTILE = {
    "nothing": b"",
    "no zip": b"hello",
    "an encrypted file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "a zip of nothing": zipped({}),
    "a truncated file": zipped(good_parts())[:-300],
    "no main part": zipped({k: v for k, v in good_parts().items() if k != BODY}),
    "a main part that is not XML": broken(**{"word/document.xml": "<w:document"}),
    "another kind of document": broken(**{"word/document.xml": "<workbook/>"}),
    "a document type declaration": broken(
        **{"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]>' + good_parts()[BODY]}
    ),
    "elements nested without end": broken(
        **{
            "word/document.xml": good_parts()[BODY].replace(
                "<w:sectPr>", "<w:p>" * 9000 + "</w:p>" * 9000 + "<w:sectPr>"
            )
        }
    ),
    "what unpacks without end": bomb(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_is_one_error_that_says_what_to_do(name: str) -> None:
    with pytest.raises(ReadError) as caught:
        word_defects(HOSTILE[name])
    assert len(str(caught.value)) < 400


def test_a_path_a_stream_and_bytes_are_read_alike_and_the_error_names_the_path(tmp_path: Path) -> None:
    file = planted(PLANTS[3])
    path = tmp_path / "x.docx"
    path.write_bytes(file)
    assert (
        word_defects(file) == word_defects(path) == word_defects(str(path)) == word_defects(io.BytesIO(file))
    )
    path.write_bytes(b"")
    with pytest.raises(ReadError, match=r"x\.docx"):
        word_defects(path)
    with pytest.raises(ReadError, match="cannot be read"):
        word_defects(tmp_path / "none.docx")


@pytest.mark.parametrize("name", sorted(set(good_parts()) - {BODY, "_rels/.rels"}))
def test_a_file_without_one_of_its_parts_or_with_a_damaged_one_is_still_read(name: str) -> None:
    parts = good_parts()
    assert "part-damaged" in rules(zipped({**parts, name: "<x"}))
    rest = {part: text for part, text in parts.items() if part != name}
    assert rules(zipped(rest)) or name.startswith("docProps/app")
    assert isinstance(word_defects(zipped({**parts, name: "<x/>"})), tuple)


def test_files_that_others_made_are_read() -> None:
    made = docx.Document()
    made.add_heading("Hello", 0)
    made.add_table(2, 2).cell(0, 0).text = "x"
    stream = io.BytesIO()
    made.save(stream)
    # Its tables say that they have a header row, and mark none.
    assert rules(stream.getvalue()) == {
        "title-missing",
        "table-headings-differ",
        "language-not-in-properties",
    }


def test_values_that_are_no_numbers_are_read_over() -> None:
    parts = good_parts()
    for old in ('w:w="2000"', 'w:val="0020"', 'w:numId w:val="1"', 'w:id="1"'):
        spoilt = parts[BODY].replace(old, old.partition('"')[0] + '"many"')
        assert isinstance(word_defects(zipped({**parts, BODY: spoilt})), tuple)
    styles = re.sub(r'w:val="\d+"', 'w:val="x"', parts["word/styles.xml"])
    assert isinstance(word_defects(zipped({**parts, "word/styles.xml": styles})), tuple)
    looped = parts["word/styles.xml"].replace('<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Title"/>')
    assert isinstance(word_defects(zipped({**parts, "word/styles.xml": looped})), tuple)


def test_headers_are_looked_at_too() -> None:
    spoilt = HEADER.replace("<w:r>", '<w:r><w:rPr><w:color w:val="CCCCCC"/></w:rPr>')
    (found,) = word_defects(broken(**{"word/header1.xml": spoilt}))
    assert (found.rule, found.address.partition("#")[0]) == ("contrast-low", "word/header1.xml")


def test_the_lint_is_offered_for_tests_and_loads_lxml_only_when_it_is_used() -> None:
    assert set(testing.__all__) <= set(dir(testing))
    script = "import sys, interim_method.testing as t; print('lxml' in sys.modules); t.WORD_RULES; print('lxml' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["False", "False"]
    with pytest.raises(AttributeError, match="no_such"):
        testing.no_such  # noqa: B018


def test_every_rule_is_in_the_documentation_as_it_is_in_the_code() -> None:
    page = (Path(__file__).parents[3] / "docs" / "word-lint.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \| (.+?) \| (.+?) \|$", page, re.MULTILINE)
    assert rows == [(r.name, r.severity, r.finds, r.advice) for r in WORD_RULES.values()]
