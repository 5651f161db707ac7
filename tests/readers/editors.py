"""The editors that people fill our documents in with: each takes the bytes of a file and gives what it saves.

LibreOffice is one process for all tests, driven from outside by `office_driver.py`; the others are run once a file.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest

from programs import program

__all__ = [
    "Broken",
    "Office",
    "Step",
    "format_with",
    "mdformat",
    "office",
    "pandoc",
    "prettier",
    "python_with_uno",
]

Step = Sequence[Any]
"""What `office_driver.py` does, and what with."""

DRIVER = Path(__file__).with_name("office_driver.py")
PATIENCE = 60.0
"""Seconds that an editor has for one file."""


class Broken(Exception):
    """An editor did not do what it was asked for."""


def python_with_uno(soffice: str) -> str:
    """A Python that can talk to LibreOffice: the system's, or the one that LibreOffice brings."""
    beside = Path(soffice).resolve().parent
    for candidate in ("/usr/bin/python3", str(beside / "python"), str(beside / "python3")):
        if shutil.which(candidate):
            run = subprocess.run([candidate, "-c", "import uno"], capture_output=True)
            if run.returncode == 0:
                return candidate
    if os.environ.get("CI"):
        pytest.fail("CI needs python3-uno", pytrace=False)
    pytest.skip("no Python on this machine has `uno` (Debian: python3-uno)")


class Office:
    """LibreOffice without a window, with a profile of its own."""

    def __init__(self, soffice: str, python: str, folder: Path) -> None:
        self._soffice, self._python, self._folder = soffice, python, folder
        self._running: tuple[subprocess.Popen[str], subprocess.Popen[str], Queue[str]] | None = None
        self._files = 0

    def edited(self, file: bytes, *steps: Step, through: str = "") -> bytes:
        """What LibreOffice saves as DOCX after these steps, by way of another format where *through* names one.

        Raises:
            Broken: A step was not possible.
        """
        for suffix in (through, ".docx") if through else (".docx",):
            file = self._answered(file, steps, suffix)
            steps = ()
        return file

    def _answered(self, file: bytes, steps: Sequence[Step], suffix: str) -> bytes:
        self._files += 1
        kind = ".odt" if file[30:38] == b"mimetype" else ".docx"
        source = self._folder / f"{self._files}-in{kind}"
        target = self._folder / f"{self._files}-out{suffix}"
        source.write_bytes(file)
        said = self._asked({"open": str(source), "steps": [list(s) for s in steps], "save": [str(target)]})
        if "error" in said:
            raise Broken(said["error"])
        made = target.read_bytes()
        source.unlink()
        target.unlink()
        return made

    def _asked(self, request: dict[str, Any]) -> dict[str, Any]:
        _, driver, answers = self._started()
        assert driver.stdin
        try:
            driver.stdin.write(json.dumps(request) + "\n")
            driver.stdin.flush()
            return dict(json.loads(answers.get(timeout=PATIENCE)))
        except (Empty, OSError) as error:
            self.close()
            raise Broken(f"LibreOffice gave no answer in {PATIENCE:.0f} s") from error

    def _started(self) -> tuple[subprocess.Popen[str], subprocess.Popen[str], Queue[str]]:
        if self._running is not None:
            return self._running
        pipe = f"interim-method-{os.getpid()}-{self._files}"
        program = subprocess.Popen(
            [
                self._soffice,
                f"-env:UserInstallation={(self._folder / 'profile').resolve().as_uri()}",
                *("--headless", "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            # LibreOffice's launcher starts the program as its child: both are ended together.
            start_new_session=True,
        )
        driver = subprocess.Popen(
            [self._python, str(DRIVER), pipe, str(PATIENCE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        answers: Queue[str] = Queue()

        def listen() -> None:
            assert driver.stdout
            for line in driver.stdout:
                answers.put(line)

        Thread(target=listen, daemon=True).start()
        self._running = program, driver, answers
        try:
            answers.get(timeout=PATIENCE + 5)
        except Empty as error:
            self.close()
            raise Broken("LibreOffice did not start") from error
        return self._running

    def close(self) -> None:
        """End LibreOffice."""
        if self._running is None:
            return
        program, driver, _ = self._running
        self._running = None
        for process in (driver, program):
            with contextlib.suppress(ProcessLookupError):
                if process is program:
                    os.killpg(process.pid, signal.SIGTERM)
                else:
                    process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for stream in (driver.stdin, driver.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


@contextlib.contextmanager
def office() -> Iterator[Office]:
    """LibreOffice, started when first asked for something."""
    soffice = program("soffice")
    python = python_with_uno(soffice)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        running = Office(soffice, python, Path(folder))
        try:
            yield running
        finally:
            running.close()


def pandoc(file: bytes) -> bytes:
    """What pandoc writes as DOCX of what it reads as DOCX."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.docx", Path(folder) / "out.docx"
        source.write_bytes(file)
        command = [program("pandoc"), "--from=docx", "--to=docx", str(source), "-o", str(target)]
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
        return target.read_bytes()


def format_with(*command: str) -> Callable[[bytes], bytes]:
    """A program that formats a Markdown file where it lies."""

    def formatted(file: bytes) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file.md"
            path.write_bytes(file)
            found = program(command[0], os.environ.get(command[0].upper()))
            subprocess.run(
                [found, *command[1:], str(path)], check=True, capture_output=True, timeout=PATIENCE
            )
            return path.read_bytes()

    return formatted


prettier = format_with("prettier", "--write", "--parser=markdown")


def mdformat(file: bytes) -> bytes:
    """What mdformat makes of a file, with the plug-ins for GitHub's Markdown and for front matter."""
    from programs import library

    text: str = library("mdformat").text(
        file.decode(), extensions={"gfm", "frontmatter"}, options={"number": False}
    )
    return text.encode()
