"""What people change in our documents with real editors comes back, and nothing of it is lost."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from formats.docx.tools import values_in

from .editors import Broken, Office

pytestmark = pytest.mark.documents


def values(file: bytes) -> dict[str, str]:
    """The values of the fields of a Word file, by key."""
    return values_in(file)


def keys(file: bytes, kind: str) -> list[str]:
    """The keys of the fields of a kind."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        found = package.read("customXml/item1.xml").decode()
    return re.findall(rf'<field key="([^"]*)"[^>]*kind="{kind}"', found)


@pytest.fixture
def sheet(demo: Path) -> bytes:
    """A worksheet to be filled in."""
    return (demo / "en" / "02-worksheet-1-listening-to-fill-in.docx").read_bytes()


@pytest.fixture
def plan(demo: Path) -> bytes:
    """An action plan."""
    return (demo / "en" / "11-action-plan.docx").read_bytes()


@pytest.mark.parametrize("through", ["", ".odt"])
def test_libreoffice_keeps_every_value_of_a_worksheet(
    sheet: bytes, libreoffice: Office, through: str
) -> None:
    assert values(libreoffice.edited(sheet, through=through)) == values(sheet)


def test_a_choice_made_in_libreoffice_comes_back(sheet: bytes, libreoffice: Office) -> None:
    (key,) = keys(sheet, "choice")
    edited = libreoffice.edited(sheet, ["choose", f"im_{key}", "in assembly"])
    assert values(edited)[key].strip() in ("assembly", "in assembly")


def test_a_step_that_is_not_possible_says_so(sheet: bytes, libreoffice: Office) -> None:
    with pytest.raises(Broken, match="no bookmark im_nobody"):
        libreoffice.edited(sheet, ["mark", "im_nobody"])
    assert libreoffice.edited(sheet)
