"""``interim-method set``."""

from __future__ import annotations

import json

import click

from interim_method import api
from interim_method.cli.options import as_json
from interim_method.errors import DefinitionError
from interim_method.forms.values import from_text
from interim_method.model import Text, parts, place, put

__all__ = ["command"]


@click.command("set")
@click.argument("file", type=click.Path(dir_okay=False))
@click.argument("address")
@click.argument("value")
@as_json
def command(file: str, address: str, value: str, as_json: bool) -> None:
    """Change one value of a record: FILE ADDRESS VALUE, as in

    interim-method set engagement.json /actions/a03/status done

    ADDRESS names fields and ids, never positions. Behind a text, a language: /actions/a03/title/es. Dates are
    2026-01-31, hours are minutes (90) or 1.5h, money is 140 EUR, several choices stand with commas between.
    """
    record = api.load(file)
    tokens = parts(address)
    try:
        spot = place(record, address)
        new = value if isinstance(spot.owner, Text) else from_text(value, spot.type)
    except DefinitionError as error:
        above = address.rpartition("/")[0]
        if len(tokens) < 2 or not isinstance(place(record, above).value, (str, Text)):
            raise error.below(address) if not error.faults[0].address else error from None
        new = value  # a language that the text does not have yet
    changed = put(record, address, new)
    written = api.dump(changed, file, expect=getattr(record, "revision", None))
    if as_json:
        revision = getattr(written, "revision", None)
        click.echo(json.dumps({"file": file, "address": address, "revision": revision}))
    else:
        click.echo(f"{file}: {address} is now {value}")
