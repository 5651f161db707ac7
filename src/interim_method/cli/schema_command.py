"""``interim-method schema``."""

from __future__ import annotations

import click

from interim_method import api
from interim_method.cli.options import as_json
from interim_method.cli.output import print_json

__all__ = ["command"]


@click.command("schema")
@click.argument("kind", type=click.Choice(["engagement", "methodology", "pilot"]), metavar="KIND")
@click.option("--methodology", "name", metavar="NAME", help="Allow only what this methodology has.")
@as_json
def command(kind: str, name: str | None, as_json: bool) -> None:
    """Print the JSON Schema (2020-12) of a kind of file: engagement, methodology or pilot.

    The answer is JSON in any case; with --json an error is, too.
    """
    method = api.methodology(name) if name else None
    print_json(api.json_schema(kind, methodology=method))
