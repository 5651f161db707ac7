"""The table of contents: written whole, so that it is complete and clickable before anything updates it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interim_method.formats.docx.context import Context, Heading
from interim_method.formats.docx.oxml import attribute
from interim_method.formats.docx.paragraphs import reference, styled
from interim_method.formats.docx.runs import is_rtl, run, text_run

__all__ = ["contents"]

DEEPEST = 3
_CONTROL = 0x696D746F
"""The id of the control around it: one that no hash is likely to meet."""


def contents(ctx: Context, title: str, width: int, pages: Mapping[str, int]) -> str:
    """The table of contents below *title*, with the *pages* that bookmarks stand on; nothing without headings."""
    entries = [h for h in ctx.headings if h.level <= DEEPEST]
    if not entries:
        return ""
    head = styled(ctx.style("TOC Heading"), text_run(title), rtl=is_rtl(title))
    control = (
        f'<w:sdt><w:sdtPr><w:id w:val="{_CONTROL}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>'
    )
    return control + head + "".join(_entries(ctx, entries, width, pages)) + "</w:sdtContent></w:sdt>"


def _entries(ctx: Context, entries: Sequence[Heading], width: int, pages: Mapping[str, int]) -> Iterator[str]:
    begin = (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run(f'<w:instrText xml:space="preserve"> TOC \\o "1-{DEEPEST}" \\h \\z \\u </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
    )
    end = run('<w:fldChar w:fldCharType="end"/>')
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    for n, entry in enumerate(entries):
        number = f"{entry.number}\u2002" if entry.number else ""
        link = (
            f'<w:hyperlink w:anchor="{attribute(entry.bookmark)}" w:history="1">'
            + text_run(number + entry.text)
            + run("<w:tab/>")
            + reference(entry.bookmark, str(pages.get(entry.bookmark, 1)))
            + "</w:hyperlink>"
        )
        content = (begin if n == 0 else "") + link + (end if n == len(entries) - 1 else "")
        yield styled(ctx.style(f"toc {entry.level}"), content, border=tabs)
