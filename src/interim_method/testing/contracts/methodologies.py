"""`MethodologyContract`: what every methodology must hold."""

from __future__ import annotations

import json
from typing import Any

import interim_method as im
from interim_method.errors import InterimMethodError
from interim_method.plugin import MethodologyOffer
from interim_method.testing import samples
from interim_method.testing.contracts.base import Contract, require, require_none

__all__ = ["MethodologyContract"]


class MethodologyContract(Contract):
    """For a methodology."""

    _KIND = MethodologyOffer

    @property
    def methodology(self) -> im.Methodology:
        """The methodology under test."""
        made: im.Methodology = self.loaded
        return made

    def test_its_id_is_the_name_that_it_is_offered_by(self) -> None:
        """What a record says that it was made with can be asked for."""
        require(self.methodology.id == self.name, f"it is offered as {self.name!r}: {self.methodology.id!r}")

    def test_the_rules_find_no_error_in_it(self) -> None:
        """References lead somewhere, and every text is there in each language that it says it has."""
        found = im.check(self.methodology, host=self.host)
        require_none((f for f in found if f.severity in ("error", "warning")), "the rules find")

    def test_it_comes_back_from_its_file(self) -> None:
        """What is written is read again as the same methodology."""
        written = json.loads(json.dumps(im.to_dict(self.methodology)))
        require(
            im.from_dict(written, host=self.host) == self.methodology, "it is another one when read again"
        )

    def test_it_is_the_same_each_time(self) -> None:
        """Two programs that ask for it get one and the same."""
        host = type(self)().host
        require(
            host.methodology(self.name).load() == self.methodology, "it is loaded as something else again"
        )

    def test_every_document_can_be_made_of_it_and_of_a_record_that_begins(self) -> None:
        """Whatever it defines or leaves out, each document in each edition and language of it is made."""
        method = self.methodology
        records: tuple[Any, ...] = (
            method,
            samples.empty_engagement(method),
            samples.empty_pilot(method),
        )
        for document in self.host.documents:
            for record in records:
                if record.KIND not in document.subjects:
                    continue
                for edition in document.editions:
                    try:
                        im.compose(record, document.name, edition=edition, host=self.host)
                    except InterimMethodError as error:
                        raise AssertionError(
                            f"{document.name}, {edition}, cannot be made: {error}"
                        ) from error
