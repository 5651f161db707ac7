"""What a block has to know of the place where it stands."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["Here"]


class Here(NamedTuple):
    """The place of a block.

    Attributes:
        level: The level of the heading that it stands below; 1 is the title of the page.
        stage: The change stage in whose colour it stands.
        board: Whether it lies in a cell of a board.
        collection: Whether it lies in a row or card of a growing set.
        wide: Whether it has a lying page for itself.
        headless: Whether headings may not stand here, as in the header of a table.
    """

    level: int = 1
    stage: str | None = None
    board: bool = False
    collection: bool = False
    wide: bool = False
    headless: bool = False

    def inside(self, **changes: Any) -> Here:
        """A place within this one."""
        return self._replace(**changes)
