"""What stands around the text: headers, footers, and the head or cover of the first page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.grids import strip
from interim_method.formats.docx.look import HAIRLINE, INK, Page, mm, shade
from interim_method.formats.docx.oxml import ROOT
from interim_method.formats.docx.paragraphs import spacer, styled
from interim_method.formats.docx.runs import Marks, field_code, is_rtl, text_run
from interim_method.formats.docx.spacing import gap
from interim_method.formats.docx.tables import begin, cell, edges, padding, row
from interim_method.formats.docx.widths import shares
from interim_method.markup import tree

__all__ = ["cover", "empty_header", "every_page", "facts", "footer", "head", "header", "notice_line"]

_LONGEST: Final = 72
_BESIDE: Final = 40
"""Letters of a notice that stands beside the organisation."""
_BAND: Final = 18
"""Millimetres of the band of stages on a cover."""
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
    """Rights left, the page right; a short notice stands above the page, a long one above the rights."""
    document = ctx.document
    widths = shares([3, 1], page.text_width)
    left = _rights(ctx)
    right = [
        styled(
            ctx.style("footer"), _page_line(document.page_label or "{page} / {pages}", pages), align="right"
        )
    ]
    if _long_notice(ctx):
        left.insert(0, notice_line(ctx))
    elif document.notice:
        right.insert(0, notice_line(ctx, "right"))
    top = edges(top=(4, HAIRLINE))
    margins = padding(85, 0, 0, 0)
    return (
        f"<w:ftr {ROOT}>"
        + begin(ctx, "IM Plain", widths)
        + row(
            cell("".join(side) or styled(ctx.style("footer"), ""), width, borders=top, margins=margins)
            for side, width in zip((left, right), widths, strict=True)
        )
        + f"</w:tbl>{spacer(ctx)}</w:ftr>"
    )


def every_page(ctx: Context) -> list[str]:
    """What every page must say, as lines of a footer: the notice, and whose the words are."""
    said = [notice_line(ctx)] if ctx.document.notice else []
    return [*said, *_rights(ctx)]


def _rights(ctx: Context) -> list[str]:
    return [
        styled(ctx.style("footer"), text_run(line), rtl=is_rtl(line)) for line in ctx.document.rights if line
    ]


def notice_line(ctx: Context, align: str = "") -> str:
    """What every page must say, as a line of a footer."""
    notice = ctx.document.notice
    return styled(ctx.style("footer"), text_run(notice, Marks(strong=True)), align=align, rtl=is_rtl(notice))


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
    """The small head of a first page: whose it is, title, strip, what it is about, facts."""
    document = ctx.document
    if here.landscape:
        yield from _board_head(ctx, here)
        return
    yield from _whose(ctx, here)
    if document.title:
        yield _line(ctx, "Title", document.title, after=140 if document.strip else 0)
    if document.strip:
        yield from strip(document.strip, ctx, here)
    if document.subtitle:
        yield _line(ctx, "Subtitle", document.subtitle)
    if document.facts:
        yield from facts(ctx, here)
    if _long_notice(ctx):
        yield from _notice(ctx, here)


def _whose(ctx: Context, here: Here, style: str = "IM Label") -> Iterator[str]:
    """The organisation left; right what every page must say, where it is short."""
    document = ctx.document
    notice = "" if _long_notice(ctx) else document.notice
    content = text_run(document.organisation)
    if notice:
        content += "<w:r><w:tab/></w:r>" + text_run(notice, Marks(colour=shade("awareness").colour))
    if content:
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{here.width}"/></w:tabs>'
        yield styled(
            ctx.style(style), content, border=tab if notice else "", rtl=is_rtl(document.organisation)
        )


def _long_notice(ctx: Context) -> bool:
    """Whether the notice needs a box of its own."""
    return len(ctx.document.notice) > _BESIDE


def _board_head(ctx: Context, here: Here) -> Iterator[str]:
    """The head of a board, which wants the page for itself: the facts stand beside the title."""
    document = ctx.document
    left = [
        _line(ctx, style, text)
        for style, text in (
            ("IM Label", document.organisation),
            ("IM Board Title", document.title),
            ("IM Cell", document.subtitle),
        )
        if text
    ]
    facts = [(label, value) for label, value in document.facts if value]
    right = [_head_line(ctx, facts[at : at + 2]) for at in range(0, len(facts), 2)]
    if document.notice:
        notice = text_run(document.notice, Marks(strong=True, colour=shade("awareness").colour))
        right.append(styled(ctx.style("IM Head Fact"), notice, align="right", rtl=is_rtl(document.notice)))
    widths = shares([3, 2], here.width)
    empty = styled(ctx.style("IM Cell"), "")
    yield begin(ctx, "IM Plain", widths, margins=padding(0, 0, 0, 0))
    yield row(
        [
            cell("".join(column) or empty, width, valign="bottom")
            for column, width in zip((left, right), widths, strict=True)
        ]
    )
    yield "</w:tbl>" + gap(120)
    if document.strip:
        yield from strip(document.strip, ctx, here)


def _head_line(ctx: Context, facts: Sequence[tuple[str, str]]) -> str:
    """Labels with their values in a line of the head of a board."""
    content = text_run("  ·  ").join(
        text_run(f"{label}: ") + text_run(value, Marks(colour=INK)) for label, value in facts
    )
    turned = any(is_rtl(value) for _, value in facts)
    return styled(ctx.style("IM Head Fact"), content, align="right", rtl=turned)


def cover(ctx: Context, here: Here) -> Iterator[str]:
    """A page of its own: whose it is, the title large, the band of stages, the facts."""
    document = ctx.document
    far, near = (mm(18), mm(6)) if here.landscape else (mm(62), mm(10))
    yield from _whose(ctx, here, "IM Cover Owner")
    yield gap(far)
    yield _line(ctx, "IM Cover Title", document.title, after=0 if document.subtitle else near)
    if document.subtitle:
        yield _line(ctx, "IM Lead", document.subtitle, after=near)
    if document.strip:
        yield from strip(document.strip, ctx, here, _BAND)
        yield gap(near)
    if document.facts:
        yield from facts(ctx, here)
    if _long_notice(ctx):
        yield gap(240)
        yield from _notice(ctx, here)


def _line(ctx: Context, style: str, text: str, *, after: int = 0) -> str:
    spacing = f'<w:spacing w:after="{after}"/>' if after else ""
    return styled(ctx.style(style), text_run(text), spacing=spacing, rtl=is_rtl(text))


def _notice(ctx: Context, here: Here) -> Iterator[str]:
    yield from ctx.inner((tree.Callout((tree.paragraph(ctx.document.notice),), "notice"),), here)


def facts(ctx: Context, here: Here) -> Iterator[str]:
    """Labels over their values, up to four beside each other."""
    facts = ctx.document.facts
    # Five or six stand in two even lines: one alone in the second would look forgotten.
    columns = 3 if len(facts) in (5, 6) and not here.landscape else min(len(facts), 4)
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
