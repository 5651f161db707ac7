"""The engagement: the record of one organisation going through a methodology.

Spent and remaining hours, barriers, progress and the like are functions of the record and a date
(`interim_method.rules`), never stored. What depends on each other is linked by ids: difficulty → desired
state → commitment → objective → action → hours.
"""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

import attrs
from attrs import field, frozen

from interim_method.errors import Fault
from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.methodology import Methodology, Unknown
from interim_method.model.record import Record
from interim_method.model.terminology import Terminology
from interim_method.model.values import (
    Audience,
    Clock,
    Count,
    Emotion,
    Id,
    Kind,
    Language,
    Line,
    Mark,
    Minutes,
    Money,
    Named,
    Number,
    Prose,
    Ref,
    Zone,
)
from interim_method.model.variant import ChangeOf

__all__ = [
    "Action",
    "ActionStatus",
    "Agreement",
    "Answer",
    "Archived",
    "Attachment",
    "Attendance",
    "BoardCard",
    "CanvasContent",
    "CanvasNote",
    "Commitment",
    "ComparisonContent",
    "Competitor",
    "CompetitorNote",
    "Concept",
    "Decision",
    "DesiredState",
    "Diagnosis",
    "Difficulty",
    "DocumentState",
    "Engagement",
    "Expectation",
    "FigureValue",
    "FunnelContent",
    "FunnelCount",
    "Handover",
    "HandoverItem",
    "HourEntry",
    "Indicator",
    "JourneyCell",
    "JourneyContent",
    "JourneyPoint",
    "Measurement",
    "Objective",
    "Organisation",
    "Person",
    "PlanChange",
    "Priority",
    "QuadrantsContent",
    "Quote",
    "Readiness",
    "ReadinessValue",
    "Reading",
    "Reason",
    "Remark",
    "Review",
    "RoleLine",
    "Segment",
    "Session",
    "Signature",
    "ToolContent",
    "Verdict",
]

ActionStatus = Literal["to-do", "in-progress", "blocked", "done", "dropped"]
Mode = Literal["contact", "preparation", "coordination", "travel"]
Party = Literal["organisation", "professional", "together"]

PersonRef = Annotated[str, Ref("people")]
SessionRef = Annotated[str, Ref("sessions")]
SegmentRef = Annotated[str, Ref("segments")]
ObjectiveRef = Annotated[str, Ref("objectives")]
ActionRef = Annotated[str, Ref("actions")]
StepRef = Annotated[str, Ref("elements:step")]
ActivityRef = Annotated[str, Ref("elements:activity")]
StageRef = Annotated[str, Ref("elements:change-stage")]
People = Annotated[int, Kind("count", 0, 10_000)]
"""How many people: each may get a line on an attendance sheet."""
BlockerRef = Annotated[str, Ref("choices:blocker-kinds")]


@frozen(kw_only=True, eq=False, repr=False)
class Remark(Record):
    """One entry of a list of texts: a point worked on, an open question, a strength."""

    id: Id
    text: Prose


# --- who ---------------------------------------------------------------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class Organisation(Record):
    """An organisation. `fictional` is shown on everything that is made from the record."""

    name: Line
    description: Prose | None = None
    sector: Line | None = None
    members: Count | None = None
    income: Money | None = None
    income_year: int | None = None
    fictional: bool = False


@frozen(kw_only=True, eq=False, repr=False)
class Person(Record):
    """Somebody who takes part, known by role. The name is used in attendance and signatures only.

    `people` is larger than one where several share a role; `consent` says whom the role may be shown to.
    """

    id: Id
    role: Line
    name: Line | None = None
    party: Literal["organisation", "professional", "body"] = "organisation"
    people: People = 1
    contact: bool = False
    consent: Audience = "organisation"


@frozen(kw_only=True, eq=False, repr=False)
class Segment(Record):
    """A group of clients alike in what they seek and how they decide."""

    id: Id
    name: Line


# --- sessions, answers ---------------------------------------------------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class Attendance(Record):
    """Whether a person (the `id` is hers) came. `people` counts those who share the role."""

    id: Annotated[str, Ref("people")]
    present: bool = True
    people: People | None = None
    reason: Line | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Decision(Record):
    """Something agreed in a session, with who sees to it and until when."""

    id: Id
    text: Prose
    responsible: tuple[PersonRef, ...] = ()
    everyone: bool = False
    due: date | None = None
    done: date | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Priority(Record):
    """A choice that got votes."""

    id: Id
    text: Prose
    votes: Count = 0
    difficulty: Annotated[str | None, Ref("difficulties")] = None


@frozen(kw_only=True, eq=False, repr=False)
class Session(Record):
    """A meeting. Start and end are local times in the IANA `zone`."""

    id: Id
    on: date
    step: StepRef | None = None
    activity: ActivityRef | None = None
    title: Line | None = None
    start: Clock | None = None
    end: Clock | None = None
    zone: Zone = "Europe/Madrid"
    place: Line | None = None
    mode: Literal["in-person", "online", "mixed"] = "in-person"
    facilitator: PersonRef | None = None
    stages: tuple[StageRef, ...] = ()
    actions: tuple[ActionRef, ...] = ()
    attendance: Keyed[Attendance] = Keyed()
    objective: Prose | None = None
    decisions: Keyed[Decision] = Keyed()
    worked_on: Keyed[Remark] = Keyed()
    disagreements: Keyed[Remark] = Keyed()
    parking: Keyed[Remark] = Keyed()
    closing_round: Keyed[Remark] = Keyed()
    priorities: Keyed[Priority] = Keyed()
    next_on: date | None = None
    next_bring: Prose | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Answer(Record):
    """An answer to a prompt. There may be many to one: by session, by person, by group.

    `value` is what the prompt asks for: Markdown, a number or date as text, a mark, choices, yes or no;
    ``None`` with `unsure` is "I don't know". `typed_by` and `source` say who typed it and from what.
    """

    id: Id
    prompt: Annotated[str, Ref("elements:prompt")]
    value: Prose | bool | int | tuple[str, ...] | None = None
    unsure: bool = False
    session: SessionRef | None = None
    respondent: PersonRef | None = None
    mode: Literal["individual", "small-group", "assembly"] = "assembly"
    group_item: str = ""
    agreement: Mark | None = None
    on: date | None = None
    typed_by: PersonRef | None = None
    source: Line | None = None
    consent: Audience = "organisation"


# --- diagnosis -----------------------------------------------------------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class FigureValue(Record):
    """A number that the diagnosis rests on, with its unit and source."""

    id: Id
    label: Line
    value: Number
    unit: Line | None = None
    period: Line | None = None
    source: Line | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Reading(Record):
    """What lies behind the answers to one prompt."""

    id: Id
    prompt: Annotated[str, Ref("elements:prompt")]
    text: Prose


@frozen(kw_only=True, eq=False, repr=False)
class Diagnosis(Record):
    """How the participatory diagnosis was made, returned and validated.

    Below `threshold` answers the dots are shown only where `dots_agreed` says when the group agreed to it.
    """

    asked: Count = 0
    asked_of: Count | None = None
    answered_from: date | None = None
    answered_until: date | None = None
    discussed: date | None = None
    returned: date | None = None
    validated: date | None = None
    validated_by: Line | None = None
    changed: Prose | None = None
    threshold: Count = 5
    dots_agreed: date | None = None
    how: Prose | None = None
    strengths: Keyed[Remark] = Keyed()
    deepest_disagreement: Prose | None = None
    figures: Keyed[FigureValue] = Keyed()
    readings: Keyed[Reading] = Keyed()
    unknowns: Keyed[Remark] = Keyed()


@frozen(kw_only=True, eq=False, repr=False)
class Difficulty(Record):
    """What the diagnosis found: a difficulty, a strength, or a disagreement left open.

    `released` says to whom the organisation has let it be shown.
    """

    id: Id
    text: Prose
    kind: Literal["difficulty", "strength", "disagreement"] = "difficulty"
    now: Prose | None = None
    ideal: Prose | None = None
    blockers: tuple[BlockerRef, ...] = ()
    evidence: Prose | None = None
    statements: tuple[Annotated[str, Ref("elements:prompt")], ...] = ()
    priority: Literal["high", "medium", "low"] | None = None
    priority_note: Prose | None = None
    released: Audience = "organisation"


@frozen(kw_only=True, eq=False, repr=False)
class DesiredState(Record):
    """Where the organisation wants to be, instead of some of its difficulties."""

    id: Id
    text: Prose
    difficulties: tuple[Annotated[str, Ref("difficulties")], ...] = ()


@frozen(kw_only=True, eq=False, repr=False)
class Commitment(Record):
    """What the organisation commits to, to reach a desired state."""

    id: Id
    text: Prose
    desired_states: tuple[Annotated[str, Ref("desired_states")], ...] = ()
    due: date | None = None


# --- agreement, objectives -------------------------------------------------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class Measurement(Record):
    """The value of an indicator on a date. `basis` holds what it was made from, where that says more."""

    id: Id
    on: date
    value: Number
    basis: Line | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Indicator(Record):
    """A number watched to see whether things move: baseline, target, and the values measured since."""

    id: Id
    title: Line
    unit: Line | None = None
    baseline: Number | None = None
    target: Number | None = None
    goal: Line | None = None
    """A target that is not a number."""
    due: date | None = None
    measurements: Keyed[Measurement] = Keyed()

    def now(self, on: date | None = None) -> Measurement | None:
        """The last measurement, no later than *on* where given."""
        known = [m for m in self.measurements if on is None or m.on <= on]
        return max(known, key=lambda m: m.on) if known else None


@frozen(kw_only=True, eq=False, repr=False)
class Objective(Record):
    """What is to be reached, with its indicators; serves commitments."""

    id: Id
    title: Line
    commitments: tuple[Annotated[str, Ref("commitments")], ...] = ()
    indicators: Keyed[Indicator] = Keyed()
    learning: Prose | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Expectation(Record):
    """What one side expects; with party ``none`` what nobody should expect."""

    id: Id
    party: Literal["organisation", "professional", "none"]
    text: Prose


@frozen(kw_only=True, eq=False, repr=False)
class RoleLine(Record):
    """Who does, decides and is told what."""

    id: Id
    person: PersonRef | None = None
    does: Prose | None = None
    decides: Prose | None = None
    told: Prose | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Concept(Record):
    """A word with the definition that was agreed on."""

    id: Id
    term: Line
    definition: Prose | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Review(Record):
    """A line in the agreement's table: ratified, reviewed, renegotiated or changed, when and by whom."""

    id: Id
    on: date
    what: Literal["ratified", "reviewed", "renegotiated", "changed", "planned"]
    text: Prose | None = None
    by: Line | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Signature(Record):
    """A line of the signature block; the name is personal data and goes nowhere else."""

    id: Id
    person: PersonRef | None = None
    name: Line | None = None
    on: date | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Agreement(Record):
    """The working agreement («tauler de joc»): the rules before playing. The latest by date is in force."""

    id: Id
    on: date
    expectations: Keyed[Expectation] = Keyed()
    objectives: tuple[ObjectiveRef, ...] = ()
    roles: Keyed[RoleLine] = Keyed()
    concepts: Keyed[Concept] = Keyed()
    professional_minutes: Minutes = 5400
    warning_percent: Count = 80
    over_budget: Prose | None = None
    own_weekly_minutes: Minutes | None = None
    own_people: Count | None = None
    own_when: Prose | None = None
    own_stops: Prose | None = None
    cadence: Prose | None = None
    place: Prose | None = None
    deciding: Prose | None = None
    confidentiality: Prose | None = None
    personal_data: Prose | None = None
    ownership: Prose | None = None
    objections: Keyed[Remark] = Keyed()
    reviews: Keyed[Review] = Keyed()
    signatures: Keyed[Signature] = Keyed()

    @property
    def ratified(self) -> Review | None:
        """The ratification, where there is one."""
        return next((r for r in self.reviews if r.what == "ratified"), None)


# --- plan ------------------------------------------------------------------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class Action(Record):
    """An action of the plan. Hours spent are in the ledger, not here; `*_minutes` are the plan's."""

    id: Id
    title: Line
    objectives: tuple[ObjectiveRef, ...] = ()
    segments: tuple[SegmentRef, ...] = ()
    offer: Line | None = None
    journey_stage: Annotated[str | None, Ref("journey-stages")] = None
    owner: PersonRef | None = None
    accompanied_by: PersonRef | None = None
    start: date | None = None
    due: date | None = None
    status: ActionStatus = "to-do"
    own_minutes: Minutes = 0
    professional_minutes: Minutes = 0
    cost: Money | None = None
    deliverable: Prose | None = None
    needs: tuple[ActionRef, ...] = ()
    blocker: BlockerRef | None = None
    blocker_solved: bool = False
    indicator: Indicator | None = None
    learning: Prose | None = None
    confidential: bool = False
    """Whether its learning and cost stay with the organisation."""
    dropped_on: date | None = None
    dropped_why: Prose | None = None
    alone_from: date | None = None


@frozen(kw_only=True, eq=False, repr=False)
class PlanChange(Record):
    """A change to the plan: when, what and why."""

    id: Id
    on: date
    what: Prose
    why: Prose | None = None
    by: Line | None = None
    actions: tuple[ActionRef, ...] = ()


@frozen(kw_only=True, eq=False, repr=False)
class HourEntry(Record):
    """A line of one of the two ledgers, which are never added together.

    In the ``professional`` ledger `minutes` count once, whoever was there; in the ``organisation`` ledger they
    are the organisation's own time, times `people`.
    """

    id: Id
    on: date
    minutes: Minutes
    ledger: Literal["professional", "organisation"] = "professional"
    people: People = 1
    step: StepRef | None = None
    activity: ActivityRef | None = None
    action: ActionRef | None = None
    session: SessionRef | None = None
    mode: Mode = "contact"
    note: Line | None = None


# --- learning --------------------------------------------------------------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class ReadinessValue(Record):
    """The marks given to one change stage (the `id`): every dot where kept, else the median alone."""

    id: StageRef
    dots: tuple[Mark, ...] = ()
    value: Number | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Readiness(Record):
    """The thermometer on a date: a mark from 1 to 5 for each change stage."""

    id: Id
    on: date
    session: SessionRef | None = None
    values: Keyed[ReadinessValue] = Keyed()
    note: Prose | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Verdict(Record):
    """What one organisation found about one hypothesis."""

    id: Id
    hypothesis: Annotated[str, Ref("elements:hypothesis")]
    verdict: Literal["supported", "open", "refuted", "not-assessed"] = "not-assessed"
    figure: Line | None = None
    """The finding in a word or a number, for the matrix."""
    threshold_set: date | None = None
    observed: Prose | None = None
    source: Line | None = None
    learned: Prose | None = None
    next: Prose | None = None
    strength: Literal["none", "weak", "medium", "strong"] = "none"
    decision: Literal["persevere", "pivot", "stop"] | None = None
    decision_note: Prose | None = None
    given_by: Party | None = None
    given_on: date | None = None
    updated_on: date | None = None
    dissent: Prose | None = None
    consent: Audience = "group"


@frozen(kw_only=True, eq=False, repr=False)
class Quote(Record):
    """Something that was said, and whom it may be shown to."""

    id: Id
    text: Prose
    person: PersonRef | None = None
    consent: Audience = "organisation"


@frozen(kw_only=True, eq=False, repr=False)
class HandoverItem(Record):
    """What stays, who carries it on, and when."""

    id: Id
    text: Prose
    person: PersonRef | None = None
    due: date | None = None
    when: Line | None = None
    action: ActionRef | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Handover(Record):
    """The ending: what is different, what is not, what stays, what was given back, when to meet again."""

    different: Keyed[Remark] = Keyed()
    not_different: Keyed[Remark] = Keyed()
    learning: Keyed[Remark] = Keyed()
    items: Keyed[HandoverItem] = Keyed()
    accesses_returned: Prose | None = None
    returned_on: date | None = None
    materials: Prose | None = None
    follow_up: date | None = None


# --- contents of tools -----------------------------------------------------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class ToolContent(Record):
    """One filling of a tool; a tool may be filled several times."""

    id: Id
    tool: Annotated[str, Ref("elements")]
    title: Line | None = None
    on: date | None = None
    session: SessionRef | None = None
    segment: SegmentRef | None = None


@frozen(kw_only=True, eq=False, repr=False)
class BoardCard(Record):
    """A card in a cell of a board; an assumption says how, by whom and when it will be verified."""

    id: Id
    cell: Id
    text: Prose
    author: PersonRef | None = None
    certainty: Literal["assumption", "fact"] = "assumption"
    votes: Count = 0
    verify_how: Prose | None = None
    verify_who: PersonRef | None = None
    verify_by: date | None = None


@frozen(kw_only=True, eq=False, repr=False)
class QuadrantsContent(ToolContent):
    """A filled board."""

    KIND: ClassVar[str] = "quadrants"
    cards: Keyed[BoardCard] = Keyed()
    sentence: Prose | None = None


@frozen(kw_only=True, eq=False, repr=False)
class JourneyCell(Record):
    """What one lane (the `id`) holds at one stage."""

    id: Annotated[str, Named("lane")]
    text: Prose


@frozen(kw_only=True, eq=False, repr=False)
class JourneyPoint(Record):
    """One stage (the `id`) of a filled journey."""

    id: Annotated[str, Named("journey stage")]
    cells: Keyed[JourneyCell] = Keyed()
    emotion: Emotion | None = None
    emotion_reason: Line | None = None
    owner: PersonRef | None = None
    actions: tuple[ActionRef, ...] = ()
    evidence: Literal["none", "partial", "full"] | None = None
    evidence_note: Line | None = None
    verify_how: Prose | None = None
    """How to check what is assumed of this stage."""


@frozen(kw_only=True, eq=False, repr=False)
class JourneyContent(ToolContent):
    """A filled journey of one persona."""

    KIND: ClassVar[str] = "journey"
    persona: Line | None = None
    description: Prose | None = None
    known_from: Prose | None = None
    points: Keyed[JourneyPoint] = Keyed()


@frozen(kw_only=True, eq=False, repr=False)
class CanvasNote(Record):
    """What stands in one block of the Canvas."""

    id: Id
    block: Id
    text: Prose


@frozen(kw_only=True, eq=False, repr=False)
class CanvasContent(ToolContent):
    """A filled Canvas."""

    KIND: ClassVar[str] = "canvas"
    notes: Keyed[CanvasNote] = Keyed()


@frozen(kw_only=True, eq=False, repr=False)
class Reason(Record):
    """Why people leave the funnel, and how many; the count is None where they were not counted."""

    id: Id
    text: Line
    count: Count | None = None


@frozen(kw_only=True, eq=False, repr=False)
class FunnelCount(Record):
    """How many were at one stage (the `id`); None where there is no figure."""

    id: Annotated[str, Named("funnel stage")]
    count: Count | None = None
    days: Number | None = None
    reasons: Keyed[Reason] = Keyed()


@frozen(kw_only=True, eq=False, repr=False)
class FunnelContent(ToolContent):
    """A filled funnel for a period."""

    KIND: ClassVar[str] = "funnel"
    start: date | None = None
    end: date | None = None
    counts: Keyed[FunnelCount] = Keyed()
    note: Prose | None = None


@frozen(kw_only=True, eq=False, repr=False)
class CompetitorNote(Record):
    """What one criterion (the `id`) says of a competitor."""

    id: Annotated[str, Named("criterion")]
    text: Prose
    known_by: Id | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Competitor(Record):
    """Somebody else who serves the same clients; `known_by` is the way of knowing, unless a note has its own."""

    id: Id
    name: Line
    known_by: Id | None = None
    notes: Keyed[CompetitorNote] = Keyed()


@frozen(kw_only=True, eq=False, repr=False)
class ComparisonContent(ToolContent):
    """A filled comparison."""

    KIND: ClassVar[str] = "comparison"
    competitors: Keyed[Competitor] = Keyed()
    note: Prose | None = None


# --- the whole -------------------------------------------------------------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class DocumentState(Record):
    """How far a document made from the record has been agreed to."""

    id: Id
    document: str
    of: str = ""
    state: Literal["draft", "to-validate", "validated"] = "draft"
    by: Line | None = None
    on: date | None = None
    version: str = ""


@frozen(kw_only=True, eq=False, repr=False)
class Attachment(Record):
    """A file beside the record, known by its digest; alt text for those who cannot see it."""

    id: Id
    name: str
    media_type: str
    sha256: str
    alt: Line | None = None
    consent: Audience = "organisation"


@frozen(kw_only=True, eq=False, repr=False)
class Archived(Record):
    """Something that the record's methodology has no place for any more, kept with where it stood.

    `form` is ``item`` for something of a collection, ``member`` for one of several ids or choices, ``value``
    for a single one, ``change`` for one of the organisation's own changes. With ``moved`` nothing is missing:
    the value at `address` is called `now` since, and `data` is what it was called before.

    `methodology` names the methodology that it belonged to, with its version, `about` what it was about there,
    in its words. `after` is the id that it stood behind.
    """

    id: Id
    form: Literal["item", "member", "value", "change", "moved"]
    address: str
    data: Any
    methodology: str
    about: Line | None = None
    after: str = ""
    now: str = ""


@frozen(kw_only=True, cache_hash=True)
class Engagement(Record):
    """One organisation's way through a methodology; holds all that people say, agree, plan, do and learn.

    `methodology` is the resolved one that it was made with, so that the record can be read anywhere.
    `reference` is the date that the record speaks of, where the caller gives no other.
    """

    KIND: ClassVar[str] = "engagement"
    id: Id
    revision: Count = 0
    methodology: Methodology
    language: Language = "ca"
    title: Line | None = None
    organisation: Organisation
    accompanist: Organisation | None = None
    state: Literal["planned", "running", "paused", "closed", "stopped"] = "planned"
    state_on: date | None = None
    state_reason: Prose | None = None
    started: date | None = None
    ended: date | None = None
    reference: date | None = None
    people: Keyed[Person] = Keyed()
    segments: Keyed[Segment] = Keyed()
    sessions: Keyed[Session] = Keyed()
    answers: Keyed[Answer] = Keyed()
    diagnosis: Diagnosis = field(factory=Diagnosis)
    difficulties: Keyed[Difficulty] = Keyed()
    desired_states: Keyed[DesiredState] = Keyed()
    commitments: Keyed[Commitment] = Keyed()
    agreements: Keyed[Agreement] = Keyed()
    objectives: Keyed[Objective] = Keyed()
    contents: Keyed[ToolContent | Unknown] = Keyed()
    actions: Keyed[Action] = Keyed()
    plan_changes: Keyed[PlanChange] = Keyed()
    hours: Keyed[HourEntry] = Keyed()
    hours_decision: Prose | None = None
    """What was decided about a forecast above the budget."""
    readiness: Keyed[Readiness] = Keyed()
    verdicts: Keyed[Verdict] = Keyed()
    quotes: Keyed[Quote] = Keyed()
    handover: Handover = field(factory=Handover)
    documents: Keyed[DocumentState] = Keyed()
    attachments: Keyed[Attachment] = Keyed()
    terminology: Terminology | None = None
    """The organisation's own words, in which its documents are said."""
    changes: tuple[ChangeOf, ...] = ()
    """What this organisation changed in its methodology; `methodology` has them already."""
    archive: Keyed[Archived] = Keyed()
    """What the record held in places that its methodology does not have any more."""
    extensions: FrozenMap[str, Any] = FrozenMap()
    """What plug-ins keep in the record, by plug-in name."""

    def _faults(self) -> list[Fault]:
        if self.state == "stopped" and self.state_reason is None:
            return [Fault("/state_reason", "is missing", "an engagement that stopped says why")]
        return []

    @classmethod
    def start(
        cls,
        methodology: Methodology,
        *,
        organisation: Organisation,
        started: date,
        language: str = "ca",
        id: str = "engagement",
        **fields: Any,
    ) -> "Engagement":
        """A new engagement: planned to begin on *started*, nothing said yet."""
        return cls(
            id=id,
            methodology=methodology,
            organisation=organisation,
            started=started,
            language=language,
            **fields,
        )

    @property
    def agreement(self) -> Agreement | None:
        """The agreement in force: the latest by date."""
        return max(self.agreements, key=lambda a: a.on, default=None)

    # typed verbs; each gives a new engagement

    def add_action(self, title: str, *, id: str | None = None, **fields: Any) -> "Engagement":
        """With one more action at the end of the plan."""
        key = id or next_id("a", self.actions)
        return attrs.evolve(self, actions=self.actions.added(Action(id=key, title=title, **fields)))

    def log_hours(self, on: date, minutes: int, *, id: str | None = None, **fields: Any) -> "Engagement":
        """With one more line in a ledger, the professional's unless ``ledger="organisation"``."""
        key = id or next_id("h", self.hours)
        return attrs.evolve(self, hours=self.hours.added(HourEntry(id=key, on=on, minutes=minutes, **fields)))

    def record_answer(self, prompt: str, value: Any, *, id: str | None = None, **fields: Any) -> "Engagement":
        """With one more answer to a prompt of the methodology."""
        key = id or next_id("r", self.answers)
        return attrs.evolve(
            self, answers=self.answers.added(Answer(id=key, prompt=prompt, value=value, **fields))
        )

    def add_session(self, on: date, *, id: str | None = None, **fields: Any) -> "Engagement":
        """With one more session."""
        key = id or next_id("s", self.sessions)
        return attrs.evolve(self, sessions=self.sessions.added(Session(id=key, on=on, **fields)))


def next_id(prefix: str, taken: Keyed[Any]) -> str:
    """The first free id of the form *prefix* + number, counting on from how many there are."""
    number = len(taken) + 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"
