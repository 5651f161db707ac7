"""What a Word file holds in our fields, however it was edited: content control first, then bookmark.

People delete controls, paste over them and turn on tracked changes, and other programs drop tags or keep
only bookmarks; so each value says where it was found.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

from attrs import frozen
from lxml import etree

from interim_method.errors import ReadError
from interim_method.formats.docx.fields import BOOKMARK, TAG
from interim_method.formats.docx.identity import MAP, fingerprint
from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.formats.docx.safety import Unsafe, checked_parts

__all__ = ["FoundField", "field_values"]

Where = Literal["control", "bookmark"]

_W: Final = f"{{{NAMESPACES['w']}}}"
_W14: Final = f"{{{NAMESPACES['w14']}}}"
_STORIES: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_SUFFIX: Final = re.compile(r"_\d+$")


@frozen
class FoundField:
    """The text that a file holds for a field.

    Attributes:
        text: The value in plain form: a choice's value, a date as ISO 8601, ``true`` or ``false``, else text.
        where: Whether a content control or a bookmark led to it.
        others: What other places with the same key say, where they differ.
    """

    text: str
    where: Where
    others: tuple[str, ...] = ()


@frozen
class _Known:
    """What the map says of a field."""

    kind: str
    base: str
    bookmarks: tuple[str, ...]
    shown: frozenset[str]
    """Prints of what its places showed when the file was written."""

    def value(self, text: str) -> str:
        """What *text* means: still the value as it was, where it is what the file showed from the start."""
        return self.base if fingerprint(text) in self.shown else text


def field_values(source: str | os.PathLike[str] | BinaryIO) -> dict[str, FoundField]:
    """The fields of a DOCX by key. An empty one is there with an empty text; one that was removed is not.

    Args:
        source: A path or a binary stream.

    Raises:
        ReadError: A file that is not a Word document, or that is not safe to open.
    """
    name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else ""
    try:
        data = Path(name).read_bytes() if isinstance(source, (str, os.PathLike)) else source.read()
        parts = checked_parts(data)
        roots = [_parse(parts[part]) for part in _stories(parts)]
        known = _map(parts)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", name) from error
    except Unsafe as error:
        raise ReadError(f"the file {error}", name) from error
    except etree.XMLSyntaxError as error:
        raise ReadError(f"is damaged: {error}; open it in Word and save it again", name) from error
    found: dict[str, FoundField] = {}
    for where, pairs in (
        ("control", _controls(roots, known)),
        ("bookmark", _bookmarks(roots, known)),
    ):
        said: dict[str, list[str]] = {}
        for key, text in pairs:
            said.setdefault(key, []).append(text)
        for key, texts in said.items():
            if key not in found:
                found[key] = _chosen(texts, known.get(key), "control" if where == "control" else "bookmark")
    return found


def _chosen(texts: list[str], known: _Known | None, where: Where) -> FoundField:
    """One text of several places: the one that somebody changed, where only one was."""
    base = known.base if known else None
    first = next((t for t in texts if base is not None and t != base), texts[0])
    others = tuple(dict.fromkeys(t for t in texts if t != first and t != base))
    return FoundField(first, where, others)


def _parse(blob: bytes) -> Any:
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))


def _stories(parts: Mapping[str, bytes]) -> Iterator[str]:
    yield from sorted((p for p in parts if _STORIES.fullmatch(p)), key=lambda p: ("document" not in p, p))


def _map(parts: Mapping[str, bytes]) -> dict[str, _Known]:
    """What the map says, wherever a program has moved it to; nothing where it is lost."""
    found: dict[str, _Known] = {}
    for name, blob in parts.items():
        if posixpath.dirname(name) != "customXml" or MAP.encode() not in blob:
            continue
        for element in _parse(blob).iterchildren(f"{{{MAP}}}field"):
            key = element.get("key", "")
            before = found.get(key)
            found[key] = _Known(
                element.get("kind", ""),
                element.text or "",
                (*(before.bookmarks if before else ()), element.get("bookmark", "")),
                (before.shown if before else frozenset()) | {element.get("shown", "")},
            )
    return found


def _controls(roots: Iterable[Any], known: Mapping[str, _Known]) -> Iterator[tuple[str, str]]:
    for root in roots:
        for control in root.iter(f"{_W}sdt"):
            properties = control.find(f"{_W}sdtPr")
            tag = properties.find(f"{_W}tag") if properties is not None else None
            name = tag.get(f"{_W}val", "") if tag is not None else ""
            if name.startswith(TAG):
                key = name[len(TAG) :]
                yield key, _control_value(control, properties, known.get(key))


def _control_value(control: Any, properties: Any, known: _Known | None) -> str:
    box = properties.find(f"{_W14}checkbox")
    if box is not None:
        state = box.find(f"{_W14}checked")
        checked = state is not None and state.get(f"{_W14}val", "1") in ("1", "true")
        return _ticked(checked, known)
    showing = properties.find(f"{_W}showingPlcHdr")
    if showing is not None and showing.get(f"{_W}val", "1") not in ("0", "false"):
        return ""
    content = control.find(f"{_W}sdtContent")
    text = _text(content) if content is not None else ""
    if known is not None and fingerprint(text) in known.shown:
        return known.base
    day = properties.find(f"{_W}date")
    full = str(day.get(f"{_W}fullDate", ""))[:10] if day is not None else ""
    if full and text and not (known is not None and full == known.base):
        # Where the text changed but the date behind it did not, somebody typed without the calendar.
        return full
    for item in properties.iterfind(f"{_W}dropDownList/{_W}listItem"):
        if item.get(f"{_W}displayText") == text:
            return str(item.get(f"{_W}value", text))
    return text


def _ticked(checked: bool, known: _Known | None) -> str:
    """A box that was never ticked says nothing where nothing was said before."""
    if checked:
        return "true"
    return "" if known is not None and not known.base else "false"


def _bookmarks(roots: Iterable[Any], known: Mapping[str, _Known]) -> Iterator[tuple[str, str]]:
    names = {mark: key for key, one in known.items() for mark in one.bookmarks}
    for root in roots:
        for name, text in _ranges(root, names):
            key = names.get(name) or _SUFFIX.sub("", name[len(BOOKMARK) :])
            one = known.get(key)
            if one is not None and one.kind == "yes-no":
                yield key, _ticked("☑" in text or "☒" in text, one)
            else:
                text = text.strip("\u2002 \n")
                yield key, one.value(text) if one else text


def _ranges(root: Any, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The text between the two ends of each of our bookmarks.

    LibreOffice may write one bookmark several times over, empty, around a control of several paragraphs; so
    a bookmark reaches from its first beginning to its last end.
    """
    owner: dict[str, str] = {}
    for mark in root.iter(f"{_W}bookmarkStart"):
        name = mark.get(f"{_W}name", "")
        if name in names or (not names and name.startswith(BOOKMARK)):
            owner[mark.get(f"{_W}id", "")] = name
    ends = Counter(owner.get(mark.get(f"{_W}id", "")) for mark in root.iter(f"{_W}bookmarkEnd"))
    open_ranges: dict[str, list[str]] = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "end":
            if tag == f"{_W}p":
                for pieces in open_ranges.values():
                    pieces.append("\n")
        elif tag == f"{_W}bookmarkStart":
            started = owner.get(element.get(f"{_W}id", ""))
            if started is not None and ends[started]:
                open_ranges.setdefault(started, [])
        elif tag == f"{_W}bookmarkEnd":
            ended = owner.get(element.get(f"{_W}id", ""))
            if ended in open_ranges:
                ends[ended] -= 1
                if not ends[ended]:
                    yield ended, "".join(open_ranges.pop(ended)).rstrip("\n")
        elif open_ranges:
            piece = _piece(element)
            if piece and not _is_placeholder(element):
                for pieces in open_ranges.values():
                    pieces.append(piece)


def _is_placeholder(element: Any) -> bool:
    """Whether an element lies in a control that shows its placeholder."""
    for around in element.iterancestors(f"{_W}sdt"):
        showing = around.find(f"{_W}sdtPr/{_W}showingPlcHdr")
        if showing is not None and showing.get(f"{_W}val", "1") not in ("0", "false"):
            return True
    return False


def _piece(element: Any) -> str:
    """The text of one element; deleted text is not there, inserted text is."""
    tag = element.tag
    if tag == f"{_W}t":
        moved = next(element.iterancestors(f"{_W}moveFrom", f"{_W}del"), None)
        return "" if moved is not None else str(element.text or "")
    if tag == f"{_W}tab" and element.getparent().tag == f"{_W}r":
        return "\t"
    if tag in (f"{_W}br", f"{_W}cr"):
        return "\n"
    if tag == f"{_W}noBreakHyphen":
        return "\u2011"
    return ""


def _text(content: Any) -> str:
    """The text of a control: its paragraphs, each on a line of its own."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(content, events=("start", "end")):
        if event == "start":
            pieces.append(_piece(element))
        elif element.tag == f"{_W}p":
            pieces.append("\n")
    return "".join(pieces).strip("\n")
