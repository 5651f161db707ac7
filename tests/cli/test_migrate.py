"""The command that moves records to another methodology."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

import interim_method as im
from cli.conftest import Run
from interim_method.model import Keyed, Text


@pytest.fixture
def later(tmp_path: Path, engagement: Path) -> Path:
    """The file of a later version of the example's methodology, without a stage of the journey."""
    record = im.load(engagement, kind="engagement")
    made = im.remove(record.methodology, "/elements/journey/stages/discovery")
    im.dump(attrs.evolve(made, version="9.0"), tmp_path / "later.json")
    return tmp_path / "later.json"


def test_a_dry_run_says_what_would_be_archived_and_writes_nothing(
    run: Run, engagement: Path, later: Path
) -> None:
    was = engagement.read_bytes()
    found = run("migrate", engagement.name, "--to", later.name, "--dry-run")
    assert found.code == 0
    assert "would move" in found.out
    assert "/contents/journey-s1/points/discovery (Discovery)" in found.out
    assert engagement.read_bytes() == was


def test_a_record_moves_there_and_back(run: Run, engagement: Path, later: Path) -> None:
    was = im.load(engagement, kind="engagement")
    im.dump(was.methodology, engagement.parent / "first.json")
    there = run("migrate", engagement.name, "--to", later.name, "--json").json
    assert there["written"]
    assert "/contents/journey-s1/points/discovery" in [one["address"] for one in there["orphaned"]]
    assert im.load(engagement, kind="engagement").methodology.version == "9.0"
    assert "already" in run("migrate", engagement.name, "--to", later.name).out
    back = run("migrate", engagement.name, "--to", "first.json", "--json").json
    assert len(back["restored"]) == len(there["orphaned"])
    home = im.load(engagement, kind="engagement")
    assert attrs.evolve(home, revision=was.revision) == was


def test_without_a_name_the_installed_methodology_is_meant(run: Run, engagement: Path, later: Path) -> None:
    run("migrate", engagement.name, "--to", later.name)
    found = run("migrate", engagement.name)
    assert (found.code, found.err) == (0, "")
    home = im.load(engagement, kind="engagement")
    assert home.methodology == im.methodology("interim-executive")
    assert home.archive == Keyed()


def test_a_variant_of_the_record_that_is_not_installed_has_to_be_named(run: Run, engagement: Path) -> None:
    ours = im.Variant(id="ours", base="interim-executive", title=Text(en="Ours"))
    im.dump(ours, engagement.parent / "ours.toml")
    assert run("migrate", engagement.name, "--variant", "ours.toml").code == 0
    missing = run("migrate", engagement.name)
    assert missing.code == 2
    assert "--variant" in missing.err
    assert run("migrate", engagement.name, "--variant", "ours.toml").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("engagement.json", "--to", "none"),
        ("engagement.json", "--to", "later.json", "--variant", "ours"),
        ("later.json",),
    ],
)
def test_what_cannot_be_asked_for_is_said_without_a_traceback(
    run: Run, engagement: Path, later: Path, arguments: tuple[str, ...]
) -> None:
    found = run("migrate", *arguments)
    assert found.code == 2
    assert found.err
