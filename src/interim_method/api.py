"""The functions of the public face: `interim_method` itself only names them.

Every function that needs a host of plug-ins takes ``host=``; without it the default one is used, which is made
when first needed.
"""

from __future__ import annotations

import functools
import io
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

from attrs import evolve, field, frozen

from interim_method.builtin import Box
from interim_method.errors import ExportError, InterimMethodError, UnknownName
from interim_method.model import Audience, Engagement, Finding, FrozenMap, Keyed, Methodology, Pilot
from interim_method.plugin import DocumentOffer, Edition, ExporterOffer, Job, PluginHost, settled

if TYPE_CHECKING:
    from interim_method.files import Kinds
    from interim_method.markup.tree import Document

__all__ = [
    "ExportJob",
    "check",
    "compose",
    "default_host",
    "document_from_markdown",
    "dump",
    "export",
    "export_many",
    "from_dict",
    "json_schema",
    "load",
    "methodology",
    "next_steps",
    "plugin_host",
    "redact",
    "to_bytes",
    "to_dict",
]

Subject = Methodology | Engagement | Pilot
Source = str | os.PathLike[str] | IO[bytes] | IO[str]
Target = str | os.PathLike[str] | BinaryIO


# --- plug-ins -----------------------------------------------------------------------------------------------


@functools.cache
def default_host() -> PluginHost:
    """The host used where none is given: the box and what is installed, as ``INTERIM_METHOD_PLUGINS`` says."""
    return PluginHost.selected(os.environ.get("INTERIM_METHOD_PLUGINS"), builtins=(Box(),))


def plugin_host(*plugins: object, **options: Any) -> PluginHost:
    """A host with the box and *plugins*, objects or modules; *options* are those of `PluginHost`."""
    return PluginHost(builtins=(Box(),), plugins=plugins, **options)


# --- methodologies and records -------------------------------------------------------------------------------


def methodology(name: str, *, host: PluginHost | None = None) -> Methodology:
    """The methodology of this name.

    Raises:
        UnknownName: Nothing installed offers it.
    """
    host = host or default_host()
    return host.load(host.methodology(name))


def load(source: Source, *, kind: str | None = None, host: PluginHost | None = None) -> Subject:
    """The record in a file or a stream.

    Args:
        source: A path or a stream.
        kind: What it must be: ``engagement``, ``pilot`` or ``methodology``; any if not given.
        host: Knows the kinds of tools of plug-ins.

    Raises:
        NotThisKind: It is not one of ours, or of another kind.
        UnsupportedVersion: It was written by a newer version.
        InvalidContent: Every fault in it, each with its address.
        FileError: It cannot be read, or is not JSON.
    """
    from interim_method import files

    return files.load(source, kind=kind, kinds=_kinds(host))


def dump(record: Any, target: Source, *, expect: int | None = None) -> Any:
    """Write a record to a file or a stream, and give it as it was written, with its new revision.

    Args:
        record: A methodology, an engagement or a pilot.
        target: A path, which is replaced as a whole or not at all, or a stream.
        expect: The revision that the file must still have.

    Raises:
        FileChanged: The file does not have the revision expected.
        FileError: The file cannot be written.
    """
    from interim_method import files

    return files.dump(record, target, expect=expect)


def to_dict(record: Subject) -> dict[str, Any]:
    """The record as plain data, in the envelope of its file."""
    from interim_method import files

    return files.to_dict(record)


def from_dict(data: Any, *, host: PluginHost | None = None) -> Subject:
    """The record in plain data; errors as for `load`."""
    from interim_method import files

    return files.from_dict(data, kinds=_kinds(host))


def json_schema(
    kind: str, *, methodology: Methodology | None = None, host: PluginHost | None = None
) -> dict[str, Any]:
    """JSON Schema (2020-12) of a kind of file; of one *methodology* where given."""
    from interim_method import files

    return files.json_schema(kind, methodology=methodology, kinds=_kinds(host))


def _kinds(host: PluginHost | None) -> Kinds:
    from interim_method.files import Kinds
    from interim_method.files.envelope import KNOWN

    if host is None:
        return KNOWN
    found = host.tool_kinds()
    return Kinds(
        elements=FrozenMap({name: kind.definition for name, kind in found.items()}),
        contents=FrozenMap({name: kind.content for name, kind in found.items()}),
    )


def check(record: Subject, *, on: date | None = None, host: PluginHost | None = None) -> tuple[Finding, ...]:
    """What the rules find in a record, the gravest first.

    Args:
        record: What to check.
        on: The day to check for; that of the record where it has one.
        host: Offers the rules.
    """
    from interim_method.rules import checks

    host = host or default_host()
    rules = [checks.Rule(offer.name, offer.subjects, host.load(offer)) for offer in host.rules]
    return checks.check(record, on, rules)


def next_steps(engagement: Engagement, *, on: date | None = None) -> Any:
    """What to do next in an engagement, at most five things, the most pressing first."""
    from interim_method.rules import steps

    return steps.next_steps(engagement, on)


def redact(record: Any, *, audience: Audience) -> Any:
    """The record as *audience* may see it."""
    from interim_method.rules import redaction

    return redaction.redact(record, audience)


# --- documents ---------------------------------------------------------------------------------------------------


def document_from_markdown(text: str, *, title: str = "", language: str = "en") -> Document:
    """A bare document made of Markdown; its title is the one given, else its first heading."""
    from interim_method.markup import tree
    from interim_method.markup.parsing import parse

    blocks = parse(text)
    first = blocks[0] if blocks else None
    if not title and isinstance(first, tree.Section):
        title = tree.plain(first.title)
        blocks = (*first.blocks, *blocks[1:])
    return tree.Document(title=title, blocks=blocks, language=language)


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
    host: PluginHost | None = None,
) -> Document:
    """The tree of a document; arguments and errors as for `export`."""
    host = host or default_host()
    offer = host.document(document)
    job = _job(
        subject, offer, of, edition, language, audience, on, parameters or {}, tuple(engagements), host
    )
    return job.document


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
    audience: Audience = "organisation",
    on: date | None = None,
    parameters: Mapping[str, object] | None = None,
    options: Mapping[str, object] | None = None,
    engagements: Iterable[Engagement] = (),
    host: PluginHost | None = None,
) -> tuple[Finding, ...]:
    """Write a document of a record, a record, or a bare document.

    A file is replaced as a whole or not at all: where the export fails, the old one is whole.

    Args:
        subject: A record, or a document such as `document_from_markdown` makes.
        target: A path, or a binary stream together with *to*.
        document: Name of the document, such as ``action-plan``; not needed for data formats.
        to: Name of the exporter; that of the target's suffix where not given.
        of: Address of the step, session or other part to narrow the document to.
        edition: ``blank``, ``filled``, ``facilitator`` or ``summary``, as the document has them.
        language: Language of the document; the record's own where not given.
        template: House template, for exporters that take one.
        audience: Whom it is for; what others may not see is left out of the record first.
        on: The day that figures are reckoned for; the record's own where not given.
        parameters: The document's parameters.
        options: The exporter's options.
        engagements: The engagements of a pilot, which a pilot's documents tell of.
        host: Offers documents and exporters.

    Returns:
        What the writer could not show.

    Raises:
        UnknownExporter: No exporter of this name or suffix.
        UnknownName: No such document, edition, language or parameter.
        AddressError: *of* leads nowhere, or to something that the document cannot be narrowed to.
        TemplateError: The template cannot be used.
        ExportError: The target cannot be written, or the subject does not go with the document.
        PluginError: A plug-in that was asked for is at fault.
    """
    host = host or default_host()
    exporter = _exporter(target, to, host)
    chosen = dict(options or {})
    if template is not None:
        chosen["template"] = os.fspath(template)
    given = settled(exporter.options, chosen, kind=f"option of {exporter.name}")
    job = _subject_job(
        subject,
        exporter,
        document,
        of,
        edition,
        language,
        audience,
        on,
        parameters or {},
        tuple(engagements),
        host,
    )
    job = evolve(job, options=given)
    write = host.load(exporter)

    def run(stream: BinaryIO) -> tuple[Finding, ...]:
        with host.running(exporter):
            return tuple(write(job, stream) or ())

    if not isinstance(target, (str, os.PathLike)):
        return run(target)
    return _to_file(Path(target), run)


def _exporter(target: Target, to: str | None, host: PluginHost) -> ExporterOffer:
    if to is not None:
        return host.exporter(to)
    if isinstance(target, (str, os.PathLike)):
        return host.exporter_for(target)
    raise ExportError('a stream has no suffix: say what to write, such as to="docx"')


def _to_file(path: Path, run: Callable[[BinaryIO], tuple[Finding, ...]]) -> tuple[Finding, ...]:
    from interim_method.files import replace_atomically

    try:
        with replace_atomically(path) as stream:
            return run(stream)
    except OSError as error:
        if (
            error.filename is not None
            and Path(error.filename) != path
            and Path(error.filename).parent != path.parent
        ):
            raise
        raise ExportError(f"cannot be written: {error.strerror or error}", str(path)) from error


def _subject_job(
    subject: Subject | Document,
    exporter: ExporterOffer,
    document: str | None,
    of: str,
    edition: Edition,
    language: str | None,
    audience: Audience,
    on: date | None,
    parameters: Mapping[str, object],
    engagements: tuple[Engagement, ...],
    host: PluginHost,
) -> Job:
    if not isinstance(subject, (Methodology, Engagement, Pilot)):
        return Job(given=subject, language=subject.language)
    if exporter.takes == "record" and document is None:
        return Job(
            subject=_redacted(subject, audience),
            language=language or "",
            audience=audience,
            on=on,
            edition=edition,
        )
    if document is None:
        known = [o.name for o in host.documents if subject.KIND in o.subjects]
        raise ExportError(f"say which document of the {subject.KIND} to write: {', '.join(known)}")
    return _job(
        subject, host.document(document), of, edition, language, audience, on, parameters, engagements, host
    )


def _job(
    subject: Subject,
    offer: DocumentOffer,
    of: str,
    edition: Edition,
    language: str | None,
    audience: Audience,
    on: date | None,
    parameters: Mapping[str, object],
    engagements: tuple[Engagement, ...],
    host: PluginHost,
) -> Job:
    if subject.KIND not in offer.subjects:
        if isinstance(subject, Methodology) or offer.subjects != ("methodology",):
            wanted = " or ".join(offer.subjects)
            raise ExportError(f"the document {offer.name!r} is about {_a(wanted)}, not {_a(subject.KIND)}")
        subject = subject.methodology  # a document about the method can be asked of any record made with it
    if edition not in offer.editions:
        raise UnknownName(f"edition of {offer.name}", edition, offer.editions)
    code = language or getattr(subject, "language", "") or "en"
    _language(code, host)
    return Job(
        subject=_redacted(subject, audience),
        recipe=offer.name,
        of=of,
        parameters=settled(offer.parameters, parameters, kind=f"parameter of {offer.name}"),
        edition=edition,
        language=code,
        audience=audience,
        on=on,
        compose=_Composer(
            offer, tuple(_redacted(e, audience) for e in engagements), _totals(subject, engagements, on), host
        ),
    )


def _totals(subject: Subject, engagements: tuple[Engagement, ...], on: date | None) -> FrozenMap[str, Any]:
    if not isinstance(subject, Pilot):
        return FrozenMap()
    from interim_method.rules.pilots import matrix

    return FrozenMap({row.hypothesis: row.totals for row in matrix(subject, engagements, on)})


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _redacted(subject: Any, audience: Audience) -> Any:
    return subject if audience == "organisation" else redact(subject, audience=audience)


def _language(code: str, host: PluginHost) -> Any:
    from interim_method.documents.language import BUILT_IN, Language, language

    base = code.partition("-")[0]
    if base in BUILT_IN:
        return language(base)
    words = host.load(host.language(base))
    return Language(base, FrozenMap(words), tuple(language(c) for c in ("en", "es", "ca")))


@frozen
class _Composer:
    """Composes the document of a job by the recipe of an offer."""

    offer: DocumentOffer
    engagements: tuple[Engagement, ...]
    totals: FrozenMap[str, Any]
    host: PluginHost

    def __call__(self, job: Job) -> Document:
        from interim_method.documents.context import Context

        recipe = self.host.load(self.offer)
        context = Context(
            subject=cast("Subject", job.subject),
            recipe=self.offer.name,
            title=self.offer.title(job.language),
            language=_language(job.language, self.host),
            edition=job.edition,
            audience=job.audience,
            on=job.on,
            of=job.of,
            parameters=job.parameters,
            engagements=Keyed(self.engagements),
            totals=self.totals,
        )
        with self.host.running(self.offer):
            return recipe(context)


# --- many ----------------------------------------------------------------------------------------------------------


def _arguments(given: Mapping[str, Any]) -> FrozenMap[str, Any]:
    return FrozenMap(given)


@frozen(kw_only=True)
class ExportJob:
    """One export among many: what `export` takes, as a value that can be sent to another process.

    Attributes:
        subject: The record or document.
        target: The file to write.
        arguments: The other arguments of `export`, by name; without ``host``.
    """

    subject: Any
    target: str
    arguments: FrozenMap[str, Any] = field(factory=FrozenMap, converter=_arguments)


def export_many(
    jobs: Iterable[ExportJob],
    *,
    executor: Executor | None = None,
    on_progress: Callable[[ExportJob, Sequence[Finding] | InterimMethodError], None] | None = None,
) -> tuple[tuple[ExportJob, Sequence[Finding] | InterimMethodError], ...]:
    """Make many exports, in this process or by an *executor*; one that fails does not stop the others.

    Args:
        jobs: What to export.
        executor: Any `concurrent.futures.Executor`.
        on_progress: Called in this process after each, with the job and its findings or its error.

    Returns:
        Each job, in the order given, with its findings or its error.
    """
    listed = tuple(jobs)
    results: dict[int, Sequence[Finding] | InterimMethodError] = {}

    def note(number: int, result: Sequence[Finding] | InterimMethodError) -> None:
        results[number] = result
        if on_progress is not None:
            on_progress(listed[number], result)

    if executor is None:
        for number, job in enumerate(listed):
            note(number, _run(job))
    else:
        futures = {executor.submit(_run, job): number for number, job in enumerate(listed)}
        for future in as_completed(futures):
            note(futures[future], future.result())
    return tuple((job, results[number]) for number, job in enumerate(listed))


def _run(job: ExportJob) -> Sequence[Finding] | InterimMethodError:
    try:
        return export(job.subject, job.target, **job.arguments)
    except InterimMethodError as error:
        return error


def to_bytes(subject: Subject | Document, to: str, **arguments: Any) -> bytes:
    """What `export` would write, as bytes."""
    stream = io.BytesIO()
    export(subject, stream, to=to, **arguments)
    return stream.getvalue()
