"""Fillable places: what a field takes, which choices it offers, and how its value is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from interim_method.documents.context.names import choices, name_of
from interim_method.documents.context.texts import as_said
from interim_method.markup import tree as t
from interim_method.model import Kind, Money, Text, expected, fields_of, item_type, kind_of_type
from interim_method.model.record import bare_type
from interim_method.model.values import plain_value

if TYPE_CHECKING:
    from interim_method.documents.context.context import Context

__all__ = ["field"]


def field(
    ctx: Context,
    address: str,
    label: str,
    *,
    lines: int = 1,
    guide: str = "",
    stage: str | None = None,
    value: Any = None,
    options: tuple[t.Option, ...] | None = None,
    kind: Kind | None = None,
) -> t.Field:
    """The fillable place at an address of the record.

    What it takes is read from the model, also where the address names what is not in the record yet (see
    `interim_method.model.new` for the rule). In a blank edition it is empty, with room for a hand.

    Args:
        address: Where its value lies, or will lie once somebody fills it in.
        label: What it is called, for those who cannot see where it stands.
        lines: The room that a hand needs.
        guide: What to write there, shown while it is empty.
        stage: The change stage whose colour it takes.
        value: What it starts with where it is not in the record yet.
        options: The choices, where they are not the model's own.
        kind: What it takes, where the model does not say.
    """
    spot = expected(ctx.subject, address)
    annotation, found = spot.type, value if spot.value is None else spot.value
    takes = kind or kind_of_type(annotation)
    if (
        takes.name == "yes-no"
        and spot.type is not bool
        and (spot.field is None or spot.field.default is None)
    ):
        # A box alone cannot say no: where nothing is another answer than no, there is one to choose.
        takes = Kind("choice")
        options = options or _yes_or_no(ctx)
    shown = None if ctx.blank else found
    language = ctx.own_language
    if isinstance(shown, Text):
        shown, language = as_said(ctx, shown)
    offered = options if options is not None else _options(ctx, address, annotation, takes)
    return t.Field(
        key=ctx.key(address),
        address=address,
        kind=takes.name,
        label=label,
        value=plain_value(shown),
        blocks=_shown(ctx, shown, takes, offered, language),
        placeholder=guide or (ctx.word("pending") if not ctx.blank else ""),
        options=offered,
        low=takes.low,
        high=takes.high,
        lines=lines,
        language=language if takes.name in ("text", "markdown") else "",
        stage=stage,
    )


def _options(ctx: Context, address: str, annotation: Any, kind: Kind) -> tuple[t.Option, ...]:
    name = address.rpartition("/")[2]
    inner = item_type(annotation) or annotation
    bare = bare_type(inner)
    if get_origin(bare) is Literal:
        return tuple(t.Option(v, ctx.choice(name, v)) for v in get_args(bare))
    if kind.name in ("reference", "choices"):
        if kind.of not in ctx.candidates:
            ctx.candidates[kind.of] = tuple(_candidates(ctx, kind.of))
        return ctx.candidates[kind.of]
    return _yes_or_no(ctx) if kind.name == "yes-no" else ()


def _yes_or_no(ctx: Context) -> tuple[t.Option, ...]:
    return (t.Option("true", ctx.word("yes")), t.Option("false", ctx.word("no")))


def _candidates(ctx: Context, collections: Iterable[str]) -> Iterable[t.Option]:
    for name in collections:
        if name.startswith("choices:"):
            for choice in choices(ctx, name.partition(":")[2]):
                yield t.Option(choice.id, ctx.text(choice.label))
        elif name == "journey-stages":
            for tool in ctx.methodology.tools:
                for stage in getattr(tool, "stages", ()) if tool.KIND == "journey" else ():
                    yield t.Option(stage.id, ctx.text(stage.title))
        elif not name.startswith("elements") and name in fields_of(type(ctx.subject)):
            for item in getattr(ctx.subject, name):
                yield t.Option(item.id, name_of(ctx, item))


def _shown(ctx: Context, value: Any, kind: Kind, options: tuple[t.Option, ...], language: str) -> t.Blocks:
    if value is None or value == () or value == "":
        return ()
    labels = {o.value: o.label for o in options}
    match value:
        case bool():
            return (t.paragraph(ctx.word("yes" if value else "no")),)
        case date():
            return (t.paragraph(ctx.short_date(value)),)
        case Money():
            return (t.paragraph(ctx.money(value)),)
        case int() if kind.name == "hours":
            return (t.paragraph(ctx.hours(value)),)
        case int():
            return (t.paragraph(ctx.language.signed(value) if (kind.low or 0) < 0 else ctx.number(value)),)
        case tuple():
            return (t.paragraph(ctx.language.listing(labels.get(v, str(v)) for v in value)),)
        case str() if kind.name == "markdown":
            return ctx.prose(value if language == ctx.own_language else Text({language: value}))
        case str() if kind.name == "time":
            return (t.paragraph(ctx.language.time(value)),)
        case str() if kind.name == "number":
            return (t.paragraph(ctx.number(value)),)
        case str() if kind.name == "text":
            return (
                t.Paragraph(ctx.line(value if language == ctx.own_language else Text({language: value}))),
            )
        case _:
            return (t.paragraph(labels.get(str(value), str(value))),)
