"""Contents hold their pages, boards their places."""

from __future__ import annotations

import attrs

from formats.docx.lint import W, defects
from formats.docx.tools import part, root_of, texts_of, written
from interim_method.markup import tree


def simple(*blocks: tree.Block, **more: str) -> tree.Document:
    return tree.Document(title="Títol", language="ca", blocks=blocks, **more)


def contents_of(file: bytes) -> dict[str, int]:
    """The entries of the table of contents with the pages that they show."""
    found = {}
    for paragraph in root_of(file).iter(W + "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(W + "val") in ("TOC1", "TOC2", "TOC3"):
            *words, page = [t.text for t in paragraph.iter(W + "t")]
            found["".join(words)] = int(page)
    return found


def test_the_contents_show_the_page_of_every_section_that_begins_one() -> None:
    sections = tuple(
        tree.Section(tree.line(f"S{n}"), (tree.paragraph("text"),), new_page=n > 0) for n in range(5)
    )
    assert contents_of(written(simple(*sections, contents_title="Continguts"))) == {
        f"S{n}": n + 1 for n in range(5)
    }


def test_the_contents_count_cover_turned_pages_and_text_that_runs_on(sample_document: tree.Document) -> None:
    found = contents_of(written(attrs.evolve(sample_document, cover=True)))
    assert list(found.values()) == sorted(found.values())
    # A cover and the contents come before it.
    assert found["1\u2002On som"] == 3
    long = tree.Section(tree.line("Llarg"), tuple(tree.paragraph("paraula " * 120) for _ in range(40)))
    last = tree.Section(tree.line("Final"), (tree.paragraph("x"),))
    pages = contents_of(written(simple(long, last, contents_title="Continguts")))
    # 40 paragraphs of 960 letters: about ten lines each, about 47 lines a page.
    assert 7 <= pages["Final"] <= 10


def test_a_board_has_its_cells_at_their_places_and_rows_high_enough_for_a_hand() -> None:
    cells = (
        tree.GridCell(tree.line("a"), (), 1, 1, 1, 2),
        tree.GridCell(tree.line("b"), (), 2, 1),
        tree.GridCell(tree.line("c"), (), 2, 2),
        tree.GridCell(tree.line("d"), (), 1, 3, 2, 1),
    )
    root = root_of(written(simple(tree.Grid(cells, columns=2, minimum=30))))
    rows = list(root.iter(W + "tr"))
    assert [["".join(c.itertext()) for c in row.iter(W + "tc")] for row in rows] == [
        ["a", "b"],
        ["", "c"],
        ["d"],
    ]
    assert {row.find(f"{W}trPr/{W}trHeight").get(W + "val") for row in rows} == {"1701"}


def test_an_empty_field_has_the_room_that_its_lines_need() -> None:
    field = tree.Field("k", "/a", "text", "Nom", lines=5)
    (row,) = root_of(written(simple(field))).iter(W + "tr")
    # Five lines of 8 mm, in twentieths of a point.
    assert int(row.find(f"{W}trPr/{W}trHeight").get(W + "val")) >= 5 * 453


def test_colour_never_stands_alone_in_a_strip() -> None:
    cells = tuple(
        tree.GridCell(tree.line(n), (), stage=n, marked=n == "want") for n in ("problem", "want", "can")
    )
    text = "".join(texts_of(written(simple(tree.Grid(cells, columns=3, role="strip")))))
    assert "● want" in text
    assert text.count("●") == 1


def test_code_in_coloured_text_has_no_shading_that_would_hide_it() -> None:
    cell = tree.GridCell((tree.Code("x"),), (), stage="want", marked=True)
    file = written(simple(tree.Grid((cell,), columns=1, role="strip")))
    assert defects(file) == []
    assert (
        "<w:shd" not in part(written(simple(tree.Paragraph((tree.Code("x"),)))), "word/document.xml").decode()
    )
