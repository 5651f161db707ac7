"""The styles of our own template, by name. Ids are ASCII; built-in styles keep their built-in names."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from interim_method.formats.docx.look import FONT, HAIRLINE, INK, MUTED, PAPER

__all__ = ["STYLES", "Style", "styles_xml"]


class Style(NamedTuple):
    """A style: its name, id and the XML of its properties."""

    name: str
    id: str
    kind: Literal["paragraph", "character", "table", "numbering"]
    body: str
    custom: bool = True
    default: bool = False


def _p(
    name: str,
    id: str,
    ppr: str = "",
    rpr: str = "",
    *,
    based: str = "Normal",
    next: str = "",
    custom: bool = True,
    priority: int = 20,
) -> Style:
    body = (
        (f'<w:basedOn w:val="{based}"/>' if based else "")
        + (f'<w:next w:val="{next}"/>' if next else "")
        + f'<w:uiPriority w:val="{priority}"/><w:qFormat/>'
        + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
        + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
    )
    return Style(name, id, "paragraph", body, custom)


def _c(name: str, id: str, rpr: str, *, based: str = "DefaultParagraphFont", custom: bool = False) -> Style:
    body = f'<w:basedOn w:val="{based}"/><w:uiPriority w:val="22"/>' + (
        f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    )
    return Style(name, id, "character", body, custom)


def _spacing(before: int = 0, after: int = 0, line: int = 0, rule: str = "atLeast") -> str:
    leading = f' w:line="{line}" w:lineRule="{rule}"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{leading}/>'


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


_BOLD: Final = "<w:b/><w:bCs/>"
_ITALIC: Final = "<w:i/><w:iCs/>"
_PLAIN: Final = '<w:i w:val="0"/><w:iCs w:val="0"/>'
_NEXT: Final = "<w:keepNext/><w:keepLines/>"


def _colour(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def _letters(value: int) -> str:
    return f'<w:spacing w:val="{value}"/>'


def _heading(level: int, size: float, before: int, line: int, extra: str = "") -> Style:
    rpr = (_ITALIC if level == 6 else _BOLD) + extra + _size(size)
    ppr = f'{_NEXT}{_spacing(before, before // 2, line)}<w:outlineLvl w:val="{level - 1}"/>'
    return _p(f"heading {level}", f"Heading{level}", ppr, rpr, next="Normal", custom=False, priority=9)


def _contents(level: int) -> Style:
    indent = 340 * (level - 1)
    ppr = (
        '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9360"/></w:tabs>'
        + _spacing(80 if level == 1 else 0, 40, 260)
        + f'<w:ind w:left="{indent}"/>'
    )
    return _p(f"toc {level}", f"TOC{level}", ppr, _BOLD if level == 1 else "", custom=False, priority=39)


_MEASURED: Final = re.compile(
    r"<w:(?:sz|szCs) [^>]*>|<w:spacing w:(?:before|after|line)=[^>]*>|<w:ind [^>]*>"
)
"""What grows with the type: its size, the room around it, and how far it is moved in."""
_NUMBER: Final = re.compile(r"\d+")

_RULED: Final = f'w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"'

_TABLE: Final = (
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="40"/><w:tblPr><w:tblBorders>'
    f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{MUTED}"/>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{MUTED}"/>'
    f"<w:insideH {_RULED}/></w:tblBorders>"
    '<w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="113" w:type="dxa"/>'
    '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)
_PLAIN_TABLE: Final = (
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="40"/><w:tblPr><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)

STYLES: Final[tuple[Style, ...]] = (
    Style(
        "Normal",
        "Normal",
        "paragraph",
        f"<w:qFormat/><w:pPr>{_spacing(0, 120, 280)}</w:pPr>",
        custom=False,
        default=True,
    ),
    Style(
        "Default Paragraph Font",
        "DefaultParagraphFont",
        "character",
        '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/>',
        custom=False,
        default=True,
    ),
    Style(
        "Normal Table",
        "TableNormal",
        "table",
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>',
        custom=False,
        default=True,
    ),
    Style(
        "No List",
        "NoList",
        "numbering",
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>',
        custom=False,
        default=True,
    ),
    _p("Title", "Title", _NEXT + _spacing(0, 60, 560), _BOLD + _size(26), next="Subtitle", custom=False),
    _p(
        "Subtitle",
        "Subtitle",
        _NEXT + _spacing(0, 180, 340),
        _colour(MUTED) + _size(14),
        next="Normal",
        custom=False,
    ),
    _heading(1, 18, 320, 420),
    _heading(2, 14, 280, 340),
    _heading(3, 12, 240, 300),
    _heading(4, 10.5, 200, 280),
    _heading(5, 10.5, 160, 280, _colour(MUTED)),
    _heading(6, 10.5, 160, 280, _colour(MUTED)),
    _contents(1),
    _contents(2),
    _contents(3),
    _p(
        "TOC Heading",
        "TOCHeading",
        _NEXT + _spacing(240, 120, 340),
        _BOLD + _size(14),
        next="Normal",
        custom=False,
        priority=39,
    ),
    _p("List Paragraph", "ListParagraph", _spacing(0, 120, 280), custom=False),
    _p("List Bullet", "ListBullet", _spacing(0, 60, 280), custom=False),
    _p("List Number", "ListNumber", _spacing(0, 60, 280), custom=False),
    _p(
        "Quote",
        "Quote",
        f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="12" w:color="{HAIRLINE}"/></w:pBdr>'
        + _spacing(60, 60, 290)
        + '<w:ind w:left="397" w:right="397"/>',
        _ITALIC,
        custom=False,
    ),
    _p("caption", "Caption", _spacing(60, 200, 240), _colour(MUTED) + _size(9), custom=False),
    _p("header", "Header", _spacing(0, 0, 220), _colour(MUTED) + _size(8.5), custom=False, priority=99),
    _p("footer", "Footer", _spacing(0, 0, 210), _colour(MUTED) + _size(8), custom=False, priority=99),
    _p(
        "footnote text",
        "FootnoteText",
        _spacing(0, 40, 220) + '<w:ind w:left="170" w:hanging="170"/>',
        _size(8.5),
        custom=False,
        priority=99,
    ),
    _p(
        "HTML Preformatted",
        "HTMLPreformatted",
        f'<w:keepLines/><w:shd w:val="clear" w:color="auto" w:fill="{PAPER}"/>'
        + _spacing(60, 160, 250)
        + '<w:ind w:left="113" w:right="113"/>',
        '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>' + _size(9),
        custom=False,
        priority=99,
    ),
    # Converters know code by these names, and LibreOffice draws the rule as its own.
    _p("Source Code", "SourceCode", based="HTMLPreformatted"),
    _p(
        "Horizontal Line",
        "HorizontalLine",
        f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="{HAIRLINE}"/></w:pBdr>'
        + _spacing(60, 240, 120, "exact"),
        next="Normal",
    ),
    _p("IM Lead", "IMLead", _spacing(0, 200, 340), _size(12)),
    _p("IM Question", "IMQuestion", _NEXT + _spacing(200, 40, 290), _BOLD + _size(11)),
    _p("IM Help", "IMHelp", _NEXT + _spacing(0, 80, 260), _ITALIC + _colour(MUTED) + _size(9.5)),
    _p(
        "IM Label",
        "IMLabel",
        "<w:keepLines/>" + _spacing(30, 20, 220),
        _BOLD + "<w:caps/>" + _colour(MUTED) + _letters(14) + _size(8),
    ),
    _p("IM Board Title", "IMBoardTitle", _spacing(0, 40, 500), _BOLD + _size(22), based="Title"),
    _p("IM Head Fact", "IMHeadFact", _spacing(0, 0, 230), _colour(MUTED) + _size(9)),
    _p("IM Figure", "IMFigure", _spacing(0, 40, 520), _BOLD + _size(26)),
    _p("IM Muted", "IMMuted", "", _colour(MUTED) + _size(9.5)),
    _p("IM Pending", "IMPending", "", _ITALIC + _colour(MUTED)),
    _p("IM Answer", "IMAnswer", _spacing(0, 80, 280)),
    _p("IM Cell", "IMCell", _spacing(0, 40, 250), _size(9.5)),
    _p("IM Cell Close", "IMCellClose", _spacing(0, 20, 240), _size(9)),
    _p("IM Cell Head", "IMCellHead", _spacing(0, 20, 240), _BOLD + _size(9)),
    _p("IM Note Head", "IMNoteHead", _spacing(0, 0, 230), _colour(MUTED) + _size(9)),
    _p(
        "IM Card Title",
        "IMCardTitle",
        _NEXT + _spacing(0, 60, 300),
        _BOLD + _size(12),
    ),
    _p("IM Callout", "IMCallout", _spacing(0, 40, 260), _size(10)),
    _p("IM Callout Title", "IMCalloutTitle", _NEXT + _spacing(0, 40, 270), _BOLD + _size(10)),
    _p("IM Term", "IMTerm", _NEXT + _spacing(120, 20, 280), _BOLD),
    _p("IM Definition", "IMDefinition", _spacing(0, 80, 280) + '<w:ind w:left="340"/>'),
    _p(
        "IM Attribution",
        "IMAttribution",
        _spacing(0, 160, 250) + '<w:ind w:left="397"/>',
        _PLAIN + _colour(MUTED) + _size(9.5),
    ),
    _p("IM Strip", "IMStrip", "<w:keepNext/>" + _spacing(20, 20, 240) + '<w:jc w:val="center"/>', _size(9.5)),
    _p(
        "IM Strip Sign",
        "IMStripSign",
        _spacing(0, 0, 280) + '<w:jc w:val="center"/>',
        '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol"'
        ' w:cs="Segoe UI Symbol"/>' + _size(13),
    ),
    _p("IM Spacer", "IMSpacer", _spacing(0, 0, 20, "exact"), _size(1)),
    _p(
        "IM Cover Title",
        "IMCoverTitle",
        _NEXT + _spacing(0, 160, 800),
        _BOLD + _size(38),
        based="Title",
        next="Subtitle",
    ),
    _p("IM Cover Owner", "IMCoverOwner", _spacing(0, 0, 340), _BOLD + _size(13)),
    _c("Strong", "Strong", _BOLD),
    _c("Emphasis", "Emphasis", _ITALIC),
    _c("Hyperlink", "Hyperlink", _colour("1F5FA8") + '<w:u w:val="single"/>'),
    _c("footnote reference", "FootnoteReference", '<w:vertAlign w:val="superscript"/>'),
    _c("Placeholder Text", "PlaceholderText", _colour(MUTED)),
    _c(
        "HTML Code",
        "HTMLCode",
        '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
        + _size(9)
        + f'<w:shd w:val="clear" w:color="auto" w:fill="{PAPER}"/>',
    ),
    _c("Verbatim Char", "VerbatimChar", "", based="HTMLCode", custom=True),
    Style(
        "Table Grid",
        "TableGrid",
        "table",
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>'
        + "".join(
            f"<w:{side} {_RULED}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + "</w:tblBorders></w:tblPr>",
        custom=False,
    ),
    Style("IM Table", "IMTable", "table", _TABLE),
    Style("IM Plain", "IMPlain", "table", _PLAIN_TABLE),
)


def style_xml(style: Style) -> str:
    """One style."""
    marks = (' w:default="1"' if style.default else "") + (' w:customStyle="1"' if style.custom else "")
    return (
        f'<w:style w:type="{style.kind}"{marks} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/>{style.body}</w:style>'
    )


def styles_xml(language: str, scale: float = 1.0) -> str:
    """The styles part, its text in *language* (a BCP 47 tag), all of it *scale* times as large."""
    written = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'<w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{language}" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="120" w:line="280" w:lineRule="atLeast"/></w:pPr></w:pPrDefault></w:docDefaults>'
        + "".join(map(style_xml, STYLES))
        + "</w:styles>"
    )
    return _MEASURED.sub(lambda found: _scaled(found, scale), written) if scale != 1.0 else written


def _scaled(found: re.Match[str], scale: float) -> str:
    return _NUMBER.sub(lambda number: str(round(int(number[0]) * scale)), found[0])
