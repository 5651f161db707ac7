"""``read``: filled documents back into their record, from the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonpatch
import pytest

import interim_method as im
from cli.conftest import Run
from filling import fill
from interim_method.markup import tree
from interim_method.methodologies.interim_executive import example


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The plan with a title and a date typed in, beside the record that it was made from."""
    record = example.engagement()
    im.dump(record, tmp_path / "nespra.json")
    document = im.compose(record, "action-plan")
    keys = {field.address: field.key for field in tree.fields(document)}
    typed = {keys["/actions/a03/title"]: "Llista de preus", keys["/actions/a05/due"]: "12 de maig de 2026"}
    content = fill(im.to_bytes(record, "docx", document="action-plan"), "docx", typed)
    (tmp_path / "plan.docx").write_bytes(content)
    return tmp_path / "plan.docx"


def test_what_was_filled_in_is_in_the_file_and_what_it_held_is_kept(run: Run, filled: Path) -> None:
    before = Path("nespra.json").read_bytes()
    answer = run("read", "plan.docx", "--into", "nespra.json")
    record = im.load("nespra.json")
    assert answer.code == 0
    assert im.get(record, "/actions/a05/due") == date(2026, 5, 12)
    assert im.get(record, "/actions/a03/title/ca") == "Llista de preus"
    assert "Llista de preus" in answer.out
    (backup,) = Path().glob("*.bak")
    assert backup.read_bytes() == before
    assert backup.name in answer.out


def test_reading_the_same_document_again_writes_nothing(run: Run, filled: Path) -> None:
    run("read", "plan.docx", "--into", "nespra.json")
    before = Path("nespra.json").read_bytes()
    answer = run("read", "plan.docx", "--into", "nespra.json")
    assert (answer.code, Path("nespra.json").read_bytes()) == (0, before)
    assert "Nothing changes" in answer.out
    assert len(list(Path().glob("*.bak"))) == 1


def test_a_dry_run_shows_everything_and_writes_nothing(run: Run, filled: Path) -> None:
    before = sorted(Path().iterdir())
    content = Path("nespra.json").read_bytes()
    answer = run("read", "plan.docx", "--into", "nespra.json", "--dry-run")
    assert "2 changes" in answer.out
    assert (sorted(Path().iterdir()), Path("nespra.json").read_bytes()) == (before, content)


def test_a_conflict_leaves_with_one_and_a_side_settles_it(run: Run, filled: Path) -> None:
    record = im.load("nespra.json")
    im.dump(im.put(record, "/actions/a05/due", date(2026, 6, 1)), "nespra.json")
    answer = run("read", "plan.docx", "--into", "nespra.json")
    assert (answer.code, "1 conflict" in answer.out) == (1, True)
    assert im.get(im.load("nespra.json"), "/actions/a05/due") == date(2026, 6, 1)
    assert run("read", "plan.docx", "--into", "nespra.json", "--take", "theirs").code == 0
    assert im.get(im.load("nespra.json"), "/actions/a05/due") == date(2026, 5, 12)


def test_programs_get_every_change_and_the_patch_of_the_file(run: Run, filled: Path) -> None:
    before = json.loads(Path("nespra.json").read_text())
    answer = run("read", "plan.docx", "--into", "nespra.json", "--dry-run", "--json").json
    assert [edit["address"] for edit in answer["applied"]] == ["/actions/a03/title", "/actions/a05/due"]
    assert (answer["written"], answer["conflicts"], answer["unplaced"]) == (False, [], [])
    after = jsonpatch.apply_patch(before, answer["patch"])
    assert after["data"]["actions"][4]["due"] == "2026-05-12"


def test_the_patch_may_be_written_to_a_file(run: Run, filled: Path) -> None:
    run("read", "plan.docx", "--into", "nespra.json", "--patch", "changes.json")
    assert {one["op"] for one in json.loads(Path("changes.json").read_text())} == {"replace"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nowhere.docx",), 3, "no such file"),
        (("nespra.json",), 2, "importer"),
        (("broken.docx",), 3, ""),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_the_record_is_as_it_was(
    run: Run, filled: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    Path("broken.docx").write_bytes(b"PK\x03\x04 nothing of a file")
    before = Path("nespra.json").read_bytes()
    answer = run("read", *arguments, "--into", "nespra.json")
    assert (answer.code, said in answer.err) == (code, True)
    assert "Traceback" not in answer.err
    assert Path("nespra.json").read_bytes() == before


def test_a_document_of_another_record_is_refused_with_both_named(run: Run, filled: Path) -> None:
    im.dump(example.engagements()[1], "codony.json")
    answer = run("read", "plan.docx", "--into", "codony.json")
    assert answer.code == 3
    assert "nespra" in answer.err
    assert "codony" in answer.err


def test_a_methodology_is_nothing_to_read_into(run: Run, filled: Path) -> None:
    im.dump(im.methodology("interim-executive"), "method.json")
    assert run("read", "plan.docx", "--into", "method.json").code == 3
