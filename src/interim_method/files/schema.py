"""JSON Schema (2020-12) for the files, derived from the model's annotations.

Kept to what strict clients and code generators share: every keyword has its ``type`` beside it, alternatives
are told apart by a constant ``kind``, patterns are plain (no lookahead, no ``\\p``), nothing relies on
``format``. What no schema can say (unique ids, parents that exist, dates that exist) is checked on reading.
"""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Literal, get_args, get_origin

from interim_method.errors import UnknownName
from interim_method.files import upgrades
from interim_method.files.envelope import KNOWN, PREFIX
from interim_method.files.kinds import ROOTS, Kinds, outer_fields, tag_of
from interim_method.model.engagement import ToolContent
from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.methodology import ChoiceList, Element, Journey, Methodology, Unknown
from interim_method.model.record import fields_of, record_type, split_type
from interim_method.model.values import MAX_TEXT, Kind, Money, Text

__all__ = ["json_schema"]

Schema = dict[str, Any]

_REFUSED: Final = r"\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff"
_LINE: Final[Schema] = {"type": "string", "maxLength": MAX_TEXT, "pattern": rf"^[^\n{_REFUSED}]*$"}
_LINES: Final[Schema] = {"type": "string", "maxLength": MAX_TEXT, "pattern": f"^[^{_REFUSED}]*$"}
_STRINGS: Final[Mapping[str, tuple[str, str, str]]] = types.MappingProxyType(
    {
        "id": ("Id", "^[a-z][a-z0-9-]{0,62}$", "An id."),
        "reference": ("Id", "^[a-z][a-z0-9-]{0,62}$", "An id."),
        "number": ("Number", r"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?$", 'A decimal number, such as "87.5".'),
        "time": ("Clock", "^([01][0-9]|2[0-3]):[0-5][0-9]$", "A local time of day, such as 16:00."),
        "version": ("Version", r"^[0-9]{1,9}(\.[0-9]{1,9}){0,4}$", "A version, such as 2.1."),
        "version-range": (
            "VersionRange",
            r"^( *([=!<>]=|[<>]) *[0-9]{1,9}(\.[0-9]{1,9}){0,4} *"
            r"(, *([=!<>]=|[<>]) *[0-9]{1,9}(\.[0-9]{1,9}){0,4} *)*)?$",
            "Versions that something goes with, such as >=1.0, <2; all of them where empty.",
        ),
        "zone": ("Zone", "^[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+){0,2}$", "An IANA time zone."),
        "language": ("Language", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "A language tag, such as ca."),
        "date": (
            "Date",
            "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            "A date, such as 2026-01-12.",
        ),
    }
)
"""Name, pattern and description of the strings of a form of their own, by the name of their `Kind`."""


def json_schema(kind: str, *, methodology: Methodology | None = None, kinds: Kinds = KNOWN) -> Schema:
    """The JSON Schema of a kind of file: ``"methodology"``, ``"engagement"`` or ``"pilot"``.

    Args:
        kind: The kind of file.
        methodology: Where given, references into the methodology are limited to its ids.
        kinds: Classes of elements and tool contents beyond the model's own.

    Raises:
        UnknownName: There is no such kind.
    """
    if kind not in ROOTS:
        raise UnknownName("kind of file", kind, tuple(ROOTS))
    cls = ROOTS[kind]
    made = _Definitions(kinds, methodology)
    data = made.of_record(cls)
    head = {name: data["properties"].pop(name) for name in outer_fields(cls)}
    data["required"] = [name for name in data["required"] if name not in head]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{cls.__name__}File",
        "description": f"A file that holds one {kind}.",
        "type": "object",
        "properties": {
            "format": {"type": "string", "const": PREFIX + kind},
            "version": {"type": "integer", "const": upgrades.CURRENT[kind]},
            **head,
            "data": {"$ref": f"#/$defs/{cls.__name__}"},
        },
        "required": ["format", "version", "id", "data"],
        "additionalProperties": False,
        "$defs": {cls.__name__: data, **dict(sorted(made.definitions.items()))},
    }


class _Definitions:
    """The ``$defs`` of one schema, made as they are first needed."""

    def __init__(self, kinds: Kinds, methodology: Methodology | None) -> None:
        self.kinds = kinds
        self.methodology = methodology
        self.definitions: dict[str, Schema] = {}
        self._names: dict[type, str] = {}
        self._inside_methodology = False

    def of_record(self, cls: type) -> Schema:
        """The schema of a record class."""
        outside = self._inside_methodology
        self._inside_methodology = outside or issubclass(cls, Methodology)
        try:
            return self._of_class(cls)
        finally:
            self._inside_methodology = outside

    def _of_class(self, cls: type) -> Schema:
        properties: dict[str, Schema] = {}
        required: list[str] = []
        tag = tag_of(cls)
        if tag:
            properties["kind"] = {"type": "string", "const": tag}
            required.append("kind")
        for name, info in fields_of(cls).items():
            properties[name] = self.of_type(info.type)
            if info.required:
                required.append(name)
        return {
            "title": cls.__name__,
            "description": _description(cls),
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def of_type(self, annotation: Any) -> Schema:
        """The schema of what an annotation allows."""
        bare, kind, optional = split_type(annotation)
        schema = self._of_bare(bare, kind)
        return {"anyOf": [*schema.get("anyOf", [schema]), {"type": "null"}]} if optional else schema

    def _of_bare(self, bare: Any, kind: Kind | None) -> Schema:
        origin = get_origin(bare)
        if origin is Keyed or origin is tuple:
            return {"type": "array", "items": self.of_type(get_args(bare)[0])}
        if origin is FrozenMap:
            return {"type": "object", "additionalProperties": self.of_type(get_args(bare)[1])}
        if origin in (typing.Union, types.UnionType):
            return self._of_union(get_args(bare), kind)
        if origin is Literal:
            return {"type": "string", "enum": list(get_args(bare))}
        if bare is Text:
            return self._localized(kind)
        if bare is str:
            return self._string(kind)
        if bare is int:
            return _integer(kind)
        if bare is bool:
            return {"type": "boolean"}
        if bare is date:
            return self._form("date")
        if bare is Money:
            return self._named("Money", _money)
        if bare is Any:
            return {}
        return self._record(bare)

    def _of_union(self, members: tuple[Any, ...], kind: Kind | None) -> Schema:
        if all(record_type(member) for member in members):
            return self._tagged(members)
        if set(members) == {str, Text}:
            return self._text(kind)
        return {"anyOf": [self.of_type(member) for member in members]}

    def _tagged(self, members: tuple[Any, ...]) -> Schema:
        classes: dict[str, type] = {}
        for member in members:
            if member is Element:
                classes.update(self.kinds.elements)
            elif member is ToolContent:
                classes.update(self.kinds.contents)
            elif member is not Unknown:
                classes[member.KIND] = member
        alternatives = [self._record(cls) for cls in classes.values()]
        if Unknown in members:
            name = "UnknownElement" if Element in members else "UnknownContent"
            alternatives.append(self._named(name, lambda: _unknown(name, list(classes), self._form("id"))))
        return {"oneOf": alternatives}

    def _record(self, cls: type) -> Schema:
        name = self._names.get(cls)
        if name is None:
            # A plug-in may call a class as the model does.
            name = (
                cls.__name__ if cls.__name__ not in self.definitions else f"{cls.__name__}{len(self._names)}"
            )
            self._names[cls] = name
        return self._named(name, lambda: self.of_record(cls))

    def _named(self, name: str, make: Callable[[], Schema]) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = {}  # a class that holds itself finds its name taken
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def _text(self, kind: Kind | None) -> Schema:
        """One text in the record's language, or several by language."""
        name = "Line" if _one_line(kind) else "Markdown"
        words = "One line of text" if _one_line(kind) else "Markdown"
        return self._named(
            name,
            lambda: {
                "title": name,
                "description": f"{words} in the record's language, or by language.",
                "anyOf": [dict(_LINE if _one_line(kind) else _LINES), self._localized(kind)],
            },
        )

    def _localized(self, kind: Kind | None) -> Schema:
        name = "LineByLanguage" if _one_line(kind) else "MarkdownByLanguage"
        words = "One line of text" if _one_line(kind) else "Markdown"
        return self._named(
            name,
            lambda: {
                "title": name,
                "description": f"{words} by language, such as ca, es or en.",
                "type": "object",
                "minProperties": 1,
                "propertyNames": self._form("language"),
                "additionalProperties": dict(_LINE if _one_line(kind) else _LINES),
            },
        )

    def _string(self, kind: Kind | None) -> Schema:
        if kind is not None and kind.name == "reference":
            ids = self._ids(kind)
            if ids:
                return {"type": "string", "enum": ids}
        if kind is not None and kind.name in _STRINGS:
            return self._form(kind.name)
        return dict(_LINES)

    def _form(self, kind: str) -> Schema:
        name, pattern, description = _STRINGS[kind]
        return self._named(
            name, lambda: {"title": name, "description": description, "type": "string", "pattern": pattern}
        )

    def _ids(self, kind: Kind) -> list[str]:
        """The ids of the methodology that a reference may name; none where it names something else."""
        found: dict[str, None] = {}
        if self.methodology is None or self._inside_methodology:
            return []
        for collection in kind.of:
            room, _, which = collection.partition(":")
            if room == "elements":
                elements = self.methodology.elements
                found.update((e.id, None) for e in elements if which in ("", getattr(e, "KIND", "") or ""))
            elif room == "choices":
                choices = self.methodology.elements.get(which)
                found.update(
                    (c.id, None) for c in (choices.choices if isinstance(choices, ChoiceList) else ())
                )
            elif room == "journey-stages":
                journeys = self.methodology.of_kind(Journey)
                found.update((stage.id, None) for journey in journeys for stage in journey.stages)
            else:
                return []
        return list(found)


def _one_line(kind: Kind | None) -> bool:
    return kind is not None and kind.name == "text"


def _integer(kind: Kind | None) -> Schema:
    schema: Schema = {"type": "integer"}
    if kind is not None and kind.low is not None:
        schema["minimum"] = kind.low
    if kind is not None and kind.high is not None:
        schema["maximum"] = kind.high
    return schema


def _money() -> Schema:
    return {
        "title": "Money",
        "description": _description(Money),
        "type": "object",
        "properties": {
            "amount": {"type": "integer"},
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        },
        "required": ["amount", "currency"],
        "additionalProperties": False,
    }


def _unknown(name: str, known: list[str], form_of_id: Schema) -> Schema:
    return {
        "title": name,
        "description": "Something of a kind that a plug-in adds: kept as it is.",
        "type": "object",
        "properties": {
            "kind": {"type": "string", "minLength": 1, "not": {"type": "string", "enum": known}},
            "id": dict(form_of_id),
        },
        "required": ["kind", "id"],
        "additionalProperties": True,
    }


def _description(cls: type) -> str:
    """The first paragraph of a class's docstring, without markup."""
    first = inspect.cleandoc(cls.__doc__ or "").split("\n\n")[0]
    return re.sub("`+", "", " ".join(first.split()))
