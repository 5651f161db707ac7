"""What LibreOffice makes of our documents as tagged PDF has no fault against PDF/UA but those written down."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from formats.docx import sample
from formats.docx.tools import written
from programs import library

from .test_readers import convert

pytestmark = pytest.mark.documents

TAGGED = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
PAGE = Path(__file__).parents[2] / "docs" / "accessibility.md"
ALT_TEXT = "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001"


def faults_of(file: Path) -> set[tuple[str, str]]:
    """The rule and the message of each fault of a PDF, its numbers left out."""
    report = library("page").validate_pdf(file, profile="ua1")
    return {(one.rule_id, re.sub(r"\d+", "N", one.message)) for one in report.failures}


def baseline() -> set[tuple[str, str]]:
    """The faults that the documentation says are LibreOffice's."""
    found = re.findall(
        r"^\| `(PDFUA1-[A-Z0-9-]+)` \| (.+?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found
    return set(found)


@pytest.fixture(scope="module")
def documents(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every document in one language, some in the others, and the sample with every kind of block."""
    everything = tmp_path_factory.mktemp("sample") / "sample.docx"
    everything.write_bytes(written(sample.document()))
    others = [file for tag in ("ca", "es") for file in sorted((demo / tag).glob("*.docx"))[::8]]
    files = [*sorted((demo / "en").glob("*.docx")), *others, everything]
    return {file.stem: file for file in files}


@pytest.fixture(scope="module")
def pdfs(
    documents: dict[str, Path], soffice: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The same as tagged PDF."""
    out = convert(soffice, list(documents.values()), TAGGED, tmp_path_factory.mktemp("tagged"))
    return {name: out / f"{name}.pdf" for name in documents}


def test_no_pdf_has_a_fault_outside_of_the_baseline_and_none_of_the_baseline_is_gone(
    pdfs: dict[str, Path],
) -> None:
    found = {name: faults_of(file) for name, file in pdfs.items()}
    known = baseline()
    assert {name: faults - known for name, faults in found.items() if faults - known} == {}
    assert known - set().union(*found.values()) == set()


def test_only_charts_come_out_without_the_words_that_the_document_has_for_them(
    documents: dict[str, Path], pdfs: dict[str, Path]
) -> None:
    def has_chart(file: Path) -> bool:
        with zipfile.ZipFile(file) as archive:
            return any(name.startswith("word/charts/") for name in archive.namelist())

    without = {name for name, file in pdfs.items() if ALT_TEXT in {rule for rule, _ in faults_of(file)}}
    assert without <= {name for name, file in documents.items() if has_chart(file)}


def test_the_checker_finds_a_fault_where_there_is_one(pdfs: dict[str, Path], tmp_path: Path) -> None:
    whole = pdfs["sample"]
    broken = tmp_path / "broken.pdf"
    data = whole.read_bytes()
    # The same length, so that the offsets of the file still hold.
    assert b"/Lang(ca-ES)" in data
    broken.write_bytes(data.replace(b"/Lang(ca-ES)", b"/Gnal(ca-ES)"))
    assert faults_of(broken) > faults_of(whole)
