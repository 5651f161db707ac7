"""Which texts of a methodology are said in a language."""

from __future__ import annotations

from interim_method.model.address import walk
from interim_method.model.methodology import Methodology
from interim_method.model.values import Text

__all__ = ["coverage"]


def coverage(methodology: Methodology, language: str) -> tuple[str, ...]:
    """The addresses of the texts that are not said in *language*, in order; empty where it is complete.

    A regional language such as ``ca-valencia`` is covered by what is said in ``ca``.
    """
    tongues = {language, language.partition("-")[0]}
    return tuple(
        at for at, value in walk(methodology) if isinstance(value, Text) and tongues.isdisjoint(value)
    )
