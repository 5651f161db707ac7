"""What the anchors of a parsed file hold: its places, rows and collections."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from attrs import Factory, define, frozen

from interim_method.formats.markdown.hiding import Hidden
from interim_method.formats.markdown.marking import Said, marked, shown_print
from interim_method.formats.markdown.note import Note
from interim_method.formats.markdown.shape import Mark, Shape, bare
from interim_method.forms.form import Held, MappedPlace
from interim_method.markup.tree import Blocks

__all__ = ["Placed", "placed"]


@frozen(eq=False)
class Placed:
    """What anchors hold; `prints` has for each place the print of what it shows."""

    held: tuple[Held, ...]
    rows: dict[str, tuple[int, ...]]
    collections: dict[str, tuple[int, ...]]
    prints: tuple[str, ...]


def placed(shape: Shape, signs: Hidden, note: Note | None, findings: list[str]) -> Placed:
    """What the anchors of a file hold; what was wrong with them is added to *findings*."""
    finder = _Finder(shape, signs, _known(note), findings)
    for mark in shape.marks:
        finder.take(mark)
    finder.end()
    return Placed(tuple(finder.held), finder.rows, finder.collections, tuple(finder.prints))


def _known(note: Note | None) -> dict[str, list[tuple[MappedPlace, str]]]:
    """The places of the map by key, each with the print of what was shown in it."""
    known: dict[str, list[tuple[MappedPlace, str]]] = {}
    if note is not None:
        for place, shown in zip(note.map.places, note.shown, strict=True):
            known.setdefault(place.key, []).append((place, shown))
    return known


@define
class _Finder:
    shape: Shape
    signs: Hidden
    known: dict[str, list[tuple[MappedPlace, str]]]
    findings: list[str]
    held: list[Held] = Factory(list)
    prints: list[str] = Factory(list)
    rows: dict[str, tuple[int, ...]] = Factory(dict)
    collections: dict[str, tuple[int, ...]] = Factory(dict)
    opened: Mark | None = None

    def take(self, mark: Mark) -> None:
        """Take an anchor."""
        anchor = self.signs.anchors[mark.number]
        last = max(len(self.shape.lines) - 1, 0)
        match anchor.kind:
            case "row":
                self.rows[anchor.key] = (*self.rows.get(anchor.key, ()), min(mark.line, last))
            case "collection":
                if not anchor.close:
                    self.collections[anchor.key] = (
                        *self.collections.get(anchor.key, ()),
                        min(mark.line, last),
                    )
            case _:
                if not anchor.close:
                    self.opened = mark
                elif self.opened is not None:
                    self.hold(self.opened, mark)
                    self.opened = None

    def end(self) -> None:
        """Close what is open."""

    def hold(self, start: Mark, end: Mark) -> None:
        """A place that reaches from one anchor to another."""
        key = self.signs.anchors[start.number].key
        lines = range(start.line, end.line)
        blocks: Callable[[], Blocks] = partial(_between, self.shape, start, end)
        content = blocks()
        said = [self.shape.lines[n].text for n in lines]
        known = self.known.get(key, [])
        now = shown_print(content)
        as_made = any(shown == now for _, shown in known) if known else None
        place = known[0][0] if known else None
        found: Said = marked(place, content, "\n".join(said), as_made, self.findings)
        self.prints.append(now)
        self.held.append(
            Held(
                key=key,
                where="marker",
                text=found.text,
                lines=lines,
                blocks=found.blocks or blocks,
                as_made=as_made,
                value=found.value,
                plain=found.plain,
            )
        )


def _between(shape: Shape, start: Mark, end: Mark) -> Blocks:
    return bare(shape.between(start.at, end.at))
