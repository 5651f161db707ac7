"""Finding installed plug-ins: entry points, read so that one broken distribution hurts no other.

`importlib.metadata` is imported here, on use: it costs more than all the rest of a start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from interim_method.plugin.faults import PluginFault, reason_of

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint

__all__ = ["GROUP", "Found", "discover", "normalized"]

GROUP = "interim_method.plugins"
"""The group of entry points that plug-ins are found by."""
_DECLARED = "interim_method."
"""How the groups begin in which a plug-in may declare what it offers, such as ``interim_method.exporters``."""


@frozen(kw_only=True)
class Found:
    """An entry point of our group, and the distribution that it came in.

    Attributes:
        name: Name of the plug-in.
        distribution: Name of its distribution.
        version: Version of its distribution.
        entry_point: Leads to the plug-in.
        declares: Hook → the names of what the plug-in offers through it, as its distribution declares; None
            where it declares nothing, and only importing it can tell.
    """

    name: str
    distribution: str
    version: str
    entry_point: EntryPoint
    declares: Mapping[str, frozenset[str]] | None = None

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
    for distribution in distributions():
        name = version = ""
        try:
            # Most distributions are not ours: neither the cost nor the faults of parsing them are.
            if GROUP not in (distribution.read_text("entry_points.txt") or ""):
                continue
            name, version = _identity(distribution)
            if not _is_first(distribution, name):
                continue
            found.extend(_entry_points(distribution, name, version))
        except Exception as error:
            name, version = _identity(distribution)
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


def _is_first(distribution: Distribution, name: str) -> bool:
    """Whether no other copy of *distribution* lies before it on the path: as for importing, the first counts."""
    from importlib.metadata import distributions

    if not name:
        return True
    first = next(iter(distributions(name=name)), distribution)
    return str(first.locate_file("")) == str(distribution.locate_file(""))


def _entry_points(distribution: Distribution, name: str, version: str) -> Iterator[Found]:
    every = tuple(distribution.entry_points)
    told: set[tuple[str, str]] = set()
    for entry_point in every:
        if entry_point.group == GROUP and (entry_point.name, entry_point.value) not in told:
            told.add((entry_point.name, entry_point.value))
            yield Found(
                name=entry_point.name,
                distribution=name,
                version=version,
                entry_point=entry_point,
                declares=_declared(entry_point.value, every),
            )


def _declared(value: str, every: Iterable[EntryPoint]) -> Mapping[str, frozenset[str]] | None:
    """What a distribution declares of the plug-in that *value* leads to."""
    declared: dict[str, set[str]] = {}
    for entry_point in every:
        group = entry_point.group
        if entry_point.value == value and group.startswith(_DECLARED) and group != GROUP:
            hook = "interim_" + group.removeprefix(_DECLARED)
            declared.setdefault(hook, set()).add(entry_point.name.casefold())
    return {hook: frozenset(names) for hook, names in declared.items()} or None
