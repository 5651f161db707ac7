"""What people change in our documents with real editors comes back, and nothing of it is lost."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pytest

import interim_method as im
from filling import fill
from interim_method.forms import Submission

from .editors import Broken, Office, Step
from .round_trips import Count, Sent, documents, editors, planted, sent

pytestmark = pytest.mark.documents

PLACE = "/sessions/listening-2?step=listening/place"
MODE = "/answers/each-listening/mode"
CURRENT = "/answers/new-current?mode@%2Fanswers%2Feach-listening%2Fmode?prompt=current/value"
FIRST = "/actions/a01/title"
SAMPLE = (
    "session-sheet", "minutes", "diagnosis", "agreement", "quadrants", "canvas", "funnel", "action-plan",
)  # fmt: skip


@pytest.fixture(scope="module")
def all_sent() -> dict[str, Sent]:
    """The documents with places, by name and format."""
    return {f"{one.name}.{one.format}": one for one in documents()}


@pytest.fixture(scope="module")
def sheet(all_sent: dict[str, Sent]) -> Sent:
    """A worksheet to be filled in."""
    return all_sent["02-worksheet-1-listening-to-fill-in.docx"]


@pytest.fixture(scope="module")
def plan(all_sent: dict[str, Sent]) -> Sent:
    """An action plan."""
    return all_sent["11-action-plan.docx"]


def mark(one: Sent, address: str) -> str:
    """The bookmark around a place."""
    return next(f"im_{place.key}" for place in one.places if place.address == address)


def read(one: Sent, file: bytes) -> Submission:
    return im.read(io.BytesIO(file), against=one.record, format="docx")


def edited(one: Sent, libreoffice: Office, *steps: Step) -> Submission:
    """What comes back of a document that was worked on in LibreOffice."""
    return read(one, libreoffice.edited(one.content, *steps))


def values(found: Submission) -> dict[str, str]:
    return {edit.address: edit.plain for edit in found.edits}


def said(found: Submission) -> str:
    """Everything that a submission says, whether placed or not."""
    words: Iterable[str] = (
        *(edit.plain for edit in found.edits),
        *(edit.plain for clash in found.conflicts for edit in clash.theirs),
        *(one.text for one in found.unplaced),
    )
    return "\n".join(words)


# --- the sample ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["docx", "md"])
def test_nothing_is_lost_on_the_way_through_any_editor(
    all_sent: dict[str, Sent], libreoffice: Office, format: str
) -> None:
    sample: dict[tuple[str, str], Sent] = {}
    for one in all_sent.values():
        if one.format == format and one.recipe in SAMPLE:
            sample.setdefault((one.recipe, "blank" if one.edition == "blank" else "filled"), one)
    whole = Count()
    for one in sample.values():
        values = planted(one)
        for editor in editors(format, libreoffice).values():
            whole += sent(one, editor, values)
    assert whole.edited
    assert [line for line in whole.why if line.startswith("LOST")] == []


@pytest.mark.parametrize("through", ["", ".odt"])
def test_a_document_that_libreoffice_saved_has_no_edit(
    sheet: Sent, plan: Sent, libreoffice: Office, through: str
) -> None:
    for one in (sheet, plan):
        found = read(one, libreoffice.edited(one.content, through=through))
        assert not found.changes


# --- one thing at a time, in LibreOffice ---------------------------------------------------------------------------------


def test_a_choice_made_in_a_list_comes_back(sheet: Sent, libreoffice: Office) -> None:
    found = edited(sheet, libreoffice, ["choose", mark(sheet, MODE), "in assembly"])
    assert values(found) == {MODE: "assembly"}


def test_text_typed_into_an_empty_place_comes_back(sheet: Sent, libreoffice: Office) -> None:
    for address in (PLACE, CURRENT):
        steps: list[Step] = [
            ["mark", mark(sheet, address), "start"],
            ["run", "GoRight"],
            ["type", "In the barn"],
        ]
        assert values(edited(sheet, libreoffice, *steps)) == {address: "In the barn"}


def test_a_place_that_was_emptied_is_an_edit(plan: Sent, libreoffice: Office) -> None:
    found = edited(plan, libreoffice, ["mark", mark(plan, FIRST)], ["delete"])
    assert values(found) == {FIRST: ""}


def test_a_row_inserted_below_another_is_an_item_to_come(plan: Sent, libreoffice: Office) -> None:
    found = edited(
        plan,
        libreoffice,
        ["mark", mark(plan, FIRST), "start"],
        ["run", "InsertRowsAfter"],
        ["cell", "below", 1],
        ["type", "Ring the town council"],
    )
    (edit,) = found.edits
    assert edit.plain == "Ring the town council"
    assert edit.address.startswith("/actions/new")
    assert edit.address.endswith("/title")
    assert not (found.deletions or found.missing or found.unplaced)


def test_a_row_copied_and_pasted_is_an_item_to_come(plan: Sent, libreoffice: Office) -> None:
    found = edited(
        plan,
        libreoffice,
        ["mark", mark(plan, FIRST), "start"],
        ["run", "EntireRow"],
        ["run", "Copy"],
        ["run", "InsertRowsAfter"],
        ["cell", "below", 0],
        ["run", "Paste"],
    )
    assert all(edit.address.startswith("/actions/new") for edit in found.edits)
    assert not (found.conflicts or found.deletions or found.missing)


def test_a_deleted_row_is_a_deletion_to_confirm(plan: Sent, libreoffice: Office) -> None:
    found = edited(plan, libreoffice, ["mark", mark(plan, FIRST), "start"], ["run", "DeleteRows"])
    assert [one.address for one in found.deletions] == ["/actions/a01"]
    assert not found.edits
    merged = im.merge(plan.record, found)
    assert "a01" in merged.record.actions.ids
    assert "a01" not in im.merge(plan.record, found, confirm=["/actions/a01"]).record.actions.ids


def test_what_is_typed_outside_of_every_place_is_listed(plan: Sent, libreoffice: Office) -> None:
    found = edited(plan, libreoffice, ["end"], ["type", "\nAsk Maria first"])
    assert not found.edits
    assert [one.text for one in found.unplaced] == ["Ask Maria first"]


def test_tracked_changes_that_were_rejected_leave_nothing(plan: Sent, libreoffice: Office) -> None:
    steps: list[Step] = [["record", True], ["mark", mark(plan, "/actions/a01/owner")], ["type", "Somebody"]]
    rejected = edited(plan, libreoffice, *steps, ["run", "RejectAllTrackedChanges"])
    assert not rejected.changes


def test_a_row_inserted_while_changes_are_tracked_comes_back_before_anybody_accepts_it(
    plan: Sent, libreoffice: Office
) -> None:
    found = edited(
        plan,
        libreoffice,
        ["record", True],
        ["mark", mark(plan, FIRST), "start"],
        ["run", "InsertRowsAfter"],
        ["cell", "below", 1],
        ["type", "Ring"],
    )
    assert "Ring" in said(found)


def test_rich_text_pasted_into_a_place_is_not_lost(
    sheet: Sent, libreoffice: Office, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = io.BytesIO()
    im.export(im.document_from_markdown("Some **bold** words\n\n- one\n- two"), other, to="docx")
    path = tmp_path_factory.mktemp("rich") / "rich.docx"
    path.write_bytes(other.getvalue())
    found = edited(sheet, libreoffice, ["mark", mark(sheet, CURRENT), "end"], ["paste_from", str(path)])
    for word in ("bold", "one", "two"):
        assert word in said(found)


def test_what_word_left_in_a_place_survives_libreoffice(sheet: Sent, libreoffice: Office) -> None:
    file = fill(sheet.content, "docx", {mark(sheet, CURRENT)[3:]: "One paragraph\n\nand another"})
    found = read(sheet, libreoffice.edited(file))
    assert values(found) == {CURRENT: "One paragraph\n\nand another"}


def test_a_step_that_is_not_possible_says_so(sheet: Sent, libreoffice: Office) -> None:
    with pytest.raises(Broken, match="no bookmark im_nobody"):
        libreoffice.edited(sheet.content, ["mark", "im_nobody"])
    assert libreoffice.edited(sheet.content)
