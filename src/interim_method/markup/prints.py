"""Prints of texts: short, and the same for texts that differ in white space alone."""

from __future__ import annotations

import hashlib

__all__ = ["fingerprint"]


def fingerprint(text: str) -> str:
    """A short print of a text that white space does not change."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]
