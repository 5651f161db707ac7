"""The second page of the working agreement: time, rules, reviews and signatures."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.documents.context import Col, Context
from interim_method.markup import tree as t
from interim_method.model import Agreement, Prompt
from interim_method.rules import hours

__all__ = ["questions", "terms"]

REVIEWS, OBJECTIONS, SIGNATURES = 4, 2, 4
"""Empty lines of the blank edition."""


def questions(ctx: Context, key: str) -> Iterator[t.Block]:
    """What opens a part, where it is to be filled in: the prompt of that name."""
    prompt = ctx.methodology.elements.get(key)
    if ctx.blank and isinstance(prompt, Prompt):
        yield t.Paragraph(ctx.inline(prompt.help or prompt.text), "help")


def terms(ctx: Context, agreement: Agreement, *, new: bool) -> t.Section:
    """Everything that does not go on the wall. *new* says that the agreement is not in the record yet."""
    cells = (
        ("time", 1, 1, 2, (*questions(ctx, "own-time"), *_time(ctx, agreement))),
        (
            "cadence",
            2,
            1,
            1,
            (*_places(ctx, agreement, ("rhythm", "cadence", 2), ("place", "place", 1)), *_contacts(ctx)),
        ),
        (
            "deciding",
            2,
            2,
            1,
            (
                *questions(ctx, "decide"),
                ctx.field(f"/agreements/{agreement.id}/deciding", ctx.heading("deciding"), lines=3),
                *_objections(ctx, agreement),
            ),
        ),
        (
            "confidentiality",
            3,
            1,
            2,
            (
                *questions(ctx, "confidential"),
                *_places(
                    ctx,
                    agreement,
                    ("kept", "confidentiality", 2),
                    ("personal-data", "personal_data", 2),
                    ("ownership", "ownership", 2),
                ),
            ),
        ),
    )
    grid = t.Grid(
        tuple(
            t.GridCell(t.line(ctx.heading(key)), blocks, column=column, row=row, rows=rows)
            for key, column, row, rows, blocks in cells
        ),
        columns=3,
        title=ctx.heading("time"),
    )
    return t.Section(
        (),
        (
            grid,
            ctx.section("reviews", questions(ctx, "review"), _reviews(ctx, agreement)),
            ctx.section(
                "signatures",
                _signatures(ctx, agreement, new=new),
                t.paragraph(ctx.word("agreement.not-a-contract"), "muted"),
            ),
        ),
        id="terms",
        new_page=True,
    )


def _places(ctx: Context, agreement: Agreement, *names: tuple[str, str, int]) -> Iterator[t.Block]:
    """Places of the agreement below their labels: the words for each, its name, the lines it needs."""
    for key, name, lines in names:
        label = ctx.word(f"agreement.{key}")
        yield t.paragraph(label, "label")
        yield ctx.field(f"/agreements/{agreement.id}/{name}", label, lines=lines)


def _contacts(ctx: Context) -> Iterator[t.Block]:
    contacts = ctx.language.listing(ctx.text(p.role) for p in ctx.engagement.people if p.contact and p.role)
    if contacts:
        yield t.paragraph(ctx.word("agreement.contacts"), "label")
        yield t.paragraph(contacts)


def _time(ctx: Context, agreement: Agreement) -> Iterator[t.Block]:
    """The hours of both sides, each with what follows from it, never added together."""
    yield from _places(ctx, agreement, ("budget", "professional_minutes", 1))
    yield from _split(ctx)
    yield from _places(ctx, agreement, ("warning", "warning_percent", 1))
    yield from _warning(ctx, agreement)
    yield from _places(
        ctx,
        agreement,
        ("over", "over_budget", 2),
        ("own-hours", "own_weekly_minutes", 1),
        ("own-people", "own_people", 1),
        ("own-when", "own_when", 1),
        ("own-stops", "own_stops", 2),
    )


def _split(ctx: Context) -> Iterator[t.Block]:
    """How the method shares the hours out."""
    parts = [
        f"{ctx.text(part.title)} {ctx.language.hours_unit(minutes)}"
        for part, minutes in ctx.methodology.budgets()
    ]
    if parts:
        yield t.paragraph(ctx.word("agreement.split", parts=" · ".join(parts)), "muted")


def _warning(ctx: Context, agreement: Agreement) -> Iterator[t.Block]:
    at = hours.warning(ctx.engagement)
    if at is not None and agreement == ctx.engagement.agreement and not ctx.blank:
        said = ctx.word("agreement.warning-at", hours=ctx.language.hours_unit(at))
        yield t.paragraph(said, "muted")


def _objections(ctx: Context, agreement: Agreement) -> Iterator[t.Block]:
    if not agreement.objections and not ctx.blank:
        return
    label = ctx.word("agreement.objections")
    yield ctx.collection(
        f"/agreements/{agreement.id}/objections",
        label,
        (Col(label, "text"),),
        empty=OBJECTIONS if ctx.blank else 0,
        prefix="objection",
    )


def _reviews(ctx: Context, agreement: Agreement) -> t.Collection:
    word = ctx.word
    return ctx.collection(
        f"/agreements/{agreement.id}/reviews",
        ctx.heading("reviews"),
        (
            Col(word("label.date"), "on", width=1.4, holds="short"),
            Col(word("agreement.what"), "what", width=1.5, holds="short"),
            Col(word("label.change"), "text", width=8, guide=lambda _: "–"),
            Col(word("agreement.by"), "by", width=2.4),
        ),
        empty=REVIEWS if ctx.blank else int(not agreement.reviews),
        prefix="review",
    )


def _signatures(ctx: Context, agreement: Agreement, *, new: bool) -> Iterator[t.Block]:
    """Who signs, and the day of the agreement. A name stands here and nowhere else."""
    word = ctx.word
    label = word("agreement.agreed-on")
    on = ctx.field(f"/agreements/{agreement.id}/on", label, new=Agreement if new else None)
    yield ctx.facts((label, (on,)))
    yield ctx.collection(
        f"/agreements/{agreement.id}/signatures",
        ctx.heading("signatures"),
        (
            Col(word("agreement.party"), "person", width=3),
            Col(word("agreement.name"), "name", width=3.5),
            Col(word("label.date"), "on", width=1.8, holds="short"),
            # Signed by hand, on paper: nothing of it is kept.
            Col(word("agreement.signature"), make=lambda _: (), width=4),
        ),
        empty=SIGNATURES if ctx.blank else int(not agreement.signatures),
        prefix="signature",
    )
