"""House templates: what an exporter says of one before it is used, and what it is asked with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal, Protocol

from attrs import frozen

from interim_method.model.finding import Finding

if TYPE_CHECKING:
    from interim_method.model import Engagement, Methodology, Pilot

__all__ = ["Slot", "SlotState", "SlotWhere", "TemplateCheck", "TemplateChecker"]

SlotState = Literal["known", "filled", "empty", "unknown", "foreign", "misplaced", "covered"]
SlotWhere = Literal["text", "table", "text box", "header", "footer", "notes"]


@frozen(kw_only=True)
class Slot:
    """A content control or a bookmark of a template, and what becomes of it.

    Attributes:
        name: Its tag, else its title; or the bookmark's name.
        via: ``control`` or ``bookmark``.
        where: ``text``, ``table``, ``text box``, ``header``, ``footer`` or ``notes``.
        state: ``known`` before it is clear what a document holds, then ``filled`` or ``empty``; ``unknown`` where
            its name is probably a slip; ``foreign`` where it is somebody else's, and is kept; ``misplaced``
            where what it names cannot stand there; ``covered`` where it lies within another slot.
        means: The piece, part or address that it names; empty where there is none.
        suggestion: The name that is probably meant; empty where none is near.
    """

    name: str
    via: Literal["control", "bookmark"]
    where: SlotWhere
    state: SlotState
    means: str = ""
    suggestion: str = ""


@frozen(kw_only=True)
class TemplateCheck:
    """What a house template holds, and what becomes of it.

    Attributes:
        file: The file.
        kind: ``document`` (.docx) or ``template`` (.dotx).
        program: What saved it, as far as it says.
        size: Its bytes.
        parts: How many parts it has.
        page: Width and height of the page in millimetres, of its last section.
        margins: Top, right, bottom and left margin in millimetres.
        sections: How many sections it has.
        headers: What its last section has: ``default``, ``first``, ``even``.
        footers: The same of footers.
        styles: Our styles that it has.
        added: Our styles that will be added.
        slots: Its content controls and bookmarks, in reading order.
        words: How many words its own text has.
        keeps_text: Whether its own text is kept: it is where there are slots to be filled.
        outside: What it loads from elsewhere; it is neither fetched nor carried over.
        without_slot: The parts of the document that has been asked about and that no slot places.
        findings: What should be put right, or known.
    """

    file: str
    kind: Literal["document", "template"]
    program: str
    size: int
    parts: int
    page: tuple[int, int]
    margins: tuple[int, int, int, int]
    sections: int
    headers: tuple[str, ...]
    footers: tuple[str, ...]
    styles: tuple[str, ...]
    added: tuple[str, ...]
    slots: tuple[Slot, ...]
    words: int
    keeps_text: bool
    outside: tuple[str, ...]
    without_slot: tuple[str, ...]
    findings: tuple[Finding, ...]


class TemplateChecker(Protocol):
    """Looks into a house template; nothing is written."""

    def __call__(
        self,
        path: str | os.PathLike[str],
        *,
        parts: tuple[str, ...],
        whole: bool,
        record: Methodology | Engagement | Pilot | None,
        types: tuple[type, ...],
    ) -> TemplateCheck:
        """What the template at *path* holds.

        Args:
            path: The template.
            parts: The names of parts that its slots may have.
            whole: Whether they are those of one document, which has to find its place in the template.
            record: The record that its addresses lead into, where there is one.
            types: The classes of the records that it may be.

        Raises:
            TemplateError: It cannot be used.
        """
        ...
