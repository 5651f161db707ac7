"""`Terminology`: an organisation's own words for the terms that texts mark, by language."""

from typing import ClassVar, Literal

from attrs import frozen

from interim_method.errors import Fault
from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.record import Record
from interim_method.model.values import Id, Line

__all__ = ["OwnTerm", "OwnWords", "Terminology"]


@frozen(kw_only=True, eq=False, repr=False)
class OwnWords(Record):
    """What a term is called in one language.

    `one` and `other` are what one and several are called, without article; `attributive` stands before another
    noun (*member journey*) and is `one` where not given. `gender` is ``f``, ``m`` or ``n``. `vowel` says whether
    articles take the form that they have before a vowel (*l’*, *an*, *el agua*), where the spelling does not.
    """

    one: str
    other: str
    gender: Literal["f", "m", "n"] | None = None
    vowel: bool | None = None
    attributive: str = ""

    def _faults(self) -> list[Fault]:
        return [
            Fault(f"/{name}", "must be a word or several, on one line and without brackets")
            for name in ("one", "other", "attributive")
            if not _are_words(getattr(self, name), optional=name == "attributive")
        ]


@frozen(kw_only=True, eq=False, repr=False)
class OwnTerm(Record):
    """A term and what it is called, by language."""

    id: Id
    words: FrozenMap[str, OwnWords] = FrozenMap()


@frozen(kw_only=True, eq=False, repr=False)
class Terminology(Record):
    """An organisation's own words, on top of any methodology.

    What it does not name, and languages that it does not speak, are said as the methodology says them.
    """

    KIND: ClassVar[str] = "terminology"
    id: Id
    title: Line | None = None
    terms: Keyed[OwnTerm] = Keyed()

    def words(self, term: str, language: str) -> OwnWords | None:
        """What a term is called in a language, or None; a regional language finds its language."""
        own = self.terms.get(term)
        return None if own is None else own.words.get(language) or own.words.get(language.partition("-")[0])


def _are_words(text: str, *, optional: bool) -> bool:
    return (optional and text == "") or (
        text == text.strip() != "" and not any(c in text for c in "[]{}\n\t|") and text.isprintable()
    )
