"""The pilot: several engagements with one methodology, compared."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from attrs import field, frozen

from interim_method.model.engagement import (
    Archived,
    Attachment,
    DocumentState,
    Organisation,
    Person,
    Quote,
    Remark,
    Session,
)
from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.methodology import Methodology
from interim_method.model.record import Record
from interim_method.model.values import Audience, Count, Id, Language, Line, Money, Named, Prose, Ref

__all__ = [
    "EngagementReference",
    "Grant",
    "HypothesisReading",
    "Participation",
    "Participants",
    "Pilot",
    "SharedSession",
    "StageRecord",
]


@frozen(kw_only=True, eq=False, repr=False)
class EngagementReference(Record):
    """An engagement of the pilot; `file` is its record, relative to the pilot's, where there is one."""

    id: Id
    organisation: Organisation
    file: str = ""


@frozen(kw_only=True, eq=False, repr=False)
class Grant(Record):
    """Who pays for the pilot, and under which call and file number."""

    funder: Line | None = None
    call: Line | None = None
    file_number: str = ""
    amount: Money | None = None
    start: date | None = None
    end: date | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Participants(Record):
    """How many people took part, by gender; never names."""

    total: Count | None = None
    women: Count | None = None
    men: Count | None = None
    other: Count | None = None
    undisclosed: Count | None = None
    note: Prose | None = None


@frozen(kw_only=True, eq=False, repr=False)
class StageRecord(Record):
    """A pilot stage (the `id`) as planned and as done."""

    id: Annotated[str, Ref("elements:pilot-stage")]
    planned_start: date | None = None
    planned_end: date | None = None
    planned_note: Line | None = None
    done_start: date | None = None
    done_end: date | None = None
    done_note: Line | None = None
    change: Prose | None = None
    communicated_on: date | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Participation(Record):
    """How many people of one engagement (the `id`) came to a shared session, and its share of the hours."""

    id: Annotated[str, Named("engagement")]
    people: Count = 0
    minutes: Count | None = None


@frozen(kw_only=True, eq=False, repr=False)
class SharedSession(Session):
    """A session that several engagements share: one set of minutes, hours split by a stated rule."""

    participation: Keyed[Participation] = Keyed()
    professionals: Count = 0
    hours_rule: Prose | None = None


@frozen(kw_only=True, eq=False, repr=False)
class HypothesisReading(Record):
    """How the verdicts on one hypothesis (the `id`) read across the pilot."""

    id: Annotated[str, Ref("elements:hypothesis")]
    text: Prose
    contradiction: bool = False


@frozen(kw_only=True, cache_hash=True)
class Pilot(Record):
    """Several engagements under one project. The matrix of verdicts and the sums are derived.

    `results` says whether results may be told at all: of a pilot with none published, documents say so and
    leave the matrix out.
    """

    KIND: ClassVar[str] = "pilot"
    id: Id
    revision: Count = 0
    methodology: Methodology
    language: Language = "ca"
    title: Line
    fictional: bool = False
    accompanist: Organisation
    professionals: Count | None = None
    months: Count | None = None
    period: Line | None = None
    """The period in words, where no dates are known."""
    start: date | None = None
    end: date | None = None
    reference: date | None = None
    grant: Grant = field(factory=Grant)
    participants: Participants = field(factory=Participants)
    engagements: Keyed[EngagementReference] = Keyed()
    stages: Keyed[StageRecord] = Keyed()
    people: Keyed[Person] = Keyed()
    sessions: Keyed[SharedSession] = Keyed()
    summary: Prose | None = None
    results: Literal["published", "unpublished"] = "published"
    readings: Keyed[HypothesisReading] = Keyed()
    learning: Keyed[Remark] = Keyed()
    recommendations: Keyed[Remark] = Keyed()
    quotes: Keyed[Quote] = Keyed()
    entry_criterion: Prose | None = None
    sharing: Prose | None = None
    """Who may read what."""
    consent: Audience = "group"
    own_hour_cost: Money | None = None
    professional_hour_cost: Money | None = None
    contribution: Money | None = None
    """What an organisation pays with the grant."""
    documents: Keyed[DocumentState] = Keyed()
    attachments: Keyed[Attachment] = Keyed()
    archive: Keyed[Archived] = Keyed()
    """What the record held in places that its methodology does not have any more."""
    extensions: FrozenMap[str, Any] = FrozenMap()
