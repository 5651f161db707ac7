"""The hooks: what a plug-in may offer.

A plug-in is a module, or an object, with functions of these names marked `hookimpl`. A hook takes no
arguments and returns a list of offers. Everything in the box is offered through the same hooks.
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from interim_method.plugin.offers import (
    DocumentOffer,
    ExporterOffer,
    ImporterOffer,
    LanguageOffer,
    MethodologyOffer,
    RuleOffer,
    TemplateOffer,
    TerminologyOffer,
    ToolOffer,
    VariantOffer,
)

__all__ = [
    "PROJECT",
    "hookimpl",
    "hookspec",
    "interim_documents",
    "interim_exporters",
    "interim_importers",
    "interim_languages",
    "interim_methodologies",
    "interim_rules",
    "interim_templates",
    "interim_terminologies",
    "interim_tools",
    "interim_variants",
]

PROJECT = "interim_method"

hookspec = pluggy.HookspecMarker(PROJECT)
"""Marks a specification of a hook."""
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks a plug-in's implementation of a hook."""


@hookspec
def interim_methodologies() -> Iterable[MethodologyOffer]:  # type: ignore[empty-body]
    """Offer methodologies: the phases, steps, prompts and tools of a whole way of working."""


@hookspec
def interim_variants() -> Iterable[VariantOffer]:  # type: ignore[empty-body]
    """Offer variants: named, versioned sets of changes on a methodology that somebody else offers."""


@hookspec
def interim_tools() -> Iterable[ToolOffer]:  # type: ignore[empty-body]
    """Offer kinds of tools: the class of their definitions and the class of their fillings."""


@hookspec
def interim_documents() -> Iterable[DocumentOffer]:  # type: ignore[empty-body]
    """Offer documents: recipes that compose a tree from a methodology, an engagement or a pilot."""


@hookspec
def interim_exporters() -> Iterable[ExporterOffer]:  # type: ignore[empty-body]
    """Offer exporters: writers of a format, from a document's tree or from a record's data."""


@hookspec
def interim_importers() -> Iterable[ImporterOffer]:  # type: ignore[empty-body]
    """Offer importers: readers of filled documents of a format."""


@hookspec
def interim_rules() -> Iterable[RuleOffer]:  # type: ignore[empty-body]
    """Offer rules: checks of a record, as of a day, that yield findings."""


@hookspec
def interim_languages() -> Iterable[LanguageOffer]:  # type: ignore[empty-body]
    """Offer languages: the documents' own words in one more language."""


@hookspec
def interim_terminologies() -> Iterable[TerminologyOffer]:  # type: ignore[empty-body]
    """Offer terminologies: an organisation's own words on top of any methodology."""


@hookspec
def interim_templates() -> Iterable[TemplateOffer]:  # type: ignore[empty-body]
    """Offer house templates: files that give documents an organisation's look."""
