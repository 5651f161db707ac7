"""What a template will do to a document, said before it is done: its slots, and what would be left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Literal

from attrs import evolve, frozen

from interim_method.formats.docx.oxml import NAMESPACES
from interim_method.formats.docx.slots.discovery import Spot, spots
from interim_method.formats.docx.slots.names import Meaning, Names
from interim_method.formats.docx.telling import told_of_outside
from interim_method.model.finding import Finding, Severity
from interim_method.plugin.templates import Slot, SlotState, SlotWhere

__all__ = ["Place", "Story", "findings_of", "places", "takes_lines"]

_W: Final = f"{{{NAMESPACES['w']}}}"
_BOX: Final = f"{_W}txbxContent"
_IN_LINES: Final = ("title", "subtitle", "organisation", "date", "notice", "rights")
"""Pieces that are text, and can stand in a line."""
_ANYWHERE: Final = (*_IN_LINES, "facts")
_MOST_TOLD: Final = 12


@frozen(eq=False)
class Story:
    """A part with text of its own: the text itself, a header, a footer, the notes."""

    name: str
    kind: Literal["text", "header", "footer", "notes"]
    root: Any


@frozen(eq=False)
class Place:
    """A slot together with where it lies in the tree."""

    slot: Slot
    spot: Spot
    story: Story
    meaning: Meaning | None = None


def takes_lines(meaning: Meaning) -> bool:
    """Whether what a name means is text that can stand in a line."""
    return meaning.kind == "address" or (meaning.kind == "piece" and meaning.name in _IN_LINES)


def places(
    stories: Iterable[Story], names: Names, filled: Callable[[Meaning], bool] | None = None
) -> list[Place]:
    """Every control and bookmark of the *stories*, with its state.

    *filled* says of a meaning whether the document has something for it; without it nobody knows yet.
    """
    found: list[Place] = []
    for story in stories:
        taken: set[Any] = set()
        for spot in spots(story.root):
            if not spot.name and spot.via == "control":
                continue
            place = _place(spot, story, names, filled)
            if any(one in taken for element in spot.elements for one in (element, *element.iterancestors())):
                if place.meaning is None:
                    continue
                place = evolve(place, slot=evolve(place.slot, state="covered"))
            elif place.slot.state in ("known", "filled", "empty"):
                taken.update(spot.elements)
            found.append(place)
    return found


def _place(spot: Spot, story: Story, names: Names, filled: Callable[[Meaning], bool] | None) -> Place:
    meaning = None if spot.bound else names.meaning(spot.name)
    state: SlotState
    suggestion = ""
    where = _where(spot, story)
    if meaning is None:
        suggestion = "" if spot.bound else names.suggestion(spot.name)
        state = "unknown" if suggestion or (spot.name.startswith("/") and not spot.bound) else "foreign"
    elif not _fits(meaning, spot, where):
        state = "misplaced"
    elif filled is None:
        state = "known"
    else:
        state = "filled" if filled(meaning) else "empty"
    slot = Slot(
        name=spot.name,
        via=spot.via,
        where=where,
        state=state,
        means=_said(meaning) if meaning else "",
        suggestion=suggestion,
    )
    return Place(slot, spot, story, meaning)


def _said(meaning: Meaning) -> str:
    return meaning.name + ("-body" if meaning.body else "")


def _where(spot: Spot, story: Story) -> SlotWhere:
    if story.kind != "text":
        return story.kind
    for element in spot.elements[:1]:
        for one in element.iterancestors():
            if one.tag == _BOX:
                return "text box"
            if one.tag == f"{_W}tc":
                return "table"
        if spot.level == "cell":
            return "table"
    return "text"


def _fits(meaning: Meaning, spot: Spot, where: SlotWhere) -> bool:
    """Whether what is meant can stand there: a part needs paragraphs, and headers take no notes or charts."""
    if spot.level == "nowhere":
        return False
    if takes_lines(meaning):
        return True
    if spot.level == "line":
        return False
    return where in ("text", "table") or (meaning.kind == "piece" and meaning.name in _ANYWHERE)


# --- findings --------------------------------------------------------------------------------------------------


def findings_of(
    slots: Sequence[Slot],
    *,
    missing: Sequence[str] = (),
    left_out: bool = False,
    outside: Sequence[str] = (),
    severity: Severity = "warning",
    document: str = "the document",
) -> tuple[Finding, ...]:
    """What is to be said of a template.

    Args:
        slots: Its slots.
        missing: The parts of the document that nothing places.
        left_out: Whether it has a text of its own that is not carried over.
        outside: What it loads from elsewhere.
        severity: How bad a slot is that cannot be filled.
        document: What the document is called.
    """
    return tuple(_findings(slots, missing, left_out, outside, severity, document))


def _findings(
    slots: Sequence[Slot],
    missing: Sequence[str],
    left_out: bool,
    outside: Sequence[str],
    severity: Severity,
    document: str,
) -> Iterator[Finding]:
    said: set[tuple[str, str]] = set()
    for slot in slots:
        if (slot.name.lower(), slot.state) in said:
            continue
        said.add((slot.name.lower(), slot.state))
        address = slot.means if slot.means.startswith("/") else ""
        where = {"text": "text", "table": "tables", "text box": "text boxes"}.get(slot.where, slot.where)
        if slot.state == "unknown":
            yield Finding(
                rule="template-slot-unknown",
                severity=severity,
                address="",
                message=f"nothing answers to the slot {slot.name!r} in the template's {where}",
                advice=f"call it {slot.suggestion!r}"
                if slot.suggestion
                else "correct its address, or take the slash from its name if it is yours",
            )
        elif slot.state == "misplaced":
            yield Finding(
                rule="template-slot-misplaced",
                severity=severity,
                address=address,
                message=f"the slot {slot.name!r} in the template's {where} cannot be filled where it stands",
                advice="put it around whole paragraphs of the text or of a cell",
            )
        elif slot.state == "covered":
            yield Finding(
                rule="template-slot-covered",
                severity="warning",
                address=address,
                message=f"the slot {slot.name!r} lies within another one, which takes its place",
                advice="put it outside of the other",
            )
        elif slot.state == "empty":
            yield Finding(
                rule="template-slot-empty",
                severity="advice",
                address=address,
                message=f"the slot {slot.name!r} stays empty: {document} has nothing to say there",
            )
    if missing:
        more = len(missing) - _MOST_TOLD
        yield Finding(
            rule="template-part-missing",
            severity="warning",
            address="",
            message=f"the template has no slot for {', '.join(missing[:_MOST_TOLD])}"
            + (f" and {more} more" if more > 0 else "")
            + f": these parts of {document} are left out",
            advice="add slots of these names, or one named 'document' for the whole",
        )
    if left_out:
        yield Finding(
            rule="template-text-left-out",
            severity="warning",
            address="",
            message="the template has a text of its own and no slots: only its frame is used",
            advice="put a slot named 'document' where the document shall stand",
        )
    for target in outside:
        yield told_of_outside(target)
