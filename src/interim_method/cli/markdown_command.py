"""``interim-method markdown``."""

from __future__ import annotations

from pathlib import Path

import click

from interim_method import api
from interim_method.errors import FileError

__all__ = ["command"]


@click.command("markdown")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--language", default="en", show_default=True, help="The language of the text.")
@click.option("--title", default="", help="The title; the first heading where not said.")
@click.option("--to", "exporter", help="The format; that of the output's suffix where not said.")
@click.option("--template", type=click.Path(), help="A house template.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help="The file to write.")
def command(
    file: str, language: str, title: str, exporter: str | None, template: str | None, output: str
) -> None:
    """Turn a Markdown file into another format."""
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"is not UTF-8 text: {error.reason} at byte {error.start}", file) from None
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror}", file) from None
    document = api.document_from_markdown(text, title=title, language=language)
    for finding in api.export(document, output, to=exporter, template=template):
        click.secho(f"{finding.severity}: {finding.message}", fg="yellow", err=True)
    click.echo(output)
