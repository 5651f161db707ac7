"""The report of a pilot: account to the funder, and learning across organisations.

It is read outside each organisation, so no more of one is told than the pilot's group may read, whoever asks;
its summary is for everyone.
"""

from __future__ import annotations

import attrs

from interim_method.documents.context import Context
from interim_method.documents.recipes.pilot_report import across
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
from interim_method.documents.recipes.pilot_report.learning import (
    annexes,
    learning,
    lessons,
    quotes,
    told_text,
    what_next_of_pilot,
)
from interim_method.documents.recipes.pilot_report.results import (
    comparison,
    hours_of,
    matrix,
    objectives,
    totals,
)
from interim_method.markup import tree as t
from interim_method.model import Audience, FrozenMap, Keyed
from interim_method.rules import pilots
from interim_method.rules.redaction import redact

__all__ = ["compose"]


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
        ctx.section_if_any("changes", unless_unpublished(ctx, changes(ctx))),
        ctx.section_if_any("participants", participants(ctx)),
        ctx.section("methodology", method(ctx)),
        ctx.section_if_any("hours", unless_unpublished(ctx, hours_of(ctx))),
        ctx.section_if_any("objectives", unless_unpublished(ctx, objectives(ctx))),
        ctx.section_if_any("comparison", unless_unpublished(ctx, comparison(ctx)), new_page=published(ctx)),
        matrix(ctx),
        ctx.section_if_any(
            "quotes",
            unless_unpublished(ctx, quotes(ctx)),
            orientation="portrait",
        ),
        ctx.section_if_any("learning", unless_unpublished(ctx, learning(ctx))),
        ctx.section_if_any("sharing", told_text(ctx, "/sharing", "sharing")),
        ctx.section_if_any("annexes", annexes(ctx)),
        what_next_of_pilot(ctx),
        # Of a pilot whose results were not published there are only a few pages.
        cover=published(ctx),
        contents=published(ctx),
        marked=() if published(ctx) else None,
    )


def _summary(ctx: Context) -> t.Document:
    return ctx.document(
        ctx.section("details", identification(ctx)),
        ctx.section("page", result(ctx)),
        ctx.section("calendar", calendar(ctx, short=True)),
        ctx.section_if_any("hours", unless_unpublished(ctx, (across.total_hours(ctx),))),
        ctx.section_if_any("hypotheses", unless_unpublished(ctx, totals(ctx))),
        ctx.section_if_any("quotes", unless_unpublished(ctx, quotes(ctx))),
        ctx.section_if_any("learning", unless_unpublished(ctx, lessons(ctx))),
        marked=None,
    )
