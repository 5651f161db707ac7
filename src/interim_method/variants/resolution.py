"""From a base methodology and variants to the methodology that results.

Pure: the same base and the same variants give the same methodology, and what is wrong comes in one error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from interim_method.errors import DefinitionError, Fault, VariantError
from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.methodology import Element, Methodology, Origin, Unknown
from interim_method.model.record import fields_of
from interim_method.model.values import Kind, Text
from interim_method.model.variant import Add, Change, Remove, Variant

__all__ = ["ordered", "resolve"]


def resolve(base: Methodology, variants: Sequence[Variant]) -> Methodology:
    """The methodology that *variants*, one after another, make of *base*.

    They follow each other as their `after` says, otherwise as given. Every value that comes from a variant
    has an origin that names the variant and the change.

    Raises:
        VariantError: Changes without a target, ids taken twice, values changed by two variants that have no
            order, a base that is not this one, a circle: all faults in one error.
    """
    if not variants:
        return base
    work = _Work(base)
    line = ordered(variants, work.faults)
    for variant in line:
        if variant.base != base.id:
            work.faults.append(
                Fault(f"/{variant.id}/base", f"is on {variant.base!r}, and this methodology is {base.id!r}")
            )
    work.before = {v.id: _before(v, line) for v in line}
    for variant in line:
        for number, change in enumerate(variant.changes):
            work.apply(variant, change, f"/{variant.id}/changes/{number}")
    if work.faults:
        raise VariantError(work.faults)
    return work.finished(line)


def ordered(variants: Sequence[Variant], faults: list[Fault]) -> list[Variant]:
    """*variants* with each behind those that its `after` names, otherwise as given; a circle is a fault."""
    known = {v.id: v for v in variants}
    if len(known) != len(variants):
        faults.append(Fault("", "a variant is given twice"))
    line: list[Variant] = []
    done: set[str] = set()
    waiting = list(known.values())
    while waiting:
        ready = next((v for v in waiting if all(a in done or a not in known for a in v.after)), None)
        if ready is None:
            names = ", ".join(v.id for v in waiting)
            faults.append(Fault("", f"these variants each want to come after another: {names}"))
            return [*line, *waiting]
        waiting.remove(ready)
        done.add(ready.id)
        line.append(ready)
    return line


def _before(variant: Variant, line: Iterable[Variant]) -> set[str]:
    """The variants that *variant* says, itself or through others, that it comes after."""
    known = {v.id: v for v in line}
    found: set[str] = set()
    waiting = [a for a in variant.after if a in known]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(a for a in known[one].after if a in known)
    return found


class _Work:
    """The elements while changes are made to them, who changed what, and what is wrong."""

    def __init__(self, base: Methodology) -> None:
        self.base = base
        self.elements: dict[str, Element | Unknown] = {e.id: e for e in base.elements}
        self.origins: dict[str, Origin] = dict(base.origins)
        self.faults: list[Fault] = []
        self.before: dict[str, set[str]] = {}
        self._changed: dict[str, list[tuple[str, str]]] = {}
        self._replaced: dict[str, str | None] = {}

    def apply(self, variant: Variant, change: Add | Change | Remove, at: str) -> None:
        match change:
            case Add():
                self._add(variant, change, at)
            case Change():
                self._change(variant, change, at)
            case Remove():
                self._remove(variant, change, at)

    def _add(self, variant: Variant, change: Add, at: str) -> None:
        element = change.element
        if element.id in self.elements or element.id in self._replaced:
            self.faults.append(Fault(f"{at}/element/id", f"the id {element.id!r} is taken"))
            return
        if change.based_on is not None:
            basis = self.elements.get(change.based_on)
            if basis is None:
                self.faults.append(Fault(f"{at}/based_on", f"there is no element {change.based_on!r}"))
                return
            if type(basis) is not type(element):
                self.faults.append(Fault(f"{at}/based_on", f"is not a {type(element).__name__}"))
                return
            element = _inherited(element, basis)
        self.elements[element.id] = element
        self._touch(variant, element.id, "", "add", at)
        self.origins[f"/elements/{element.id}"] = self._origin(variant, at)

    def _change(self, variant: Variant, change: Change, at: str) -> None:
        found = self.elements.get(change.id)
        if found is None:
            gone = " any more" if change.id in self._replaced else ""
            self.faults.append(Fault(f"{at}/id", f"there is no element {change.id!r}{gone}"))
            return
        if change.element != found.KIND:
            self.faults.append(
                Fault(f"{at}/element", f"{change.id!r} is a {found.KIND}, not a {change.element}")
            )
            return
        values: dict[str, Any] = dict(change.set)
        for name, more in change.append.items():
            values[name] = _appended(getattr(found, name), more)
        for name in values:
            verb = "append" if name in change.append else "set"
            if not self._touch(variant, change.id, name, verb, at):
                return
        try:
            self.elements[change.id] = attrs.evolve(found, **values)
        except DefinitionError as error:
            self.faults.extend(error.below(at).faults)
            return
        for name in values:
            below = f"/elements/{change.id}/{name}"
            self.origins = {
                a: o for a, o in self.origins.items() if a != below and not a.startswith(f"{below}/")
            }
            self.origins[below] = self._origin(variant, at)

    def _remove(self, variant: Variant, change: Remove, at: str) -> None:
        if change.id not in self.elements:
            self.faults.append(Fault(f"{at}/id", f"there is no element {change.id!r}"))
        elif change.replaced_by is not None and change.replaced_by not in self.elements:
            self.faults.append(Fault(f"{at}/replaced_by", f"there is no element {change.replaced_by!r}"))
        elif self._touch(variant, change.id, "", "remove", at):
            del self.elements[change.id]
            self._replaced[change.id] = change.replaced_by
            below = f"/elements/{change.id}"
            self.origins = {
                a: o for a, o in self.origins.items() if a != below and not a.startswith(f"{below}/")
            }

    def _touch(self, variant: Variant, key: str, name: str, verb: str, at: str) -> bool:
        """Note who changes a value; a fault where another did so and neither says that it comes after."""
        fits = True
        for other, its_verb in self._changed.get(key + "/" + name, []):
            both_append = verb == its_verb == "append"
            if other != variant.id and not both_append and other not in self.before[variant.id]:
                value = f"/elements/{key}" + (f"/{name}" if name else "")
                self.faults.append(
                    Fault(at, f"changes {value}, and so does {other!r}", "say with `after` which comes first")
                )
                fits = False
        self._changed.setdefault(key + "/" + name, []).append((variant.id, verb))
        return fits

    def _origin(self, variant: Variant, at: str) -> Origin:
        return Origin(
            source="variant",
            credit=variant.credit,
            licence=variant.licence,
            variant=f"{variant.id} {variant.version}",
            change=at.removeprefix(f"/{variant.id}"),
        )

    def finished(self, line: Iterable[Variant]) -> Methodology:
        """The methodology made of the elements, nothing in it pointing at what was removed."""
        elements = [self._repointed(e) for e in self.elements.values()]
        try:
            return attrs.evolve(
                self.base,
                elements=Keyed(elements),
                origins=FrozenMap(self.origins),
                layers=(*self.base.layers, *(f"{v.id} {v.version}" for v in line)),
            )
        except DefinitionError as error:
            advice = "remove what belongs to it too, or name what replaces it"
            raise VariantError(
                [Fault(f.address, f.problem, f.advice or advice) for f in error.faults]
            ) from None

    def _repointed(self, element: Element | Unknown) -> Element | Unknown:
        if not self._replaced or isinstance(element, Unknown):
            return element
        changes = {}
        for name, info in fields_of(type(element)).items():
            value = getattr(element, name)
            pointing = self._pointing(value, info.kind, name)
            if pointing != value:
                changes[name] = pointing
        return attrs.evolve(element, **changes) if changes else element

    def _pointing(self, value: Any, kind: Kind, name: str) -> Any:
        """What a reference becomes now that things were removed."""
        if not any(c.startswith("elements") for c in kind.of):
            return value
        if isinstance(value, str) and value in self._replaced:
            # A missing sibling only loosens the order; a missing parent is a fault that `finished` reports.
            return self._target(value) or (value if name == "parent" else None)
        if isinstance(value, tuple) and any(v in self._replaced for v in value):
            targets = [self._target(v) if v in self._replaced else v for v in value]
            return tuple(dict.fromkeys(v for v in targets if v is not None))
        return value

    def _target(self, key: str) -> str | None:
        found: str | None = key
        while found in self._replaced:
            found = self._replaced[found]
        return found


def _inherited(element: Any, basis: Any) -> Any:
    """*element* with the values of *basis* in the fields that it leaves at their default."""
    taken = {
        name: getattr(basis, name)
        for name, info in fields_of(type(element)).items()
        if not info.required and getattr(element, name) == info.default and name not in ("parent", "after")
    }
    return attrs.evolve(element, **taken)


def _appended(value: Any, more: Any) -> Any:
    if value is None:
        return more
    if isinstance(value, Keyed):
        return Keyed((*value, *more))
    if isinstance(value, Text):
        languages = {**value, **more}
        for language in more:
            if language in value:
                languages[language] = f"{value[language]}\n\n{more[language]}"
        return Text(languages)
    return (*value, *(v for v in more if v not in value))
