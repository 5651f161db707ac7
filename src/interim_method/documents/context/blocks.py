"""Blocks that documents are made of, from texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from interim_method.markup import tree as t

if TYPE_CHECKING:
    from interim_method.documents.context.context import Context
    from interim_method.documents.context.texts import Said

__all__ = [
    "bullets",
    "callout",
    "facts",
    "flat",
    "heading",
    "pending",
    "section",
    "section_if_any",
    "strip",
    "table",
]


def flat(blocks: Iterable[Any]) -> t.Blocks:
    """Blocks and iterables of blocks in one row, without the Nones."""
    found: list[t.Block] = []
    for block in blocks:
        if block is None:
            continue
        if isinstance(block, (tuple, list)) or not hasattr(type(block), "__attrs_attrs__"):
            found.extend(flat(block))
        else:
            found.append(block)
    return tuple(found)


def section(
    ctx: Context, key: str, *blocks: t.Block | Iterable[t.Block | None] | None, **options: Any
) -> t.Section:
    """A section headed by the words *key* (the recipe's, such as ``board``), its id and its part the same."""
    id = key.rpartition(".")[2]
    return t.Section(t.line(ctx.heading(key)), flat(blocks), id=id, part=id, **options)


def section_if_any(
    ctx: Context, key: str, *blocks: t.Block | Iterable[t.Block | None] | None, **options: Any
) -> t.Section | None:
    """A section; None where there is nothing to say."""
    made = section(ctx, key, *blocks, **options)
    return made if made.blocks else None


def heading(ctx: Context, key: str) -> str:
    """The words of a heading: the recipe's own, or the common ones."""
    own = f"{ctx.recipe}.{key}"
    return ctx.word(own if ctx.language.has(own) else key)


def pending(ctx: Context) -> t.Paragraph:
    """Stands where somebody should still write something."""
    return t.paragraph(ctx.word("pending"), "pending")


def facts(*entries: tuple[str, str | t.Blocks | t.Runs | None]) -> t.Definitions:
    """Labels and their values; those without a value are left out."""
    found = []
    for label, value in entries:
        if value:
            blocks = (t.paragraph(value),) if isinstance(value, str) else _as_blocks(value)
            found.append(t.Definition(t.line(label), blocks))
    return t.Definitions(tuple(found), role="facts")


def bullets(ctx: Context, items: Iterable[Said | t.Runs]) -> t.Block | None:
    """A tight list of short pieces of Markdown; None where there is nothing to list."""
    made = tuple(t.Item((t.Paragraph(i if isinstance(i, tuple) else ctx.inline(i)),)) for i in items if i)
    return t.Items(made) if made else None


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str | t.Runs | t.Blocks | t.Cell | None]],
    *,
    align: str = "",
    widths: Sequence[float] = (),
    total: Sequence[str] | None = None,
    title: str = "",
    **options: Any,
) -> t.Table | None:
    """A table of texts; *align* has a letter (l, c, r) for each column. None where there are no rows."""
    sides: dict[str, t.Align] = {"l": "left", "c": "center", "r": "right"}
    columns = tuple(
        t.Column(
            sides[align[n]] if n < len(align) else "left",
            widths[n] if n < len(widths) else 1.0,
            "number" if n < len(align) and align[n] == "r" else "text",
        )
        for n in range(len(headings))
    )
    body = [t.Row(tuple(_as_cell(cell) for cell in row)) for row in rows]
    if not body:
        return None
    if total is not None:
        body.append(t.Row(tuple(_as_cell(cell) for cell in total), role="total"))
    header = (t.Row(tuple(_as_cell(h) for h in headings)),)
    return t.Table(columns, header, tuple(body), title=title, **options)


def strip(ctx: Context, marked: Iterable[str] = ()) -> t.Grid | None:
    """The five change stages in a row, the present ones marked; None where the methodology has none."""
    stages = ctx.methodology.stages
    if not stages:
        return None
    present = set(marked)
    cells = tuple(
        t.GridCell(ctx.line(s.title), (), column=n, stage=s.id, marked=s.id in present)
        for n, s in enumerate(stages, 1)
    )
    return t.Grid(cells, columns=len(cells), role="strip", title=ctx.word("label.stage"))


def callout(kind: Any, title: str, *blocks: t.Block | Iterable[t.Block | None] | None) -> t.Callout:
    """Something to be seen."""
    return t.Callout(flat(blocks), kind, t.line(title))


def _as_blocks(value: Any) -> t.Blocks:
    if not value:
        return ()
    if isinstance(value[0], (t.Text, t.Strong, t.Emphasis, t.Strike, t.Code, t.Link, t.NoteRef, t.Break)):
        return (t.Paragraph(value),)
    return tuple(value)


def _as_cell(value: Any) -> t.Cell:
    if isinstance(value, t.Cell):
        return value
    if isinstance(value, str):
        return t.Cell((t.paragraph(value),) if value else ())
    return t.Cell(_as_blocks(value or ()))
