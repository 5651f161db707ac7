"""Documents made of Markdown, with no record behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from interim_method.errors import DefinitionError, Fault
from interim_method.model import Engagement, fields_of, text_fault
from interim_method.model.address import fits

if TYPE_CHECKING:
    from interim_method.markup.tree import Document, Run

__all__ = ["document_from_markdown"]

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def document_from_markdown(text: str, *, title: str = "", language: str = "en") -> Document:
    """A bare document made of Markdown.

    Its title is the one given. Without one, a text that lies as a whole below its first heading has that
    heading as its title, and begins behind it; any other text has no title.

    Raises:
        DefinitionError: Characters that no format can write, each with its line and column; lists or quotes
            that nest too deep; a title or a language that cannot be.
    """
    from interim_method.markup import tree
    from interim_method.markup.parsing import parse

    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    faults = list(_unprintable(text))
    problem = text_fault(title, lines=False)
    if problem:
        faults.append(Fault("/title", problem))
    wrong = fits(fields_of(Engagement)["language"].type, language)
    faults += [Fault("/language", fault.problem) for fault in wrong]
    if faults:
        raise DefinitionError(faults)
    blocks = parse(text)
    first = blocks[0] if len(blocks) == 1 else None
    if not title and isinstance(first, tree.Section) and not _has_notes(first.title):
        title = " ".join(tree.plain(first.title).split())
        blocks = first.blocks
    return tree.Document(title=title, blocks=blocks, language=language)


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
