"""What the changes of a variant meet in another version of their base."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from attrs import frozen

from interim_method.errors import AddressError
from interim_method.model.address import get
from interim_method.model.frozen import Keyed, Value
from interim_method.model.methodology import Methodology
from interim_method.model.record import escape
from interim_method.model.values import Text
from interim_method.model.variant import Add, Change, Remove, Variant

__all__ = ["Met", "rebase_report"]


@frozen(kw_only=True, eq=False, repr=False)
class Met(Value):
    """What one change, or one value of it, meets in the new base.

    Attributes:
        change: Where it stands in the variant, such as ``/changes/0/set/title``.
        address: What it changes in the methodology.
        outcome: ``applied``: it does what it did. ``obsolete``: the base says so itself by now.
            ``conflicting``: what it changes is another than it was, or is gone.
        old: What stood there in the old base; nothing where nothing did.
        new: What stands there in the new one.
        why: What is in the way.
    """

    change: str
    address: str
    outcome: Literal["applied", "obsolete", "conflicting"]
    old: Any = None
    new: Any = None
    why: str = ""


def rebase_report(variant: Variant, old: Methodology, new: Methodology) -> tuple[Met, ...]:
    """What each change of *variant*, made for the methodology *old*, meets in *new*."""
    found: list[Met] = []
    added: set[str] = set()
    for number, change in enumerate(variant.changes):
        at = f"/changes/{number}"
        if isinstance(change, Add):
            found.append(_add(change, at, old, new, added))
            added.add(change.id)
        elif change.id in added:
            found.append(Met(change=at, address=f"/elements/{change.id}", outcome="applied"))
        elif isinstance(change, Remove):
            found.append(_remove(change, at, old, new, added))
        else:
            found += _change(change, at, old, new)
    return tuple(found)


def _add(change: Add, at: str, old: Methodology, new: Methodology, added: set[str]) -> Met:
    address = f"/elements/{change.id}"
    there = new.elements.get(change.id)
    if there is not None:
        same = there == change.element
        return Met(
            change=at, address=address, outcome="obsolete" if same else "conflicting",
            old=old.elements.get(change.id), new=there, why="" if same else "the id is taken by now",
        )  # fmt: skip
    for name, key in (
        ("based_on", change.based_on),
        ("parent", getattr(change.element, "parent", None)),
        ("after", getattr(change.element, "after", None)),
    ):
        if key is not None and key not in new.elements and key not in added:
            return Met(
                change=at, address=address, outcome="conflicting",
                old=old.elements.get(key), why=f"{name} names {key!r}, which is gone",
            )  # fmt: skip
    return Met(change=at, address=address, outcome="applied")


def _remove(change: Remove, at: str, old: Methodology, new: Methodology, added: set[str]) -> Met:
    was, now = old.elements.get(change.id), new.elements.get(change.id)
    why = ""
    outcome: Literal["applied", "obsolete", "conflicting"] = "applied"
    if now is None:
        outcome = "obsolete"
    elif now != was:
        outcome, why = "conflicting", "what it removes is another than it was"
    elif change.replaced_by and change.replaced_by not in new.elements and change.replaced_by not in added:
        outcome, why = "conflicting", f"{change.replaced_by!r}, which is to take its place, is gone"
    return Met(change=at, address=f"/elements/{change.id}", outcome=outcome, old=was, new=now, why=why)


def _change(change: Change, at: str, old: Methodology, new: Methodology) -> Iterator[Met]:
    gone = change.id not in new.elements
    for verb, names in (("set", change.set), ("append", change.append), ("drop", change.drop)):
        for name in names:
            address = f"/elements/{change.id}/{name}"
            was, now = _value(old, address), _value(new, address)
            outcome: Literal["applied", "obsolete", "conflicting"] = "applied"
            why = ""
            if gone:
                outcome, why = "conflicting", f"{change.id!r} is gone"
            elif verb == "append":
                if _holds(now, change.append[name]):
                    outcome = "obsolete"
            elif now == (change.set[name] if verb == "set" else None):
                outcome = "obsolete"
            elif now != was:
                outcome, why = "conflicting", "the base says something else by now"
            yield Met(
                change=f"{at}/{verb}/{escape(name)}",
                address=address,
                outcome=outcome,
                old=was,
                new=now,
                why=why,
            )


def _holds(value: Any, more: Any) -> bool:
    """Whether everything that is appended is there already."""
    if isinstance(value, (Keyed, tuple)) and isinstance(more, (Keyed, tuple)):
        return all(one in value for one in more)
    if isinstance(value, Text) and isinstance(more, Text):
        return all(value.get(language, "").endswith(said) for language, said in more.items())
    return False


def _value(methodology: Methodology, address: str) -> Any:
    try:
        return get(methodology, address)
    except AddressError:
        return None
