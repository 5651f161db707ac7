"""Other programs that tests use."""

from __future__ import annotations

import os
import shutil

import pytest


def program(name: str, path: str | None = None) -> str:
    """The path of a program; a test that needs one that is not there is skipped, and in CI it fails."""
    found = shutil.which(path or name)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"CI needs {path or name}", pytrace=False)
    if found is None:
        pytest.skip(f"{path or name} is not on this machine")
    return found
