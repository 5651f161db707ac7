"""The lines at the top of a file that say what it is, as YAML that programs of all kinds read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from interim_method.markup import tree

__all__ = ["front_matter"]

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_PLAIN_KEY = re.compile(r"[A-Za-z][\w-]*")

Value = str | tuple[str, ...] | Mapping[str, str]


def front_matter(document: tree.Document) -> list[str]:
    """The front matter of a document, between its fences; what is empty is left out."""
    values: dict[str, Value] = {
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "organisation": document.organisation,
        "date": document.date.isoformat() if document.date else "",
        "author": document.author,
        "subject": document.subject,
        "keywords": document.keywords,
        "notice": document.notice,
        "rights": document.rights,
        "id": document.id,
        "identity": document.identity,
    }
    return ["---", *_lines(values), "---"]


def _lines(values: Mapping[str, Value]) -> Iterator[str]:
    for key, value in values.items():
        if not value:
            continue
        match value:
            case str():
                yield f"{key}: {_quoted(value)}"
            case tuple():
                yield f"{key}:"
                yield from (f"  - {_quoted(one)}" for one in value)
            case _:
                yield f"{key}:"
                yield from (f"  {_key(name)}: {_quoted(one)}" for name, one in value.items())


def _key(name: str) -> str:
    return name if _PLAIN_KEY.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    """A string as YAML and JSON both write it, so that no value is taken for a number, a date or a mark."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
