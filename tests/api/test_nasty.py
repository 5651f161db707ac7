"""What is legal and odd, or plausible and wrong, at the public face."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

import interim_method as im
from interim_method.errors import DefinitionError, ExportError, FileChanged
from interim_method.markup import tree
from interim_method.methodologies.interim_executive import example
from interim_method.model import (
    Activity,
    Answer,
    Gate,
    HourEntry,
    HoursPerOrganisation,
    Kind,
    Phase,
    Prompt,
    PromptGroup,
    Record,
    Step,
    Unknown,
    fields_of,
    freeze,
)

E = example.engagement()
P = example.pilot()

NASTY = (
    "{{ name }} {% if x %}",
    "<w:t>&amp; & </w:t> ]]> <!--",
    "שלום مرحبا \u202eback\u202c",
    "組合の計画",
    "👩‍👩‍👧‍👦 🇦🇩",
    "col·lectiu d'il·lusió",
    "Donaudampfschifffahrt" * 20,
    "# no heading",
    "| no | table |",
    "*a* _b_ `c` ~~d~~ [e](http://f.g) [^1]",
    "<script>alert(1)</script>",
    "\\ \\* $x$",
)
BLOCKS = (
    "# Heading\n\ntext\n\n## Another\n\nmore",
    "| a | b |\n|---|--:|\n| `c\\|d` | **e** |",
    "```\n<code>\n```\n\n    indented",
    "A note[^1].\n\n[^1]: What it says\n\n    in two paragraphs",
    "<div>\nraw <b>html</b>\n</div>",
    "> a\n>\n> - b\n>   1. c",
    "- [x] done\n- [ ] open",
    "long " * 1000,
)


class Marking:
    """Puts a mark of its own and something nasty into every text of a record that people write."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, old: Any, kind: Kind) -> Any:
        if isinstance(old, im.Text):
            return im.Text({language: self.text("", kind) for language in old})
        self.count += 1
        mark = f"Mk{self.count}z"
        if kind.name == "text":
            return f"{mark} {NASTY[self.count % len(NASTY)]}"
        every = NASTY + BLOCKS
        return f"{mark}\n\n{every[self.count % len(every)]}"

    def record(self, record: Any) -> Any:
        changed: dict[str, Any] = {}
        for name, info in fields_of(type(record)).items():
            value = getattr(record, name)
            what_its_prompt_asks = isinstance(record, Answer) and name == "value"
            if isinstance(value, im.Methodology) or what_its_prompt_asks:
                continue
            if isinstance(value, Record):
                changed[name] = self.record(value)
            elif isinstance(value, im.Keyed):
                changed[name] = im.Keyed(map(self.record, value))
            elif info.kind.name in ("text", "markdown") and isinstance(value, (str, im.Text, type(None))):
                changed[name] = self.text(value, info.kind)
        return attrs.evolve(record, **changed)


def marks(text: str) -> set[str]:
    return set(re.findall(r"Mk[0-9]+z", text))


def word_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(package.read(f"word/{part}.xml").decode() for part in ("document", "footnotes"))


def shown(blocks: tree.Blocks) -> str:
    """What a document says in paragraphs, which every format shows."""
    return "\n".join(tree.plain(b.runs) for b in tree.walk(blocks) if isinstance(b, tree.Paragraph))


@pytest.fixture(scope="module")
def nasty() -> im.Engagement:
    """The example with nasty words everywhere, and a great many lines."""
    many = E
    for n in range(60):
        many = im.add(many, "/people", im.Person(id=f"p{n}", role=f"role {n}", name=f"name {n}"))
        many = many.add_action(f"action {n}", id=f"n{n}", owner=f"p{n}", needs=(f"n{n - 1}",) if n else ())
    entries = [HourEntry(id=f"n{n}", on=date(2026, 2, n % 28 + 1), minutes=n) for n in range(300)]
    many = attrs.evolve(many, hours=im.Keyed([*many.hours, *entries]))
    marked: im.Engagement = Marking().record(many)
    return marked


@pytest.mark.parametrize(
    "document", ["agreement", "quadrants", "journey", "action-plan", "engagement-report"]
)
def test_nasty_words_anywhere_in_a_record_are_in_its_documents(nasty: im.Engagement, document: str) -> None:
    composed = im.compose(nasty, document)
    said = marks(shown(composed.blocks))
    assert said
    assert said <= marks(im.to_bytes(nasty, "markdown", document=document).decode())
    assert said <= marks(word_text(im.to_bytes(nasty, "docx", document=document)))


def test_a_nasty_record_comes_back_from_its_file(nasty: im.Engagement) -> None:
    assert im.from_dict(json.loads(json.dumps(im.to_dict(nasty)))) == nasty
    assert im.load(io.BytesIO(im.to_bytes(nasty, "json"))) == nasty


def test_a_nasty_record_can_be_checked_and_redacted(nasty: im.Engagement) -> None:
    assert not any("failed" in finding.message for finding in im.check(nasty))
    public = im.redact(nasty, audience="public")
    assert im.redact(public, audience="public") == public


def odd_methods() -> list[im.Methodology]:
    """A methodology with nothing in it, and one with what ours does without."""

    def said(text: str) -> im.Text:
        return im.Text(en=text)

    odd: list[Any] = [
        Phase(id="p", title=said("The only phase")),
        Step(id="s1", parent="p", title=said("Without anything")),
        Step(
            id="s2",
            parent="s1",
            title=said("Nested"),
            effort=HoursPerOrganisation(minutes=90),
            optional=True,
            tools=("odd", "nowhere"),
            leaves=("novel",),
        ),
        Activity(id="a", parent="s2", title=said("Activity"), prompts=("q", "nowhere")),
        PromptGroup(id="g", parent="s2", title=said("Group"), repeatable=True, least=2),
        Prompt(id="q", parent="g", text=said("Which?"), answer="choice", choices="nowhere"),
        Gate(id="gate", parent="s2", title=said("Gate")),
        Unknown(id="odd", kind="mind-map", data=freeze({"title": {"en": "Odd"}})),
    ]
    return [
        im.Methodology(id="nothing", title=said("Nothing"), languages=("en",)),
        im.Methodology(id="odd", title=said("Odd"), languages=("en",), elements=im.Keyed(odd)),
    ]


@pytest.mark.parametrize("method", odd_methods(), ids=lambda method: method.id)
@pytest.mark.parametrize("audience", ["organisation", "public"])
def test_any_methodology_and_an_empty_record_make_every_document(
    method: im.Methodology, audience: Any
) -> None:
    organisation = im.Organisation(name="Ours")
    engagement = im.Engagement(id="e", methodology=method, organisation=organisation)
    pilot = im.Pilot(id="p", methodology=method, title="T", accompanist=organisation)
    made = 0
    for offer in im.default_host().documents:
        for subject in (engagement, pilot, method):
            if subject.KIND not in offer.subjects:
                continue
            for edition in offer.editions:
                document = im.compose(subject, offer.name, edition=edition, audience=audience, language="en")
                assert im.to_bytes(document, "docx")[:2] == b"PK"
                made += 1
    assert made > 20


def test_threads_that_begin_together_make_what_one_makes() -> None:
    def make(language: str) -> bytes:
        return im.to_bytes(E, "docx", document="action-plan", edition="blank", language=language)

    languages = ("ca", "es", "en") * 2
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(make, languages))
    assert together == [make(language) for language in languages]


@pytest.mark.parametrize("on", [datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01", 20260101])
@pytest.mark.parametrize(
    "ask",
    [
        lambda on: im.export(E, io.BytesIO(), to="docx", document="action-plan", on=on),
        lambda on: im.to_bytes(E, "json", on=on),
        lambda on: im.compose(E, "hours", on=on),
        lambda on: im.check(E, on=on),
        lambda on: im.next_steps(E, on=on),
    ],
)
def test_a_day_that_is_no_date_is_one_error(ask: Callable[[Any], object], on: Any) -> None:
    with pytest.raises(DefinitionError, match=r"on: must be a date, not .*date\(2026, 1, 31\)"):
        ask(on)


@pytest.mark.parametrize("thing", ["engagement.json", {"format": "interim-method/engagement"}, None])
@pytest.mark.parametrize(
    "ask",
    [
        lambda thing: im.export(thing, io.BytesIO(), to="docx", document="hours"),
        lambda thing: im.compose(thing, "hours"),
        lambda thing: im.to_dict(thing),
        lambda thing: im.dump(thing, io.BytesIO()),
        lambda thing: im.check(thing),
        lambda thing: im.next_steps(thing),
        lambda thing: im.redact(thing, audience="public"),
        lambda thing: im.json_schema("engagement", methodology=thing or 7),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_record_is_one_error_that_says_how_to_get_one(
    ask: Callable[[Any], object], thing: Any
) -> None:
    with pytest.raises(DefinitionError, match=r"is not a(n engagement| methodology| record)"):
        ask(thing)


def test_a_document_is_never_redacted_in_silence() -> None:
    note: Any = im.document_from_markdown("Names and prices")
    with pytest.raises(DefinitionError, match="a Document is not a record"):
        im.redact(note, audience="public")


def test_next_steps_are_those_of_an_engagement() -> None:
    with pytest.raises(DefinitionError, match="a Pilot is not an engagement"):
        im.next_steps(P)  # type: ignore[arg-type]


def test_a_file_that_is_gone_is_not_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(FileChanged, match="is not there, and revision 7 was expected"):
        im.dump(E, tmp_path / "gone.json", expect=7)


def test_a_stream_of_text_is_told_from_one_of_bytes() -> None:
    text: Any = io.StringIO()
    with pytest.raises(ExportError, match="a stream of bytes"):
        im.export(E, text, to="markdown", document="hours")
