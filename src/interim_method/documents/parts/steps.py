"""What a step of the method is and asks for: effort, way, gates, tips."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from interim_method.documents.context import Context, Said
from interim_method.documents.parts.origins import sign
from interim_method.markup import tree as t
from interim_method.model import (
    Effort,
    Gate,
    HoursPerOrganisation,
    Keyed,
    Methodology,
    Months,
    Note,
    Phase,
    Step,
)

__all__ = ["checklist", "duration", "effort", "gates", "in_line", "path", "tips"]


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
