"""Markdown files: every kind of block, and fields that are found again."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from interim_method.formats.markdown import export
from interim_method.formats.markdown.reader import markers
from interim_method.formats.markdown.writer import write
from interim_method.markup import tree as t
from interim_method.markup.normal import normalise
from interim_method.markup.parsing import parse
from interim_method.model.frozen import FrozenMap
from interim_method.plugin import Job

GOLDEN = Path(__file__).with_name("action-plan.md")

STATUS = (t.Option("to-do", "per fer"), t.Option("in-progress", "en curs"), t.Option("done", "feta"))


def field(key: str, value: str = "", *, kind: str = "text", **options: object) -> t.Field:
    """A field that shows its value as one paragraph."""
    blocks = (t.paragraph(value),) if value else ()
    return t.Field(key, f"/at/{key}", kind, f"Label of {key}", value, blocks, **options)  # type: ignore[arg-type]


def cells(*blocks: t.Block) -> tuple[t.Cell, ...]:
    """A cell for each block."""
    return tuple(t.Cell((block,)) for block in blocks)


def document(*blocks: t.Block, **options: object) -> t.Document:
    """A document of these blocks."""
    return t.Document(title="Pla", blocks=blocks, language="ca", **options)  # type: ignore[arg-type]


def body(*blocks: t.Block) -> str:
    """What is written for *blocks*, below the title."""
    return write(document(*blocks)).partition("# Pla\n\n")[2]


PLAN = t.Document(
    title="Pla d'acció",
    subtitle="Ruta i canals",
    language="ca",
    id="abcdefghijklmnop",
    organisation="Cooperativa d'exemple",
    notice="Cas fictici",
    facts=(("Versió", "3 · 2 de març de 2026"), ("Idioma", "català")),
    rights=("Mètode: CC BY-SA 4.0",),
    date=date(2026, 3, 2),
    author="Cooperativa d'exemple",
    keywords=("mètode", "pla"),
    contents_title="Contingut",
    identity=FrozenMap({"record": "e1", "recipe": "action-plan"}),
    strip=t.Grid(
        (t.GridCell(t.line("Problema"), ()), t.GridCell(t.line("Consciència"), (), marked=True)), role="strip"
    ),
    blocks=(
        t.Section(
            t.line("Objectius"),
            (
                t.paragraph("Què volem aconseguir?", "question"),
                t.paragraph("Un objectiu es pot mesurar.", "help"),
                t.Field(
                    "goal",
                    "/objectives/o1/text",
                    "markdown",
                    "Objectiu",
                    "Reduir *hores*\n\n- una\n- dues",
                    parse("Reduir *hores*\n\n- una\n- dues"),
                ),
                field("status", "in-progress", kind="choice", options=STATUS),
                field("mark", "3", kind="scale", low=1, high=5),
            ),
            id="objectius",
            numbered=True,
        ),
        t.Section(
            t.line("Accions"),
            (
                t.Collection(
                    "actions",
                    "/actions",
                    "Accions",
                    (t.Column(), t.Column("center"), t.Column("right", holds="number")),
                    (t.line("Acció"), t.line("Estat"), t.line("Hores")),
                    ("title", "status", ""),
                    (
                        t.CollectionRow(
                            "row-1",
                            "a1",
                            cells(
                                field("title-1", "Mapa | de ruta"),
                                field("status-1", "fet", kind="choice", options=STATUS),
                                t.paragraph("12"),
                            ),
                        ),
                        t.CollectionRow(
                            "row-2",
                            "",
                            (
                                *cells(field("title-2", placeholder="Nova acció…"), field("status-2", kind="choice")),
                                t.Cell(()),
                            ),
                        ),
                    ),
                ),
                t.Paragraph((t.Text("Vegeu "), t.Link(t.line("objectius"), "#objectius"), t.Text("."))),
                t.Callout((t.paragraph("Parleu-ne."),), "tip", t.line("Consell")),
            ),
            numbered=True,
        ),
    ),
)
