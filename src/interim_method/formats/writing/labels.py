"""Labels of charts: how wide they are, and where they stand clear of the lines and of the other labels."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

__all__ = ["LINE", "SIZE", "Box", "Place", "Room", "broken", "place", "text_width"]

SIZE: Final = 8.5
"""Points of the text of a chart: that of small labels."""
_WIDTHS: Final = {
    **dict.fromkeys(" ", 0.23),
    **dict.fromkeys("ijl.,:;'’·|!", 0.26),
    **dict.fromkeys("ftrI()[]-/", 0.34),
    **dict.fromkeys("mwMW@—%", 0.8),
}
"""The widths of letters, in ems of a font like Calibri; that of most is about half."""
LINE: Final = SIZE * 1.22
"""The height of a line of a label."""
_AWAY: Final = 4.0
"""How far a label stands from its point."""
_STEP: Final = 2.0
_ON_ANOTHER: Final = 60.0
"""What it costs to stand on another label: more than to be crossed by any line."""
_OUTSIDE: Final = 12.0
"""What each point costs that it would stand outside of the chart."""
_FURTHER: Final = (0.0, 6.0, 12.0)

Line = Sequence[float | None]


def text_width(said: str) -> float:
    """About how wide a text is in points."""
    return SIZE * sum(
        _WIDTHS.get(letter)
        or (1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.6 if letter.isupper() else 0.51)
        for letter in said
    )


class Box(NamedTuple):
    """What a label covers, in points from the lower left corner of the field."""

    left: float
    bottom: float
    right: float
    top: float


class Room(NamedTuple):
    """The field that lines are drawn in, in points, and what is around it."""

    step: float
    """From one category to the next; the first and last stand half of it from the edges."""
    up: float
    """The height of one unit."""
    low: float
    """The value at the foot of the field."""
    left: float = 0.0
    """The room beside the field that labels may take, and that around its other sides."""
    right: float = 0.0
    above: float = 0.0
    below: float = 0.0
    smooth: bool = False
    high: float = 0.0
    """The value at the head of the field."""

    def x(self, at: int) -> float:
        """Where a category stands."""
        return (at + 0.5) * self.step

    def y(self, value: float) -> float:
        """How high a value stands."""
        return (value - self.low) * self.up


class Place(NamedTuple):
    """A side of a point, and how far to the right and upwards the label is moved from there, in points."""

    side: str
    across: float = 0.0
    up: float = 0.0


def broken(said: str, width: float, most: int = 3) -> tuple[str, ...]:
    """The lines of a label: none wider than *width* where its words can be parted, the last one cut if need be."""
    lines = [""]
    for word in said.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > most:
        lines[most - 1 :] = [lines[most - 1].rstrip(" ,;.:") + "…"]
    return tuple(lines)


def place(
    room: Room,
    count: int,
    lines: Sequence[Line],
    at: int,
    value: float,
    size: tuple[float, float],
    taken: Sequence[Box],
) -> tuple[Place, Box]:
    """Where the label of a point is crossed least by *lines* and by the axis, and what it covers there."""
    wide, tall = size
    head = room.high if room.high > room.low else room.low + 1.0
    axis: Line = [0.0] * count if room.low < 0 < head else ()
    points = list(_points(room, [*lines, axis], at, wide))
    x, y = room.x(at), room.y(value)

    def box(where: Place) -> Box:
        middle = x + where.across
        bottom = y + where.up + (_AWAY if where.side == "t" else -_AWAY - tall)
        return Box(middle - wide / 2, bottom, middle + wide / 2, bottom + tall)

    def cost(where: Place) -> float:
        own = box(where)
        hits = sum(own.left <= px <= own.right and own.bottom <= py <= own.top for px, py in points)
        met = sum(
            own.left < other.right
            and other.left < own.right
            and own.bottom < other.top
            and other.bottom < own.top
            for other in taken
        )
        outside = (
            max(-room.below - own.bottom, 0.0)
            + max(own.top - (head - room.low) * room.up - room.above, 0.0)
            + max(-room.left - own.left, 0.0)
            + max(own.right - count * room.step - room.right, 0.0)
        )
        # Of places alike, the one next to the point.
        return hits + _ON_ANOTHER * met + _OUTSIDE * outside + abs(where.up) / 20 + abs(where.across) / 200

    best = min(
        (
            Place(side, move, further if side == "t" else -further)
            for further in _FURTHER
            for move in (0.0, wide / 2, -wide / 2)
            for side in "tb"
        ),
        key=cost,
    )
    return best, box(best)


def _points(room: Room, lines: Sequence[Line], at: int, wide: float) -> Iterator[tuple[float, float]]:
    """Points along the lines, a short way apart, as far as a label at *at* may reach."""
    reach = int(wide / room.step) + 1
    for line in lines:
        for n in range(max(at - reach, 0), min(at + reach, len(line) - 1)):
            begin, end = line[n], line[n + 1]
            if begin is None or end is None:
                continue
            before = line[n - 1] if n else None
            after = line[n + 2] if n + 2 < len(line) else None
            steps = max(int(room.step / _STEP), 1)
            for step in range(steps + 1):
                part = step / steps
                value = (
                    _bent(
                        begin if before is None else before, begin, end, end if after is None else after, part
                    )
                    if room.smooth
                    else begin + (end - begin) * part
                )
                yield room.x(n) + part * room.step, room.y(value)


def _bent(before: float, begin: float, end: float, after: float, part: float) -> float:
    """A point of the curve that Word draws through four points, between the middle two."""
    return (
        begin
        + 0.5 * part * (end - before)
        + part * part * (before - 2.5 * begin + 2 * end - 0.5 * after)
        + part**3 * (1.5 * (begin - end) + 0.5 * (after - before))
    )
