"""Signs and codes that stand beside words, the same in every language: meaning never rests on colour alone."""

from typing import Final

__all__ = ["SIGNS", "code"]

SIGNS: Final[dict[str, str]] = {
    "status.to-do": "○",
    "status.in-progress": "◐",
    "status.blocked": "▲",
    "status.done": "●",
    "status.dropped": "×",
    "verdict.supported": "✓",
    "verdict.open": "~",
    "verdict.refuted": "✗",
    "verdict.not-assessed": "–",
    "certainty.fact": "●",
    "certainty.assumption": "○",
    "evidence.full": "●",
    "evidence.partial": "◐",
    "evidence.none": "○",
    "source.seed": "◆",
    "source.translation": "◈",
    "source.public": "▣",
    "source.reconstructed": "◇",
    "source.variant": "△",
    "source.own": "▽",
}


def code(key: str) -> str:
    """An id as people write it on a wall: *A03*."""
    return key.upper()
