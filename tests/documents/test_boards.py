"""The documents of tools: quadrants, journey, Canvas, funnel and comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest

import interim_method as im
from interim_method.errors import AddressError
from interim_method.markup import tree as t
from interim_method.methodologies import interim_executive
from interim_method.methodologies.interim_executive import example
from interim_method.model import (
    BoardCard,
    Engagement,
    FrozenMap,
    Keyed,
    Organisation,
    Unknown,
    freeze,
    get,
)
from interim_method.plugin import Edition

NESPRA = example.engagement()
BOARDS = ("quadrants", "journey", "canvas", "funnel", "comparison")
EDITIONS = ("blank", "filled", "facilitator")


def texts(blocks: Any) -> Iterator[str]:
    for block in t.walk(blocks):
        match block:
            case t.Paragraph(runs=runs):
                yield t.plain(runs)
            case t.Section(title=title) | t.Callout(title=title):
                yield t.plain(title)
            case t.Grid(cells=cells):
                yield from (t.plain(cell.title) for cell in cells)
            case t.Definitions(entries=entries):
                yield from (t.plain(entry.term) for entry in entries)
            case t.Collection(header=header):
                yield from (t.plain(head) for head in header)


def of_class(document: t.Document, cls: type[Any]) -> list[Any]:
    return [b for b in t.walk(document.blocks) if isinstance(b, cls)]


def started() -> Engagement:
    return Engagement.start(
        interim_executive.methodology(), organisation=Organisation(name="Nova"), started=date(2026, 1, 12)
    )


def in_record(address: str) -> bool:
    try:
        get(NESPRA, address)
    except AddressError:
        return False
    return True


# --- all of them -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_to_fill_in_is_a3_and_one_to_read_is_a4_and_both_lie(name: str) -> None:
    papers: dict[Edition, str] = {"blank": "A3", "filled": "A4", "facilitator": "A4"}
    for edition, paper in papers.items():
        made = im.compose(NESPRA, name, edition=edition)
        assert (made.paper, made.orientation) == (paper, "landscape")
    assert im.compose(NESPRA, name, edition="blank", parameters={"paper": "A4"}).paper == "A4"
    assert im.compose(NESPRA, name, parameters={"paper": "A3"}).paper == "A3"


@pytest.mark.parametrize("name", BOARDS)
def test_a_record_ends_with_what_to_do_next_and_a_blank_one_does_not(name: str) -> None:
    last = im.compose(NESPRA, name).blocks[-1]
    assert isinstance(last, t.Callout) and last.kind == "next"
    assert not of_class(im.compose(NESPRA, name, edition="blank"), t.Callout)


@pytest.mark.parametrize("name", BOARDS)
def test_every_place_of_a_record_lies_in_the_record(name: str) -> None:
    made = im.compose(NESPRA, name)
    filled = [field for field in t.fields(made) if field.value]
    assert filled
    assert all(in_record(field.address) for field in filled)
    assert all(field.address.startswith("/contents/") for field in t.fields(made))


@pytest.mark.parametrize("name", BOARDS)
def test_a_blank_board_is_empty_and_needs_nothing_in_the_record(name: str) -> None:
    for engagement in (NESPRA, started()):
        fields = t.fields(im.compose(engagement, name, edition="blank"))
        assert len(fields) > 10
        assert all(field.value == "" and not field.blocks for field in fields)
        assert len({field.address for field in fields}) == len(fields)


@pytest.mark.parametrize("name", BOARDS)
def test_a_new_filling_says_of_which_tool_it_is(name: str) -> None:
    for record in (NESPRA, started()):
        made = im.compose(record, name, edition="blank")
        assert {f.address.split("/")[2] for f in t.fields(made)} == {f"new-{name}?tool={name}"}


@pytest.mark.parametrize("name", BOARDS)
@pytest.mark.parametrize("edition", ("filled", "facilitator"))
def test_a_tool_that_nobody_has_filled_in_yet_says_that_it_is_to_be_done(name: str, edition: Edition) -> None:
    made = im.compose(started(), name, edition=edition)
    assert [b.role for b in made.blocks if isinstance(b, t.Paragraph)] == ["pending"]


@pytest.mark.parametrize("name", BOARDS)
def test_what_stays_in_the_cooperative_is_neither_shown_to_others_nor_to_be_done(name: str) -> None:
    made = im.compose(NESPRA, name, audience="group", language="en")
    assert not t.fields(made)
    said = list(texts(made.blocks))
    assert "What is worked on with this tool stays in the cooperative." in said
    assert "To be done" not in said


@pytest.mark.parametrize("name", BOARDS)
def test_the_facilitator_reads_when_a_tool_helps_what_to_ask_and_whose_words_these_are(name: str) -> None:
    said = list(texts(im.compose(NESPRA, name, edition="facilitator", language="en").blocks))
    for words in ("How to use the tool", "When it helps", "When not", "How to read it"):
        assert words in said
    assert "Questions that open it" in said
    assert any(line.startswith("This guidance is reconstructed") for line in said)
    plain = list(texts(im.compose(NESPRA, name, language="en").blocks))
    assert "How to use the tool" not in plain


@pytest.mark.parametrize("name", BOARDS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_name_of_a_person_leaks(name: str, edition: Edition) -> None:
    named = attrs.evolve(
        NESPRA, people=Keyed(attrs.evolve(p, name=f"Nom {n}x") for n, p in enumerate(NESPRA.people))
    )
    said = " ".join(texts(im.compose(named, name, edition=edition).blocks))
    assert "Nom " not in said


@pytest.mark.parametrize("name", BOARDS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_languages_share_keys_and_places_but_no_words(name: str, edition: Edition) -> None:
    made = [im.compose(NESPRA, name, edition=edition, language=code) for code in ("ca", "es", "en")]
    places = [[(field.key, field.address) for field in t.fields(document)] for document in made]
    assert places[0] == places[1] == places[2]
    said = [" ".join(texts(document.blocks)) for document in made]
    own = (r"\b(Com|Qui|Què)\b", r"\b(Cómo|Quién|Qué)\b", r"\b(How|Who|What)\b")
    for number, words in enumerate(own):
        assert [n for n, text in enumerate(said) if re.search(words, text)] == [number]


def test_one_filling_is_chosen_by_its_address() -> None:
    made = im.compose(NESPRA, "funnel", of="/contents/funnel-2025")
    assert {field.address.split("/")[2] for field in t.fields(made)} == {"funnel-2025"}
    blank = im.compose(NESPRA, "funnel", of="/contents/funnel-2025", edition="blank")
    assert all(field.value == "" for field in t.fields(blank))
    assert {field.address.split("/")[2] for field in t.fields(blank)} == {"funnel-2025"}


def test_a_tool_is_chosen_by_its_address() -> None:
    made = im.compose(NESPRA, "funnel", of="/elements/funnel")
    assert {f.address.split("/")[2] for f in t.fields(made)} == {"funnel-2025", "funnel-2026"}


@pytest.mark.parametrize(
    "of", ["/contents/canvas", "/elements/canvas", "/elements/listening", "/people/design"]
)
def test_what_a_board_does_not_show_is_refused(of: str) -> None:
    with pytest.raises(AddressError):
        im.compose(NESPRA, "quadrants", of=of)


def test_several_fillings_are_headed_by_their_names() -> None:
    made = im.compose(NESPRA, "funnel", language="en")
    tops = [t.plain(b.title) for b in made.blocks if isinstance(b, t.Section)]
    assert tops == ["2025, baseline", "27 April – 17 July 2026"]


def test_a_method_without_the_tool_says_so() -> None:
    elements = Keyed(e for e in NESPRA.methodology.elements if e.id != "canvas")
    bare = attrs.evolve(
        NESPRA,
        methodology=attrs.evolve(NESPRA.methodology, elements=elements),
        contents=Keyed(c for c in NESPRA.contents if c.id != "canvas"),
    )
    for edition in EDITIONS:
        made = im.compose(bare, "canvas", edition=edition, language="en")
        assert "The method has no tool of this kind." in list(texts(made.blocks))


def test_two_tools_of_a_kind_have_a_board_each() -> None:
    canvas = NESPRA.methodology.elements["canvas"]
    elements = NESPRA.methodology.elements.added(attrs.evolve(canvas, id="lean", after="canvas"))
    two = attrs.evolve(NESPRA, methodology=attrs.evolve(NESPRA.methodology, elements=elements))
    blank = im.compose(two, "canvas", edition="blank")
    assert {f.address.split("/")[2] for f in t.fields(blank)} == {
        "new-canvas?tool=canvas",
        "new-lean?tool=lean",
    }
    assert blank.title == "Canvas"


# --- what no tool here knows -----------------------------------------------------------------------------------------


def strange() -> Engagement:
    data = freeze({"title": "Ràdio", "points": [{"says": "Hola"}], "done": True, "empty": None})
    unknown = Unknown(id="radio-1", kind="radio", data=data)
    tool = Unknown(id="radio", kind="radio", data=FrozenMap({"title": "La ràdio"}))
    return attrs.evolve(
        NESPRA,
        methodology=attrs.evolve(NESPRA.methodology, elements=NESPRA.methodology.elements.added(tool)),
        contents=NESPRA.contents.added(unknown),
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_filling_of_an_unknown_kind_is_shown_as_text_with_a_notice(edition: Edition) -> None:
    made = im.compose(strange(), "canvas", of="/contents/radio-1", edition=edition, language="en")
    said = list(texts(made.blocks))
    assert "The tool “radio” is not known here: what was written in it is kept, and shown as text." in said
    assert {"Ràdio", "Hola", "points 1 · says", "yes"} <= set(said)
    assert "None" not in said


def test_a_tool_of_an_unknown_kind_is_shown_as_text() -> None:
    made = im.compose(strange(), "canvas", of="/elements/radio", language="en")
    assert "La ràdio" in list(texts(made.blocks))


def test_what_is_of_an_unknown_kind_stays_out_of_the_others_documents() -> None:
    assert "Ràdio" not in list(texts(im.compose(strange(), "canvas").blocks))


def test_a_filling_whose_tool_is_gone_is_shown_as_text() -> None:
    elements = Keyed(e for e in NESPRA.methodology.elements if e.id != "canvas")
    orphaned = attrs.evolve(NESPRA, methodology=attrs.evolve(NESPRA.methodology, elements=elements))
    said = list(texts(im.compose(orphaned, "canvas", language="en").blocks))
    assert any("“canvas” is not known here" in line for line in said)
    assert "Skilled team, allied nursery, shared van" in said


# --- quadrants ---------------------------------------------------------------------------------------------------------


def test_the_first_page_of_the_quadrants_is_the_board_and_nothing_else() -> None:
    first, verify, *_ = im.compose(NESPRA, "quadrants").blocks
    assert isinstance(first, t.Section) and isinstance(verify, t.Section)
    assert verify.new_page and verify.id == "verify-quadrants-s1"
    names = [f.address.rpartition("/")[2] for f in t.walk((first,)) if isinstance(f, t.Field)]
    assert set(names) == {"segment", "on", "text", "certainty", "votes", "sentence"}
    assert [type(b) for b in first.blocks] == [t.Table, t.Grid, t.Table]


def test_cards_stand_by_votes_each_with_sign_and_word() -> None:
    (grid,) = of_class(im.compose(NESPRA, "quadrants", language="en"), t.Grid)
    assert [(c.row, c.column) for c in grid.cells] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    rows = [[row.id for row in cell.blocks[-1].rows] for cell in grid.cells]
    assert rows[2] == ["our-goals-3", "our-goals-1", "our-goals-2"]
    assert sum(map(len, rows)) == 15
    said = list(texts((grid,)))
    assert said.count("● fact") == 12
    assert said.count("○ assumption") == 3
    assert [cell.blocks[-1].given["cell"] for cell in grid.cells] == [
        "users",
        "their-goals",
        "our-goals",
        "response",
    ]


def test_a_cell_that_holds_too_much_goes_on_below_the_board() -> None:
    content: Any = NESPRA.contents["quadrants-s1"]
    more = [BoardCard(id=f"m{n}", cell="users", text=f"Una targeta {n}") for n in range(20)]
    full = attrs.evolve(content, cards=Keyed([*content.cards, *more]))
    made = im.compose(attrs.evolve(NESPRA, contents=NESPRA.contents.replaced(full.id, full)), "quadrants")
    sections = {s.id: s for s in of_class(made, t.Section)}
    shown = [row.id for b in of_class(made, t.Collection) if b.given.get("cell") == "users" for row in b.rows]
    assert len(shown) == 24
    on_board, rest = shown[:4], sections["more-quadrants-s1"]
    assert on_board[0] == "users-1"
    assert "Una targeta 19" in list(texts((rest,)))


def test_what_has_to_be_checked_says_how_who_and_when() -> None:
    made = im.compose(NESPRA, "quadrants", language="en")
    verify = next(s for s in of_class(made, t.Section) if s.id.startswith("verify"))
    (table,) = verify.blocks
    assert [row.id for row in table.rows] == ["response-3", "their-goals-4", "users-4"]
    assert table.names == ("text", "cell", "votes", "verify_how", "verify_who", "verify_by")
    said = list(texts((verify,)))
    assert "Count the August watering hours at the school where we already do it" in said
    assert {"Maintenance", "4 Sep 2026", "How we respond"} <= set(said)


def test_a_blank_board_asks_and_leaves_the_gaps_of_the_sentence() -> None:
    made = im.compose(NESPRA, "quadrants", edition="blank", language="en")
    (grid,) = of_class(made, t.Grid)
    asked = [t.plain(c.blocks[0].runs) for c in grid.cells if isinstance(c.blocks[0], t.Paragraph)]
    assert len(asked) == 4
    assert "What makes them hesitate or keeps them awake before deciding?" in asked[1]
    sentence = next(f for f in t.fields(made) if f.address.endswith("/sentence"))
    assert sentence.placeholder.startswith("We offer …")


# --- journey -------------------------------------------------------------------------------------------------------------


def test_the_curve_has_a_labelled_point_a_stage_and_says_it_in_words() -> None:
    (curve,) = of_class(im.compose(NESPRA, "journey", language="en"), t.Figure)
    (series,) = curve.series
    assert curve.kind == "curve" and (curve.low, curve.high) == (-2, 2)
    assert series.values == (0.0, -1.0, -2.0, 0.0, 2.0, 1.0)
    assert series.labels[2] == "−2 · overwhelmed"
    assert "Decision −2 (overwhelmed)" in curve.alt


def test_the_map_has_a_row_a_lane_and_marks_the_lowest_point_with_a_word() -> None:
    made = im.compose(NESPRA, "journey", language="en")
    table = next(b for b in of_class(made, t.Table) if b.role == "map")
    assert len(table.header) == 1 and len(table.columns) == 7
    lanes = [next(texts(row.cells[0].blocks)) for row in table.rows]
    assert lanes[:2] == ["What she wants", "What she does and thinks"] and len(lanes) == 8
    marked = [n for n, cell in enumerate(table.rows[3].cells) if "▼ the lowest point" in texts(cell.blocks)]
    assert marked == [3]
    assert list(texts(table.rows[3].cells[3].blocks)) == ["▼ the lowest point", "−2", "overwhelmed"]
    assert list(texts(table.rows[6].cells[1].blocks)) == ["Communication (half-time)", "A02, A04"]
    assert next(texts(table.rows[7].cells[2].blocks)) == "● we checked"


def test_critical_moments_answers_and_assumptions_follow_the_map() -> None:
    made = im.compose(NESPRA, "journey", language="en")
    found = {s.id: list(texts((s,))) for s in of_class(made, t.Section)}
    assert list(found) == [f"{k}-journey-s1" for k in ("persona", "map", "critical", "response", "assumed")]
    critical = found["critical-journey-s1"]
    assert critical.index("She has nothing on paper to defend it") < critical.index("We take 19 days")
    assert found["response-journey-s1"].count("To be done") == 1
    assumed = found["assumed-journey-s1"]
    assert "○ we assume" in assumed
    assert "Ask the finished schools the four questions (A10)" in assumed


def test_by_hand_three_stages_stand_on_a_page() -> None:
    made = im.compose(NESPRA, "journey", edition="blank", language="en")
    maps = [b for b in of_class(made, t.Table) if b.role == "map"]
    assert [len(b.columns) for b in maps] == [4, 4]
    assert len(of_class(made, t.PageBreak)) == 2
    emotion = next(f for f in t.fields(made) if f.address.endswith("/discovery/emotion"))
    assert [o.label for o in emotion.options] == ["−2", "−1", "0", "+1", "+2"]
    assert "What holds her up, makes her wait or drives her away?" in list(texts(made.blocks))


# --- Canvas, funnel, comparison --------------------------------------------------------------------------------------


def test_the_canvas_keeps_its_board_its_reading_order_and_its_credit() -> None:
    made = im.compose(NESPRA, "canvas", language="en")
    (grid,) = of_class(made, t.Grid)
    blocks: Any = NESPRA.methodology.elements["canvas"]
    assert [t.plain(c.title) for c in grid.cells] == [b.label["en"] for b in blocks.blocks]
    assert [(c.column, c.row, c.columns, c.rows) for c in grid.cells] == [
        (b.column, b.row, b.columns, b.rows) for b in blocks.blocks
    ]
    assert grid.columns == 10
    for edition in EDITIONS:
        said = list(texts(im.compose(NESPRA, "canvas", edition=edition).blocks))
        assert "The Business Model Canvas, Strategyzer, CC BY-SA 3.0" in said


def test_a_segment_that_does_not_apply_is_not_to_be_done() -> None:
    fields = {f.address: f for f in t.fields(im.compose(NESPRA, "canvas", language="en"))}
    assert fields["/contents/canvas/segment"].placeholder == "Not applicable"


def test_the_funnel_has_percentages_only_of_ten_or_more() -> None:
    made = im.compose(NESPRA, "funnel", of="/contents/funnel-2026", language="en")
    table = next(b for b in of_class(made, t.Table) if b.header)
    assert [next(texts(row.cells[3].blocks)) for row in table.rows] == ["–", "52%", "33%", "–", "–", "–"]
    (bars,) = of_class(made, t.Figure)
    assert bars.kind == "bar" and bars.low == 0
    assert bars.series[0].values == (40.0, 21.0, 7.0, 6.0, 3.0, 2.0)
    assert "Contacts identified 40" in bars.alt


def test_reasons_for_no_stand_at_their_stage_with_their_number() -> None:
    made = im.compose(NESPRA, "funnel", of="/contents/funnel-2026", language="en")
    reasons = {b.address.split("/")[4]: [r.id for r in b.rows] for b in of_class(made, t.Collection)}
    assert reasons == {
        "conversations": ["no-committee", "has-provider", "next-year"],
        "need": ["over-budget"],
        "proposals": ["teachers-no", "other-offer", "pending"],
    }


def test_a_stage_that_was_looked_at_without_a_figure_is_not_to_be_done() -> None:
    made = im.compose(NESPRA, "funnel", of="/contents/funnel-2025", language="en")
    fields = {f.address: f for f in t.fields(made)}
    assert fields["/contents/funnel-2025/counts/contacts/count"].placeholder == "no figure"
    (bars,) = of_class(made, t.Figure)
    assert len(bars.categories) == 4


def test_the_comparison_says_how_each_thing_is_known() -> None:
    table = next(
        b for b in of_class(im.compose(NESPRA, "comparison", language="en"), t.Table) if b.role == "map"
    )
    assert len(table.rows) == 11 and len(table.columns) == 4
    known = [next(texts(cell.blocks)) for cell in table.rows[0].cells]
    assert known == ["How we know", "We read it", "We were told", "We were told"]


def test_a_thing_known_in_another_way_says_so_in_its_cell() -> None:
    address = "/contents/comparison/competitors/municipal-brigade/notes/price/known_by"
    changed = im.put(NESPRA, address, "tried")
    fields = {f.address: f for f in t.fields(im.compose(changed, "comparison", language="en"))}
    assert fields[address].value == "tried"
    assert address not in {f.address for f in t.fields(im.compose(NESPRA, "comparison"))}


def test_more_competitors_than_fit_beside_each_other_go_on_in_a_further_table() -> None:
    content: Any = NESPRA.contents["comparison"]
    first = content.competitors[content.competitors.ids[0]]
    many = Keyed(attrs.evolve(first, id=f"c{n}") for n in range(5))
    changed = attrs.evolve(content, competitors=many)
    made = im.compose(
        attrs.evolve(NESPRA, contents=NESPRA.contents.replaced("comparison", changed)), "comparison"
    )
    assert [len(b.columns) - 1 for b in of_class(made, t.Table) if b.role == "map"] == [3, 2]
