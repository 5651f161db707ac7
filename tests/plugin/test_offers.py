"""Offers, parameters and jobs."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import attrs
import pytest

from interim_method.errors import DefinitionError, ExportError, UnknownName
from interim_method.markup.tree import Document
from interim_method.model.frozen import FrozenMap
from interim_method.plugin import (
    DocumentOffer,
    ExporterOffer,
    Job,
    LanguageOffer,
    MethodologyOffer,
    Parameter,
    RuleOffer,
    TemplateOffer,
    ToolOffer,
    VariantOffer,
    settled,
)
from interim_method.plugin.registered import KINDS


def load() -> object:
    return None


WRONG = {
    "a capital": (ExporterOffer, {"name": "Docx"}, "/name"),
    "a path": (MethodologyOffer, {"name": "../../x"}, "/name"),
    "a space": (TemplateOffer, {"name": "a b"}, "/name"),
    "64 characters": (RuleOffer, {"name": "x" * 64, "subjects": ["pilot"]}, "/name"),
    "a number for a name": (ExporterOffer, {"name": 7}, "/name"),
    "a load that cannot be called": (ExporterOffer, {"name": "x", "load": "write"}, "/load"),
    "an alias in capitals": (ExporterOffer, {"name": "x", "aliases": ["HTM"]}, "/aliases"),
    "a suffix without a dot": (ExporterOffer, {"name": "x", "suffixes": ["docx"]}, "/suffixes"),
    "no media type": (ExporterOffer, {"name": "x", "media_type": "word"}, "/media_type"),
    "an unknown intake": (ExporterOffer, {"name": "x", "takes": "everything"}, "/takes"),
    "an option that is none": (ExporterOffer, {"name": "x", "options": ["wide"]}, "/options"),
    "an unknown edition": (
        DocumentOffer,
        {"name": "x", "subjects": ["pilot"], "editions": ["draft"]},
        "/editions",
    ),
    "no edition": (DocumentOffer, {"name": "x", "subjects": ["pilot"], "editions": []}, "/editions"),
    "an unknown subject": (DocumentOffer, {"name": "x", "subjects": ["people"]}, "/subjects"),
    "a path for a file": (
        DocumentOffer,
        {"name": "x", "subjects": ["pilot"], "files": {"ca": "../pla"}},
        "/files/ca",
    ),
    "no language tag": (
        DocumentOffer,
        {"name": "x", "subjects": ["pilot"], "titles": {"Català": "Pla"}},
        "/titles",
    ),
    "a version of zero": (ToolOffer, {"kind": "x", "version": 0}, "/version"),
    "a kind in capitals": (ToolOffer, {"kind": "Board"}, "/kind"),
    "a base that is no name": (VariantOffer, {"name": "x", "base": "", "version": "1"}, "/base"),
    "a code that is no tag": (LanguageOffer, {"code": "Euskara", "name": "euskara"}, "/code"),
}


@pytest.mark.parametrize(("kind", "values", "address"), WRONG.values(), ids=WRONG)
def test_an_offer_with_a_wrong_value_is_refused_with_its_place(kind, values, address):
    with pytest.raises(DefinitionError) as caught:
        kind(**{"load": load, **values})
    assert [fault.address for fault in caught.value.faults] == [address]


def test_all_faults_of_an_offer_come_in_one_error():
    with pytest.raises(DefinitionError) as caught:
        ExporterOffer(name="X", load=1, suffixes=["x"])
    assert [fault.address for fault in caught.value.faults] == ["/name", "/load", "/suffixes"]


@pytest.mark.parametrize("field", ["aliases", "suffixes", "options"])
def test_one_text_is_not_taken_for_several(field):
    with pytest.raises(DefinitionError, match="several values are expected"):
        ExporterOffer(name="x", load=load, **{field: ".md"})


@pytest.mark.parametrize("kind", KINDS)
def test_offers_are_frozen_and_keyword_only_and_new_fields_are_optional(kind):
    fields = {f.name: f for f in attrs.fields(kind)}
    required = {"name", "load", "base", "version", "subjects", "kind", "code"}
    assert {name for name, f in fields.items() if f.default is attrs.NOTHING} <= required
    assert all(f.kw_only for f in fields.values())
    with pytest.raises(TypeError):
        kind("name", load)
    tool = ToolOffer(kind="x", load=load)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        tool.version = 2


def test_a_document_offer_knows_its_title_and_file_in_each_language():
    offer = DocumentOffer(
        name="action-plan",
        load=load,
        subjects=("engagement",),
        titles={"ca": "Pla d’acció", "en": "Action plan"},
        files={"ca": "pla-d-accio", "es": "plan-de-acción"},
    )
    assert [offer.title(language) for language in ("ca", "ca-ES", "es")] == [
        "Pla d’acció",
        "Pla d’acció",
        "Action plan",
    ]
    assert [offer.file(language) for language in ("es", "eu")] == ["plan-de-acción", "pla-d-accio"]
    assert DocumentOffer(name="plain", load=load, subjects=("pilot",)).title("ca") == "plain"


@pytest.mark.parametrize(
    ("parameter", "given", "value"),
    [
        (Parameter(name="months", kind="count"), "12", 12),
        (Parameter(name="months", kind="count"), 0, 0),
        (Parameter(name="months", kind="count", most=24), "24", 24),
        (Parameter(name="wide", kind="yes-no"), "Yes", True),
        (Parameter(name="wide", kind="yes-no"), False, False),
        (Parameter(name="size", kind="choice", choices=("a4", "a3")), "a3", "a3"),
        (Parameter(name="since", kind="date"), "2026-01-31", date(2026, 1, 31)),
        (Parameter(name="note"), "text", "text"),
        (Parameter(name="note"), None, None),
    ],
)
def test_a_parameter_reads_what_is_given(parameter, given, value):
    assert parameter.value(given) == value


@pytest.mark.parametrize(
    ("parameter", "given"),
    [
        (Parameter(name="months", kind="count"), "-1"),
        (Parameter(name="months", kind="count"), True),
        (Parameter(name="months", kind="count"), "1.5"),
        (Parameter(name="months", kind="count"), "1001"),
        (Parameter(name="months", kind="count", most=24), 25),
        (Parameter(name="wide", kind="yes-no"), "perhaps"),
        (Parameter(name="size", kind="choice", choices=("a4", "a3")), "a5"),
        (Parameter(name="since", kind="date"), "31/01/2026"),
        (Parameter(name="note"), 7),
    ],
)
def test_a_parameter_refuses_what_it_cannot_be(parameter, given):
    with pytest.raises(DefinitionError, match=f"/{parameter.name}: "):
        parameter.value(given)


@pytest.mark.parametrize(
    "values",
    [
        {"name": "A"},
        {"name": "a", "kind": "colour"},
        {"name": "a", "kind": "choice"},
        {"name": "a", "choices": ("x",)},
        {"name": "a", "kind": "count", "default": "many"},
    ],
)
def test_a_parameter_that_cannot_be_is_refused(values):
    with pytest.raises(DefinitionError):
        Parameter(**values)


def test_parameters_are_settled_with_defaults_and_unknown_ones_refused():
    parameters = (Parameter(name="months", kind="count", default=12), Parameter(name="wide", kind="yes-no"))
    assert settled(parameters, {"wide": "yes"}) == FrozenMap({"months": 12, "wide": True})
    with pytest.raises(UnknownName, match="there is no option named 'deep'; known: months, wide"):
        settled(parameters, {"deep": 1}, kind="option")
    with pytest.raises(DefinitionError) as caught:
        settled(parameters, {"months": "x", "wide": "y"})
    assert [fault.address for fault in caught.value.faults] == ["/months", "/wide"]


COMPOSED: list[Job] = []


def compose(job: Job) -> Document:
    COMPOSED.append(job)
    return Document(title=job.recipe, blocks=(), language="ca")


def test_a_job_composes_its_document_when_asked_for_and_only_once():
    COMPOSED.clear()
    job = Job(recipe="minutes", compose=compose)
    assert COMPOSED == []
    assert job.document is job.document
    assert [job] == COMPOSED


def test_a_job_can_be_pickled_before_and_after_composing():
    job = Job(recipe="minutes", options={"wide": True}, on=date(2026, 1, 31), compose=compose)
    for _ in range(2):
        again = pickle.loads(pickle.dumps(job))
        assert again == job
        assert hash(again) == hash(job)
        assert again.document == job.document


def test_what_composes_a_job_makes_no_difference_to_it():
    assert Job(recipe="minutes", compose=compose) == Job(recipe="minutes")
    assert Job(recipe="minutes") != Job(recipe="handbook")


def test_a_document_that_is_there_is_written_as_it_is():
    document = Document(title="Note", blocks=(), language="en")
    assert Job(given=document).document is document


def test_a_job_about_data_has_no_document():
    with pytest.raises(ExportError, match="of data only"):
        _ = Job().document


def test_a_template_is_a_path():
    offer = TemplateOffer(name="house", load=lambda: Path("house.docx"))
    assert offer.loaded_fault(offer.load()) is None
    assert offer.loaded_fault("house.docx") == "gave a value of the type str, not a Path"
