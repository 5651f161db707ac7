"""From errors to one message and an exit code."""

from __future__ import annotations

from typing import Any, Final

import click

from interim_method.cli.output import print_json
from interim_method.errors import (
    DefinitionError,
    ExportError,
    InterimMethodError,
    MissingExtra,
    TemplateError,
    UnknownName,
    VariantError,
)

__all__ = ["FAULT", "FOUND", "INTERRUPTED", "PIPE", "USAGE", "code_of", "report", "report_usage"]

FOUND: Final = 1
USAGE: Final = 2
FAULT: Final = 3
INTERRUPTED: Final = 130
"""As shells say it of a program that Ctrl-C ended."""
PIPE: Final = 141
"""As shells say it of a program whose reader went away."""


def code_of(error: InterimMethodError) -> int:
    """The exit code of an error: wrong use, or something that was asked for at fault."""
    if isinstance(error, (UnknownName, DefinitionError, VariantError, MissingExtra)):
        return USAGE
    if isinstance(error, ExportError) and not isinstance(error, TemplateError) and not error.target:
        return USAGE  # said wrongly; a target or a template at fault is named
    return FAULT


def report(error: Exception, *, as_json: bool) -> None:
    """Say an error once: on standard error for people, on standard output for programs."""
    message = "\n  ".join([str(error), *getattr(error, "__notes__", ())])
    if as_json:
        faults = [
            {"address": fault.address, "problem": fault.problem, "advice": fault.advice}
            | ({"line": fault.line} if fault.line else {})
            for fault in getattr(error, "faults", ())
        ]
        _as_json(type(error).__name__, message, faults)
    else:
        click.secho(f"error: {message}", fg="red", err=True)


def report_usage(error: click.ClickException, *, as_json: bool) -> None:
    """Say what was wrong in how a command was called."""
    if as_json:
        _as_json("UsageError", error.format_message(), [])
    else:
        error.show()


def _as_json(kind: str, message: str, faults: list[dict[str, Any]]) -> None:
    print_json({"error": {"type": kind, "message": message, "faults": faults}})
