"""House templates: somebody else's page, styles, headers and footers, with what is missing added."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_STORED, ZipFile

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from lxml.etree import XMLSyntaxError

from interim_method.errors import TemplateError
from interim_method.formats.docx.identity import MAP
from interim_method.formats.docx.look import Page
from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.formats.docx.safety import Unsafe, checked_parts
from interim_method.formats.docx.template.styles import STYLES, Style, style_xml

__all__ = ["add_missing_styles", "furniture_of", "house_template", "page_of", "style_ids"]

_TEMPLATE_TYPE: Final = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE: Final = b"wordprocessingml.document.main+xml"
_FRAME: Final = (
    RT.STYLES,
    RT.SETTINGS,
    RT.NUMBERING,
    RT.FONT_TABLE,
    RT.THEME,
    RT.WEB_SETTINGS,
    RT.FOOTNOTES,
    RT.ENDNOTES,
    RT.GLOSSARY_DOCUMENT,
)
"""What a text stands in, whatever it says."""
_ATTACHED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
_REFERENCE: Final = re.compile(r"[A-Za-z0-9]+")


def house_template(path: str | os.PathLike[str]) -> Package:
    """The package of a house template.

    Raises:
        TemplateError: A file that cannot be used, with its name and the trouble.
    """
    name = os.fspath(path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise TemplateError(f"the template cannot be read: {error.strerror}", name) from error
    try:
        parts = checked_parts(data)
    except Unsafe as error:
        raise TemplateError(f"the template {error}", name) from error
    types = parts["[Content_Types].xml"].replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for part, blob in parts.items():
            archive.writestr(part, types if part == "[Content_Types].xml" else blob)
    try:
        package = Package.open(buffer)
        main: Any = package.main_document_part
        if main.element.find(qn("w:body")) is None:
            raise TemplateError("the template has no body; open it in Word and save it again", name)
        main.part_related_by(RT.STYLES)
    except (KeyError, ValueError, XMLSyntaxError, AttributeError, TypeError) as error:
        raise TemplateError(
            f"the template is damaged: {error}; open it in Word and save it again", name
        ) from error
    _keep_frame(package)
    _cut_off(package, name)
    return package


def _keep_frame(package: Package) -> None:
    """Drop what only the template's own text refers to: its pictures, links, notes, comments."""
    main: Any = package.main_document_part
    section = main.element.find(qn("w:body")).find(qn("w:sectPr"))
    used = {e.get(qn("r:id")) for e in section} if section is not None else set()
    for relation, one in list(main.rels.items()):
        if one.reltype in (RT.HEADER, RT.FOOTER):
            keep = relation in used
        elif one.reltype == RT.CUSTOM_XML:
            keep = not one.is_external and MAP.encode() not in one.target_part.blob
        else:
            keep = one.reltype in _FRAME
        if not keep:
            del main.rels[relation]
    for one in main.rels.values():
        if one.reltype in (RT.FOOTNOTES, RT.ENDNOTES):
            part: Any = one.target_part
            root = parse_xml(part.blob)
            for note in list(root):
                if note.get(qn("w:type"), "normal") == "normal":
                    root.remove(note)
            part._blob = serialize_part_xml(root)
            part.rels.clear()


def _cut_off(package: Package, name: str) -> None:
    """Forget the template's own template, and refuse parts that lie somewhere else than in the file."""
    for part in package.parts:
        for relation, one in list(part.rels.items()):
            if not one.is_external or one.reltype == RT.HYPERLINK:
                continue
            if one.reltype != _ATTACHED:
                raise TemplateError(
                    f"the template loads something from elsewhere: {one.target_ref!r};"
                    " insert it into the file in Word and save it again",
                    name,
                )
            del part.rels[relation]
            if isinstance(part, XmlPart):
                for element in part.element.findall(qn("w:attachedTemplate")):
                    part.element.remove(element)


def style_ids(styles: Any) -> dict[str, str]:
    """Style names to ids. Names count without regard to case: other programs change it."""
    found: dict[str, str] = {}
    for element in styles.iterchildren(qn("w:style")):
        named = element.find(qn("w:name"))
        if named is not None:
            found.setdefault(named.get(qn("w:val"), "").casefold(), element.get(qn("w:styleId"), ""))
    return found


def add_missing_styles(styles: Any) -> dict[str, str]:
    """Add those of our styles that a template lacks, under free ids; all our names with their ids."""
    known = style_ids(styles)
    taken = {i.casefold() for i in known.values()}
    renamed: dict[str, str] = {}
    missing: list[Style] = []
    for style in STYLES:
        there = known.get(style.name.casefold())
        if there is None:
            free, n = style.id, 1
            while free.casefold() in taken:
                n += 1
                free = f"{style.id}{n}"
            taken.add(free.casefold())
            renamed[style.id] = free
            missing.append(style)
        else:
            renamed[style.id] = there
    for style in missing:
        body = re.sub(
            r'(<w:(?:basedOn|next|link) w:val=")([^"]+)(")', lambda m: m[1] + renamed[m[2]] + m[3], style.body
        )
        added = style_xml(style._replace(id=renamed[style.id], body=body, default=False))
        styles.append(parse_xml(added.replace("<w:style ", f'<w:style xmlns:w="{NAMESPACES["w"]}" ', 1)))
    return {style.name: renamed[style.id] for style in STYLES}


def page_of(section: Any, fallback: Page) -> Page:
    """The page that a template's last section has."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))

    def measure(element: Any, name: str, default: int) -> int:
        try:
            return abs(int(element.get(qn(f"w:{name}"))))
        except (AttributeError, TypeError, ValueError):
            return default

    page = Page(
        measure(size, "w", fallback.width),
        measure(size, "h", fallback.height),
        measure(margins, "top", fallback.top),
        measure(margins, "right", fallback.right),
        measure(margins, "bottom", fallback.bottom),
        measure(margins, "left", fallback.left),
        measure(margins, "header", fallback.header),
        measure(margins, "footer", fallback.footer),
    )
    return page if page.text_width > 2000 and page.text_height > 2000 else fallback


def furniture_of(section: Any) -> tuple[str, str]:
    """A template's references to headers and footers: those of all pages, and those of the first."""
    found: dict[bool, str] = {True: "", False: ""}
    has_first = section.find(qn("w:titlePg")) is not None
    for element in section:
        if element.tag in (qn("w:headerReference"), qn("w:footerReference")):
            kind, relation = element.get(qn("w:type"), "default"), element.get(qn("r:id"), "")
            if _REFERENCE.fullmatch(relation) and kind in ("default", "first", "even"):
                tag = "headerReference" if element.tag.endswith("headerReference") else "footerReference"
                found[kind == "first"] += f'<w:{tag} w:type="{kind}" r:id="{relation}"/>'
    return found[False], found[True] if has_first else ""
