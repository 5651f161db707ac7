"""Rules on the course of an engagement: agreement, hours, diagnosis, hypotheses, its ending."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from interim_method.model import Engagement, Finding, Gate, Prompt, PromptGroup, Step
from interim_method.rules import answers, hours
from interim_method.rules.dates import as_of, ended, no_later

__all__ = [
    "RATIFIED",
    "REVIEW_AFTER",
    "agreement_not_ratified",
    "agreement_not_reviewed",
    "answers_below_threshold",
    "budget_warning",
    "forecast_above_budget",
    "hours_without_action",
    "hypothesis_not_assessed",
    "spent_above_budget",
    "stopped_engagement",
    "threshold_set_late",
    "work_before_ratification",
]

REVIEW_AFTER: Final = timedelta(days=60)
"""How long an agreement may stand without a review."""
RATIFIED: Final = "ratified"
"""The id of the gate that asks for a ratified agreement."""


def in_hours(minutes: int) -> str:
    """A length as a message says it: ``95.5 h``."""
    return f"{minutes / 60:.4g} h"


# --- agreement ---------------------------------------------------------------------------------------------------


def agreement_not_ratified(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """An agreement that no body has ratified."""
    agreement = engagement.agreement
    if agreement is not None and agreement.ratified is None:
        yield Finding(
            rule="agreement-not-ratified",
            severity="warning",
            address=f"/agreements/{agreement.id}",
            message=f"The agreement of {agreement.on} has not been ratified.",
            advice="Take it to the body that can ratify it, before the plan is carried out.",
        )


def agreement_not_reviewed(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """An agreement never reviewed although it was time: two months went by, or all has ended."""
    agreement, day = engagement.agreement, as_of(engagement, on)
    if agreement is None:
        return
    looked_at = [
        r.on for r in agreement.reviews if r.what not in ("ratified", "planned") and no_later(r.on, day)
    ]
    late = day is not None and day > agreement.on + REVIEW_AFTER
    if not looked_at and (late or ended(engagement, day)):
        yield Finding(
            rule="agreement-not-reviewed",
            severity="warning",
            address=f"/agreements/{agreement.id}/reviews",
            message=f"The agreement of {agreement.on} was never reviewed.",
            advice="Read it together again, and write down what changes.",
        )


def work_before_ratification(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """Work behind the gate that asks for a ratified agreement, without or before the ratification."""
    methodology = engagement.methodology
    gate = methodology.elements.get(RATIFIED)
    if not isinstance(gate, Gate) or gate.parent is None or gate.moment != "before":
        return
    behind = {s.id for s in methodology.steps if s.id == gate.parent or _below(engagement, s, gate.parent)}
    agreement = engagement.agreement
    ratified = agreement.ratified if agreement is not None else None
    begun = [(s.on, f"/sessions/{s.id}") for s in engagement.sessions if s.step in behind]
    begun += [(e.on, f"/hours/{e.id}") for e in hours.entries(engagement, on=on) if e.step in behind]
    early = [(day, at) for day, at in begun if ratified is None or day < ratified.on]
    if early:
        day, at = min(early)
        yield Finding(
            rule="work-before-ratification",
            severity="warning",
            address=at,
            message=f"This part of the process began on {day}, before an agreement was ratified.",
            advice="Have the agreement ratified before going on.",
        )


def _below(engagement: Engagement, step: Step, parent: str) -> bool:
    phase = engagement.methodology.phase_of(step)
    return phase is not None and phase.id == parent


# --- hours -------------------------------------------------------------------------------------------------------


def hours_without_action(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """Hours of intensive sessions that serve no action, while there is a plan."""
    if not engagement.actions:
        return
    intensive = {
        part.id
        for part, _ in engagement.methodology.budgets()
        if isinstance(part, Step) and part.format == "intensive"
    }
    loose = [
        entry
        for entry in hours.entries(engagement, on=on)
        if entry.action is None and hours.part_of(engagement, entry) in intensive
    ]
    if loose:
        yield Finding(
            rule="hours-without-action",
            severity="warning",
            address="/hours",
            message=f"{in_hours(sum(e.minutes for e in loose))} of intensive sessions serve no action: "
            f"{', '.join(e.id for e in loose)}.",
            advice="Link each line to the action that was worked on.",
        )


def spent_above_budget(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """More hours spent than agreed."""
    forecast = hours.forecast(engagement, on)
    if forecast.left < 0:
        yield Finding(
            rule="spent-above-budget",
            severity="warning",
            address="/hours",
            message=f"{in_hours(forecast.spent)} are spent of {in_hours(forecast.budget)}.",
            advice=_decided(engagement),
        )


def forecast_above_budget(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """Hours that will exceed what was agreed if all that is committed is done."""
    forecast = hours.forecast(engagement, on)
    if forecast.over and forecast.left >= 0:
        yield Finding(
            rule="forecast-above-budget",
            severity="warning",
            address="/hours",
            message=f"{in_hours(forecast.spent)} spent and {in_hours(forecast.committed)} committed make "
            f"{in_hours(forecast.total)} of {in_hours(forecast.budget)}.",
            advice=_decided(engagement),
        )


def _decided(engagement: Engagement) -> str:
    if engagement.hours_decision is None:
        return "Decide together what not to do, and write it down."
    return "What was decided about it is written down."


def budget_warning(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """Hours past the agreement's warning, the forecast still within the budget."""
    limit = hours.warning(engagement)
    forecast = hours.forecast(engagement, on)
    if limit is None or ended(engagement, on) or forecast.over or forecast.spent < limit:
        return
    yield Finding(
        rule="budget-warning",
        severity="advice",
        address="/hours",
        message=f"{in_hours(forecast.spent)} are spent of {in_hours(forecast.budget)}; the warning was "
        f"agreed at {in_hours(limit)}.",
        advice="Look at what is still committed.",
    )


# --- diagnosis ---------------------------------------------------------------------------------------------------


def answers_below_threshold(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """Fewer individual answers than anonymity asks for."""
    diagnosis = engagement.diagnosis
    numbers = [
        answers.tally(engagement, prompt.id, on=on).answered
        for prompt in engagement.methodology.of_kind(Prompt)
        if prompt.answer == "scale" and _individual(engagement, prompt)
    ]
    least = min((number for number in numbers if number), default=None)
    if least is None or least >= diagnosis.threshold:
        return
    agreed = diagnosis.dots_agreed
    if agreed is not None and no_later(agreed, as_of(engagement, on)):
        yield Finding(
            rule="answers-below-threshold",
            severity="advice",
            address="/diagnosis/dots_agreed",
            message=f"{least} answers are fewer than {diagnosis.threshold}; on {agreed} the group agreed to "
            "see the dots.",
            advice="Nobody is anonymous among so few: do not show them outside the group.",
        )
    else:
        yield Finding(
            rule="answers-below-threshold",
            severity="warning",
            address="/diagnosis/threshold",
            message=f"{least} answers are fewer than {diagnosis.threshold}, so the dots are not shown.",
            advice="Ask the group whether it wants to see them, and write down when it agreed.",
        )


def _individual(engagement: Engagement, prompt: Prompt) -> bool:
    group = engagement.methodology.elements.get(prompt.parent)
    return isinstance(group, PromptGroup) and group.individual


# --- hypotheses, ending --------------------------------------------------------------------------------------------


def hypothesis_not_assessed(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """A hypothesis without a verdict at the end, or with the verdict that it could not be assessed."""
    if not ended(engagement, on):
        return
    for hypothesis in engagement.methodology.hypotheses:
        verdicts = [v for v in engagement.verdicts if v.hypothesis == hypothesis.id]
        if all(v.verdict == "not-assessed" for v in verdicts):
            at = f"/verdicts/{verdicts[0].id}" if verdicts else "/verdicts"
            yield Finding(
                rule="hypothesis-not-assessed",
                severity="advice",
                address=at,
                message=f"Hypothesis {hypothesis.id} was not assessed, which is neither a yes nor a no.",
                advice="Say why it could not be.",
            )


def threshold_set_late(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """A verdict by a threshold that was not fixed beforehand."""
    for verdict in engagement.verdicts:
        if verdict.verdict == "not-assessed":
            continue
        started, fixed = engagement.started, verdict.threshold_set
        if fixed is None:
            message = "Nothing says when the threshold of this verdict was set."
        elif started is not None and fixed > started:
            message = f"The threshold was set on {fixed}, after the start on {started}."
        else:
            continue
        yield Finding(
            rule="threshold-set-late",
            severity="warning",
            address=f"/verdicts/{verdict.id}/threshold_set",
            message=message,
            advice="A threshold set afterwards proves nothing: say so in what was learned.",
        )


def stopped_engagement(engagement: Engagement, on: date | None = None) -> Iterator[Finding]:
    """An engagement that stopped: not a failure, and worth reading why."""
    if engagement.state == "stopped" and ended(engagement, on):
        yield Finding(
            rule="stopped-engagement",
            severity="advice",
            address="/state",
            message="The engagement stopped; the record says why.",
            advice="See that what stays, and who carries it on, is written down.",
        )
