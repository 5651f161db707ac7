"""Changes to a methodology: what they are made of, and how they are resolved.

The names load on first use: `Variant`, the three verbs `Add`, `Change` and `Remove`, a patch for every kind of
element, such as `StepPatch`, and `resolve`.
"""

from __future__ import annotations

from interim_method.model.variant import Add, Change, ChangeOf, Patch, Remove, Variant
from interim_method.variants.resolution import resolve

__all__ = ["Add", "Change", "ChangeOf", "Patch", "Remove", "Variant", "resolve"]
