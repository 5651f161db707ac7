"""`ExporterContract`: what every writer of a format must hold."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, ClassVar

import attrs

import interim_method as im
from interim_method.errors import InterimMethodError, PluginError
from interim_method.markup import tree as t
from interim_method.plugin import ExporterOffer, Parameter
from interim_method.testing import samples
from interim_method.testing.contracts.base import Contract, require, require_none

__all__ = ["ExporterContract"]


class ExporterContract(Contract):
    """For an exporter.

    Attributes:
        options: Options that every export of the tests is made with.
    """

    _KIND = ExporterOffer
    options: ClassVar[Mapping[str, object]] = {}

    def text_of(self, content: bytes) -> str:
        """The text that a person finds in what was written; an exporter of documents has to say it."""
        raise AssertionError(
            f"{type(self).__name__} must say what a person reads: def text_of(self, content: bytes) -> str"
        )

    def written(self, subject: Any, **arguments: Any) -> bytes:
        """What the exporter writes of a subject."""
        stream = io.BytesIO()
        im.export(subject, stream, to=self.name, options=self.options, host=self.host, **arguments)
        return stream.getvalue()

    def subjects(self) -> Iterator[tuple[Any, dict[str, Any]]]:
        """What is exported in tests: for documents each one of the box, for data every sample record."""
        if self.offer.takes == "record":
            for record in samples.every_record():
                yield record, {}
            return
        yield samples.nasty_document(), {}
        records: dict[str, Any] = {one.KIND: one for one in (samples.interim_executive(), samples.pilot())}
        records["engagement"] = samples.nasty(samples.engagement())
        for document in self.host.documents:
            for edition in document.editions:
                yield (
                    records[document.subjects[0]],
                    {"document": document.name, "edition": edition, "language": "ca"},
                )

    def test_it_is_found_by_each_of_its_names_and_suffixes(self) -> None:
        """What `--to` and a file's suffix say leads to it."""
        offer = self.offer
        for name in offer.names:
            require(self.host.exporter(name) is offer, f"the name {name!r} leads to another exporter")
        for suffix in offer.suffixes:
            found = self.host.exporter_for(f"file{suffix}")
            require(found is offer, f"{suffix} leads to {found.name!r}, which has it already")

    def test_its_media_type_is_told(self) -> None:
        """Programs that serve the file have to say what it is."""
        require(self.offer.media_type != "application/octet-stream", "it does not say its media type")

    def test_it_writes_everything_there_is_in_the_box(self) -> None:
        """Each document in each edition, or each kind of record: empty ones and nasty ones as well."""
        for subject, arguments in self.subjects():
            said = str(arguments) if arguments else str(getattr(subject, "id", "the nasty document"))
            try:
                content = self.written(subject, **arguments)
            except InterimMethodError as error:
                raise AssertionError(f"it cannot write {said}: {error}") from error
            require(bool(content), f"of {said} it writes nothing")

    def test_what_it_writes_is_the_same_each_time(self) -> None:
        """The same job gives the same bytes: no clock, no chance, no order of a set in it."""
        for subject, arguments in (*self.subjects(),)[:3]:
            once, again = self.written(subject, **arguments), self.written(subject, **arguments)
            require(once == again, "two exports of one thing are different")

    def test_every_text_of_a_document_can_be_read_in_what_it_writes(self) -> None:
        """Blocks of every kind, unknown ones by their fallback, and characters that formats treat in a special way."""
        if self.offer.takes == "record":
            return  # which values of a record a data format holds is its own affair
        document = samples.nasty_document()
        found = self.text_of(self.written(document))
        squeezed = _squeezed(found)
        wanted = [document.title, *_texts(tuple(document.blocks))]
        lost = [text for text in wanted if _squeezed(text) not in squeezed]
        require_none((repr(text[:60]) for text in lost), "these texts are not in what it writes")

    def test_it_writes_to_a_stream_that_can_only_be_written_and_leaves_it_open(self) -> None:
        """A pipe and a web server's answer cannot be read or wound back."""
        subject, arguments = next(self.subjects())
        stream: Any = _OneWay()
        try:
            im.export(subject, stream, to=self.name, options=self.options, host=self.host, **arguments)
        except (InterimMethodError, OSError) as error:
            raise AssertionError(f"it cannot write to a pipe: {error}") from error
        require(not stream.closed, "it closed the stream, which is its caller's")
        require(bool(stream.content), "to a pipe it writes nothing")

    def test_a_full_disk_is_not_passed_over_in_silence(self) -> None:
        """What cannot be written must reach whoever waits for the file."""
        subject, arguments = next(self.subjects())
        full: Any = _Full()
        try:
            im.export(subject, full, to=self.name, options=self.options, host=self.host, **arguments)
        except PluginError as error:
            raise AssertionError(f"the system's own error is hidden behind another: {error}") from error
        except (OSError, InterimMethodError):
            return
        raise AssertionError("the disk was full, and it did not say so")

    def test_it_changes_neither_the_record_nor_anything_outside_its_stream(self) -> None:
        """No printing, no change of the working directory, no writing into what it was lent."""
        before = len(self.host.faults)
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            for subject, arguments in (*self.subjects(),)[:3]:
                try:
                    self.written(subject, **arguments)
                except InterimMethodError as error:
                    raise AssertionError(f"it failed: {error}") from error
        require(not said.getvalue(), f"it printed {said.getvalue()[:200]!r}")
        require_none(self.host.faults[before:], "it changed something outside its stream")

    def test_every_option_is_explained_and_what_is_chosen_is_taken(self) -> None:
        """`--help` and listings show the summaries; a choice that is offered must not fail."""
        subject, arguments = next(self.subjects())
        for option in self.offer.options:
            require(bool(option.summary), f"the option {option.name!r} has no summary")
            for value in _values(option):
                chosen = {**self.options, option.name: value}
                im.export(subject, io.BytesIO(), to=self.name, options=chosen, host=self.host, **arguments)


class _OneWay(io.RawIOBase):
    """A stream that can be written, and nothing else."""

    def __init__(self) -> None:
        self.content = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.content += bytes(data)
        return len(data)


class _Full(_OneWay):
    def write(self, data: Any) -> int:
        raise OSError(28, "No space left on device")


def _values(option: Parameter) -> tuple[object, ...]:
    match option.kind:
        case "choice":
            return option.choices
        case "yes-no":
            return (True, False)
        case "count":
            return (1,)
        case _:
            return ()


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _texts(value: Any) -> Iterator[str]:
    """Every marked text that a tree shows, wherever in its blocks and runs it stands."""
    if isinstance(value, str):
        if value.startswith("Mk"):
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, t.Figure):
        yield value.alt
    elif attrs.has(type(value)):
        for attribute in attrs.fields(type(value)):
            yield from _texts(getattr(value, attribute.name))
