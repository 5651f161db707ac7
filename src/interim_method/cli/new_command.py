"""``interim-method new``."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path

import click

from interim_method import api
from interim_method.cli.names import slug
from interim_method.cli.options import DATE, as_json
from interim_method.cli.output import print_json
from interim_method.errors import FileError
from interim_method.model import Engagement, Organisation

__all__ = ["command"]


@click.command("new")
@click.option(
    "--methodology",
    "name",
    metavar="NAME",
    default="interim-executive",
    show_default=True,
    help="See: interim-method list methodologies.",
)
@click.option(
    "--variant",
    "variants",
    metavar="NAME",
    multiple=True,
    help="Changes to the methodology: a name, or a TOML or JSON file; may be repeated.",
)
@click.option("--organisation", metavar="NAME", required=True, help="The organisation's name.")
@click.option(
    "--language",
    metavar="TAG",
    default="ca",
    show_default=True,
    help="The language that the record is written in: ca, es, en…",
)
@click.option(
    "--terminology",
    metavar="NAME|FILE",
    help="The organisation’s own words, by name or in a file; they travel with the record.",
)
@click.option("--started", type=DATE, help="The first day, such as 2026-01-31; today where not said.")
@click.option(
    "--id", "key", metavar="ID", help="Id of the record; made of the organisation's name where not said."
)
@click.option("--force", is_flag=True, help="Replace the file where there is one.")
@click.option("-o", "--output", metavar="FILE", required=True, help="The file to write.")
@as_json
def command(
    name: str,
    variants: tuple[str, ...],
    organisation: str,
    language: str,
    terminology: str | None,
    started: date | None,
    key: str | None,
    force: bool,
    output: str,
    as_json: bool,
) -> None:
    """Begin the record of an organisation's way through a methodology.

    \b
    interim-method new --organisation "Cooperativa Exemple" -o engagement.json
    """
    if not organisation.strip():
        raise click.UsageError("--organisation is empty: say the organisation's name")
    if Path(output).exists() and not force:
        raise FileError("is there already; say another file, or --force to replace it", output)
    method = api.methodology(name, variants=variants)
    own = None if terminology is None else api.terminology(terminology, methodology=method)
    # The command line is where the clock may be read: a record itself never does.
    first = started or date.today()  # noqa: DTZ011
    record = Engagement.start(
        method,
        organisation=Organisation(name=organisation),
        started=first,
        language=language,
        id=key or slug(organisation),
        terminology=own,
    )
    written = api.dump(record, output)
    if as_json:
        print_json({"file": output, "id": written.id, "revision": written.revision})
    else:
        click.echo(f"{output}: the record of {organisation}, to begin on {first.isoformat()}.")
        file = shlex.quote(output)
        click.echo(f"Next: interim-method export {file} --document agreement --edition blank")
