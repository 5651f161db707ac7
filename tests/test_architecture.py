"""The rooms of the library are the ones that its import contracts and its documentation name."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import interim_method

PACKAGE = Path(interim_method.__file__).parent
PROJECT = Path(__file__).parents[1]

ROOMS = {
    "api": "",
    "builtin.py": "",
    "errors.py": "",
    "cli": "click rich",
    "documents": "babel",
    "files": "cattrs",
    "formats": "docx lxml",
    "forms": "",
    "markup": "markdown_it mdit_py_plugins",
    "methodologies": "",
    "model": "",
    "plugin": "pluggy",
    "rules": "",
    "testing": "hypothesis",
    "variants": "",
}


def imports_of(file: Path) -> Iterator[str]:
    """The top-level packages that *file* imports, at any depth of its code."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import hides which room it goes to"
            yield str(node.module).partition(".")[0]


def sources(room: str) -> list[Path]:
    """The Python files of *room*."""
    place = PACKAGE / room
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


def test_the_rooms_are_the_ones_of_the_design() -> None:
    found = {
        path.name
        for path in PACKAGE.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists()) and path.name != "__init__.py"
    }
    assert found == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_no_third_party_library_but_its_own(room: str) -> None:
    allowed = {*ROOMS[room].split(), "attr", "attrs", "interim_method", *sys.stdlib_module_names}
    if room == "testing":
        allowed |= {"pytest", "hypothesis"}
    strangers = {
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in sources(room)
        for name in imports_of(file)
        if name not in allowed
    }
    assert not strangers


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_takes_nothing_from_the_public_face_but_the_version(room: str) -> None:
    rooms = {name.removesuffix(".py") for name in ROOMS}
    taken = {
        f"{file.relative_to(PACKAGE)}: {alias.name}"
        for file in sources(room)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "interim_method"
        for alias in node.names
        if alias.name not in rooms | {"__version__"}
    }
    assert not taken


@pytest.mark.parametrize("room", [room for room in ROOMS if not room.endswith(".py")])
def test_a_room_says_in_its_docstring_what_it_is(room: str) -> None:
    assert ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8")))


def test_the_import_contracts_name_every_room() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    named = {room.strip() for layer in layers["layers"] for room in layer.split("|")}
    assert named == {room.removesuffix(".py") for room in ROOMS}
    assert layers["exhaustive"] is True


def test_every_runtime_dependency_has_a_room_and_every_library_of_a_room_is_a_dependency() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = settings["optional-dependencies"]
    declared = [*settings["dependencies"], *extras["cli"], *extras["testing"]]
    names = {requirement.partition(">=")[0] for requirement in declared}
    distribution = {
        "babel": "Babel",
        "docx": "python-docx",
        "markdown_it": "markdown-it-py",
        "mdit_py_plugins": "mdit-py-plugins",
    }
    # lxml comes with python-docx, whose elements are lxml's.
    used = {lib for libraries in ROOMS.values() for lib in libraries.split()} - {"lxml"}
    # pytest runs what is tested; nothing imports it.
    assert names == {"attrs", "pytest", *(distribution.get(lib, lib) for lib in used)}
