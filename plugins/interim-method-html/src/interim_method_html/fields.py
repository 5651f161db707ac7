"""Places to fill in: what they hold, or room for a hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from interim_method.markup import tree
from interim_method_html.markup import element, escape, hidden
from interim_method_html.place import Here
from interim_method_html.words import Words

__all__ = ["field"]

_PROSE_LINES: Final = 4
"""Least lines of a place for prose."""
_MOST_LINES: Final = 60
_MOST_PRINTED: Final = 7
"""How many choices are printed to be marked with a pen."""
_LONGEST_SCALE: Final = 10
_TRUE: Final = ("true", "yes", "1")


def field(block: tree.Field, here: Here, words: Words, inner: Callable[[tree.Blocks], str]) -> str:
    """A place to fill in; *inner* writes the blocks that it holds."""
    if block.kind == "yes-no":
        return _box(block, words)
    if not block.value and not block.blocks:
        return _empty(block, here, words)
    shown = inner(block.blocks or (tree.paragraph(_label(block)),))
    unit = ""
    if block.unit and block.unit not in shown:
        unit = element("span", f"\u00a0{escape(block.unit)}", class_="unit")
        if shown.endswith("</p>"):
            shown, unit = f"{shown[:-4]}{unit}</p>", ""
    return element("div", shown + unit, class_="field")


def _label(block: tree.Field) -> str:
    return next((option.label for option in block.options if option.value == block.value), block.value)


def _box(block: tree.Field, words: Words) -> str:
    checked = block.value.lower() in _TRUE
    sign = element("span", "☑" if checked else "☐", class_="box", aria_hidden="true")
    said = hidden(f"{block.label}: {words.yes if checked else words.no}")
    return element("div", element("p", sign + said), class_="field")


def _empty(block: tree.Field, here: Here, words: Words) -> str:
    if block.placeholder and block.lines <= 1:
        # Nobody is asked for it on this page: what stands for it is said.
        return element(
            "div",
            element("p", hidden(f"{block.label}: ") + escape(block.placeholder), class_="pending"),
            class_="field",
        )
    lines = max(block.lines, 1)
    if block.kind == "markdown" and not here.collection and not here.board:
        lines = max(lines, _PROSE_LINES)
    choices = "" if here.collection else _choices(block, words)
    if choices:
        return element("div", hidden(f"{block.label}: ") + choices, class_="space marked")
    hint = element("span", escape(block.placeholder), class_="hint") if block.placeholder else ""
    unit = element("span", escape(block.unit), class_="unit") if block.unit else ""
    ruled = '<span class="line" aria-hidden="true"></span>' * min(lines, _MOST_LINES)
    said = hidden(f"{words.space}: {block.label}" if block.label else words.space)
    return element("div", said + hint + ruled + unit, class_="space")


def _choices(block: tree.Field, words: Words) -> str:
    """The choices in print, for those who mark one with a pen."""
    if block.kind not in ("scale", "choice", "choices") or len(block.options) > _MOST_PRINTED:
        return ""
    labels = [option.label for option in block.options] or list(map(str, _steps(block)))
    sign = "☐" if block.kind == "choices" else "○"
    items = []
    for label in labels:
        # Some labels begin with a sign of their own.
        own = label[:1].isalnum()
        before = element("span", f"{sign}\u00a0", aria_hidden="true") if own else ""
        items.append(element("li", before + escape(label)))
    if not items:
        return ""
    return element("ul", "".join(items), class_="choices", role="list", aria_label=words.choices)


def _steps(block: tree.Field) -> tuple[int, ...]:
    if block.low is None or block.high is None or block.high - block.low > _LONGEST_SCALE:
        return ()
    return tuple(range(block.low, block.high + 1))
