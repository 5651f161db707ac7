"""`Job`: one export, whole: what of, for whom, how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from attrs import field, frozen

from interim_method.errors import AddressError, ExportError
from interim_method.markup.tree import Document, Field
from interim_method.model.engagement import Engagement
from interim_method.model.frozen import FrozenMap
from interim_method.model.methodology import Methodology
from interim_method.model.pilot import Pilot
from interim_method.model.values import Audience
from interim_method.plugin.offers import Edition

__all__ = ["Job"]


def _map(value: Mapping[str, Any]) -> FrozenMap[str, Any]:
    return FrozenMap(value)


@frozen(kw_only=True)
class Job:
    """One export: a writer gets it together with a binary stream.

    Data formats write `subject`, document formats `document`, which is composed when first asked for, and
    only once. A job can be pickled when its `compose` can, such as a function of a module.

    Attributes:
        subject: The record, already redacted for `audience`; None when a bare document is written.
        recipe: Name of the document to compose; empty for data formats and bare documents.
        of: Address of the step, session or other part that the document is narrowed to; empty for the whole.
        parameters: The recipe's parameters, settled.
        edition: The edition of the document.
        language: Language of the output; empty for the record's own.
        audience: Whom the output is for.
        on: The day that figures are reckoned for; None where nobody said.
        options: The exporter's options, settled.
        given: A document that is there already, and is written as it is.
        compose: Composes the document of a job; left out of comparisons.
        parts: What the parts of the document may be called.
        look_up: Gives the place at an address of the record; left out of comparisons.
    """

    subject: Methodology | Engagement | Pilot | None = None
    recipe: str = ""
    of: str = ""
    parameters: FrozenMap[str, Any] = field(factory=FrozenMap, converter=_map)
    edition: Edition = "filled"
    language: str = ""
    audience: Audience = "organisation"
    on: date | None = None
    options: FrozenMap[str, Any] = field(factory=FrozenMap, converter=_map)
    given: Document | None = None
    compose: Callable[[Job], Document] | None = field(default=None, eq=False, repr=False)
    parts: tuple[str, ...] = ()
    look_up: Callable[[Job, str], Field] | None = field(default=None, eq=False, repr=False)

    @cached_property
    def document(self) -> Document:
        """The document to write.

        Raises:
            ExportError: The job is about data only.
        """
        if self.given is not None:
            return self.given
        if self.compose is None:
            raise ExportError("this export is of data only: no document was asked for")
        return self.compose(self)

    def field_at(self, address: str) -> Field:
        """The place at an *address* of the record, with its value as the document would show it.

        Raises:
            AddressError: It leads nowhere, or there is no record.
        """
        if self.look_up is None:
            raise AddressError("leads into a record, and there is none", address)
        return self.look_up(self, address)
