"""When a question is asked, in words."""

from __future__ import annotations

from interim_method.documents.context import Context
from interim_method.model import Answered, ChoiceList, Condition, Every, Is, NoneOf, Prompt, Some

__all__ = ["condition"]


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
