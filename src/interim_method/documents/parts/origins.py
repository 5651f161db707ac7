"""Where a text of the methodology comes from, as the sign that stands behind it."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from interim_method.documents.context import Context, Said
from interim_method.documents.signs import SIGNS
from interim_method.markup import tree as t
from interim_method.model import Text

__all__ = ["alike", "origin", "sign", "signed", "told"]


def origin(ctx: Context, address: str, text: Said = None) -> str:
    """Which source a value of the methodology has, in the language in which it is shown; empty if unknown."""
    if isinstance(text, Text):
        shown = text.said(ctx.language.code, (ctx.own_language, "ca", "es", "en")).language
        address = f"{address}/{shown}"
    found = ctx.methodology.origin(address)
    return found.source if found else ""


def sign(ctx: Context, address: str, text: Said = None) -> t.Runs:
    """The sign of a value's origin, behind a space that does not break; nothing where it is not known."""
    mark = SIGNS.get(f"source.{origin(ctx, address, text)}", "")
    return t.line(f"\u00a0{mark}") if mark else ()


def alike(ctx: Context, texts: Iterable[tuple[str, Said]]) -> t.Runs:
    """The sign that several values share, for what stands above them all; nothing where they differ.

    Args:
        ctx: The context.
        texts: The address and the text of each.
    """
    signs = {sign(ctx, address, text) for address, text in texts}
    return signs.pop() if len(signs) == 1 else ()


def signed(ctx: Context, said: Said, address: str, runs: t.Runs | None = None) -> t.Runs:
    """A line with the sign of its origin."""
    return (*(ctx.line(said) if runs is None else runs), *sign(ctx, address, said))


def told(ctx: Context, said: Said, address: str) -> t.Blocks:
    """Prose with the sign of its origin at its end."""
    blocks = ctx.prose(said)
    mark = sign(ctx, address, said)
    if blocks and mark and isinstance(blocks[-1], t.Paragraph):
        last = blocks[-1]
        return (*blocks[:-1], evolve(last, runs=(*last.runs, *mark)))
    return blocks
