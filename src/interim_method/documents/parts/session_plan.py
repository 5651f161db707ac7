"""The plan of a session, minute by minute, and what to leave out where time runs short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interim_method.documents.context import Context
from interim_method.documents.parts.origins import alike, sign
from interim_method.markup import tree as t
from interim_method.model import Activity, Prompt

__all__ = ["drop_advice", "plan"]


def plan(
    ctx: Context,
    activities: Sequence[Activity],
    *,
    start: str | None = None,
    clock: bool = True,
    prompts: bool = True,
    signs: bool = False,
) -> t.Table | None:
    """The activities of a session, minute by minute, with the cumulative clock.

    Args:
        ctx: The context.
        activities: In order.
        start: Local time at which it begins; counted from nought where it is not known.
        clock: Whether the clock is shown, or the minutes alone.
        prompts: Whether the questions stand below their activity.
        signs: Whether the activities carry the sign of their origin; their heading where all have the same.
    """
    word = ctx.word
    now = _minutes(start)
    shared = alike(ctx, ((f"/elements/{a.id}/title", a.title) for a in activities)) if signs else ()
    rows: list[Sequence[str | t.Blocks]] = []
    for activity in activities:
        said = _activity(ctx, activity, prompts=prompts, signs=signs, titled=not shared)
        length = ctx.number(activity.minutes)
        rows.append([ctx.language.clock(_clock(now)), length, said] if clock else [length, said])
        now += activity.minutes
    total = ctx.number(sum(a.minutes for a in activities))
    closing = [ctx.language.clock(_clock(now)), total, word("label.total")]
    return ctx.table(
        [
            *([word("method.clock")] if clock else []),
            word("label.minutes"),
            word("method.activity") + t.plain(shared),
        ],
        rows,
        align="rrl" if clock else "rl",
        widths=(1.3, 0.8, 9) if clock else (0.8, 9.5),
        total=closing if clock else closing[1:],
        title=word("method.plan"),
    )


def _activity(ctx: Context, activity: Activity, *, prompts: bool, signs: bool, titled: bool) -> t.Blocks:
    # In bold where questions stand below it.
    title: t.Runs = (t.Strong(ctx.line(activity.title)),) if prompts else ctx.line(activity.title)
    if signs and titled:
        title = (*title, *sign(ctx, f"/elements/{activity.id}/title", activity.title))
    notes = [
        ctx.word("method.drop-mark") if activity.drop else "",
        ctx.word("method.optional") if activity.optional else "",
    ]
    noted = ", ".join(n for n in notes if n)
    if noted:
        title = (*title, t.Text(" "), t.Emphasis((t.Text(f"({noted})"),)))
    blocks: list[t.Block] = [t.Paragraph(title)]
    if activity.purpose:
        blocks.extend(ctx.prose(activity.purpose))
    asked = [ctx.methodology.elements.get(p) for p in activity.prompts] if prompts else []
    listed = ctx.bullets(
        (*ctx.line(p.text), *(sign(ctx, f"/elements/{p.id}/text", p.text) if signs else ()))
        for p in asked
        if isinstance(p, Prompt) and not p.heading
    )
    return (*blocks, listed) if listed else tuple(blocks)


def drop_advice(ctx: Context, activities: Iterable[Activity]) -> str:
    """What to leave out if time runs short, in a sentence; empty where nothing may be."""
    first = [a for a in activities if a.drop]
    if not first:
        return ""
    named = ctx.language.listing(
        ctx.word(
            "method.dropped", activity=ctx.language.quoted(ctx.text(a.title)), minutes=ctx.number(a.minutes)
        )
        for a in first
    )
    return ctx.word("method.drop", activities=named)


def _minutes(clock: str | None) -> int:
    if not clock:
        return 0
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24}:{minutes % 60:02}"
