"""The command line."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command ``interim-method``."""
    try:
        import click  # noqa: F401
        import rich  # noqa: F401
    except ImportError:
        sys.stderr.write('The command line needs an extra: pip install "interim-method[cli]"\n')
        raise SystemExit(2) from None
    from interim_method.cli.app import app

    app(prog_name="interim-method")
