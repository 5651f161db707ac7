"""How the words around a term follow it: articles, contractions, elision, gender and number, as data by language.

A phrase such as *de les nostres clientes* is taken apart into what stands before the noun, each word by what it
is, and put together again around another noun: *dels nostres usuaris*, *d’usuàries*. A language without such data
says a term's words as they are.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from interim_method.documents.stress import is_first_stressed
from interim_method.errors import DefinitionError, Fault
from interim_method.model import FrozenMap
from interim_method.model.terminology import OwnWords

__all__ = ["Grammar", "grammar", "grammar_of"]

_FOLDER: Final = Path(__file__).with_name("grammars")
_NEVER: Final = r"(?!)"


@frozen
class Grammar:
    """What a language does with the words before a noun.

    Attributes:
        agree: Words that agree, in rows: masculine and feminine of one, masculine and feminine of several.
        keep: Words that may stand there and do not change, such as prepositions.
        contract: Two words → the one that they become.
        say: Word → what it is before a vowel; what ends in an apostrophe is written together.
        before: What such a noun begins with, as a regular expression.
        never: What it begins with where it does not count, likewise.
        unstressed: Word → what the noun must not begin with unstressed, for the word to change.
    """

    agree: tuple[tuple[str, str, str, str], ...] = ()
    keep: frozenset[str] = frozenset()
    contract: FrozenMap[str, str] = field(factory=FrozenMap)
    say: FrozenMap[str, str] = field(factory=FrozenMap)
    before: str = _NEVER
    never: str = _NEVER
    unstressed: FrozenMap[str, str] = field(factory=FrozenMap)
    _rows: dict[str, tuple[str, str, str, str]] = field(init=False, eq=False, repr=False)
    _apart: dict[str, str] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        # What is said before a vowel is known by the first word that says so: l’ is el, whatever follows.
        apart: dict[str, str] = {}
        for word, said in self.say.items():
            apart.setdefault(said, word)
        object.__setattr__(self, "_rows", {word: row for row in reversed(self.agree) for word in row})
        object.__setattr__(self, "_apart", {**apart, **{v: k for k, v in self.contract.items()}})

    @property
    def gendered(self) -> bool:
        """Whether words agree in gender."""
        return any(row[0] != row[1] for row in self.agree)

    def phrase(self, shown: str, own: OwnWords, noun: str, *, several: bool) -> str:
        """The phrase *shown* around another noun, *noun*, with a capital where it has one."""
        lead = self._lead(shown)
        column = (2 if several else 0) + (1 if own.gender == "f" else 0)
        words = [self._rows[w][column] if w in self._rows else w for w in lead]
        return _capital(shown, self._together(words, noun, own.vowel))

    def _lead(self, shown: str) -> list[str]:
        """The words before the noun, each as it is when it stands alone."""
        words = re.findall(r"[^\s’]+’|\S+", shown.lower())
        lead: list[str] = []
        for word in words[:-1]:
            for part in self._parts(word):
                if part not in self._rows and part not in self.keep and part not in self.say:
                    return lead
                lead.append(part)
        return lead

    def _parts(self, word: str) -> list[str]:
        if word in self._rows and word not in self.contract.values():
            return [word]
        known = self._apart.get(word)
        return [p for part in known.split() for p in self._parts(part)] if known else [word]

    def _together(self, words: list[str], noun: str, vowel: bool | None) -> str:
        made, behind = noun, ""
        for word in reversed(words):
            one = self.contract.get(f"{word} {behind}")
            if one is not None:
                # Before it elides: de els altres is dels altres, and never d’els.
                made, behind = one + made[len(behind) :], one
                continue
            behind, vowel = self._said_before(word, made, vowel), None
            made = behind + made if behind.endswith("’") else f"{behind} {made}"
        return made

    def _said_before(self, word: str, following: str, vowel: bool | None) -> str:
        said = self.say.get(word)
        if said is None:
            return word
        if vowel is None:
            next_word = re.split(r"[\s’]", following, maxsplit=1)[0].lower()
            vowel = bool(re.match(self.before, next_word)) and not re.match(self.never, next_word)
            weak = self.unstressed.get(word)
            if vowel and weak and re.match(weak, next_word):
                vowel = is_first_stressed(next_word)
        return said if vowel else word


def _capital(shown: str, made: str) -> str:
    return made[:1].upper() + made[1:] if shown[:1].isupper() else made


def grammar_of(data: Mapping[str, Any]) -> Grammar:
    """The grammar that *data* describes, as in the files of the languages in the box.

    Raises:
        DefinitionError: Something that a grammar does not have, or of another form.
    """
    vowel = data.get("vowel", {})
    faults = [
        Fault(f"/{name}", "is not known", "known: agree, keep, contract, vowel")
        for name in data.keys() - {"agree", "keep", "contract", "vowel"}
    ]
    known = {"say", "before", "never", "unstressed"}
    faults += [
        Fault(f"/vowel/{name}", "is not known", f"known: {', '.join(sorted(known))}")
        for name in vowel.keys() - known
    ]
    for n, row in enumerate(data.get("agree", ())):
        if not (isinstance(row, (list, tuple)) and len(row) == 4 and all(isinstance(w, str) for w in row)):
            faults.append(Fault(f"/agree/{n}", "must be four words: two of one, two of several"))
    for name in ("before", "never"):
        try:
            re.compile(vowel.get(name, _NEVER))
        except (re.error, TypeError) as error:
            faults.append(Fault(f"/vowel/{name}", f"is no regular expression: {error}"))
    if faults:
        raise DefinitionError(faults)
    return Grammar(
        agree=tuple(tuple(row) for row in data.get("agree", ())),
        keep=frozenset(data.get("keep", ())),
        contract=FrozenMap(data.get("contract", {})),
        say=FrozenMap(vowel.get("say", {})),
        before=vowel.get("before", _NEVER),
        never=vowel.get("never", _NEVER),
        unstressed=FrozenMap(vowel.get("unstressed", {})),
    )


@functools.cache
def grammar(code: str) -> Grammar:
    """The grammar in the box for a language; one that changes nothing where there is none."""
    file = _FOLDER / f"{code.partition('-')[0]}.toml"
    return grammar_of(tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else Grammar()
