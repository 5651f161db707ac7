"""Filled documents into a record that may have moved on: three sides, and nothing lost.

A value that only the document changed is taken over, one that both changed is a conflict, and what a record cannot
hold is refused with its reason. Rows are taken out only where they are named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final, Generic, Literal, TypeVar, get_args

from attrs import define, evolve, field, frozen

from interim_method.errors import AddressError, DefinitionError, Fault, ReadError
from interim_method.files import to_dict
from interim_method.forms.newcomers import Draft, class_of_item, given_values, id_of
from interim_method.forms.patch import json_patch
from interim_method.forms.submission import Conflict, Deletion, Edit, Submission
from interim_method.forms.values import held_at
from interim_method.model import (
    Answer,
    Engagement,
    Finding,
    Keyed,
    Kind,
    Methodology,
    NewItem,
    Pilot,
    Place,
    Record,
    Text,
    add,
    fields_of,
    get,
    item_type,
    kind_of_type,
    new_item,
    parts,
    place,
    put,
    remove,
    to_address,
)
from interim_method.model.address import fits
from interim_method.model.record import bare_type
from interim_method.model.values import plain_value
from interim_method.rules.integrity import content_outside_tool, faults_outside_tool, ids_in

__all__ = ["Merged", "Side", "merged"]

_SAID: Final = {"true": True, "false": False}
"""Yes and no where they were chosen from a list."""

Side = Literal["theirs", "ours"]
"""Who is right where both sides changed a value: the documents, or the record."""

R = TypeVar("R", bound=Methodology | Engagement | Pilot)


@frozen(kw_only=True)
class Merged(Generic[R]):
    """A record with what came back, and what did not go into it.

    Attributes:
        record: The record with everything that was clear.
        applied: The edits that went in, each with the address that it has in the record now.
        removed: The rows that were taken out.
        conflicts: Places that several sides want otherwise; the record keeps what it has.
        unconfirmed: Rows that are gone from a document and still in the record.
        refused: Edits that the record cannot hold, each with its `problem`.
        submission: What was merged.
        before: The record as it was.
    """

    record: R
    applied: tuple[Edit, ...] = ()
    removed: tuple[Deletion, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unconfirmed: tuple[Deletion, ...] = ()
    refused: tuple[Edit, ...] = ()
    submission: Submission
    before: R

    @property
    def patch(self) -> list[dict[str, Any]]:
        """The changes as JSON Patch (RFC 6902) against the file of the record before."""
        return json_patch(to_dict(self.before), to_dict(self.record))

    @property
    def settled(self) -> bool:
        """Whether nothing is left for a person to decide."""
        left = self.conflicts or self.unconfirmed or self.refused
        return not (left or self.submission.unplaced or self.submission.missing)


def merged(
    record: R, submission: Submission, *, take: Side | None = None, confirm: Collection[str] = ()
) -> Merged[R]:
    """*record* with what a *submission* says.

    Args:
        record: The record as it is now; it may have moved on since the documents were made.
        submission: What filled documents say.
        take: Who is right where both sides changed a value; without it, such a place is a conflict.
        confirm: Addresses of rows to take out that are gone from a document.

    Raises:
        ReadError: The documents are of another record.
        AddressError: *confirm* names what no document has left out.
    """
    for source in submission.sources:
        said = source.identity.get("record")
        if said and said != record.id:
            raise ReadError(f"was made from {said!r}, and this record is {record.id!r}", source.name)
    known = {one.address for one in submission.deletions}
    for address in confirm:
        if address not in known:
            raise AddressError("is not missing from the documents: there is nothing to confirm", address)
    work = _Merge(record, take)
    work.remove(submission.deletions, frozenset(confirm))
    work.edit(submission.edits)
    work.clash(submission.conflicts)
    return Merged(
        record=work.record,
        applied=tuple(work.applied),
        removed=tuple(work.removed),
        conflicts=tuple(work.conflicts),
        unconfirmed=tuple(work.unconfirmed),
        refused=tuple(work.refused),
        submission=submission,
        before=record,
    )


@define
class _Merge:
    record: Any
    take: Side | None
    applied: list[Edit] = field(factory=list)
    removed: list[Deletion] = field(factory=list)
    conflicts: list[Conflict] = field(factory=list)
    unconfirmed: list[Deletion] = field(factory=list)
    refused: list[Edit] = field(factory=list)
    drafts: dict[str, tuple[str, Draft, list[Edit]]] = field(factory=dict)
    """Address of an item that comes in → its collection, the item, and the edits that make it."""
    said: dict[tuple[str, str], Edit] = field(factory=dict)
    """Document and address as it stands there → the edit, for the items that take their values from it."""
    outside: frozenset[Finding] | None = None
    """What lay outside of its tool before anything was merged."""

    def remove(self, deletions: Iterable[Deletion], confirmed: frozenset[str]) -> None:
        for one in deletions:
            if not _is_there(self.record, one.address):
                continue
            if one.address not in confirmed:
                self.unconfirmed.append(one)
                continue
            try:
                self.record = remove(self.record, one.address)
                self.removed.append(one)
            except DefinitionError:
                self.unconfirmed.append(one)

    def edit(self, edits: Iterable[Edit]) -> None:
        edits = list(edits)
        taken = {at for one in edits for at in _taken_by(one.address)}
        for one in edits:
            if not one.problem:
                self.said[one.document, one.address] = one
                if not _is_of_one_document(one.address):
                    self.said["", one.address] = one
        for one in edits:
            if one.problem:
                self.refused.append(one)
                continue
            if _is_for_several(one.address):
                # It is no place of the record: the items that take it hold it.
                if one.address not in taken:
                    self.refused.append(evolve(one, problem="nothing was filled in that it could be said of"))
                continue
            try:
                self._one(one)
            except (AddressError, DefinitionError) as error:
                self._refuse(one, error)
        for collection, draft, own in self.drafts.values():
            try:
                changed = add(self.record, collection, draft.made())
                self._within_tools(changed, draft.address)
                self.record = changed
                self.applied += own
            except (AddressError, DefinitionError) as error:
                for one in own:
                    self._refuse(one, error)
        self.drafts.clear()

    def clash(self, conflicts: Iterable[Conflict]) -> None:
        """Places that several documents fill in differently: only the record's side can be taken at once."""
        for one in conflicts:
            try:
                address = self._address(one.theirs[0])
                ours = get(self.record, address) if _is_there(self.record, address) else None
            except (AddressError, DefinitionError):
                address, ours = one.address, None
            left = tuple(e for e in one.theirs if e.problem or not _equal(e, ours, e.plain))
            if len(left) == 1 and not _equal(left[0], ours, left[0].base):
                # One of the copies has gone in already, or says what the record says by itself.
                self.conflicts.append(evolve(one, address=address, ours=ours, theirs=left))
            elif left and self.take != "ours":
                self.conflicts.append(evolve(one, address=address, ours=ours))

    # --- one edit --------------------------------------------------------------------------------------------------

    def _one(self, edit: Edit) -> None:
        address = self._address(edit)
        if not _is_there(self.record, address):
            self._into_draft(edit, address)
            return
        spot = place(self.record, address)
        ours = spot.value
        if _equal(edit, ours, edit.plain):
            return
        if not _equal(edit, ours, edit.base) and self.take != "theirs":
            if self.take is None:
                found = evolve(edit, address=address)
                why = "the record has changed since the document was made"
                self.conflicts.append(
                    Conflict(address=address, base=edit.old, ours=ours, theirs=(found,), why=why)
                )
            return
        changed = self._put(edit, address, spot)
        self._within_tools(changed, address)
        self.record = changed
        self.applied.append(evolve(edit, address=address))

    def _put(self, edit: Edit, address: str, spot: Place) -> Any:
        above = address.rpartition("/")[0]
        if edit.kind == "yes-no" and isinstance(get(self.record, above), tuple):
            # A choice among several that is taken: its box is no longer ticked.
            return remove(self.record, address)
        if edit.new is None:
            if isinstance(spot.value, Text) and edit.language in spot.value and len(spot.value) > 1:
                return remove(self.record, f"{address}/{edit.language}")
            return remove(self.record, address)
        value = _fitted(self.record, edit, held_at(self.record, spot), spot.kind)
        if isinstance(spot.value, Text) and isinstance(value, str):
            language = edit.language or getattr(self.record, "language", "")
            return put(self.record, f"{address}/{language}", value)
        return put(self.record, address, value)

    def _address(self, edit: Edit) -> str:
        """The address in the record: items to come are called by the ids that they get."""
        said = ""
        found = ""
        for token in parts(edit.address):
            said += to_address(token)
            found += to_address(id_of(edit.document, said, token))
        return found

    # --- items that come in ----------------------------------------------------------------------------------------

    def _into_draft(self, edit: Edit, address: str) -> None:
        """Keep an edit for the item that it makes, or take it into one that is being made."""
        if edit.new is None:
            return
        asked, tokens = parts(edit.address), parts(address)
        there = 0
        while there < len(tokens) and _is_there(self.record, to_address(*tokens[: there + 1])):
            there += 1
        above = place(self.record, to_address(*tokens[:there]))
        if not isinstance(above.value, Keyed) or there >= len(tokens) - 1:
            self._into_choices(edit, address, above)
            return
        collection = to_address(*tokens[:there])
        at = to_address(*tokens[: there + 1])
        if at not in self.drafts:
            self.drafts[at] = (collection, self._draft(edit, above.type, asked[there], tokens[there], at), [])
        _, draft, own = self.drafts[at]
        for n in range(there + 1, len(tokens) - 2, 2):
            below = draft.inside.setdefault(tokens[n], {})
            info = fields_of(draft.cls).get(tokens[n])
            if info is None:
                raise AddressError(f"there is no field {tokens[n]!r} in it", address)
            where = to_address(*tokens[: n + 2])
            if tokens[n + 1] not in below:
                below[tokens[n + 1]] = self._draft(edit, info.type, asked[n + 1], tokens[n + 1], where)
            draft = below[tokens[n + 1]]
        if (len(tokens) - there) % 2:
            self._tick(draft, tokens[-2], tokens[-1], edit)
        else:
            self._fill(draft, tokens[-1], edit)
        own.append(evolve(edit, address=address))

    def _draft(self, edit: Edit, annotation: Any, asked: str, id: str, at: str) -> Draft:
        new = new_item(asked) or NewItem()
        cls = class_of_item(self.record, annotation, new.given)
        draft = Draft(cls, id, at, given_values(self.record, cls, new.given, id))
        for name, place_of in new.taken.items():
            self._take(draft, name, place_of, edit.document)
        return draft

    def _take(self, draft: Draft, name: str, address: str, document: str) -> None:
        """What is said elsewhere in the document, or stands in the record, if anything."""
        said = self.said.get((document, address)) or self.said.get(("", address))
        if said is not None and said.new is not None:
            self._fill(draft, name, said)
        elif _is_there(self.record, address):
            found = get(self.record, address)
            if found is not None:
                draft.values[name] = found

    def _tick(self, draft: Draft, name: str, choice: str, edit: Edit) -> None:
        """A box of one choice among several, of an item that comes in."""
        if edit.kind != "yes-no" or name not in fields_of(draft.cls):
            raise AddressError(f"there is no field {name!r} in it", edit.address)
        taken = tuple(one for one in draft.values.get(name, ()) if one != choice)
        draft.values[name] = (*taken, choice) if edit.new else taken

    def _fill(self, draft: Draft, name: str, edit: Edit) -> None:
        info = fields_of(draft.cls).get(name)
        if info is None:
            raise AddressError(f"there is no field {name!r} in it", edit.address)
        owner: Any = None
        if issubclass(draft.cls, Answer) and name == "value":
            owner = draft.cls(**{"id": draft.id, **draft.values})
        spot = Place(edit.address, None, info.type, kind_of_type(info.type), owner, info)
        value = _fitted(self.record, edit, held_at(self.record, spot), spot.kind)
        draft.values[name] = value

    def _into_choices(self, edit: Edit, address: str, above: Place) -> None:
        """A box of one choice among several that is not taken yet."""
        collection, _, choice = address.rpartition("/")
        if above.value is None:
            above = above._replace(value=())
        if isinstance(above.value, tuple) and above.address == collection and edit.kind == "yes-no":
            if edit.new:
                self.record = put(self.record, collection, (*above.value, choice))
                self.applied.append(evolve(edit, address=address))
            return
        raise AddressError("leads nowhere in the record: it may have been taken out since", address)

    # --- what does not go in -----------------------------------------------------------------------------------------

    def _refuse(self, edit: Edit, error: AddressError | DefinitionError) -> None:
        fault = error.faults[0] if isinstance(error, DefinitionError) and error.faults else None
        said = f"{fault.address}: {fault.problem}" if fault and fault.address != edit.address else ""
        problem = said or (fault.problem if fault else str(error))
        self.refused.append(evolve(edit, problem=problem))

    def _within_tools(self, changed: Any, address: str) -> None:
        """Refuse what a tool has no place for."""
        if not isinstance(changed, Engagement) or not address.startswith("/contents/"):
            return
        if self.outside is None:
            self.outside = frozenset(content_outside_tool(self.record))
        faults = faults_outside_tool(self.outside, changed, address)
        if faults:
            raise DefinitionError(faults)


def _is_for_several(address: str) -> bool:
    """Whether what is said at an address is there for several items to take."""
    said = (new_item(token) for token in parts(address))
    return any(one is not None and one.each for one in said)


def _taken_by(address: str) -> set[str]:
    """The addresses that the items in an address take something from."""
    said = (new_item(token) for token in parts(address))
    return {at for one in said if one is not None for at in one.taken.values()}


def _is_of_one_document(address: str) -> bool:
    """Whether an address names an item that every document has of its own."""
    said = (new_item(token) for token in parts(address))
    return any(one is not None and not one.id for one in said)


def _is_there(record: Record, address: str) -> bool:
    try:
        get(record, address)
    except AddressError:
        return False
    return True


def _equal(edit: Edit, ours: Any, said: str) -> bool:
    """Whether the record holds what a document says: white space at its ends and the order of choices aside."""
    plain = plain_value(ours.said(edit.language).text if isinstance(ours, Text) else ours)
    if edit.kind == "choices":
        return sorted(plain.split()) == sorted(said.split())
    if edit.kind == "yes-no" and not isinstance(ours, bool):
        return (plain != "") == (said == "true")
    if edit.kind == "yes-no" and {plain, said} == {"", "false"}:
        return True
    return plain.strip() == said.strip()


def _fitted(record: Record, edit: Edit, annotation: Any, kind: Kind) -> Any:
    """The value of an edit as its field takes it.

    Raises:
        DefinitionError: It does not fit there, or refers to what is not in the record.
    """
    value = edit.new
    bare = bare_type(annotation)
    if bare is bool and value in _SAID:
        value = _SAID[value]
    elif isinstance(value, date) and (bare is str or str in get_args(bare)):
        value = value.isoformat()
    elif item_type(annotation) is not None and not isinstance(value, tuple):
        value = (value,)
    elif isinstance(value, tuple) and kind.name in ("reference", "choice"):
        value = value[0]
    elif bare is Text and isinstance(value, str):
        value = Text({edit.language or getattr(record, "language", "") or "en": value})
    takes = kind_of_type(annotation)
    faults = fits(annotation, value)
    if not faults and takes.of:
        known = {key for collection in takes.of for key in ids_in(record, collection)}
        faults = [
            Fault("", f"there is no {one!r} in the record")
            for one in (value if isinstance(value, tuple) else (value,))
            if isinstance(one, str) and one not in known
        ]
    if faults:
        raise DefinitionError([Fault(edit.address, fault.problem, fault.advice) for fault in faults[:1]])
    return value
