"""The demo, made twice as its users would, and the programs that read it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from programs import program

from .editors import Office, office

Check = Callable[[Path], str]


@pytest.fixture(scope="session")
def pandoc() -> str:
    return program("pandoc")


@pytest.fixture(scope="session")
def soffice() -> str:
    return program("soffice")


@pytest.fixture(scope="session")
def pdfinfo() -> str:
    return program("pdfinfo")


@pytest.fixture(scope="session")
def validator() -> str:
    """Microsoft's Open XML SDK validator, as the npm package of the `documents` session in `noxfile.py`."""
    return program("ooxml-validator", os.environ.get("OOXML_VALIDATOR"))


def make_demo(folder: Path, **environment: str) -> Path:
    """Run the command's demo into *folder*, in a process with this environment."""
    command = shutil.which("interim-method", path=str(Path(sys.executable).parent))
    assert command, "the extra 'cli' is not installed"
    run = subprocess.run(
        [command, "demo", str(folder)],
        cwd=folder.parent,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    return make_demo(folder, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C")


@pytest.fixture(scope="session")
def demo_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo once more, by a process with other seeds, in another time zone and locale."""
    folder = tmp_path_factory.mktemp("elsewhere") / "other name"
    return make_demo(folder, PYTHONHASHSEED="2", TZ="America/St_Johns", LC_ALL="C.UTF-8")


@pytest.fixture(scope="session")
def word_files(demo: Path) -> list[Path]:
    """Every Word document of the demo."""
    found = sorted(demo.rglob("*.docx"))
    assert found
    return found


def faults(files: list[Path], check: Check) -> dict[str, str]:
    """What *check* says of each file, without those it has nothing against."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        said = zip(files, pool.map(check, files), strict=True)
        return {f"{file.parent.name}/{file.name}": fault for file, fault in said if fault}


@pytest.fixture(scope="session")
def libreoffice() -> Iterator[Office]:
    """LibreOffice to work in, one for all tests."""
    with office() as running:
        yield running
