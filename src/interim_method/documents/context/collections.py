"""Growing sets: rows or cards of fields, with room for more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from interim_method.documents.context.names import name_of
from interim_method.markup import tree as t
from interim_method.model import FrozenMap, Kind, Record, item_type, place, record_type

if TYPE_CHECKING:
    from interim_method.documents.context.context import Context

__all__ = ["Col", "collection"]


@frozen
class Col:
    """A column of a collection: a field of its items, or what `make` makes of one.

    Attributes:
        heading: Its words.
        name: The field below the item; empty for what is derived.
        make: Gives the blocks of a derived cell.
        width: Its share of the width.
        align: How its cells are aligned.
        holds: What its cells hold, for writers to choose their look.
        options: The choices of the field, where the model does not know them.
        guide: Says what stands in the empty place of an item instead of *Pendent*; empty for that.
        beside: Gives what is derived of an item and stands below its field.
    """

    heading: str
    name: str = ""
    make: Callable[[Any], t.Blocks] | None = None
    width: float = 1.0
    align: t.Align = "left"
    holds: Literal["text", "number", "sign", "short"] = "text"
    options: tuple[t.Option, ...] = ()
    guide: Callable[[Any], str] | None = None
    beside: Callable[[Any], t.Blocks] | None = None


def collection(
    ctx: Context,
    address: str,
    label: str,
    columns: Sequence[Col],
    *,
    items: Iterable[Any] | None = None,
    empty: int = 0,
    prefix: str = "new",
    shape: Literal["rows", "cards"] = "rows",
    lines: int = 1,
    given: Mapping[str, str] | None = None,
    new: type[Record] | None = None,
    **options: Any,
) -> t.Collection:
    """The growing set at an address, with *empty* rows behind those there are.

    Args:
        address: The collection's.
        label: What it is called.
        columns: Its columns.
        items: Which of its items are shown; all where not given, none in a blank edition.
        empty: How many empty rows follow.
        prefix: Begins the ids of the empty rows, until somebody fills them in.
        shape: Rows of a table, or cards.
        lines: The room that a hand needs in a cell.
        given: What every row added here holds, such as the objective that the table is of.
        new: The class of its items, where what it lies in is not in the record yet.
        **options: Further attributes of the `Collection`.
    """
    there: Iterable[Any] = ()
    cls: type[Any] | None = new
    if new is None:
        spot = place(ctx.subject, address)
        cls = record_type(item_type(spot.type) or spot.type)
        there = spot.value
    shown = () if ctx.blank else (there if items is None else items)
    own = "".join(f"?{name}={value}" for name, value in sorted((given or {}).items()))
    rows = [
        t.CollectionRow(
            ctx.key(f"{address}/{item.id}"),
            item.id,
            tuple(_cell(ctx, f"{address}/{item.id}", c, item, None, lines) for c in columns),
            t.line(name_of(ctx, item)),
        )
        for item in shown
    ]
    for n in range(1, empty + 1):
        below = f"{address}/{prefix}-{n}{own}"
        cells = tuple(_cell(ctx, below, c, None, cls, lines) for c in columns)
        rows.append(t.CollectionRow(ctx.key(below), "", cells))
    return t.Collection(
        ctx.key(address + own),
        address,
        label,
        tuple(t.Column(c.align, c.width, c.holds) for c in columns),
        tuple(t.line(c.heading) for c in columns),
        tuple(c.name for c in columns),
        tuple(rows),
        shape,
        title=label,
        given=FrozenMap(given or {}),
        **options,
    )


def _cell(ctx: Context, below: str, column: Col, item: Any, cls: type | None, lines: int) -> t.Cell:
    if column.make is not None:
        return t.Cell(column.make(item) if item is not None else ())
    at = f"{below}/{column.name}"
    guide = column.guide(item) if column.guide and item is not None else ""
    made = ctx.field(
        at,
        column.heading,
        new=cls if item is None else None,
        # What need not be said needs no room for a hand.
        lines=0 if guide else lines,
        guide=guide,
        options=column.options or None,
        kind=Kind("choice") if column.options else None,
    )
    derived = column.beside(item) if column.beside and item is not None else ()
    return t.Cell((made, *derived))
