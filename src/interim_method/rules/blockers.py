"""What holds an organisation back, counted over the diagnosis and the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from interim_method.model import ChoiceList, Engagement

__all__ = ["KINDS", "count", "main", "share"]

KINDS = "blocker-kinds"
"""The id of the methodology's list of kinds."""


def count(engagement: Engagement) -> dict[str, int]:
    """How often each kind was recorded, the most frequent first, then in the order of the methodology's list.

    Each difficulty counts once for every kind it names, each action once, also where it was solved or the
    action dropped: what held it back is still known.
    """
    found: Counter[str] = Counter()
    for difficulty in engagement.difficulties:
        found.update(dict.fromkeys(difficulty.blockers, 1))
    found.update(action.blocker for action in engagement.actions if action.blocker is not None)
    listed = engagement.methodology.elements.get(KINDS)
    order = listed.choices.ids if isinstance(listed, ChoiceList) else ()
    places = {kind: place for place, kind in enumerate(order)}
    return dict(sorted(found.items(), key=lambda item: (-item[1], places.get(item[0], len(places)))))


def main(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The kinds recorded most often; several where they are level, none where nothing was recorded."""
    most = max(counts.values(), default=0)
    return tuple(kind for kind, number in counts.items() if number == most)


def share(counts: Mapping[str, int], kinds: Iterable[str]) -> Fraction | None:
    """What part of all blockers is of these kinds; None where there are none."""
    everything = sum(counts.values())
    if not everything:
        return None
    return Fraction(sum(counts.get(kind, 0) for kind in kinds), everything)
