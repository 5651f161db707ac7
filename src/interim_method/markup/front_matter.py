"""The front matter of a Markdown file, read: as much of YAML as such heads are written in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

__all__ = ["Head", "head_of"]

_FENCE: Final = re.compile(r"---[ \t]*\n")
_END: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LINE: Final = re.compile(
    r"""(?P<key>[A-Za-z][\w-]*):(?:[ \t]+(?P<value>\S.*?))?[ \t]*"""
    r"""|(?P<item>[ \t]*-[ \t]+\S.*)|(?P<inner>[ \t]+\S.*)|[ \t]*(?:\#.*)?"""
)
_NAMED: Final = re.compile(
    r"[ \t]+(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<plain>[\w-]+))[ \t]*:(?:[ \t]+(?P<value>\S.*?))?[ \t]*"
)
_QUOTED: Final = re.compile(r"\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^']|'')*)'")
_PART: Final = re.compile(r"\s*(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,\"'][^,]*)")
_MORE: Final = re.compile(r"""[\[{|>&*!%@`]""")
"""What a value begins with that says more than its words."""


class Head(NamedTuple):
    """What a file says of itself, and the text below."""

    values: Mapping[str, tuple[str, ...]]
    """By the name of the value, in small letters: one text, or the items of a list.

    A value that holds named values itself has them with its name and a stop before theirs: ``identity.record``.
    """
    text: str


def head_of(text: str) -> Head:
    """The front matter of *text*, and what is below it; where it has none, all of it.

    A head stands between two lines of ``---`` at the very beginning, and each of its lines names a value, an item
    or a value of a list, or nothing. What begins with a rule and goes on otherwise is text.
    """
    opening = _FENCE.match(text)
    end = _END.search(text, opening.end()) if opening else None
    if opening is None or end is None:
        return Head({}, text)
    values: dict[str, list[str]] = {}
    last: list[str] | None = None
    name = ""
    for line in text[opening.end() : end.start()].splitlines():
        found = _LINE.fullmatch(line)
        if found is None or ((found["item"] or found["inner"]) and last is None):
            return Head({}, text)
        if found["key"]:
            name = found["key"].lower()
            last = values.setdefault(name, [])
            last += _values(found["value"] or "")
        elif found["item"] and last is not None:
            last += _values(found["item"].strip().removeprefix("-").strip())
        elif inner := _NAMED.fullmatch(line):
            key = inner["plain"] or next(iter(_values(f'"{inner["quoted"]}"')), "")
            values.setdefault(f"{name}.{key}", []).extend(_values(inner["value"] or ""))
    if not values:
        return Head({}, text)
    return Head({key: tuple(said) for key, said in values.items()}, text[end.end() :])


def _values(said: str) -> list[str]:
    """The texts of a value: one, those of a list in brackets, or none."""
    if said.startswith("["):
        return [text for part in _PART.findall(said[1:].partition("]")[0]) for text in _values(part.strip())]
    if quoted := _QUOTED.match(said):
        if quoted["single"] is not None:
            return [quoted["single"].replace("''", "'")]
        try:
            return [str(json.loads(quoted[0]))]
        except ValueError:
            return [quoted["double"]]
    said = re.sub(r"(?:^|[ \t])#.*", "", said)
    return [said] if said and not _MORE.match(said) else []
