from __future__ import annotations

from datetime import date

import attrs
import pytest

import interim_method.model as m
from interim_method.rules import course, integrity, plan
from interim_method.rules.checks import RULES, Rule, check

ON = date(2026, 7, 17)


def found(record, rule, on=ON):
    """The addresses at which one rule finds something."""
    return [f.address for f in check(record, on) if f.rule == rule]


def test_names_of_rules_are_unique_and_are_those_of_their_findings(running):
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert {f.rule for f in check(running, ON)} <= set(names)


def test_findings_come_by_severity_and_then_by_address(running):
    record = m.put(running, "/actions/a01/owner", "nobody")
    order = [("error", "warning", "advice").index(f.severity) for f in check(record, ON)]
    assert order == sorted(order)
    assert order[0] == 0
    warnings = [f.address for f in check(record, ON) if f.severity == "warning"]
    assert warnings == sorted(warnings)


def test_a_rule_that_fails_is_a_finding_and_the_others_go_on(running):
    def broken(record, on):
        yield m.Finding(rule="broken", severity="advice", address="", message="half")
        raise ZeroDivisionError("of nothing")

    def whole(record, on):
        return [m.Finding(rule="whole", severity="advice", address="/x", message="fine")]

    rules = (Rule("broken", ("engagement",), broken), Rule("whole", ("engagement",), whole))
    first, second = check(running, ON, rules)
    assert (first.rule, first.severity) == ("broken", "error")
    assert first.message == "The rule failed: ZeroDivisionError: of nothing"
    assert second.rule == "whole"


def test_a_rule_sees_only_the_kinds_of_record_that_it_is_for(running, method):
    def seen(record, on):
        return [m.Finding(rule="seen", severity="advice", address="", message=record.id)]

    rules = [Rule("seen", ("methodology",), seen)]
    assert check(running, ON, rules) == ()
    assert [f.message for f in check(method, ON, rules)] == ["small"]


# --- integrity -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"owner": "nobody"}, "/actions/x/owner"),
        ({"needs": ("gone",)}, "/actions/x/needs/gone"),
        ({"blocker": "weather"}, "/actions/x/blocker"),
        ({"journey_stage": "arrival"}, "/actions/x/journey_stage"),
        ({"segments": ("s9",)}, "/actions/x/segments/s9"),
    ],
)
def test_an_id_that_names_nothing_is_an_error_at_its_place(empty, fields, address):
    record = empty.add_action("x", id="x", **fields)
    assert found(record, "unresolved-reference") == [address]
    assert {f.severity for f in check(record, ON) if f.rule == "unresolved-reference"} == {"error"}


def test_ids_that_name_something_of_the_right_kind_are_in_order(empty):
    record = attrs.evolve(empty, people=m.Keyed([m.Person(id="admin", role="Admin")])).add_action(
        "x", id="x", owner="admin", blocker="time", journey_stage="experience"
    )
    record = record.log_hours(ON, 60, step="intensive", activity="closing", action="x")
    record = record.add_session(ON, attendance=m.Keyed([m.Attendance(id="admin")]), stages=("do",))
    assert found(record, "unresolved-reference") == []
    wrong = record.log_hours(ON, 60, id="h9", step="closing")
    assert found(wrong, "unresolved-reference") == ["/hours/h9/step"]
    absent = record.add_session(ON, id="s9", attendance=m.Keyed([m.Attendance(id="gone")]))
    assert found(absent, "unresolved-reference") == ["/sessions/s9/attendance/gone/id"]


def test_references_inside_the_method_are_checked_too(method, said):
    wrong = m.Step(id="more", parent="action", title=said("more"), stages=("gone",))
    broken = attrs.evolve(method, elements=method.elements.added(wrong))
    assert found(broken, "unresolved-reference") == ["/elements/more/stages/gone"]
    record = m.Engagement(id="e", methodology=broken, organisation=m.Organisation(name="E"))
    assert found(record, "unresolved-reference") == ["/methodology/elements/more/stages/gone"]


def test_conditions_refer_to_prompts(method):
    asked = m.Every(of=(m.Answered(prompt="s1"), m.Answered(prompt="gone")))
    record = m.put(method, "/elements/s2/condition", asked)
    assert found(record, "unresolved-reference") == ["/elements/s2/condition/of/1/prompt"]


def test_a_card_in_a_cell_that_the_board_lacks_is_an_error(empty):
    board = m.QuadrantsContent(
        id="board", tool="quadrants", cards=m.Keyed([m.BoardCard(id="c", cell="fifth", text="x")])
    )
    journey = m.JourneyContent(
        id="way", tool="journey", points=m.Keyed([m.JourneyPoint(id="arrival"), m.JourneyPoint(id="experience")])
    )  # fmt: skip
    record = attrs.evolve(empty, contents=m.Keyed([board, journey]))
    assert found(record, "content-outside-tool") == [
        "/contents/board/cards/c/cell",
        "/contents/way/points/arrival",
    ]


def test_what_ends_before_it_begins_is_found(empty):
    record = attrs.evolve(empty, started=date(2026, 2, 1), ended=date(2026, 1, 1))
    record = record.add_action("x", id="x", start=date(2026, 3, 2), due=date(2026, 3, 1))
    record = record.add_session(ON, id="s", start="16:00", end="09:30")
    assert found(record, "dates-out-of-order") == ["/actions/x/due", "/ended", "/sessions/s/end"]


def test_texts_without_a_language_are_found(method, empty):
    assert found(m.put(method, "/title", m.Text(en="Small")), "translation-missing") == ["/title"]
    record = empty.add_action("x", id="x")
    record = m.put(record, "/actions/x/title", m.Text(es="x"))
    assert found(record, "record-language-missing") == ["/actions/x/title"]


# --- plan ----------------------------------------------------------------------------------------------------------


def test_an_action_without_owner_date_or_indicator_is_found_unless_it_was_dropped(empty):
    record = empty.add_action("bare", id="bare").add_action("dropped", id="dropped", status="dropped")
    assert found(record, "action-without-owner") == ["/actions/bare/owner"]
    assert found(record, "action-without-deadline") == ["/actions/bare/due"]
    assert found(record, "action-without-indicator") == ["/actions/bare/indicator"]
    whole = empty.add_action("whole", owner="admin", due=ON, indicator=m.Indicator(id="i", title="calls"))
    rules = {f.rule for f in check(whole, ON)}
    assert not rules & {"action-without-owner", "action-without-deadline", "action-without-indicator"}


def test_a_deadline_before_that_of_what_it_needs_is_found_until_that_is_done(empty):
    record = empty.add_action("calls", id="a", due=date(2026, 5, 22)).add_action(
        "quotes", id="b", due=date(2026, 5, 8), needs=("a",)
    )
    assert found(record, "deadline-before-dependency") == ["/actions/b/due"]
    assert found(m.put(record, "/actions/a/status", "done"), "deadline-before-dependency") == []
    assert found(m.put(record, "/actions/b/due", date(2026, 5, 22)), "deadline-before-dependency") == []


def waiting(empty, needs):
    record = empty
    for key, of in needs.items():
        record = record.add_action(key, id=key, needs=tuple(of))
    return record


@pytest.mark.parametrize(
    ("needs", "circles"),
    [
        ({"a": "b", "b": "c", "c": ""}, []),
        ({"a": "bc", "b": "d", "c": "d", "d": ""}, []),
        ({"a": "a"}, ["a → a"]),
        ({"a": "b", "b": "a"}, ["a → b → a"]),
        ({"z": "c", "a": "b", "b": "c", "c": "a"}, ["a → b → c → a"]),
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, ["a → b → a", "c → d → c"]),
    ],
)
def test_each_circle_of_dependencies_is_found_once(empty, needs, circles):
    messages = [f.message for f in check(waiting(empty, needs), ON) if f.rule == "dependency-cycle"]
    assert messages == [f"These actions wait for each other: {circle}." for circle in circles]


def test_a_long_chain_of_dependencies_is_no_trouble(empty):
    actions = [m.Action(id=f"a{n}", title="x", needs=(f"a{n + 1}",)) for n in range(3000)]
    record = attrs.evolve(empty, actions=m.Keyed([*actions, m.Action(id="a3000", title="x")]))
    assert list(plan.dependency_cycle(record, ON)) == []


def test_an_objective_needs_an_action_and_one_that_gets_finished(empty):
    record = attrs.evolve(
        empty, objectives=m.Keyed([m.Objective(id=key, title=key) for key in ("o1", "o2", "o3")])
    )
    assert found(record, "objective-without-action") == []
    record = record.add_action("a", objectives=("o1",), status="done")
    record = record.add_action("b", id="b", objectives=("o2",), start=ON)
    assert found(record, "objective-without-action") == ["/objectives/o3"]
    assert found(record, "objective-without-finished-action") == ["/objectives/o2"]
    assert found(record, "objective-without-finished-action", date(2026, 7, 16)) == []


def test_nothing_is_overdue_once_the_engagement_has_ended(empty):
    record = empty.add_action("late", id="late", due=date(2026, 7, 1))
    assert found(record, "overdue") == ["/actions/late"]
    assert found(attrs.evolve(record, state="closed"), "overdue") == []


def test_more_than_three_open_actions_for_one_person_are_too_many(empty):
    record = attrs.evolve(
        empty,
        people=m.Keyed([m.Person(id="one", role="One"), m.Person(id="two", role="Two", people=2)]),
    )
    for _ in range(4):
        record = record.add_action("x", owner="one").add_action("x", owner="two")
    assert found(record, "too-many-open-actions") == ["/people/one"]
    first = record.actions[0].id
    assert found(m.put(record, f"/actions/{first}/status", "done"), "too-many-open-actions") == []


def journey(*points):
    return m.Keyed([m.JourneyContent(id="way", tool="journey", points=m.Keyed(points))])


def cells(*ids):
    return m.Keyed([m.JourneyCell(id=key, text=key) for key in ids])


def test_a_pain_wants_a_response_and_a_response_an_action(empty):
    record = attrs.evolve(
        empty.add_action("x", id="x"),
        contents=journey(
            m.JourneyPoint(id="contracting", cells=cells("pains")),
            m.JourneyPoint(id="experience", cells=cells("pains", "response")),
        ),
    )
    assert found(record, "pain-without-response") == ["/contents/way/points/contracting"]
    assert found(record, "response-without-action") == ["/contents/way/points/experience"]
    linked = m.put(record, "/contents/way/points/experience/actions", ("x",))
    assert found(linked, "response-without-action") == []


def test_the_response_is_not_filled_before_users_and_their_goals(empty):
    def board(*filled):
        cards = [m.BoardCard(id=f"c{n}", cell=cell, text=cell) for n, cell in enumerate(filled)]
        return m.Keyed([m.QuadrantsContent(id="board", tool="quadrants", cards=m.Keyed(cards))])

    early = attrs.evolve(empty, contents=board("users", "response"))
    assert found(early, "answer-before-question") == ["/contents/board"]
    in_order = attrs.evolve(empty, contents=board("users", "their-goals", "response"))
    assert found(in_order, "answer-before-question") == []


# --- course --------------------------------------------------------------------------------------------------------


def agreed(empty, *reviews):
    lines = [m.Review(id=f"r{n}", on=day, what=what) for n, (day, what) in enumerate(reviews)]
    agreement = m.Agreement(id="g", on=date(2026, 3, 1), reviews=m.Keyed(lines))
    return attrs.evolve(empty, agreements=m.Keyed([agreement]))


def test_an_agreement_is_ratified_and_after_two_months_reviewed(empty):
    record = agreed(empty)
    assert found(record, "agreement-not-ratified") == ["/agreements/g"]
    assert found(record, "agreement-not-reviewed", date(2026, 4, 30)) == []
    assert found(record, "agreement-not-reviewed", date(2026, 5, 1)) == ["/agreements/g/reviews"]
    done = agreed(empty, (date(2026, 3, 2), "ratified"), (date(2026, 4, 30), "reviewed"))
    assert found(done, "agreement-not-ratified") == []
    assert found(done, "agreement-not-reviewed", date(2026, 5, 1)) == []
    planned = agreed(empty, (date(2026, 3, 2), "ratified"), (date(2026, 4, 30), "planned"))
    assert found(planned, "agreement-not-reviewed", date(2026, 5, 1)) == ["/agreements/g/reviews"]


def test_no_work_of_the_second_phase_goes_before_the_ratification(empty, said):
    gate = m.Gate(id="ratified", parent="action", title=said("gate"))
    method = attrs.evolve(empty.methodology, elements=empty.methodology.elements.added(gate))
    work = empty.log_hours(date(2026, 3, 3), 60, id="later", step="intensive")
    work = work.log_hours(date(2026, 3, 2), 60, id="first", step="intensive")
    work = work.log_hours(date(2026, 2, 2), 60, step="listening")
    gated = attrs.evolve(work, methodology=method)
    ratified = date(2026, 3, 2), "ratified"
    assert found(gated, "work-before-ratification") == ["/hours/first"]
    assert found(agreed(gated, ratified), "work-before-ratification") == []
    late = agreed(gated, (date(2026, 3, 3), "ratified"))
    assert found(late, "work-before-ratification") == ["/hours/first"]
    assert found(work, "work-before-ratification") == []


def test_intensive_hours_without_an_action_are_found_once_there_is_a_plan(empty):
    record = empty.log_hours(ON, 90, id="h", step="intensive").log_hours(ON, 60, activity="closing")
    assert found(record, "hours-without-action") == []
    planned = record.add_action("x")
    (finding,) = course.hours_without_action(planned, ON)
    assert finding.address == "/hours"
    assert finding.message == "1.5 h of intensive sessions serve no action: h."


def test_hours_are_above_the_budget_either_spent_or_forecast_never_both(running):
    def rules(record):
        return {f.rule for f in check(record, ON)} & {
            "budget-warning",
            "forecast-above-budget",
            "spent-above-budget",
        }

    assert rules(running) == {"forecast-above-budget"}
    assert rules(running.log_hours(ON, 180)) == {"spent-above-budget"}
    more = m.put(running, "/agreements/agreement/professional_minutes", 6000)
    assert rules(more) == {"budget-warning"}
    plenty = m.put(running, "/agreements/agreement/professional_minutes", 60000)
    assert rules(plenty) == set()


def test_few_answers_are_a_warning_until_the_group_agrees_to_see_them(empty):
    record = empty.record_answer("s1", 3).record_answer("s1", None, unsure=True)
    (warning,) = course.answers_below_threshold(record, ON)
    assert (warning.severity, warning.address) == ("warning", "/diagnosis/threshold")
    agreed = m.put(record, "/diagnosis/dots_agreed", date(2026, 3, 10))
    (advice,) = course.answers_below_threshold(agreed, ON)
    assert (advice.severity, advice.address) == ("advice", "/diagnosis/dots_agreed")
    lower = m.put(record, "/diagnosis/threshold", 2)
    assert list(course.answers_below_threshold(lower, ON)) == []
    assert list(course.answers_below_threshold(empty, ON)) == []


def test_hypotheses_are_missed_only_at_the_end(empty):
    verdict = m.Verdict(id="v1", hypothesis="h1", verdict="open", threshold_set=date(2026, 1, 1))
    record = attrs.evolve(empty, verdicts=m.Keyed([verdict]))
    assert found(record, "hypothesis-not-assessed") == []
    closed = attrs.evolve(record, state="closed")
    assert found(closed, "hypothesis-not-assessed") == ["/verdicts"]
    explicit = m.add(closed, "/verdicts", m.Verdict(id="v2", hypothesis="h2"))
    assert found(explicit, "hypothesis-not-assessed") == ["/verdicts/v2"]


def test_a_threshold_is_set_before_the_start(empty):
    def verdict(key, day, word="open"):
        return m.Verdict(id=key, hypothesis="h1", verdict=word, threshold_set=day)

    record = attrs.evolve(
        empty,
        started=date(2026, 1, 12),
        verdicts=m.Keyed(
            [
                verdict("before", date(2026, 1, 12)),
                verdict("after", date(2026, 1, 13)),
                verdict("never", None),
                verdict("unasked", None, "not-assessed"),
            ]
        ),
    )
    assert found(record, "threshold-set-late") == [
        "/verdicts/after/threshold_set",
        "/verdicts/never/threshold_set",
    ]


def test_stopping_is_advice_from_the_day_it_stopped(empty):
    record = attrs.evolve(empty, state="stopped", state_reason="enough", state_on=ON)
    assert found(record, "stopped-engagement") == ["/state"]
    assert found(record, "stopped-engagement", date(2026, 7, 16)) == []


def test_a_new_engagement_has_nothing_wrong_with_it(empty):
    assert check(empty, ON) == ()
    assert list(integrity.unresolved_reference(empty)) == []
