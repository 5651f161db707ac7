"""Where the texts of a methodology come from, told in words and numbers."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from interim_method.documents.context import Context
from interim_method.documents.signs import SIGNS
from interim_method.markup import tree as t
from interim_method.model import Methodology, Text, walk

__all__ = ["SOURCES", "Counted", "counted", "legend", "notes", "sources"]

SOURCES: Final = ("seed", "translation", "public", "reconstructed", "variant", "own")
"""From what is the authors' own to what somebody changed."""


class Counted(NamedTuple):
    """How many texts have the same origin, in the language of the document."""

    source: str
    credit: str | Text
    licence: str
    texts: int


def counted(methodology: Methodology, language: str) -> tuple[Counted, ...]:
    """Every origin of the texts as they are said in a language, with how many there are."""
    found: Counter[tuple[str, str | Text, str]] = Counter()
    for address, value in walk(methodology):
        if not isinstance(value, Text) or address.startswith("/origins"):
            continue
        shown = value.said(language, ("ca", "es", "en")).language
        origin = methodology.origin(f"{address}/{shown}")
        if origin is not None:
            found[origin.source, origin.credit, origin.licence] += 1
    ordered = sorted(found.items(), key=lambda item: (SOURCES.index(item[0][0]), -item[1]))
    return tuple(Counted(*key, texts) for key, texts in ordered)


def sources(ctx: Context) -> t.Table | None:
    """The table of origins: what it is, by whom, under which licence, how many texts."""
    word = ctx.word
    return ctx.table(
        [word("label.source"), word("handbook.credit"), word("handbook.licence-of"), word("handbook.texts")],
        (
            (ctx.choice("source", c.source), ctx.line(c.credit) or "–", c.licence or "–", ctx.number(c.texts))
            for c in counted(ctx.methodology, ctx.language.code)
        ),
        align="lllr",
        widths=(2.6, 4, 2, 1),
        title=ctx.heading("licence"),
    )


def notes(ctx: Context) -> t.Block | None:
    """What the origins add in words, such as the form on the slide, each said once."""
    found: dict[str | Text, str] = {}
    for address, origin in ctx.methodology.origins.items():
        if origin.note:
            found.setdefault(origin.note, _called(ctx, address))
    return ctx.bullets(
        (t.Strong(t.line(name)), t.Text(": "), *ctx.line(note)) if name else ctx.line(note)
        for note, name in found.items()
    )


def _called(ctx: Context, address: str) -> str:
    """What a value belongs to; nothing for the narrative, whose notes say the same of several."""
    key = address.split("/")[2] if address.startswith("/elements/") else ""
    element = ctx.methodology.elements.get(key)
    for name in ("title", "term", "text", "statement"):
        said = getattr(element, name, None)
        if said:
            return ctx.text(said)
    return ""


def legend(ctx: Context) -> str:
    """The signs of the origins that there are, with their words."""
    present = {c.source for c in counted(ctx.methodology, ctx.language.code)}
    return " · ".join(f"{SIGNS[f'source.{s}']} {ctx.word(f'source.{s}')}" for s in SOURCES if s in present)
