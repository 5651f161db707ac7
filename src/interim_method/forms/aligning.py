"""Which lines of two files are the same words: for files whose anchors an editor has lost.

Lines that are in both files once hold the alignment together; between two of them, those in the same order do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

__all__ = ["aligned"]

_MOST: Final = 400
"""So many lines at most are compared each with each."""


def aligned(ours: Sequence[str | None], theirs: Sequence[str | None]) -> list[tuple[int, int]]:
    """The pairs of indexes of lines that are the same, in order; None is a line that is like no other."""
    pairs: list[tuple[int, int]] = []
    _align(ours, theirs, 0, len(ours), 0, len(theirs), pairs)
    return pairs


def _align(
    ours: Sequence[str | None],
    theirs: Sequence[str | None],
    a: int,
    a_end: int,
    b: int,
    b_end: int,
    pairs: list[tuple[int, int]],
) -> None:
    while a < a_end and b < b_end and ours[a] is not None and ours[a] == theirs[b]:
        pairs.append((a, b))
        a, b = a + 1, b + 1
    tail: list[tuple[int, int]] = []
    while a < a_end and b < b_end and ours[a_end - 1] is not None and ours[a_end - 1] == theirs[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
        tail.append((a_end, b_end))
    if a < a_end and b < b_end:
        anchors = _anchors(ours, theirs, a, a_end, b, b_end)
        if anchors:
            for x, y in anchors:
                _align(ours, theirs, a, x, b, y, pairs)
                pairs.append((x, y))
                a, b = x + 1, y + 1
            _align(ours, theirs, a, a_end, b, b_end, pairs)
        elif a_end - a <= _MOST and b_end - b <= _MOST:
            left = [line if line is not None else object() for line in ours[a:a_end]]
            right = [line if line is not None else object() for line in theirs[b:b_end]]
            for x, y, size in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
                pairs.extend((a + x + n, b + y + n) for n in range(size))
    pairs.extend(reversed(tail))


def _anchors(
    ours: Sequence[str | None], theirs: Sequence[str | None], a: int, a_end: int, b: int, b_end: int
) -> list[tuple[int, int]]:
    """The longest row of lines in the same order among those that both have once."""
    left = Counter(line for line in ours[a:a_end] if line is not None)
    right = Counter(line for line in theirs[b:b_end] if line is not None)
    once = {line for line, count in left.items() if count == 1 and right.get(line) == 1}
    if not once:
        return []
    at = {line: n for n, line in enumerate(theirs[b:b_end], b) if line in once}
    pairs = [(n, at[line]) for n, line in enumerate(ours[a:a_end], a) if line is not None and line in once]
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, y) in enumerate(pairs):
        place = bisect_left(tops, y)
        before.append(ends[place - 1] if place else -1)
        if place == len(tops):
            tops.append(y)
            ends.append(n)
        else:
            tops[place] = y
            ends[place] = n
    chain: list[tuple[int, int]] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]
