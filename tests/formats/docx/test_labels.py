"""The labels of a chart stand clear of its lines."""

from __future__ import annotations

import attrs
import pytest

from formats.docx.tools import root_of, written
from interim_method.formats.docx.labels import Place, label_place
from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.markup import tree

C = f"{{{NAMESPACES['c']}}}"


CURVE = tree.Figure(
    "curve",
    "Puja.",
    ("a", "b", "c", "d"),
    (tree.Series("", (-2, -1, 1, 2), ("molt avall", "avall", "amunt", "molt amunt")),),
    (),
    low=-2,
    high=2,
)


@pytest.mark.parametrize("values", [(-2, -1, 1, 2), (2, 1, -1, -2)])
def test_on_a_slope_a_label_stands_at_the_side_that_the_line_leaves_free(values: tuple[float, ...]) -> None:
    place = label_place(CURVE, [values], 1, values[1], "una paraula llarga")
    rising = values[0] < values[1]
    assert place.across
    # Above and before, or below and behind, where the line rises; the reverse where it falls.
    assert (place.side == "t") == (place.across < 0 if rising else place.across > 0)


def test_a_label_stands_above_a_peak_and_below_a_valley() -> None:
    figure = attrs.evolve(CURVE, low=-4)
    assert label_place(figure, [(0, 2, 0, -1)], 1, 2, "orgull") == Place("t")
    assert label_place(figure, [(1, -2, 1, -1)], 1, -2, "neguit") == Place("b")


def test_the_line_to_compare_with_is_named_where_the_others_are_far_from_it() -> None:
    growing = tree.Figure(
        "line",
        "Puja fins al sostre.",
        ("g", "f", "m", "a"),
        (tree.Series("Fetes", (10, 40, 60, 88)),),
        (),
        reference=("Sostre", 90),
    )
    falling = attrs.evolve(growing, series=(tree.Series("Fetes", (88, 60, 40, 10)),))

    def named(figure: tree.Figure) -> int:
        root = root_of(
            written(tree.Document(title="T", language="ca", blocks=(figure,))), "word/charts/chart1.xml"
        )
        (label,) = [e for e in root.iter(f"{C}dLbl") if "Sostre" in "".join(e.itertext())]
        return int(label.find(f"{C}idx").get("val"))

    assert named(growing) == 1
    assert named(falling) == 3


def test_a_bar_that_ends_just_below_the_line_to_compare_with_has_its_label_above_that() -> None:
    figure = tree.Figure(
        "bar",
        "Dues barres.",
        ("a", "b"),
        (tree.Series("Hores", (87.5, 61)),),
        (),
        reference=("Previstes", 90),
    )
    root = root_of(
        written(tree.Document(title="T", language="ca", blocks=(figure,))), "word/charts/chart1.xml"
    )
    own = {
        "".join(e.itertext()): float(e.find(f"{C}layout/{C}manualLayout/{C}y").get("val")) < 0
        for e in root.find(f".//{C}barChart").iter(f"{C}dLbl")
    }
    assert own == {"87,5": True}
