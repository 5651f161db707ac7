"""Documents made of Markdown, with no record behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from interim_method.errors import DefinitionError, Fault
from interim_method.model import Engagement, fields_of, text_fault
from interim_method.model.address import fits

if TYPE_CHECKING:
    from interim_method.markup.tree import Document, Run

__all__ = ["document_from_markdown"]

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 10_000_000
"""How many characters a text may have: some twenty times a thick book."""
_TEXTS: Final = ("title", "subtitle", "organisation", "author", "subject", "notice")
"""What a head may say of a document in one text."""
_LISTS: Final = ("keywords", "rights")


def document_from_markdown(
    text: str,
    *,
    title: str = "",
    language: str | None = None,
    author: str = "",
    contents: bool = False,
) -> Document:
    """A bare document made of Markdown.

    Front matter says ``title``, ``subtitle``, ``language`` (or ``lang``), ``author``, ``date``, ``subject``,
    ``keywords``, ``organisation``, ``notice`` and ``rights`` of the document; what else stands there is not
    shown. Arguments go before it.

    Without a title of either, a text that lies as a whole below its first heading has that heading as its title,
    and begins behind it; any other text has no title.

    Args:
        text: Markdown, with GFM's tables, task lists and strikethrough, footnotes and definitions.
        title: The title.
        language: Its language, as a tag such as ``ca``; English where nothing says.
        author: Who wrote it.
        contents: Whether it begins with a table of contents.

    Raises:
        DefinitionError: Characters that no format can write, each with its line and column; lists or quotes
            that nest too deep; a text that is too long; a title, language or date that cannot be.
    """
    from interim_method.markup import tree
    from interim_method.markup.front_matter import head_of
    from interim_method.markup.parsing import parse

    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > _LONGEST:
        raise DefinitionError(f"the text has {len(text)} characters; at most {_LONGEST} can be read at once")
    faults = list(_unprintable(text))
    values, text = head_of(text)
    said: dict[str, Any] = {name: " ".join(values.get(name, ())) for name in _TEXTS}
    said |= {name: values.get(name, ()) for name in _LISTS}
    said["title"] = title or said["title"]
    said["author"] = author or ", ".join(values.get("author", ()))
    tag = language or " ".join(values.get("language") or values.get("lang") or ("en",))
    faults += _wrong(said, tag)
    day = " ".join(values.get("date", ()))
    try:
        said["date"] = date.fromisoformat(day) if day else None
    except ValueError:
        faults.append(Fault("/date", f"{day!r} is no date", "write it as 2026-01-31, or leave it out"))
    if faults:
        raise DefinitionError(faults)
    blocks = parse(text)
    first = blocks[0] if len(blocks) == 1 else None
    if not said["title"] and isinstance(first, tree.Section) and not _has_notes(first.title):
        said["title"] = " ".join(tree.plain(first.title).split())
        blocks = first.blocks
    if contents:
        said["contents_title"] = _contents(tag)
    return tree.Document(blocks=blocks, language=tag, **said)


def _wrong(said: dict[str, Any], language: str) -> Iterator[Fault]:
    """What cannot be among the values of a head or of the arguments."""
    for name, value in said.items():
        for one in (value,) if isinstance(value, str) else value:
            if problem := text_fault(one, lines=False):
                yield Fault(f"/{name}", problem)
    for fault in fits(fields_of(Engagement)["language"].type, language):
        yield Fault("/language", fault.problem)


def _contents(tag: str) -> str:
    """The heading of a table of contents, in English where the language is none of ours."""
    from interim_method.documents.language import BUILT_IN, language

    base = tag.partition("-")[0]
    return language(base if base in BUILT_IN else "en").word("contents")


def _has_notes(runs: Iterable[Run]) -> bool:
    """Whether a footnote hangs on the runs: a title has no place for one."""
    from interim_method.markup.tree import NoteRef

    return any(isinstance(run, NoteRef) or _has_notes(getattr(run, "runs", ())) for run in runs)


def _unprintable(text: str) -> Iterator[Fault]:
    """What no format can write, at most ten of it."""
    for number, found in enumerate(_UNPRINTABLE.finditer(text)):
        if number == 10:
            yield Fault("", "there are more such characters")
            return
        before = text[: found.start()]
        line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
        where = f"in line {line}, column {column}"
        yield Fault("", f"the character U+{ord(found[0]):04X} {where} cannot be written", "delete it")
