"""What is read in the order in which it is seen, and room that is made by spacing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from interim_method.formats.docx.lint.opened import WP, Found, Opened, W, text_of, value

__all__ = ["order"]

_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_BLOCKS: Final = (W + "p", W + "tbl")
_WRAPS: Final = (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag")
_SEEN: Final = frozenset(
    W + tag
    for tag in [
        "t",
        "br",
        "cr",
        "tab",
        "sym",
        "drawing",
        "pict",
        "object",
        "fldChar",
        "fldSimple",
        "sdt",
        "footnoteReference",
        "endnoteReference",
        "footnoteRef",
        "endnoteRef",
        "ptab",
        "noBreakHyphen",
        "separator",
        "continuationSeparator",
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentReference",
        "annotationRef",
        "pgNum",
        "dayLong",
        "del",
        "moveFrom",
        "ruby",
    ]
) | {"{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"}
"""What a paragraph is there for, besides text."""
_REASONS: Final = ("sectPr", "pBdr", "numPr", "pageBreakBefore", "framePr")
"""Properties that make an empty paragraph one of use: a section's end, a line, a sign, a page's beginning."""
_SPACES: Final = re.compile(r"[^\S\t\n]{3,}")
_PREFORMATTED: Final = (
    "html preformatted",
    "source code",
    "plain text",
    "macro",
    "html code",
    "verbatim char",
)


def order(file: Opened) -> Iterator[Found]:
    """What is out of order, or holds a place."""
    for name, root in file.stories.items():
        for element, rule, message in (*_floating(root), *_empty(root, file), *_layout(root, file)):
            yield Found(rule, name, element, message)


def _floating(root: Any) -> Iterator[tuple[Any, str, str]]:
    for anchor in root.iter(WP + "anchor"):
        if not any(e.get("val") in ("1", "true") for e in anchor.iter(_DECORATIVE)):
            yield anchor, "floating-content", "a drawing floats"
    for frame in root.iter(W + "framePr"):
        if frame.get(W + "dropCap") in (None, "none"):
            yield frame, "floating-content", "a paragraph stands in a frame"
    for place in root.iter(W + "tblpPr"):
        yield place, "floating-content", "a table floats"
    for box in root.iter(_VML + "textbox"):
        yield box, "floating-content", "a text box floats"


def _blocks(container: Any) -> Iterator[Any]:
    """The paragraphs and tables of a container, those within content controls too."""
    for element in container:
        if element.tag in _BLOCKS:
            yield element
        elif element.tag in _WRAPS:
            yield from _blocks(element)


def _empty(root: Any, file: Opened) -> Iterator[tuple[Any, str, str]]:
    containers = root.iter(
        W + "body",
        W + "tc",
        W + "hdr",
        W + "ftr",
        W + "footnote",
        W + "endnote",
        W + "comment",
        W + "txbxContent",
    )
    for container in containers:
        blocks = list(_blocks(container))
        for n, block in enumerate(blocks):
            if block.tag != W + "p" or not _is_empty(block):
                continue
            style = value(block, "pPr/pStyle")
            if file.styles.level(style) or file.styles.has_line(style):
                continue  # An empty heading is worse, and has a rule of its own; a line is there to be seen.
            after_table = n > 0 and blocks[n - 1].tag == W + "tbl"
            last = n == len(blocks) - 1
            needed = (last and (n == 0 or after_table)) or (after_table and blocks[n + 1].tag == W + "tbl")
            if not needed:
                yield block, "empty-paragraph", "a paragraph holds nothing"


def _is_empty(paragraph: Any) -> bool:
    """Whether a paragraph holds nothing and serves nothing."""
    if text_of(paragraph).strip() or any(e.tag in _SEEN and e.tag != W + "t" for e in paragraph.iter()):
        return False
    properties = paragraph.find(W + "pPr")
    if properties is not None and any(properties.find(W + tag) is not None for tag in _REASONS):
        return False
    return next(paragraph.iterancestors(W + "sdtContent"), None) is None


def _layout(root: Any, file: Opened) -> Iterator[tuple[Any, str, str]]:
    for paragraph in root.iter(W + "p"):
        pieces = []
        style = value(paragraph, "pPr/pStyle")
        for run in paragraph.iterfind(f".//{W}r"):
            character = value(run, "rPr/rStyle")
            if file.styles.is_or_comes_from(character, (*_PREFORMATTED, "placeholder text")):
                pieces.append("x")
                continue
            pieces += [
                (e.text or "") if e.tag == W + "t" else "\t" if e.tag == W + "tab" else "\n"
                for e in run
                if e.tag in (W + "t", W + "tab", W + "br", W + "cr")
            ]
        text = "".join(pieces)
        if not text.strip(" \u00a0\u2002\u2003"):
            continue  # The room of a control to fill in.
        if "\t\t" in text:
            yield paragraph, "tabs-for-layout", f"tabs in a row stand in {text.strip()[:40]!r}"
        if _SPACES.search(text) and not file.styles.is_or_comes_from(style, _PREFORMATTED):
            yield paragraph, "spaces-for-layout", f"spaces in a row stand in {text.strip()[:40]!r}"
