"""Texts as a document says them: in its language, or marked with the one that they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interim_method.markup import tree as t
from interim_method.markup.parsing import parse, parse_inline
from interim_method.model import Text

if TYPE_CHECKING:
    from interim_method.documents.context.context import Context

__all__ = ["Said", "as_said", "inline", "line", "prose", "text"]


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
    return tuple(
        t.Paragraph(_in_language(b.runs, language), b.role) if isinstance(b, t.Paragraph) else b
        for b in blocks
    )


def as_said(ctx: Context, said: str | Text) -> tuple[str, str]:
    """A text as it can be said in the document's language, and the language that it is then in."""
    if isinstance(said, str):
        return said, ctx.own_language
    found = said.said(ctx.language.code, (ctx.own_language, "ca", "es", "en"))
    return found.text, found.language


def _in_language(runs: t.Runs, language: str) -> t.Runs:
    marked: list[t.Run] = []
    for run in runs:
        match run:
            case t.Text(text, None):
                marked.append(t.Text(text, language))
            case t.Strong(inner):
                marked.append(t.Strong(_in_language(inner, language)))
            case t.Emphasis(inner):
                marked.append(t.Emphasis(_in_language(inner, language)))
            case t.Strike(inner):
                marked.append(t.Strike(_in_language(inner, language)))
            case t.Link(inner, target, title):
                marked.append(t.Link(_in_language(inner, language), target, title))
            case _:
                marked.append(run)
    return tuple(marked)
