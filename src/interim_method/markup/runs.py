"""Runs in one canonical form, so that two ways of nesting the same marks compare equal.

Marks nest in many ways that read the same: strong around emphasis or emphasis around strong, two strong
stretches side by side or one. Everything here goes through a flat list of atoms, each with its marks, and
builds the nesting again, the longest mark outermost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import groupby
from typing import NamedTuple

from interim_method.markup.tree import (
    Break,
    Code,
    Emphasis,
    Image,
    Link,
    NoteRef,
    Run,
    Runs,
    Strike,
    Strong,
    Text,
)

__all__ = [
    "NO_MARKS",
    "Atom",
    "Marks",
    "allowed_target",
    "build",
    "flatten",
    "normal_picture",
    "normal_runs",
    "normal_target",
    "on_one_line",
    "spaced",
    "trimmed",
]

_LINE_ENDS = re.compile(r"[\r\n]+")
_SPACE = re.compile(r"\s+")
_TARGET = re.compile(r"(?:(?:https?|mailto|tel):|#)[^\s]", re.IGNORECASE)


class Marks(NamedTuple):
    """The marks of an atom; `link` is target and title."""

    link: tuple[str, str] | None = None
    strike: bool = False
    strong: bool = False
    emphasis: bool = False

    def shared(self, other: Marks) -> Marks:
        """The marks that both have."""
        return Marks(
            self.link if self.link == other.link else None,
            self.strike and other.strike,
            self.strong and other.strong,
            self.emphasis and other.emphasis,
        )


NO_MARKS = Marks()


class Atom(NamedTuple):
    """A run that holds no others, with its marks."""

    run: Text | Code | NoteRef | Break | Image
    marks: Marks


def allowed_target(target: str) -> bool:
    """Whether a link may lead there: the web, mail, telephone, or a place in the same document."""
    return _TARGET.match(target) is not None


def flatten(runs: Iterable[Run], marks: Marks = NO_MARKS) -> list[Atom]:
    """The atoms of *runs*. A link that may not be followed becomes its words and its target in parentheses."""
    atoms: list[Atom] = []
    for run in runs:
        match run:
            case Strong():
                atoms += flatten(run.runs, marks._replace(strong=True))
            case Emphasis():
                atoms += flatten(run.runs, marks._replace(emphasis=True))
            case Strike():
                atoms += flatten(run.runs, marks._replace(strike=True))
            case Link():
                atoms += _link(run, marks)
            case Text():
                atoms += _text(run, marks)
            case Code():
                if run.text:
                    atoms.append(Atom(Code(re.sub(r"[\r\n]+", " ", run.text)), marks))
            case Image():
                atoms += _picture(run, marks)
            case Break() | NoteRef():
                atoms.append(Atom(run, marks))
    return atoms


def _text(run: Text, marks: Marks) -> list[Atom]:
    text = run.text.replace("\r\n", "\n").replace("\r", "\n")
    atoms: list[Atom] = []
    for number, part in enumerate(text.split("\n")):
        if number:
            atoms.append(Atom(Break(), marks))
        if part:
            atoms.append(Atom(Text(part, run.language), marks))
    return atoms


def _picture(run: Image, marks: Marks) -> list[Atom]:
    """A picture, or its words where nothing says where it is."""
    picture = normal_picture(run)
    if picture.source:
        return [Atom(picture, marks)]
    return [Atom(Text(picture.alt), marks)] if picture.alt else []


def normal_picture(picture: Image) -> Image:
    """A picture with its texts on one line."""
    alt = None if picture.alt is None else re.sub(r"\s+", " ", picture.alt).strip()
    source = re.sub(r"[\r\n]+", "", picture.source).strip()
    return Image(source, alt, re.sub(r"\s+", " ", picture.title).strip(), picture.caption)


def _link(run: Link, marks: Marks) -> list[Atom]:
    target, title = normal_target(run.target, run.title)
    if not target or marks.link is not None:
        return flatten(run.runs, marks)
    if allowed_target(target):
        inner = flatten(run.runs, marks._replace(link=(target, title)))
        if not any(isinstance(a.run, Code | NoteRef | Image) or _words(a) for a in inner):
            return [*inner, Atom(Text(target), marks._replace(link=(target, title)))]
        return inner
    inner = flatten(run.runs, marks)
    said = "".join(a.run.text for a in inner if isinstance(a.run, Text | Code))
    if said == target:
        return inner
    return [*inner, Atom(Text(f" ({target})" if said.strip() else target), marks)]


def normal_target(target: str, title: str) -> tuple[str, str]:
    """Where a link leads, and its title, each on one line."""
    return _LINE_ENDS.sub("", target).strip(), _SPACE.sub(" ", title).strip() if title else ""


def _words(atom: Atom) -> bool:
    return isinstance(atom.run, Text) and not atom.run.text.isspace()


def build(atoms: Sequence[Atom]) -> Runs:
    """Runs from atoms: neighbours that differ in nothing are one, and the longest mark is outermost."""
    if any(atom.marks != NO_MARKS for atom in atoms):
        atoms = _hoisted([part for atom in atoms for part in _edges(atom)])
    return _nest(atoms, NO_MARKS)


def _edges(atom: Atom) -> Iterator[Atom]:
    """A text with the space at its ends as atoms of their own."""
    if not isinstance(atom.run, Text) or atom.marks == NO_MARKS:
        yield atom
        return
    text, language = atom.run.text, atom.run.language
    bare = text.strip()
    start = text.index(bare) if bare else len(text)
    for part in (text[:start], bare, text[start + len(bare) :]):
        if part:
            yield Atom(Text(part, language), atom.marks)


def _is_space(atom: Atom) -> bool:
    return isinstance(atom.run, Break) or (isinstance(atom.run, Text) and atom.run.text.isspace())


def _hoisted(atoms: Sequence[Atom]) -> list[Atom]:
    # Space at the edge of a mark belongs outside it: Markdown cannot say it inside, and nobody sees it there.
    before = NO_MARKS
    result: list[Atom] = []
    waiting: list[Atom] = []
    for atom in atoms:
        if _is_space(atom):
            waiting.append(atom)
            continue
        around = reduce(Marks.shared, (space.marks for space in waiting), before.shared(atom.marks))
        result += [Atom(space.run, around) for space in waiting]
        waiting.clear()
        result.append(atom)
        before = atom.marks
    return [*result, *(Atom(space.run, NO_MARKS) for space in waiting)]


def _nest(atoms: Sequence[Atom], opened: Marks) -> Runs:
    runs: list[Run] = []
    position = 0
    while position < len(atoms):
        atom = atoms[position]
        name, end = ("", position) if _is_space(atom) else _longest(atoms, position, opened)
        if not name:
            runs.append(atom.run)
            position += 1
            continue
        inner = atoms[position:end]
        match name:
            case "link":
                assert atom.marks.link is not None
                target, title = atom.marks.link
                runs.append(Link(_nest(inner, opened._replace(link=atom.marks.link)), target, title))
            case "strike":
                runs.append(Strike(_nest(inner, opened._replace(strike=True))))
            case "strong":
                runs.append(Strong(_nest(inner, opened._replace(strong=True))))
            case _:
                runs.append(Emphasis(_nest(inner, opened._replace(emphasis=True))))
        position = end
    return tuple(_joined(runs))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """*runs* with neighbouring texts of one language, and neighbouring codes, as one."""
    for (kind, language), group in groupby(runs, lambda run: (type(run), getattr(run, "language", None))):
        if kind is Text:
            yield Text("".join(run.text for run in group if isinstance(run, Text)), language)
        elif kind is Code:
            yield Code("".join(run.text for run in group if isinstance(run, Code)))
        else:
            yield from group


def _longest(atoms: Sequence[Atom], start: int, opened: Marks) -> tuple[str, int]:
    best, furthest = "", start
    for index, name in enumerate(Marks._fields):
        value = atoms[start].marks[index]
        if not value or opened[index]:
            continue
        end = start + 1
        while end < len(atoms) and atoms[end].marks[index] == value:
            end += 1
        if end > furthest:
            best, furthest = name, end
    return best, furthest


def normal_runs(runs: Iterable[Run]) -> Runs:
    """*runs* in canonical form, without breaks at their ends."""
    return build(trimmed(flatten(runs)))


def trimmed(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """*atoms* without breaks at their ends: a line cannot begin or close with nothing."""
    start, end = 0, len(atoms)
    while start < end and isinstance(atoms[start].run, Break):
        start += 1
    while end > start and isinstance(atoms[end - 1].run, Break):
        end -= 1
    return atoms[start:end]


def on_one_line(runs: Iterable[Run]) -> Runs:
    """*runs* in canonical form with spaces for breaks, for headings and cells."""
    return build(spaced(trimmed(flatten(runs))))


def spaced(atoms: Iterable[Atom]) -> list[Atom]:
    """*atoms* with spaces for breaks."""
    return [Atom(Text(" "), a.marks) if isinstance(a.run, Break) else a for a in atoms]
