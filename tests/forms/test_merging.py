"""Filled documents into a record that may have moved on."""

from __future__ import annotations

from datetime import date
from typing import Any

import jsonpatch
import pytest
from attrs import evolve

import interim_method as im
from interim_method.errors import AddressError, ReadError
from interim_method.forms import Conflict, Deletion, Edit, Source, Submission, merged
from interim_method.model import FrozenMap, NewItem


@pytest.fixture(scope="module")
def record() -> im.Engagement:
    from interim_method.methodologies.interim_executive import example

    return example.engagement()


def edit(address: str, old: Any, new: Any, kind: str = "text", **said: Any) -> Edit:
    def plain(value: Any) -> str:
        return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)

    given = {"plain": plain(new), "base": plain(old), "where": "control", "document": "d", **said}
    return Edit(address=address, old=old, new=new, kind=kind, **given)


def submission(*edits: Edit, **said: Any) -> Submission:
    source = Source(name="plan.docx", identity=FrozenMap({"document": "d"}))
    return Submission(sources=(source,), edits=edits, **said)


def test_what_only_the_document_changed_goes_in(record: im.Engagement) -> None:
    was = record.actions["a08"].status
    made = merged(record, submission(edit("/actions/a08/status", was, "dropped", "choice")))
    assert made.record.actions["a08"].status == "dropped"
    assert [one.address for one in made.applied] == ["/actions/a08/status"]


def test_what_both_changed_is_a_conflict_with_its_three_sides(record: im.Engagement) -> None:
    was = record.actions["a08"].status
    moved_on = im.put(record, "/actions/a08/status", "blocked")
    made = merged(moved_on, submission(edit("/actions/a08/status", was, "dropped", "choice")))
    (conflict,) = made.conflicts
    assert (conflict.base, conflict.ours, conflict.theirs[0].new) == (was, "blocked", "dropped")
    assert made.record == moved_on


@pytest.mark.parametrize(("take", "status"), [("theirs", "dropped"), ("ours", "blocked")])
def test_a_side_may_be_taken(record: im.Engagement, take: Any, status: str) -> None:
    was = record.actions["a08"].status
    moved_on = im.put(record, "/actions/a08/status", "blocked")
    said = submission(edit("/actions/a08/status", was, "dropped", "choice"))
    made = merged(moved_on, said, take=take)
    assert (made.record.actions["a08"].status, made.conflicts) == (status, ())


def test_a_text_by_language_changes_in_the_language_that_was_shown(record: im.Engagement) -> None:
    was = record.actions["a03"].title
    said = submission(edit("/actions/a03/title", was["es"], "Otro título", language="es"))  # type: ignore[index]
    title = merged(record, said).record.actions["a03"].title
    assert title == was.replaced("es", "Otro título")  # type: ignore[union-attr]


def test_an_item_comes_in_with_what_its_address_gives_it_and_twice_is_once(record: im.Engagement) -> None:
    at = "/actions/new-1?objectives=o2"
    said = submission(edit(f"{at}/title", None, "Trucar"), edit(f"{at}/due", None, date(2026, 9, 1), "date"))
    made = merged(record, said)
    (new,) = [one for one in made.record.actions if one.id not in record.actions]
    assert (new.title, new.due, new.objectives) == ("Trucar", date(2026, 9, 1), ("o2",))
    again = merged(made.record, said)
    assert (again.record, again.applied, again.conflicts) == (made.record, (), ())


def test_items_of_different_documents_stay_apart(record: im.Engagement) -> None:
    at = "/actions/new-1?objectives=o2/title"
    said = submission(edit(at, None, "Trucar"), edit(at, None, "Escriure", document="e"))
    made = merged(record, said)
    assert len(made.record.actions) == len(record.actions) + 2


def test_an_item_that_lacks_what_it_must_have_is_refused_whole(record: im.Engagement) -> None:
    made = merged(record, submission(edit("/actions/new-1/due", None, date(2026, 9, 1), "date")))
    assert made.record == record
    assert [(one.new, "title" in one.problem) for one in made.refused] == [(date(2026, 9, 1), True)]


def test_a_place_that_the_record_has_no_more_is_refused_and_told(record: im.Engagement) -> None:
    without = im.remove(record, "/actions/a08")
    made = merged(without, submission(edit("/actions/a08/status", "to-do", "done", "choice")))
    assert (made.record, len(made.refused)) == (without, 1)


def test_a_value_that_the_record_cannot_hold_is_refused_with_its_reason(record: im.Engagement) -> None:
    was = record.actions["a08"].owner
    made = merged(record, submission(edit("/actions/a08/owner", was, "nobody", "reference")))
    assert made.record == record
    assert "nobody" in made.refused[0].problem


def test_an_emptied_place_is_empty_and_one_that_must_be_filled_stays(record: im.Engagement) -> None:
    at = record.actions["a03"]
    said = submission(
        edit("/actions/a03/due", at.due, None, "date"),
        edit("/actions/a03/title", at.title["ca"], None, language="ca"),  # type: ignore[index]
    )
    made = merged(record, said)
    assert made.record.actions["a03"].due is None
    assert "ca" not in made.record.actions["a03"].title or made.refused


def test_a_deletion_waits_until_it_is_named(record: im.Engagement) -> None:
    said = submission(deletions=(Deletion(address="/plan_changes/" + record.plan_changes[0].id, text=""),))
    made = merged(record, said)
    assert (made.record, len(made.unconfirmed)) == (record, 1)
    done = merged(record, said, confirm=[said.deletions[0].address])
    assert len(done.record.plan_changes) == len(record.plan_changes) - 1
    assert done.settled
    assert merged(done.record, said).settled


def test_only_what_is_missing_can_be_confirmed(record: im.Engagement) -> None:
    with pytest.raises(AddressError, match="nothing to confirm"):
        merged(record, submission(), confirm=["/actions/a01"])


def test_copies_that_differ_stay_a_conflict_whichever_side_is_taken(record: im.Engagement) -> None:
    was = record.actions["a08"].status
    theirs = tuple(edit("/actions/a08/status", was, s, "choice") for s in ("dropped", "blocked"))
    clash = Conflict(address="/actions/a08/status", base=was, theirs=theirs)
    for take in (None, "theirs"):
        made = merged(record, submission(conflicts=(clash,)), take=take)  # type: ignore[arg-type]
        assert (made.record, len(made.conflicts)) == (record, 1)
    assert merged(record, submission(conflicts=(clash,)), take="ours").conflicts == ()


def test_documents_of_another_record_are_refused(record: im.Engagement) -> None:
    said = Submission(sources=(Source(name="x.docx", identity=FrozenMap({"record": "another"})),))
    with pytest.raises(ReadError, match="another"):
        merged(record, said)


def test_the_patch_makes_the_new_file_of_the_old_one(record: im.Engagement) -> None:
    at = "/actions/new-1?objectives=o2"
    said = submission(
        edit(f"{at}/title", None, "Trucar"),
        edit("/actions/a08/status", record.actions["a08"].status, "dropped", "choice"),
        deletions=(Deletion(address="/actions/a01", text=""), Deletion(address="/actions/a02", text="")),
    )
    made = merged(record, said, confirm=["/actions/a01", "/actions/a02"])
    assert jsonpatch.apply_patch(im.to_dict(record), made.patch) == im.to_dict(made.record)
    assert evolve(made, record=record).patch == []


def test_an_item_with_an_id_of_its_own_is_the_same_from_every_document(record: im.Engagement) -> None:
    bare = evolve(record, verdicts=type(record.verdicts)())
    at = "/verdicts/h1?hypothesis=h1/observed"
    one = submission(edit(at, None, "Vist", "markdown", document="d1"))
    made = merged(bare, one).record
    assert (made.verdicts["h1"].hypothesis, made.verdicts["h1"].observed) == ("h1", "Vist")
    other = submission(edit("/verdicts/h1?hypothesis=h1/learned", None, "Après", "markdown", document="d2"))
    both = merged(made, other).record
    assert len(both.verdicts) == 1
    assert both.verdicts["h1"].learned == "Après"


def test_what_is_said_once_for_several_goes_into_each_that_takes_it(record: im.Engagement) -> None:
    mode = "/answers/each-listening/mode"
    taken = {"mode": mode}
    one, two = (f"/answers/{NewItem(p, {'prompt': p}, taken).token}/value" for p in ("current", "ideal"))
    said = (edit(one, None, "Un", "markdown"), edit(two, None, "Dos", "markdown"))
    made = merged(record, submission(edit(mode, None, "small-group", "choice"), *said)).record
    new = [a for a in made.answers if a.id not in record.answers]
    assert [(a.prompt, a.mode) for a in new] == [("current", "small-group"), ("ideal", "small-group")]
    without = merged(record, submission(*said)).record
    assert {a.mode for a in without.answers if a.id not in record.answers} == {"assembly"}
    assert merged(record, submission(edit(mode, None, "small-group", "choice"))).record == record


def test_boxes_of_a_question_with_several_choices_make_one_answer(record: im.Engagement) -> None:
    at = f"/answers/{NewItem('current', {'prompt': 'current'}).token}/value"
    ticked = submission(edit(f"{at}/a", None, True, "yes-no"), edit(f"{at}/b", None, True, "yes-no"))
    made = merged(record, ticked).record
    (answer,) = [a for a in made.answers if a.id not in record.answers]
    assert answer.value == ("a", "b")
    off = submission(edit(f"/answers/{answer.id}/value/a", True, False, "yes-no", plain="false", base="true"))
    assert merged(made, off).record.answers[answer.id].value == ("b",)
