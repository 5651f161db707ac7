"""Records and documents to test with: plain ones, empty ones, and nasty ones.

Nothing here is about a real organisation.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, TypeVar

import attrs

from interim_method.markup import tree as t
from interim_method.markup.parsing import parse
from interim_method.methodologies.interim_executive import methodology as interim_executive
from interim_method.methodologies.interim_executive.example import (
    REFERENCE,
    engagement,
    engagements,
    pilot,
)
from interim_method.model import (
    Answer,
    Engagement,
    FrozenMap,
    Gate,
    Keyed,
    Methodology,
    Organisation,
    Phase,
    Pilot,
    Prompt,
    Record,
    Step,
    Text,
    Unknown,
    fields_of,
)

__all__ = [
    "NASTY_TEXTS",
    "REFERENCE",
    "empty_engagement",
    "empty_pilot",
    "engagement",
    "engagements",
    "every_record",
    "interim_executive",
    "nasty",
    "nasty_document",
    "pilot",
    "small_methodology",
]

R = TypeVar("R", bound=Record)

NASTY_TEXTS: Final = (
    "{{ name }} {% if x %}",
    "<w:t>&amp; & </w:t> ]]> <!--",
    "<script>alert(1)</script>",
    "שלום مرحبا עולם",
    "組合の計画",
    "👩‍👩‍👧‍👦 🇦🇩",
    "col·lectiu d'il·lusió",
    "Donaudampfschifffahrt" * 12,
    "# no heading",
    "| no | table |",
    "=1+1 @SUM(A1)",
    "\"quoted\" 'twice' \\ back",
)
"""Texts that are legal, and that look like what a format gives a meaning to."""


def small_methodology() -> Methodology:
    """A methodology of one phase with two steps, in English and Catalan."""
    return Methodology(
        id="small",
        title=Text(en="A small way", ca="Un camí petit"),
        languages=("en", "ca"),
        elements=Keyed(
            [
                Phase(id="only", title=Text(en="The only phase", ca="L'única fase")),
                Step(id="ask", parent="only", title=Text(en="Ask", ca="Preguntar")),
                Prompt(id="why", parent="ask", text=Text(en="Why?", ca="Per què?")),
                Step(id="do", parent="only", after="ask", title=Text(en="Do", ca="Fer"), optional=True),
                Gate(id="ready", parent="do", title=Text(en="Ready?", ca="A punt?")),
            ]
        ),
    )


def empty_engagement(methodology: Methodology | None = None) -> Engagement:
    """An engagement in which nothing has happened yet; of the small methodology where none is given."""
    return Engagement.start(
        methodology or small_methodology(),
        organisation=Organisation(name="Cooperativa Buida"),
        started=date(2026, 1, 12),
        language="en",
        id="empty",
    )


def empty_pilot(methodology: Methodology | None = None) -> Pilot:
    """A pilot without engagements."""
    return Pilot(
        id="empty",
        methodology=methodology or small_methodology(),
        title="An empty pilot",
        accompanist=Organisation(name="Federació Buida"),
        language="en",
    )


def every_record() -> tuple[Methodology | Engagement | Pilot, ...]:
    """A record of every sort: whole, empty and nasty ones, with the tools of an absent plug-in too."""
    odd = Unknown(id="odd", kind="mind-map", data=FrozenMap({"title": FrozenMap({"en": "Odd"})}))
    small = small_methodology()
    return (
        interim_executive(),
        small,
        attrs.evolve(small, id="odd-one", elements=Keyed([*small.elements, odd])),
        Methodology(id="nothing", title=Text(en="Nothing"), languages=("en",)),
        *engagements(),
        empty_engagement(),
        nasty(engagement()),
        pilot(),
        empty_pilot(),
        nasty(pilot()),
    )


def nasty(record: R) -> R:
    """*record* with something nasty in every text of it that people write.

    Each text begins with a mark, ``Mk1z``, ``Mk2z`` and so on, so that it can be looked for.
    """
    made: R = _Marking().record(record)
    return made


class _Marking:
    def __init__(self) -> None:
        self.count = 0

    def text(self) -> str:
        self.count += 1
        return f"Mk{self.count}z {NASTY_TEXTS[self.count % len(NASTY_TEXTS)]}"

    def record(self, record: Any) -> Any:
        changed: dict[str, Any] = {}
        for name, info in fields_of(type(record)).items():
            value = getattr(record, name)
            of_a_prompt = isinstance(record, Answer) and name == "value"
            if isinstance(value, Methodology) or of_a_prompt:
                continue  # what is asked decides on what can be answered
            if isinstance(value, Record):
                changed[name] = self.record(value)
            elif isinstance(value, Keyed):
                changed[name] = Keyed(map(self.record, value))
            elif info.kind.name in ("text", "markdown") and isinstance(value, Text):
                changed[name] = Text({language: self.text() for language in value})
            elif info.kind.name in ("text", "markdown") and isinstance(value, (str, type(None))):
                changed[name] = self.text()
        return attrs.evolve(record, **changed)


def nasty_document() -> t.Document:
    """A document with a block of every kind, each text of it nasty and marked as by `nasty`."""
    marks = iter(_Marking().text, "")
    return t.Document(title="Mk0z A nasty document", blocks=tuple(_blocks(marks)), language="en")


def _blocks(marks: Iterator[str]) -> Iterator[t.Block]:
    def said() -> t.Runs:
        return (t.Text(next(marks)),)

    def paragraph() -> t.Paragraph:
        return t.Paragraph(said())

    columns = (t.Column(), t.Column("right"))

    def field(address: str) -> t.Field:
        value = next(marks)
        key = f"k{address.count('/')}" + "k" * 8
        return t.Field(key, address, "text", "label", value, (t.paragraph(value),))

    alone = next(marks)
    yield paragraph()
    yield t.Paragraph((t.Strong(said()), t.Emphasis(said()), t.Strike(said()), t.Code(next(marks))))
    yield t.Paragraph((t.Link(said(), "https://example.org/?a=b&c=d"), t.Break(), t.NoteRef("note")))
    inner = t.Items((t.Item((paragraph(),), checked=True),))
    yield t.Items((t.Item((paragraph(), inner)),), start=3)
    yield t.Definitions((t.Definition(said(), (paragraph(),)),))
    cells = tuple(t.Cell((paragraph(),)) for _ in range(2))
    yield t.Table(columns, (t.Row(cells, heading=True),), (t.Row((t.Cell((paragraph(),), span=2),)),))
    yield t.Grid((t.GridCell(said(), (paragraph(),)), t.GridCell(said(), (inner,), column=2)))
    yield t.Quote((paragraph(),), said())
    yield t.CodeBlock("Mk0z <code>\n    indented", "python")
    yield t.Rule()
    yield t.Callout((paragraph(),), "tip", said())
    # A writer that draws tells it as the alternative text, another one shows the fallback.
    yield t.Figure("line", alone, ("a", "b"), (t.Series("s", (1.0, 2.0)),), (t.paragraph(alone),))
    yield field("/organisation/name")
    row = t.CollectionRow("r" * 10, "r1", (t.Cell((paragraph(),)), t.Cell((field("/actions/r1/owner"),))))
    header = (said(), said())
    yield t.Collection("c" * 10, "/actions", "actions", columns, header, ("title", "owner"), (row,))
    yield t.PageBreak()
    yield t.Extension("nobody-knows-it", FrozenMap({"a": 1}), (paragraph(),))
    yield t.Footnote("note", (paragraph(),))
    yield t.Section(said(), (paragraph(), t.Section(said(), (paragraph(),))))
    yield from parse("Raw <b>html</b> & `code`")
