from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import interim_method.model as m
from interim_method.rules import answers

COUNTS = st.lists(st.integers(0, 9), min_size=5, max_size=5)


@pytest.mark.parametrize(
    ("counts", "median", "word"),
    [
        ([2, 3, 1, 1, 0], "2", "minority"),
        ([2, 4, 1, 0, 0], "2", "broad-agreement"),
        ([1, 3, 0, 2, 1], "2", "opposed"),
        ([5, 2, 0, 0, 0], "1", "broad-agreement"),
        ([1, 2, 3, 1, 0], "3", "minority"),
        ([3, 2, 1, 0, 1], "2", "minority"),
        ([3, 3, 1, 0, 0], "2", "broad-agreement"),
        ([0, 1, 1, 3, 2], "4", "minority"),
        ([3, 2, 1, 1, 0], "2", "minority"),
        ([0, 1, 1, 2, 3], "4", "minority"),
        ([0, 2, 3, 3, 1], "3", "mixed"),
        ([1, 1, 0, 1, 1], "3", "opposed"),
        ([0, 1, 1, 1, 1], "3.5", "minority"),
        ([2, 0, 0, 0, 2], "3", "opposed"),
    ],
)
def test_counts_give_the_median_and_the_word_for_spread(empty, counts, median, word):
    record = empty
    for mark, count in enumerate(counts, start=1):
        for _ in range(count):
            record = record.record_answer("s1", mark, mode="individual")
    tally = answers.tally(record, "s1")
    assert tally.counts == tuple(counts)
    assert tally.median == Decimal(median)
    assert tally.spread == word
    assert tally.marks == sum(counts) == len(tally.dots)


def test_two_who_answer_one_each_side_are_mixed_views():
    assert answers.spread([1, 0, 0, 0, 1]) == "mixed"


def test_a_large_group_with_few_on_one_side_has_a_minority_voice():
    assert answers.spread([2, 0, 0, 8, 10]) == "minority"  # 10 %
    assert answers.spread([3, 0, 0, 7, 10]) == "mixed"  # 15 %
    assert answers.spread([5, 0, 0, 5, 10]) == "opposed"  # 25 %


def test_nobody_answering_has_neither_median_nor_spread(empty):
    tally = answers.tally(empty, "s1")
    assert (tally.median, tally.spread, tally.answered) == (None, None, 0)


@given(COUNTS)
def test_spread_is_the_same_seen_from_either_end(counts):
    assert answers.spread(counts) == answers.spread(counts[::-1])


@given(COUNTS)
def test_who_stands_in_the_middle_never_makes_positions_opposed(counts):
    more = [counts[0], counts[1], counts[2] + 1, *counts[3:]]
    if answers.spread(more) == "opposed":
        assert answers.spread(counts) == "opposed"


def test_not_knowing_is_counted_apart(empty):
    record = empty.record_answer("s1", 4).record_answer("s1", None, unsure=True)
    tally = answers.tally(record, "s1")
    assert (tally.counts, tally.unsure, tally.answered) == ((0, 0, 0, 1, 0), 1, 2)


def test_a_scale_of_its_own_has_its_own_counts(empty):
    method = empty.methodology
    scale = m.RatingScale(id="ten", title=m.Text(ca="ten"), low=0, high=10)
    method = attrs.evolve(method, elements=method.elements.added(scale))
    method = m.put(method, "/elements/s1/scale", "ten")
    record = attrs.evolve(empty, methodology=method).record_answer("s1", 0).record_answer("s1", 10)
    tally = answers.tally(record, "s1")
    assert len(tally.counts) == 11
    assert tally.dots == (0, 10)


def test_dots_are_shown_from_the_threshold_on(empty):
    record = empty
    for _ in range(4):
        record = record.record_answer("s1", 2)
    assert not answers.shown(record, "s1")
    assert answers.shown(record.record_answer("s1", 2), "s1")


def test_below_the_threshold_dots_are_shown_from_the_day_the_group_agreed(empty):
    record = empty.record_answer("s1", 2)
    agreed = m.put(record, "/diagnosis/dots_agreed", date(2026, 3, 10))
    assert not answers.shown(agreed, "s1", on=date(2026, 3, 9))
    assert answers.shown(agreed, "s1", on=date(2026, 3, 10))


def test_the_latest_answer_is_the_last_by_date(empty):
    record = empty.add_session(date(2026, 2, 1), id="s1")
    record = record.record_answer("current", "new", session="s1").record_answer(
        "current", "old", on=date(2026, 1, 1)
    )
    found = answers.latest(record, "current")
    assert found is not None
    assert found.value == "new"
    assert answers.latest(record, "current", on=date(2026, 1, 15)).value == "old"  # type: ignore[union-attr]
    assert answers.latest(record, "tools") is None


CONDITIONS = [
    (m.Is(prompt="s1", value=4), True),
    (m.Is(prompt="s1", value="4"), True),
    (m.Is(prompt="s1", value=4, compare="differs"), False),
    (m.Is(prompt="s1", value=4, compare="at-least"), True),
    (m.Is(prompt="s1", value=5, compare="at-least"), False),
    (m.Is(prompt="s1", value=3, compare="at-most"), False),
    (m.Is(prompt="tools", value="canvas", compare="includes"), True),
    (m.Is(prompt="tools", value="funnel", compare="includes"), False),
    (m.Is(prompt="current", value=3, compare="at-most"), False),
    (m.Is(prompt="s2", value=4, compare="differs"), False),
    (m.Answered(prompt="current"), True),
    (m.Answered(prompt="s2"), False),
    (m.Every(of=(m.Answered(prompt="current"), m.Is(prompt="s1", value=4))), True),
    (m.Every(of=(m.Answered(prompt="current"), m.Answered(prompt="s2"))), False),
    (m.Some(of=(m.Answered(prompt="s2"), m.Answered(prompt="s1"))), True),
    (m.Some(of=(m.Answered(prompt="s2"),)), False),
    (m.NoneOf(of=(m.Answered(prompt="s2"),)), True),
    (m.NoneOf(of=(m.Answered(prompt="s1"),)), False),
]


@pytest.mark.parametrize(("condition", "expected"), CONDITIONS)
def test_conditions_are_evaluated_on_the_latest_answers(empty, condition, expected):
    record = (
        empty.record_answer("s1", 4)
        .record_answer("tools", ("canvas",))
        .record_answer("current", "by answering the phone")
        .record_answer("s2", None, unsure=True)
    )
    assert answers.holds(condition, record) is expected


def test_a_condition_may_look_at_one_item_of_a_repeated_group(empty):
    record = empty.record_answer("s1", 4, group_item="one").record_answer("s1", 1, group_item="two")
    condition = m.Is(prompt="s1", value=4)
    assert answers.holds(condition, record, group_item="one")
    assert not answers.holds(condition, record, group_item="two")
