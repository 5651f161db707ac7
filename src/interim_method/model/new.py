"""Addresses of what is not in a record yet: the rows, cards, answers and contents that somebody may still add.

``/actions/new-1?objectives=o1/title`` is the title of an action that comes into the record with what is written
there, and then has the objective ``o1``. A part of an address may name nothing in the record in three ways:

- ``new``, or ``new-`` and a hint, which tells it from others beside it. Its id comes from the document and the
  address when it is made: what two documents add is two things, what one document adds twice is one.
- An id with a meaning of its own, which shall be the item's, so that the first who writes there makes the item,
  whichever document it was. It stands alone where the item is always called after something else (`Named`, or a
  reference): a person, a stage, a criterion. Otherwise what the item is given follows: ``h1?hypothesis=h1``.
- ``each``, or ``each-`` and a hint: nothing. A place below it is said once for several items, which take its value.

What the item will hold besides what is written there stands behind the part, as in a query: ``?name=value``, a
plain value, or ``?name@address``, what is said at another place, be it in the record or in the same document. Of
a place that is left empty nothing is taken.

The class of the item is that of its collection; of a filling of a tool, the one for the kind of the ``tool`` that
it is given. So the item is made from its class, its id, what it is given, and what is written below it: whatever
its class requires is one of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args, get_origin
from urllib.parse import quote, unquote

from attrs import field, frozen

from interim_method.errors import AddressError
from interim_method.model.address import Place, parts
from interim_method.model.engagement import ToolContent
from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.methodology import Methodology
from interim_method.model.record import (
    FieldInfo,
    Record,
    bare_type,
    escape,
    fields_of,
    is_id,
    item_type,
    kind_of_type,
    record_type,
)
from interim_method.model.values import Text

__all__ = ["NewItem", "expected", "new_item"]

_TOKEN: Final = re.compile(
    r"(?:(?P<way>new|each)(?:-(?P<hint>[^?/]*))?|(?P<id>[a-z][a-z0-9-]{0,62}))(?P<said>(?:\?[a-z_]+[=@][^?/]*)*)"
)
_SAID: Final = re.compile(r"\?(?P<name>[a-z_]+)(?P<mark>[=@])(?P<value>[^?/]*)")


def _map(given: Mapping[str, str]) -> FrozenMap[str, str]:
    return FrozenMap(given)


@frozen
class NewItem:
    """One part of an address: an item that is not in the record yet.

    Attributes:
        hint: Tells it from others beside it, such as ``1`` or the id of the prompt that it will answer.
        given: What it will hold besides what is written there: field → plain value.
        taken: What it will hold of what is said elsewhere: field → address of the place.
        id: The id that it shall have; empty for one that comes from the document and the address.
        each: Whether it is no item, but a place that others take their value from.
    """

    hint: str = ""
    given: FrozenMap[str, str] = field(factory=FrozenMap, converter=_map)
    taken: FrozenMap[str, str] = field(factory=FrozenMap, converter=_map)
    id: str = ""
    each: bool = False

    @property
    def token(self) -> str:
        """The part of the address."""
        way = self.id or ("each" if self.each else "new")
        said = {
            **{name: f"={quote(value, safe='')}" for name, value in self.given.items()},
            **{name: f"@{quote(value, safe='')}" for name, value in self.taken.items()},
        }
        behind = "".join(f"?{name}{value}" for name, value in sorted(said.items()))
        return (f"{way}-{self.hint}" if self.hint and not self.id else way) + behind


def new_item(token: str) -> NewItem | None:
    """What the part of an address says of an item that is not there yet; None where it is an id and no more."""
    found = _TOKEN.fullmatch(token)
    if found is None or not (found["way"] or found["said"]):
        return None
    said = list(_SAID.finditer(found["said"]))
    return NewItem(
        found["hint"] or "",
        FrozenMap({one["name"]: unquote(one["value"]) for one in said if one["mark"] == "="}),
        FrozenMap({one["name"]: unquote(one["value"]) for one in said if one["mark"] == "@"}),
        found["id"] or "",
        found["way"] == "each",
    )


def expected(record: Record, pointer: str) -> Place:
    """What an address leads to, be it in the record or only expected there; the value is then None.

    The place of a member of a tuple, such as one choice of several, is whether it is in it.

    Raises:
        AddressError: It leads nowhere, not even to something that may still come.
    """
    value: Any = record
    annotation: Any = type(record)
    owner: Any = None
    info: FieldInfo | None = None
    done = ""
    for token in parts(pointer):
        here = f"{done}/{escape(token)}"
        cls = type(value) if isinstance(value, Record) else record_type(annotation)
        if cls is not None:
            known = fields_of(cls)
            if token not in known:
                raise AddressError(f"there is no field {token!r}; known: {', '.join(known)}", here)
            owner = value if isinstance(value, cls) else None
            value, info = getattr(value, token, None), known[token]
            annotation = info.type
        elif get_origin(bare_type(annotation)) is Keyed:
            item = new_item(token)
            held = value if isinstance(value, Keyed) else Keyed[Any]()
            value = held.get(item.id if item else token)
            annotation = type(value) if value is not None else _class_of(record, annotation, item, here)
            if value is None and item is None and not (is_id(token) and _named(annotation)):
                listed = ", ".join(held.ids[:12]) + (", …" if len(held) > 12 else "")
                raise AddressError(f"there is no {token!r} here; known: {listed or 'nothing yet'}", here)
        elif _holds_several(annotation):
            value = any(str(one) == token for one in value) if isinstance(value, tuple) else None
            annotation = bool
        elif isinstance(value, Text) or bare_type(annotation) is Text:
            value = value.get(token) if isinstance(value, Text) else None
        else:
            raise AddressError("has nothing inside", here)
        done = here
    return Place(pointer, value, annotation, kind_of_type(annotation), owner, info)


def _class_of(record: Record, collection: Any, item: NewItem | None, at: str) -> type[Record]:
    """The class of an item that a collection does not hold yet."""
    held = item_type(collection)
    found = record_type(held)
    if found is not None and issubclass(found, Record) and not issubclass(found, ToolContent):
        return found
    tool = _methodology_of(record, at).elements.get(item.given.get("tool") if item else None)
    for cls in _contents(ToolContent):
        if tool is not None and cls.KIND == tool.KIND:
            return cls
    raise AddressError("must be given the tool that it fills, as in new?tool=canvas", at)


def _named(cls: type[Record]) -> bool:
    """Whether the id of an item is another thing's, so that it is known before there is an item."""
    kind = fields_of(cls)["id"].kind
    return kind.name == "reference" or bool(kind.named)


def _methodology_of(record: Record, at: str) -> Methodology:
    found = getattr(record, "methodology", None)
    if not isinstance(found, Methodology):
        raise AddressError("lies in no record with a methodology", at)
    return found


def _contents(base: type[ToolContent]) -> Iterator[type[ToolContent]]:
    for cls in base.__subclasses__():
        # attrs makes a class with slots anew, and the one that it was written as is still there.
        if "__attrs_attrs__" in vars(cls):
            yield cls
        yield from _contents(cls)


def _holds_several(annotation: Any) -> bool:
    bare = bare_type(annotation)
    return any(get_origin(one) is tuple for one in (bare, *get_args(bare)))
