"""Slots of house templates are filled where they stand, and everything else in the template stays."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest

import interim_method as im
from formats.docx.houses import OFFICE, PAGE, PIXEL, WORD, cell, control, house, mark, p, run, saved, table
from formats.docx.lint import WRITTEN, W
from formats.docx.lint import defects as every_defect
from formats.docx.tools import part, root_of, texts_of, values_in
from interim_method.errors import TemplateError
from interim_method.methodologies.interim_executive import example

NAME = example.engagement().organisation.name["ca"]  # type: ignore[index]
LYING = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'


def made(
    folder: Path, body: str, document: str = "agreement", *, options: Any = None, **more: Any
) -> tuple[bytes, list[im.Finding]]:
    """An export of the example with a template, and what was found."""
    given = {name: more.pop(name) for name in ("edition", "language", "of", "audience") if name in more}
    stream = io.BytesIO()
    findings = im.export(
        example.engagement(),
        stream,
        document=document,
        to="docx",
        template=saved(folder, house(body, **more)),
        options=options,
        **({"language": "ca"} | given),
    )
    return stream.getvalue(), list(findings)


def defects(file: bytes) -> list[str]:
    """The defects of a file, but those that these templates have themselves."""
    return every_defect(file, but=(*WRITTEN, "control-without-title", "title-not-shown"))


def said(file: bytes, name: str = "word/document.xml") -> list[str]:
    """The paragraphs of a part that say something."""
    found = ["".join(t.text or "" for t in one.iter(f"{W}t")) for one in root_of(file, name).iter(f"{W}p")]
    return [one for one in found if one]


def names(findings: list[im.Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def test_the_whole_document_takes_the_place_of_its_slot_between_what_the_template_says(
    tmp_path: Path,
) -> None:
    file, findings = made(tmp_path, p("Abans") + control("document", p("Aquí el document")) + p("Després"))
    paragraphs = said(file)
    assert paragraphs[0] == "Abans"
    assert paragraphs[-1] == "Després"
    assert "Aquí el document" not in paragraphs
    own = im.to_bytes(example.engagement(), "docx", document="agreement", language="ca")
    assert paragraphs[1:-1] == said(own)
    assert findings == []
    assert defects(file) == []


def test_a_part_takes_the_place_of_its_slot_with_or_without_its_heading(tmp_path: Path) -> None:
    file, _ = made(tmp_path, control("objectives", p()) + p("—") + control("objectives-body", p()))
    paragraphs = said(file)
    at = paragraphs.index("—")
    assert paragraphs[0] == "Objectius"
    assert paragraphs[1:at] == paragraphs[at + 1 :]
    assert defects(file) == []


def test_a_part_is_placed_by_a_bookmark_too(tmp_path: Path) -> None:
    file, findings = made(
        tmp_path,
        p("Abans")
        + f"<w:p>{mark('objectives', '')}</w:p>"
        + f'<w:bookmarkStart w:id="9" w:name="roles"/>{p("mostra")}{p("mostra")}<w:bookmarkEnd w:id="9"/>'
        + p("Després"),
    )
    paragraphs = said(file)
    assert paragraphs[:2] == ["Abans", "Objectius"]
    assert "Rols" in paragraphs
    assert "mostra" not in paragraphs
    assert paragraphs[-1] == "Després"
    assert defects(file) == []
    assert names(findings) == ["template-part-missing"]


def test_a_word_in_a_line_is_put_in_with_the_look_that_stands_there(tmp_path: Path) -> None:
    bold = '<w:rPr><w:b/><w:color w:val="7A1F3D"/></w:rPr>'
    line = f"<w:p>{run('Acord amb ')}{control('/organisation/name', run('NOM', bold))}{run('.')}</w:p>"
    file, _ = made(tmp_path, line + control("document", p()))
    assert said(file)[0] == f"Acord amb {NAME}."
    first = next(root_of(file).iter(f"{W}sdt"))
    assert first.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == "/organisation/name"
    assert first.find(f".//{W}color").get(f"{W}val") == "7A1F3D"


def test_values_are_shown_as_the_document_shows_them(tmp_path: Path) -> None:
    engagement = example.engagement()
    agreed = engagement.agreement
    assert agreed is not None
    body = "".join(
        f"<w:p>{control(name, run('?'))}</w:p>"
        for name in ("/agreement/on", "/actions/a01/status", "/objectives/o1/title", "/organisation/income")
    )
    file, _ = made(tmp_path, body, document="hours")
    day, status, title, income = said(file)
    assert day == f"{agreed.on.day}/{agreed.on.month}/{agreed.on.year}"
    assert status == "● feta"
    assert title == engagement.objectives["o1"].title["ca"]  # type: ignore[index]
    assert income.endswith("€")


def test_slots_in_headers_and_footers_are_filled(tmp_path: Path) -> None:
    file, _ = made(
        tmp_path,
        control("document", p()),
        furniture={
            "header-default": f"<w:p>{run('Casa · ')}{control('title', run('?'))}</w:p>",
            "footer-default": f"<w:p>{mark('_organisation_name', run('?'), 4)}</w:p>" + control("facts", p()),
        },
    )
    assert said(file, "word/header1.xml") == ["Casa · Acord de treball («tauler de joc»)"]
    assert said(file, "word/footer2.xml")[0] == NAME
    assert "Versió" in "".join(said(file, "word/footer2.xml"))
    assert defects(file) == []


def test_what_the_document_lets_fill_in_stays_a_field_that_reads_back(tmp_path: Path) -> None:
    body = f"<w:p>{run('Estat: ')}{control('/actions/a03/status', run('?'))}</w:p>"
    file, _ = made(
        tmp_path,
        body,
        document="action-plan",
        furniture={"header-default": control("/actions/a03/title", p("?"))},
    )
    composed = im.compose(example.engagement(), "action-plan", language="ca")
    from interim_method.markup import tree

    keys = {field.address: field for field in tree.fields(composed)}
    values = values_in(file)
    for address in ("/actions/a03/status", "/actions/a03/title"):
        assert values[keys[address].key] == keys[address].value
    status = next(one for one in root_of(file).iter(f"{W}sdt"))
    assert status.find(f"{W}sdtPr/{W}dropDownList") is not None
    assert defects(file) == []


def test_an_empty_field_stays_a_place_to_fill_in(tmp_path: Path) -> None:
    body = f"<w:p>{run('Ritme: ')}{control('/agreement/cadence', run('?'))}</w:p>"
    file, _ = made(tmp_path, body, edition="blank")
    first = next(root_of(file).iter(f"{W}sdt"))
    assert first.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    assert first.find(f"{W}sdtPr/{W}tag").get(f"{W}val").startswith("im:")


def test_the_same_slot_may_stand_in_several_places(tmp_path: Path) -> None:
    body = (
        control("objectives", p()) * 2
        + f"<w:p>{control('title', run('?'))} {control('title', run('?'))}</w:p>"
    )
    file, _ = made(tmp_path, body)
    assert said(file).count("Objectius") == 2
    assert defects(file) == []


def test_a_part_in_a_cell_is_as_wide_as_the_cell(tmp_path: Path) -> None:
    row = cell(p("Objectius"), 3000) + cell(control("objectives-body", p()), 5000)
    file, _ = made(tmp_path, table(row, widths=(3000, 5000)))
    inner = next(
        one for one in root_of(file).iter(f"{W}tbl") if next(one.iterancestors(f"{W}tbl"), None) is not None
    )
    assert sum(int(g.get(f"{W}w")) for g in inner.iterfind(f"{W}tblGrid/{W}gridCol")) <= 5000 - 216
    assert defects(file) == []


def test_a_control_around_a_cell_and_rows_that_repeat_are_filled(tmp_path: Path) -> None:
    rows = control(
        "",
        "".join(
            f"<w:tr>{cell(f'<w:p>{control(name, run(chr(63)))}</w:p>')}</w:tr>" for name in ("title", "date")
        ),
        more="<w15:repeatingSection/>",
    )
    body = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
        f"<w:tr>{control('organisation', cell(p('?')))}</w:tr>{rows}</w:tbl>" + p()
    )
    file, _ = made(tmp_path, body)
    first, second, third = said(file)
    assert first == NAME
    assert second.startswith("Acord de treball")
    assert third.endswith("2026")


def test_everything_else_in_the_template_stays(tmp_path: Path) -> None:
    picture = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="Logo" descr="Logo"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="0" name="L"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdX1"/></pic:blipFill>'
        "<pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    link = f'<w:p><w:hyperlink r:id="rIdL">{run("La web")}</w:hyperlink><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    comment = f'<w:p><w:commentRangeStart w:id="0"/>{run("dit")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("La nota de la casa")}</w:footnote></w:footnotes>'
    )
    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:comment w:id="0" w:author="Casa">{p("Un comentari")}</w:comment></w:comments>'
    )
    relations = (
        f'<Relationship Id="rIdX1" Type="{OFFICE}image" Target="media/a.png"/>'
        f'<Relationship Id="rIdL" Type="{OFFICE}hyperlink" Target="https://example.org/" TargetMode="External"/>'
        f'<Relationship Id="rIdN" Type="{OFFICE}footnotes" Target="footnotes.xml"/>'
        f'<Relationship Id="rIdC" Type="{OFFICE}comments" Target="comments.xml"/>'
    )
    file, _ = made(
        tmp_path,
        picture
        + link
        + comment
        + control("document", p())
        + control("Company", p("Empresa"))
        + f"<w:p>{mark('_Toc1', run('fi'), 2)}</w:p>",
        document="hours",
        relations=relations,
        parts={
            "word/media/a.png": ("", PIXEL),
            "word/footnotes.xml": (f"{WORD}footnotes+xml", notes.encode()),
            "word/comments.xml": (f"{WORD}comments+xml", comments.encode()),
        },
    )
    text = "".join(texts_of(file))
    for kept in ("La web", "La nota de la casa", "Un comentari", "Empresa", "fi"):
        assert kept in text
    assert part(file, "word/media/a.png") == PIXEL
    assert b"https://example.org/" in part(file, "word/_rels/document.xml.rels")
    assert "_Toc1" in {one.get(f"{W}name") for one in root_of(file).iter(f"{W}bookmarkStart")}
    assert defects(file) == []


def test_what_needs_the_width_turns_the_page_and_turns_it_back(tmp_path: Path) -> None:
    file, _ = made(
        tmp_path,
        p("Abans") + control("document", p()) + p("Després"),
        furniture={"header-default": p("Casa"), "header-first": p("Portada")},
        section=PAGE + "<w:titlePg/>",
    )
    one, two, three = root_of(file).iter(f"{W}sectPr")
    assert [s.find(f"{W}pgSz").get(f"{W}orient") for s in (one, two, three)] == [None, "landscape", None]
    assert [s.find(f"{W}titlePg") is not None for s in (one, two, three)] == [True, False, False]
    assert all(s.find(f"{W}headerReference") is not None for s in (one, two, three))
    assert said(file)[-1] == "Després"
    assert defects(file) == []


def test_a_page_that_ends_turned_leaves_no_empty_one_behind(tmp_path: Path) -> None:
    file, _ = made(tmp_path, control("document", p()))
    (only,) = root_of(file).iter(f"{W}sectPr")
    assert only.find(f"{W}pgSz").get(f"{W}orient") == "landscape"


def test_a_slot_in_a_lying_section_takes_its_page(tmp_path: Path) -> None:
    first = f"{p('Portada')}<w:p><w:pPr><w:sectPr>{PAGE}</w:sectPr></w:pPr></w:p>"
    file, _ = made(tmp_path, first + control("board", p()), section=LYING)
    sizes = [one.get(f"{W}w") for one in root_of(file).iter(f"{W}pgSz")]
    assert sizes == ["11906", "16838"]
    assert defects(file) == []


def test_contents_are_placed_with_pages(tmp_path: Path) -> None:
    file, _ = made(
        tmp_path, control("contents", p()) + p("x") + control("document", p()), document="engagement-report"
    )
    codes = [c for c in root_of(file).iter(f"{W}instrText") if "PAGEREF" in (c.text or "")]
    assert len(codes) > 5
    assert {
        one.get(f"{W}anchor") for one in root_of(file).iter(f"{W}hyperlink") if one.get(f"{W}anchor")
    } <= {one.get(f"{W}name") for one in root_of(file).iter(f"{W}bookmarkStart")}
    assert defects(file) == []


def test_what_has_no_slot_is_told(tmp_path: Path) -> None:
    _, findings = made(tmp_path, control("objectives", p()) + control("subtitle", p()) + control("more", p()))
    assert names(findings) == ["template-slot-empty", "template-part-missing"]
    assert "terms" in findings[1].message


def test_a_slip_is_told_and_an_error_where_strictness_was_asked_for(tmp_path: Path) -> None:
    body = control("document", p()) + control("objectivs", p("es queda"))
    file, findings = made(tmp_path, body)
    assert names(findings) == ["template-slot-unknown"]
    assert findings[0].severity == "warning"
    assert "es queda" in said(file)
    with pytest.raises(
        TemplateError, match=r"casa\.docx: nothing answers to the slot 'objectivs'.*'objectives'"
    ):
        made(tmp_path, body, options={"strict-slots": "yes"})


def test_what_is_told_in_a_slot_of_the_text_is_not_told_again_by_the_head(tmp_path: Path) -> None:
    file, _ = made(tmp_path, control("title", p("?", '<w:jc w:val="center"/>')) + control("document", p()))
    assert said(file).count("Acord de treball («tauler de joc»)") == 1
    assert next(root_of(file).iter(f"{W}p")).find(f"{W}pPr/{W}jc") is not None


def test_text_of_users_is_never_read_as_anything_but_text(tmp_path: Path) -> None:
    nasty = im.put(example.engagement(), "/organisation/name", "{{ 7*7 }} <w:t>&amp; {% x %} ]]>")
    stream = io.BytesIO()
    body = f"<w:p>{run('{{ organisation }} ')}{control('/organisation/name', run('?'))}</w:p>"
    im.export(nasty, stream, to="docx", document="hours", template=saved(tmp_path, house(body)))
    assert said(stream.getvalue()) == ["{{ organisation }} {{ 7*7 }} <w:t>&amp; {% x %} ]]>"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    body = p("Abans") + control("document", p())
    assert made(tmp_path, body)[0] == made(tmp_path, body)[0]


def test_others_open_what_was_filled(tmp_path: Path) -> None:
    file, _ = made(tmp_path, p("Abans") + control("document", p()), document="engagement-report")
    assert docx.Document(io.BytesIO(file)).paragraphs[0].text == "Abans"


def test_a_bare_document_fills_slots_too(tmp_path: Path) -> None:
    stream = io.BytesIO()
    template = saved(tmp_path, house(control("title", p("?")) + control("document", p())))
    im.export(im.document_from_markdown("# Nota\n\nDit."), stream, to="docx", template=template)
    assert said(stream.getvalue()) == ["Nota", "Dit."]
