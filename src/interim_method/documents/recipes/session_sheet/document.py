"""The worksheet of a session: people think and write before they talk, and what is written comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interim_method.documents.context import Context
from interim_method.documents.parts.prompts import prompts_in
from interim_method.documents.parts.questions import ALONE, Asked, asked
from interim_method.documents.parts.session_plan import drop_advice, plan
from interim_method.documents.parts.short_facts import short_facts
from interim_method.documents.parts.steps import checklist, duration, gates, path, tips
from interim_method.documents.recipes.session_sheet.closing import take_away, thermometer
from interim_method.documents.recipes.session_sheet.concepts import concepts
from interim_method.documents.recipes.session_sheet.sheets import Sheet, answers_in, mode_of, sheets_of
from interim_method.markup import tree as t
from interim_method.model import Activity, FrozenMap

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
    return ctx.document(sections, marked=None)


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
    kept: dict[str, str] = {}
    for one in said:
        # A phase may be called as the format of its step is.
        kept.setdefault(one.casefold(), one)
    return " · ".join(s for s in kept.values() if s)


# --- one sheet -----------------------------------------------------------------------------------------------------------


def _sheet(ctx: Context, sheet: Sheet) -> list[t.Block]:
    session = sheet.session.id if sheet.session else None
    if ctx.copy:
        where = Asked(session, sheet.stage, given=ALONE)
    else:
        where = Asked(session, sheet.stage, FrozenMap({"mode": mode_of(sheet)}))
    facilitator = ctx.edition == "facilitator"
    found = [
        _section(ctx, sheet, "where", _where(ctx, sheet)),
        _section(ctx, sheet, "before", _before(ctx, sheet)),
        *(_lead(ctx, sheet) if facilitator else ()),
        _section(ctx, sheet, "questions", asked(ctx, sheet.owner, where)),
        _section(ctx, sheet, "concepts", concepts(ctx, sheet)),
        _section(ctx, sheet, "thermometer", thermometer(ctx, sheet)),
        _section(ctx, sheet, "after", _gates(ctx, sheet, after=True)),
        None if facilitator else _section(ctx, sheet, "take-away", take_away(ctx, sheet)),
    ]
    return [section for section in found if section is not None]


def _section(ctx: Context, sheet: Sheet, key: str, blocks: Iterable[t.Block | None]) -> t.Section | None:
    """A section of a sheet, its id apart from those of other sheets; None where it has nothing to say."""
    found = tuple(b for b in blocks if b is not None)
    if not found:
        return None
    # Cards to fill in at the end say themselves what they are for.
    title = "" if ctx.blank and key == "take-away" else ctx.heading(key)
    return t.Section(t.line(title), found, id=f"{sheet.owner.id}-{key}", stage=sheet.stage, part=key)


def _where(ctx: Context, sheet: Sheet) -> Iterator[t.Block | None]:
    purpose = sheet.owner.purpose or (sheet.step.purpose if sheet.activity is None else None)
    if purpose:
        yield from ctx.prose(purpose)
    session = sheet.session
    minutes = sum(a.minutes for a in _activities(ctx, sheet))
    held = ctx.language.clock(session.start, session.end) if session and ctx.edition == "filled" else ""
    known = session is not None and (ctx.blank or ctx.edition == "facilitator")
    yield short_facts(
        ctx.heading("where"),
        (ctx.word("label.date"), _said(ctx, sheet, "on", known)),
        (ctx.word("label.place"), _said(ctx, sheet, "place", known)),
        (ctx.word("method.timetable"), held),
        (ctx.word("method.lasts"), "" if held else duration(ctx, minutes)),
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
    return (ctx.field(f"{sheet.at}/{name}", label, stage=sheet.stage),)


def _mode(ctx: Context, sheet: Sheet) -> t.Blocks:
    """How the sheet is answered: to choose while it is blank, as it was where it is filled."""
    asked_here = [p for p in prompts_in(ctx, sheet.owner) if not p.heading]
    label = ctx.word("method.answering")
    if ctx.copy:
        return (t.paragraph(ctx.choice("mode", "individual")),) if asked_here else ()
    if ctx.blank and asked_here:
        return (ctx.field(mode_of(sheet), label),)
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
