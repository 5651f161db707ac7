"""The model's classes as plain data, by their annotations."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn

from interim_method.files.kinds import tag_of
from interim_method.model.frozen import FrozenMap, Keyed, freeze, thaw
from interim_method.model.methodology import Unknown
from interim_method.model.record import Record, split_type
from interim_method.model.values import Text

__all__ = ["to_plain", "unstructure"]


def unstructure(record: Record) -> dict[str, Any]:
    """The plain data of a record; what is at its default is left out."""
    data: dict[str, Any] = _converter().unstructure(record)
    return data


def to_plain(value: Any) -> Any:
    """The plain data of any value of a record, frozen, so that a record can hold it."""
    return freeze(_converter().unstructure(value))


@functools.cache
def _converter() -> Converter:
    converter = Converter()

    def several(items: Iterable[Any]) -> list[Any]:
        return [converter.unstructure(item) for item in items]

    def by_key(items: Mapping[Any, Any]) -> dict[Any, Any]:
        if isinstance(items, Text):
            return items.sources
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
