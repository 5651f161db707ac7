"""Items that come into a record with what was filled in: which class they are of, what they hold, how they are named.

The part of an address that names an item which is not there yet says what the item needs besides (`model.new`);
its id comes from the document and from that part of the address, so that the same file gives the same item however
often it is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final, get_args

from attrs import define, field

from interim_method.errors import AddressError, DefinitionError, Fault
from interim_method.forms.values import from_text
from interim_method.model import (
    Keyed,
    Record,
    ToolContent,
    Unknown,
    fields_of,
    is_id,
    item_type,
    kind_of_type,
    new_item,
    record_type,
)
from interim_method.model.record import bare_type

__all__ = ["Draft", "class_of_item", "given_values", "id_of"]

_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"
_LENGTH: Final = 8
_LONGEST: Final = 40


def id_of(document: str, address: str, token: str) -> str:
    """The id that an item gets: the part of its address itself, where that is one; else made from the document."""
    new = new_item(token)
    if new is None or new.id:
        return new.id if new else token
    number = int.from_bytes(hashlib.sha256(f"{document}\n{address}".encode()).digest()[:16], "big")
    letters = []
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    name = new.hint.rstrip("-0123456789")[:_LONGEST].rstrip("-")
    stem = name if is_id(name) and not name.startswith("row-") else "n"
    return f"{stem}-{''.join(letters)}"


@define
class Draft:
    """An item while it is gathered: the values written for it, and the items within it.

    Attributes:
        cls: Its class.
        id: The id that it gets.
        address: Where it will lie.
        values: Field → value.
        inside: Field → id → the drafts in that collection.
    """

    cls: type[Record]
    id: str
    address: str
    values: dict[str, Any] = field(factory=dict)
    inside: dict[str, dict[str, Draft]] = field(factory=dict)

    def made(self) -> Record:
        """The item.

        Raises:
            DefinitionError: It lacks something that it must have, or holds what does not fit.
        """
        known = fields_of(self.cls)
        values = dict(self.values)
        for name, drafts in self.inside.items():
            made: list[Any] = [one.made() for one in drafts.values()]
            values[name] = Keyed([*values.get(name, ()), *made])
        missing = [n for n, info in known.items() if info.required and n != "id" and n not in values]
        if missing:
            raise DefinitionError(
                [Fault(f"{self.address}/{name}", "must be filled in too") for name in missing]
            )
        try:
            return self.cls(**{"id": self.id, **values} if "id" in known else values)
        except DefinitionError as error:
            raise error.below(self.address) from None


def class_of_item(record: Record, annotation: Any, given: Mapping[str, str]) -> type[Record]:
    """The class of an item of a collection; that of a tool's filling is the one for the tool.

    Raises:
        AddressError: There can be no item, or nobody knows of which class.
    """
    inner = item_type(annotation) or annotation
    cls = record_type(inner)
    classes = [cls] if cls else [c for c in get_args(bare_type(inner)) if isinstance(c, type)]
    if ToolContent in classes:
        tool = getattr(getattr(record, "methodology", None), "elements", Keyed()).get(given.get("tool"))
        content = _content_class(type(tool)) if tool is not None and not isinstance(tool, Unknown) else None
        if content is None:
            raise AddressError(f"there is no tool {given.get('tool')!r} to fill in", "")
        return content
    found = next((c for c in classes if issubclass(c, Record) and c is not Unknown), None)
    if found is None:
        raise AddressError("holds no items", "")
    return found


def _content_class(tool: type) -> type[ToolContent] | None:
    """The class of a tool's fillings: the one of the same kind."""
    kind = getattr(tool, "KIND", "")
    waiting = [*ToolContent.__subclasses__()]
    while waiting:
        one = waiting.pop()
        # attrs makes a class with slots anew, and the one that it was written as is still there.
        if kind and kind == one.KIND and "__attrs_attrs__" in vars(one):
            return one
        waiting += one.__subclasses__()
    return None


def given_values(record: Record, cls: type[Record], given: Mapping[str, str], id: str) -> dict[str, Any]:
    """What an item holds besides what is written for it, as its fields take it.

    What it must refer to and nothing names is what its id names: a verdict called after its hypothesis is on it.
    """
    known = fields_of(cls)
    values: dict[str, Any] = {}
    for name, said in given.items():
        if name not in known:
            raise AddressError(f"there is no field {name!r} in it", "")
        annotation = known[name].type
        values[name] = from_text(said, annotation)
    for name, info in known.items():
        if (
            info.required
            and name not in values
            and name != "id"
            and kind_of_type(info.type).name == "reference"
        ):
            values[name] = id
    return values
