"""Values from the text that people type: the inverse of showing a field.

The forms understood are the same in every language: dates as ``2026-01-31``, numbers with a point or a comma
before the decimals, hours as minutes (``90``) or with their unit (``1.5 h``, ``1h30``), money as ``140 EUR``.
What could mean two things, such as ``1,234``, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, get_args

from interim_method.errors import DefinitionError, Fault
from interim_method.model import (
    Answer,
    Kind,
    Methodology,
    Money,
    Place,
    Prompt,
    RatingScale,
    Record,
    Text,
    item_type,
    kind_of_type,
)
from interim_method.model.address import fits
from interim_method.model.record import bare_type
from interim_method.model.values import Line, Minutes, Number, Prose, Ref
from interim_method.rules.integrity import ids_in

__all__ = ["from_text", "held_at"]

_YES: Final = {"yes": True, "true": True, "sí": True, "si": True, "no": False, "false": False}
_HOURS: Final = re.compile(r"(?P<hours>[0-9]{1,6}(?:[.,][0-9]{1,4})?)\s*h")
_HOURS_AND_MINUTES: Final = re.compile(
    r"(?P<hours>[0-9]{1,6})\s*[h:]\s*(?P<minutes>[0-5][0-9]|[0-9](?=\s*m))\s*(?:m|min)?"
)
_MINUTES: Final = re.compile(r"(?P<minutes>[0-9]{1,9})\s*(?:m|min)?")
_MONEY: Final = re.compile(r"(?P<amount>-?[0-9]{1,15}(?:[.,][0-9]{1,2})?)\s*(?P<currency>[A-Z]{3}|€)?")
_CLOCK: Final = re.compile(r"(?P<hours>[0-9]{1,2})[.:](?P<minutes>[0-9]{2})(?:\s*h)?")
_THOUSANDS: Final = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")
_MOST_NAMED: Final = 20


def from_text(text: str, annotation: Any, *, record: Record | None = None) -> Any:
    """The value that *text* means for a field with this annotation.

    Args:
        text: What somebody typed.
        annotation: The field's, from the model, or from `held_at`.
        record: The record that the field lies in; a reference must then name something in it.

    Raises:
        DefinitionError: It means nothing there; the error says what would.
    """
    bare, kind = bare_type(annotation), kind_of_type(annotation)
    value: Any
    if kind.name in ("choices", "any") and item_type(annotation) is not None:
        pieces = (piece for piece in re.split(r"[,\s]+", text) if piece)
        value = tuple(from_text(piece, item_type(annotation), record=record) for piece in pieces)
    elif kind.name in ("rows", "record"):
        raise DefinitionError("holds more than a value: set what is in it, one by one")
    elif kind.name == "reference":
        value = _reference(text.strip(), kind, record)
    elif kind.name in _READERS:
        value = _READERS[kind.name](text.strip())
    elif bare is int:
        value = _whole(text.strip())
    elif bare is str or bare is Text or str in get_args(bare):
        value = text if kind.name in ("text", "markdown", "any") else text.strip()
    elif kind.name == "choice":
        value = text.strip()
    else:
        raise DefinitionError("holds more than a value: set what is in it, one by one")
    faults = [] if bare is Text else fits(annotation, value)
    if faults:
        raise DefinitionError([Fault("", fault.problem, fault.advice) for fault in faults[:1]])
    return value


def held_at(record: Record, spot: Place) -> Any:
    """The annotation of what a place holds; of an answer's value, what its prompt asks for."""
    methodology = getattr(record, "methodology", None)
    if not isinstance(methodology, Methodology) or not isinstance(spot.owner, Answer):
        return spot.type
    prompt = methodology.elements.get(spot.owner.prompt)
    if spot.field is None or spot.field.name != "value" or not isinstance(prompt, Prompt):
        return spot.type
    scale = methodology.elements.get(prompt.scale)
    low, high = (scale.low, scale.high) if isinstance(scale, RatingScale) else (1, 5)
    one = Annotated[str, Ref(f"choices:{prompt.choices}")]
    annotations: dict[str, Any] = {
        "markdown": Prose,
        "text": Line,
        "number": Number,
        "hours": Minutes,
        "date": Annotated[str, Kind("day")],
        "choice": one,
        "choices": tuple[one, ...],
        "scale": Annotated[int, Kind("scale", low, high)],
        "yes-no": bool,
    }
    return annotations[prompt.answer]


def _reference(said: str, kind: Kind, record: Record | None) -> str:
    if record is None:
        return said
    known = [key for collection in kind.of for key in ids_in(record, collection)]
    if said in known:
        return said
    wanted = " or ".join(c.partition(":")[2] or c.replace("_", " ") for c in kind.of)
    if not known:
        raise DefinitionError(f"names one of {wanted}, and the record has none yet")
    listed = ", ".join(known[:_MOST_NAMED]) + (", …" if len(known) > _MOST_NAMED else "")
    raise DefinitionError(f"must be one of {wanted}: {listed}; not {said!r}")


def _yes_no(said: str) -> bool:
    if said.lower() in _YES:
        return _YES[said.lower()]
    raise DefinitionError(f"must be yes or no, not {said!r}")


def _date(said: str) -> date:
    try:
        # Python also reads forms that nobody here writes, such as 20260131 or 2026-W05-6.
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", said):
            return date.fromisoformat(said)
    except ValueError:
        pass
    raise DefinitionError(f"must be a date such as 2026-01-31, not {said!r}")


def _day(said: str) -> str:
    return _date(said).isoformat()


def _clock(said: str) -> str:
    found = _CLOCK.fullmatch(said)
    return f"{int(found['hours']):02}:{found['minutes']}" if found else said


def _number(said: str) -> str:
    plain = said.replace("−", "-")
    if _THOUSANDS.fullmatch(plain):
        whole, point = plain.replace(",", ""), plain.replace(",", ".")
        raise DefinitionError(f"may mean {whole} or {point}: write one of them, not {said!r}")
    return plain.replace(",", ".", 1)


def _whole(said: str) -> int:
    if re.fullmatch(r"[+−-]?[0-9]{1,9}", said):
        return int(said.replace("−", "-"))
    raise DefinitionError(f"must be a whole number, not {said!r}")


def _minutes(said: str) -> int:
    for pattern in (_MINUTES, _HOURS_AND_MINUTES, _HOURS):
        found = pattern.fullmatch(said)
        if found is not None:
            parts = found.groupdict()
            hours = Decimal(parts.get("hours", "0").replace(",", ".")) * 60
            exact = hours + int(parts.get("minutes", "0"))
            if exact != exact.to_integral_value():
                raise DefinitionError(f"is no whole number of minutes: {said!r}")
            return int(exact)
    raise DefinitionError(f"must be minutes (90) or hours (1.5 h, 1h30), not {said!r}")


def _money(said: str) -> Money:
    found = _MONEY.fullmatch(said)
    if found is None:
        raise DefinitionError(f"must be an amount such as 140 EUR or 140.50 EUR, not {said!r}")
    currency = found["currency"] or "EUR"
    minor = int(Decimal(found["amount"].replace(",", ".")) * 100)
    return Money(minor, "EUR" if currency == "€" else currency)


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "count": _whole,
    "date": _date,
    "day": _day,
    "hours": _minutes,
    "money": _money,
    "number": _number,
    "scale": _whole,
    "time": _clock,
    "yes-no": _yes_no,
}
