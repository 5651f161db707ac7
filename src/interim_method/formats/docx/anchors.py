"""What the names of our anchors begin with: tags of content controls, and bookmarks."""

from __future__ import annotations

from typing import Final

__all__ = ["BOOKMARK", "TAG"]

TAG: Final = "im:"
BOOKMARK: Final = "im_"
