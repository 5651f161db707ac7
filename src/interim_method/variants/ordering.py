"""In which order variants are made, and which of them say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from interim_method.errors import Fault
from interim_method.model.methodology import Methodology
from interim_method.model.variant import Variant
from interim_method.model.versions import in_range

__all__ = ["base_faults", "ordered", "preceding"]


def ordered(variants: Sequence[Variant], faults: list[Fault]) -> list[Variant]:
    """*variants* with each behind its base and those that its `after` names, otherwise as given.

    A circle is a fault, and so is one that is given twice.
    """
    known: dict[str, Variant] = {}
    for variant in variants:
        if variant.id in known:
            faults.append(Fault(f"/{variant.id}", "the variant is given twice", "give each once"))
        known.setdefault(variant.id, variant)
    line: list[Variant] = []
    done: set[str] = set()
    waiting = list(known.values())
    while waiting:
        ready = next((v for v in waiting if all(a in done for a in _follows(v, known))), None)
        if ready is None:
            faults.append(_circle(waiting, known))
            return [*line, *waiting]
        waiting.remove(ready)
        done.add(ready.id)
        line.append(ready)
    return line


def preceding(line: Iterable[Variant]) -> dict[str, frozenset[str]]:
    """Each variant's id → those that it says, itself or through others, that it comes after."""
    known = {v.id: v for v in line}
    found: dict[str, frozenset[str]] = {}
    for variant in known.values():
        before: set[str] = set()
        waiting = _follows(variant, known)
        while waiting:
            one = waiting.pop()
            if one not in before:
                before.add(one)
                waiting += found[one] if one in found else _follows(known[one], known)
        found[variant.id] = frozenset(before)
    return found


def base_faults(base: Methodology, variant: Variant, line: Iterable[Variant]) -> Iterable[Fault]:
    """What is wrong with what *variant* says it is based on."""
    versions = {base.id: base.version}
    versions.update((layer.id, layer.version) for layer in base.layers)
    if variant.id in base.layers:
        yield Fault(f"/{variant.id}", "is in this methodology already")
    versions.update((v.id, v.version) for v in line)
    if variant.base not in versions:
        yield Fault(
            f"/{variant.id}/base",
            f"is on {variant.base!r}, and this methodology is {base.id!r}",
            "give the variant that it goes on from as well, or another methodology",
        )
    elif variant.base == variant.id:
        yield Fault(f"/{variant.id}/base", "is the variant itself", "name the methodology that it changes")
    elif not in_range(versions[variant.base], variant.base_version):
        yield Fault(
            f"/{variant.id}/base_version",
            f"is for {variant.base!r} {variant.base_version}, and this one is {versions[variant.base]}",
            "look through its changes, and widen the range where they still fit",
        )


def _follows(variant: Variant, known: Mapping[str, Variant]) -> list[str]:
    """What *variant* must stand behind, of those that there are. Its own base is told apart from a circle."""
    base = () if variant.base == variant.id else (variant.base,)
    return [one for one in (*base, *variant.after) if one in known]


def _circle(waiting: Sequence[Variant], known: Mapping[str, Variant]) -> Fault:
    """The fault that names a circle among variants that wait for each other."""
    ids = {v.id for v in waiting}
    path: list[str] = [waiting[0].id]
    while path.count(path[-1]) == 1:
        path.append(next(one for one in _follows(known[path[-1]], known) if one in ids))
    circle = path[path.index(path[-1]) :]
    if len(circle) == 2:
        return Fault(f"/{circle[0]}/after", "the variant wants to come after itself", "take it out")
    return Fault(
        f"/{circle[0]}/after",
        f"these variants each want to come after another: {', '.join(circle[:-1])}",
        "take one of them out of the `after` of another",
    )
