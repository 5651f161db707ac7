"""A lint for Word files: what schema validators let pass, and what keeps people from reading a document.

It reads any DOCX, ours or not. `interim_method.testing.word_defects` is its public name.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from interim_method.formats.docx.lint.rules import RULES, Rule, Theme
from interim_method.model.finding import Finding

if TYPE_CHECKING:
    from interim_method.formats.docx.lint.opened import Found

__all__ = ["MOST", "RULES", "Rule", "Theme", "word_defects"]

MOST: Final = 50
"""How many places of one rule are told one by one; the last of them says how many more there are."""


def word_defects(source: str | os.PathLike[str] | bytes | BinaryIO) -> tuple[Finding, ...]:
    """Every defect of a Word file that the lint knows, in the order of its rules and of the text.

    The address of a finding is a part and, behind ``#``, an XPath in it: ``word/document.xml#/w:document/w:body/w:p[3]``.

    Args:
        source: A path, the bytes of a file, or a binary stream.

    Raises:
        ReadError: A file that is not a Word document, or that is not safe to open.
    """
    from interim_method.formats.docx.lint.content import content
    from interim_method.formats.docx.lint.contrast import contrast
    from interim_method.formats.docx.lint.document import document
    from interim_method.formats.docx.lint.headings import headings
    from interim_method.formats.docx.lint.opened import opened
    from interim_method.formats.docx.lint.order import order
    from interim_method.formats.docx.lint.package import package
    from interim_method.formats.docx.lint.references import references
    from interim_method.formats.docx.lint.structure import structure
    from interim_method.formats.docx.lint.tables import tables

    file = opened(source)
    found: dict[str, list[Found]] = {name: [] for name in RULES}
    counted: Counter[str] = Counter()
    for check in (package, structure, references, document, headings, tables, content, contrast, order):
        for one in check(file):
            counted[one.rule] += 1
            if counted[one.rule] <= MOST:
                found[one.rule].append(one)
    return tuple(
        _finding(one, RULES[name], counted[name] - MOST if n == MOST else 0)
        for name, those in found.items()
        for n, one in enumerate(those, 1)
    )


def _finding(one: Found, rule: Rule, more: int) -> Finding:
    return Finding(
        rule=rule.name,
        severity=rule.severity,
        address=_address(one.part, one.element),
        message=one.message + (f" (and {more} more like it)" if more > 0 else ""),
        advice=rule.advice,
    )


def _address(part: str, element: Any) -> str:
    return part if element is None else f"{part}#{element.getroottree().getpath(element)}"
