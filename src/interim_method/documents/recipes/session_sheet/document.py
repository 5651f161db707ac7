"""The worksheet of a session: people think and write before they talk, and what is written comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.prompts import prompts_in
from interim_method.documents.parts.questions import Asked, asked
from interim_method.documents.parts.scales import ends
from interim_method.documents.parts.session_plan import drop_advice, plan
from interim_method.documents.parts.steps import checklist, duration, gates, path, tips
from interim_method.documents.parts.what_next import what_next
from interim_method.documents.recipes.session_sheet.sheets import Sheet, answers_in, sheets_of
from interim_method.markup import tree as t
from interim_method.model import (
    Activity,
    Answer,
    Concept,
    Kind,
    Readiness,
    ReadinessValue,
    Remark,
    Session,
    Term,
)
from interim_method.rules import readiness

__all__ = ["compose"]


def compose(ctx: Context) -> t.Document:
    """The sheet of one step or activity, or those of all, each from a new page."""
    of = ctx.narrowed("elements")
    sheets = sheets_of(ctx, of)
    if len(sheets) == 1:
        sheet = sheets[0]
        title = ctx.word("method.titled", document=ctx.title, title=_title(ctx, sheet))
        return ctx.document(
            _sheet(ctx, sheet),
            _closing(ctx),
            title=title,
            marked=sheet.step.stages,
            subtitle=_subtitle(ctx, sheet),
        )
    sections = [
        t.Section(
            ctx.line(_title(ctx, sheet)),
            (
                *((s,) if (s := ctx.strip(sheet.step.stages)) else ()),
                t.paragraph(_subtitle(ctx, sheet), "muted"),
                *_sheet(ctx, sheet),
            ),
            id=f"sheet-{sheet.owner.id}" + (f"-{sheet.session.id}" if sheet.session else ""),
            new_page=n > 0,
            stage=sheet.stage,
        )
        for n, sheet in enumerate(sheets)
    ]
    return ctx.document(sections, _closing(ctx), marked=None)


def _closing(ctx: Context) -> t.Block | None:
    return what_next(ctx) if ctx.edition == "filled" else None


def _title(ctx: Context, sheet: Sheet) -> str:
    return ctx.text(sheet.owner.title)


def _subtitle(ctx: Context, sheet: Sheet) -> str:
    """Phase and format, and the step where the sheet is that of an activity."""
    step = sheet.step
    said = [
        path(ctx, step),
        ctx.text(step.title) if sheet.activity else "",
        ctx.word(f"format.{step.format}"),
        ctx.word("method.optional") if sheet.owner.optional else "",
    ]
    return " · ".join(s for s in said if s)


# --- one sheet -----------------------------------------------------------------------------------------------------------


def _sheet(ctx: Context, sheet: Sheet) -> list[t.Block]:
    where = Asked(sheet.session.id if sheet.session else None, sheet.stage)
    facilitator = ctx.edition == "facilitator"
    found = [
        _section(ctx, sheet, "where", _where(ctx, sheet)),
        _section(ctx, sheet, "before", _before(ctx, sheet)),
        *(_lead(ctx, sheet) if facilitator else ()),
        _section(ctx, sheet, "questions", asked(ctx, sheet.owner, where)),
        _section(ctx, sheet, "concepts", _concepts(ctx, sheet)),
        _section(ctx, sheet, "thermometer", _thermometer(ctx, sheet)),
        _section(ctx, sheet, "after", _gates(ctx, sheet, after=True)),
        None if facilitator else _section(ctx, sheet, "take-away", _take_away(ctx, sheet)),
    ]
    return [section for section in found if section is not None]


def _section(ctx: Context, sheet: Sheet, key: str, blocks: Iterable[t.Block | None]) -> t.Section | None:
    """A section of a sheet, its id apart from those of other sheets; None where it has nothing to say."""
    found = tuple(b for b in blocks if b is not None)
    if not found:
        return None
    return t.Section(t.line(ctx.heading(key)), found, id=f"{sheet.owner.id}-{key}", stage=sheet.stage)


def _where(ctx: Context, sheet: Sheet) -> Iterator[t.Block]:
    purpose = sheet.owner.purpose or (sheet.step.purpose if sheet.activity is None else None)
    if purpose:
        yield from ctx.prose(purpose)
    session = sheet.session
    minutes = sum(a.minutes for a in _activities(ctx, sheet))
    lasts = duration(ctx, minutes)
    if ctx.edition == "filled" and session is not None:
        lasts = ctx.language.clock(session.start, session.end) or lasts
    known = session is not None and (ctx.blank or ctx.edition == "facilitator")
    yield ctx.facts(
        (ctx.word("label.date"), _said(ctx, sheet, "on", known)),
        (ctx.word("label.place"), _said(ctx, sheet, "place", known)),
        (ctx.word("method.lasts"), lasts),
        (ctx.word("method.answering"), _mode(ctx, sheet)),
    )


def _said(ctx: Context, sheet: Sheet, name: str, known: bool) -> t.Blocks:
    """A date or place: in words where it is settled, else the place to fill it in."""
    session = sheet.session
    if known and session is not None:
        when = " · ".join(
            s for s in (ctx.long_date(session.on), ctx.language.clock(session.start, session.end)) if s
        )
        said = when if name == "on" else ctx.text(session.place)
        if said:
            return (t.paragraph(said),)
    label = ctx.word("label.date" if name == "on" else "label.place")
    return (ctx.field(f"{sheet.at}/{name}", label, new=None if session else Session, stage=sheet.stage),)


def _mode(ctx: Context, sheet: Sheet) -> t.Blocks:
    """How the sheet is answered: to choose while it is blank, as it was where it is filled."""
    asked_here = [p for p in prompts_in(ctx, sheet.owner) if not p.heading]
    label = ctx.word("method.answering")
    if ctx.blank and asked_here:
        where = Asked(sheet.session.id if sheet.session else None)
        return (ctx.field(f"{where.new(asked_here[0])}/mode", label, new=Answer),)
    key = sheet.session.id if sheet.session else None
    modes = dict.fromkeys(a.mode for a in answers_in(ctx, sheet) if a.session == key)
    said = ctx.language.listing(ctx.choice("mode", m) for m in modes)
    return (t.paragraph(said),) if said and ctx.edition == "filled" else ()


def _activities(ctx: Context, sheet: Sheet) -> list[Activity]:
    if sheet.activity is not None:
        return [sheet.activity]
    return [a for a in ctx.methodology.activities_of(sheet.step) if not a.optional]


def _before(ctx: Context, sheet: Sheet) -> Iterator[t.Block | None]:
    if ctx.edition == "filled":
        return
    if sheet.activity is None:
        yield tips(ctx, sheet.step.bring)
        yield from _gates(ctx, sheet)


def _gates(ctx: Context, sheet: Sheet, *, after: bool = False) -> Iterator[t.Block]:
    if ctx.edition == "filled" or sheet.activity is not None:
        return
    for gate in gates(ctx.methodology, sheet.step, "after" if after else "before"):
        yield from checklist(ctx, gate)


# --- for the facilitator ---------------------------------------------------------------------------------------------------


def _lead(ctx: Context, sheet: Sheet) -> Iterator[t.Section | None]:
    """The plan with its clock, what to drop, materials and tips: what is read while standing."""
    activities = _activities(ctx, sheet)
    advice = drop_advice(ctx, activities)
    start = sheet.session.start if sheet.session else None
    yield _section(
        ctx,
        sheet,
        "plan",
        (
            plan(ctx, activities, start=start),
            ctx.callout("warning", ctx.word("method.short-of-time"), t.paragraph(advice)) if advice else None,
        ),
    )
    if sheet.activity is None:
        yield _section(ctx, sheet, "materials", (tips(ctx, sheet.step.materials),))
        told = tips(ctx, sheet.step.tips)
        yield _section(
            ctx, sheet, "tips", (ctx.callout("tip", ctx.word("method.tips-title"), told) if told else None,)
        )


# --- concepts --------------------------------------------------------------------------------------------------------------


def _concepts(ctx: Context, sheet: Sheet) -> Iterator[t.Block]:
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
    at = f"/agreements/{agreement.id if agreement else 'new'}/concepts/{agreed.id if agreed else term.id}"
    if agreed is None and not ctx.blank:
        return ()
    label = ctx.text(term.term)
    return (
        ctx.field(f"{at}/definition", label, lines=2, new=None if agreed else Concept, stage=sheet.stage),
    )


def _same(concept: Concept, term: Term) -> bool:
    """Whether a concept of the agreement is a word of the glossary: by its id, or said the same way."""
    said = concept.term.values() if not isinstance(concept.term, str) else (concept.term,)
    words = {word.casefold() for word in term.term.values()}
    return concept.id == term.id or any(word.casefold() in words for word in said)


# --- thermometer, taking away -------------------------------------------------------------------------------------------------


def _thermometer(ctx: Context, sheet: Sheet) -> Iterator[t.Block]:
    taken = _taken(ctx, sheet)
    if ctx.edition == "filled" and taken is None:
        return
    stages = [s for s in ctx.methodology.stages if s.statement]
    if not stages:
        return
    if ctx.edition != "filled":
        yield t.paragraph(ctx.word("session-sheet.thermometer-how"), "help")
    rows: list[t.Row] = []
    for stage in stages:
        statement: list[t.Block] = [t.Paragraph(ctx.line(stage.statement))]
        if said := ends(ctx, 1, 5, stage.low, stage.high):
            statement.append(t.paragraph(said, "help"))
        cells = [
            t.Cell((t.Paragraph((t.Strong(ctx.line(stage.title)),)),), stage=stage.id),
            t.Cell(tuple(statement)),
        ]
        if ctx.edition != "facilitator":
            cells.append(t.Cell(_mark(ctx, sheet, taken, stage.id)))
        rows.append(t.Row(tuple(cells), heading=True))
    header = [ctx.word("label.stage"), ctx.word("session-sheet.statement")]
    widths = [1.6, 5.6]
    if ctx.edition != "facilitator":
        header.append(ctx.word("label.median") if taken and not ctx.blank else "1–5")
        widths.append(3.2)
    yield t.Table(
        tuple(t.Column(width=w) for w in widths),
        (t.Row(tuple(t.Cell((t.paragraph(h),)) for h in header)),),
        tuple(rows),
        title=ctx.heading("thermometer"),
    )


def _taken(ctx: Context, sheet: Sheet) -> Readiness | None:
    if sheet.session is None:
        return None
    return next((r for r in ctx.engagement.readiness if r.session == sheet.session.id), None)


def _mark(ctx: Context, sheet: Sheet, taken: Readiness | None, stage: str) -> t.Blocks:
    """One person's mark to fill in; in the record the median of all."""
    if ctx.blank:
        at = f"/readiness/{taken.id if taken else 'new-' + sheet.owner.id}"
        at += f"?session={sheet.session.id}" if sheet.session and not taken else ""
        label = ctx.stage(stage)
        return (
            ctx.field(
                f"{at}/values/{stage}/dots", label, new=ReadinessValue, stage=stage, kind=Kind("scale", 1, 5)
            ),
        )
    found = taken.values.get(stage) if taken else None
    if found is None or taken is None:
        return (ctx.pending(),)
    if found.dots:
        return (t.paragraph(ctx.number(readiness.value(found))),)
    return (ctx.field(f"/readiness/{taken.id}/values/{stage}/value", ctx.stage(stage)),)


def _take_away(ctx: Context, sheet: Sheet) -> Iterator[t.Block]:
    if ctx.blank:
        for n, key in enumerate(("take-away", "need"), 1):
            label = ctx.heading(key)
            yield t.paragraph(ctx.word(f"session-sheet.{key}-how"), "question")
            yield ctx.field(
                f"{sheet.at}/closing_round/new-{n}/text",
                label,
                new=Remark,
                kind=Kind("text"),
                stage=sheet.stage,
            )
        return
    if sheet.session is not None and sheet.session.closing_round:
        yield ctx.collection(
            f"{sheet.at}/closing_round",
            ctx.heading("take-away"),
            (Col(ctx.word("session-sheet.said"), "text"),),
            role="facts",
        )
