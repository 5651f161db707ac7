"""Word documents made of Markdown have the structure of the CommonMark specification, as pandoc reads it."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from commonmark import DEVIATIONS, Pandoc, document, examples, page, parted, text_of
from formats.docx.pictures import png
from formats.docx.tools import written

pytestmark = pytest.mark.documents

READ_AMISS = {
    325: "pandoc takes a paragraph behind a list within an item for one of that list: it reads no indentation",
}


def read(pandoc: str, form: str, data: bytes) -> Any:
    """The blocks that pandoc reads."""
    command = [pandoc, "--preserve-tabs", "--from", form, "--to", "json"]
    return json.loads(subprocess.run(command, input=data, check=True, capture_output=True).stdout)["blocks"]


def test_pandoc_reads_the_text_and_the_structure_of_the_specifications_html(pandoc: str) -> None:
    wanted = parted(Pandoc(read(pandoc, "html", page().encode())).leaves.found)
    file = written(document(), images=lambda source: png(8, 8))
    found = parted(Pandoc(read(pandoc, "docx+styles+empty_paragraphs", file)).leaves.found)
    said = {n for n in wanted if text_of(wanted[n]) == text_of(found[n])}
    alike = {n for n in wanted if wanted[n] == found[n]}
    print(f"text: {len(said)} of {len(examples())} examples, structure: {len(alike)}")  # noqa: T201
    for number, reason in sorted({**DEVIATIONS, **READ_AMISS}.items()):
        print(f"  {number}: {reason}")  # noqa: T201
    assert len(said) == len(examples())
    assert set(wanted) - alike == {*DEVIATIONS, *READ_AMISS}
