"""The cells of a journey's map, by what their lane holds."""

from __future__ import annotations

from typing import assert_never, get_args

from interim_method.documents.context import Context
from interim_method.documents.parts.places import spot
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import Action, JourneyPoint, Lane, fields_of
from interim_method.model.record import bare_type

__all__ = ["lane_cell", "with_code"]


def with_code(ctx: Context, action: Action) -> t.Runs:
    """An action with its id before it, as people write it on a wall."""
    return (t.Strong(t.line(code(action.id))), t.Text(" · "), *ctx.line(action.title))


def lane_cell(ctx: Context, at: str, lane: Lane, *, low: bool, lines: int) -> t.Cell:
    """What a lane holds at the stage with the address *at*; *low* marks the lowest point with a word."""
    word = ctx.word
    match lane.holds:
        case "text":
            label = ctx.text(lane.label)
            blocks: t.Blocks = (spot(ctx, f"{at}/cells/{lane.id}/text", label, lines=lines),)
        case "emotion":
            blocks = (
                *((t.paragraph(word("journey.lowest"), "label"),) if low else ()),
                spot(ctx, f"{at}/emotion", word("journey.emotion"), options=_emotions(ctx)),
                spot(ctx, f"{at}/emotion_reason", word("journey.emotion-why")),
            )
        case "owner-action":
            codes = tuple(t.Option(a.id, code(a.id)) for a in ctx.engagement.actions)
            blocks = (
                spot(ctx, f"{at}/owner", word("label.owner")),
                spot(ctx, f"{at}/actions", word("journey.action"), options=codes),
            )
        case "evidence":
            blocks = (
                spot(ctx, f"{at}/evidence", word("journey.evidence"), options=_signs(ctx)),
                spot(ctx, f"{at}/evidence_note", word("journey.evidence-note")),
            )
        case _:
            assert_never(lane.holds)
    return t.Cell(blocks)


def _emotions(ctx: Context) -> tuple[t.Option, ...]:
    takes = fields_of(JourneyPoint)["emotion"].kind
    return tuple(
        t.Option(str(n), ctx.language.signed(n)) for n in range(takes.low or 0, (takes.high or 0) + 1)
    )


def _signs(ctx: Context) -> tuple[t.Option, ...]:
    """The degrees of evidence; without their signs where they are printed with circles to be marked."""
    degrees = get_args(bare_type(fields_of(JourneyPoint)["evidence"].type))
    return tuple(t.Option(d, ctx.choice("evidence", d, sign=not ctx.blank)) for d in degrees)
