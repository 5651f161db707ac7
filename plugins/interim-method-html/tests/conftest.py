"""What the tests share: the documents of the demo, and Chromium with axe-core."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, sync_playwright

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def needed(name: str, found: str | None) -> str:
    """A program or file; where it is missing the test is skipped, in CI that is an error."""
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(f"CI needs {name}")
    pytest.skip(f"needs {name}")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo: every document, edition and language as a page, made by the command line."""
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run(
        [sys.executable, "-m", "interim_method.cli", "demo", str(folder), "--to", "html"],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine, without a window."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = needed("Chromium", next(filter(None, map(shutil.which, names)), None))
    with sync_playwright() as playwright:
        # Root has no sandbox, as in containers.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The path of axe-core."""
    folders = os.environ.get("NODE_PATH", "").split(os.pathsep)
    files = (Path(folder) / "axe-core" / "axe.min.js" for folder in folders if folder)
    return needed("axe-core (npm) in NODE_PATH", next((str(file) for file in files if file.is_file()), None))


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a file as a page of a given width; nothing may go wrong in it, nor be fetched from elsewhere."""
    pages: list[Page] = []
    faults: list[str] = []

    def open_page(path: Path, width: int = 1280) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": 900})
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith(("file:", "data:")) or faults.append(asked.url))
        pages.append(page)
        page.goto(path.as_uri())
        return page

    yield open_page
    for page in pages:
        page.close()
    assert not faults
