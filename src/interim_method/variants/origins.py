"""Origins while changes are made: whose a value is, and what stood there before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, TypeVar

import attrs

from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.methodology import Origin, Unknown, Verb, Was
from interim_method.model.record import Record, fields_of
from interim_method.model.values import Text
from interim_method.model.variant import Variant

__all__ = ["Author", "Origins", "plain"]

R = TypeVar("R", bound=Record)


class Author:
    """Whose change it is, and which."""

    __slots__ = ("_made", "change", "source", "variant")

    def __init__(self, variant: Variant, source: Literal["variant", "own"] = "variant") -> None:
        self.variant = variant
        self.source: Literal["variant", "own"] = source
        self.change = ""
        self._made: dict[Verb, Origin] = {}

    def of(self, change: str) -> Author:
        """The same, of the change that stands at an address of the variant."""
        made = Author(self.variant, self.source)
        made.change = change
        made._made = self._made
        return made

    def origin(self, verb: Verb, was: tuple[Was, ...] = (), replaced_by: str = "") -> Origin:
        """The origin of a value that the change makes."""
        first = self._made.get(verb)
        if first is None:
            variant = self.variant
            first = self._made[verb] = Origin(
                source=self.source,
                credit=variant.credit,
                licence=variant.licence,
                variant=variant.name,
                verb=verb,
            )
        return _copied(first, change=self.change, was=was, replaced_by=replaced_by)


class Origins:
    """The origins of a methodology's values while changes are made to them."""

    def __init__(self, origins: Mapping[str, Origin]) -> None:
        self._origins = dict(origins)
        self._of: dict[str, set[str]] = {}
        """Element → the addresses below it, and its own, that have an origin."""
        for address in origins:
            key = _element(address)
            if key:
                self._of.setdefault(key, set()).add(address)

    def finished(self) -> FrozenMap[str, Origin]:
        """All of them."""
        return FrozenMap(self._origins)

    def add(self, key: str, author: Author, *, based_on: str | None, taken: tuple[str, ...]) -> None:
        """An element is new; what it has taken over from another stays whose it was."""
        self._put(key, f"/elements/{key}", author.origin("add"))
        for name in taken:
            there, here = f"/elements/{based_on}/{name}", f"/elements/{key}/{name}"
            # A change of the basis is not one of the element that takes its value over.
            whose = self._nearest(there)
            if whose is not None:
                self._put(key, here, _taken_over(whose, author))
            for address in self._below(str(based_on), there):
                self._put(
                    key, here + address.removeprefix(there), _taken_over(self._origins[address], author)
                )

    def change(self, address: str, author: Author, verb: Verb, before: Any) -> None:
        """A value is set, appended to or dropped; *before* is what it was."""
        key = _element(address)
        known = self._of.get(key)
        own = self._origins.get(address)
        was: list[Was] = list(own.was) if own is not None else []
        whose = own if own is not None else self._nearest(address)
        if before is not None:
            was.append(_copied(_WAS, value=plain(before), origin=_alone(whose)))
        if known:
            for below in self._below(key, address):
                found = self._origins.pop(below)
                known.discard(below)
                at = below.removeprefix(address)
                if found.verb is not None:
                    was += (attrs.evolve(one, at=at + one.at) for one in found.was)
        self._put(key, address, author.origin(verb, tuple(was)))

    def remove(self, key: str, author: Author, element: Record, replaced_by: str) -> None:
        """An element is gone."""
        address = f"/elements/{key}"
        whose = self._nearest(address)
        for one in self._of.pop(key, ()):
            del self._origins[one]
        was = Was(value=plain(element), origin=_alone(whose))
        self._put(key, address, author.origin("remove", (was,), replaced_by))

    def _put(self, key: str, address: str, origin: Origin) -> None:
        self._origins[address] = origin
        self._of.setdefault(key, set()).add(address)

    def _nearest(self, address: str) -> Origin | None:
        while True:
            found = self._origins.get(address)
            if found is not None or not address:
                return found
            address = address.rpartition("/")[0]

    def _below(self, key: str, address: str) -> list[str]:
        return sorted(one for one in self._of.get(key, ()) if one.startswith(f"{address}/"))


_WAS: Final = Was()


def _copied(record: R, **values: Any) -> R:
    """*record* with other values, which are known to fit: a thousand changes make thousands of such copies."""
    made: R = object.__new__(type(record))
    for name in fields_of(type(record)):
        object.__setattr__(made, name, values[name] if name in values else getattr(record, name))
    return made


def _element(address: str) -> str:
    head, _, rest = address.removeprefix("/").partition("/")
    return rest.partition("/")[0] if head == "elements" else ""


def _alone(origin: Origin | None) -> Origin | None:
    """An origin without what stood there before: that is told by the value that came last."""
    return attrs.evolve(origin, was=()) if origin is not None and origin.was else origin


def _taken_over(origin: Origin, author: Author) -> Origin:
    """The origin of a value that a new element has from another: whose it was, brought in by the addition."""
    name, change = author.variant.name, author.change
    return attrs.evolve(origin, variant=name, change=change, verb="add", was=())


def plain(value: Any) -> Any:
    """A value as plain data that can be kept anywhere, as a file would have it."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Record):
        if isinstance(value, Unknown):
            return FrozenMap({"kind": value.kind, "id": value.id, **value.data})
        kind = type(value).KIND
        held = {
            name: plain(getattr(value, name))
            for name, info in fields_of(type(value)).items()
            if info.required or getattr(value, name) != info.default
        }
        return FrozenMap({"kind": kind, **held} if kind else held)
    if isinstance(value, (Keyed, tuple)):
        return tuple(plain(one) for one in value)
    if isinstance(value, Text):
        return FrozenMap(value)
    if isinstance(value, FrozenMap):
        return FrozenMap({key: plain(one) for key, one in value.items()})
    return str(value)
