"""Finding installed plug-ins: entry points, read so that one broken distribution hurts no other.

`importlib.metadata` is imported here, on use: it costs more than all the rest of a start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from interim_method.plugin.faults import PluginFault, reason_of

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint

__all__ = ["GROUP", "Found", "discover", "normalized"]

GROUP = "interim_method.plugins"
"""The group of entry points that plug-ins are found by."""


@frozen(kw_only=True)
class Found:
    """An entry point of our group, and the distribution that it came in."""

    name: str
    distribution: str
    version: str
    entry_point: EntryPoint

    @property
    def owner(self) -> str:
        """The distribution with its version."""
        return f"{self.distribution} {self.version}".strip()


def normalized(distribution: str) -> str:
    """The name of a distribution as packaging tools compare it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def discover() -> tuple[tuple[Found, ...], tuple[PluginFault, ...]]:
    """All entry points of our group, in an order that does not depend on the path, and what was unreadable."""
    # Loaded before any plug-in is, so that a replaced function of it is noticed.
    import json  # noqa: F401
    from importlib.metadata import distributions

    found: list[Found] = []
    faults: list[PluginFault] = []
    seen: set[str] = set()
    for distribution in distributions():
        name, version = _identity(distribution)
        # As for importing, the first of two copies of one distribution on the path is the installed one.
        if name and normalized(name) in seen:
            continue
        seen.add(normalized(name))
        try:
            found.extend(_entry_points(distribution, name, version))
        except Exception as error:
            reason = f"its entry_points.txt cannot be read: {reason_of(error)}"
            faults.append(
                PluginFault(plugin="", distribution=name, version=version, reason=reason, cause=error)
            )
    found.sort(key=lambda f: (f.name, normalized(f.distribution), f.entry_point.value))
    faults.sort(key=lambda f: f.distribution)
    return tuple(found), tuple(faults)


def _identity(distribution: Distribution) -> tuple[str, str]:
    """Name and version, as far as the metadata can be read."""
    try:
        metadata = distribution.metadata
        return str(metadata["Name"] or ""), str(metadata["Version"] or "")
    except Exception:  # whatever is wrong with it, its entry points may still be whole
        return "", ""


def _entry_points(distribution: Distribution, name: str, version: str) -> Iterator[Found]:
    # Most distributions are not ours: neither the cost nor the faults of parsing them are.
    if GROUP not in (distribution.read_text("entry_points.txt") or ""):
        return
    told: set[tuple[str, str]] = set()
    entry_points: Iterable[EntryPoint] = distribution.entry_points.select(group=GROUP)
    for entry_point in entry_points:
        if (entry_point.name, entry_point.value) not in told:
            told.add((entry_point.name, entry_point.value))
            yield Found(name=entry_point.name, distribution=name, version=version, entry_point=entry_point)
