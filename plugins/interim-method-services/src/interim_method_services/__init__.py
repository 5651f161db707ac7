"""The Interim Executive for providing services: a variant, the service blueprint, its document and its check."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from interim_method.plugin import (
    DocumentOffer,
    Parameter,
    RuleOffer,
    ToolKind,
    ToolOffer,
    VariantOffer,
    hookimpl,
)

if TYPE_CHECKING:
    from interim_method.plugin import Recipe, Rule

__all__ = ["interim_documents", "interim_rules", "interim_tools", "interim_variants"]

_HERE = Path(__file__).parent


@hookimpl
def interim_variants() -> Iterable[VariantOffer]:
    """Offer the variant ``services``."""
    yield VariantOffer.of_file(_HERE / "services.toml")


@hookimpl
def interim_tools() -> Iterable[ToolOffer]:
    """Offer the kind of tool ``service-blueprint``."""
    yield ToolOffer(
        kind="service-blueprint",
        summary="A service stage by stage, with what its users see of it and what they do not.",
        load=_kind,
    )


@hookimpl
def interim_documents() -> Iterable[DocumentOffer]:
    """Offer the document ``service-blueprint``."""
    yield DocumentOffer(
        name="service-blueprint",
        order=75,
        subjects=("engagement",),
        editions=("blank", "filled", "facilitator"),
        narrows=("contents", "elements"),
        parameters=(
            Parameter(
                name="paper",
                kind="choice",
                choices=("A4", "A3"),
                summary="The size of the page; to fill in on a wall A3 where not said, otherwise A4.",
            ),
        ),
        parts=("service", "map", "failures", "assumed", "guide"),
        titles={"ca": "Plànol del servei", "es": "Plano del servicio", "en": "Service blueprint"},
        files={"ca": "planol-del-servei", "es": "plano-del-servicio", "en": "service-blueprint"},
        summary="A service as it is lived and as it is made: its waits, its failures, and what is done about them.",
        words=_HERE / "words",
        load=_recipe,
    )


@hookimpl
def interim_rules() -> Iterable[RuleOffer]:
    """Offer the check ``failure-without-action``."""
    yield RuleOffer(
        name="failure-without-action",
        subjects=("engagement",),
        summary="Failures of a service that no action takes up.",
        load=_rule,
    )


def _kind() -> ToolKind:
    from interim_method_services.model import ServiceBlueprint, ServiceBlueprintContent

    return ToolKind(definition=ServiceBlueprint, content=ServiceBlueprintContent)


def _recipe() -> Recipe:
    from interim_method_services.recipe import compose

    return compose


def _rule() -> Rule:
    from interim_method_services.rules import failure_without_action

    return failure_without_action
