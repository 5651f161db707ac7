"""What a document says of itself: core and custom properties, and the map of its fields."""

from __future__ import annotations

from datetime import date
from typing import Final

from interim_method.formats.docx.context import Context, locale_of
from interim_method.formats.docx.identity import (
    LONGEST,
    custom_properties,
    identifier,
    map_properties,
)
from interim_method.formats.docx.mapping import map_xml
from interim_method.formats.docx.opc import Kind, Part, Rel, Relation, xml_part
from interim_method.formats.docx.oxml import clean, escape

__all__ = ["core_part", "custom_part", "map_parts"]

_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_NO_DATE: Final = date(1980, 1, 1)


def map_parts(ctx: Context) -> tuple[Part, Part]:
    """The map of the fields, and its properties."""
    name = ctx.part_name("customXml/item%d.xml")
    properties = ctx.part_name("customXml/itemProps%d.xml")
    related = [Relation("rId1", Rel.XML_PROPERTIES, properties)]
    return (
        xml_part(name, Kind.XML, map_xml(ctx), related),
        xml_part(properties, Kind.XML_PROPERTIES, map_properties(ctx)),
    )


def custom_part(ctx: Context) -> Part | None:
    """The custom properties, where there is something to say."""
    custom = custom_properties(ctx)
    return xml_part("docProps/custom.xml", Kind.CUSTOM, custom) if custom else None


def core_part(ctx: Context) -> Part:
    """The core properties, none longer than the format allows."""
    document = ctx.document
    stamp = f"{(document.date or _NO_DATE).isoformat()}T00:00:00Z"
    values = (
        ("dc:title", document.title),
        ("dc:subject", document.subject),
        ("dc:creator", document.author or document.organisation),
        ("cp:keywords", ", ".join(document.keywords)),
        ("dc:identifier", identifier(ctx)),
        ("dc:language", locale_of(document.language)),
        ("cp:lastModifiedBy", document.author or document.organisation),
    )
    stated = "".join(
        f"<{tag}>{escape(clean(value.replace(chr(10), ' ')[:LONGEST]))}</{tag}>"
        for tag, value in values
        if value
    )
    return xml_part(
        "docProps/core.xml",
        Kind.CORE,
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'{stated}<cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>',
    )
