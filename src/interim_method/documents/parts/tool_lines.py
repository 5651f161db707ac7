"""The tools of the methodology, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.documents.context import Context
from interim_method.markup import tree as t

__all__ = ["tool_lines"]


def tool_lines(ctx: Context) -> t.Block | None:
    """Every tool with what it is for, or else what the glossary says of it."""
    return ctx.bullets(_lines(ctx))


def _lines(ctx: Context) -> Iterator[t.Runs]:
    terms = {ctx.text(term.term).casefold(): term for term in ctx.methodology.terms}
    for tool in ctx.methodology.tools:
        term = terms.get(ctx.text(tool.title).casefold())
        what = tool.subtitle or (term.definition if term else None)
        yield (t.Strong(ctx.line(tool.title)), *((t.Text(": "), *ctx.inline(what)) if what else ()))
