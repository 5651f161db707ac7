"""What is amiss in a filled blueprint, and what its numbers come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from interim_method.model import Engagement, Finding
from interim_method_services.model import BlueprintFailure, ServiceBlueprintContent

if TYPE_CHECKING:
    from interim_method.model import Methodology, Pilot

__all__ = ["Totals", "failure_without_action", "longest_wait", "open_failures", "totals"]


@frozen
class Totals:
    """What the measurements of a blueprint come to; None for what nobody measured."""

    wait: Decimal | None
    work: int | None


def totals(content: ServiceBlueprintContent) -> Totals:
    """The days of waiting and the minutes of work of a case, as far as they were measured."""
    waits = [Decimal(point.wait) for point in content.points if point.wait is not None]
    works = [point.work for point in content.points if point.work is not None]
    return Totals(sum(waits, Decimal()) if waits else None, sum(works) if works else None)


def longest_wait(content: ServiceBlueprintContent) -> str | None:
    """The stage with the longest wait; none where nobody waits, or several wait as long."""
    waits = {point.id: Decimal(point.wait) for point in content.points if point.wait is not None}
    most = max(waits.values(), default=Decimal())
    found = [key for key, days in waits.items() if days == most]
    return found[0] if most > 0 and len(found) == 1 else None


def open_failures(record: Engagement, content: ServiceBlueprintContent) -> tuple[BlueprintFailure, ...]:
    """The failures for which no action is planned: none at all, or only ones that were dropped."""

    def stands(key: str) -> bool:
        action = record.actions.get(key)
        return action is not None and action.status != "dropped"

    return tuple(one for one in content.failures if not any(map(stands, one.actions)))


def failure_without_action(
    record: Methodology | Engagement | Pilot, on: date | None = None
) -> Iterable[Finding]:
    """A failure of a service that no action of the plan takes up."""
    return tuple(_found(record)) if isinstance(record, Engagement) else ()


def _found(record: Engagement) -> Iterator[Finding]:
    for content in record.contents:
        if isinstance(content, ServiceBlueprintContent):
            for one in open_failures(record, content):
                yield Finding(
                    rule="failure-without-action",
                    severity="warning",
                    address=f"/contents/{content.id}/failures/{one.id}/actions",
                    message="This failure of the service has no action: plan one, or say why not.",
                )
