"""What is derived from the example agrees with what its texts say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

import interim_method.model as m
from interim_method.methodologies.interim_executive import example, methodology, slides_pilot
from interim_method.rules import answers, blockers, hours, pilots, readiness
from interim_method.rules.checks import check
from interim_method.rules.steps import next_steps


@pytest.fixture(scope="module")
def records():
    return example.engagements()


@pytest.fixture(scope="module")
def pilot():
    return example.pilot()


LOOSE_ENDS = {
    "nespra": {
        ("overdue", "/actions/a08"),
        ("overdue", "/actions/a09"),
        ("overdue", "/actions/a10"),
        ("response-without-action", "/contents/journey-s1/points/experience"),
        ("forecast-above-budget", "/hours"),
        ("objective-without-finished-action", "/objectives/o4"),
    },
    "codony": {("spent-above-budget", "/hours")},
    "ginjol": {
        ("action-without-owner", "/actions/g03/owner"),
        ("deadline-before-dependency", "/actions/g04/due"),
        ("action-without-deadline", "/actions/g05/due"),
        ("action-without-indicator", "/actions/g06/indicator"),
        ("objective-without-action", "/objectives/o3"),
        ("agreement-not-ratified", "/agreements/agreement"),
        ("agreement-not-reviewed", "/agreements/agreement/reviews"),
        ("work-before-ratification", "/hours/h15"),
        ("hours-without-action", "/hours"),
        ("pain-without-response", "/contents/journey/points/contracting"),
        ("answers-below-threshold", "/diagnosis/dots_agreed"),
        ("hypothesis-not-assessed", "/verdicts/v2"),
        ("hypothesis-not-assessed", "/verdicts/v3"),
        ("hypothesis-not-assessed", "/verdicts/v6"),
        ("stopped-engagement", "/state"),
    },
}


@pytest.mark.parametrize("name", LOOSE_ENDS)
def test_every_loose_end_is_found_where_it_hangs_and_nothing_else(records, name):
    found = check(records[name])
    assert {(finding.rule, finding.address) for finding in found} == LOOSE_ENDS[name]
    assert len(found) == len(LOOSE_ENDS[name])
    assert check(records[name], example.REFERENCE) == found


def test_the_hours_without_an_action_are_ten(records):
    (finding,) = (f for f in check(records["ginjol"]) if f.rule == "hours-without-action")
    assert finding.message.startswith("10 h ")


def test_nothing_is_found_in_the_pilots_and_the_method(pilot):
    assert check(pilot) == check(slides_pilot()) == check(methodology()) == ()
    assert check(pilot, example.REFERENCE) == ()


@pytest.mark.parametrize(
    ("name", "total", "months"),
    [
        ("nespra", 87.5, [8.5, 17.5, 17.5, 22, 12, 6, 4]),
        ("codony", 96, [10, 19, 25, 26, 16]),
        ("ginjol", 61, [9.5, 20, 17.5, 14]),
    ],
)
def test_the_hours_of_the_professional_add_up(records, name, total, months):
    assert hours.spent(records[name]) == total * 60
    assert [month.minutes / 60 for month in hours.by_month(records[name])] == months


def test_the_forecast_is_95_and_a_half_and_the_decision_brings_it_back_to_90(records):
    forecast = hours.forecast(records["nespra"])
    assert (forecast.total / 60, forecast.over / 60, forecast.decided / 60) == (95.5, 5.5, 90)


@pytest.mark.parametrize("name", ["codony", "ginjol"])
def test_an_engagement_that_has_ended_commits_nothing(records, name):
    assert hours.forecast(records[name]).committed == 0


def test_deviations_are_those_that_the_report_names(records):
    lines = {line.id: line.deviation / 60 for line in hours.deviations(records["nespra"], percent=0)}
    assert lines["a03"] == 6
    assert lines["listening"] + lines["diagnosis"] + lines["consensus"] == 1.5
    assert lines["a01"] + lines["a02"] == 1.5
    assert lines["a04"] + lines["a05"] + lines["a06"] + lines["a07"] == -2.5
    assert lines["a12"] == -1
    assert sum(lines.values()) == 5.5


def test_the_pilot_has_244_and_a_half_hours_of_270(records, pilot):
    table = pilots.hours_by_step(pilot, records)
    assert (table.total / 60, table.budget / 60) == (244.5, 270)
    assert [(row.id, row.planned / 60, *(v / 60 for v in row.spent.values())) for row in table.rows] == [
        ("listening", 8, 8.5, 10, 9.5),
        ("diagnosis", 10, 10.5, 11, 14),
        ("consensus", 8, 8.5, 8, 13.5),
        ("intensive", 58, 55, 61, 20),
        ("closing", 6, 5, 6, 4),
    ]
    assert [row.total / 60 for row in table.rows] == [28, 35.5, 30, 136, 15]


def test_the_comparison_is_the_tables(records, pilot):
    columns = pilots.comparison(pilot, records)
    assert [c.people for c in columns.values()] == [7, 9, 4]
    assert [c.own / 60 for c in columns.values()] == [179, 196, 74]
    assert [(c.barrier_start, c.barrier_end) for c in columns.values()] == [
        ("awareness", None),
        ("awareness", None),
        ("problem", "want"),
    ]
    assert [(c.actions.done, c.actions.agreed) for c in columns.values()] == [(7, 11), (9, 10), (2, 8)]
    assert [c.ratified for c in columns.values()] == [date(2026, 3, 2), date(2026, 2, 27), None]
    assert [c.main_blockers for c in columns.values()] == [("time",), ("time",), ("disagreement",)]


def test_the_matrix_has_the_tables_row_totals_and_contradictions(records, pilot):
    rows = pilots.matrix(pilot, records)
    assert [tuple(row.totals) for row in rows] == [
        (2, 0, 1, 0), (1, 1, 0, 1), (0, 1, 1, 1), (1, 1, 1, 0), (2, 0, 1, 0), (2, 0, 0, 1), (2, 0, 1, 0),
    ]  # fmt: skip
    assert [row.hypothesis for row in rows if row.contradiction] == ["h1", "h4", "h5", "h7"]


def test_a_pilot_without_published_results_has_no_matrix(records):
    assert pilots.matrix(slides_pilot(), records) == ()


def test_an_engagement_whose_record_is_not_at_hand_has_an_empty_column(records, pilot):
    some = [records["nespra"]]
    assert pilots.comparison(pilot, some)["ginjol"] is None
    row = pilots.matrix(pilot, some)[0]
    assert row.verdicts["ginjol"] is None
    assert tuple(row.totals) == (1, 0, 0, 0)
    assert pilots.hours_by_step(pilot, some).rows[0].spent == {"nespra": 510, "codony": None, "ginjol": None}


def test_what_it_cost_is_what_the_texts_say(records, pilot):
    costs = {e.id: pilots.affordability(pilot, e) for e in records}
    assert [c.without_grant.amount for c in costs.values()] == [727200, 784800, 407700]
    assert costs["nespra"].with_grant == m.Money(382200)
    assert costs["ginjol"].with_grant == m.Money(193200)
    assert [round(float(c.share_without_grant) * 100, 1) for c in costs.values()] == [3.9, 1.9, 7.0]
    assert costs["nespra"].share_with_grant == Fraction(3822, 186000)


def test_without_prices_or_income_no_share_is_made_up(records, pilot):
    assert pilots.affordability(attrs.evolve(pilot, contribution=None), records["nespra"]) is None
    poor = m.put(records["nespra"], "/organisation/income", None)
    assert pilots.affordability(pilot, poor).share_without_grant is None


def test_blockers_are_seventeen_of_which_thirteen_are_of_the_three_kinds(records):
    counts = blockers.count(records["nespra"])
    assert counts == {
        "time": 7, "know-how": 3, "weight": 3, "unease": 2, "disagreement": 1, "third-party": 1,
    }  # fmt: skip
    assert [blockers.share(blockers.count(e), ("time", "know-how", "weight")) for e in records] == [
        Fraction(13, 17),
        Fraction(12, 15),
        Fraction(4, 10),
    ]


@pytest.mark.parametrize(
    ("name", "prompt", "counts", "median", "word"),
    [
        ("nespra", "s3-cost", (1, 3, 0, 2, 1), "2", "opposed"),
        ("nespra", "s10-now", (0, 1, 1, 2, 3), "4", "minority"),
        ("codony", "s8-recommend", (0, 2, 3, 3, 1), "3", "mixed"),
        ("ginjol", "s6-price", (0, 1, 1, 1, 1), "3.5", "minority"),
    ],
)
def test_statements_have_their_counts_median_and_word(records, name, prompt, counts, median, word):
    tally = answers.tally(records[name], prompt)
    assert (tally.counts, tally.median, tally.spread) == (counts, Decimal(median), word)
    assert answers.shown(records[name], prompt)


def test_the_thermometer_is_stuck_where_the_texts_say(records):
    nespra = records["nespra"]
    measured = sorted(nespra.readiness, key=lambda r: r.on)
    assert [readiness.barrier(r, nespra.methodology) for r in measured] == ["awareness", "do", "can", None]


def test_what_comes_next_is_the_overdue_meeting_and_the_handover(records):
    assert [(step.what, step.by) for step in next_steps(records["nespra"])] == [
        ("overdue-action", date(2026, 7, 10)),
        ("handover", date(2026, 7, 24)),
        ("handover", date(2026, 9, 14)),
        ("handover", date(2026, 9, 18)),
        ("handover", date(2026, 9, 30)),
    ]
