"""Versions, such as ``2.1``, and ranges of them, such as ``>=1.0, <2``."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final

__all__ = ["in_range"]

_VERSION: Final = re.compile(r"[0-9]+(\.[0-9]+)*")
_PART: Final = re.compile(r" *([=!<>]=|[<>]) *([0-9.]+) *")


def in_range(version: str, versions: str) -> bool:
    """Whether a version is in a range, each part of which it has to fit: 2 is 2.0.

    What is no version, such as that of a methodology that does not count its own, is in no range but the empty
    one.
    """
    if not versions:
        return True
    if not _VERSION.fullmatch(version):
        return False
    return all(_holds(version, *found.groups()) for found in _PART.finditer(versions))


def _holds(version: str, compare: str, other: str) -> bool:
    order = 0
    for one, two in zip_longest(map(int, version.split(".")), map(int, other.split(".")), fillvalue=0):
        order = order or (one > two) - (one < two)
    return order in {"==": (0,), "!=": (-1, 1), ">=": (0, 1), "<=": (-1, 0), ">": (1,), "<": (-1,)}[compare]
