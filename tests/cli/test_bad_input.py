"""Bad input: one error that says what, where and what to do; the right exit code; old files stay whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Run

DEEP = 25_000_000


def changed(text: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    data = json.loads(text)
    change(data)
    return json.dumps(data).encode()


BAD_FILES: dict[str, tuple[Callable[[bytes], bytes], int, str]] = {
    "empty": (lambda text: b"", 3, "is empty"),
    "not JSON": (lambda text: b"PK\x03\x04 rest of a zip", 3, "is not JSON"),
    "not UTF-8": (lambda text: b'{"a": "\xff"}', 3, "is not UTF-8"),
    "cut short": (lambda text: text[:-200], 3, "is cut short"),
    "JSON that is not ours": (lambda text: b'{"hello": 1}', 3, "is not a file of this library"),
    "of a kind that nobody knows": (
        lambda text: changed(text, lambda d: d.update(format="interim-method/recipe")),
        3,
        "interim-method/recipe",
    ),
    "of a newer version": (lambda text: changed(text, lambda d: d.update(version=99)), 3, "install a newer"),
    "50 MB of nesting": (lambda text: b"[" * DEEP + b"]" * DEEP, 3, "nests too deep"),
    "an unknown key": (
        lambda text: changed(text, lambda d: d["data"].update(colour="red")),
        1,
        "/data/colour",
    ),
    "a mistyped value": (
        lambda text: changed(text, lambda d: d["data"].update(started="yesterday")),
        1,
        "/data/started",
    ),
}


@pytest.mark.parametrize("case", BAD_FILES)
@pytest.mark.parametrize("command", ["export", "set", "next", "check"])
def test_a_file_that_is_no_good_record_is_one_error_that_names_it(
    run: Run, engagement: Path, case: str, command: str
) -> None:
    make, checked, words = BAD_FILES[case]
    bad = engagement.with_name("bad.json")
    bad.write_bytes(make(engagement.read_bytes()))
    more = {"export": ["--document", "action-plan"], "set": ["/state", "closed"]}.get(command, [])
    answer = run(command, bad, *more)
    assert answer.code == (checked if command == "check" else 3)
    told = answer.out if command == "check" else answer.err
    assert "bad.json" in told
    assert words.replace("/data", "") in told.replace("/data", "")
    assert (answer.err if command == "check" else answer.out) == ""


def test_a_directory_and_a_file_that_is_not_there_are_named(run: Run, tmp_path: Path) -> None:
    for name, words in ((".", "is a directory"), ("nowhere.json", "there is no such file")):
        for command in (["export", name], ["set", name, "/state", "closed"], ["next", name]):
            answer = run(*command)
            assert answer.code == 3
            assert answer.err.count("error:") == 1
            assert words in answer.err
        assert run("check", name).code == 3


def test_a_file_that_may_not_be_read_is_named(
    run: Run, engagement: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied")

    # To root every file can be read: what the system says to everybody else.
    monkeypatch.setattr(Path, "open", refused)
    answer = run("next", engagement)
    assert (answer.code, answer.out) == (3, "")
    assert "engagement.json: cannot be read: Permission denied" in answer.err


UNKNOWN: dict[str, tuple[list[str], int, str]] = {
    "document": (["--document", "novel"], 2, "there is no document named 'novel'; known: handbook"),
    "no document": (["--to", "docx"], 2, "say which document of the engagement to write: handbook"),
    "document of something else": (["--document", "pilot-report"], 2, "is about a pilot, not an engagement"),
    "exporter": (
        ["--document", "hours", "--to", "wordstar"],
        2,
        "no exporter answers to 'wordstar'; known: docx",
    ),
    "suffix": (["--document", "hours", "-o", "plan.wps"], 2, "no exporter answers to '.wps'; known: .docx"),
    "no suffix": (["--document", "hours", "-o", "plan"], 2, "no exporter answers to 'plan'"),
    "language": (
        ["--document", "hours", "--language", "xx"],
        2,
        "there is no language named 'xx'; known: ca, es",
    ),
    "region of a language": (
        ["--document", "hours", "--language", "xx-ES"],
        2,
        "there is no language named 'xx'",
    ),
    "edition": (["--document", "hours", "--edition", "deluxe"], 2, "known: blank, filled"),
    "audience": (["--document", "hours", "--audience", "press"], 2, "known: organisation, group, public"),
    "parameter": (["--document", "action-plan", "-P", "columns=3"], 2, "known: rows"),
    "value of a parameter": (
        ["--document", "action-plan", "-P", "rows=many"],
        2,
        "a whole number from 0 to 1000",
    ),
    "parameter without a value": (["--document", "action-plan", "-P", "rows"], 2, "takes name=value"),
    "parameter given twice": (["--document", "action-plan", "-P", "rows=1", "-P", "rows=2"], 2, "twice"),
    "option": (["--document", "action-plan", "-O", "colour=red"], 2, "known: template"),
    "template of a format without one": (
        ["--document", "action-plan", "--to", "markdown", "--template", "house.docx"],
        2,
        "option of markdown named 'template'",
    ),
    "address that is none": (["--document", "minutes", "--of", "listening"], 2, 'must begin with "/"'),
    "address that leads nowhere": (["--document", "minutes", "--of", "/sessions/s99"], 2, "known: listening"),
    "address of another part": (["--document", "minutes", "--of", "/actions/a01"], 2, "takes /sessions/…"),
    "address too deep": (["--document", "minutes", "--of", "/sessions/listening/on"], 2, "takes /sessions/…"),
    "address where none is taken": (
        ["--document", "hours", "--of", "/sessions/listening"],
        2,
        "takes no address",
    ),
    "date": (["--document", "hours", "--on", "20260131"], 2, "is not a date such as 2026-01-31"),
    "template that is not there": (
        ["--document", "action-plan", "--template", "house.docx"],
        3,
        "house.docx: the template cannot be read",
    ),
    "template that is no template": (
        ["--document", "action-plan", "--template", "engagement.json"],
        3,
        "engagement.json: the template",
    ),
    "data of a document": (["--document", "hours", "--to", "json"], 2, "leave out document"),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_what_is_not_known_is_refused_with_what_is(run: Run, engagement: Path, case: str) -> None:
    arguments, code, words = UNKNOWN[case]
    target = engagement.with_name("old.docx")
    target.write_bytes(b"old")
    output = [] if {"-o", "--to"} & set(arguments) else ["-o", target]
    answer = run("export", engagement, *arguments, *output)
    assert answer.code == code
    assert words in " ".join(answer.err.split())
    assert answer.err.lower().count("error:") == 1
    assert answer.out == ""
    assert target.read_bytes() == b"old"
    assert sorted(p.name for p in engagement.parent.iterdir()) == ["engagement.json", "old.docx"]


@pytest.mark.parametrize("case", UNKNOWN)
def test_what_is_not_known_is_json_on_standard_output_for_programs(
    run: Run, engagement: Path, case: str
) -> None:
    arguments, code, words = UNKNOWN[case]
    answer = run("export", engagement, *arguments, "--json")
    assert answer.code == code
    assert answer.err == ""
    assert answer.json.keys() == {"error"}
    assert answer.json["error"].keys() == {"type", "message", "faults"}
    assert words in " ".join(answer.json["error"]["message"].split())


def test_faults_are_listed_one_by_one_for_programs(run: Run, engagement: Path) -> None:
    engagement.write_bytes(
        changed(engagement.read_bytes(), lambda d: d["data"].update(colour=1, state="odd"))
    )
    error = run("next", engagement, "--json").json["error"]
    assert error["type"] == "InvalidContent"
    assert {fault["address"].rpartition("/")[2] for fault in error["faults"]} == {"colour", "state"}


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("folder.docx", "it is a directory; say a file in it"),
        ("missing/plan.docx", "there is no folder missing; make it first"),
        ("file/plan.docx", "file is not a folder"),
    ],
)
def test_a_target_that_cannot_be_written_is_one_error(
    run: Run, engagement: Path, target: str, words: str
) -> None:
    (engagement.parent / "folder.docx").mkdir()
    (engagement.parent / "file").write_text("old")
    answer = run("export", engagement, "--document", "action-plan", "-o", target)
    assert answer.code == 3
    assert f"{target}: cannot be written: {words}" in answer.err
    assert (engagement.parent / "file").read_text() == "old"


def test_a_target_that_is_read_only_stays_whole(
    run: Run, engagement: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = engagement.with_name("old.docx")
    target.write_bytes(b"old")
    target.chmod(0o444)
    # To root nothing is read-only: what the system says to everybody else.
    monkeypatch.setattr("interim_method.files.atomic.os.access", lambda path, mode: False)
    answer = run("export", engagement, "--document", "action-plan", "-o", target)
    assert answer.code == 3
    assert "read-only" in answer.err
    assert target.read_bytes() == b"old"
    old = engagement.read_bytes()
    answer = run("set", engagement, "/state", "paused")
    assert (answer.code, engagement.read_bytes()) == (3, old)


@pytest.mark.parametrize(
    "arguments", [[], ["demon"], ["list"], ["list", "colours"], ["export"], ["new", "-o", "x"]]
)
def test_wrong_use_shows_the_usage_and_leaves_with_2(run: Run, arguments: list[str]) -> None:
    answer = run(*arguments)
    assert answer.code == 2
    assert "Usage: interim-method" in answer.out + answer.err


def test_wrong_use_is_json_for_programs(run: Run) -> None:
    for arguments in (["list", "colours"], ["export", "--json"], ["demon", "--json"]):
        answer = run(*arguments, "--json")
        assert answer.code == 2
        assert answer.json["error"]["type"] == "UsageError"


def test_an_unknown_command_is_told_the_known_ones(run: Run) -> None:
    assert "Commands: demo, new, export" in run("demon").err


def test_a_document_and_an_answer_cannot_both_go_to_standard_output(run: Run, engagement: Path) -> None:
    answer = run("export", engagement, "--document", "hours", "-o", "-", "--json")
    assert answer.code == 2
    assert "leave one of them out" in answer.json["error"]["message"]


def test_ctrl_c_leaves_with_130_and_one_word(
    run: Run, engagement: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    target = engagement.with_name("old.docx")
    target.write_bytes(b"old")
    monkeypatch.setattr("interim_method.api.export", interrupted)
    answer = run("export", engagement, "--document", "action-plan", "-o", target)
    assert answer.code == 130
    assert answer.err.split() == ["interrupted"]
    assert target.read_bytes() == b"old"


def test_a_bug_of_ours_is_told_with_its_traceback_and_leaves_with_3(
    engagement: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from interim_method.cli.app import app

    monkeypatch.setattr("interim_method.api.next_steps", lambda *a, **k: 1 / 0)
    with pytest.raises(SystemExit) as left:
        app.main(["next", str(engagement)])
    assert left.value.code == 3
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "please report it" in said
