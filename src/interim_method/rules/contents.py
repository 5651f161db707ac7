"""What follows from the contents of tools: the order of cards, the low points of a journey, shares of a funnel."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, NamedTuple

from interim_method.model import (
    BoardCard,
    Funnel,
    FunnelContent,
    FunnelCount,
    FunnelStage,
    Journey,
    JourneyContent,
    JourneyPoint,
    JourneyStage,
    QuadrantsContent,
)

__all__ = [
    "MOST_CRITICAL",
    "FunnelLine",
    "StagePoint",
    "assumed",
    "by_votes",
    "critical",
    "funnel_lines",
    "lowest",
    "to_verify",
]

MOST_CRITICAL: Final = 3
"""How many low points of a journey are looked at."""


# --- quadrants ---------------------------------------------------------------------------------------------------


def by_votes(cards: Iterable[BoardCard]) -> tuple[BoardCard, ...]:
    """Cards with most votes first; those with as many stay in the order in which they were put up."""
    return tuple(sorted(cards, key=lambda card: -card.votes))


def to_verify(content: QuadrantsContent) -> tuple[BoardCard, ...]:
    """The assumptions of a board, those with most votes first: what has to be checked before the rest."""
    return by_votes(card for card in content.cards if card.certainty == "assumption")


# --- journeys ----------------------------------------------------------------------------------------------------


class StagePoint(NamedTuple):
    """A stage of a journey with what one filling says of it."""

    stage: JourneyStage
    point: JourneyPoint


def _points(tool: Journey, content: JourneyContent) -> list[StagePoint]:
    return [
        StagePoint(stage, point)
        for stage in tool.stages
        if (point := content.points.get(stage.id)) is not None
    ]


def _felt(tool: Journey, content: JourneyContent) -> list[tuple[int, StagePoint]]:
    return [(one.point.emotion, one) for one in _points(tool, content) if one.point.emotion is not None]


def lowest(tool: Journey, content: JourneyContent) -> tuple[str, ...]:
    """The stages where the emotion is lowest; none where it is the same all along."""
    felt = _felt(tool, content)
    values = {value for value, _ in felt}
    return tuple(one.stage.id for value, one in felt if value == min(values)) if len(values) > 1 else ()


def critical(tool: Journey, content: JourneyContent) -> tuple[StagePoint, ...]:
    """The critical moments, lowest first: what lies below zero, `MOST_CRITICAL` at most, else the lowest."""
    below = sorted(((v, one) for v, one in _felt(tool, content) if v < 0), key=lambda felt: felt[0])
    if below:
        return tuple(one for _, one in below[:MOST_CRITICAL])
    low = lowest(tool, content)
    return tuple(one for one in _points(tool, content) if one.stage.id in low)[:MOST_CRITICAL]


def assumed(tool: Journey, content: JourneyContent) -> tuple[StagePoint, ...]:
    """The stages with little or no evidence, those with none first."""
    found = [
        StagePoint(stage, content.points.get(stage.id) or JourneyPoint(id=stage.id)) for stage in tool.stages
    ]
    open_ones = [one for one in found if one.point.evidence != "full"]
    return tuple(sorted(open_ones, key=lambda one: one.point.evidence == "partial"))


# --- funnels -----------------------------------------------------------------------------------------------------


class FunnelLine(NamedTuple):
    """A stage of a funnel with its figures.

    Attributes:
        stage: The stage.
        found: What one filling says of it; None where it says nothing.
        share: Of those at the stage before; None where these are too few, or not a part of them.
    """

    stage: FunnelStage
    found: FunnelCount | None
    share: Fraction | None

    @property
    def number(self) -> int | None:
        """How many there were."""
        return self.found.count if self.found else None


def funnel_lines(tool: Funnel, content: FunnelContent) -> tuple[FunnelLine, ...]:
    """The stages with how many there were, and which share of the stage before where that holds enough."""
    lines: list[FunnelLine] = []
    before: int | None = None
    for stage in tool.stages:
        found = content.counts.get(stage.id)
        count = found.count if found else None
        whole = before if before is not None and before >= max(tool.least, 1) else None
        share = Fraction(count, whole) if whole and count is not None and count <= whole else None
        lines.append(FunnelLine(stage, found, share))
        before = count
    return tuple(lines)
