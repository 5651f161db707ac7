"""What a Word document says, read with nothing but the zip and XML modules, to compare readers against."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT_PARTS = ("word/document.xml", "word/footnotes.xml")
NOTE = "\x00"


def squeezed(text: str) -> str:
    """*text* without white space, which every reader sets in its own way."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def stretches(path: Path) -> Counter[str]:
    """The squeezed texts of the body and the footnotes, each with how often it stands there.

    A stretch is a paragraph, or what lies in it between two references to notes: some readers set the
    reference's number there, others the note itself.
    """
    found: Counter[str] = Counter()
    with zipfile.ZipFile(path) as package:
        for part in TEXT_PARTS:
            if part in package.namelist():
                root = ElementTree.fromstring(package.read(part))
                for paragraph in root.iter(f"{W}p"):
                    found.update(squeezed("".join(_texts(paragraph))).split(NOTE))
    del found[""]
    return found


def _texts(paragraph: ElementTree.Element) -> Iterator[str]:
    for node in paragraph.iter():
        if node.tag == f"{W}t":
            yield node.text or ""
        elif node.tag == f"{W}noBreakHyphen":
            yield "\u2011"
        elif node.tag == f"{W}footnoteReference":
            yield NOTE


def lost(path: Path, read: str) -> str:
    """The stretches of *path* that are not, or not as often, in what a program *read*; empty where all are."""
    read = squeezed(read)
    gone = [text for text, times in stretches(path).items() if read.count(text) < times]
    return f"lost {len(gone)}: {gone[:5]}" if gone else ""
