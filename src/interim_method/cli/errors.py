"""From errors to one message and an exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from interim_method.errors import (
    DefinitionError,
    ExportError,
    InterimMethodError,
    MissingExtra,
    UnknownName,
    VariantError,
)

__all__ = ["FAULT", "FOUND", "USAGE", "code_of", "reported"]

FOUND: Final = 1
USAGE: Final = 2
FAULT: Final = 3


def code_of(error: InterimMethodError) -> int:
    """The exit code of an error: wrong use, or something that was asked for at fault."""
    if isinstance(error, (UnknownName, DefinitionError, VariantError, MissingExtra)):
        return USAGE
    if type(error) is ExportError and not error.target:
        return USAGE  # said wrongly; a target or a template at fault is named
    return FAULT


@contextmanager
def reported(ctx: click.Context) -> Iterator[None]:
    """Report an error of ours once, without a traceback, and leave with its exit code."""
    try:
        yield
    except InterimMethodError as error:
        notes = [f"  {note}" for note in getattr(error, "__notes__", ())]
        message = "\n".join([str(error), *notes])
        if "--json" in sys.argv:
            faults = [
                {"address": f.address, "problem": f.problem, "advice": f.advice}
                for f in getattr(error, "faults", ())
            ]
            said = {"error": {"type": type(error).__name__, "message": str(error), "faults": faults}}
            click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        else:
            click.secho(f"error: {message}", fg="red", err=True)
        ctx.exit(code_of(error))
    except BrokenPipeError:
        sys.stderr.close()
        ctx.exit(0)
