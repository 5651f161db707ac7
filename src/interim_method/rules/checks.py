"""Checks: rules that look at a record and say what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from interim_method.model import Engagement, Finding, Methodology, Pilot
from interim_method.rules import course, integrity, plan

__all__ = ["RULES", "Rule", "RuleFunction", "Subject", "check"]

Subject = Literal["engagement", "pilot", "methodology"]
RuleFunction = Callable[[Any, date | None], Iterable[Finding]]


class Rule(NamedTuple):
    """A check: its name, the kinds of record that it is for, and the function that does it."""

    name: str
    subjects: tuple[Subject, ...]
    function: RuleFunction


_E: Final[tuple[Subject, ...]] = ("engagement",)

RULES: Final[tuple[Rule, ...]] = (
    Rule("unresolved-reference", ("engagement", "pilot", "methodology"), integrity.unresolved_reference),
    Rule("content-outside-tool", _E, integrity.content_outside_tool),
    Rule("dates-out-of-order", _E, integrity.dates_out_of_order),
    Rule("record-language-missing", ("engagement", "pilot"), integrity.record_language_missing),
    Rule("translation-missing", ("methodology",), integrity.translation_missing),
    Rule("dependency-cycle", _E, plan.dependency_cycle),
    Rule("deadline-before-dependency", _E, plan.deadline_before_dependency),
    Rule("action-without-owner", _E, plan.action_without_owner),
    Rule("action-without-deadline", _E, plan.action_without_deadline),
    Rule("action-without-indicator", _E, plan.action_without_indicator),
    Rule("objective-without-action", _E, plan.objective_without_action),
    Rule("objective-without-finished-action", _E, plan.objective_without_finished_action),
    Rule("overdue", _E, plan.overdue),
    Rule("too-many-open-actions", _E, plan.too_many_open_actions),
    Rule("pain-without-response", _E, plan.pain_without_response),
    Rule("response-without-action", _E, plan.response_without_action),
    Rule("answer-before-question", _E, plan.answer_before_question),
    Rule("agreement-not-ratified", _E, course.agreement_not_ratified),
    Rule("agreement-not-reviewed", _E, course.agreement_not_reviewed),
    Rule("work-before-ratification", _E, course.work_before_ratification),
    Rule("hours-without-action", _E, course.hours_without_action),
    Rule("spent-above-budget", _E, course.spent_above_budget),
    Rule("forecast-above-budget", _E, course.forecast_above_budget),
    Rule("budget-warning", _E, course.budget_warning),
    Rule("answers-below-threshold", _E, course.answers_below_threshold),
    Rule("hypothesis-not-assessed", _E, course.hypothesis_not_assessed),
    Rule("threshold-set-late", _E, course.threshold_set_late),
    Rule("stopped-engagement", _E, course.stopped_engagement),
)
"""The rules in the box."""

_ORDER: Final = ("error", "warning", "advice")


def check(
    record: Engagement | Pilot | Methodology, on: date | None = None, rules: Iterable[Rule] = RULES
) -> tuple[Finding, ...]:
    """What the rules find in a record as of a date, errors first, then by address.

    A rule that fails is a finding itself; the others go on.
    """
    found: list[Finding] = []
    for rule in rules:
        if record.KIND in rule.subjects:
            found.extend(_run(rule, record, on))
    return tuple(sorted(found, key=lambda f: (_ORDER.index(f.severity), f.address, f.rule, f.message)))


def _run(rule: Rule, record: Engagement | Pilot | Methodology, on: date | None) -> Iterable[Finding]:
    try:
        return tuple(rule.function(record, on))
    except Exception as error:  # A rule may come from a plug-in: whatever it raises is its own fault.
        return (
            Finding(
                rule=rule.name,
                severity="error",
                address="",
                message=f"The rule failed: {type(error).__name__}: {error}",
                advice="Tell whoever offers the rule; the record itself may be in order.",
            ),
        )
