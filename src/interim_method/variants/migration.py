"""A record moved to another methodology, or to another version of its own.

Pure. Whatever in the record names something of the methodology is kept, moved to what takes its place, or
archived in the record with where it stood; nothing is dropped. What is archived comes back with a methodology
that has its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import attrs
from attrs import frozen

from interim_method.model.engagement import Archived, Engagement
from interim_method.model.frozen import Keyed, Value
from interim_method.model.methodology import Methodology
from interim_method.model.pilot import Pilot
from interim_method.variants.carrying import Carried, carried
from interim_method.variants.moving import Data, Moved, Moving
from interim_method.variants.restoring import restore

__all__ = ["Migration", "Moved", "migrate"]

R = TypeVar("R", bound=Engagement | Pilot)
R_co = TypeVar("R_co", bound=Engagement | Pilot, covariant=True)


@frozen(kw_only=True, eq=False, repr=False)
class Migration(Value, Generic[R_co]):
    """A record moved to another methodology, and what came of what it holds.

    Attributes:
        record: The record as it is with the other methodology.
        changed: Whether it is another than before.
        kept: The addresses that name something of the methodology, and go on naming it.
        moved: What is called otherwise now.
        orphaned: What has no place in the methodology: it is in the archive of the record.
        restored: What was in the archive, and has its place again.
        notes: Why changes of the organisation's own could not be made.
    """

    record: R_co
    changed: bool = False
    kept: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    orphaned: tuple[Archived, ...] = ()
    restored: tuple[Archived, ...] = ()
    notes: tuple[str, ...] = ()


def migrate(record: R, to: Methodology, data: Data) -> Migration[R]:
    """*record* with the methodology *to*; *data* makes plain data of what is archived, and the other way round.

    An engagement's own changes are made to the methodology again, where they can be.
    """
    if to == record.methodology:
        return Migration(record=record)
    own = carried(record, to, data) if isinstance(record, Engagement) else Carried(methodology=to)
    if own.methodology == record.methodology:
        return Migration(record=record)
    moving = Moving(record.methodology, own.methodology, record.archive, data)
    made: Any = attrs.evolve(moving.whole(record), methodology=own.methodology)
    if isinstance(made, Engagement):
        made = attrs.evolve(made, changes=own.changes)
    waiting = [
        attrs.evolve(one, address=moving.renamed(one.address))
        for one in record.archive
        if one.form != "change" and not moving.looked_at(one)
    ]
    restored = restore(made, waiting, data)
    orphaned = (*own.orphaned, *moving.orphaned, *(one for one in restored.more if one.form != "moved"))
    traces = (*moving.traces, *(one for one in restored.more if one.form == "moved"))
    old = (*own.left, *restored.left)
    archive = _numbered(old, (*orphaned, *traces))
    return Migration(
        record=attrs.evolve(restored.record, archive=archive),
        changed=True,
        kept=tuple(moving.kept),
        moved=tuple(moving.moved),
        orphaned=tuple(one for one in archive[len(old) :] if one.form != "moved"),
        restored=(*own.restored, *restored.back),
        notes=own.notes,
    )


def _numbered(old: Iterable[Archived], new: Iterable[Archived]) -> Keyed[Archived]:
    """What stays in the archive, and what comes to it with ids of its own."""
    found = {one.id: one for one in old}
    number = 0
    for one in new:
        number += 1
        while f"o{number}" in found:
            number += 1
        found[f"o{number}"] = attrs.evolve(one, id=f"o{number}")
    return Keyed(found.values())
