"""The page as Chromium shows and prints it: accessible, laid out as drawn, usable by keyboard, readable on paper."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader
from sample import SAMPLE
from test_exporter import written

Opened = Callable[..., Page]

NUMBERS = {
    "handbook": "01",
    "diagnosis": "04",
    "quadrants": "06",
    "journey": "07",
    "action-plan": "11",
    "hours": "12",
    "engagement-report": "14",
    "pilot-report": "15",
}
"""The files of the demo are numbered in the order of use."""
IN_ALL_LANGUAGES = ("quadrants", "journey", "action-plan", "handbook", "pilot-report")


def found(demo: Path, name: str, language: str = "en", edition: str = "") -> Path:
    """The page of a document; without an *edition*, that of the record, whose name says none."""
    paths = (demo / language).glob(f"{NUMBERS[name]}-*{edition}.html")
    return min(paths, key=lambda path: len(path.name))


def every(demo: Path, language: str) -> Iterator[Path]:
    """The pages of the demo in a language."""
    paths = sorted((demo / language).glob("*.html"))
    assert len(paths) > 40
    return iter(paths)


# --- accessibility ------------------------------------------------------------------------------------------------


def violations(page: Page, axe: str) -> list[str]:
    """What axe-core finds in a page, its advice on good practice too."""
    page.evaluate(Path(axe).read_text("utf-8"))
    result: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert len(result["passes"]) > 10
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]} ({len(one['nodes'])})" for one in result["violations"]
    ]


def test_axe_finds_nothing_in_any_document_and_edition(demo: Path, opened: Opened, axe: str) -> None:
    wrong = {}
    for path in every(demo, "en"):
        page = opened(path)
        if said := violations(page, axe):
            wrong[path.name] = said
        page.close()
    assert not wrong


@pytest.mark.parametrize("language", ["ca", "es"])
@pytest.mark.parametrize("name", IN_ALL_LANGUAGES)
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_the_other_languages_nor_on_a_phone(
    demo: Path, opened: Opened, axe: str, name: str, language: str, width: int
) -> None:
    assert violations(opened(found(demo, name, language), width), axe) == []


def test_axe_finds_nothing_in_a_page_with_every_kind_of_block(
    tmp_path: Path, opened: Opened, axe: str
) -> None:
    path = tmp_path / "sample.html"
    path.write_text(written(SAMPLE), "utf-8")
    assert violations(opened(path), axe) == []


def test_axe_would_find_a_planted_fault(tmp_path: Path, opened: Opened, axe: str) -> None:
    path = tmp_path / "faulty.html"
    pale = written(SAMPLE).replace("<p>text</p>", '<p style="color:#ccc">text</p>', 1)
    path.write_text(pale, "utf-8")
    (said,) = violations(opened(path), axe)
    assert said.startswith("color-contrast: ")


CONTRAST = """() => {
  const rgb = s => (s.match(/[\\d.]+/g) || []).map(Number);
  const light = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
    return .2126 * r + .7152 * g + .0722 * b; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + .05) / (y + .05); };
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length && (c.length < 4 || c[3] > 0)) return c; } return [255, 255, 255]; };
  const worst = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; n = walker.nextNode();) {
    const e = n.parentElement;
    if (!n.data.trim() || e.closest('.vh, title, desc') || !e.getClientRects().length) continue;
    if (e.closest('svg') && e.getAttribute('fill') === '#FFFFFF') continue;
    const style = getComputedStyle(e);
    const colour = rgb(e.closest('svg') ? style.fill : style.color);
    worst.push([Math.round(100 * ratio(colour, ground(e))) / 100, n.data.trim().slice(0, 40)]);
  }
  return worst.sort((a, b) => a[0] - b[0]).slice(0, 3);
}"""


@pytest.mark.parametrize("name", IN_ALL_LANGUAGES)
def test_text_has_the_contrast_that_wcag_asks_for(demo: Path, opened: Opened, name: str) -> None:
    measured = opened(found(demo, name)).evaluate(CONTRAST)
    assert len(measured) == 3
    assert [one for one in measured if one[0] < 4.5] == []


# --- layout -------------------------------------------------------------------------------------------------------


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """Where elements stand."""
    made: list[dict[str, float]] = page.eval_on_selector_all(
        selector, "found => found.map(e => e.getBoundingClientRect().toJSON())"
    )
    return made


@pytest.mark.parametrize("language", ["ca", "es", "en"])
def test_the_quadrants_stand_two_by_two_in_reading_order(demo: Path, opened: Opened, language: str) -> None:
    cells = boxes(opened(found(demo, "quadrants", language)), ".board > .cell")
    assert len(cells) == 4
    first, second, third, fourth = cells
    assert first["top"] == second["top"] < third["top"] == fourth["top"]
    assert first["left"] == third["left"] < second["left"] == fourth["left"]
    assert first["right"] <= second["left"] and first["bottom"] <= third["top"]
    assert max(c["width"] for c in cells) - min(c["width"] for c in cells) < 1
    assert first["height"] == second["height"]


def test_on_a_phone_the_quadrants_stand_below_each_other(demo: Path, opened: Opened) -> None:
    cells = boxes(opened(found(demo, "quadrants"), 390), ".board > .cell")
    assert len({cell["left"] for cell in cells}) == 1
    assert all(a["bottom"] <= b["top"] for a, b in pairwise(cells))


@pytest.mark.parametrize("language", ["ca", "en"])
def test_at_320_pixels_nothing_but_tables_and_charts_is_wider_than_the_page(
    demo: Path, opened: Opened, language: str
) -> None:
    wide = {}
    for path in every(demo, language):
        page = opened(path, 320)
        over = page.evaluate(
            """() => document.documentElement.scrollWidth > 320 ? [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > 321 && !e.closest('.scroll, .drawing')).slice(0, 3)
            .map(e => e.outerHTML.slice(0, 120)) : []"""
        )
        if over or page.evaluate("document.documentElement.scrollWidth") > 320:
            wide[path.name] = over
        page.close()
    assert not wide


def test_the_points_of_the_curve_stand_over_their_columns(demo: Path, opened: Opened) -> None:
    page = opened(found(demo, "journey"))
    heads = boxes(page, ".over thead th")
    points = boxes(page, ".over svg circle")
    assert len(heads) == len(points) == 6
    for head, point in zip(heads, points, strict=True):
        middle = (point["left"] + point["right"]) / 2
        assert abs(middle - (head["left"] + head["right"]) / 2) < 4
    lows = [point["top"] for point in points]
    assert lows.index(max(lows)) == 2, "the third stage is the lowest point"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["action-plan", "pilot-report", "hours", "engagement-report", "diagnosis"])
def test_labels_of_charts_do_not_overlap_and_stay_in_their_drawing(
    demo: Path, opened: Opened, name: str, width: int
) -> None:
    page = opened(found(demo, name), width)
    for drawing in page.query_selector_all("main svg"):
        edge = drawing.bounding_box()
        assert edge
        labels = [(text.text_content(), text.bounding_box()) for text in drawing.query_selector_all("text")]
        for n, (said, one) in enumerate(labels):
            assert one
            assert one["x"] >= edge["x"] - 3 and one["x"] + one["width"] <= edge["x"] + edge["width"] + 3, (
                said
            )
            for other_said, other in labels[n + 1 :]:
                assert other
                across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
                down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
                assert across < 2 or down < 4, (name, said, other_said)


def test_cards_of_the_plan_stay_within_the_page(demo: Path, opened: Opened) -> None:
    for width in (1280, 390):
        page = opened(found(demo, "action-plan"), width)
        cards = boxes(page, "dl.card")
        assert len(cards) > 5
        assert all(card["left"] >= 0 and card["right"] <= width for card in cards)
        for card in page.query_selector_all("dl.card"):
            values = [box for one in card.query_selector_all(":scope > div") if (box := one.bounding_box())]
            rows = {round(box["y"]) for box in values}
            for top in rows:
                line = sorted((box for box in values if round(box["y"]) == top), key=lambda box: box["x"])
                assert all(a["x"] + a["width"] <= b["x"] + 1.5 for a, b in pairwise(line))


def test_a_blank_page_has_room_for_a_hand(demo: Path, opened: Opened) -> None:
    page = opened(found(demo, "quadrants", edition="-to-fill-in"))
    lines = boxes(page, ".space .line")
    assert len(lines) > 20
    assert min(line["height"] for line in lines) >= 22, "six millimetres at least"
    assert min(line["width"] for line in lines) > 30


# --- keyboard -----------------------------------------------------------------------------------------------------

FOCUSABLE = "a[href], summary, [tabindex='0']"


@pytest.mark.parametrize("name", ["handbook", "journey", "pilot-report", "action-plan"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_tab_key_reaches_everything_in_order_and_shows_where_it_is(
    demo: Path, opened: Opened, name: str, width: int
) -> None:
    page = opened(found(demo, name), width)
    # What is folded away is reached once it is opened.
    wanted = page.eval_on_selector_all(
        FOCUSABLE, "found => found.filter(e => e.checkVisibility()).map((e, n) => e.dataset.n = n)"
    )
    assert wanted
    reached = []
    for _ in wanted:
        page.keyboard.press("Tab")
        now = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
            return [e.dataset.n, s.outlineStyle, parseFloat(s.outlineWidth), b.width > 0 && b.height > 0,
                    b.bottom > 0 && b.top < innerHeight]; }"""
        )
        reached.append(now[0])
        assert now[1] == "solid" and now[2] >= 2, "the focus is seen"
        assert now[3] and now[4]
    assert reached == [str(n) for n in range(len(wanted))]


def test_the_first_stop_leads_past_the_head_to_the_text(demo: Path, opened: Opened) -> None:
    page = opened(found(demo, "handbook"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "im-main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_contents_lead_to_their_headings(demo: Path, opened: Opened) -> None:
    page = opened(found(demo, "handbook"))
    links = page.query_selector_all("nav a")
    assert len(links) > 10
    last = links[-1]
    words = last.inner_text()
    last.focus()
    page.keyboard.press("Enter")
    heading = page.locator(":target")
    assert heading.inner_text() == words
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < innerHeight")


def test_a_wide_table_is_moved_with_the_arrow_keys(demo: Path, opened: Opened) -> None:
    page = opened(found(demo, "journey"), 390)
    table = page.locator(".scroll").first
    table.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(50)
        if page.evaluate("document.querySelector('.scroll').scrollLeft") > 40:
            return
    pytest.fail("the arrow keys do not move the table")


def test_numbers_of_a_chart_open_with_the_keyboard(demo: Path, opened: Opened) -> None:
    page = opened(found(demo, "engagement-report"))
    fold = page.locator("details").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.locator("table").first.is_visible()


# --- paper --------------------------------------------------------------------------------------------------------


def printed(page: Page, path: Path) -> PdfReader:
    """The page on paper."""
    page.pdf(path=str(path), prefer_css_page_size=True, tagged=True)
    return PdfReader(path)


@pytest.mark.parametrize("language", ["ca", "es", "en"])
def test_the_quadrants_are_printed_lying_on_a_sheet_of_their_own(
    demo: Path, opened: Opened, tmp_path: Path, language: str
) -> None:
    path = found(demo, "quadrants", language)
    sheets = printed(opened(path), tmp_path / "out.pdf").pages
    width, height = sheets[0].mediabox.width, sheets[0].mediabox.height
    assert (round(float(width)), round(float(height))) == (842, 595)
    first = sheets[0].extract_text()
    board = re.findall(r'class="cell-title">([^<]+)<', path.read_text("utf-8"))
    assert len(board) == 4
    assert all(title in first for title in board)
    assert len(sheets) <= 3


@pytest.mark.parametrize(
    ("name", "lying", "most"),
    [("handbook", False, 26), ("pilot-report", False, 26), ("journey", True, 6), ("action-plan", True, 26)],
)
def test_paper_is_a4_numbered_and_names_whose_it_is(
    demo: Path, opened: Opened, tmp_path: Path, name: str, lying: bool, most: int
) -> None:
    sheets = printed(opened(found(demo, name)), tmp_path / "out.pdf").pages
    assert 1 < len(sheets) <= most
    for n, sheet in enumerate(sheets, 1):
        long, short = sorted((float(sheet.mediabox.width), float(sheet.mediabox.height)), reverse=True)
        assert (round(long), round(short)) == (842, 595)
        said = re.sub(r"\s+", " ", sheet.extract_text())
        assert f"{n} of {len(sheets)}" in said
        assert "Calidoscoop" in said
    assert (float(sheets[0].mediabox.width) > float(sheets[0].mediabox.height)) is lying


def test_on_paper_no_heading_is_the_last_line_of_a_sheet(demo: Path, opened: Opened, tmp_path: Path) -> None:
    path = found(demo, "handbook")
    titles = {
        re.sub(r"\W", "", one)
        for one in json.loads(
            opened(path).evaluate(
                "JSON.stringify([...document.querySelectorAll('main h2, main h3, main h4')].map(e => e.innerText))"
            )
        )
    }
    assert len(titles) > 15
    for sheet in printed(opened(path), tmp_path / "out.pdf").pages:
        lines = [line for line in sheet.extract_text().splitlines() if line.strip()]
        body = [line for line in lines if "Calidoscoop" not in line and not re.search(r"\d+ of \d+", line)]
        assert re.sub(r"\W", "", body[-1]) not in titles


def test_what_is_folded_on_a_screen_is_open_on_paper(demo: Path, opened: Opened, tmp_path: Path) -> None:
    page = opened(found(demo, "engagement-report"))
    hidden = page.locator("details table td").first.text_content()
    assert hidden and not page.locator("details table").first.is_visible()
    page.emulate_media(media="print")
    # The browser takes a moment to lay the page out anew.
    page.wait_for_function(
        "document.querySelector('details table').checkVisibility({contentVisibilityAuto: true})",
        timeout=10_000,
    )
    on_paper = "".join(sheet.extract_text() for sheet in printed(page, tmp_path / "out.pdf").pages)
    assert "".join(hidden.split()) in "".join(on_paper.split())


def test_stages_keep_their_colours_on_paper(demo: Path, opened: Opened) -> None:
    page = opened(found(demo, "action-plan"))
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).printColorAdjust") == "exact"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.strip .on')).backgroundColor")
        == "rgb(44, 110, 63)"
    )
