"""Heads, tables and strips take the room that they need, and pages end where their text does."""

from __future__ import annotations

from typing import Any

from formats.docx.lint import W
from formats.docx.tools import root_of, written
from interim_method.formats.docx.look import PORTRAIT
from interim_method.markup import tree


def simple(*blocks: tree.Block, **more: Any) -> tree.Document:
    return tree.Document(title="Títol", language="ca", blocks=blocks, **more)


def test_a_sign_leads_from_each_stage_of_a_strip_to_the_next() -> None:
    cells = tuple(tree.GridCell(tree.line(n), (), stage=n) for n in ("problem", "want", "can"))
    (row,) = root_of(written(simple(tree.Grid(cells, columns=3, role="strip")))).iter(W + "tr")
    assert ["".join(c.itertext()) for c in row.iter(W + "tc")] == ["problem", "❯", "want", "❯", "can"]


def test_a_lying_page_begins_with_its_facts_beside_the_title_and_the_strip_below() -> None:
    strip = tree.Grid(
        (tree.GridCell(tree.line("Fer"), (), stage="do", marked=True),), columns=1, role="strip"
    )
    file = written(
        simple(tree.paragraph("x"), orientation="landscape", strip=strip, facts=(("Data", "avui"),))
    )
    head, band = root_of(file).iter(W + "tbl")
    assert ["".join(c.itertext()) for c in head.iter(W + "tc")] == ["Títol", "Data: avui"]
    assert "".join(band.itertext()) == "● Fer"


def test_the_labels_of_facts_take_at_most_three_tenths_of_the_width() -> None:
    facts = tree.Definitions(
        tuple(tree.Definition(tree.line(label), (tree.paragraph("x"),)) for label in ("Breu", "Llarg " * 20)),
        role="facts",
    )
    columns = [int(c.get(W + "w")) for c in root_of(written(simple(facts))).iter(W + "gridCol")]
    assert columns[0] <= sum(columns) * 0.3


def table_width(*rows: tuple[str, str], field: bool = False) -> int:
    def cell(text: str) -> tree.Cell:
        return tree.Cell(
            (tree.Field("k", "/k", "text", "K") if field and text == "?" else tree.paragraph(text),)
        )

    table = tree.Table(
        (tree.Column(width=4), tree.Column(holds="number")),
        (tree.Row((cell("Prioritat"), cell("Punts"))),),
        tuple(tree.Row((cell(a), cell(b))) for a, b in rows),
    )
    return sum(int(c.get(W + "w")) for c in root_of(written(simple(table))).iter(W + "gridCol"))


def test_a_table_of_names_with_a_number_each_is_as_wide_as_they_need() -> None:
    full = table_width(("paraula " * 20, "7"))
    assert full == PORTRAIT.text_width
    assert table_width(("Manca de temps", "7"), ("Por", "3")) < full / 2
    assert table_width(("?", "7"), field=True) == full


def test_a_break_that_nothing_follows_leaves_no_empty_page() -> None:
    table = tree.Table((tree.Column(),), (), (tree.Row((tree.Cell((tree.paragraph("x"),)),)),), role="facts")
    lying = tree.Section(tree.line("Tauler"), (table,), orientation="landscape")
    file = written(
        simple(table, tree.PageBreak(), tree.PageBreak(), tree.paragraph("y"), lying, tree.PageBreak())
    )
    root = root_of(file)
    assert len(list(root.iter(W + "pageBreakBefore"))) == 1


def test_below_a_table_that_ends_a_page_is_no_room_that_could_begin_another() -> None:
    row = tree.Row((tree.Cell((tree.paragraph("x"),)),))
    table = tree.Table((tree.Column(),), (row,), (row,))
    lying = tree.Section(tree.line("Tauler"), (table,), orientation="landscape")
    root = root_of(written(simple(table, tree.PageBreak(), table, lying)))
    rooms = [
        t.getnext().find(f"{W}pPr/{W}spacing") for t in root.iter(W + "tbl") if t.getnext().tag == W + "p"
    ]
    assert rooms == [None] * 3


def test_no_row_stands_alone_on_its_page_and_no_header_without_rows() -> None:
    def row(text: str) -> tree.Row:
        return tree.Row((tree.Cell((tree.paragraph(text),)),) * 2)

    table = tree.Table((tree.Column(),) * 2, (row("cap"),), tuple(row(text) for text in "abcd"))
    keeping = [
        ["".join(r.itertext()), sum(1 for _ in r.iter(W + "keepNext"))]
        for r in root_of(written(simple(table))).iter(W + "tr")
    ]
    assert keeping == [["capcap", 2], ["aa", 2], ["bb", 0], ["cc", 2], ["dd", 0]]


def test_a_card_has_its_labels_over_their_values_and_short_ones_beside_each_other() -> None:
    said = (("Qui", "Anna"), ("Fins al", "20/3/2026"), ("Cost", "0 €"), ("Après", "llarg " * 20))
    entries = tuple(tree.Definition(tree.line(a), (tree.paragraph(b),)) for a, b in said)
    rows = list(root_of(written(simple(tree.Definitions(entries, role="card")))).iter(W + "tr"))
    cells = [
        ["|".join("".join(p.itertext()) for p in c.iter(W + "p")) for c in r.iter(W + "tc")] for r in rows
    ]
    assert cells == [["Qui|Anna", "Fins al|20/3/2026", "Cost|0 €"], ["Après|" + "llarg " * 20]]
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in rows[0].iter(W + "p"))
    assert not list(rows[1].iter(W + "keepNext"))


def test_a_box_with_a_bar_ends_where_the_text_does() -> None:
    root = root_of(written(simple(tree.Callout((tree.paragraph("x"),), "next"))))
    (table,) = root.iter(W + "tbl")
    bar = int(table.find(f".//{W}tcBorders/{W}left").get(W + "sz"))
    # Half of the bar, in eighths of a point, lies within the margin and pushes the box by as much.
    assert int(table.find(f"{W}tblPr/{W}tblW").get(W + "w")) + bar * 20 // 16 == PORTRAIT.text_width


def test_five_facts_stand_in_two_even_lines() -> None:
    facts = tuple((str(n), "x") for n in range(5))
    (table,) = root_of(written(simple(facts=facts))).iter(W + "tbl")
    assert [len(list(r.iter(W + "tc"))) for r in table.iter(W + "tr")] == [3, 3]
