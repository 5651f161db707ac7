"""``interim-method demo``."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import attrs
import click

from interim_method import api
from interim_method.cli.errors import FAULT
from interim_method.cli.names import document_stem, slug
from interim_method.cli.options import as_json
from interim_method.cli.output import print_json
from interim_method.errors import ExportError, InterimMethodError
from interim_method.methodologies import interim_executive
from interim_method.methodologies.interim_executive import example
from interim_method.model import (
    Activity,
    Audience,
    Engagement,
    Keyed,
    Methodology,
    Pilot,
    Step,
    Terminology,
    Text,
)
from interim_method.plugin import DocumentOffer

__all__ = ["command", "jobs"]

LANGUAGES: Final = ("ca", "es", "en")
FORMATS: Final = ("docx", "md")
FIRST: Final = ("agreement", "action-plan", "diagnosis", "hours")
_WORTH_PROCESSES: Final = 48
"""How many documents take longer than it takes to start processes that share them."""

Failed = list[tuple[api.ExportJob, InterimMethodError]]
Note = Callable[[api.ExportJob, Any], None]


@click.command("demo")
@click.argument("folder", metavar="[DIR]", default="interim-method-demo")
@click.option(
    "--language",
    "languages",
    metavar="TAG",
    multiple=True,
    type=click.Choice(LANGUAGES),
    help="Only this language: ca, es or en; may be repeated.",
)
@click.option(
    "--to",
    "formats",
    metavar="FORMAT",
    multiple=True,
    help="Only this format: docx, md, html…; may be repeated.",
)
@click.option(
    "--terminology",
    metavar="NAME|FILE",
    help="Say the documents in an organisation’s own words, by name or in a file.",
)
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    folder: str,
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    terminology: str | None,
    as_json: bool,
) -> None:
    """Make every document of the fictional example, in every edition and language.

    DIR/records then holds the records, DIR/ca, DIR/es and DIR/en the documents, numbered in the order of use.
    DIR is interim-method-demo where not said.
    """
    out = Path(folder)
    languages, formats = (
        tuple(dict.fromkeys(languages or LANGUAGES)),
        tuple(dict.fromkeys(map(_suffix, formats or FORMATS))),
    )
    own = None if terminology is None else api.terminology(terminology)
    made = list(jobs(out, languages, formats, own))
    _records(out)
    for parent in dict.fromkeys(Path(job.target).parent for job in made):
        _folder(parent)
    failed = _run(made)
    first = _first(made, failed, languages[0])
    if as_json:
        print_json(
            {
                "folder": folder,
                "files": [
                    job.target for job in made if job.target not in {lost.target for lost, _ in failed}
                ],
                "first": first,
                "failed": [{"file": job.target, "message": str(error)} for job, error in failed],
            }
        )
    else:
        _tell(out, made, failed, first)
    if failed:
        ctx.exit(FAULT)


def _suffix(format: str) -> str:
    """The suffix of the files of a format that documents can be written in."""
    offer = api.default_host().exporter(format)
    if offer.takes != "document" or not offer.suffixes:
        raise click.BadParameter(f"{format} is a format for records, not for documents", param_hint="'--to'")
    return offer.suffixes[0]


def jobs(
    out: Path,
    languages: tuple[str, ...],
    suffixes: tuple[str, ...],
    terminology: Terminology | None = None,
) -> Iterator[api.ExportJob]:
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
                    stem = f"{offer.order:02}-{document_stem(offer, language, edition, part)}"
                    for suffix in suffixes:
                        yield api.ExportJob(
                            subject=subject,
                            target=str(out / language / f"{stem}{suffix}"),
                            arguments={
                                "document": offer.name,
                                "edition": edition,
                                "language": language,
                                "of": of,
                                "audience": _audience(subject, edition),
                                "engagements": engagements if subject is pilot else (),
                                "terminology": terminology,
                            },
                        )


def _audience(subject: Methodology | Engagement | Pilot, edition: str) -> Audience:
    """Whom a document is made for: a pilot is told to its group, and to everyone in short."""
    if not isinstance(subject, Pilot):
        return "organisation"
    return "public" if subject.consent == "public" or edition == "summary" else "group"


def _parts(offer: DocumentOffer, edition: str, subject: Any, language: str) -> Iterator[tuple[str, str]]:
    """What a document is made for, one by one: a worksheet for each step, minutes for each session.

    With the address goes what the file is called after it, numbered so that files lie in the order of use.
    """
    if offer.name == "session-sheet" and isinstance(subject, Engagement):
        method = subject.methodology
        parts: list[Step | Activity] = []
        for step in method.steps:
            parts += (step, *(a for a in method.activities_of(step) if a.effort))
        for n, part in enumerate(parts, 1):
            yield f"/elements/{part.id}", f"{n}-{slug(part.title.said(language).text, part.id)}"
    elif offer.name == "minutes" and isinstance(subject, Engagement) and edition == "filled":
        for n, session in enumerate(subject.sessions, 1):
            title = session.title or session.id
            said = title.said(language).text if isinstance(title, Text) else title
            yield f"/sessions/{session.id}", f"{n}-{slug(said, session.id)}"
    else:
        yield "", ""


def _records(out: Path) -> None:
    folder = out / "records"
    _folder(folder)
    first, *others = example.engagements()
    pilot = example.pilot()
    files = {first.id: "engagement.json", **{other.id: f"{other.id}.json" for other in others}}
    references = (attrs.evolve(one, file=files[one.id]) for one in pilot.engagements)
    # An export writes a record as it is; dumped to a file that is there already, its revision would count up.
    records: dict[str, Methodology | Engagement | Pilot] = {
        "methodology.json": interim_executive.methodology(),
        **{files[one.id]: one for one in example.engagements()},
        "pilot.json": attrs.evolve(pilot, engagements=Keyed(references)),
        "slides-pilot.json": interim_executive.slides_pilot(),
    }
    for name, record in records.items():
        api.export(record, folder / name, to="json")


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ExportError(f"cannot be made: {reason}; say another folder", str(folder)) from error


def _run(made: list[api.ExportJob]) -> Failed:
    with _progress(len(made)) as note, _executor(len(made)) as executor:
        results = api.export_many(made, executor=executor, on_progress=note)
    return [(job, result) for job, result in results if isinstance(result, InterimMethodError)]


@contextmanager
def _progress(total: int) -> Iterator[Note]:
    """A bar on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description:<18}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("documents", total=total)

        def note(job: api.ExportJob, result: Any) -> None:
            progress.update(task, advance=1, description=str(job.arguments["document"]))

        yield note


@contextmanager
def _executor(total: int) -> Iterator[Executor | None]:
    """Processes for all processors; None where they are not worth starting, or cannot be had."""
    count = min(_processors(), 8)
    if count < 2 or total < _WORTH_PROCESSES:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    try:
        # Fresh processes: one forked off while the progress bar's thread runs might hang.
        pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_leave_interrupts)
    except (ImportError, NotImplementedError, OSError):  # a system without semaphores, such as some sandboxes
        yield None
        return
    with pool:
        # Ctrl-C reaches every process of a terminal, and the one that gave out the work ends it: the others
        # are started here, while it is ignored, and take that over.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            for _ in range(count):
                pool.submit(_leave_interrupts)
        finally:
            signal.signal(signal.SIGINT, before)
        yield pool


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that gave out the work, also where it was not taken over from there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _first(made: list[api.ExportJob], failed: Failed, language: str) -> list[str]:
    """The files to open first, as far as they were made."""
    lost = {job.target for job, _ in failed}
    found = []
    for name in FIRST:
        wanted = {"document": name, "edition": "filled", "language": language}
        found += [
            job.target
            for job in made
            if job.target not in lost and all(job.arguments[k] == v for k, v in wanted.items())
        ][:1]
    return found


def _tell(out: Path, made: list[api.ExportJob], failed: Failed, first: list[str]) -> None:
    reasons: dict[str, list[str]] = {}
    for job, error in failed:
        reasons.setdefault(getattr(error, "problem", None) or str(error), []).append(job.target)
    for reason, targets in reasons.items():
        more = f" (and {len(targets) - 1} more)" if len(targets) > 1 else ""
        click.secho(f"error: {targets[0]}{more}: {reason}", fg="red", err=True)
    click.echo(
        f"{len(made) - len(failed)} documents are in {out}, the records they are made from in {out / 'records'}."
    )
    if first:
        click.echo("To open first:" if len(first) < len(FIRST) else "Four to open first:")
    for target in first:
        click.echo(f"  {target}")
