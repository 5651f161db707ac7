"""Texts as a document says them: in its language, or marked with the one that they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from interim_method.markup import tree as t
from interim_method.markup.parsing import parse, parse_inline
from interim_method.model import Text

if TYPE_CHECKING:
    from interim_method.documents.context.context import Context

__all__ = ["Said", "as_said", "inline", "line", "prose", "text"]


T = TypeVar("T")

Said = str | Text | None
"""What may be said: plain text in the record's language, the same by language, or nothing."""


def text(ctx: Context, said: Said) -> str:
    """A text in the document's language, as plain text; empty for nothing."""
    return as_said(ctx, said)[0] if said else ""


def line(ctx: Context, said: Said) -> t.Runs:
    """A line of plain text as runs; marked with its language where that is not the document's."""
    if not said:
        return ()
    text, language = as_said(ctx, said)
    return t.line(text, None if language == ctx.language.code else language)


def inline(ctx: Context, said: Said) -> t.Runs:
    """A short piece of Markdown as runs, for where there is no room for blocks."""
    if not said:
        return ()
    text, language = as_said(ctx, said)
    runs = parse_inline(text)
    return runs if language == ctx.language.code else _in_language(runs, language)


def prose(ctx: Context, said: Said) -> t.Blocks:
    """A text as blocks."""
    if not said:
        return ()
    text, language = as_said(ctx, said)
    blocks = parse(text)
    if language == ctx.language.code:
        return blocks
    return _in_language(blocks, language)


def as_said(ctx: Context, said: str | Text) -> tuple[str, str]:
    """A text as it can be said in the document's language, and the language that it is then in."""
    if isinstance(said, str):
        return said, ctx.own_language
    found = said.said(ctx.language.code, (ctx.own_language, "ca", "es", "en"))
    if ctx.language.terminology is None or found.language not in said.marked:
        return found
    return ctx.language.spoken(said.marked[found.language], found.language), found.language


def _in_language(value: T, language: str) -> T:
    """Runs or blocks with every text in them marked as in *language*, however deep it stands."""
    if isinstance(value, t.Text):
        return value if value.language else attrs.evolve(value, language=language)
    if isinstance(value, tuple):
        return cast("T", tuple(_in_language(one, language) for one in value))
    if not attrs.has(type(value)):
        return value
    node: Any = value
    held = ((f.name, getattr(node, f.name)) for f in attrs.fields(type(node)))
    changes = {name: _in_language(one, language) for name, one in held if isinstance(one, tuple) and one}
    return cast("T", attrs.evolve(node, **changes)) if changes else value
