"""Plug-ins at the command line: asked for and at fault leaves with 3, not asked for changes nothing."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

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
    assert (made.returncode, made.stderr.split()) == (130, [b"interrupted"])
    assert target.read_bytes() == b"old"
    assert not [p for p in engagement.parent.iterdir() if p.suffix == ".tmp"]


def test_the_environment_switches_plugins_off_and_chooses_among_them(
    shell: Shell, installed: Installed
) -> None:
    path = installed("halver", HALF_WAY.format(error="RuntimeError")) + ":" + installed("gloom", BROKEN)

    def names(selection: str) -> list[str]:
        made = shell("list", "plugins", "--json", PYTHONPATH=path, INTERIM_METHOD_PLUGINS=selection)
        assert made.returncode == 0
        return [row["name"] for row in json.loads(made.stdout)]

    assert names("none") == ["box"]
    assert names("halver") == ["box", "halver"]
    assert names("") == ["box", "gloom", "halver"]
    assert names("nobody") == ["box", "nobody"]


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
