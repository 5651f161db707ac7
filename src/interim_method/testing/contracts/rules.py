"""`RuleContract`: what every check must hold."""

from __future__ import annotations

from typing import Any

import interim_method as im
from interim_method.errors import InterimMethodError
from interim_method.plugin import RuleOffer
from interim_method.testing import samples
from interim_method.testing.contracts.base import Contract, require, require_none

__all__ = ["RuleContract"]


class RuleContract(Contract):
    """For a rule."""

    _KIND = RuleOffer

    def bad(self) -> Any:
        """A record in which the rule finds something."""
        raise AssertionError(
            f"{type(self).__name__} must give a record to be found fault with: def bad(self)"
        )

    def good(self) -> Any:
        """A record in which the rule finds nothing."""
        raise AssertionError(f"{type(self).__name__} must give a record that is in order: def good(self)")

    def findings(self, record: Any) -> tuple[im.Finding, ...]:
        """What the rule finds, as of the day that the samples speak of."""
        return tuple(self.loaded(record, samples.REFERENCE))

    def test_it_finds_what_is_wrong_and_nothing_where_all_is_well(self) -> None:
        """A rule that never finds anything, or always does, is no check."""
        require(bool(self.findings(self.bad())), "it finds nothing in the record that is bad")
        require_none(self.findings(self.good()), "it finds something in the record that is good")

    def test_it_goes_through_every_record_of_its_kinds(self) -> None:
        """Whole, empty and nasty ones, whether or not anybody said what day it is."""
        for record in self._records():
            for on in (samples.REFERENCE, None):
                try:
                    tuple(self.loaded(record, on))
                except Exception as error:
                    said = f"{type(error).__name__}: {error}"
                    raise AssertionError(f"in the {record.KIND} {record.id!r} it failed: {said}") from error

    def test_its_findings_say_by_whom_what_and_where(self) -> None:
        """The rule's own name, a sentence, and an address that leads to what it is about."""
        for record in (self.bad(), *self._records()):
            for finding in self.findings(record):
                require(
                    isinstance(finding, im.Finding), f"it gives a {type(finding).__name__}, not a Finding"
                )
                require(finding.rule == self.name, f"a finding is signed {finding.rule!r}, not {self.name!r}")
                require(bool(finding.message.strip()), "a finding says nothing")
                if not finding.address:
                    continue
                try:
                    im.get(record, finding.address)
                except InterimMethodError as error:
                    raise AssertionError(f"a finding leads nowhere: {error}") from error

    def test_it_finds_the_same_each_time(self) -> None:
        """No clock, no chance, no memory of the record before."""
        for record in (self.bad(), *self._records()):
            require(self.findings(record) == self.findings(record), "twice the same record, two answers")

    def _records(self) -> list[Any]:
        return [record for record in samples.every_record() if record.KIND in self.offer.subjects]
