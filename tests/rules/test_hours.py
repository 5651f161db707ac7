from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import interim_method.model as m
from interim_method.rules import hours

ON = date(2026, 7, 17)


def test_the_two_ledgers_are_summed_apart(running):
    assert hours.spent(running) == 5250  # 87.5 h
    assert hours.spent(running, ledger="organisation") == 179 * 60


def test_a_session_of_three_hours_with_seven_people_is_twenty_one_hours_of_the_organisation(empty):
    entry = m.HourEntry(id="h", on=ON, minutes=180, people=7, ledger="organisation", session="s1")
    same = m.HourEntry(id="p", on=ON, minutes=180, people=7, session="s1")
    both = attrs.evolve(empty, hours=m.Keyed([entry, same]))
    assert hours.spent(both, ledger="organisation", session="s1") == 21 * 60
    assert hours.spent(both, session="s1") == 180


def test_spent_counts_the_lines_that_match_everything_asked_for(running):
    assert hours.spent(running, step="listening") == 510
    assert hours.spent(running, action="a03") == 660
    assert hours.spent(running, action="a03", mode="preparation") == 210
    assert hours.spent(running, activity="closing") == 300
    assert hours.spent(running, on=date(2026, 4, 30)) == 65 * 60 + 30


def test_contact_and_preparation_make_the_whole(running):
    assert hours.by_mode(running) == {"contact": 3750, "preparation": 1500, "coordination": 0, "travel": 0}


def test_the_budget_is_the_agreements_and_without_one_the_methods(running, empty):
    assert hours.budget(empty) == 5400
    assert hours.warning(empty) is None
    longer = m.put(running, "/agreements/agreement/professional_minutes", 6000)
    assert hours.budget(longer) == 6000
    assert hours.warning(longer) == 4800


def test_the_forecast_adds_what_is_committed_to_what_is_spent(running):
    forecast = hours.forecast(running, ON)
    assert (forecast.spent, forecast.committed, forecast.total) == (5250, 480, 5730)  # 87.5 + 8 = 95.5 h
    assert (forecast.budget, forecast.over, forecast.left) == (5400, 330, 150)
    assert {line.id: line.committed for line in forecast.lines if line.committed} == {
        "a08": 60,
        "a09": 90,
        "a10": 30,
        "a11": 240,
        "closing": 60,
    }


def test_what_the_organisation_does_alone_falls_away_from_the_decided_total(running):
    forecast = hours.forecast(running, ON)
    assert (forecast.alone, forecast.decided) == (330, 5400)
    assert hours.forecast(running, date(2026, 7, 16)).alone == 0


def test_closing_is_over_once_the_follow_up_has_passed(running):
    assert hours.forecast(running, date(2026, 10, 8)).committed == 480
    assert hours.forecast(running, date(2026, 10, 9)).committed == 420


@pytest.mark.parametrize("state", ["closed", "stopped"])
def test_nothing_is_committed_once_the_engagement_has_ended(running, state):
    ended = attrs.evolve(running, state=state, state_reason="enough", state_on=date(2026, 7, 17))
    assert hours.forecast(ended, ON).committed == 0
    assert hours.forecast(ended, date(2026, 7, 16)).committed == 480


def test_before_there_is_a_plan_the_whole_budget_is_forecast(empty):
    assert hours.forecast(empty).total == 5400
    begun = empty.log_hours(date(2026, 1, 12), 90, step="listening")
    forecast = hours.forecast(begun, date(2026, 1, 12))
    assert (forecast.spent, forecast.committed, forecast.total) == (90, 5310, 5400)


def test_a_step_is_over_when_a_later_one_has_begun(empty):
    begun = empty.log_hours(date(2026, 1, 12), 90, step="listening")
    later = begun.add_session(date(2026, 2, 12), step="diagnosis")
    assert hours.by_step(later, date(2026, 2, 11))[0].committed == 390
    assert hours.by_step(later, date(2026, 2, 12))[0].committed == 0


def test_hours_by_step_keep_activities_with_a_budget_apart(running):
    lines = hours.by_step(running, ON)
    assert [(line.id, line.planned, line.spent, line.committed) for line in lines] == [
        ("listening", 480, 510, 0),
        ("diagnosis", 600, 630, 0),
        ("consensus", 480, 510, 0),
        ("intensive", 3480, 3300, 420),
        ("closing", 360, 300, 60),
    ]
    assert [line.kind for line in lines] == ["step", "step", "step", "step", "activity"]


def test_hours_outside_every_budget_have_a_line_of_their_own(running):
    more = running.log_hours(date(2026, 7, 15), 180)
    assert hours.by_step(more)[-1] == hours.Line("other", "", 0, 180)


def test_hours_on_an_action_alone_are_intensive_work(empty):
    plan = empty.add_action("Call", id="a1").log_hours(ON, 60, action="a1")
    assert {line.id: line.spent for line in hours.by_step(plan)}["intensive"] == 60


def test_intensive_hours_on_no_action_stay_in_sight(running):
    loose = running.log_hours(date(2026, 7, 1), 600, step="intensive")
    assert hours.Line("step", "intensive", 0, 600, 0, over=False) in hours.forecast(loose, ON).lines


def test_the_weeks_have_no_gaps_and_accumulate(running):
    weeks = hours.by_week(running, ON)
    assert [week.number for week in weeks] == list(range(3, 30))
    assert (weeks[0].monday, weeks[0].contact, weeks[0].preparation) == (date(2026, 1, 12), 60, 90)
    assert [week.accumulated for week in weeks[:4]] == [150, 390, 510, 690]
    assert (weeks[13].total, weeks[13].accumulated) == (420, 3390)  # week 16: 7.0, 56.5
    assert (weeks[-1].total, weeks[-1].accumulated) == (0, 5250)


def test_the_months_add_up(running):
    months = hours.by_month(running)
    assert [month.minutes for month in months] == [510, 1050, 1050, 1320, 720, 360, 240]
    assert (months[0].year, months[0].month, months[-1].month) == (2026, 1, 7)


def test_months_without_hours_are_there(empty):
    pause = empty.log_hours(date(2025, 12, 1), 60).log_hours(date(2026, 2, 1), 30)
    assert [tuple(month) for month in hours.by_month(pause)] == [(2025, 12, 60), (2026, 1, 0), (2026, 2, 30)]


def test_a_total_is_reached_on_a_day(running):
    assert hours.reached(running, 45 * 60) == date(2026, 4, 8)
    assert hours.reached(running, 72 * 60) == date(2026, 5, 14)
    assert hours.reached(running, 81 * 60) == date(2026, 6, 9)
    assert hours.reached(running, 90 * 60) is None


def test_deviations_past_a_fifth_are_the_price_list_and_the_dropped_site(running):
    assert [(line.id, line.deviation) for line in hours.deviations(running, ON)] == [
        ("a03", 360),
        ("a12", -60),
    ]


def test_all_deviations_together_are_what_the_forecast_is_over(running):
    lines = hours.deviations(running, ON, percent=0)
    assert {line.id: line.deviation for line in lines} == {
        "listening": 30, "diagnosis": 30, "consensus": 30,
        "a01": 30, "a02": 60, "a03": 360, "a04": -30, "a05": -30, "a06": -60, "a07": -30, "a12": -60,
    }  # fmt: skip
    assert sum(line.deviation for line in lines) == hours.forecast(running, ON).over == 330


def test_an_open_action_deviates_only_by_what_is_too_much(running):
    assert "a11" not in {line.id for line in hours.deviations(running, ON)}
    more = running.log_hours(date(2026, 7, 16), 300, action="a11", step="intensive")
    assert {line.id: line.deviation for line in hours.deviations(more, ON)}["a11"] == 60


def test_hours_by_action_show_both_ledgers(running):
    lines = {line.action: line for line in hours.by_action(running)}
    assert lines["a03"] == hours.ActionHours("a03", 600, 960, 300, 660)
    assert sum(line.own_planned for line in lines.values()) == 140 * 60
    assert sum(line.own_spent for line in lines.values()) == 119 * 60
    assert sum(line.professional_planned for line in lines.values()) == 58 * 60
    assert sum(line.professional_spent for line in lines.values()) == 55 * 60


entry = st.builds(
    lambda day, minutes, step, action, ledger: {
        "on": date(2026, 1, 1).replace(month=day),
        "minutes": minutes,
        "step": step,
        "action": action,
        "ledger": ledger,
    },
    st.integers(1, 12),
    st.integers(0, 500),
    st.sampled_from([None, "listening", "intensive"]),
    st.sampled_from([None, "a08", "a12"]),
    st.sampled_from(["professional", "organisation"]),
)


def test_a_mistyped_year_makes_no_thousands_of_weeks_or_months(empty):
    typo = empty.log_hours(date(26, 1, 12), 60).log_hours(date(2026, 1, 12), 30)
    assert [(w.monday, w.total) for w in hours.by_week(typo)] == [
        (date(26, 1, 12), 60),
        (date(2026, 1, 12), 30),
    ]
    assert [tuple(month) for month in hours.by_month(typo)] == [(26, 1, 60), (2026, 1, 30)]


def test_the_calendar_ends_on_its_last_day(empty):
    record = empty.log_hours(date(9999, 12, 1), 60)
    assert hours.by_week(record, date.max)[-1].monday == date(9999, 12, 27)


@given(entries=st.lists(entry, max_size=8), month=st.integers(1, 12))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_way_of_cutting_the_ledger_gives_the_same_sum(running, entries, month):
    record = running
    for fields in entries:
        record = record.log_hours(fields["on"], fields["minutes"], **{
            name: value for name, value in fields.items() if name not in ("on", "minutes")
        })  # fmt: skip
    on = date(2026, month, 1)
    total = hours.spent(record, on=on)
    assert sum(hours.by_mode(record, on).values()) == total
    assert sum(week.total for week in hours.by_week(record, on)) == total
    assert sum(month.minutes for month in hours.by_month(record, on)) == total
    assert sum(line.spent for line in hours.by_step(record, on)) == total
    forecast = hours.forecast(record, on)
    assert sum(line.spent for line in forecast.lines) == forecast.spent == total
    assert sum(line.committed for line in hours.by_step(record, on)) == forecast.committed
