"""Where a template has content controls and bookmarks, and what they are around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal

from attrs import frozen

from interim_method.formats.docx.oxml import NAMESPACES

__all__ = ["Spot", "has_own_text", "own_text", "spots"]

W: Final = f"{{{NAMESPACES['w']}}}"
_SDT: Final = f"{W}sdt"
_P: Final = f"{W}p"
_TBL: Final = f"{W}tbl"
_TC: Final = f"{W}tc"
_TR: Final = f"{W}tr"
_R: Final = f"{W}r"
_VAL: Final = f"{W}val"
_START: Final = f"{W}bookmarkStart"
_END: Final = f"{W}bookmarkEnd"
_CONTENT: Final = f"{W}sdtContent"
_TEXT: Final = frozenset({f"{W}t", f"{W}tab", f"{W}br", f"{W}sym", f"{W}drawing", f"{W}pict", f"{W}object"})
_SAID: Final = frozenset({f"{W}t", f"{W}sym", f"{W}drawing", f"{W}pict", f"{W}object"})
_BLOCKS: Final = frozenset({_P, _TBL, _SDT})
_CONTROLLED: Final = tuple(
    f"{W}{name}" for name in ("picture", "docPartObj", "docPartList", "citation", "bibliography", "group")
)
"""Kinds of controls that hold something else than text."""

Level = Literal["block", "cell", "line", "nowhere"]


@frozen(eq=False)
class Spot:
    """A content control or a bookmark.

    Attributes:
        name: Its tag, else its title; or the bookmark's name.
        via: Which of both it is.
        level: Whether it is around paragraphs, around a cell, or within a line; ``nowhere`` where it crosses
            the borders of what is around it, and cannot be filled.
        elements: What it is around, side by side: the control itself; paragraphs and tables; or what lies
            between the two ends of a bookmark in a line.
        bound: Whether its text comes from somewhere else in the file.
    """

    name: str
    via: Literal["control", "bookmark"]
    level: Level
    elements: tuple[Any, ...]
    bound: bool = False

    @property
    def marks(self) -> Any:
        """The parent of what it is around."""
        return self.elements[0].getparent() if self.elements else None


def spots(root: Any) -> Iterator[Spot]:
    """The content controls and bookmarks below *root*, in reading order; a control before what is in it."""
    ends: dict[str, Any] = {}
    for end in root.iter(_END):
        ends.setdefault(end.get(f"{W}id", ""), end)
    for element in root.iter(_SDT, _START):
        if element.tag == _SDT:
            yield _control(element)
        else:
            yield _bookmark(element, ends)


def _control(element: Any) -> Spot:
    properties = element.find(f"{W}sdtPr")
    content = element.find(_CONTENT)
    name, bound = "", False
    if properties is not None:
        for label in ("tag", "alias"):
            said = properties.find(f"{W}{label}")
            name = name or (said.get(_VAL, "").strip() if said is not None else "")
        bound = any(one.tag.rpartition("}")[2] == "dataBinding" for one in properties) or any(
            properties.find(kind) is not None for kind in _CONTROLLED
        )
    return Spot(name, "control", _level(element, content), (element,), bound)


def _level(element: Any, content: Any) -> Level:
    if content is None:
        return "nowhere"
    held = {one.tag for one in content}
    if _TC in held:
        return "cell" if len(content.findall(_TC)) == 1 else "nowhere"
    if _TR in held:
        return "nowhere"
    if held & {_P, _TBL}:
        return "block"
    parent = element.getparent()
    while parent is not None and parent.tag in (_CONTENT, _SDT):
        parent = parent.getparent()
    if parent is None or parent.tag in (_TR, _TBL):
        return "nowhere"
    if parent.tag in (_P, f"{W}hyperlink", f"{W}ins", f"{W}smartTag", f"{W}customXml", f"{W}fldSimple"):
        return "line"
    return "block"


def _bookmark(start: Any, ends: Mapping[str, Any]) -> Spot:
    name = start.get(f"{W}name", "")
    end = ends.get(start.get(f"{W}id", ""))
    if end is None or start.get(f"{W}colFirst") is not None:
        return Spot(name, "bookmark", "nowhere", (start,))
    if start.getparent() is end.getparent() and start.getparent().tag not in (_TR, _TBL):
        between = [start]
        for one in start.itersiblings():
            between.append(one)
            if one is end:
                break
        else:
            return Spot(name, "bookmark", "nowhere", (start,))
        parent = start.getparent()
        if parent.tag != _P:
            if parent.tag in (f"{W}hyperlink", _CONTENT) and _paragraph(start) is not None:
                return Spot(name, "bookmark", "line", tuple(between))
            blocks = tuple(one for one in between if one.tag in _BLOCKS)
            return Spot(name, "bookmark", "block" if blocks else "nowhere", blocks or (start,))
        if _says_nothing_else(parent, between):
            return Spot(name, "bookmark", "block", (parent,))
        return Spot(name, "bookmark", "line", tuple(between))
    return _across(name, start, end)


def _across(name: str, start: Any, end: Any) -> Spot:
    """A bookmark whose ends lie in different paragraphs, or before and behind them."""
    nowhere = Spot(name, "bookmark", "nowhere", (start,))
    first, last = _block(start), _block(end)
    if first is None or last is None or first.getparent() is not last.getparent():
        return nowhere
    if first is not start and _before(first, start):
        return nowhere
    elements = [first]
    for one in first.itersiblings():
        if elements[-1] is last:
            break
        elements.append(one)
    if elements[-1] is not last:
        return nowhere
    if last is not end and last is not first:
        if not _before(last, end):
            elements.pop()  # It ends before the first word of the next paragraph.
        elif _behind(last, end):
            return nowhere
    blocks = tuple(one for one in elements if one.tag in _BLOCKS)
    return Spot(name, "bookmark", "block", blocks) if blocks else nowhere


def _paragraph(element: Any) -> Any:
    return next(element.iterancestors(_P), None)


def _block(element: Any) -> Any:
    """The paragraph that *element* lies in, or itself where it lies beside paragraphs."""
    paragraph = _paragraph(element)
    return element if paragraph is None else paragraph


def _before(block: Any, mark: Any) -> bool:
    """Whether something is said in *block* before *mark*."""
    for one in block.iter():
        if one is mark:
            return False
        if one.tag in _TEXT:
            return True
    return False


def _behind(block: Any, mark: Any) -> bool:
    passed = False
    for one in block.iter():
        if one is mark:
            passed = True
        elif passed and one.tag in _TEXT:
            return True
    return False


def _says_nothing_else(paragraph: Any, between: Iterable[Any]) -> bool:
    """Whether all that a paragraph says lies within."""
    inside = {id(one) for part in between for one in part.iter() if one.tag in _TEXT}
    return all(id(one) in inside for one in paragraph.iter() if one.tag in _TEXT)


def own_text(root: Any) -> str:
    """What the text below *root* says, paragraphs apart."""
    said = []
    for paragraph in root.iter(_P):
        words = "".join(one.text or "" for one in paragraph.iter(f"{W}t") if _paragraph(one) is paragraph)
        if words.strip():
            said.append(words)
    return "\n".join(said)


def has_own_text(body: Any) -> bool:
    """Whether the text itself says or shows something."""
    return any(one.tag in _SAID and (one.tag != f"{W}t" or (one.text or "").strip()) for one in body.iter())
