"""The model's classes from plain data and back, by their annotations; every fault with its address."""

from __future__ import annotations

import difflib
import functools
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from interim_method.errors import DefinitionError, Fault
from interim_method.files.kinds import Kinds
from interim_method.files.text import token_of
from interim_method.model.engagement import Engagement, ToolContent
from interim_method.model.frozen import FrozenMap, Keyed, freeze, thaw
from interim_method.model.methodology import Element, Methodology, Unknown
from interim_method.model.pilot import Pilot
from interim_method.model.record import Record, checker, escape, fields_of, is_id, record_type, split_type
from interim_method.model.values import Money, Text
from interim_method.model.variant import Change

__all__ = ["ROOTS", "faults_of", "outer_fields", "shown", "structure", "tag_of", "unstructure"]

ROOTS: Final[Mapping[str, type[Record]]] = types.MappingProxyType(
    {"methodology": Methodology, "engagement": Engagement, "pilot": Pilot}
)
"""The records that have a file of their own, by kind."""

MOST_FAULTS: Final = 1000
"""No more than this many are collected: a file of another making could have millions."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Hook = Callable[[Any, Any], Any]


def structure(data: Any, cls: type, kinds: Kinds) -> Any:
    """The record of class *cls* in plain *data*.

    Raises:
        DefinitionError: Every fault in *data*, with addresses below the record.
    """
    try:
        return _converter(kinds).structure(data, cls)
    except Exception as error:
        faults = faults_of(error)
        if len(faults) >= MOST_FAULTS:
            faults[MOST_FAULTS:] = [Fault("", f"has more faults than these {MOST_FAULTS}")]
        raise DefinitionError(faults) from None


def unstructure(record: Record) -> dict[str, Any]:
    """The plain data of a record; what is at its default is left out."""
    data: dict[str, Any] = _converter(Kinds()).unstructure(record)
    return data


def tag_of(cls: type) -> str:
    """The value of ``"kind"`` in the data of a class, or nothing."""
    return "" if cls in ROOTS.values() else getattr(cls, "KIND", "")


def outer_fields(cls: type) -> dict[str, Any]:
    """The fields of a record that its envelope says, with their defaults."""
    fields = fields_of(cls)
    return {name: fields[name].default for name in ("id", "revision") if name in fields}


@functools.lru_cache(maxsize=16)
def _converter(kinds: Kinds) -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook_factory(
        lambda t: t is not Unknown, lambda t: _value_hook(t, converter, kinds)
    )
    converter.register_structure_hook_factory(_is_record, lambda cls: _record_hook(cls, converter))
    converter.register_structure_hook(Unknown, _unknown)
    converter.register_structure_hook(Change, _change_hook(converter, kinds))
    for primitive in (str, int, bool):  # cattrs has hooks of its own for these, which coerce
        converter.register_structure_hook(primitive, _leaf_hook(primitive))

    def several(items: Iterable[Any]) -> list[Any]:
        return [converter.unstructure(item) for item in items]

    def by_key(items: Mapping[Any, Any]) -> dict[Any, Any]:
        return {key: converter.unstructure(one) for key, one in items.items()}

    for container in (Keyed, tuple):
        converter.register_unstructure_hook_func(functools.partial(_holds, container=container), several)
    converter.register_unstructure_hook_func(functools.partial(_holds, container=FrozenMap), by_key)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook_factory(_is_record, lambda cls: _plain_hook(cls, converter))
    converter.register_unstructure_hook(Unknown, _plain_unknown)
    return converter


def _holds(annotation: Any, *, container: type) -> bool:
    bare, _, optional = split_type(annotation)
    cls: Any = get_origin(bare) or bare
    return not optional and isinstance(cls, type) and issubclass(cls, container)


def _is_record(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Record) and attrs.has(cls)


# --- out ---------------------------------------------------------------------------------------------------------


def _plain_hook(cls: type, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    plain: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(
        cls, converter, _cattrs_omit_if_default=True
    )
    tag = tag_of(cls)
    return (lambda value: {"kind": tag, **plain(value)}) if tag else plain


def _plain_unknown(value: Unknown) -> dict[str, Any]:
    plain: dict[str, Any] = {"kind": value.kind, "id": value.id}
    if value.version != 1:
        plain["version"] = value.version
    return {**plain, **thaw(value.data), **plain}


# --- in ----------------------------------------------------------------------------------------------------------


def _record_hook(cls: type, converter: Converter) -> Hook:
    build: Hook = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True)
    tag = tag_of(cls)

    def hook(value: Any, _: Any) -> Any:
        _demand(value, dict, "an object")
        if tag:
            if value.get("kind") != tag:
                raise DefinitionError([_kind_fault(value, [tag])])
            value = {key: one for key, one in value.items() if key != "kind"}
        return build(value, cls)

    return hook


def _change_hook(converter: Converter, kinds: Kinds) -> Hook:
    """What reads a change: its values are those of the fields of the kind of element that it changes."""
    build = _record_hook(Change, converter)

    def hook(value: Any, t: Any) -> Any:
        _demand(value, dict, "an object")
        cls = kinds.elements.get(str(value.get("element")))
        if cls is None:
            return build(value, t)
        fields = fields_of(cls)
        typed: dict[str, FrozenMap[str, Any]] = {}
        faults: list[Fault] = []
        for name in ("set", "append"):
            given = value.get(name, {})
            if not isinstance(given, dict):
                continue  # left in, to be refused with everything else
            values: dict[str, Any] = {}
            for key, one in given.items():
                try:
                    values[key] = _later(fields[key].type, converter)(one) if key in fields else freeze(one)
                except Exception as error:
                    faults += faults_of(error, f"/{name}/{escape(key)}")
            typed[name] = FrozenMap(values)
        plain: Change | None = None
        try:
            plain = build({key: one for key, one in value.items() if key not in typed}, t)
        except Exception as error:
            faults += faults_of(error, "")
        if plain is None or faults:
            raise DefinitionError(faults)
        return attrs.evolve(plain, set=typed.get("set", plain.set), append=typed.get("append", plain.append))

    return hook


def _unknown(value: Any, _: Any) -> Unknown:
    _demand(value, dict, "an object")
    rest = {key: one for key, one in value.items() if key not in ("kind", "id")}
    version = rest.get("version")
    # A version that says no more than the default stays with the data, so that it is written back too.
    version = rest.pop("version") if type(version) is int and version != 1 else 1
    if "id" not in value:
        raise DefinitionError([Fault("/id", "is missing")])
    return Unknown(id=value["id"], kind=value["kind"], version=version, data=freeze(rest))


def _value_hook(annotation: Any, converter: Converter, kinds: Kinds) -> Hook:
    """What reads a value that is not a record: a leaf, a collection, or one of several records."""
    bare, _, optional = split_type(annotation)
    hook = _bare_hook(annotation, bare, converter, kinds)
    if not optional:
        return hook
    return lambda value, t: None if value is None else hook(value, t)


def _bare_hook(annotation: Any, bare: Any, converter: Converter, kinds: Kinds) -> Hook:
    origin = get_origin(bare)
    if origin is Keyed:
        return _items_hook(get_args(bare)[0], Keyed, converter)
    if origin is tuple:
        return _items_hook(get_args(bare)[0], tuple, converter)
    if origin is FrozenMap:
        return _map_hook(get_args(bare)[1], converter)
    if origin in (typing.Union, types.UnionType):
        members = get_args(bare)
        if set(members) == {str, Text}:
            return _text_hook(annotation)
        if all(record_type(member) for member in members):
            return _tagged_hook(members, converter, kinds)
        return _either_hook(members, converter)
    if bare in (Element, ToolContent):
        return _tagged_hook((bare,), converter, kinds)
    if _is_record(bare):
        hook: Hook = converter.get_structure_hook(bare)
        return hook
    if bare is Text:
        return _text_hook(annotation)
    if bare is date:
        return _date
    if bare is Money:
        return _money
    if bare is Any:
        return _free_hook()
    return _leaf_hook(annotation)


def _leaf_hook(annotation: Any) -> Hook:
    check = checker(annotation)

    def hook(value: Any, _: Any) -> Any:
        faults: list[Fault] = []
        check(value, "", faults)
        if faults:
            raise DefinitionError("must not be null" if value is None else faults)
        return value

    return hook


def _text_hook(annotation: Any) -> Hook:
    read = _leaf_hook(annotation)
    return lambda value, t: read(Text(value) if isinstance(value, dict) else value, t)


def _free_hook() -> Hook:
    read = _leaf_hook(Any)
    return lambda value, t: read(freeze(value), t)


def _date(value: Any, _: Any) -> date:
    _demand(value, str, "a date such as 2026-01-12")
    if _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise DefinitionError(f"must be a date such as 2026-01-12, not {shown(value)}")


def _money(value: Any, _: Any) -> Money:
    _demand(value, dict, "an object")
    faults = [Fault(f"/{name}", "is missing") for name in ("amount", "currency") if name not in value]
    faults += _extra(value.keys() - {"amount", "currency"}, ("amount", "currency"))
    if faults:
        raise DefinitionError(faults)
    return Money(value["amount"], value["currency"])


def _later(annotation: Any, converter: Converter) -> Callable[[Any], Any]:
    """What reads *annotation*, looked up at first use: conditions hold conditions."""
    found: list[Hook] = []

    def read(value: Any) -> Any:
        if not found:
            found.append(converter.get_structure_hook(annotation))
        return found[0](value, annotation)

    return read


def _items_hook(annotation: Any, container: type, converter: Converter) -> Hook:
    read = _later(annotation, converter)

    def hook(value: Any, _: Any) -> Any:
        _demand(value, list, "a list")
        items: list[Any] = []
        faults: list[Fault] = []
        for position, one in enumerate(value):
            try:
                items.append(read(one))
            except Exception as error:
                faults += faults_of(error, f"/{token_of(one, position)}")
                if len(faults) >= MOST_FAULTS:
                    break
        if faults:
            if container is Keyed:
                faults += _twice(value)
            raise DefinitionError(faults)
        return container(items)

    return hook


def _twice(items: list[Any]) -> list[Fault]:
    """The faults that `Keyed` would have found, had its items been whole."""
    ids = [item["id"] for item in items if isinstance(item, dict) and is_id(item.get("id"))]
    seen: set[str] = set()
    again = dict.fromkeys(i for i in ids if i in seen or seen.add(i))  # type: ignore[func-returns-value]
    return [Fault(f"/{i}", f"the id {i!r} is used twice", "ids are unique") for i in again]


def _map_hook(annotation: Any, converter: Converter) -> Hook:
    read = _later(annotation, converter)

    def hook(value: Any, _: Any) -> Any:
        _demand(value, dict, "an object")
        items: dict[str, Any] = {}
        faults: list[Fault] = []
        for key, one in value.items():
            try:
                items[key] = read(one)
            except Exception as error:
                faults += faults_of(error, f"/{escape(str(key))}")
                if len(faults) >= MOST_FAULTS:
                    break
        if faults:
            raise DefinitionError(faults)
        return FrozenMap(items)

    return hook


def _tagged_hook(members: tuple[Any, ...], converter: Converter, kinds: Kinds) -> Hook:
    classes: dict[str, type] = {}
    for member in members:
        if member is Element:
            classes.update(kinds.elements)
        elif member is ToolContent:
            classes.update(kinds.contents)
        elif member is not Unknown:
            classes[member.KIND] = member
    readers = {kind: _later(cls, converter) for kind, cls in classes.items()}
    open_ended = Unknown in members

    def hook(value: Any, _: Any) -> Any:
        _demand(value, dict, "an object")
        kind = value.get("kind")
        if isinstance(kind, str):
            if kind in readers:
                return readers[kind](value)
            if open_ended and kind:
                return _unknown(value, Unknown)
        raise DefinitionError([_kind_fault(value, list(classes))])

    return hook


def _kind_fault(value: dict[str, Any], known: list[str]) -> Fault:
    if "kind" not in value:
        return Fault("/kind", "is missing", f"known: {', '.join(known)}")
    return Fault("/kind", f"must be one of {', '.join(known)}, not {shown(value['kind'])}")


def _either_hook(members: tuple[Any, ...], converter: Converter) -> Hook:
    readers = [_later(member, converter) for member in members]

    def hook(value: Any, _: Any) -> Any:
        attempts: list[list[Fault]] = []
        for read in readers:
            try:
                return read(value)
            except DefinitionError as error:
                attempts.append(list(error.faults))
        # Faults inside the value mean that its type was right; they say more than the others.
        raise DefinitionError(
            min(attempts, key=lambda found: (not any(f.address for f in found), len(found)))
        )

    return hook


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


def faults_of(error: BaseException, at: str = "") -> list[Fault]:
    """What an error of reading says, each fault with its address below *at*."""
    if isinstance(error, DefinitionError):
        return list(error.below(at).faults)
    if isinstance(error, ClassValidationError):
        found: list[Fault] = []
        named, others = error.group_exceptions()
        for one, note in named:
            below = f"{at}/{escape(note.name)}"
            found += [Fault(below, "is missing")] if isinstance(one, KeyError) else faults_of(one, below)
        for one in others:
            found += faults_of(one, at)
        return found[:MOST_FAULTS]
    if isinstance(error, ForbiddenExtraKeysError):
        known = list(fields_of(error.cl))
        return [Fault(at + f.address, f.problem, f.advice) for f in _extra(error.extra_fields, known)]
    return [Fault(at, str(error) or type(error).__name__)]


def _extra(names: Iterable[Any], known: Iterable[str]) -> list[Fault]:
    known = list(known)
    faults = []
    for name in sorted(map(str, names)):
        near = difflib.get_close_matches(name, known, 1)
        advice = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
        faults.append(Fault(f"/{escape(name)}", "is not a known key", advice))
    return faults
