"""``interim-method next``."""

from __future__ import annotations

import json
from datetime import date
from typing import cast

import click

from interim_method import api
from interim_method.cli.options import DATE, as_json
from interim_method.model import Engagement, place

__all__ = ["command"]


@click.command("next")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--on", type=DATE, help="The day to look from; that of the record where it has one.")
@as_json
def command(file: str, on: date | None, as_json: bool) -> None:
    """Say what to do next in an engagement: at most five things, the most pressing first."""
    record = cast("Engagement", api.load(file, kind="engagement"))
    steps = api.next_steps(record, on=on)
    listed = [
        {
            "what": step.what,
            "who": list(step.who),
            "by": step.by.isoformat() if step.by else None,
            "address": step.address,
            "text": _text(record, step.address),
        }
        for step in steps
    ]
    if as_json:
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    if not listed:
        click.echo("Nothing is open.")
    for one in listed:
        tail = " · ".join(s for s in (", ".join(one["who"]), one["by"] or "") if s)
        click.echo(f"• {one['text'] or one['what']}" + (f" — {tail}" if tail else ""))
        click.secho(f"    {one['what']} {one['address']}", dim=True)


def _text(record: Engagement, address: str) -> str:
    value = place(record, address).value
    said = getattr(value, "title", None) or getattr(value, "text", None)
    if said is None:
        return ""
    return said if isinstance(said, str) else said.said(record.language).text
