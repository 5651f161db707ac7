"""The size of the page of what hangs on a wall to be filled in."""

from __future__ import annotations

from typing import Literal

from interim_method.documents.context import Context

__all__ = ["Paper", "paper"]

Paper = Literal["A4", "A3"]


def paper(ctx: Context) -> Paper:
    """The page: as asked for, else A3 to fill in on a wall, A4 to read."""
    wanted = ctx.parameters.get("paper") or ("A3" if ctx.blank else "A4")
    return "A3" if wanted == "A3" else "A4"
