"""Documents of records, written to files and streams."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, TypedDict, Unpack

from attrs import evolve

from interim_method.api.asking import Wanted, document_job, job_of
from interim_method.api.guards import stream_given
from interim_method.api.hosts import default_host
from interim_method.api.records import Subject
from interim_method.api.templates import template_file
from interim_method.errors import ExportError
from interim_method.model import Audience, Engagement, Finding, FrozenMap, Keyed, Terminology
from interim_method.plugin import Edition, ExporterOffer, PluginHost, settled

if TYPE_CHECKING:
    from interim_method.formats.pictures import Images
    from interim_method.markup.tree import Document

__all__ = ["ExportArguments", "compose", "export", "to_bytes"]

Target: TypeAlias = str | os.PathLike[str] | BinaryIO


class ExportArguments(TypedDict, total=False):
    """What `export` takes by name, but for the format and the host."""

    document: str | None
    of: str
    edition: Edition
    language: str | None
    template: str | os.PathLike[str] | None
    images: Images
    strict_images: bool
    audience: Audience
    on: date | None
    parameters: Mapping[str, object] | None
    options: Mapping[str, object] | None
    engagements: Iterable[Engagement]
    terminology: Terminology | str | os.PathLike[str] | None


def compose(
    subject: Subject,
    document: str,
    *,
    of: str = "",
    edition: Edition = "filled",
    language: str | None = None,
    audience: Audience = "organisation",
    on: date | None = None,
    parameters: Mapping[str, object] | None = None,
    engagements: Iterable[Engagement] = (),
    terminology: Terminology | str | os.PathLike[str] | None = None,
    host: PluginHost | None = None,
) -> Document:
    """The tree of a document; arguments and errors as for `export`."""
    wanted = Wanted(
        document=document,
        of=of,
        edition=edition,
        language=language,
        audience=audience,
        on=on,
        parameters=FrozenMap(parameters or {}),
        engagements=Keyed(engagements),
        host=host or default_host(),
        terminology=terminology,
    )
    return document_job(subject, document, wanted).document


def export(
    subject: Subject | Document,
    target: Target,
    *,
    document: str | None = None,
    to: str | None = None,
    of: str = "",
    edition: Edition = "filled",
    language: str | None = None,
    template: str | os.PathLike[str] | None = None,
    images: Images = None,
    strict_images: bool = False,
    audience: Audience = "organisation",
    on: date | None = None,
    parameters: Mapping[str, object] | None = None,
    options: Mapping[str, object] | None = None,
    engagements: Iterable[Engagement] = (),
    terminology: Terminology | str | os.PathLike[str] | None = None,
    host: PluginHost | None = None,
) -> tuple[Finding, ...]:
    """Write a document of a record, a record, or a bare document.

    A file is replaced as a whole or not at all: where the export fails, the old one is whole.

    Args:
        subject: A record, or a document such as `document_from_markdown` makes.
        target: A path, or a binary stream together with *to*.
        document: Name of the document, such as ``action-plan``; not for data formats.
        to: Name of the exporter; that of the target's suffix where not given.
        of: Address of the step, session or other part to narrow the document to.
        edition: ``blank``, ``filled``, ``facilitator`` or ``summary``, as the document has them.
        language: Language of the document; the record's own where not given.
        template: House template, for exporters that take one: a file, or the name of one that a plug-in offers.
        images: The folder that pictures lie in, or a function that gives the bytes of a picture by its source, as
            `ImageSource` or bare; for exporters that show pictures. Without it, none is opened.
        strict_images: Whether a picture that cannot be shown is an error, and not a finding.
        audience: Whom it is for; what others may not see is left out of the record first.
        on: The day that figures are reckoned for; the record's own where not given.
        parameters: The document's parameters.
        options: The exporter's options.
        engagements: The engagements of a pilot, which a pilot's documents tell of.
        terminology: An organisation's own words, by name, as a file or as they are; the record's own where not
            given.
        host: Offers documents and exporters.

    Returns:
        What the writer could not show.

    Raises:
        UnknownExporter: No exporter of this name or suffix.
        UnknownName: No such document, edition, language, audience, parameter or option.
        AddressError: *of* leads nowhere, or to something that the document cannot be narrowed to.
        DefinitionError: A value that a parameter or an option cannot have; no record, or no date.
        TemplateError: The template cannot be used.
        ExportError: The target cannot be written, or the subject does not go with what was asked for.
        PluginError: A plug-in that was asked for is at fault.
    """
    host = host or default_host()
    exporter = _exporter(target, to, host)
    chosen = dict(options or {})
    if template is not None:
        chosen["template"] = os.fspath(template)
    if images is not None:
        chosen["images"] = images
    if strict_images:
        chosen["strict-images"] = True
    if isinstance(chosen.get("template"), str):
        chosen["template"] = template_file(str(chosen["template"]), host)
    given = settled(exporter.options, chosen, kind=f"option of {exporter.name}")
    wanted = Wanted(
        document=document,
        of=of,
        edition=edition,
        language=language,
        audience=audience,
        on=on,
        parameters=FrozenMap(parameters or {}),
        engagements=Keyed(engagements),
        host=host,
        terminology=terminology,
    )
    job = evolve(job_of(subject, exporter, wanted), options=given)
    write = host.load(exporter)
    if job.subject is not None and not host.is_builtin(exporter):
        job = evolve(job, subject=host.lent(exporter, job.subject))

    def run(stream: BinaryIO) -> tuple[Finding, ...]:
        with host.running(exporter):
            return _findings(write(job, stream))

    if not isinstance(target, (str, os.PathLike)):
        stream_given(target)
        return run(target)
    return _to_file(Path(target), run)


def to_bytes(subject: Subject | Document, to: str, **arguments: Unpack[ExportArguments]) -> bytes:
    """What `export` would write, as bytes."""
    stream = io.BytesIO()
    export(subject, stream, to=to, **arguments)
    return stream.getvalue()


def _findings(given: object) -> tuple[Finding, ...]:
    """What an exporter gave, which is a plug-in's word."""
    if given is not None and not isinstance(given, Iterable):
        raise TypeError(f"it gave a value of the type {type(given).__name__}, not findings")
    findings = tuple(given or ())
    for one in findings:
        if not isinstance(one, Finding):
            raise TypeError(f"it gave a value of the type {type(one).__name__} among its findings")
    return findings


def _exporter(target: Target, to: str | None, host: PluginHost) -> ExporterOffer:
    if to is not None:
        return host.exporter(to)
    if isinstance(target, (str, os.PathLike)):
        return host.exporter_for(target)
    raise ExportError('a stream has no suffix: say what to write, such as to="docx"')


def _to_file(path: Path, run: Callable[[BinaryIO], tuple[Finding, ...]]) -> tuple[Finding, ...]:
    from interim_method.files import replace_atomically, why_not_written

    def told(stream: BinaryIO) -> tuple[Finding, ...]:
        try:
            return run(stream)
        except OSError as error:
            # The target is open by now: an error that names a file is about another one.
            if error.filename is None:
                raise
            problem = f"{error.filename}: {error.strerror or error}"
            raise ExportError(f"cannot be made: {problem}", str(path)) from error

    try:
        with replace_atomically(path) as stream:
            return told(stream)
    except OSError as error:
        raise ExportError(f"cannot be written: {why_not_written(error, path)}", str(path)) from error
    except ValueError as error:
        if "null byte" not in str(error) and "null character" not in str(error):
            raise
        raise ExportError(f"is no name of a file: {error}", repr(str(path))) from None
