"""Every Word document of the demo is valid, the same when made twice, and read whole by other programs."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import mammoth  # type: ignore[import-untyped]
import pytest

from formats.docx.lint import defects

from .conftest import faults
from .wordtext import lost, stretches

pytestmark = pytest.mark.documents


def digests(folder: Path) -> dict[str, str]:
    """A digest of each file below *folder*, by its path there."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_demo_is_the_same_to_the_byte_with_another_hash_seed_time_zone_and_locale(
    demo: Path, demo_again: Path
) -> None:
    assert digests(demo) == digests(demo_again)


def test_each_language_has_the_same_documents_in_word_and_in_markdown(demo: Path) -> None:
    numbers = {
        (language, kind): sorted(file.name.partition("-")[0] for file in (demo / language).glob(f"*.{kind}"))
        for language in ("ca", "es", "en")
        for kind in ("docx", "md")
    }
    assert numbers["ca", "docx"]
    assert all(found == numbers["ca", "docx"] for found in numbers.values())


def test_every_document_has_no_error_in_the_open_xml_validator(
    word_files: list[Path], validator: str
) -> None:
    def check(file: Path) -> str:
        run = subprocess.run([validator, str(file)], capture_output=True, text=True)
        report = json.loads(run.stdout)
        assert report["ok"] is (run.returncode == 0)
        return "\n".join(f"{e['path']} {e['xPath']}: {e['description']}" for e in report["errors"])

    assert not faults(word_files, check)


def test_no_document_has_a_defect_that_validators_let_pass_or_that_keeps_people_from_reading_it(
    word_files: list[Path],
) -> None:
    assert not faults(word_files, lambda file: "; ".join(defects(file.read_bytes(), but=())))


def test_the_validator_finds_a_fault_where_there_is_one(
    word_files: list[Path], validator: str, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(word_files[0].read_bytes()[:-200])
    run = subprocess.run([validator, str(broken)], capture_output=True, text=True)
    assert run.returncode == 1
    assert not json.loads(run.stdout)["ok"]


def pandoc_texts(node: Any) -> Iterator[str]:
    """The strings of pandoc's JSON tree, in order, the document's title among them."""
    if isinstance(node, list):
        for item in node:
            yield from pandoc_texts(item)
    elif isinstance(node, dict):
        if node.get("t") == "Str":
            yield node["c"]
        elif node.get("t") in {"Code", "CodeBlock", "Math", "RawInline"}:
            yield node["c"][1]
        else:
            for value in node.values():
                yield from pandoc_texts(value)


def test_pandoc_reads_every_document_with_no_text_lost(word_files: list[Path], pandoc: str) -> None:
    def check(file: Path) -> str:
        run = subprocess.run(
            [pandoc, "--from=docx", "--to=json", str(file)], check=True, capture_output=True, encoding="utf-8"
        )
        return lost(file, "".join(pandoc_texts(json.loads(run.stdout))))

    assert not faults(word_files, check)


class HtmlTexts(HTMLParser):
    """The texts of a page; a box to tick is the sign that Word shows for it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "input":
            self.texts.append("☑" if "checked" in dict(attrs) else "☐")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_mammoth_reads_every_document_with_no_text_lost(word_files: list[Path]) -> None:
    def check(file: Path) -> str:
        with file.open("rb") as stream:
            result = mammoth.convert_to_html(stream)
        errors = [message.message for message in result.messages if message.type == "error"]
        page = HtmlTexts()
        page.feed(result.value)
        return "; ".join(errors) or lost(file, "".join(page.texts))

    assert not faults(word_files, check)


def convert(soffice: str, files: list[Path], to: str, folder: Path) -> Path:
    """Convert *files* with one run of LibreOffice, with a profile of its own."""
    profile = (folder / "profile").resolve().as_uri()
    out = folder / "out"
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to, "--outdir", str(out)]
        + [str(file) for file in files],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return out


def opendocument_texts(node: ElementTree.Element) -> Iterator[str]:
    """The texts of LibreOffice's flat XML, in order, without pictures."""
    if node.tag.rpartition("}")[2] != "binary-data":
        yield node.text or ""
        for child in node:
            yield from opendocument_texts(child)
            yield child.tail or ""


@pytest.mark.parametrize("language", ["ca", "es", "en"])
def test_libreoffice_reads_every_document_with_no_text_lost(
    demo: Path, soffice: str, tmp_path: Path, language: str
) -> None:
    files = sorted((demo / language).glob("*.docx"))
    out = convert(soffice, files, "fodt", tmp_path)

    def check(file: Path) -> str:
        made = out / f"{file.stem}.fodt"
        if not made.exists():
            return "was not converted"
        body = (
            ElementTree.parse(made).getroot().find("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}body")
        )
        assert body is not None
        return lost(file, "".join(opendocument_texts(body)))

    assert files
    assert not faults(files, check)


def test_libreoffice_sets_the_pages_as_a4(demo: Path, soffice: str, pdfinfo: str, tmp_path: Path) -> None:
    files = sorted((demo / "ca").glob("*.docx"))[:6]
    out = convert(soffice, files, "pdf", tmp_path)
    a4 = {(595, 842), (842, 595)}
    for file in files:
        said = subprocess.run(
            [pdfinfo, "-l", "1000", str(out / f"{file.stem}.pdf")], check=True, capture_output=True, text=True
        ).stdout
        sizes = {
            (round(float(width)), round(float(height)))
            for width, height in re.findall(r"size:\s+([\d.]+) x ([\d.]+) pts", said)
        }
        assert sizes, file.name
        assert sizes <= a4, file.name


def test_the_comparison_notices_a_paragraph_that_a_program_dropped(word_files: list[Path]) -> None:
    said = list(stretches(word_files[0]).elements())
    assert lost(word_files[0], "".join(said)) == ""
    # A short one may stand within another: the longest stands for itself alone.
    said.remove(max(said, key=len))
    assert lost(word_files[0], "".join(said))
