"""``interim-method schema``."""

from __future__ import annotations

import json

import click

from interim_method import api

__all__ = ["command"]


@click.command("schema")
@click.argument("kind", type=click.Choice(["engagement", "methodology", "pilot"]))
@click.option("--methodology", "name", help="Allow only what this methodology has.")
def command(kind: str, name: str | None) -> None:
    """Print the JSON Schema (2020-12) of a kind of file."""
    method = api.methodology(name) if name else None
    click.echo(json.dumps(api.json_schema(kind, methodology=method), ensure_ascii=False, indent=2))
