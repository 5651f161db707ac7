"""How the shipped texts are written: spelling, typography and the feminine as the generic."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from interim_method.methodologies.interim_executive import methodology, slides_pilot
from interim_method.model.address import walk
from interim_method.model.values import Text

LANGUAGES = ("ca", "es", "en")


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Every text in a language, with its address; what origins quote from the slides aside."""
    for record in (methodology(), slides_pilot()):
        for at, value in walk(record):
            if isinstance(value, Text) and "/origins/" not in at:
                yield at, value[language]


def offending(language: str, pattern: str) -> list[tuple[str, str]]:
    return [(at, text) for at, text in texts(language) if re.search(pattern, text, re.IGNORECASE)]


def test_spanish_says_clientas_and_never_clientes() -> None:
    assert offending("es", r"\bclientes?\b") == []
    assert len(offending("es", r"\bclientas?\b")) > 10


def test_catalan_says_clientes_in_the_feminine() -> None:
    assert offending("ca", r"\bclients\b|\bclientas\b|\bels clientes\b") == []
    assert len(offending("ca", r"\bclientes\b")) > 10


def test_spanish_and_catalan_keep_the_feminine_of_users_and_professionals() -> None:
    assert offending("ca", r"\busuaris\b|\bel professional\b|\bels professionals\b|\bsocis\b") == []
    assert offending("es", r"\busuarios\b|\bel profesional\b|\blos profesionales\b|\bsocios\b") == []


@pytest.mark.parametrize("wrong", [r"anàl·lisi", r"col\.lectiu", r"colectiu", r"l\.l", "ŀ"])
def test_catalan_has_none_of_the_known_misspellings(wrong: str) -> None:
    assert offending("ca", wrong) == []


def test_the_middle_dot_stands_only_between_two_ls_or_between_items() -> None:
    assert offending("ca", r"il·lusió")
    assert offending("ca", r"(?<![l ])·|·(?![l ])") == []
    for language in ("es", "en"):
        assert offending(language, r"\S·|·\S") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_apostrophes_and_quotation_marks_are_typographic(language: str) -> None:
    assert offending(language, "['\"´`]") == []
    assert offending(language, "[“”]" if language != "en" else "[«»]") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_have_no_stray_spaces_and_numbers_keep_their_unit(language: str) -> None:
    assert offending(language, r"^\s|\s$|  | [,.;:?!](?!\.)") == []
    assert offending(language, r"\d (h|€|%)(?!\w)") == []


def test_spanish_questions_open_and_close() -> None:
    assert [(at, t) for at, t in texts("es") if t.count("¿") != t.count("?")] == []
    for language in ("ca", "en"):
        assert offending(language, "[¿¡]") == []


def test_catalan_follows_the_orthography_of_2016() -> None:
    assert offending("ca", r"\b(vénen|sóc|dóna|óssos|néts)\b") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_labels_carry_no_emphasis_marks(language: str) -> None:
    headed = [
        (at, text)
        for at, text in texts(language)
        if at.rpartition("/")[2] in ("title", "label", "gloss", "term", "subtitle")
    ]
    assert len(headed) > 100
    assert [(at, text) for at, text in headed if "*" in text or "_" in text] == []


def test_no_text_was_left_in_another_language() -> None:
    assert offending("es", r"\b(amb|què|els|perquè|aquest)\b") == []
    assert offending("en", r"\b(amb|què|qué|els|para|perquè)\b") == []
    for first, second in (("ca", "es"), ("ca", "en"), ("es", "en")):
        other = dict(texts(second))
        same = {text for at, text in texts(first) if text == other[at]}
        assert all(len(text.split()) < 4 for text in same), same
