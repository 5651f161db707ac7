"""``interim-method demo``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs
import click

from interim_method import api
from interim_method.cli.errors import FAULT
from interim_method.cli.new_command import slug
from interim_method.errors import ExportError, InterimMethodError
from interim_method.methodologies import interim_executive
from interim_method.methodologies.interim_executive import example
from interim_method.model import Activity, Engagement, Pilot, Step, Text
from interim_method.plugin import DocumentOffer

__all__ = ["command", "jobs"]

LANGUAGES: Final = ("ca", "es", "en")
FORMATS: Final = ("docx", "md")
FIRST: Final = ("agreement", "action-plan", "diagnosis", "hours")


@click.command("demo")
@click.argument("folder", type=click.Path(file_okay=False), default="interim-method-demo")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(LANGUAGES),
    help="Only this one; may be repeated.",
)
@click.option(
    "--to", "formats", multiple=True, type=click.Choice(FORMATS), help="Only this format; may be repeated."
)
@click.pass_context
def command(ctx: click.Context, folder: str, languages: tuple[str, ...], formats: tuple[str, ...]) -> None:
    """Make every document of the fictional example, in every edition and language, in FOLDER.

    FOLDER/records holds the records, FOLDER/<language> the documents, numbered in the order of use.
    """
    out = Path(folder)
    made = list(jobs(out, languages or LANGUAGES, formats or FORMATS))
    _records(out)
    for parent in {Path(job.target).parent for job in made}:
        _folder(parent)
    failed = _run(made)
    for job, error in failed:
        click.secho(f"error: {job.target}: {error}", fg="red", err=True)
    if failed:
        ctx.exit(FAULT)
    _first(out, made, (languages or LANGUAGES)[0])


def jobs(out: Path, languages: tuple[str, ...], formats: tuple[str, ...]) -> Iterator[api.ExportJob]:
    """Every export of the demonstration, by language in the order of use."""
    nespra = example.engagement()
    pilot = example.pilot()
    engagements = tuple(example.engagements())
    slides = interim_executive.slides_pilot()
    host = api.default_host()
    for language in languages:
        for offer in host.documents:
            # The account of the experience is the slides': of the real pilot, which published no results.
            subject: Any = nespra if "engagement" in offer.subjects else pilot
            if offer.name == "experience":
                subject = slides
            for edition in offer.editions:
                for of, part in _parts(offer, edition, subject, language):
                    name = f"{offer.order:02}-{_file(offer, language, part, edition)}"
                    for suffix in formats:
                        yield api.ExportJob(
                            subject=subject,
                            target=str(out / language / f"{name}.{suffix}"),
                            arguments=dict(
                                document=offer.name,
                                edition=edition,
                                language=language,
                                of=of,
                                audience="public" if subject is slides else "organisation",
                                engagements=engagements if subject is pilot else (),
                            ),
                        )


def _parts(offer: DocumentOffer, edition: str, subject: Any, language: str) -> Iterator[tuple[str, str]]:
    """What a document is made for, one by one: a worksheet for each step, minutes for each session."""
    if offer.name == "session-sheet" and isinstance(subject, Engagement):
        method = subject.methodology
        for step in method.steps:
            parts: tuple[Step | Activity, ...] = (step, *(a for a in method.activities_of(step) if a.effort))
            for part in parts:
                yield f"/elements/{part.id}", part.title.said(language).text
    elif offer.name == "minutes" and isinstance(subject, Engagement) and edition == "filled":
        for session in subject.sessions:
            title = session.title
            yield (
                f"/sessions/{session.id}",
                (title.said(language).text if isinstance(title, Text) else title or session.id),
            )
    else:
        yield "", ""


def _file(offer: DocumentOffer, language: str, part: str, edition: str) -> str:
    # The words of the documents need Babel, which the other commands do without.
    from interim_method.documents.language import language as words

    tail = words(language).word(f"edition-file.{edition}") if edition != "filled" else ""
    return "-".join(s for s in (offer.file(language), slug(part, "") if part else "", tail) if s)


def _records(out: Path) -> None:
    folder = out / "records"
    _folder(folder)
    pilot: Pilot = example.pilot()
    for key, record in {
        "methodology": interim_executive.methodology(),
        "engagement": example.engagement(),
        **{e.id: e for e in example.engagements() if e.id != example.engagement().id},
        "pilot": attrs.evolve(
            pilot,
            engagements=type(pilot.engagements)(
                attrs.evolve(r, file="engagement.json" if r.id == example.engagement().id else f"{r.id}.json")
                for r in pilot.engagements
            ),
        ),
        "slides-pilot": interim_executive.slides_pilot(),
    }.items():
        api.dump(record, folder / f"{key}.json")


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"cannot be made: {error.strerror}", str(folder)) from error


def _run(made: list[api.ExportJob]) -> list[tuple[api.ExportJob, InterimMethodError]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:<14}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    failed: list[tuple[api.ExportJob, InterimMethodError]] = []
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("documents", total=len(made))

        def note(job: api.ExportJob, result: Any) -> None:
            if isinstance(result, InterimMethodError):
                failed.append((job, result))
            progress.update(task, advance=1, description=str(job.arguments["document"]))

        api.export_many(made, on_progress=note)
    return failed


def _first(out: Path, made: list[api.ExportJob], language: str) -> None:
    click.echo(f"{len(made)} documents and their records are in {out}. Four to open first:")
    for name in FIRST:
        found = next(
            (
                job
                for job in made
                if job.arguments["document"] == name
                and job.arguments["edition"] == "filled"
                and job.arguments["language"] == language
            ),
            None,
        )
        if found:
            click.echo(f"  {found.target}")
