"""Places that have lost their anchors, found by the words around them.

The document is made again and both files are laid side by side by the lines that are the same: headings, questions,
labels, and the places that still have their anchors. What stands between two of them in the one stands between them
in the other. Only where that leaves no doubt is a place found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby, pairwise

from attrs import frozen

from interim_method.forms.aligning import aligned
from interim_method.forms.form import Cell, Form, Held

__all__ = ["by_words"]


@frozen
class _Stretch:
    """Lines that stand in one cell, or outside of tables, and the place that they are of, where known."""

    lines: range
    cell: Cell | None
    key: str = ""


def by_words(
    form: Form, reference: Form, lost: Collection[str], taken: frozenset[int]
) -> Iterator[tuple[Held, str]]:
    """What stands in *form* where *reference* has the places *lost*, with what the reference shows there.

    Args:
        form: The file that was filled in.
        reference: The document made again.
        lost: The keys of the places that have no anchor in the file.
        taken: The lines of the file that belong to a place that has one.
    """
    wanted = set(lost)
    own = _tokens(reference)
    theirs = _tokens(form)
    shared = {token for token in own if token and token.startswith("\0")} & {t for t in theirs if t}
    left = [t if t is None or not t.startswith("\0") or t in shared else None for t in own]
    right = [t if t is None or not t.startswith("\0") or t in shared else None for t in theirs]
    pairs = [(-1, -1), *aligned(left, right), (len(own), len(theirs))]
    keys = _keys(reference)
    for (a, b), (c, d) in pairwise(pairs):
        places = list(_stretches(reference, range(a + 1, c), keys))
        if not any(one.key in wanted for one in places):
            continue
        found = list(_stretches(form, range(b + 1, d), {}))
        for place, one in _matched(places, found, reference, form):
            if place.key in wanted and not taken.intersection(one.lines):
                text = "\n".join(form.lines[n].text for n in one.lines)
                shown = "\n".join(reference.lines[n].text for n in place.lines)
                if len(one.lines) == 1:
                    text = _beside(text, reference.lines[place.lines.start].outside or "")
                    shown = _beside(shown, reference.lines[place.lines.start].outside or "")
                yield _held(form, place.key, one.lines, text), shown


def _held(form: Form, key: str, lines: range, text: str) -> Held:
    return Held(
        key=key,
        where="structure",
        text=text.strip(),
        lines=lines,
        blocks=lambda: form.blocks(lines),
        plain=False,
    )


def _beside(text: str, printed: str) -> str:
    """A line without what is printed in it before or behind a place, such as the choices or a unit."""
    words, known = text.split(), printed.split()
    if known and words[: len(known)] == known:
        return " ".join(words[len(known) :])
    if known and words[-len(known) :] == known:
        return " ".join(words[: -len(known)])
    return text


def _tokens(form: Form) -> list[str | None]:
    """What each line is known by: its words, the key of its place, or nothing."""
    held: dict[int, str | None] = {}
    for one in form.held:
        for n in one.lines:
            held[n] = f"\0{one.key}" if n == one.lines.start else None
    return [held[n] if n in held else _words(line.text) for n, line in enumerate(form.lines)]


def _words(text: str) -> str | None:
    return " ".join(text.split()) or None


def _stretches(form: Form, lines: range, keys: dict[int, str]) -> Iterator[_Stretch]:
    """The *lines* by cell and place; those of a cell together, empty or not."""
    for (cell, key), group in groupby(lines, key=lambda n: (form.lines[n].cell, keys.get(n, ""))):
        found = list(group)
        yield _Stretch(range(found[0], found[-1] + 1), cell, key)


def _keys(reference: Form) -> dict[int, str]:
    """Line → key of the place that it is of, with the empty lines that keep a place apart from what follows."""
    found = {n: held.key for held in reference.held for n in held.lines}
    for n, line in enumerate(reference.lines):
        before = reference.lines[n - 1].cell if n else None
        if n - 1 in found and n not in found and before == line.cell and not line.text.strip():
            found[n] = found[n - 1]
    return found


def _matched(
    places: list[_Stretch], found: list[_Stretch], reference: Form, form: Form
) -> Iterator[tuple[_Stretch, _Stretch]]:
    """The stretches that belong together: cell by cell, and what stands between tables one by one.

    Only where there are as many of them on both sides.
    """
    groups = [(cell, list(group)) for cell, group in groupby(places, key=lambda one: one.cell)]
    for in_cells in (True, False):
        own = [group for cell, group in groups if (cell is not None) == in_cells]
        theirs = [one for one in found if (one.cell is not None) == in_cells]
        if len(own) == len(theirs):
            for parts, one in zip(own, theirs, strict=True):
                yield from _parted(parts, one.lines, reference, form)


def _parted(
    parts: list[_Stretch], lines: range, reference: Form, form: Form
) -> Iterator[tuple[_Stretch, _Stretch]]:
    """Lines as the parts that they had: all for the only one, otherwise as many for each as it had."""
    if len(parts) == 1:
        yield parts[0], _Stretch(lines, parts[0].cell)
        return
    counts = [len(part.lines) for part in parts]
    given = list(lines)
    if sum(counts) != len(given):
        # Programs drop the empty lines that stand between places, or add some.
        counts = [len(_said(reference, part.lines)) for part in parts]
        given = _said(form, lines)
    if all(counts) and sum(counts) == len(given):
        at = 0
        for part, count in zip(parts, counts, strict=True):
            own = given[at : at + count]
            yield part, _Stretch(range(own[0], own[-1] + 1), part.cell)
            at += count


def _said(form: Form, lines: range) -> list[int]:
    return [n for n in lines if form.lines[n].text.strip()]
