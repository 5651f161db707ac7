"""The Interim Executive method, engagements and pilots as data and as documents.

The names below load what they need when they are first used: importing this package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interim_method.api import (
        Explanation,
        ExportArguments,
        ExportJob,
        Met,
        Migration,
        TemplateCheck,
        add_to_word,
        change_method,
        check,
        check_template,
        compose,
        copies,
        default_host,
        document_from_markdown,
        dump,
        explain,
        export,
        export_many,
        from_dict,
        json_schema,
        load,
        merge,
        methodology,
        migrate,
        next_steps,
        plugin_host,
        read,
        rebase_report,
        redact,
        terminology,
        terms_of,
        to_bytes,
        to_dict,
        word_document,
    )
    from interim_method.errors import ImageError, InterimMethodError
    from interim_method.formats.pictures import ImageFolder, ImageSource
    from interim_method.forms import Conflict, Deletion, Edit, Merged, Submission
    from interim_method.model import (
        Action,
        Engagement,
        Finding,
        FrozenMap,
        Keyed,
        Methodology,
        Money,
        Organisation,
        Person,
        Pilot,
        Terminology,
        Text,
        Variant,
        add,
        get,
        put,
        remove,
        walk,
    )

__version__ = "0.1.0"

__all__ = [
    "Action",
    "Conflict",
    "Deletion",
    "Edit",
    "Engagement",
    "Explanation",
    "ExportArguments",
    "ExportJob",
    "Finding",
    "FrozenMap",
    "ImageError",
    "ImageFolder",
    "ImageSource",
    "InterimMethodError",
    "Keyed",
    "Merged",
    "Met",
    "Methodology",
    "Migration",
    "Money",
    "Organisation",
    "Person",
    "Pilot",
    "Submission",
    "TemplateCheck",
    "Terminology",
    "Text",
    "Variant",
    "add",
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
    "get",
    "json_schema",
    "load",
    "merge",
    "methodology",
    "migrate",
    "next_steps",
    "plugin_host",
    "put",
    "read",
    "rebase_report",
    "redact",
    "remove",
    "terminology",
    "terms_of",
    "to_bytes",
    "to_dict",
    "walk",
    "word_document",
]

_API = {
    "Met",
    "rebase_report",
    "Migration",
    "migrate",
    "Explanation",
    "change_method",
    "explain",
    "ExportArguments",
    "ExportJob",
    "TemplateCheck",
    "add_to_word",
    "check",
    "check_template",
    "compose",
    "default_host",
    "document_from_markdown",
    "dump",
    "export",
    "copies",
    "export_many",
    "from_dict",
    "json_schema",
    "load",
    "merge",
    "methodology",
    "next_steps",
    "plugin_host",
    "read",
    "redact",
    "terminology",
    "terms_of",
    "to_bytes",
    "to_dict",
    "word_document",
}


def _home(name: str) -> str:
    if name in _API:
        return "interim_method.api"
    if name in ("ImageFolder", "ImageSource"):
        return "interim_method.formats.pictures"
    if name in ("Conflict", "Deletion", "Edit", "Merged", "Submission"):
        return "interim_method.forms"
    return "interim_method.errors" if name.endswith("Error") else "interim_method.model"


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_home(name)), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
