"""Statements that each person marks alone: the questionnaire, and all the answers as dots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from interim_method.documents.context import Context
from interim_method.documents.parts.places import spot
from interim_method.documents.parts.prompts import apart
from interim_method.documents.parts.questions import ALONE, Asked
from interim_method.documents.parts.scales import ends, scale_of
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import FrozenMap, Kind, NewItem, Prompt, PromptGroup, Step
from interim_method.rules.answers import Tally, shown, tally

__all__ = ["mural", "questionnaire", "readings", "statements", "written"]

DOT = "●"
MOST_DOTS = 8
"""More dots than these are counted in figures: nobody counts them by eye."""


def groups(ctx: Context, step: Step) -> tuple[PromptGroup, ...]:
    """The questionnaires of a step."""
    parents = (step, *ctx.methodology.activities_of(step))
    return tuple(g for parent in parents for g in ctx.methodology.groups_of(parent) if apart(ctx, g))


def statements(ctx: Context, step: Step) -> tuple[Prompt, ...]:
    """All statements of a step, in order."""
    return tuple(p for g in groups(ctx, step) for p in ctx.methodology.prompts_of(g))


def written(ctx: Context, step: Step) -> FrozenMap[str, str]:
    """How each statement of a step is called when people speak of it: *S3* is the third."""
    return FrozenMap({p.id: code(f"s{n}") for n, p in enumerate(statements(ctx, step), 1)})


# --- to fill in ----------------------------------------------------------------------------------------------------


def questionnaire(ctx: Context, step: Step) -> Iterator[t.Section]:
    """The statements of each questionnaire with their scale, and a place for "I don't know"."""
    called = written(ctx, step)
    for group in groups(ctx, step):
        prompts = ctx.methodology.prompts_of(group)
        scale = scale_of(ctx.methodology, prompts[0])
        said = ends(ctx, scale.low, scale.high, scale.low_label, scale.high_label) if scale else ""
        head = (
            ctx.word("diagnosis.statement"),
            ctx.text(scale.title) if scale else "",
            ctx.word("label.unsure"),
        )
        table = t.Table(
            (t.Column(width=6), t.Column(width=5, holds="short"), t.Column("center", 1.3, "short")),
            (t.Row(tuple(t.Cell((t.paragraph(h),)) for h in head)),),
            tuple(_to_mark(ctx, called[prompt.id], prompt) for prompt in prompts),
            title=ctx.text(group.title),
        )
        how = " ".join(s for s in (ctx.word("diagnosis.mark"), said) if s)
        yield t.Section(ctx.line(group.title), (t.paragraph(how, "help"), table), id=group.id)


def _to_mark(ctx: Context, called: str, prompt: Prompt) -> t.Row:
    scale = scale_of(ctx.methodology, prompt)
    low, high = (scale.low, scale.high) if scale else (1, 5)
    at = Asked(given=ALONE).new(prompt)
    label = ctx.text(prompt.text)
    mark = ctx.field(f"{at}/value", label, kind=Kind("scale", low, high))
    may_be_unsure = scale is None or scale.unsure
    unsure = (ctx.field(f"{at}/unsure", ctx.word("label.unsure")),) if may_be_unsure else ()
    text = t.Paragraph(_named(ctx, called, prompt))
    return t.Row((t.Cell((text,)), t.Cell((mark,)), t.Cell(unsure)))


def _named(ctx: Context, called: str, prompt: Prompt) -> t.Runs:
    return (t.Text(f"{called} · "), *ctx.line(prompt.text))


# --- what was answered -------------------------------------------------------------------------------------------


def mural(ctx: Context, step: Step) -> t.Figure | None:
    """All dots of all statements that may be shown, with what is read in them; None where there are none."""
    called, alike = written(ctx, step), _on_the_wall(ctx, step)
    if not alike:
        return None
    low, steps = alike[0][1].low, len(alike[0][1].counts)
    marks = tuple(ctx.number(low + n) for n in range(steps))
    words = Counter(ctx.word(f"spread.{k.spread}") for _, k in alike if k.spread)
    spreads = ctx.language.listing(
        ctx.word("diagnosis.counted", what=said, n=ctx.number(n)) for said, n in words.most_common()
    )
    table = ctx.table(
        [
            ctx.word("diagnosis.statement-behind"),
            *marks,
            ctx.word("label.unsure"),
            ctx.word("diagnosis.median-spread"),
        ],
        (
            (
                (*_statement(ctx, called[p.id], p), _reading(ctx, p)),
                *(_dots(ctx, n) for n in (*k.counts, k.unsure)),
                _middle(ctx, k),
            )
            for p, k in alike
        ),
        align="l" + "c" * (steps + 1) + "l",
        widths=(5.4, *(1.5 for _ in marks), 1.1, 2.6),
        title=ctx.word("diagnosis.mural"),
    )
    return t.Figure(
        "dots",
        ctx.word("diagnosis.mural-alt", n=ctx.number(len(alike)), spreads=spreads),
        marks,
        tuple(
            t.Series(t.plain(_named(ctx, called[p.id], p)), tuple(float(n) for n in k.counts))
            for p, k in alike
        ),
        (table,) if table else (),
        caption=t.line(f"{ctx.word('diagnosis.mural')}."),
        low=0,
    )


def _on_the_wall(ctx: Context, step: Step) -> list[tuple[Prompt, Tally]]:
    """The statements whose dots may be seen, on the scale of the first of them."""
    seen = [p for p in statements(ctx, step) if _may_be_seen(ctx, p)]
    found = [(p, tally(ctx.engagement, p.id, on=ctx.day)) for p in seen]
    return [(p, k) for p, k in found if (k.low, len(k.counts)) == (found[0][1].low, len(found[0][1].counts))]


def _statement(ctx: Context, called: str, prompt: Prompt) -> t.Blocks:
    """A statement, and the findings that rest on it."""
    codes = [code(d.id) for d in ctx.engagement.difficulties if prompt.id in d.statements]
    traced = (t.Text(f" ({ctx.language.listing(codes)})"),) if codes else ()
    return (t.Paragraph((t.Strong(_named(ctx, called, prompt)), *traced)),)


def _middle(ctx: Context, counted: Tally) -> t.Blocks:
    """The median, and below it the word for the spread."""
    said = [ctx.number(counted.median), ctx.word(f"spread.{counted.spread}") if counted.spread else ""]
    return tuple(t.paragraph(one) for one in said if one)


def _may_be_seen(ctx: Context, prompt: Prompt) -> bool:
    answered = tally(ctx.engagement, prompt.id, on=ctx.day).answered > 0
    return answered and shown(ctx.engagement, prompt.id, on=ctx.day)


def _dots(ctx: Context, count: int) -> str:
    return DOT * count if count <= MOST_DOTS else f"{ctx.number(count)} × {DOT}"


def readings(ctx: Context, step: Step) -> t.Table | None:
    """The statements that are not on the wall: on another scale, or with dots that may not be shown."""
    engagement, word = ctx.engagement, ctx.word
    rows, called = [], written(ctx, step)
    on_the_wall = {prompt.id for prompt, _ in _on_the_wall(ctx, step)}
    for prompt in statements(ctx, step):
        counted = tally(engagement, prompt.id, on=ctx.day)
        if not counted.answered or prompt.id in on_the_wall:
            continue
        seen = shown(engagement, prompt.id, on=ctx.day)
        dots = t.paragraph(_line(ctx, counted) if seen else _hidden(ctx))
        rows.append(
            (
                (*_statement(ctx, called[prompt.id], prompt), dots),
                _middle(ctx, counted) if seen else "–",
                (_reading(ctx, prompt),),
            )
        )
    return ctx.table(
        [word("diagnosis.statement"), word("diagnosis.median-spread"), word("diagnosis.behind")],
        rows,
        widths=(5.2, 2.6, 4.4),
        title=ctx.heading("statements"),
    )


def _line(ctx: Context, counted: Tally) -> str:
    """All the dots in a line: *1 ●● · 2 ●●● · 3 – · 4 ● · 5 –*, and how many do not know."""
    found = [
        f"{ctx.number(counted.low + n)}\u00a0{_dots(ctx, count) or '–'}"
        for n, count in enumerate(counted.counts)
    ]
    if counted.unsure:
        found.append(f"{ctx.word('label.unsure')}\u00a0{_dots(ctx, counted.unsure)}")
    return " · ".join(found)


def _hidden(ctx: Context) -> str:
    return ctx.word("diagnosis.hidden", n=ctx.number(ctx.engagement.diagnosis.threshold))


def _reading(ctx: Context, prompt: Prompt) -> t.Field:
    known = next((r for r in ctx.engagement.diagnosis.readings if r.prompt == prompt.id), None)
    key = known.id if known else NewItem(prompt.id, {"prompt": prompt.id}).token
    return spot(ctx, f"/diagnosis/readings/{key}/text", ctx.word("diagnosis.behind"))
