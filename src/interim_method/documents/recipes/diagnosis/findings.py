"""What the diagnosis found: its first page, the findings, the blockers, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.indicators import objective_title
from interim_method.documents.recipes.diagnosis.statements import written
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Difficulty, NewItem, Priority, Session, Step
from interim_method.rules.blockers import count
from interim_method.rules.dates import no_later

__all__ = ["blockers", "findings", "one_page", "trace"]

MOST = 3
"""How many strengths, difficulties and priorities stand on the first page."""
ORDER = ("high", "medium", "low", None)


def difficulties(ctx: Context) -> list[Difficulty]:
    """Those with words: of those that were not released only the kinds of blocker are left."""
    return [d for d in ctx.engagement.difficulties if ctx.text(d.text)]


# --- the first page ------------------------------------------------------------------------------------------------


def one_page(ctx: Context) -> t.Grid:
    """Strengths, difficulties, the deepest disagreement and the priorities, in the team's words."""
    cells = (
        ("strengths", "do", _strengths(ctx)),
        ("difficulties", "problem", _hardest(ctx)),
        ("disagreement", "awareness", _disagreement(ctx)),
        ("priorities", "want", _priorities(ctx)),
    )
    known = {s.id for s in ctx.methodology.stages}
    return t.Grid(
        tuple(
            t.GridCell(
                t.line(ctx.heading(key)),
                tuple(blocks),
                column=n % 2 + 1,
                row=n // 2 + 1,
                stage=stage if stage in known else None,
                part=key,
            )
            for n, (key, stage, blocks) in enumerate(cells)
        ),
        title=ctx.heading("one-page"),
        part="one-page",
    )


def _strengths(ctx: Context) -> Iterator[t.Block]:
    label = ctx.word("diagnosis.strengths")
    strengths = list(ctx.engagement.diagnosis.strengths)[:MOST]
    for remark in strengths:
        yield ctx.field(f"/diagnosis/strengths/{remark.id}/text", label)
    if ctx.audience == "organisation":
        for n in range(len(strengths) + 1, MOST + 1):
            yield ctx.field(f"/diagnosis/strengths/{NewItem(str(n)).token}/text", label)


def _hardest(ctx: Context) -> Iterator[t.Block]:
    found = [d for d in difficulties(ctx) if d.kind == "difficulty"]
    found.sort(key=lambda d: ORDER.index(d.priority))
    for difficulty in found[:MOST]:
        yield ctx.field(f"/difficulties/{difficulty.id}/text", code(difficulty.id))
    if not found:
        yield from _missing(ctx)


def _missing(ctx: Context) -> Iterator[t.Block]:
    """What is not known is pending for those who can say it, and not published for the others."""
    yield ctx.pending() if ctx.audience == "organisation" else t.paragraph(ctx.word("unpublished"), "muted")


def _disagreement(ctx: Context) -> Iterator[t.Block]:
    if ctx.engagement.diagnosis.deepest_disagreement is None and ctx.audience != "organisation":
        yield from _missing(ctx)
        return
    yield ctx.field("/diagnosis/deepest_disagreement", ctx.heading("disagreement"), lines=3)


def _priorities(ctx: Context) -> Iterator[t.Block]:
    """What got most votes in the last session that voted; else the findings that are of high priority."""
    session, chosen = _voted(ctx)
    if session is None:
        high = [d for d in difficulties(ctx) if d.priority == "high" and d.kind != "strength"]
        for difficulty in high[:MOST]:
            yield ctx.field(f"/difficulties/{difficulty.id}/text", code(difficulty.id))
        if not high:
            yield from _missing(ctx)
        return
    at = f"/sessions/{session.id}/priorities"
    label, votes = ctx.word("label.priority"), ctx.word("label.votes")
    table = ctx.table(
        [label, votes],
        (
            ((ctx.field(f"{at}/{p.id}/text", label),), (ctx.field(f"{at}/{p.id}/votes", votes),))
            for p in chosen
        ),
        align="lr",
        widths=(5, 1.2),
        title=ctx.heading("priorities"),
    )
    if table:
        yield table


def _voted(ctx: Context) -> tuple[Session | None, Sequence[Priority]]:
    held = [s for s in ctx.engagement.sessions if s.priorities and no_later(s.on, ctx.day)]
    session = max(held, key=lambda s: s.on, default=None)
    if session is None:
        return None, ()
    return session, sorted(session.priorities, key=lambda p: -p.votes)[:MOST]


# --- findings, blockers ----------------------------------------------------------------------------------------------


def findings(ctx: Context, step: Step | None) -> Iterator[t.Block]:
    """Every finding: how it is done now, how it should be, what holds it back, and its priority."""
    known = difficulties(ctx)
    if not known and ctx.audience != "organisation":
        return
    word = ctx.word
    called = written(ctx, step) if step else {}

    def rests_on(difficulty: Difficulty) -> t.Blocks:
        named = [called[key] for key in difficulty.statements if key in called]
        return (t.paragraph(ctx.language.listing(named), "muted"),) if named else ()

    def noted(difficulty: Difficulty) -> t.Blocks:
        """Why it has its priority, where anybody said."""
        at = f"/difficulties/{difficulty.id}/priority_note"
        return (ctx.field(at, word("diagnosis.note")),) if difficulty.priority_note else ()

    yield ctx.collection(
        "/difficulties",
        ctx.heading("findings"),
        (
            Col("", make=lambda d: (t.paragraph(code(d.id)),), width=0.85, holds="short"),
            Col(word("diagnosis.finding"), "text", width=2.9, beside=lambda d: _kind(ctx, d)),
            Col(word("label.practice"), "now", width=2.6),
            Col(word("label.ideal"), "ideal", width=2.5),
            Col(word("label.blocker"), "blockers", width=2.3, guide=_none),
            Col(word("label.evidence"), "evidence", width=2.5, guide=_none, beside=rests_on),
            Col(word("label.priority"), "priority", width=2, holds="short", beside=noted),
        ),
        items=known,
        empty=int(not known),
        hint="f",
    )


def _kind(ctx: Context, difficulty: Difficulty) -> t.Blocks:
    """What a finding is where it is no difficulty."""
    if difficulty.kind == "difficulty":
        return ()
    return (t.paragraph(ctx.choice("kind", difficulty.kind), "muted"),)


def _none(difficulty: Difficulty) -> str:
    """A strength needs no blocker, and nothing to prove it."""
    return "–" if difficulty.kind == "strength" else ""


def blockers(ctx: Context) -> Iterator[t.Block]:
    """What holds the team back, the most frequent first."""
    counts = count(ctx.engagement)
    table = ctx.table(
        [ctx.word("label.blocker"), ctx.word("diagnosis.times")],
        ((ctx.blocker(kind), ctx.number(n)) for kind, n in counts.items()),
        align="lr",
        widths=(6, 1.5),
        total=[ctx.word("label.total"), ctx.number(sum(counts.values()))],
        title=ctx.heading("blockers"),
    )
    if table:
        yield t.paragraph(ctx.word("diagnosis.blockers-from"), "help")
        yield table


# --- from problem to commitment -----------------------------------------------------------------------------------------


def trace(ctx: Context) -> Iterator[t.Block]:
    """Difficulty → desired state → commitment → objective, a line for each desired state."""
    engagement, word = ctx.engagement, ctx.word
    known = {d.id: d for d in difficulties(ctx)}
    rows: list[tuple[t.Blocks, ...]] = []
    for state in engagement.desired_states:
        commitments = [c for c in engagement.commitments if state.id in c.desired_states]
        promised = {c.id for c in commitments}
        label = word("diagnosis.commitment")
        rows.append(
            (
                tuple(
                    t.Paragraph((t.Text(f"{code(key)} · "), *ctx.inline(known[key].text)))
                    for key in state.difficulties
                    if key in known
                ),
                (ctx.field(f"/desired_states/{state.id}/text", word("diagnosis.desired")),),
                tuple(ctx.field(f"/commitments/{c.id}/text", label) for c in commitments) or (ctx.pending(),),
                tuple(
                    t.Paragraph(objective_title(ctx, o))
                    for o in engagement.objectives
                    if promised.intersection(o.commitments)
                )
                or (ctx.pending(),),
            )
        )
    table = ctx.table(
        [
            word("diagnosis.difficulty"),
            word("diagnosis.desired"),
            word("diagnosis.commitment"),
            word("label.objective"),
        ],
        rows,
        title=ctx.heading("trace"),
    )
    if table:
        yield table
    reached = {key for state in engagement.desired_states for key in state.difficulties}
    left = [code(d.id) for d in known.values() if d.kind == "difficulty" and d.id not in reached]
    if left:
        yield t.paragraph(word("diagnosis.no-state", codes=ctx.language.listing(left)), "muted")
