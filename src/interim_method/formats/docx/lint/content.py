"""What must say in words what it is: pictures, links, content controls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from interim_method.formats.docx.lint.opened import WP, Found, Opened, R, W, text_of, value

__all__ = ["content"]

_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_FILE_NAME: Final = re.compile(
    r"[^\s]+\.(?:png|jpe?g|gif|svg|bmp|tiff?|webp|emf|wmf)|(?:image|picture|imatge|imagen|foto|chart|gràfic|gráfico)?\s*\d*",
    re.IGNORECASE,
)
_VAGUE: Final = frozenset(
    [
        "aquí",
        "aqui",
        "clic aquí",
        "clica aquí",
        "cliqueu aquí",
        "feu clic aquí",
        "enllaç",
        "l’enllaç",
        "aquest enllaç",
        "més",
        "més informació",
        "llegiu-ne més",
        "llegir més",
        "vegeu",
        "veure",
        "haz clic aquí",
        "haga clic aquí",
        "pulsa aquí",
        "pulse aquí",
        "enlace",
        "el enlace",
        "este enlace",
        "más",
        "más información",
        "leer más",
        "ver",
        "ver más",
        "here",
        "click here",
        "click",
        "link",
        "this link",
        "the link",
        "more",
        "read more",
        "more information",
        "learn more",
        "see",
        "this",
        "this page",
        "web",
        "pdf",
    ]
)
_EDGES: Final = " .,;:…»«\"'()[]\u00a0›→>"
_NO_TITLE: Final = ("docPartObj", "citation", "bibliography", "equation", "group", "docPartList")


def content(file: Opened) -> Iterator[Found]:
    """What says too little."""
    for name, root in file.stories.items():
        for element, rule, message in (*_pictures(root), *_controls(root)):
            yield Found(rule, name, element, message)
        yield from _links(file, name, root)


def _pictures(root: Any) -> Iterator[tuple[Any, str, str]]:
    for drawing in root.iter(WP + "docPr"):
        marks = (e.get("val") for e in drawing.iter(_DECORATIVE))
        if any(mark in ("1", "true") for mark in marks):
            continue
        yield from _described(drawing, drawing.get("name") or "", drawing.get("descr") or "")
    for picture in root.iter(W + "pict"):
        for shape in picture.iter(_VML + "shape", _VML + "rect", _VML + "oval", _VML + "line"):
            if shape.find(_VML + "imagedata") is not None or shape.find(_VML + "textbox") is None:
                yield from _described(shape, shape.get("id") or "", shape.get("alt") or "")


def _described(element: Any, name: str, words: str) -> Iterator[tuple[Any, str, str]]:
    if not words.strip():
        yield element, "alt-text-missing", f"the drawing {name!r} has no description"
    elif _FILE_NAME.fullmatch(words.strip()):
        yield element, "alt-text-file-name", f"the drawing {name!r} is described as {words.strip()!r}"


def _controls(root: Any) -> Iterator[tuple[Any, str, str]]:
    for control in root.iter(W + "sdt"):
        properties = control.find(W + "sdtPr")
        if properties is None or any(properties.find(W + tag) is not None for tag in _NO_TITLE):
            continue
        if not (value(properties, "alias") or "").strip():
            tag = value(properties, "tag") or value(properties, "id") or ""
            yield control, "control-without-title", f"the content control {tag!r} has no title"


def _links(file: Opened, name: str, root: Any) -> Iterator[Found]:
    leads: dict[str, str] = {}
    told: set[str] = set()
    relations = file.relations.get(name, {})
    for link in root.iter(W + "hyperlink"):
        text = text_of(link).strip()
        relation = relations.get(link.get(R + "id") or "")
        target = (relation.target if relation else "") + "#" + (link.get(W + "anchor") or "")
        if not text:
            if link.find(f".//{W}drawing") is None and link.find(f".//{W}pict") is None:
                yield Found(
                    "link-without-text", name, link, f"the link to {target.rstrip('#')!r} has no text"
                )
            continue
        plain = text.strip(_EDGES).casefold()
        if plain in _VAGUE:
            yield Found(
                "link-text-vague", name, link, f"the text of the link to {target.rstrip('#')!r} is {text!r}"
            )
        paragraph = next(link.iterancestors(W + "p"), None)
        style = None if paragraph is None else file.styles.name(value(paragraph, "pPr/pStyle"))
        if style is not None and style.startswith("toc "):
            continue  # Sections may have one title: the page tells them apart.
        if leads.setdefault(plain, target) != target and plain not in told:
            told.add(plain)
            yield Found("link-text-twice", name, link, f"links of the text {text!r} lead to different places")
