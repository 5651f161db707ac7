"""House templates made for the tests: as small as Word takes them, with what a test puts into them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1700" w:right="1400" w:bottom="1400" w:left="2000" w:header="700" w:footer="700" w:gutter="0"/>'
)
SHEET = (
    f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Estndard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Ttol1"><w:name w:val="heading 1"/><w:basedOn w:val="Estndard"/>'
    '<w:rPr><w:color w:val="7A1F3D"/><w:sz w:val="40"/></w:rPr></w:style></w:styles>'
)


def p(text: str = "", properties: str = "") -> str:
    """A paragraph."""
    said = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{said}</w:p>"


def control(tag: str, content: str, *, alias: str = "", more: str = "") -> str:
    """A content control around *content*."""
    said = (f'<w:alias w:val="{alias}"/>' if alias else "") + (f'<w:tag w:val="{tag}"/>' if tag else "")
    return f"<w:sdt><w:sdtPr>{said}{more}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def run(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(name: str, content: str, number: int = 7) -> str:
    """A bookmark around *content*."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def cell(content: str, width: int = 4000) -> str:
    """A cell."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def table(*rows: str, widths: tuple[int, ...] = (4000, 4000)) -> str:
    """A table of rows of cells."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="IMPlain"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLook w:firstRow="0"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        + "".join(f"<w:tr>{row}</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def house(
    body: str,
    *,
    section: str = PAGE,
    furniture: Mapping[str, str] | None = None,
    relations: str = "",
    parts: Mapping[str, tuple[str, bytes]] | None = None,
    styles: str | None = SHEET,
    settings: str = "",
) -> bytes:
    """A template.

    Args:
        body: The XML of its text.
        section: What its last section says.
        furniture: Headers and footers: such as ``header-default`` → the XML of its text.
        relations: Further relationships of the text.
        parts: Further parts: name → content type and bytes.
        styles: Its styles; None for no such part.
        settings: What its settings hold.
    """
    files: dict[str, tuple[str, bytes]] = dict(parts or {})
    references, found = "", relations
    if styles is not None:
        files["word/styles.xml"] = (f"{WORD}styles+xml", styles.encode())
        found += f'<Relationship Id="rId1" Type="{OFFICE}styles" Target="styles.xml"/>'
    if settings:
        files["word/settings.xml"] = (
            f"{WORD}settings+xml",
            f"<w:settings {NAMESPACES}>{settings}</w:settings>".encode(),
        )
        found += f'<Relationship Id="rId2" Type="{OFFICE}settings" Target="settings.xml"/>'
    for n, (name, content) in enumerate((furniture or {}).items(), 1):
        kind, _, pages = name.partition("-")
        tag = "hdr" if kind == "header" else "ftr"
        files[f"word/{kind}{n}.xml"] = (
            f"{WORD}{kind}+xml",
            f"<w:{tag} {NAMESPACES}>{content}</w:{tag}>".encode(),
        )
        found += f'<Relationship Id="rIdF{n}" Type="{OFFICE}{kind}" Target="{kind}{n}.xml"/>'
        references += f'<w:{kind}Reference w:type="{pages}" r:id="rIdF{n}"/>'
    document = f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{references}{section}</w:sectPr></w:body></w:document>"
    files["word/document.xml"] = (f"{WORD}document.main+xml", document.encode())
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in files.items() if kind
    )
    whole = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{types}</Types>".encode(),
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships">{found}</Relationships>'.encode(),
        **{name: blob for name, (_, blob) in files.items()},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, blob in whole.items():
            archive.writestr(name, blob)
    return target.getvalue()


def saved(folder: Path, file: bytes, name: str = "casa.docx") -> str:
    """The path of a template that was written to *folder*."""
    path = folder / name
    path.write_bytes(file)
    return str(path)
