"""Real templates by others frame documents: nothing of the document is lost, and nothing of their frame."""

from __future__ import annotations

import io
import json
import os
import posixpath
import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import corpus
import interim_method as im
from formats.docx.lint import WRITTEN, W, defects
from formats.docx.tools import root_of, squeezed
from interim_method.methodologies.interim_executive import example
from programs import program

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TEMPLATES = sorted(one.name for one in corpus.TEMPLATES.iterdir()) if corpus.TEMPLATES.is_dir() else []
THEIRS = (*WRITTEN, "contrast-low", "empty-paragraph")
"""What the colours and the empty lines of a house are to blame for."""
DOCUMENTS = (("action-plan", "filled"), ("engagement-report", "summary"), ("agreement", "blank"))
VALIDATOR = os.environ.get("OOXML_VALIDATOR")

pytestmark = pytest.mark.skipif(not TEMPLATES, reason=f"the folder {corpus.TEMPLATES} is not there")


def made(template: Path, document: str, edition: Any) -> bytes:
    stream = io.BytesIO()
    im.export(
        example.engagement(),
        stream,
        to="docx",
        document=document,
        edition=edition,
        language="ca",
        template=template,
        parameters={"paper": "A4"} if document == "agreement" else None,
    )
    return stream.getvalue()


def said(file: bytes) -> Counter[str]:
    """The paragraphs of the text that say something."""
    found = ("".join(t.text or "" for t in one.iter(f"{W}t")) for one in root_of(file).iter(f"{W}p"))
    # Room to write in is as wide as the page lets it be.
    return Counter(squeezed(text) for text in found if text.strip())


def furniture(archive: zipfile.ZipFile, *, last: bool) -> set[str]:
    """The headers and footers that the *last* section has, or that any has; some are from the ones before."""
    kept: dict[tuple[str, str], str] = {}
    has_first = False
    for section in etree.fromstring(archive.read("word/document.xml")).iter(f"{W}sectPr"):
        for one in section.iterchildren(f"{W}headerReference", f"{W}footerReference"):
            kept[one.tag, one.get(f"{W}type")] = one.get(f"{R}id")
        has_first = section.find(f"{W}titlePg") is not None or (has_first and not last)
    relations = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
    targets = {one.get("Id"): one.get("Target") for one in relations}
    return {posixpath.basename(targets[id]) for (_, kind), id in kept.items() if kind != "first" or has_first}


def lint(file: bytes) -> set[str]:
    """The defects of a file, without where they are; what reads only files of ours may give up on others'."""
    try:
        return {one.rpartition(": ")[2] for one in defects(file, but=THEIRS)}
    except (AttributeError, KeyError):
        return set()


def frame(file: bytes, *, last: bool = False) -> tuple[set[str], set[str], set[bytes]]:
    """The words of headers and footers, the styles and the pictures of a file."""
    words, styles, pictures = set(), set(), set()
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        used = furniture(archive, last=last)
        for name in archive.namelist():
            base = posixpath.basename(name)
            if base in used and posixpath.dirname(name) == "word":
                root = etree.fromstring(archive.read(name))
                words |= {t.text for t in root.iter(f"{W}t") if (t.text or "").strip()}
            elif name == "word/styles.xml":
                root = etree.fromstring(archive.read(name))
                styles = {s.get(f"{W}styleId") for s in root.iter(f"{W}style")}
            elif base.removesuffix(".rels") in used and posixpath.dirname(name) == "word/_rels":
                for one in etree.fromstring(archive.read(name)):
                    if one.get("Type", "").endswith("/image"):
                        pictures.add(archive.read(posixpath.normpath(f"word/{one.get('Target')}")))
    return words, styles, pictures


def sizes(file: bytes) -> set[tuple[int, int]]:
    """The sizes of the pages, whichever side they lie on."""
    found = set()
    for one in root_of(file).iter(f"{W}pgSz"):
        short, long = sorted((int(one.get(f"{W}w")), int(one.get(f"{W}h"))))
        found.add((short, long))
    return found


def faults(file: bytes, folder: Path) -> set[str]:
    """What Microsoft's validator says."""
    path = folder / "a.docx"
    path.write_bytes(file)
    answer = subprocess.run([program("ooxml-validator", VALIDATOR), path], capture_output=True, text=True)
    return {str(one.get("description")) for one in json.loads(answer.stdout)["errors"]}


@pytest.fixture(scope="module")
def own() -> dict[str, Counter[str]]:
    """What documents say in our own look."""
    found = {}
    for document, edition in DOCUMENTS:
        stream = io.BytesIO()
        im.export(example.engagement(), stream, to="docx", document=document, edition=edition, language="ca")
        found[document] = said(stream.getvalue())
    return found


def check(template: Path, own: dict[str, Counter[str]]) -> None:
    given = template.read_bytes()
    before = lint(given)
    words, styles, pictures = frame(given, last=True)
    for document, edition in DOCUMENTS:
        file = made(template, document, edition)
        assert not own[document] - said(file), (document, "text is lost")
        kept = frame(file)
        assert words <= kept[0]
        assert styles <= kept[1]
        assert pictures <= kept[2]
        last = list(root_of(given).iter(f"{W}pgSz"))[-1]
        short, long = sorted((int(last.get(f"{W}w")), int(last.get(f"{W}h"))))
        assert sizes(file) == {(short, long)}
        assert not {one for one in lint(file) - before if "font" not in one}, document


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_document_is_whole_in_a_real_template_and_so_is_its_frame(
    name: str, own: dict[str, Counter[str]]
) -> None:
    check(corpus.TEMPLATES / name, own)


@pytest.mark.documents
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_real_template_saved_by_libreoffice_serves_too(
    name: str, own: dict[str, Counter[str]], tmp_path: Path
) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program("soffice"), profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(corpus.TEMPLATES / name)], check=True, capture_output=True)
    check((tmp_path / name).with_suffix(".docx"), own)


@pytest.mark.documents
@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_made_with_a_real_template_is_as_valid_as_the_template(name: str, tmp_path: Path) -> None:
    before = faults((corpus.TEMPLATES / name).read_bytes(), tmp_path)
    for document, edition in DOCUMENTS:
        assert faults(made(corpus.TEMPLATES / name, document, edition), tmp_path) <= before
