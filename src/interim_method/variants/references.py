"""What elements refer to: followed where something takes another's place, and held to what there is."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args, get_origin

import attrs

from interim_method.model.frozen import Keyed
from interim_method.model.methodology import Unknown
from interim_method.model.record import Record, fields_of, item_type, split_type

__all__ = ["Follow", "references", "repointed"]

Follow = Callable[[str], str | None]
"""What a removed id stands for now: another id, or nothing."""


def references(record: Record, at: str = "") -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every reference to an element in a record: its address below it, the id, and the kinds that may be meant."""
    for name, kinds in _referring(type(record)):
        value = getattr(record, name)
        if not kinds:
            for below, one in _records_in(value):
                yield from references(one, f"{at}/{name}{below}")
        elif value is not None:
            if isinstance(value, str):
                yield f"{at}/{name}", value, kinds
            else:
                yield from ((f"{at}/{name}/{key}", key, kinds) for key in value)


def repointed(record: Any, removed: Mapping[str, str | None], follow: Follow) -> Any:
    """*record* with its references to what was removed led to what stands for it, or taken out.

    A reference that cannot be left out stays as it is, for the caller to find that it leads nowhere.
    """
    changes: dict[str, Any] = {}
    for name, kinds in _referring(type(record)):
        value = getattr(record, name)
        if not kinds:
            led = _inside(value, removed, follow)
        elif isinstance(value, str):
            led = value if value not in removed else _single(record, name, value, follow)
        elif value and any(one in removed for one in value):
            targets = [follow(one) if one in removed else one for one in value]
            led = tuple(dict.fromkeys(one for one in targets if one is not None))
        else:
            continue
        if led is not value:
            changes[name] = led
    return attrs.evolve(record, **changes) if changes else record


def _single(record: Record, name: str, value: str, follow: Follow) -> str | None:
    target = follow(value)
    # A missing sibling only loosens the order; without its parent an element would hang in the air.
    if target is None and (name == "parent" or fields_of(type(record))[name].required):
        return value
    return target


def _inside(value: Any, removed: Mapping[str, str | None], follow: Follow) -> Any:
    if isinstance(value, Record):
        return repointed(value, removed, follow)
    if isinstance(value, (Keyed, tuple)):
        items = [_inside(one, removed, follow) for one in value]
        same = all(one is other for one, other in zip(items, value, strict=True))
        return value if same else type(value)(items)
    return value


def _records_in(value: Any) -> Iterator[tuple[str, Record]]:
    if isinstance(value, Record):
        yield "", value
    elif isinstance(value, (Keyed, tuple)):
        for position, one in enumerate(value):
            if isinstance(one, Record):
                yield f"/{getattr(one, 'id', position)}", one


_REFERRING: dict[type, tuple[tuple[str, tuple[str, ...]], ...]] = {Unknown: ()}


def _referring(cls: type) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields that hold references to elements, and of which kinds; of none where something in them does."""
    known = _REFERRING.get(cls)
    if known is None:
        found: list[tuple[str, tuple[str, ...]]] = []
        for name, info in fields_of(cls).items():
            if any(kind.startswith("elements") for kind in info.kind.of):
                found.append((name, info.kind.of))
            elif any(_refers(one, {cls}) for one in _classes_in(info.type)):
                found.append((name, ()))
        known = _REFERRING[cls] = tuple(found)
    return known


def _refers(cls: type, seen: set[type]) -> bool:
    """Whether records of a class may refer to elements; conditions hold conditions."""
    if cls in seen:
        return False
    seen.add(cls)
    return any(
        any(kind.startswith("elements") for kind in info.kind.of)
        or any(_refers(one, seen) for one in _classes_in(info.type))
        for info in fields_of(cls).values()
    )


def _classes_in(annotation: Any) -> tuple[type, ...]:
    """The record classes that a value with this annotation may hold."""
    item = item_type(annotation)
    bare = split_type(annotation if item is None else item)[0]
    if get_origin(bare) in (typing.Union, types.UnionType):
        members = get_args(bare)
    else:
        members = (bare,)
    return tuple(
        one for one in members if isinstance(one, type) and issubclass(one, Record) and attrs.has(one)
    )
