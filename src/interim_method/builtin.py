"""What comes in the box, offered through the very hooks that plug-ins use.

Offers are cheap: what they offer is imported when it is loaded.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from functools import partial
from typing import Any

from interim_method.documents.catalog import CATALOG, Entry
from interim_method.plugin import (
    DocumentOffer,
    ExporterOffer,
    ImporterOffer,
    LanguageOffer,
    MethodologyOffer,
    Parameter,
    RuleOffer,
    ToolKind,
    ToolOffer,
    hookimpl,
)

__all__ = ["Box"]


def _attribute(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)


class Box:
    """The plug-in in the box."""

    name = "box"

    @hookimpl
    def interim_methodologies(self) -> Iterable[MethodologyOffer]:
        """The Interim Executive."""
        yield MethodologyOffer(
            name="interim-executive",
            summary="A professional joins a cooperative for a bounded time and carries out a commercial plan with it.",
            load=_interim_executive,
        )

    @hookimpl
    def interim_tools(self) -> Iterable[ToolOffer]:
        """The five kinds of tools."""
        for kind, definition in (
            ("quadrants", "Quadrants"),
            ("journey", "Journey"),
            ("canvas", "Canvas"),
            ("funnel", "Funnel"),
            ("comparison", "Comparison"),
        ):
            yield ToolOffer(kind=kind, load=partial(_tool, definition))

    @hookimpl
    def interim_documents(self) -> Iterable[DocumentOffer]:
        """The documents of the catalogue."""
        for entry in CATALOG:
            yield DocumentOffer(
                name=entry.name,
                order=entry.order,
                subjects=entry.subjects,
                editions=entry.editions,
                narrows=entry.narrows,
                parameters=tuple(
                    Parameter(
                        name=p.name, kind=p.kind, default=p.default, choices=p.choices, summary=p.summary
                    )
                    for p in entry.parameters
                ),
                parts=entry.parts,
                titles=entry.titles,
                files=entry.files,
                summary=entry.summary,
                load=partial(_recipe, entry),
            )

    @hookimpl
    def interim_exporters(self) -> Iterable[ExporterOffer]:
        """Word, Markdown and JSON."""
        yield ExporterOffer(
            name="docx",
            aliases=("word",),
            suffixes=(".docx",),
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            options=(
                Parameter(name="template", summary="A house template: a .docx or .dotx file."),
                Parameter(name="images", kind="images", summary="The folder that pictures lie in."),
                Parameter(
                    name="strict-images",
                    kind="yes-no",
                    default=False,
                    summary="A picture that cannot be shown is an error.",
                ),
                Parameter(
                    name="strict-slots",
                    kind="yes-no",
                    default=False,
                    summary="A slot of the template that cannot be filled is an error.",
                ),
            ),
            summary="Word documents.",
            load=partial(_attribute, "interim_method.formats.docx", "export"),
            checker=partial(_attribute, "interim_method.formats.docx", "check_template"),
        )
        yield ExporterOffer(
            name="markdown",
            aliases=("md",),
            suffixes=(".md", ".markdown"),
            media_type="text/markdown",
            summary="CommonMark with GitHub's tables, task lists and strikethrough.",
            load=partial(_attribute, "interim_method.formats.markdown", "export"),
        )
        yield ExporterOffer(
            name="json",
            suffixes=(".json",),
            media_type="application/json",
            takes="record",
            summary="The record itself, for programs.",
            load=partial(_attribute, "interim_method.formats.json", "export"),
        )

    @hookimpl
    def interim_importers(self) -> Iterable[ImporterOffer]:
        """Word and Markdown."""
        yield ImporterOffer(
            name="docx",
            suffixes=(".docx",),
            summary="Word documents that were filled in.",
            load=partial(_attribute, "interim_method.formats.docx.reading", "read"),
        )
        yield ImporterOffer(
            name="markdown",
            suffixes=(".md", ".markdown"),
            summary="Markdown files that were made here and filled in.",
            load=partial(_attribute, "interim_method.formats.markdown", "read"),
        )

    @hookimpl
    def interim_rules(self) -> Iterable[RuleOffer]:
        """The checks."""
        from interim_method.rules.checks import RULES

        for rule in RULES:
            yield RuleOffer(name=rule.name, subjects=rule.subjects, load=partial(_rule, rule))

    @hookimpl
    def interim_languages(self) -> Iterable[LanguageOffer]:
        """Catalan, Spanish and English."""
        for code, name in (("ca", "català"), ("es", "español"), ("en", "English")):
            yield LanguageOffer(code=code, name=name, load=partial(_words, code))


def _interim_executive() -> Any:
    return _attribute("interim_method.methodologies.interim_executive", "methodology")()


def _tool(definition: str) -> ToolKind:
    return ToolKind(
        definition=_attribute("interim_method.model.methodology", definition),
        content=_attribute("interim_method.model.engagement", f"{definition}Content"),
    )


def _recipe(entry: Entry) -> Any:
    return _attribute(entry.module, "compose")


def _rule(rule: Any) -> Any:
    return rule.function


def _words(code: str) -> Any:
    return _attribute("interim_method.documents.language", "built_in")(code)
