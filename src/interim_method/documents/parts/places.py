"""Places that may lie in the record already, or only come into it with what somebody writes there."""

from __future__ import annotations

from typing import Any

from interim_method.documents.context import Context
from interim_method.errors import AddressError
from interim_method.markup import tree as t
from interim_method.model import Record, get

__all__ = ["spot"]


def spot(
    ctx: Context, address: str, label: str, item: type[Record], *, lines: int = 1, **options: Any
) -> t.Field:
    """The fillable place at an address, be the item that it is part of in the record or not.

    The *lines* are room for a hand, which only a blank edition has.
    """
    options["lines"] = lines if ctx.blank else 1
    try:
        get(ctx.subject, address)
    except AddressError:
        return ctx.field(address, label, new=item, **options)
    return ctx.field(address, label, **options)
