"""Charts are Word's own: they hold their numbers, say what they show, and can be read in print in black."""

from __future__ import annotations

import io
import itertools
import zipfile
from datetime import date
from typing import Any

import attrs
import pytest
from lxml import etree

from formats.docx.lint import W, defects
from formats.docx.tools import part, root_of, texts_of, written
from interim_method.formats.docx import write
from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.markup import tree
from interim_method.model.finding import Finding

C = f"{{{NAMESPACES['c']}}}"
A = f"{{{NAMESPACES['a']}}}"
WP = f"{{{NAMESPACES['wp']}}}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BOOK = "word/embeddings/Microsoft_Excel_Sheet1.xlsx"

STAGES = ("Problema", "Consciència", "Voler")
FIGURE = tree.Figure(
    "bar",
    "El febrer és el més alt.",
    ("gener", "febrer & març"),
    (tree.Series("Hores", (1.5, 3)), tree.Series("Previst", (2, None))),
    (tree.paragraph("la taula"),),
    reference=("Sostre", 4.0),
)
PLANNED = tree.Figure(
    "timeline",
    "El segon pas no s'ha fet.",
    ("un", "dos"),
    (
        tree.Series("inici previst", (date(2026, 1, 12).toordinal(), date(2026, 3, 1).toordinal())),
        tree.Series("previst", (date(2026, 2, 28).toordinal(), None), ("gener i febrer", "1 de març")),
        tree.Series("inici real", (date(2026, 1, 19).toordinal(), None)),
        tree.Series("fet", (date(2026, 3, 4).toordinal(), None), ("fins al 4 de març", "")),
    ),
    (tree.paragraph("la taula"),),
)
MOVED = tree.Figure(
    "movement",
    "Problema: 4 → 5; Consciència: 3 → 3; Voler: 4 → 2.",
    STAGES,
    (tree.Series("inici", (4, 3, 4)), tree.Series("final", (5, 3, 2))),
    (),
    low=1,
    high=5,
)
CURVE = tree.Figure(
    "curve",
    "Baixa i torna a pujar.",
    STAGES,
    (tree.Series("Emoció", (0, -2, 1), ("0", "−2 · neguit", "+1")),),
    (),
    low=-2,
    high=2,
    ends=("−2 angoixa", "+2 alegria"),
)


def simple(*blocks: tree.Block, language: str = "ca") -> tree.Document:
    return tree.Document(title="Títol", language=language, blocks=blocks)


def chart_of(figure: tree.Figure, language: str = "ca") -> Any:
    return root_of(written(simple(figure, language=language)), "word/charts/chart1.xml")


def sheet_of(file: bytes) -> Any:
    book = zipfile.ZipFile(io.BytesIO(part(file, BOOK)))
    return etree.fromstring(book.read("xl/worksheets/sheet1.xml"))


def findings_of(figure: tree.Figure) -> tuple[Finding, ...]:
    return write(simple(figure), io.BytesIO())


def name_of(series: Any) -> str:
    return "".join(series.find(f"{C}tx//{C}strCache").itertext())


# --- numbers and their workbook -----------------------------------------------------------------------------------


def test_a_chart_draws_the_figures_and_keeps_them_in_a_workbook_for_editing() -> None:
    file = written(simple(FIGURE))
    chart = root_of(file, "word/charts/chart1.xml")
    drawn = [[v.text for v in values.iter(C + "v")] for values in chart.iter(C + "numCache")]
    assert drawn == [["1.5", "3"], ["2"], ["4", "4"]]
    rows = [
        ["".join(c.itertext()) for c in row.iter(SHEET + "c")] for row in sheet_of(file).iter(SHEET + "row")
    ]
    assert rows == [
        ["", "Hores", "Previst", "Sostre"],
        ["gener", "1.5", "2", "4"],
        ["febrer & març", "3", "4"],
    ]


@pytest.mark.parametrize("figure", [FIGURE, PLANNED, MOVED, CURVE])
def test_the_cells_that_a_chart_refers_to_hold_what_it_draws(figure: tree.Figure) -> None:
    file = written(simple(figure))
    cells = {c.get("r"): c for c in sheet_of(file).iter(SHEET + "c")}
    seen = 0
    for kind in ("numRef", "strRef"):
        for reference in root_of(file, "word/charts/chart1.xml").iter(C + kind):
            _, column, first = reference.findtext(C + "f").replace(":", "$").split("$")[:3]
            for point in reference.iter(C + "pt"):
                cell = cells[f"{column}{int(first) + int(point.get('idx'))}"]
                value = cell.find(SHEET + "v")
                assert ("".join(cell.itertext()) if value is None else value.text) == point.findtext(C + "v")
                seen += 1
    assert seen > len(figure.categories)


def test_days_in_the_workbook_are_dates_and_what_follows_from_others_is_reckoned() -> None:
    dated = [c for c in sheet_of(written(simple(PLANNED))).iter(SHEET + "c") if c.get("s") == "2"]
    # 12 January 2026 as spreadsheets count the days.
    assert [c.findtext(SHEET + "v") for c in dated] == ["46034", "46041", "46082"]
    reckoned = [
        c for c in sheet_of(written(simple(MOVED))).iter(SHEET + "c") if c.find(SHEET + "f") is not None
    ]
    assert [(c.get("r"), c.findtext(SHEET + "f"), c.findtext(SHEET + "v")) for c in reckoned][:2] == [
        ("D2", "MAX(C2-B2,0)", "1"),
        ("E2", "MAX(B2-C2,0)", "0"),
    ]


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert written(simple(PLANNED, MOVED)) == written(simple(PLANNED, MOVED))


# --- words --------------------------------------------------------------------------------------------------------


def test_a_chart_says_what_it_shows_to_who_does_not_see_it_and_its_table_stands_below() -> None:
    file = written(simple(attrs.evolve(FIGURE, caption=tree.line("Hores per mes"))))
    (drawing,) = root_of(file).iter(WP + "docPr")
    assert drawing.get("descr") == FIGURE.alt
    assert drawing.get("title") == "Hores per mes"
    texts = [t for t in texts_of(file) if t.strip()]
    assert texts.index("Hores per mes") < texts.index("la taula")


@pytest.mark.parametrize("series", [(), (tree.Series("res", (None, None)),), (tree.Series("res", ()),)])
@pytest.mark.parametrize("kind", ["bar", "line", "curve", "dots", "movement", "timeline"])
def test_a_figure_with_nothing_to_draw_is_its_words_and_its_table(
    kind: Any, series: tuple[tree.Series, ...]
) -> None:
    file = written(simple(attrs.evolve(FIGURE, kind=kind, series=series, reference=None)))
    assert "word/charts/chart1.xml" not in zipfile.ZipFile(io.BytesIO(file)).namelist()
    text = "".join(texts_of(file))
    assert FIGURE.alt in text
    assert "la taula" in text
    assert defects(file) == []


@pytest.mark.parametrize(
    "figure",
    [
        attrs.evolve(FIGURE, categories=tuple("abcdefghij" * 6), reference=None),
        attrs.evolve(MOVED, categories=tuple("abcdefghij" * 6)),
        attrs.evolve(
            PLANNED,
            categories=tuple("abcdefghij" * 6),
            series=tuple(tree.Series("d", (739000.0 + n,) * 60) for n in (0, 9)),
        ),
    ],
)
def test_more_bars_than_can_be_read_stay_a_table_and_a_finding_says_so(figure: tree.Figure) -> None:
    (finding,) = findings_of(figure)
    assert finding.rule == "figure-as-table"
    assert "60" in finding.message


def test_a_wall_of_dots_is_its_table() -> None:
    wall = attrs.evolve(FIGURE, kind="dots", reference=None)
    assert "word/charts/chart1.xml" not in zipfile.ZipFile(io.BytesIO(written(simple(wall)))).namelist()
    assert findings_of(wall) == ()


@pytest.mark.parametrize(("language", "mark"), [("ca", "[$-403]"), ("es", "[$-C0A]"), ("en", "[$-809]")])
def test_numbers_and_months_of_a_chart_are_written_as_in_its_language(language: str, mark: str) -> None:
    for figure in (FIGURE, PLANNED):
        chart = chart_of(figure, language)
        assert chart.find(f"{C}lang").get("val").startswith(language)
        formats = {f.get("formatCode") for f in chart.iter(C + "numFmt")} - {"General"}
        assert formats
        assert all(code.startswith(mark) for code in formats)


def test_labels_have_the_decimals_that_the_numbers_need_and_their_unit() -> None:
    def shown(*values: float) -> set[str]:
        figure = tree.Figure("bar", "x", ("a", "b"), (tree.Series("n", values),), (), unit="h")
        return {f.get("formatCode") for f in chart_of(figure).iter(C + "numFmt")} - {"General"}

    assert shown(8, 90) == {'[$-403]#,##0"\u00a0h"'}
    assert shown(8, 87.5) == {'[$-403]#,##0.0"\u00a0h"'}
    assert shown(1 / 3, 1) == {'[$-403]#,##0.00"\u00a0h"'}
    assert shown(3e15, 1) == {'[$-403]0.0E+00"\u00a0h"'}


# --- how they are drawn -------------------------------------------------------------------------------------------


def test_charts_have_no_legend_no_grid_and_no_depth() -> None:
    for figure in (FIGURE, PLANNED, MOVED, CURVE):
        chart = chart_of(figure)
        for name in ("legend", "majorGridlines", "view3D"):
            assert not list(chart.iter(C + name))


def test_bars_begin_at_zero_unless_some_are_below_it() -> None:
    high = attrs.evolve(FIGURE, series=(tree.Series("n", (90, 100)),), reference=None)
    assert [m.get("val") for m in chart_of(high).iter(C + "min")] == ["0"]
    below = attrs.evolve(FIGURE, series=(tree.Series("n", (-90, 100)),), reference=None)
    assert not list(chart_of(below).iter(C + "min"))


def test_bars_lie_beside_their_names_and_stand_where_there_is_a_line_to_compare_with() -> None:
    def direction(figure: tree.Figure) -> str:
        return str(next(chart_of(figure).iter(C + "barDir")).get("val"))

    assert direction(FIGURE) == "col"
    assert direction(attrs.evolve(FIGURE, reference=None)) == "bar"


def test_series_differ_in_more_than_colour() -> None:
    bars = list(chart_of(attrs.evolve(FIGURE, reference=None)).iter(C + "ser"))
    fills = [next(s.find(f"{C}spPr").iter(A + "srgbClr")).get("val") for s in bars]
    # What was foreseen is hollow, what was done is full.
    assert fills[0] == "FFFFFF" != fills[1]
    three = tuple(tree.Series(n, (k, 1, 2)) for k, n in enumerate("xyz"))
    drawn = list(chart_of(attrs.evolve(CURVE, series=three)).iter(C + "ser"))
    dashes = {s.find(f"{C}spPr//{A}prstDash").get("val") for s in drawn}
    marks = {s.find(f"{C}marker/{C}symbol").get("val") for s in drawn}
    assert len(dashes) == len(marks) == 3


def test_several_series_are_named_at_their_lines_and_bars() -> None:
    bars = chart_of(attrs.evolve(FIGURE, reference=None))
    for series in bars.iter(C + "ser"):
        assert [label.find(C + "showSerName").get("val") for label in series.iter(C + "dLbl")] == ["1"]
    three = tuple(tree.Series(name, (k, 1, 2)) for k, name in enumerate(("Marta", "Joan", "Pau")))
    curves = chart_of(attrs.evolve(CURVE, series=three))
    assert {
        name_of(s): ["".join(label.itertext()) for label in s.iter(C + "dLbl")]
        for s in curves.iter(C + "ser")
    } == {
        "Marta": ["Marta"],
        "Joan": ["Joan"],
        "Pau": ["Pau"],
    }


def test_the_curve_is_smooth_over_its_zero_line_and_the_axis_says_what_its_ends_mean() -> None:
    chart = chart_of(CURVE)
    assert [s.get("val") for s in chart.iter(C + "smooth")] == ["1"]
    axis = chart.find(f".//{C}valAx")
    assert axis.find(C + "numFmt").get("formatCode") == '[=-2]"−2 angoixa";[=2]"+2 alegria";""'
    low, high, step = (
        float(axis.find(path).get("val"))
        for path in (f"{C}scaling/{C}min", f"{C}scaling/{C}max", C + "majorUnit")
    )
    # There is room beyond the ends for labels, and the marks of the axis meet both.
    assert low < -2 < 2 < high
    assert (-2 - low) % step == (2 - low) % step == 0
    assert chart.find(f".//{C}catAx/{C}crosses").get("val") == "autoZero"


def test_a_movement_has_a_line_from_before_to_now_and_one_label_where_nothing_moved() -> None:
    before, now = chart_of(MOVED).iter(C + "ser")
    ways = [[v.text for v in before.find(f"{C}errBars/{C}{way}").iter(C + "v")] for way in ("plus", "minus")]
    assert ways == [["1", "0", "0"], ["0", "0", "2"]]
    labelled = [[label.find(C + "idx").get("val") for label in s.iter(C + "dLbl")] for s in (before, now)]
    assert labelled == [["0", "2"], ["0", "1", "2"]]
    named = [
        [label.find(C + "showSerName").get("val") for label in s.iter(C + "dLbl")] for s in (before, now)
    ]
    assert named == [["1", "0"], ["1", "0", "0"]]


def test_a_timeline_has_a_row_for_each_bar_and_its_words_beside_it() -> None:
    chart = chart_of(PLANNED)
    first = next(chart.iter(C + "ser"))
    assert [v.text or "" for v in first.find(f"{C}cat").iter(C + "v")] == ["un", "", "dos"]
    lengths = {
        name_of(s): {p.get("idx"): p.findtext(C + "v") for p in s.find(f"{C}val").iter(C + "pt")}
        for s in chart.iter(C + "ser")
    }
    # Both days of a bar belong to it; one with a single day is that day.
    assert lengths["previst"] == {"0": "48", "2": "1"}
    assert lengths["fet"] == {"1": "45"}
    said = ["".join(label.find(C + "tx").itertext()) for label in chart.iter(C + "dLbl")]
    assert said == ["gener i febrer", "1 de març", "fins al 4 de març"]
    invisible = [s for s in chart.iter(C + "ser") if s.find(f"{C}spPr/{A}noFill") is not None]
    assert [name_of(s) for s in invisible] == ["inici previst", "inici real"]


def test_the_months_of_a_timeline_are_named_in_their_middle_so_that_none_is_missed() -> None:
    long = attrs.evolve(
        PLANNED,
        series=(
            tree.Series("i", (date(2025, 9, 1).toordinal(),) * 2),
            tree.Series("f", (date(2027, 8, 31).toordinal(),) * 2),
        ),
    )
    axis = chart_of(long).find(f".//{C}valAx")
    low, high = (float(axis.find(f"{C}scaling/{C}{end}").get("val")) for end in ("min", "max"))
    step = float(axis.find(C + "majorUnit").get("val"))
    days = [date.fromordinal(693594 + int(low + n * step)) for n in range(int((high - low) / step) + 1)]
    months = [day.year * 12 + day.month for day in days]
    apart = {b - a for a, b in itertools.pairwise(months)}
    assert len(apart) == 1
    assert len(days) <= 10


# --- over a table -------------------------------------------------------------------------------------------------


def table(*heads: str, widths: tuple[float, ...]) -> tree.Table:
    def row(*texts: str) -> tree.Row:
        return tree.Row(tuple(tree.Cell((tree.paragraph(text),)) for text in texts))

    return tree.Table(
        tuple(tree.Column(width=w) for w in widths),
        (row(*heads),),
        (row(*("x" for _ in heads)),),
        title="Taula",
    )


def field_of(chart: Any) -> tuple[float, float]:
    layout = chart.find(f".//{C}plotArea/{C}layout/{C}manualLayout")
    x, w = (float(layout.find(C + name).get("val")) for name in "xw")
    return x, x + w


def test_a_chart_over_a_table_has_the_edges_of_the_columns_that_its_categories_name() -> None:
    below = table("", *STAGES, "Encallades a", widths=(2, 1, 1, 1, 3))
    file = written(simple(attrs.evolve(MOVED, fallback=(below,), over=True)))
    edges = [int(w.get(W + "w")) for w in root_of(file).iter(W + "gridCol")]
    left, right = field_of(root_of(file, "word/charts/chart1.xml"))
    assert left == pytest.approx(sum(edges[:1]) / sum(edges), abs=1e-4)
    assert right == pytest.approx(sum(edges[:4]) / sum(edges), abs=1e-4)


def test_categories_are_named_by_the_table_where_it_is_close_and_by_the_chart_where_it_may_be_on_the_next_page() -> (
    None
):
    def named(fallback: tree.Block) -> bool:
        file = written(simple(attrs.evolve(MOVED, fallback=(fallback,), over=True)))
        kept = next(p for p in root_of(file).iter(W + "p") if p.find(f".//{WP}docPr") is not None)
        names = (
            root_of(file, "word/charts/chart1.xml").find(f".//{C}catAx/{C}tickLblPos").get("val") != "none"
        )
        assert names == (kept.find(f"{W}pPr/{W}keepNext") is None)
        return bool(names)

    low = table("", *STAGES, widths=(2, 1, 1, 1))
    assert not named(low)
    assert named(attrs.evolve(low, rows=low.rows * 20))
    answer = tree.Row((*low.rows[0].cells[:3], tree.Cell((tree.Field("k", "/a", "markdown", "x"),))))
    assert named(attrs.evolve(low, rows=(answer,)))


def test_all_rows_of_a_low_table_stay_on_the_page_of_their_chart() -> None:
    low = table("", *STAGES, widths=(2, 1, 1, 1))
    file = written(simple(attrs.evolve(MOVED, fallback=(attrs.evolve(low, rows=low.rows * 4),), over=True)))
    kept = [
        [p.find(f".//{W}keepNext") is not None for p in row.iter(W + "p")]
        for row in root_of(file).iter(W + "tr")
    ]
    assert [all(row) for row in kept] == [True, True, True, True, False]
    assert not any(kept[-1])


def test_a_chart_names_its_categories_where_no_table_does() -> None:
    other = table("", "altres", "noms", "que no", widths=(2, 1, 1, 1))
    for fallback in ((), (other,), (tree.paragraph("la taula"),)):
        chart = chart_of(attrs.evolve(MOVED, fallback=fallback, over=True))
        assert chart.find(f".//{C}catAx/{C}tickLblPos").get("val") == "low"


# --- what nobody thought of ---------------------------------------------------------------------------------------

NASTY = (
    (("a", "b", "c"), ((-5, 3, None), (2, -4, 1))),
    (("sola",), ((3,),)),
    (("nom llarg " * 30, "curt & <b>"), ((3, 1),)),
    (("a", "b"), ((1e300, -2e300),)),
    (("a", "b"), ((float("inf"), float("nan")), (1, 2))),
    (("a", "b"), ((0, 0),)),
    (tuple(f"Setmana {n}" for n in range(60)), (tuple(float(n) for n in range(60)),)),
    (("المشكلة", "الوعي"), ((1, 2), (3, 4))),
    (("a\x00b", "c\ud800"), ((0.0001, 0.0002),)),
    (("a", "a", ""), ((1, 2, 3), (1, 2), ())),
)


@pytest.mark.parametrize("kind", ["bar", "line", "curve", "dots", "movement", "timeline"])
@pytest.mark.parametrize("nasty", NASTY)
def test_no_figure_breaks_the_file(kind: Any, nasty: Any) -> None:
    categories, values = nasty
    series = tuple(tree.Series(f"s{n}", v, ("una etiqueta",)) for n, v in enumerate(values))
    for more in ({}, {"low": -2.0, "high": 2.0}, {"reference": ("línia", 2.5), "low": 0.0}):
        figure = tree.Figure(kind, "alt", categories, series, (), **more)
        file = written(simple(figure))
        assert defects(file) == []
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            for name in archive.namelist():
                if name.endswith("chart1.xml"):
                    values_drawn = [
                        float(v.text)
                        for v in etree.fromstring(archive.read(name)).iter(C + "v")
                        if _is_number(v)
                    ]
                    assert all(abs(v) < float("inf") for v in values_drawn)


def _is_number(value: Any) -> bool:
    return bool(value.getparent().getparent().tag == C + "numCache")
