"""The working agreement («tauler de joc»): the rules of the game before playing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

import attrs

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.guidance import step_guide, step_of
from interim_method.documents.parts.paper import paper
from interim_method.documents.parts.places import spot
from interim_method.documents.parts.what_next import what_next
from interim_method.documents.recipes.agreement.terms import questions, terms
from interim_method.markup import tree as t
from interim_method.model import Agreement, Indicator, Objective, RoleLine, add
from interim_method.rules.hours import budget

__all__ = ["compose"]

NEW = "new"
EXPECTATIONS: tuple[tuple[Literal["organisation", "professional", "none"], str, int], ...] = (
    ("organisation", "agreement.of-organisation", 4),
    ("professional", "agreement.of-professional", 3),
    ("none", "agreement.not-to-expect", 3),
)
"""Whose they are, the words above them, and the empty lines for them."""
OBJECTIVES, ROLES, CONCEPTS = 4, 7, 6
WALL = 105
"""Height of a row of the board on a wall, in millimetres."""


def compose(ctx: Context) -> t.Document:
    """The board on its page, then time, rules, reviews and signatures."""
    ctx, agreement = _chosen(ctx)
    guide = (t.paragraph(ctx.word("agreement.how-a3")), *step_guide(ctx))
    return ctx.document(
        _board(ctx, agreement),
        terms(ctx, agreement, new=agreement.id == NEW),
        None if ctx.blank or agreement.id == NEW else what_next(ctx),
        ctx.section("how", guide, new_page=True) if ctx.edition == "facilitator" else None,
        marked=None,
        orientation="landscape",
        paper=paper(ctx),
    )


def _chosen(ctx: Context) -> tuple[Context, Agreement]:
    """The agreement asked for, or the one in force; where there is none yet, the places of a new one."""
    engagement = ctx.engagement
    key = ctx.narrowed("agreements")
    agreement = engagement.agreements[key] if key else engagement.agreement
    if agreement is not None:
        return ctx, agreement
    # Its date is only there because an agreement has one: the field for it starts empty.
    agreement = Agreement(id=NEW, on=engagement.started or date.min, professional_minutes=budget(engagement))
    return attrs.evolve(ctx, subject=add(engagement, "/agreements", agreement)), agreement


# --- the board -----------------------------------------------------------------------------------------------------


def _board(ctx: Context, agreement: Agreement) -> t.Grid:
    on_wall = ctx.blank and paper(ctx) == "A3"
    step = step_of(ctx)
    # Roles and definitions need the wider column to stay on one line each.
    left, right = (1, 1) if on_wall else (4, 5)
    cells = tuple(
        t.GridCell(
            t.line(ctx.heading(key)),
            (*questions(ctx, asked), *blocks),
            column=1 + left * (n % 2),
            row=1 + n // 2,
            columns=right if n % 2 else left,
        )
        for n, (key, asked, blocks) in enumerate(
            (
                ("expectations", "expectations", _expectations(ctx, agreement)),
                ("roles", "roles", _roles(ctx, agreement)),
                ("objectives", "objectives", _objectives(ctx, agreement)),
                ("concepts", "basics", _concepts(ctx, agreement)),
            )
        )
    )
    return t.Grid(
        cells,
        columns=left + right,
        title=ctx.word("agreement.board"),
        stage=step.stages[0] if step and step.stages else None,
        minimum=WALL if on_wall else 0,
    )


def _expectations(ctx: Context, agreement: Agreement) -> Iterator[t.Block]:
    at = f"/agreements/{agreement.id}/expectations"
    for party, key, empty in EXPECTATIONS:
        label = ctx.word(key)
        own = [e for e in agreement.expectations if e.party == party]
        if own and not ctx.blank:
            # Without lines between them, so that the board stays on its page.
            yield t.paragraph(label, "label")
            yield from (ctx.field(f"{at}/{e.id}/text", label) for e in own)
        else:
            yield ctx.collection(
                at,
                label,
                (Col(label, "text"),),
                items=(),
                empty=empty if ctx.blank else 1,
                prefix=f"e-{party}",
                given={"party": party},
            )


def _objectives(ctx: Context, agreement: Agreement) -> Iterator[t.Block]:
    """A line for each indicator, the objective beside its first."""
    engagement = ctx.engagement
    known = (engagement.objectives.get(key) for key in agreement.objectives)
    rows: list[t.Row] = []
    for objective in () if ctx.blank else filter(None, known):
        at = f"/objectives/{objective.id}"
        for n, indicator in enumerate(objective.indicators or (None,)):
            below = f"{at}/indicators/{indicator.id if indicator else 'i1'}"
            goal = "goal" if indicator is not None and indicator.goal is not None else "target"
            rows.append(_objective(ctx, at if n == 0 else "", below, goal))
    missing = OBJECTIVES if ctx.blank else int(not rows)
    for n in range(1, missing + 1):
        at = f"/objectives/o-{NEW}-{n}"
        rows.append(_objective(ctx, at, f"{at}/indicators/i1"))
    header = ("label.objective", "label.baseline", "label.target", "label.due")
    yield t.Table(
        (
            t.Column(width=6),
            t.Column("right", 1.5, "number"),
            t.Column("right", 1.5, "number"),
            t.Column(width=2, holds="short"),
        ),
        (t.Row(tuple(t.Cell((t.paragraph(ctx.word(key)),)) for key in header)),),
        tuple(rows),
        title=ctx.heading("objectives"),
    )


def _objective(ctx: Context, objective: str, indicator: str, goal: str = "target") -> t.Row:
    word = ctx.word
    title = (spot(ctx, f"{objective}/title", word("label.objective"), Objective),) if objective else ()
    places: Iterable[tuple[str, str]] = (
        ("baseline", "label.baseline"),
        (goal, "label.target"),
        ("due", "label.due"),
    )
    cells = (t.Cell((spot(ctx, f"{indicator}/{name}", word(label), Indicator),)) for name, label in places)
    return t.Row((t.Cell(title), *cells))


def _roles(ctx: Context, agreement: Agreement) -> Iterator[t.Block]:
    at = f"/agreements/{agreement.id}/roles"
    word = ctx.word

    def none(line: RoleLine) -> str:
        """A role that has said something need not say everything."""
        return "–" if line.does or line.decides or line.told else ""

    def column(name: str, width: float) -> Col:
        return Col(word(f"agreement.{name}"), name, width=width, guide=none)

    yield ctx.collection(
        at,
        ctx.heading("roles"),
        (
            Col(word("agreement.who"), "person", width=2.6),
            column("does", 3.4),
            column("decides", 2.8),
            column("told", 2.4),
        ),
        empty=ROLES if ctx.blank else int(not agreement.roles),
        prefix="role",
    )


def _concepts(ctx: Context, agreement: Agreement) -> Iterator[t.Block]:
    yield ctx.collection(
        f"/agreements/{agreement.id}/concepts",
        ctx.heading("concepts"),
        (
            Col(ctx.word("agreement.term"), "term", width=2),
            Col(ctx.word("agreement.definition"), "definition", width=6),
        ),
        empty=CONCEPTS if ctx.blank else int(not agreement.concepts),
        prefix="concept",
    )
