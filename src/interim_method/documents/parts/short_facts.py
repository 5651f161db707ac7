"""Labels and short values side by side, where the page is for what comes after them."""

from __future__ import annotations

from collections.abc import Iterable

from interim_method.markup import tree as t

__all__ = ["short_facts"]

LABEL, VALUE = 1.35, 2.2
"""The shares of the width."""


def short_facts(title: str, *entries: tuple[str, str | t.Blocks | None], across: int = 2) -> t.Table | None:
    """Labels with their values, *across* of them in a line; None where none has a value.

    Args:
        title: What is told, for those who cannot see it.
        *entries: Labels and values; those without a value are left out.
        across: How many stand beside each other.
    """
    cells: list[t.Cell] = []
    for label, value in entries:
        if value:
            said = (t.paragraph(value),) if isinstance(value, str) else value
            cells += [t.Cell((t.paragraph(label, "label"),)), t.Cell(said)]
    if not cells:
        return None
    wide = 2 * across
    cells += [t.Cell(()) for _ in range(-len(cells) % wide)]
    rows = tuple(t.Row(tuple(cells[n : n + wide])) for n in range(0, len(cells), wide))
    return t.Table(tuple(_columns(across)), (), rows, title=title, role="facts")


def _columns(across: int) -> Iterable[t.Column]:
    for _ in range(across):
        yield t.Column(width=LABEL)
        yield t.Column(width=VALUE)
