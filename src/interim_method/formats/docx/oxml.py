"""The XML that emitters write: namespaces and escaping."""

from __future__ import annotations

from typing import Final

from interim_method.formats.writing.texts import printable as clean

__all__ = ["NAMESPACES", "ROOT", "attribute", "clean", "escape"]

NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}

ROOT: Final = " ".join(f'xmlns:{p}="{u}"' for p, u in NAMESPACES.items()) + ' mc:Ignorable="w14"'
"""What the root of every part with text declares."""


def escape(text: str) -> str:
    """*text* as the content of an element."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def attribute(text: str) -> str:
    """*text* as the value of an attribute in double quotes."""
    return escape(clean(text)).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
