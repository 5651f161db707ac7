"""``interim-method next``."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from interim_method import api
from interim_method.cli.options import DATE, as_json
from interim_method.cli.output import print_json, print_wrapped
from interim_method.model import Engagement, place

__all__ = ["command"]

_WORDS: Final = {
    "overdue-action": "overdue action",
    "ratification": "agreement to ratify",
    "review": "agreement to review",
    "follow-up": "meeting to follow up",
}


@click.command("next")
@click.argument("file", metavar="FILE")
@click.option("--on", type=DATE, help="The day to look from; that of the record where not said.")
@as_json
def command(file: str, on: date | None, as_json: bool) -> None:
    """Say what to do next in an engagement: at most five things, the most pressing first."""
    record = api.load(file, kind="engagement")
    steps = api.next_steps(record, on=on)
    if as_json:
        print_json(
            [
                {
                    "what": step.what,
                    "text": _text(record, step.address),
                    "who": list(step.who),
                    "by": step.by.isoformat() if step.by else None,
                    "address": step.address,
                }
                for step in steps
            ]
        )
        return
    if not steps:
        click.echo("Nothing is open.")
    for step in steps:
        kind = _WORDS.get(step.what, step.what)
        who = ", ".join(
            _text(record, f"/people/{key}") if key in record.people.ids else key for key in step.who
        )
        print_wrapped(_text(record, step.address) or kind, first="• ", rest="  ", bold=True)
        said = " · ".join(filter(None, (kind, f"by {step.by.isoformat()}" if step.by else "", who)))
        print_wrapped(said, first="  ", rest="  ")
        print_wrapped(step.address, first="  ", dim=True)


def _text(record: Engagement, address: str) -> str:
    """What a place is called."""
    value = place(record, address).value
    for name in ("role", "title", "text"):
        said = getattr(value, name, None)
        if said is not None:
            return said if isinstance(said, str) else said.said(record.language).text
    return ""
