"""Where the label of a point of a chart stands clear of the lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from interim_method.markup import tree

__all__ = ["Place", "label_place"]

_PLOT: Final = (440.0, 125.0)
"""Width and height of the field that the lines are drawn in, in points, roughly."""
_CHART: Final = (480.0, 180.0)
"""Those of the whole chart."""
_LETTER: Final = 4.0
_HEIGHT: Final = 11.0
_AWAY: Final = 4.0
"""How far a label stands from its point."""
_STEP: Final = 2.0


class Place(NamedTuple):
    """A side of a point, and how far the label is moved from there, as shares of the chart."""

    side: str
    across: float = 0.0
    up: float = 0.0


def label_place(
    figure: tree.Figure, lines: Sequence[Sequence[float | None]], at: int, value: float | None, text: str
) -> Place:
    """Where the label of a point is crossed least by *lines* and by the axis."""
    known = [v for line in lines for v in line if v is not None]
    low = min([*known, 0.0]) if figure.low is None else figure.low
    high = max(known) * 1.1 if figure.high is None else figure.high
    across, up = _PLOT[0] / max(len(figure.categories), 1), _PLOT[1] / ((high - low) or 1.0)
    axis = [0.0] * len(figure.categories) if low < 0 < high else []
    points = [
        point
        for line in (*lines, axis)
        for point in _points([None if v is None else (v - low) * up for v in line], at, across)
    ]
    y = ((value or 0.0) - low) * up
    wide = len(text) * _LETTER
    left_edge, right_edge = -(at + 0.5) * across, (len(figure.categories) - at - 0.5) * across

    def crossed(place: Place) -> float:
        middle = place.across * _CHART[0]
        left, right = middle - wide / 2, middle + wide / 2
        bottom = y + (_AWAY if place.side == "t" else -_AWAY - _HEIGHT)
        hits = sum(left <= x <= right and bottom <= height <= bottom + _HEIGHT for x, height in points)
        # Below the field stand the names of the categories; beyond its sides there is no room.
        return hits + max(-bottom, 0.0) + max(left_edge - left, 0.0) + max(right - right_edge, 0.0)

    aside = (wide / 2) / _CHART[0]
    places = [Place(side, move) for move in (0.0, aside, -aside) for side in "tb"]
    return min(places, key=crossed)


def _points(line: Sequence[float | None], at: int, across: float) -> Iterator[tuple[float, float]]:
    """Points along a line, a short way apart, as far as labels at *at* may reach; x counts from there."""
    for n in range(max(at - 3, 0), min(at + 3, len(line) - 1)):
        begin, end = line[n], line[n + 1]
        if begin is None or end is None:
            continue
        steps = max(int(across / _STEP), 1)
        for step in range(steps + 1):
            part = step / steps
            yield (n - at + part) * across, begin + (end - begin) * part
