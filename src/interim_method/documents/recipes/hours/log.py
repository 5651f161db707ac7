"""The log: every line of both ledgers, apart."""

from __future__ import annotations

from collections.abc import Iterable

from interim_method.documents.context import Col, Context
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import HourEntry

__all__ = ["log"]


def log(ctx: Context) -> Iterable[t.Block]:
    """Every line of the professional's ledger, then of the organisation's."""
    day = ctx.day
    for ledger, key in (("professional", "hours.professional-log"), ("organisation", "hours.own-log")):
        lines = sorted(
            (e for e in ctx.engagement.hours if e.ledger == ledger and (day is None or e.on <= day)),
            key=lambda e: e.on,
        )
        if not lines:
            continue
        collection = ctx.collection(
            "/hours",
            ctx.word(key),
            _log_columns(ctx, own=ledger == "organisation"),
            items=lines,
            given={"ledger": ledger},
        )
        yield t.Section(t.line(ctx.word(key)), (collection,), id=f"log-{ledger}", part=f"log-{ledger}")


def _log_columns(ctx: Context, *, own: bool) -> tuple[Col, ...]:
    word = ctx.word
    people = (Col(word("hours.people"), "people", width=1.8, align="right", holds="number"),) if own else ()
    return (
        Col(word("label.date"), "on", width=2, holds="short"),
        Col(word("label.mode"), "mode", width=1.9, holds="short"),
        Col(word("hours.where"), make=lambda e: _where(ctx, e), width=2.6, holds="short"),
        Col(word("label.note"), "note", width=5.5),
        *people,
        Col(word("label.hours"), "minutes", width=1.2, align="right", holds="number"),
    )


def _where(ctx: Context, entry: HourEntry) -> t.Blocks:
    """The action by its code, or else the step: fields, but without a place for what does not apply."""
    if entry.action:
        options = tuple(t.Option(a.id, code(a.id)) for a in ctx.engagement.actions)
        return (ctx.field(f"/hours/{entry.id}/action", ctx.word("label.action"), options=options),)
    if entry.step:
        options = tuple(t.Option(s.id, ctx.text(s.title)) for s in ctx.methodology.steps)
        return (ctx.field(f"/hours/{entry.id}/step", ctx.word("label.step"), options=options),)
    return ()
