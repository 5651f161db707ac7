"""The report of a pilot: account to the funder, and learning across organisations.

It is read outside each organisation, so no more of one is told than the pilot's group may read, whoever asks;
its summary is for everyone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.indicators import indicators, not_due
from interim_method.documents.parts.reports import (
    actions_table,
    hours_part,
    of_them,
    quotation,
    section_of,
    told,
    unit,
    within,
)
from interim_method.documents.recipes.pilot_report import across, verdicts
from interim_method.documents.recipes.pilot_report.calendar import calendar, changes
from interim_method.documents.recipes.pilot_report.details import (
    details,
    identification,
    method,
    participants,
    published,
    result,
    unless_unpublished,
)
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Audience, Decision, FrozenMap, Keyed
from interim_method.rules import pilots, progress
from interim_method.rules.redaction import redact

__all__ = ["compose"]

MOST_NEXT = 5


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
        ctx.section("details", details(ctx)),
        ctx.section("page", result(ctx)),
        ctx.section("calendar", calendar(ctx), new_page=published(ctx)),
        section_of(ctx, "changes", unless_unpublished(ctx, changes(ctx))),
        section_of(ctx, "participants", participants(ctx)),
        ctx.section("methodology", method(ctx)),
        section_of(ctx, "hours", unless_unpublished(ctx, _hours(ctx))),
        section_of(ctx, "objectives", unless_unpublished(ctx, _objectives(ctx))),
        section_of(ctx, "comparison", unless_unpublished(ctx, _comparison(ctx)), new_page=published(ctx)),
        _matrix(ctx),
        section_of(
            ctx,
            "quotes",
            unless_unpublished(ctx, _quotes(ctx)),
            orientation="portrait",
        ),
        section_of(ctx, "learning", unless_unpublished(ctx, _learning(ctx))),
        section_of(ctx, "sharing", told_text(ctx, "/sharing", "sharing")),
        section_of(ctx, "annexes", _annexes(ctx)),
        _next(ctx),
        marked=None,
    )


def _summary(ctx: Context) -> t.Document:
    return ctx.document(
        ctx.section("details", identification(ctx)),
        ctx.section("page", result(ctx)),
        ctx.section("calendar", calendar(ctx, short=True)),
        section_of(ctx, "hours", unless_unpublished(ctx, (across.hours_table(ctx),))),
        section_of(ctx, "hypotheses", unless_unpublished(ctx, _totals(ctx))),
        section_of(ctx, "quotes", unless_unpublished(ctx, _quotes(ctx))),
        section_of(ctx, "learning", unless_unpublished(ctx, _lessons(ctx))),
        marked=None,
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
            actions_table(own, engagement.actions, people=False),
        ]
        if any(blocks):
            yield t.Section(t.line(name), tuple(b for b in blocks if b), id=f"objectives-{key}")


def _comparison(ctx: Context) -> Iterable[t.Block | None]:
    if ctx.audience == "public":
        return
    table = across.comparison(ctx)
    if table is None:
        return
    yield table
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
    """The matrix with each hypothesis after it; in public its row totals, and nothing of whose they are."""
    if not published(ctx) or ctx.audience == "public":
        made: t.Section | None = section_of(ctx, "hypotheses", unless_unpublished(ctx, _totals(ctx)))
        return made
    table = verdicts.matrix(ctx)
    if table is None:
        return None
    return ctx.section(
        "matrix",
        verdicts.legend(ctx),
        table,
        section_of(ctx, "one-by-one", verdicts.each_hypothesis(ctx), orientation="portrait", new_page=True),
        orientation="landscape",
        new_page=True,
    )


def _totals(ctx: Context) -> Iterable[t.Block | None]:
    table = verdicts.row_totals(ctx)
    if table:
        yield verdicts.legend(ctx)
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
    missing = word("pending") if published(ctx) else word("unpublished")
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
    if not published(ctx):
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
