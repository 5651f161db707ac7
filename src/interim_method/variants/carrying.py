"""An organisation's own changes, made to another methodology."""

from __future__ import annotations

from typing import Any

import attrs
from attrs import frozen

from interim_method.errors import DefinitionError, Fault, VariantError
from interim_method.model.address import parts
from interim_method.model.engagement import Archived, Engagement
from interim_method.model.methodology import Methodology
from interim_method.model.variant import ChangeOf
from interim_method.variants.moving import Data, named
from interim_method.variants.own import change_method

__all__ = ["Carried", "carried"]


@frozen(kw_only=True)
class Carried:
    """The methodology with an organisation's own changes, and what came of them.

    Attributes:
        methodology: The methodology.
        changes: Those made to it.
        orphaned: Those that could not be made, that were made before.
        left: Those that could not be made, and were archived already.
        restored: Those that were archived.
        notes: Why they could not be made.
    """

    methodology: Methodology
    changes: tuple[ChangeOf, ...] = ()
    orphaned: tuple[Archived, ...] = ()
    left: tuple[Archived, ...] = ()
    restored: tuple[Archived, ...] = ()
    notes: tuple[str, ...] = ()


def carried(record: Engagement, to: Methodology, data: Data) -> Carried:
    """*to* with the changes that the organisation made to its own, also with those archived, where they fit."""
    archived = tuple(one for one in record.archive if one.form == "change")
    if record.id in to.layers:
        return Carried(methodology=to, changes=record.changes, left=archived)
    wanted: list[tuple[Any, Archived | None]] = [(change, None) for change in record.changes]
    for one in archived:
        wanted.insert(min(int(parts(one.address)[-1]), len(wanted)), (data.made(one.data, ChangeOf), one))
    bare = attrs.evolve(record, methodology=to, changes=())
    made, refused = _made(bare, [change for change, _ in wanted])
    orphaned: list[Archived] = []
    for number, (change, known) in enumerate(wanted):
        if number in refused and known is None:
            orphaned.append(
                Archived(
                    id="o", form="change", address=f"/changes/{number}", data=data.plain(change),
                    methodology=named(record.methodology), after="",
                )
            )  # fmt: skip
    kept = [known for n, (_, known) in enumerate(wanted) if n in refused and known is not None]
    back = [known for n, (_, known) in enumerate(wanted) if n not in refused and known is not None]
    return Carried(
        methodology=made.methodology,
        changes=made.changes,
        orphaned=tuple(orphaned),
        left=tuple(kept),
        restored=tuple(back),
        notes=tuple(
            f"The change {number} of the organisation's own could not be made: {_said(fault)}"
            for number, fault in sorted(refused.items())
        ),
    )


def _said(fault: Fault) -> str:
    return f"{fault.problem}." if not fault.advice else f"{fault.problem} ({fault.advice})."


def _made(bare: Engagement, wanted: list[ChangeOf]) -> tuple[Engagement, dict[int, Fault]]:
    """*bare* with all changes that can be made, and why the others cannot.

    All are made together, since one may need another; those at fault go until the others can be made.
    """
    refused: dict[int, Fault] = {}
    while True:
        numbers = [number for number in range(len(wanted)) if number not in refused]
        try:
            return change_method(bare, *(wanted[number] for number in numbers)), refused
        except VariantError as error:
            blamed = [(numbers[n], fault) for fault in error.faults if (n := _number(fault)) is not None]
            # A fault that no change is named for is of one of them all the same: the last goes first.
            for number, fault in blamed or [(numbers[-1], error.faults[0])]:
                refused.setdefault(number, fault)
        except DefinitionError as error:
            refused[numbers[-1]] = error.faults[0]


def _number(fault: Fault) -> int | None:
    tokens = parts(fault.address) if fault.address.startswith("/") else ()
    return int(tokens[2]) if len(tokens) > 2 and tokens[1] == "changes" else None
