"""Markdown files: every kind of block, and fields that are found again."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from interim_method.formats.markdown import export
from interim_method.formats.markdown.document import write
from interim_method.formats.markdown.writer import lines_of
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
    return text_of(document(*blocks)).partition("# Pla\n\n")[2]


def text_of(made: t.Document) -> str:
    """What is written for a document, without the note at its end."""
    return "\n".join(lines_of(made)) + "\n"


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
                                *cells(
                                    field("title-2", placeholder="Nova acció…"),
                                    field("status-2", kind="choice"),
                                ),
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


def test_a_document_is_written_as_it_should_look() -> None:
    assert write(PLAN) == GOLDEN.read_text(encoding="utf-8")


def test_an_export_is_utf_8_and_the_same_every_time() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    assert export(Job(given=PLAN), first) == ()
    export(Job(given=PLAN), second)
    assert first.getvalue() == second.getvalue() == write(PLAN).encode()


# --- fields -------------------------------------------------------------------------------------------------------


def test_choices_are_boxes_to_tick_where_there_is_room() -> None:
    several = field("k", "to-do done", kind="choices", options=STATUS)
    assert "- [x] per fer\n- [ ] en curs\n- [x] feta" in body(several)
    many = tuple(t.Option(str(n), f"option {n}") for n in range(8))
    assert "[ ]" not in body(field("k", "3", kind="choice", options=many))
    assert body(t.Table((t.Column(),), (), (t.Row(cells(several)),))).count("[ ]") == 0


def test_a_unit_stands_behind_a_value_that_does_not_say_it() -> None:
    facts = t.Definitions(
        tuple(
            t.Definition(t.line(key), (field(key, value, unit="h"),))
            for key, value in (("a", "12"), ("b", "3 h"))
        ),
        "facts",
    )
    assert body(facts) == (
        "- **a:** <!-- im:a -->12<!-- /im:a --> h\n- **b:** <!-- im:b -->3 h<!-- /im:b -->\n"
    )
    assert body(field("a", "12", unit="h")) == "<!-- im:a -->\n\n12 h\n\n<!-- /im:a -->\n"


# --- every kind of block ------------------------------------------------------------------------------------------

CELL = t.Cell(
    (t.paragraph("a"), t.Items((t.Item((t.paragraph("b"),), checked=True), t.Item((t.paragraph("c"),)))))
)
BOARD = t.Grid(
    (
        t.GridCell(t.line("Sí"), (t.paragraph("un"),)),
        t.GridCell((), (t.paragraph("dos"),)),
        t.GridCell(t.line("No"), (), marked=True),
    )
)
CARDS = t.Collection(
    "cs", "/cs", "Persona", (t.Column(),), (t.line("Qui"),), ("who",),
    (
        t.CollectionRow("r1", "p1", cells(field("w1", "Ada")), t.line("Ada")),
        t.CollectionRow("r2", "", cells(field("w2"))),
    ),
    shape="cards",
)  # fmt: skip
FIGURE = t.Figure(
    "bar", "Hores: 3 de 5.", ("a",), (t.Series("s", (3.0,)),), (t.paragraph("fallback"),), t.line("Hores")
)

KINDS: list[tuple[t.Block, str]] = [
    (t.Section(t.line("A"), (t.Section(t.line("B"), (t.paragraph("x"),)),)), "## A\n\n### B\n\nx\n"),
    (t.Section((), (t.paragraph("x"),)), "x\n"),
    (t.paragraph("x", "lead"), "x\n"),
    (t.paragraph("x?", "question"), "**x?**\n"),
    (t.paragraph("x", "help"), "_x_\n"),
    (t.paragraph("x", "label"), "**x**\n"),
    (t.paragraph("12", "figure"), "**12**\n"),
    (t.paragraph("x", "muted"), "_x_\n"),
    (t.paragraph("x", "caption"), "_x_\n"),
    (t.paragraph("x", "pending"), "_x_\n"),
    (t.Items((t.Item((t.paragraph("x"),), checked=False),)), "- [ ] x\n"),
    (t.Definitions((t.Definition(t.line("A"), (t.paragraph("x"),)),)), "- **A:** x\n"),
    (
        t.Definitions((t.Definition(t.line("A?"), ()), t.Definition(t.line("B"), (t.CodeBlock("x"),)))),
        "- **A?**\n\n- **B:**\n\n  ```\n  x\n  ```\n",
    ),
    (
        t.Table(
            (t.Column(), t.Column("right")),
            (t.Row((t.Cell((t.paragraph("h"),), span=2),)), t.Row(cells(t.paragraph("i"), t.paragraph("j")))),
            (
                t.Row((CELL, t.Cell((t.CodeBlock("x|y"),))), heading=True),
                t.Row(cells(t.paragraph("Total"), t.paragraph("3")), role="total"),
            ),
            caption=t.line("Taula"),
        ),
        "| h |  |\n| --- | --: |\n| **i** | **j** |\n| **a** / ☑ b; c | `x\\|y` |\n| **Total** | **3** |\n\n_Taula_\n",
    ),
    (t.Table((t.Column(),), (), (t.Row(cells(t.paragraph("x"))),)), "|  |\n| --- |\n| x |\n"),
    (BOARD, "## Sí\n\nun\n\ndos\n\n## No\n"),
    (t.Grid(BOARD.cells, role="strip"), "Sí: un · dos · **No**\n"),
    (t.Quote((t.paragraph("x"),), t.line("Ada")), "> x\n>\n> — Ada\n"),
    (t.CodeBlock("x", "py"), "```py\nx\n```\n"),
    (t.Rule(), "___\n"),
    (
        t.Callout((t.paragraph("x"), BOARD), "warning", t.line("T")),
        "> **T**\n>\n> x\n>\n> **Sí**\n>\n> un\n>\n> dos\n>\n> **No**\n",
    ),
    (t.Image("a.png", "x", "y"), '![x](a.png "y")\n'),
    (t.Image("a.png", None, caption=t.line("Foto")), "![](a.png)\n\n_Foto_\n"),
    (FIGURE, "Hores: 3 de 5.\n\nfallback\n\n_Hores_\n"),
    (t.Footnote("n", (t.paragraph("x"),)), "[^n]: x\n"),
    (field("k", "x"), "<!-- im:k -->\n\nx\n\n<!-- /im:k -->\n"),
    (
        CARDS,
        "<!-- im-collection:cs -->\n\n"
        "<!-- im-row:r1 -->\n\n## Ada\n\n- **Qui:** <!-- im:w1 -->Ada<!-- /im:w1 -->\n\n"
        "<!-- im-row:r2 -->\n\n## Persona 2\n\n- **Qui:** <!-- im:w2 -->…<!-- /im:w2 -->\n\n"
        "<!-- /im-collection:cs -->\n",
    ),
    (t.PageBreak(), ""),
    (t.Extension("x", FrozenMap(), (t.paragraph("fallback"),)), "fallback\n"),
]


@pytest.mark.parametrize(("block", "text"), KINDS, ids=lambda value: type(value).__name__)
def test_every_kind_of_block_is_written(block: t.Block, text: str) -> None:
    assert body(block) == text


@pytest.mark.parametrize("block", [block for block, _ in KINDS], ids=lambda value: type(value).__name__)
def test_every_kind_of_block_fits_into_a_cell_with_all_its_words(block: t.Block) -> None:
    text = body(t.Table((t.Column(),), (), (t.Row((t.Cell((block,)),)),)))
    assert len(text.splitlines()) == 3
    words = {
        word
        for inner in t.walk((block,))
        if isinstance(inner, t.Paragraph)
        for word in t.plain(inner.runs).split()
    }
    assert not {word for word in words if word not in text}


def test_every_block_is_one_that_the_tests_know() -> None:
    assert {type(block) for block, _ in KINDS} | {t.Collection} == set(t.Block.__args__)


# --- the whole ----------------------------------------------------------------------------------------------------


def test_numbers_stand_in_headings_and_links_follow_them() -> None:
    def section(title: str, *blocks: t.Block, numbered: bool = True, id: str = "") -> t.Section:
        return t.Section(t.line(title), blocks, id=id, numbered=numbered)

    link = t.Paragraph((t.Link(t.line("there"), "#b2"),))
    text = body(
        section("A", section("B"), section("B", id="b2")), section("Note", numbered=False), section("C", link)
    )
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "## 1. A",
        "### 1.1. B",
        "### 1.2. B",
        "## Note",
        "## 2. C",
    ]
    assert "[there](#12-b)" in text


def test_the_same_heading_twice_has_two_anchors() -> None:
    parts = tuple(t.Section(t.line("B"), (), id=f"b{n}") for n in (1, 2))
    assert "[x](#b-1)" in body(*parts, t.Paragraph((t.Link(t.line("x"), "#b2"),)))


def test_front_matter_quotes_what_yaml_would_take_for_something_else() -> None:
    text = text_of(
        t.Document(
            title='yes: "no" \\ #\u2028\x85',
            blocks=(),
            language="no",
            identity=FrozenMap({"on": "2026-01-01", "a b": "1e3"}),
        )
    )
    assert text.startswith(
        '---\ntitle: "yes: \\"no\\" \\\\ #\\u2028\\u0085"\nlanguage: "no"\nidentity:\n  on: "2026-01-01"\n  "a b": "1e3"\n---\n'
    )


def test_what_is_written_of_plain_text_reads_back_as_the_same_tree() -> None:
    blocks = parse("# A\n\nOne **two**.\n\n- x\n- y\n\n> z\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ne\n```")
    text = text_of(t.Document(title="T", blocks=blocks, language="en")).partition("---\n\n")[2]
    assert parse(text) == (t.Section(t.line("T"), normalise(blocks)),)


def test_an_empty_document_has_its_title() -> None:
    assert text_of(document()) == '---\ntitle: "Pla"\nlanguage: "ca"\n---\n\n# Pla\n'
