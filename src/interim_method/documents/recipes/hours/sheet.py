"""The monthly sheet of hours, to fill in by hand and to sign."""

from __future__ import annotations

from datetime import date

from interim_method.documents.context import Col, Context
from interim_method.markup import tree as t

__all__ = ["sheet"]

PROFESSIONAL_ROWS = 8
OWN_ROWS = 4
SIGNING = 22
"""Room for a signature, in millimetres."""


def sheet(ctx: Context) -> t.Document:
    """One month of both ledgers, apart, with room for both signatures."""
    word = ctx.word
    month: date | None = ctx.parameters.get("month") or ctx.day or ctx.engagement.started
    return ctx.document(
        t.paragraph(word("hours.sheet-how"), "help"),
        t.Section(
            t.line(word("hours.sheet-professional")),
            (_ledger(ctx, "professional"),),
            id="professional",
            part="professional",
        ),
        t.Section(
            t.line(word("hours.sheet-own")),
            (t.paragraph(word("hours.sheet-own-how"), "help"), _ledger(ctx, "organisation")),
            id="own",
            part="own",
        ),
        _signatures(ctx),
        title=word("hours.sheet"),
        subtitle=ctx.language.month(month) if month else "",
        marked=None,
    )


def _ledger(ctx: Context, ledger: str) -> t.Collection:
    word = ctx.word
    own = ledger == "organisation"
    between = (
        (Col(word("hours.people"), "people", width=2, align="right", holds="number"),)
        if own
        else (Col(word("label.mode"), "mode", width=2.2, holds="short"),)
    )
    return ctx.collection(
        "/hours",
        word("hours.sheet-own" if own else "hours.sheet-professional"),
        (
            Col(word("label.date"), "on", width=2.2, holds="short"),
            *between,
            Col(word("label.action"), "action", width=2.2, holds="short"),
            Col(word("label.note"), "note", width=6),
            Col(word("label.hours"), "minutes", width=2, align="right", holds="number"),
        ),
        empty=OWN_ROWS if own else PROFESSIONAL_ROWS,
        hint="h-own" if own else "h",
        given={"ledger": ledger},
    )


def _signatures(ctx: Context) -> t.Grid:
    """Room for both signatures. They are on paper only: the record keeps none for hours."""
    cells = tuple(
        t.GridCell(
            t.line(ctx.word(f"hours.for-{party}")),
            (t.paragraph(ctx.word("label.signature"), "muted"),),
            column=n,
        )
        for n, party in enumerate(("organisation", "professional"), 1)
    )
    return t.Grid(
        cells, columns=2, role="cards", title=ctx.word("label.signature"), minimum=SIGNING, part="signatures"
    )
