"""HTML as text: escaping, attributes, elements."""

from __future__ import annotations

import re
from typing import Final

from interim_method.formats.writing import printable

__all__ = ["attributes", "element", "escape", "hidden"]

_CONTROL: Final = re.compile("[\x7f-\x9f\ufdd0-\ufdef]|[\U0001fffe\U0001ffff]")
"""What text may hold elsewhere and HTML may not."""


def escape(text: str) -> str:
    """*text* as the content of an element, or as the value of an attribute in double quotes."""
    text = _CONTROL.sub("\ufffd", printable(text)).replace("\r", "\n")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def attributes(**values: str | int | float | bool | None) -> str:
    """Attributes, each with a space before it; those that are None, False or empty are left out.

    An underscore stands for a hyphen, one at the end for nothing.
    """
    found = []
    for name, value in values.items():
        if value is None or value is False or value == "":
            continue
        name = name.rstrip("_").replace("_", "-")
        found.append(f" {name}" if value is True else f' {name}="{escape(str(value))}"')
    return "".join(found)


def element(tag: str, content: str, **values: str | int | float | bool | None) -> str:
    """An element around finished *content*."""
    return f"<{tag}{attributes(**values)}>{content}</{tag}>"


def hidden(text: str) -> str:
    """Words that are read out and not seen."""
    return f'<span class="vh">{escape(text)}</span>'
