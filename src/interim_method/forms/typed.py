"""What a text typed into a place means: its plain value, as `markup.tree.Field` has it, or why it has none.

Documents show hours, dates and choices in words of their language, and people type them so; the plain value is
the same in every language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from attrs import frozen

from interim_method.documents.understanding import (
    clock_of,
    date_of,
    folded,
    minutes_of,
    money_of,
    number_of,
)
from interim_method.forms.form import MappedPlace
from interim_method.markup.rendering import render
from interim_method.markup.tree import Blocks
from interim_method.model import Money

__all__ = ["Meaning", "meaning", "typed"]

_YES: Final = {"yes", "true", "si", "oui", "x", "1", "☑", "☒", "✓", "✔", "bai"}
_NO: Final = {"no", "false", "0", "☐", "non", "ez"}
_MOST_NAMED: Final = 12


@frozen
class Meaning:
    """The plain value of what was typed; where there is none, `problem` says why, and `plain` is the text."""

    plain: str
    problem: str = ""


def meaning(
    place: MappedPlace, text: str, language: str, blocks: Callable[[], Blocks] | None = None
) -> Meaning:
    """What *text* means in a place.

    Args:
        place: The place.
        text: What stands there, as plain text.
        language: The document's.
        blocks: Gives the same with its formatting, for places that keep it.
    """
    if place.kind == "markdown":
        return Meaning(render(blocks()).strip() if blocks is not None else text.strip())
    said = text.strip()
    if not said:
        return Meaning("")
    if place.kind in _READERS:
        return _READERS[place.kind](place, said, language)
    return Meaning(" ".join(said.split()))


def typed(kind: str, plain: str) -> Any:
    """A plain value as Python has it: a date, minutes, a tuple of choices; None for an empty one."""
    if not plain:
        return None
    try:
        match kind:
            case "date":
                return date.fromisoformat(plain)
            case "hours" | "count" | "scale":
                return int(plain)
            case "yes-no":
                return {"true": True, "false": False}.get(plain, plain)
            case "choices":
                return tuple(plain.split())
            case "money":
                amount, _, currency = plain.partition(" ")
                return Money(int(amount), currency)
            case _:
                return plain
    except ValueError:
        return plain


def _date(place: MappedPlace, said: str, language: str) -> Meaning:
    day = date_of(said, language)
    return (
        Meaning(day.isoformat()) if day else Meaning(said, "is no date: write it as 31/1/2026 or 2026-01-31")
    )


def _number(place: MappedPlace, said: str, language: str) -> Meaning:
    value = number_of(_without_unit(place, said), language)
    if value is None:
        return Meaning(said, "is no number")
    plain = f"{value:f}"
    return Meaning(plain)


def _whole(place: MappedPlace, said: str, language: str) -> Meaning:
    value = number_of(_without_unit(place, said), language)
    if value is None or value != value.to_integral_value():
        chosen = _option(place, said)
        if chosen is not None:
            return Meaning(chosen)
        return Meaning(said, "is no whole number")
    low, high = place.low, place.high
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = f"between {low} and {high}" if high is not None else f"{low} or more"
        return Meaning(said, f"must be {bounds}")
    return Meaning(str(int(value)))


def _hours(place: MappedPlace, said: str, language: str) -> Meaning:
    minutes = minutes_of(said, language)
    if minutes is None:
        return Meaning(said, "is no number of hours: write 1.5, 1h30 or 90 min")
    return Meaning(str(minutes))


def _time(place: MappedPlace, said: str, language: str) -> Meaning:
    clock = clock_of(said)
    return Meaning(clock) if clock else Meaning(said, "is no time of day: write it as 16:00")


def _money(place: MappedPlace, said: str, language: str) -> Meaning:
    amount = money_of(said, language, place.base.partition(" ")[2] or "EUR")
    if amount is None:
        return Meaning(said, "is no amount of money: write it as 140 € or 140.50 EUR")
    return Meaning(f"{amount.amount} {amount.currency}")


def _choice(place: MappedPlace, said: str, language: str) -> Meaning:
    chosen = _option(place, said)
    if chosen is not None:
        return Meaning(chosen)
    return Meaning(said, f"is none of {_listed(place)}" if place.options else "")


def _choices(place: MappedPlace, said: str, language: str) -> Meaning:
    if not place.options:
        return Meaning(" ".join(re.split(r"[,;\s]+", said.strip(" ,;"))))
    found: list[str] = []
    rest = said
    while rest := rest.strip(" ,;\n\t·/"):
        taken = _first_option(place, rest)
        if taken is None:
            part = re.split(r"[,;\n]", rest)[0].strip()
            return Meaning(said, f"{part!r} is none of {_listed(place)}")
        value, length = taken
        if value not in found:
            found.append(value)
        rest = rest[length:]
    return Meaning(" ".join(found))


def _yes_no(place: MappedPlace, said: str, language: str) -> Meaning:
    chosen = _option(place, said)
    if chosen is not None:
        return Meaning(chosen)
    word = folded(said) or said.strip()
    if word in _YES:
        return Meaning("true")
    if word in _NO:
        # An empty box says nothing where nothing was said before.
        return Meaning("false" if place.base or word not in ("☐", "0") else "")
    return Meaning(said, "must be yes or no")


def _option(place: MappedPlace, said: str) -> str | None:
    """The choice that a text names, by its value or its words; None where it names none, or several."""
    if said in place.options:
        return said
    wanted = folded(said)
    found = [
        value for value, label in place.options.items() if folded(label) == wanted or folded(value) == wanted
    ]
    exact = [value for value, label in place.options.items() if label.strip() == said]
    if len(exact) == 1:
        return exact[0]
    return found[0] if len(found) == 1 else None


def _first_option(place: MappedPlace, said: str) -> tuple[str, int] | None:
    """The choice whose words, or value, *said* begins with, and how many of its letters they are."""
    best: tuple[str, int] | None = None
    for end in _ends(said):
        value = _option(place, said[:end])
        if value is not None and (best is None or end > best[1]):
            best = (value, end)
    return best


def _ends(said: str) -> list[int]:
    """Where a name in a list may end: before a sign that parts, or at the end."""
    return [*(m.start() for m in re.finditer(r"\s*[,;\n·/]|\s", said)), len(said)]


def _listed(place: MappedPlace) -> str:
    labels = [label for label in dict.fromkeys(place.options.values()) if label]
    return ", ".join(labels[:_MOST_NAMED]) + (", …" if len(labels) > _MOST_NAMED else "")


def _without_unit(place: MappedPlace, said: str) -> str:
    return said.removesuffix(place.unit).strip() if place.unit else said


_READERS: Final[Mapping[str, Callable[[MappedPlace, str, str], Meaning]]] = {
    "choice": _choice,
    "choices": _choices,
    "count": _whole,
    "date": _date,
    "hours": _hours,
    "money": _money,
    "number": _number,
    "reference": _choice,
    "scale": _whole,
    "time": _time,
    "yes-no": _yes_no,
}
