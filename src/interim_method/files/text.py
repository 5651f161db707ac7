"""JSON text to plain data, and back. What comes in is not trusted."""

from __future__ import annotations

import json
from typing import Any, Final

from interim_method.errors import Fault, FileError, InvalidContent
from interim_method.model.record import escape, is_id

__all__ = ["LARGEST", "decoded", "read_json", "token_of", "write_json"]

LARGEST: Final = 100_000_000
"""The most bytes, or characters, that a file may have."""


def write_json(data: Any) -> bytes:
    """*data* as text for people and for version control: always the same for the same data."""
    return (json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def read_json(content: bytes | str, source: str = "") -> Any:
    """What JSON text says.

    Raises:
        FileError: It is not UTF-8, not JSON, cut short, too long or too deep.
        InvalidContent: An object has a key twice.
    """
    if len(content) > LARGEST:
        raise FileError(f"is larger than {LARGEST // 1_000_000} MB, the most that is read", source)
    text = content if isinstance(content, str) else decoded(content, source)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise FileError("is empty", source)
    repeated: list[_Repeated] = []

    def gathered(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        repeated.append(_Repeated(found, pairs))
        return repeated[-1]

    try:
        data = json.loads(text, object_pairs_hook=gathered)
    except json.JSONDecodeError as error:
        raise FileError(_problem(error), source) from None
    except RecursionError:
        raise FileError("nests too deep to be one of this library's files", source) from None
    except ValueError as error:
        raise FileError(f"is not JSON that can be read: {error}", source) from None
    if repeated:
        raise InvalidContent(_repetitions(data), source)
    return data


class _Repeated(dict[str, Any]):
    """An object that had keys twice, until it is known where it lies."""

    def __init__(self, found: dict[str, Any], pairs: list[tuple[str, Any]]) -> None:
        super().__init__(found)
        seen: set[str] = set()
        self.keys_twice = dict.fromkeys(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]


def _repetitions(data: Any) -> list[Fault]:
    faults: list[Fault] = []
    waiting = [(data, "")]
    while waiting:
        value, at = waiting.pop()
        if isinstance(value, _Repeated):
            faults += [Fault(f"{at}/{escape(key)}", "the key is there twice") for key in value.keys_twice]
        if isinstance(value, dict):
            inner = [(one, f"{at}/{escape(key)}") for key, one in value.items()]
        elif isinstance(value, list):
            inner = [(one, f"{at}/{token_of(one, position)}") for position, one in enumerate(value)]
        else:
            continue
        waiting.extend(reversed(inner))
    return faults


def token_of(item: Any, position: int) -> str:
    """What an address calls an item of a list: its id where it has one, else its position."""
    key = item.get("id") if isinstance(item, dict) else None
    return key if isinstance(key, str) and is_id(key) else str(position)


def decoded(content: bytes, source: str) -> str:
    """*content* as text.

    Raises:
        FileError: It is not UTF-8.
    """
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        raise FileError(
            f"is not UTF-8: byte 0x{content[error.start]:02X} in line {line} (byte {error.start + 1} of the "
            "file); save it as UTF-8",
            source,
        ) from None


def _problem(error: json.JSONDecodeError) -> str:
    where = f"line {error.lineno}, column {error.colno}"
    if not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated string"):
        return f"is cut short: the JSON that begins in it has no end ({error.msg.lower()}, {where})"
    return f"is not JSON: {error.msg.lower()} in {where}"
