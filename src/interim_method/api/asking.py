"""From what was asked for to a `Job`: everything that can be refused is refused before a file is touched."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import evolve, frozen

from interim_method.api.guards import audience_named, day_given, record_given
from interim_method.api.records import Subject, redact
from interim_method.errors import AddressError, ExportError, UnknownName, with_article
from interim_method.model import (
    Audience,
    Engagement,
    FrozenMap,
    Keyed,
    Methodology,
    Pilot,
    Terminology,
    parts,
    place,
)
from interim_method.plugin import DocumentOffer, Edition, ExporterOffer, Job, PluginHost, settled

if TYPE_CHECKING:
    from interim_method.documents.context import Context
    from interim_method.documents.language import Language
    from interim_method.markup.tree import Document, Field

__all__ = ["Wanted", "document_job", "job_of"]

R = TypeVar("R", bound=Subject)


@frozen(kw_only=True)
class Wanted:
    """Which document was asked for, as it was asked for."""

    document: str | None
    of: str
    edition: Edition
    language: str | None
    audience: Audience
    on: date | None
    parameters: FrozenMap[str, object]
    engagements: Keyed[Engagement]
    host: PluginHost
    terminology: Terminology | str | os.PathLike[str] | None = None

    def extras(self) -> list[str]:
        """What only a document composed from a record can follow, by the names of the arguments."""
        said = {
            "document": self.document,
            "of": self.of,
            "edition": self.edition != "filled",
            "parameters": self.parameters,
            "terminology": self.terminology is not None,
        }
        return [name for name, value in said.items() if value]


def job_of(subject: Subject | Document, exporter: ExporterOffer, wanted: Wanted) -> Job:
    """The job that was asked for: of a bare document, of data, or of a document of a record."""
    audience_named(wanted.audience)
    day_given(wanted.on)
    if not isinstance(subject, (Methodology, Engagement, Pilot)):
        return _bare_job(subject, exporter, wanted)
    if exporter.takes == "record":
        return _data_job(subject, exporter, wanted)
    if wanted.document is None:
        known = [o.name for o in wanted.host.documents if _about(o, subject)]
        raise ExportError(f"say which document of the {subject.KIND} to write: {', '.join(known)}")
    return document_job(subject, wanted.document, wanted)


def _bare_job(document: Document, exporter: ExporterOffer, wanted: Wanted) -> Job:
    # The tree is imported only here: data formats do without it.
    from interim_method.markup.tree import Document

    if not isinstance(document, Document):
        record_given(document)
    if exporter.takes == "record":
        known = [o.name for o in wanted.host.exporters if o.takes == "document"]
        raise ExportError(
            f"{exporter.name} is for records, and this is a document: write it as {' or '.join(known)}"
        )
    extras = wanted.extras()
    if wanted.audience != "organisation":
        extras.append("audience")
    if wanted.language not in (None, document.language):
        extras.append("language")
    if extras:
        raise ExportError(f"a document that is there already is written as it is: leave out {_and(extras)}")
    return Job(given=document, language=document.language)


def _data_job(subject: Subject, exporter: ExporterOffer, wanted: Wanted) -> Job:
    extras = wanted.extras()
    if extras:
        raise ExportError(
            f"{exporter.name} is the record as data, and no document of it: leave out {_and(extras)}"
        )
    if wanted.language:
        _language(wanted.language, wanted.host)
    return Job(
        subject=_redacted(subject, wanted.audience),
        language=wanted.language or "",
        audience=wanted.audience,
        on=wanted.on,
    )


def document_job(subject: Subject, document: str, wanted: Wanted) -> Job:
    """The job of composing a document of a record."""
    record_given(subject)
    day_given(wanted.on)
    host = wanted.host
    offer = host.document(document)
    if not _about(offer, subject):
        about = " or ".join(offer.subjects)
        raise ExportError(
            f"the document {offer.name!r} is about {with_article(about)}, not {with_article(subject.KIND)}"
        )
    audience_named(wanted.audience)
    if wanted.edition not in offer.editions:
        raise UnknownName(f"edition of {offer.name}", wanted.edition, offer.editions)
    told = subject
    if subject.KIND not in offer.subjects and not isinstance(subject, Methodology):
        told = subject.methodology  # one about the method can be asked of any record made with it
    redacted = _redacted(told, wanted.audience)
    _narrowed(wanted.of, offer, redacted)
    code = _language(wanted.language or str(getattr(subject, "language", "en")), host)[0]
    composer = evolve(_composer(offer, told, wanted), terminology=_own_words(subject, wanted))
    return Job(
        subject=redacted,
        recipe=offer.name,
        of=wanted.of,
        parameters=settled(offer.parameters, wanted.parameters, kind=f"parameter of {offer.name}"),
        edition=wanted.edition,
        language=code,
        audience=wanted.audience,
        on=wanted.on,
        compose=composer,
        parts=offer.parts,
        look_up=composer.field_at,
    )


def _own_words(subject: Subject, wanted: Wanted) -> Terminology | None:
    """The words that were asked for, else those of the record.

    Raises:
        UnknownName: One that was asked for has a term that the methodology does not mark.
    """
    if wanted.terminology is None:
        return subject.terminology if isinstance(subject, Engagement) else None
    from interim_method.api.terminologies import terminology

    method = subject if isinstance(subject, Methodology) else subject.methodology
    return terminology(wanted.terminology, methodology=method, host=wanted.host)


def _about(offer: DocumentOffer, subject: Subject) -> bool:
    return subject.KIND in offer.subjects or offer.subjects == ("methodology",)


def _narrowed(of: str, offer: DocumentOffer, subject: Subject) -> None:
    """Refuse an address that leads nowhere, or to something that the document is not narrowed by."""
    if not of:
        return
    tokens = parts(of)
    if len(tokens) != 2 or tokens[0] not in offer.narrows:
        wanted = " or ".join(f"/{name}/…" for name in offer.narrows) or "no address"
        raise AddressError(f"does not narrow the document {offer.name!r}, which takes {wanted}", of)
    place(subject if isinstance(subject, Methodology) or tokens[0] != "elements" else subject.methodology, of)


def _composer(offer: DocumentOffer, subject: Subject, wanted: Wanted) -> _Composer:
    if not isinstance(subject, Pilot):
        return _Composer(offer, Keyed(), FrozenMap(), wanted.host)
    for engagement in wanted.engagements:
        if engagement.id not in subject.engagements.ids:
            known = subject.engagements.ids
            raise UnknownName(f"engagement of the pilot {subject.id}", engagement.id, known)
    from interim_method.rules.pilots import matrix

    # Sums may be told to those who may not see whose they are, and so are made before redaction.
    totals = FrozenMap({row.hypothesis: row.totals for row in matrix(subject, wanted.engagements, wanted.on)})
    redacted = Keyed(_redacted(one, wanted.audience) for one in wanted.engagements)
    return _Composer(offer, redacted, totals, wanted.host)


def _redacted(subject: R, audience: Audience) -> R:
    return subject if audience == "organisation" else redact(subject, audience=audience)


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _copy(job: Job) -> int:
    """The number of the copy, where several are handed out; a filled document is there once."""
    found = job.parameters.get("copy")
    return found if isinstance(found, int) and job.edition == "blank" else 0


def _language(tag: str, host: PluginHost) -> tuple[str, Language]:
    """The tag of a language as it is used, and the language; a regional tag finds its language.

    Raises:
        UnknownName: Nothing offers it.
        PluginError: The plug-in that offers it is at fault.
    """
    from interim_method.documents.language import BUILT_IN, Language, language

    base, _, region = tag.partition("-")
    if base.lower() in BUILT_IN:
        code = base.lower()
        return (f"{code}-{region}" if region else code), language(code)
    try:
        offer = host.language(tag)
    except UnknownName:
        offer = host.language(base) if region else host.language(tag)
    words = host.load(offer)
    with host.running(offer):
        made = Language(offer.code, FrozenMap(words), ("en", "es", "ca"))
    return offer.code, made


@frozen
class _Composer:
    """Composes the document of a job by the recipe of an offer."""

    offer: DocumentOffer
    engagements: Keyed[Engagement]
    totals: FrozenMap[str, Any]
    host: PluginHost
    terminology: Terminology | None = None

    def __call__(self, job: Job) -> Document:
        from interim_method.markup.tree import Document

        recipe = self.host.load(self.offer)
        context = self._context(job)
        if not self.host.is_builtin(self.offer):
            context = evolve(context, subject=self.host.lent(self.offer, context.subject))
        with self.host.running(self.offer):
            document = recipe(context)
            # Whatever is no tree would fail far from here, in a writer that is not to blame.
            if not isinstance(document, Document):
                raise TypeError(f"it gave a value of the type {type(document).__name__}, not a Document")
        return document

    def field_at(self, job: Job, address: str) -> Field:
        """The place at an address of the record, as the document would show it."""
        context = self._context(job)
        name = address.rpartition("/")[2]
        label = f"label.{name.replace('_', '-')}"
        return context.field(address, context.word(label) if context.language.has(label) else name)

    def _context(self, job: Job) -> Context:
        from interim_method.documents.context import Context

        language = _language(job.language, self.host)[1]
        if self.offer.words is not None:
            language = language.with_words(self.offer.words)
        if self.terminology is not None:
            language = evolve(language, terminology=self.terminology)
        return Context(
            subject=cast("Subject", job.subject),
            recipe=self.offer.name,
            title=language.title(self.offer.name, self.offer.titles),
            language=language,
            edition=job.edition,
            audience=job.audience,
            on=job.on,
            of=job.of,
            parameters=job.parameters,
            engagements=self.engagements,
            totals=self.totals,
            copy=_copy(job),
        )
