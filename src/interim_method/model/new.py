"""Addresses of what is not in a record yet: the rows, cards, answers and contents that somebody may still add.

``/actions/new-1?objectives=o1/title`` is the title of an action that comes into the record with what is written
there, and then has the objective ``o1``. A part of an address is new where it is ``new``, or begins with
``new-``; what the item will hold besides stands behind it, each value after a question mark and its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, unquote

from attrs import field, frozen

from interim_method.model.frozen import FrozenMap

__all__ = ["NewItem", "new_item"]

_TOKEN: Final = re.compile(r"new(?:-(?P<hint>[^?/]*))?(?P<given>(?:\?[a-z_]+=[^?/]*)*)")


def _map(given: Mapping[str, str]) -> FrozenMap[str, str]:
    return FrozenMap(given)


@frozen
class NewItem:
    """One part of an address: an item that is not in the record yet.

    Attributes:
        hint: Tells it from others beside it, such as ``1`` or the id of the prompt that it will answer.
        given: What it will hold besides what is written there: field → plain value.
    """

    hint: str = ""
    given: FrozenMap[str, str] = field(factory=FrozenMap, converter=_map)

    @property
    def token(self) -> str:
        """The part of the address."""
        said = "".join(f"?{name}={quote(value, safe='')}" for name, value in sorted(self.given.items()))
        return (f"new-{self.hint}" if self.hint else "new") + said


def new_item(token: str) -> NewItem | None:
    """What the part of an address says of an item that is not there yet; None where it is an id."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    pairs = (pair.partition("=") for pair in found["given"].split("?")[1:])
    return NewItem(found["hint"] or "", FrozenMap({name: unquote(value) for name, _, value in pairs}))
