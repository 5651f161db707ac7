"""What a document prints outside its places, line by line: all else in a filled file was typed by a person.

Of a line with places it is what is printed beside them, such as a unit.

The lines are found in the XML on its way into the file, without a parser: a reader's lines, which
`interim_method.formats.docx.reading.story` finds in the tree, have the same prints.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final

from interim_method.formats.docx.anchors import TAG
from interim_method.markup.prints import fingerprint

__all__ = ["VOLATILE", "Prints", "text_of"]

VOLATILE: Final = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "NOTEREF")
"""Fields whose result any program writes anew: it is no part of a line."""

_WHITE: Final = re.compile(r"<w:(?:tab|br)/>|</w:p>")
_MARKUP: Final = re.compile(
    r"<w:sdtPr>.*?</w:sdtPr>|<w:instrText[^>]*>[^<]*</w:instrText>|<[^>]*>", re.DOTALL
)
_CONTROL: Final = re.compile(
    rf'<w:sdt><w:sdtPr>(?:<w:alias [^>]*/>)?<w:tag w:val="{TAG}.*?</w:sdt>', re.DOTALL
)
_RESULT: Final = re.compile(
    rf'<w:instrText[^>]*> *(?:{"|".join(VOLATILE)})\b.*?<w:fldChar w:fldCharType="end"/>', re.DOTALL
)
_ROOM: Final = re.compile("\x01[^\x02]*\x02")
"""The marks for room between blocks, which are not made yet where a control is looked at."""
_LINE: Final = re.compile(r"<w:p>(.*?)</w:p>", re.DOTALL)
_END: Final = "</w:p>"


def text_of(xml: str) -> str:
    """The text within *xml*, for its print."""
    if "\x01" in xml:
        xml = _ROOM.sub("", xml)
    if "<w:instrText" in xml:
        xml = _RESULT.sub("", xml)
    return html.unescape(_MARKUP.sub("", _WHITE.sub(" ", xml)))


class Prints:
    """The prints of the lines in the XML that passes by."""

    def __init__(self) -> None:
        self._found: set[str] = set()
        self._waiting = ""

    def read(self, xml: str) -> None:
        """Take note of the lines of *xml*; what is cut at its end goes on in the next one."""
        text = self._waiting + xml
        cut = text.rfind(_END) + len(_END) if _END in text else 0
        while cut and text.rfind("<w:sdt>", 0, cut) > text.rfind("</w:sdt>", 0, cut):
            before = text.rfind(_END, 0, text.rfind("<w:sdt>", 0, cut))
            cut = before + len(_END) if before >= 0 else 0
        self._waiting = text[cut:]
        self._read(text[:cut])

    def read_whole(self, xml: str) -> None:
        """Take note of the lines of a part."""
        self._read(xml)

    def take(self, lines: Iterable[str]) -> None:
        """Take note of lines by their texts."""
        for line in lines:
            self.add(line)

    def add(self, line: str) -> None:
        """Take note of a line by its text."""
        if line and not line.isspace():
            self._found.add(fingerprint(line))

    def taken(self) -> list[str]:
        """The prints, sorted."""
        return sorted(self._found)

    def _read(self, xml: str) -> None:
        if TAG in xml:
            xml = _CONTROL.sub("\0", xml)
        for line in _LINE.findall(xml):
            if "<w:t" in line:
                # Of a line with a place in it, what stands beside the place: a label, a unit.
                self.add(text_of(line.replace("\0", "")))
