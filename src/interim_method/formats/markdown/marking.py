"""What a person marked in a place: ticked boxes, a number of a scale, or words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from attrs import frozen

from interim_method.formats.markdown import marks
from interim_method.forms.form import MappedPlace, fingerprint
from interim_method.markup import tree
from interim_method.markup.rendering import render
from interim_method.markup.tree import Blocks

__all__ = ["Said", "marked", "shown_print"]

_BOX: Final = re.compile(r"\s*(?:\[\s*(?P<in>[^\s\]]?)\s*\]|(?P<sign>[☐☑☒✓✔✗✘]))\s*")
_EMPTY_SIGNS: Final = frozenset("☐")


@frozen
class Said:
    """What stands in a place: its text, its value where that is marked, and whether the text says it whole."""

    text: str
    value: str | None = None
    plain: bool = True
    blocks: Callable[[], Blocks] | None = None


def shown_print(content: Blocks) -> str:
    """The print of what a place shows, which no other way of writing the same Markdown changes."""
    return fingerprint(render(content))


def marked(
    place: MappedPlace | None, content: Blocks, text: str, as_made: bool | None, findings: list[str]
) -> Said:
    """What a person marked in a place.

    Args:
        place: What the map says of it; None where the map is lost.
        content: What stands in it.
        text: The same as plain text.
        as_made: Whether it is what the file was written with.
        findings: Takes what was marked in a way that cannot be understood.
    """
    if place is not None and place.options:
        said = _ticked(place, content, findings)
        if said is not None:
            return said
    if place is not None and place.kind == "scale":
        said = _on_scale(place, content, findings)
        if said is not None:
            return said
    if _is_placeholder(place, content, as_made):
        return Said("", blocks=tuple)
    return Said(text, plain=all(map(_is_plain, content)))


def _is_placeholder(place: MappedPlace | None, content: Blocks, as_made: bool | None) -> bool:
    if not content:
        return True
    if as_made and place is not None:
        return place.base == ""
    match content:
        case (tree.Paragraph(runs=(tree.Text(text=said),)),):
            return said.strip() == marks.EMPTY
        case (tree.Paragraph(runs=(tree.Emphasis(runs=runs),)),):
            return place is None and tree.plain(runs).endswith(marks.EMPTY)
        case _:
            return False


def _is_plain(block: tree.Block) -> bool:
    return isinstance(block, tree.Paragraph) and all(
        isinstance(run, tree.Text | tree.Break) for run in block.runs
    )


def _ticked(place: MappedPlace, content: Blocks, findings: list[str]) -> Said | None:
    # Where somebody changes the bullet of an item, Markdown begins another list.
    lists = [block for block in content if isinstance(block, tree.Items)]
    if not lists or len(lists) < len(content):
        return None
    ticked: list[str] = []
    for item in (item for one in lists for item in one.items):
        label = "\n".join(tree.plain(b.runs) for b in item.blocks if isinstance(b, tree.Paragraph)).strip()
        checked = item.checked
        if checked is None:
            box = _BOX.match(label)
            if box is None:
                return None
            checked = (box["sign"] or "☐") not in _EMPTY_SIGNS or bool(box["in"])
            label = label[box.end() :]
        if checked:
            ticked.append(label)
    labels = {label: value for value, label in place.options.items()}
    values = [labels.get(label) for label in ticked]
    if place.kind == "choices" and None not in values:
        return Said("; ".join(ticked), " ".join(value for value in values if value))
    if len(ticked) > 1:
        findings.append(f"in {place.label!r} several are ticked, where one may be: {'; '.join(ticked)}")
        return Said("; ".join(ticked))
    if None in values:
        return Said(ticked[0])
    return Said(ticked[0] if ticked else "", values[0] if values else "")


def _on_scale(place: MappedPlace, content: Blocks, findings: list[str]) -> Said | None:
    if len(content) != 1 or not isinstance(content[0], tree.Paragraph):
        return None
    steps = {str(n) for n in range(place.low or 0, (place.high or 0) + 1)}
    plain = tree.plain(content[0].runs).split()
    strong = [
        tree.plain(run.runs).strip()
        for run in content[0].runs
        if isinstance(run, tree.Strong | tree.Emphasis)
    ]
    if len(plain) < 2 or not steps.issuperset(plain):
        return None
    if len(strong) > 1:
        findings.append(f"in {place.label!r} several numbers are marked: {', '.join(strong)}")
        return Said(", ".join(strong))
    return Said(strong[0] if strong else "", strong[0] if strong else "")
