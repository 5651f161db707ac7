"""Every document can be read by everybody: the lint finds nothing in any, and each text says its language."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import interim_method as im
from interim_method.api import ExportJob
from interim_method.cli.demo_command import LANGUAGES, jobs
from interim_method.documents.language import language
from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.methodologies.interim_executive import example
from interim_method.testing import word_defects

W = f"{{{NAMESPACES['w']}}}"


def one_of_each() -> Iterator[tuple[str, ExportJob]]:
    """Each document in each edition once, in one language after the other."""
    seen: set[tuple[Any, Any]] = set()
    languages = {tag: list(jobs(Path("out"), (tag,), (".docx",))) for tag in LANGUAGES}
    for n, job in enumerate(languages["ca"]):
        kind = (job.arguments["document"], job.arguments["edition"])
        if kind not in seen:
            tag = LANGUAGES[len(seen) % len(LANGUAGES)]
            seen.add(kind)
            yield f"{kind[0]}-{kind[1]}-{tag}", languages[tag][n]


JOBS = dict(one_of_each())


def word_file(job: ExportJob, **more: Any) -> bytes:
    target = io.BytesIO()
    im.export(job.subject, target, to="docx", **{**job.arguments, **more})
    return target.getvalue()


@pytest.mark.parametrize("name", JOBS)
def test_the_lint_finds_nothing_in_a_document(name: str) -> None:
    assert [(f.rule, f.address, f.message) for f in word_defects(word_file(JOBS[name]))] == []


@pytest.mark.parametrize("name", [name for name in JOBS if not name.endswith("-ca")])
def test_what_the_document_itself_says_is_not_marked_as_in_the_language_of_the_record(name: str) -> None:
    tag = name[-2:]
    own = {said for said in language(tag).words.values() if len(said) > 3} - set(
        language("ca").words.values()
    )
    with zipfile.ZipFile(io.BytesIO(word_file(JOBS[name]))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    marked = [
        "".join(run.itertext(W + "t"))
        for run in root.iter(W + "r")
        if run.find(f"{W}rPr/{W}lang") is not None
    ]
    assert not own.intersection(marked)


def test_a_record_s_text_in_another_language_is_marked_however_deep_it_stands() -> None:
    said = "Un paràgraf.\n\n- un punt **fort**\n\n> una cita"
    engagement = im.put(example.engagement(), "/agreements/agreement/own_stops", said)
    target = io.BytesIO()
    im.export(engagement, target, to="docx", document="engagement-report", language="en")
    with zipfile.ZipFile(target) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    tags = {
        "".join(run.itertext(W + "t")): run.find(f"{W}rPr/{W}lang") for run in root.iter(W + "r") if len(run)
    }
    for text in ("Un paràgraf.", "fort", "una cita"):
        assert tags[text] is not None, text
        assert tags[text].get(W + "val") == "ca-ES"
