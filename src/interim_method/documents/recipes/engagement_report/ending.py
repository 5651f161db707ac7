"""Parts that end an engagement: verdicts, learning, handover, what goes with the report."""

from __future__ import annotations

from collections.abc import Iterable

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.indicators import objective_title
from interim_method.documents.parts.reports import quotation, told, verdict
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import HandoverItem, Hypothesis, Verdict
from interim_method.rules import pilots

__all__ = ["annexes", "handing_over", "learnt", "staying", "verdicts", "verdicts_short"]


ROOM = 3
"""Empty rows for what stays, where nobody has said it yet."""


def _given(ctx: Context) -> list[tuple[Hypothesis, Verdict]]:
    """The hypotheses that have a verdict, each with its last."""
    found = ((h, pilots.verdict_of(ctx.engagement, h.id, ctx.day)) for h in ctx.methodology.hypotheses)
    return [(hypothesis, given) for hypothesis, given in found if given is not None]


def verdicts(ctx: Context) -> Iterable[t.Block | None]:
    """The verdict on each hypothesis, with what it rests on."""
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


def verdicts_short(ctx: Context) -> t.Table | None:
    """The verdicts in a table."""
    word = ctx.word
    return ctx.table(
        [
            "",
            word("engagement-report.hypothesis"),
            word("engagement-report.verdict"),
            word("hypotheses.in-a-line"),
        ],
        ((code(h.id), ctx.inline(h.statement), verdict(ctx, v), ctx.line(v.figure)) for h, v in _given(ctx)),
        widths=(0.7, 6.4, 2.3, 3.2),
        title=ctx.heading("hypotheses"),
    )


def learnt(ctx: Context) -> Iterable[t.Block | None]:
    """What was learnt, and what people said."""
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
    yield ctx.section_if_any("quotes", quotes)


def _by_objective(ctx: Context) -> t.Table | None:
    word = ctx.word
    if not ctx.engagement.objectives:
        return None
    return ctx.fixed(
        "/objectives",
        ctx.heading("learnt"),
        (
            Col(word("label.objective"), make=lambda o: (t.Paragraph(objective_title(ctx, o)),), width=5),
            Col(word("label.learning"), "learning", width=6),
        ),
        ctx.engagement.objectives,
    )


# --- handover ------------------------------------------------------------------------------------------------------


def staying(ctx: Context, empty: int = 0) -> t.Collection | None:
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


def handing_over(ctx: Context) -> Iterable[t.Block | None]:
    """What stays, who carries it on, and when somebody asks after it."""
    word = ctx.word
    outside = ctx.audience != "organisation"
    yield staying(ctx, 0 if ctx.engagement.handover.items or outside else ROOM)
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


def annexes(ctx: Context) -> t.Table | None:
    """What goes with the report, each on its own: personal data never travel with it."""
    if ctx.audience == "public":
        return None
    word = ctx.word
    states = {d.document: d for d in ctx.engagement.documents}

    def how_far(document: str) -> str:
        found = states.get(document)
        return ctx.state_of(found) if found else ctx.choice("state", "draft")

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
