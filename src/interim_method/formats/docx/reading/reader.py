"""The reader: a file opened, its parts gone over once, its anchors looked up in its map."""

from __future__ import annotations

import gc
from typing import Any, BinaryIO, Final

from interim_method.errors import ReadError
from interim_method.formats.docx.reading.carrying import carried
from interim_method.formats.docx.reading.held import anchored
from interim_method.formats.docx.reading.mapped import identity_of, mapped
from interim_method.formats.docx.reading.names import W
from interim_method.formats.docx.reading.opening import Package, opened
from interim_method.formats.docx.reading.rich import Rich, Stretch
from interim_method.formats.docx.reading.story import Story
from interim_method.formats.docx.reading.styles import Styles
from interim_method.forms.form import Form, Line, ReadOptions
from interim_method.markup.tree import Blocks
from interim_method.model import FrozenMap

__all__ = ["form_of"]

_OUTLINE: Final = f"{W}outlineLvl"
_STYLE: Final = f"{W}pStyle"


def form_of(stream: BinaryIO, options: ReadOptions) -> Form:
    """What a Word file holds; see `interim_method.formats.docx.reading.read`."""
    package = opened(stream, options.name)
    # What is made while a file is read is kept: looking for garbage among it would take as long again.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _form(package, options)
    except RecursionError as error:
        raise ReadError("nests too deep to be read", options.name) from error
    finally:
        if collects:
            gc.enable()


def _form(package: Package, options: ReadOptions) -> Form:
    story = Story(rejected=options.revisions == "rejected")
    for kind, name in package.stories():
        if kind in ("footnotes", "endnotes"):
            for note in package.root(name):
                if note.get(f"{W}type", "normal") == "normal":
                    story.walk(note, f"{kind} {note.get(f'{W}id', '')}")
        else:
            root = package.root(name)
            body = root.find(f"{W}body")
            story.walk(root if body is None else body, name)
    styles = Styles(package.of_kind("styles"))
    known = mapped(package)
    rich = Rich(package, story, styles, known.pictures)
    found = anchored(story, known, rich)
    identity, doubts = identity_of(package, known.map)

    def blocks(lines: range) -> Blocks:
        return rich.blocks(Stretch.whole(lines, story))

    return Form(
        map=known.map,
        identity=identity,
        lines=tuple(
            Line(
                text=one.text,
                cell=one.cell,
                heading=_heading(one.properties, styles),
                outside=found.outside.get(n),
            )
            for n, one in enumerate(story.lines)
        ),
        held=found.held,
        rows=FrozenMap(found.rows),
        collections=FrozenMap(found.collections),
        blocks=blocks,
        carried=carried,
        findings=(*known.findings, *doubts, *_told(package, story), *found.findings),
    )


def _heading(properties: Any, styles: Styles) -> int:
    if properties is None:
        return 0
    outline = next(properties.iterchildren(_OUTLINE), None)
    if outline is not None and (said := outline.get(f"{W}val", "")).isdecimal() and int(said) < 9:
        return int(said) + 1
    style = next(properties.iterchildren(_STYLE), None)
    return 0 if style is None else styles.look(style.get(f"{W}val", "")).level


def _told(package: Package, story: Story) -> tuple[str, ...]:
    """What a person should know that is no line of the text."""
    told: list[str] = []
    if story.embedded:
        told.append("it holds another file within its text, which was not read")
    said = package.of_kind("comments") if story.comments else None
    comments = {} if said is None else {one.get(f"{W}id", ""): one for one in said}
    for id, number in story.comments:
        comment = comments.get(id)
        if comment is not None:
            text = " ".join("".join(one.text or "" for one in comment.iter(f"{W}t")).split())
            told.append(
                f"a comment by {comment.get(f'{W}author', '?')} at {_cut(story.lines[number].text)!r}: {text}"
            )
    return tuple(told)


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
