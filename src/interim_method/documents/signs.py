"""Signs that stand beside words, the same in every language: meaning never rests on colour alone."""

from typing import Final

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
}
