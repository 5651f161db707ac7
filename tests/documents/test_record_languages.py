"""Diagnosis, agreement, hours and hypotheses speak the language that was asked for, and only that one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest

import interim_method as im
from document_reading import said
from interim_method.documents.catalog import CATALOG
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import example, methodology
from interim_method.model import Engagement, Organisation
from interim_method.plugin import Edition

ALL = [
    (entry.name, edition)
    for entry in CATALOG
    if entry.name in ("diagnosis", "agreement", "hours", "hypotheses")
    for edition in entry.editions
]
OWN = {
    "ca": {"Pendent", "No escau", "Hores", "hipòtesis"},
    "es": {"Pendiente", "No procede", "Horas", "hipótesis"},
    "en": {"To be done", "Not applicable", "Hours", "hypotheses"},
}
SUBJECTS = {
    **{e.id: e for e in example.engagements()},
    "new": Engagement.start(methodology(), organisation=Organisation(name="Nova"), started=date(2026, 1, 12)),
}


def languages(value: Any) -> Iterator[str]:
    """The languages with which words are marked, wherever they stand; a year or a unit is no word."""
    if isinstance(value, t.Text):
        if value.language and any(map(str.isalpha, value.text)):
            yield value.language
    elif isinstance(value, tuple):
        for one in value:
            yield from languages(one)
    elif attrs.has(type(value)):
        for name in attrs.fields_dict(type(value)):
            yield from languages(getattr(value, name))


@pytest.mark.parametrize("subject", list(SUBJECTS))
@pytest.mark.parametrize("language", ["ca", "es", "en"])
@pytest.mark.parametrize(("document", "edition"), ALL)
def test_no_word_is_in_another_language(document: str, edition: Edition, language: str, subject: str) -> None:
    made = im.compose(SUBJECTS[subject], document, edition=edition, language=language)
    assert made.language == language
    assert set(languages(made.blocks)) == set()
    words = said(made)
    foreign = {w for other, own in OWN.items() if other != language for w in own - OWN[language]}
    assert not {w for w in foreign if w in words}


@pytest.mark.parametrize(("document", "edition"), ALL)
def test_an_empty_place_never_shows_that_it_is_nothing(document: str, edition: Edition) -> None:
    for subject in SUBJECTS.values():
        words = said(im.compose(subject, document, edition=edition, language="en"))
        assert not {w for w in ("None", "N/A", "null", "{") if w in words}
