"""A patch for every kind of element: values for some of its fields, checked by type checkers.

What is not given stays as it is. A list of things with ids takes a mapping of patches by id, a text a `TextPatch`
by language: both change that part and leave the others.

This module says what the model says, field by field; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from interim_method.model import methodology as m
from interim_method.model.values import Text
from interim_method.model.variant import UNSET, Patch, Unset

__all__ = [
    "ActivityPatch",
    "BlockPatch",
    "CanvasPatch",
    "CellPatch",
    "ChangeStagePatch",
    "CheckPatch",
    "ChoiceListPatch",
    "ChoicePatch",
    "ComparisonPatch",
    "CriterionPatch",
    "FunnelPatch",
    "FunnelStagePatch",
    "GatePatch",
    "HypothesisPatch",
    "JourneyPatch",
    "JourneyStagePatch",
    "LanePatch",
    "NotePatch",
    "PhasePatch",
    "PilotStagePatch",
    "PromptGroupPatch",
    "PromptPatch",
    "QuadrantsPatch",
    "RatingScalePatch",
    "RolePatch",
    "StepPatch",
    "TermPatch",
    "TextPatch",
    "TurnPatch",
]


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a patch without what Python adds to them."""
    return {name: value for name, value in values.items() if name not in ("self", "__class__")}


class TextPatch(Patch):
    """A text in some languages; the others say what they said."""

    __slots__ = ()

    def __init__(self, **languages: str) -> None:
        super().__init__(languages)


class NotePatch(Patch):
    """Values for some fields of a note."""

    __slots__ = ()

    def __init__(
        self,
        *,
        text: Text | TextPatch | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class ChoicePatch(Patch):
    """Values for some fields of a choice."""

    __slots__ = ()

    def __init__(
        self,
        *,
        label: Text | TextPatch | Unset = UNSET,
        help: Text | TextPatch | Unset | None = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class CheckPatch(Patch):
    """Values for some fields of a check."""

    __slots__ = ()

    def __init__(
        self,
        *,
        text: Text | TextPatch | Unset = UNSET,
        required: bool | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class CellPatch(Patch):
    """Values for some fields of a cell."""

    __slots__ = ()

    def __init__(
        self,
        *,
        label: Text | TextPatch | Unset = UNSET,
        questions: Iterable[m.Note] | Mapping[str, NotePatch] | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class JourneyStagePatch(Patch):
    """Values for some fields of a journey stage."""

    __slots__ = ()

    def __init__(
        self,
        *,
        title: Text | TextPatch | Unset = UNSET,
        gloss: Text | TextPatch | Unset | None = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class LanePatch(Patch):
    """Values for some fields of a lane."""

    __slots__ = ()

    def __init__(
        self,
        *,
        label: Text | TextPatch | Unset = UNSET,
        help: Text | TextPatch | Unset | None = UNSET,
        holds: Literal["text", "emotion", "owner-action", "evidence"] | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class BlockPatch(Patch):
    """Values for some fields of a block."""

    __slots__ = ()

    def __init__(
        self,
        *,
        label: Text | TextPatch | Unset = UNSET,
        question: Text | TextPatch | Unset | None = UNSET,
        column: int | Unset = UNSET,
        row: int | Unset = UNSET,
        columns: int | Unset = UNSET,
        rows: int | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class FunnelStagePatch(Patch):
    """Values for some fields of a funnel stage."""

    __slots__ = ()

    def __init__(
        self,
        *,
        title: Text | TextPatch | Unset = UNSET,
        counted: Text | TextPatch | Unset | None = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class CriterionPatch(Patch):
    """Values for some fields of a criterion."""

    __slots__ = ()

    def __init__(
        self,
        *,
        label: Text | TextPatch | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class ChangeStagePatch(Patch):
    """Values for some fields of a change stage."""

    __slots__ = ()
    KIND = "change-stage"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        gloss: Text | TextPatch | Unset | None = UNSET,
        meaning: Text | TextPatch | Unset | None = UNSET,
        statement: Text | TextPatch | Unset | None = UNSET,
        low: Text | TextPatch | Unset | None = UNSET,
        high: Text | TextPatch | Unset | None = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class PhasePatch(Patch):
    """Values for some fields of a phase."""

    __slots__ = ()
    KIND = "phase"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        label: Text | TextPatch | Unset | None = UNSET,
        meaning: Text | TextPatch | Unset | None = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class TurnPatch(Patch):
    """Values for some fields of a turn."""

    __slots__ = ()
    KIND = "turn"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        meaning: Text | TextPatch | Unset | None = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class StepPatch(Patch):
    """Values for some fields of a step."""

    __slots__ = ()
    KIND = "step"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        description: Text | TextPatch | Unset | None = UNSET,
        purpose: Text | TextPatch | Unset | None = UNSET,
        format: m.Format | Unset = UNSET,
        stages: Iterable[str] | Unset = UNSET,
        effort: m.Effort | Unset | None = UNSET,
        effort_note: Text | TextPatch | Unset | None = UNSET,
        participant_minutes: int | Unset | None = UNSET,
        optional: bool | Unset = UNSET,
        repeatable: bool | Unset = UNSET,
        bring: Iterable[m.Note] | Mapping[str, NotePatch] | Unset = UNSET,
        materials: Iterable[m.Note] | Mapping[str, NotePatch] | Unset = UNSET,
        tips: Iterable[m.Note] | Mapping[str, NotePatch] | Unset = UNSET,
        roles: Iterable[str] | Unset = UNSET,
        tools: Iterable[str] | Unset = UNSET,
        leaves: Iterable[str] | Unset = UNSET,
        terms: Iterable[str] | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class ActivityPatch(Patch):
    """Values for some fields of an activity."""

    __slots__ = ()
    KIND = "activity"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        purpose: Text | TextPatch | Unset | None = UNSET,
        minutes: int | Unset = UNSET,
        prompts: Iterable[str] | Unset = UNSET,
        optional: bool | Unset = UNSET,
        drop: bool | Unset = UNSET,
        pause: bool | Unset = UNSET,
        effort: m.Effort | Unset | None = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class PromptGroupPatch(Patch):
    """Values for some fields of a prompt group."""

    __slots__ = ()
    KIND = "prompt-group"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        help: Text | TextPatch | Unset | None = UNSET,
        repeatable: bool | Unset = UNSET,
        least: int | Unset = UNSET,
        most: int | Unset | None = UNSET,
        individual: bool | Unset = UNSET,
        condition: m.Condition | Unset | None = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class PromptPatch(Patch):
    """Values for some fields of a prompt."""

    __slots__ = ()
    KIND = "prompt"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        text: Text | TextPatch | Unset = UNSET,
        help: Text | TextPatch | Unset | None = UNSET,
        answer: Literal["markdown", "text", "number", "hours", "date", "choice", "choices", "scale", "yes-no"]
        | Unset = UNSET,
        heading: bool | Unset = UNSET,
        unit: str | Unset = UNSET,
        scale: str | Unset | None = UNSET,
        choices: str | Unset | None = UNSET,
        condition: m.Condition | Unset | None = UNSET,
        required: bool | Unset = UNSET,
        lines: int | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class RatingScalePatch(Patch):
    """Values for some fields of a scale."""

    __slots__ = ()
    KIND = "scale"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        low: int | Unset = UNSET,
        high: int | Unset = UNSET,
        low_label: Text | TextPatch | Unset | None = UNSET,
        high_label: Text | TextPatch | Unset | None = UNSET,
        unsure: bool | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class ChoiceListPatch(Patch):
    """Values for some fields of a choice list."""

    __slots__ = ()
    KIND = "choice-list"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        choices: Iterable[m.Choice] | Mapping[str, ChoicePatch] | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class RolePatch(Patch):
    """Values for some fields of a role."""

    __slots__ = ()
    KIND = "role"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        description: Text | TextPatch | Unset | None = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class GatePatch(Patch):
    """Values for some fields of a gate."""

    __slots__ = ()
    KIND = "gate"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        moment: Literal["before", "after"] | Unset = UNSET,
        checklist: Iterable[m.Check] | Mapping[str, CheckPatch] | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class HypothesisPatch(Patch):
    """Values for some fields of a hypothesis."""

    __slots__ = ()
    KIND = "hypothesis"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        statement: Text | TextPatch | Unset = UNSET,
        check: Text | TextPatch | Unset | None = UNSET,
        measure: Text | TextPatch | Unset | None = UNSET,
        threshold: Text | TextPatch | Unset | None = UNSET,
        across: bool | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class TermPatch(Patch):
    """Values for some fields of a term."""

    __slots__ = ()
    KIND = "term"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        term: Text | TextPatch | Unset = UNSET,
        definition: Text | TextPatch | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class PilotStagePatch(Patch):
    """Values for some fields of a pilot stage."""

    __slots__ = ()
    KIND = "pilot-stage"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        activity: Text | TextPatch | Unset | None = UNSET,
        effort: m.Effort | Unset | None = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class QuadrantsPatch(Patch):
    """Values for some fields of a quadrants."""

    __slots__ = ()
    KIND = "quadrants"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        subtitle: Text | TextPatch | Unset | None = UNSET,
        stage: str | Unset | None = UNSET,
        when: Text | TextPatch | Unset | None = UNSET,
        unless: Text | TextPatch | Unset | None = UNSET,
        reading: Text | TextPatch | Unset | None = UNSET,
        tips: Iterable[m.Note] | Mapping[str, NotePatch] | Unset = UNSET,
        credit: str | Text | Unset | None = UNSET,
        cells: Iterable[m.Cell] | Mapping[str, CellPatch] | Unset = UNSET,
        columns: int | Unset = UNSET,
        sentence: Text | TextPatch | Unset | None = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class JourneyPatch(Patch):
    """Values for some fields of a journey."""

    __slots__ = ()
    KIND = "journey"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        subtitle: Text | TextPatch | Unset | None = UNSET,
        stage: str | Unset | None = UNSET,
        when: Text | TextPatch | Unset | None = UNSET,
        unless: Text | TextPatch | Unset | None = UNSET,
        reading: Text | TextPatch | Unset | None = UNSET,
        tips: Iterable[m.Note] | Mapping[str, NotePatch] | Unset = UNSET,
        credit: str | Text | Unset | None = UNSET,
        stages: Iterable[m.JourneyStage] | Mapping[str, JourneyStagePatch] | Unset = UNSET,
        lanes: Iterable[m.Lane] | Mapping[str, LanePatch] | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class CanvasPatch(Patch):
    """Values for some fields of a canvas."""

    __slots__ = ()
    KIND = "canvas"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        subtitle: Text | TextPatch | Unset | None = UNSET,
        stage: str | Unset | None = UNSET,
        when: Text | TextPatch | Unset | None = UNSET,
        unless: Text | TextPatch | Unset | None = UNSET,
        reading: Text | TextPatch | Unset | None = UNSET,
        tips: Iterable[m.Note] | Mapping[str, NotePatch] | Unset = UNSET,
        credit: str | Text | Unset | None = UNSET,
        blocks: Iterable[m.Block] | Mapping[str, BlockPatch] | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class FunnelPatch(Patch):
    """Values for some fields of a funnel."""

    __slots__ = ()
    KIND = "funnel"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        subtitle: Text | TextPatch | Unset | None = UNSET,
        stage: str | Unset | None = UNSET,
        when: Text | TextPatch | Unset | None = UNSET,
        unless: Text | TextPatch | Unset | None = UNSET,
        reading: Text | TextPatch | Unset | None = UNSET,
        tips: Iterable[m.Note] | Mapping[str, NotePatch] | Unset = UNSET,
        credit: str | Text | Unset | None = UNSET,
        stages: Iterable[m.FunnelStage] | Mapping[str, FunnelStagePatch] | Unset = UNSET,
        ask: Iterable[m.Note] | Mapping[str, NotePatch] | Unset = UNSET,
        least: int | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))


class ComparisonPatch(Patch):
    """Values for some fields of a comparison."""

    __slots__ = ()
    KIND = "comparison"

    def __init__(
        self,
        *,
        after: str | Unset | None = UNSET,
        parent: str | Unset | None = UNSET,
        title: Text | TextPatch | Unset = UNSET,
        subtitle: Text | TextPatch | Unset | None = UNSET,
        stage: str | Unset | None = UNSET,
        when: Text | TextPatch | Unset | None = UNSET,
        unless: Text | TextPatch | Unset | None = UNSET,
        reading: Text | TextPatch | Unset | None = UNSET,
        tips: Iterable[m.Note] | Mapping[str, NotePatch] | Unset = UNSET,
        credit: str | Text | Unset | None = UNSET,
        criteria: Iterable[m.Criterion] | Mapping[str, CriterionPatch] | Unset = UNSET,
        sources: Iterable[m.Choice] | Mapping[str, ChoicePatch] | Unset = UNSET,
    ) -> None:
        super().__init__(_given(locals()))
