"""How a document is known again, said three times: in properties, in its identifier, and in the map."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote
from uuid import UUID, uuid5

from interim_method.formats.docx.context import Context
from interim_method.formats.docx.oxml import attribute, clean, escape

__all__ = ["MAP", "PROPERTY", "custom_properties", "identifier", "map_properties"]

MAP: Final = "urn:interim-method:document:1"
"""Namespace of the map."""
PROPERTY: Final = "interim-method."
"""What our custom properties begin with."""

_SPACE: Final = UUID("5b0f9c1e-6a0c-5f0e-9a53-1d2c6c7a9b41")
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_SCHEMAS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/"
LONGEST: Final = 255


def _said(ctx: Context) -> list[tuple[str, str]]:
    pairs = [("document", ctx.document.id)] if ctx.document.id else []
    return pairs + sorted(
        item for item in ctx.document.identity.items() if not pairs or item[0] != "document"
    )


def identifier(ctx: Context) -> str:
    """The identifier among the core properties; the document's id alone where all would be too long."""
    pairs = _said(ctx)
    whole = "interim-method:" + ";".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in pairs)
    if not pairs:
        return ""
    return whole if len(whole) <= LONGEST else f"interim-method:document={quote(ctx.document.id, safe='')}"


def custom_properties(ctx: Context) -> str:
    """The custom properties part; empty where there is nothing to say."""
    found = "".join(
        f'<property fmtid="{_FORMAT}" pid="{n}" name="{attribute((PROPERTY + name)[:LONGEST])}">'
        f"<vt:lpwstr>{escape(clean(value[:LONGEST]))}</vt:lpwstr></property>"
        for n, (name, value) in enumerate(_said(ctx), 2)
    )
    if not found:
        return ""
    return f'<Properties xmlns="{_SCHEMAS}custom-properties" xmlns:vt="{_SCHEMAS}docPropsVTypes">{found}</Properties>'


def map_properties(ctx: Context) -> str:
    """The properties of the map's part; its id comes from the document's, so the same gives the same."""
    item = uuid5(_SPACE, ctx.document.id or ctx.document.title)
    return (
        f'<ds:datastoreItem xmlns:ds="{_SCHEMAS}customXml" ds:itemID="{{{str(item).upper()}}}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{MAP}"/></ds:schemaRefs></ds:datastoreItem>'
    )
