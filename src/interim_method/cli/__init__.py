"""The command line."""

from __future__ import annotations

import gc
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command ``interim-method``."""
    # What a command imports and reads it keeps until it ends. Looking through all of it for garbage, while it
    # starts and again when the process ends, would take a third of its time. Long commands still collect theirs.
    gc.set_threshold(100_000, 20, 100)
    try:
        import click  # noqa: F401
        import rich  # noqa: F401
    except ImportError:
        sys.stderr.write('The command line needs an extra: pip install "interim-method[cli]"\n')
        raise SystemExit(2) from None
    try:
        from interim_method.cli.app import app

        # A terminal that lacks a character of ours gets its number, and no traceback.
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        app(prog_name="interim-method")
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    finally:
        gc.freeze()
