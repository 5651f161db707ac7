"""The report of a pilot: account to the funder, and learning across organisations.

It is read outside each organisation, so no more of one is told than the pilot's group may read, whoever asks;
its summary is for everyone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from interim_method.documents import across
from interim_method.documents.context import Col, Context
from interim_method.documents.outcomes import (
    hours_part,
    indicators,
    not_due,
    of_them,
    plan,
    quotation,
    section_of,
    state,
    told,
    unit,
    within,
)
from interim_method.documents.parts import code
from interim_method.documents.pilot_calendar import calendar, changes
from interim_method.markup import tree as t
from interim_method.model import Audience, Decision, FrozenMap, HoursPerOrganisation, Keyed, Step
from interim_method.rules import pilots, progress
from interim_method.rules.redaction import redact

__all__ = ["compose"]

MOST_NEXT = 5
GENDERS = ("women", "men", "other", "undisclosed")


def compose(ctx: Context) -> t.Document:
    """The whole report for funder and group, or two public pages."""
    if ctx.edition == "summary":
        return _summary(_for(ctx, "public"))
    return _filled(ctx if ctx.audience == "public" else _for(ctx, "group"))


def _for(ctx: Context, audience: Audience) -> Context:
    """The context with records that *audience* may read; what the grant amounts to stays with who has it."""
    if ctx.audience == audience:
        return ctx
    pilot = redact(ctx.pilot, audience)
    if audience == "group":
        pilot = attrs.evolve(pilot, grant=ctx.pilot.grant)
    return attrs.evolve(
        ctx,
        subject=pilot,
        audience=audience,
        engagements=Keyed(redact(e, audience) for e in ctx.engagements),
        totals=ctx.totals or _known_totals(ctx),
    )


def _known_totals(ctx: Context) -> FrozenMap[str, pilots.Totals]:
    """The sums over the records as given, for when nobody reckoned them before."""
    return FrozenMap(
        {row.hypothesis: row.totals for row in pilots.matrix(ctx.pilot, ctx.engagements, ctx.day)}
    )


def _filled(ctx: Context) -> t.Document:
    return ctx.document(
        ctx.section("details", _details(ctx)),
        ctx.section("page", _result(ctx)),
        ctx.section("calendar", calendar(ctx), new_page=True),
        section_of(ctx, "changes", _unless_unpublished(ctx, changes(ctx))),
        section_of(ctx, "participants", _participants(ctx)),
        ctx.section("methodology", _methodology(ctx)),
        section_of(ctx, "hours", _unless_unpublished(ctx, _hours(ctx)), new_page=_published(ctx)),
        section_of(ctx, "objectives", _unless_unpublished(ctx, _objectives(ctx))),
        section_of(ctx, "comparison", _unless_unpublished(ctx, _comparison(ctx)), new_page=_published(ctx)),
        _matrix(ctx),
        section_of(
            ctx,
            "quotes",
            _unless_unpublished(ctx, _quotes(ctx)),
            orientation="portrait",
            new_page=_published(ctx),
        ),
        section_of(ctx, "learning", _unless_unpublished(ctx, _learning(ctx))),
        section_of(ctx, "sharing", told_text(ctx, "/sharing", "sharing")),
        section_of(ctx, "annexes", _annexes(ctx)),
        _next(ctx),
        marked=None,
    )


def _summary(ctx: Context) -> t.Document:
    return ctx.document(
        ctx.section("details", _identification(ctx)),
        ctx.section("page", _result(ctx)),
        ctx.section("calendar", calendar(ctx, short=True)),
        section_of(ctx, "hours", _unless_unpublished(ctx, (across.organisation_hours(ctx),))),
        section_of(ctx, "matrix", _unless_unpublished(ctx, _totals(ctx))),
        section_of(ctx, "quotes", _unless_unpublished(ctx, _quotes(ctx))),
        section_of(ctx, "learning", _unless_unpublished(ctx, _lessons(ctx))),
        marked=None,
    )


def _published(ctx: Context) -> bool:
    return ctx.pilot.results == "published"


def _unless_unpublished(ctx: Context, blocks: Iterable[t.Block | None]) -> Iterable[t.Block | None]:
    """The blocks; of a pilot whose results were not published, the words that say so."""
    return blocks if _published(ctx) else (t.paragraph(ctx.word("unpublished"), "muted"),)


# --- identification, result ----------------------------------------------------------------------------------------


def _identification(ctx: Context) -> t.Definitions:
    pilot, word = ctx.pilot, ctx.word
    organisations = ctx.language.listing(ctx.text(r.organisation.name) for r in pilot.engagements)
    return ctx.facts(
        (word("pilot-report.project"), ctx.line(pilot.title)),
        (word("pilot-report.entity"), ctx.line(pilot.accompanist.name)),
        (word("pilot-report.organisations"), organisations),
        (
            word("pilot-report.period"),
            ctx.line(pilot.period) if pilot.period else ctx.language.period(pilot.start, pilot.end),
        ),
        (word("pilot-report.call"), ctx.line(pilot.grant.call)),
        (word("pilot-report.professionals"), ctx.number(pilot.professionals)),
        (word("pilot-report.participants-total"), ctx.number(pilot.participants.total)),
    )


def _details(ctx: Context) -> t.Definitions:
    """What a grant form asks for first."""
    pilot, word = ctx.pilot, ctx.word
    guide = "" if _published(ctx) else word("unpublished")

    def entry(name: str, address: str) -> tuple[str, t.Blocks]:
        label = word(f"pilot-report.{name}")
        return label, (ctx.field(address, label, guide=guide),)

    known = not pilot.period
    amount = told(ctx, "/grant/amount", word("pilot-report.amount"))
    organisations = ctx.bullets(ctx.line(r.organisation.name) for r in pilot.engagements)
    return ctx.facts(
        entry("project", "/title"),
        entry("funder", "/grant/funder"),
        entry("call", "/grant/call"),
        entry("file-number", "/grant/file_number"),
        (word("pilot-report.amount"), (amount,) if amount else None),
        *([entry("start", "/start"), entry("end", "/end")] if known else [entry("period", "/period")]),
        entry("entity", "/accompanist/name"),
        (word("pilot-report.organisations"), (organisations,) if organisations else None),
        entry("professionals", "/professionals"),
        entry("participants-total", "/participants/total"),
    )


def _result(ctx: Context) -> Iterable[t.Block | None]:
    """The summary, and the result in at most five lines, none of them an average."""
    if not _published(ctx):
        yield t.paragraph(ctx.word("unpublished"), "muted")
        return
    if ctx.audience != "public" or ctx.pilot.summary:
        yield ctx.field("/summary", ctx.heading("page"), lines=4)
    yield ctx.bullets(_result_lines(ctx))


def _result_lines(ctx: Context) -> Iterable[t.Runs]:
    word, called = ctx.word, across.names(ctx)
    by_id = {e.id: e for e in ctx.engagements}
    hours = pilots.hours_by_step(ctx.pilot, ctx.engagements, ctx.day)
    if hours.total:
        yield t.line(
            word("pilot-report.line-hours", spent=unit(ctx, hours.total), budget=unit(ctx, hours.budget))
        )
    states = {called[k]: state(within(ctx, by_id[k]), by_id[k]) for k in called if k in by_id}
    if states:
        yield t.line(word("pilot-report.line-states", states=_each(states)))
    done = {called[k]: of_them(ctx, progress.counts(by_id[k])) for k in called if k in by_id}
    if any(done.values()):
        yield t.line(word("pilot-report.line-actions", actions=_each(done)))
    summed = across.totals(ctx)
    if summed:
        apart = [code(h.id) for h, found in summed.items() if across.contradictory(found)]
        yield t.line(
            word(
                "pilot-report.line-hypotheses",
                n=ctx.number(len(summed)),
                apart=ctx.language.listing(apart) or word("pilot-report.none-of-them"),
            )
        )
    changed = [s for s in ctx.pilot.stages if s.change]
    if changed:
        yield t.line(
            word(
                "pilot-report.line-changes",
                n=ctx.number(len(changed)),
                total=ctx.number(len(ctx.pilot.stages)),
            )
        )


def _each(said: dict[str, str]) -> str:
    return "; ".join(f"{name}: {one}" for name, one in said.items() if one)


# --- participants, methodology -------------------------------------------------------------------------------------


def _participants(ctx: Context) -> Iterable[t.Block | None]:
    """How many people of each organisation, by gender and role in the sessions; never names."""
    pilot, word = ctx.pilot, ctx.word
    guide = word("not-applicable") if _published(ctx) else word("unpublished")
    known = [n for n in GENDERS if getattr(pilot.participants, n) is not None]
    if known or pilot.participants.total:
        entries = [
            (
                word(f"pilot-report.{n}"),
                (ctx.field(f"/participants/{n}", word(f"pilot-report.{n}"), guide=guide),),
            )
            for n in known or GENDERS
        ]
        yield ctx.facts(
            (word("pilot-report.participants-total"), ctx.number(pilot.participants.total)), *entries
        )
    elif not _published(ctx):
        yield t.paragraph(word("unpublished"), "muted")
    elif ctx.audience != "public":
        yield ctx.pending()
    note = told(ctx, "/participants/note", word("pilot-report.participants"), lines=2)
    yield note
    if _published(ctx) and ctx.audience != "public":
        yield _came(ctx)


def _came(ctx: Context) -> t.Table | None:
    """Who came to what: people of each organisation, in its own process and in the shared sessions."""
    pilot, word = ctx.pilot, ctx.word
    columns = pilots.comparison(pilot, ctx.engagements, ctx.day)
    rows = [
        [
            name,
            word("pilot-report.role-participant"),
            ctx.number(column.people) if column else word("pending"),
            *(ctx.number(p.people) if (p := s.participation.get(key)) else "–" for s in pilot.sessions),
        ]
        for key, name in across.names(ctx).items()
        for column in (columns[key],)
    ]
    rows.append(
        [
            ctx.text(pilot.accompanist.name),
            word("pilot-report.role-professional"),
            ctx.number(pilot.professionals) or word("pending"),
            *(ctx.number(s.professionals) for s in pilot.sessions),
        ]
    )
    heads = [
        f"{ctx.text(s.title) or word('pilot-report.shared-session')}, {ctx.short_date(s.on)}"
        for s in pilot.sessions
    ]
    return ctx.table(
        [word("label.organisation"), word("pilot-report.role"), word("pilot-report.people"), *heads],
        rows,
        align="ll" + "r" * (len(heads) + 1),
        widths=(4.4, 3, 1.6, *(3 for _ in heads)),
        title=ctx.heading("participants"),
    )


def _methodology(ctx: Context) -> Iterable[t.Block | None]:
    methodology, word = ctx.methodology, ctx.word
    yield from ctx.prose(methodology.summary)
    yield t.paragraph(word("pilot-report.more-in-handbook"), "muted")
    told_in_full = _published(ctx)
    heads = [word("label.step"), word("pilot-report.format")]
    if told_in_full:
        heads += [word("pilot-report.purpose"), word("reports.planned")]

    def row(step: Step) -> list[str | t.Runs | t.Blocks]:
        said: list[str | t.Runs | t.Blocks] = [ctx.line(step.title), ctx.word(f"format.{step.format}")]
        if told_in_full:
            effort = step.effort
            hours = effort.minutes if isinstance(effort, HoursPerOrganisation) else None
            said += [ctx.prose(step.purpose), unit(ctx, hours)]
        return said

    for phase in methodology.phases:
        yield t.paragraph(ctx.text(phase.title), "label")
        yield ctx.table(
            heads,
            (row(step) for step in methodology.steps_of(phase)),
            align="lllr" if told_in_full else "ll",
            widths=(2.4, 2.4, 6.4, 1.6) if told_in_full else (4, 4),
            title=ctx.text(phase.title),
        )


# --- hours, objectives, comparison ---------------------------------------------------------------------------------


def _hours(ctx: Context) -> Iterable[t.Block | None]:
    if ctx.audience == "public":
        yield across.organisation_hours(ctx)
        return
    word, called = ctx.word, across.names(ctx)
    yield across.hours_figure(ctx)
    for session in ctx.pilot.sessions:
        yield told(ctx, f"/sessions/{session.id}/hours_rule", word("pilot-report.hours-rule"))
    by_month = across.monthly(ctx)
    if by_month:
        yield t.paragraph(word("pilot-report.by-month"), "label")
        yield by_month
    decided = [
        (called[key], own.prose(ctx.engagements[key].hours_decision))
        for key in called
        if key in ctx.engagements.ids
        for own in (within(ctx, ctx.engagements[key]),)
    ]
    if any(said for _, said in decided):
        yield t.paragraph(word("hours.deviations"), "label")
        yield ctx.facts(*decided)


def _objectives(ctx: Context) -> Iterable[t.Block | None]:
    """Objectives, indicators and the plan of each organisation, with what they can and cannot prove."""
    if any(e.objectives for e in ctx.engagements):
        cannot = ("reports.proves-not", "pilot-report.proves-across")
        yield ctx.callout(
            "note", ctx.word("reports.proves"), ctx.bullets(t.line(ctx.word(key)) for key in cannot)
        )
    for key, name in across.names(ctx).items():
        engagement = ctx.engagements.get(key)
        if engagement is None:
            continue
        own = within(ctx, engagement)
        counts = progress.counts(engagement)
        said = ctx.word("reports.actions-done"), of_them(ctx, counts)
        blocks = [
            indicators(own, engagement),
            t.paragraph(early, "muted") if (early := not_due(own, engagement)) else None,
            ctx.facts(said) if said[1] else None,
            plan(own, engagement.actions, people=False),
        ]
        if any(blocks):
            yield t.Section(t.line(name), tuple(b for b in blocks if b), id=f"objectives-{key}")


def _comparison(ctx: Context) -> Iterable[t.Block | None]:
    if ctx.audience == "public":
        return
    yield across.comparison(ctx)
    yield t.paragraph(ctx.word("pilot-report.no-averages"), "muted")
    yield section_of(ctx, "blockers", _blockers(ctx))
    yield section_of(ctx, "movement", across.movement(ctx))


def _blockers(ctx: Context) -> Iterable[t.Block | None]:
    table = across.blockers_table(ctx)
    if table:
        yield table
        yield t.paragraph(ctx.word("pilot-report.blockers-told"), "muted")


# --- hypotheses ----------------------------------------------------------------------------------------------------


def _matrix(ctx: Context) -> t.Section | None:
    if not _published(ctx) or ctx.audience == "public":
        made: t.Section | None = section_of(ctx, "matrix", _unless_unpublished(ctx, _totals(ctx)))
        return made
    table = across.matrix(ctx)
    if table is None:
        return None
    return ctx.section(
        "matrix",
        across.legend(ctx),
        table,
        section_of(ctx, "one-by-one", across.each_hypothesis(ctx), orientation="portrait", new_page=True),
        orientation="landscape",
        new_page=True,
    )


def _totals(ctx: Context) -> Iterable[t.Block | None]:
    table = across.row_totals(ctx)
    if table:
        yield across.legend(ctx)
        yield table
        yield t.paragraph(ctx.word("pilot-report.totals-how"), "muted")


# --- quotes, learning ----------------------------------------------------------------------------------------------


def _quotes(ctx: Context) -> Iterable[t.Quote]:
    """What was said, by consent."""
    yield from (quotation(ctx, q) for q in ctx.pilot.quotes)
    for key, name in across.names(ctx).items():
        engagement = ctx.engagements.get(key)
        if engagement is not None:
            own = within(ctx, engagement)
            yield from (quotation(own, q, name) for q in engagement.quotes)


def _lessons(ctx: Context) -> Iterable[t.Block | None]:
    for name in ("learning", "recommendations"):
        if getattr(ctx.pilot, name) or ctx.audience != "public":
            label = ctx.word(f"pilot-report.{name}-label")
            empty = 0 if getattr(ctx.pilot, name) else 2
            yield ctx.collection(f"/{name}", label, (Col(label, "text"),), empty=empty)


def _learning(ctx: Context) -> Iterable[t.Block | None]:
    word, called = ctx.word, across.names(ctx)
    yield from _lessons(ctx)
    criterion = told(ctx, "/entry_criterion", word("pilot-report.entry-criterion"))
    if criterion:
        yield ctx.facts((word("pilot-report.entry-criterion"), (criterion,)))
    own = [
        t.Definition(
            t.line(called[key]),
            tuple(b for r in engagement.handover.learning for b in within(ctx, engagement).prose(r.text)),
        )
        for key in called
        if (engagement := ctx.engagements.get(key)) and engagement.handover.learning
    ]
    if own:
        yield t.Definitions(tuple(own), role="facts")
    yield section_of(
        ctx,
        "agreements",
        ctx.table(
            ["", word("label.what"), word("label.responsible"), word("label.due")],
            (
                (code(d.id), ctx.inline(d.text), _responsible(ctx, d), ctx.short_date(d.due))
                for s in ctx.pilot.sessions
                for d in s.decisions
            ),
            widths=(0.8, 6.4, 3, 1.8),
            title=ctx.heading("agreements"),
        ),
    )


def _responsible(ctx: Context, decision: Decision) -> str:
    return ctx.roles(decision.responsible)


def told_text(ctx: Context, address: str, key: str) -> t.Field | None:
    """A text of the pilot, where it may be told."""
    return told(ctx, address, ctx.heading(key), lines=3)


# --- annexes, what next --------------------------------------------------------------------------------------------


def _annexes(ctx: Context) -> t.Table | None:
    """What is handed in apart; personal data never travel with the report."""
    if ctx.audience == "public":
        return None
    word = ctx.word
    missing = word("pending") if _published(ctx) else word("unpublished")
    called = across.names(ctx)
    hours = pilots.hours_by_step(ctx.pilot, ctx.engagements, ctx.day).spent
    sheets = "; ".join(f"{called[k]}: {unit(ctx, v)}" for k, v in hours.items() if v is not None)
    sessions = "; ".join(
        f"{ctx.text(s.title) or hours_part(ctx, s.step or '')}, {ctx.short_date(s.on)}"
        for s in ctx.pilot.sessions
    )
    files = ctx.language.listing(ctx.text(a.alt) or a.name for a in ctx.pilot.attachments)
    return ctx.table(
        [word("label.document"), word("label.what")],
        (
            (word("pilot-report.annex-attendance"), sessions or missing),
            (word("pilot-report.annex-hours"), sheets or missing),
            (word("pilot-report.annex-materials"), files or missing),
            (word("pilot-report.annex-logos"), missing),
        ),
        widths=(5, 7),
        title=ctx.heading("annexes"),
    )


def _next(ctx: Context) -> t.Callout | None:
    """What the organisations agreed on together and is still to be done, the soonest first."""
    if not _published(ctx):
        return None
    still = [
        d
        for s in ctx.pilot.sessions
        for d in s.decisions
        if d.done is None and (d.due is None or ctx.day is None or d.due >= ctx.day)
    ]
    still.sort(key=lambda d: d.due or date.max)
    items = tuple(
        t.Item((t.Paragraph((*ctx.inline(d.text), *t.line(f" — {tail}" if tail else ""))),))
        for d in still[:MOST_NEXT]
        for tail in (" · ".join(s for s in (_responsible(ctx, d), ctx.short_date(d.due)) if s),)
    )
    return ctx.callout("next", ctx.word("what-next"), t.Items(items)) if items else None
