"""What stands around the text: headers, footers, and the head or cover of the first page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.look import HAIRLINE, Page
from interim_method.formats.docx.oxml import ROOT
from interim_method.formats.docx.paragraphs import spacer, styled
from interim_method.formats.docx.runs import Marks, field_code, is_rtl, text_run
from interim_method.formats.docx.spacing import gap
from interim_method.formats.docx.tables import begin, cell, edges, padding, row
from interim_method.formats.docx.widths import shares
from interim_method.markup import tree

__all__ = ["cover", "empty_header", "footer", "head", "header", "notice_line"]

_LONGEST: Final = 72
_PAGES: Final = re.compile(r"(\{page\}|\{pages\})")


def header(ctx: Context, page: Page) -> str:
    """The title left, the organisation right, a hairline below."""
    document = ctx.document
    content = text_run(_short(document.title))
    if document.organisation:
        content += "<w:r><w:tab/></w:r>" + text_run(_short(document.organisation))
    below = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{HAIRLINE}"/></w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{page.text_width}"/></w:tabs>'
    )
    return f"<w:hdr {ROOT}>{styled(ctx.style('header'), content, border=below)}</w:hdr>"


def empty_header(ctx: Context) -> str:
    """The header of the first page, which has a head of its own."""
    return f"<w:hdr {ROOT}>{styled(ctx.style('header'), '')}</w:hdr>"


def footer(ctx: Context, page: Page, pages: int) -> str:
    """Notice and rights left, the page right."""
    document = ctx.document
    widths = shares([4, 1], page.text_width)
    left = [styled(ctx.style("footer"), text_run(line), rtl=is_rtl(line)) for line in document.rights if line]
    if document.notice:
        left.insert(0, notice_line(ctx))
    right = styled(
        ctx.style("footer"), _page_line(document.page_label or "{page} / {pages}", pages), align="right"
    )
    top = edges(top=(4, HAIRLINE))
    margins = padding(85, 0, 0, 0)
    return (
        f"<w:ftr {ROOT}>"
        + begin(ctx, "IM Plain", widths)
        + row(
            [
                cell(
                    "".join(left) or styled(ctx.style("footer"), ""), widths[0], borders=top, margins=margins
                ),
                cell(right, widths[1], borders=top, margins=margins),
            ]
        )
        + f"</w:tbl>{spacer(ctx)}</w:ftr>"
    )


def notice_line(ctx: Context) -> str:
    """What every page must say, as a line of a footer."""
    notice = ctx.document.notice
    return styled(ctx.style("footer"), text_run(notice, Marks(strong=True)), rtl=is_rtl(notice))


def _page_line(label: str, pages: int) -> str:
    found = []
    for piece in _PAGES.split(label):
        if piece == "{page}":
            found.append(field_code("PAGE", "1"))
        elif piece == "{pages}":
            found.append(field_code("NUMPAGES", str(pages)))
        else:
            found.append(text_run(piece))
    return "".join(found)


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def head(ctx: Context, here: Here) -> Iterator[str]:
    """The small head of a first page: whose it is, title, strip, facts."""
    document = ctx.document
    if here.landscape:
        yield from _board_head(ctx, here)
        return
    if document.organisation:
        yield _line(ctx, "IM Label", document.organisation)
    if document.title:
        yield _line(ctx, "Title", document.title, after=0 if document.subtitle or not document.strip else 140)
    if document.subtitle:
        yield _line(ctx, "Subtitle", document.subtitle)
    if document.strip:
        yield from ctx.inner((document.strip,), here)
    if document.facts:
        yield from _facts(ctx, here)
    if document.notice:
        yield from _notice(ctx, here)


def _board_head(ctx: Context, here: Here) -> Iterator[str]:
    """The head of a board, which wants the page for itself: the facts stand beside the title."""
    document = ctx.document
    left = [
        _line(ctx, style, text)
        for style, text in (
            ("IM Label", document.organisation),
            ("Title", document.title),
            ("IM Cell", document.subtitle),
        )
        if text
    ]
    if document.notice:
        left.append(notice_line(ctx))
    right = [
        styled(ctx.style("IM Cell"), text_run(f"{label}: ", Marks(strong=True)) + text_run(value))
        for label, value in document.facts
        if value
    ]
    widths = shares([2, 1], here.width)
    empty = styled(ctx.style("IM Cell"), "")
    yield begin(ctx, "IM Plain", widths, borders=edges(bottom=(4, HAIRLINE)), margins=padding(0, 0, 57, 113))
    yield row(
        [
            cell("".join(column) or empty, width, valign="bottom")
            for column, width in zip((left, right), widths, strict=True)
        ]
    )
    yield "</w:tbl>" + gap(120)
    if document.strip:
        yield from ctx.inner((document.strip,), here)


def cover(ctx: Context, here: Here) -> Iterator[str]:
    """A page of its own: the title large, the band of stages, the facts."""
    document = ctx.document
    lines = [
        (style, text)
        for style, text in (("Subtitle", document.subtitle), ("IM Lead", document.organisation))
        if text
    ]
    yield _line(ctx, "IM Cover Title", document.title, after=0 if lines else 600)
    for n, (style, text) in enumerate(lines, 1):
        yield _line(ctx, style, text, after=660 if n == len(lines) else 0)
    if document.strip:
        yield from ctx.inner((document.strip,), here)
        yield gap(240)
    if document.facts:
        yield from _facts(ctx, here)
    if document.notice:
        yield gap(240)
        yield from _notice(ctx, here)


def _line(ctx: Context, style: str, text: str, *, after: int = 0) -> str:
    spacing = f'<w:spacing w:after="{after}"/>' if after else ""
    return styled(ctx.style(style), text_run(text), spacing=spacing, rtl=is_rtl(text))


def _notice(ctx: Context, here: Here) -> Iterator[str]:
    yield from ctx.inner((tree.Callout((tree.paragraph(ctx.document.notice),), "notice"),), here)


def _facts(ctx: Context, here: Here) -> Iterator[str]:
    """Labels over their values, up to four beside each other."""
    facts = ctx.document.facts
    columns = min(len(facts), 4 if here.landscape or len(facts) != 3 else 3)
    widths = shares([1.0] * columns, here.width)
    yield begin(
        ctx,
        "IM Plain",
        widths,
        borders=edges(top=(4, HAIRLINE), bottom=(4, HAIRLINE), insideH=(4, HAIRLINE)),
        margins=padding(57, 0, 28, 113),
    )
    for at in range(0, len(facts), columns):
        cells = []
        for n, width in enumerate(widths):
            content = styled(ctx.style("IM Cell"), "")
            if at + n < len(facts):
                label, value = facts[at + n]
                content = _line(ctx, "IM Label", label) + _line(ctx, "IM Cell", value)
            cells.append(cell(content, width))
        yield row(cells)
    yield "</w:tbl>" + gap(200)
