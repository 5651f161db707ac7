"""The envelope around a record: its format and version, its id and revision, and its data."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from interim_method.errors import DefinitionError, Fault, InvalidContent, NotThisKind, UnsupportedVersion
from interim_method.files import upgrades
from interim_method.files.kinds import ROOTS, Kinds, outer_fields
from interim_method.files.reading import shown, structure
from interim_method.model.engagement import Engagement
from interim_method.model.methodology import Methodology
from interim_method.model.pilot import Pilot
from interim_method.model.record import escape
from interim_method.model.variant import Variant

__all__ = ["Filed", "from_dict", "to_dict"]

Filed: TypeAlias = Methodology | Engagement | Pilot | Variant
"""A record that has a file of its own."""

PREFIX: Final = "interim-method/"
DEEPEST: Final = 100
"""How deep objects and lists may nest. The model needs a fraction of it."""

KNOWN: Final = Kinds()


def to_dict(record: Filed) -> dict[str, Any]:
    """The whole envelope of a record, ready for JSON. What is at its default is left out.

    Raises:
        InvalidContent: Something that a plug-in keeps in the record nests too deep to be read back.
    """
    # cattrs is imported only here: whoever reads a record does without it.
    from interim_method.files.writing import unstructure

    data = unstructure(record)
    head = {name: data.pop(name, default) for name, default in outer_fields(type(record)).items()}
    envelope = {
        "format": PREFIX + record.KIND,
        "version": upgrades.CURRENT[record.KIND],
        **head,
        "data": data,
    }
    _check_depth(envelope, "")
    return envelope


def from_dict(data: Any, *, kinds: Kinds = KNOWN, source: str = "") -> Filed:
    """The record in an envelope, of whatever kind it is.

    Args:
        data: What JSON gave.
        kinds: Classes of elements and tool contents beyond the model's own.
        source: Where it comes from, for the errors.

    Raises:
        NotThisKind: It is not an envelope of this library's.
        UnsupportedVersion: It was written by a newer version.
        InvalidContent: Every fault in it, each with its address.
    """
    _check_depth(data, source)
    kind = kind_of(data, source)
    cls = ROOTS[kind]
    outer = outer_fields(cls)
    faults = []
    version = data.get("version")
    if type(version) is not int or version < 1:
        problem = (
            "is missing" if "version" not in data else f"must be a whole number from 1, not {shown(version)}"
        )
        faults.append(Fault("/version", f"the version of the file {problem}"))
    elif version > upgrades.CURRENT[kind]:
        raise newer(kind, version, source)
    inner = data.get("data")
    if not isinstance(inner, dict):
        problem = "is missing" if "data" not in data else f"must be an object, not {shown(inner)}"
        faults.append(Fault("/data", problem))
    faults += [
        Fault(
            f"/{escape(str(key))}", "is not a known key of the envelope", f"known: {', '.join(_keys(outer))}"
        )
        for key in data
        if key not in _keys(outer)
    ]
    if isinstance(inner, dict):
        faults += [
            Fault(f"/data/{name}", "is said by the envelope, and only there")
            for name in outer
            if name in inner
        ]
    if faults:
        raise InvalidContent(faults, source)
    try:
        current = upgrades.upgrade(kind, version, inner)
        record: Filed = structure({**{n: data[n] for n in outer if n in data}, **current}, cls, kinds)
    except DefinitionError as error:
        raise InvalidContent(error.faults, source) from None
    return record


def kind_of(data: Any, source: str = "") -> str:
    """The kind of record in an envelope.

    Raises:
        NotThisKind: There is none.
    """
    if not isinstance(data, dict) or "format" not in data:
        raise NotThisKind(f'is not a file of this library: it has no "format": "{PREFIX}…"', source)
    name = data["format"]
    kind = name.removeprefix(PREFIX) if isinstance(name, str) else ""
    if not isinstance(name, str) or not name.startswith(PREFIX) or kind not in ROOTS:
        known = ", ".join(PREFIX + known for known in ROOTS)
        raise NotThisKind(f"its format is {shown(name)}; known: {known}", source)
    return kind


def newer(kind: str, version: int, source: str) -> UnsupportedVersion:
    """The error for a file from the future."""
    supported = upgrades.CURRENT[kind]
    return UnsupportedVersion(
        f"is version {version} of {PREFIX}{kind}, and this library reads up to version {supported}; "
        "install a newer interim-method",
        source,
        version,
        supported,
    )


def _keys(outer: dict[str, Any]) -> tuple[str, ...]:
    return ("format", "version", *outer, "data")


def _check_depth(data: Any, source: str) -> None:
    """Refuse what nests so deep, or in a circle, that walking it would end in a `RecursionError`."""
    level = {id(data): data} if isinstance(data, (dict, list)) else {}
    for _ in range(DEEPEST):
        level = {
            id(one): one
            for container in level.values()
            for one in (container.values() if isinstance(container, dict) else container)
            if isinstance(one, (dict, list))
        }
        if not level:
            return
    raise InvalidContent([Fault("", f"nests deeper than {DEEPEST} levels")], source)
