"""The page: head, landmarks, the text, and what stands above and below every sheet of paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, BinaryIO, Final

from interim_method.formats.pictures import Images, resolver_of
from interim_method.formats.writing import HAIRLINE, INK, MUTED, PAPER, Album, Heading, is_rtl, printable
from interim_method.markup import tree
from interim_method.model import Finding
from interim_method_html.markup import attributes, element, escape
from interim_method_html.place import Here
from interim_method_html.words import words_in
from interim_method_html.writer import HtmlWriter, stage_style

if TYPE_CHECKING:
    from interim_method.plugin import Job

__all__ = ["export", "page"]

_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
)
"""What the page may do: show itself. It fetches nothing and runs nothing."""
_LISTED: Final = 2
"""How deep the contents go."""
_LONGEST: Final = 72
"""Letters of what stands above every sheet."""
_WHITE: Final = re.compile(r"\s+")
_PLACES: Final = re.compile(r"(\{pages?\})")


def export(job: Job, target: BinaryIO) -> Sequence[Finding]:
    """Write the document of a job as one page."""
    images: Images = job.options.get("images")
    album = Album(images=resolver_of(images), strict=bool(job.options.get("strict-images")))
    for piece in page(job.document, album):
        target.write(piece.encode())
    return album.findings


def page(document: tree.Document, album: Album) -> Iterator[str]:
    """A document as the pieces of a page, which *album* opens the pictures of."""
    words, language = words_in(document.language)
    writer = HtmlWriter(document, album, words)
    headings = writer.outline.headings
    title = document.title or (headings[0].text if headings else "") or words.document
    lying = document.orientation == "landscape"
    yield (
        "<!DOCTYPE html>\n"
        + "<html"
        + attributes(lang=document.language or "en", dir="rtl" if is_rtl(title) else None)
    )
    yield '>\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    named = f"{title} · {document.organisation}" if document.organisation else title
    yield element("title", escape(_line(named))) + "\n"
    yield from _described(document)
    yield f"<style>\n{_style()}{_paper(document, title)}</style>\n</head>\n"
    classes = ["landscape" if lying else "portrait"]
    if document.cover:
        classes.append("covered")
    if document.paper == "A3":
        classes.append("wall")
    yield f"<body{attributes(class_=' '.join(classes), style=stage_style(None))}>\n"
    yield (
        element("a", escape(words.skip), class_="skip", href="#im-main", lang=_other(language, document))
        + "\n"
    )
    here = Here(wide=lying)
    yield from _head(document, title, writer, here)
    if document.contents_title:
        yield from _contents(document.contents_title, headings)
    yield '<main id="im-main" tabindex="-1">\n'
    for piece in writer.blocks(document.blocks, here):
        yield piece
        if piece.startswith("</section"):
            yield "\n"
    yield from writer.notes(here)
    yield "\n</main>\n"
    yield from _foot(document)
    yield "</body>\n</html>\n"


def _other(language: str, document: tree.Document) -> str | None:
    """The tag of a language, where it is not the document's."""
    return None if document.language.lower().startswith(language) else language


def _line(text: str) -> str:
    return " ".join(text.split())


@cache
def _style() -> str:
    colours = {"ink": INK, "muted": MUTED, "hairline": HAIRLINE, "paper": PAPER}
    root = "".join(f"--{name}:#{value};" for name, value in colours.items())
    return f":root{{{root}}}\n" + (files("interim_method_html") / "style.css").read_text("utf-8")


def _described(document: tree.Document) -> Iterator[str]:
    """What is known of the document, for machines."""
    told = {
        "author": document.author,
        "description": document.subject or document.subtitle,
        "keywords": ", ".join(document.keywords),
        "date": document.date.isoformat() if document.date else "",
    }
    for name, value in told.items():
        if value:
            yield f'<meta name="{name}" content="{escape(_line(value))}">\n'
    yield '<meta name="generator" content="interim-method-html">\n'


# --- paper --------------------------------------------------------------------------------------------------------


def _paper(document: tree.Document, title: str) -> str:
    """The sheets that the page is printed on, and what stands above and below each."""
    size = document.paper
    above = _quoted(_short(title)), _quoted(_short(document.organisation))
    below = _quoted(" · ".join(_line(line) for line in (document.notice, *document.rights) if line))
    label = " ".join(
        {"{page}": "counter(page)", "{pages}": "counter(pages)"}.get(piece, _quoted(piece))
        for piece in _PLACES.split(document.page_label or "{page} / {pages}")
        if piece
    )
    return (
        f"@page{{size:{size} portrait}}@page lying{{size:{size} landscape;margin:16mm 14mm 15mm}}"
        f"@page{{@top-left{{content:{above[0]}}}@top-right{{content:{above[1]}}}"
        f"@bottom-left{{content:{below}}}@bottom-right{{content:{label}}}}}"
        "@page :first{@top-left{content:none}@top-right{content:none}}\n"
    )


def _quoted(text: str) -> str:
    """*text* as a string of a style sheet: all but letters and digits of ASCII as their numbers."""
    said = "".join(
        one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}"
        for one in _WHITE.sub(" ", printable(text))
    )
    return f'"{said}"'


def _short(text: str) -> str:
    text = _line(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


# --- landmarks ----------------------------------------------------------------------------------------------------


def _head(document: tree.Document, title: str, writer: HtmlWriter, here: Here) -> Iterator[str]:
    """Whose it is, the title, the strip, what it is about, facts, and what every page must say."""
    yield '<header class="head">\n'
    whose = element("p", escape(document.organisation), class_="owner") if document.organisation else ""
    if document.notice:
        whose += element("p", escape(document.notice), class_="notice")
    if whose:
        yield element("div", whose, class_="whose")
    # Without a title of its own, the page still has one for those who ask for it.
    yield element("h1", escape(title), class_=None if document.title else "vh")
    if document.subtitle:
        yield element("p", escape(document.subtitle), class_="subtitle")
    if document.strip:
        yield writer.strip(document.strip, here)
    facts = [(label, value) for label, value in document.facts if value]
    if facts:
        made = (element("div", element("dt", escape(a)) + element("dd", escape(b))) for a, b in facts)
        yield element("dl", "".join(made), class_="head-facts")
    yield "\n</header>\n"


def _contents(title: str, headings: Sequence[Heading]) -> Iterator[str]:
    """The contents: links to the headings."""
    if not headings:
        return
    yield '<nav class="contents" aria-labelledby="im-contents">'
    yield element("h2", escape(title), id="im-contents")
    yield _listed([one for one in headings if one.level <= _LISTED], 1)
    yield "</nav>\n"


def _listed(headings: Sequence[Heading], level: int) -> str:
    """Headings of a level, each with those below it."""
    items = []
    at = 0
    while at < len(headings):
        end = at + 1
        while end < len(headings) and headings[end].level > level:
            end += 1
        one = headings[at]
        said = f"{one.number}. {one.text}" if one.number else one.text
        below = _listed(headings[at + 1 : end], level + 1) if end > at + 1 else ""
        items.append(element("li", element("a", escape(said), href=f"#{one.anchor}") + below))
        at = end
    return element("ol", "".join(items), role="list")


def _foot(document: tree.Document) -> Iterator[str]:
    """Whose the words are."""
    if document.rights or document.notice:
        lines = [line for line in (document.notice, *document.rights) if line]
        said = "".join(element("p", escape(line)) for line in lines)
        yield f'<footer class="foot">{said}</footer>\n'
