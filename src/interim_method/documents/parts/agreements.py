"""The address of an agreement, also of one that is not in the record yet."""

from __future__ import annotations

from typing import Final

from interim_method.documents.context import Context
from interim_method.model import Agreement, NewItem
from interim_method.rules.hours import budget

__all__ = ["FIRST", "address_of", "first"]

FIRST: Final = "agreement"
"""The id of the first agreement, whichever document it begins with."""


def address_of(ctx: Context, agreement: Agreement) -> str:
    """The address of an agreement."""
    known = agreement.id in ctx.engagement.agreements
    return f"/agreements/{agreement.id if known else first(ctx).token}"


def first(ctx: Context, *, on: str = "", on_at: str = "") -> NewItem:
    """The first agreement: the hours of the method are in it; its day is *on*, or that said at *on_at*."""
    given = {"professional_minutes": str(budget(ctx.engagement))}
    return NewItem(id=FIRST, given={**given, "on": on} if on else given, taken={"on": on_at} if on_at else {})
