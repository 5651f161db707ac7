"""Changes to a methodology: what they are made of, how they are resolved, and whose a value is.

`Variant`, the three verbs `Add`, `Change` and `Remove`, and a patch for every kind of element, such as `StepPatch`.
The patches load on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from interim_method.model.variant import Add, Change, ChangeOf, Patch, Remove, Variant
from interim_method.variants.resolution import resolve

if TYPE_CHECKING:
    from interim_method.variants.patches import (
        ActivityPatch,
        BlockPatch,
        CanvasPatch,
        CellPatch,
        ChangeStagePatch,
        CheckPatch,
        ChoiceListPatch,
        ChoicePatch,
        ComparisonPatch,
        CriterionPatch,
        FunnelPatch,
        FunnelStagePatch,
        GatePatch,
        HypothesisPatch,
        JourneyPatch,
        JourneyStagePatch,
        LanePatch,
        NotePatch,
        PhasePatch,
        PilotStagePatch,
        PromptGroupPatch,
        PromptPatch,
        QuadrantsPatch,
        RatingScalePatch,
        RolePatch,
        StepPatch,
        TermPatch,
        TextPatch,
        TurnPatch,
    )

__all__ = [
    "ActivityPatch",
    "Add",
    "BlockPatch",
    "CanvasPatch",
    "CellPatch",
    "Change",
    "ChangeOf",
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
    "Patch",
    "PhasePatch",
    "PilotStagePatch",
    "PromptGroupPatch",
    "PromptPatch",
    "QuadrantsPatch",
    "RatingScalePatch",
    "Remove",
    "RolePatch",
    "StepPatch",
    "TermPatch",
    "TextPatch",
    "TurnPatch",
    "Variant",
    "resolve",
]


def __getattr__(name: str) -> Any:
    if not name.endswith("Patch") or name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("interim_method.variants.patches"), name)
