"""The parts of documents have names that house templates can rely on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from interim_method import api
from interim_method.cli.demo_command import jobs
from interim_method.documents.catalog import CATALOG
from interim_method.formats.docx.slots.names import BODY, PIECES
from interim_method.markup import tree as t
from interim_method.markup.parts import INTRODUCTION, part_of, parts_of

NOT_SHOWN_BY_THE_EXAMPLE = {"session-sheet": {"after"}, "quadrants": {"more"}}


def named(blocks: Iterable[t.Block]) -> Iterator[str]:
    for block in blocks:
        cells = block.cells if isinstance(block, t.Grid) else ()
        yield from (one.part for one in (block, *cells) if getattr(one, "part", ""))
        yield from named(t.children(block))


@pytest.fixture(scope="module")
def documents() -> dict[str, list[t.Document]]:
    found: dict[str, list[t.Document]] = {}
    for job in jobs(Path(), ("ca", "en"), (".docx",)):
        arguments = dict(job.arguments)
        name = arguments.pop("document")
        found.setdefault(name, []).append(api.compose(job.subject, name, **arguments))
    return found


def test_the_catalogue_lists_the_parts_of_every_document(documents: dict[str, list[t.Document]]) -> None:
    for entry in CATALOG:
        seen = set()
        for document in documents[entry.name]:
            seen |= set(named(document.blocks))
            seen |= {INTRODUCTION} & set(parts_of(document))
        assert seen == set(entry.parts) - NOT_SHOWN_BY_THE_EXAMPLE.get(entry.name, set()), entry.name
        assert len(set(entry.parts)) == len(entry.parts)


def test_the_page_on_templates_lists_the_parts_of_the_catalogue() -> None:
    page = (Path(__file__).parents[2] / "docs" / "house-templates.md").read_text("utf-8")
    for entry in CATALOG:
        parts = " ".join(f"`{part}`" for part in entry.parts)
        assert f"| {entry.name} | {parts} |" in page


def test_no_part_is_called_as_a_piece_of_every_document() -> None:
    for entry in CATALOG:
        assert not {*PIECES} & {*entry.parts}
        assert not [part for part in entry.parts if part.endswith(BODY)]


def test_everything_in_a_document_is_in_a_part(documents: dict[str, list[t.Document]]) -> None:
    for name, made in documents.items():
        for document in made:
            parts = parts_of(document)
            leading = parts.get(INTRODUCTION, ())
            assert not [b for b in document.blocks if not part_of(b) and b not in leading], name


def test_a_part_is_called_the_same_in_every_language(documents: dict[str, list[t.Document]]) -> None:
    for made in documents.values():
        half = len(made) // 2
        for one, other in zip(made[:half], made[half:], strict=True):
            assert list(parts_of(one)) == list(parts_of(other))


def test_parts_within_parts_are_found_and_cells_are_sections_of_their_own() -> None:
    cell = t.GridCell(t.line("Rols"), (t.paragraph("qui"),), part="roles")
    inner = t.Section(t.line("Dins"), (t.Grid((cell,), part="board"),), id="inner")
    again = t.Section(t.line("Més"), (), id="inner-2", part="outer")
    outer = t.Section(t.line("Fora"), (inner, again), id="outer-1", part="outer")
    found = parts_of(t.Document(title="x", language="ca", blocks=(t.paragraph("abans"), outer)))
    assert found["introduction"] == (t.paragraph("abans"),)
    assert found["outer"] == found["outer-1"] == (outer,)
    assert found["inner-2"] == (again,)
    assert found["roles"] == (t.Section(t.line("Rols"), (t.paragraph("qui"),)),)
    assert found["board"] == (t.Grid((cell,)),)


def test_two_trees_that_say_the_same_are_equal_whatever_their_parts_are_called() -> None:
    assert t.Section((), (), part="a") == t.Section((), (), part="b")
