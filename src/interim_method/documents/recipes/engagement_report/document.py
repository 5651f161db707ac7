"""The report of an engagement: what was done, what changed, what stays and who carries it on."""

from __future__ import annotations

from collections.abc import Iterable

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.indicators import caveats, indicators
from interim_method.documents.parts.reports import of_them, state, told, unit
from interim_method.documents.parts.thermometer import thermometer
from interim_method.documents.parts.what_next import what_next
from interim_method.documents.recipes.engagement_report.course import (
    agreed,
    done,
    hours_spent,
    sentence,
    start,
    thermometer_short,
)
from interim_method.documents.recipes.engagement_report.ending import (
    annexes,
    handing_over,
    learnt,
    staying,
    verdicts,
    verdicts_short,
)
from interim_method.markup import tree as t
from interim_method.rules import hours, progress

__all__ = ["compose"]

NOTES = 3
"""Empty rows for what is different now, where nobody has said it yet."""


def compose(ctx: Context) -> t.Document:
    """The whole report, or two pages for the assembly."""
    return _summary(ctx) if ctx.edition == "summary" else _filled(ctx)


def _filled(ctx: Context) -> t.Document:
    return ctx.document(
        ctx.section("page", _page(ctx), what_next(ctx)),
        ctx.section_if_any("start", start(ctx), new_page=ctx.audience == "organisation"),
        ctx.section_if_any("agreed", agreed(ctx)),
        ctx.section_if_any("done", done(ctx)),
        ctx.section_if_any("results", indicators(ctx, ctx.engagement), caveats(ctx, ctx.engagement)),
        ctx.section_if_any("hours", hours_spent(ctx)),
        ctx.section_if_any("thermometer", thermometer(ctx, ctx.engagement)),
        ctx.section_if_any("hypotheses", verdicts(ctx)),
        ctx.section_if_any("learnt", learnt(ctx)),
        ctx.section_if_any("handover", handing_over(ctx)),
        ctx.section_if_any("annexes", annexes(ctx)),
        what_next(ctx),
        marked=_reached(ctx),
    )


def _summary(ctx: Context) -> t.Document:
    return ctx.document(
        ctx.section("page", _page(ctx)),
        ctx.section_if_any("results", indicators(ctx, ctx.engagement), thermometer_short(ctx)),
        ctx.section_if_any("hypotheses", verdicts_short(ctx)),
        ctx.section_if_any("handover", staying(ctx)),
        what_next(ctx),
        marked=_reached(ctx),
    )


def _reached(ctx: Context) -> tuple[str, ...]:
    """The stages of the step that the engagement has reached."""
    step = progress.current_step(ctx.engagement, ctx.day)
    return step.stages if step and ctx.engagement.sessions else ()


# --- on one page ---------------------------------------------------------------------------------------------------


def _page(ctx: Context) -> Iterable[t.Block | None]:
    engagement, word = ctx.engagement, ctx.word
    yield ctx.facts(
        (word("engagement-report.dates"), _dates(ctx)),
        (word("label.engagement"), state(ctx, engagement)),
        (word("engagement-report.people"), _people(ctx)),
        (word("label.professional-hours"), sentence(ctx)),
        (word("label.own-hours"), unit(ctx, hours.spent(engagement, ledger="organisation", on=ctx.day))),
        (word("reports.actions-done"), of_them(ctx, progress.counts(engagement))),
        (word("label.follow-up"), ctx.long_date(engagement.handover.follow_up)),
    )
    if engagement.state_reason is not None:
        yield told(ctx, "/state_reason", word("engagement-report.reason"), lines=2)
    yield from _changed(ctx)


def _dates(ctx: Context) -> str:
    engagement = ctx.engagement
    if engagement.ended:
        return ctx.language.period(engagement.started, engagement.ended)
    return ctx.word("engagement-report.since", date=ctx.long_date(engagement.started))


def _people(ctx: Context) -> str:
    own = sum(p.people for p in ctx.engagement.people if p.party == "organisation")
    members = ctx.engagement.organisation.members
    if not own:
        return ""
    return (
        ctx.word("reports.of", n=ctx.number(own), total=ctx.number(members))
        if members and members > own
        else ctx.number(own)
    )


def _changed(ctx: Context) -> Iterable[t.Block]:
    """What is different now and what is not, side by side; room to say it where nobody has."""
    handover = ctx.engagement.handover
    names = [n for n in ("different", "not_different") if getattr(handover, n)]
    if ctx.audience == "organisation" and len(names) < 2:
        for name in ("different", "not_different"):
            label = ctx.word(f"engagement-report.{name.replace('_', '-')}")
            empty = 0 if name in names else NOTES
            yield ctx.collection(f"/handover/{name}", label, (Col(label, "text"),), empty=empty)
        return
    cells = tuple(
        t.GridCell(
            t.line(ctx.word(f"engagement-report.{name.replace('_', '-')}")),
            tuple(
                ctx.field(f"/handover/{name}/{r.id}/text", ctx.word(f"engagement-report.{key}"))
                for r in getattr(handover, name)
            ),
            column=n,
        )
        for n, name in enumerate(names, 1)
        for key in (name.replace("_", "-"),)
    )
    if cells:
        yield t.Grid(cells, columns=len(cells), title=ctx.heading("page"))
