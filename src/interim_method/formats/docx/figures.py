"""Charts, each with words for who does not see it."""

from __future__ import annotations

from collections.abc import Iterator

from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.look import mm
from interim_method.formats.docx.opc import Kind, Part, Rel, Relation, xml_part
from interim_method.formats.docx.oxml import NAMESPACES, attribute
from interim_method.formats.docx.paragraphs import styled
from interim_method.formats.docx.runs import runs, text_run
from interim_method.markup import tree

__all__ = ["figure"]

_EMU: int = 635
"""English metric units in a twentieth of a point."""


def figure(block: tree.Figure, ctx: Context, here: Here) -> Iterator[str]:
    """A chart where Word can draw one; below it what it shows in words, and its numbers as a table."""
    from interim_method.formats.docx.charts import chart_xml, drawable, workbook

    if drawable(block) and not here.tables:
        number = ctx.drawing_id()
        sheet = ctx.part_name("word/embeddings/Microsoft_Excel_Sheet%d.xlsx")
        chart = ctx.part_name("word/charts/chart%d.xml")
        drawn = chart_xml(block, ctx.document.language)
        ctx.parts.append(Part(sheet, Kind.SHEET, workbook(block)))
        ctx.parts.append(xml_part(chart, Kind.CHART, drawn, [Relation("rId1", Rel.PACKAGE, sheet)]))
        relation = ctx.relate(Rel.CHART, chart)
        width = (here.width - here.indent) * _EMU
        height = mm(62 if not here.landscape else 70) * _EMU
        drawing = (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{number}" name="Chart {number}" descr="{attribute(block.alt)}"/>'
            f'<a:graphic><a:graphicData uri="{NAMESPACES["c"]}"><c:chart r:id="{relation}"/></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r>"
        )
        yield styled(ctx.style("Normal"), drawing, first="<w:keepNext/>", indent=here.indent)
    caption = runs(block.caption, ctx)
    if block.alt:
        caption += text_run((" " if caption else "") + block.alt)
    if caption:
        first = "<w:keepNext/>" if block.fallback else ""
        yield styled(ctx.style("caption"), caption, first=first, indent=here.indent)
    yield from ctx.inner(block.fallback, here)
