"""``interim-method markdown``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from interim_method import api
from interim_method.cli.options import as_json, images
from interim_method.cli.output import finding_data, print_finding, print_json
from interim_method.errors import DefinitionError, FileError

__all__ = ["command"]


@click.command("markdown")
@click.argument("file", metavar="FILE")
@click.option("--language", metavar="TAG", help="The language of the text; en where nothing says.")
@click.option("--title", default="", help="The title; the heading above everything else where not said.")
@click.option("--author", default="", help="Who wrote it.")
@click.option("--contents", is_flag=True, help="Begin with a table of contents.")
@click.option("--to", "exporter", metavar="FORMAT", help="docx…; that of the output's suffix where not said.")
@click.option("--template", metavar="FILE", help="A house template.")
@images
@click.option("-o", "--output", metavar="FILE", required=True, help="The file to write.")
@as_json
def command(
    file: str,
    language: str | None,
    title: str,
    author: str,
    contents: bool,
    exporter: str | None,
    template: str | None,
    images: str | None,
    strict_images: bool,
    output: str,
    as_json: bool,
) -> None:
    """Turn a Markdown file into another format; FILE - is standard input.

    Front matter may say title, language, author and more; what is said here goes before it.

    \b
    interim-method markdown notes.md -o notes.docx --contents --images pictures
    """
    text = _read(file)
    said: dict[str, Any] = {"title": title, "language": language, "author": author, "contents": contents}
    # What is said at the command line is looked at first, so that a fault left is one of the file.
    api.document_from_markdown("", **said)
    try:
        document = api.document_from_markdown(text, **said)
    except DefinitionError as error:
        raise FileError(str(error), "standard input" if file == "-" else file) from None
    findings = api.export(
        document, output, to=exporter, template=template, images=images, strict_images=strict_images
    )
    if as_json:
        print_json({"file": output, "findings": [finding_data(finding) for finding in findings]})
        return
    for finding in findings:
        print_finding(finding.severity, finding.address, finding.message, finding.advice, err=True)
    click.echo(output)


def _read(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except IsADirectoryError:
        raise FileError("is a directory, not a file", file) from None
    except FileNotFoundError:
        raise FileError("there is no such file", file) from None
    except (OSError, ValueError) as error:
        raise FileError(f"cannot be read: {getattr(error, 'strerror', None) or error}", file) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(f"is not UTF-8 text: {error.reason} in line {line}", file) from None
