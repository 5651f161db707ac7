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
_STEP: Final = re.compile(
    r"(?P<open>[\[({<*_→>]*)(?:(?P<number>[+-]?[0-9]{1,4})|(?P<mark>[xX✓✔✗✘☑☒]))(?P<close>[\])}>*_←<]*)"
)
"""A number of a scale as people mark it, or the cross that they set in its place."""
_TAG: Final = re.compile(r"</?(?:u|b|i|em|strong|mark|ins)>", re.IGNORECASE)
_APART: Final = re.compile(r"[|·,;]|<br ?/?>")
_INNER_SPACE: Final = re.compile(r"(?<=[\[(])\s+|\s+(?=[\])])")


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
    if len(ticked) > 1 and place.kind != "choices":
        findings.append(f"in {place.label!r} several are ticked, where one may be: {'; '.join(ticked)}")
        return Said("; ".join(ticked))
    if None in values or place.kind == "yes-no":
        return Said("; ".join(ticked))  # in words of their own, or where a box left empty is no answer
    return Said("; ".join(ticked), " ".join(value for value in values if value))


def _on_scale(place: MappedPlace, content: Blocks, findings: list[str]) -> Said | None:
    """The number that is marked in a row of them; one alone, or with other words, is for its text to say."""
    if len(content) != 1 or not isinstance(content[0], tree.Paragraph):
        return None
    row = [
        (found, found["mark"] or bool(found["open"] or found["close"]))
        for word in _words(content[0].runs)
        if (found := _STEP.fullmatch(word)) is not None
    ]
    steps = range(place.low or 0, (place.high or 0) + 1)
    if len(row) < 2 or len(row) != len(_words(content[0].runs)) or len(row) > len(steps):
        return None
    numbers = [int(found["number"]) if found["number"] else None for found, _ in row]
    if None in numbers:
        # A cross in the place of a number marks the number that stood there.
        if len(row) != len(steps):
            return None
        numbers = [n if n is not None else steps[at] for at, n in enumerate(numbers)]
    if any(n not in steps for n in numbers):
        return None
    chosen = [str(n) for n, (_, is_marked) in zip(numbers, row, strict=True) if is_marked]
    if not chosen and len(row) < len(steps):
        return None
    if len(chosen) > 1:
        findings.append(f"in {place.label!r} several numbers are marked: {', '.join(chosen)}")
        return Said(", ".join(chosen))
    return Said("".join(chosen), "".join(chosen))


def _words(runs: tree.Runs) -> list[str]:
    """The words of a line, those in bold and the like between stars, whichever way they were marked."""
    said = ""
    for run in runs:
        plain = tree.plain((run,))
        if isinstance(run, tree.Text | tree.Break):
            said += plain
        elif plain.strip():
            said += f" *{'* *'.join(plain.split())}* "
    return _INNER_SPACE.sub("", _APART.sub(" ", _TAG.sub("*", said))).split()
