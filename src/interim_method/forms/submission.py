"""What comes back from filled documents: edits, additions, deletions, clashes, and what found no place."""

from __future__ import annotations

from typing import Any, Literal

from attrs import field, frozen

from interim_method.forms.form import Where
from interim_method.model import FrozenMap

__all__ = ["Conflict", "Deletion", "Edit", "Missing", "Source", "Submission", "Unplaced"]

Confidence = Literal["sure", "likely"]
"""Whether anchor and base were both there, or the place was found by the words around it, or the base was lost."""


@frozen(kw_only=True)
class Source:
    """A file that was read.

    Attributes:
        name: Its name.
        identity: What its document was made from; see `forms.form.Map`.
        findings: What a person should know of it.
    """

    name: str
    identity: FrozenMap[str, str] = field(factory=FrozenMap)
    findings: tuple[str, ...] = ()

    @property
    def document(self) -> str:
        """The id of its document, or its name where that is lost."""
        return self.identity.get("document") or self.name


@frozen(kw_only=True)
class Edit:
    """A place whose value was changed by hand.

    Attributes:
        address: The place. A part such as ``new-1?objectives=o1`` stands for an item that is not in the record
            yet: all edits of one document with the same part make one item.
        old: What it held when the document was made: text, a number, a date, minutes, a tuple of choices, or
            None for nothing.
        new: What it holds now; the text as it stands there where that has a `problem`.
        plain: The new value in plain form, as `markup.tree.Field` has it.
        base: The old one in plain form.
        kind: What the place takes.
        language: That of the text, where the place shows one.
        label: What the place is called.
        where: Which anchor led to it.
        confidence: ``sure`` where the anchor and the old value were in the file, otherwise ``likely``.
        source: The name of the file.
        document: The id of the document.
        problem: Why the text cannot be the value of this place; empty where it can.
    """

    address: str
    old: Any
    new: Any
    plain: str
    base: str
    kind: str
    where: Where
    confidence: Confidence = "sure"
    language: str = ""
    label: str = ""
    source: str = ""
    document: str = ""
    problem: str = ""


@frozen(kw_only=True)
class Deletion:
    """A row or card that is no longer in the file, while others of its collection are.

    Attributes:
        address: The item.
        text: What it said when the document was made.
        source: The name of the file.
    """

    address: str
    text: str
    source: str = ""


@frozen(kw_only=True)
class Missing:
    """A place that is no longer in the file and could not be found by the words around it: never taken as emptied."""

    address: str
    label: str = ""
    source: str = ""


@frozen(kw_only=True)
class Unplaced:
    """Text in the file that belongs to no place: never dropped, never guessed at.

    Attributes:
        text: The text, as Markdown.
        near: The heading that it stands below, or what else is known of where it stands.
        source: The name of the file.
        why: What kept it from being placed.
    """

    text: str
    near: str = ""
    source: str = ""
    why: str = ""


@frozen(kw_only=True)
class Conflict:
    """A place for which there are several values.

    Attributes:
        address: The place.
        base: What it held when the document was made.
        ours: What the record holds now; None before it is known.
        theirs: The edits that want it otherwise: several where copies, or the same place shown twice, differ.
        why: What happened, in a sentence.
    """

    address: str
    base: Any
    ours: Any = None
    theirs: tuple[Edit, ...] = ()
    why: str = ""


@frozen(kw_only=True)
class Submission:
    """What filled documents say, against what they were made from.

    Attributes:
        sources: The files, in the order given.
        edits: The values that were changed, in the order of the documents; those with a `problem` too.
        conflicts: Places that were filled in differently in several copies, or at several spots of one.
        deletions: Rows and cards that are gone. They are taken out of the record only when they are named.
        missing: Places that are no longer there.
        unplaced: Text that belongs to no place.
    """

    sources: tuple[Source, ...] = ()
    edits: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    deletions: tuple[Deletion, ...] = ()
    missing: tuple[Missing, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether anything was changed at all."""
        return bool(self.edits or self.conflicts or self.deletions or self.missing or self.unplaced)
