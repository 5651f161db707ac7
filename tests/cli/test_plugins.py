"""Plug-ins at the command line: asked for and at fault leaves with 3, not asked for changes nothing."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import interim_method as im
from cli.conftest import Run

Shell = Callable[..., "subprocess.CompletedProcess[bytes]"]
Installed = Callable[[str, str], str]

BROKEN = "raise RuntimeError('boom')"
HALF_WAY = """
from interim_method.plugin import ExporterOffer, hookimpl

def half(job, stream):
    stream.write(b"half of it")
    raise {error}

@hookimpl
def interim_exporters():
    return [ExporterOffer(name="half", suffixes=(".half",), takes="record", load=lambda: half)]
"""
TOOL = """
from attrs import frozen
from interim_method.model.engagement import ToolContent
from interim_method.model.methodology import Tool
from interim_method.plugin import ToolKind, ToolOffer, hookimpl

@frozen(kw_only=True)
class Tarot(Tool):
    KIND = "tarot"

@frozen(kw_only=True)
class TarotContent(ToolContent):
    KIND = "tarot"
    deck: str = ""

@hookimpl
def interim_tools():
    return [ToolOffer(kind="tarot", load=lambda: ToolKind(definition=Tarot, content=TarotContent))]
"""


def test_a_broken_plugin_that_was_not_asked_for_changes_no_exit_code(
    shell: Shell, installed: Installed, engagement: Path
) -> None:
    path = installed("gloom", BROKEN)
    for command in (
        ("export", "engagement.json", "--document", "action-plan"),
        ("check", "engagement.json"),
        ("list", "documents"),
        ("new", "--organisation", "E", "-o", "e.json"),
        ("schema", "engagement"),
    ):
        made = shell(*command, PYTHONPATH=path)
        assert (made.returncode, made.stderr) == (0, b""), command


def test_a_broken_plugin_that_was_asked_for_leaves_with_3(
    shell: Shell, installed: Installed, engagement: Path
) -> None:
    made = shell("export", "engagement.json", "--to", "gloom", PYTHONPATH=installed("gloom", BROKEN))
    assert made.returncode == 3
    said = made.stderr.decode()
    assert said.count("error:") == 1
    assert "plug-in 'gloom' (gloom 1.0)" in said
    assert "RuntimeError: boom" in said
    assert "Traceback" not in said


def test_list_of_plugins_shows_their_faults(shell: Shell, installed: Installed) -> None:
    path = installed("gloom", BROKEN)
    made = shell("list", "plugins", PYTHONPATH=path)
    assert made.returncode == 0
    assert "RuntimeError: boom" in " ".join(made.stdout.decode().split())
    rows = json.loads(shell("list", "plugins", "--json", PYTHONPATH=path).stdout)
    (gloom,) = [row for row in rows if row["name"] == "gloom"]
    assert (gloom["version"], gloom["offers"], len(gloom["faults"])) == ("1.0", [], 1)


LATE = """
from interim_method.plugin import ExporterOffer, hookimpl

def load():
    import a_library_nobody_has

@hookimpl
def interim_exporters():
    return [ExporterOffer(name="late", suffixes=(".late",), load=load)]
"""


def test_a_plugin_that_is_named_is_looked_into_and_leaves_with_3_where_it_is_at_fault(
    shell: Shell, installed: Installed
) -> None:
    path = ":".join([installed("gloom", BROKEN), installed("late", LATE), installed("tarot", TOOL)])
    for name, code, said in (
        ("gloom", 3, "RuntimeError: boom"),
        ("late", 3, "a_library_nobody_has"),
        ("tarot", 0, "tool kind: tarot"),
        ("box", 0, "in the box"),
        ("nobody", 2, "there is no plug-in named 'nobody'; known: box, gloom, late, tarot"),
    ):
        made = shell("list", "plugins", name, PYTHONPATH=path)
        assert made.returncode == code, (name, made.stderr)
        assert said in " ".join((made.stdout + made.stderr).decode().split())
    # In the list of all, nothing that is offered is loaded.
    rows = {r["name"]: r for r in json.loads(shell("list", "plugins", "--json", PYTHONPATH=path).stdout)}
    assert rows["late"]["faults"] == []
    assert rows["late"]["offers"] == [{"kind": "exporter", "name": "late"}]
    (late,) = json.loads(shell("list", "plugins", "late", "--json", PYTHONPATH=path).stdout)
    assert late["faults"] == [
        "the exporter 'late' cannot be loaded: it needs the module 'a_library_nobody_has', which is not installed"
    ]


def test_the_list_says_how_many_plugins_have_faults_and_how_many_are_switched_off(
    shell: Shell, installed: Installed
) -> None:
    path = ":".join([installed("gloom", BROKEN), installed("late", LATE), installed("tarot", TOOL)])
    made = shell("list", "plugins", PYTHONPATH=path, INTERIM_METHOD_PLUGINS="-tarot")
    lines = made.stdout.decode().splitlines()
    assert [line for line in lines if line[:1] in "●✗○" and line] == [
        f"● box  interim-method {im.__version__}  in the box",
        "✗ gloom  gloom 1.0",
        "● late  late 1.0",
        "○ tarot  tarot 1.0  switched off",
    ]
    assert "4 plug-ins, 1 with faults, 1 switched off" in lines


@pytest.mark.parametrize(
    "error", ["RuntimeError('boom')", "OSError(28, 'No space left on device')", "SystemExit(0)"]
)
def test_an_exporter_that_fails_half_way_leaves_the_old_file_whole(
    shell: Shell, installed: Installed, engagement: Path, error: str
) -> None:
    target = engagement.with_name("old.half")
    target.write_bytes(b"old")
    path = installed("halver", HALF_WAY.format(error=error))
    made = shell("export", "engagement.json", "-o", "old.half", PYTHONPATH=path)
    assert made.returncode == 3
    assert made.stderr.count(b"error:") == 1
    assert b"Traceback" not in made.stderr
    assert target.read_bytes() == b"old"
    piped = shell("export", "engagement.json", "--to", "half", "-o", "-", PYTHONPATH=path)
    assert (piped.returncode, piped.stdout) == (3, b"")
    assert not [p for p in engagement.parent.iterdir() if p.suffix == ".tmp"]


def test_ctrl_c_in_an_exporter_leaves_the_old_file_whole(
    shell: Shell, installed: Installed, engagement: Path
) -> None:
    target = engagement.with_name("old.half")
    target.write_bytes(b"old")
    path = installed("halver", HALF_WAY.format(error="KeyboardInterrupt"))
    made = shell("export", "engagement.json", "-o", "old.half", PYTHONPATH=path)
    assert made.returncode == 130
    assert made.stderr.split()[0] == b"interrupted"
    assert b"the plug-in 'halver' (halver 1.0) was at work" in made.stderr
    assert target.read_bytes() == b"old"
    assert not [p for p in engagement.parent.iterdir() if p.suffix == ".tmp"]


def test_the_environment_switches_plugins_off_and_chooses_among_them(
    shell: Shell, installed: Installed
) -> None:
    path = installed("halver", HALF_WAY.format(error="RuntimeError")) + ":" + installed("gloom", BROKEN)

    def names(selection: str) -> list[str]:
        made = shell("list", "plugins", "--json", PYTHONPATH=path, INTERIM_METHOD_PLUGINS=selection)
        assert made.returncode == 0
        return [row["name"] for row in json.loads(made.stdout) if not row["switched_off"]]

    assert names("none") == ["box"]
    assert names("halver") == ["box", "halver"]
    assert names("") == ["box", "gloom", "halver"]
    assert names("nobody") == ["box", "nobody"]
    assert names("-gloom") == ["box", "halver"]
    assert names("gloom, -gloom") == ["box"]


def test_the_tool_of_a_plugin_is_read_as_its_own(
    run: Run, shell: Shell, installed: Installed, engagement: Path
) -> None:
    data = json.loads(engagement.read_text(encoding="utf-8"))
    data["data"]["contents"].append({"kind": "tarot", "id": "cards", "tool": "canvas", "deck": "sun"})
    engagement.write_text(json.dumps(data), encoding="utf-8")
    path = installed("tarot_tool", TOOL)
    address = "/contents/cards/deck"
    assert shell("set", "engagement.json", address, "moon", INTERIM_METHOD_PLUGINS="none").returncode == 2
    made = shell("set", "engagement.json", address, "moon", PYTHONPATH=path)
    assert made.returncode == 0, made.stderr
    after = json.loads(engagement.read_text(encoding="utf-8"))["data"]["contents"][-1]
    assert after == {"kind": "tarot", "id": "cards", "tool": "canvas", "deck": "moon"}
