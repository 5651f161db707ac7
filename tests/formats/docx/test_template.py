"""House templates keep their page, styles, headers and footers; files that could do harm are refused by name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from formats.docx.houses import OFFICE, PACKAGE, PAGE, PIXEL, SHEET, house, p, run, saved
from formats.docx.lint import WRITTEN, W, defects
from formats.docx.tools import changed, part, root_of, texts_of, written
from interim_method.errors import TemplateError
from interim_method.formats.docx import write
from interim_method.formats.docx.template.styles import STYLES
from interim_method.markup import tree

TYPES = "[Content_Types].xml"


@pytest.fixture
def other_house(tmp_path: Path) -> Path:
    """A template made by another hand: Letter, header and footer, own styles, text of its own."""
    document = docx.Document()
    section = document.sections[0]
    section.left_margin = Mm(40)
    section.header.paragraphs[0].text = "Casa Nostra"
    section.footer.paragraphs[0].text = "peu de la casa"
    document.styles["Heading 1"].font.name = "Georgia"
    document.add_paragraph("Text de mostra")
    document.core_properties.title = "Plantilla"
    path = tmp_path / "casa.docx"
    document.save(str(path))
    return path


def test_a_house_template_keeps_its_page_headers_and_styles(
    other_house: Path, sample_document: tree.Document
) -> None:
    file = written(sample_document, template=str(other_house))
    made = docx.Document(io.BytesIO(file))
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert made.sections[0].left_margin == docx.Document(str(other_house)).sections[0].left_margin
    assert made.sections[0].page_width == docx.Document(str(other_house)).sections[0].page_width
    text = "".join(texts_of(file))
    assert "Casa Nostra" in text
    assert "peu de la casa" in text
    assert "Text de mostra" not in text
    assert made.core_properties.title == sample_document.title


def test_what_a_house_template_lacks_is_added(other_house: Path, sample_document: tree.Document) -> None:
    file = written(sample_document, template=str(other_house))
    names = {
        s.find(W + "name").get(W + "val").casefold()
        for s in root_of(file, "word/styles.xml").iter(W + "style")
    }
    assert {style.name.casefold() for style in STYLES} <= names
    # The colours are the house's own.
    assert defects(file, but=(*WRITTEN, "contrast-low")) == []


def test_styles_are_found_by_name_whatever_their_ids_and_case(other_house: Path) -> None:
    def localised(xml: str) -> str:
        return xml.replace('w:styleId="Heading1"', 'w:styleId="Ttol1"').replace(
            '<w:name w:val="heading 1"/>', '<w:name w:val="Heading 1"/>'
        )

    other_house.write_bytes(changed(other_house.read_bytes(), "word/styles.xml", localised))
    section = tree.Section(tree.line("Títol"), ())
    file = written(tree.Document(title="x", language="ca", blocks=(section,)), template=str(other_house))
    used = {e.get(W + "val") for e in root_of(file).iter(W + "pStyle")}
    assert "Ttol1" in used
    assert "Heading1" not in used


def test_a_template_proper_is_taken_too(other_house: Path, tmp_path: Path) -> None:
    path = tmp_path / "casa.dotx"
    path.write_bytes(
        changed(
            other_house.read_bytes(), TYPES, lambda x: x.replace("document.main+xml", "template.main+xml")
        )
    )
    file = written(tree.Document(title="x", language="ca", blocks=()), template=str(path))
    assert "document.main+xml" in zipfile.ZipFile(io.BytesIO(file)).read(TYPES).decode()
    assert docx.Document(io.BytesIO(file)).paragraphs[0].text == "x"


def test_the_notice_stands_on_every_page_of_a_house_template_too(other_house: Path) -> None:
    document = tree.Document(title="x", language="ca", blocks=(), notice="Exemple fictici.")
    file = written(document, template=str(other_house))
    footers = [n for n in zipfile.ZipFile(io.BytesIO(file)).namelist() if n.startswith("word/footer")]
    assert footers
    for name in footers:
        text = "".join(root_of(file, name).itertext())
        assert "peu de la casa" in text
        assert "Exemple fictici." in text


def test_our_own_output_serves_as_a_template(
    tmp_path: Path, sample_document: tree.Document, sample_file: bytes
) -> None:
    path = tmp_path / "nostra.docx"
    path.write_bytes(sample_file)
    file = written(sample_document, template=str(path))
    # Behind the table of our footer stands a paragraph that a notice of the next document follows.
    assert defects(file, but=(*WRITTEN, "empty-paragraph")) == []
    assert "d0c1d0c1d0c1" in zipfile.ZipFile(io.BytesIO(file)).read("docProps/custom.xml").decode()


def zipped(*parts: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, blob in parts:
            archive.writestr(name, blob)
    return target.getvalue()


def with_part(file: bytes, *parts: tuple[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return zipped(*((n, archive.read(n)) for n in archive.namelist()), *parts)


def refused(file: bytes, tmp_path: Path) -> str:
    path = tmp_path / "dolenta.docx"
    path.write_bytes(file)
    with pytest.raises(TemplateError) as error:
        written(tree.Document(title="x", language="ca", blocks=()), template=str(path))
    assert error.value.target == str(path)
    return str(error.value)


def test_files_that_are_no_documents_are_refused(tmp_path: Path) -> None:
    assert "not a Word document" in refused(b"text", tmp_path)
    assert "not a Word document" in refused(zipped(("a.txt", b"x")), tmp_path)
    sheet = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    assert "not a Word document" in refused(zipped((TYPES, sheet)), tmp_path)
    assert "encrypted" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, tmp_path)
    with pytest.raises(TemplateError, match=r"enlloc\.docx: the template cannot be read"):
        written(tree.Document(title="x", language="ca", blocks=()), template="enlloc.docx")


def test_files_that_could_do_harm_are_refused(other_house: Path, tmp_path: Path) -> None:
    good = other_house.read_bytes()
    assert "macros" in refused(with_part(good, ("word/vbaProject.bin", b"x")), tmp_path)
    macro = changed(good, TYPES, lambda x: x.replace("<Types ", '<Types a="macroEnabled" '))
    assert "macros" in refused(macro, tmp_path)
    assert "outside" in refused(with_part(good, ("../../evil.xml", b"<a/>")), tmp_path)
    assert "outside" in refused(with_part(good, ("/etc/evil.xml", b"<a/>")), tmp_path)
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = with_part(good, ("word/document.xml", b"<a/>"))
    assert "twice" in refused(twice, tmp_path)
    assert "suspiciously" in refused(with_part(good, ("word/big.xml", b"<a>" + b" " * (5 << 20))), tmp_path)
    many = with_part(good, *((f"word/x{n}.bin", b"") for n in range(2001)))
    assert "parts" in refused(many, tmp_path)

    def declared(xml: str) -> str:
        return '<!DOCTYPE w:document [<!ENTITY a "b">]>' + xml.partition("?>")[2]

    assert "document type" in refused(changed(good, "word/document.xml", declared), tmp_path)
    hidden = changed(good, "word/styles.xml", lambda x: declared(x).encode("utf-16"))
    assert "document type" in refused(hidden, tmp_path)


def test_the_strict_format_and_damaged_parts_are_refused(other_house: Path, tmp_path: Path) -> None:
    good = other_house.read_bytes()
    strict = changed(
        good,
        "word/document.xml",
        lambda x: x.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )
    assert "strict" in refused(strict, tmp_path)
    assert "damaged" in refused(changed(good, "word/document.xml", lambda x: x[:900]), tmp_path)
    assert "damaged" in refused(
        changed(good, "word/_rels/document.xml.rels", lambda x: "<Relationships/>"), tmp_path
    )


PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="7" name="Logo" descr="{words}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="0" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip {how}="rIdP"/></pic:blipFill>'
    "<pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def relations(kind: str, target: str, id: str = "rIdP") -> bytes:
    mode = ' TargetMode="External"' if "://" in target else ""
    return (
        f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="{id}" Type="{OFFICE}{kind}"'
        f' Target="{target}"{mode}/></Relationships>'
    ).encode()


EMPTY = tree.Document(title="x", language="ca", blocks=())


def exported(folder: Path, file: bytes, document: tree.Document = EMPTY) -> tuple[bytes, list[str]]:
    """What is written with a template, and the rules of the findings."""
    target = io.BytesIO()
    findings = write(document, target, template=saved(folder, file))
    return target.getvalue(), [finding.rule for finding in findings]


def everything(file: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_pictures_of_headers_and_footers_come_along(tmp_path: Path) -> None:
    made = house(
        p(),
        furniture={"header-default": PICTURE.format(words="Casa", how="r:embed")},
        parts={
            "word/_rels/header1.xml.rels": ("", relations("image", "media/a.png")),
            "word/media/a.png": ("", PIXEL),
        },
    )
    file, rules = exported(tmp_path, made)
    assert rules == []
    assert PIXEL in everything(file)
    assert b"media/a.png" in part(file, "word/_rels/header1.xml.rels")


def test_what_a_template_loads_from_elsewhere_is_left_out_and_told(tmp_path: Path) -> None:
    made = house(
        p(),
        furniture={"header-default": PICTURE.format(words="El logo de la casa", how="r:link")},
        parts={"word/_rels/header1.xml.rels": ("", relations("image", "https://example.org/logo.png"))},
    )
    file, rules = exported(tmp_path, made)
    assert rules == ["template-outside"]
    assert b"example.org" not in everything(file)
    assert "[El logo de la casa]" in "".join(texts_of(file))
    assert defects(file) == []


def test_the_template_of_a_template_is_forgotten(tmp_path: Path) -> None:
    made = house(
        p(),
        settings='<w:attachedTemplate r:id="rIdP"/><w:evenAndOddHeaders/>',
        parts={"word/_rels/settings.xml.rels": ("", relations("attachedTemplate", "file:///C:/casa.dotx"))},
    )
    file, rules = exported(tmp_path, made)
    assert rules == []
    assert b"attachedTemplate" not in everything(file)
    assert b"evenAndOddHeaders" in part(file, "word/settings.xml")


def test_fields_that_would_fetch_or_run_something_become_what_they_show(tmp_path: Path) -> None:
    fetched = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r>'
        '<w:r><w:instrText>PICTURE "https://example.org/x.png" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("logo")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f'<w:fldSimple w:instr=" DDEAUTO cmd x y ">{run("res")}</w:fldSimple>'
    paged = f'<w:fldSimple w:instr=" PAGE ">{run("3")}</w:fldSimple>'
    made = house(p(), furniture={"footer-default": f"<w:p>{fetched}{simple}{paged}</w:p>"})
    file, rules = exported(tmp_path, made)
    assert rules == ["template-outside", "template-outside"]
    footer = part(file, "word/footer1.xml")
    assert b"example.org" not in footer and b"DDEAUTO" not in footer
    assert b"logo" in footer and b"res" in footer and b" PAGE " in footer
    assert defects(file) == []


def test_headers_that_the_last_section_has_from_the_one_before_it_are_kept(tmp_path: Path) -> None:
    first = f'<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rIdF1"/>{PAGE}</w:sectPr></w:pPr></w:p>'
    made = house(first, furniture={"header-default": p("Casa Nostra")})
    made = changed(
        made,
        "word/document.xml",
        lambda x: x.replace(
            '<w:sectPr><w:headerReference w:type="default" r:id="rIdF1"/><w:pgSz', "<w:sectPr><w:pgSz", 2
        ).replace(
            "<w:sectPr><w:pgSz", '<w:sectPr><w:headerReference w:type="default" r:id="rIdF1"/><w:pgSz', 1
        ),
    )
    file, _ = exported(tmp_path, made)
    assert "Casa Nostra" in "".join(texts_of(file))
    assert len(list(root_of(file).iter(W + "headerReference"))) == 1


def test_what_a_section_says_besides_its_page_is_kept(tmp_path: Path) -> None:
    section = PAGE.replace('w:gutter="0"', 'w:gutter="300"') + (
        '<w:pgBorders><w:top w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pgBorders>'
        '<w:pgNumType w:fmt="lowerRoman" w:start="5"/><w:cols w:num="2" w:space="400"/><w:docGrid w:linePitch="360"/>'
    )
    lying = tree.Section((), (tree.paragraph("ample"),), orientation="landscape")
    document = tree.Document(title="x", language="ca", blocks=(tree.paragraph("alt"), lying))
    file, _ = exported(tmp_path, house(p(), section=section), document)
    one, two = root_of(file).iter(W + "sectPr")
    for made in (one, two):
        assert made.find(f"{W}pgMar").get(f"{W}gutter") == "300"
        assert made.find(f"{W}pgBorders") is not None
        assert made.find(f"{W}docGrid") is not None
        assert made.find(f"{W}cols").get(f"{W}num") is None
    assert one.find(f"{W}pgNumType").get(f"{W}start") == "5"
    assert two.find(f"{W}pgNumType").get(f"{W}start") is None
    assert two.find(f"{W}pgNumType").get(f"{W}fmt") == "lowerRoman"


def test_a_template_that_lies_keeps_lying(tmp_path: Path) -> None:
    section = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    file, _ = exported(tmp_path, house(p(), section=section))
    (made,) = root_of(file).iter(W + "pgSz")
    assert (made.get(W + "w"), made.get(W + "orient")) == ("16838", "landscape")


def test_a_template_without_styles_is_given_ours(tmp_path: Path) -> None:
    file, _ = exported(tmp_path, house(p(), styles=None))
    assert defects(file) == []
    assert b"IMCell" in part(file, "word/styles.xml")


def test_a_style_of_another_kind_with_our_name_is_left_to_the_template(tmp_path: Path) -> None:
    styles = SHEET.replace(
        "</w:styles>",
        '<w:style w:type="character" w:styleId="Quote"><w:name w:val="Quote"/></w:style></w:styles>',
    )
    document = tree.Document(
        title="x", language="ca", blocks=(tree.Quote((tree.paragraph("diu"),), tree.line("algú")),)
    )
    file, _ = exported(tmp_path, house(p(), styles=styles), document)
    used = {e.get(W + "val") for e in root_of(file).iter(W + "pStyle")}
    assert "Quote" not in used
    assert "Quote2" in used
    assert defects(file) == []


def test_the_text_is_marked_as_being_in_its_language_whatever_the_template_speaks(tmp_path: Path) -> None:
    styles = SHEET.replace('<w:sz w:val="22"/>', '<w:sz w:val="22"/><w:lang w:val="de-DE"/>')
    file, _ = exported(tmp_path, house(p(), styles=styles))
    assert b'w:val="ca-ES"' in part(file, "word/styles.xml")
    assert b"de-DE" not in part(file, "word/styles.xml")


def test_whose_words_they_are_is_said_in_the_footers_of_a_template(tmp_path: Path) -> None:
    document = tree.Document(title="x", language="ca", blocks=(), rights=("Calidoscoop, CC BY-SA 4.0",))
    file, _ = exported(tmp_path, house(p(), furniture={"footer-default": p("peu")}), document)
    footer = b"".join(
        root_of(file, "word/footer1.xml").itertext().__iter__().__next__().encode() for _ in (0,)
    )
    assert footer == b"peu"
    assert "Calidoscoop, CC BY-SA 4.0" in "".join(root_of(file, "word/footer1.xml").itertext())


def test_custom_properties_of_a_template_stay_beside_ours(
    tmp_path: Path, sample_document: tree.Document
) -> None:
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Expedient"><vt:lpwstr>77/2026'
        "</vt:lpwstr></property></Properties>"
    )
    path = tmp_path / "casa.docx"
    made = docx.Document()
    made.save(str(path))
    rels = changed(
        path.read_bytes(),
        "_rels/.rels",
        lambda x: x.replace(
            "</Relationships>",
            f'<Relationship Id="rIdC" Type="{OFFICE}custom-properties" Target="docProps/custom.xml"/></Relationships>',
        ),
    )
    file, _ = exported(tmp_path, with_part(rels, ("docProps/custom.xml", custom.encode())), sample_document)
    said = part(file, "docProps/custom.xml").decode()
    assert "Expedient" in said and "interim-method.document" in said


def test_a_text_of_its_own_without_slots_is_left_out_and_told(tmp_path: Path) -> None:
    file, rules = exported(tmp_path, house(p("Text de mostra")))
    assert rules == ["template-text-left-out"]
    assert "Text de mostra" not in "".join(texts_of(file))
    assert exported(tmp_path, house(p()))[1] == []
