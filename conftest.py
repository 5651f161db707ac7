"""The Python examples of the README and of the documentation, run as tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser


@pytest.fixture(scope="module")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder that the examples of one page write to, and the place they run in."""
    before = Path.cwd()
    folder = tmp_path_factory.mktemp("examples")
    os.chdir(folder)
    yield folder
    os.chdir(before)


def _named_as_a_script(namespace: dict[str, Any]) -> None:
    # Classes that an example defines are looked up by the module's name.
    namespace["__name__"] = "example"


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["README.md", "docs/**/*.md", "docs/*.md"],
    setup=_named_as_a_script,
    fixtures=["empty_folder"],
).pytest()
