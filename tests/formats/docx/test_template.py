"""House templates keep their page, styles, headers and footers; files that could do harm are refused by name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from formats.docx.lint import W, defects
from formats.docx.tools import changed, root_of, texts_of, written
from interim_method.errors import TemplateError
from interim_method.formats.docx.template.styles import STYLES
from interim_method.markup import tree

TYPES = "[Content_Types].xml"


@pytest.fixture
def house(tmp_path: Path) -> Path:
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
    house: Path, sample_document: tree.Document
) -> None:
    file = written(sample_document, template=str(house))
    made = docx.Document(io.BytesIO(file))
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert made.sections[0].left_margin == docx.Document(str(house)).sections[0].left_margin
    assert made.sections[0].page_width == docx.Document(str(house)).sections[0].page_width
    text = "".join(texts_of(file))
    assert "Casa Nostra" in text
    assert "peu de la casa" in text
    assert "Text de mostra" not in text
    assert made.core_properties.title == sample_document.title


def test_what_a_house_template_lacks_is_added(house: Path, sample_document: tree.Document) -> None:
    file = written(sample_document, template=str(house))
    names = {
        s.find(W + "name").get(W + "val").casefold()
        for s in root_of(file, "word/styles.xml").iter(W + "style")
    }
    assert {style.name.casefold() for style in STYLES} <= names
    assert [d for d in defects(file) if "font" not in d] == []


def test_styles_are_found_by_name_whatever_their_ids_and_case(house: Path) -> None:
    def localised(xml: str) -> str:
        return xml.replace('w:styleId="Heading1"', 'w:styleId="Ttol1"').replace(
            '<w:name w:val="heading 1"/>', '<w:name w:val="Heading 1"/>'
        )

    house.write_bytes(changed(house.read_bytes(), "word/styles.xml", localised))
    section = tree.Section(tree.line("Títol"), ())
    file = written(tree.Document(title="x", language="ca", blocks=(section,)), template=str(house))
    used = {e.get(W + "val") for e in root_of(file).iter(W + "pStyle")}
    assert "Ttol1" in used
    assert "Heading1" not in used


def test_a_template_proper_is_taken_too(house: Path, tmp_path: Path) -> None:
    path = tmp_path / "casa.dotx"
    path.write_bytes(
        changed(house.read_bytes(), TYPES, lambda x: x.replace("document.main+xml", "template.main+xml"))
    )
    file = written(tree.Document(title="x", language="ca", blocks=()), template=str(path))
    assert "document.main+xml" in zipfile.ZipFile(io.BytesIO(file)).read(TYPES).decode()
    assert docx.Document(io.BytesIO(file)).paragraphs[0].text == "x"


def test_the_notice_stands_on_every_page_of_a_house_template_too(house: Path) -> None:
    document = tree.Document(title="x", language="ca", blocks=(), notice="Exemple fictici.")
    file = written(document, template=str(house))
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
    assert defects(file) == []
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


def test_files_that_could_do_harm_are_refused(house: Path, tmp_path: Path) -> None:
    good = house.read_bytes()
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


def test_the_strict_format_and_damaged_parts_are_refused(house: Path, tmp_path: Path) -> None:
    good = house.read_bytes()
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


def test_a_template_that_loads_things_from_elsewhere_is_refused_or_cut_off(
    house: Path, tmp_path: Path
) -> None:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    good = house.read_bytes()

    def with_relation(kind: str) -> str:
        return (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{base}{kind}" Target="https://example.org/x" TargetMode="External"/>'
            "</Relationships>"
        )

    tracked = with_part(good, ("word/_rels/header1.xml.rels", with_relation("image").encode()))
    assert "from elsewhere" in refused(tracked, tmp_path)
    attached = with_part(good, ("word/_rels/settings.xml.rels", with_relation("attachedTemplate").encode()))
    path = tmp_path / "lligada.docx"
    path.write_bytes(attached)
    file = written(tree.Document(title="x", language="ca", blocks=()), template=str(path))
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert not [n for n in archive.namelist() if b"example.org" in archive.read(n)]
