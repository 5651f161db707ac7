"""The document as a whole: its title and the languages of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from interim_method.formats.docx.lint.opened import Found, Opened, W, text_of, value
from interim_method.formats.docx.lint.styles import look_of

__all__ = ["document"]

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_SHOWN: Final = ("title", "heading 1")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_SENTENCE: Final = re.compile(r"(?<=[.!?…:;»”])\s+")
_WORDS: Final = {
    "ca": "amb els dels als és què perquè aquest aquesta aquests aquestes més però seva seves seus nostra"
    " nostre també ens hi ho i quan quina quins només sense fins molt poden fer això vam heu allò som",
    "es": "con los las y para por pero más también este esta estos estas su sus cómo qué muy hay del al lo"
    " cuando quién sin hasta puede hacer esto porque desde fue son ni ya",
    "en": "the and of to is that with for this are what you we it was not as by from at have they which"
    " their our will one who how when",
    "fr": "est une dans pour avec sur pas vous nous cette ces sont aux leur mais où être ont plus du au il"
    " elle",
}
"""Small words that one language is full of and the others hardly know."""
_SETS: Final = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_LEAST: Final = 5
"""How many small words must speak for another language."""
_TIMES: Final = 4
"""How many times more they must be than those of the stated language."""


def document(file: Opened) -> Iterator[Found]:
    """What is wrong with title and language."""
    core = file.related("core-properties", "")
    if core is None or not (core.findtext(_DC + "title") or "").strip():
        yield Found("title-missing", file.main, None, "the document has no title")
    if not any(_shown(p, file) for p in file.roots[file.main].iter(W + "p")):
        yield Found("title-not-shown", file.main, None, "no text stands in the style Title or Heading 1")
    language = file.styles.language
    if not language:
        yield Found("language-missing", file.main, None, "nothing states the language of the text")
    stated = "" if core is None else (core.findtext(_DC + "language") or "").strip()
    if not stated:
        yield Found("language-not-in-properties", file.main, None, "the properties state no language")
    elif language and _primary(stated) != _primary(language):
        message = f"the properties state the language {stated!r}, the text {language!r}"
        yield Found("language-differs", file.main, None, message)
    for name, root in file.stories.items():
        for paragraph in root.iter(W + "p"):
            yield from _languages(paragraph, name, file)


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _shown(paragraph: Any, file: Opened) -> bool:
    style = value(paragraph, "pPr/pStyle")
    return bool(
        style
        and (file.styles.is_or_comes_from(style, _SHOWN) or file.styles.level(style) == 1)
        and text_of(paragraph).strip()
    )


def _languages(paragraph: Any, name: str, file: Opened) -> Iterator[Found]:
    """Stretches of a paragraph in one stated language whose words look like another."""
    by_style = file.styles.look_by(value(paragraph, "pPr/pStyle") or file.styles.default("paragraph"))
    below = by_style.over(file.styles.base).language

    def stated(run: Any) -> str:
        own = look_of(run.find(W + "rPr")).language
        return own or file.styles.look_by(value(run, "rPr/rStyle")).language or below or ""

    runs = [r for r in paragraph.iter(W + "r") if next(r.iterancestors(W + "p")) is paragraph]
    for language, stretch in groupby(runs, stated):
        pieces = list(stretch)
        text = "".join(map(text_of, pieces))
        # A sentence of another language may stand among those of the stated one.
        for said in (text, *_SENTENCE.split(text)):
            if (other := _other_language(said, language)) is not None:
                message = f"{said.strip()[:60]!r} is stated as {language!r} and looks like {other!r}"
                yield Found("language-of-text", name, pieces[0], message)
                break


def _other_language(text: str, stated: str) -> str | None:
    """The language that *text* looks like, where that is not the stated one."""
    mine = _primary(stated)
    if mine not in _SETS or len(text) < 4 * _LEAST:
        return None
    words = [word.lower() for word in _WORD.findall(text)]
    found = {language: sum(word in small for word in words) for language, small in _SETS.items()}
    best = max(found, key=lambda language: found[language])
    return best if found[best] >= max(_LEAST, _TIMES * found[mine] + 1) else None
