"""The account of an experience: what others need to judge whether this could serve them.

It is public whoever exports it: nothing stands in it that was not released to everyone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from interim_method.documents.context import Context
from interim_method.documents.parts.short_facts import short_facts
from interim_method.documents.parts.steps import checklist, duration, effort, in_line
from interim_method.documents.parts.tool_lines import tool_lines
from interim_method.markup import tree as t
from interim_method.model import Gate, Keyed, Note, Pilot, PilotStage, Quote, Step, Text, Turn
from interim_method.rules import pilots
from interim_method.rules.redaction import redact

__all__ = ["compose"]


def compose(ctx: Context) -> t.Document:
    """Need, idea, pilot, way of working, tools, what was learnt, how to do it, credits."""
    ctx = _for_everyone(ctx)
    pilot = ctx.pilot
    methodology = ctx.methodology
    return ctx.document(
        _lead(ctx),
        _section(ctx, "need", _need(ctx)),
        _section(ctx, "idea", _idea(ctx)),
        _section(ctx, "pilot", _pilot(ctx, pilot)),
        _section(ctx, "how", _how(ctx)),
        _section(ctx, "tools", _tools(ctx)) if methodology.tools else None,
        _section(ctx, "learning", _learning(ctx, pilot)),
        _section(ctx, "yourselves", _yourselves(ctx, pilot)),
        _section(ctx, "licence", _licence(ctx, pilot)),
        subtitle=ctx.text(pilot.title),
    )


def _for_everyone(ctx: Context) -> Context:
    """The context with what everyone may read, also where its caller asked for less care."""
    if ctx.audience == "public":
        return ctx
    return evolve(
        ctx,
        audience="public",
        subject=redact(ctx.pilot, "public"),
        engagements=Keyed(redact(e, "public") for e in ctx.engagements),
    )


def _section(ctx: Context, key: str, blocks: Iterator[t.Block | None]) -> t.Section | None:
    found = [b for b in blocks if b is not None]
    return ctx.section(key, found) if found else None


def _own(ctx: Context, pilot: Pilot) -> bool:
    """Whether the pilot is that of the method's authors, which the narrative tells of."""
    name = pilot.accompanist.name
    names = name.values() if isinstance(name, Text) else (name,)
    return ctx.methodology.authors in names and pilot.summary is None


def _note(ctx: Context, key: str) -> Note | None:
    return ctx.methodology.narrative.get(key)


# --- need and idea: first in a sentence each, then at length ------------------------------------------------------


def _lead(ctx: Context) -> Iterator[t.Block]:
    """The need in one sentence, and the answer in another."""
    for key in ("need", "idea"):
        first = _parts(ctx, key)[0]
        if first:
            yield t.Paragraph(ctx.inline(_said(ctx, key, first)), "lead")


def _parts(ctx: Context, key: str) -> tuple[str, str]:
    """The first sentence of a text of the narrative, and the rest."""
    note = _note(ctx, key)
    if note is None:
        return "", ""
    first, *rest = _sentences(ctx.text(note.text))
    return first, rest[0] if rest else ""


def _said(ctx: Context, key: str, part: str) -> Text:
    """A part of a text of the narrative, in the language in which that is said."""
    note = ctx.methodology.narrative[key]
    return Text({note.text.said(ctx.language.code, (ctx.own_language, "ca", "es", "en")).language: part})


def _need(ctx: Context) -> Iterator[t.Block]:
    yield from _goals(ctx)
    start = _note(ctx, "starting-point")
    if start is not None:
        yield from ctx.prose(start.text)
    rest = _parts(ctx, "need")[1]
    if rest:
        yield from ctx.prose(_said(ctx, "need", rest))


def _goals(ctx: Context) -> Iterator[t.Block]:
    """What the authors presented it for, in their words, hence as a quote of whose they are."""
    goals = _note(ctx, "objectives")
    if goals is None or not _own(ctx, ctx.pilot):
        return
    shown = goals.text.said(ctx.language.code, (ctx.own_language, "ca", "es", "en")).language
    origin = ctx.methodology.origin(f"/narrative/{goals.id}/text/{shown}")
    yield t.paragraph(ctx.word("experience.goals"), "label")
    yield t.Quote(ctx.prose(goals.text), ctx.line(origin.credit) if origin else ())


def _idea(ctx: Context) -> Iterator[t.Block]:
    rest = _parts(ctx, "idea")[1]
    if rest:
        yield from ctx.prose(_said(ctx, "idea", rest))
    for key in ("what-it-is", "what-it-is-not"):
        note = _note(ctx, key)
        if note is not None:
            yield from ctx.prose(note.text)


# --- the pilot ------------------------------------------------------------------------------------------------------


def _pilot(ctx: Context, pilot: Pilot) -> Iterator[t.Block | None]:
    word = ctx.word
    if pilot.summary is not None:
        yield from ctx.prose(pilot.summary)
    elif _own(ctx, pilot):
        for key in ("pilot-story", "pilot-public"):
            note = _note(ctx, key)
            if note is not None:
                yield from ctx.prose(note.text)
    months = ctx.language.counted("effort.months", pilot.months) if pilot.months else ""
    yield short_facts(
        ctx.heading("pilot"),
        (
            word("experience.organisations"),
            ctx.language.listing(ctx.text(r.organisation.name) for r in pilot.engagements),
        ),
        (word("experience.accompanist"), ctx.text(pilot.accompanist.name)),
        (word("experience.professionals"), ctx.number(pilot.professionals)),
        (word("experience.participants"), ctx.number(pilot.participants.total)),
        (word("experience.period"), ctx.text(pilot.period) or ctx.language.period(pilot.start, pilot.end)),
        (word("experience.length"), months),
        (word("experience.grant"), _grant(ctx, pilot)),
        (word("experience.hours"), _hours(ctx, pilot)),
    )
    yield _calendar(ctx, pilot)


def _grant(ctx: Context, pilot: Pilot) -> str:
    return " · ".join(s for s in (ctx.text(pilot.grant.funder), ctx.text(pilot.grant.call)) if s)


def _hours(ctx: Context, pilot: Pilot) -> str:
    """All of the professionals' hours, where every engagement's are at hand."""
    if not ctx.engagements or {r.id for r in pilot.engagements} - set(ctx.engagements.ids):
        return ""
    total = pilots.hours_by_step(pilot, ctx.engagements, ctx.day).total
    return ctx.language.hours_unit(total) if total else ""


def _calendar(ctx: Context, pilot: Pilot) -> t.Table | None:
    """The stages of the pilot; with what was planned and done where dates are known."""
    stages = ctx.methodology.pilot_stages
    dated = any(s.planned_start or s.done_start for s in pilot.stages)
    headings = [ctx.word("experience.stage"), ctx.word("experience.activity"), ctx.word("label.effort")]
    if dated:
        headings.extend((ctx.word("experience.planned"), ctx.word("experience.done")))
    return ctx.table(
        headings,
        (_stage(ctx, pilot, stage, dated=dated) for stage in stages),
        widths=(2.6, 4, 2.4, 2.6, 2.6) if dated else (3, 5, 2.6),
        title=ctx.word("experience.calendar"),
    )


def _stage(
    ctx: Context, pilot: Pilot, stage: PilotStage, *, dated: bool
) -> Sequence[str | t.Runs | t.Blocks]:
    row: list[str | t.Runs | t.Blocks] = [
        ctx.line(stage.title),
        ctx.prose(stage.activity),
        effort(ctx, stage.effort),
    ]
    if dated:
        record = pilot.stages.get(stage.id)
        planned = ctx.language.period(record.planned_start, record.planned_end) if record else ""
        done = ctx.language.period(record.done_start, record.done_end) if record else ""
        row.extend((planned or ctx.word("pending"), done or ctx.word("pending")))
    return row


# --- the way of working ----------------------------------------------------------------------------------------------


def _how(ctx: Context) -> Iterator[t.Block | None]:
    methodology = ctx.methodology
    word = ctx.word
    yield t.paragraph(word("experience.stages-how"))
    yield ctx.table(
        [ctx.text(s.title) for s in methodology.stages],
        [[ctx.line(s.gloss) for s in methodology.stages]],
        title=word("label.stage"),
    )
    turns = {turn.after: turn for turn in methodology.of_kind(Turn)}
    for n, phase in enumerate(methodology.phases, 1):
        title = (t.Strong((t.Text(f"{n}. "), *ctx.line(phase.title))),)
        meaning = (t.Text(": "), *ctx.inline(phase.meaning)) if phase.meaning else ()
        yield t.Paragraph((*title, *meaning))
        yield ctx.bullets(_step(ctx, s) for s in methodology.steps if methodology.phase_of(s) == phase)
        turn = turns.get(phase.id)
        if turn is not None:
            yield t.Callout(ctx.prose(turn.meaning), "note", ctx.line(turn.title))
    yield ctx.bullets(_step(ctx, s) for s in methodology.steps if methodology.phase_of(s) is None)


def _step(ctx: Context, step: Step) -> t.Runs:
    """A step with its format and what it is for."""
    said = ctx.word(f"format.{step.format}")
    # A step may be called as its format is.
    noted = f" ({said})" if said.casefold() != ctx.text(step.title).casefold() else ""
    purpose = (t.Text(": "), *ctx.inline(step.purpose)) if step.purpose else ()
    return (t.Strong(ctx.line(step.title)), *t.line(noted), *purpose)


def _tools(ctx: Context) -> Iterator[t.Block | None]:
    yield tool_lines(ctx)


# --- what was learnt, only what is public ---------------------------------------------------------------------------------


def _learning(ctx: Context, pilot: Pilot) -> Iterator[t.Block | None]:
    if pilot.results == "unpublished":
        yield t.paragraph(ctx.word("unpublished"))
        return
    yield ctx.bullets(r.text for r in pilot.learning)
    for quote in _quotes(ctx, pilot):
        yield t.Quote(ctx.prose(quote.text))
    yield _totals(ctx)
    if pilot.recommendations:
        yield t.paragraph(ctx.word("experience.recommendations"), "label")
        yield ctx.bullets(r.text for r in pilot.recommendations)


def _quotes(ctx: Context, pilot: Pilot) -> list[Quote]:
    """The quotes released to everyone; by nobody, because in a small team a role is a name."""
    found = [*pilot.quotes, *(q for e in ctx.engagements for q in e.quotes)]
    return [q for q in found if q.consent == "public"]


def _totals(ctx: Context) -> t.Table | None:
    """How many organisations gave each verdict on each hypothesis, without saying which."""
    verdicts = ("supported", "open", "refuted", "not-assessed")
    return ctx.table(
        ["", ctx.word("experience.we-believed"), *(ctx.choice("verdict", v) for v in verdicts)],
        (
            [f"H{n}", ctx.prose(h.statement), *map(ctx.number, ctx.totals[h.id])]
            for n, h in enumerate(ctx.methodology.hypotheses, 1)
            if h.id in ctx.totals and any(count for count in ctx.totals[h.id])
        ),
        align="llrrrr",
        widths=(0.7, 5, 1.5, 1.2, 1.7, 1.6),
        title=ctx.word("experience.totals"),
    )


# --- how to do it ------------------------------------------------------------------------------------------------------------


def _yourselves(ctx: Context, pilot: Pilot) -> Iterator[t.Block | None]:
    word = ctx.word
    methodology = ctx.methodology
    yield t.paragraph(word("experience.conditions"), "label")
    if pilot.entry_criterion is not None and pilot.results == "published":
        yield from ctx.prose(pilot.entry_criterion)
    for gate in methodology.of_kind(Gate):
        yield from checklist(ctx, gate)
    budget = sum(minutes for _, minutes in methodology.budgets())
    yield short_facts(
        word("label.hours"),
        (word("label.professional-hours"), ctx.language.hours_unit(budget) if budget else ""),
        *(
            (ctx.text(s.title), word("experience.each-person", length=duration(ctx, s.participant_minutes)))
            for s in methodology.steps
            if s.participant_minutes
        ),
    )
    first = methodology.steps[0] if methodology.steps else None
    if first is None:
        return
    yield t.paragraph(word("experience.first-step"), "label")
    purpose = (t.Text(": "), *ctx.inline(first.purpose)) if first.purpose else ()
    yield t.Paragraph((t.Strong(ctx.line(first.title)), *purpose))
    bring = in_line(ctx, first.bring)
    yield ctx.facts((word("experience.bring"), (bring,))) if bring else None


def _licence(ctx: Context, pilot: Pilot) -> Iterator[t.Block | None]:
    methodology = ctx.methodology
    credits = (ctx.text(tool.credit) for tool in methodology.tools if tool.credit)
    yield ctx.bullets(t.line(s) for s in (ctx.text(methodology.attribution), ctx.wording(), *credits))
    yield t.paragraph(ctx.word("experience.licence-how"))


def _sentences(text: str) -> Iterator[str]:
    """The first sentence of a text, and the rest where there is any."""
    for stop in (". ", "! ", "? "):
        head, found, rest = text.partition(stop)
        if found and "\n" not in head:
            yield head + stop.strip()
            yield rest
            return
    yield text
