"""Which questions a step or an activity asks."""

from __future__ import annotations

from interim_method.documents.context import Context
from interim_method.model import Activity, Prompt, PromptGroup, Step

__all__ = ["apart", "groups_of", "own_prompts", "prompts_in"]


def apart(ctx: Context, group: PromptGroup) -> bool:
    """Whether a group is a questionnaire of its own: statements that everybody marks alone beforehand."""
    prompts = ctx.methodology.prompts_of(group)
    return group.individual and bool(prompts) and all(p.answer == "scale" for p in prompts)


def _parents(ctx: Context, owner: Step | Activity) -> list[Step | Activity]:
    """The owner and, of a step, the activities whose questions stand on its sheet."""
    if isinstance(owner, Activity):
        return [owner]
    return [owner, *(a for a in ctx.methodology.activities_of(owner) if not a.optional)]


def own_prompts(ctx: Context, owner: Step | Activity) -> list[Prompt]:
    """The questions outside groups, in the order of the method, each once."""
    methodology = ctx.methodology
    found = {p.id: p for parent in _parents(ctx, owner) for p in methodology.prompts_of(parent)}
    if isinstance(owner, Activity) and not found:
        listed = (methodology.elements.get(key) for key in owner.prompts)
        found = {p.id: p for p in listed if isinstance(p, Prompt)}
    return list(found.values())


def groups_of(ctx: Context, owner: Step | Activity) -> list[PromptGroup]:
    """The groups of questions, in the order of the method."""
    return [g for parent in _parents(ctx, owner) for g in ctx.methodology.groups_of(parent)]


def prompts_in(ctx: Context, owner: Step | Activity) -> tuple[Prompt, ...]:
    """All questions of a step's or activity's sheet, but for those of a questionnaire apart."""
    grouped = [p for g in groups_of(ctx, owner) if not apart(ctx, g) for p in ctx.methodology.prompts_of(g)]
    return (*own_prompts(ctx, owner), *grouped)
