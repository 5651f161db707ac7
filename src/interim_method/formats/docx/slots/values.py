"""Where the values of slots come from."""

from __future__ import annotations

from typing import Any, Protocol

from interim_method.markup import tree

__all__ = ["Values"]


class Values(Protocol):
    """Gives the values at addresses of a record; a `Job` does."""

    @property
    def subject(self) -> Any:
        """The record; None where there is none."""
        ...

    @property
    def parts(self) -> tuple[str, ...]:
        """What the parts of the document may be called."""
        ...

    def field_at(self, address: str) -> tree.Field:
        """The place at an address, with its value as the document would show it.

        Raises:
            AddressError: It leads nowhere.
        """
        ...
