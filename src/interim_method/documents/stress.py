"""Where a Catalan or Occitan word has its stress, as far as its first syllable is concerned."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_first_stressed"]

# The nuclei of syllables. Before a vowel, u after q and g is silent or a glide, and i and u between vowels open
# a syllable; after a vowel they close one. All other pairs of vowels are two syllables: ide-a, usuàri-a.
_VOWELS: Final = "aeiouàèéíïòóúü"
_GLIDE: Final = re.compile(r"(?<=[qg])[uü](?=[aeiouàèéíòó])")
_OPENING: Final = re.compile(r"(?<=[aeoàèéòóiu])[iu](?=[aeioàèéòó])")
_NUCLEUS: Final = re.compile(r"[aeoàèéòóiuíúïü](?:(?<![íúïü])[iu](?![íúïü]))?")
_ACCENTED: Final = re.compile("[àèéíòóú]")


def is_first_stressed(word: str) -> bool:
    """Whether the first syllable of *word* (in lower case) has the stress.

    An accent says where it is; without one a word that ends in a vowel, a vowel with s, -en or -in has it on its
    last syllable but one, any other on its last.
    """
    plain = _OPENING.sub("", _GLIDE.sub("", word))
    nuclei = [found[0] for found in _NUCLEUS.finditer(plain)]
    for place, nucleus in enumerate(nuclei):
        if _ACCENTED.search(nucleus):
            return place == 0
    if len(nuclei) < 2:
        return True
    falls_back = re.search("(?:[aeiou]s?|[ei]n)$", word) is not None and not re.search("[aeo][iu]s?$", word)
    return len(nuclei) - 1 == (1 if falls_back else 0)
