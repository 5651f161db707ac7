"""Runs in one canonical form, so that two ways of nesting the same marks compare equal.

Marks nest in many ways that read the same: strong around emphasis or emphasis around strong, two strong
stretches side by side or one. Everything here goes through a flat list of atoms, each with its marks, and
builds the nesting again, the longest mark outermost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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

__all__ = ["NO_MARKS", "Atom", "Marks", "allowed_target", "build", "flatten", "normal_runs", "on_one_line"]

_TARGET = re.compile(r"(?:(?:https?|mailto|tel):|#)[^\s]", re.IGNORECASE)
_WORDS_OR_SPACE = re.compile(r"\s+|\S+")


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


def _link(run: Link, marks: Marks) -> list[Atom]:
    target = re.sub(r"[\r\n]+", "", run.target).strip()
    title = re.sub(r"\s+", " ", run.title).strip()
    if not target or marks.link is not None:
        return flatten(run.runs, marks)
    if allowed_target(target):
        inner = flatten(run.runs, marks._replace(link=(target, title)))
        if not any(isinstance(a.run, Code | NoteRef) or _words(a) for a in inner):
            return [*inner, Atom(Text(target), marks._replace(link=(target, title)))]
        return inner
    inner = flatten(run.runs, marks)
    said = "".join(a.run.text for a in inner if isinstance(a.run, Text | Code))
    if said == target:
        return inner
    return [*inner, Atom(Text(f" ({target})" if said.strip() else target), marks)]


def _words(atom: Atom) -> bool:
    return isinstance(atom.run, Text) and not atom.run.text.isspace()


def build(atoms: Sequence[Atom]) -> Runs:
    """Runs from atoms: neighbours that differ in nothing are one, and the longest mark is outermost."""
    return _nest(_joined(_hoisted(atoms)), NO_MARKS)


def _hoisted(atoms: Sequence[Atom]) -> list[Atom]:
    # Space at the edge of a mark belongs outside it: Markdown cannot say it inside, and nobody sees it there.
    if all(atom.marks == NO_MARKS for atom in atoms):
        return list(atoms)
    parts: list[Atom] = []
    for atom in atoms:
        if isinstance(atom.run, Text) and atom.marks != NO_MARKS:
            found = _WORDS_OR_SPACE.findall(atom.run.text)
            parts += [Atom(Text(part, atom.run.language), atom.marks) for part in found]
        else:
            parts.append(atom)
    before = NO_MARKS
    result: list[Atom] = []
    waiting: list[Atom] = []
    for part in parts:
        if isinstance(part.run, Break) or (isinstance(part.run, Text) and part.run.text.isspace()):
            waiting.append(part)
            continue
        marks = before.shared(part.marks)
        result += [Atom(one.run, marks.shared(one.marks)) for one in waiting]
        waiting.clear()
        result.append(part)
        before = part.marks
    result += [Atom(one.run, NO_MARKS) for one in waiting]
    return result


def _joined(atoms: Sequence[Atom]) -> list[Atom]:
    result: list[Atom] = []
    texts: list[str] = []
    for atom in atoms:
        if result and atom.marks == result[-1].marks:
            last, run = result[-1].run, atom.run
            alike = isinstance(last, Code) and isinstance(run, Code)
            if alike or (isinstance(last, Text) and isinstance(run, Text) and last.language == run.language):
                texts.append(run.text)  # type: ignore[union-attr]
                continue
        _close(result, texts)
        result.append(atom)
        if isinstance(atom.run, Text | Code):
            texts.append(atom.run.text)
    _close(result, texts)
    return result


def _close(result: list[Atom], texts: list[str]) -> None:
    if len(texts) > 1:
        run, marks = result[-1]
        joined = "".join(texts)
        result[-1] = Atom(Text(joined, run.language) if isinstance(run, Text) else Code(joined), marks)
    texts.clear()


def _nest(atoms: Sequence[Atom], opened: Marks) -> Runs:
    runs: list[Run] = []
    position = 0
    while position < len(atoms):
        atom = atoms[position]
        name, end = _longest(atoms, position, opened)
        if not name:
            assert not isinstance(atom.run, Image), "images are taken out before runs are built"
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
    return tuple(runs)


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
    atoms = trimmed(flatten(runs))
    return build([Atom(Text(" "), a.marks) if isinstance(a.run, Break) else a for a in atoms])
