"""What stands between the anchors of places: both ends of each, and which of several led to a value."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final, NamedTuple

from interim_method.formats.docx.anchors import BOOKMARK, TAG
from interim_method.formats.docx.reading.mapped import Anchor, Mapped
from interim_method.formats.docx.reading.names import W14, W
from interim_method.formats.docx.reading.rich import Rich, Stretch
from interim_method.formats.docx.reading.story import At, Control, Extent, Piece, Story
from interim_method.forms.form import Held, MappedPlace, fingerprint
from interim_method.markup.tree import Blocks

__all__ = ["Anchored", "anchored"]

_SUFFIX: Final = re.compile(r"(?:_Copy)?_\d+$")
"""What programs end the names of copies with."""
_COPY: Final = re.compile(r"_Copy_\d+$")
_NUMBERS: Final = re.compile(r"\d+")
_TICKED: Final = frozenset("☑☒✓✔✗✘🗹🗷")
_TICK_BOX: Final = "☐"
_TRUE: Final = ("true", "yes", "1")
_EDGES: Final = "\u2002 \n"


class Anchored(NamedTuple):
    """What the anchors of a file hold."""

    held: tuple[Held, ...]
    rows: dict[str, tuple[int, ...]]
    collections: dict[str, tuple[int, ...]]
    findings: tuple[str, ...]
    outside: dict[int, str]
    """Of each line with a place in it, what stands outside of its places."""


class _Candidate(NamedTuple):
    key: str
    extent: Extent
    control: Control | None
    tagged: bool


def anchored(story: Story, mapped: Mapped, rich: Rich) -> Anchored:
    """The places, rows and collections whose anchors are in *story*."""
    return _Anchors(story, mapped, rich).all()


class _Anchors:
    def __init__(self, story: Story, mapped: Mapped, rich: Rich) -> None:
        self.story = story
        self.mapped = mapped
        self.rich = rich
        self.findings: list[str] = []
        self.masked = {
            (number, piece)
            for one in story.controls
            if one.placeholder and self._guides(one)
            for number, first, last in _pieces(one.extent, story)
            for piece in range(first, last)
        }
        """The pieces that only a placeholder shows."""
        self.lost: list[str] = []
        """Keys of places whose formatting another program lost."""

    def _guides(self, control: Control) -> bool:
        """Whether a control that says so shows only what guides: LibreOffice lets people type into that."""
        if self.mapped.map is None:
            return True
        text = "".join(
            piece.text
            for number, first, last in _pieces(control.extent, self.story)
            for piece in self.story.lines[number].pieces[first:last]
        ).strip(_EDGES)
        return not text or text in self.mapped.guiding.values()

    def all(self) -> Anchored:
        """Everything that is anchored, places in the order in which they stand."""
        rows: dict[str, list[int]] = {}
        collections: dict[str, list[int]] = {}
        marked: dict[str, list[Extent]] = {}
        for name, extents in self._bookmarks():
            anchor = self._anchor(name)
            if _COPY.search(name):
                # LibreOffice sets empty copies of a bookmark at the end of a file.
                extents = [one for one in extents if self._text(Stretch.of(one, self.story)).strip(_EDGES)]
            if anchor is None or anchor.kind == "place":
                key = anchor.key if anchor else _SUFFIX.sub("", name[len(BOOKMARK) :])
                marked.setdefault(key, []).extend(extents)
            if (anchor is None and self.mapped.map is None) or (anchor is not None and anchor.kind == "row"):
                key = anchor.key if anchor else _SUFFIX.sub("", name[len(BOOKMARK) :])
                rows.setdefault(key, []).extend(self._line(one) for one in extents)
            if (anchor is None and self.mapped.map is None) or (
                anchor is not None and anchor.kind == "collection"
            ):
                key = anchor.key if anchor else _SUFFIX.sub("", name[len(BOOKMARK) :])
                collections.setdefault(key, []).extend(self._line(one) for one in extents)
        candidates = self._grown(sorted(self._candidates(marked), key=lambda one: one.extent.start))
        held = tuple(map(self._held, candidates))
        if self.lost:
            self.findings.append(
                f"the program that wrote it last lost the formatting of {len(self.lost)} places whose words are"
                f" as they were: {', '.join(self.lost[:10])}{', …' if len(self.lost) > 10 else ''};"
                " they count as unchanged"
            )
        return Anchored(
            held, _flat(rows), _flat(collections), tuple(self.findings), self._outside(candidates)
        )

    def _outside(self, candidates: Iterable[_Candidate]) -> dict[int, str]:
        covered: dict[int, set[int]] = {}
        for one in candidates:
            for number, first, last in _pieces(one.extent, self.story):
                covered.setdefault(number, set()).update(range(first, last))
        return {
            number: "".join(
                piece.text for n, piece in enumerate(self.story.lines[number].pieces) if n not in inside
            ).strip(_EDGES)
            for number, inside in covered.items()
        }

    # --- bookmarks --------------------------------------------------------------------------------------------

    def _anchor(self, name: str) -> Anchor | None:
        marks = self.mapped.marks
        return marks.get(name) or marks.get(_SUFFIX.sub("", name))

    def _bookmarks(self) -> Iterator[tuple[str, list[Extent]]]:
        """The name of each bookmark of ours, with all that it is around."""
        starts: dict[str, list[tuple[str, At]]] = {}
        for name, id, at in self.story.starts:
            if name.startswith(BOOKMARK) or name in self.mapped.marks:
                starts.setdefault(name, []).append((id, at))
        ends = {id: list(places) for id, places in self.story.ends.items()}
        for name, found in starts.items():
            paired: list[Extent] = []
            alone: list[At] = []
            for id, at in found:
                end = _taken(ends.get(id, []), at)
                if end is None:
                    alone.append(at)
                else:
                    paired.append(Extent(at, end))
            yield name, self._whole(name, paired, alone)

    def _whole(self, name: str, paired: list[Extent], alone: list[At]) -> list[Extent]:
        """LibreOffice may write one bookmark several times over, empty, around a control of several paragraphs.

        Such a one reaches from its first beginning to its last end.
        """
        places = [*alone, *(at for one in paired for at in one)]
        empty = all(one.start == one.end for one in paired)
        if len(paired) + len(alone) > 1 and paired and (alone or empty):
            return [Extent(min(places), max(places))]
        if alone:
            # A person deleted what its end stood in: what is left of its line is what is left of it.
            at = min(alone)
            end = (
                At(at.line, len(self.story.lines[at.line].pieces)) if at.line < len(self.story.lines) else at
            )
            self.findings.append(f"the bookmark {name!r} has no end; it was read up to the end of its line")
            return [Extent(at, end)]
        return paired

    def _line(self, extent: Extent) -> int:
        return min(extent.start.line, max(len(self.story.lines) - 1, 0))

    # --- controls and bookmarks together ----------------------------------------------------------------------

    def _candidates(self, marked: dict[str, list[Extent]]) -> Iterator[_Candidate]:
        tagged: dict[str, list[Control]] = {}
        others: list[Control] = []
        for one in self.story.controls:
            if one.tag.startswith(TAG):
                tagged.setdefault(one.tag[len(TAG) :], []).append(one)
            else:
                others.append(one)
        untagged = [(one.extent.start, n) for n, one in enumerate(others)]
        untagged.sort()
        for key, controls in tagged.items():
            extents = marked.pop(key, [])
            for control in controls:
                around = [one for one in extents if _lies_in(control.extent, one)]
                alone = len(around) == 1 and sum(_lies_in(c.extent, around[0]) for c in controls) == 1
                yield _Candidate(key, around[0] if alone else control.extent, control, True)
            for extent in extents:
                if any(_lies_in(c.extent, extent) for c in controls):
                    continue
                if self._text(Stretch.of(extent, self.story)).strip(_EDGES):
                    yield _Candidate(key, extent, None, False)
        for key, extents in marked.items():
            for extent in extents:
                # What other programs leave of a control has no tag, but still says what it takes.
                at = bisect_left(untagged, (extent.start, 0))
                within = (
                    others[n]
                    for _, n in untagged[max(at - 1, 0) : at + 3]
                    if _lies_in(others[n].extent, extent)
                )
                yield _Candidate(key, extent, next(within, None), False)

    # --- what was typed beside a place ------------------------------------------------------------------------

    def _grown(self, candidates: list[_Candidate]) -> list[_Candidate]:
        """Candidates with what was typed beside them, where nobody printed that.

        LibreOffice leaves the first letter of what is typed over a place within its bookmark, and sets the rest
        behind it, further paragraphs too.
        """
        prints = self.mapped.map.prints if self.mapped.map else None
        if prints is None:
            return candidates
        within: dict[int, list[_Candidate]] = {}
        for one in candidates:
            for number in Stretch.of(one.extent, self.story).lines:
                within.setdefault(number, []).append(one)
        starts = {at.line for name, _, at in self.story.starts if name.startswith(BOOKMARK)}
        return [self._wider(one, within, prints, starts) for one in candidates]

    def _wider(
        self,
        one: _Candidate,
        within: dict[int, list[_Candidate]],
        prints: AbstractSet[str],
        starts: AbstractSet[int],
    ) -> _Candidate:
        stretch = Stretch.of(one.extent, self.story)
        if not stretch.parts:
            return one
        known = self.mapped.places.get(one.key)
        start, end = one.extent
        number, first, _ = stretch.parts[0]
        last, _, behind = stretch.parts[-1]
        lines = self.story.lines
        if len(within.get(number, ())) == len(within.get(last, ())) == 1:
            ahead, after = lines[number].pieces[:first], lines[last].pieces[behind:]
            told = {_printed_before(known), known.unit if known else ""}
            if after and self._begun(one, stretch):
                # The rest of what was typed may say what the document prints somewhere else.
                for piece in after:
                    if piece.text.strip() and piece.text.strip() in told:
                        break
                    behind += 1
                start, end = At(number, first), At(last, behind)
            elif (ahead or after) and not _printed([*ahead, *after], prints):
                while first and not _printed(ahead[first - 1 : first], prints, told):
                    first -= 1
                for piece in after:
                    if _printed([piece], prints, told):
                        break
                    behind += 1
                start, end = At(number, first), At(last, behind)
        if not one.tagged:
            beyond = self._typed_below(last, within, prints, starts)
            if beyond > last:
                end = At(beyond, len(lines[beyond].pieces))
        return one._replace(extent=Extent(start, end))

    def _begun(self, one: _Candidate, stretch: Stretch) -> bool:
        """Whether a place holds the first letter alone of what LibreOffice let a person type over it."""
        text = self._text(stretch).strip(_EDGES)
        shown = self.mapped.shown.get(one.key)
        return not one.tagged and len(text) == 1 and bool(shown) and fingerprint(text) not in (shown or ())

    def _typed_below(
        self,
        last: int,
        within: dict[int, list[_Candidate]],
        prints: AbstractSet[str],
        starts: AbstractSet[int],
    ) -> int:
        """The last of the lines below a place that were typed there."""
        lines = self.story.lines
        beyond = last
        for further in range(last + 1, len(lines)):
            line = lines[further]
            if line.cell != lines[last].cell or line.story != lines[last].story or further in within:
                break
            text = line.text
            if not text.strip():
                continue
            if further in starts or fingerprint(text) in prints:
                break
            beyond = further
        return beyond

    # --- values -----------------------------------------------------------------------------------------------

    def _held(self, one: _Candidate) -> Held:
        stretch = Stretch.of(one.extent, self.story)._replace(item=one.key in self.mapped.items)
        known = self.mapped.places.get(one.key)
        text = self._text(stretch)
        if not one.tagged:
            text = text.strip(_EDGES)
        properties = one.control.properties if one.control else None
        made: bool | None = None
        value: str | None = None
        shown = self.mapped.shown.get(one.key, frozenset())
        if (known is not None and known.kind == "yes-no") or _child(properties, f"{W14}checkbox") is not None:
            ticked = _ticked(properties, text)
            if ticked is not None:
                before = known is not None and known.base.lower() in _TRUE
                value = "true" if ticked else "" if known is not None and not known.base else "false"
                made = None if known is None else ticked == before
                text = value
        elif known is not None:
            made = fingerprint(text) in shown if text or known.base else True
            if made and not known.base:
                text = ""
            elif not made and not known.base and not one.tagged:
                text = _without(text, self.mapped.guiding.get(one.key, ""))
            elif made and known.kind != "markdown":
                value = known.base
        if value is None and text:
            value = _chosen(properties, known, text)
        plain = self.rich.is_plain(stretch)
        if made and known is not None and known.kind == "markdown" and known.base:
            made = self._formatted(one, stretch, known, plain=plain)
        masked = self.masked

        if dropped := sorted(self.rich.dropped(stretch)):
            named = known.label or known.address if known else one.key
            self.findings.append(f"{named}: Markdown has no {', '.join(dropped)}; the words alone were read")

        def blocks() -> Blocks:
            return self.rich.blocks(stretch, masked) if text else ()

        return Held(
            key=one.key,
            where="control" if one.tagged else "bookmark",
            text=text,
            lines=stretch.lines,
            as_made=made,
            value=value,
            plain=plain,
            blocks=blocks,
        )

    def _formatted(self, one: _Candidate, stretch: Stretch, known: MappedPlace, *, plain: bool) -> bool:
        """Whether prose whose words are as they were has its formatting too, or another program lost it."""
        same = self.rich.says(stretch, known.base, self.masked, plain=plain)
        if same == "less" and not one.tagged:
            self.lost.append(known.label or known.key)
        return same == "same" or (same == "less" and not one.tagged)

    def _text(self, stretch: Stretch) -> str:
        pieces = self.story.lines
        lines: list[str] = []
        for number, first, last in stretch.parts:
            line = pieces[number].pieces
            if self.masked and any((number, n) in self.masked for n in range(first, last)):
                lines.append(
                    "".join(line[n].text for n in range(first, last) if (number, n) not in self.masked)
                )
            elif last - first == 1:
                lines.append(line[first].text)
            else:
                lines.append("".join([one.text for one in line[first:last]]))
        return lines[0] if len(lines) == 1 else "\n".join(lines).strip("\n")


def _printed(pieces: Sequence[Piece], prints: AbstractSet[str], told: AbstractSet[str] = frozenset()) -> bool:
    """Whether we printed some pieces, or they say nothing."""
    text = "".join(piece.text for piece in pieces)
    return not text.strip() or text.strip() in told or fingerprint(text) in prints


def _printed_before(known: MappedPlace | None) -> str:
    """The choices that are printed before a place, to be marked with a pen."""
    if known is None:
        return ""
    labels = list(known.options.values())
    if not labels and known.low is not None and known.high is not None:
        labels = [str(n) for n in range(known.low, known.high + 1)]
    return "\u2002 ".join(f"○\u00a0{label}".replace(" ", "\u00a0") for label in labels)


def _without(text: str, guiding: str) -> str:
    """*text* without the words that guided who typed it before, behind or among them."""
    for n in range(len(guiding) + 1) if guiding else ():
        if len(text) > len(guiding) and text.startswith(guiding[:n]) and text.endswith(guiding[n:]):
            return text[n : len(text) - len(guiding) + n].strip(_EDGES)
    return text


def _flat(found: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(sorted(lines)) for key, lines in found.items()}


def _taken(ends: list[At], start: At) -> At | None:
    """The first end behind *start*, which is used up."""
    for n, end in enumerate(ends):
        if end >= start:
            return ends.pop(n)
    return None


def _lies_in(inner: Extent, outer: Extent) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _pieces(extent: Extent, story: Story) -> Iterable[tuple[int, int, int]]:
    return Stretch.of(extent, story).parts


def _child(properties: Any, tag: str) -> Any:
    return None if properties is None else properties.find(tag)


def _ticked(properties: Any, text: str) -> bool | None:
    """Whether a box is ticked; None where that is no longer a box."""
    box = _child(properties, f"{W14}checkbox")
    if box is not None:
        found = box.find(f"{W14}checked")
        return found is not None and found.get(f"{W14}val", "1") in ("1", "true", "on")
    said = text.strip()
    if _TICKED.intersection(said) or said in ("x", "X"):
        return True
    return False if not said or said.startswith(_TICK_BOX) else None


def _chosen(properties: Any, known: MappedPlace | None, text: str) -> str | None:
    """The value that a list or a calendar has behind what it shows."""
    if properties is not None:
        for kind in ("dropDownList", "comboBox"):
            for item in properties.iterfind(f"{W}{kind}/{W}listItem"):
                if item.get(f"{W}displayText", item.get(f"{W}value")) == text:
                    return str(item.get(f"{W}value", text))
        calendar = properties.find(f"{W}date")
        if calendar is not None:
            full = str(calendar.get(f"{W}fullDate", ""))[:10]
            # Where the text changed but the date behind it did not, somebody typed without the calendar.
            if full and not (known is not None and full == known.base) and _shows(text, full):
                return full
            return None
    if known is not None and known.options:
        values = [value for value, label in known.options.items() if label == text.strip()]
        return values[0] if len(values) == 1 else None
    return None


def _shows(text: str, full: str) -> bool:
    """Whether a text can be that of a date: it has its day and its year, however it is written."""
    try:
        day = date.fromisoformat(full)
    except ValueError:
        return False
    numbers = [int(one) for one in _NUMBERS.findall(text)]
    return day.day in numbers and (day.year in numbers or day.year % 100 in numbers)
