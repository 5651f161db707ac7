"""`Language`: a language's words for the documents, and how it writes dates, numbers, hours and money.

The words lie as gettext catalogues in ``words/<language>/*.po`` with symbolic ids, so that no language is the
original of the others, and patterns that differ by language (dates, times) are entries like any other: a
further language needs data only.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from interim_method.documents.po import catalogue
from interim_method.errors import UnknownName
from interim_method.model import FrozenMap, Money, Terminology
from interim_method.model.marks import unmarked

if TYPE_CHECKING:
    from interim_method.documents.grammar import Grammar

__all__ = ["BUILT_IN", "Language", "built_in", "language"]

BUILT_IN: Final = ("ca", "es", "en")
NBSP: Final = "\u00a0"

# Not by importlib.resources, which brings half of the standard library along.
_WORDS: Final = Path(__file__).with_name("words")
_GAP = re.compile(r"\{([a-z_]+)\}")


@frozen
class Language:
    """A language: its tag, its words by symbolic id, and those in the box asked next for a missing word.

    The words of the others are read when one is missing, and not before. Words have their marks; what is said of
    them is said without, with the words of `terminology` where it has some.

    Raises:
        KeyError: A word that neither the language nor its fallbacks have.
    """

    code: str
    words: FrozenMap[str, str]
    fallback: tuple[str, ...] = ()
    terminology: Terminology | None = None
    grammar: Grammar | None = None
    locale: Locale = field(init=False, eq=False, hash=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "locale", Locale.parse(self.code, sep="-"))

    def word(self, key: str, **gaps: object) -> str:
        """The words with this id, its ``{gaps}`` filled in."""
        code, found = self.code, self.words.get(key)
        if found is None:
            code, found = next(
                ((c, built_in(c)[key]) for c in self.fallback if key in built_in(c)), (code, None)
            )
        if found is None:
            raise KeyError(f"no word {key!r} in {self.code}")
        if "]{" in found:
            found = self.spoken(found, code)
        return _GAP.sub(lambda gap: str(gaps.get(gap[1], gap[0])), found) if gaps else found

    def spoken(self, marked: str, code: str = "") -> str:
        """A text with marks, in this language or the one of the tag *code*, as it is said."""
        if self.terminology is None:
            return unmarked(marked)
        # Most documents are said in the method's own words, and do without the grammar.
        from interim_method.documents.wording import worded

        code = code or self.code
        return worded(marked, self.terminology, code, self.grammar if code == self.code else None)

    def has(self, key: str) -> bool:
        """Whether there is a word with this id."""
        return key in self.words or any(key in words for words in map(built_in, self.fallback))

    def title(self, document: str, titles: Mapping[str, str]) -> str:
        """The title of a document: its own in this language, else that among the words, else in a fallback."""
        own = self.words.get(f"title.{document}")
        if self.code in titles or own is None:
            code = next((c for c in (self.code, *self.fallback, *titles) if c in titles), "")
            return self.spoken(titles[code], code) if code else document
        return self.spoken(own)

    def with_words(self, folder: Path) -> Language:
        """This language with the words in *folder* besides, in ``<language>/*.po``.

        A word that the folder lacks in this language is said in one of the languages asked next.
        """
        found: dict[str, str] = {}
        for code in (*reversed(self.fallback), self.code):
            found |= _own_words(folder / code)
        # Whoever brings a language may have the words of documents from elsewhere too.
        return evolve(self, words=FrozenMap({**found, **self.words}))

    def counted(self, key: str, n: int, **gaps: object) -> str:
        """The words for *n* of something: ``key.one``, ``key.other`` and so on, by the language's rules."""
        form = f"{key}.{self.locale.plural_form(n)}"
        return self.word(form if self.has(form) else f"{key}.other", n=self.number(n), **gaps)

    def long_date(self, day: date) -> str:
        """A date in full: *22 de gener de 2026*, *12 d’abril de 2026*, *22 January 2026*."""
        return format_date(day, self.word("pattern.date"), locale=self.locale)

    def short_date(self, day: date) -> str:
        """A date for tables: *22/1/2026*, *22 Jan 2026*."""
        return format_date(day, self.word("pattern.date-short"), locale=self.locale)

    def day(self, day: date) -> str:
        """Day and short month, where the year is known: *22 gen.*"""
        return format_date(day, self.word("pattern.day"), locale=self.locale)

    def weekday(self, day: date) -> str:
        """The name of the day of the week."""
        return format_date(day, "EEEE", locale=self.locale)

    def month(self, day: date) -> str:
        """Month and year: *gener de 2026*."""
        return format_date(day, self.word("pattern.month"), locale=self.locale)

    def short_month(self, day: date) -> str:
        """The month, where the year is known: *gen.*"""
        return format_date(day, self.word("pattern.month-short"), locale=self.locale)

    def period(self, start: date | None, end: date | None) -> str:
        """From one date to another; one alone where the other is not known."""
        if start and end and start != end:
            return self.word("pattern.period", start=self.short_date(start), end=self.short_date(end))
        known = start or end
        return self.short_date(known) if known else ""

    def clock(self, start: str | None, end: str | None = None) -> str:
        """Times of day: *16.00–19.00 h*, *16:00–19:00*."""
        if not start:
            return ""
        return self.word("pattern.time", time="–".join(self.time(t) for t in (start, end) if t))

    def time(self, clock: str) -> str:
        """A time of day, where its place says that it is one: *16.00*, *16:00*."""
        return clock.replace(":", self.word("pattern.time-separator"))

    def number(self, value: int | float | str | Decimal, decimals: int | None = None) -> str:
        """A number, grouped; with so many *decimals* where given, else with as many as it has."""
        exact = Decimal(str(value))
        if decimals is None:
            decimals = max(0, -int(exact.normalize().as_tuple().exponent))
        if decimals == 0 and 0 <= exact < 1000 and exact == int(exact):
            return str(int(exact))  # written alike everywhere, and by far the most frequent
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(exact, pattern, locale=self.locale)).replace("-", "−")

    def signed(self, value: int | float | Decimal, decimals: int | None = None) -> str:
        """A number with its sign, as for differences and emotions."""
        return ("+" if value > 0 else "") + self.number(value, decimals)

    def hours(self, minutes: int, decimals: int = 1) -> str:
        """Minutes as hours, without the unit: *87,5*."""
        exact = Decimal(minutes) / 60
        return self.number(round(exact, 2) if exact * 10 % 1 else exact, None if exact * 10 % 1 else decimals)

    def hours_short(self, minutes: int) -> str:
        """Minutes as hours, without the unit and without a decimal that is nought: *87,5*, *90*."""
        return self.hours(minutes, 0 if minutes % 60 == 0 else 1)

    def hours_unit(self, minutes: int) -> str:
        """Minutes as hours with the unit: *87,5 h*, *90 h*."""
        return f"{self.hours_short(minutes)}{NBSP}h"

    def percent(self, part: float | Decimal, decimals: int = 0) -> str:
        """A share of one as a percentage: *64 %*, *64%*."""
        pattern = self.locale.percent_formats[None].pattern
        wanted = pattern.replace("#,##0", "#,##0" + ("." + "0" * decimals if decimals else ""))
        return str(format_percent(part, wanted, locale=self.locale))

    def money(self, amount: Money) -> str:
        """An amount, without cents where there are none: *186.000 €*, *€186,000*."""
        whole = amount.amount % 100 == 0
        value = Decimal(amount.amount) / 100
        pattern = self.locale.currency_formats["standard"].pattern
        if whole:
            pattern = pattern.replace("0.00", "0")
        return str(
            format_currency(
                value,
                amount.currency,
                pattern,
                locale=self.locale,
                currency_digits=False,
                group_separator=True,
            )
        )

    def listing(self, items: Iterable[str]) -> str:
        """Things one after another: *a, b, c*."""
        return ", ".join(items)

    def quoted(self, text: str) -> str:
        """In the language's quotation marks, unless *text* has its own."""
        opening, closing = self.word("pattern.quotes").split("…")
        return text if text.startswith(("«", "“", '"')) else f"{opening}{text}{closing}"


@functools.cache
def _own_words(folder: Path) -> FrozenMap[str, str]:
    """The words in a folder of catalogues; none where there is no such folder."""
    return FrozenMap(catalogue(folder) if folder.is_dir() else {})


@functools.cache
def built_in(code: str) -> FrozenMap[str, str]:
    """The words in the box for a language, with their marks."""
    return FrozenMap(catalogue(_WORDS / code))


@functools.cache
def language(code: str) -> Language:
    """A language in the box, by its tag; a regional tag such as ``ca-ES`` finds its language.

    Raises:
        UnknownName: There is no such language.
    """
    base = code.partition("-")[0]
    if base not in BUILT_IN:
        raise UnknownName("language", code, BUILT_IN)
    others = tuple(c for c in ("en", "ca", "es") if c != base)
    return Language(base, built_in(base), others)
