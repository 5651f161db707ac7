"""What was filled in with a tool that nothing here knows: kept, and shown as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from interim_method.documents.context import Context
from interim_method.markup import tree as t
from interim_method.model import Keyed, Record, Text, Tool, ToolContent, Unknown, thaw

__all__ = ["strangers"]


def strangers(ctx: Context, tool: type[Tool], content: type[ToolContent]) -> Iterator[t.Block]:
    """What was asked for or filled in with a tool that nothing here knows, as text."""
    wanted = ctx.narrowed("contents", "elements")
    elements = ctx.methodology.elements
    for one in ctx.engagement.contents:
        if wanted is not None and wanted not in (one.id, getattr(one, "tool", None)):
            continue
        if isinstance(one, Unknown):
            if one.id == wanted and ctx.of.startswith("/contents/"):
                yield _stranger(ctx, one.id, one.kind, thaw(one.data))
        elif isinstance(one, content) and not isinstance(elements.get(one.tool), tool) and not ctx.blank:
            yield _stranger(ctx, one.id, one.tool, _held(ctx, one))
    element = elements.get(wanted) if ctx.of.startswith("/elements/") else None
    if isinstance(element, Unknown):
        yield _stranger(ctx, element.id, element.kind, thaw(element.data))


def _stranger(ctx: Context, key: str, kind: str, data: Any) -> t.Section:
    said = tuple(
        t.Definition(t.line(name), (t.paragraph(value),)) for name, value in _lines(ctx, data) if value
    )
    notice = ctx.callout("notice", ctx.word("board.unknown", kind=kind))
    return t.Section(t.line(key), (notice, t.Definitions(said, role="facts")) if said else (notice,), id=key)


def _held(ctx: Context, value: Any) -> Any:
    """A record as plain data, its texts in the document's language."""
    if isinstance(value, Record):
        named = {a.name: _held(ctx, getattr(value, a.name)) for a in attrs.fields(type(value))}
        return {name: held for name, held in named.items() if name not in ("id", "tool") and held}
    if isinstance(value, Keyed):
        return {item.id: _held(ctx, item) for item in value}
    return ctx.text(value) if isinstance(value, Text) else value


def _lines(ctx: Context, data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The texts and numbers in plain data, with where they lie."""
    if isinstance(data, Mapping):
        for name, inner in data.items():
            yield from _lines(ctx, inner, f"{path} · {name}" if path else str(name))
    elif isinstance(data, (list, tuple)):
        for number, inner in enumerate(data, 1):
            yield from _lines(ctx, inner, f"{path} {number}")
    elif isinstance(data, bool):
        yield path, ctx.word("yes" if data else "no")
    elif data is not None:
        yield path, str(data)
