"""How the step that leaves a document is led, for whoever facilitates it."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.documents.context import Context
from interim_method.documents.parts.session_plan import drop_advice, plan
from interim_method.documents.parts.steps import tips
from interim_method.markup import tree as t
from interim_method.model import Step

__all__ = ["step_guide", "step_of"]


def step_of(ctx: Context) -> Step | None:
    """The first step that leaves the document behind."""
    return next((s for s in ctx.methodology.steps if ctx.recipe in s.leaves), None)


def step_guide(ctx: Context) -> Iterator[t.Block]:
    """The session minute by minute, what to leave out if time runs short, and the tips."""
    step = step_of(ctx)
    if step is None:
        return
    activities = tuple(a for a in ctx.methodology.activities_of(step) if not a.optional)
    table = plan(ctx, activities, prompts=False)
    if table:
        yield t.Section(ctx.line(step.title), (table,), id=f"plan-{step.id}")
    advice = drop_advice(ctx, activities)
    if advice:
        yield t.paragraph(advice)
    listed = tips(ctx, step.tips)
    if listed:
        yield ctx.callout("tip", ctx.word("method.tips-title"), listed)
