"""The functions of the public face: `interim_method` itself only names them.

Every function that needs a host of plug-ins takes ``host=``; without it the default one is used, which is made
when first needed. The names load on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interim_method.api.bare import document_from_markdown
    from interim_method.api.exports import ExportArguments, compose, export, to_bytes
    from interim_method.api.hosts import default_host, plugin_host
    from interim_method.api.many import ExportJob, copies, export_many
    from interim_method.api.migrating import Met, Migration, migrate, rebase_report
    from interim_method.api.reading import merge, read
    from interim_method.api.records import (
        check,
        dump,
        from_dict,
        json_schema,
        load,
        methodology,
        next_steps,
        redact,
        to_dict,
    )
    from interim_method.api.templates import TemplateCheck, check_template
    from interim_method.api.terminologies import terminology, terms_of
    from interim_method.api.variants import Explanation, change_method, explain
    from interim_method.api.word import add_to_word, word_document

__all__ = [
    "ExportArguments",
    "Explanation",
    "ExportJob",
    "Met",
    "Migration",
    "TemplateCheck",
    "add_to_word",
    "change_method",
    "check",
    "check_template",
    "compose",
    "default_host",
    "document_from_markdown",
    "dump",
    "explain",
    "export",
    "copies",
    "export_many",
    "from_dict",
    "json_schema",
    "load",
    "merge",
    "methodology",
    "migrate",
    "next_steps",
    "plugin_host",
    "read",
    "rebase_report",
    "redact",
    "terminology",
    "terms_of",
    "to_bytes",
    "to_dict",
    "word_document",
]

_HOMES = {
    "Explanation": "variants",
    "change_method": "variants",
    "explain": "variants",
    "Met": "migrating",
    "rebase_report": "migrating",
    "Migration": "migrating",
    "migrate": "migrating",
    "ExportArguments": "exports",
    "ExportJob": "many",
    "TemplateCheck": "templates",
    "add_to_word": "word",
    "check": "records",
    "check_template": "templates",
    "compose": "exports",
    "default_host": "hosts",
    "document_from_markdown": "bare",
    "dump": "records",
    "export": "exports",
    "copies": "many",
    "export_many": "many",
    "from_dict": "records",
    "json_schema": "records",
    "load": "records",
    "merge": "reading",
    "methodology": "records",
    "next_steps": "records",
    "plugin_host": "hosts",
    "read": "reading",
    "redact": "records",
    "terminology": "terminologies",
    "terms_of": "terminologies",
    "to_bytes": "exports",
    "to_dict": "records",
    "word_document": "word",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
