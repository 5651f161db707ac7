"""What documents are drawn in, whatever the format: ink, lines, and the colour of each change stage."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["HAIRLINE", "INK", "MUTED", "PAPER", "Shade", "shade"]

INK: Final = "1F2328"
MUTED: Final = "586069"
HAIRLINE: Final = "D0D4D9"
PAPER: Final = "F4F5F7"
"""The tint of what serves no change stage."""


class Shade(NamedTuple):
    """A colour for signs and lines, and the tint of its fields and bands."""

    colour: str
    tint: str


_SHADES: Final = {
    "problem": Shade("A3352B", "F6EBEA"),
    "awareness": Shade("8A5A00", "F3EEE6"),
    "want": Shade("7A3E8E", "F2ECF4"),
    "can": Shade("1F5FA8", "E9EFF6"),
    "do": Shade("2C6E3F", "EAF0EC"),
}
_NEUTRAL: Final = Shade(MUTED, PAPER)


def shade(stage: str | None) -> Shade:
    """What a change stage is drawn in; neutral for none and for stages of other methodologies."""
    return _SHADES.get(stage or "", _NEUTRAL)
