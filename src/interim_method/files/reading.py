"""The model's classes from plain data, by their annotations; every fault with its address.

What a field holds is read by a function that is made when the field is first met: a file meets few of the
fields that there are, and a start should not pay for the others.
"""

from __future__ import annotations

import functools
import re
import types
import typing
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final, get_args, get_origin

import attrs

from interim_method.errors import DefinitionError, Fault
from interim_method.files.kinds import Kinds, tag_of
from interim_method.files.text import token_of
from interim_method.model.engagement import ToolContent
from interim_method.model.frozen import FrozenMap, Keyed, freeze, thaw
from interim_method.model.methodology import Element, Unknown
from interim_method.model.record import Record, checker, escape, fields_of, is_id, record_type, split_type
from interim_method.model.values import Money, Text
from interim_method.model.variant import Change, type_at

__all__ = ["from_plain", "shown", "structure"]

MOST_FAULTS: Final = 1000
"""No more than this many are collected: a file of another making could have millions."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Reader = Callable[[Any], Any]
"""Makes a value of plain data.

Raises:
    DefinitionError: It cannot; every fault has its address below the data.
"""


def structure(data: Any, cls: type, kinds: Kinds) -> Any:
    """The record of class *cls* in plain *data*.

    Raises:
        DefinitionError: Every fault in *data*, with addresses below the record.
    """
    try:
        return _readers(kinds).record(cls)(data)
    except Exception as error:
        faults = _faults_of(error)
        if len(faults) >= MOST_FAULTS:
            faults[MOST_FAULTS:] = [Fault("", f"has more faults than these {MOST_FAULTS}")]
        raise DefinitionError(faults) from None


def from_plain(data: Any, annotation: Any, *, kinds: Kinds) -> Any:
    """The value with this annotation in plain *data*, frozen or not.

    Raises:
        DefinitionError: It holds no such value.
    """
    try:
        return _readers(kinds).of(annotation)(thaw(data))
    except Exception as error:
        raise DefinitionError(_faults_of(error)) from None


@functools.lru_cache(maxsize=16)
def _readers(kinds: Kinds) -> _Readers:
    return _Readers(kinds)


class _Readers:
    """The readers of annotations, for files that may hold certain kinds of elements and contents."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._made: dict[Any, Reader] = {}
        self._records: dict[type, Reader] = {}

    def record(self, cls: type) -> Reader:
        """What reads records of just this class."""
        made = self._records.get(cls)
        if made is None:
            if cls is Unknown:
                made = _unknown
            else:
                made = _change_reader(self) if cls is Change else _record_reader(cls, self)
            self._records[cls] = made
        return made

    def of(self, annotation: Any) -> Reader:
        """What reads *annotation*."""
        made = self._made.get(annotation)
        if made is None:
            made = self._made[annotation] = self._make(annotation)
        return made

    def later(self, annotation: Any) -> Reader:
        """What reads *annotation*, looked up at first use: conditions hold conditions."""
        found: list[Reader] = []

        def read(value: Any) -> Any:
            if not found:
                found.append(self.of(annotation))
            return found[0](value)

        return read

    def _make(self, annotation: Any) -> Reader:
        bare, _, optional = split_type(annotation)
        read = self._bare(annotation, bare)
        if not optional or isinstance(read, _Leaf):
            return read
        return lambda value: None if value is None else read(value)

    def _bare(self, annotation: Any, bare: Any) -> Reader:
        origin = get_origin(bare)
        if origin is Keyed:
            return _items_reader(self.later(get_args(bare)[0]), Keyed)
        if origin is tuple:
            return _items_reader(self.later(get_args(bare)[0]), tuple)
        if origin is FrozenMap:
            return _map_reader(self.later(get_args(bare)[1]))
        if origin in (typing.Union, types.UnionType):
            members = get_args(bare)
            if set(members) == {str, Text}:
                return _Leaf(_text, annotation)
            if all(record_type(member) for member in members):
                return self._tagged(members)
            return _either_reader([self.later(member) for member in members])
        if bare in (Element, ToolContent):
            return self._tagged((bare,))
        if _is_record(bare):
            return self.record(bare)
        if bare is Text:
            return _Leaf(_text, annotation)
        if bare is date:
            return _date
        if bare is Money:
            return _money
        return _Leaf(freeze, Any) if bare is Any else _Leaf(_same, annotation)

    def _tagged(self, members: tuple[Any, ...]) -> Reader:
        classes: dict[str, type] = {}
        for member in members:
            if member is Element:
                classes.update(self._kinds.elements)
            elif member is ToolContent:
                classes.update(self._kinds.contents)
            elif member is not Unknown:
                classes[member.KIND] = member
        return _tagged_reader(classes, self, open_ended=Unknown in members)

    def element(self, kind: str) -> type[Element] | None:
        """The class of a kind of elements."""
        return self._kinds.elements.get(kind)


def _is_record(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Record) and attrs.has(cls)


# --- records -----------------------------------------------------------------------------------------------------


class _Fields(dict[str, Reader | None]):
    """What makes the values of a class's fields, by name; None for a name that it has not.

    A record checks its values when it is made. Leaves are made here without checking them before that; `checked`
    has what reads them where something is wrong, so that everything that is wrong is told at once.
    """

    def __init__(self, cls: type, readers: _Readers) -> None:
        super().__init__()
        self.checked: dict[str, Reader] = {}
        self._known = fields_of(cls)
        self._readers = readers

    def __missing__(self, name: str) -> Reader | None:
        info = self._known.get(name)
        read = None if info is None else self._readers.of(info.type)
        if isinstance(read, _Leaf):
            self.checked[name] = read
            read = read.make
        self[name] = read
        return read


def _record_reader(cls: type, readers: _Readers) -> Reader:
    known = fields_of(cls)
    fields = _Fields(cls, readers)
    required = {name for name, info in known.items() if info.required}
    tag = tag_of(cls)

    def read(value: Any) -> Any:
        _demand(value, dict, "an object")
        if tag and value.get("kind") != tag:
            raise DefinitionError([_kind_fault(value, [tag])])
        made: dict[str, Any] = {}
        wrong: dict[str, list[Fault]] = {}
        extra: list[Any] = []
        for name, one in value.items():
            make = fields[name]
            if make is None:
                extra.append(name)
                continue
            try:
                made[name] = make(one)
            except Exception as error:
                wrong[name] = _faults_of(error, f"/{name}")
        if tag:
            extra.remove("kind")
        refused: tuple[Fault, ...] = ()
        if not wrong and not extra and required <= made.keys():
            try:
                return cls(**made)
            except DefinitionError as error:
                refused = error.faults
        faults: list[Fault] = []
        for name in known:
            if name in wrong:
                faults += wrong[name]
            elif name in made and name in fields.checked:
                faults += _faults_in(value[name], fields.checked[name], f"/{name}")
            elif name not in value and name in required:
                faults.append(Fault(f"/{name}", "is missing"))
        faults += _extra(extra, known)
        raise DefinitionError((faults or list(refused))[:MOST_FAULTS])

    return read


def _faults_in(value: Any, read: Reader, at: str) -> list[Fault]:
    try:
        read(value)
    except DefinitionError as error:
        return _faults_of(error, at)
    return []


def _change_reader(readers: _Readers) -> Reader:
    """What reads a change: its values are those of the fields of the kind of element that it changes."""
    build = _record_reader(Change, readers)

    def read(value: Any) -> Any:
        _demand(value, dict, "an object")
        cls = readers.element(str(value.get("element")))
        if cls is None:
            return build(value)
        typed: dict[str, FrozenMap[str, Any]] = {}
        faults: list[Fault] = []
        for name in ("set", "append"):
            given = value.get(name, {})
            if not isinstance(given, dict):
                continue  # left in, to be refused with everything else
            values: dict[str, Any] = {}
            for key, one in given.items():
                at = f"/{name}/{escape(key)}"
                try:
                    annotation = type_at(cls, key)
                    # Nothing is what makes an optional value blank, and no value of any other.
                    values[key] = None if one is None and name == "set" else readers.of(annotation)(one)
                except Exception as error:
                    faults += _faults_of(error, at)
            typed[name] = FrozenMap(values)
        plain: Change | None = None
        try:
            plain = build({key: one for key, one in value.items() if key not in typed})
        except Exception as error:
            faults += _faults_of(error, "")
        if plain is None or faults:
            raise DefinitionError(faults)
        return attrs.evolve(plain, set=typed.get("set", plain.set), append=typed.get("append", plain.append))

    return read


def _unknown(value: Any) -> Unknown:
    _demand(value, dict, "an object")
    rest = {key: one for key, one in value.items() if key not in ("kind", "id")}
    version = rest.get("version")
    # A version that says no more than the default stays with the data, so that it is written back too.
    version = rest.pop("version") if type(version) is int and version != 1 else 1
    if "id" not in value:
        raise DefinitionError([Fault("/id", "is missing")])
    return Unknown(id=value["id"], kind=value["kind"], version=version, data=freeze(rest))


def _tagged_reader(classes: Mapping[str, type], readers: _Readers, *, open_ended: bool) -> Reader:
    def read(value: Any) -> Any:
        _demand(value, dict, "an object")
        kind = value.get("kind")
        if isinstance(kind, str):
            if kind in classes:
                return readers.record(classes[kind])(value)
            if open_ended and kind:
                return _unknown(value)
        raise DefinitionError([_kind_fault(value, list(classes))])

    return read


# --- values ------------------------------------------------------------------------------------------------------


class _Leaf:
    """Reads a text, a number, a choice and the like: makes it of the data, if that is what an annotation says."""

    def __init__(self, make: Callable[[Any], Any], annotation: Any) -> None:
        self.make = make
        self._check = checker(annotation)

    def __call__(self, value: Any) -> Any:
        made = self.make(value)
        faults: list[Fault] = []
        self._check(made, "", faults)
        if faults:
            raise DefinitionError("must not be null" if value is None else faults)
        return made


def _same(value: Any) -> Any:
    return value


def _text(value: Any) -> Any:
    return Text(value) if isinstance(value, dict) else value


def _date(value: Any) -> date:
    _demand(value, str, "a date such as 2026-01-12")
    if _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise DefinitionError(f"must be a date such as 2026-01-12, not {shown(value)}")


def _money(value: Any) -> Money:
    _demand(value, dict, "an object")
    faults = [Fault(f"/{name}", "is missing") for name in ("amount", "currency") if name not in value]
    faults += _extra(value.keys() - {"amount", "currency"}, ("amount", "currency"))
    if faults:
        raise DefinitionError(faults)
    return Money(value["amount"], value["currency"])


def _items_reader(read_one: Reader, container: type) -> Reader:
    def read(value: Any) -> Any:
        _demand(value, list, "a list")
        items: list[Any] = []
        faults: list[Fault] = []
        names: list[str] = []
        for position, one in enumerate(value):
            try:
                items.append(read_one(one))
            except Exception as error:
                names = names or [token_of(item, n) for n, item in enumerate(value)]
                # Two changes may be of one element: then only their places tell them apart.
                alone = container is Keyed or names.count(names[position]) == 1
                faults += _faults_of(error, f"/{names[position] if alone else position}")
                if len(faults) >= MOST_FAULTS:
                    break
        if faults:
            if container is Keyed:
                faults += _twice(value)
            raise DefinitionError(faults)
        return container(items)

    return read


def _twice(items: list[Any]) -> list[Fault]:
    """The faults that `Keyed` would have found, had its items been whole."""
    ids = [item["id"] for item in items if isinstance(item, dict) and is_id(item.get("id"))]
    seen: set[str] = set()
    again = dict.fromkeys(i for i in ids if i in seen or seen.add(i))  # type: ignore[func-returns-value]
    return [Fault(f"/{i}", f"the id {i!r} is used twice", "ids are unique") for i in again]


def _map_reader(read_one: Reader) -> Reader:
    def read(value: Any) -> Any:
        _demand(value, dict, "an object")
        items: dict[str, Any] = {}
        faults: list[Fault] = []
        for key, one in value.items():
            try:
                items[key] = read_one(one)
            except Exception as error:
                faults += _faults_of(error, f"/{escape(str(key))}")
                if len(faults) >= MOST_FAULTS:
                    break
        if faults:
            raise DefinitionError(faults)
        return FrozenMap(items)

    return read


def _either_reader(readers: list[Reader]) -> Reader:
    def read(value: Any) -> Any:
        attempts: list[list[Fault]] = []
        for attempt in readers:
            try:
                return attempt(value)
            except DefinitionError as error:
                attempts.append(list(error.faults))
        # Faults inside the value mean that its type was right; they say more than the others.
        raise DefinitionError(
            min(attempts, key=lambda found: (not any(f.address for f in found), len(found)))
        )

    return read


def _demand(value: Any, wanted: type, name: str) -> None:
    if not isinstance(value, wanted):
        raise DefinitionError(f"must be {name}, not {shown(value)}")


def shown(value: Any) -> str:
    """A value as an error shows it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:56]}…{text[-1]}"


# --- faults ------------------------------------------------------------------------------------------------------


def _faults_of(error: BaseException, at: str = "") -> list[Fault]:
    """What an error of reading says, each fault with its address below *at*."""
    if isinstance(error, DefinitionError):
        return list(error.below(at).faults)
    return [Fault(at, str(error) or type(error).__name__)]


def _kind_fault(value: dict[str, Any], known: list[str]) -> Fault:
    if "kind" not in value:
        return Fault("/kind", "is missing", f"known: {', '.join(known)}")
    return Fault("/kind", f"must be one of {', '.join(known)}, not {shown(value['kind'])}")


def _extra(names: Collection[Any], known: Iterable[str]) -> list[Fault]:
    known = list(known)
    faults: list[Fault] = []
    if not names:
        return faults
    from difflib import get_close_matches

    for name in sorted(map(str, names)):
        near = get_close_matches(name, known, 1)
        advice = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
        faults.append(Fault(f"/{escape(name)}", "is not a known key", advice))
    return faults
