"""Catalogues of words are read as Babel reads them."""

from __future__ import annotations

import io
from importlib import resources

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po as read_by_babel
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

from interim_method.documents.language import BUILT_IN
from interim_method.documents.po import catalogue, read_po

ids = st.from_regex(r"[a-z][a-z0-9.-]{0,30}", fullmatch=True)
words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]) | st.sampled_from('"\\\n\t')
)


def by_babel(text: str) -> dict[str, str]:
    read = read_by_babel(io.StringIO(text))
    return {str(one.id): str(one.string) for one in read if one.id and one.string}


@pytest.mark.parametrize("code", BUILT_IN)
def test_our_words_are_those_that_babel_reads(code: str) -> None:
    folder = resources.files("interim_method.documents") / "words" / code
    wanted: dict[str, str] = {}
    for entry in folder.iterdir():
        wanted |= by_babel(entry.read_text(encoding="utf-8"))
    assert catalogue(folder) == wanted


@given(st.dictionaries(ids, words, max_size=8), st.integers(20, 90))
def test_any_words_that_babel_writes_are_read_back(said: dict[str, str], width: int) -> None:
    made = Catalog(locale="ca")
    for key, text in said.items():
        made.add(key, text, user_comments=["a comment", '"quoted"'])
    target = io.BytesIO()
    write_po(target, made, width=width)
    assert read_po(target.getvalue().decode("utf-8")) == {k: v for k, v in said.items() if v}


def test_entries_that_are_gone_or_not_translated_are_no_words() -> None:
    text = 'msgid ""\nmsgstr ""\n\n#~ msgid "old"\n#~ msgstr "vell"\n\nmsgid "new"\nmsgstr ""\n'
    assert read_po(text) == {}
