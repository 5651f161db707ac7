"""Records as files: envelopes, versions, upgrades and JSON Schema.

The names load on first use, so that a writer of another format can replace a file atomically without what
reading JSON needs.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interim_method.files.atomic import replace_atomically, why_not_written
    from interim_method.files.envelope import from_dict, to_dict
    from interim_method.files.kinds import Kinds
    from interim_method.files.reading import from_plain
    from interim_method.files.schema import json_schema
    from interim_method.files.store import dump, load
    from interim_method.files.terminologies import load_terminology, terminology_from
    from interim_method.files.writing import to_plain

__all__ = [
    "Kinds",
    "dump",
    "from_dict",
    "from_plain",
    "json_schema",
    "load",
    "load_terminology",
    "replace_atomically",
    "terminology_from",
    "to_dict",
    "to_plain",
    "why_not_written",
]

_HOMES = {
    "Kinds": "kinds",
    "dump": "store",
    "from_dict": "envelope",
    "from_plain": "reading",
    "json_schema": "schema",
    "load": "store",
    "load_terminology": "terminologies",
    "replace_atomically": "atomic",
    "terminology_from": "terminologies",
    "to_dict": "envelope",
    "to_plain": "writing",
    "why_not_written": "atomic",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
