"""What a slot's name means: a piece of the document, a part of it, or an address of the record.

Bookmarks can hold neither ``/`` nor ``-``; so a name counts in its normal form, too: small letters and digits
with ``_`` between them. What begins with ``_`` is an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Any, Final, Literal, NamedTuple, Union, get_args, get_origin

from attrs import frozen

from interim_method.model.address import parts, to_address
from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.record import (
    Record,
    bare_type,
    fields_of,
    item_type,
    kind_of_type,
    record_type,
)
from interim_method.model.values import Text

__all__ = ["BODY", "PIECES", "Meaning", "Names", "normal"]

PIECES: Final = (
    "document",
    "title",
    "subtitle",
    "organisation",
    "date",
    "facts",
    "notice",
    "rights",
    "strip",
    "contents",
)
"""What every document has, besides its parts: the whole of it, and what stands around its text."""
BODY: Final = "-body"
"""Behind the name of a part: without its heading."""
_BETWEEN: Final = re.compile(r"[^a-z0-9]+")
_CLOSE: Final = 0.8
"""How like a known name must another be to be taken for a slip."""
_SHORTEST: Final = 4
"""How long a name must be to be taken for a slip: short ones are like many."""
_FAR: Final = 0.6


def normal(name: str) -> str:
    """The normal form of a name: ``/organisation/name`` and ``_organisation_name`` are ``organisation_name``."""
    return _BETWEEN.sub("_", name.lower()).strip("_")


class Meaning(NamedTuple):
    """What a name means."""

    kind: Literal["piece", "part", "address"]
    name: str
    """The name of the piece or part, or the address."""
    body: bool = False
    """Whether a part stands there without its heading."""


class _Node(NamedTuple):
    """A place of a record: what it may hold, and what it holds where there is a record."""

    type: Any
    value: Any = None


@frozen
class Names:
    """The names that slots may have.

    Attributes:
        parts: The names of the document's parts.
        record: The record that addresses lead into, where there is one.
        types: Classes of the records that it may be, where there is none.
    """

    parts: tuple[str, ...] = ()
    record: Record | None = None
    types: tuple[type, ...] = ()

    def meaning(self, name: str) -> Meaning | None:
        """What *name* means; None where it means nothing."""
        if name.startswith("/"):
            return self._address(name)
        if not name.startswith("_"):
            form = normal(name)
            for piece in PIECES:
                if form == normal(piece):
                    return Meaning("piece", piece)
            for part in self.parts:
                if form == normal(part):
                    return Meaning("part", part)
            for part in self.parts:
                if form == normal(part + BODY):
                    return Meaning("part", part, body=True)
        # A single word without a mark is too likely to be somebody else's.
        found = self._spelt(name) if "_" in name else ""
        return Meaning("address", found) if found else None

    def suggestion(self, name: str) -> str:
        """The name that *name* is probably a slip of; empty where it is like none."""
        if name.startswith("/"):
            return self._near_address(name)
        form = normal(name)
        if len(form) < _SHORTEST:
            return ""
        known = {normal(one): one for one in (*PIECES, *self.parts)} if not name.startswith("_") else {}
        if name.count("_"):
            known |= {normal(one): one for one in self._addresses()}
        close = get_close_matches(form, known, n=1, cutoff=_CLOSE)
        return known[close[0]] if close else ""

    # --- addresses ----------------------------------------------------------------------------------------------

    def _roots(self) -> tuple[_Node, ...]:
        if self.record is not None:
            return (_Node(type(self.record), self.record),)
        return tuple(_Node(one) for one in self.types)

    def _address(self, name: str) -> Meaning | None:
        tokens = parts(name)
        for root in self._roots():
            nodes: list[_Node] = [root]
            done: list[str] = []
            for token in tokens:
                token = self._in_force(root, done, token, nodes)
                nodes = [below for node in nodes for below in _below(node, token)]
                done.append(token)
            if any(map(_is_value, nodes)):
                return Meaning("address", to_address(*done))
        return None

    def _in_force(self, root: _Node, done: list[str], token: str, nodes: list[_Node]) -> str:
        """``/agreement/…`` means the agreement in force: its id is put in, and *nodes* goes down to it."""
        cls, plural = root.type, f"{token}s"
        if done or token in fields_of(cls) or plural not in fields_of(cls) or not hasattr(cls, token):
            return token
        nodes[:] = [b for node in nodes for b in _below(node, plural)]
        done.append(plural)
        return str(getattr(getattr(root.value, token, None), "id", token))

    def _spelt(self, name: str) -> str:
        """The address whose normal form a bookmark has; empty where none has it."""
        words = normal(name).split("_")
        for root in self._roots():
            for tokens, node in _paths(root, words):
                if _is_value(node):
                    return to_address(*tokens)
        return ""

    def _addresses(self) -> Iterator[str]:
        """The addresses that are there for certain: those of values that no collection is around."""
        for root in self._roots():
            yield from _fixed(root, ())

    def _near_address(self, name: str) -> str:
        tokens = parts(name)
        for root in self._roots():
            nodes: list[_Node] = [root]
            for n, token in enumerate(tokens):
                below = [b for node in nodes for b in _below(node, token)]
                if not below:
                    known = [key for node in nodes for key in _keys(node)]
                    close = get_close_matches(token, known, n=1, cutoff=_FAR)
                    return to_address(*tokens[:n], close[0], *tokens[n + 1 :]) if close else ""
                nodes = below
        return ""


def _records(annotation: Any) -> Iterator[type]:
    """The classes of the records that an annotation allows."""
    bare = bare_type(annotation)
    if get_origin(bare) in (Union, UnionType):
        for one in get_args(bare):
            yield from _records(one)
    else:
        found = record_type(bare)
        if found is not None and issubclass(found, Record):
            yield found


def _is_keyed(node: _Node) -> bool:
    return get_origin(bare_type(node.type)) is Keyed


def _keys(node: _Node) -> tuple[str, ...]:
    """The names of what is known to be inside."""
    if isinstance(node.value, Keyed):
        return tuple(node.value.ids)
    if isinstance(node.value, Record):
        return tuple(fields_of(type(node.value)))
    if _is_keyed(node):
        return ()
    return tuple(dict.fromkeys(name for cls in _records(node.type) for name in fields_of(cls)))


def _below(node: _Node, token: str) -> Iterator[_Node]:
    """What is inside under a name; by its type, where the record has nothing there yet."""
    value = node.value
    if isinstance(value, Keyed):
        if token in value:
            yield _Node(item_type(node.type), value[token])
    elif isinstance(value, Record):
        known = fields_of(type(value))
        if token in known:
            yield _Node(known[token].type, getattr(value, token))
    elif isinstance(value, (Text, FrozenMap)):
        if isinstance(value, Text) and token in value:
            yield _Node(str, value[token])
    elif value is None and _is_keyed(node):
        yield _Node(item_type(node.type))
    elif value is None:
        for cls in _records(node.type):
            known = fields_of(cls)
            if token in known:
                yield _Node(known[token].type)


def _is_value(node: _Node) -> bool:
    """Whether it is something to be shown, not a record or a collection of them."""
    if isinstance(node.value, (Record, Keyed)) or (
        isinstance(node.value, FrozenMap) and not isinstance(node.value, Text)
    ):
        return False
    if isinstance(node.value, tuple) and any(isinstance(one, Record) for one in node.value):
        return False
    if node.value is not None:
        return True
    bare = bare_type(node.type)
    if FrozenMap in (bare, get_origin(bare)) or record_type(item_type(node.type) or str):
        return False
    return kind_of_type(node.type).name not in ("record", "rows") and not list(_records(node.type))


def _paths(node: _Node, words: list[str]) -> Iterator[tuple[tuple[str, ...], _Node]]:
    """Every way down that *words* may spell: a name may be made of several of them."""
    if not words:
        yield (), node
        return
    by_form: Mapping[str, str] = {normal(key): key for key in _keys(node)}
    anything = node.value is None and _is_keyed(node)
    for n in range(1, len(words) + 1):
        form = "_".join(words[:n])
        token = "-".join(words[:n]) if anything else by_form.get(form)
        if token is None:
            continue
        for below in _below(node, token):
            for rest, found in _paths(below, words[n:]):
                yield (token, *rest), found


def _fixed(node: _Node, tokens: tuple[str, ...]) -> Iterator[str]:
    if len(tokens) > 4:
        return
    if tokens and _is_value(node):
        yield to_address(*tokens)
        return
    if isinstance(node.value, Keyed) or _is_keyed(node) or tokens[:1] == ("methodology",):
        return
    for key in _keys(node):
        for below in _below(node, key):
            yield from _fixed(below, (*tokens, key))
