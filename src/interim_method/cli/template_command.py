"""``interim-method template``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import attrs
import click

from interim_method import api
from interim_method.cli.errors import FOUND
from interim_method.cli.options import as_json
from interim_method.cli.output import (
    finding_data,
    print_finding,
    print_json,
    print_wrapped,
    singular_or_plural,
)

__all__ = ["command"]

_SIGNS: Final = {
    "known": ("✓", "green"),
    "filled": ("✓", "green"),
    "empty": ("·", "cyan"),
    "unknown": ("✗", "red"),
    "misplaced": ("✗", "red"),
    "covered": ("▲", "yellow"),
    "foreign": ("–", None),
}
_SAID: Final = {
    "foreign": "kept as it is",
    "unknown": "nothing answers to it",
    "misplaced": "cannot stand there",
}


@click.group("template")
def command() -> None:
    """Look into house templates."""


@command.command("check")
@click.argument("file", metavar="FILE")
@click.option("--document", metavar="NAME", help="The document that it is meant for.")
@click.option("--record", metavar="RECORD", help="The record that its addresses lead into.")
@as_json
@click.pass_context
def check(ctx: click.Context, file: str, document: str | None, record: str | None, as_json: bool) -> None:
    """Say what a house template holds: page, styles, headers, slots, and what would be left out.

    Exit codes: 1 where a slot cannot be filled, 3 where the file cannot be used.

    \b
    interim-method template check casa.docx --document action-plan
    """
    subject = api.load(record) if record is not None else None
    found = api.check_template(file, document=document, record=subject)
    if as_json:
        print_json(_data(found))
    else:
        _print(found)
    ctx.exit(FOUND if any(finding.severity == "error" for finding in found.findings) else 0)


def _data(found: Any) -> dict[str, Any]:
    data = attrs.asdict(found, recurse=False)
    data["slots"] = [attrs.asdict(slot) for slot in found.slots]
    data["findings"] = [finding_data(finding) for finding in found.findings]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in data.items()}


def _print(found: Any) -> None:
    click.secho(found.file, bold=True)
    for label, said in _lines(found):
        print_wrapped(said, first=f"  {label:<9}", rest=" " * 11)
    slots = [slot for slot in found.slots if slot.state != "foreign"]
    foreign = list(dict.fromkeys(slot.name for slot in found.slots if slot.state == "foreign"))
    own = [name for name in foreign if name.startswith("_")]
    if slots:
        click.echo("  slots")
    for slot in slots:
        sign, colour = _SIGNS[slot.state]
        said = _SAID.get(slot.state, slot.means if slot.means != slot.name else "")
        print_wrapped(
            "  ".join(filter(None, (f"{slot.name}", f"{slot.via} in the {slot.where}", said))),
            first=f"    {click.style(sign, fg=colour)} ",
            rest="      ",
        )
    if foreign:
        others = [name for name in foreign if name not in own]
        others += [singular_or_plural(len(own), "hidden bookmark")] if own else []
        print_wrapped(", ".join(others), first=f"  {'others':<9}", rest=" " * 11)
    for finding in found.findings:
        print_finding(finding.severity, finding.address, finding.message, finding.advice)


def _lines(found: Any) -> Iterator[tuple[str, str]]:
    width, height = found.page
    top, right, bottom, left = found.margins
    suffix = ".dotx" if found.kind == "template" else ".docx"
    saved = f"saved by {found.program}, " if found.program else ""
    yield "file", f"{suffix}, {saved}{max(found.size >> 10, 1)} kB, {singular_or_plural(found.parts, 'part')}"
    lying = "lying" if width > height else "upright"
    yield "page", f"{width} × {height} mm, {lying}; margins {top}, {right}, {bottom}, {left} mm"
    if found.sections > 1:
        yield "sections", f"{found.sections}; the last one gives the page"
    for label, kinds in (("headers", found.headers), ("footers", found.footers)):
        told = ["other pages" if k == "default" and len(kinds) > 1 else _PAGES[k] for k in kinds]
        yield label, ", ".join(told) or "none"
    yield "styles", f"{len(found.styles)} of ours are there, {len(found.added)} are added"
    kept = "kept" if found.keeps_text else "left out: there are no slots" if found.words else ""
    yield "text", ", ".join(filter(None, (singular_or_plural(found.words, "word"), kept)))
    if found.without_slot:
        yield "no slot", ", ".join(found.without_slot)


_PAGES: Final = {"default": "all pages", "first": "the first page", "even": "even pages"}
