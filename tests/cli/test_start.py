"""Each command imports only what it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"babel", "cattrs", "concurrent.futures.process", "docx", "lxml", "markdown_it", "rich.progress"}

ALLOWED = {
    "--version": set(),
    "--help": set(),
    "list documents": set(),
    "list exporters": set(),
    "list plugins": set(),
    "schema engagement": {"cattrs"},
    "new --organisation E -o e.json": {"cattrs"},
    "check e.json": {"cattrs"},
    "next e.json": {"cattrs"},
    "set e.json /state running": {"cattrs"},
    "export e.json -o copy.json": {"cattrs"},
    "export e.json --document action-plan -o plan.md": {"cattrs", "babel", "markdown_it"},
}


def loaded_by(folder: Path, arguments: list[str]) -> set[str]:
    """The modules that a command loads, in a process of its own."""
    script = (
        "import sys, json\n"
        f"sys.argv = ['interim-method', *{arguments!r}]\n"
        "from interim_method.cli import main\n"
        "try: main()\n"
        "except SystemExit as left: assert not left.code, left.code\n"
        "open('modules', 'w').write(json.dumps(sorted(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", script], cwd=folder, check=True, capture_output=True)
    return set(json.loads((folder / "modules").read_text()))


@pytest.mark.parametrize("command", ALLOWED)
def test_a_command_loads_no_library_that_it_does_without(tmp_path: Path, command: str) -> None:
    if "e.json" in command and not command.startswith("new"):
        loaded_by(tmp_path, ["new", "--organisation", "E", "-o", "e.json"])
    assert loaded_by(tmp_path, command.split()) & HEAVY <= ALLOWED[command]
