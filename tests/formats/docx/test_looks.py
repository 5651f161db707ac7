"""Charts hold their numbers, contents their pages, boards their places."""

from __future__ import annotations

import io
import zipfile

import attrs
import pytest
from lxml import etree

from formats.docx.lint import W, defects
from formats.docx.tools import part, root_of, texts_of, written
from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.markup import tree

C = f"{{{NAMESPACES['c']}}}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def simple(*blocks: tree.Block, **more: str) -> tree.Document:
    return tree.Document(title="Títol", language="ca", blocks=blocks, **more)


FIGURE = tree.Figure(
    "bar",
    "El febrer és el més alt.",
    ("gener", "febrer & març"),
    (tree.Series("Hores", (1.5, 3)), tree.Series("Previst", (2, None))),
    (tree.paragraph("la taula"),),
    reference=("Sostre", 4.0),
)


def test_a_chart_draws_the_figures_and_keeps_them_in_a_workbook_for_editing() -> None:
    file = written(simple(FIGURE))
    chart = root_of(file, "word/charts/chart1.xml")
    drawn = [[v.text for v in values.iter(C + "v")] for values in chart.iter(C + "numCache")]
    assert drawn == [["1.5", "3"], ["2"], ["4", "4"]]
    book = zipfile.ZipFile(io.BytesIO(part(file, "word/embeddings/Microsoft_Excel_Sheet1.xlsx")))
    sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = [["".join(c.itertext()) for c in row.iter(SHEET + "c")] for row in sheet.iter(SHEET + "row")]
    assert rows == [
        ["", "Hores", "Previst", "Sostre"],
        ["gener", "1.5", "2", "4"],
        ["febrer & març", "3", "4"],
    ]


def test_the_cells_that_a_chart_refers_to_hold_what_it_draws() -> None:
    file = written(simple(FIGURE))
    book = zipfile.ZipFile(io.BytesIO(part(file, "word/embeddings/Microsoft_Excel_Sheet1.xlsx")))
    sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    cells = {c.get("r"): "".join(c.itertext()) for c in sheet.iter(SHEET + "c")}
    for reference in root_of(file, "word/charts/chart1.xml").iter(C + "numRef"):
        column = reference.findtext(C + "f").split("$")[1]
        for point in reference.iter(C + "pt"):
            assert cells[f"{column}{int(point.get('idx')) + 2}"] == point.findtext(C + "v")


def test_a_chart_says_in_words_what_it_shows_and_its_table_stands_below() -> None:
    file = written(simple(FIGURE))
    (drawing,) = root_of(file).iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )
    assert drawing.get("descr") == FIGURE.alt
    text = "".join(texts_of(file))
    assert FIGURE.alt in text
    assert "la taula" in text


@pytest.mark.parametrize("series", [(), (tree.Series("res", (None, None)),), (tree.Series("res", ()),)])
def test_a_figure_with_nothing_to_draw_is_its_words_and_its_table(series: tuple[tree.Series, ...]) -> None:
    file = written(simple(attrs.evolve(FIGURE, series=series, reference=None)))
    assert "word/charts/chart1.xml" not in zipfile.ZipFile(io.BytesIO(file)).namelist()
    assert "la taula" in "".join(texts_of(file))
    assert defects(file) == []


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
