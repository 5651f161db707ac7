"""Addresses: the one way to name, read and change any place of a record.

An address is a pointer in the syntax of RFC 6901 made of field names and ids, never of list positions:
``/actions/a3/status``. It names the same place whatever is added before it. In a text by language the last
part may be the language: ``/actions/a3/title/es``. In a tuple of ids or choices it is the member itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

import attrs

from interim_method.errors import AddressError, DefinitionError, Fault
from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.record import (
    FieldInfo,
    Record,
    checker,
    escape,
    fields_of,
    item_type,
    kind_of_type,
    unescape,
)
from interim_method.model.values import Kind, Text

__all__ = ["Place", "add", "fits", "get", "parts", "place", "put", "remove", "to_address", "walk"]

R = TypeVar("R", bound=Record)


def to_address(*tokens: str) -> str:
    """The address made of *tokens*, each escaped."""
    return "".join(f"/{escape(token)}" for token in tokens)


def parts(pointer: str) -> tuple[str, ...]:
    """The parts of an address.

    Raises:
        AddressError: It does not begin with ``/``.
    """
    if pointer == "":
        return ()
    if not pointer.startswith("/"):
        raise AddressError('must begin with "/", such as /actions/a3/status', pointer)
    return tuple(unescape(token) for token in pointer[1:].split("/"))


class Place(NamedTuple):
    """What an address leads to: the value, what its field holds, and the record it lies in."""

    address: str
    value: Any
    type: Any
    kind: Kind
    owner: Any
    field: FieldInfo | None


def get(record: Record, pointer: str) -> Any:
    """The value at an address.

    Raises:
        AddressError: It leads nowhere; the error says what there is instead.
    """
    return place(record, pointer).value


def place(record: Record, pointer: str) -> Place:
    """The value at an address together with what is known of its field."""
    value: Any = record
    annotation: Any = type(record)
    owner: Any = None
    info: FieldInfo | None = None
    done = ""
    for token in parts(pointer):
        if isinstance(value, Record):
            owner = value
            info = _field(value, token, done)
            value, annotation = getattr(value, token), info.type
        else:
            value = _inside(value, token, done)
            annotation = item_type(annotation) or annotation
        done += f"/{escape(token)}"
    return Place(pointer, value, annotation, kind_of_type(annotation), owner, info)


def put(record: R, pointer: str, value: Any) -> R:
    """*record* with *value* at an address.

    In a keyed collection an item is replaced, and keeps its id; in a text by language, one language is set. A
    plain text becomes a text by language when a language is put below it, and keeps its own words as they are.

    Raises:
        AddressError: The address leads nowhere.
        DefinitionError: The value does not fit there.
    """
    if not pointer:
        raise AddressError("names the whole record", pointer)
    own = getattr(record, "language", "")
    return _changed(record, parts(pointer), lambda inside, token, at: _put_in(inside, token, value, at, own))


def add(record: R, pointer: str, item: Any, *, after: str | None = None) -> R:
    """*record* with *item* added to the collection at an address, at the end or behind the id *after*.

    Raises:
        AddressError: There is no collection at the address, or nothing with the id *after* in it.
        DefinitionError: The item does not fit there, or its id is taken.
    """

    def behind(collection: Any, at: str) -> None:
        if after is not None and after not in collection:
            raise AddressError(f"there is no {after!r} to add behind", at)

    def grow(collection: Any, at: str) -> Any:
        if isinstance(collection, Keyed):
            key = getattr(item, "id", None)
            if not isinstance(item, Record) or key is None:
                raise DefinitionError([Fault(at, f"takes records with an id, not {type(item).__name__}")])
            if key in collection:
                raise DefinitionError([Fault(f"{at}/{key}", f"the id {key!r} is taken")])
            behind(collection, at)
            return collection.added(item, after=after)
        if isinstance(collection, tuple):
            if item in collection:
                raise DefinitionError([Fault(f"{at}/{item}", "is there already")])
            behind(collection, at)
            position = len(collection) if after is None else collection.index(after) + 1
            return (*collection[:position], item, *collection[position:])
        raise AddressError("is not a collection", at)

    tokens = parts(pointer)
    if not tokens:
        raise AddressError("names the whole record", pointer)
    return _changed(
        record,
        tokens,
        lambda inside, token, at: _set(
            inside, token, grow(_child(inside, token, at), f"{at}/{escape(token)}"), at
        ),
    )


def remove(record: R, pointer: str) -> R:
    """*record* without the item at an address; a field goes back to its default.

    Raises:
        AddressError: The address leads nowhere.
        DefinitionError: The field cannot be without a value.
    """

    def drop(inside: Any, token: str, at: str) -> Any:
        _child(inside, token, at)
        if isinstance(inside, Keyed):
            return inside.without(token)
        if isinstance(inside, Text) and len(inside) == 1:
            raise AddressError("is the only language of its text", f"{at}/{token}")
        if isinstance(inside, FrozenMap):
            held = inside.sources if isinstance(inside, Text) else inside
            return type(inside)({k: v for k, v in held.items() if k != token})
        if isinstance(inside, tuple):
            return tuple(v for v in inside if str(v) != token)
        info = _field(inside, token, at)
        if info.required:
            raise DefinitionError([Fault(f"{at}/{token}", "cannot be left out")])
        return _set(inside, token, info.default, at)

    if not pointer:
        raise AddressError("names the whole record", pointer)
    return _changed(record, parts(pointer), drop)


def walk(record: Record, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of a record with its value, parents before what is in them."""
    yield pointer, record
    for name in fields_of(type(record)):
        yield from _walk_value(getattr(record, name), f"{pointer}/{name}")


def _walk_value(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Record):
        yield from walk(value, at)
        return
    yield at, value
    if isinstance(value, Keyed):
        for item in value:
            yield from _walk_value(item, f"{at}/{item.id}")
    elif isinstance(value, FrozenMap):
        for key, item in value.items():
            yield from _walk_value(item, f"{at}/{escape(str(key))}")


def _field(record: Record, name: str, at: str) -> FieldInfo:
    fields = fields_of(type(record))
    if name not in fields:
        raise AddressError(f"there is no field {name!r}; known: {', '.join(fields)}", f"{at}/{escape(name)}")
    return fields[name]


def _inside(value: Any, token: str, at: str) -> Any:
    here = f"{at}/{escape(token)}"
    if isinstance(value, (Keyed, FrozenMap)):
        found = value.get(token)
        if found is None and token not in value:
            known = value.ids if isinstance(value, Keyed) else tuple(map(str, value))
            listed = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
            raise AddressError(f"there is no {token!r} here; known: {listed or 'nothing yet'}", here)
        return found
    if isinstance(value, tuple):
        for member in value:
            if str(member) == token:
                return member
        raise AddressError(f"there is no {token!r} in it", here)
    raise AddressError("has nothing inside", here)


def _child(inside: Any, token: str, at: str) -> Any:
    if isinstance(inside, Record):
        _field(inside, token, at)
        return getattr(inside, token)
    return _inside(inside, token, at)


def _set(inside: Any, token: str, value: Any, at: str) -> Any:
    """*inside* with *value* as its part *token*, the part being there already or a field."""
    if isinstance(inside, Record):
        try:
            return attrs.evolve(inside, **{token: value})
        except DefinitionError as error:
            raise error.below(at) from None
    if isinstance(inside, Keyed):
        if getattr(value, "id", None) != token:
            raise DefinitionError(
                [Fault(f"{at}/{token}", "must keep its id", "remove it and add another instead")]
            )
        return inside.replaced(token, value)
    if isinstance(inside, FrozenMap):
        return type(inside)({**inside, token: value})
    if isinstance(inside, tuple):
        return tuple(value if str(member) == token else member for member in inside)
    raise AddressError("has nothing inside", f"{at}/{escape(token)}")


def _put_in(inside: Any, token: str, value: Any, at: str, own: str) -> Any:
    if isinstance(inside, str) and own:
        return value if token == own else _text({own: inside, token: value}, at)
    if isinstance(inside, Record):
        _field(inside, token, at)
    elif isinstance(inside, Text):
        return _text({**inside.sources, token: value}, at)
    elif isinstance(inside, FrozenMap):
        return FrozenMap({**inside, token: value})
    else:
        _inside(inside, token, at)
        if isinstance(inside, tuple) and value in inside and str(value) != token:
            raise DefinitionError([Fault(f"{at}/{escape(token)}", f"{value!r} is there already")])
    return _set(inside, token, value, at)


def _text(languages: dict[str, str], at: str) -> Text:
    try:
        return Text(languages)
    except DefinitionError as error:
        raise error.below(at) from None


def _changed(record: R, tokens: tuple[str, ...], change: Callable[[Any, str, str], Any]) -> R:
    changed: R = _change(record, tokens, "", change)
    return changed


def _change(inside: Any, tokens: tuple[str, ...], at: str, change: Any) -> Any:
    token, *rest = tokens
    if not rest:
        return change(inside, token, at)
    child = _child(inside, token, at)
    below = f"{at}/{escape(token)}"
    return _set(inside, token, _change(child, tuple(rest), below, change), at)


def fits(annotation: Any, value: Any) -> list[Fault]:
    """What keeps *value* from being held by a field with this annotation."""
    faults: list[Fault] = []
    checker(annotation)(value, "", faults)
    return faults
