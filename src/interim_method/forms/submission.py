"""What comes back from a filled document: edits against what it was made from, and where they clash.

Readers of formats give what a file holds, by the key of each place; what that means for a record is decided
here, once, for every format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import field, frozen

from interim_method.model import FrozenMap

__all__ = ["Conflict", "Edit", "Found", "Place", "Submission", "compared", "conflicts"]

Where = Literal["control", "bookmark", "marker", "structure"]
"""What led to a value: a content control, a bookmark, a Markdown marker, or its place among headings and rows."""


@frozen(kw_only=True)
class Place:
    """A fillable place as the document was made: its key, address, kind, and the value it held then."""

    key: str
    address: str
    kind: str
    base: str = ""


@frozen(kw_only=True)
class Found:
    """What a file holds in a place now; `others` are the values of further copies of it that differ."""

    text: str
    where: Where
    others: tuple[str, ...] = ()


@frozen(kw_only=True)
class Edit:
    """A place whose value was changed by hand: from `old`, when the document was made, to `new`."""

    address: str
    old: str
    new: str
    where: Where


@frozen(kw_only=True)
class Conflict:
    """A place for which there are several values: what it was made from, what each side says."""

    address: str
    base: str
    ours: str
    theirs: tuple[str, ...]


@frozen(kw_only=True)
class Submission:
    """What a filled document says, against what it was made from.

    Attributes:
        identity: What the document is: record, revision, recipe, edition, language.
        edits: The values that were changed, in the order of the document.
        conflicts: Places that were shown several times and filled in differently.
        missing: Addresses of places that are no longer in the file: perhaps deleted, never taken as emptied.
        unplaced: Texts with a key that the document did not have, by key; never dropped.
    """

    identity: FrozenMap[str, str] = field(factory=FrozenMap)
    edits: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[str, ...] = ()
    unplaced: FrozenMap[str, str] = field(factory=FrozenMap)


def compared(
    places: Iterable[Place], found: Mapping[str, Found], identity: Mapping[str, str] | None = None
) -> Submission:
    """The submission of a file that holds *found* where the document had *places*.

    A copy of a place that still says what the document said does not stand against one that was changed.
    """
    edits: list[Edit] = []
    clashes: list[Conflict] = []
    missing: list[str] = []
    known = list(places)
    for place in known:
        value = found.get(place.key)
        if value is None:
            missing.append(place.address)
            continue
        changed = tuple(dict.fromkeys(t for t in (value.text, *value.others) if t != place.base))
        if len(changed) > 1:
            clashes.append(Conflict(address=place.address, base=place.base, ours=place.base, theirs=changed))
        elif changed:
            edits.append(Edit(address=place.address, old=place.base, new=changed[0], where=value.where))
    keys = {place.key for place in known}
    return Submission(
        identity=FrozenMap(identity or {}),
        edits=tuple(edits),
        conflicts=tuple(clashes),
        missing=tuple(missing),
        unplaced=FrozenMap({key: one.text for key, one in found.items() if key not in keys}),
    )


def conflicts(submission: Submission, now: Mapping[str, str]) -> tuple[Conflict, ...]:
    """Where the record has moved on since the document was made, and its filler changed the same place.

    Args:
        submission: What the file says.
        now: Address → plain value of the record as it is; an address that is not in it is gone.
    """
    return tuple(
        Conflict(address=edit.address, base=edit.old, ours=now.get(edit.address, ""), theirs=(edit.new,))
        for edit in submission.edits
        if now.get(edit.address, "") not in (edit.old, edit.new)
    )
