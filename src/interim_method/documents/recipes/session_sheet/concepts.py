"""The words of the day, each with room for the group's own definition."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.documents.context import Context
from interim_method.documents.parts.agreements import first
from interim_method.documents.recipes.session_sheet.sheets import Sheet
from interim_method.markup import tree as t
from interim_method.model import Concept, NewItem, Term

__all__ = ["concepts"]


def concepts(ctx: Context, sheet: Sheet) -> Iterator[t.Block]:
    """The terms of the step, each beside what the group says it means."""
    terms = [ctx.methodology.elements.get(key) for key in sheet.step.terms] if sheet.activity is None else []
    rows = [
        (ctx.line(term.term), blocks)
        for term in terms
        if isinstance(term, Term) and (blocks := _concept(ctx, sheet, term))
    ]
    if rows and ctx.blank:
        yield t.paragraph(ctx.word("session-sheet.concepts-how"), "help")
    said = "meaning" if ctx.edition == "facilitator" else "definition"
    headings = (ctx.word("session-sheet.concept"), ctx.word(f"session-sheet.{said}"))
    table = ctx.table(headings, rows, widths=(2, 7), title=ctx.heading("concepts"))
    if table is not None:
        yield table


def _concept(ctx: Context, sheet: Sheet, term: Term) -> t.Blocks:
    """Our own definition: to write, as agreed, or for the facilitator the one of the glossary."""
    if ctx.edition == "facilitator":
        return ctx.prose(term.definition)
    agreement = ctx.engagement.agreement
    agreed = next((c for c in agreement.concepts if _same(c, term)), None) if agreement else None
    at = f"/agreements/{agreement.id if agreement else _first(ctx, sheet).token}/concepts"
    at += f"/{agreed.id if agreed else _called(ctx, term).token}"
    if agreed is None and not ctx.blank:
        return ()
    label = ctx.text(term.term)
    return (ctx.field(f"{at}/definition", label, lines=2, stage=sheet.stage),)


def _first(ctx: Context, sheet: Sheet) -> NewItem:
    """The agreement that comes into being with its first words, on the day of the session."""
    if sheet.session is None:
        return first(ctx, on_at=f"{sheet.at}/on")
    return first(ctx, on=sheet.session.on.isoformat())


def _called(ctx: Context, term: Term) -> NewItem:
    """The concept for a term of the method: of the same id, in the language of the record."""
    words, own = term.term, ctx.own_language
    return NewItem(id=term.id, given={"term": words.said(own, ("ca", "es", "en")).text})


def _same(concept: Concept, term: Term) -> bool:
    """Whether a concept of the agreement is a word of the glossary: by its id, or said the same way."""
    said = concept.term.values() if not isinstance(concept.term, str) else (concept.term,)
    words = {word.casefold() for word in term.term.values()}
    return concept.id == term.id or any(word.casefold() in words for word in said)
