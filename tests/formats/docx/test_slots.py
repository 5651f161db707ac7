"""Slots of house templates are found, understood by their names, and told of before they are filled."""

from __future__ import annotations

from pathlib import Path

import pytest

import interim_method as im
from formats.docx.houses import cell, control, house, mark, p, run, saved, table
from interim_method.errors import TemplateError, UnknownName
from interim_method.formats.docx.slots.names import Meaning, Names, normal
from interim_method.methodologies.interim_executive import example
from interim_method.model import Engagement

PARTS = ("board", "objectives", "what-next")


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(PARTS, example.engagement())


@pytest.fixture(scope="module")
def forms() -> Names:
    return Names(PARTS, None, (Engagement,))


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("document", Meaning("piece", "document")),
        ("Title", Meaning("piece", "title")),
        ("what-next", Meaning("part", "what-next")),
        ("what_next", Meaning("part", "what-next")),
        ("objectives-body", Meaning("part", "objectives", body=True)),
        ("/organisation/name", Meaning("address", "/organisation/name")),
        ("_organisation_name", Meaning("address", "/organisation/name")),
        ("organisation_name", Meaning("address", "/organisation/name")),
        ("/actions/a03/status", Meaning("address", "/actions/a03/status")),
        ("_sessions_intensive_2026_03_24_on", Meaning("address", "/sessions/intensive-2026-03-24/on")),
    ],
)
def test_a_name_means_a_piece_a_part_or_an_address_in_either_form(
    names: Names, forms: Names, name: str, meaning: Meaning
) -> None:
    assert names.meaning(name) == meaning
    assert forms.meaning(name) == meaning


def test_an_agreement_without_an_id_is_the_one_in_force(names: Names, forms: Names) -> None:
    found = names.meaning("/agreement/cadence")
    assert found is not None
    assert im.get(example.engagement(), found.name) == example.engagement().agreement.cadence  # type: ignore[union-attr]
    assert forms.meaning("/agreement/cadence") is not None


@pytest.mark.parametrize("name", ["_Toc123456", "_GoBack", "Company", "state", "sdt", "", "_", "/", "Name"])
def test_names_of_others_mean_nothing_and_are_like_nothing(names: Names, name: str) -> None:
    assert names.meaning(name) is None
    assert names.suggestion(name) == ""


def test_a_record_or_a_collection_is_no_value_to_be_shown(names: Names, forms: Names) -> None:
    for name in ("/actions", "/actions/a03", "/organisation", "/extensions", "_organisation"):
        assert names.meaning(name) is None
        assert forms.meaning(name) is None


def test_an_address_leads_into_the_record_where_there_is_one(names: Names, forms: Names) -> None:
    assert names.meaning("/actions/a99/status") is None
    assert forms.meaning("/actions/a99/status") == Meaning("address", "/actions/a99/status")


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("objectivs", "objectives"),
        ("documnt", "document"),
        ("what_nexts", "what-next"),
        ("/organistion/name", "/organisation/name"),
        ("_organisation_nam", "/organisation/name"),
    ],
)
def test_a_slip_is_recognised(names: Names, slip: str, meant: str) -> None:
    assert names.meaning(slip) is None
    assert names.suggestion(slip) == meant


def test_the_normal_form_is_one_that_bookmarks_can_have() -> None:
    assert normal("/organisation/name") == normal("_organisation_name") == "organisation_name"
    assert normal("what-next") == "what_next"


def checked(folder: Path, body: str, document: str | None = "agreement", **more: str) -> im.TemplateCheck:
    furniture = {name.replace("_", "-"): content for name, content in more.items()}
    return im.check_template(saved(folder, house(body, furniture=furniture)), document=document)


def test_slots_are_found_wherever_a_template_has_them(tmp_path: Path) -> None:
    row = control("", cell(p("aquí")), alias="roles")
    found = checked(
        tmp_path,
        control("document", p("El document"))
        + p("Entitat: ").replace("</w:p>", control("title", run("títol")) + "</w:p>")
        + table(cell(control("objectives", p())) + row)
        + f"<w:p>{mark('what_next', '')}</w:p>"
        + f"<w:p>{run('Data: ')}{mark('date', run('avui'), 8)}</w:p>",
        header_default=f"<w:p>{control('/organisation/name', run('Nom'))}</w:p>",
        footer_first=f"<w:p>{mark('rights', run('drets'), 9)}</w:p>",
    )
    assert [(s.name, s.via, s.where, s.state) for s in found.slots] == [
        ("document", "control", "text", "known"),
        ("title", "control", "text", "known"),
        ("objectives", "control", "table", "known"),
        ("roles", "control", "table", "known"),
        ("what_next", "bookmark", "text", "known"),
        ("date", "bookmark", "text", "known"),
        ("/organisation/name", "control", "header", "known"),
        ("rights", "bookmark", "footer", "known"),
    ]
    assert found.findings == ()
    assert found.keeps_text


def test_controls_and_bookmarks_of_others_are_kept_and_no_fault(tmp_path: Path) -> None:
    bound = '<w:dataBinding w:xpath="/x" w:storeItemID="{0}"/>'
    found = checked(
        tmp_path,
        control("", p("Títol"), alias="Title", more=bound)
        + control("Company", p("Empresa"))
        + f"<w:p>{mark('_Toc123', run('Índex'))}</w:p>",
    )
    assert {s.state for s in found.slots} == {"foreign"}
    assert [f.rule for f in found.findings] == ["template-text-left-out"]


def test_a_slip_in_a_name_is_an_error_that_says_what_was_meant(tmp_path: Path) -> None:
    found = checked(tmp_path, control("documnt", p("aquí")) + control("/organistion/name", p("nom")))
    said = [(f.rule, f.severity, f.advice) for f in found.findings if f.severity == "error"]
    assert said == [
        ("template-slot-unknown", "error", "call it 'document'"),
        ("template-slot-unknown", "error", "call it '/organisation/name'"),
    ]


def test_what_cannot_stand_where_its_slot_is_is_told(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        f"<w:p>{run('abans ')}{control('objectives', run('aquí'))}{run(' després')}</w:p>"
        + control("document", p("tot") + control("title", p("títol"))),
        header_default=control("board", p("tauler")),
    )
    assert [(s.name, s.state) for s in found.slots] == [
        ("objectives", "misplaced"),
        ("document", "known"),
        ("title", "covered"),
        ("board", "misplaced"),
    ]
    assert [f.rule for f in found.findings] == [
        "template-slot-misplaced",
        "template-slot-covered",
        "template-slot-misplaced",
    ]


def test_parts_without_a_slot_are_listed_unless_the_whole_has_one(tmp_path: Path) -> None:
    some = checked(tmp_path, control("objectives", p()) + control("roles", p()))
    assert "concepts" in some.without_slot
    assert "roles" not in some.without_slot
    assert checked(tmp_path, control("document", p())).without_slot == ()


def test_without_a_document_the_parts_of_all_are_known(tmp_path: Path) -> None:
    found = checked(tmp_path, control("matrix", p()) + control("take-away", p()), document=None)
    assert {s.state for s in found.slots} == {"known"}
    with pytest.raises(UnknownName, match="no document named 'plan'"):
        checked(tmp_path, p(), document="plan")


def test_a_check_says_what_a_template_looks_like(tmp_path: Path) -> None:
    found = checked(tmp_path, p("Dues paraules"), header_default=p("Casa"), header_first=p(), footer_even=p())
    assert (found.kind, found.page, found.sections) == ("document", (210, 297), 1)
    assert found.margins == (30, 25, 25, 35)
    assert (found.headers, found.footers) == (("default", "first"), ("even",))
    assert found.words == 2
    assert not found.keeps_text
    assert "heading 1" in found.styles
    assert "IM Cell" in found.added


def test_a_file_that_is_no_template_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"^.*cap\.docx: the template cannot be read"):
        im.check_template(tmp_path / "cap.docx")
    with pytest.raises(TemplateError, match="is a folder"):
        im.check_template(tmp_path)
