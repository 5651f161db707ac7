"""The report of an engagement: what was done, what changed, what stays and who carries it on."""

from __future__ import annotations

from collections.abc import Iterable

from interim_method.documents.context import Col, Context
from interim_method.documents.outcomes import (
    barrier,
    caveats,
    hours_part,
    indicators,
    mark,
    of_them,
    plan,
    quotation,
    section_of,
    state,
    thermometer,
    told,
    unit,
    verdict,
)
from interim_method.documents.parts import code, what_next
from interim_method.markup import tree as t
from interim_method.model import Difficulty, HandoverItem, Hypothesis, Session, Verdict
from interim_method.rules import hours, pilots, progress, readiness
from interim_method.rules.dates import ended, no_later

__all__ = ["compose"]

FINDINGS = 9
"""A diagnosis in ten lines: how it was made, and this many findings."""
NOTES = 3
"""Empty rows for what is different now, where nobody has said it yet."""


def compose(ctx: Context) -> t.Document:
    """The whole report, or two pages for the assembly."""
    return _summary(ctx) if ctx.edition == "summary" else _filled(ctx)


def _filled(ctx: Context) -> t.Document:
    return ctx.document(
        ctx.section("page", _page(ctx), what_next(ctx)),
        section_of(ctx, "start", _start(ctx), new_page=ctx.audience == "organisation"),
        section_of(ctx, "agreed", _agreed(ctx)),
        section_of(ctx, "done", _done(ctx)),
        section_of(ctx, "results", indicators(ctx, ctx.engagement), caveats(ctx, ctx.engagement)),
        section_of(ctx, "hours", _hours(ctx)),
        section_of(ctx, "thermometer", thermometer(ctx, ctx.engagement)),
        section_of(ctx, "hypotheses", _hypotheses(ctx)),
        section_of(ctx, "learnt", _learnt(ctx)),
        section_of(ctx, "handover", _handover(ctx), new_page=ctx.audience == "organisation"),
        section_of(ctx, "annexes", _annexes(ctx)),
        what_next(ctx),
        marked=_reached(ctx),
    )


def _summary(ctx: Context) -> t.Document:
    return ctx.document(
        ctx.section("page", _page(ctx)),
        section_of(ctx, "results", indicators(ctx, ctx.engagement), _thermometer_short(ctx)),
        section_of(ctx, "hypotheses", _verdicts_short(ctx)),
        section_of(ctx, "handover", _staying(ctx)),
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
        (word("label.state"), state(ctx, engagement)),
        (word("engagement-report.people"), _people(ctx)),
        (word("label.professional-hours"), _sentence(ctx)),
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


def _sentence(ctx: Context) -> str:
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


# --- where it began, what was agreed -------------------------------------------------------------------------------


def _start(ctx: Context) -> Iterable[t.Block | None]:
    word = ctx.word
    diagnosis = ctx.engagement.diagnosis
    if diagnosis.asked:
        of = diagnosis.asked_of or diagnosis.asked
        said = [word("label.answers", n=ctx.number(diagnosis.asked), total=ctx.number(of))]
        if diagnosis.validated:
            said.append(word("engagement-report.validated", date=ctx.long_date(diagnosis.validated)))
        yield t.paragraph(" · ".join(said))
    found = sorted((d for d in ctx.engagement.difficulties if ctx.text(d.text)), key=_rank)
    yield ctx.table(
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


def _agreed(ctx: Context) -> Iterable[t.Block | None]:
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
    yield ctx.table(
        [word("label.date"), word("label.what"), word("label.change"), word("engagement-report.by")],
        (
            (ctx.short_date(r.on), ctx.choice("what", r.what), ctx.inline(r.text), ctx.line(r.by))
            for r in agreement.reviews
        ),
        widths=(1.6, 1.9, 6.5, 2.6),
        title=word("engagement-report.reviews"),
    )


# --- what was done -------------------------------------------------------------------------------------------------


def _done(ctx: Context) -> Iterable[t.Block | None]:
    engagement, word = ctx.engagement, ctx.word
    held = [s for s in engagement.sessions if no_later(s.on, ctx.day)]
    yield section_of(ctx, "calendar", _sessions(ctx, held))
    counts = progress.counts(engagement)
    if counts.agreed:
        said = word(
            "engagement-report.plan-line", done=of_them(ctx, counts), dropped=ctx.number(counts.dropped)
        )
        yield ctx.section("plan", t.paragraph(said), plan(ctx, engagement.actions))
    yield section_of(
        ctx,
        "plan-changes",
        ctx.table(
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


def _hours(ctx: Context) -> Iterable[t.Block | None]:
    engagement, word = ctx.engagement, ctx.word
    if not engagement.hours:
        return
    yield t.paragraph(_sentence(ctx))
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
        caption=t.line(f"{word('label.professional-hours')}. "),
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


def _thermometer_short(ctx: Context) -> t.Definitions | None:
    engagement, word = ctx.engagement, ctx.word
    moved, last = readiness.movement(engagement, ctx.day), readiness.last(engagement, ctx.day)
    if last is None:
        return None
    said = "; ".join(
        word("reports.stage-moved", stage=ctx.stage(m.stage), start=mark(ctx, m.start), end=mark(ctx, m.end))
        for m in moved
    )
    stuck = readiness.barrier(last, engagement.methodology)
    return ctx.facts((word("reports.thermometer"), said), (word("reports.stuck-at"), barrier(ctx, stuck)))


# --- hypotheses, learning ------------------------------------------------------------------------------------------


def _given(ctx: Context) -> list[tuple[Hypothesis, Verdict]]:
    """The hypotheses that have a verdict, each with its last."""
    found = ((h, pilots.verdict_of(ctx.engagement, h.id, ctx.day)) for h in ctx.methodology.hypotheses)
    return [(hypothesis, given) for hypothesis, given in found if given is not None]


def _hypotheses(ctx: Context) -> Iterable[t.Block | None]:
    word, found = ctx.word, _given(ctx)
    yield ctx.table(
        [
            "",
            word("engagement-report.hypothesis"),
            word("engagement-report.verdict"),
            word("hypotheses.observed"),
            word("label.strength"),
            word("label.decision"),
        ],
        (
            (
                code(h.id),
                ctx.inline(h.statement),
                verdict(ctx, v),
                ctx.inline(v.observed) or ctx.line(v.figure),
                ctx.choice("strength", v.strength) if v.verdict != "not-assessed" else "",
                ctx.choice("decision", v.decision),
            )
            for h, v in found
        ),
        widths=(0.7, 3.6, 2.1, 4.6, 1.7, 1.8),
        title=ctx.heading("hypotheses"),
    )
    given = [ctx.choice("party", v.given_by) for _, v in found if v.given_by]
    if given:
        yield t.paragraph(
            word("engagement-report.given-by", by=ctx.language.listing(dict.fromkeys(given))), "muted"
        )
    for h, v in found:
        if v.dissent:
            title = word("engagement-report.dissent", hypothesis=code(h.id))
            yield ctx.callout("note", title, ctx.prose(v.dissent))


def _verdicts_short(ctx: Context) -> t.Table | None:
    word = ctx.word
    return ctx.table(
        ["", word("engagement-report.hypothesis"), word("engagement-report.verdict"), ""],
        ((code(h.id), ctx.inline(h.statement), verdict(ctx, v), ctx.line(v.figure)) for h, v in _given(ctx)),
        widths=(0.7, 6.4, 2.3, 3.2),
        title=ctx.heading("hypotheses"),
    )


def _learnt(ctx: Context) -> Iterable[t.Block | None]:
    engagement, word = ctx.engagement, ctx.word
    if engagement.handover.learning:
        label = ctx.heading("learnt")
        yield ctx.collection("/handover/learning", label, (Col(label, "text"),))
    if ctx.audience == "organisation" or any(o.learning for o in engagement.objectives):
        yield _by_objective(ctx)
    said = [a for a in engagement.actions if a.learning]
    if said:
        yield t.paragraph(word("engagement-report.from-actions"), "label")
        yield t.Items(
            tuple(
                t.Item((t.Paragraph((t.Strong(t.line(code(a.id))), t.Text(" · "), *ctx.inline(a.learning))),))
                for a in said
            )
        )
    quotes = [quotation(ctx, q) for q in engagement.quotes]
    yield section_of(ctx, "quotes", quotes)


def _by_objective(ctx: Context) -> t.Collection | None:
    word = ctx.word
    if not ctx.engagement.objectives:
        return None
    return ctx.collection(
        "/objectives",
        ctx.heading("learnt"),
        (
            Col(word("label.objective"), make=lambda o: (t.Paragraph(ctx.line(o.title)),), width=5),
            Col(word("label.learning"), "learning", width=6),
        ),
    )


# --- handover ------------------------------------------------------------------------------------------------------


def _staying(ctx: Context, empty: int = 0) -> t.Collection | None:
    """What stays, who carries it on and when."""
    word = ctx.word
    if not ctx.engagement.handover.items and not empty:
        return None

    def when(item: HandoverItem) -> t.Blocks:
        name = "when" if item.when and not item.due else "due"
        return (ctx.field(f"/handover/items/{item.id}/{name}", word("label.when")),)

    return ctx.collection(
        "/handover/items",
        ctx.heading("handover"),
        (
            Col(word("engagement-report.stays"), "text", width=6),
            Col(word("engagement-report.carries-on"), "person", width=3.4),
            Col(
                word("label.when"),
                "due" if empty else "",
                make=None if empty else when,
                width=2,
                holds="short",
            ),
        ),
        empty=empty,
    )


def _handover(ctx: Context) -> Iterable[t.Block | None]:
    word = ctx.word
    outside = ctx.audience != "organisation"
    yield _staying(ctx, 0 if ctx.engagement.handover.items or outside else NOTES)
    names = (
        ("accesses_returned", "engagement-report.accesses"),
        ("returned_on", "engagement-report.returned-on"),
        ("materials", "engagement-report.materials"),
        ("follow_up", "label.follow-up"),
    )
    yield ctx.facts(
        *(
            (word(label), (made,) if made else None)
            for name, label in names
            for made in (told(ctx, f"/handover/{name}", word(label)),)
        )
    )


def _annexes(ctx: Context) -> t.Table | None:
    """What goes with the report, each on its own: personal data never travel with it."""
    if ctx.audience == "public":
        return None
    word = ctx.word
    states = {d.document: d for d in ctx.engagement.documents}

    def how_far(document: str) -> str:
        found = states.get(document)
        if found is None:
            return ctx.choice("state", "draft")
        said = (ctx.choice("state", found.state), ctx.text(found.by), ctx.short_date(found.on))
        return " · ".join(s for s in said if s)

    return ctx.table(
        [word("label.document"), word("label.state")],
        (
            (word("engagement-report.annex-agreement"), how_far("agreement")),
            (word("engagement-report.annex-plan"), how_far("action-plan")),
            (word("engagement-report.annex-attendance"), word("engagement-report.apart")),
        ),
        widths=(4, 7),
        title=ctx.heading("annexes"),
    )
