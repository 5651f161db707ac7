"""`Context`: what a recipe knows of its subject, and the one interface that it composes with."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from attrs import Factory, frozen

from interim_method.documents.context import blocks, collections, frame, identity, names, places, texts
from interim_method.documents.language import Language
from interim_method.errors import AddressError, ExportError, with_article
from interim_method.model import (
    Audience,
    Engagement,
    FrozenMap,
    Keyed,
    Methodology,
    Money,
    Pilot,
    Record,
    parts,
    place,
)

if TYPE_CHECKING:
    from interim_method.markup.tree import Option
    from interim_method.rules.pilots import Totals

__all__ = ["Context"]

Subject = Methodology | Engagement | Pilot


@frozen(kw_only=True)
class Context:
    """Everything that a recipe may know, and all that it composes with.

    What it is about stands here; how it says texts and makes blocks, places and the whole stands in the modules
    beside this one, whose functions are its methods.

    Attributes:
        subject: The record, already redacted for `audience`.
        recipe: Name of the document.
        title: Title of the document, in its language.
        language: The language of the document.
        edition: ``blank``, ``filled``, ``facilitator`` or ``summary``.
        audience: Whom it is for.
        on: The day that it speaks of; that of the record where nobody said.
        of: Address that narrows it to one step, session, content or person; empty for the whole.
        parameters: The recipe's parameters by name.
        engagements: The engagements of a pilot, redacted for the audience too.
        totals: Of a pilot, how many verdicts each hypothesis got; reckoned before redaction, since sums may
            be told to those who may not see whose they are.
        copy: Number of the copy, where several are handed out.
    """

    subject: Subject
    recipe: str
    title: str
    language: Language
    edition: Literal["blank", "filled", "facilitator", "summary"] = "filled"
    audience: Audience = "organisation"
    on: date | None = None
    of: str = ""
    parameters: FrozenMap[str, Any] = Factory(FrozenMap)
    engagements: Keyed[Engagement] = Factory(Keyed)
    totals: FrozenMap[str, Totals] = Factory(FrozenMap)
    copy: int = 0

    # --- what it is about --------------------------------------------------------------------------------

    @property
    def blank(self) -> bool:
        """Whether places are left empty, to be filled in by hand."""
        return self.edition == "blank"

    @property
    def engagement(self) -> Engagement:
        """The engagement.

        Raises:
            ExportError: The subject is something else.
        """
        if not isinstance(self.subject, Engagement):
            raise ExportError(
                f"the document {self.recipe!r} is about an engagement, not a {self.subject.KIND}"
            )
        return self.subject

    @property
    def pilot(self) -> Pilot:
        """The pilot.

        Raises:
            ExportError: The subject is something else.
        """
        if not isinstance(self.subject, Pilot):
            raise ExportError(
                f"the document {self.recipe!r} is about a pilot, not {with_article(self.subject.KIND)}"
            )
        return self.subject

    @property
    def methodology(self) -> Methodology:
        """The methodology, the subject's own where it is not one itself."""
        return self.subject if isinstance(self.subject, Methodology) else self.subject.methodology

    @property
    def own_language(self) -> str:
        """The language in which the record is written."""
        return self.language.code if isinstance(self.subject, Methodology) else self.subject.language

    @property
    def day(self) -> date | None:
        """The day that the document speaks of."""
        return self.on or (None if isinstance(self.subject, Methodology) else self.subject.reference)

    def narrowed(self, *collections: str) -> str | None:
        """The id that `of` names, where it leads into one of *collections*; None where it names nothing.

        Raises:
            AddressError: It leads nowhere, or into something else.
        """
        if not self.of:
            return None
        tokens = parts(self.of)
        if len(tokens) == 2 and tokens[0] in collections:
            record: Record = self.subject
            if tokens[0] == "elements" and not isinstance(self.subject, Methodology):
                record = self.methodology
            place(record, self.of)
            return tokens[1]
        wanted = " or ".join(f"/{c}/…" for c in collections) or "nothing"
        raise AddressError(f"does not narrow the document {self.recipe!r}; it takes {wanted}", self.of)

    # --- words, texts, names ---------------------------------------------------------------------------------

    def word(self, key: str, **gaps: object) -> str:
        """Words of the document, by symbolic id."""
        return self.language.word(key, **gaps)

    text = texts.text
    line = texts.line
    inline = texts.inline
    prose = texts.prose
    choice = names.choice
    role = names.role
    roles = names.roles
    stage = names.stage
    blocker = names.blocker

    # --- dates and numbers ------------------------------------------------------------------------------

    def short_date(self, day: date | None) -> str:
        """A date for tables; empty for none."""
        return self.language.short_date(day) if day else ""

    def long_date(self, day: date | None) -> str:
        """A date in full; empty for none."""
        return self.language.long_date(day) if day else ""

    def hours(self, minutes: int | None) -> str:
        """Minutes as hours without the unit; empty for none."""
        return "" if minutes is None else self.language.hours(minutes)

    def number(self, value: Any, decimals: int | None = None) -> str:
        """A number; empty for none."""
        return "" if value is None else self.language.number(value, decimals)

    def money(self, amount: Money | None) -> str:
        """An amount; empty for none."""
        return self.language.money(amount) if amount else ""

    # --- blocks, places, the whole --------------------------------------------------------------------------

    heading = blocks.heading
    section = blocks.section
    section_if_any = blocks.section_if_any
    pending = blocks.pending
    facts = staticmethod(blocks.facts)
    bullets = blocks.bullets
    table = staticmethod(blocks.table)
    strip = blocks.strip
    callout = staticmethod(blocks.callout)
    key = identity.key
    field = places.field
    collection = collections.collection
    fixed = collections.fixed
    document = frame.document
    state_of = frame.state_of
    wording = frame.wording

    @cached_property
    def candidates(self) -> dict[tuple[str, ...], tuple[Option, ...]]:
        """What references may lead to, by their collections: found when first asked for, and not for each place."""
        return {}

    @cached_property
    def identity(self) -> FrozenMap[str, str]:
        """What a reader needs to know the document again."""
        return identity.of_document(self)
