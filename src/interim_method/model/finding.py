"""`Finding`: what a check, a writer or a preflight noticed. A value, never an exception."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

__all__ = ["Finding", "Severity"]

Severity = Literal["error", "warning", "advice"]


@frozen(kw_only=True)
class Finding:
    """Something noticed about a record or a file made from it.

    Attributes:
        rule: Name of the rule that found it, such as ``action-without-owner``.
        severity: ``error`` (not valid), ``warning`` (probably not meant), ``advice`` (worth a look).
        address: JSON Pointer to the place in the record.
        message: What was found, as a sentence in English.
        advice: What to do about it; may be empty.
    """

    rule: str
    severity: Severity
    address: str
    message: str
    advice: str = ""
