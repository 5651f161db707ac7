"""Real Word files by others, in a folder beside the checkout; tests that use them are skipped where it is not."""

from __future__ import annotations

from pathlib import Path

__all__ = ["BROKEN", "TEMPLATES"]

_CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
BROKEN = _CORPUS / "broken"
TEMPLATES = _CORPUS / "templates"
