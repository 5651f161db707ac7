"""Reading gettext catalogues: what our words need of the format, and all at once.

Babel's reader keeps everything that a translator's tool wants to know, which takes several times as long. Ours
reads ids and words; comments, contexts and plural forms are none of its business (plurals are ids such as
``key.one``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["catalogue", "read_po"]

_QUOTED: Final = r'((?:"(?:[^"\\\n]|\\.)*"\s*)+)'
_ENTRY: Final = re.compile(rf"^msgid\s+{_QUOTED}^msgstr\s+{_QUOTED}", re.MULTILINE)
_PIECE: Final = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_ESCAPE: Final = re.compile(r"\\(.)")
_MEANT: Final = {"n": "\n", "t": "\t", "r": "\r"}


def read_po(text: str) -> dict[str, str]:
    """The words in the text of a ``.po`` file by id, without those that are not translated."""
    entries = ((_said(key), _said(words)) for key, words in _ENTRY.findall(text))
    return {key: words for key, words in entries if key and words}


def catalogue(folder: Traversable) -> dict[str, str]:
    """The words of all ``.po`` files in a folder."""
    words: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".po"):
            words |= read_po(entry.read_text(encoding="utf-8"))
    return words


def _said(quoted: str) -> str:
    """What one or several strings in quotation marks say together."""
    one = quoted.rstrip()[1:-1]
    whole = one if '"' not in one else "".join(_PIECE.findall(quoted))
    return _ESCAPE.sub(lambda escape: _MEANT.get(escape[1], escape[1]), whole) if "\\" in whole else whole
