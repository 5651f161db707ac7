"""``interim-method export``."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interim_method import api
from interim_method.cli.names import document_stem
from interim_method.cli.options import DATE, as_json, images, pairs
from interim_method.cli.output import finding_data, print_finding, print_json
from interim_method.errors import FileError, InterimMethodError
from interim_method.model import Engagement, Pilot, parts
from interim_method.plugin import ExporterOffer

if TYPE_CHECKING:
    from interim_method.api import ExportJob

__all__ = ["command", "engagements_of"]


@click.command("export")
@click.argument("file", metavar="FILE")
@click.option("--document", metavar="NAME", help="See: interim-method list documents.")
@click.option(
    "--to",
    "exporter",
    metavar="FORMAT",
    help="docx, markdown, json…; that of the output's suffix where not said, docx without either.",
)
@click.option(
    "--of", default="", metavar="ADDRESS", help="Narrow it to one session, step or other part: /sessions/s1."
)
@click.option(
    "--edition",
    metavar="EDITION",
    default="filled",
    show_default=True,
    help="blank, filled, facilitator or summary, as the document has them.",
)
@click.option("--language", metavar="TAG", help="ca, es, en…; the record's own where not said.")
@click.option(
    "--audience",
    metavar="AUDIENCE",
    default="organisation",
    show_default=True,
    help="organisation, group or public; what they may not see is left out.",
)
@click.option("--on", type=DATE, help="The day that figures are reckoned for.")
@click.option(
    "--terminology",
    metavar="NAME|FILE",
    help="The organisation’s own words, by name or in a file; the record’s own where not said.",
)
@click.option("--template", metavar="FILE", help="A house template: a file, or the name of one in a plug-in.")
@images
@click.option("-P", "--parameter", multiple=True, metavar="NAME=VALUE", help="A parameter of the document.")
@click.option("-O", "--option", multiple=True, metavar="NAME=VALUE", help="An option of the format.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The file to write, or - for standard output; named after the document where not said.",
)
@click.option(
    "--copies",
    type=click.IntRange(1, 999),
    metavar="N",
    help="Write N blank copies to hand out: sheet-01.docx, sheet-02.docx…",
)
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
    terminology: str | None,
    template: str | None,
    images: str | None,
    strict_images: bool,
    parameter: tuple[str, ...],
    option: tuple[str, ...],
    output: str | None,
    copies: int | None,
    as_json: bool,
) -> None:
    """Write a document of a record, or the record in another format.

    A file that is there is replaced, as a whole or not at all. The engagements of a pilot are read from the
    files beside it.

    \b
    interim-method export engagement.json --document action-plan
    interim-method export engagement.json --document minutes \\
        --of /sessions/s1 --language es -o acta.docx
    """
    parameters, options = pairs(parameter, "-P"), pairs(option, "-O")
    if copies and (output == "-" or document is None):
        raise click.UsageError("--copies are files of a document: say --document NAME, and not -o -")
    if copies:
        edition = "blank"
    if output == "-" and as_json:
        raise click.UsageError("--json and -o - both want standard output: leave one of them out")
    record = api.load(file)
    host = api.default_host()
    offer = _exporter(exporter, output, document)
    arguments: dict[str, Any] = {
        "document": document,
        "to": offer.name,
        "of": of,
        "edition": edition,
        "language": language,
        "audience": audience,
        "on": on,
        "terminology": terminology,
        "template": template,
        "images": images,
        "strict_images": strict_images,
        "parameters": parameters,
        "options": options,
    }
    if isinstance(record, Pilot) and document is not None:
        arguments["engagements"] = engagements_of(record, Path(file).parent)
    if output == "-":
        _to_standard_output(record, offer, arguments)
        return
    if output is None:
        suffix = offer.suffixes[0] if offer.suffixes else f".{offer.name}"
        if document is None:
            output = Path(file).stem + suffix
            if Path(output).absolute() == Path(file).absolute():
                raise click.UsageError("say the file to write: -o FILE")
        else:
            tag = language or str(getattr(record, "language", "en"))
            part = parts(of)[-1] if of else ""
            output = document_stem(host.document(document), tag, edition, part) + suffix
    if copies:
        _hand_out(api.copies(record, output, copies, **arguments), as_json=as_json)
        return
    findings = api.export(record, output, **arguments)
    if as_json:
        print_json({"file": output, "findings": [finding_data(finding) for finding in findings]})
        return
    for finding in findings:
        print_finding(finding.severity, finding.address, finding.message, finding.advice, err=True)
    click.echo(output)


def _hand_out(jobs: tuple[ExportJob, ...], *, as_json: bool) -> None:
    """Write copies, and say which."""
    written = api.export_many(jobs)
    for _, result in written:
        if isinstance(result, InterimMethodError):
            raise result
    if as_json:
        print_json({"files": [job.target for job, _ in written]})
        return
    for job, _ in written:
        click.echo(job.target)


def _exporter(named: str | None, output: str | None, document: str | None) -> ExporterOffer:
    host = api.default_host()
    if named is not None:
        return host.exporter(named)
    if output is not None and output != "-":
        return host.exporter_for(output)
    return host.exporter("docx" if document else "json")


def _to_standard_output(record: Any, offer: ExporterOffer, arguments: dict[str, Any]) -> None:
    if sys.stdout.isatty() and not offer.media_type.startswith(("text/", "application/json")):
        raise click.UsageError(f"{offer.name} is not for a terminal: pipe it on, or say a file with -o")
    # All of it or nothing: whoever reads the pipe should not get half a file.
    whole = io.BytesIO()
    findings = api.export(record, whole, **arguments)
    sys.stdout.buffer.write(whole.getvalue())
    sys.stdout.buffer.flush()
    for finding in findings:
        print_finding(finding.severity, finding.address, finding.message, finding.advice, err=True)


def engagements_of(pilot: Pilot, folder: Path) -> tuple[Engagement, ...]:
    """The engagements that a pilot refers to, from the files beside it.

    Raises:
        FileError: One that it names a file for is not there, or cannot be read, or is another one.
    """
    found = []
    for reference in pilot.engagements:
        if not reference.file:
            continue
        file = folder / reference.file
        said = f"the pilot {pilot.id!r} names it as the record of its engagement {reference.id!r}"
        try:
            engagement = api.load(file, kind="engagement")
        except FileError as error:
            error.add_note(said)
            raise
        if engagement.id != reference.id:
            raise FileError(f"holds the engagement {engagement.id!r}, and {said}", str(file))
        found.append(engagement)
    return tuple(found)
