"""What a template does not bring along: what lies outside of its file, programs, and what was ours already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml
from docx.package import Package

from interim_method.formats.docx.anchors import BOOKMARK, TAG
from interim_method.formats.docx.identity import MAP
from interim_method.formats.docx.oxml import NAMESPACES

__all__ = ["cut_off", "drop_ours", "drop_own_text", "taken_ids"]

_W: Final = f"{{{NAMESPACES['w']}}}"
_R: Final = f"{{{NAMESPACES['r']}}}"
_VAL: Final = f"{_W}val"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_HARMLESS: Final = (RT.HYPERLINK, f"{_OFFICE}attachedTemplate")
"""What leads outside, or names another template: of the latter nothing is needed."""
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
_OF_THE_FILE: Final = ("thumbnail", "origin", "customUI", "extensibility", "ui", "classificationlabels")
"""What tells of the template's own file: a picture of it, its signatures, its buttons."""
_SHOWN: Final = frozenset(f"{_W}{name}" for name in ("drawing", "pict", "object"))
_DOCPR: Final = f"{{{NAMESPACES['wp']}}}docPr"
_CODE: Final = f"{_W}instrText"
_FIELD_CHAR: Final = f"{_W}fldChar"
_ACTIVE: Final = re.compile(
    r"\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD|MACROBUTTON|AUTOTEXT)\b",
    re.I,
)
"""Fields that fetch something, or run something, when they are brought up to date."""


class Taken(NamedTuple):
    """The names and ids that a template uses already."""

    bookmarks: set[str]
    bookmark: int
    controls: set[int]
    drawing: int


def taken_ids(package: Package) -> Taken:
    """What must not be given out again; names in small letters."""
    bookmarks: set[str] = set()
    controls: set[int] = set()
    bookmark = drawing = 0
    for part in package.parts:
        root = _root(part)
        for element in () if root is None else root.iter(_DOCPR, f"{_W}bookmarkStart", f"{_W}id"):
            if element.tag == _DOCPR:
                drawing = max(drawing, _number(element.get("id")))
            elif element.tag == f"{_W}id":
                controls.add(_number(element.get(_VAL)))
            else:
                bookmarks.add(element.get(f"{_W}name", "").lower())
                bookmark = max(bookmark, _number(element.get(f"{_W}id")))
    return Taken(bookmarks, bookmark, controls, drawing)


def _number(text: str | None) -> int:
    try:
        return int(text or "0")
    except ValueError:
        return 0


def drop_own_text(package: Package, used: set[str | None]) -> None:
    """Drop what only the template's own text refers to: its pictures, links, notes, comments.

    *used* are the headers and footers that stay.
    """
    main: Any = package.main_document_part
    for relation, one in list(main.rels.items()):
        if one.reltype in (RT.HEADER, RT.FOOTER):
            keep = relation in used
        elif one.reltype == RT.CUSTOM_XML:
            keep = not one.is_external
        else:
            keep = one.reltype in _FRAME
        if not keep:
            del main.rels[relation]
    for one in main.rels.values():
        if one.reltype in (RT.FOOTNOTES, RT.ENDNOTES):
            part: Any = one.target_part
            root = parse_xml(part.blob)
            for note in list(root):
                if note.get(f"{_W}type", "normal") == "normal":
                    root.remove(note)
            part._blob = serialize_part_xml(root)
            part.rels.clear()


def drop_ours(package: Package) -> None:
    """Drop the map of a document of ours that serves as a template, and its anchors: it is another document."""
    main: Any = package.main_document_part
    for relation, one in list(main.rels.items()):
        if one.reltype == RT.CUSTOM_XML and not one.is_external and MAP.encode() in one.target_part.blob:
            del main.rels[relation]
    for element in list(main.element.iter(f"{_W}tag", f"{_W}bookmarkStart")):
        if element.tag == f"{_W}tag":
            if element.get(_VAL, "").startswith(TAG):
                element.getparent().remove(element)
        elif element.get(f"{_W}name", "").startswith(BOOKMARK):
            for end in main.element.iter(f"{_W}bookmarkEnd"):
                if end.get(f"{_W}id") == element.get(f"{_W}id"):
                    end.getparent().remove(end)
                    break
            element.getparent().remove(element)


def cut_off(package: Package) -> tuple[str, ...]:
    """Take out what is loaded from elsewhere, and tell what it was; links stay, which nothing follows by itself."""
    for relation, one in list(package.rels.items()):
        if one.is_external or one.reltype.rpartition("/")[2] in _OF_THE_FILE:
            del package.rels[relation]
    outside: dict[str, None] = {}
    for part in list(package.parts):
        gone = {}
        for relation, one in list(part.rels.items()):
            if one.is_external and one.reltype != RT.HYPERLINK:
                gone[relation] = one.target_ref
                if one.reltype not in _HARMLESS:
                    outside[one.target_ref] = None
                del part.rels[relation]
        root = _root(part)
        if root is None:
            continue
        if gone:
            _forget(root, gone)
        fetched = tuple(_stilled(root))
        outside.update(dict.fromkeys(fetched))
        if (gone or fetched) and not isinstance(part, XmlPart):
            part._blob = serialize_part_xml(root)
    return tuple(outside)


def _root(part: Any) -> Any:
    """The root of a part that may hold text or refer to something."""
    if isinstance(part, XmlPart):
        return part.element
    if part.content_type.endswith("+xml") and ("wordprocessingml" in part.content_type or part.rels):
        return parse_xml(part.blob)
    return None


def _forget(root: Any, gone: dict[str, str]) -> None:
    """Take out of *root* what refers to the relationships that are *gone*; of a picture its words stay."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        wanting = [name for name in element.attrib if name.startswith(_R) and element.get(name) in gone]
        if not wanting:
            continue
        for name in wanting:
            del element.attrib[name]
        if any(name.startswith(_R) for name in element.attrib):
            continue  # The picture is in the file as well.
        shown = next((one for one in element.iterancestors() if one.tag in _SHOWN), None)
        if shown is not None:
            _put_words(shown)
        elif element is not root and element.getparent() is not None:
            # All of what it belongs to, such as a merge with a list of letters.
            outer = element
            while outer.getparent() is not None and outer.getparent() is not root:
                outer = outer.getparent()
            (outer if not _is_story(root) else element).getparent().remove(
                outer if not _is_story(root) else element
            )


def _is_story(root: Any) -> bool:
    return root.tag.rpartition("}")[2] in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")


def _put_words(shown: Any) -> None:
    """In the place of a picture, what is said of it."""
    described = next((one for one in shown.iter(_DOCPR)), None)
    words = (described.get("descr") or described.get("title") or "") if described is not None else ""
    parent = shown.getparent()
    if words:
        text = parse_xml(f'<w:t xmlns:w="{NAMESPACES["w"]}"/>')
        text.text = f"[{words}]"
        parent.replace(shown, text)
    else:
        parent.remove(shown)


def _stilled(root: Any) -> Iterator[str]:
    """Turn fields that would fetch or run something into what they show; their codes."""
    for field in list(root.iter(f"{_W}fldSimple")):
        code = field.get(f"{_W}instr", "")
        if _ACTIVE.match(code):
            yield code.strip()
            parent, at = field.getparent(), field.getparent().index(field)
            for n, child in enumerate(list(field)):
                parent.insert(at + n, child)
            parent.remove(field)
    open_fields: list[list[Any]] = []
    for element in list(root.iter(_FIELD_CHAR, _CODE)):
        kind = element.get(f"{_W}fldCharType")
        if kind == "begin":
            open_fields.append([element])
        elif open_fields:
            open_fields[-1].append(element)
            if kind == "end":
                field = open_fields.pop()
                code = "".join(one.text or "" for one in field if one.tag == _CODE)
                if _ACTIVE.match(code):
                    yield code.strip()
                    for one in field:
                        one.getparent().remove(one)
