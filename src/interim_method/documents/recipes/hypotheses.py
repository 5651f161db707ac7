"""The hypothesis board: to learn honestly whether the method works, for whom and under which conditions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, get_args

from attrs import evolve, frozen

from interim_method.documents.context import Context
from interim_method.documents.parts.what_next import what_next
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Hypothesis, NewItem, Text, Verdict, fields_of
from interim_method.model.record import bare_type
from interim_method.rules.pilots import verdict_of

__all__ = ["compose"]

VERDICTS: tuple[str, ...] = get_args(bare_type(fields_of(Verdict)["verdict"].type))
WHOLE = 12
"""Columns of a card's grid."""
PROSE = 3
"""Lines that a hand needs for what was seen and learnt."""
LABELS = {
    "threshold_set": "hypotheses.threshold-set",
    "verdict": "hypotheses.verdict",
    "observed": "hypotheses.observed",
    "source": "label.source",
    "learned": "hypotheses.learned",
    "next": "hypotheses.next",
    "strength": "label.strength",
    "decision": "label.decision",
    "decision_note": "hypotheses.why-decision",
    "given_by": "label.given-by",
    "given_on": "hypotheses.given-on",
    "updated_on": "hypotheses.updated",
    "dissent": "hypotheses.dissent",
}
RUN = ("start", "facts", "ballot", "talk", "verdict")
TIPS = ("all", "strength", "no")


def compose(ctx: Context) -> t.Document:
    """The board: all hypotheses in a table, then a card each; blank with a ballot."""
    hypotheses = ctx.methodology.hypotheses
    cards = ctx.section("cards", (_card(ctx, h) for h in hypotheses)) if hypotheses else None
    if ctx.blank:
        return ctx.document(
            t.paragraph(ctx.word("hypotheses.blank-how"), "help"),
            cards,
            ctx.section("ballot", _ballot(ctx), new_page=True),
            marked=None,
        )
    return ctx.document(
        ctx.section("run", _run(ctx)) if ctx.edition == "facilitator" else None,
        ctx.section("all", _all(ctx)),
        cards,
        what_next(ctx),
        marked=None,
    )


# --- the first page ------------------------------------------------------------------------------------------------


def _given(ctx: Context, hypothesis: Hypothesis) -> Verdict | None:
    return verdict_of(ctx.engagement, hypothesis.id, ctx.day)


def _said(ctx: Context, verdict: Verdict | None) -> str:
    """Sign and word; a verdict that may not be shown is not one that was not given."""
    if verdict is None and ctx.audience != "organisation":
        return ctx.word("unpublished")
    return ctx.choice("verdict", verdict.verdict if verdict else "not-assessed")


def _all(ctx: Context) -> Iterable[t.Block]:
    word = ctx.word
    given = [(h, _given(ctx, h)) for h in ctx.methodology.hypotheses]
    counts = Counter(_said(ctx, verdict) for _, verdict in given)
    yield t.paragraph(
        " · ".join(
            word("hypotheses.count", verdict=said, n=ctx.number(n)) for said, n in _ordered(ctx, counts)
        ),
        "lead",
    )
    yield t.paragraph(word("hypotheses.fair"), "help")
    table = ctx.table(
        ["", f"{word('hypotheses.believe')}…", word("hypotheses.verdict"), word("hypotheses.in-a-line")],
        ((code(h.id), ctx.inline(h.statement), _said(ctx, v), _figure(ctx, v)) for h, v in given),
        widths=(0.8, 6, 2.6, 3.6),
        title=ctx.heading("all"),
    )
    if table:
        yield table


def _ordered(ctx: Context, counts: Counter[str]) -> Iterable[tuple[str, int]]:
    """The four verdicts, also those that nobody gave, then what is not shown."""
    for verdict in VERDICTS:
        said = ctx.choice("verdict", verdict)
        yield said, counts.pop(said, 0)
    yield from counts.items()


def _figure(ctx: Context, verdict: Verdict | None) -> t.Blocks:
    if verdict is None:
        return () if ctx.audience != "organisation" else (ctx.pending(),)
    return (ctx.field(f"/verdicts/{verdict.id}/figure", ctx.word("hypotheses.in-a-line")),)


# --- cards ----------------------------------------------------------------------------------------------------------


def _card(ctx: Context, hypothesis: Hypothesis) -> t.Section:
    """What was decided before there was anything to see, what was seen, and who says what of it."""
    verdict = _given(ctx, hypothesis)
    head = (
        t.Text(f"{code(hypothesis.id)} · {ctx.word('hypotheses.believe')} "),
        *ctx.inline(hypothesis.statement),
    )
    across = (t.paragraph(ctx.word("hypotheses.across"), "help"),) if hypothesis.across else ()
    place = _Places(ctx, hypothesis, verdict)
    told = verdict is not None or ctx.blank or ctx.audience == "organisation"
    rows: list[tuple[_Entry, ...]] = [
        (
            _Entry("hypotheses.check", _alone(ctx.prose(hypothesis.check)), 3),
            _Entry("hypotheses.measure", ctx.prose(hypothesis.measure), 4),
            _Entry("hypotheses.threshold", (*ctx.prose(hypothesis.threshold), *across), 3),
            _Entry("", place.named("threshold_set") if told else (), 2),
        )
    ]
    if not told:
        rows.append((_Entry("hypotheses.verdict", (t.paragraph(_said(ctx, None)),), WHOLE),))
    elif ctx.blank:
        rows += _to_fill_in(place)
    else:
        rows += _filled(place)
    cells: list[t.GridCell] = []
    for row, entries in enumerate(rows, 1):
        shown = [one for one in entries if one.blocks]
        column = 1
        for one in shown:
            # The last of a row takes what the others leave.
            wide = one.wide if one is not shown[-1] else WHOLE + 1 - column
            title = t.line(ctx.word(one.key)) if one.key else ()
            cells.append(t.GridCell(title, one.blocks, column=column, row=row, columns=wide))
            column += wide
    board = t.Grid(
        tuple(cells),
        columns=WHOLE,
        role="cards",
        title=code(hypothesis.id),
    )
    return t.Section(head, (board,), id=f"card-{hypothesis.id}")


def _filled(place: _Places) -> list[tuple[_Entry, ...]]:
    """What was seen, the verdict in a line of short values, and who sees it differently."""
    decided = (*place.named("decision"), *place.named("decision_note", always=False))
    return [
        (
            _Entry("hypotheses.observed", (*place("observed"), *place.named("source", always=False)), 6),
            _Entry("hypotheses.learned", place("learned"), 3),
            _Entry("hypotheses.next", place("next"), 3),
        ),
        (
            *(_Entry("", place.named(name), 2) for name in ("verdict", "strength")),
            _Entry("", decided, 2),
            *(_Entry("", place.named(name), 2) for name in ("given_by", "given_on")),
            _Entry("", place.named("updated_on", always=False), 2),
        ),
        (_Entry("hypotheses.dissent", place("dissent", always=False), WHOLE),),
    ]


def _to_fill_in(place: _Places) -> list[tuple[_Entry, ...]]:
    """Room for what was seen, choices to mark with a pen, and lines for the rest.

    A verdict is brought up to date in the record, never on the sheet that gives it.
    """
    return [
        (
            _Entry("hypotheses.observed", place("observed", PROSE), 6),
            _Entry("hypotheses.learned", place("learned", PROSE), 3),
            _Entry("hypotheses.next", place("next", PROSE), 3),
        ),
        tuple(
            _Entry("", place.named(name), wide)
            for name, wide in (("verdict", 4), ("strength", 3), ("decision", 2), ("given_by", 3))
        ),
        tuple(
            _Entry("", place.named(name), wide)
            for name, wide in (("source", 3), ("decision_note", 3), ("dissent", 4), ("given_on", 2))
        ),
    ]


def _alone(blocks: t.Blocks) -> t.Blocks:
    """A text that goes on a sentence, as it stands below a heading: with a capital."""
    match blocks:
        case (t.Paragraph(runs=(t.Text(text=text) as first, *rest)) as paragraph, *others):
            begun = evolve(first, text=text[:1].upper() + text[1:])
            return (evolve(paragraph, runs=(begun, *rest)), *others)
        case _:
            return blocks


class _Entry(NamedTuple):
    """A cell of a card: the words above it (none where it brings its own), what lies in it, and its width."""

    key: str
    blocks: t.Blocks
    wide: int


@frozen
class _Places:
    """The places of one verdict, in the record already or to be."""

    ctx: Context
    hypothesis: Hypothesis
    verdict: Verdict | None

    def __call__(self, name: str, lines: int = 1, *, always: bool = True) -> t.Blocks:
        """The place; unless *always*, nothing where the record says nothing."""
        ctx, verdict = self.ctx, self.verdict
        if not always and (verdict is None or getattr(verdict, name) is None):
            return ()
        parties = get_args(bare_type(fields_of(Verdict)["given_by"].type))
        options = tuple(t.Option(p, ctx.choice("party", p)) for p in parties) if name == "given_by" else None
        label = ctx.word(LABELS[name])
        if verdict is not None:
            return (ctx.field(f"/verdicts/{verdict.id}/{name}", label, lines=lines, options=options),)
        return (ctx.field(f"{self.new}/{name}", label, lines=lines, options=options),)

    @property
    def new(self) -> str:
        """The address of a verdict that nobody gave yet: it is called as its hypothesis, where that is free."""
        key = self.hypothesis.id
        given = {"hypothesis": key}
        item = NewItem(key, given) if key in self.ctx.engagement.verdicts else NewItem(id=key, given=given)
        return f"/verdicts/{item.token}"

    def named(self, name: str, *, always: bool = True, lines: int = 1) -> t.Blocks:
        """The place below its label."""
        found = self(name, lines, always=always)
        return (t.paragraph(self.ctx.word(LABELS[name]), "label"), *found) if found else ()


# --- the ballot, how to run it ---------------------------------------------------------------------------------------


def _ballot(ctx: Context) -> Iterable[t.Block]:
    """One for each person. It is paper only: a single vote is nobody's business and is not kept."""
    yield t.paragraph(ctx.word("hypotheses.ballot-how"), "help")
    boxes = tuple("☐" for _ in VERDICTS)
    table = ctx.table(
        ["", f"{ctx.word('hypotheses.believe')}…", *(ctx.choice("verdict", v) for v in VERDICTS)],
        ((code(h.id), ctx.inline(h.statement), *boxes) for h in ctx.methodology.hypotheses),
        align="ll" + "c" * len(VERDICTS),
        widths=(0.8, 6, *(1.7 for _ in VERDICTS)),
        title=ctx.heading("ballot"),
    )
    if table:
        yield table
    yield t.paragraph(ctx.word("hypotheses.ballot-why"), "question")
    yield t.Grid((t.GridCell((), ()),), columns=1, role="cards", title=ctx.word("label.why"), minimum=30)


def _run(ctx: Context) -> Iterable[t.Block]:
    items = tuple(
        t.Item((t.Paragraph(ctx.inline(Text({ctx.language.code: ctx.word(f"hypotheses.run-{k}")}))),))
        for k in RUN
    )
    yield t.Items(items, start=1, tight=False)
    tips = tuple(t.Item((t.paragraph(ctx.word(f"hypotheses.tip-{tip}")),)) for tip in TIPS)
    yield ctx.callout("tip", ctx.word("method.tips-title"), t.Items(tips))
