"""The fictional example: its sums, its loose ends, and that it is whole in three languages.

The figures are computed here from the records with plain Python, so that they check the records and not the
rules of the library.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from interim_method.files import from_dict, to_dict
from interim_method.methodologies.interim_executive import methodology
from interim_method.methodologies.interim_executive.example import (
    REFERENCE,
    engagement,
    engagements,
    pilot,
)
from interim_method.model.address import walk
from interim_method.model.engagement import (
    CanvasContent,
    ComparisonContent,
    Engagement,
    FunnelContent,
    HourEntry,
    JourneyContent,
    QuadrantsContent,
)
from interim_method.model.pilot import Pilot
from interim_method.model.values import Text

NESPRA, CODONY, GINJOL = engagements()
RECORDS: tuple[Engagement | Pilot, ...] = (NESPRA, CODONY, GINJOL, pilot())
OPEN = ("to-do", "in-progress", "blocked")
SEEDED_BLOCKERS = ("time", "know-how", "weight")


def named(record: Engagement | Pilot) -> str:
    return record.id


def ledger(e: Engagement, name: str = "professional") -> list[HourEntry]:
    return [h for h in e.hours if h.ledger == name]


def hours(entries: Iterable[HourEntry]) -> float:
    return sum(h.minutes * h.people for h in entries) / 60


def by(entries: Iterable[HourEntry], key: Any) -> dict[Any, float]:
    found: Counter[Any] = Counter()
    for h in entries:
        found[key(h)] += h.minutes * h.people
    return {k: v / 60 for k, v in found.items() if v}


def part(h: HourEntry) -> str:
    return h.activity or h.step or ""


def content(e: Engagement, key: str, cls: type[Any]) -> Any:
    found = e.contents[key]
    assert isinstance(found, cls)
    return found


def texts(language: str) -> Iterator[tuple[str, str]]:
    for record in RECORDS:
        for at, value in walk(record):
            if isinstance(value, Text) and not at.startswith("/methodology/"):
                yield f"{record.id}{at}", value[language]


# --- what there is ---------------------------------------------------------------------------------------------


def test_the_three_engagements_come_in_order_and_the_first_is_the_one_told_whole() -> None:
    assert engagements().ids == ("nespra", "codony", "ginjol")
    assert engagement() is engagements()[0]
    assert engagements() is engagements()
    assert pilot() is pilot()


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_every_record_holds_the_shipped_methodology_and_its_date(record: Engagement | Pilot) -> None:
    assert record.methodology == methodology()
    assert record.reference == REFERENCE == date(2026, 7, 17)
    assert record.language == "ca"


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_every_record_comes_back_from_a_file_as_it_was(record: Engagement | Pilot) -> None:
    assert from_dict(to_dict(record)) == record


def test_every_organisation_says_in_each_language_that_it_is_fictional() -> None:
    organisations = [e.organisation for e in engagements()]
    organisations += [e.accompanist for e in engagements() if e.accompanist]
    organisations += [pilot().accompanist, *(r.organisation for r in pilot().engagements)]
    assert len(organisations) == 10
    for organisation in organisations:
        assert organisation.fictional
        assert isinstance(organisation.name, Text)
        for language, word in (("ca", "(fictícia)"), ("es", "(ficticia)"), ("en", "(fictional)")):
            assert organisation.name[language].endswith(word)
    assert pilot().fictional


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_every_text_is_there_in_catalan_spanish_and_english(record: Engagement | Pilot) -> None:
    plain = []
    for at, value in walk(record):
        if at.startswith("/methodology/") or at.endswith(("/ca", "/es", "/en")):
            continue
        if isinstance(value, Text):
            assert set(value) == {"ca", "es", "en"}, at
        elif isinstance(value, str) and " " in value:
            plain.append(at)
    assert plain == []


@pytest.mark.parametrize("language", ["ca", "es", "en"])
def test_texts_are_typeset_like_those_of_the_method(language: str) -> None:
    marks = "[“”]" if language != "en" else "[«»]"
    wrong = rf"['\"´`]|^\s|\s$|  | [,.;:?!](?!\.)|\d (h|€|%)(?!\w)|{marks}"
    assert [(at, text) for at, text in texts(language) if re.search(wrong, text)] == []


def test_the_feminine_is_the_generic_in_catalan_and_spanish() -> None:
    wrong = {
        "ca": r"\bclients\b|\bclientas\b|\busuaris\b|\bsocis\b|\bel professional\b",
        "es": r"\bclientes?\b|\busuarios\b|\bsocios\b|\bel profesional\b",
    }
    for language, pattern in wrong.items():
        assert [(at, t) for at, t in texts(language) if re.search(pattern, t, re.IGNORECASE)] == []


def test_spanish_and_english_are_not_left_in_catalan() -> None:
    wrong = {"es": r"\b(amb|què|els|perquè|aquest|per a)\b", "en": r"\b(amb|què|qué|els|para|perquè|los)\b"}
    for language, pattern in wrong.items():
        assert [(at, t) for at, t in texts(language) if re.search(pattern, t, re.IGNORECASE)] == []


@pytest.mark.parametrize("e", engagements(), ids=named)
def test_nobody_is_named(e: Engagement) -> None:
    assert [p.id for p in e.people if p.name] == []
    assert [s.id for a in e.agreements for s in a.signatures if s.name] == []


# --- hours -----------------------------------------------------------------------------------------------------


def test_the_professional_hours_of_the_pilot_are_as_told() -> None:
    assert [hours(ledger(e)) for e in engagements()] == [87.5, 96.0, 61.0]
    assert sum(hours(ledger(e)) for e in engagements()) == 244.5
    assert len(ledger(NESPRA)) == 56


def test_the_own_hours_are_those_on_actions_and_in_group_sessions() -> None:
    told = []
    for e in engagements():
        own = ledger(e, "organisation")
        told.append((hours(own), hours(h for h in own if h.action), hours(h for h in own if h.session)))
        for h in own:
            if h.session:
                present = [a for a in e.sessions[h.session].attendance if a.present]
                assert h.people == sum(a.people or e.people[a.id].people for a in present)
                assert h.minutes == 180
    assert told == [(179, 119, 60), (196, 121, 75), (74, 38, 36)]


@pytest.mark.parametrize(
    ("e", "steps"),
    [
        (NESPRA, {"listening": 8.5, "diagnosis": 10.5, "consensus": 8.5, "intensive": 55, "closing": 5}),
        (CODONY, {"listening": 10, "diagnosis": 11, "consensus": 8, "intensive": 61, "closing": 6}),
        (GINJOL, {"listening": 9.5, "diagnosis": 14, "consensus": 13.5, "intensive": 20, "closing": 4}),
    ],
    ids=["nespra", "codony", "ginjol"],
)
def test_the_hours_by_step_are_those_of_the_pilot_table(e: Engagement, steps: dict[str, float]) -> None:
    assert by(ledger(e), part) == steps


@pytest.mark.parametrize(
    ("e", "months"),
    [
        (NESPRA, {1: 8.5, 2: 17.5, 3: 17.5, 4: 22, 5: 12, 6: 6, 7: 4}),
        (CODONY, {1: 10, 2: 19, 3: 25, 4: 26, 5: 16}),
        (GINJOL, {2: 9.5, 3: 20, 4: 17.5, 5: 14}),
    ],
    ids=["nespra", "codony", "ginjol"],
)
def test_the_hours_by_month_are_as_told(e: Engagement, months: dict[int, float]) -> None:
    assert by(ledger(e), lambda h: h.on.month) == months


WEEKS = """
1.0 1.5 2.5 | 3.0 1.0 6.5 | 0.0 2.0 8.5 | 1.5 1.5 11.5 | 3.0 2.0 16.5 | 0.0 4.0 20.5 | 4.0 1.5 26.0 |
2.5 1.0 29.5 | 3.5 1.0 34.0 | 1.0 0.5 35.5 | 5.0 1.0 41.5 | 2.0 0.0 43.5 | 5.0 1.0 49.5 | 2.5 4.5 56.5 |
6.0 0.0 62.5 | 3.0 0.0 65.5 | 2.5 0.0 68.0 | 4.0 0.0 72.0 | 3.5 0.0 75.5 | 1.5 0.5 77.5 | 2.5 0.0 80.0 |
1.0 1.0 82.0 | 0.5 0.0 82.5 | 1.0 0.0 83.5 | 2.0 0.0 85.5 | 1.0 1.0 87.5 | 0.0 0.0 87.5
"""
"""Contact, preparation and accumulated hours, week by week from 12 January to 17 July 2026."""


def test_every_row_of_the_weekly_table_comes_out_of_the_ledger() -> None:
    rows = []
    monday, total = date(2026, 1, 12), 0.0
    while monday <= REFERENCE:
        week = [h for h in ledger(NESPRA) if monday <= h.on < monday + timedelta(days=7)]
        modes = by(week, lambda h: h.mode)
        total += hours(week)
        rows.append([modes.get("contact", 0), modes.get("preparation", 0), total])
        monday += timedelta(days=7)
    assert rows == [[float(n) for n in row.split()] for row in WEEKS.split("|")]
    assert by(ledger(NESPRA), lambda h: h.mode) == {"contact": 62.5, "preparation": 25.0}


@pytest.mark.parametrize(("share", "day"), [(0.5, "2026-04-08"), (0.8, "2026-05-14"), (0.9, "2026-06-09")])
def test_shares_of_the_budget_are_reached_on_the_days_told(share: float, day: str) -> None:
    agreement = NESPRA.agreement
    assert agreement
    total = 0
    for h in sorted(ledger(NESPRA), key=lambda h: h.on):
        total += h.minutes
        if total >= share * agreement.professional_minutes:
            assert h.on.isoformat() == day
            return
    pytest.fail("never reached")


def test_the_minutes_of_group_sessions_have_their_contact_and_preparation() -> None:
    entries = [h for h in ledger(NESPRA) if h.session in ("listening", "diagnosis", "consensus")]
    assert by(entries, lambda h: (h.session, h.mode)) == {
        ("listening", "contact"): 3.0,
        ("listening", "preparation"): 4.5,
        ("diagnosis", "contact"): 4.5,
        ("diagnosis", "preparation"): 6.0,
        ("consensus", "contact"): 4.5,
        ("consensus", "preparation"): 4.0,
    }
    first = NESPRA.hours[0]
    assert (first.on, first.session, first.minutes) == (date(2026, 1, 12), None, 60)


PLANS = {
    "nespra": """
        a01 10 12 5 5.5 | a02 16 18 8 9 | a03 10 16 5 11 | a04 8 7 3 2.5 | a05 6 6 6 5.5 | a06 24 20 6 5 |
        a07 24 22 6 5.5 | a08 8 7 6 5 | a09 8 5 4 2.5 | a10 6 4 3 2.5 | a11 8 0 4 0 | a12 12 2 2 1""",
    "codony": """
        c01 6 6 4 4 | c02 12 20 6 12 | c03 6 7 5 6 | c04 30 36 10 10 | c05 14 15 6 6 | c06 10 12 7 8 |
        c07 4 4 4 3 | c08 8 8 4 3 | c09 10 10 8 7 | c10 6 3 4 2""",
    "ginjol": """
        g01 6 6 5 4 | g02 6 8 5 4 | g03 10 8 5 1 | g04 8 8 5 0 | g05 12 8 5 1 | g06 4 0 5 0 | g07 10 0 5 0 |
        g08 4 0 5 0""",
}
"""Action, own hours planned and spent, hours of the professional planned and spent."""


@pytest.mark.parametrize(
    ("e", "totals"),
    [(NESPRA, (140, 119, 58, 55)), (CODONY, (106, 121, 58, 61)), (GINJOL, (60, 38, 40, 10))],
    ids=["nespra", "codony", "ginjol"],
)
def test_planned_and_spent_hours_of_every_action_are_those_of_the_plan(
    e: Engagement, totals: tuple[float, ...]
) -> None:
    own = by(ledger(e, "organisation"), lambda h: h.action)
    professional = by(ledger(e), lambda h: h.action)
    found = [
        (a.id, a.own_minutes / 60, own.get(a.id, 0), a.professional_minutes / 60, professional.get(a.id, 0))
        for a in e.actions
    ]
    told = [row.split() for row in PLANS[e.id].split("|")]
    assert found == [(row[0], *map(float, row[1:])) for row in told]
    assert tuple(map(sum, list(zip(*found, strict=True))[1:])) == totals


def test_hours_of_intensive_sessions_without_an_action_are_only_in_the_stopped_engagement() -> None:
    assert [
        hours(h for h in ledger(e) if part(h) == "intensive" and not h.action) for e in engagements()
    ] == [0, 0, 10]


def test_the_forecast_ends_above_the_budget_and_the_decision_brings_it_back() -> None:
    spent = by(ledger(NESPRA), lambda h: h.action)
    left = {
        a.id: a.professional_minutes / 60 - spent.get(a.id, 0) for a in NESPRA.actions if a.status in OPEN
    }
    assert left == {"a08": 1.0, "a09": 1.5, "a10": 0.5, "a11": 4.0}
    closing = {p.id: m / 60 for p, m in NESPRA.methodology.budgets()}["closing"]
    open_closing = closing - by(ledger(NESPRA), part)["closing"]
    total = hours(ledger(NESPRA)) + sum(left.values()) + open_closing
    assert total == 95.5
    alone = [a.id for a in NESPRA.actions if a.alone_from]
    assert total - sum(left[key] for key in alone) == 90.0
    assert isinstance(NESPRA.hours_decision, Text)
    assert "95,5" in NESPRA.hours_decision["ca"]


# --- diagnosis ---------------------------------------------------------------------------------------------------

MEDIANS = {
    "nespra": {
        "s1-target": 2, "s2-speed": 2, "s3-cost": 2, "s4-time": 1, "s5-offer": 3,
        "s6-price": 2, "s7-follow": 2, "s8-recommend": 4, "s9-tools": 2, "s10-now": 4,
    },
    "codony": {"s1-target": 2, "s3-cost": 2, "s4-time": 1, "s8-recommend": 3, "s10-now": 4},
    "ginjol": {"s1-target": 3, "s4-time": 1, "s6-price": 3.5, "s10-now": 3},
}  # fmt: skip


@pytest.mark.parametrize("e", engagements(), ids=named)
def test_the_median_of_every_statement_is_as_told_and_nobody_can_be_recognised(e: Engagement) -> None:
    marks: dict[str, list[int]] = {}
    for answer in e.answers:
        if answer.mode == "individual":
            assert answer.respondent is None
            assert type(answer.value) is int
            marks.setdefault(answer.prompt, []).append(answer.value)
    assert {prompt: statistics.median(dots) for prompt, dots in marks.items()} == MEDIANS[e.id]
    # In order of their value, so that the third answer to one statement is not by who gave the third to another.
    assert all(dots == sorted(dots) and len(dots) == e.diagnosis.asked for dots in marks.values())


def test_the_questions_of_each_group_session_are_answered() -> None:
    answered = Counter(a.session for a in NESPRA.answers if a.mode != "individual")
    assert answered == {
        "listening": 9,
        "diagnosis": 6,
        "consensus": 8,
        "intensive-2026-03-24": 6,
        "closing-2026-07-02": 4,
    }


@pytest.mark.parametrize(
    ("e", "counts"),
    [
        (NESPRA, {"time": 7, "know-how": 3, "weight": 3, "unease": 2, "third-party": 1, "disagreement": 1}),
        (CODONY, {"time": 6, "know-how": 4, "weight": 2, "money": 3}),
        (GINJOL, {"time": 3, "know-how": 1, "disagreement": 4, "money": 1, "third-party": 1}),
    ],
    ids=["nespra", "codony", "ginjol"],
)
def test_the_blockers_of_findings_and_actions_add_up(e: Engagement, counts: dict[str, int]) -> None:
    found = Counter(b for d in e.difficulties for b in d.blockers)
    found.update(a.blocker for a in e.actions if a.blocker)
    assert found == counts
    seeded = sum(found[kind] for kind in SEEDED_BLOCKERS)
    assert (seeded, sum(found.values())) == {"nespra": (13, 17), "codony": (12, 15), "ginjol": (4, 10)}[e.id]


def test_votes_are_three_for_each_person_who_came() -> None:
    session = NESPRA.sessions["diagnosis"]
    assert [p.votes for p in session.priorities] == [7, 6, 3, 2]
    present = sum(a.people or 1 for a in session.attendance if a.present)
    assert present == 6
    assert sum(p.votes for p in session.priorities) == 3 * present


# --- plan, indicators, tools -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("e", "values"),
    [
        (NESPRA, [("1", "4", "3"), ("19", "7", "8"), ("1.5", "6", "5"), ("62", "50", "57")]),
        (CODONY, [("11", "20", "19"), ("0", "80", "84"), ("9", "4", "4")]),
        (GINJOL, [("6", "14", "8"), ("20", "80", "35"), (None, None, "0")]),
    ],
    ids=["nespra", "codony", "ginjol"],
)
def test_objectives_have_baseline_target_and_where_they_are_now(
    e: Engagement, values: list[tuple[str | None, str | None, str]]
) -> None:
    found = []
    for objective in e.objectives:
        (indicator,) = objective.indicators
        now = indicator.now(REFERENCE)
        found.append((indicator.baseline, indicator.target, now and now.value))
    assert found == values


def test_the_indicators_of_actions_say_where_they_are_now() -> None:
    nows = {
        e.id: [now.value for a in e.actions if a.indicator and (now := a.indicator.now(REFERENCE))]
        for e in engagements()
    }
    assert nows == {
        "nespra": ["5", "3", "3", "40", "3", "21", "7", "9", "0", "6", "0", "0"],
        "codony": ["2", "6", "1", "31", "13", "11", "5", "10", "2", "0"],
        "ginjol": ["32", "1", "3", "1", "0", "0", "0"],
    }


@pytest.mark.parametrize(
    ("e", "states"),
    [
        (NESPRA, {"done": 7, "in-progress": 2, "blocked": 1, "to-do": 1, "dropped": 1}),
        (CODONY, {"done": 9, "in-progress": 1}),
        (GINJOL, {"done": 2, "in-progress": 2, "blocked": 1, "to-do": 3}),
    ],
    ids=["nespra", "codony", "ginjol"],
)
def test_the_states_of_the_plan_are_as_told(e: Engagement, states: dict[str, int]) -> None:
    assert Counter(a.status for a in e.actions) == states


def test_the_chain_from_difficulty_to_action_is_closed() -> None:
    wanted = {key for d in NESPRA.desired_states for key in d.difficulties}
    assert wanted == {"f1", "f2", "f3", "f4", "f6", "f7"}
    assert {key for c in NESPRA.commitments for key in c.desired_states} == set(NESPRA.desired_states.ids)
    assert {key for o in NESPRA.objectives for key in o.commitments} == set(NESPRA.commitments.ids)
    assert {key for a in NESPRA.actions for key in a.objectives} == set(NESPRA.objectives.ids)


def test_costs_of_the_actions_are_two_hundred_euros() -> None:
    assert sum(a.cost.amount for a in NESPRA.actions if a.cost) == 200_00


def test_the_reasons_for_no_account_for_everyone_who_leaves_the_funnel() -> None:
    funnel = content(NESPRA, "funnel-2026", FunnelContent)
    counts = [c.count for c in funnel.counts]
    assert counts == [40, 21, 7, 6, 3, 2]
    for stage, following in zip(list(funnel.counts)[1:4], counts[2:5], strict=True):
        assert sum(r.count for r in stage.reasons) == stage.count - following
    before = content(NESPRA, "funnel-2025", FunnelContent)
    assert [c.count for c in before.counts] == [None, 22, 9, 15, 3, None]


def test_every_tool_is_filled() -> None:
    board = content(NESPRA, "quadrants-s1", QuadrantsContent)
    assert len(board.cards) == 15
    assert [c.id for c in board.cards if (c.certainty == "assumption") != bool(c.verify_how)] == []
    assert sum(c.votes for c in board.cards) == 66
    assert len(content(NESPRA, "canvas", CanvasContent).notes) == 9
    rivals = content(NESPRA, "comparison", ComparisonContent).competitors
    assert [(r.known_by, len(r.notes)) for r in rivals] == [("read", 10), ("told", 10), ("told", 10)]


def test_the_emotions_of_the_three_journeys_are_as_told() -> None:
    keys = {"nespra": "journey-s1", "codony": "journey", "ginjol": "journey"}
    curves = {e.id: [p.emotion for p in content(e, keys[e.id], JourneyContent).points] for e in engagements()}
    assert curves == {
        "nespra": [0, -1, -2, 0, 2, 1],
        "codony": [0, 0, -1, -1, 1, 2],
        "ginjol": [0, -1, -1, -2, 2, 0],
    }
    points = content(NESPRA, "journey-s1", JourneyContent).points
    assert [len(p.cells) for p in points] == [5] * 6
    assert [p.evidence for p in points] == ["partial", "full", "full", "partial", "partial", "none"]


# --- thermometer, verdicts ---------------------------------------------------------------------------------------


def test_the_thermometer_moves_as_told() -> None:
    marks = {e.id: [[v.value for v in r.values] for r in e.readiness] for e in engagements()}
    assert marks == {
        "nespra": [list("43421"), list("54441"), list("55433"), list("55444")],
        "codony": [list("43321"), list("55545")],
        "ginjol": [list("32211"), list("44222")],
    }


def test_the_matrix_of_verdicts_has_the_totals_told() -> None:
    totals = []
    for hypothesis in methodology().hypotheses:
        row = Counter(v.verdict for e in engagements() for v in e.verdicts if v.hypothesis == hypothesis.id)
        totals.append([row[kind] for kind in ("supported", "open", "refuted", "not-assessed")])
    assert totals == [
        [2, 0, 1, 0],
        [1, 1, 0, 1],
        [0, 1, 1, 1],
        [1, 1, 1, 0],
        [2, 0, 1, 0],
        [2, 0, 0, 1],
        [2, 0, 1, 0],
    ]


def test_a_reading_is_marked_a_contradiction_where_verdicts_contradict_each_other() -> None:
    verdicts: dict[str, set[str]] = {}
    for e in engagements():
        for v in e.verdicts:
            verdicts.setdefault(v.hypothesis, set()).add(v.verdict)
    assert pilot().readings.ids == tuple(verdicts)
    contradicted = [h for h, found in verdicts.items() if {"supported", "refuted"} <= found]
    assert [r.id for r in pilot().readings if r.contradiction] == contradicted == ["h1", "h4", "h5", "h7"]


@pytest.mark.parametrize("e", engagements(), ids=named)
def test_thresholds_were_set_before_the_engagement_and_verdicts_not_assessed_were_not_given(
    e: Engagement,
) -> None:
    assert e.started
    for v in e.verdicts:
        assert v.threshold_set
        assert v.threshold_set < e.started
        assert (v.verdict == "not-assessed") == (v.given_on is None) == (v.strength == "none")


def test_what_it_costs_is_the_share_of_income_that_the_verdicts_say() -> None:
    p = pilot()
    assert p.own_hour_cost
    assert p.professional_hour_cost
    assert p.contribution
    shares = []
    for e in engagements():
        income = e.organisation.income
        assert income
        own = hours(ledger(e, "organisation")) * p.own_hour_cost.amount
        # Where the engagement is still open, the budget stands for the hours of the professional.
        used = 90 if e.state == "running" else hours(ledger(e))
        without = own + used * p.professional_hour_cost.amount
        with_grant = own + p.contribution.amount
        shares.append((round(100 * without / income.amount, 1), round(100 * with_grant / income.amount, 1)))
    assert shares == [(3.9, 2.1), (1.9, 1.0), (7.0, 3.3)]


# --- the pilot ---------------------------------------------------------------------------------------------------


def test_the_pilot_counts_its_people_and_its_shared_session() -> None:
    people = pilot().participants
    assert (people.women, people.men, people.undisclosed, people.total) == (12, 7, 1, 20)
    assert sum(p.people for e in engagements() for p in e.people if p.party == "organisation") == 20
    (session,) = pilot().sessions
    assert session.on == date(2026, 7, 15)
    assert [(p.id, p.people) for p in session.participation] == [("nespra", 3), ("codony", 3), ("ginjol", 2)]
    assert session.professionals == 2
    assert session.decisions.ids == ("v1", "v2", "v3", "v4")


def test_the_pilot_has_every_stage_with_what_changed() -> None:
    stages = pilot().stages
    assert stages.ids == tuple(s.id for s in methodology().pilot_stages)
    assert [s.id for s in stages if s.change] == ["finding", "testing", "validation", "presentation"]
    assert [s.id for s in stages if s.done_end is None] == ["presentation"]


def test_the_pilot_refers_to_the_three_engagements_as_they_are() -> None:
    assert pilot().engagements.ids == engagements().ids
    for reference in pilot().engagements:
        assert reference.organisation.name == engagements()[reference.id].organisation.name
