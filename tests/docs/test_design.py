"""What the page about the design measures is what documents are drawn with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from formats.docx.test_contrast import ENOUGH, contrast
from interim_method.documents.signs import SIGNS
from interim_method.formats.docx.look import (
    HAIRLINE,
    INK,
    LANDSCAPE,
    MUTED,
    PAPER,
    PORTRAIT,
    WALL,
    Page,
    shade,
)
from interim_method.formats.docx.template.styles import STYLES

PAGE = (Path(__file__).parents[2] / "docs" / "design-of-documents.md").read_text(encoding="utf-8")
WHITE = "FFFFFF"
STAGES = ("problem", "awareness", "want", "can", "do")


def rows(first: str) -> Iterator[list[str]]:
    """The cells of every row of the table whose header begins with a word."""
    (table,) = re.findall(rf"^\| {first} \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    for line in table.splitlines():
        yield [cell.strip().strip("`") for cell in line.strip("|").split("|")]


def test_each_stage_has_the_colour_and_the_contrasts_that_the_page_says() -> None:
    said = list(rows("stage"))
    assert [row[0] for row in said] == list(STAGES)
    for stage, _, colour, on_white, tint, ink_on_tint, colour_on_tint in said:
        assert (colour, tint) == shade(stage)
        measured = (contrast(colour, WHITE), contrast(INK, tint), contrast(colour, tint))
        assert [f"{one:.1f}" for one in measured] == [on_white, ink_on_tint, colour_on_tint]
        assert min(measured) >= ENOUGH


def test_the_neutral_colours_and_their_contrasts_are_those_of_the_page() -> None:
    assert f"on the tint `{PAPER}`, lines in `{HAIRLINE}`" in PAGE
    found = {what: rest for what, *rest in rows("neutral")}
    for what, colour in (("ink", INK), ("muted", MUTED)):
        measured = (contrast(colour, WHITE), contrast(colour, PAPER))
        assert found[what] == [colour, *(f"{one:.1f}" for one in measured)]


@pytest.mark.parametrize("row", list(rows("style")), ids=lambda row: str(row[0]))
def test_each_style_has_the_size_and_the_room_that_the_page_says(row: list[str]) -> None:
    name, *said, _ = row
    (body,) = [style.body for style in STYLES if style.name == name]
    size = re.search(r'<w:sz w:val="(\d+)"', body)
    room = re.search(r'<w:spacing w:before="(\d+)" w:after="(\d+)"(?: w:line="(\d+)")?', body)
    assert room is not None
    before, after, line = (int(one or 0) / 20 for one in room.groups())
    points = int(size[1]) / 2 if size else 10.5
    assert said == [f"{one:g}" for one in (points, line, before, after)]


@pytest.mark.parametrize(("name", "page"), [("standing", PORTRAIT), ("lying", LANDSCAPE)])
def test_the_pages_have_the_measures_that_the_page_says(name: str, page: Page) -> None:
    (said,) = [row[1:] for row in rows("page") if row[0] == name]
    assert said == [str(round(one * 25.4 / 1440)) for one in page[: len(said)]]
    assert f"{WALL:g} times as large" in PAGE


def test_the_page_shows_every_sign() -> None:
    signs = re.findall(
        r"[^\x00-\x7f·’«»]", "".join(line for line in PAGE.splitlines() if line.startswith("| "))
    )
    assert set(SIGNS.values()) - {"~"} <= set(signs)
    assert "~ open" in PAGE
