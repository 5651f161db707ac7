"""The handbook of the method: anyone can lead it the same way, and see beforehand what it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from interim_method.documents.context import Context
from interim_method.documents.parts.origins import alike, sign, signed, told
from interim_method.documents.parts.tool_lines import tool_lines
from interim_method.documents.recipes.handbook.one_page import OPENING, budget_of, one_page, summary
from interim_method.documents.recipes.handbook.provenance import legend, notes, sources
from interim_method.documents.recipes.handbook.steps import step_section
from interim_method.markup import tree as t
from interim_method.model import Step, Tool, Turn

__all__ = ["compose"]

ELSEWHERE = ("objectives",)
"""The texts that other documents tell: the goals of the session in which the slides were shown."""


def compose(ctx: Context) -> t.Document:
    """The whole handbook, the facilitator's with a page a step, or the short one for a cooperative."""
    short = ctx.edition == "summary"
    methodology = ctx.methodology
    name = ctx.text(methodology.title)
    blocks: list[t.Block | None] = [
        ctx.section("one-page", one_page(ctx, lead=short), new_page=not short),
        None if short else ctx.section("origin", _origin(ctx)),
        _section(ctx, "stages", len(methodology.stages) == 5, _stages(ctx)),
        _section(ctx, "phases", len(methodology.phases) == 2, _phases(ctx)),
        ctx.section(
            "steps",
            (step_section(ctx, s) for s in methodology.steps),
            new_page=ctx.edition == "facilitator",
        ),
        ctx.section("tools", _tools(ctx)) if methodology.tools else None,
        _section(ctx, "hours", budget_of(methodology) == 90 * 60, _hours(ctx)),
        ctx.section("hypotheses", _hypotheses(ctx)) if methodology.hypotheses and not short else None,
        ctx.section("glossary", _glossary(ctx)) if methodology.terms and not short else None,
        ctx.section("licence", _licence(ctx, short=short)),
    ]
    made = ctx.document(
        *blocks,
        subtitle="" if short else t.plain(summary(ctx)),
        contents=not short,
    )
    if made.organisation != name:
        made = evolve(made, title=ctx.word("method.titled", document=name, title=made.title))
    # Whoever opens any page has to see which words are the authors' and which are not.
    return evolve(made, notice=" · ".join(s for s in (made.notice, legend(ctx)) if s))


def _section(ctx: Context, key: str, usual: bool, blocks: Iterator[t.Block]) -> t.Section:
    """A section whose usual heading counts what the method in the box has, and a variant may not."""
    found = ctx.section(key, blocks)
    return found if usual else evolve(found, title=t.line(ctx.word(f"handbook.{key}-any")))


def _origin(ctx: Context) -> Iterator[t.Block]:
    for note in ctx.methodology.narrative:
        if note.id not in (*OPENING, *ELSEWHERE):
            yield from told(ctx, note.text, f"/narrative/{note.id}/text")


def _stages(ctx: Context) -> Iterator[t.Block]:
    yield t.paragraph(ctx.word("handbook.stages-how"))
    rows = []
    stages = ctx.methodology.stages
    shared = {
        name: alike(ctx, ((f"/elements/{s.id}/{name}", getattr(s, name)) for s in stages if getattr(s, name)))
        for name in ("meaning", "statement")
    }
    for stage in stages:
        at = f"/elements/{stage.id}"
        title: list[t.Block] = [
            t.Paragraph((t.Strong(ctx.line(stage.title)), *sign(ctx, f"{at}/title", stage.title)))
        ]
        if stage.gloss:
            title.append(t.Paragraph(signed(ctx, stage.gloss, f"{at}/gloss"), "muted"))
        asked: list[t.Block] = []
        if stage.statement:
            said = ctx.line(stage.statement)
            asked.append(
                t.Paragraph(said if shared["statement"] else signed(ctx, stage.statement, f"{at}/statement"))
            )
            asked.extend(
                t.Paragraph((t.Text(f"{n} = "), *ctx.line(said)), "help")
                for n, said in ((1, stage.low), (5, stage.high))
                if said
            )
        meaning = ctx.prose(stage.meaning) if shared["meaning"] else told(ctx, stage.meaning, f"{at}/meaning")
        rows.append(
            t.Row((t.Cell(tuple(title), stage=stage.id), t.Cell(meaning), t.Cell(tuple(asked))), heading=True)
        )
    headings = (
        t.line(ctx.word("label.stage")),
        *((*t.line(ctx.word(f"handbook.{name}")), *mark) for name, mark in shared.items()),
    )
    yield t.Table(
        tuple(t.Column(width=w) for w in (2.4, 4, 5)),
        (t.Row(tuple(t.Cell((t.Paragraph(h),)) for h in headings)),),
        tuple(rows),
        title=ctx.word("label.stage"),
    )


def _phases(ctx: Context) -> Iterator[t.Block]:
    turns = {turn.after: turn for turn in ctx.methodology.of_kind(Turn)}
    for n, phase in enumerate(ctx.methodology.phases, 1):
        at = f"/elements/{phase.id}"
        title = signed(
            ctx, phase.title, f"{at}/title", (t.Strong((t.Text(f"{n}. "), *ctx.line(phase.title))),)
        )
        if phase.label:
            title = (*title, t.Text(" · "), *signed(ctx, phase.label, f"{at}/label"))
        yield t.Paragraph(title)
        yield from told(ctx, phase.meaning, f"{at}/meaning")
        turn = turns.get(phase.id)
        if turn is not None:
            at = f"/elements/{turn.id}"
            yield t.Callout(
                told(ctx, turn.meaning, f"{at}/meaning"), "note", signed(ctx, turn.title, f"{at}/title")
            )


def _tools(ctx: Context) -> Iterator[t.Block]:
    if ctx.edition == "summary":
        short = tool_lines(ctx)
        if short is not None:
            yield short
        return
    for tool in ctx.methodology.tools:
        at = f"/elements/{tool.id}"
        yield t.Section(
            signed(ctx, tool.title, f"{at}/title"), tuple(_tool(ctx, tool, at)), id=tool.id, stage=tool.stage
        )


def _tool(ctx: Context, tool: Tool, at: str) -> Iterator[t.Block]:
    if tool.subtitle:
        yield t.Paragraph(signed(ctx, tool.subtitle, f"{at}/subtitle"), "muted")
    guides = ("when", "unless", "reading")
    yield ctx.facts(
        *((ctx.word(f"handbook.{name}"), told(ctx, getattr(tool, name), f"{at}/{name}")) for name in guides)
    )
    listed = ctx.bullets(ctx.inline(n.text) for n in tool.tips)
    if listed is not None:
        yield listed
    if tool.credit:
        yield t.Paragraph(ctx.line(tool.credit), "muted")


def _hours(ctx: Context) -> Iterator[t.Block]:
    methodology = ctx.methodology
    budget = budget_of(methodology)
    rows: list[Sequence[str | t.Runs | t.Blocks]] = [
        [
            signed(ctx, part.title, f"/elements/{part.id}/effort"),
            ctx.hours(minutes),
            ctx.language.percent(minutes / budget),
            ctx.prose(part.effort_note) if isinstance(part, Step) else ctx.prose(part.purpose),
        ]
        for part, minutes in methodology.budgets()
    ]
    yield t.paragraph(ctx.word("handbook.hours-how"))
    table = ctx.table(
        [ctx.word("handbook.part"), ctx.word("label.hours"), "%", ctx.word("handbook.made-of")],
        rows,
        align="lrrl",
        widths=(3, 1, 1, 6),
        total=[ctx.word("label.total"), ctx.hours(budget), ctx.language.percent(1), ""],
        title=ctx.heading("hours"),
    )
    if table is not None:
        yield table


def _hypotheses(ctx: Context) -> Iterator[t.Block]:
    yield t.paragraph(ctx.word("handbook.hypotheses-how"))
    rows: list[list[str | t.Blocks]] = []
    for n, hypothesis in enumerate(ctx.methodology.hypotheses, 1):
        at = f"/elements/{hypothesis.id}"
        statement = told(ctx, hypothesis.statement, f"{at}/statement")
        if hypothesis.across:
            statement = (*statement, t.paragraph(ctx.word("handbook.across"), "help"))
        rows.append([f"H{n}", statement, ctx.prose(hypothesis.measure), ctx.prose(hypothesis.threshold)])
    table = ctx.table(
        ["", ctx.word("handbook.we-believe"), ctx.word("handbook.we-measure"), ctx.word("handbook.good-if")],
        rows,
        widths=(0.7, 4, 4, 3.6),
        title=ctx.heading("hypotheses"),
    )
    if table is not None:
        yield table


def _glossary(ctx: Context) -> Iterator[t.Block]:
    terms = ctx.methodology.terms
    shared = alike(ctx, ((f"/elements/{term.id}/definition", term.definition) for term in terms))
    if shared:
        yield t.paragraph(ctx.word("handbook.definitions-are", sign=t.plain(shared).strip()), "help")
    entries = tuple(
        t.Definition(
            signed(ctx, term.term, f"/elements/{term.id}/term"),
            ctx.prose(term.definition)
            if shared
            else told(ctx, term.definition, f"/elements/{term.id}/definition"),
        )
        for term in terms
    )
    yield t.Definitions(entries)


def _licence(ctx: Context, *, short: bool) -> Iterator[t.Block]:
    methodology = ctx.methodology
    word = ctx.word
    if methodology.attribution:
        yield t.Paragraph(ctx.line(methodology.attribution))
    yield t.paragraph(word("handbook.licence-how"))
    if methodology.layers:
        yield ctx.facts(
            (word("handbook.layers"), ctx.language.listing(layer.name for layer in methodology.layers))
        )
    if short:
        return
    table = sources(ctx)
    if table is not None:
        yield table
    said = notes(ctx)
    if said is not None:
        yield t.paragraph(word("handbook.notes"), "label")
        yield said
