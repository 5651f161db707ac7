"""What tests of several documents read a tree with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interim_method.markup import tree as t

__all__ = ["said", "sections", "texts", "tops"]


def sections(document: t.Document) -> dict[str, t.Section]:
    """Every section by its id."""
    return {b.id: b for b in t.walk(document.blocks) if isinstance(b, t.Section)}


def tops(document: t.Document) -> list[str]:
    """The ids of the outermost sections, in order."""
    return [b.id for b in document.blocks if isinstance(b, t.Section)]


def texts(blocks: Iterable[t.Block]) -> Iterator[str]:
    """Everything that is said, in reading order."""
    for block in t.walk(blocks):
        match block:
            case t.Paragraph(runs=runs):
                yield t.plain(runs)
            case t.Section(title=title) | t.Callout(title=title):
                yield t.plain(title)
            case t.Definitions(entries=entries):
                yield from (t.plain(e.term) for e in entries)
            case t.Grid(cells=cells):
                yield from (t.plain(c.title) for c in cells)
            case t.Collection(header=header):
                yield from (t.plain(h) for h in header)
            case t.Field(placeholder=placeholder, options=options):
                yield placeholder
                yield from (o.label for o in options)
            case _:
                pass


def said(document: t.Document) -> str:
    """All words of a document but for its head and foot."""
    return "\n".join([document.title, document.subtitle, *texts(document.blocks)])
