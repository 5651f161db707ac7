"""A file's bytes as text, or the one error that says why it is none."""

from __future__ import annotations

import codecs
from typing import BinaryIO, Final

from interim_method.errors import ReadError

__all__ = ["MOST_BYTES", "decoded", "readable"]

MOST_BYTES: Final = 8_000_000
"""A larger file is no document that anybody filled in by hand."""

_MOST: Final = {
    "[": 60_000,
    "|": 80_000,
    "\n": 500_000,
    "`": 200_000,
    "*": 200_000,
    "_": 200_000,
    "<": 200_000,
}
"""Signs that cost time to be read, and how many of each a file may have: far more than people write."""
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded(stream: BinaryIO, name: str) -> str:
    """The text of a file with line feeds.

    Raises:
        ReadError: It is too large, or no text.
    """
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ReadError(
            f"is larger than {MOST_BYTES // 1_000_000} MB: no Markdown file that was filled in is", name
        )
    coding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"is no text in UTF-8 (at byte {error.start}): save it as UTF-8 and read it again", name
        ) from None
    if "\x00" in text:
        raise ReadError("holds bytes that are no text: it is not a Markdown file", name)
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def readable(text: str, name: str) -> str:
    """The text of a file without its map, where it can be read in a few seconds.

    Raises:
        ReadError: It has so many of a sign that nobody can have written it.
    """
    for sign, most in _MOST.items():
        if text.count(sign) > most:
            said = "lines" if sign == "\n" else f"signs {sign}"
            raise ReadError(f"has more than {most:,} {said}: no document that was filled in has", name)
    return text
