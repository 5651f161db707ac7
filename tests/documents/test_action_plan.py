"""The commercial action plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

import interim_method as im
from document_reading import sections, texts
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import example
from interim_method.model import Keyed

NESPRA = example.engagement()


def test_the_plan_has_its_seven_parts_in_order_and_ends_with_what_to_do_next() -> None:
    made = im.compose(NESPRA, "action-plan")
    tops = [b.id for b in made.blocks if isinstance(b, t.Section)]
    assert tops == ["board", "next", "stuck", "cards", "learning", "dropped", "changes"]
    last = made.blocks[-1]
    assert isinstance(last, t.Callout) and last.kind == "next"


def test_the_board_has_every_action_once_below_its_first_objective() -> None:
    board = sections(im.compose(NESPRA, "action-plan"))["board"]
    rows = [r.id for b in t.walk((board,)) if isinstance(b, t.Collection) for r in b.rows]
    assert sorted(rows) == sorted(NESPRA.actions.ids)
    first = next(b for b in t.walk((board,)) if isinstance(b, t.Collection))
    assert first.given == {"objectives": "o1"}
    assert len(first.columns) == 7


def test_hours_of_the_cooperative_and_of_the_professional_are_never_one_number() -> None:
    board = sections(im.compose(NESPRA, "action-plan", language="en"))["board"]
    said = list(texts((board,)))
    assert said[said.index("10\u00a0/\u00a016") + 1] == "5.0\u00a0/\u00a011.0"
    assert (
        "Hours in sum, planned / spent: cooperative 18\u00a0/\u00a023 · professional 11.0\u00a0/\u00a016.0"
        in said
    )


def test_what_is_stuck_says_why_and_what_is_late_says_so() -> None:
    found = sections(im.compose(NESPRA, "action-plan", language="en"))
    stuck = list(texts((found["stuck"],)))
    assert "Depends on third parties (permits, deadlines)" in stuck
    assert "▲ blocked · overdue" in stuck
    assert "A01" not in stuck


def test_dropped_actions_do_not_vanish() -> None:
    dropped = list(texts((sections(im.compose(NESPRA, "action-plan", language="en"))["dropped"],)))
    assert "A12" in dropped
    assert "2 Jun 2026" in dropped


def test_every_field_leads_to_a_place_of_the_record() -> None:
    for field in t.fields(im.compose(NESPRA, "action-plan")):
        im.get(NESPRA, field.address)


def test_the_blank_board_has_twelve_rows_unless_asked_for_others_and_one_card() -> None:
    def empty(**parameters: Any) -> int:
        made = im.compose(NESPRA, "action-plan", edition="blank", parameters=parameters)
        (board,) = [b for b in t.walk(made.blocks) if isinstance(b, t.Collection)]
        assert all(row.id == "" for row in board.rows)
        return len(board.rows)

    assert (empty(), empty(rows=20)) == (12, 20)


def test_the_summary_has_the_open_actions_of_each_role_or_of_one() -> None:
    everyone = im.compose(NESPRA, "action-plan", edition="summary", language="en")
    assert [s for s in sections(everyone) if s.startswith("of-")] == [
        "of-coordination",
        "of-admin",
        "of-maintenance",
        "of-communication",
    ]
    one = im.compose(NESPRA, "action-plan", edition="summary", of="/people/admin")
    assert [s for s in sections(one) if s.startswith("of-")] == ["of-admin"]


def test_an_action_without_owner_is_nobodys_yet() -> None:
    ginjol = example.engagements()["ginjol"]
    made = im.compose(ginjol, "action-plan", edition="summary", language="en")
    assert "Nobody yet" in list(texts(made.blocks))


def test_for_the_group_what_stays_with_the_cooperative_is_not_there() -> None:
    said = " ".join(texts(im.compose(NESPRA, "action-plan", audience="group").blocks))
    assert "per sota de cost" not in said


def test_the_record_has_no_empty_row_for_changes_and_no_part_for_those_that_there_are_not() -> None:
    (changes,) = [
        b
        for b in t.walk((sections(im.compose(NESPRA, "action-plan"))["changes"],))
        if isinstance(b, t.Collection)
    ]
    assert [row.id for row in changes.rows] == list(NESPRA.plan_changes.ids)
    assert "changes" not in sections(im.compose(attrs.evolve(NESPRA, plan_changes=Keyed()), "action-plan"))


def test_a_card_says_which_blocker_was_solved_and_calls_other_actions_as_the_board_does() -> None:
    fields = {f.address: f for f in t.fields(im.compose(NESPRA, "action-plan"))}
    assert list(texts(fields["/actions/a03/blocker"].blocks)) == ["No saber com fer-ho (resolt)"]
    assert "(resolt)" not in " ".join(texts(fields["/actions/a09/blocker"].blocks))
    assert fields["/actions/a03/blocker"].value == "know-how"
    (needs,) = texts(fields["/actions/a03/needs"].blocks)
    assert needs.startswith("A02 · ")


def test_the_next_weeks_hold_what_is_late_what_comes_and_what_should_have_begun() -> None:
    made = sections(im.compose(NESPRA, "action-plan", language="en", on=date(2026, 6, 30)))["next"]
    (table,) = [b for b in t.walk((made,)) if isinstance(b, t.Table)]
    rows = [["".join(texts(cell.blocks)) for cell in row.cells] for row in table.rows]
    assert {row[0]: row[-1] for row in rows} == {
        "A09": "▲ blocked · overdue",
        "A10": "◐ in progress",
        "A08": "◐ in progress",
        "A11": "○ to do · should have begun",
    }


def test_objectives_stand_with_the_code_that_texts_call_them_by() -> None:
    found = sections(im.compose(NESPRA, "action-plan"))
    for part in ("board", "learning"):
        titles = [t.plain(found[f"{part}-{o.id}"].title) for o in NESPRA.objectives]
        assert [title[:5] for title in titles] == ["O1 · ", "O2 · ", "O3 · ", "O4 · "]


def test_an_indicator_with_a_goal_in_words_says_where_it_is_in_words() -> None:
    ginjol = example.engagements()["ginjol"]
    lines = list(texts((sections(im.compose(ginjol, "action-plan"))["board-o3"],)))
    assert lines[1].startswith("Model de dedicació acordat: – → acordat (no s’ha acordat)")


def test_the_date_of_an_indicator_stands_behind_a_label() -> None:
    for day in (1, 11, 20):
        objective = NESPRA.objectives["o1"]
        indicator = attrs.evolve(objective.indicators[0], due=date(2026, 6, day))
        moved = attrs.evolve(objective, indicators=Keyed([indicator]))
        record = attrs.evolve(NESPRA, objectives=NESPRA.objectives.replaced("o1", moved))
        line = list(texts((sections(im.compose(record, "action-plan"))["board-o1"],)))[1]
        assert line.endswith(f"· data de la fita: {day}/6/2026")
