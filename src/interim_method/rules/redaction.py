"""Redaction: the record as somebody outside the organisation may read it.

Whatever is not allowed is left out, so that text nobody has classified never travels. The organisation itself
reads everything. The pilot's group reads hours, readiness, the plan without its costs, learning that is not
confidential, and those verdicts, quotes and difficulties that were released to it. Everyone reads names of
organisations, the calendar, total hours, and what was released to the public. Names of people, money and single
answers never leave the organisation; a role does so only with its consent, because in a small team a role is
a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, Literal, Protocol, TypeVar

import attrs

from interim_method.model import (
    Action,
    Agreement,
    Audience,
    Diagnosis,
    Difficulty,
    DocumentState,
    Engagement,
    EngagementReference,
    FrozenMap,
    Grant,
    Handover,
    HourEntry,
    Indicator,
    Keyed,
    Objective,
    Organisation,
    Person,
    Pilot,
    Quote,
    Readiness,
    ReadinessValue,
    Record,
    Review,
    Session,
    SharedSession,
    StageRecord,
    Text,
    Verdict,
)
from interim_method.rules import readiness

__all__ = ["may_read", "redact"]

_REACH: Final[dict[Audience, int]] = {"organisation": 0, "group": 1, "public": 2}
_MONEY: Final = re.compile(r"[€$£]|\beur(os?)?\b", re.IGNORECASE)
_AMOUNT: Final = re.compile(
    r"([€$£]|\beur\b)\s?\d([\d.,\s]{0,20}\d)?|\d([\d.,\s]{0,20}\d)?\s?([€$£]|\beur(os?)?\b)", re.IGNORECASE
)

R = TypeVar("R", bound=Record)


class _Released(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def consent(self) -> Audience: ...


C = TypeVar("C", bound=_Released)
T = TypeVar("T", str, Text, str | Text | None)
By = TypeVar("By", DocumentState, Review)


def may_read(audience: Audience, consent: Audience) -> bool:
    """Whether something released as far as *consent* may be shown to *audience*."""
    return _REACH[consent] >= _REACH[audience]


def redact(record: R, audience: Audience) -> R:
    """*record* as *audience* may read it.

    What is left refers only to what is left. Redacting twice changes nothing more, and who reaches further
    reads less: redacting for the group and then for the public is redacting for the public. Where an
    engagement stopped, the group reads that it did, without the reason, and everyone only that it is over; where difficulties were not released, their kinds of blocker
    stay without words, so that they can be counted.
    """
    if audience == "organisation":
        return record
    redacted: Any = record
    if isinstance(record, Engagement):
        redacted = _group_engagement(record) if audience == "group" else _public_engagement(record)
    elif isinstance(record, Pilot):
        redacted = _pilot(record, audience)
    return redacted  # type: ignore[no-any-return]


# --- what engagements and pilots share ----------------------------------------------------------------------------


def _priceless(text: T) -> T | None:
    """A text that speaks of no money in any language; None for one that does."""
    return None if text is not None and any(_MONEY.search(one) for one in _said(text)) else text


def _said(text: str | Text) -> Iterable[str]:
    """A text in each of its languages."""
    return text.values() if isinstance(text, Text) else (text,)


def _without_amounts(text: str | Text) -> str | Text:
    """A title that cannot be left out, with amounts of money in it cut to a gap."""
    if isinstance(text, Text):
        return Text({language: _AMOUNT.sub("…", said) for language, said in text.items()})
    return _AMOUNT.sub("…", text)


def _consented(items: Iterable[C], audience: Audience) -> Keyed[C]:
    return Keyed(item for item in items if may_read(audience, item.consent))


def _organisation(organisation: Organisation, audience: Audience) -> Organisation:
    """The name; for the group its sector and size too. A description may tell of money."""
    if audience == "public":
        return Organisation(name=organisation.name, fictional=organisation.fictional)
    return attrs.evolve(organisation, description=None, income=None, income_year=None)


def _people(people: Iterable[Person], audience: Audience) -> Keyed[Person]:
    return Keyed(attrs.evolve(p, name=None) for p in people if may_read(audience, p.consent))


def _quotes(quotes: Keyed[Quote], people: Keyed[Person], audience: Audience) -> Keyed[Quote]:
    allowed = _consented(quotes, audience)
    return Keyed(attrs.evolve(quote, person=_known(people)(quote.person)) for quote in allowed)


def _verdicts(verdicts: Keyed[Verdict], audience: Audience) -> Keyed[Verdict]:
    """The verdicts released, without dissent, which one person may be known by, and without costs."""
    return Keyed(
        attrs.evolve(
            verdict,
            dissent=None,
            figure=_priceless(verdict.figure),
            source=_priceless(verdict.source),
            observed=_priceless(verdict.observed),
            learned=_priceless(verdict.learned),
            next=_priceless(verdict.next),
            decision_note=_priceless(verdict.decision_note),
        )
        for verdict in _consented(verdicts, audience)
    )


def _outline(engagement: Engagement, audience: Audience) -> Engagement:
    """Whose engagement it is, and when it was; of how it went, nothing."""
    return Engagement(
        id=engagement.id,
        revision=engagement.revision,
        methodology=engagement.methodology,
        language=engagement.language,
        title=engagement.title,
        organisation=_organisation(engagement.organisation, audience),
        accompanist=engagement.accompanist and _organisation(engagement.accompanist, audience),
        started=engagement.started,
        ended=engagement.ended,
        reference=engagement.reference,
    )


def _known(kept: Keyed[Any]) -> Callable[[str | None], str | None]:
    """A function that gives an id back if what it names was kept."""
    return lambda key: key if key is not None and key in kept.ids else None


# --- engagement: the group ------------------------------------------------------------------------------------------


def _group_engagement(engagement: Engagement) -> Engagement:
    people = _people(engagement.people, "group")
    names = _names(engagement)
    released = {
        blocker
        for difficulty in engagement.difficulties
        if may_read("group", difficulty.released)
        for blocker in difficulty.blockers
    }
    return attrs.evolve(
        _outline(engagement, "group"),
        state=engagement.state,
        state_on=engagement.state_on,
        state_reason=None if engagement.state_reason is None else "",
        people=_counted(engagement.people, people),
        segments=engagement.segments,
        sessions=Keyed(_calendar(s, people) for s in engagement.sessions),
        diagnosis=_figures_only(engagement.diagnosis),
        difficulties=_difficulties(engagement.difficulties, released),
        agreements=Keyed(_terms(agreement, names) for agreement in engagement.agreements),
        objectives=Keyed(_objective(objective) for objective in engagement.objectives),
        actions=Keyed(_action(action, people, released) for action in engagement.actions),
        hours=Keyed(attrs.evolve(entry, note=None) for entry in engagement.hours),
        hours_decision=_priceless(engagement.hours_decision),
        readiness=Keyed(_medians(measured) for measured in engagement.readiness),
        verdicts=_verdicts(engagement.verdicts, "group"),
        quotes=_quotes(engagement.quotes, people, "group"),
        handover=Handover(
            learning=Keyed(r for r in engagement.handover.learning if _priceless(r.text) is not None),
            returned_on=engagement.handover.returned_on,
            follow_up=engagement.handover.follow_up,
        ),
        documents=Keyed(_by_role(state, names) for state in engagement.documents),
        attachments=_consented(engagement.attachments, "group"),
    )


def _counted(everyone: Keyed[Person], shown: Keyed[Person]) -> Keyed[Person]:
    """Those shown, and the rest of the organisation as a number without a role."""
    hidden = sum(p.people for p in everyone if p.party == "organisation" and p.id not in shown.ids)
    if not hidden:
        return shown
    key = "others"
    while key in shown.ids:
        key += "-more"
    return shown.added(Person(id=key, role="", people=hidden, consent="group"))


def _calendar(session: Session, people: Keyed[Person]) -> Session:
    """When a session was and what it was about, by the method's own names; nothing that was said there."""
    return Session(
        id=session.id,
        on=session.on,
        step=session.step,
        activity=session.activity,
        start=session.start,
        end=session.end,
        zone=session.zone,
        mode=session.mode,
        facilitator=_known(people)(session.facilitator),
        stages=session.stages,
        actions=session.actions,
        next_on=session.next_on,
    )


def _figures_only(diagnosis: Diagnosis) -> Diagnosis:
    return Diagnosis(
        asked=diagnosis.asked,
        asked_of=diagnosis.asked_of,
        answered_from=diagnosis.answered_from,
        answered_until=diagnosis.answered_until,
        discussed=diagnosis.discussed,
        returned=diagnosis.returned,
        validated=diagnosis.validated,
        threshold=diagnosis.threshold,
    )


def _difficulties(difficulties: Keyed[Difficulty], released: set[str]) -> Keyed[Difficulty]:
    """Those released to the group; of the others what kinds of blocker they were.

    That there is a disagreement within is said only where one was released.
    """
    found: list[Difficulty] = []
    for difficulty in difficulties:
        if may_read("group", difficulty.released):
            found.append(difficulty)
            continue
        kinds = tuple(kind for kind in difficulty.blockers if _told(kind, released))
        if kinds:
            found.append(Difficulty(id=difficulty.id, text="", blockers=kinds, released=difficulty.released))
    return Keyed(found)


def _told(blocker: str, released: set[str]) -> bool:
    return blocker != "disagreement" or blocker in released


def _names(engagement: Engagement) -> frozenset[str]:
    """What the people of an engagement are called, as far as its record knows."""
    given = [person.name for person in engagement.people]
    given += [signature.name for agreement in engagement.agreements for signature in agreement.signatures]
    return frozenset(name for one in given if one for name in _said(one) if name.strip())


def _by_role(signed: By, names: frozenset[str]) -> By:
    """*signed* without who did it, where that is said by a name."""
    named = signed.by is not None and any(name in said for said in _said(signed.by) for name in names)
    return attrs.evolve(signed, by=None) if named else signed


def _terms(agreement: Agreement, names: frozenset[str]) -> Agreement:
    """The agreement's hours and dates."""
    return Agreement(
        id=agreement.id,
        on=agreement.on,
        objectives=agreement.objectives,
        professional_minutes=agreement.professional_minutes,
        warning_percent=agreement.warning_percent,
        own_weekly_minutes=agreement.own_weekly_minutes,
        own_people=agreement.own_people,
        reviews=Keyed(_by_role(attrs.evolve(review, text=None), names) for review in agreement.reviews),
    )


def _objective(objective: Objective) -> Objective:
    indicators = Keyed(_indicator(i) for i in objective.indicators if not _priced(i))
    return attrs.evolve(
        objective,
        title=_without_amounts(objective.title),
        commitments=(),
        indicators=indicators,
        learning=_priceless(objective.learning),
    )


def _indicator(indicator: Indicator) -> Indicator:
    measurements = Keyed(attrs.evolve(m, basis=None) for m in indicator.measurements)
    return attrs.evolve(indicator, measurements=measurements)


def _priced(indicator: Indicator) -> bool:
    """Whether an indicator counts money."""
    said = (indicator.title, indicator.unit, indicator.goal)
    return any(text is not None and _priceless(text) is None for text in said)


def _action(action: Action, people: Keyed[Person], released: set[str]) -> Action:
    known = _known(people)
    indicator = action.indicator
    return attrs.evolve(
        action,
        title=_without_amounts(action.title),
        offer=_priceless(action.offer),
        owner=known(action.owner),
        accompanied_by=known(action.accompanied_by),
        cost=None,
        deliverable=None if action.confidential else _priceless(action.deliverable),
        learning=None if action.confidential else _priceless(action.learning),
        dropped_why=_priceless(action.dropped_why),
        indicator=None if indicator is None or _priced(indicator) else _indicator(indicator),
        blocker=action.blocker if action.blocker and _told(action.blocker, released) else None,
    )


def _medians(measured: Readiness) -> Readiness:
    """The value of each stage without anybody's mark."""
    values: list[ReadinessValue] = []
    for mark in measured.values:
        value = readiness.value(mark)
        values.append(ReadinessValue(id=mark.id, value=None if value is None else str(value)))
    return attrs.evolve(measured, values=Keyed(values), note=None)


# --- engagement: everyone -------------------------------------------------------------------------------------------


def _public_engagement(engagement: Engagement) -> Engagement:
    people = _people(engagement.people, "public")
    return attrs.evolve(
        _outline(engagement, "public"),
        state=_course(engagement),
        people=people,
        difficulties=Keyed(d for d in engagement.difficulties if may_read("public", d.released)),
        hours=_total(engagement.hours),
        verdicts=_verdicts(engagement.verdicts, "public"),
        quotes=_quotes(engagement.quotes, people, "public"),
        handover=Handover(follow_up=engagement.handover.follow_up),
        attachments=_consented(engagement.attachments, "public"),
    )


def _course(engagement: Engagement) -> Literal["planned", "running", "closed"]:
    """Whether it is to come, under way or over, as the calendar shows; not whether it stopped or pauses."""
    match engagement.state:
        case "closed" | "stopped":
            return "closed"
        case "running" | "paused":
            return "running"
        case "planned":
            return "planned"


def _total(entries: Keyed[HourEntry]) -> Keyed[HourEntry]:
    """The professional's hours as one line."""
    lines = [entry for entry in entries if entry.ledger == "professional"]
    if not lines:
        return Keyed()
    last = max(entry.on for entry in lines)
    return Keyed([HourEntry(id="total", on=last, minutes=sum(entry.minutes for entry in lines))])


# --- pilot ------------------------------------------------------------------------------------------------------------


def _pilot(pilot: Pilot, audience: Audience) -> Pilot:
    """The pilot; what is told of its results follows its own consent, but readings stay in the group."""
    told = may_read(audience, pilot.consent)
    group = audience == "group"
    people = _people(pilot.people, audience)
    return attrs.evolve(
        pilot,
        accompanist=_organisation(pilot.accompanist, audience),
        grant=_grant(pilot.grant),
        participants=pilot.participants if told else attrs.evolve(pilot.participants, note=None),
        engagements=Keyed(_reference(reference, audience) for reference in pilot.engagements),
        stages=pilot.stages if told else Keyed(_dates(stage) for stage in pilot.stages),
        people=people,
        sessions=Keyed(_shared(s, people, group=group) for s in pilot.sessions),
        summary=pilot.summary if told else None,
        readings=pilot.readings if told and group else Keyed(),
        learning=pilot.learning if told else Keyed(),
        recommendations=pilot.recommendations if told else Keyed(),
        quotes=_quotes(pilot.quotes, people, audience),
        entry_criterion=pilot.entry_criterion if told else None,
        sharing=pilot.sharing if group else None,
        own_hour_cost=None,
        professional_hour_cost=None,
        contribution=None,
        documents=pilot.documents if group else Keyed(),
        attachments=_consented(pilot.attachments, audience),
        archive=Keyed(),
        extensions=FrozenMap(),
    )


def _dates(stage: StageRecord) -> StageRecord:
    """The calendar of a stage; its notes may tell of single organisations."""
    return attrs.evolve(stage, planned_note=None, done_note=None, change=None)


def _grant(grant: Grant) -> Grant:
    return attrs.evolve(grant, amount=None)


def _reference(reference: EngagementReference, audience: Audience) -> EngagementReference:
    return attrs.evolve(reference, organisation=_organisation(reference.organisation, audience))


def _shared(session: SharedSession, people: Keyed[Person], *, group: bool) -> SharedSession:
    """A session of the pilot: for the group what was agreed and worked on, for everyone its date."""
    if not group:
        return SharedSession(
            id=session.id, on=session.on, start=session.start, end=session.end, zone=session.zone,
            mode=session.mode, step=session.step, activity=session.activity, stages=session.stages,
        )  # fmt: skip
    known = _known(people)
    decisions = (
        attrs.evolve(d, responsible=tuple(key for key in d.responsible if known(key)))
        for d in session.decisions
    )
    return attrs.evolve(
        session,
        facilitator=known(session.facilitator),
        attendance=Keyed(),
        disagreements=Keyed(),
        closing_round=Keyed(),
        decisions=Keyed(decisions),
    )
