"""Tables: of data, and the plain ones that hold what stands side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.look import HAIRLINE, INK, mm, shade
from interim_method.formats.docx.oxml import attribute
from interim_method.formats.docx.paragraphs import paragraph, spacer, styled
from interim_method.formats.docx.runs import is_rtl, needs_no_care, plain_run, runs
from interim_method.formats.docx.spacing import gap
from interim_method.formats.docx.widths import MARGIN, aligned, column_widths
from interim_method.markup import tree

__all__ = [
    "BAR",
    "BAR_OUT",
    "LINE",
    "begin",
    "box",
    "cell",
    "cell_content",
    "cell_style",
    "edges",
    "finish",
    "kept",
    "padding",
    "role_borders",
    "room",
    "row",
    "stays",
    "table",
    "table_cell",
    "too_deep",
]

_UNKEPT: Final = re.compile(r'<w:pStyle w:val="[^"]*"/>(?!<w:keepNext)')
LINE: Final = mm(8)
"""The height that a line written by hand needs."""
AFTER: Final = 160
AFTER_CLOSE: Final = 57
"""The room below a table, and below one that lies on a board."""
_STRETCH: Final = 64
"""How many rows are handed on at a time."""
DEEPEST: Final = 3
"""How many tables may lie within each other: Word and its kin open no files that nest much deeper."""


def begin(
    ctx: Context,
    style: str,
    widths: Sequence[int],
    *,
    title: str = "",
    description: str = "",
    indent: int = 0,
    borders: str = "",
    margins: str = "",
    header: bool = False,
    side: bool = False,
    rtl: bool = False,
) -> str:
    """The beginning of a table, up to its grid; *header* and *side* say where its headings stand."""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{ctx.style(style)}"/>'
        + ("<w:bidiVisual/>" if rtl else "")
        + f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        + (f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else "")
        + (f"<w:tblBorders>{borders}</w:tblBorders>" if borders else "")
        + '<w:tblLayout w:type="fixed"/>'
        + (f"<w:tblCellMar>{margins}</w:tblCellMar>" if margins else "")
        + f'<w:tblLook w:val="0000" w:firstRow="{int(header)}" w:lastRow="0" w:firstColumn="{int(side)}" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        + (f'<w:tblCaption w:val="{attribute(title)}"/>' if title else "")
        + (f'<w:tblDescription w:val="{attribute(description)}"/>' if description else "")
        + "</w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        + "</w:tblGrid>"
    )


def finish(after: int = AFTER) -> str:
    """The end of a table, and the room below it."""
    return "</w:tbl>" + gap(after)


def row(cells: Iterable[str], *, height: int = 0, exact: bool = False, header: bool = False) -> str:
    """A row that does not split."""
    rule = "exact" if exact else "atLeast"
    return (
        "<w:tr><w:trPr><w:cantSplit/>"
        + (f'<w:trHeight w:val="{height}" w:hRule="{rule}"/>' if height else "")
        + ("<w:tblHeader/>" if header else "")
        + "</w:trPr>"
        + "".join(cells)
        + "</w:tr>"
    )


def kept(line: str) -> str:
    """The row *line*, on one page with the next: no row stands alone on the last page, no header on the first."""
    return _UNKEPT.sub(lambda found: f"{found[0]}<w:keepNext/>", line)


def stays(at: int, count: int) -> bool:
    """Whether a row stands on the page of the next: the first of a table does, and the last but one."""
    return at in (0, count - 2) and at < count - 1


def cell(
    content: str,
    width: int,
    *,
    span: int = 1,
    fill: str = "",
    borders: str = "",
    merge: str = "",
    margins: str = "",
    valign: str = "",
) -> str:
    """A cell around finished *content*, which ends in a paragraph."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + merge
        + (f"<w:tcBorders>{borders}</w:tcBorders>" if borders else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "")
        + (f"<w:tcMar>{margins}</w:tcMar>" if margins else "")
        + (f'<w:vAlign w:val="{valign}"/>' if valign else "")
        + f"</w:tcPr>{content}</w:tc>"
    )


def cell_content(blocks: tree.Blocks, ctx: Context, here: Here) -> str:
    """What lies in a cell: never nothing, and a paragraph at the end."""
    if len(blocks) == 1 and type(blocks[0]) is tree.Paragraph:
        return paragraph(blocks[0], ctx, here)
    content = "".join(ctx.inner(blocks, here))
    if not content:
        return styled(ctx.style(here.style), "", align=here.align)
    return content if content.endswith("</w:p>") else content + spacer(ctx)


def edges(**sides: tuple[int, str]) -> str:
    """Borders: for each side its size in eighths of a point and its colour, in the order given."""
    return "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for side, (size, colour) in sides.items()
    )


def padding(top: int, left: int, bottom: int, right: int) -> str:
    """The margins of a cell."""
    return "".join(
        f'<w:{side} w:w="{value}" w:type="dxa"/>'
        for side, value in (("top", top), ("left", left), ("bottom", bottom), ("right", right))
    )


BAR: Final = 24
"""The bar at the left edge of a box or card, in eighths of a point."""
BAR_OUT: Final = BAR * 20 // 8 // 2
"""How far a bar pushes its table to the right: half of it lies within the margin, whoever lays out the page."""
CLOSE: Final = padding(28, MARGIN, 28, MARGIN)
"""The margins of a cell on a board, where room is dear."""


def box(
    content: str, ctx: Context, here: Here, *, fill: str, bar: str, height: int = 0, after: int = 160
) -> str:
    """A tinted box with a bar at its left edge."""
    width = here.width - here.indent - BAR_OUT
    return (
        begin(ctx, "IM Plain", [width], indent=here.indent)
        + row(
            [
                cell(
                    content,
                    width,
                    fill=fill,
                    borders=edges(left=(BAR, bar)),
                    margins=padding(85, 170, 57, 170),
                )
            ],
            height=height,
        )
        + finish(after)
    )


def too_deep(ctx: Context, here: Here) -> bool:
    """Whether another table would lie too deep; says so in a finding."""
    if here.tables < DEEPEST:
        return False
    ctx.find("table-too-deep", f"more than {DEEPEST} tables lie within each other; the innermost became text")
    return True


def table(block: tree.Table, ctx: Context, here: Here) -> Iterator[str]:
    """A table of data."""
    if too_deep(ctx, here):
        for line in (*block.header, *block.rows):
            for one in line.cells:
                yield from ctx.inner(one.blocks, here)
        return
    heads = [
        "".join(tree.plain(b.runs) for b in one.blocks if isinstance(b, tree.Paragraph))
        for one in (block.header[-1].cells if block.header else ())
    ]
    lines = [line.cells for line in block.rows] if len(block.columns) == 2 else []
    widths = column_widths(block.columns, heads, lines, here.width - here.indent)
    tint = shade(block.stage).tint
    # Two columns of facts are labels and their values.
    beside = any(line.heading for line in block.rows) or (block.role == "facts" and len(block.columns) == 2)
    headed = bool(block.header) or beside
    yield begin(
        ctx,
        "IM Table" if headed else "IM Plain",
        widths,
        title=block.title,
        indent=here.indent,
        borders=role_borders(block.role if headed else "facts"),
        margins=_margins(block, here, headed=headed),
        header=bool(block.header),
        side=beside,
    )
    inside = here.inside(
        style=cell_style(here),
        indent=0,
        lists=0,
        tables=here.tables + 1,
        body=False,
        stage=block.stage or here.stage,
    )
    for line in block.header:
        head = row(
            _cells(line, block.columns, widths, ctx, inside.inside(style="IM Cell Head"), fill=tint),
            header=True,
        )
        yield kept(head) if block.rows else head
    if block.rows:
        yield from _together(_body(block, widths, ctx, inside))
    elif not block.header:
        yield row([cell(styled(ctx.style("IM Cell"), ""), w) for w in widths])
    if block.caption:
        yield "</w:tbl>" + styled(ctx.style("caption"), runs(block.caption, ctx), indent=here.indent)
    else:
        yield finish(AFTER_CLOSE if here.tables else AFTER)


def _together(rows: Iterable[str]) -> Iterator[str]:
    """*rows* in stretches, the first kept with the second, the last but one with the last: none stands alone."""
    waiting: list[str] = []
    for n, one in enumerate(rows):
        if n == 1:
            waiting[0] = kept(waiting[0])
        if len(waiting) > _STRETCH:
            yield "".join(waiting[:-1])
            del waiting[:-1]
        waiting.append(one)
    waiting[-2:-1] = map(kept, waiting[-2:-1])
    yield "".join(waiting)


def _margins(block: tree.Table, here: Here, *, headed: bool) -> str:
    """A map has to stay on its page, as what lies on a board."""
    if here.tables or block.role == "map":
        return CLOSE
    return "" if headed else padding(57, MARGIN, 57, MARGIN)


def cell_style(here: Here) -> str:
    """How the text of a table stands: closer on a board, which has to stay on its page."""
    return "IM Cell Close" if here.tables else "IM Cell"


def role_borders(role: str) -> str:
    """What a role changes of the lines of a table."""
    if role in ("map", "matrix"):
        return edges(insideH=(4, HAIRLINE), insideV=(4, HAIRLINE))
    if role == "facts":
        return edges(top=(4, HAIRLINE), bottom=(4, HAIRLINE), insideH=(4, HAIRLINE))
    return ""


def _body(block: tree.Table, widths: Sequence[int], ctx: Context, here: Here) -> Iterator[str]:
    """The rows below the header. Nearly all of a large document passes through here."""
    style = ctx.style(here.style)
    frame = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        + (f'<w:jc w:val="{aligned(c)}"/>' if aligned(c) != "left" else "")
        + "</w:pPr>\0</w:p></w:tc>"
        for width, c in zip(widths, block.columns, strict=False)
    )
    frame = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{frame}</w:tr>".replace("%", "%%").replace("\0", "%s")
    plain = frame.replace("%s", "<w:r><w:t>%s</w:t></w:r>")
    for line in block.rows:
        said = _common(line, len(block.columns), ctx.document.language)
        if not said:
            yield _row(line, block, widths, ctx, here)
            continue
        texts = [one for one in said if isinstance(one, str)]
        easy = needs_no_care(texts)
        if easy and len(texts) == len(said):
            yield plain % said
            continue
        contents = tuple(
            _marked(one, ctx, width)
            if not isinstance(one, str)
            else f"<w:r><w:t>{one}</w:t></w:r>"
            if easy
            else plain_run(one)
            for one, width in zip(said, widths, strict=False)
        )
        turned = [_turned(one, content) for one, content in zip(said, contents, strict=True)]
        if any(turned):
            yield row(
                cell(styled(style, content, align=aligned(column), rtl=rtl), width)
                for content, column, width, rtl in zip(contents, block.columns, widths, turned, strict=True)
            )
        else:
            yield frame % contents


def _marked(said: tree.Runs, ctx: Context, width: int) -> str:
    ctx.room = width - 2 * MARGIN
    return runs(said, ctx)


def _common(line: tree.Row, count: int, language: str) -> tuple[str | tree.Runs, ...]:
    """The texts of a row of paragraphs, marked ones as runs; nothing for a row out of the ordinary."""
    cells = line.cells
    if line.role != "body" or line.heading or len(cells) != count:
        return ()
    found: list[str | tree.Runs] = []
    for one in cells:
        if len(one.blocks) != 1 or one.span != 1 or one.stage is not None:
            return ()
        only = one.blocks[0]
        if type(only) is not tree.Paragraph or only.role != "body":
            return ()
        said = only.runs
        first = said[0] if len(said) == 1 else None
        if type(first) is tree.Text and (first.language is None or first.language == language):
            found.append(first.text)
        else:
            found.append(said)
    return tuple(found)


def _turned(said: str | tree.Runs, content: str) -> bool:
    """Whether a cell is read from the right; what was written of it says at once that most are not."""
    return not content.isascii() and is_rtl(said if isinstance(said, str) else tree.plain(said))


def _row(line: tree.Row, block: tree.Table, widths: Sequence[int], ctx: Context, here: Here) -> str:
    """A row with something out of the ordinary in it."""
    if line.role == "total":
        inside = here.inside(style="IM Cell Head")
        borders = edges(top=(8, INK))
        return row(_cells(line, block.columns, widths, ctx, inside, borders=borders))
    if line.role == "group":
        inside = here.inside(style="IM Cell Head")
        # What a group is called stands on the page of its first row.
        return kept(row(_cells(line, block.columns, widths, ctx, inside, fill=shade(block.stage).tint)))
    height = room(line.cells)
    # A label stands at the foot of the line to write on, as what is written does.
    valign = "bottom" if height and block.role == "facts" else ""
    cells = _cells(line, block.columns, widths, ctx, here, heading=line.heading, valign=valign)
    return row(cells, height=height)


def room(cells: Iterable[tree.Cell]) -> int:
    """The height that the empty fields among *cells* need for a hand."""
    lines = [
        b.lines for c in cells for b in c.blocks if isinstance(b, tree.Field) and not b.value and not b.blocks
    ]
    return LINE * max(lines) if lines else 0


def _cells(
    line: tree.Row,
    columns: Sequence[tree.Column],
    widths: Sequence[int],
    ctx: Context,
    here: Here,
    *,
    fill: str = "",
    borders: str = "",
    heading: bool = False,
    valign: str = "",
) -> Iterator[str]:
    at, count = 0, len(widths)
    cells = list(line.cells)
    if len(cells) > count:
        ctx.find("table-row-too-long", f"a row has {len(cells)} cells in a table of {count} columns")
        rest = tuple(b for c in cells[count - 1 :] for b in c.blocks)
        cells[count - 1 :] = [tree.Cell(rest)]
    for n, one in enumerate(cells):
        if at >= count:
            break
        span = max(1, min(one.span, count - at - (len(cells) - n - 1)))
        inside = here.inside(style="IM Cell Head") if heading and n == 0 else here
        width = sum(widths[at : at + span])
        yield table_cell(one, columns[at], width, ctx, inside, span, fill, borders, valign=valign)
        at += span
    while at < count:
        yield cell(styled(ctx.style(here.style), ""), widths[at], fill=fill, borders=borders)
        at += 1


def table_cell(
    one: tree.Cell,
    column: tree.Column,
    width: int,
    ctx: Context,
    here: Here,
    span: int = 1,
    fill: str = "",
    borders: str = "",
    start: str = "",
    end: str = "",
    valign: str = "",
) -> str:
    """A cell of a table of data; *start* and *end* are the marks of an anchor around what it holds."""
    if one.stage:
        fill = shade(one.stage).tint
    inside = here.inside(width=width - 2 * MARGIN, align=aligned(column), stage=one.stage or here.stage)
    content = cell_content(one.blocks, ctx, inside)
    if start:
        content = start + content[: -len("</w:p>")] + end + "</w:p>"
    return cell(content, width, span=span, fill=fill, borders=borders, valign=valign)
