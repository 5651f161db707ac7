"""The way there and back: two fields of a Word file, edited by its user, found again by key."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

import interim_method as im
from formats.docx.tools import values_in
from interim_method.methodologies.interim_executive import example

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAP = "{urn:interim-method:document:1}"

EDITS = {
    "/actions/a08/status": ("done", "done"),
    "/actions/a08/title": (
        "Ring every week, with the shared sheet",
        "Ring every week, with the shared sheet",
    ),
}
"""Address → what the user chooses or types, and the value that it stands for."""


def parts_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def keys_by_address(file: Path) -> dict[str, str]:
    """What the map, the custom XML part of a file, says: address → key."""
    found = {}
    for name, content in parts_of(file).items():
        if name.startswith("customXml/") and MAP[1:-1].encode() in content:
            fields = etree.fromstring(content).iterchildren(f"{MAP}field")
            found.update({one.get("address"): one.get("key") for one in fields})
    return found


def edit(file: Path, edited: Path, texts: dict[str, str]) -> None:
    """Type *texts* into the content controls with these keys, as Word does, and save."""
    parts = parts_of(file)
    root = etree.fromstring(parts["word/document.xml"])
    for key, text in texts.items():
        controls = [
            control
            for control in root.iter(f"{W}sdt")
            if control.find(f"{W}sdtPr/{W}tag") is not None
            and control.find(f"{W}sdtPr/{W}tag").get(f"{W}val").endswith(key)
        ]
        assert controls, key
        first, *others = controls[0].find(f"{W}sdtContent").iter(f"{W}t")
        shown = controls[0].find(f"{W}sdtPr/{W}showingPlcHdr")
        if shown is not None:
            shown.getparent().remove(shown)
        first.text = text
        for other in others:
            other.text = ""
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(edited, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def label_of(file: Path, key: str, value: str) -> str:
    """What a drop-down list shows for a value; the value itself where it is no list."""
    root = etree.fromstring(parts_of(file)["word/document.xml"])
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None and tag.get(f"{W}val").endswith(key):
            for item in control.iterfind(f"{W}sdtPr/{W}dropDownList/{W}listItem"):
                if item.get(f"{W}value") == value:
                    return str(item.get(f"{W}displayText"))
    return value


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("spike") / "plan.docx"
    im.export(example.engagement(), file, document="action-plan", language="ca")
    return file


def test_the_fields_of_an_exported_plan_read_as_the_record_says(plan: Path) -> None:
    record = example.engagement()
    keys, found = keys_by_address(plan), values_in(plan.read_bytes())
    assert found[keys["/actions/a08/status"]] == record.actions["a08"].status
    assert found[keys["/actions/a08/title"]] == im.get(record, "/actions/a08/title/ca")


def test_two_fields_edited_in_word_are_found_again_by_key_and_the_others_are_as_they_were(plan: Path) -> None:
    record = example.engagement()
    keys = keys_by_address(plan)
    edited = plan.with_name("edited.docx")
    said = {keys[at]: label_of(plan, keys[at], typed) for at, (typed, _) in EDITS.items()}
    edit(plan, edited, said)
    assert keys_by_address(edited) == keys
    after = values_in(edited.read_bytes())
    for at, (_, value) in EDITS.items():
        assert after[keys[at]] == value
        record = im.put(record, at, value) if at.endswith("status") else im.put(record, f"{at}/ca", value)
    assert record.actions["a08"].status == "done"


def test_the_same_field_has_the_same_key_in_every_language_and_edition(plan: Path, tmp_path: Path) -> None:
    keys = keys_by_address(plan)
    other = tmp_path / "plan.docx"
    im.export(example.engagement(), other, document="action-plan", language="en")
    shared = keys.keys() & keys_by_address(other).keys()
    assert EDITS.keys() <= shared
    assert all(keys_by_address(other)[at] == keys[at] for at in shared)


def test_a_note_in_the_first_line_of_a_field_costs_no_reader_the_words_before_it(tmp_path: Path) -> None:
    said = "Text with a note[^1] and more.\n\n[^1]: The note."
    record = im.put(example.engagement(), "/actions/a01/deliverable", said)
    file = tmp_path / "plan.docx"
    im.export(record, file, document="action-plan", language="ca")
    found = values_in(file.read_bytes())[keys_by_address(file)["/actions/a01/deliverable"]]
    assert found == said
    body = parts_of(file)["word/document.xml"].decode()
    before, words, _ = body.partition("Text with a note")
    assert words
    # An empty paragraph opens the control: LibreOffice drops the words where it does not.
    assert before[before.rindex("<w:sdtContent>") :].count("<w:p>") == 2
