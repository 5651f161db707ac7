"""The scale that a question is answered on, and what its ends mean."""

from __future__ import annotations

from interim_method.documents.context import Context, Said
from interim_method.model import Methodology, Prompt, RatingScale

__all__ = ["ends", "scale_of"]


def scale_of(methodology: Methodology, prompt: Prompt) -> RatingScale | None:
    """The scale that a prompt is answered on, where it names one."""
    found = methodology.elements.get(prompt.scale)
    return found if isinstance(found, RatingScale) else None


def ends(ctx: Context, low: int, high: int, low_label: Said, high_label: Said) -> str:
    """What the ends of a scale mean: *1 = gens d’acord · 5 = molt d’acord*; empty where nobody said."""
    said = [f"{n} = {ctx.text(label)}" for n, label in ((low, low_label), (high, high_label)) if label]
    return " · ".join(said)
