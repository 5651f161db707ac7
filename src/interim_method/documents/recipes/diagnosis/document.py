"""The participatory diagnosis: the team's own picture, with its differences, so that it can choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interim_method.documents.context import Col, Context
from interim_method.documents.parts.guidance import step_of
from interim_method.documents.parts.places import spot
from interim_method.documents.parts.prompts import apart
from interim_method.documents.parts.questions import ALONE, Asked, asked
from interim_method.documents.parts.short_facts import short_facts
from interim_method.documents.parts.steps import tips
from interim_method.documents.parts.what_next import what_next
from interim_method.documents.recipes.diagnosis.findings import blockers, findings, one_page, trace
from interim_method.documents.recipes.diagnosis.statements import mural, questionnaire, readings, statements
from interim_method.markup import tree as t
from interim_method.model import Funnel, FunnelContent, Step, Text

__all__ = ["compose"]

SPREADS = ("broad-agreement", "minority", "opposed", "mixed")
RETURN = ("first", "strengths", "missing", "disagree", "choose", "validate")


def compose(ctx: Context) -> t.Document:
    """The diagnosis; short for the assembly; blank, the questionnaire for one person."""
    step = step_of(ctx)
    marked = step.stages if step else ()
    if ctx.blank:
        return _blank(ctx, step)
    if ctx.edition == "summary":
        return ctx.document(
            t.paragraph(ctx.text(ctx.engagement.diagnosis.how)) if ctx.engagement.diagnosis.how else None,
            one_page(ctx),
            what_next(ctx),
            marked=marked,
        )
    return ctx.document(
        ctx.section("one-page", one_page(ctx)),
        ctx.section("how", _how(ctx)),
        _told(ctx, "figures", _figures(ctx, step)),
        _told(ctx, "statements", _statements(ctx, step)),
        _told(ctx, "findings", findings(ctx, step)),
        _told(ctx, "blockers", blockers(ctx)),
        _told(ctx, "trace", trace(ctx)),
        _told(ctx, "unknowns", _unknowns(ctx)),
        _told(ctx, "validation", _validation(ctx)),
        what_next(ctx),
        ctx.section("guide", _guide(ctx, step), new_page=True) if ctx.edition == "facilitator" else None,
        marked=marked,
    )


def _told(ctx: Context, key: str, blocks: Iterable[t.Block]) -> t.Section | None:
    """A section; where nothing is said it is pending, but nothing for those who may not read it."""
    made = tuple(blocks)
    if not made and ctx.audience != "organisation":
        return None
    return ctx.section(key, made or (ctx.pending(),))


# --- to fill in ----------------------------------------------------------------------------------------------------


def _blank(ctx: Context, step: Step | None) -> t.Document:
    """Nothing on it says whose it is: there is no place for a name."""
    word = ctx.word
    threshold = ctx.number(ctx.engagement.diagnosis.threshold)
    blocks: list[t.Block] = [
        t.paragraph(word("diagnosis.alone"), "lead"),
        t.paragraph(word("diagnosis.anonymous", n=threshold), "help"),
    ]
    if step is not None:
        blocks.extend(questionnaire(ctx, step))
        groups = [g for g in ctx.methodology.groups_of(step) if apart(ctx, g)]
        asks = tuple(
            b
            for b in asked(ctx, step, _asked(ctx, step))
            # The questionnaire stands here in full: no need to name it.
            if not (isinstance(b, t.Callout) and groups)
        )
        if asks:
            blocks.append(ctx.section("questions", asks, new_page=True))
    return ctx.document(blocks, marked=step.stages if step else ())


def _asked(ctx: Context, step: Step) -> Asked:
    stage = next(iter(step.stages), None)
    return Asked(stage=stage, given=ALONE) if ctx.copy else Asked(stage=stage)


# --- how, figures, statements ----------------------------------------------------------------------------------------


def _how(ctx: Context) -> Iterator[t.Block | None]:
    diagnosis, word = ctx.engagement.diagnosis, ctx.word
    if diagnosis.how or ctx.audience == "organisation":
        yield ctx.field("/diagnosis/how", word("diagnosis.told"), lines=2)
    used = {a.mode for a in ctx.engagement.answers if a.prompt in _prompts(ctx)}
    ways = [ctx.choice("mode", mode) for mode in ("individual", "small-group", "assembly") if mode in used]
    count = word(
        "label.answers",
        n=ctx.number(diagnosis.asked),
        total=ctx.number(diagnosis.asked_of) or word("pending"),
    )
    yield short_facts(
        ctx.heading("how"),
        (word("diagnosis.answered"), count if diagnosis.asked else word("pending")),
        (word("diagnosis.ways"), ctx.language.listing(ways)),
        _place(ctx, "from", "answered_from"),
        _place(ctx, "until", "answered_until"),
        _place(ctx, "discussed", "discussed"),
        (word("diagnosis.dots-agreed"), _agreed(ctx)),
    )


def _place(ctx: Context, key: str, name: str, lines: int = 1) -> tuple[str, t.Blocks]:
    """A label with its place; without one where others than the organisation would find it empty."""
    label = ctx.word(f"diagnosis.{key}")
    if ctx.audience != "organisation" and getattr(ctx.engagement.diagnosis, name) is None:
        return label, ()
    return label, (ctx.field(f"/diagnosis/{name}", label, lines=lines),)


def _agreed(ctx: Context) -> t.Blocks:
    """When the group agreed to see its dots; nothing where it need not, since enough have answered."""
    diagnosis = ctx.engagement.diagnosis
    needless = diagnosis.asked >= diagnosis.threshold or ctx.audience != "organisation"
    if diagnosis.dots_agreed is None and needless:
        return ()
    return (ctx.field("/diagnosis/dots_agreed", ctx.word("diagnosis.dots-agreed")),)


def _prompts(ctx: Context) -> frozenset[str]:
    step = step_of(ctx)
    return frozenset(p.id for p in statements(ctx, step)) if step else frozenset()


def _figures(ctx: Context, step: Step | None) -> Iterator[t.Block]:
    word = ctx.word
    if ctx.engagement.diagnosis.figures or ctx.audience == "organisation":
        yield ctx.collection(
            "/diagnosis/figures",
            ctx.heading("figures"),
            (
                Col(word("diagnosis.figure"), "label", width=5),
                Col(word("diagnosis.value"), "value", width=1.6, align="right", holds="number"),
                Col(word("diagnosis.unit"), "unit", width=1.2, guide=lambda _: "–"),
                Col(word("diagnosis.period"), "period", width=1.4),
                Col(word("label.source"), "source", width=3),
            ),
            empty=int(not ctx.engagement.diagnosis.figures),
            hint="figure",
        )
    for content in ctx.engagement.contents:
        # The baseline: the funnel that was counted for the diagnosis.
        if isinstance(content, FunnelContent) and step is not None:
            session = ctx.engagement.sessions.get(content.session)
            if session is not None and session.step == step.id:
                yield from _funnel(ctx, content)


def _funnel(ctx: Context, content: FunnelContent) -> Iterator[t.Block]:
    tool = ctx.methodology.elements.get(content.tool)
    if not isinstance(tool, Funnel):
        return
    cells: list[t.Blocks] = []
    for stage in tool.stages:
        at = f"/contents/{content.id}/counts/{stage.id}/count"
        cells.append((spot(ctx, at, ctx.text(stage.title), guide="–"),))
    table = ctx.table(
        [ctx.text(stage.title) for stage in tool.stages],
        [cells],
        align="r" * len(cells),
        title=ctx.text(tool.title),
    )
    title = " · ".join(s for s in (ctx.text(tool.title), ctx.text(content.title)) if s)
    blocks = (*((table,) if table else ()), *ctx.prose(content.note))
    yield t.Section(t.line(title), blocks, id=f"funnel-{content.id}")


def _statements(ctx: Context, step: Step | None) -> Iterator[t.Block]:
    found = (mural(ctx, step), readings(ctx, step)) if step else ()
    if any(found):
        threshold = ctx.number(ctx.engagement.diagnosis.threshold)
        yield t.paragraph(ctx.word("diagnosis.threshold", n=threshold), "help")
        yield from (one for one in found if one)


# --- what is not known, validation, how to return it ------------------------------------------------------------------


def _unknowns(ctx: Context) -> Iterator[t.Block]:
    label = ctx.word("diagnosis.unknown")
    unknowns = ctx.engagement.diagnosis.unknowns
    if unknowns:
        at = "/diagnosis/unknowns"
        yield t.Items(tuple(t.Item((ctx.field(f"{at}/{one.id}/text", label),)) for one in unknowns))
    elif ctx.audience == "organisation":
        yield ctx.collection(
            "/diagnosis/unknowns",
            label,
            (Col(label, "text"),),
            empty=1,
            hint="unknown",
        )


def _validation(ctx: Context) -> Iterator[t.Block]:
    found = ctx.facts(
        _place(ctx, "returned", "returned"),
        _place(ctx, "validated", "validated"),
        _place(ctx, "validated-by", "validated_by"),
        _place(ctx, "changed", "changed", 3),
    )
    if found.entries:
        yield found


def _guide(ctx: Context, step: Step | None) -> Iterator[t.Block]:
    word = ctx.word
    yield t.paragraph(word("diagnosis.read-dots"))
    yield ctx.facts(*((word(f"spread.{s}"), word(f"diagnosis.read-{s}")) for s in SPREADS))
    said = (Text({ctx.language.code: word(f"diagnosis.return-{key}")}) for key in RETURN)
    yield t.Items(tuple(t.Item((t.Paragraph(ctx.inline(s)),)) for s in said), start=1, tight=False)
    listed = tips(ctx, step.tips) if step else None
    if listed:
        yield ctx.callout("tip", word("method.tips-title"), listed)
