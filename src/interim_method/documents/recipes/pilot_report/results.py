"""What a pilot came to: hours, objectives, the organisations side by side, the verdicts."""

from __future__ import annotations

from collections.abc import Iterable

from interim_method.documents.context import Context
from interim_method.documents.parts.indicators import indicators, not_due
from interim_method.documents.parts.reports import actions_table, of_them, told, within
from interim_method.documents.recipes.pilot_report import across, verdicts
from interim_method.documents.recipes.pilot_report.details import published, unless_unpublished
from interim_method.markup import tree as t
from interim_method.rules import progress

__all__ = ["blockers", "comparison", "hours_of", "matrix", "objectives", "totals"]


# --- hours, objectives, comparison ---------------------------------------------------------------------------------


def hours_of(ctx: Context) -> Iterable[t.Block | None]:
    """The professional's hours of each organisation, by step and by month; in public only their sum."""
    if ctx.audience == "public":
        yield across.total_hours(ctx)
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


def objectives(ctx: Context) -> Iterable[t.Block | None]:
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


def comparison(ctx: Context) -> Iterable[t.Block | None]:
    """The organisations side by side: what is compared, what held them back, how each moved."""
    if ctx.audience == "public":
        return
    table = across.comparison(ctx)
    if table is None:
        return
    yield table
    yield t.paragraph(ctx.word("pilot-report.no-averages"), "muted")
    yield ctx.section_if_any("blockers", blockers(ctx))
    yield ctx.section_if_any("movement", across.movement(ctx))


def blockers(ctx: Context) -> Iterable[t.Block | None]:
    """What held the organisations back, and how often."""
    table = across.blockers_table(ctx)
    if table:
        yield table
        yield t.paragraph(ctx.word("pilot-report.blockers-told"), "muted")


# --- hypotheses ----------------------------------------------------------------------------------------------------


def matrix(ctx: Context) -> t.Section | None:
    """The matrix with each hypothesis after it; in public its row totals, and nothing of whose they are."""
    if not published(ctx) or ctx.audience == "public":
        made: t.Section | None = ctx.section_if_any("hypotheses", unless_unpublished(ctx, totals(ctx)))
        return made
    table = verdicts.matrix(ctx)
    if table is None:
        return None
    return ctx.section(
        "matrix",
        verdicts.legend(ctx),
        table,
        ctx.section_if_any(
            "one-by-one", verdicts.each_hypothesis(ctx), orientation="portrait", new_page=True
        ),
        orientation="landscape",
        new_page=True,
    )


def totals(ctx: Context) -> Iterable[t.Block | None]:
    """How many organisations gave each verdict on each hypothesis."""
    table = verdicts.row_totals(ctx)
    if table:
        yield verdicts.legend(ctx)
        yield table
        yield t.paragraph(ctx.word("pilot-report.totals-how"), "muted")
