"""Documents sent through editors and read back: what was kept, what was planted and came back, what was lost."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

import interim_method as im
from filling import fill
from interim_method.cli.demo_command import jobs
from interim_method.forms import Submission
from interim_method.markup import tree

from .editors import Office, mdformat, pandoc, prettier

__all__ = ["Count", "Sent", "counted", "documents", "editors", "planted", "sent"]

Typed = Mapping[str, str]
"""Key of a place → what a person types there."""


@frozen
class Sent:
    """A document with places, made to be sent to somebody.

    Attributes:
        name: What its file is called.
        recipe: What made it.
        edition: Filled, blank, …
        format: ``docx`` or ``md``.
        record: What it was made from.
        content: The file.
        places: Its places, each key once.
    """

    name: str
    recipe: str
    edition: str
    format: str
    record: Any
    content: bytes = field(repr=False)
    places: tuple[tree.Field, ...] = field(repr=False)


@frozen
class Count:
    """What became of the places of a document.

    Attributes:
        kept: Places that nobody changed, known to be as they were.
        edited: Values that were planted and came back exactly.
        reported: Planted values that are listed, though not in their place; places that are listed as missing.
        lost: Planted values that are nowhere in what was read.
        altered: Places that nobody changed and that read as changed.
        why: One line for each place that is not kept or edited.
    """

    kept: int = 0
    edited: int = 0
    reported: int = 0
    lost: int = 0
    altered: int = 0
    why: tuple[str, ...] = ()

    def __add__(self, other: Count) -> Count:
        return Count(
            self.kept + other.kept,
            self.edited + other.edited,
            self.reported + other.reported,
            self.lost + other.lost,
            self.altered + other.altered,
            self.why + other.why,
        )


def documents(formats: Iterable[str] = ("docx", "md"), language: str = "en") -> Iterator[Sent]:
    """Every document of the demonstration that has places to fill in."""
    for job in jobs(Path(), (language,), tuple(f".{one}" for one in formats)):
        asked = dict(job.arguments)
        document = im.compose(job.subject, **asked)
        places = tuple({one.key: one for one in reversed(list(tree.fields(document)))}.values())[::-1]
        if not places:
            continue
        path = Path(job.target)
        made = io.BytesIO()
        im.export(job.subject, made, to=path.suffix[1:], **asked)
        yield Sent(
            name=path.stem,
            recipe=asked["document"],
            edition=asked["edition"],
            format=path.suffix[1:],
            record=job.subject,
            content=made.getvalue(),
            places=places,
        )


def planted(one: Sent, most: int = 8) -> dict[str, tuple[str, str]]:
    """Some places of a document with what to type into them, and the plain value that this is.

    Every kind of place is there, with those at the beginning, in the middle and at the end.
    """
    places = [p for p in one.places if _value(p, 0) is not None]
    chosen = {p.kind: p for p in reversed(places)}
    step = max(1, len(places) // max(1, most - len(chosen)))
    for place in places[::step][: max(0, most - len(chosen))]:
        chosen.setdefault(place.key, place)
    wanted = {p.key for p in chosen.values()}
    return {
        p.key: value for n, p in enumerate(places) if p.key in wanted and (value := _value(p, n)) is not None
    }


def _value(place: tree.Field, n: int) -> tuple[str, str] | None:
    """What to type, and the plain value of that; None where the place takes nothing else than it holds."""
    match place.kind:
        case "text":
            return (f"Planted line {n}",) * 2
        case "markdown":
            return (f"Planted prose {n}, of a few words",) * 2
        case "number" | "count":
            return (f"{n + 41}",) * 2
        case "hours":
            return f"{n % 9 + 1} h", str((n % 9 + 1) * 60)
        case "date":
            return (f"2027-03-{n % 28 + 1:02}",) * 2
        case "scale":
            values = [str(v) for v in range(place.low or 0, (place.high or 0) + 1)]
            return next(((v, v) for v in reversed(values) if v != place.value), None)
        case "choice" | "reference":
            own = [o for o in place.options if o.value and o.value != place.value]
            return (own[-1].label, own[-1].value) if own else None
        case "yes-no":
            return ("no", "false") if place.value == "true" else ("true", "true")
        case _:
            return None


# --- editors ------------------------------------------------------------------------------------------------------------

Editor = Callable[[Sent, Typed], bytes]
"""What comes of a document with something typed into it."""


def typed_in_word(one: Sent, typed: Typed) -> bytes:
    """The document as Word, or a hand with a text editor, leaves it."""
    return fill(one.content, one.format, typed) if typed else one.content


def resaved(program: Callable[[bytes], bytes]) -> Editor:
    """Typed into, then opened and saved by a *program*."""
    return lambda one, typed: program(typed_in_word(one, typed))


def typed_in_libreoffice(office: Office, way: str) -> Editor:
    """Typed into in LibreOffice: *over* what stands there, *behind* it, or *into* an empty place."""

    def edited(one: Sent, typed: Typed) -> bytes:
        steps: list[list[Any]] = []
        places = {p.key: p for p in one.places}
        for key, said in typed.items():
            mark, place = f"im_{key}", places[key]
            if place.kind == "yes-no":
                steps.append(["tick", mark, said == "true"])
            elif place.kind in ("choice", "reference", "scale") and way != "over":
                steps.append(["choose", mark, said])
            elif way == "into" and not place.value:
                steps += [["mark", mark, "start"], ["run", "GoRight"], ["type", said]]
            else:
                steps += [["mark", mark, "all"], ["type", said]]
        return office.edited(one.content, *steps)

    return edited


def editors(format: str, office: Office) -> dict[str, Editor]:
    """What people open a document of a *format* with, by name."""
    if format == "md":
        return {
            "text editor": typed_in_word,
            "mdformat": resaved(mdformat),
            "prettier": resaved(prettier),
        }
    return {
        "Word": typed_in_word,
        "LibreOffice, saved": resaved(office.edited),
        "LibreOffice, saved as ODT": resaved(lambda file: office.edited(file, through=".odt")),
        "LibreOffice, typed over": typed_in_libreoffice(office, "over"),
        "LibreOffice, typed into": typed_in_libreoffice(office, "into"),
        "pandoc": resaved(pandoc),
    }


# --- counting -----------------------------------------------------------------------------------------------------------


def sent(one: Sent, editor: Editor, plan: Mapping[str, tuple[str, str]]) -> Count:
    """Send a document through an editor with what is planted in it, read it back, and count."""
    made = editor(one, {key: said for key, (said, _) in plan.items()})
    file = io.BytesIO(made)
    file.name = f"{one.name}.{one.format}"
    return counted(one, plan, im.read(file, against=one.record))


def counted(one: Sent, plan: Mapping[str, tuple[str, str]], found: Submission) -> Count:
    """What became of each place of a document."""
    edits = {edit.address: edit for edit in found.edits}
    clashes = {clash.address: clash for clash in found.conflicts}
    missing = {gone.address for gone in found.missing}
    deleted = tuple(row.address for row in found.deletions)
    listed = " ".join(
        [
            *(left.text for left in found.unplaced),
            *(edit.plain for clash in found.conflicts for edit in clash.theirs),
            *(edit.plain for edit in found.edits),
        ]
    )
    kept = edited = reported = lost = altered = 0
    why: list[str] = []
    for place in one.places:
        said, value = plan.get(place.key, ("", ""))
        edit = edits.get(place.address)
        about = f"{one.name}: {place.kind} {place.address}"
        if place.key in plan:
            if edit is not None and edit.plain == value and not edit.problem:
                edited += 1
            elif said and _flat(said) in _flat(listed):
                reported += 1
                why.append(f"reported {about}: {said!r} as {edit}")
            elif place.address in missing or place.address in clashes:
                reported += 1
                why.append(f"reported {about}: {said!r} as missing or a conflict")
            else:
                lost += 1
                why.append(f"LOST {about}: {said!r}, read {edit}")
        elif edit is not None or place.address in clashes:
            altered += 1
            why.append(f"altered {about}: {edit or clashes[place.address]}")
        elif place.address in missing or place.address.startswith(deleted):
            reported += 1
            why.append(f"reported {about}: missing or deleted")
        else:
            kept += 1
    for left in found.unplaced:
        why.append(f"unplaced {one.name}: {left.text[:120]!r} near {left.near!r}: {left.why}")
    return Count(kept, edited, reported, lost, altered, tuple(why))


def _flat(text: str) -> str:
    return "".join(text.replace("\\", "").split())
