"""Places with room for a hand in blank editions only."""

from __future__ import annotations

from typing import Any

from interim_method.documents.context import Context
from interim_method.markup import tree as t

__all__ = ["spot"]


def spot(ctx: Context, address: str, label: str, *, lines: int = 1, **options: Any) -> t.Field:
    """The fillable place at an address; the *lines* are room for a hand, which only a blank edition has."""
    return ctx.field(address, label, lines=lines if ctx.blank else 1, **options)
