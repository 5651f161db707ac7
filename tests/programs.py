"""Other programs and libraries that tests use."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import signal
import subprocess
import sys
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


_BOUNDED = """
import re, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (5, 6))
{work}
# What getrusage says counts the process that started this one, too.
status = Path("/proc/self/status")
most = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.exists() else None
assert most is None or int(most[1]) < 300_000, most[0]
"""


def within_bounds(work: str, *arguments: str) -> None:
    """Run the Python code *work* in a process of its own: it takes five seconds and 300 MB at most, and says nothing."""
    run = subprocess.run(
        [sys.executable, "-c", _BOUNDED.format(work=work), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (run.returncode, run.stderr) == (0, "")
