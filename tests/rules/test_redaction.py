from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import interim_method.model as m
from interim_method.methodologies.interim_executive import example
from interim_method.rules import blockers, hours, pilots
from interim_method.rules.checks import check
from interim_method.rules.redaction import may_read, redact

AUDIENCES = ("organisation", "group", "public")
CONSENT = st.sampled_from(AUDIENCES)
WIDER = [("group", "group"), ("group", "public"), ("public", "public")]
RECORDS = ["nespra", "codony", "ginjol", "pilot"]


def record_of(name: str) -> Any:
    return example.pilot() if name == "pilot" else example.engagements()[name]


def texts(record: m.Record) -> set[str]:
    """Everything written in a record, the method's own texts aside."""
    found: set[str] = set()
    for at, value in m.walk(record):
        if at.startswith("/methodology"):
            continue
        if isinstance(value, m.Text):
            found.update(value.values())
        elif isinstance(value, str):
            found.add(value)
    return found


def test_who_reaches_further_reads_what_was_released_further():
    assert [(a, c) for a in AUDIENCES for c in AUDIENCES if not may_read(a, c)] == [
        ("group", "organisation"),
        ("public", "organisation"),
        ("public", "group"),
    ]


@pytest.mark.parametrize("name", RECORDS)
def test_the_organisation_reads_everything(name):
    assert redact(record_of(name), "organisation") is record_of(name)


def test_the_method_is_for_everyone(method):
    assert redact(method, "public") is method


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize(("first", "second"), WIDER)
def test_redacting_again_changes_only_what_a_wider_audience_must_not_read(name, first, second):
    record = record_of(name)
    assert redact(redact(record, first), second) == redact(record, second)


@pytest.mark.parametrize("name", RECORDS)
def test_a_wider_audience_never_reads_a_text_that_a_narrower_one_does_not(name):
    record = record_of(name)
    own, group, public = (texts(redact(record, audience)) for audience in AUDIENCES)
    # Ids, gaps and the coarser state that stand for what was taken out.
    added = {"", "others", "total", "closed"}
    assert public - added <= group - added <= own


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("audience", ["group", "public"])
def test_what_is_left_refers_only_to_what_is_left(name, audience):
    found = check(redact(record_of(name), audience))
    assert [f for f in found if f.severity == "error"] == []


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("audience", ["group", "public"])
def test_no_money_name_or_answer_leaves_the_organisation(name, audience):
    redacted = redact(record_of(name), audience)
    values = [value for at, value in m.walk(redacted) if not at.startswith("/methodology")]
    assert not any(isinstance(value, m.Money) for value in values)
    assert not any(isinstance(v, (m.Answer, m.Signature, m.Attendance)) for v in values)
    assert all(person.name is None for person in redacted.people)


@pytest.mark.parametrize("name", ["nespra", "codony", "ginjol"])
def test_a_role_without_consent_is_gone_by_its_text_and_by_its_id(name):
    record = record_of(name)
    for audience in ("group", "public"):
        hidden = [p for p in record.people if not may_read(audience, p.consent)]
        assert hidden
        redacted = redact(record, audience)
        left = texts(redacted)
        for person in hidden:
            assert person.id not in redacted.people.ids
            assert person.id not in left
            assert person.role not in left


def test_the_number_of_people_stays_for_the_group_and_not_for_everyone():
    record = record_of("nespra")

    def people(audience):
        return sum(p.people for p in redact(record, audience).people if p.party == "organisation")

    assert (people("group"), people("public")) == (7, 0)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("planned", "planned"),
        ("running", "running"),
        ("paused", "running"),
        ("closed", "closed"),
        ("stopped", "closed"),
    ],
)
def test_everyone_reads_whether_an_engagement_is_over_and_not_how_it_went(empty, state, told):
    when = date(2026, 5, 29)
    record = attrs.evolve(empty, state=state, state_on=when, state_reason="we fell out")
    group, public = redact(record, "group"), redact(record, "public")
    assert (group.state, group.state_on, group.state_reason) == (state, when, "")
    assert (public.state, public.state_on, public.state_reason) == (told, None, None)


def test_hours_stay_for_the_group_and_their_sum_for_everyone():
    record = record_of("nespra")
    group, public = redact(record, "group"), redact(record, "public")
    assert hours.forecast(group)[:6] == hours.forecast(record)[:6]
    assert hours.spent(group, ledger="organisation") == 179 * 60
    assert [(entry.id, entry.minutes) for entry in public.hours] == [("total", 5250)]
    assert not any(entry.note for entry in group.hours)


def test_the_groups_comparison_is_that_of_the_whole_records():
    pilot, records = example.pilot(), example.engagements()
    whole = pilots.comparison(pilot, records)
    shown = pilots.comparison(redact(pilot, "group"), [redact(record, "group") for record in records])
    for key, column in whole.items():
        assert column is not None
        expected = column
        if key == "nespra":  # Its disagreement was not released.
            kept = {kind: n for kind, n in column.blockers.items() if kind != "disagreement"}
            expected = column._replace(blockers=kept)
        assert shown[key] == expected


def test_a_disagreement_shows_as_a_blocker_only_where_one_was_released(empty):
    def told(released):
        record = attrs.evolve(
            empty,
            difficulties=m.Keyed(
                [m.Difficulty(id="f1", text="secret", blockers=("disagreement", "time"), released=released)]
            ),
        ).add_action("x", id="x", blocker="disagreement")
        redacted = redact(record, "group")
        return blockers.count(redacted), [d.text for d in redacted.difficulties]

    assert told("organisation") == ({"time": 1}, [""])
    assert told("group") == ({"disagreement": 2, "time": 1}, ["secret"])


def test_confidential_learning_stays_and_the_rest_is_shared_with_the_group(empty):
    record = empty.add_action(
        "open", id="open", learning="told", deliverable="sheet", cost=m.Money(100)
    ).add_action("closed", id="closed", learning="kept", deliverable="prices", confidential=True)
    actions = redact(record, "group").actions
    assert [(a.learning, a.deliverable, a.cost) for a in actions] == [
        ("told", "sheet", None),
        (None, None, None),
    ]
    assert len(redact(record, "public").actions) == 0


def test_an_indicator_in_money_stays_with_the_organisation(empty):
    def indicator(key, unit):
        return m.Indicator(id=key, title=key, unit=unit)

    objective = m.Objective(
        id="o",
        title="o",
        indicators=m.Keyed(
            [indicator("i1", "€"), indicator("i2", "%"), indicator("i3", m.Text(en="EUR per hour"))]
        ),
    )
    record = attrs.evolve(empty, objectives=m.Keyed([objective]))
    record = record.add_action("x", indicator=indicator("i", "€"))
    redacted = redact(record, "group")
    assert redacted.objectives[0].indicators.ids == ("i2",)
    assert redacted.actions[0].indicator is None


def test_an_indicator_whose_title_or_goal_is_in_money_stays_with_the_organisation(empty):
    indicators = m.Keyed(
        [
            m.Indicator(id="i1", title="Income, in euros"),
            m.Indicator(id="i2", title="Income", goal="above 50.000 €"),
            m.Indicator(id="i3", title="Visits", goal="every week"),
        ]
    )
    record = attrs.evolve(
        empty, objectives=m.Keyed([m.Objective(id="o", title="o", indicators=indicators)])
    ).add_action("x", indicator=indicators["i2"])
    redacted = redact(record, "group")
    assert redacted.objectives[0].indicators.ids == ("i3",)
    assert redacted.actions[0].indicator is None


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Ask for 1.200,50 € a month", "Ask for … a month"),
        ("Raise the price from 12 to 15 EUR", "Raise the price from 12 to …"),
        (m.Text(ca="A 15\u00a0€ l'hora", en="At €1,500"), m.Text(ca="A … l'hora", en="At …")),
        ("Apply for the 2026 European call", "Apply for the 2026 European call"),
    ],
)
def test_titles_are_told_without_their_amounts(empty, title, shown):
    record = attrs.evolve(empty, objectives=m.Keyed([m.Objective(id="o", title=title)]))
    redacted = redact(record.add_action(title, offer=title), "group")
    assert redacted.actions[0].title == redacted.objectives[0].title == shown
    assert redacted.actions[0].offer == (title if title == shown else None)


def test_figures_and_sources_of_verdicts_are_told_without_money(empty):
    verdicts = m.Keyed(
        [
            m.Verdict(id="v1", hypothesis="h1", figure="1.200 €", source="invoices, in euros"),
            m.Verdict(id="v2", hypothesis="h2", figure="3 of 5", source="minutes"),
        ]
    )
    shown = redact(attrs.evolve(empty, verdicts=verdicts), "group").verdicts
    assert [(v.figure, v.source) for v in shown] == [(None, None), ("3 of 5", "minutes")]


def test_who_reviewed_or_validated_is_told_by_role_and_never_by_name(empty):
    def review(key, by):
        return m.Review(id=key, on=date(2026, 2, 1), what="reviewed", by=by)

    signed = m.Agreement(
        id="g",
        on=date(2026, 1, 1),
        signatures=m.Keyed([m.Signature(id="s", name="Aina Invented")]),
        reviews=m.Keyed([review("r1", "Aina Invented, for everyone"), review("r2", "the assembly")]),
    )
    states = [
        m.DocumentState(id="d1", document="hours", by=m.Text(ca="en Pau Inventat")),
        m.DocumentState(id="d2", document="diagnosis", by="coordination"),
    ]
    record = attrs.evolve(
        empty,
        people=m.Keyed([m.Person(id="p", role="coordination", name="Pau Inventat")]),
        agreements=m.Keyed([signed]),
        documents=m.Keyed(states),
    )
    redacted = redact(record, "group")
    assert [r.by for r in redacted.agreements[0].reviews] == [None, "the assembly"]
    assert [d.by for d in redacted.documents] == [None, "coordination"]


@pytest.mark.parametrize("told", ["It cost 3.822 €.", "1200 EUR", "vint euros", m.Text(ca="res", en="at $5")])
def test_prose_that_speaks_of_money_stays_with_the_organisation(empty, told):
    verdict = m.Verdict(
        id="v", hypothesis="h1", observed=told, learned="Europe", consent="group", figure="3.9 %"
    )
    record = attrs.evolve(empty, verdicts=m.Keyed([verdict]), hours_decision=told)
    record = record.add_action("x", learning=told, dropped_why=told)
    redacted = redact(record, "group")
    (shown,) = redacted.verdicts
    assert (shown.observed, shown.learned, shown.figure) == (None, "Europe", "3.9 %")
    assert redacted.hours_decision is redacted.actions[0].learning is redacted.actions[0].dropped_why is None


@pytest.mark.parametrize("name", ["nespra", "codony", "ginjol"])
def test_no_amount_in_euros_is_left_in_what_the_group_reads(name):
    assert any("€" in text for text in texts(record_of(name)))
    assert not any("€" in text for text in texts(redact(record_of(name), "group")))


def test_marks_of_the_thermometer_become_their_median(empty):
    measured = m.Readiness(
        id="r", on=date(2026, 1, 22), values=m.Keyed([m.ReadinessValue(id="do", dots=(1, 2, 5, 5))])
    )
    record = attrs.evolve(empty, readiness=m.Keyed([measured]))
    (shown,) = redact(record, "group").readiness
    assert (shown.values["do"].dots, shown.values["do"].value) == ((), "3.5")


def test_minutes_of_a_shared_session_go_to_the_group_without_disagreements_or_attendance(method):
    remark = m.Keyed([m.Remark(id="x", text="who said what")])
    session = m.SharedSession(
        id="s",
        on=date(2026, 7, 15),
        attendance=m.Keyed([m.Attendance(id="admin", reason="ill")]),
        disagreements=remark,
        closing_round=remark,
        decisions=m.Keyed([m.Decision(id="v1", text="count costs first", responsible=("admin", "office"))]),
    )
    pilot = m.Pilot(
        id="p",
        methodology=method,
        title="p",
        accompanist=m.Organisation(name="a"),
        people=m.Keyed(
            [m.Person(id="admin", role="Admin"), m.Person(id="office", role="Office", consent="group")]
        ),
        sessions=m.Keyed([session]),
    )
    (shown,) = redact(pilot, "group").sessions
    assert not shown.attendance
    assert not shown.disagreements
    assert not shown.closing_round
    assert shown.decisions["v1"].responsible == ("office",)
    (date_only,) = redact(pilot, "public").sessions
    assert not date_only.decisions


@pytest.mark.parametrize(
    ("consent", "audience", "told"),
    [
        ("organisation", "group", False),
        ("group", "group", True),
        ("group", "public", False),
        ("public", "public", True),
    ],
)
def test_what_a_pilot_tells_of_its_results_follows_its_consent(consent, audience, told):
    pilot = redact(attrs.evolve(example.pilot(), consent=consent), audience)
    assert (pilot.summary is not None) is told
    assert bool(pilot.learning) is told
    assert any(stage.change or stage.done_note for stage in pilot.stages) is told


@st.composite
def engagements(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Kinds of text, each with how far it was released."""
    kinds = ("person", "quote", "verdict", "difficulty", "attachment")
    return draw(st.lists(st.tuples(st.sampled_from(kinds), CONSENT), max_size=12))


@given(released=engagements(), audience=CONSENT)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_survives_an_audience_that_it_was_not_released_to(method, released, audience):
    made: dict[str, list[Any]] = {
        key: [] for key in ("person", "quote", "verdict", "difficulty", "attachment")
    }
    marks: dict[str, str] = {}
    for number, (kind, consent) in enumerate(released):
        mark = f"marked-{number}"
        key = f"{kind}-{number}"
        marks[mark] = consent
        fields: dict[str, Any] = {"id": key, "consent": consent}
        if kind == "person":
            made[kind].append(m.Person(role=mark, name=f"name-{number}", **fields))
        elif kind == "quote":
            made[kind].append(m.Quote(text=mark, person=f"person-{number - 1}", **fields))
        elif kind == "verdict":
            made[kind].append(m.Verdict(hypothesis="h1", observed=mark, dissent=f"no-{number}", **fields))
        elif kind == "difficulty":
            made[kind].append(m.Difficulty(id=key, text=mark, blockers=("time",), released=consent))
        else:
            made[kind].append(m.Attachment(name=mark, media_type="image/png", sha256="0", **fields))
    record = m.Engagement(
        id="e",
        methodology=method,
        organisation=m.Organisation(name="E", income=m.Money(1)),
        people=m.Keyed(made["person"]),
        quotes=m.Keyed(made["quote"]),
        verdicts=m.Keyed(made["verdict"]),
        difficulties=m.Keyed(made["difficulty"]),
        attachments=m.Keyed(made["attachment"]),
    )
    redacted = redact(record, audience)  # type: ignore[arg-type]
    left = texts(redacted)
    for mark, consent in marks.items():
        assert (mark in left) is may_read(audience, consent)  # type: ignore[arg-type]
    if audience != "organisation":
        assert not any(text.startswith(("name-", "no-")) for text in left)
        assert all(quote.person is None or quote.person in redacted.people.ids for quote in redacted.quotes)
    assert redact(redacted, audience) == redacted  # type: ignore[arg-type]
    assert redact(redact(record, "group"), "public") == redact(record, "public")
