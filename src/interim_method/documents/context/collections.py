"""Growing sets: rows or cards of fields, with room for more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from interim_method.documents.context.names import name_of
from interim_method.markup import tree as t
from interim_method.model import FrozenMap, Kind, NewItem, expected

if TYPE_CHECKING:
    from interim_method.documents.context.context import Context

__all__ = ["Col", "collection", "fixed"]


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
    hint: str = "",
    shape: Literal["rows", "cards"] = "rows",
    lines: int = 1,
    given: Mapping[str, str] | None = None,
    **options: Any,
) -> t.Collection:
    """The growing set at an address, with *empty* rows behind those there are.

    Args:
        address: The collection's.
        label: What it is called.
        columns: Its columns.
        items: Which of its items are shown; all where not given, none in a blank edition.
        empty: How many empty rows follow.
        hint: Tells the empty rows from those of another collection at the same address.
        shape: Rows of a table, or cards.
        lines: The room that a hand needs in a cell.
        given: What every row added here holds, such as the objective that the table is of.
        **options: Further attributes of the `Collection`.
    """
    there: Iterable[Any] = expected(ctx.subject, address).value or ()
    shown = () if ctx.blank else (there if items is None else items)
    taken = FrozenMap(given or {})
    rows = [
        t.CollectionRow(
            ctx.key(f"{address}/{item.id}"),
            item.id,
            tuple(_cell(ctx, f"{address}/{item.id}", c, item, lines) for c in columns),
            t.line(name_of(ctx, item)),
            f"{address}/{item.id}",
        )
        for item in shown
    ]
    for n in range(1, empty + 1):
        below = f"{address}/{NewItem(f'{hint}-{n}' if hint else str(n), taken).token}"
        cells = tuple(_cell(ctx, below, c, None, lines) for c in columns)
        rows.append(t.CollectionRow(ctx.key(below), "", cells, address=below))
    by_hand = f"{address}/{NewItem(given=taken).token}"
    return t.Collection(
        ctx.key(by_hand),
        address,
        label,
        tuple(t.Column(c.align, c.width, c.holds) for c in columns),
        tuple(t.line(c.heading) for c in columns),
        tuple(c.name for c in columns),
        tuple(rows),
        shape,
        title=label,
        given=taken,
        added=tuple(_taken(ctx, by_hand, c) for c in columns),
        **options,
    )


def fixed(ctx: Context, address: str, label: str, columns: Sequence[Col], items: Iterable[Any]) -> t.Table:
    """A table of what the methodology or the record has once and for all: no row can be added by hand."""
    rows = tuple(
        t.Row(tuple(_cell(ctx, f"{address}/{item.id}", c, item, 1) for c in columns)) for item in items
    )
    head = t.Row(tuple(t.Cell((t.paragraph(c.heading),)) for c in columns))
    return t.Table(tuple(t.Column(c.align, c.width, c.holds) for c in columns), (head,), rows, title=label)


def _cell(ctx: Context, below: str, column: Col, item: Any, lines: int) -> t.Cell:
    if column.make is not None:
        return t.Cell(column.make(item) if item is not None else ())
    guide = column.guide(item) if column.guide and item is not None else ""
    # What need not be said needs no room for a hand.
    made = _field(ctx, below, column, lines=0 if guide else lines, guide=guide)
    derived = column.beside(item) if column.beside and item is not None else ()
    return t.Cell((made, *derived))


def _taken(ctx: Context, below: str, column: Col) -> t.Field | None:
    """What an added row takes in a column; nothing where it is derived."""
    if column.make is not None or not column.name:
        return None
    return _field(ctx, below, column)


def _field(ctx: Context, below: str, column: Col, **said: Any) -> t.Field:
    return ctx.field(
        f"{below}/{column.name}",
        column.heading,
        options=column.options or None,
        kind=Kind("choice") if column.options else None,
        **said,
    )
