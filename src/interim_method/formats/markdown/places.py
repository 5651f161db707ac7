"""What the anchors of a parsed file hold: its places, rows and collections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from attrs import Factory, define, frozen

from interim_method.formats.markdown.hiding import Hidden
from interim_method.formats.markdown.marking import Said, marked, shown_print
from interim_method.formats.markdown.note import Note
from interim_method.formats.markdown.shape import Mark, Path, Shape, bare
from interim_method.forms.form import Held, MappedPlace, Where, fingerprint
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
    known = _known(note)
    finder = _Finder(shape, signs, known, (note.map.prints or frozenset()) if note else frozenset(), findings)
    finder.find()
    return Placed(tuple(finder.held), finder.rows, finder.collections, tuple(finder.prints))


def _known(note: Note | None) -> dict[str, list[tuple[MappedPlace, str]]]:
    """The places of the map by key, each with the print of what was shown in it."""
    known: dict[str, list[tuple[MappedPlace, str]]] = {}
    if note is not None:
        for place, shown in zip(note.map.places, note.shown, strict=True):
            known.setdefault(place.key, []).append((place, shown))
    return known


@frozen
class _Stretch:
    """A part of a file: from which line up to which, and from which position to which."""

    lines: range
    start: Path
    end: Path


@define
class _Finder:
    shape: Shape
    signs: Hidden
    known: dict[str, list[tuple[MappedPlace, str]]]
    printed: frozenset[str]
    findings: list[str]
    held: list[Held] = Factory(list)
    prints: list[str] = Factory(list)
    rows: dict[str, tuple[int, ...]] = Factory(dict)
    collections: dict[str, tuple[int, ...]] = Factory(dict)
    counts: Counter[str] = Factory(Counter)

    def find(self) -> None:
        """Take every anchor: two of one place with what is between them, one without the other as far as it says."""
        fields: list[int] = []
        for n, mark in enumerate(self.shape.marks):
            anchor = self.signs.anchors[mark.number]
            if anchor.kind == "field":
                fields.append(n)
            elif anchor.kind == "row" or not anchor.close:
                into = self.rows if anchor.kind == "row" else self.collections
                at = min(mark.line, max(len(self.shape.lines) - 1, 0))
                into[anchor.key] = (*into.get(anchor.key, ()), at)
        at = 0
        while at < len(fields):
            n = fields[at]
            after = fields[at + 1] if at + 1 < len(fields) else None
            key = self._pair(n, after)
            if key is not None and after is not None:
                start, end = self.shape.marks[n], self.shape.marks[after]
                self.hold(key, _Stretch(range(start.line, end.line), start.at, end.at))
                at += 2
            else:
                self.half(n)
                at += 1

    def _pair(self, first: int, second: int | None) -> str | None:
        """The key of the place that two anchors begin and end, if they do."""
        if second is None:
            return None
        opening, closing = (self.signs.anchors[self.shape.marks[n].number] for n in (first, second))
        if opening.close or not closing.close:
            return None
        if opening.key == closing.key:
            return opening.key
        # One of the two was mistyped where only the other is known.
        if (opening.key in self.known) == (closing.key in self.known):
            return None
        key = opening.key if opening.key in self.known else closing.key
        self.findings.append(
            f"the marks around {self._label(key)!r} do not name the same place: taken for its own"
        )
        return key

    # --- one anchor without the other ---------------------------------------------------------------------------------

    def half(self, n: int) -> None:
        """What an anchor holds whose other one is gone, as far as can be told."""
        anchor = self.signs.anchors[self.shape.marks[n].number]
        key, label = anchor.key, self._label(anchor.key)
        gone = "before" if anchor.close else "behind"
        whole = self.counts[key] >= max(len(self.known.get(key, ())), 1)
        stretch = None if whole else self._before(n) if anchor.close else self._behind(n)
        if stretch is not None:
            what = " / ".join(filter(None, (self.shape.lines[i].text for i in stretch.lines)))
            self.findings.append(f"the mark {gone} {label!r} is gone: read as its text: {what!r}")
            self.hold(key, stretch, "structure")
        elif whole:
            self.findings.append(f"the mark {gone} {label!r} is gone where that is shown once more")
        else:
            self.findings.append(f"the mark {gone} {label!r} is gone, and its text cannot be told")

    def _behind(self, n: int) -> _Stretch | None:
        """What stands behind an opening, up to what the document printed there, or to the next anchor."""
        mark, marks, lines = self.shape.marks[n], self.shape.marks, self.shape.lines
        limit = marks[n + 1].line if n + 1 < len(marks) else len(lines)
        end = mark.line
        while end < limit and self._belongs(end, mark, mark.line):
            end += 1
        at = self.shape.spots[end - 1][1] if end > mark.line else mark.at
        return self._stretch(n, range(mark.line, end), mark.at, at)

    def _before(self, n: int) -> _Stretch | None:
        """What stands before a closing, back to what the document printed there, or to the anchor above."""
        mark, marks = self.shape.marks[n], self.shape.marks
        limit = marks[n - 1].line if n else 0
        if self.held and self.held[-1].lines:
            limit = max(limit, self.held[-1].lines.stop)
        if not self.printed:
            return None  # where what was typed begins, nobody can tell
        start = mark.line
        while start > limit and self._belongs(start - 1, mark, mark.line - 1):
            start -= 1
        at = self.shape.spots[start][0] if start < mark.line else mark.at
        return self._stretch(n, range(start, mark.line), at, mark.at)

    def _stretch(self, n: int, lines: range, start: Path, end: Path) -> _Stretch | None:
        said = any(self.shape.lines[i].text for i in lines)
        known = self.known.get(self.signs.anchors[self.shape.marks[n].number].key)
        if not said and known and known[0][0].base:
            return None  # where a text was and now nothing stands, it may stand elsewhere
        return _Stretch(lines, start, end)

    def _belongs(self, n: int, mark: Mark, first: int) -> bool:
        """Whether a line may be of the place whose anchor stands at *mark*, and was not printed beside it."""
        line = self.shape.lines[n]
        if line.heading or line.cell != self.shape.lines[first].cell:
            return False
        if not self._is_near(n, mark):
            return False
        if fingerprint(line.text) not in self.printed or not line.text:
            return True
        known = self.known.get(self.signs.anchors[mark.number].key, ())
        return any(place.base.split() == line.text.split() for place, _ in known)

    def _is_near(self, n: int, mark: Mark) -> bool:
        """Whether a line stands in the same text as an anchor; in the same list, quote or cell, where it is alone."""
        alone = mark.alone or (mark.at[-1] == 0 and not self.signs.anchors[mark.number].close)
        text = mark.at if mark.alone else mark.at[:-1]
        within = text[:-1] if alone or self.shape.lines[n].cell is not None else text
        return self.shape.spots[n][0][: len(within)] == within

    def _label(self, key: str) -> str:
        known = self.known.get(key)
        return (known[0][0].label if known else "") or key

    # --- a place ------------------------------------------------------------------------------------------------------

    def hold(self, key: str, stretch: _Stretch, where: Where = "marker") -> None:
        """A place that reaches over a stretch of the file."""
        blocks: Callable[[], Blocks] = partial(_between, self.shape, stretch)
        content = blocks()
        said = [self.shape.lines[n].text for n in stretch.lines]
        known = self.known.get(key, [])
        now = shown_print(content)
        as_made = any(shown == now for _, shown in known) if known else None
        place = known[0][0] if known else None
        found: Said = marked(place, content, "\n".join(said), as_made, self.findings)
        self.prints.append(now)
        self.counts[key] += 1
        self.held.append(
            Held(
                key=key,
                where=where,
                text=found.text,
                lines=stretch.lines,
                blocks=found.blocks or blocks,
                as_made=as_made,
                value=found.value,
                plain=found.plain,
            )
        )


def _between(shape: Shape, stretch: _Stretch) -> Blocks:
    return bare(shape.between(stretch.start, stretch.end))
