"""The other parts of our own template, and the package that holds them."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, ZipFile

from interim_method.formats.docx.look import FONT, INK, MUTED, PORTRAIT
from interim_method.formats.docx.oxml import NAMESPACES, ROOT
from interim_method.formats.docx.template.numbering import KINDS, abstract_xml
from interim_method.formats.docx.template.styles import styles_xml

__all__ = ["SEPARATORS", "footnotes_xml", "numbering_xml", "own_template"]

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W: Final = f'xmlns:w="{NAMESPACES["w"]}"'
_TYPE: Final = "application/vnd.openxmlformats-officedocument."
_WORD: Final = f"{_TYPE}wordprocessingml."
_REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/"

SEPARATORS: Final = (
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

_CORE: Final = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
_APP: Final = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>interim-method</Application></Properties>"
)

_PARTS: Final = (
    ("styles", "styles"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("numbering", "numbering"),
    ("footnotes", "footnotes"),
)


def numbering_xml() -> str:
    """A numbering part with nothing in it."""
    return f"<w:numbering {_W}></w:numbering>"


def footnotes_xml(content: str = "") -> str:
    """A notes part: the separators that Word asks for, and *content*."""
    return f"<w:footnotes {ROOT}>{SEPARATORS}{content}</w:footnotes>"


@lru_cache(maxsize=16)
def own_template(language: str) -> bytes:
    """Our own template as a package, its text in *language* (a BCP 47 tag)."""
    decimal = "." if language.startswith("en") else ","
    page = PORTRAIT
    numbering = numbering_xml().replace(
        "></w:numbering>",
        ">" + "".join(abstract_xml(k, n) for n, k in enumerate(KINDS)) + "</w:numbering>",
    )
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}document.main+xml"/>'
            + "".join(
                f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}{kind}+xml"/>'
                for name, kind in _PARTS
            )
            + f'<Override PartName="/word/theme/theme1.xml" ContentType="{_TYPE}theme+xml"/>'
            '<Override PartName="/docProps/core.xml"'
            ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
            f'<Override PartName="/docProps/app.xml" ContentType="{_TYPE}extended-properties+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}relationships">'
            f'<Relationship Id="rId1" Type="{_REL}officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{_PACKAGE}relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/>'
            f'<Relationship Id="rId3" Type="{_REL}extended-properties" Target="docProps/app.xml"/>'
            "</Relationships>"
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}relationships">'
            + "".join(
                f'<Relationship Id="rId{n}" Type="{_REL}{name}" Target="{name}.xml"/>'
                for n, (name, _) in enumerate(_PARTS, 1)
            )
            + f'<Relationship Id="rId{len(_PARTS) + 1}" Type="{_REL}theme" Target="theme/theme1.xml"/>'
            "</Relationships>"
        ),
        "word/document.xml": (
            f"<w:document {ROOT}><w:body><w:p/><w:sectPr>"
            f'<w:pgSz w:w="{page.width}" w:h="{page.height}"/></w:sectPr></w:body></w:document>'
        ),
        "word/styles.xml": styles_xml(language),
        "word/settings.xml": _SETTINGS.replace("{language}", language).replace("{decimal}", decimal),
        "word/fontTable.xml": _FONT_TABLE,
        "word/numbering.xml": numbering,
        "word/footnotes.xml": footnotes_xml(),
        "word/theme/theme1.xml": _THEME,
        "docProps/core.xml": _CORE,
        "docProps/app.xml": _APP,
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(name, _HEAD + text)
    return buffer.getvalue()
