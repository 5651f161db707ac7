"""Several filled files as one submission: copies of a document, parts of a record, answers of many people."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from interim_method.forms.submission import Conflict, Edit, Submission
from interim_method.model import new_item, parts

__all__ = ["gathered"]


def gathered(submissions: Iterable[Submission]) -> Submission:
    """*submissions* as one.

    A place that several files fill in alike is one edit; where they differ it is a conflict. Items that come in
    stay apart by document: every copy of a worksheet has answers of its own.
    """
    said = list(submissions)
    if len(said) == 1:
        return said[0]
    whole = Submission(
        sources=tuple(source for one in said for source in one.sources),
        deletions=tuple({d.address: d for one in reversed(said) for d in reversed(one.deletions)}.values()),
        missing=tuple({m.address: m for one in said for m in one.missing}.values()),
        unplaced=tuple(u for one in said for u in one.unplaced),
    )
    groups: dict[tuple[str, str], list[Edit]] = {}
    clashes: dict[tuple[str, str], Conflict] = {}
    for one in said:
        for edit in one.edits:
            groups.setdefault(_place(edit), []).append(edit)
        for conflict in one.conflicts:
            clashes[_place(conflict.theirs[0])] = conflict
    edits: list[Edit] = []
    for key, group in groups.items():
        distinct = list({edit.plain: edit for edit in reversed(group)}.values())[::-1]
        if key in clashes:
            known = clashes[key]
            further = tuple(e for e in distinct if e.plain not in {t.plain for t in known.theirs})
            clashes[key] = evolve(known, theirs=(*known.theirs, *further))
        elif len(distinct) > 1:
            why = "several documents fill it in differently"
            clashes[key] = Conflict(
                address=group[0].address, base=group[0].old, theirs=tuple(distinct), why=why
            )
        else:
            edits.append(group[0])
    return evolve(whole, edits=tuple(edits), conflicts=tuple(clashes.values()))


def _place(edit: Edit) -> tuple[str, str]:
    """What two edits have in common that are about one place."""
    said = [new_item(token) for token in parts(edit.address)]
    comes_in = any(one is not None and not one.id for one in said)
    return (edit.document if comes_in else "", edit.address)
