"""Variants as TOML, for people to write: to the data of their JSON envelope, and back.

The file says what the envelope says, a level less deep: ``format`` holds the kind and the number of its form,
and all else stands beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from interim_method.errors import Fault, FileError, InvalidContent, NotThisKind
from interim_method.files.text import LARGEST, decoded
from interim_method.model.record import escape

__all__ = ["from_envelope", "read_toml", "to_envelope", "write_toml"]

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_FORMAT: Final = re.compile(r"(.*)/([0-9]{1,9})")


def read_toml(content: bytes | str, source: str = "") -> dict[str, Any]:
    """What TOML text says.

    Raises:
        FileError: It is not UTF-8, not TOML, or too long; the message has the line.
    """
    import tomllib

    if len(content) > LARGEST:
        raise FileError(f"is larger than {LARGEST // 1_000_000} MB, the most that is read", source)
    text = content if isinstance(content, str) else decoded(content, source)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise FileError("is empty", source)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise FileError("nests too deep to be one of this library's files", source) from None
    except ValueError as error:
        raise FileError(f"is not TOML: {error}", source) from None


def to_envelope(data: Mapping[str, Any], source: str = "") -> dict[str, Any]:
    """What a TOML file says as the envelope that a JSON file holds.

    Raises:
        NotThisKind: Its format has no number.
    """
    rest = {key: one for key, one in data.items() if key not in ("format", "id")}
    head: dict[str, Any] = {key: data[key] for key in ("format", "id") if key in data}
    found = _FORMAT.fullmatch(data["format"]) if isinstance(data.get("format"), str) else None
    if found:
        head |= {"format": found[1], "version": int(found[2])}
    elif "format" in head:
        raise NotThisKind(
            'its format must say kind and number: write format = "interim-method/variant/1"', source
        )
    return {**head, "data": rest}


def from_envelope(envelope: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse of `to_envelope`."""
    return {
        "format": f"{envelope['format']}/{envelope['version']}",
        "id": envelope["id"],
        **envelope["data"],
    }


def write_toml(data: Mapping[str, Any], source: str = "") -> bytes:
    """*data* as TOML for people and for version control: always the same for the same data.

    Raises:
        InvalidContent: A value is nothing, which TOML cannot say.
    """
    faults = [
        Fault(at, "is nothing, which TOML cannot say", "write JSON instead") for at in _nothing(data, "")
    ]
    if faults:
        raise InvalidContent(faults, source)
    lines: list[str] = []
    tables: list[str] = []
    for key, value in data.items():
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for one in value:
                tables += ("", f"[[{_key(key)}]]", *_lines(one, ""))
        else:
            lines += _lines({key: value}, "")
    return "\n".join([*lines, *tables, ""]).encode()


def _lines(table: Mapping[str, Any], above: str) -> Iterator[str]:
    for key, value in table.items():
        name = f"{above}{_key(key)}"
        if isinstance(value, dict) and value:
            yield from _lines(value, f"{name}.")
        elif isinstance(value, str) and "\n" in value:
            yield f'{name} = """\n{_escaped(value)}"""'
        elif isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value):
            yield f"{name} = ["
            yield from (f"  {_inline(one)}," for one in value)
            yield "]"
        else:
            yield f"{name} = {_inline(value)}"


def _inline(value: Any) -> str:
    match value:
        case dict():
            held = ", ".join(f"{_key(key)} = {_inline(one)}" for key, one in value.items())
            return f"{{ {held} }}" if held else "{}"
        case list():
            return f"[{', '.join(map(_inline, value))}]"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case bool():
            return "true" if value else "false"
        case _:
            return repr(value)


def _escaped(text: str) -> str:
    """*text* for between triple quotes; every quote is escaped that could be taken for the end."""
    return re.sub(r'"(?="|\Z)', lambda _: '\\"', text.replace("\\", "\\\\"))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _nothing(value: Any, at: str) -> Iterator[str]:
    if value is None:
        yield at
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _nothing(one, f"{at}/{escape(key)}")
    elif isinstance(value, list):
        for position, one in enumerate(value):
            yield from _nothing(one, f"{at}/{position}")
