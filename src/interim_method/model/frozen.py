"""What is immutable: the two containers of the model, `Keyed` and `FrozenMap`, and `Value`, which says what equals what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Generic, Protocol, SupportsIndex, TypeVar, overload

import attrs

from interim_method.errors import DefinitionError, Fault

__all__ = ["FrozenMap", "Identified", "Keyed", "Value", "freeze", "thaw"]


class Identified(Protocol):
    """Anything with an `id`."""

    @property
    def id(self) -> str: ...


T_co = TypeVar("T_co", bound=Identified, covariant=True)
K = TypeVar("K")
V_co = TypeVar("V_co", covariant=True)


class Keyed(Sequence[T_co], Generic[T_co]):
    """An immutable sequence of things with an `id`, looked up by position or by id.

    Equality and hash go by content and order. In files it is a plain array of objects.

    Raises:
        DefinitionError: Two things with one id.
    """

    __slots__ = ("_index", "_items")

    def __init__(self, items: Iterable[T_co] = ()) -> None:
        self._items: tuple[T_co, ...] = tuple(items)
        self._index: dict[str, int] = {item.id: n for n, item in enumerate(self._items)}
        if len(self._index) != len(self._items):
            seen: set[str] = set()
            twice = [i.id for i in self._items if i.id in seen or seen.add(i.id)]  # type: ignore[func-returns-value]
            raise DefinitionError(
                [Fault(f"/{t}", f"the id {t!r} is used twice", "ids are unique") for t in twice]
            )

    @overload
    def __getitem__(self, key: SupportsIndex | str) -> T_co: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, key: SupportsIndex | str | slice) -> T_co | tuple[T_co, ...]:
        if isinstance(key, str):
            return self._items[self._index[key]]
        return self._items[key]

    def get(self, key: str | None) -> T_co | None:
        """The item with this id, or None."""
        position = self._index.get(key) if key is not None else None
        return None if position is None else self._items[position]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple(self._index)

    def added(self: Keyed[Any], item: Any, *, after: str | None = None) -> Keyed[Any]:
        """With *item* at the end, or behind the one with the id *after*."""
        if after is None:
            return Keyed((*self._items, item))
        position = self._index[after] + 1
        return Keyed((*self._items[:position], item, *self._items[position:]))

    def replaced(self: Keyed[Any], key: str, item: Any) -> Keyed[Any]:
        """With *item* in the place of the one with the id *key*."""
        position = self._index[key]
        return Keyed((*self._items[:position], item, *self._items[position + 1 :]))

    def without(self, key: str) -> Keyed[T_co]:
        """Without the item with this id."""
        position = self._index[key]
        return Keyed((*self._items[:position], *self._items[position + 1 :]))

    def __contains__(self, thing: object) -> bool:
        return thing in self._index if isinstance(thing, str) else thing in self._items

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return self._items == other._items if isinstance(other, Keyed) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return f"Keyed({list(self._items)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Keyed, (self._items,))


class FrozenMap(Mapping[K, V_co], Generic[K, V_co]):
    """An immutable mapping that can be hashed; equality does not depend on order."""

    __slots__ = ("_hash", "_items")

    def __init__(self, items: Mapping[K, V_co] | Iterable[tuple[K, V_co]] = ()) -> None:
        self._items: dict[K, V_co] = dict(items)
        self._hash: int | None = None

    def __getitem__(self, key: K) -> V_co:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self._items.items()))
        return self._hash

    def __eq__(self, other: object) -> bool:
        if isinstance(other, FrozenMap):
            return self._items == other._items
        return self._items == dict(other) if isinstance(other, Mapping) else NotImplemented

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._items!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self._items,))


class Value:
    """Base of attrs classes that are equal, hashed and shown by their fields.

    attrs would write and compile these methods for each class anew whenever a program starts: for the hundred
    and forty of the model and the tree that takes longer than reading a record. Their classes say
    ``eq=False, repr=False``.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        compared = _compared(self)
        return bool(compared(self) == compared(other))

    def __hash__(self) -> int:
        return hash((self.__class__, _compared(self)(self)))

    def __repr__(self) -> str:
        cls: Any = self.__class__
        shown = (f"{a.name}={getattr(self, a.name)!r}" for a in attrs.fields(cls) if a.repr)
        return f"{cls.__qualname__.rpartition('.')[2]}({', '.join(shown)})"


_COMPARED: dict[type, Callable[[Any], Any]] = {}


def _compared(value: Value) -> Callable[[Any], Any]:
    """What gets the values that instances of a class are compared by."""
    cls: Any = value.__class__
    known = _COMPARED.get(cls)
    if known is None:
        names = [a.name for a in attrs.fields(cls) if a.eq]
        known = _COMPARED[cls] = attrgetter(*names) if names else type
    return known


def freeze(data: Any) -> Any:
    """JSON-like *data* with every object a `FrozenMap` and every array a tuple."""
    if isinstance(data, Mapping):
        return FrozenMap({k: freeze(v) for k, v in data.items()})
    if isinstance(data, (list, tuple)):
        return tuple(freeze(v) for v in data)
    return data


def thaw(data: Any) -> Any:
    """The inverse of `freeze`: plain dicts and lists."""
    if isinstance(data, Mapping):
        return {k: thaw(v) for k, v in data.items()}
    if isinstance(data, (list, tuple)):
        return [thaw(v) for v in data]
    return data
