"""What a filled file says, whatever its format: edits, rows, deletions, clashes, and what has no place."""

from __future__ import annotations

from datetime import date

import pytest

import interim_method as im
from forms.paper import Paper, paper
from interim_method.forms.mapping import map_of
from interim_method.forms.placing import Reference, placed
from interim_method.forms.submission import Source, Submission
from interim_method.markup import tree
from interim_method.methodologies.interim_executive import example


def read(filled: Paper, remade: tree.Document | None = None) -> Submission:
    """What is read from a paper; with the document made again, where that is known."""
    reference = Reference(map_of(remade), paper(remade).form()) if remade else None
    return placed(
        filled.form(),
        Source(name="plan.md", identity=filled.document.identity),
        reference=lambda: reference,
        known=lambda key: None,
    )


def key_of(document: tree.Document, address: str) -> str:
    return next(f.key for f in tree.fields(document) if f.address == address)


@pytest.fixture(scope="module")
def plan() -> tree.Document:
    return im.compose(example.engagement(), "action-plan")


def documents() -> list[tuple[str, str, str]]:
    offers = [o for o in im.default_host().documents if "engagement" in o.subjects]
    return [(o.name, edition, code) for o in offers for edition in o.editions for code in ("ca", "es", "en")]


@pytest.mark.parametrize(("name", "edition", "language"), documents())
def test_a_document_that_nobody_touched_says_nothing(name: str, edition: str, language: str) -> None:
    document = im.compose(example.engagement(), name, edition=edition, language=language)  # type: ignore[arg-type]
    assert not read(paper(document)).changes


@pytest.mark.parametrize("name", sorted({name for name, _, _ in documents()}))
def test_a_document_without_any_anchor_is_found_by_its_words(name: str) -> None:
    document = im.compose(example.engagement(), name)
    filled = paper(document)
    places = {f.key for f in tree.fields(document)}
    filled.map = None
    for spot in filled.spots:
        spot.key = spot.row = spot.collection = ""
    said = read(filled, document)
    assert (said.edits, said.conflicts, said.deletions) == ((), (), ())
    assert len(said.missing) <= len(places) // 20
    found = {edit.where for edit in said.edits}
    assert found <= {"structure"}


def test_an_edit_has_its_address_its_values_and_what_led_to_it(plan: tree.Document) -> None:
    filled = paper(plan)
    filled.write(key_of(plan, "/actions/a03/due"), "31 de març de 2026")
    (edit,) = read(filled).edits
    assert (edit.address, edit.new, edit.kind) == ("/actions/a03/due", date(2026, 3, 31), "date")
    assert edit.old == example.engagement().actions["a03"].due
    assert (edit.where, edit.confidence, edit.problem) == ("marker", "sure", "")


def test_a_text_that_a_place_cannot_hold_is_told_with_its_reason(plan: tree.Document) -> None:
    filled = paper(plan)
    filled.write(key_of(plan, "/actions/a03/due"), "quan puguem")
    (edit,) = read(filled).edits
    assert (edit.new, "is no date" in edit.problem) == ("quan puguem", True)


@pytest.fixture(scope="module")
def diagnosis() -> tree.Document:
    return im.compose(example.engagement(), "diagnosis")


def shown_twice(document: tree.Document) -> str:
    keys = [f.key for f in tree.fields(document) if f.kind in ("text", "markdown")]
    return next(key for key in keys if keys.count(key) == 2)


@pytest.mark.parametrize("nth", [0, 1])
def test_a_place_that_is_shown_twice_may_be_changed_at_either_spot(
    diagnosis: tree.Document, nth: int
) -> None:
    filled = paper(diagnosis)
    filled.write(shown_twice(diagnosis), "Una altra cosa", nth=nth)
    assert [edit.new for edit in read(filled).edits] == ["Una altra cosa"]


def test_a_place_that_is_shown_twice_and_filled_in_differently_is_a_conflict(
    diagnosis: tree.Document,
) -> None:
    filled = paper(diagnosis)
    filled.write(shown_twice(diagnosis), "Això", nth=0)
    filled.write(shown_twice(diagnosis), "Allò", nth=1)
    (conflict,) = read(filled).conflicts
    assert [edit.new for edit in conflict.theirs] == ["Això", "Allò"]


def collection_of(plan: tree.Document) -> tree.Collection:
    return next(
        b for b in tree.walk(tuple(plan.blocks)) if isinstance(b, tree.Collection) and len(b.rows) > 3
    )


def test_a_row_that_was_copied_and_changed_is_a_new_item(plan: tree.Document) -> None:
    filled = paper(plan)
    for spot in filled.copy(collection_of(plan).rows[1].key)[1:2]:
        spot.text = "Una acció nova"
    edits = read(filled).edits
    assert {edit.address.partition("?")[0].startswith("/actions/new-row-") for edit in edits} == {True}
    assert edits[0].new == "Una acció nova"


def test_a_row_without_any_anchor_is_a_new_item(plan: tree.Document) -> None:
    filled = paper(plan)
    for spot, said in zip(
        filled.copy(collection_of(plan).rows[-1].key, anchors=False),
        ("", "Trucar", "", "1/6/2026", "", "", "feta"),
        strict=True,
    ):
        spot.text = said
    said = {edit.address.rpartition("/")[2]: edit.new for edit in read(filled).edits}
    assert said == {"title": "Trucar", "due": date(2026, 6, 1), "status": "done"}


def test_a_row_that_is_gone_is_a_deletion_and_not_emptied(plan: tree.Document) -> None:
    filled = paper(plan)
    row = collection_of(plan).rows[2]
    filled.strike(row.key)
    said = read(filled)
    assert [one.address for one in said.deletions] == [f"/actions/{row.id}"]
    assert (said.edits, said.missing) == ((), ())


def test_a_place_that_lost_its_anchor_in_a_row_that_has_one_is_found_by_its_column(
    plan: tree.Document,
) -> None:
    filled = paper(plan)
    filled.write(key_of(plan, "/actions/a03/title"), "Un altre títol")
    title = key_of(plan, "/actions/a03/title")
    only = [spot for spot in filled.spots if spot.key == title]
    for spot in only:
        spot.key = ""
    assert [edit.new for edit in read(filled).edits] == ["Un altre títol"]


def test_what_stands_outside_of_every_place_is_told_with_its_heading(plan: tree.Document) -> None:
    filled = paper(plan)
    at = next(n for n, spot in enumerate(filled.spots) if spot.heading == 2)
    filled.spots.insert(at + 1, type(filled.spots[0])("Parlar-ne amb la Marta."))
    (left,) = read(filled).unplaced
    assert (left.text, left.near) == ("Parlar-ne amb la Marta.", filled.spots[at].text)


def test_a_place_that_is_gone_is_missing_and_not_emptied(diagnosis: tree.Document) -> None:
    filled = paper(diagnosis)
    gone = next(s.key for s in filled.spots if s.key and not s.cell)
    filled.spots = [s for s in filled.spots if s.key != gone]
    said = read(filled)
    assert (said.edits, said.deletions, len(said.missing)) == ((), (), 1)
