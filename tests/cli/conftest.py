"""Runs the command line: in this process for what it says, in its own for what a shell sees of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

import pytest

import interim_method as im
from interim_method.cli.app import app
from interim_method.methodologies.interim_executive import example


class Answer(NamedTuple):
    """What a command gave: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command line in this process, in an empty folder, as in a terminal of 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            app.main([str(a) for a in arguments], prog_name="interim-method")
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        code = left.value.code
        return Answer(code if isinstance(code, int) else -1, out, err)

    return run


@pytest.fixture
def shell(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the installed command in a process of its own, in an empty folder."""
    command = shutil.which("interim-method", path=str(Path(sys.executable).parent))
    assert command, "the extra 'cli' is not installed"

    def shell(
        *arguments: object, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        path = [environment.get("PYTHONPATH"), os.environ.get("PYTHONPATH")]
        return subprocess.run(
            [command, *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(filter(None, path))},
            input=stdin,
            capture_output=True,
        )

    return shell


@pytest.fixture
def installed(tmp_path: Path) -> Callable[[str, str], str]:
    """Installs a plug-in of one module into a folder, and gives the folder, to be put on the path."""

    def installed(name: str, code: str) -> str:
        folder = tmp_path / f"site-{name}"
        info = folder / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (folder / f"{name}.py").write_text(dedent(code), encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[interim_method.plugins]\n{name} = {name}\n")
        (info / "RECORD").write_text("")
        return str(folder)

    return installed


@pytest.fixture
def engagement(tmp_path: Path) -> Path:
    """The file of the example's engagement."""
    file = tmp_path / "engagement.json"
    im.dump(example.engagement(), file)
    return file


@pytest.fixture
def pilot(tmp_path: Path) -> Path:
    """The file of the example's pilot, with its engagements beside it."""
    for one in example.engagements():
        im.dump(one, tmp_path / f"{one.id}.json")
    im.dump(example.pilot(), tmp_path / "pilot.json")
    return tmp_path / "pilot.json"
