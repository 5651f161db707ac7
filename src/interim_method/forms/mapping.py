"""The map of a document: what a reader needs to know of its places, made from the tree that it was written from."""

from __future__ import annotations

from interim_method.forms.form import Map, MappedCollection, MappedPlace, MappedRow
from interim_method.markup import tree
from interim_method.model import FrozenMap

__all__ = ["map_of", "mapped_collection", "mapped_place"]


def map_of(document: tree.Document) -> Map:
    """The map of a document, without the prints of its other lines."""
    blocks = tuple(tree.walk(tuple(document.blocks)))
    return Map(
        identity=document.identity,
        places=tuple(mapped_place(b) for b in blocks if isinstance(b, tree.Field)),
        collections=tuple(mapped_collection(b) for b in blocks if isinstance(b, tree.Collection)),
    )


def mapped_place(block: tree.Field) -> MappedPlace:
    """What the map says of a field."""
    return MappedPlace(
        key=block.key,
        address=block.address,
        kind=block.kind,
        base=block.value,
        label=block.label,
        language=block.language,
        options=FrozenMap({option.value: option.label for option in block.options}),
        low=block.low,
        high=block.high,
        unit=block.unit,
    )


def mapped_collection(block: tree.Collection) -> MappedCollection:
    """What the map says of a collection."""
    return MappedCollection(
        key=block.key,
        address=block.address,
        label=block.label,
        heads=tuple(tree.plain(head) for head in block.header),
        columns=tuple(mapped_place(one) if one else None for one in block.added),
        given=block.given,
        rows=tuple(MappedRow(key=row.key, id=row.id, address=row.address) for row in block.rows),
        shape=block.shape,
    )
