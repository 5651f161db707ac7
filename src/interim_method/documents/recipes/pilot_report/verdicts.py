"""Parts that set the verdicts of a pilot's organisations side by side, hypothesis by hypothesis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interim_method.documents.context import Context
from interim_method.documents.parts.reports import verdict, within
from interim_method.documents.recipes.pilot_report.across import names
from interim_method.documents.signs import SIGNS, code
from interim_method.markup import tree as t
from interim_method.model import Hypothesis, Verdict
from interim_method.rules import pilots

__all__ = ["contradictory", "each_hypothesis", "legend", "matrix", "reading", "row_totals", "totals"]


VERDICTS = ("supported", "open", "refuted", "not-assessed")


def totals(ctx: Context) -> dict[Hypothesis, pilots.Totals]:
    """How many organisations gave each verdict; of the whole record where it is known, of what is shown else."""
    shown = {row.hypothesis: row.totals for row in pilots.matrix(ctx.pilot, ctx.engagements, ctx.day)}
    found = {h: ctx.totals.get(h.id) or shown.get(h.id) for h in ctx.methodology.hypotheses}
    return {h: one for h, one in found.items() if one is not None and any(one)}


def contradictory(found: pilots.Totals) -> bool:
    """Whether some organisations support what others refute."""
    return pilots.MatrixRow("", {}, found).contradiction


def legend(ctx: Context) -> t.Paragraph:
    """The signs of the verdicts with their words."""
    return t.paragraph(" · ".join(ctx.choice("verdict", v) for v in VERDICTS), "muted")


def _signs() -> list[str]:
    return [SIGNS[f"verdict.{v}"] for v in VERDICTS]


def _statement(ctx: Context, hypothesis: Hypothesis, found: pilots.Totals) -> t.Blocks:
    runs = (t.Strong(t.line(code(hypothesis.id))), t.Text(" · "), *ctx.inline(hypothesis.statement))
    if not contradictory(found):
        return (t.Paragraph(runs),)
    return (t.Paragraph(runs), t.Paragraph((t.Strong(t.line(ctx.word("pilot-report.contradiction"))),)))


def matrix(ctx: Context) -> t.Table | None:
    """Hypotheses by organisations: verdict with sign and word, figure, strength, totals, how it reads."""
    rows = {row.hypothesis: row for row in pilots.matrix(ctx.pilot, ctx.engagements, ctx.day)}
    summed, called = totals(ctx), names(ctx)
    if not any(v for row in rows.values() for v in row.verdicts.values()):
        return None
    heads = [
        ctx.word("pilot-report.hypothesis"),
        *called.values(),
        *_signs(),
        ctx.word("pilot-report.reading"),
    ]
    body = []
    for hypothesis in ctx.methodology.hypotheses:
        found = summed.get(hypothesis) or rows[hypothesis.id].totals
        cells: list[t.Blocks] = [
            _statement(ctx, hypothesis, found),
            *(_verdict_cell(ctx, key, rows[hypothesis.id].verdicts[key]) for key in called),
            *((t.paragraph(ctx.number(n)),) for n in found),
            (reading(ctx, hypothesis),),
        ]
        body.append(t.Row(tuple(t.Cell(blocks) for blocks in cells), heading=True))
    columns = (
        t.Column(width=4.4),
        *(t.Column(width=3, holds="sign") for _ in called),
        *(t.Column("right", 0.7, "number") for _ in VERDICTS),
        t.Column(width=4.4),
    )
    header = t.Row(tuple(t.Cell((t.paragraph(h),)) for h in heads))
    return t.Table(columns, (header,), tuple(body), title=ctx.heading("matrix"), role="matrix")


def _verdict_cell(ctx: Context, key: str, given: Verdict | None) -> t.Blocks:
    """The verdict in sign and word, and below it its figure and strength; said where none is known."""
    if given is None:
        return (t.paragraph(ctx.word("pilot-report.not-told"), "muted"),)
    own = within(ctx, ctx.engagements[key])
    strength = own.choice("strength", given.strength) if given.verdict != "not-assessed" else ""
    below = " · ".join(s for s in (own.text(given.figure), strength) if s)
    head = t.Paragraph((t.Strong(t.line(verdict(own, given))),))
    return (head, t.paragraph(below)) if below else (head,)


def reading(ctx: Context, hypothesis: Hypothesis) -> t.Field:
    """How the verdicts on a hypothesis read across the pilot."""
    return ctx.field(f"/readings/{hypothesis.id}/text", ctx.word("pilot-report.reading"))


def row_totals(ctx: Context) -> t.Table | None:
    """How many organisations gave each verdict, without saying which."""
    columns = (
        t.Column(width=8),
        *(t.Column("right", 0.9, "number") for _ in VERDICTS),
    )
    header = t.Row(tuple(t.Cell((t.paragraph(h),)) for h in (ctx.word("pilot-report.hypothesis"), *_signs())))
    rows = tuple(
        t.Row(
            (t.Cell(_statement(ctx, h, found)), *(t.Cell((t.paragraph(ctx.number(n)),)) for n in found)),
            heading=True,
        )
        for h, found in totals(ctx).items()
    )
    return t.Table(columns, (header,), rows, title=ctx.heading("hypotheses")) if rows else None


def each_hypothesis(ctx: Context) -> Iterable[t.Section]:
    """Each hypothesis with what was to be measured, and what each organisation observed."""
    word, called = ctx.word, names(ctx)
    for row in pilots.matrix(ctx.pilot, ctx.engagements, ctx.day):
        hypothesis = ctx.methodology.element(row.hypothesis, Hypothesis)
        found = {key: v for key, v in row.verdicts.items() if v is not None}
        if not found:
            continue
        table = ctx.table(
            [
                word("label.organisation"),
                word("pilot-report.verdict"),
                word("hypotheses.observed"),
                word("label.strength"),
                word("label.decision"),
            ],
            (_observed(within(ctx, ctx.engagements[key]), called[key], v) for key, v in found.items()),
            widths=(2.1, 2.4, 4.6, 1.7, 3),
            title=ctx.text(hypothesis.statement),
        )
        facts = ctx.facts(
            (word("hypotheses.measure"), ctx.prose(hypothesis.measure)),
            (word("hypotheses.threshold"), ctx.prose(hypothesis.threshold)),
        )
        title = (t.Text(f"{code(hypothesis.id)} · "), *ctx.inline(hypothesis.statement))
        apart = contradictory(totals(ctx).get(hypothesis, row.totals))
        read = word("pilot-report.contradiction-reading" if apart else "pilot-report.reading")
        callout = ctx.callout("note", read, reading(ctx, hypothesis))
        blocks = (facts, *((table,) if table else ()), callout)
        yield t.Section(title, blocks, id=f"hypothesis-{hypothesis.id}")


def _observed(ctx: Context, name: str, given: Verdict) -> Sequence[str | t.Runs | t.Blocks]:
    observed = ctx.inline(given.observed) or ctx.line(given.figure)
    decided = " · ".join(
        s for s in (ctx.choice("decision", given.decision), ctx.text(given.decision_note)) if s
    )
    strength = ctx.choice("strength", given.strength) if given.verdict != "not-assessed" else ""
    by = ", ".join(
        s
        for s in (ctx.choice("party", given.given_by), ctx.short_date(given.updated_on or given.given_on))
        if s
    )
    said = (t.paragraph(verdict(ctx, given)), *((t.paragraph(by, "muted"),) if by else ()))
    return [name, said, observed, strength, decided]
