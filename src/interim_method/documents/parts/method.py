"""Parts that tell of the method itself: efforts, plans of sessions, conditions, gates, origins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from attrs import evolve

from interim_method.documents.context import Context, Said
from interim_method.documents.signs import SIGNS
from interim_method.markup import tree as t
from interim_method.model import (
    Activity,
    Answered,
    ChoiceList,
    Condition,
    Effort,
    Every,
    Gate,
    HoursPerOrganisation,
    Is,
    Keyed,
    Methodology,
    Months,
    NoneOf,
    Note,
    Phase,
    Prompt,
    RatingScale,
    Some,
    Step,
    Text,
)

__all__ = [
    "checklist",
    "condition",
    "drop_advice",
    "duration",
    "effort",
    "ends",
    "gates",
    "in_line",
    "origin",
    "path",
    "plan",
    "scale_of",
    "sentences",
    "sign",
    "step_line",
    "strip",
    "tips",
    "told",
]

# --- efforts, steps ----------------------------------------------------------------------------------------------


def effort(ctx: Context, given: Effort | None) -> str:
    """An effort in words: months, hours for each organisation, or sessions of a format; empty for none."""
    match given:
        case Months(months=months):
            return ctx.language.counted("effort.months", months)
        case HoursPerOrganisation(minutes=minutes):
            return ctx.word("effort.hours", hours=ctx.language.hours_unit(minutes))
        case None:
            return ""
        case _:
            name = ctx.word(f"effort.sessions.{given.format}")
            return name if given.count == 1 else f"{ctx.number(given.count)} × {name}"


def duration(ctx: Context, minutes: int | None) -> str:
    """A length of time as people say it: *3 h*, *3 h 20 min*, *40 min*; empty for none."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    said = [f"{ctx.number(hours)}\u00a0h"] if hours else []
    return "\u00a0".join([*said, f"{rest}\u00a0{ctx.word('label.minutes')}"] if rest else said)


def path(ctx: Context, step: Step) -> str:
    """Where a step lies: its phase and the steps above it."""
    methodology = ctx.methodology
    above = methodology.elements.get(step.parent)
    names: list[str] = []
    while isinstance(above, (Phase, Step)):
        names.append(ctx.text(above.title))
        above = methodology.elements.get(above.parent)
    return " · ".join(reversed(names))


def step_line(ctx: Context, step: Step) -> str:
    """Phase, format and effort of a step in a line."""
    said = [
        path(ctx, step),
        ctx.word(f"format.{step.format}"),
        effort(ctx, step.effort),
        ctx.word("method.optional") if step.optional else "",
        ctx.word("method.repeatable") if step.repeatable else "",
    ]
    return " · ".join(s for s in said if s)


def strip(ctx: Context, step: Step) -> t.Grid | None:
    """The change stages with those that a step serves marked."""
    return ctx.strip(step.stages)


def gates(
    methodology: Methodology, step: Step, moment: Literal["before", "after"] = "before"
) -> tuple[Gate, ...]:
    """The gates at the beginning or end of a step, with those of the phase that it opens or closes."""
    found = [g for g in methodology.of_kind(Gate, step.id) if g.moment == moment]
    edge = 0 if moment == "before" else -1
    below, above = step, methodology.elements.get(step.parent)
    while isinstance(above, (Phase, Step)) and methodology.steps_of(above.id)[edge].id == below.id:
        own = [g for g in methodology.of_kind(Gate, above.id) if g.moment == moment]
        # What guards the whole comes before what guards its first part, and after that of its last.
        found = [*own, *found] if moment == "before" else [*found, *own]
        if isinstance(above, Phase):
            break
        below, above = above, methodology.elements.get(above.parent)
    return tuple(found)


def checklist(ctx: Context, gate: Gate) -> t.Blocks:
    """A gate: its title and its checks as tasks."""
    items = tuple(
        t.Item((t.Paragraph(_check(ctx, c.text, c.required)),), checked=False) for c in gate.checklist
    )
    title = t.Paragraph((t.Strong(ctx.line(gate.title)),))
    return (title, t.Items(items)) if items else (title,)


def _check(ctx: Context, text: Said, required: bool) -> t.Runs:
    runs = ctx.line(text)
    return runs if required else (*runs, t.Text(f" ({ctx.word('method.optional')})"))


def tips(ctx: Context, notes: Keyed[Note], *, at: str = "", signs: bool = False) -> t.Block | None:
    """Notes as a list; with the sign of their origin where *signs* says so."""
    return ctx.bullets(
        (*ctx.inline(n.text), *(sign(ctx, f"{at}/{n.id}/text", n.text) if signs else ())) for n in notes
    )


def in_line(ctx: Context, notes: Iterable[Note]) -> t.Block | None:
    """Short notes one after another in a paragraph."""
    said: list[t.Run] = []
    for note in notes:
        said.extend((*((t.Text(" · "),) if said else ()), *ctx.inline(note.text)))
    return t.Paragraph(tuple(said)) if said else None


# --- the plan of a session ------------------------------------------------------------------------------------------


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
        signs: Whether each activity carries the sign of its origin.
    """
    word = ctx.word
    now = _minutes(start)
    rows: list[Sequence[str | t.Blocks]] = []
    for activity in activities:
        said = _activity(ctx, activity, prompts=prompts, signs=signs)
        length = ctx.number(activity.minutes)
        rows.append([ctx.language.clock(_clock(now)), length, said] if clock else [length, said])
        now += activity.minutes
    total = ctx.number(sum(a.minutes for a in activities))
    closing = [ctx.language.clock(_clock(now)), total, word("label.total")]
    return ctx.table(
        [*([word("method.clock")] if clock else []), word("label.minutes"), word("method.activity")],
        rows,
        align="rrl" if clock else "rl",
        widths=(1.3, 0.8, 9) if clock else (0.8, 9.5),
        total=closing if clock else closing[1:],
        title=word("method.plan"),
    )


def _activity(ctx: Context, activity: Activity, *, prompts: bool, signs: bool) -> t.Blocks:
    title: t.Runs = (t.Strong(ctx.line(activity.title)),)
    if signs:
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
    listed = ctx.bullets(ctx.line(p.text) for p in asked if isinstance(p, Prompt) and not p.heading)
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


# --- scales, conditions ------------------------------------------------------------------------------------------------


def scale_of(methodology: Methodology, prompt: Prompt) -> RatingScale | None:
    """The scale that a prompt is answered on, where it names one."""
    found = methodology.elements.get(prompt.scale)
    return found if isinstance(found, RatingScale) else None


def ends(ctx: Context, low: int, high: int, low_label: Said, high_label: Said) -> str:
    """What the ends of a scale mean: *1 = gens d’acord · 5 = molt d’acord*; empty where nobody said."""
    said = [f"{n} = {ctx.text(label)}" for n, label in ((low, low_label), (high, high_label)) if label]
    return " · ".join(said)


def condition(ctx: Context, given: Condition) -> str:
    """A condition in words: *a «Teniu botiga?» responeu «sí»*."""
    match given:
        case Every(of=parts):
            return _joined(ctx, "and").join(condition(ctx, p) for p in parts)
        case Some(of=parts):
            return _joined(ctx, "or").join(condition(ctx, p) for p in parts)
        case NoneOf(of=parts):
            inside = _joined(ctx, "or").join(condition(ctx, p) for p in parts)
            return ctx.word("method.none-of", conditions=inside)
        case Answered(prompt=key):
            return ctx.word("method.answered", question=_question(ctx, key))
        case Is():
            return ctx.word(
                f"method.is-{given.compare}", question=_question(ctx, given.prompt), value=_value(ctx, given)
            )


def _joined(ctx: Context, key: str) -> str:
    return f" {ctx.word(f'method.{key}')} "


def _question(ctx: Context, key: str) -> str:
    prompt = ctx.methodology.elements.get(key)
    return ctx.language.quoted(ctx.text(prompt.text) if isinstance(prompt, Prompt) else key)


def _value(ctx: Context, given: Is) -> str:
    value = given.value
    if isinstance(value, bool):
        return ctx.language.quoted(ctx.word("yes" if value else "no"))
    if isinstance(value, int):
        return ctx.number(value)
    prompt = ctx.methodology.elements.get(given.prompt)
    listed = ctx.methodology.elements.get(prompt.choices) if isinstance(prompt, Prompt) else None
    choice = listed.choices.get(value) if isinstance(listed, ChoiceList) else None
    return ctx.language.quoted(ctx.text(choice.label) if choice else value)


# --- origins -----------------------------------------------------------------------------------------------------------


def origin(ctx: Context, address: str, text: Said = None) -> str:
    """Which source a value of the methodology has, in the language in which it is shown; empty if unknown."""
    if isinstance(text, Text):
        shown = text.said(ctx.language.code, (ctx.own_language, "ca", "es", "en")).language
        address = f"{address}/{shown}"
    found = ctx.methodology.origin(address)
    return found.source if found else ""


def sign(ctx: Context, address: str, text: Said = None) -> t.Runs:
    """The sign of a value's origin, behind a space that does not break; nothing where it is not known."""
    mark = SIGNS.get(f"source.{origin(ctx, address, text)}", "")
    return t.line(f"\u00a0{mark}") if mark else ()


def told(ctx: Context, said: Said, address: str) -> t.Blocks:
    """Prose with the sign of its origin at its end."""
    blocks = ctx.prose(said)
    mark = sign(ctx, address, said)
    if blocks and mark and isinstance(blocks[-1], t.Paragraph):
        last = blocks[-1]
        return (*blocks[:-1], evolve(last, runs=(*last.runs, *mark)))
    return blocks


# --- texts --------------------------------------------------------------------------------------------------------------


def sentences(text: str) -> Iterator[str]:
    """The first sentence of a text, and the rest where there is any."""
    for stop in (". ", "! ", "? "):
        head, found, rest = text.partition(stop)
        if found and "\n" not in head:
            yield head + stop.strip()
            yield rest
            return
    yield text
