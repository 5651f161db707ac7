from __future__ import annotations

from datetime import date

import attrs

import interim_method.model as m
from interim_method.rules.steps import Next, next_steps

ON = date(2026, 7, 17)


def test_a_new_engagement_begins_with_the_first_step(empty):
    record = attrs.evolve(empty, started=date(2026, 1, 12))
    assert next_steps(record, date(2026, 1, 1)) == (
        Next("session", (), date(2026, 1, 12), "/methodology/elements/listening"),
    )


def test_what_is_overdue_goes_first_and_what_has_no_date_last(empty):
    record = (
        empty.add_session(date(2026, 7, 1))
        .add_action("whenever", id="whenever")
        .add_action("soon", id="soon", due=date(2026, 7, 20), owner="admin")
        .add_action("late", id="late", due=date(2026, 7, 10))
        .add_action("finished", id="finished", due=date(2026, 7, 10), status="done")
    )
    assert next_steps(record, ON) == (
        Next("overdue-action", (), date(2026, 7, 10), "/actions/late"),
        Next("action", ("admin",), date(2026, 7, 20), "/actions/soon"),
        Next("action", (), None, "/actions/whenever"),
    )


def test_there_are_no_more_than_were_asked_for(empty):
    record = empty
    for _ in range(9):
        record = record.add_action("more")
    assert len(next_steps(record, ON)) == 5
    assert len(next_steps(record, ON, most=2)) == 2


def test_the_date_of_the_handover_holds_for_an_action_carried_on(empty):
    item = m.HandoverItem(id="i1", text="on", person="admin", due=date(2026, 9, 1), action="a1")
    weekly = m.HandoverItem(id="i2", text="weekly", person="admin", when="Tuesdays", action="a2")
    record = attrs.evolve(
        empty.add_session(date(2026, 7, 1))
        .add_action("a1", id="a1", due=date(2026, 7, 1))
        .add_action("a2", id="a2", due=date(2026, 7, 1)),
        handover=m.Handover(items=m.Keyed([item, weekly]), follow_up=date(2026, 10, 8)),
    )
    assert [(n.what, n.address) for n in next_steps(record, ON)] == [
        ("overdue-action", "/actions/a2"),
        ("handover", "/handover/items/i1"),
        ("follow-up", "/handover/follow_up"),
    ]


def test_a_decision_of_an_earlier_session_is_listed_only_while_it_is_due(empty):
    def decided(key, due):
        return m.Keyed([m.Decision(id=key, text=key, responsible=("admin",), due=due)])

    record = (
        empty.add_session(date(2026, 6, 1), id="first", decisions=decided("old", date(2026, 6, 5)))
        .add_session(date(2026, 6, 2), id="second", decisions=decided("due", date(2026, 8, 1)))
        .add_session(date(2026, 7, 1), id="third", decisions=decided("last", date(2026, 7, 3)))
    )
    assert [n.address for n in next_steps(record, ON)] == [
        "/sessions/third/decisions/last",
        "/sessions/second/decisions/due",
    ]
    done = m.put(record, "/sessions/third/decisions/last/done", date(2026, 7, 2))
    assert [n.address for n in next_steps(done, ON)] == ["/sessions/second/decisions/due"]


def test_an_agreement_is_to_be_ratified_and_reviewed(empty):
    review = m.Review(id="r1", on=date(2026, 9, 1), what="planned")
    record = attrs.evolve(
        empty.add_session(date(2026, 7, 1), next_on=date(2026, 7, 21), facilitator="pro"),
        agreements=m.Keyed([m.Agreement(id="g", on=date(2026, 7, 1), reviews=m.Keyed([review]))]),
    )
    assert [(n.what, n.by) for n in next_steps(record, ON)] == [
        ("session", date(2026, 7, 21)),
        ("review", date(2026, 9, 1)),
        ("ratification", None),
    ]


def test_the_plan_of_an_engagement_that_stopped_asks_for_nothing(empty):
    record = attrs.evolve(
        empty.add_session(date(2026, 7, 1)).add_action("open", due=date(2026, 8, 1)),
        state="stopped",
        state_reason="disagreement",
        state_on=date(2026, 7, 10),
    )
    assert next_steps(record, ON) == ()
    assert len(next_steps(record, date(2026, 7, 9))) == 1
