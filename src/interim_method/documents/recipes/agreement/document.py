"""The working agreement («tauler de joc»): the rules of the game before playing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.agreements import FIRST, address_of
from interim_method.documents.parts.guidance import step_guide, step_of
from interim_method.documents.parts.paper import paper
from interim_method.documents.parts.places import spot
from interim_method.documents.recipes.agreement.terms import questions, terms
from interim_method.markup import tree as t
from interim_method.model import Agreement, Engagement, NewItem, Objective, RoleLine
from interim_method.rules.hours import budget

__all__ = ["compose"]

EXPECTATIONS: tuple[tuple[Literal["organisation", "professional", "none"], str, int], ...] = (
    ("organisation", "agreement.of-organisation", 4),
    ("professional", "agreement.of-professional", 3),
    ("none", "agreement.not-to-expect", 3),
)
"""Whose they are, the words above them, and the empty lines for them."""
OBJECTIVES, ROLES, CONCEPTS = 4, 8, 8
WALL = 100
"""Height of a row of the board on a wall, in millimetres."""
WALL_PLACES = {
    "expectations": (1, 1, 1, 1),
    "roles": (2, 1, 1, 1),
    "objectives": (1, 2, 1, 1),
    "concepts": (2, 2, 1, 1),
}
"""Column, row, columns and rows of each card."""
READ_COLUMNS = 60
READ_PLACES = {
    "expectations": (1, 1, 26, 1),
    "roles": (27, 1, 34, 2),
    "objectives": (27, 3, 34, 1),
    "concepts": (1, 2, 26, 2),
}


def compose(ctx: Context) -> t.Document:
    """The board on its page, then time, rules, reviews and signatures."""
    agreement = _chosen(ctx)
    guide = (t.paragraph(ctx.word("agreement.how-a3")), *step_guide(ctx))
    return ctx.document(
        _board(ctx, agreement),
        terms(ctx, agreement),
        ctx.section("how", guide, new_page=True) if ctx.edition == "facilitator" else None,
        marked=None,
        orientation="landscape",
        paper=paper(ctx),
    )


def _chosen(ctx: Context) -> Agreement:
    """The agreement asked for, or the one in force; where there is none yet, what a first one begins with."""
    engagement = ctx.engagement
    key = ctx.narrowed("agreements")
    agreement = engagement.agreements[key] if key else engagement.agreement
    if agreement is not None:
        return agreement
    # Its date is only there because an agreement has one: the field for it starts empty.
    return Agreement(id=FIRST, on=engagement.started or date.min, professional_minutes=budget(engagement))


# --- the board -----------------------------------------------------------------------------------------------------


def _board(ctx: Context, agreement: Agreement) -> t.Grid:
    """Four equal cards on a wall; to be read on one page, each as wide and as high as what it holds."""
    on_wall = ctx.blank and paper(ctx) == "A3"
    step = step_of(ctx)
    columns, places = (2, WALL_PLACES) if on_wall else (READ_COLUMNS, READ_PLACES)
    cards = {
        "expectations": (*questions(ctx, "expectations"), *_expectations(ctx, agreement)),
        "roles": (*questions(ctx, "roles"), *_roles(ctx, agreement)),
        "objectives": (*questions(ctx, "objectives"), *_objectives(ctx, agreement)),
        "concepts": (*questions(ctx, "basics"), _concepts(ctx, agreement)),
    }
    return t.Grid(
        tuple(
            t.GridCell(t.line(ctx.heading(key)), blocks, *places[key], part=key)
            for key, blocks in cards.items()
        ),
        columns=columns,
        title=ctx.word("agreement.board"),
        stage=step.stages[0] if step and step.stages else None,
        minimum=WALL if on_wall else 0,
        part="board",
    )


def _expectations(ctx: Context, agreement: Agreement) -> Iterator[t.Block]:
    at = f"{address_of(ctx, agreement)}/expectations"
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
                hint=f"e-{party}",
                given={"party": party},
            )


def _objectives(ctx: Context, agreement: Agreement) -> Iterator[t.Block]:
    """A line for each indicator, the objective beside its first."""
    engagement = ctx.engagement
    rows: list[t.Row] = []
    for objective in () if ctx.blank else _agreed(engagement, agreement):
        at = f"/objectives/{objective.id}"
        for n, indicator in enumerate(objective.indicators or (None,)):
            below = f"{at}/indicators/{indicator.id if indicator else _named_after(at).token}"
            goal = "goal" if indicator is not None and indicator.goal is not None else "target"
            rows.append(_objective(ctx, at if n == 0 else "", below, goal))
    missing = OBJECTIVES if ctx.blank else int(not rows)
    for n in range(1, missing + 1):
        at = f"/objectives/{NewItem(str(n)).token}"
        rows.append(_objective(ctx, at, f"{at}/indicators/{_named_after(at).token}"))
    header = ("label.objective", "label.baseline", "label.target", "label.due")
    yield t.Table(
        (
            t.Column(width=7),
            t.Column("right", 1.7, "number"),
            t.Column("right", 1.1, "number"),
            t.Column(width=1.9, holds="short"),
        ),
        (t.Row(tuple(t.Cell((t.paragraph(ctx.word(key)),)) for key in header)),),
        tuple(rows),
        title=ctx.heading("objectives"),
    )


def _agreed(engagement: Engagement, agreement: Agreement) -> list[Objective]:
    """The objectives of an agreement; of the one in force also those that were added since."""
    wanted = set(agreement.objectives)
    if agreement == (engagement.agreement or agreement):
        elsewhere = {key for other in engagement.agreements for key in other.objectives}
        wanted |= set(engagement.objectives.ids) - elsewhere
    return [objective for objective in engagement.objectives if objective.id in wanted]


def _named_after(objective: str) -> NewItem:
    """The indicator of an objective that has none yet: the board has one title for both."""
    return NewItem("1", taken={"title": f"{objective}/title"})


def _objective(ctx: Context, objective: str, indicator: str, goal: str = "target") -> t.Row:
    word = ctx.word
    title = (spot(ctx, f"{objective}/title", word("label.objective"), lines=2),) if objective else ()
    places: Iterable[tuple[str, str]] = (
        ("baseline", "label.baseline"),
        (goal, "label.target"),
        ("due", "label.due"),
    )
    cells = (t.Cell((spot(ctx, f"{indicator}/{name}", word(label)),)) for name, label in places)
    return t.Row((t.Cell(title), *cells))


def _roles(ctx: Context, agreement: Agreement) -> Iterator[t.Block]:
    at = f"{address_of(ctx, agreement)}/roles"
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
            Col(word("agreement.who"), "person", width=2.8),
            column("does", 3.9),
            column("decides", 2.7),
            column("told", 2.5),
        ),
        empty=ROLES if ctx.blank else int(not agreement.roles),
        hint="role",
    )


def _concepts(ctx: Context, agreement: Agreement) -> t.Block:
    at = f"{address_of(ctx, agreement)}/concepts"
    term, definition = ctx.word("agreement.term"), ctx.word("agreement.definition")
    if ctx.blank or not agreement.concepts:
        return ctx.collection(
            at,
            ctx.heading("concepts"),
            (Col(term, "term", width=2), Col(definition, "definition", width=6)),
            empty=CONCEPTS if ctx.blank else 1,
            hint="concept",
        )
    # A word and what it means need no headings: the board stays on its page.
    rows = tuple(
        t.Row(
            (
                t.Cell((ctx.field(f"{at}/{c.id}/term", term),)),
                t.Cell((ctx.field(f"{at}/{c.id}/definition", definition),)),
            )
        )
        for c in agreement.concepts
    )
    return t.Table((t.Column(width=1), t.Column(width=3)), (), rows, title=ctx.heading("concepts"))
