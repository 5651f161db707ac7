"""The lines of a file that values begin in, for errors that people are to mend by hand.

The parsers of JSON and TOML tell lines only of what they cannot read. Where a value that was read stands is found
by asking them again: a TOML file for the shortest beginning of it that says the value, a JSON file by reading past
everything before it.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from interim_method.errors import DefinitionError, Fault
from interim_method.files.text import token_of
from interim_method.model.address import parts

__all__ = ["Key", "with_lines"]

MOST: Final = 50
"""No more faults than this are looked for: whoever has mended these reads the file again."""

Key = str | int
_SPACE: Final = re.compile(r"[ \t\r\n]*")


def with_lines(
    faults: Iterable[Fault], text: str, data: Any, *, toml: bool, within: tuple[Key, ...] = ()
) -> list[Fault]:
    """*faults* with the lines that their values begin in, as far as they can be told.

    Args:
        faults: What is wrong.
        text: The text of the file.
        data: What it says.
        toml: Whether it is TOML, and not JSON.
        within: Where in *data* the addresses of the faults begin.
    """
    look: Callable[[tuple[Key, ...]], int] = _toml_finder(text) if toml else functools.partial(_in_json, text)
    found: list[Fault] = []
    for number, fault in enumerate(faults):
        path = _path(data, within, fault.address) if number < MOST else ()
        if within and len(path) == len(within):
            path, within = _path(data, (), fault.address), ()
        line = look(path) if len(path) > len(within) else 0
        found.append(Fault(fault.address, fault.problem, fault.advice, line))
    return found


def _path(data: Any, within: tuple[Key, ...], address: str) -> tuple[Key, ...]:
    """The keys and positions on the way to an address, as far as there is anything."""
    here: Any = data
    for key in within:
        here = here[key]
    path = list(within)
    try:
        tokens = parts(address)
    except DefinitionError:
        tokens = ()
    for token in tokens:
        if isinstance(here, dict) and token in here:
            path.append(token)
        elif isinstance(here, list):
            names = [token_of(one, n) for n, one in enumerate(here)]
            if names.count(token) == 1:
                path.append(names.index(token))
            elif token.isdecimal() and int(token) < len(here):
                path.append(int(token))
            else:
                break
        else:
            break
        here = _inside(here, path[-1])
    return tuple(path)


def _inside(data: Any, key: Key) -> Any:
    return data[key]


def _has(data: Any, path: tuple[Key, ...]) -> bool:
    here: Any = data
    for key in path:
        if isinstance(key, str) and not (isinstance(here, dict) and key in here):
            return False
        if isinstance(key, int) and not (isinstance(here, list) and key < len(here)):
            return False
        here = _inside(here, key)
    return True


def _toml_finder(text: str) -> Callable[[tuple[Key, ...]], int]:
    import tomllib

    lines = text.split("\n")

    @functools.cache
    def said_by(first: int) -> Any:
        """What the first so many lines say; nothing where they end inside a value."""
        try:
            return tomllib.loads("\n".join(lines[:first]))
        except tomllib.TOMLDecodeError:
            return None

    def whole(number: int, step: int) -> int:
        while said_by(number) is None:
            number += step
        return number

    def find(path: tuple[Key, ...]) -> int:
        low, high = 0, whole(len(lines), -1)
        while high - low > 1:
            middle = whole((low + high) // 2, 1)
            if middle >= high:
                # Between the two only the inside of values is left, or beginnings that do not say it.
                middle = whole((low + high) // 2, -1)
                if middle <= low:
                    break
            if _has(said_by(middle), path):
                high = middle
            else:
                low = middle
        return low + 1

    return find


def _in_json(text: str, path: tuple[Key, ...]) -> int:
    decoder = json.JSONDecoder()
    at = _after_space(text, 0)
    shown = at
    for wanted in path:
        position = 0
        at = _after_space(text, at + 1)
        while True:
            shown = at
            key: Key = position
            if isinstance(wanted, str):
                key, end = decoder.raw_decode(text, at)
                at = _after_space(text, _after_space(text, end) + 1)
            if key == wanted:
                break
            _, end = decoder.raw_decode(text, at)
            at = _after_space(text, _after_space(text, end) + 1)
            position += 1
    return text.count("\n", 0, shown) + 1


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return at if found is None else found.end()
