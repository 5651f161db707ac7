"""The README, the checks and the project's settings say the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[1]
SETTINGS: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def read(path: str) -> str:
    return (PROJECT / path).read_text(encoding="utf-8")


def console_blocks(page: str) -> list[str]:
    """The texts of the console blocks of a Markdown page."""
    return re.findall(r"^```console\n(.*?)\n```$", read(page), re.MULTILINE | re.DOTALL)


def test_the_readme_has_its_two_commands_each_in_one_line_with_all_of_its_own_set_up() -> None:
    demo, tests = console_blocks("README.md")[:2]
    for command in (demo, tests):
        assert "\n" not in command
        assert command.startswith("python3 -m venv ")
    assert demo.endswith("interim-method demo out")
    assert tests.endswith("/nox")


def test_ci_runs_the_test_command_of_the_readme_as_it_stands_there() -> None:
    assert console_blocks("README.md")[1] in read(".ci/run").splitlines()


def test_the_page_about_the_demo_gives_the_command_of_the_readme() -> None:
    assert console_blocks("docs/make-the-demo.md") == console_blocks("README.md")[:1]


def test_ci_runs_every_session_but_those_that_draw_pictures_and_measure_editors() -> None:
    declared = set(re.findall(r"^@nox\.session.*\ndef (\w+)", read("noxfile.py"), re.MULTILINE))
    default = re.search(r"nox\.options\.sessions = (\[.*\])", read("noxfile.py"))
    assert default
    commands = re.findall(r"^\s*(?:\S*/nox -s|sessions\+=)(.*)$", read(".ci/run"), re.MULTILINE)
    called = set(re.findall(r"[a-z]+", " ".join([default[1], *commands])))
    assert declared - called == {"editors", "gallery"}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "changes.d/README.md"])
def test_what_a_page_links_to_is_there(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", read(page))
    local = [link for link in links if "://" not in link]
    assert not [link for link in local if not (PROJECT / page).parent.joinpath(link).exists()]


def test_pre_commit_uses_the_linter_that_nox_uses() -> None:
    (ruff,) = SETTINGS["dependency-groups"]["lint"]
    used = re.findall(r'additional_dependencies: \["(.*)"\]', read(".pre-commit-config.yaml"))
    assert used
    assert set(used) == {ruff}


def test_the_versions_of_python_are_tested_from_the_oldest_that_installs() -> None:
    named = [line.rpartition(":: ")[2] for line in SETTINGS["project"]["classifiers"]]
    versions = [name for name in named if re.fullmatch(r"3\.\d+", name)]
    oldest = versions[0]
    assert SETTINGS["project"]["requires-python"] == f">={oldest}"
    assert SETTINGS["tool"]["mypy"]["python_version"] == oldest
    assert SETTINGS["tool"]["pyright"]["pythonVersion"] == oldest
    assert SETTINGS["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")


def test_every_decision_is_in_the_list_and_has_the_parts_of_the_template() -> None:
    folder = PROJECT / "docs" / "decisions"
    pages = sorted(path.stem for path in folder.glob("[0-9]*.md"))
    listed = re.findall(r"^(\d{4}-[\w-]+)$", (folder / "index.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert pages == listed
    assert [int(page[:4]) for page in pages] == list(range(1, len(pages) + 1))
    parts = re.findall(r"^\*\*\w+\.\*\*", read("docs/decisions/template.md"), re.MULTILINE)
    for page in pages:
        text = (folder / f"{page}.md").read_text(encoding="utf-8")
        assert text.startswith(f"# {page[:4]}. ")
        assert re.search(r"^Status: \w+, \d{4}-\d\d-\d\d", text, re.MULTILINE)
        assert re.findall(r"^\*\*\w+\.\*\*", text, re.MULTILINE) == parts


def test_every_change_fragment_is_of_a_kind_that_the_change_log_knows() -> None:
    kinds = {kind["directory"] for kind in SETTINGS["tool"]["towncrier"]["type"]}
    fragments = [path.name for path in (PROJECT / "changes.d").iterdir() if path.name != "README.md"]
    assert not [name for name in fragments if not re.fullmatch(rf"[a-z0-9-]+\.({'|'.join(kinds)})\.md", name)]


def test_the_change_log_has_the_mark_that_new_releases_are_written_below() -> None:
    assert SETTINGS["tool"]["towncrier"]["start_string"] in read("CHANGELOG.md")
