"""Parts that tell the course of an engagement: where it began, what was agreed, what was done, its hours."""

from __future__ import annotations

from collections.abc import Iterable

from interim_method.documents.context import Context
from interim_method.documents.parts.reports import actions_table, full_table, hours_part, of_them, told, unit
from interim_method.documents.parts.thermometer import mark
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Difficulty, Session
from interim_method.rules import hours, progress, readiness
from interim_method.rules.dates import ended, no_later

__all__ = ["agreed", "done", "hours_spent", "sentence", "start", "thermometer_short"]


FINDINGS = 9
"""A diagnosis in ten lines: how it was made, and this many findings."""


def start(ctx: Context) -> Iterable[t.Block | None]:
    """Where the organisation began: what was difficult, and what it wanted instead."""
    word = ctx.word
    diagnosis = ctx.engagement.diagnosis
    if diagnosis.asked:
        of = diagnosis.asked_of or diagnosis.asked
        said = [word("label.answers", n=ctx.number(diagnosis.asked), total=ctx.number(of))]
        if diagnosis.validated:
            said.append(word("engagement-report.validated", date=ctx.long_date(diagnosis.validated)))
        yield t.paragraph(" · ".join(said))
    found = sorted((d for d in ctx.engagement.difficulties if ctx.text(d.text)), key=_rank)
    yield full_table(
        ctx,
        [
            "",
            word("engagement-report.finding"),
            word("label.practice"),
            word("label.ideal"),
            word("label.blocker"),
        ],
        (
            (
                code(d.id),
                ctx.inline(d.text),
                ctx.inline(d.now),
                ctx.inline(d.ideal),
                " · ".join(map(ctx.blocker, d.blockers)) or ctx.choice("kind", d.kind),
            )
            for d in found[:FINDINGS]
        ),
        widths=(0.7, 3.6, 3.6, 3.2, 2.6),
        title=ctx.heading("start"),
    )
    if len(found) > FINDINGS:
        yield t.paragraph(
            word("engagement-report.more-findings", n=ctx.number(len(found) - FINDINGS)), "muted"
        )


def _rank(difficulty: Difficulty) -> int:
    order = ("high", "medium", "low")
    return order.index(difficulty.priority) if difficulty.priority else len(order)


def agreed(ctx: Context) -> Iterable[t.Block | None]:
    """What the working agreement said."""
    engagement, word = ctx.engagement, ctx.word
    agreement = engagement.agreement
    if agreement is None:
        if ctx.audience == "organisation":
            yield ctx.pending()
        return
    ratified = agreement.ratified
    by = " · ".join(s for s in (ctx.text(ratified.by), ctx.long_date(ratified.on)) if s) if ratified else ""
    yield ctx.facts(
        (word("what.ratified").capitalize(), by or word("no")),
        (word("label.professional-hours"), unit(ctx, agreement.professional_minutes)),
        (word("engagement-report.own-weekly"), unit(ctx, agreement.own_weekly_minutes)),
        (word("engagement-report.stops"), ctx.prose(agreement.own_stops)),
        (word("engagement-report.over-budget"), ctx.prose(agreement.over_budget)),
    )
    for party in ("organisation", "professional", "none"):
        said = ctx.bullets(e.text for e in agreement.expectations if e.party == party)
        if said:
            yield t.paragraph(word(f"engagement-report.expects-{party}"), "label")
            yield said
    yield full_table(
        ctx,
        [word("label.date"), word("label.what"), word("label.change"), word("engagement-report.by")],
        (
            (ctx.short_date(r.on), ctx.choice("what", r.what), ctx.inline(r.text), ctx.line(r.by))
            for r in agreement.reviews
        ),
        widths=(1.6, 1.9, 6.5, 2.6),
        title=word("engagement-report.reviews"),
    )


# --- what was done -------------------------------------------------------------------------------------------------


def done(ctx: Context) -> Iterable[t.Block | None]:
    """The sessions that were held, the plan and how it changed."""
    engagement, word = ctx.engagement, ctx.word
    held = [s for s in engagement.sessions if no_later(s.on, ctx.day)]
    yield ctx.section_if_any("calendar", _sessions(ctx, held))
    counts = progress.counts(engagement)
    if counts.agreed:
        said = word(
            "engagement-report.plan-line", done=of_them(ctx, counts), dropped=ctx.number(counts.dropped)
        )
        yield ctx.section("plan", t.paragraph(said), actions_table(ctx, engagement.actions))
    yield ctx.section_if_any(
        "plan-changes",
        full_table(
            ctx,
            [word("label.date"), word("label.change"), word("label.why")],
            ((ctx.short_date(c.on), ctx.inline(c.what), ctx.inline(c.why)) for c in engagement.plan_changes),
            widths=(1.6, 5, 5.5),
            title=ctx.heading("plan-changes"),
        ),
    )


def _sessions(ctx: Context, held: list[Session]) -> Iterable[t.Block | None]:
    """The sessions of the record; the professional's ledger tells of all the days worked."""
    word = ctx.word
    days = len({e.on for e in hours.entries(ctx.engagement, on=ctx.day) if e.mode == "contact"})
    if days:
        yield t.paragraph(word("engagement-report.days", n=ctx.number(days)))
    present = any(s.attendance for s in held)
    yield ctx.table(
        [
            word("label.date"),
            word("engagement-report.session"),
            *([word("label.present")] if present else []),
        ],
        (
            (ctx.short_date(s.on), _title(ctx, s), *([_present(ctx, s)] if present else []))
            for s in sorted(held, key=lambda s: s.on)
        ),
        align="llr" if present else "",
        widths=(1.8, 8, 1.6),
        title=ctx.heading("calendar"),
    )


def _title(ctx: Context, session: Session) -> t.Runs:
    return ctx.line(session.title) or hours_part(ctx, session.activity or session.step or "")


def _present(ctx: Context, session: Session) -> str:
    came = sum(a.people or 1 for a in session.attendance if a.present)
    return ctx.number(came) if session.attendance else ctx.word("pending")


def hours_spent(ctx: Context) -> Iterable[t.Block | None]:
    """The hours of both sides, never added together."""
    engagement, word = ctx.engagement, ctx.word
    if not engagement.hours:
        return
    yield t.paragraph(sentence(ctx))
    forecast = hours.forecast(engagement, ctx.day)
    if forecast.alone:
        yield t.paragraph(word("hours.decided", decided=unit(ctx, forecast.decided)))
    yield _hours_figure(ctx, forecast)
    if forecast.over or engagement.hours_decision:
        label = word("hours.reason-decision")
        made = told(ctx, "/hours_decision", label, lines=3)
        yield ctx.facts((label, (made,))) if made else None
    yield _own_hours(ctx)


def _hours_figure(ctx: Context, forecast: hours.Forecast) -> t.Figure | t.Table | None:
    word = ctx.word
    lines = hours.by_step(ctx.engagement, ctx.day)
    planned = sum(line.planned for line in lines)
    table = ctx.table(
        [word("label.step"), word("reports.planned"), word("label.spent-hours"), word("reports.difference")],
        (
            (
                hours_part(ctx, line.id),
                ctx.hours(line.planned),
                ctx.hours(line.spent),
                _signed(ctx, line.deviation),
            )
            for line in lines
        ),
        align="lrrr",
        widths=(6, 1.6, 1.6, 1.8),
        total=[
            word("label.total"),
            ctx.hours(planned),
            ctx.hours(forecast.spent),
            "",
        ],
        title=word("label.professional-hours"),
    )
    if table is None or ctx.audience == "public":
        return None
    return t.Figure(
        "bar",
        word(
            "engagement-report.hours-alt", spent=unit(ctx, forecast.spent), budget=unit(ctx, forecast.budget)
        ),
        tuple(t.plain(hours_part(ctx, line.id)) for line in lines),
        (
            t.Series(word("reports.planned"), tuple(line.planned / 60 for line in lines)),
            t.Series(word("label.spent-hours"), tuple(line.spent / 60 for line in lines)),
        ),
        (table,),
        caption=t.line(word("label.professional-hours")),
        unit="h",
        low=0,
    )


def _signed(ctx: Context, minutes: int) -> str:
    sign = "+" if minutes > 0 else "−"
    return f"{sign}{ctx.hours(abs(minutes))}" if minutes else ""


def _own_hours(ctx: Context) -> t.Definitions | None:
    """The organisation's own time, told apart: the two are never added together."""
    engagement, word = ctx.engagement, ctx.word
    spent = hours.spent(engagement, ledger="organisation", on=ctx.day)
    if not spent:
        return None
    actions = hours.by_action(engagement, ctx.day)
    on_actions = sum(a.own_spent for a in actions)
    said = word(
        "engagement-report.own-said",
        total=unit(ctx, spent),
        actions=unit(ctx, on_actions),
        planned=unit(ctx, sum(a.own_planned for a in actions)),
        rest=unit(ctx, spent - on_actions),
    )
    return ctx.facts((word("label.own-hours"), said))


def thermometer_short(ctx: Context) -> t.Definitions | None:
    """The first and last marks of the thermometer, in a line."""
    engagement, word = ctx.engagement, ctx.word
    moved, last = readiness.movement(engagement, ctx.day), readiness.last(engagement, ctx.day)
    if last is None:
        return None
    said = "; ".join(
        word("reports.stage-moved", stage=ctx.stage(m.stage), start=mark(ctx, m.start), end=mark(ctx, m.end))
        for m in moved
    )
    stuck = readiness.barrier(last, engagement.methodology)
    return ctx.facts(
        (word("reports.thermometer"), said),
        (word("reports.stuck-at"), ctx.stage(stuck) or word("reports.nowhere")),
    )


def sentence(ctx: Context) -> str:
    """Where the professional's hours stand, in words."""
    engagement, word = ctx.engagement, ctx.word
    forecast = hours.forecast(engagement, ctx.day)
    if ended(engagement, ctx.day) or not forecast.committed:
        return word(
            "hours.sentence-ended", spent=unit(ctx, forecast.spent), budget=unit(ctx, forecast.budget)
        )
    return word(
        "hours.line",
        spent=ctx.hours(forecast.spent),
        budget=ctx.language.hours(forecast.budget, 0),
        committed=ctx.hours(forecast.committed),
        forecast=ctx.hours(forecast.total),
    )
