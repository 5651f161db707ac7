"""Runs: the stretches of text within a line."""

from __future__ import annotations

import base64
from typing import assert_never

from interim_method.formats.writing import Album, Outline, is_rtl, link_target
from interim_method.markup import tree
from interim_method.model import Finding
from interim_method_html.markup import attributes, element, escape
from interim_method_html.words import Words

__all__ = ["Inline", "direction"]


def direction(content: tree.Runs) -> str | None:
    """The direction to write runs in, where it is not that of the page."""
    return "rtl" if is_rtl(tree.plain(content)) else None


class Inline:
    """Writes runs; knows which notes were called so far, and in which order.

    Attributes:
        findings: What could not be shown as meant.
        notes: The ids of the notes called so far, each with its number.
    """

    def __init__(self, language: str, outline: Outline, album: Album, words: Words) -> None:
        """Write for a page in *language*."""
        self.language = language
        self.outline = outline
        self.album = album
        self.words = words
        self.findings: list[Finding] = album.findings
        self.notes: dict[str, int] = {}
        self.in_note = False

    def runs(self, content: tree.Runs, *, linking: bool = True) -> str:
        """Runs as HTML; not *linking*: within a link, where no other may stand."""
        return "".join(self.run(one, linking=linking) for one in content)

    def run(self, one: tree.Run, *, linking: bool = True) -> str:
        """One run."""
        match one:
            case tree.Text(text=text, language=language):
                said = escape(text)
                if language and language != self.language:
                    return element("span", said, lang=language, dir="rtl" if is_rtl(text) else None)
                return said
            case tree.Strong(runs=inner):
                return element("strong", self.runs(inner, linking=linking))
            case tree.Emphasis(runs=inner):
                return element("em", self.runs(inner, linking=linking))
            case tree.Strike(runs=inner):
                return element("s", self.runs(inner, linking=linking))
            case tree.Code(text=text):
                return element("code", escape(text))
            case tree.Link():
                return self._link(one, linking=linking)
            case tree.NoteRef(id=id):
                return self._note(id, linking=linking)
            case tree.Break():
                return "<br>"
            case tree.Image():
                return self.picture(one)
            case _:
                assert_never(one)

    def picture(self, picture: tree.Image) -> str:
        """A picture, or its words where it cannot be shown."""
        opened = self.album.open(picture)
        if opened is None:
            said = picture.alt or picture.title or picture.source
            return "" if picture.alt is None else element("em", escape(said), class_="unseen")
        if opened.source.svg is not None:
            kind, data = "image/svg+xml", opened.source.svg
        else:
            kind, data = opened.size.media_type, opened.source.data
        across, down = (round(96 * inches) for inches in opened.size.inches)
        if opened.size.turned in (90, 270):
            across, down = down, across
        address = f"data:{kind};base64,{base64.b64encode(data).decode()}"
        described = f' alt="{escape(picture.alt or "")}"'
        sizes = attributes(width=max(across, 1), height=max(down, 1), title=picture.title)
        return f'<img src="{address}"{described}{sizes}>'

    def _link(self, link: tree.Link, *, linking: bool) -> str:
        said = self.runs(link.runs, linking=False)
        if not linking or not said:
            return said
        target = link.target.strip()
        if target.startswith("#"):
            anchor = self.outline.anchors.get(target[1:])
            if anchor is None:
                self.find(
                    "link-without-target", f"the link to {target!r} leads to no section of this document"
                )
                return said
            return element("a", said, href=f"#{anchor}", title=link.title)
        address = link_target(target)
        if not address:
            self.find(
                "link-refused",
                f"the link to {target!r} was written as text",
                "links may be http, https, mailto, tel, or #section",
            )
            return said if target in tree.plain(link.runs) else f"{said} ({escape(target)})"
        # On paper an address is printed behind the words, unless they are the address.
        shown = address.partition(":")[2].lstrip("/") in tree.plain(link.runs)
        return element(
            "a",
            said,
            href=address,
            title=link.title,
            rel="noreferrer",
            class_=None if shown or not address.lower().startswith("http") else "out",
        )

    def _note(self, id: str, *, linking: bool) -> str:
        if id not in self.outline.notes or self.in_note:
            self.find("note-missing", f"the note {id!r} cannot be shown where it is called")
            return f"[{escape(id)}]"
        first = id not in self.notes
        number = self.notes.setdefault(id, len(self.notes) + 1)
        if not linking:
            return element("sup", str(number))
        return element(
            "sup",
            element(
                "a",
                str(number),
                id=f"note-ref-{number}" if first else None,
                href=f"#note-{number}",
                role="doc-noteref",
                aria_label=f"{self.words.note} {number}",
            ),
        )

    def find(self, rule: str, message: str, advice: str = "") -> None:
        """Note something that could not be shown as meant."""
        self.findings.append(
            Finding(rule=rule, severity="warning", address="", message=message, advice=advice)
        )
