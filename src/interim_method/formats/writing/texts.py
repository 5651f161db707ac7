"""Text and links as any file can hold them."""

from __future__ import annotations

import re
from typing import Final

from interim_method.markup import tree

__all__ = ["RTL", "SCHEMES", "is_blank", "is_rtl", "link_target", "printable"]

SCHEMES: Final = ("http://", "https://", "mailto:", "tel:")
"""How the target of a link outwards may begin."""
RTL: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
"""The letters that are read from the right, as a part of a class of characters."""

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RTL: Final = re.compile(f"[{RTL}]")
_FIRST_STRONG: Final = re.compile(f"[A-Za-z\u00c0-\u058f{RTL}]")


def printable(text: str) -> str:
    """*text* with a replacement character where no file of text can hold what stands there."""
    return _ILLEGAL.sub("�", text)


def is_rtl(text: str) -> bool:
    """Whether *text* begins, as far as its letters say, from the right."""
    if text.isascii():
        return False
    first = _FIRST_STRONG.search(text)
    return bool(first and _RTL.match(first[0]))


def is_blank(content: tree.Runs) -> bool:
    """Whether runs show nothing."""
    for run in content:
        match run:
            case tree.Text(text=text):
                if text and not text.isspace():
                    return False
            case tree.Code() | tree.NoteRef() | tree.Image():
                return False
            case tree.Break():
                pass
            case _:
                if not is_blank(run.runs):
                    return False
    return True


def link_target(target: str) -> str:
    """The target of a link outwards; empty where it is none that a document may lead to."""
    target = target.strip()
    return target if target.lower().startswith(SCHEMES) else ""
