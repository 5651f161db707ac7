"""What is archived in a record, brought back where the methodology has its place again."""

from __future__ import annotations

from typing import Any

import attrs

from interim_method.errors import AddressError, DefinitionError
from interim_method.model.address import parts, place, put
from interim_method.model.engagement import Archived, Engagement, ToolContent
from interim_method.model.frozen import Keyed
from interim_method.model.methodology import Unknown
from interim_method.model.pilot import Pilot
from interim_method.model.record import Record, fields_of, item_type
from interim_method.variants.moving import GONE, Data, Moving
from interim_method.variants.places import collections_of

__all__ = ["Restoring", "restore"]


class Restoring:
    """What came of an archive.

    Attributes:
        record: The record with what came back.
        back: What came back.
        left: What stays in the archive.
        more: What was set apart of what came back in part, and what it was called before.
    """

    def __init__(self, record: Any, left: list[Archived]) -> None:
        self.record = record
        self.left = left
        self.back: list[Archived] = []
        self.more: list[Archived] = []


def restore(record: Engagement | Pilot, archive: list[Archived], data: Data) -> Restoring:
    """*record* with what of *archive* its methodology has a place for, in the order in which it stood."""
    work = Restoring(record, list(archive))
    for anywhere in (False, True):
        again = True
        while again:
            again = False
            for one in tuple(work.left):
                if one.form not in ("moved", "change") and _restored(work, one, data, anywhere=anywhere):
                    again = True
    return work


def _restored(work: Restoring, one: Archived, data: Data, *, anywhere: bool) -> bool:
    above, _, _ = one.address.rpartition("/")
    try:
        if one.form == "value":
            made, found = _with_value(work, one, data)
        else:
            spot = place(work.record, above)
            held = spot.value
            if not isinstance(held, (Keyed, tuple)):
                return False
            ids = held.ids if isinstance(held, Keyed) else held
            if one.after and one.after not in ids and not anywhere:
                return False
            found = Moving(None, work.record.methodology, work.left, data)
            if one.form == "item":
                item: Any = data.made(one.data, item_type(spot.type))
                new = found.item(item, above, above, _tool(work.record, above))
                if new is GONE or new.id in held or not _resolves(work.record, new):
                    return False
            else:
                new = found.member(spot.owner, parts(above)[-1], one.data, above, _tool(work.record, above))
                if new is GONE or new in held:
                    return False
            made = put(work.record, above, _with(held, new, one.after))
    except (AddressError, DefinitionError):
        return False  # where it stood is gone itself, or has become something else
    if made is None:
        return False
    work.record = made
    used = {one.id, *(trace.id for trace in work.left if trace.form == "moved" and found.looked_at(trace))}
    work.left = [rest for rest in work.left if rest.id not in used]
    work.left = [attrs.evolve(rest, address=found.renamed(rest.address)) for rest in work.left]
    work.more += (*found.orphaned, *found.traces)
    work.back.append(one)
    return True


def _with_value(work: Restoring, one: Archived, data: Data) -> tuple[Any, Moving]:
    spot = place(work.record, one.address)
    found = Moving(None, work.record.methodology, work.left, data)
    if spot.value is not None or spot.field is None:
        return None, found
    above = one.address.rpartition("/")[0]
    new = found.member(spot.owner, spot.field.name, one.data, above, _tool(work.record, above), single=True)
    return (None if new is GONE else put(work.record, one.address, new)), found


def _with(held: Any, new: Any, after: str) -> Any:
    """*held* with something new behind what it stood behind; at the end where that is gone."""
    ids = held.ids if isinstance(held, Keyed) else held
    position = 0 if not after else ids.index(after) + 1 if after in ids else len(ids)
    items = (*held[:position], new, *held[position:])
    return Keyed(items) if isinstance(held, Keyed) else items


def _tool(record: Any, address: str) -> tuple[str, str]:
    """The tool that is filled by the content that an address lies in."""
    tokens = parts(address)
    content = record.contents.get(tokens[1]) if tokens[0] == "contents" and len(tokens) > 1 else None
    return (content.tool, content.tool) if isinstance(content, ToolContent) else ("", "")


def _resolves(record: Any, value: Any) -> bool:
    """Whether whatever else something refers to, people and sessions, is still in the record."""
    if isinstance(value, Unknown) or not isinstance(value, (Record, Keyed)):
        return True
    if isinstance(value, Keyed):
        return all(_resolves(record, one) for one in value)
    for name, info in fields_of(type(value)).items():
        held = getattr(value, name)
        wanted = info.kind.of
        if held is not None and wanted and name not in collections_of(type(value)):
            known = {one.id for collection in wanted for one in getattr(record, collection, ())}
            if not known.issuperset(held if isinstance(held, tuple) else (held,)):
                return False
        elif not wanted and not _resolves(record, held):
            return False
    return True
