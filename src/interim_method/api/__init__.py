"""The functions of the public face: `interim_method` itself only names them.

Every function that needs a host of plug-ins takes ``host=``; without it the default one is used, which is made
when first needed.
"""

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

__all__ = [
    "ExportArguments",
    "ExportJob",
    "check",
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
