"""A small method and an engagement whose hours are known to the minute."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import interim_method.model as m

STAGES = ("problem", "awareness", "want", "can", "do")
BLOCKERS = ("time", "know-how", "weight", "unease", "disagreement", "third-party", "money", "other")


def text(value: str) -> m.Text:
    return m.Text(ca=value, es=value, en=value)


def hours(number: float) -> int:
    return round(number * 60)


def _steps() -> list[m.Element]:
    found: list[m.Element] = []
    budgets = [("listening", 8), ("diagnosis", 10), ("consensus", 8), ("intensive", 58)]
    for position, (key, budget) in enumerate(budgets):
        found.append(
            m.Step(
                id=key,
                parent="action" if key == "intensive" else "self-diagnosis",
                after=budgets[position - 1][0] if position in (1, 2) else None,
                title=text(key),
                format="intensive" if key == "intensive" else "group",
                effort=m.HoursPerOrganisation(minutes=hours(budget)),
            )
        )
    return found


@pytest.fixture(scope="session")
def method() -> m.Methodology:
    elements: list[m.Element] = [m.ChangeStage(id=s, title=text(s)) for s in STAGES]
    elements += [
        m.Phase(id="self-diagnosis", title=text("first")),
        m.Phase(id="action", title=text("second"), after="self-diagnosis"),
        *_steps(),
        m.Activity(
            id="closing",
            parent="intensive",
            title=text("closing"),
            optional=True,
            effort=m.HoursPerOrganisation(minutes=hours(6)),
        ),
        m.RatingScale(id="agreement", title=text("agreement")),
        m.PromptGroup(id="questionnaire", parent="diagnosis", title=text("q"), individual=True),
        m.Prompt(id="s1", parent="questionnaire", text=text("s1"), answer="scale", scale="agreement"),
        m.Prompt(id="s2", parent="questionnaire", text=text("s2"), answer="scale", scale="agreement"),
        m.Prompt(id="current", parent="listening", text=text("current")),
        m.Prompt(id="tools", parent="listening", text=text("tools"), answer="choices"),
        m.ChoiceList(
            id="blocker-kinds",
            title=text("blockers"),
            choices=m.Keyed([m.Choice(id=b, label=text(b)) for b in BLOCKERS]),
        ),
        m.Quadrants(
            id="quadrants",
            title=text("quadrants"),
            cells=m.Keyed(
                [m.Cell(id=c, label=text(c)) for c in ("users", "their-goals", "our-goals", "response")]
            ),
        ),
        m.Journey(
            id="journey",
            title=text("journey"),
            stages=m.Keyed([m.JourneyStage(id=s, title=text(s)) for s in ("contracting", "experience")]),
            lanes=m.Keyed(
                [
                    m.Lane(id="pains", label=text("pains")),
                    m.Lane(id="response", label=text("response")),
                    m.Lane(id="owner-action", label=text("who"), holds="owner-action"),
                ]
            ),
        ),
        *(m.Hypothesis(id=h, statement=text(h)) for h in ("h1", "h2")),
    ]
    return m.Methodology(id="small", title=text("small"), elements=m.Keyed(elements))


LEDGER = """
2026-01-12 listening - contact 1.0
2026-01-15 listening - preparation 1.5
2026-01-20 listening - preparation 1.0
2026-01-22 listening - contact 3.0
2026-01-26 listening - preparation 2.0
2026-02-02 diagnosis - preparation 1.5
2026-02-05 diagnosis - contact 1.5
2026-02-09 diagnosis - preparation 2.0
2026-02-12 diagnosis - contact 3.0
2026-02-17 diagnosis - preparation 2.5
2026-02-19 consensus - preparation 1.5
2026-02-23 consensus - contact 1.0
2026-02-26 consensus - contact 3.0
2026-02-27 consensus - preparation 1.5
2026-03-02 consensus - preparation 1.0
2026-03-02 consensus - contact 0.5
2026-03-03 intensive a01 contact 2.0
2026-03-10 intensive a01 contact 2.0
2026-03-12 intensive a04 contact 1.5
2026-03-13 intensive a02 preparation 1.0
2026-03-17 intensive a01 preparation 0.5
2026-03-19 intensive a01 contact 1.0
2026-03-24 intensive a02 contact 3.0
2026-03-25 intensive a04 preparation 1.0
2026-03-26 intensive a02 contact 2.0
2026-03-31 intensive a03 contact 2.0
2026-04-08 intensive a02 contact 2.0
2026-04-09 intensive a03 contact 3.0
2026-04-10 intensive a02 preparation 1.0
2026-04-14 intensive a03 preparation 2.0
2026-04-15 intensive a03 contact 2.5
2026-04-16 intensive a05 preparation 1.0
2026-04-17 intensive a03 preparation 1.5
2026-04-21 intensive a05 contact 2.5
2026-04-22 intensive a08 contact 1.5
2026-04-24 intensive a05 contact 2.0
2026-04-28 intensive a06 contact 2.0
2026-04-30 closing - contact 1.0
2026-05-05 intensive a06 contact 1.5
2026-05-06 intensive a08 contact 1.0
2026-05-13 intensive a06 contact 1.0
2026-05-14 intensive a07 contact 3.0
2026-05-19 intensive a12 contact 1.0
2026-05-20 intensive a08 contact 1.0
2026-05-21 intensive a07 contact 1.5
2026-05-26 intensive a09 contact 1.5
2026-05-28 intensive a06 preparation 0.5
2026-06-03 intensive a08 contact 1.0
2026-06-04 intensive a10 contact 1.5
2026-06-09 intensive a09 preparation 1.0
2026-06-11 intensive a07 contact 1.0
2026-06-17 intensive a08 contact 0.5
2026-06-25 intensive a10 contact 1.0
2026-07-02 closing - contact 2.0
2026-07-06 closing - preparation 1.0
2026-07-09 closing - contact 1.0
"""

PLAN = """
a01 done 5 10 12
a02 done 8 16 18
a03 done 5 10 16
a04 done 3 8 7
a05 done 6 6 6
a06 done 6 24 20
a07 done 6 24 22
a08 in-progress 6 8 7
a09 blocked 4 8 5
a10 in-progress 3 6 4
a11 to-do 4 8 0
a12 dropped 2 12 2
"""


def _ledger() -> list[m.HourEntry]:
    lines: list[m.HourEntry] = []
    for number, row in enumerate(LEDGER.split("\n")[1:-1], start=1):
        day, part, action, mode, length = row.split()
        closing = part == "closing"
        lines.append(
            m.HourEntry(
                id=f"h{number}",
                on=date.fromisoformat(day),
                step="intensive" if closing else part,
                activity="closing" if closing else None,
                action=None if action == "-" else action,
                mode=mode,  # type: ignore[arg-type]
                minutes=hours(float(length)),
            )
        )
    return lines


@pytest.fixture(scope="session")
def running(method: m.Methodology) -> m.Engagement:
    """87.5 hours spent of 90, with 8 committed."""
    actions: list[m.Action] = []
    own: list[m.HourEntry] = []
    for row in PLAN.split("\n")[1:-1]:
        key, status, professional, planned, used = row.split()
        actions.append(
            m.Action(
                id=key,
                title=key,
                status=status,  # type: ignore[arg-type]
                professional_minutes=hours(int(professional)),
                own_minutes=hours(int(planned)),
                alone_from=date(2026, 7, 17) if key in ("a09", "a11") else None,
            )
        )
        own.append(
            m.HourEntry(
                id=f"o-{key}",
                on=date(2026, 7, 10),
                ledger="organisation",
                action=key,
                minutes=hours(int(used)),
            )
        )
    for number, (day, people) in enumerate([(22, 7), (12, 6), (26, 7)], start=1):
        month = 1 if number == 1 else 2
        own.append(
            m.HourEntry(
                id=f"o-s{number}",
                on=date(2026, month, day),
                ledger="organisation",
                minutes=hours(3),
                people=people,
            )
        )
    return m.Engagement(
        id="school",
        methodology=method,
        organisation=m.Organisation(name="School gardens", fictional=True),
        state="running",
        started=date(2026, 1, 12),
        reference=date(2026, 7, 17),
        agreements=m.Keyed([m.Agreement(id="agreement", on=date(2026, 2, 26))]),
        actions=m.Keyed(actions),
        hours=m.Keyed([*_ledger(), *own]),
        handover=m.Handover(follow_up=date(2026, 10, 8)),
    )


@pytest.fixture
def empty(method: m.Methodology) -> m.Engagement:
    """An engagement of which nothing is known yet."""
    return m.Engagement(id="new", methodology=method, organisation=m.Organisation(name="New"))


@pytest.fixture(scope="session")
def said() -> Any:
    """Text in the three languages of the small method."""
    return text
