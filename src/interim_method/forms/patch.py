"""JSON Patch (RFC 6902): what happened to the data of a file, for programs that know nothing of records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from interim_method.model.record import escape

__all__ = ["json_patch"]

_ABSENT: Final = object()


def json_patch(before: Any, after: Any) -> list[dict[str, Any]]:
    """The operations that make *after* of *before*; items with an id are followed by it."""
    return list(_changes(before, after, ""))


def _changes(before: Any, after: Any, at: str) -> Iterator[dict[str, Any]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before:
            if key not in after:
                yield {"op": "remove", "path": f"{at}/{escape(key)}"}
        for key, value in after.items():
            old = before.get(key, _ABSENT)
            if old is _ABSENT:
                yield {"op": "add", "path": f"{at}/{escape(key)}", "value": value}
            else:
                yield from _changes(old, value, f"{at}/{escape(key)}")
    elif isinstance(before, list) and isinstance(after, list) and _have_ids(before) and _have_ids(after):
        yield from _items(before, after, at)
    elif type(before) is not type(after) or before != after:
        yield {"op": "replace", "path": at, "value": after}


def _have_ids(items: Sequence[Any]) -> bool:
    ids = [item.get("id") for item in items if isinstance(item, dict)]
    return len(ids) == len(items) and all(isinstance(one, str) for one in ids) and len(set(ids)) == len(ids)


def _items(before: list[Any], after: list[Any], at: str) -> Iterator[dict[str, Any]]:
    wanted = [item["id"] for item in after]
    kept = list(before)
    for n in range(len(kept) - 1, -1, -1):
        if kept[n]["id"] not in wanted:
            yield {"op": "remove", "path": f"{at}/{n}"}
            del kept[n]
    for n, item in enumerate(after):
        here = next((m for m, one in enumerate(kept) if one["id"] == item["id"]), None)
        if here is None:
            yield {"op": "add", "path": f"{at}/{n}", "value": item}
            kept.insert(n, item)
            continue
        if here != n:
            yield {"op": "move", "from": f"{at}/{here}", "path": f"{at}/{n}"}
            kept.insert(n, kept.pop(here))
        yield from _changes(kept[n], item, f"{at}/{n}")
