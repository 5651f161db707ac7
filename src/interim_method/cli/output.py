"""What commands print: text that fits the terminal, and JSON for programs."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from datetime import date
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from interim_method.model import Finding

__all__ = [
    "finding_data",
    "print_finding",
    "print_json",
    "print_wrapped",
    "singular_or_plural",
    "value_data",
    "wrapped",
]

_LOOK = {"error": ("✗", "red"), "warning": ("▲", "yellow"), "advice": ("·", "cyan")}
_WIDEST = 100


def print_json(data: Any) -> None:
    """*data* as JSON on standard output, in characters that it can take."""
    unicode = (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
    click.echo(json.dumps(data, ensure_ascii=not unicode, indent=2))


def wrapped(text: str, *, first: str = "", rest: str = "") -> str:
    """*text* in lines that fit the terminal, the first behind *first*, the others behind *rest*."""
    width = min(shutil.get_terminal_size().columns, _WIDEST) - 1
    lines = textwrap.wrap(
        text,
        max(width, 40),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def print_wrapped(text: str, *, first: str = "", rest: str = "", err: bool = False, **style: Any) -> None:
    """Print *text* as `wrapped` gives it."""
    click.secho(wrapped(text, first=first, rest=rest), err=err, **style)


def print_finding(severity: str, address: str, message: str, advice: str = "", *, err: bool = False) -> None:
    """A finding: its sign, its place, what it says, and what to do."""
    sign, colour = _LOOK[severity]
    mark = click.style(sign, fg=colour)
    if address:
        click.echo(f"  {mark} {click.style(address, bold=True)}", err=err)
        print_wrapped(message, first="    ", rest="    ", err=err)
    else:
        click.echo(f"  {mark} " + wrapped(message, first="    ", rest="    ")[4:], err=err)
    if advice:
        print_wrapped(advice, first="    → ", rest="      ", err=err, dim=True)


def finding_data(finding: Finding) -> dict[str, str]:
    """A finding as data."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "address": finding.address,
        "message": finding.message,
        "advice": finding.advice,
    }


def value_data(value: Any) -> Any:
    """A value of a record as data."""
    from interim_method.model import Money, Text

    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case Money():
            return {"amount": value.amount, "currency": value.currency}
        case Text():
            return dict(value)
        case tuple():
            return [value_data(one) for one in value]
        case _:
            return str(value)


def singular_or_plural(number: int, noun: str) -> str:
    """*number* of something: ``1 error``, ``2 errors``."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
