"""The service blueprint: what a tool of this kind is, and what one filling of it holds."""

# No `from __future__ import annotations`: the model reads its fields' types.
from typing import Annotated, ClassVar, Literal

from attrs import frozen

from interim_method.model import Record, Tool, ToolContent
from interim_method.model.frozen import Keyed
from interim_method.model.values import (
    Count,
    Id,
    Kind,
    Line,
    LocalizedLine,
    LocalizedProse,
    Minutes,
    Named,
    Number,
    Prose,
    Ref,
)

__all__ = [
    "BlueprintCell",
    "BlueprintFailure",
    "BlueprintLane",
    "BlueprintPoint",
    "BlueprintStage",
    "ServiceBlueprint",
    "ServiceBlueprintContent",
]

OfTen = Annotated[int, Kind("count", 0, 10)]
"""How many out of ten."""


@frozen(kw_only=True, eq=False, repr=False)
class BlueprintStage(Record):
    """A stage of the service."""

    id: Id
    title: LocalizedLine
    gloss: LocalizedProse | None = None


@frozen(kw_only=True, eq=False, repr=False)
class BlueprintLane(Record):
    """A lane across the stages. `line` names the line that is drawn below it, such as that of visibility."""

    id: Id
    label: LocalizedLine
    help: LocalizedProse | None = None
    line: LocalizedLine | None = None


@frozen(kw_only=True, eq=False, repr=False)
class ServiceBlueprint(Tool):
    """Stages by lanes, from what the user does down to what holds the service up."""

    KIND: ClassVar[str] = "service-blueprint"
    stages: Keyed[BlueprintStage]
    lanes: Keyed[BlueprintLane]


@frozen(kw_only=True, eq=False, repr=False)
class BlueprintCell(Record):
    """What happens in one lane (the `id`) at a stage."""

    id: Annotated[str, Named("lane")]
    text: Prose


@frozen(kw_only=True, eq=False, repr=False)
class BlueprintPoint(Record):
    """One stage (the `id`) of a filled blueprint, with what was measured there.

    `wait` is in calendar days, `work` the time that somebody works on a case, `redone` the cases out of ten that
    come back.
    """

    id: Annotated[str, Named("stage of the service")]
    cells: Keyed[BlueprintCell] = Keyed()
    wait: Number | None = None
    work: Minutes | None = None
    redone: OfTen | None = None
    evidence: Literal["none", "partial", "full"] | None = None
    evidence_note: Line | None = None


@frozen(kw_only=True, eq=False, repr=False)
class BlueprintFailure(Record):
    """Something that goes wrong at a stage, and what is done about it."""

    id: Id
    stage: Id
    text: Prose
    effect: Prose | None = None
    times: Count | None = None
    """How often, in the time that was counted."""
    owner: Annotated[str | None, Ref("people")] = None
    actions: tuple[Annotated[str, Ref("actions")], ...] = ()


@frozen(kw_only=True, eq=False, repr=False)
class ServiceBlueprintContent(ToolContent):
    """The blueprint of one service, drawn from a case that really happened."""

    KIND: ClassVar[str] = "service-blueprint"
    service: Line | None = None
    case: Prose | None = None
    known_from: Prose | None = None
    points: Keyed[BlueprintPoint] = Keyed()
    failures: Keyed[BlueprintFailure] = Keyed()
