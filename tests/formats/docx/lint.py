"""Defects of Word files that schema validators let pass, and that Word or its readers stumble over."""

from __future__ import annotations

import io
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from zipfile import ZipFile

from lxml import etree

from interim_method.formats.docx.oxml import NAMESPACES

W = f"{{{NAMESPACES['w']}}}"
R = f"{{{NAMESPACES['r']}}}"
WP = f"{{{NAMESPACES['wp']}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DC = "{http://purl.org/dc/elements/1.1/}"
LAYOUT = "IM Plain"
"""The style of tables that hold what stands side by side; they need no header row."""


def defects(data: bytes) -> list[str]:
    """Every defect found, as a sentence."""
    with ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"zip: {name} is there {n} times" for name, n in Counter(names).items() if n > 1]
    roots = {n: etree.fromstring(b) for n, b in parts.items() if n.endswith((".xml", ".rels"))}
    found += _relationships(roots, set(names))
    stories = {
        n: r for n, r in roots.items() if r.tag in (W + "document", W + "hdr", W + "ftr", W + "footnotes")
    }
    styles = _styles(roots["word/styles.xml"])
    numbers = _numbers(roots.get("word/numbering.xml"))
    for name, root in stories.items():
        for check in (_cells, _fields, _bookmarks, _spaces, _grids):
            found += [f"{name}: {one}" for one in check(root)]
        found += [f"{name}: {one}" for one in _references(root, styles, numbers)]
        found += [f"{name}: {one}" for one in _headers(root, styles)]
    found += _unique(stories.values())
    found += _headings(roots["word/document.xml"], styles)
    found += _pictures(roots["word/document.xml"])
    found += _notes(roots)
    found += _properties(roots)
    return found


def _styles(root: Any) -> dict[str, str]:
    return {s.get(W + "styleId"): s.find(W + "name").get(W + "val") for s in root.iterchildren(W + "style")}


def _numbers(root: Any) -> dict[str, str]:
    if root is None:
        return {}
    return {
        n.get(W + "numId"): n.find(W + "abstractNumId").get(W + "val") for n in root.iterchildren(W + "num")
    }


def _relationships(roots: dict[str, Any], names: set[str]) -> Iterator[str]:
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        base = posixpath.dirname(posixpath.dirname(name))
        known = set()
        for one in root.iter(RELATIONSHIP):
            known.add(one.get("Id"))
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", base, one.get("Target"))).lstrip("/")
                if target not in names:
                    yield f"{name}: {one.get('Id')} leads to {target}, which is not there"
        source = posixpath.join(base, posixpath.basename(name)[: -len(".rels")])
        if source in roots:
            for element in roots[source].iter():
                for key, value in element.attrib.items():
                    if key in (R + "id", R + "embed") and value not in known:
                        yield f"{source}: {value} is no relationship"


def _cells(root: Any) -> Iterator[str]:
    for cell in root.iter(W + "tc"):
        if cell[-1].tag != W + "p":
            yield f"a cell ends in {etree.QName(cell[-1]).localname}, not in a paragraph"
    for table in root.iter(W + "tbl"):
        following = table.getnext()
        if following is not None and following.tag == W + "tbl":
            yield "two tables touch"


def _fields(root: Any) -> Iterator[str]:
    depth = 0
    for mark in root.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        if depth < 0:
            yield "a field ends that did not begin"
            depth = 0
        if mark.get(W + "dirty"):
            yield "a field asks to be updated"
    if depth:
        yield "a field does not end"


def _bookmarks(root: Any) -> Iterator[str]:
    open_ids: set[str] = set()
    for mark in root.iter(W + "bookmarkStart", W + "bookmarkEnd"):
        id = mark.get(W + "id")
        if mark.tag == W + "bookmarkStart":
            open_ids.add(id)
            name = mark.get(W + "name")
            if len(name) > 40 or not name.isascii() or " " in name:
                yield f"the bookmark name {name!r} is none"
        elif id in open_ids:
            open_ids.discard(id)
        else:
            yield f"the bookmark {id} ends without a beginning"
    if open_ids:
        yield f"bookmarks {sorted(open_ids)} do not end"


def _spaces(root: Any) -> Iterator[str]:
    for text in root.iter(W + "t"):
        value = text.text or ""
        if value != value.strip() and text.get(SPACE) != "preserve":
            yield f"the spaces around {value!r} will be lost"


def _grids(root: Any) -> Iterator[str]:
    for table in root.iter(W + "tbl"):
        widths = [int(c.get(W + "w")) for c in table.find(W + "tblGrid")]
        total = int(table.find(f"{W}tblPr/{W}tblW").get(W + "w"))
        if sum(widths) != total:
            yield f"the columns {widths} do not add up to {total}"
        for row in table.iterchildren(W + "tr"):
            at = 0
            for cell in row.iterchildren(W + "tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                wide = int(span.get(W + "val")) if span is not None else 1
                width = int(cell.find(f"{W}tcPr/{W}tcW").get(W + "w"))
                if width != sum(widths[at : at + wide]):
                    yield f"a cell is {width} wide over columns of {widths[at : at + wide]}"
                at += wide
            if at != len(widths):
                yield f"a row has {at} columns of {len(widths)}"


def _references(root: Any, styles: dict[str, str], numbers: dict[str, str]) -> Iterator[str]:
    for mark in root.iter(W + "pStyle", W + "rStyle", W + "tblStyle"):
        if mark.get(W + "val") not in styles:
            yield f"the style {mark.get(W + 'val')!r} is not defined"
    for mark in root.iter(W + "numId"):
        if mark.get(W + "val") not in numbers and mark.get(W + "val") != "0":
            yield f"the list {mark.get(W + 'val')!r} is not defined"


def _headers(root: Any, styles: dict[str, str]) -> Iterator[str]:
    for table in root.iter(W + "tbl"):
        style = styles.get(table.find(f"{W}tblPr/{W}tblStyle").get(W + "val"))
        first = table.find(W + "tr")
        look = table.find(f"{W}tblPr/{W}tblLook")
        above = first.find(f"{W}trPr/{W}tblHeader") is not None
        if (look.get(W + "firstRow") == "1") != above:
            yield "a table says that its headings stand above where they do not, or the reverse"
        if style != LAYOUT and not above and look.get(W + "firstColumn") != "1":
            yield "a table of data has headings neither above nor beside it"


def _unique(roots: Iterable[Any]) -> Iterator[str]:
    kinds: dict[str, list[str]] = {"bookmark id": [], "bookmark name": [], "control id": [], "drawing id": []}
    for root in roots:
        for mark in root.iter(W + "bookmarkStart"):
            kinds["bookmark id"].append(mark.get(W + "id"))
            kinds["bookmark name"].append(mark.get(W + "name").lower())
        kinds["control id"] += [e.get(W + "val") for e in root.iterfind(f".//{W}sdtPr/{W}id")]
        kinds["drawing id"] += [e.get("id") for e in root.iter(WP + "docPr")]
    for kind, values in kinds.items():
        for value, n in Counter(values).items():
            if n > 1:
                yield f"the {kind} {value} is there {n} times"


def _headings(root: Any, styles: dict[str, str]) -> Iterator[str]:
    last = 0
    for paragraph in root.iter(W + "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = styles.get(style.get(W + "val"), "") if style is not None else ""
        if name.lower().startswith("heading "):
            level = int(name.split()[-1])
            if level > last + 1:
                yield f"a heading of level {level} follows one of level {last}"
            if not "".join(paragraph.itertext()).strip():
                yield "a heading is empty"
            last = level


def _pictures(root: Any) -> Iterator[str]:
    for drawing in root.iter(WP + "docPr"):
        if not drawing.get("descr") and not any("decorative" in str(e.tag) for e in drawing.iter()):
            yield f"the drawing {drawing.get('name')!r} has no description"


def _notes(roots: dict[str, Any]) -> Iterator[str]:
    called = {e.get(W + "id") for e in roots["word/document.xml"].iter(W + "footnoteReference")}
    there = (
        {e.get(W + "id") for e in roots["word/footnotes.xml"].iter(W + "footnote")}
        if ("word/footnotes.xml" in roots)
        else set()
    )
    for id in sorted(called - there):
        yield f"the note {id} is not there"
    for id in sorted(there - called - {"-1", "0"}):
        yield f"nothing calls the note {id}"


def _properties(roots: dict[str, Any]) -> Iterator[str]:
    core = roots.get("docProps/core.xml")
    for name in ("title", "language"):
        value = core.findtext(DC + name) if core is not None else None
        if not value:
            yield f"the document has no {name}"
    if roots["word/styles.xml"].find(f".//{W}docDefaults//{W}lang") is None:
        yield "the text has no language"
    settings = roots.get("word/settings.xml")
    if settings is not None and settings.find(W + "updateFields") is not None:
        yield "Word will ask to update fields"
