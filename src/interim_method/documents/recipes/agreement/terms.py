"""The second page of the working agreement: time, rules, reviews and signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from interim_method.documents.context import Col, Context, flat
from interim_method.documents.parts.agreements import address_of
from interim_method.documents.parts.what_next import what_next
from interim_method.markup import tree as t
from interim_method.model import Agreement, Prompt
from interim_method.rules import hours

__all__ = ["questions", "terms"]

REVIEWS, OBJECTIONS, SIGNATURES = 6, 2, 4
"""Empty lines of the blank edition."""
UNITS = {"professional_minutes": "h", "own_weekly_minutes": "h", "warning_percent": "%"}
AHEAD = ("ratification", "review", "session", "follow-up")
"""What comes next for those who agreed; what each of them does stands in the plan."""


def questions(ctx: Context, key: str) -> Iterator[t.Block]:
    """What opens a part, where it is to be filled in: the prompt of that name."""
    prompt = ctx.methodology.elements.get(key)
    if ctx.blank and isinstance(prompt, Prompt):
        yield t.Paragraph(ctx.inline(prompt.help or prompt.text), "help")


def terms(ctx: Context, agreement: Agreement) -> t.Section:
    """Everything that does not go on the wall."""
    new = agreement.id not in ctx.engagement.agreements
    note = t.paragraph(ctx.word("agreement.not-a-contract"), "muted")
    deciding = ctx.field(
        f"{address_of(ctx, agreement)}/deciding", ctx.heading("deciding"), lines=3 if ctx.blank else 1
    )
    kept = (
        ("kept", "confidentiality", 3),
        ("personal-data", "personal_data", 3),
        ("ownership", "ownership", 3),
    )
    rules = t.Grid(
        (
            _card(ctx, "time", (1, 1, 5, 2), questions(ctx, "own-time"), _time(ctx, agreement)),
            _card(ctx, "cadence", (6, 1, 4, 1), _cadence(ctx, agreement)),
            _card(
                ctx, "deciding", (6, 2, 4, 1), questions(ctx, "decide"), deciding, _objections(ctx, agreement)
            ),
            _card(
                ctx,
                "confidentiality",
                (10, 1, 3, 2),
                questions(ctx, "confidential"),
                _places(ctx, agreement, *kept),
            ),
        ),
        columns=12,
        title=ctx.heading("time"),
    )
    signed = t.Grid(
        (
            _card(ctx, "reviews", (1, 1, 7, 1), questions(ctx, "review"), _reviews(ctx, agreement)),
            _card(
                ctx,
                "signatures",
                (8, 1, 5, 1),
                _signatures(ctx, agreement),
                note,
                () if ctx.blank or new else flat((what_next(ctx, AHEAD),)),
            ),
        ),
        columns=12,
        title=ctx.heading("reviews"),
    )
    return t.Section((), (rules, signed), id="terms", new_page=True, part="terms")


def _card(
    ctx: Context, key: str, place: tuple[int, int, int, int], *blocks: t.Block | Iterable[t.Block]
) -> t.GridCell:
    """A card at its *place*: column, row, columns and rows."""
    return t.GridCell(t.line(ctx.heading(key)), flat(blocks), *place, part=key)


def _places(ctx: Context, agreement: Agreement, *names: tuple[str, str, int]) -> Iterator[t.Block]:
    """Places of the agreement below their labels: the words for each, its name, the lines that a hand needs."""
    for key, name, lines in names:
        label = ctx.word(f"agreement.{key}")
        yield t.paragraph(label, "label")
        made = ctx.field(
            f"{address_of(ctx, agreement)}/{name}",
            label,
            lines=lines if ctx.blank else 1,
            value=getattr(agreement, name),
        )
        yield evolve(made, unit=UNITS.get(name, ""))


def _beside(title: str, *cells: Iterable[t.Block]) -> t.Table:
    """Short places side by side: the page is for the rules and for the signatures."""
    return t.Table(
        (t.Column(),) * len(cells), (), (t.Row(tuple(t.Cell(tuple(c)) for c in cells)),), title=title
    )


def _cadence(ctx: Context, agreement: Agreement) -> Iterator[t.Block]:
    yield from _places(ctx, agreement, ("rhythm", "cadence", 2))
    yield _beside(ctx.heading("cadence"), _places(ctx, agreement, ("place", "place", 2)), _contacts(ctx))


def _contacts(ctx: Context) -> Iterator[t.Block]:
    contacts = ctx.language.listing(ctx.text(p.role) for p in ctx.engagement.people if p.contact and p.role)
    if contacts:
        yield t.paragraph(ctx.word("agreement.contacts"), "label")
        yield t.paragraph(contacts)


def _time(ctx: Context, agreement: Agreement) -> t.Table:
    """The hours of both sides beside each other, each with what follows from it, never added together."""
    professional = (
        *_places(ctx, agreement, ("budget", "professional_minutes", 1)),
        *_split(ctx),
        *_places(ctx, agreement, ("warning", "warning_percent", 1)),
        *_warning(ctx, agreement),
        *_places(ctx, agreement, ("over", "over_budget", 4)),
    )
    own = _places(
        ctx,
        agreement,
        ("own-hours", "own_weekly_minutes", 1),
        ("own-people", "own_people", 1),
        ("own-when", "own_when", 2),
        ("own-stops", "own_stops", 4),
    )
    return _beside(ctx.heading("time"), professional, own)


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
        f"{address_of(ctx, agreement)}/objections",
        label,
        (Col(label, "text"),),
        empty=OBJECTIONS if ctx.blank else 0,
        hint="objection",
    )


def _reviews(ctx: Context, agreement: Agreement) -> t.Collection:
    word = ctx.word
    return ctx.collection(
        f"{address_of(ctx, agreement)}/reviews",
        ctx.heading("reviews"),
        (
            Col(word("label.date"), "on", width=2, holds="short"),
            Col(word("agreement.what"), "what", width=2.1, holds="short"),
            Col(word("label.change"), "text", width=7.5, guide=lambda _: "–"),
            Col(word("agreement.by"), "by", width=2.4),
        ),
        empty=REVIEWS if ctx.blank else int(not agreement.reviews),
        hint="review",
    )


def _signatures(ctx: Context, agreement: Agreement) -> Iterator[t.Block]:
    """Who signs, and the day of the agreement. A name stands here and nowhere else."""
    word = ctx.word
    label = word("agreement.agreed-on")
    on = ctx.field(f"{address_of(ctx, agreement)}/on", label)
    yield ctx.facts((label, (on,)))
    yield ctx.collection(
        f"{address_of(ctx, agreement)}/signatures",
        ctx.heading("signatures"),
        (
            Col(word("agreement.party"), "person", width=3.4),
            Col(word("agreement.name"), "name", width=2.6),
            Col(word("label.date"), "on", width=2.2, holds="short"),
            # Signed by hand, on paper: nothing of it is kept.
            Col(word("agreement.signature"), make=lambda _: (), width=3.4),
        ),
        # A signature is taller than a word.
        lines=2 if ctx.blank else 1,
        empty=SIGNATURES if ctx.blank else int(not agreement.signatures),
        hint="signature",
    )
