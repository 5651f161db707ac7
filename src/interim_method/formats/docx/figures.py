"""Charts, each with words for who does not see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from interim_method.formats.docx.context import Context, Here, locale_of
from interim_method.formats.docx.opc import Kind, Part, Rel, Relation, xml_part
from interim_method.formats.docx.oxml import NAMESPACES, attribute
from interim_method.formats.docx.paragraphs import styled
from interim_method.formats.docx.runs import runs, text_run
from interim_method.formats.docx.tables import kept
from interim_method.formats.docx.widths import column_widths
from interim_method.markup import tree

if TYPE_CHECKING:
    from interim_method.formats.docx.charts import Room

__all__ = ["figure"]

_EMU: Final = 635
"""English metric units in a twentieth of a point."""
_POINT: Final = 20 * _EMU
_LOW: Final = 12
"""Rows of a table that a chart can be kept on one page with."""


def figure(block: tree.Figure, ctx: Context, here: Here) -> Iterator[str]:
    """What it shows, the chart where Word can draw one, and its numbers as a table."""
    drawing = "" if here.tables else _chart(block, ctx, here)
    caption = runs(block.caption, ctx)
    if not drawing and block.alt and block.alt not in tree.plain(block.caption):
        caption += text_run((" " if caption else "") + block.alt)
    if caption:
        yield styled(
            ctx.style("caption"),
            caption,
            first="<w:keepNext/>" if drawing or block.fallback else "",
            spacing=f'<w:spacing w:before="120" w:after="{40 if drawing else 80}"/>',
            indent=here.indent,
        )
    if drawing:
        yield drawing
        if block.fallback and _close(block.fallback[0]):
            yield _together("".join(ctx.inner(block.fallback[:1], here)))
            yield from ctx.inner(block.fallback[1:], here)
            return
    yield from ctx.inner(block.fallback, here)


def _together(written: str) -> str:
    """A table with all its rows on one page, that of its chart."""
    last = written.rfind("<w:tr>")
    return kept(written[:last]) + written[last:]


def _chart(block: tree.Figure, ctx: Context, here: Here) -> str:
    """The paragraph with the chart; nothing where there is none to draw or to read."""
    from interim_method.formats.docx.charts import draw, drawable, readable

    if not drawable(block):
        return ""
    if not readable(block):
        ctx.find(
            "figure-as-table",
            f"a chart of {len(block.categories)} bars cannot be read; its table stands alone",
            advice="show fewer of them, or leave it at the table",
        )
        return ""
    room = _room(block, here)
    drawn = draw(block, locale_of(ctx.document.language), room)
    sheet = ctx.part_name("word/embeddings/Microsoft_Excel_Sheet%d.xlsx")
    chart = ctx.part_name("word/charts/chart%d.xml")
    ctx.parts.append(Part(sheet, Kind.SHEET, drawn.workbook))
    ctx.parts.append(xml_part(chart, Kind.CHART, drawn.xml, [Relation("rId1", Rel.PACKAGE, sheet)]))
    relation = ctx.relate(Rel.CHART, chart)
    number = ctx.drawing_id()
    width, height = (here.width - here.indent) * _EMU, round(drawn.height * _POINT)
    title = tree.plain(block.caption).strip() or next(
        (one.title for one in block.fallback if isinstance(one, tree.Table)), ""
    )
    drawing = (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr="{attribute(block.alt)}"'
        + (f' title="{attribute(title)}"' if title else "")
        + f'/><a:graphic><a:graphicData uri="{NAMESPACES["c"]}"><c:chart r:id="{relation}"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
    after = 80 if room.named else 0
    return styled(
        ctx.style("Normal"),
        drawing,
        first="<w:keepNext/>" if block.fallback and _close(block.fallback[0]) else "",
        spacing=f'<w:spacing w:before="0" w:after="{after}" w:line="240" w:lineRule="auto"/>',
        indent=here.indent,
    )


def _room(block: tree.Figure, here: Here) -> Room:
    """The room of a chart; over a table its field has the edges of the columns that its categories name."""
    from interim_method.formats.docx.charts import Room

    width = here.width - here.indent
    plain = Room(width / 20, here.landscape)
    table = block.fallback[0] if block.over and block.fallback else None
    if not isinstance(table, tree.Table) or not table.header:
        return plain
    heads = [_first_line(cell) for cell in table.header[-1].cells]
    count = len(block.categories)
    at = next((n for n in range(len(heads)) if tuple(heads[n : n + count]) == block.categories), None)
    if at is None or len(heads) != len(table.columns):
        return plain
    widths = column_widths(table.columns, heads, (), width)
    edges = sum(widths[:at]) / 20, sum(widths[: at + count]) / 20
    return plain._replace(left=edges[0], right=edges[1], named=not _close(table))


def _close(block: tree.Block) -> bool:
    """Whether a table is so low that it stays on the page of its chart, and names the categories for it."""
    return (
        isinstance(block, tree.Table)
        and all(
            len(cell.blocks) <= 1 and all(isinstance(one, tree.Paragraph) for one in cell.blocks)
            for row in block.rows[: _LOW + 1]
            for cell in row.cells
        )
        and len(block.rows) <= _LOW
    )


def _first_line(cell: tree.Cell) -> str:
    first = cell.blocks[0] if cell.blocks else None
    return tree.plain(first.runs) if isinstance(first, tree.Paragraph) else ""
