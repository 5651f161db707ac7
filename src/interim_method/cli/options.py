"""Options that several commands share, and how they are read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

__all__ = ["DATE", "as_json", "pairs"]


if TYPE_CHECKING:
    _Base = click.ParamType[date]
else:  # not generic in every version of click
    _Base = click.ParamType


class _Date(_Base):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2026-01-31", param, ctx)


DATE = _Date()

as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")


def pairs(given: tuple[str, ...], option: str) -> dict[str, str]:
    """``name=value`` pairs as a mapping.

    Raises:
        click.UsageError: One that is not such a pair.
    """
    found = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"{option} takes name=value, not {pair!r}")
        found[name] = value
    return found
