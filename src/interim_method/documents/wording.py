"""Texts said in an organisation's own words: each mark with the word of its terminology, and what agrees with it."""

from __future__ import annotations

from interim_method.documents.grammar import Grammar, grammar
from interim_method.errors import DefinitionError, Fault
from interim_method.model.marks import Mark, remarked
from interim_method.model.terminology import Terminology

__all__ = ["worded"]


def worded(marked: str, terminology: Terminology, language: str, own: Grammar | None = None) -> str:
    """A text with marks, in the words of *terminology*; what it does not name is said as it stands.

    Args:
        marked: The text.
        terminology: The words.
        language: The language of the text.
        own: The grammar of the language, where it is not one in the box.

    Raises:
        DefinitionError: The terminology does not say the gender of a word that others must agree with.
    """
    rules = own or grammar(language)

    def say(mark: Mark) -> str:
        words = terminology.words(mark.term, language)
        if words is None:
            return mark.words
        if words.gender is None and rules.gendered:
            at = f"/terms/{mark.term}/words/{language}/gender"
            raise DefinitionError([Fault(at, "is missing", "say f, m or n, so that other words can agree")])
        if not mark.form:
            # Where there are no words for what is neither, the masculine stands for all.
            by_gender = mark.by_gender
            return (
                by_gender.get(words.gender or "", by_gender.get("m") if words.gender == "n" else None)
                or mark.words
            )
        if mark.form == "attributive":
            noun = words.attributive or words.one
        else:
            noun = words.other if mark.form == "other" else words.one
        return rules.phrase(mark.words, words, noun, several=mark.form == "other")

    return remarked(marked, say)
