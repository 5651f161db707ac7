"""`VariantContract`: what every variant must hold."""

from __future__ import annotations

import json

import interim_method as im
from interim_method.errors import InterimMethodError
from interim_method.model import Variant
from interim_method.plugin import VariantOffer
from interim_method.testing import samples
from interim_method.testing.contracts.base import Contract, require, require_none

__all__ = ["VariantContract"]


class VariantContract(Contract):
    """For a variant."""

    _KIND = VariantOffer

    @property
    def base(self) -> im.Methodology:
        """The methodology that it is a variant of."""
        return im.methodology(self.offer.base, host=self.host)

    @property
    def resolved(self) -> im.Methodology:
        """The base with the variant's changes."""
        try:
            return im.methodology(self.offer.base, variants=[self.name], host=self.host)
        except InterimMethodError as error:
            raise AssertionError(f"it cannot be applied to {self.offer.base!r}: {error}") from error

    def test_the_variant_is_the_one_that_is_offered(self) -> None:
        """Id, base and version say the same in the offer and in the variant."""
        variant = self.loaded
        require(isinstance(variant, Variant), f"it gives a {type(variant).__name__}, not a Variant")
        for name, said in (("id", self.name), ("base", self.offer.base), ("version", self.offer.version)):
            found = getattr(variant, name)
            require(found == said, f"the {name} is {found!r}, and its offer says {said!r}")

    def test_it_changes_its_base_the_same_each_time_and_leaves_the_base_as_it_was(self) -> None:
        """Applying it is a pure function, and it does something."""
        before = im.to_dict(self.base)
        once = self.resolved
        require(once == self.resolved, "applied twice, it gives two methodologies")
        require(im.to_dict(self.base) == before, "the base is another one afterwards")
        require(bool(self.loaded.changes), "it changes nothing")

    def test_the_rules_find_no_error_in_what_becomes_of_the_base(self) -> None:
        """References lead somewhere, and what it adds is told in each language that the base has."""
        known = {(f.rule, f.address, f.message) for f in im.check(self.base, host=self.host)}
        found = im.check(self.resolved, host=self.host)
        wrong = [f for f in found if f.severity in ("error", "warning")]
        require_none((f for f in wrong if (f.rule, f.address, f.message) not in known), "the rules find")

    def test_what_becomes_of_the_base_comes_back_from_its_file(self) -> None:
        """An engagement keeps the methodology that it was made with."""
        record = samples.empty_engagement(self.resolved)
        again = im.from_dict(json.loads(json.dumps(im.to_dict(record))), host=self.host)
        require(again == record, "an engagement made with it is another one when it is read again")

    def test_every_document_can_be_made_with_it(self) -> None:
        """The handbook, and each document of an engagement that begins, in each edition."""
        record = samples.empty_engagement(self.resolved)
        for document in self.host.documents:
            for subject in (self.resolved, record):
                if subject.KIND not in document.subjects:
                    continue
                for edition in document.editions:
                    try:
                        im.compose(subject, document.name, edition=edition, host=self.host)
                    except InterimMethodError as error:
                        raise AssertionError(
                            f"{document.name}, {edition}, cannot be made: {error}"
                        ) from error
