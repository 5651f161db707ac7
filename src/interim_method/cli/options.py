"""Options that several commands share, and how they are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

__all__ = ["DATE", "as_json", "images", "pairs"]


_F = TypeVar("_F", bound=Callable[..., Any])

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
            # Python also reads forms that nobody here writes, such as 20260131.
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        return self.fail(f"{value!r} is not a date such as 2026-01-31", param, ctx)


DATE = _Date()

as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")


def images(command: _F) -> _F:
    """The two options of a command that writes documents with pictures."""
    strict = click.option("--strict-images", is_flag=True, help="A picture that cannot be shown is an error.")
    folder = click.option(
        "--images", metavar="DIR", help="The folder that pictures lie in; no other is opened."
    )
    return folder(strict(command))


def pairs(given: tuple[str, ...], option: str) -> dict[str, str]:
    """``name=value`` pairs as a mapping.

    Raises:
        click.UsageError: One that is not such a pair, or a name that is given twice.
    """
    found: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"{option} takes name=value, not {pair!r}")
        if name in found:
            raise click.UsageError(f"{option} gives {name!r} twice")
        found[name] = value
    return found
