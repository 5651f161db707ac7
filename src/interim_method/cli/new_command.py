"""``interim-method new``."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import click

from interim_method import api
from interim_method.cli.options import DATE, as_json
from interim_method.errors import FileError
from interim_method.model import Engagement, Organisation

__all__ = ["command", "slug"]


@click.command("new")
@click.option("--methodology", "name", default="interim-executive", show_default=True, help="Its name.")
@click.option("--organisation", required=True, help="The organisation's name.")
@click.option(
    "--language", default="ca", show_default=True, help="The language that the record is written in."
)
@click.option("--started", type=DATE, default=None, help="First day; today where not said.")
@click.option(
    "--id", "key", default=None, help="Id of the record; made of the organisation's name where not said."
)
@click.option("--force", is_flag=True, help="Replace the file where there is one.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help="The file to write.")
@as_json
def command(
    name: str,
    organisation: str,
    language: str,
    started: date | None,
    key: str | None,
    force: bool,
    output: str,
    as_json: bool,
) -> None:
    """Begin the record of an organisation's way through a methodology."""
    import json
    from pathlib import Path

    if Path(output).exists() and not force:
        raise FileError("is there already; say another file, or --force to replace it", output)
    method = api.methodology(name)
    # The command line is where the clock may be read: a record itself never does.
    first = started or date.today()  # noqa: DTZ011
    record = Engagement.start(
        method,
        organisation=Organisation(name=organisation),
        started=first,
        language=language,
        id=key or slug(organisation),
    )
    written = api.dump(record, output)
    if as_json:
        click.echo(json.dumps({"file": output, "id": written.id, "revision": written.revision}))
    else:
        click.echo(f"{output}: the record of {organisation}, to begin on {first.isoformat()}.")
        click.echo(f"Next: interim-method export {output} --document session-sheet --edition blank")


def slug(text: str, otherwise: str = "engagement") -> str:
    """*text* as an id or a part of a file name: lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:63].strip("-")
    return made if made[:1].isalpha() else otherwise
