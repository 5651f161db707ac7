"""Old files brought up to date: pure steps from one version's data to the next, before anything is read.

Whoever changes the form of a kind's data, or a default (which files leave out), raises its number in `CURRENT`
and registers a step. An engagement and a pilot embed a methodology in the form of their own version: a change
to the form of methodologies is a step of all three kinds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from interim_method.errors import DefinitionError, Fault

__all__ = ["CURRENT", "STEPS", "Step", "upgrade"]

Step: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""From the data of one version to that of the next. It leaves what it is given as it was."""

CURRENT: Final[dict[str, int]] = {"methodology": 1, "engagement": 1, "pilot": 1, "variant": 1}
"""The version that is written, by kind."""

STEPS: Final[dict[tuple[str, int], Step]] = {}
"""By kind and the version that the step starts from."""


def upgrade(kind: str, version: int, data: dict[str, Any]) -> dict[str, Any]:
    """*data* of a kind and version as the current version has it.

    Raises:
        DefinitionError: The data is not what its version says, and a step failed on it.
    """
    for start in range(version, CURRENT[kind]):
        try:
            data = STEPS[kind, start](data)
        except Exception as error:
            problem = (
                f"cannot be brought from version {start} to {start + 1}: {type(error).__name__}: {error}"
            )
            raise DefinitionError(
                [Fault("/data", problem, "the file is not what its version says")]
            ) from error
    return data
