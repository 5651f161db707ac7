"""The words of the documents, and how each language writes dates, numbers, hours and money."""

from __future__ import annotations

import re
from datetime import date
from importlib import resources

import pytest
from babel.messages.pofile import read_po

from interim_method.documents.language import BUILT_IN, built_in, language
from interim_method.errors import UnknownName
from interim_method.model import Money
from interim_method.model.marks import unmarked

CA, ES, EN = (language(code) for code in BUILT_IN)
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("day", "ca", "es", "en"),
    [
        (date(2026, 1, 22), "22 de gener de 2026", "22 de enero de 2026", "22 January 2026"),
        (date(2026, 4, 12), "12 d’abril de 2026", "12 de abril de 2026", "12 April 2026"),
        (date(2026, 8, 1), "1 d’agost de 2026", "1 de agosto de 2026", "1 August 2026"),
        (date(2026, 10, 8), "8 d’octubre de 2026", "8 de octubre de 2026", "8 October 2026"),
    ],
)
def test_dates_in_full_follow_the_language_elision_included(day: date, ca: str, es: str, en: str) -> None:
    assert (CA.long_date(day), ES.long_date(day), EN.long_date(day)) == (ca, es, en)


def test_short_dates_days_months_and_weekdays() -> None:
    day = date(2026, 1, 22)
    assert [x.short_date(day) for x in (CA, ES, EN)] == ["22/1/2026", "22/1/2026", "22 Jan 2026"]
    assert [x.day(day) for x in (CA, ES, EN)] == ["22 gen.", "22 ene.", "22 Jan"]
    assert [x.month(day) for x in (CA, ES, EN)] == ["gener de 2026", "enero de 2026", "January 2026"]
    assert [x.weekday(day) for x in (CA, ES, EN)] == ["dijous", "jueves", "Thursday"]


@pytest.mark.parametrize(
    ("months", "code"),
    [
        ("gen. febr. març abr. maig juny jul. ag. set. oct. nov. des.", "ca"),
        ("ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic.", "es"),
        ("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "en"),
    ],
)
def test_short_months_are_those_of_the_language(months: str, code: str) -> None:
    found = [language(code).day(date(2026, n, 1)).split(" ")[1] for n in range(1, 13)]
    assert found == months.split()


def test_numbers_hours_money_and_shares_keep_their_unit_with_them() -> None:
    assert [x.hours(5250) for x in (CA, ES, EN)] == ["87,5", "87,5", "87.5"]
    assert CA.hours_unit(5400) == f"90{NBSP}h"
    assert CA.hours(75) == "1,25"
    assert [x.money(Money(18_600_000)) for x in (CA, ES, EN)] == [
        f"186.000{NBSP}€",
        f"186.000{NBSP}€",
        "€186,000",
    ]
    assert CA.money(Money(14_050)) == f"140,50{NBSP}€"
    assert [x.percent(0.64) for x in (CA, ES, EN)] == [f"64{NBSP}%", f"64{NBSP}%", "64%"]
    assert CA.percent(0.021, 1) == f"2,1{NBSP}%"
    assert (CA.signed(2), CA.signed(-2), CA.signed(0)) == ("+2", "−2", "0")


def test_times_of_day_are_written_as_the_language_does() -> None:
    assert [x.clock("16:00", "19:00") for x in (CA, ES, EN)] == [
        "16.00–19.00 h",
        "16:00–19:00 h",
        "16:00–19:00",
    ]


def test_a_regional_tag_finds_its_language_and_an_unknown_one_is_an_error() -> None:
    assert language("ca-ES").code == "ca"
    with pytest.raises(UnknownName, match="known: ca, es, en"):
        language("eu")


def test_all_languages_have_the_same_words_with_the_same_gaps() -> None:
    ca, es, en = (built_in(code) for code in BUILT_IN)
    assert set(ca) == set(es) == set(en)
    for key in ca:
        gaps = [sorted(re.findall(r"\{[a-z_]+\}", unmarked(words[key]))) for words in (ca, es, en)]
        assert gaps[0] == gaps[1] == gaps[2], key


@pytest.mark.parametrize("code", BUILT_IN)
def test_no_word_is_defined_twice_or_left_empty(code: str) -> None:
    seen: dict[str, str] = {}
    for entry in (resources.files("interim_method.documents") / "words" / code).iterdir():
        with entry.open("rb") as stream:
            for message in read_po(stream):
                if message.id:
                    assert message.string, message.id
                    assert message.id not in seen, (
                        f"{message.id} in {seen.get(str(message.id))} and {entry.name}"
                    )
                    seen[str(message.id)] = entry.name


@pytest.mark.parametrize("code", BUILT_IN)
def test_words_are_spelt_as_in_finished_documents(code: str) -> None:
    for key, said in built_in(code).items():
        if not key.startswith("pattern."):
            assert "'" not in said, key
            assert said == said.strip(), key
            assert "..." not in said, key


def test_spanish_speaks_of_clientas() -> None:
    wrong = [key for key, said in built_in("es").items() if re.search(r"\bclientes?\b", said, re.IGNORECASE)]
    assert wrong == []


def test_catalan_writes_the_middle_dot_and_the_norm_of_2016() -> None:
    for key, said in built_in("ca").items():
        assert not re.search(r"anàl·lisi|col\.lec|colectiu|\bsón\s+dóna\b|\bvénen\b", said), key
