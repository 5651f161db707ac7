"""The calendar of a pilot: its stages as planned and as done, and why they differ."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.steps import effort
from interim_method.markup import tree as t
from interim_method.model import PilotStage, StageRecord

__all__ = ["calendar", "changes"]

DATES = ("planned_start", "planned_end", "done_start", "done_end")


def calendar(ctx: Context, *, short: bool = False) -> Iterable[t.Block | None]:
    """Activities with their dates; drawn as a timeline unless *short*."""
    stages = ctx.pilot.stages
    if not any(getattr(s, name) for s in stages for name in DATES):
        yield _undated(ctx) or ctx.pending()
        return
    rows = _short(ctx) if short else _dated(ctx)
    if short or rows is None:
        yield rows
        return
    yield t.Figure(
        "timeline",
        _in_words(ctx),
        tuple(_title(ctx, s.id) for s in stages),
        (*_bars(ctx, "planned"), *_bars(ctx, "done")),
        (rows,),
        caption=t.line(_in_words(ctx)),
    )
    activities = ctx.facts(*((_title(ctx, s.id), _activity(ctx, s.id)) for s in stages))
    if activities.entries:
        yield t.paragraph(ctx.word("pilot-report.activity"), "label")
        yield activities


def _bars(ctx: Context, which: str) -> tuple[t.Series, t.Series]:
    """The first and the last days of the stages, as planned or as done, and what their bars say."""
    stages, word = ctx.pilot.stages, ctx.word(f"pilot-report.{which}")
    starts = [getattr(s, f"{which}_start") for s in stages]
    ends = [getattr(s, f"{which}_end") for s in stages]
    labels = tuple(f"{word} {_period(ctx, *both)}" for both in zip(starts, ends, strict=True))
    if which == "done" and ctx.day:
        # What is not over has gone on until the day of the report.
        ends = [
            end or (ctx.day if start and start <= ctx.day else None)
            for start, end in zip(starts, ends, strict=True)
        ]
    return (
        t.Series(ctx.word(f"pilot-report.{which}-start"), tuple(map(_ordinal, starts))),
        t.Series(word, tuple(map(_ordinal, ends)), labels),
    )


def _period(ctx: Context, start: date | None, end: date | None) -> str:
    """From one day to another; open where only the first is known."""
    return f"{ctx.short_date(start)} –" if start and not end else ctx.language.period(start, end)


def _ordinal(day: date | None) -> float | None:
    return None if day is None else float(day.toordinal())


def _stage(ctx: Context, key: str) -> PilotStage | None:
    found = ctx.methodology.elements.get(key)
    return found if isinstance(found, PilotStage) else None


def _title(ctx: Context, key: str) -> str:
    stage = _stage(ctx, key)
    return ctx.text(stage.title) if stage else key


def _activity(ctx: Context, key: str) -> t.Blocks:
    """What a stage consists of, with the effort that the method foresees."""
    stage = _stage(ctx, key)
    if stage is None:
        return ()
    foreseen = effort(ctx, stage.effort)
    return (
        *ctx.prose(stage.activity),
        *((t.paragraph(foreseen, "muted"),) if foreseen else ()),
    )


def _in_words(ctx: Context) -> str:
    """How many stages are done, and which had other dates than planned."""
    stages = ctx.pilot.stages
    done = [s for s in stages if s.done_end]
    moved = [
        s.id
        for s in done
        if (s.planned_start, s.planned_end) not in ((None, None), (s.done_start, s.done_end))
    ]
    return ctx.word(
        "pilot-report.calendar-alt",
        n=ctx.number(len(done)),
        total=ctx.number(len(stages)),
        moved=" · ".join(_title(ctx, key) for key in moved) or ctx.word("pilot-report.none-of-them"),
    )


def _dated(ctx: Context) -> t.Table:
    """The stages with their dates as fields."""
    return ctx.fixed(
        "/stages",
        ctx.heading("calendar"),
        (
            Col(ctx.word("pilot-report.stage"), make=lambda s: (t.paragraph(_title(ctx, s.id)),), width=3.6),
            *(Col(ctx.word(f"pilot-report.{n.replace('_', '-')}"), n, width=2, holds="short") for n in DATES),
        ),
        ctx.pilot.stages,
    )


def _short(ctx: Context) -> t.Table | None:
    word = ctx.word
    return ctx.table(
        [word("pilot-report.stage"), word("pilot-report.planned"), word("pilot-report.done")],
        (
            (
                _title(ctx, s.id),
                ctx.language.period(s.planned_start, s.planned_end) or "–",
                ctx.language.period(s.done_start, s.done_end) or word("pilot-report.not-yet"),
            )
            for s in ctx.pilot.stages
        ),
        widths=(4, 3.6, 3.6),
        title=ctx.heading("calendar"),
    )


def _undated(ctx: Context) -> t.Table | None:
    """Stages of which only what was done is known, not when."""
    word = ctx.word
    return ctx.table(
        [word("pilot-report.stage"), word("pilot-report.activity"), word("pilot-report.done")],
        (
            (
                _title(ctx, s.id),
                ctx.prose(stage.activity) if (stage := _stage(ctx, s.id)) else "",
                ctx.line(s.done_note),
            )
            for s in ctx.pilot.stages
        ),
        widths=(3.6, 5.4, 3),
        title=ctx.heading("calendar"),
    )


def changes(ctx: Context) -> Iterable[t.Block | None]:
    """What went otherwise than planned, why, and when it was communicated; nothing where it may not be told."""
    told = any(s.change or s.done_note or s.planned_note for s in ctx.pilot.stages)
    if not ctx.pilot.stages or (ctx.audience == "public" and not told):
        return
    word = ctx.word

    def field(stage: StageRecord, name: str, label: str, guide: str) -> t.Blocks:
        return (ctx.field(f"/stages/{stage.id}/{name}", label, guide=guide),)

    def done(stage: StageRecord) -> t.Blocks:
        return field(stage, "done_note", word("pilot-report.done"), word("not-applicable"))

    def change(stage: StageRecord) -> t.Blocks:
        return field(stage, "change", word("label.change"), word("pilot-report.no-change"))

    def communicated(stage: StageRecord) -> t.Blocks:
        guide = word("pending") if stage.change else word("not-applicable")
        return field(stage, "communicated_on", word("pilot-report.communicated"), guide)

    yield ctx.fixed(
        "/stages",
        ctx.heading("changes"),
        (
            Col(word("pilot-report.stage"), make=lambda s: (t.paragraph(_title(ctx, s.id)),), width=2.6),
            Col(word("pilot-report.done"), make=done, width=3),
            Col(word("pilot-report.change-why"), make=change, width=5),
            Col(word("pilot-report.communicated"), make=communicated, width=2, holds="short"),
        ),
        ctx.pilot.stages,
    )
