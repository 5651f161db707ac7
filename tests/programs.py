"""Other programs and libraries that tests use."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest


def program(name: str, path: str | None = None) -> str:
    """The path of a program; a test that needs one that is not there is skipped, and in CI it fails."""
    found = shutil.which(path or name)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"CI needs {path or name}", pytrace=False)
    if found is None:
        pytest.skip(f"{path or name} is not on this machine")
    return found


def library(name: str) -> Any:
    """A library; a test that needs one that is not there is skipped, and in CI it fails."""
    try:
        return importlib.import_module(name)
    except ImportError:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs {name}", pytrace=False)
        pytest.skip(f"{name} is not installed")


@contextlib.contextmanager
def as_from_a_terminal(command: Sequence[str | Path], **options: Any) -> Iterator[subprocess.Popen[Any]]:
    """Run *command* so that it can be interrupted, as from a terminal; it is gone when the block ends.

    A shell lets what it runs in the background ignore interrupts, the tests and all that they start among it.
    """
    running = subprocess.Popen(
        command, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), **options
    )
    with running:
        try:
            yield running
        finally:
            if running.poll() is None:
                running.kill()
