"""What follows from the contents of tools."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest

from interim_method.methodologies.interim_executive import example
from interim_method.model import Funnel, FunnelContent, Journey, JourneyContent, JourneyPoint, Keyed
from interim_method.rules.contents import assumed, by_votes, critical, funnel_lines, lowest, to_verify

NESPRA = example.engagement()
JOURNEY = NESPRA.methodology.element("journey", Journey)
FUNNEL = NESPRA.methodology.element("funnel", Funnel)


def content(key: str) -> Any:
    return NESPRA.contents[key]


def felt(*emotions: int | None) -> JourneyContent:
    points = [
        JourneyPoint(id=stage.id, emotion=emotion)
        for stage, emotion in zip(JOURNEY.stages, emotions, strict=False)
    ]
    return JourneyContent(id="j", tool="journey", points=Keyed(points))


def test_cards_come_by_votes_and_those_with_as_many_in_their_order() -> None:
    cards = [c for c in content("quadrants-s1").cards if c.cell in ("our-goals", "users")]
    assert [c.votes for c in by_votes(cards)] == [6, 6, 5, 5, 4, 4, 1]
    assert [c.id for c in by_votes(cards)][:2] == ["users-1", "our-goals-3"]


def test_only_assumptions_have_to_be_checked_the_weightiest_first() -> None:
    found = to_verify(content("quadrants-s1"))
    assert [(c.id, c.votes) for c in found] == [("response-3", 4), ("their-goals-4", 2), ("users-4", 1)]


def test_critical_moments_are_the_points_below_zero_lowest_first() -> None:
    assert [one.stage.id for one in critical(JOURNEY, content("journey-s1"))] == ["decision", "research"]
    assert lowest(JOURNEY, content("journey-s1")) == ("decision",)


@pytest.mark.parametrize(
    ("emotions", "stages"),
    [
        ((-1, -1, -2, -1, -2, -1), ["decision", "experience", "discovery"]),
        ((2, 1, 2), ["research"]),
        ((1, 1, 1), []),
        ((None, None), []),
    ],
)
def test_of_many_low_points_three_are_looked_at_and_of_none_the_lowest(
    emotions: tuple[int | None, ...], stages: list[str]
) -> None:
    assert [one.stage.id for one in critical(JOURNEY, felt(*emotions))] == stages


def test_a_stage_without_evidence_is_assumed_before_one_with_some() -> None:
    found = [one.stage.id for one in assumed(JOURNEY, content("journey-s1"))]
    assert found == ["loyalty", "discovery", "contracting", "experience"]


def test_a_stage_of_which_nothing_was_said_is_assumed_too() -> None:
    assert len(assumed(JOURNEY, JourneyContent(id="j", tool="journey"))) == len(JOURNEY.stages)


def test_shares_are_given_only_where_the_stage_before_holds_ten_or_more() -> None:
    shares = {line.stage.id: line.share for line in funnel_lines(FUNNEL, content("funnel-2026"))}
    assert shares == {
        "contacts": None,
        "conversations": Fraction(21, 40),
        "need": Fraction(7, 21),
        "proposals": None,
        "agreements": None,
        "return": None,
    }


def test_more_than_there_were_before_is_no_share_of_them() -> None:
    counts = content("funnel-2026").counts
    more = counts.replaced("need", attrs.evolve(counts["need"], count=30))
    changed: FunnelContent = attrs.evolve(content("funnel-2026"), counts=more)
    assert funnel_lines(FUNNEL, changed)[2].share is None


def test_a_stage_without_a_figure_has_no_share_and_gives_none() -> None:
    lines = {line.stage.id: line for line in funnel_lines(FUNNEL, content("funnel-2025"))}
    assert lines["contacts"].number is None
    assert lines["conversations"].share is None
    assert lines["agreements"].share == Fraction(3, 15)
