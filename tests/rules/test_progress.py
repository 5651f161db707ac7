from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

import interim_method.model as m
from interim_method.rules import blockers, progress

ON = date(2026, 7, 17)


def test_actions_are_counted_by_state_and_the_dropped_ones_are_not_missed(running):
    counts = progress.counts(running)
    assert tuple(counts) == (1, 2, 1, 7, 1)
    assert (counts.agreed, counts.open) == (11, 4)
    assert counts.share == Fraction(7, 11)
    assert progress.Counts().share is None


@pytest.fixture
def plan(empty):
    return (
        empty.add_action("late", id="late", due=date(2026, 7, 3), status="in-progress")
        .add_action("later", id="later", due=date(2026, 6, 12), status="blocked", blocker="third-party")
        .add_action("finished", id="finished", due=date(2026, 6, 1), status="done", blocker="time")
        .add_action("today", id="today", due=ON, blocker="know-how", blocker_solved=True)
        .add_action("begins", id="begins", start=date(2026, 7, 31), due=date(2026, 9, 1), blocker="time")
        .add_action("far", id="far", start=date(2026, 8, 1), due=date(2026, 9, 1))
        .add_action("undated", id="undated")
    )


def test_open_actions_past_their_deadline_are_overdue_the_longest_first(plan):
    assert [a.id for a in progress.overdue(plan, ON)] == ["later", "late"]
    assert progress.overdue(plan) == ()


def test_the_reference_date_of_the_record_holds_where_no_other_is_given(plan):
    dated = attrs.evolve(plan, reference=date(2026, 6, 20))
    assert [a.id for a in progress.overdue(dated)] == ["later"]


def test_stuck_is_what_is_blocked_or_held_back_by_something_unsolved(plan):
    assert [a.id for a in progress.stuck(plan)] == ["later", "begins"]


def test_the_next_two_weeks_hold_what_is_due_and_what_begins(plan):
    assert [a.id for a in progress.coming(plan, ON)] == ["today", "begins"]
    assert [a.id for a in progress.coming(plan, ON, days=13)] == ["today"]
    assert progress.coming(plan, date.max) == ()


def test_what_was_to_begin_before_the_day_and_has_not_is_unstarted(plan):
    assert progress.unstarted(plan, ON) == ()
    assert [a.id for a in progress.unstarted(plan, date(2026, 8, 2))] == ["begins", "far"]
    assert [a.id for a in progress.unstarted(plan, date(2026, 8, 1))] == ["begins"]
    assert progress.unstarted(plan) == ()


def measured(baseline, target, now):
    return m.Indicator(
        id="i",
        title="i",
        baseline=baseline,
        target=target,
        measurements=m.Keyed([m.Measurement(id="m1", on=ON, value=now)]) if now else m.Keyed(),
    )


@pytest.mark.parametrize(
    ("baseline", "target", "now", "reached", "way"),
    [
        ("1", "4", "3", False, Fraction(2, 3)),
        ("19", "7", "8", False, Fraction(11, 12)),
        ("19", "7", "6.5", True, Fraction(25, 24)),
        ("1.5", "6", "6", True, Fraction(1)),
        ("62", "50", "70", False, Fraction(-2, 3)),
        (None, "4", "4", True, None),
        (None, "4", "3", None, None),
        ("4", "4", "4", True, None),
        ("1", None, "3", None, None),
        ("1", "4", None, None, None),
    ],
)
def test_a_target_is_reached_in_the_direction_from_its_baseline(baseline, target, now, reached, way):
    state = progress.indicator_state(measured(baseline, target, now), ON)
    assert (state.reached, state.way) == (reached, way)


def test_an_indicator_measured_later_is_not_known_yet():
    assert progress.indicator_state(measured("1", "4", "4"), date(2026, 7, 16)).now is None


def test_an_objective_has_the_state_of_its_actions(empty):
    record = attrs.evolve(empty, objectives=m.Keyed([m.Objective(id="o1", title="o1")]))
    record = record.add_action("a", objectives=("o1",), status="done").add_action("b", objectives=("o2",))
    (state,) = progress.objectives(record)
    assert [a.title for a in state.actions] == ["a"]
    assert state.counts.done == 1


def test_the_current_step_is_the_furthest_with_a_session_or_hours(empty):
    assert progress.current_step(empty).id == "listening"
    record = empty.add_session(date(2026, 2, 26), step="consensus")
    record = record.log_hours(date(2026, 3, 3), 60, step="intensive")
    assert progress.current_step(record, date(2026, 2, 1)).id == "listening"
    assert progress.current_step(record, date(2026, 3, 2)).id == "consensus"
    assert progress.current_step(record, date(2026, 3, 3)).id == "intensive"


def test_blockers_are_counted_once_for_each_difficulty_and_action_that_names_them(plan):
    record = attrs.evolve(
        plan,
        difficulties=m.Keyed(
            [
                m.Difficulty(id="f1", text="late", blockers=("time", "weight")),
                m.Difficulty(id="f2", text="costs", blockers=("know-how", "weight")),
            ]
        ),
    )
    counts = blockers.count(record)
    assert list(counts.items()) == [("time", 3), ("know-how", 2), ("weight", 2), ("third-party", 1)]
    assert blockers.main(counts) == ("time",)
    assert blockers.share(counts, ("time", "know-how")) == Fraction(5, 8)


def test_level_kinds_are_all_main_and_nothing_recorded_has_none(empty):
    assert blockers.main({"time": 2, "money": 2, "weight": 1}) == ("time", "money")
    assert blockers.count(empty) == {}
    assert blockers.main({}) == ()
    assert blockers.share({}, ("time",)) is None
