"""How a reader knows a place and a document again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from interim_method.model import FrozenMap

if TYPE_CHECKING:
    from interim_method.documents.context.context import Context

__all__ = ["key", "key_of", "of_document"]


def key(ctx: Context, address: str) -> str:
    """The key of a place: ten characters that are the same in every language, edition and export."""
    return key_of(ctx.subject.id, address)


def key_of(record: str, address: str) -> str:
    """The key of the place at an address of the record with an id."""
    return _letters(hashlib.sha256(f"{record}\n{address}".encode()).digest())


def of_document(ctx: Context) -> FrozenMap[str, str]:
    """What a reader needs to know the document again."""
    subject = ctx.subject
    said = {
        "schema": "1",
        "record": subject.id,
        "kind": subject.KIND,
        "revision": str(getattr(subject, "revision", 0)),
        "methodology": f"{ctx.methodology.id} {ctx.methodology.version}",
        "recipe": ctx.recipe,
        "of": ctx.of,
        "edition": ctx.edition,
        "language": ctx.language.code,
        "audience": ctx.audience,
        "copy": str(ctx.copy),
        "parameters": ";".join(f"{k}={v}" for k, v in sorted(ctx.parameters.items()) if v is not None),
    }
    terminology = ctx.language.terminology
    if terminology is not None:
        said["terminology"] = terminology.id
    joined = "\n".join(f"{k}={v}" for k, v in said.items())
    return FrozenMap({"document": _letters(hashlib.sha256(joined.encode()).digest(), 16), **said})


_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def _letters(digest: bytes, length: int = 10) -> str:
    number = int.from_bytes(digest[:16], "big")
    letters = []
    for _ in range(length):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    # A letter first: bookmark names and HTML ids may not begin with a digit.
    return _ALPHABET[_ALPHABET.index(letters[0]) % 26] + "".join(letters[1:])
