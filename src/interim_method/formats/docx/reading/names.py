"""The names of the elements that a reader meets."""

from __future__ import annotations

from typing import Any, Final

from interim_method.formats.docx.oxml import NAMESPACES

__all__ = ["MC", "OFF", "R", "W", "W14", "is_on", "value"]

W: Final = f"{{{NAMESPACES['w']}}}"
R: Final = f"{{{NAMESPACES['r']}}}"
MC: Final = f"{{{NAMESPACES['mc']}}}"
W14: Final = f"{{{NAMESPACES['w14']}}}"
OFF: Final = ("0", "false", "off", "none")
"""How a switch says that it is off."""
_VAL: Final = f"{W}val"


def value(parent: Any, path: str, otherwise: str = "") -> str:
    """What the element at *path* below *parent* says."""
    found = parent.find(path) if parent is not None else None
    return str(found.get(_VAL, otherwise)) if found is not None else otherwise


def is_on(parent: Any, path: str) -> bool:
    """Whether the element at *path* is there and not switched off."""
    found = parent.find(path) if parent is not None else None
    return found is not None and found.get(_VAL, "true") not in OFF
