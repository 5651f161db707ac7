"""Where the label of a point of a chart stands clear of the lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from interim_method.markup import tree

__all__ = ["label_position"]

_PLOT: Final = (440.0, 125.0)
"""Width and height of the field that the lines are drawn in, in points, roughly."""
_LETTER: Final = 4.0
_HEIGHT: Final = 11.0
_AWAY: Final = 5.0
"""How far a label stands from its point."""
_STEP: Final = 2.0

_Box = tuple[float, float, float, float]


def label_position(
    figure: tree.Figure, lines: Sequence[Sequence[float | None]], at: int, value: float | None, text: str
) -> str:
    """The side of a point on which the least of *lines* runs through its label: ``t``, ``b``, ``r`` or ``l``."""
    known = [v for line in lines for v in line if v is not None]
    low = min([*known, 0.0]) if figure.low is None else figure.low
    high = max(known) * 1.1 if figure.high is None else figure.high
    across, up = _PLOT[0] / max(len(figure.categories), 1), _PLOT[1] / ((high - low) or 1.0)
    y = ((value or 0.0) - low) * up
    wide = len(text) * _LETTER
    boxes: dict[str, _Box] = {
        "t": (-wide / 2, y + _AWAY, wide / 2, y + _AWAY + _HEIGHT),
        "b": (-wide / 2, y - _AWAY - _HEIGHT, wide / 2, y - _AWAY),
        "r": (_AWAY, y - _HEIGHT / 2, _AWAY + wide, y + _HEIGHT / 2),
        "l": (-_AWAY - wide, y - _HEIGHT / 2, -_AWAY, y + _HEIGHT / 2),
    }
    points = [
        point
        for line in lines
        for point in _points([None if v is None else (v - low) * up for v in line], at, across)
    ]

    def covered(box: _Box) -> float:
        left, bottom, right, top = box
        hits = sum(left <= x <= right and bottom <= y <= top for x, y in points)
        # Below the field stand the names of the categories; beyond its sides there is no room.
        over = max(-bottom, 0.0) + max(-left - (at + 0.5) * across, 0.0)
        return hits + over + max(right - (len(figure.categories) - at - 0.5) * across, 0.0)

    return min(boxes, key=lambda side: covered(boxes[side]))


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
