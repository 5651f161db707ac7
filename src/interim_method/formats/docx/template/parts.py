"""The other parts of our own look."""

from __future__ import annotations

from typing import Final

from interim_method.formats.docx.look import FONT, INK, MUTED
from interim_method.formats.docx.opc import Kind, Part, Rel, xml_part
from interim_method.formats.docx.oxml import NAMESPACES, ROOT
from interim_method.formats.docx.template.styles import styles_xml

__all__ = ["app_part", "footnotes_xml", "numbering_xml", "still_parts"]

_W: Final = f'xmlns:w="{NAMESPACES["w"]}"'

_SEPARATORS: Final = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:before="0" w:after="60" w:line="240"'
    ' w:lineRule="auto"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:before="0" w:after="0"'
    ' w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)

_SETTINGS: Final = (
    f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    "<w:compat>"
    + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    + '</w:compat><w:themeFontLang w:val="{language}"/>'
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"'
    ' w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6"'
    ' w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
    '<w:decimalSymbol w:val="{decimal}"/><w:listSeparator w:val=";"/></w:settings>'
)

_COLOURS: Final = (
    ("dk2", MUTED),
    ("lt2", "F4F5F7"),
    ("accent1", "A3352B"),
    ("accent2", "8A5A00"),
    ("accent3", "7A3E8E"),
    ("accent4", "1F5FA8"),
    ("accent5", "2C6E3F"),
    ("accent6", MUTED),
    ("hlink", "1F5FA8"),
    ("folHlink", "7A3E8E"),
)
_FILL: Final = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE: Final = f'<a:ln w="9525">{_FILL}<a:prstDash val="solid"/></a:ln>'
_EFFECT: Final = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_FONTS: Final = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
_THEME: Final = (
    f'<a:theme xmlns:a="{NAMESPACES["a"]}" name="Interim"><a:themeElements><a:clrScheme name="Interim">'
    f'<a:dk1><a:srgbClr val="{INK}"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1>'
    + "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS)
    + '</a:clrScheme><a:fontScheme name="Interim">'
    f"<a:majorFont>{_FONTS}</a:majorFont><a:minorFont>{_FONTS}</a:minorFont></a:fontScheme>"
    f'<a:fmtScheme name="Interim"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}'
    f"</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}"
    "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)

_FONT_TABLE: Final = (
    f'<w:fonts {_W}><w:font w:name="{FONT}"><w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/>'
    '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    '<w:font w:name="Consolas"><w:panose1 w:val="020B0609020204030204"/><w:charset w:val="00"/>'
    '<w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font></w:fonts>'
)

_APP: Final = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>interim-method</Application></Properties>"
)


def numbering_xml(content: str = "") -> str:
    """A numbering part with *content*."""
    return f"<w:numbering {_W}>{content}</w:numbering>"


def footnotes_xml(content: str = "") -> str:
    """A notes part: the separators that Word asks for, and *content*."""
    return f"<w:footnotes {ROOT}>{_SEPARATORS}{content}</w:footnotes>"


def still_parts(language: str, scale: float = 1.0) -> tuple[tuple[Part, str], ...]:
    """The parts that say the same in every document in *language* (a BCP 47 tag), each with its relation.

    The type is *scale* times as large as on A4.
    """
    decimal = "." if language.startswith("en") else ","
    settings = _SETTINGS.replace("{language}", language).replace("{decimal}", decimal)
    return (
        (xml_part("word/styles.xml", Kind.STYLES, styles_xml(language, scale)), Rel.STYLES),
        (xml_part("word/settings.xml", Kind.SETTINGS, settings), Rel.SETTINGS),
        (xml_part("word/fontTable.xml", Kind.FONTS, _FONT_TABLE), Rel.FONTS),
        (xml_part("word/theme/theme1.xml", Kind.THEME, _THEME), Rel.THEME),
    )


def app_part() -> Part:
    """What made the file."""
    return xml_part("docProps/app.xml", Kind.APP, _APP)
