"""The elements of a methodology while changes are made to them: who changed what, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any, Literal

import attrs

from interim_method.errors import DefinitionError, Fault, VariantError
from interim_method.model.address import get, parts, put, remove
from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.methodology import Element, Layer, Methodology, Unknown, Verb
from interim_method.model.record import escape, fields_of
from interim_method.model.values import Text
from interim_method.model.variant import Add, Change, Remove, Variant
from interim_method.variants.origins import Author, Origins
from interim_method.variants.references import references, repointed
from interim_method.variants.touching import Path, Touch, Touched

__all__ = ["Work"]

_ORDER = "say with `after`, or `base`, which comes first"


class Work:
    """Changes made one after another, and what comes of them.

    Attributes:
        faults: What is wrong so far.
    """

    def __init__(self, base: Methodology) -> None:
        self.faults: list[Fault] = []
        self._base = base
        self._elements: dict[str, Element | Unknown] = {e.id: e for e in base.elements}
        self._drafts: dict[str, dict[str, Any]] = {}
        self._origins = Origins(base.origins)
        self._touched = Touched({})
        self._removed: dict[str, str | None] = {}
        self._failed: set[str] = set()
        """Ids that would be there, had what is at fault been right."""
        self._by: dict[tuple[str, str], str] = {}
        """Element and field → the change that made it so; the field is empty for an addition or removal."""

    def begin(self, before: Mapping[str, frozenset[str]]) -> None:
        """Begin with variants, each with those that it comes after."""
        self._touched = Touched(before)

    def lay(self, variant: Variant, *, source: Literal["variant", "own"] = "variant", first: int = 0) -> None:
        """Make the changes of *variant*, the number of the first being *first*."""
        whose = Author(variant, source)
        for number, change in enumerate(variant.changes, first):
            author = whose.of(f"/changes/{number}")
            at = f"/{variant.id}{author.change}"
            match change:
                case Add():
                    self._add(author, change, at)
                case Change():
                    self._change(author, change, at)
                case Remove():
                    self._remove(author, change, at)

    # --- the three verbs ------------------------------------------------------------------------------------------

    def _add(self, author: Author, change: Add, at: str) -> None:
        element: Any = change.element
        if element.id in self._elements or element.id in self._removed:
            self._fault(f"{at}/element/id", f"the id {element.id!r} is taken")
            return
        taken: tuple[str, ...] = ()
        if change.based_on is not None:
            basis = self._current(change.based_on)
            problem = _basis_problem(element, basis, change.based_on)
            if problem:
                self._fault(f"{at}/based_on", problem)
                self._failed.add(element.id)
                return
            if not self._touch(author, (change.based_on,), "read", f"{at}/based_on"):
                self._failed.add(element.id)
                return
            element, taken = _inherited(element, basis)
        if not self._touch(author, (element.id,), "add", at):
            self._failed.add(element.id)
            return
        self._elements[element.id] = element
        self._by[element.id, ""] = f"{at}/element"
        self._origins.add(element.id, author, based_on=change.based_on, taken=taken)

    def _change(self, author: Author, change: Change, at: str) -> None:
        key = change.id
        found = self._elements.get(key)
        if found is None:
            if key not in self._failed:
                gone = " any more" if key in self._removed else ""
                self._fault(f"{at}/id", f"there is no element {key!r}{gone}")
            return
        kind = found.kind if isinstance(found, Unknown) else found.KIND
        if change.element != kind:
            self._fault(f"{at}/element", f"{key!r} is a {kind}, not a {change.element}")
            return
        for name, value in change.set.items():
            with_place = _Place(key, name, f"{at}/set/{escape(name)}")
            if self._touch(author, with_place.path, "set", with_place.at):
                self._put(author, with_place, value, "set")
        for name, more in change.append.items():
            self._append(author, _Place(key, name, f"{at}/append/{escape(name)}"), more)
        for name in change.drop:
            with_place = _Place(key, name, f"{at}/drop/{escape(name)}")
            if self._touch(author, with_place.path, "drop", with_place.at):
                self._drop(author, with_place)

    def _remove(self, author: Author, change: Remove, at: str) -> None:
        key = change.id
        if key not in self._elements:
            if key not in self._failed:
                gone = " any more" if key in self._removed else ""
                self._fault(f"{at}/id", f"there is no element {key!r}{gone}")
            return
        if change.replaced_by is not None:
            if change.replaced_by == key:
                self._fault(f"{at}/replaced_by", "cannot take its own place", "name another element")
                return
            if change.replaced_by not in self._elements:
                if change.replaced_by not in self._failed:
                    self._fault(f"{at}/replaced_by", f"there is no element {change.replaced_by!r}")
                return
            if not self._touch(author, (change.replaced_by,), "need", f"{at}/replaced_by"):
                return
        if self._touch(author, (key,), "remove", at):
            gone_element = self._current(key)
            del self._elements[key]
            self._removed[key] = change.replaced_by
            self._by[key, ""] = at
            self._origins.remove(key, author, gone_element, change.replaced_by or "")

    # --- values ---------------------------------------------------------------------------------------------------

    def _put(self, author: Author, place: _Place, value: Any, verb: Verb) -> None:
        try:
            before = self._value(place)
            self._set(place, value)
        except DefinitionError as error:
            self.faults.extend(_placed(error, place))
            return
        self._by[place.key, place.path[1]] = place.at
        self._origins.change(place.address, author, verb, before)

    def _append(self, author: Author, place: _Place, more: Any) -> None:
        try:
            before = self._value(place)
        except DefinitionError as error:
            self.faults.extend(_placed(error, place))
            return
        parts_of = _parts(more)
        fits = [self._touch(author, (*place.path, part), "append", place.at) for part in parts_of]
        if not all(fits):
            return
        try:
            self._set(place, _appended(before, more))
        except DefinitionError as error:
            self.faults.extend(_placed(error, place))
            return
        self._by[place.key, place.path[1]] = place.at
        for part in parts_of:
            old = before.get(part) if isinstance(before, Text) else None
            self._origins.change(f"{place.address}/{escape(part)}", author, "append", old)

    def _drop(self, author: Author, place: _Place) -> None:
        try:
            before = self._value(place)
            element = self._current(place.key)
            if isinstance(element, Unknown):
                self._keep(place.key, remove(element, f"/data/{place.name}"))
            else:
                self._keep(place.key, remove(element, f"/{place.name}"))
        except DefinitionError as error:
            self.faults.extend(_placed(error, place))
            return
        self._by[place.key, place.path[1]] = place.at
        self._origins.change(place.address, author, "drop", before)

    def _value(self, place: _Place) -> Any:
        """What stands at a place now; nothing where a language or a key is new."""
        element = self._elements[place.key]
        name = place.path[1]
        if len(place.path) == 2 and isinstance(element, Element):
            draft = self._drafts.get(place.key)
            return draft[name] if draft and name in draft else getattr(element, name)
        element = self._current(place.key)
        within = "/data" if isinstance(element, Unknown) else ""
        above = get(element, within + "".join(f"/{escape(part)}" for part in place.path[1:-1]))
        if isinstance(above, FrozenMap):
            return above.get(place.path[-1])
        return get(element, f"{within}/{place.name}")

    def _set(self, place: _Place, value: Any) -> None:
        element = self._elements[place.key]
        if len(place.path) == 2 and isinstance(element, Element):
            # Many values of one element are checked once, together.
            self._drafts.setdefault(place.key, {})[place.path[1]] = value
            return
        element = self._current(place.key)
        within = "/data" if isinstance(element, Unknown) else ""
        self._keep(place.key, put(element, f"{within}/{place.name}", value))

    def _current(self, key: str) -> Any:
        """An element with everything that was changed of it so far; nothing where there is none."""
        draft = self._drafts.pop(key, None)
        if draft:
            try:
                self._elements[key] = attrs.evolve(self._elements[key], **draft)
            except DefinitionError as error:
                for fault in error.faults:
                    name = parts(fault.address)[0] if fault.address else ""
                    at = self._by.get((key, name), f"/{key}/{name}")
                    rest = fault.address.removeprefix(f"/{escape(name)}")
                    self._fault(at + rest, fault.problem, fault.advice)
        return self._elements.get(key)

    def _keep(self, key: str, element: Element | Unknown) -> None:
        self._elements[key] = element

    # --- the end --------------------------------------------------------------------------------------------------

    def finished(self, layers: Keyed[Layer]) -> Methodology | None:
        """The methodology made of the elements, nothing in it referring to what is not there.

        Nothing where there are faults.
        """
        for key in tuple(self._drafts):
            self._current(key)
        suspect = {key for key, _ in self._by}
        if self._removed:
            for key, element in self._elements.items():
                if any(target in self._removed for _, target, _ in references(element)):
                    suspect.add(key)
                    self._elements[key] = repointed(element, self._removed, self._stands_for)
        self.faults.extend(self._loose_ends(suspect))
        self.faults.extend(self._circles("parent"))
        self.faults.extend(self._circles("after"))
        if self.faults:
            return None
        try:
            return attrs.evolve(
                self._base,
                elements=Keyed(self._elements.values()),
                origins=self._origins.finished(),
                layers=layers,
            )
        except DefinitionError as error:
            raise VariantError(error.faults) from None

    def _stands_for(self, key: str) -> str | None:
        found: str | None = key
        while found in self._removed:
            found = self._removed[found]
        return found

    def _loose_ends(self, suspect: Set[str]) -> Iterator[Fault]:
        """References to what is not there, or is of another kind, as far as these changes are to blame."""
        for key, element in self._elements.items():
            for below, target, kinds in references(element) if key in suspect else ():
                place = f"/elements/{key}{below}"
                if target in self._removed:
                    yield Fault(
                        self._by[target, ""],
                        f"{target!r} goes, and {place} refers to it",
                        "change or remove that too, or say with replaced_by what takes its place",
                    )
                    continue
                at = self._blame(key, below)
                other = self._elements.get(target)
                if at is None or target in self._failed:
                    continue
                if other is None:
                    yield Fault(at, f"there is no element {target!r}")
                elif not _is_one_of(other, kinds):
                    wanted = " or ".join(kind.partition(":")[2] for kind in kinds)
                    yield Fault(at, f"{target!r} is a {_kind(other)}, not a {wanted}")

    def _blame(self, key: str, below: str) -> str | None:
        """The change that made what stands at a place, where one did."""
        name = parts(below)[0]
        if (key, name) in self._by:
            return self._by[key, name]
        added = self._by.get((key, ""))
        return f"{added}{below}" if added is not None else None

    def _circles(self, field: Literal["parent", "after"]) -> Iterator[Fault]:
        """Elements that would hang from themselves, or follow themselves, by what these changes say."""
        done: set[str] = set()
        for key, name in self._by:
            if key in done or name not in ("", field) or key not in self._elements:
                continue
            path: dict[str, None] = {}
            here: str | None = key
            while here is not None and here not in path and here not in done:
                path[here] = None
                here = getattr(self._elements.get(here), field, None)
            if here in path:
                circle = [*path][[*path].index(str(here)) :]
                at = self._blame(key, f"/{field}") or f"/elements/{key}/{field}"
                yield Fault(at, f"goes round in a circle: {', '.join(circle)}, {here}")
            done |= path.keys()

    # --- faults ---------------------------------------------------------------------------------------------------

    def _fault(self, at: str, problem: str, advice: str = "") -> None:
        self.faults.append(Fault(at, problem, advice))

    def _touch(self, author: Author, path: Path, how: Touch, at: str) -> bool:
        """Note what is touched; a fault where another variant did so and neither says that it comes after."""
        other = self._touched.touch(author.variant.id, path, how)
        if other is None:
            return True
        value = "/elements" + "".join(f"/{escape(part)}" for part in path)
        doing = {"read": "takes over", "need": "needs"}.get(how, "changes")
        self._fault(at, f"{doing} {value}, and {other!r} changes or needs it too", _ORDER)
        return False


class _Place:
    """A value of an element, and the change that is made to it."""

    __slots__ = ("at", "key", "name", "path")

    def __init__(self, key: str, name: str, at: str) -> None:
        self.key = key
        self.name = name
        self.at = at
        self.path: Path = (key, name) if "/" not in name and "~" not in name else (key, *parts(f"/{name}"))

    @property
    def address(self) -> str:
        return f"/elements/{self.key}/{self.name}"


def _placed(error: DefinitionError, place: _Place) -> Iterator[Fault]:
    """The faults of a value, at the change that would make it."""
    for fault in error.faults:
        inside = fault.address.removeprefix("/data").removeprefix(f"/{place.name}")
        below = inside if inside != fault.address else ""
        yield Fault(place.at + below, fault.problem, fault.advice)


def _kind(element: Element | Unknown) -> str:
    return element.kind if isinstance(element, Unknown) else element.KIND


def _is_one_of(element: Element | Unknown, kinds: tuple[str, ...]) -> bool:
    wanted = [kind.partition(":")[2] for kind in kinds if kind.startswith("elements")]
    return "" in wanted or _kind(element) in wanted


def _basis_problem(element: Any, basis: Any, key: str) -> str:
    if basis is None:
        return f"there is no element {key!r}"
    if type(basis) is not type(element) or _kind(basis) != _kind(element):
        return f"{key!r} is a {_kind(basis)}, not a {_kind(element)}"
    return ""


def _inherited(element: Any, basis: Any) -> tuple[Any, tuple[str, ...]]:
    """*element* with the values of *basis* where it gives none of its own, and the names of those fields."""
    if isinstance(element, Unknown):
        more = {k: v for k, v in basis.data.items() if k not in element.data and k not in ("parent", "after")}
        return attrs.evolve(element, data=FrozenMap({**element.data, **more})), tuple(more)
    taken = {
        name: getattr(basis, name)
        for name, info in fields_of(type(element)).items()
        if not info.required and getattr(element, name) == info.default and name not in ("parent", "after")
    }
    given = {name: value for name, value in taken.items() if value != fields_of(type(element))[name].default}
    return (attrs.evolve(element, **given) if given else element), tuple(given)


def _parts(more: Any) -> tuple[str, ...]:
    """What is appended, by the parts of an address: ids, members or languages."""
    if isinstance(more, Keyed):
        return more.ids
    if isinstance(more, Text):
        return tuple(more)
    if isinstance(more, tuple):
        return tuple(map(str, more))
    return ()


def _appended(value: Any, more: Any) -> Any:
    if value is None:
        return more
    if isinstance(value, Keyed) and isinstance(more, Keyed):
        return Keyed((*value, *more))
    if isinstance(value, Text) and isinstance(more, Text):
        told, added = value.sources, more.sources
        languages = {**told, **added}
        for language in added:
            if language in told:
                languages[language] = f"{told[language]}\n\n{added[language]}"
        return Text(languages)
    if isinstance(value, tuple) and isinstance(more, tuple):
        return (*value, *(v for v in more if v not in value))
    raise DefinitionError([Fault("", "nothing can be added to it", "use set instead")])
