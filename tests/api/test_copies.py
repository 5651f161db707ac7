"""Copies of a worksheet to hand out, filled in by people without names, and gathered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

import interim_method as im
from interim_method.errors import ExportError
from interim_method.forms import Edit, Source, Submission, merged
from interim_method.forms.gathering import gathered
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import example
from interim_method.model import Engagement, FrozenMap, Keyed, new_item, parts
from interim_method.rules.answers import tally


def fresh() -> Engagement:
    return evolve(example.engagement(), answers=Keyed(), readiness=Keyed())


def filled(record: Engagement, number: int, mark: int, document: str, of: str = "") -> Submission:
    """What a copy says on which every scale is marked alike, and each session has the same day."""
    made = im.compose(record, document, of=of, edition="blank", parameters={"copy": number})
    source = Source(name=f"{number}.docx", identity=made.identity)
    edits = tuple(
        Edit(
            address=field.address,
            old=None,
            new=mark if field.kind == "scale" else date(2026, 9, 1),
            plain=str(mark) if field.kind == "scale" else "2026-09-01",
            base="",
            kind=field.kind,
            where="control",
            document=made.identity["document"],
        )
        for field in t.fields(made)
        if field.kind == "scale" or field.address.endswith("/on")
    )
    return Submission(sources=(source,), edits=edits)


def test_the_answers_of_each_copy_stay_apart_and_twice_is_once() -> None:
    record = fresh()
    marks = (1, 2, 4, 5, 5)
    said = gathered([filled(record, n, mark, "diagnosis") for n, mark in enumerate(marks, 1)])
    whole = merged(record, said)
    assert (whole.conflicts, whole.refused) == ((), ())
    asked = {answer.prompt for answer in whole.record.answers}
    assert asked
    for prompt in asked:
        counted = tally(whole.record, prompt)
        assert (counted.answered, counted.counts) == (5, (1, 1, 0, 1, 2))
    assert {answer.mode for answer in whole.record.answers} == {"individual"}
    assert {answer.respondent for answer in whole.record.answers} == {None}
    assert merged(whole.record, said).record == whole.record


def test_the_thermometers_of_a_session_are_apart_in_the_record_and_read_as_one() -> None:
    from interim_method.rules.readiness import measurements

    record = fresh()
    sheets = [filled(record, n, n, "session-sheet", "/elements/listening") for n in (2, 3, 4)]
    whole = merged(record, gathered(sheets))
    assert whole.refused == ()
    assert len(whole.record.sessions) == len(record.sessions) + 1
    of_sessions = [one for one in measurements(whole.record) if one.values]
    assert len(whole.record.readiness) == 3 * len(of_sessions)
    assert {value.dots for one in of_sessions for value in one.values} == {(2, 3, 4)}


def test_a_copy_says_its_number_and_that_one_person_answers() -> None:
    made = im.compose(fresh(), "session-sheet", edition="blank", parameters={"copy": 3}, language="en")
    assert ("Copy", "3") in made.facts
    assert made.identity["copy"] == "3"
    items = [new_item(token) for field in t.fields(made) for token in parts(field.address)]
    answers = [item for item in items if item and "prompt" in item.given]
    assert answers
    assert {item.given["mode"] for item in answers} == {"individual"}
    assert not any(item.each for item in items if item)


def test_a_document_of_the_record_is_no_copy() -> None:
    made = im.compose(fresh(), "diagnosis", parameters={"copy": 3})
    assert made.identity["copy"] == "0"


def test_copies_are_files_with_their_numbers(tmp_path: Path) -> None:
    jobs = im.copies(fresh(), tmp_path / "sheet.md", 3, document="session-sheet", of="/elements/listening")
    assert [Path(job.target).name for job in jobs] == ["sheet-01.md", "sheet-02.md", "sheet-03.md"]
    assert all(result == () for _, result in im.export_many(jobs))
    assert len({Path(job.target).read_text(encoding="utf-8") for job in jobs}) == 3
    assert FrozenMap(jobs[1].arguments)["edition"] == "blank"


@pytest.mark.parametrize("number", [0, 1000])
def test_so_many_copies_there_cannot_be(number: int) -> None:
    with pytest.raises(ExportError, match="1 to 999"):
        im.copies(fresh(), "sheet.docx", number, document="diagnosis")
