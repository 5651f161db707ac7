"""Marks: the places in a text where an organisation may say a word of its own.

A mark is a stretch of the text in square brackets with the term in braces behind it, as in Pandoc's spans: ``[les
nostres clientes]{client:other} ens recomanen``. The stretch reads as it always did, with the preposition, the
article and whatever else must agree; without the brackets and the braces it *is* the text. After a colon stands
the form, where it is not ``one``; ``[sola|sol]{organisation:f|m}`` says a word by the gender of the term.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from attrs import field, frozen

__all__ = ["FORMS", "GENDERS", "Mark", "mark_fault", "marks", "remarked", "unmarked"]

FORMS: Final = ("one", "other", "attributive")
"""The forms of a term: of one, of several, and before another noun, as in *customer journey*."""
GENDERS: Final = ("f", "m", "n")
"""The genders that words agree in; ``n`` is whatever is neither."""

_MARK: Final = re.compile(r"\[([^\[\]\n]+)\]\{([a-z][a-z0-9-]{0,62})(?::([^{}\s]*))?\}")


@frozen
class Mark:
    """A mark as it stands in a text.

    Attributes:
        words: What is said where nobody has a word of their own.
        term: The id of the term.
        form: One of `FORMS`; empty where words agree with the term and are not it.
        by_gender: Gender → the words said with a term of that gender.
    """

    words: str
    term: str
    form: str = "one"
    by_gender: dict[str, str] = field(factory=dict, hash=False)


def marks(text: str) -> Iterator[Mark]:
    """The marks of a text, in order."""
    if "]{" in text:
        for found in _MARK.finditer(text):
            made = _read(found)
            if isinstance(made, Mark):
                yield made


def mark_fault(text: str) -> str | None:
    """What is wrong with the first bad mark of a text, or None."""
    if "]{" not in text:
        return None
    return next((made for found in _MARK.finditer(text) if isinstance(made := _read(found), str)), None)


def unmarked(text: str) -> str:
    """A text as it reads without its marks."""
    return remarked(text, lambda mark: mark.words) if "]{" in text else text


def remarked(text: str, say: Callable[[Mark], str]) -> str:
    """A text with what *say* gives in place of each mark."""

    def said(found: re.Match[str]) -> str:
        made = _read(found)
        return say(made) if isinstance(made, Mark) else found[0]

    return _MARK.sub(said, text)


def _read(found: re.Match[str]) -> Mark | str:
    words, term, form = found[1], found[2], found[3] or "one"
    if found[3] == "":
        return f"the mark {found[0]} has no form after its colon; known: {', '.join(FORMS)}"
    genders = form.split("|")
    if set(genders) <= set(GENDERS):
        said = words.split("|")
        if len(said) != len(genders) or len(set(genders)) != len(genders) or not all(said):
            return f"the mark {found[0]} must have words for each of {', '.join(genders)}, with | between"
        return Mark(said[0], term, "", dict(zip(genders, said, strict=True)))
    if form not in FORMS:
        known = ", ".join((*FORMS, "or genders such as f|m"))
        return f"the mark {found[0]} has the unknown form {form!r}; known: {known}"
    return Mark(words, term, form)
