"""`DocumentContract`: what every recipe must hold."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import attrs

import interim_method as im
from interim_method.errors import InterimMethodError
from interim_method.markup import tree as t
from interim_method.model import place
from interim_method.plugin import DocumentOffer
from interim_method.testing import samples
from interim_method.testing.contracts.base import Contract, require, require_none

__all__ = ["DocumentContract"]

_LANGUAGES = ("ca", "es", "en")


class DocumentContract(Contract):
    """For a document."""

    _KIND = DocumentOffer

    def records(self) -> tuple[Any, ...]:
        """What the document is made of in tests: every sample record that it may be about."""
        return tuple(one for one in samples.every_record() if one.KIND in self.offer.subjects)

    def composed(self, record: Any, **arguments: Any) -> t.Document:
        """The document of a record, with the day that the samples speak of."""
        engagements = samples.engagements() if record.KIND == "pilot" and record.engagements else ()
        return im.compose(
            record, self.name, on=samples.REFERENCE, engagements=engagements, host=self.host, **arguments
        )

    def test_it_has_a_title_and_a_file_name_in_each_language(self) -> None:
        """Listings, heads and files speak the language of whoever asks."""
        for language in _LANGUAGES:
            require(language in self.offer.titles, f"it has no title in {language}")
            require(language in self.offer.files, f"it has no name of a file in {language}")

    def test_it_is_made_of_every_record_in_every_edition_and_language(self) -> None:
        """Whole, empty and nasty records, for oneself and for the public."""
        for record, arguments in self._asked():
            try:
                document = self.composed(record, **arguments)
                content = [block for block in document.blocks if not isinstance(block, t.PageBreak)]
            except InterimMethodError as error:
                raise AssertionError(
                    f"of the {record.KIND} {record.id!r} it cannot be made with {arguments}: {error}"
                ) from error
            require(bool(document.title), f"with {arguments} it has no title")
            if arguments["audience"] == "public":
                continue  # there may be nothing that everybody may know
            require(bool(content), f"of the {record.KIND} {record.id!r} with {arguments} it is empty")

    def test_it_says_the_same_each_time(self) -> None:
        """One record and one question give one document: no clock, no chance."""
        for record in self.records()[:3]:
            require(self.composed(record) == self.composed(record), "twice the same record, two documents")

    def test_its_places_lead_into_the_record(self) -> None:
        """What somebody writes there has to find its way back: a field is made by `ctx.field(address)`."""
        for record in self.records():
            for edition in self.offer.editions:
                document = self.composed(record, edition=edition)
                for field in t.fields(document):
                    require(bool(field.address and field.key), f"the field {field.label!r} has no address")
                    self._leads(record, field)
                places = {(field.key, field.address) for field in t.fields(document)}
                keys = {key for key, _ in places}
                require(len(keys) == len(places), "two addresses have one key")

    def test_it_can_be_written_as_word_and_markdown_without_defects(self) -> None:
        """The lint finds nothing in the Word file, and no writer says that something cannot be shown."""
        from interim_method.formats.docx.lint import word_defects

        for record in self.records()[:2]:
            for edition in self.offer.editions:
                document = self.composed(record, edition=edition)
                for to in ("docx", "markdown"):
                    stream = io.BytesIO()
                    found = im.export(document, stream, to=to)
                    require_none((f for f in found if f.severity == "error"), f"the {edition} as {to}")
                    if to == "docx":
                        defects = word_defects(io.BytesIO(stream.getvalue()))
                        require_none(
                            (d.message for d in defects if d.severity == "error"), f"the {edition} as Word"
                        )

    def test_its_parameters_are_explained_and_their_choices_are_taken(self) -> None:
        """Listings show the summaries; a choice that is offered must not fail."""
        record = self.records()[0]
        for parameter in self.offer.parameters:
            require(bool(parameter.summary), f"the parameter {parameter.name!r} has no summary")
            values: tuple[object, ...] = parameter.choices
            if parameter.kind == "yes-no":
                values = (True, False)
            for value in values:
                self.composed(record, parameters={parameter.name: value})

    def _asked(self) -> Iterator[tuple[Any, dict[str, Any]]]:
        for number, record in enumerate(self.records()):
            for edition in self.offer.editions:
                # Every language of the whole records; of the odd ones each in turn is enough.
                for language in _LANGUAGES if number < 2 else (_LANGUAGES[number % 3],):
                    for audience in ("organisation", "public") if language == "ca" else ("organisation",):
                        yield record, {"edition": edition, "language": language, "audience": audience}

    def _leads(self, record: Any, field: t.Field) -> None:
        owners = [record, *samples.engagements()] if record.KIND == "pilot" else [record]
        for owner in owners:
            try:
                place(owner, field.address)
                return
            except InterimMethodError:
                continue
        # An empty row of a growing list has the address that its item will have.
        parent = field.address.rsplit("/", 2)[0]
        collection = getattr(record, parent.strip("/").partition("/")[0].replace("-", "_"), None)
        require(
            isinstance(collection, im.Keyed) or attrs.has(type(collection)),
            f"the field {field.label!r} leads to {field.address}, which is no place of the record",
        )
