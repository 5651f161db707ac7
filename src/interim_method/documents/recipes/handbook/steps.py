"""A step of the method as the handbook tells it: before, during and after, and what it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Literal

from interim_method.documents.catalog import CATALOG
from interim_method.documents.context import Context
from interim_method.documents.parts.origins import alike, sign, told
from interim_method.documents.parts.prompts import apart
from interim_method.documents.parts.session_plan import drop_advice, plan
from interim_method.documents.parts.steps import checklist, duration, effort, gates, in_line, path, tips
from interim_method.markup import tree as t
from interim_method.model import Activity, Prompt, PromptGroup, Role, Step, Tool

__all__ = ["leaves", "step_section"]


def leaves(ctx: Context, step: Step) -> str:
    """The documents that a step leaves behind, by title."""
    titles = {entry.name: entry.titles for entry in CATALOG}
    return ctx.language.listing(ctx.language.title(n, titles[n]) if n in titles else n for n in step.leaves)


def _line(ctx: Context, step: Step) -> str:
    """Phase, format and effort of a step in a line."""
    said = [
        path(ctx, step),
        ctx.word(f"format.{step.format}"),
        effort(ctx, step.effort),
        ctx.word("method.optional") if step.optional else "",
        ctx.word("method.repeatable") if step.repeatable else "",
    ]
    return " · ".join(s for s in said if s)


def step_section(ctx: Context, step: Step) -> t.Section:
    """A step: short in the summary, with a page of its own, a clock and what to drop for the facilitator."""
    at = f"/elements/{step.id}"
    first = ctx.methodology.steps[0].id == step.id
    title = (*ctx.line(step.title), *sign(ctx, f"{at}/title", step.title))
    blocks: list[t.Block | None] = [ctx.strip(step.stages), t.paragraph(_line(ctx, step), "muted")]
    for name in ("description", "purpose"):
        blocks.extend(told(ctx, getattr(step, name), f"{at}/{name}"))
    if ctx.edition == "summary":
        blocks.append(_facts(ctx, step))
    else:
        blocks.extend(_whole(ctx, step, at))
    return t.Section(
        title,
        tuple(b for b in blocks if b is not None),
        id=step.id,
        stage=step.stages[0] if step.stages else None,
        new_page=ctx.edition == "facilitator" and not first,
    )


def _facts(ctx: Context, step: Step, *, whole: bool = False) -> t.Definitions:
    methodology = ctx.methodology
    tools = (methodology.elements.get(key) for key in step.tools)
    roles = (methodology.elements.get(key) for key in step.roles)
    minutes = step.participant_minutes
    return ctx.facts(
        (ctx.word("handbook.each-person"), duration(ctx, minutes)),
        (
            ctx.word("handbook.roles"),
            ctx.language.listing(ctx.text(r.title) for r in roles if isinstance(r, Role)),
        ),
        (
            ctx.word("handbook.uses"),
            ctx.language.listing(ctx.text(x.title) for x in tools if isinstance(x, Tool)),
        ),
        (ctx.word("handbook.leaves"), leaves(ctx, step)),
        (ctx.word("handbook.materials"), (made,) if whole and (made := in_line(ctx, step.materials)) else ()),
    )


def _whole(ctx: Context, step: Step, at: str) -> Iterator[t.Block | None]:
    facilitator = ctx.edition == "facilitator"
    yield _facts(ctx, step, whole=True)
    yield from _part(ctx, "before", (in_line(ctx, step.bring), *_gates(ctx, step)))
    activities = ctx.methodology.activities_of(step)
    session = [a for a in activities if not a.optional]
    # The facilitator reads the questions where she asks them; the others as a list, with their origin.
    table = plan(ctx, session, clock=facilitator, prompts=facilitator, signs=True)
    advice = drop_advice(ctx, session) if facilitator else ""
    warning = (
        ctx.callout("warning", ctx.word("method.short-of-time"), t.paragraph(advice)) if advice else None
    )
    yield from _part(ctx, "during", (table, warning))
    if facilitator:
        yield from _to_hand(ctx, step, at)
    asked = {key for a in session for key in a.prompts} if facilitator else set[str]()
    yield from _part(ctx, "questions", _questions(ctx, step, asked))
    for activity in activities:
        if activity.optional:
            yield from _optional(ctx, activity)
    if not facilitator:
        yield from _to_hand(ctx, step, at)
    yield from _part(ctx, "after", _gates(ctx, step, after=True))


def _to_hand(ctx: Context, step: Step, at: str) -> Iterator[t.Block]:
    """The tips; the facilitator has them where she sees them while standing."""
    shared = alike(ctx, ((f"{at}/tips/{note.id}/text", note.text) for note in step.tips))
    advised = tips(ctx, step.tips, at=f"{at}/tips", signs=not shared)
    if advised is not None and ctx.edition == "facilitator":
        yield ctx.callout("tip", ctx.word("handbook.tips") + t.plain(shared), advised)
    else:
        yield from _part(ctx, "tips", (advised,), shared)


def _part(
    ctx: Context, key: str, blocks: Iterator[t.Block] | tuple[t.Block | None, ...], sign: t.Runs = ()
) -> Iterator[t.Block]:
    """A small heading, with the *sign* that all below it share; nothing where nothing stands below it."""
    found = [b for b in blocks if b is not None]
    if found:
        yield t.Paragraph((*t.line(ctx.word(f"handbook.{key}")), *sign), "label")
        yield from found


def _gates(ctx: Context, step: Step, *, after: bool = False) -> tuple[t.Block, ...]:
    found = gates(ctx.methodology, step, "after" if after else "before")
    return tuple(block for gate in found for block in checklist(ctx, gate))


def _questions(
    ctx: Context, owner: Step | Activity, elsewhere: AbstractSet[str] = frozenset()
) -> Iterator[t.Block]:
    """The questions of a step or activity but those told *elsewhere*, each with the sign of its origin."""
    methodology = ctx.methodology
    own = [p for p in methodology.prompts_of(owner) if p.help or p.id not in elsewhere]
    items = [t.Item(_question(ctx, p)) for p in own if not (elsewhere and p.heading)]
    if items:
        yield t.Items(tuple(items))
    for group in methodology.groups_of(owner):
        prompts = methodology.prompts_of(group)
        shared = alike(
            ctx,
            (
                (f"/elements/{p.id}/{name}", getattr(p, name))
                for p in prompts
                for name in ("text", "help")
                if getattr(p, name)
            ),
        )
        yield t.Paragraph((t.Strong(ctx.line(group.title)), *t.line(_kind(ctx, group)), *shared))
        yield t.Items(tuple(t.Item(_question(ctx, p, signs=not shared)) for p in prompts))


def _kind(ctx: Context, group: PromptGroup) -> str:
    said = [
        ctx.word("format.individual") if group.individual else "",
        ctx.word("method.repeatable") if group.repeatable and not apart(ctx, group) else "",
    ]
    title = ctx.text(group.title).casefold()
    noted = ", ".join(s for s in said if s and s.casefold() not in title)
    return f" ({noted})" if noted else ""


def _question(ctx: Context, prompt: Prompt, *, signs: bool = True) -> t.Blocks:
    def mark(name: Literal["text", "help"]) -> t.Runs:
        return sign(ctx, f"/elements/{prompt.id}/{name}", getattr(prompt, name)) if signs else ()

    text = ctx.line(prompt.text)
    runs: t.Runs = (t.Strong(text),) if prompt.heading else text
    found: list[t.Block] = [t.Paragraph((*runs, *mark("text")))]
    if prompt.help:
        found.append(t.Paragraph((*ctx.inline(prompt.help), *mark("help")), "help"))
    return tuple(found)


def _optional(ctx: Context, activity: Activity) -> Iterator[t.Block]:
    """An activity that a step may have besides, with its own hours."""
    said = [ctx.word("method.optional")]
    if activity.minutes:
        said.append(duration(ctx, activity.minutes))
    title = (
        *ctx.line(activity.title),
        *sign(ctx, f"/elements/{activity.id}/title", activity.title),
        t.Text(f" ({', '.join(said)})"),
    )
    yield t.Paragraph((t.Strong(title),))
    yield from ctx.prose(activity.purpose)
    yield from _questions(ctx, activity)
