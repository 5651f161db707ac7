"""The map of a document as XML: what each of its anchors stands for, and what it printed besides.

`interim_method.formats.docx.reading.mapped` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from interim_method.formats.docx.context import Context, Mapped
from interim_method.formats.docx.identity import MAP
from interim_method.formats.docx.oxml import attribute, clean, escape
from interim_method.markup import tree

__all__ = ["map_xml"]

_SPACE: Final = ' xml:space="preserve"'


def map_xml(ctx: Context) -> str:
    """The map: who the document is, and what each anchor stands for, with the value it was written with."""
    lists: dict[tuple[tree.Option, ...], str] = {}
    anchors = "".join(_entry(one, lists) for one in ctx.map)
    return (
        f'<map xmlns="{MAP}" id="{attribute(ctx.document.id)}" language="{attribute(ctx.document.language)}">'
        + "".join(
            _element("identity", {"name": name}, value)
            for name, value in sorted(ctx.document.identity.items())
        )
        + "".join(_list(options, id) for options, id in lists.items())
        + anchors
        + "".join(
            _element("picture", {"source": one.source, "alt": one.alt or "", "title": one.title})
            for one in ctx.pictures
        )
        + ("" if ctx.prints is None else _element("prints", {}, " ".join(ctx.prints.taken())))
        + "</map>"
    )


def _entry(one: Mapped, lists: dict[tuple[tree.Option, ...], str]) -> str:
    if isinstance(one.block, tree.Field):
        return _place(
            "field",
            one.block,
            lists,
            {
                "bookmark": one.marks[0],
                "shown": one.shown,
                "item": "1" if one.item else "",
                "placeholder": _guiding(one.block),
            },
        )
    block, marks = one.block, one.marks
    inner = [_element("head", {}, tree.plain(head)) for head in block.header]
    inner += [_place("column", taken, lists) if taken else "<column/>" for taken in block.added]
    inner += [_element("given", {"name": name}, value) for name, value in block.given.items()]
    inner += [
        _element("row", {"key": row.key, "id": row.id, "address": row.address, "bookmark": mark})
        for row, mark in zip(block.rows, marks[1:], strict=True)
    ]
    stated = {"key": block.key, "address": block.address, "label": block.label, "bookmark": marks[0]}
    shape = {"shape": block.shape} if block.shape != "rows" else {}
    return f"<collection{_attributes({**stated, **shape})}>{''.join(inner)}</collection>"


def _place(
    tag: str,
    block: tree.Field,
    lists: dict[tuple[tree.Option, ...], str],
    more: Mapping[str, str] | None = None,
) -> str:
    stated = {
        "key": block.key,
        "address": block.address,
        "kind": block.kind,
        "label": block.label,
        "language": block.language,
        "low": "" if block.low is None else str(block.low),
        "high": "" if block.high is None else str(block.high),
        "unit": block.unit,
        # Many places have one list of options: it is told once.
        "options": lists.setdefault(block.options, f"o{len(lists) + 1}") if block.options else "",
        **(more or {}),
    }
    return _element(tag, stated, block.value)


def _guiding(block: tree.Field) -> str:
    """What an empty place shows: a program may leave it beside what was typed."""
    return "" if block.value or block.blocks else block.placeholder


def _list(options: tuple[tree.Option, ...], id: str) -> str:
    said = "".join(_element("option", {"value": one.value}, one.label) for one in options)
    return f'<options id="{id}">{said}</options>'


def _element(tag: str, attributes: Mapping[str, str], text: str = "") -> str:
    start = f"<{tag}{_attributes(attributes)}"
    # A carriage return would be read as a line feed.
    return (
        f"{start}{_SPACE}>{escape(clean(text)).replace(chr(13), '&#13;')}</{tag}>" if text else f"{start}/>"
    )


def _attributes(stated: Mapping[str, str]) -> str:
    return "".join(
        f' {name}="{attribute(value).replace(chr(13), "&#13;")}"' for name, value in stated.items() if value
    )
