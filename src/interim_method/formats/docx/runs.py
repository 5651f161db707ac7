"""Runs: the stretches of text within a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple, assert_never

from interim_method.formats.docx.context import Context, locale_of
from interim_method.formats.docx.oxml import attribute, clean, escape
from interim_method.formats.docx.pictures import drawing
from interim_method.formats.writing.texts import RTL, is_rtl, link_target
from interim_method.markup import tree

__all__ = [
    "PLAIN",
    "Marks",
    "field_code",
    "is_rtl",
    "needs_no_care",
    "plain_run",
    "run",
    "runs",
    "text_run",
]

_RTL: Final = re.compile(f"[{RTL}]")
_RTL_STRETCH: Final = re.compile(f"([{RTL}](?:[^A-Za-z\u00c0-\u058f]*[{RTL}])?)")
_PIECES: Final = re.compile("([\n\t])")


class Marks(NamedTuple):
    """What a stretch of text is marked with."""

    strong: bool = False
    emphasis: bool = False
    strike: bool = False
    style: str = ""
    """Id of a character style."""
    language: str = ""
    colour: str = ""
    unshaded: bool = False
    """Without the shading that its style may have."""


PLAIN: Final = Marks()


@lru_cache(maxsize=512)
def _marked(marks: Marks, with_: str) -> Marks:
    return marks._replace(**{with_: True})  # type: ignore[arg-type]


@lru_cache(maxsize=512)
def _properties(marks: Marks, rtl: bool) -> str:
    inner = (
        (f'<w:rStyle w:val="{marks.style}"/>' if marks.style else "")
        + ("<w:b/><w:bCs/>" if marks.strong else "")
        + ("<w:i/><w:iCs/>" if marks.emphasis else "")
        + ("<w:strike/>" if marks.strike else "")
        + (f'<w:color w:val="{marks.colour}"/>' if marks.colour else "")
        + ('<w:shd w:val="clear" w:color="auto" w:fill="auto"/>' if marks.unshaded else "")
        + ("<w:rtl/>" if rtl else "")
    )
    if marks.language:
        tag = attribute(locale_of(marks.language))
        inner += f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/>'
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def run(content: str, marks: Marks = PLAIN, *, rtl: bool = False) -> str:
    """A run around finished *content*."""
    return f"<w:r>{_properties(marks, rtl)}{content}</w:r>"


def needs_no_care(texts: Sequence[str]) -> bool:
    """Whether all of *texts* can stand in XML as they are: asked of many at once, as nearly all can.

    An empty text is one that needs care.
    """
    text = "|".join(("", *texts, ""))
    return (
        text.isprintable()
        and "&" not in text
        and "<" not in text
        and ">" not in text
        and "  " not in text
        and " |" not in text
        and "| " not in text
        and "||" not in text
        and (text.isascii() or not _RTL.search(text))
    )


def plain_run(text: str) -> str:
    """An unmarked run of *text*: the fast way for most cells."""
    if (
        text.isprintable()
        and "  " not in text
        and text == text.strip()
        and (text.isascii() or not _RTL.search(text))
    ):
        return f"<w:r><w:t>{escape(text)}</w:t></w:r>" if text else ""
    return text_run(text)


def text_run(text: str, marks: Marks = PLAIN) -> str:
    """Runs of *text*, with tabs, new lines and right-to-left stretches as Word wants them."""
    if not text:
        return ""
    if not text.isprintable():
        text = clean(text)
    if text.isascii() or not _RTL.search(text):
        return run(_pieces(text), marks)
    return "".join(
        run(_pieces(piece), marks, rtl=bool(n % 2))
        for n, piece in enumerate(_merge(_RTL_STRETCH.split(text)))
        if piece
    )


def _merge(pieces: list[str]) -> list[str]:
    """Joins right-to-left stretches with nothing but signs between them; those stay at odd places."""
    merged = [pieces[0]]
    for n in range(1, len(pieces), 2):
        stretch, after = pieces[n], pieces[n + 1]
        if len(merged) > 1 and not re.search("[A-Za-z\u00c0-\u058f0-9]", merged[-1]):
            between = merged.pop()
            merged[-1] += between + stretch
        else:
            merged.append(stretch)
        merged.append(after)
    return merged


def _pieces(text: str) -> str:
    if text.isprintable() or ("\n" not in text and "\t" not in text):
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    found = []
    for piece in _PIECES.split(text):
        if piece == "\n":
            found.append("<w:br/>")
        elif piece == "\t":
            found.append("<w:tab/>")
        elif piece:
            found.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(found)


def runs(content: tree.Runs, ctx: Context, marks: Marks = PLAIN) -> str:
    """Runs as XML, their marks laid over *marks*."""
    found: list[str] = []
    for one in content:
        match one:
            case tree.Text(text=text, language=language):
                if language and language != ctx.document.language:
                    found.append(text_run(text, marks._replace(language=language)))
                elif marks is PLAIN:
                    found.append(plain_run(text))
                else:
                    found.append(text_run(text, marks))
            case tree.Strong(runs=inner):
                found.append(runs(inner, ctx, _marked(marks, "strong")))
            case tree.Emphasis(runs=inner):
                found.append(runs(inner, ctx, _marked(marks, "emphasis")))
            case tree.Strike(runs=inner):
                found.append(runs(inner, ctx, _marked(marks, "strike")))
            case tree.Code(text=text):
                # A colour was chosen for what is behind the text, which the light shading of code would hide.
                unshaded = bool(marks.colour)
                found.append(
                    text_run(text, marks._replace(style=ctx.style("Verbatim Char"), unshaded=unshaded))
                )
            case tree.Link():
                found.append(_link(one, ctx, marks))
            case tree.NoteRef(id=id):
                found.append(_reference(id, ctx, marks))
            case tree.Break():
                found.append("<w:r><w:br/></w:r>")
            case tree.Image():
                found.append(drawing(one, ctx) or _in_place(one, ctx, marks))
            case _:
                assert_never(one)
    return "".join(found)


def _in_place(picture: tree.Image, ctx: Context, marks: Marks) -> str:
    """The words of a picture that cannot be shown; nothing for a decoration."""
    if picture.alt is None:
        return ""
    style = marks.style or ctx.style("Placeholder Text")
    shown = picture.alt or picture.title or picture.source
    return text_run(shown, marks._replace(emphasis=True, style=style))


def _link(link: tree.Link, ctx: Context, marks: Marks) -> str:
    target = link.target.strip()
    attributes = ""
    if target.startswith("#"):
        if anchor := ctx.sections.get(target[1:]):
            attributes = f' w:anchor="{anchor}"'
        else:
            ctx.find("link-without-target", f"the link to {target!r} leads to no section of this document")
    elif link_target(target):
        attributes = f' r:id="{ctx.link(target)}"'
    else:
        ctx.find(
            "link-refused",
            f"the link to {target!r} was written as text",
            advice="links may be http, https, mailto, tel, or #section",
        )
        said = runs(link.runs, ctx, marks)
        return said if target in tree.plain(link.runs) else said + text_run(f" ({target})", marks)
    if not attributes:
        return runs(link.runs, ctx, marks)
    if link.title:
        attributes += f' w:tooltip="{attribute(link.title[:255])}"'
    inner = runs(link.runs, ctx, marks._replace(style=ctx.style("Hyperlink")))
    return f'<w:hyperlink{attributes} w:history="1">{inner}</w:hyperlink>' if inner else ""


def _reference(id: str, ctx: Context, marks: Marks) -> str:
    style = marks._replace(style=ctx.style("footnote reference"))
    known = id in ctx.footnotes or ctx.passing
    if not known or ctx.in_note or id not in ctx.called:
        ctx.find("note-missing", f"the note {id!r} cannot be shown where it is called")
        return text_run(f"[{id}]", marks)
    if id in ctx.note_numbers:
        number = ctx.note_numbers[id] - ctx.first_note + 1
        return field_code(f"NOTEREF {ctx.note_bookmarks[id]} \\h", str(number), style)
    number = ctx.note_numbers[id] = ctx.first_note + len(ctx.note_numbers)
    name = ctx.note_bookmarks[id] = ctx.bookmark_name(f"_RefNote{number - ctx.first_note + 1}")
    start, end = ctx.marks(name)
    return start + run(f'<w:footnoteReference w:id="{number}"/>', style) + end


def field_code(code: str, result: str, marks: Marks = PLAIN) -> str:
    """A field with the result that it shows until somebody updates it."""
    return (
        run('<w:fldChar w:fldCharType="begin"/>', marks)
        + run(f'<w:instrText xml:space="preserve"> {escape(code)} </w:instrText>', marks)
        + run('<w:fldChar w:fldCharType="separate"/>', marks)
        + text_run(result, marks)
        + run('<w:fldChar w:fldCharType="end"/>', marks)
    )
