"""The labels of a chart stand clear of its lines and of each other."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pytest

from formats.docx.tools import root_of, written
from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.formats.writing.labels import Box, Place, Room, broken, place
from interim_method.markup import tree

C = f"{{{NAMESPACES['c']}}}"

ROOM = Room(step=110, up=30, low=-2, high=2, above=20, below=20)
WORDS = (80.0, 10.0)


def placed(values: Sequence[float | None], at: int, room: Room = ROOM, taken: Sequence[Box] = ()) -> Place:
    return place(room, len(values), [values], at, values[at] or 0, WORDS, taken)[0]


@pytest.mark.parametrize("smooth", [False, True])
@pytest.mark.parametrize("values", [(-2, -1, 1, 2), (2, 1, -1, -2)])
def test_on_a_slope_a_label_stands_at_the_side_that_the_line_leaves_free(
    values: tuple[float, ...], smooth: bool
) -> None:
    found = placed(values, 1, ROOM._replace(smooth=smooth))
    rising = values[0] < values[1]
    assert found.across
    # Above and before, or below and behind, where the line rises; the reverse where it falls.
    assert (found.side == "t") == (found.across < 0 if rising else found.across > 0)


def test_a_label_stands_above_a_peak_and_below_a_valley() -> None:
    room = ROOM._replace(low=-4)
    assert placed((0, 2, 0, -1), 1, room) == Place("t")
    assert placed((1, -2, 1, -1), 1, room) == Place("b")


def test_a_label_keeps_away_from_one_that_is_there() -> None:
    values = (0, 1, 0)
    first, box = place(ROOM, 3, [values], 1, 1, WORDS, ())
    assert first == Place("t")
    second, other = place(ROOM, 3, [values], 1, 1, WORDS, (box,))
    assert second != first
    assert (
        other.right <= box.left
        or other.left >= box.right
        or other.top <= box.bottom
        or other.bottom >= box.top
    )


def test_a_label_stays_within_the_chart() -> None:
    _, box = place(ROOM, 2, [(2, 0)], 0, 2, (130.0, 10.0), ())
    assert box.left >= 0
    assert box.top <= 4 * ROOM.up + ROOM.above


def test_a_label_that_is_too_long_is_broken_between_words_and_cut_after_its_lines() -> None:
    assert broken("curt", 60) == ("curt",)
    lines = broken("una etiqueta molt llarga que algú ha escrit sense pensar", 80, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert broken("aclaparadorament", 20) == ("aclaparadorament",)


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
        (series,) = [
            e for e in root.iter(f"{C}ser") if "".join(e.find(f"{C}tx//{C}strCache").itertext()) == "Sostre"
        ]
        (label,) = series.iter(f"{C}dLbl")
        assert label.find(f"{C}showSerName").get("val") == label.find(f"{C}showVal").get("val") == "1"
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
    moved = {
        label.find(f"{C}idx").get("val"): float(label.find(f"{C}layout/{C}manualLayout/{C}y").get("val"))
        for label in root.find(f".//{C}barChart").iter(f"{C}dLbl")
    }
    assert list(moved) == ["0"]
    assert moved["0"] < 0
