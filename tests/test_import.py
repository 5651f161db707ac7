"""What `import interim_method` costs, and what its public face holds."""

from __future__ import annotations

import json
import subprocess
import sys

import interim_method

HEAVY = {
    "babel",
    "cattrs",
    "click",
    "concurrent.futures",
    "docx",
    "hypothesis",
    "importlib.metadata",
    "interim_method.cli",
    "interim_method.documents",
    "interim_method.files",
    "interim_method.formats",
    "interim_method.methodologies",
    "interim_method.plugin",
    "lxml",
    "markdown_it",
    "matplotlib",
    "mdit_py_plugins",
    "pluggy",
    "pytest",
    "rich",
    "zoneinfo",
}

THIRD_PARTY_ALLOWED = {"attr", "attrs", "interim_method"}


def modules_loaded_by(statement: str) -> set[str]:
    """The names of the modules that a fresh interpreter has loaded after *statement*, beyond its own start."""
    script = (
        "import sys, json; before = set(sys.modules)\n"
        f"{statement}\n"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    out = subprocess.run([sys.executable, "-I", "-c", script], check=True, capture_output=True, text=True)
    return set(json.loads(out.stdout))


def test_importing_the_library_loads_attrs_and_nothing_heavier() -> None:
    loaded = modules_loaded_by("import interim_method")
    third_party = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names)
    assert third_party <= THIRD_PARTY_ALLOWED
    assert not loaded & HEAVY


def test_using_the_model_loads_attrs_and_nothing_heavier() -> None:
    loaded = modules_loaded_by("import interim_method as im; im.Organisation(name='Cal Segarreta')")
    third_party = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names)
    assert third_party == THIRD_PARTY_ALLOWED
    assert not loaded & HEAVY


def test_every_public_name_resolves() -> None:
    assert interim_method.__all__
    for name in interim_method.__all__:
        assert getattr(interim_method, name) is not None, name


def test_every_public_name_is_listed_once_and_by_dir() -> None:
    assert len(interim_method.__all__) == len(set(interim_method.__all__))
    assert set(interim_method.__all__) <= set(dir(interim_method))


def test_a_name_that_does_not_exist_is_an_attribute_error_that_says_so() -> None:
    out = subprocess.run(
        [sys.executable, "-I", "-c", "import interim_method; interim_method.no_such_name"],
        capture_output=True,
        text=True,
    )
    assert out.returncode == 1
    assert "AttributeError: module 'interim_method' has no attribute 'no_such_name'" in out.stderr
