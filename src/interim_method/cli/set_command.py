"""``interim-method set``."""

from __future__ import annotations

from typing import Any

import click

from interim_method import api
from interim_method.cli.options import as_json
from interim_method.cli.output import print_json, value_data
from interim_method.errors import AddressError, DefinitionError, Fault
from interim_method.forms.values import from_text, held_at
from interim_method.model import (
    Change,
    Engagement,
    Methodology,
    Money,
    Pilot,
    Record,
    Text,
    Unknown,
    get,
    parts,
    place,
    put,
    remove,
    to_address,
)
from interim_method.rules.integrity import content_outside_tool, faults_outside_tool

__all__ = ["command"]

Subject = Methodology | Engagement | Pilot


@click.command("set")
@click.argument("file", metavar="FILE")
@click.argument("address", metavar="ADDRESS")
@click.argument("value", metavar="VALUE")
@as_json
def command(file: str, address: str, value: str, as_json: bool) -> None:
    """Change one value of a record.

    \b
    interim-method set engagement.json /actions/a03/status done

    ADDRESS names fields and ids, never positions; behind a text it may name a language, as in
    /actions/a03/title/es. VALUE is text, yes or no, a number (87.5), a date (2026-01-31), a time of day (16:00),
    minutes (90) or hours (1.5h, 1h30), money (140 EUR), an id, or several ids with commas between. An empty
    VALUE ("") takes the value away. If VALUE begins with a hyphen, write -- before FILE.
    """
    record = api.load(file)
    changed, at = _changed(record, address, value)
    before, after = _found(record, at), _found(changed, at)
    written = changed if changed == record else api.dump(changed, file, expect=_revision(record))
    if as_json:
        print_json(
            {
                "file": file,
                "address": at,
                "before": value_data(before),
                "value": value_data(after),
                "revision": _revision(written),
            }
        )
    elif changed == record:
        click.echo(f"{file}: {at} is {_shown(after)} already")
    else:
        click.echo(f"{file}: {at}: {_shown(before)} → {_shown(after)}")


def _revision(record: Subject) -> int | None:
    return None if isinstance(record, Methodology) else record.revision


def _changed(record: Subject, address: str, value: str) -> tuple[Subject, str]:
    """The record with what *value* means at an address, and the address that was changed.

    Raises:
        DefinitionError: It cannot be, for whatever reason; the error has the address.
    """
    tokens = parts(address)
    if not tokens:
        raise AddressError("names the whole record; say which value, such as /actions/a03/status", address)
    above = place(record, to_address(*tokens[:-1]))
    if isinstance(above.value, Record) and tokens[-1] == "id":
        raise DefinitionError([Fault(address, "cannot be changed: others refer to it by this id")])
    if isinstance(record, Engagement) and tokens[0] == "methodology" and len(tokens) > 1:
        return _method_changed(record, tokens, value)
    return _put(record, address, value)


def _method_changed(record: Engagement, tokens: tuple[str, ...], value: str) -> tuple[Subject, str]:
    """The record with a change of its own to its methodology."""
    if tokens[1] != "elements" or len(tokens) < 4:
        advice = "say a value of an element, such as /methodology/elements/listening/title"
        raise DefinitionError([Fault(to_address(*tokens), "is not the organisation's to change", advice)])
    put_there, at = _put(record, to_address(*tokens), value)
    element = record.methodology.elements[tokens[2]]
    kind = element.kind if isinstance(element, Unknown) else element.KIND
    below = to_address(*parts(at)[3:])[1:]
    if value == "":
        return api.change_method(record, Change(element.id, element=kind, drop=(below,))), at
    change = Change(element.id, element=kind, set={below: get(put_there, at)})
    return api.change_method(record, change), at


def _put(record: Subject, address: str, value: str) -> tuple[Subject, str]:
    tokens = parts(address)
    above = place(record, to_address(*tokens[:-1]))
    if tokens in (("revision",), ("methodology",)):
        raise DefinitionError([Fault(address, "is not set by hand")])
    if above.kind.name in ("text", "markdown") and isinstance(above.value, (str, Text)):
        return (remove(record, address) if value == "" else put(record, address, value)), address
    spot = place(record, address)
    if isinstance(spot.value, Text) and value != "":
        # Other languages say what they said.
        own = getattr(record, "language", "")
        if not own:
            known = ", ".join(spot.value)
            raise DefinitionError(
                [Fault(address, f"is a text by language: say which, as in {address}/{known}")]
            )
        address += f"/{own}"
        return put(record, address, value), address
    try:
        annotation = held_at(record, spot)
        if value == "" and spot.kind.name not in ("rows", "record"):
            return remove(record, address), address
        changed = put(record, address, from_text(value, annotation, record=record))
    except DefinitionError as error:
        raise error if error.faults[0].address else error.below(address) from None
    _refuse_outside_tool(record, changed, address)
    return changed, address


def _refuse_outside_tool(record: Subject, changed: Subject, address: str) -> None:
    """Refuse a change that puts something where its tool has no place."""
    if isinstance(record, Engagement):
        faults = faults_outside_tool(content_outside_tool(record), changed, address)
        if faults:
            raise DefinitionError(faults)


def _found(record: Subject, address: str) -> Any:
    """The value at an address, or nothing where there is none, such as a language that a text lacks."""
    try:
        return get(record, address)
    except AddressError:
        above, _, language = address.rpartition("/")
        value = get(record, above)
        return value if isinstance(value, str) and language == getattr(record, "language", "") else None


def _shown(value: Any) -> str:
    match value:
        case None | () | "":
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case Money():
            return f"{value.amount / 100:.2f} {value.currency}"
        case Text():
            text = next(iter(value.values()))
        case tuple():
            text = ", ".join(map(str, value))
        case _:
            text = str(value)
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
