"""Dates, numbers and times as people type them in a language: the inverse of how `Language` shows them.

What may mean two things is not guessed at: a function gives None for what it does not understand.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from babel import Locale
from babel.numbers import NumberFormatError, get_currency_symbol, parse_decimal

from interim_method.model import Money

__all__ = ["clock_of", "date_of", "folded", "minutes_of", "money_of", "number_of"]

_ISO: Final = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})")
_DAY_FIRST: Final = re.compile(
    r"(?P<day>[0-9]{1,2})\s?[-/.]\s?(?P<month>[0-9]{1,2})\s?[-/.]\s?(?P<year>[0-9]{4}|[0-9]{2})"
)
_NAMED: Final = re.compile(
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|r|n|t|è|a|º|\.)?\s+(?:of\s+|de\s+|d['’]\s*|del\s+)?"
    r"(?P<month>[^\W\d_]+)\.?,?\s+(?:of\s+|de\s+|del\s+)?(?P<year>[0-9]{4})"
)
_MONTH_FIRST: Final = re.compile(
    r"(?P<month>[^\W\d_]+)\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{4})"
)
_CLOCK: Final = re.compile(r"(?P<hours>[0-9]{1,2})(?:\s?[.:hH]\s?(?P<minutes>[0-9]{2}))?\s*(?:h\.?)?")
_PLAIN: Final = re.compile(r"[+-]?[0-9]{1,18}(?:[.,][0-9]{1,9})?")
_AND_MINUTES: Final = re.compile(
    r"(?P<hours>[0-9]{1,6})\s*[h:]\s*(?:i\s+|y\s+|and\s+)?(?P<minutes>[0-5]?[0-9])\s*(?:m|min|minuts|minutos|minutes)?\.?"
)
_ONLY_MINUTES: Final = re.compile(r"(?P<minutes>[0-9]{1,7})\s*(?:m|min|minuts?|minutos?|minutes?)\.?")
_HOURS: Final = re.compile(r"(?P<hours>[0-9.,\s]+?)\s*(?:h|hores|hora|horas|hours?)?\.?")


def folded(text: str) -> str:
    """*text* for comparing words: without accents, capitals, signs before it, and white space around."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w%€/&+'’·-]+", " ", letters).split())


def date_of(text: str, language: str) -> date | None:
    """A date: ``2026-01-31``, *31/1/2026*, *31 de gener de 2026*, *31 Jan 2026*; the day stands first."""
    said = " ".join(text.split()).strip(" .")
    for pattern in (_ISO, _DAY_FIRST, _NAMED, _MONTH_FIRST):
        found = pattern.fullmatch(said)
        if found is None:
            continue
        named = found["month"]
        month = int(named) if named.isdecimal() else _months(language).get(_letters(named))
        year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
        try:
            return date(year, month, int(found["day"])) if month else None
        except ValueError:
            return None
    return None


def _letters(word: str) -> str:
    return "".join(
        c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c)
    ).rstrip(".")


@functools.cache
def _months(language: str) -> dict[str, int]:
    """The month that a name or a short name means, in a language and, where that leaves it free, in ours."""
    found: dict[str, int] = {}
    for code in (language, "ca", "es", "en"):
        try:
            months = Locale.parse(code, sep="-").months
        except ValueError:
            continue
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[form][width].items():
                    # Catalan and others put the preposition into the name: "de gener", "d’abril".
                    bare = re.sub(r"^(de |d['’])", "", name.casefold())
                    found.setdefault(_letters(bare), number)
    return found


def number_of(text: str, language: str) -> Decimal | None:
    """A number as *language* groups it, or with nothing but a decimal point or comma: *1.250,5*, ``1250.5``."""
    said = "".join(text.split()).replace("−", "-").replace("\u2019", "'").removesuffix("%")
    if not said or len(said) > 40 or not re.fullmatch(r"[+-]?[0-9.,'\u00a0\u202f]+", said):
        return None
    said = said.removeprefix("+")
    try:
        return parse_decimal(said, locale=_locale(language), strict=True)
    except (NumberFormatError, InvalidOperation, ValueError):
        pass
    return Decimal(said.replace(",", ".")) if _PLAIN.fullmatch(said) else None


def _locale(language: str) -> Locale:
    try:
        return Locale.parse({"en": "en-GB"}.get(language, language), sep="-")
    except ValueError:
        return Locale("en", "GB")


def minutes_of(text: str, language: str) -> int | None:
    """Hours as minutes: *1,5*, *1,5 h*, *1h30*, *1:30*, *90 min*; a bare number is hours, as documents show them."""
    said = " ".join(text.casefold().split())
    if found := _ONLY_MINUTES.fullmatch(said):
        return int(found["minutes"])
    if found := _AND_MINUTES.fullmatch(said):
        return int(found["hours"]) * 60 + int(found["minutes"])
    if found := _HOURS.fullmatch(said):
        hours = number_of(found["hours"], language)
        if hours is not None and hours >= 0:
            # Hours are shown with two decimals at most: 0,33 h are twenty minutes.
            minutes = hours * 60
            nearest = round(minutes)
            return nearest if abs(minutes - nearest) <= Decimal("0.3") else None
    return None


def clock_of(text: str) -> str | None:
    """A time of day: *16.00*, *16:00 h*, *16 h*, *9h30*."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or int(found["hours"]) > 23 or int(found["minutes"] or 0) > 59:
        return None
    return f"{int(found['hours']):02}:{found['minutes'] or '00'}"


def money_of(text: str, language: str, currency: str = "EUR") -> Money | None:
    """An amount: *186.000 €*, *€186,000*, ``140.50 EUR``; a bare number is of the *currency*."""
    said = " ".join(text.split()).replace("−", "-")
    if re.match(r"-\s?\D", said):
        below = money_of(said[1:].lstrip(), language, currency)
        return Money(-below.amount, below.currency) if below and below.amount >= 0 else None
    for code in dict.fromkeys((currency, "EUR", "USD", "GBP", "CHF")):
        for sign in (
            code,
            get_currency_symbol(code, locale=_locale(language)),
            get_currency_symbol(code, "en"),
        ):
            if said.startswith(sign) or said.endswith(sign):
                return _amount(said.removeprefix(sign).removesuffix(sign), language, code)
    if found := re.fullmatch(r"(?P<amount>.*?)\s*(?P<code>[A-Z]{3})", said):
        return _amount(found["amount"], language, found["code"])
    return _amount(said, language, currency)


def _amount(text: str, language: str, currency: str) -> Money | None:
    value = number_of(text, language)
    if value is None or (value * 100) != (value * 100).to_integral_value() or abs(value) > 10**13:
        return None
    return Money(int(value * 100), currency)
