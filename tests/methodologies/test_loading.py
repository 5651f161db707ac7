"""The loader of methodology folders, and what it says of folders that are at fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interim_method.errors import DefinitionError, NotThisKind
from interim_method.methodologies.loading import load_folder
from interim_method.model.coverage import coverage
from interim_method.model.methodology import Step, Unknown

STRUCTURE: dict[str, Any] = {
    "format": "interim-method/methodology",
    "version": 1,
    "id": "small",
    "data": {
        "languages": ["ca", "es"],
        "elements": [
            {"kind": "phase", "id": "only"},
            {"kind": "step", "id": "talk", "parent": "only", "tips": [{"id": "ask"}]},
        ],
    },
}
CA = {
    "/title": "Petit",
    "/elements/only/title": "Única",
    "/elements/talk/title": "Parlar",
    "/elements/talk/tips/ask/text": "Pregunteu.",
}
ES = {
    "/title": "Pequeño",
    "/elements/only/title": "Única",
    "/elements/talk/title": "Hablar",
    "/elements/talk/tips/ask/text": "Preguntad.",
}


def folder(path: Path, structure: Any = STRUCTURE, **languages: Any) -> Path:
    (path / "structure.json").write_text(json.dumps(structure), encoding="utf-8")
    for language, texts in languages.items():
        content = {"language": language, "texts": texts}
        (path / f"{language}.json").write_text(json.dumps(content), encoding="utf-8")
    return path


def faults(path: Path) -> dict[str, str]:
    with pytest.raises(DefinitionError) as caught:
        load_folder(path)
    return {fault.address: fault.problem for fault in caught.value.faults}


def test_a_folder_becomes_a_methodology_with_its_texts_in_place(tmp_path: Path) -> None:
    m = load_folder(folder(tmp_path, ca=CA, es=ES))
    assert m.id == "small"
    step = m.element("talk", Step)
    assert dict(step.title) == {"ca": "Parlar", "es": "Hablar"}
    assert dict(step.tips["ask"].text) == {"ca": "Pregunteu.", "es": "Preguntad."}


def test_coverage_names_what_a_language_lacks(tmp_path: Path) -> None:
    less = {at: text for at, text in ES.items() if "talk" not in at}
    m = load_folder(folder(tmp_path, ca=CA, es=less))
    assert coverage(m, "ca") == ()
    assert coverage(m, "ca-valencia") == ()
    assert coverage(m, "es") == ("/elements/talk/title", "/elements/talk/tips/ask/text")
    assert set(coverage(m, "fr")) == set(CA)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    wrong = {
        "/elements/tlak/title": "Parlar",
        "/elements/talk/titel": "Parlar",
        "/elements/talk/tips": "Pregunteu.",
        "/elements/talk/tips/ask/text": "",
        "title": "Petit",
    }
    found = faults(folder(tmp_path, ca=wrong))
    assert "es.json" in found["/languages/es"]
    assert "'tlak'" in found["/elements/tlak/title/ca"]
    assert "not a known key" in found["/elements/talk/titel"]
    assert "another value" in found["/elements/talk/tips/ca"]
    assert found["/title"] == "is missing"
    assert found["/elements/only/title"] == "is missing"
    assert any("must begin with" in problem for problem in found.values())


def test_an_address_through_a_text_or_at_a_list_is_a_fault(tmp_path: Path) -> None:
    wrong = {**CA, "/elements/talk/tips/ask": "x", "/elements/talk/title/ca": "x"}
    found = faults(folder(tmp_path, ca=wrong, es=ES))
    assert any(at.startswith("/elements/talk/title/ca") for at in found)
    assert "/elements/talk/tips/ask/ca" in found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON"),
        ("[]", "an object"),
        ('{"language": "es", "texts": {}}', "must hold"),
        ('{"language": "ca", "texts": {}, "note": ""}', "must hold"),
        ('{"language": "ca", "texts": []}', "must hold"),
        ('{"language": "ca", "texts": {"/title": "a", "/title": "b"}}', "twice"),
    ],
)
def test_a_language_file_of_the_wrong_shape_is_a_fault_of_its_language(
    tmp_path: Path, text: str, says: str
) -> None:
    folder(tmp_path, es=ES)
    (tmp_path / "ca.json").write_text(text, encoding="utf-8")
    assert says in faults(tmp_path)["/languages/ca"]


def test_a_folder_without_a_structure_says_so(tmp_path: Path) -> None:
    assert "structure.json" in faults(tmp_path)[""]


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotThisKind):
        load_folder(folder(tmp_path, {"format": "someone-else/thing", "data": {}}))


def test_languages_that_are_no_list_are_a_fault(tmp_path: Path) -> None:
    structure = {**STRUCTURE, "data": {**STRUCTURE["data"], "languages": 5}}
    assert "/languages" in faults(folder(tmp_path, structure, ca=CA, es=ES))


def test_elements_of_a_kind_that_is_not_installed_are_kept(tmp_path: Path) -> None:
    elements = [*STRUCTURE["data"]["elements"], {"kind": "risk-map", "id": "risks", "axes": 2}]
    structure = {**STRUCTURE, "data": {**STRUCTURE["data"], "elements": elements}}
    kept = load_folder(folder(tmp_path, structure, ca=CA, es=ES)).elements["risks"]
    assert isinstance(kept, Unknown)
    assert kept.kind == "risk-map"
