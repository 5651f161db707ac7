"""``interim-method export``."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from interim_method import api
from interim_method.cli.options import DATE, as_json, pairs
from interim_method.model import Engagement, Finding, Pilot

__all__ = ["command", "engagements_of"]


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--document", help="Its name; see: interim-method list documents.")
@click.option(
    "--to", "exporter", help="The format; that of the output's suffix where not said, docx without either."
)
@click.option("--of", "of", default="", help="Address to narrow the document to, such as /sessions/s1.")
@click.option("--edition", default="filled", show_default=True, help="blank, filled, facilitator or summary.")
@click.option("--language", help="ca, es, en…; the record's own where not said.")
@click.option(
    "--audience",
    type=click.Choice(["organisation", "group", "public"]),
    default="organisation",
    show_default=True,
    help="Whom it is for; what they may not see is left out.",
)
@click.option("--on", type=DATE, help="The day that figures are reckoned for.")
@click.option("--template", type=click.Path(), help="A house template.")
@click.option("-P", "--parameter", multiple=True, metavar="NAME=VALUE", help="A parameter of the document.")
@click.option("-O", "--option", multiple=True, metavar="NAME=VALUE", help="An option of the format.")
@click.option("-o", "--output", type=click.Path(), help="The file to write; - for standard output.")
@as_json
def command(
    file: str,
    document: str | None,
    exporter: str | None,
    of: str,
    edition: str,
    language: str | None,
    audience: str,
    on: date | None,
    template: str | None,
    parameter: tuple[str, ...],
    option: tuple[str, ...],
    output: str | None,
    as_json: bool,
) -> None:
    """Write a document of a record, or the record in another format."""
    record = api.load(file)
    arguments: dict[str, Any] = {
        "document": document,
        "to": exporter,
        "of": of,
        "edition": edition,
        "language": language,
        "audience": audience,
        "on": on,
        "template": template,
        "parameters": pairs(parameter, "-P"),
        "options": pairs(option, "-O"),
        "engagements": engagements_of(record, Path(file).parent),
    }
    if output == "-":
        arguments["to"] = exporter or "docx"
        findings = api.export(record, sys.stdout.buffer, **arguments)
        _report(findings)
        return
    target = output or _default(record, file, document, exporter, edition, language)
    if output is None and exporter is None:
        arguments["to"] = "docx" if document else "json"
    findings = api.export(record, target, **arguments)
    if as_json:
        listed = [_finding(f) for f in findings]
        click.echo(json.dumps({"file": target, "findings": listed}, ensure_ascii=False, indent=2))
    else:
        _report(findings)
        click.echo(target)


def _default(
    record: Any, file: str, document: str | None, exporter: str | None, edition: str, language: str | None
) -> str:
    """A readable name beside where the command is run: that of the document, and its edition."""
    host = api.default_host()
    if document is None:
        return str(Path(file).with_suffix((host.exporter(exporter or "json").suffixes or (".out",))[0]).name)
    offer = host.document(document)
    suffix = (host.exporter(exporter or "docx").suffixes or (".out",))[0]
    tail = "" if edition == "filled" else f"-{edition}"
    return f"{offer.file(language or str(getattr(record, 'language', 'en')))}{tail}{suffix}"


def engagements_of(record: Any, folder: Path) -> tuple[Engagement, ...]:
    """The engagements that a pilot refers to, from the files beside it."""
    if not isinstance(record, Pilot):
        return ()
    found = (api.load(folder / ref.file, kind="engagement") for ref in record.engagements if ref.file)
    return tuple(e for e in found if isinstance(e, Engagement))


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "address": finding.address,
        "message": finding.message,
        "advice": finding.advice,
    }


def _report(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        place = f"{finding.address}: " if finding.address else ""
        click.secho(f"{finding.severity}: {place}{finding.message}", fg="yellow", err=True)
