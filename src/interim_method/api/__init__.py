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
    from interim_method.api.many import ExportJob, export_many
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

__all__ = [
    "ExportArguments",
    "ExportJob",
    "TemplateCheck",
    "check",
    "check_template",
    "compose",
    "default_host",
    "document_from_markdown",
    "dump",
    "export",
    "export_many",
    "from_dict",
    "json_schema",
    "load",
    "methodology",
    "next_steps",
    "plugin_host",
    "redact",
    "to_bytes",
    "to_dict",
]

_HOMES = {
    "ExportArguments": "exports",
    "ExportJob": "many",
    "TemplateCheck": "templates",
    "check": "records",
    "check_template": "templates",
    "compose": "exports",
    "default_host": "hosts",
    "document_from_markdown": "bare",
    "dump": "records",
    "export": "exports",
    "export_many": "many",
    "from_dict": "records",
    "json_schema": "records",
    "load": "records",
    "methodology": "records",
    "next_steps": "records",
    "plugin_host": "hosts",
    "redact": "records",
    "to_bytes": "exports",
    "to_dict": "records",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
