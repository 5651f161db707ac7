"""Filled documents read back, and merged into their record."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar, get_args

from attrs import define, field

from interim_method.api.asking import Wanted, document_job
from interim_method.api.exports import export
from interim_method.api.guards import record_given
from interim_method.api.hosts import default_host
from interim_method.errors import DefinitionError, InterimMethodError, ReadError, UnknownName
from interim_method.model import Engagement, FrozenMap, Keyed, Methodology, Pilot, Text, walk
from interim_method.plugin import DocumentOffer, ImporterOffer, PluginHost

if TYPE_CHECKING:
    from interim_method.forms.form import Form, MappedPlace, Revisions
    from interim_method.forms.merging import Merged, Side
    from interim_method.forms.placing import Reference
    from interim_method.forms.submission import Submission

__all__ = ["merge", "read"]

R = TypeVar("R", bound=Methodology | Engagement | Pilot)
Subject = Methodology | Engagement | Pilot

LARGEST: Final = 64_000_000
"""The largest file that is read, in bytes."""
_LEAST_ALIKE: Final = 0.5
"""How much of what a document prints a file must hold to be taken for it, where it does not say so itself."""


def read(
    *sources: str | os.PathLike[str] | BinaryIO,
    against: Subject | None = None,
    revisions: Revisions = "accepted",
    format: str | None = None,
    host: PluginHost | None = None,
) -> Submission:
    """Read filled documents back.

    Args:
        *sources: Paths or binary streams: one document, or copies that several people filled in.
        against: The record that they were made from. With it, places whose anchors an editor has lost are found
            by the words around them.
        revisions: Where changes were tracked, ``accepted`` takes the text with them, ``rejected`` as it was before.
        format: Name of the importer; that of the file's suffix, or of its first bytes, where not given.
        host: Offers importers, exporters and documents.

    Returns:
        What was changed by hand. Nothing is written, and no record changes.

    Raises:
        ReadError: A file that cannot be read, is not safe to open, or was made from another record.
        UnknownName: No such importer, or nothing reads files of that suffix.
        PluginError: The plug-in that reads them is at fault.
    """
    from interim_method.forms.form import Revisions as known
    from interim_method.forms.gathering import gathered

    if against is not None:
        record_given(against)
    if revisions not in get_args(known):
        raise UnknownName("side of tracked changes", revisions, get_args(known))
    if not sources:
        raise DefinitionError("say which file to read")
    host = host or default_host()
    return gathered(_one(source, against, revisions, format, host) for source in sources)


def merge(
    record: R, submission: Submission, *, take: Side | None = None, confirm: Collection[str] = ()
) -> Merged[R]:
    """Bring what filled documents say into their record, which may have changed since.

    Args:
        record: The record as it is now.
        submission: What `read` gave.
        take: ``theirs`` or ``ours`` where both sides changed a value; without it, such places are conflicts.
        confirm: Addresses of the rows to take out that are gone from the documents.

    Returns:
        The record with everything that is clear, and what is left for a person to decide. Merging the same
        documents again changes nothing.

    Raises:
        ReadError: The documents were made from another record.
        AddressError: *confirm* names a row that no document has left out.
    """
    from interim_method.forms.merging import Side as known
    from interim_method.forms.merging import merged

    record_given(record)
    if take is not None and take not in get_args(known):
        raise UnknownName("side to take", take, get_args(known))
    return merged(record, submission, take=take, confirm=confirm)


# --- one file ---------------------------------------------------------------------------------------------------------


def _one(
    source: str | os.PathLike[str] | BinaryIO,
    against: Subject | None,
    revisions: Revisions,
    format: str | None,
    host: PluginHost,
) -> Submission:
    from interim_method.forms.form import ReadOptions
    from interim_method.forms.placing import placed
    from interim_method.forms.submission import Source

    name, content = _content(source)
    offer = _importer(name, content, format, host)
    importer = host.load(offer)

    def form_of(data: bytes, called: str) -> Form:
        with host.running(offer):
            return importer(io.BytesIO(data), ReadOptions(revisions=revisions, name=called))

    form = form_of(content, name)
    said = form.identity.get("record")
    if against is not None and said and said != against.id:
        raise ReadError(
            f"was made from {said!r}, and not from {against.id!r}: read it against the record that it belongs to",
            name,
        )
    remade = _Remaking(form, against, offer.name, form_of, host)
    if against is None and form.map is None and not form.held:
        raise ReadError(
            "says nothing of what it was made from: give the record, so that its places are found by their words",
            name,
        )
    own = form.identity if form.identity else (remade.identity() if against is not None else FrozenMap())
    if against is not None and form.map is None and not form.held and not own:
        raise ReadError(
            f"is like no document of {against.id!r}: give a document that was made from it and filled in",
            name,
        )
    return placed(
        form,
        Source(name=name, identity=own, findings=(*form.findings, *_told(form, against))),
        reference=remade.reference,
        known=remade.known,
    )


def _told(form: Form, against: Subject | None) -> Iterator[str]:
    """What a person should know of how a file and the record go together."""
    if not form.held and form.map is not None and not form.map.places:
        yield "it has no places to be filled in"
    said = form.identity.get("methodology", "")
    methodology = getattr(against, "methodology", against)
    if said and isinstance(methodology, Methodology):
        now = f"{methodology.id} {methodology.version}"
        if said != now:
            yield f"it was made with {said}, and the record now follows {now}: what is in it may have moved"


def _content(source: str | os.PathLike[str] | BinaryIO) -> tuple[str, bytes]:
    if isinstance(source, (str, os.PathLike)):
        name = os.fspath(source)
        try:
            with Path(name).open("rb") as file:
                content = file.read(LARGEST + 1)
        except FileNotFoundError:
            raise ReadError("there is no such file", name) from None
        except IsADirectoryError:
            raise ReadError("is a directory, not a file", name) from None
        except (OSError, ValueError) as error:
            raise ReadError(f"cannot be read: {getattr(error, 'strerror', None) or error}", name) from error
    else:
        name = getattr(source, "name", "")
        name = name if isinstance(name, str) else ""
        if not hasattr(source, "read") or hasattr(source, "encoding"):
            raise ReadError(
                "needs the path of a file, or a stream of bytes, such as open(path, 'rb') gives", name
            )
        content = source.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ReadError(f"is larger than {LARGEST // 1_000_000} MB, the most that is read", name)
    return name, content


def _importer(name: str, content: bytes, format: str | None, host: PluginHost) -> ImporterOffer:
    if format is not None:
        return host.importer(format)
    if Path(name).suffix:
        return host.importer_for(name)
    return host.importer("docx" if content.startswith(b"PK") else "markdown")


# --- the document made again --------------------------------------------------------------------------------------------


@define
class _Remaking:
    """Makes the document of a file again from the record, where the file has lost what it said of itself."""

    form: Form
    record: Subject | None
    format: str
    read: Callable[[bytes, str], Form]
    host: PluginHost
    _found: list[Mapping[str, str]] = field(factory=list)
    _keys: dict[str, str] = field(factory=dict)

    def identity(self) -> FrozenMap[str, str]:
        """What the document was made from: as the file says, or else by what it holds."""
        if not self._found:
            self._found.append(self._said() or self._guessed())
        return FrozenMap(self._found[0])

    def reference(self) -> Reference | None:
        """The document made again, and what its file holds."""
        from interim_method.forms.mapping import map_of
        from interim_method.forms.placing import Reference

        identity = self.identity() if self.record is not None else {}
        if self.record is None or not identity:
            return None
        try:
            asked = _asked(identity)
            job = document_job(self.record, identity["recipe"], _wanted(identity, self.host))
            made = io.BytesIO()
            export(self.record, made, to=self.format, host=self.host, **asked)
            return Reference(map_of(job.document), self.read(made.getvalue(), ""))
        except InterimMethodError:
            # A document that the record has no more, such as one of a session taken out since.
            return None

    def known(self, key: str) -> MappedPlace | None:
        """The place of the record that a key stands for."""
        from interim_method.documents.context.identity import key_of
        from interim_method.forms.mapping import mapped_place

        if self.record is None:
            return None
        if not self._keys:
            self._keys = {key_of(self.record.id, address): address for address, _ in walk(self.record)}
        address = self._keys.get(key)
        if address is None:
            return None
        language = self.form.identity.get("language")
        offer = next((o for o in self.host.documents if self.record.KIND in o.subjects), None)
        if offer is None:
            return None
        said = {"edition": offer.editions[-1], "language": language or ""}
        try:
            return mapped_place(
                document_job(self.record, offer.name, _wanted(said, self.host)).field_at(address)
            )
        except InterimMethodError:
            return None

    def _said(self) -> Mapping[str, str]:
        """What the file says of itself, where that names a document."""
        return self.form.identity if self.form.identity.get("recipe") else {}

    def _guessed(self) -> Mapping[str, str]:
        """The document that a file is most like: by the keys of its anchors, or else by its words."""
        assert self.record is not None
        keys = {held.key for held in self.form.held}
        words = {" ".join(line.text.split()) for line in self.form.lines} - {""}
        best: tuple[float, Mapping[str, str]] = (0.0, {})
        for language in self._languages(words, by_keys=bool(keys)):
            for identity, own_keys, own_words in self._candidates(language, words):
                said, own = (keys, own_keys) if keys and own_keys else (words, own_words)
                shared = len(said & own)
                # Most of what it prints must be there; of several such, the one with least that is not.
                alike = 2 * shared / (len(said) + len(own)) if own else 0.0
                if shared > _LEAST_ALIKE * len(own) and alike > best[0]:
                    best = (alike, identity)
            if best[1]:
                break
        return best[1]

    def _languages(self, words: set[str], *, by_keys: bool) -> tuple[str, ...]:
        """The languages that the document may be in, the likeliest first: keys are the same in every one."""
        own = str(getattr(self.record, "language", "en"))
        tags = (own, *(o.code for o in self.host.languages if o.code != own))
        # A document of each kind tells which language the words of a file are in.
        first = [
            (language, {"recipe": offer.name, "edition": offer.editions[0], "language": language, "of": ""})
            for language in tags
            for offer in self._offers()
        ]
        alike = dict.fromkeys(tags, 0)
        for language, identity in first:
            alike[language] += len(words & _words(self._blocks(identity)))
        likeliest = tuple(sorted(tags, key=lambda tag: -alike[tag]))
        return likeliest[:1] if by_keys else likeliest

    def _offers(self) -> Iterator[DocumentOffer]:
        assert self.record is not None
        kind = self.record.KIND
        return (offer for offer in self.host.documents if kind in offer.subjects)

    def _blocks(self, identity: Mapping[str, str]) -> list[Any]:
        """The blocks of a document; none where it cannot be had."""
        from interim_method.markup import tree

        assert self.record is not None
        try:
            document = document_job(self.record, identity["recipe"], _wanted(identity, self.host)).document
        except InterimMethodError:
            return []
        return list(tree.walk(tuple(document.blocks)))

    def _candidates(
        self, language: str, words: set[str]
    ) -> Iterator[tuple[Mapping[str, str], set[str], set[str]]]:
        from interim_method.markup import tree

        for offer in self._offers():
            for identity in self._asks(offer, language, words):
                blocks = self._blocks(identity)
                keys = {b.key for b in blocks if isinstance(b, tree.Field)}
                if keys:
                    yield identity, keys, _words(blocks)

    def _asks(self, offer: DocumentOffer, language: str, words: set[str]) -> Iterator[Mapping[str, str]]:
        """The ways to ask for a document: one that is narrowed to something prints its title."""
        whole = "\n".join(words)
        narrow = [""]
        for name in offer.narrows:
            for one in (self.record, getattr(self.record, "methodology", None)):
                held = getattr(one, name, ())
                for item in held if isinstance(held, Keyed) else ():
                    title: object = getattr(item, "title", "")
                    if isinstance(title, Text):
                        said = [title.said(offered.code).text for offered in self.host.languages]
                    else:
                        said = [str(title or "")]
                    if any(one in whole for one in said):
                        narrow.append(f"/{name}/{item.id}")
        for edition in offer.editions:
            for of in narrow:
                yield {"recipe": offer.name, "edition": edition, "language": language, "of": of}


def _words(blocks: list[Any]) -> set[str]:
    from interim_method.markup import tree

    found: set[str] = set()
    for block in blocks:
        match block:
            case tree.Paragraph(runs=runs):
                found.add(" ".join(tree.plain(runs).split()))
            case tree.Section(title=title):
                found.add(" ".join(tree.plain(title).split()))
            case tree.Collection(header=header):
                found |= {" ".join(tree.plain(head).split()) for head in header}
            case tree.Definitions(entries=entries):
                found |= {" ".join(tree.plain(entry.term).split()) for entry in entries}
            case _:
                pass
    return found - {""}


def _parameters(identity: Mapping[str, str]) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in identity.get("parameters", "").split(";") if pair)
    return {name: value for name, _, value in pairs}


def _asked(identity: Mapping[str, str]) -> dict[str, Any]:
    """What to ask `export` for to get a document again."""
    return {
        "document": identity["recipe"],
        "of": identity.get("of", ""),
        "edition": identity.get("edition") or "filled",
        "language": identity.get("language") or None,
        "audience": identity.get("audience") or "organisation",
        "parameters": _parameters(identity),
    }


def _wanted(identity: Mapping[str, str], host: PluginHost) -> Wanted:
    asked = _asked({"recipe": "", **identity})
    asked["parameters"] = FrozenMap(asked["parameters"])
    return Wanted(on=None, engagements=Keyed(), host=host, **asked)
