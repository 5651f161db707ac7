"""The demonstration: everything, quickly, the same every time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import interim_method as im
from cli.conftest import Run
from interim_method.cli import demo_command
from interim_method.methodologies.interim_executive import example
from programs import as_from_a_terminal

Shell = Callable[..., "subprocess.CompletedProcess[bytes]"]


def prints(folder: Path) -> dict[str, str]:
    """Every file below a folder, and what is in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The demo, and what the command said."""
    folder = tmp_path_factory.mktemp("demo")
    command = Path(sys.executable).with_name("interim-method")
    answer = subprocess.run([command, "demo", "out"], cwd=folder, capture_output=True, text=True)
    return folder / "out", answer


def test_the_demo_makes_every_document_edition_and_language(
    made: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    out, answer = made
    assert (answer.returncode, answer.stderr) == (0, "")
    words = {path.with_suffix("") for path in out.rglob("*.docx")}
    assert words == {path.with_suffix("") for path in out.rglob("*.md")}
    per_language = {tag: len(list((out / tag).glob("*.docx"))) for tag in ("ca", "es", "en")}
    assert len(set(per_language.values())) == 1
    numbers = {path.name[:2] for path in (out / "ca").iterdir()}
    documents = im.default_host().documents
    assert numbers == {f"{offer.order:02}" for offer in documents}
    assert per_language["ca"] >= sum(len(offer.editions) for offer in documents)


def test_the_demo_ends_with_the_four_to_open_first(
    made: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    out, answer = made
    *_, line, agreement, plan, diagnosis, hours = answer.stdout.splitlines()
    assert line == "Four to open first:"
    files = [Path(one.strip()) for one in (agreement, plan, diagnosis, hours)]
    assert [file.name[:2] for file in files] == ["05", "11", "04", "12"]
    assert all((out.parent / file).exists() and file.parts[1] == "ca" for file in files)


def test_the_records_of_the_demo_are_the_example_and_go_together(
    made: tuple[Path, subprocess.CompletedProcess[str]], run: Run
) -> None:
    records = made[0] / "records"
    assert im.load(records / "engagement.json") == example.engagement()
    assert run("check", *sorted(records.iterdir())).code in (0, 1)
    answer = run("export", records / "pilot.json", "--document", "pilot-report", "-o", "report.md")
    assert answer.code == 0


def test_the_demo_made_again_over_itself_and_in_one_process_is_the_same(
    made: tuple[Path, subprocess.CompletedProcess[str]], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, _ = made
    before = prints(out)
    monkeypatch.setattr(demo_command, "_processors", lambda: 1)
    assert run("demo", out).code == 0
    assert prints(out) == before


def test_the_demo_in_one_language_and_format_with_its_answer_in_json(run: Run) -> None:
    answer = run("demo", "out", "--language", "es", "--to", "md", "--json")
    assert answer.code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["es", "records"]
    assert {path.suffix for path in Path("out/es").iterdir()} == {".md"}
    said = answer.json
    assert len(said["files"]) == len(list(Path("out/es").iterdir()))
    assert len(said["first"]) == 4
    assert said["failed"] == []


def test_a_document_that_fails_is_told_once_and_the_others_are_made(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from interim_method.api import many
    from interim_method.errors import ExportError

    export = many.export

    def one_fails(subject: object, target: str, **arguments: object) -> object:
        if arguments["document"] == "hours":
            raise ExportError("the clock stands still", target)
        return export(subject, target, **arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(many, "export", one_fails)
    monkeypatch.setattr(demo_command, "_processors", lambda: 1)
    answer = run("demo", "out", "--language", "ca", "--to", "md")
    assert answer.code == 3
    assert answer.err.count("error:") == 1
    assert "(and 1 more): the clock stands still" in answer.err
    assert "To open first:" in answer.out
    assert "12-" not in answer.out
    assert len(list(Path("out/ca").iterdir())) > 40


def test_a_folder_that_cannot_be_made_leaves_with_3(run: Run) -> None:
    Path("file").write_text("mine")
    answer = run("demo", "file/out")
    assert answer.code == 3
    assert answer.err.startswith("error: file/out/records: cannot be made: ")
    assert Path("file").read_text() == "mine"
    assert run("demo", "file").code == 3


def test_ctrl_c_ends_the_demo_and_its_processes(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("interim-method")
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with as_from_a_terminal(
        [command, "demo", "out"], cwd=tmp_path, start_new_session=True, **pipes
    ) as running:
        while not (tmp_path / "out" / "ca").exists() or not list((tmp_path / "out" / "ca").iterdir()):
            assert running.poll() is None
            time.sleep(0.02)
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to every process of the group
        # The workers hold the other ends of the pipes: that these are closed shows that they have ended too.
        _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err.split() == [b"interrupted"]
    assert not list((tmp_path / "out").rglob("*.tmp"))


def test_names_of_files_are_slugs() -> None:
    from interim_method.cli.names import slug

    assert slug("Sessió grupal: l’escolta") == "sessio-grupal-l-escolta"
    assert slug("Il·lusió") == "illusio"
    assert slug("日本") == "engagement"
    assert slug("2 fulls", "fulls") == "fulls"
    assert json.dumps(slug("x" * 100)) == f'"{"x" * 63}"'
