"""Values from the text that people type: the inverse of showing a field.

The forms understood are the same in every language: dates as ``2026-01-31``, numbers with a point or a
comma, hours as minutes (``90``) or with their unit (``1.5 h``, ``1h30``), money as ``140 EUR``.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Literal, get_args, get_origin

from interim_method.errors import DefinitionError
from interim_method.model import Money, Text, item_type, kind_of_type
from interim_method.model.record import bare_type

__all__ = ["from_text"]

_YES: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_HOURS: Final = re.compile(
    r"(?P<hours>[0-9]+(?:[.,][0-9]+)?)\s*h(?:\s*(?P<minutes>[0-5]?[0-9])\s*(?:m|min)?)?"
)
_MONEY: Final = re.compile(r"(?P<amount>-?[0-9]+(?:[.,][0-9]{1,2})?)\s*(?P<currency>[A-Z]{3})?")


def from_text(text: str, annotation: Any) -> Any:
    """The value that *text* means for a field with this annotation.

    Raises:
        DefinitionError: It means nothing there; the error says what would.
    """
    bare = bare_type(annotation)
    kind = kind_of_type(annotation).name
    said = text.strip()
    if bare is bool:
        if said.lower() in _YES:
            return _YES[said.lower()]
        raise DefinitionError(f"must be yes or no, not {text!r}")
    if bare is date:
        try:
            return date.fromisoformat(said)
        except ValueError:
            raise DefinitionError(f"must be a date such as 2026-01-31, not {text!r}") from None
    if bare is Money:
        return _money(said)
    if bare is int:
        return _minutes(said) if kind == "hours" else _whole(said)
    if kind == "number":
        return said.replace(",", ".").replace("−", "-")
    if get_origin(bare) is tuple:
        return tuple(from_text(part, item_type(annotation)) for part in re.split(r"[,\s]+", said) if part)
    if get_origin(bare) is Literal:
        if said in get_args(bare):
            return said
        raise DefinitionError(f"must be one of {', '.join(get_args(bare))}, not {text!r}")
    if bare is str or (Text in get_args(bare) and str in get_args(bare)) or str in get_args(bare):
        return text
    raise DefinitionError("holds more than a value: set what is in it, one by one")


def _whole(said: str) -> int:
    if re.fullmatch(r"[+−-]?[0-9]{1,9}", said):
        return int(said.replace("−", "-"))
    raise DefinitionError(f"must be a whole number, not {said!r}")


def _minutes(said: str) -> int:
    if said.isdigit():
        return int(said)
    found = _HOURS.fullmatch(said)
    if found is None:
        raise DefinitionError(f"must be minutes (90) or hours (1.5 h, 1h30), not {said!r}")
    exact = Decimal(found["hours"].replace(",", ".")) * 60 + int(found["minutes"] or 0)
    return int(exact.to_integral_value())


def _money(said: str) -> Money:
    found = _MONEY.fullmatch(said)
    if found is None:
        raise DefinitionError(f"must be an amount such as 140 EUR, not {said!r}")
    try:
        minor = int(Decimal(found["amount"].replace(",", ".")) * 100)
    except InvalidOperation:
        raise DefinitionError(f"must be an amount such as 140 EUR, not {said!r}") from None
    return Money(minor, found["currency"] or "EUR")
