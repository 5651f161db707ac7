"""A small box of built-in offers, as a module with hooks."""

from __future__ import annotations

from interim_method.model.engagement import ToolContent
from interim_method.model.methodology import Tool
from interim_method.plugin import (
    DocumentOffer,
    ExporterOffer,
    ToolKind,
    ToolOffer,
    hookimpl,
)


def write(job, stream):
    stream.write(b"written")
    return ()


@hookimpl
def interim_exporters():
    return [
        ExporterOffer(
            name="docx", aliases=("word",), suffixes=(".docx",), load=lambda: write, summary="Word documents"
        ),
        ExporterOffer(name="json", suffixes=(".json",), takes="record", load=lambda: write),
    ]


@hookimpl
def interim_documents():
    return [
        DocumentOffer(name="minutes", order=30, subjects=("engagement",), load=lambda: print),
        DocumentOffer(name="handbook", order=10, subjects=("methodology",), load=lambda: print),
    ]


@hookimpl
def interim_tools():
    return [ToolOffer(kind="tool", load=lambda: ToolKind(definition=Tool, content=ToolContent))]
