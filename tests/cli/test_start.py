"""Each command imports only what it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import interim_method as im
from interim_method.methodologies.interim_executive.example import engagement

HEAVY = {
    "asyncio",
    "babel",
    "babel.messages",
    "cattrs",
    "concurrent.futures",
    "docx",
    "email",
    "importlib.metadata",
    "importlib.resources",
    "logging",
    "lxml",
    "markdown_it",
    "mdit_py_plugins",
    "rich.progress",
    "typing_extensions",
    "xml.etree",
}

PLUGINS = {"email", "importlib.metadata", "importlib.resources"}
"""What looking for plug-ins takes."""

ALLOWED = {
    "--version": set(),
    "--help": set(),
    "list documents": PLUGINS,
    "list exporters": PLUGINS,
    "list plugins": PLUGINS,
    "schema engagement": PLUGINS,
    "new --organisation E -o e.json": {"cattrs", "importlib.resources", "typing_extensions"},
    "check e.json": PLUGINS,
    "next e.json": set(),
    "set e.json /state running": {"cattrs", "typing_extensions"},
    "export e.json -o copy.json": {"cattrs", "typing_extensions"},
    # The writer reads what it wrote, so that the file says of itself what it printed.
    "export e.json --document action-plan -o plan.md": {"babel", "logging", "markdown_it", "mdit_py_plugins"},
    "export e.json --document action-plan -o plan.docx": {"babel"},
}

PLAN = ["export", "e.json", "--document", "action-plan", "-o", "plan.docx"]


def told_by(folder: Path, arguments: list[str]) -> dict[str, list[str]]:
    """The modules that a command loads in a process of its own, and the files that it opens."""
    script = (
        "import sys, json\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, given: event == 'open' and opened.append(str(given[0])))\n"
        f"sys.argv = ['interim-method', *{arguments!r}]\n"
        "from interim_method.cli import main\n"
        "try: main()\n"
        "except SystemExit as left: assert not left.code, left.code\n"
        "told = {'modules': sorted(sys.modules), 'opened': opened}\n"
        "open('told', 'w').write(json.dumps(told))"
    )
    subprocess.run([sys.executable, "-c", script], cwd=folder, check=True, capture_output=True)
    told: dict[str, list[str]] = json.loads((folder / "told").read_text())
    return told


def loaded_by(folder: Path, arguments: list[str]) -> set[str]:
    """The modules that a command loads, in a process of its own."""
    return set(told_by(folder, arguments)["modules"])


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the export of the example's action plan, whole, loads and opens."""
    folder = tmp_path_factory.mktemp("plan")
    im.dump(engagement(), folder / "e.json")
    return told_by(folder, PLAN)


@pytest.mark.parametrize("command", ALLOWED)
def test_a_command_loads_no_library_that_it_does_without(tmp_path: Path, command: str) -> None:
    if "e.json" in command and not command.startswith("new"):
        loaded_by(tmp_path, ["new", "--organisation", "E", "-o", "e.json"])
    assert loaded_by(tmp_path, command.split()) & HEAVY <= ALLOWED[command]


def test_an_export_reads_the_words_of_its_own_language_and_no_others(plan: dict[str, list[str]]) -> None:
    read = [Path(name) for name in plan["opened"] if name.endswith(".po")]
    assert read
    assert {file.parent.name for file in read} == {"ca"}
    assert len(read) == len(set(read))


def test_an_export_opens_its_record_once_and_no_methodology_but_that_in_it(
    plan: dict[str, list[str]],
) -> None:
    data = [Path(name).name for name in plan["opened"] if name.endswith((".json", ".toml"))]
    assert data == ["e.json"]


def test_an_export_loads_the_recipe_and_the_format_that_it_needs_and_no_others(
    plan: dict[str, list[str]],
) -> None:
    recipes = "interim_method.documents.recipes."
    loaded = {name.removeprefix(recipes).partition(".")[0] for name in plan["modules"] if recipes in name}
    assert loaded == {"action_plan"}
    assert "interim_method.formats.docx" in plan["modules"]
    assert not {"interim_method.formats.json", "interim_method.formats.markdown"} & set(plan["modules"])


def test_an_export_of_the_whole_example_loads_no_library_that_it_does_without(
    plan: dict[str, list[str]],
) -> None:
    assert set(plan["modules"]) & HEAVY == {"babel"}


def test_an_export_loads_no_part_of_the_library_that_it_does_without(plan: dict[str, list[str]]) -> None:
    assert not set(plan["modules"]) & {
        "interim_method.api.many",
        "interim_method.files.schema",
        "interim_method.files.writing",
        "interim_method.forms",
        "interim_method.methodologies",
        "interim_method.rules.checks",
        "interim_method.rules.pilots",
        "interim_method.rules.redaction",
        "interim_method.testing",
        "interim_method.variants",
    }
