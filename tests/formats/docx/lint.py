"""The defects of a Word file as the tests of writers want them: short, and without what authors are to blame for."""

from __future__ import annotations

from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.testing import WORD_RULES, word_defects

__all__ = ["WRITTEN", "W", "defects"]

W = f"{{{NAMESPACES['w']}}}"

WRITTEN = (
    "link-text-vague",
    "link-text-twice",
    "language-of-text",
    "spaces-for-layout",
    "tabs-for-layout",
    "heading-in-table",
    "header-cell-empty",
)
"""Rules about words that people write: no writer changes those."""


def defects(data: bytes, *, but: tuple[str, ...] = WRITTEN) -> list[str]:
    """Every defect found, as a line, without those of the rules *but*."""
    assert set(but) <= set(WORD_RULES)
    return [f"{f.rule}: {f.address}: {f.message}" for f in word_defects(data) if f.rule not in but]
