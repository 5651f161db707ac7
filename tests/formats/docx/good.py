"""A Word file written by hand in which the lint finds nothing, and that can be spoilt piece by piece."""

from __future__ import annotations

import io
import zipfile

from interim_method.formats.docx.opc import Kind, Rel, xml_part
from interim_method.formats.docx.oxml import NAMESPACES, ROOT
from interim_method.formats.docx.template.numbering import abstract_xml
from interim_method.formats.docx.template.parts import app_part, footnotes_xml, numbering_xml, still_parts

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A visit</dc:title>'
    "<dc:language>en-GB</dc:language></cp:coreProperties>"
)
TEXT = "They said that the price is not what stops them and we will ask for it when the work is done."
CATALAN = "Quan els vam trucar no hi eren, però també ens van dir què volien i quan només això."
BODY = f"""
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>A visit</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:bookmarkStart w:id="1" w:name="sec_one"/><w:r><w:t>One</w:t></w:r>
<w:bookmarkEnd w:id="1"/></w:p>
<w:p><w:r><w:t xml:space="preserve">{TEXT} </w:t></w:r><w:r><w:rPr><w:lang w:val="ca-ES"/></w:rPr>
<w:t xml:space="preserve">{CATALAN} </w:t></w:r>
<w:hyperlink r:id="rIdL1"><w:r><w:t>the report</w:t></w:r></w:hyperlink>
<w:hyperlink w:anchor="sec_one"><w:r><w:t>the first part</w:t></w:r></w:hyperlink>
<w:r><w:footnoteReference w:id="1"/></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF sec_one \\h </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>an item</w:t></w:r></w:p>
<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="9" cy="9"/>
<wp:docPr id="1" name="Chart 1" descr="Sales rise from May on."/><a:graphic><a:graphicData
 uri="{NAMESPACES["c"]}"/></a:graphic></wp:inline></w:drawing></w:r></w:p>
<w:tbl><w:tblPr><w:tblStyle w:val="IMTable"/><w:tblW w:w="4000" w:type="dxa"/><w:tblLayout w:type="fixed"/>
<w:tblLook w:val="0020" w:firstRow="1" w:firstColumn="0"/></w:tblPr>
<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>
<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>Who</w:t></w:r></w:p></w:tc>
<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>When</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="F4F5F7"/></w:tcPr>
<w:p><w:r><w:t>Ada</w:t></w:r></w:p></w:tc>
<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>Now</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>Bet</w:t></w:r></w:p></w:tc>
<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>
<w:p/>
<w:tbl><w:tblPr><w:tblStyle w:val="IMPlain"/><w:tblW w:w="4000" w:type="dxa"/><w:tblLook w:val="0000"/></w:tblPr>
<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>
<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>Left</w:t></w:r></w:p></w:tc><w:tc><w:tcPr/><w:p><w:r><w:t>Right</w:t></w:r></w:p></w:tc></w:tr>
</w:tbl>
<w:p><w:sdt><w:sdtPr><w:alias w:val="Name"/><w:tag w:val="im:k1"/><w:id w:val="7"/><w:text/></w:sdtPr><w:sdtContent>
<w:r><w:t>Ada</w:t></w:r></w:sdtContent></w:sdt></w:p>
<w:sectPr><w:headerReference w:type="default" r:id="rIdH6"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>
"""
FOOTNOTE = '<w:footnote w:id="1"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>'
HEADER = f"<w:hdr {ROOT}><w:p><w:r><w:t>A visit</w:t></w:r></w:p></w:hdr>"
TYPES = "[Content_Types].xml"
RELS = "word/_rels/document.xml.rels"


def good_parts() -> dict[str, str]:
    """The parts of the file, by name."""
    numbers = abstract_xml("bullets", 0) + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    made = [
        *still_parts("en-GB"),
        (
            xml_part(
                "word/document.xml", Kind.MAIN, f"<w:document {ROOT}><w:body>{BODY}</w:body></w:document>"
            ),
            "",
        ),
        (xml_part("word/numbering.xml", Kind.NUMBERING, numbering_xml(numbers)), Rel.NUMBERING),
        (xml_part("word/footnotes.xml", Kind.NOTES, footnotes_xml(FOOTNOTE)), Rel.NOTES),
        (xml_part("word/header1.xml", Kind.HEADER, HEADER), Rel.HEADER),
        (xml_part("docProps/core.xml", Kind.CORE, CORE), ""),
        (app_part(), ""),
    ]
    parts = {part.name: part.content.decode("utf-8") for part, _ in made}
    parts[TYPES] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/{part.name}" ContentType="{part.kind}"/>' for part, _ in made)
        + "</Types>"
    )
    parts["_rels/.rels"] = _relations(
        ("rId1", Rel.MAIN, "word/document.xml"),
        ("rId2", Rel.CORE, "docProps/core.xml"),
        ("rId3", Rel.APP, "docProps/app.xml"),
    )
    related = [(part.name.removeprefix("word/"), kind) for part, kind in made if kind]
    parts[RELS] = _relations(
        *(
            (f"rIdH{n}" if kind == Rel.HEADER else f"rId{n}", kind, name)
            for n, (name, kind) in enumerate(related)
        ),
        ("rIdL1", Rel.LINK, "https://example.org/r"),
    )
    return parts


def _relations(*relations: tuple[str, str, str]) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{id}" Type="{kind}" Target="{target}"'
            + (' TargetMode="External"/>' if "://" in target else "/>")
            for id, kind, target in relations
        )
        + "</Relationships>"
    )


def zipped(parts: dict[str, str], *, twice: str = "") -> bytes:
    """The parts as a file, one of them *twice*."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        if twice:
            archive.writestr(twice, parts[twice])
    return target.getvalue()
