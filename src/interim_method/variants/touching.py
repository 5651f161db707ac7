"""Which values changes touch, so that two variants that touch one value without an order are found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from interim_method.model.methodology import Verb

__all__ = ["Path", "Touch", "Touched"]

Path: TypeAlias = tuple[str, ...]
"""An element's id and the parts of an address below it."""
Touch: TypeAlias = Verb | Literal["read", "need"]
"""How a value is touched: changed, read as a whole, or needed to be there."""

_HARMLESS: Final = {
    ("append", "append"),
    ("read", "read"),
    ("read", "need"),
    ("need", "read"),
    ("need", "need"),
}
"""Two touches of one value whose order does not matter, or is as given."""


class Touched:
    """Who touched what, so far.

    Two paths meet where one is the other or lies inside it: whoever sets a list changes what is in it.

    Args:
        before: Each variant → those that it says it comes after.
    """

    def __init__(self, before: Mapping[str, frozenset[str]]) -> None:
        self._before = before
        self._at: dict[Path, dict[str, set[Touch]]] = {}
        self._under: dict[Path, set[Path]] = {}

    def touch(self, variant: str, path: Path, how: Touch) -> str | None:
        """Note a touch; the variant that touched the same value although nothing says which comes first."""
        other = self._met(variant, path, how) if len(self._before) > 1 else None
        if path not in self._at:
            self._at[path] = {}
            for length in range(1, len(path)):
                self._under.setdefault(path[:length], set()).add(path)
        self._at[path].setdefault(variant, set()).add(how)
        return other

    def _met(self, variant: str, path: Path, how: Touch) -> str | None:
        around = [path[:length] for length in range(1, len(path) + 1)]
        for place in (*around, *self._under.get(path, ())):
            for other, touches in self._at.get(place, {}).items():
                if other == variant or other in self._before[variant]:
                    continue
                if any(not _harmless(how, touch, same=place == path) for touch in touches):
                    return other
        return None


def _harmless(one: Touch, other: Touch, *, same: bool) -> bool:
    """Whether two touches may come in either order."""
    if (one, other) in _HARMLESS:
        return True
    # That something has to be there does not mind what is changed inside it.
    return not same and "need" in (one, other)
