"""``interim-method read``."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from interim_method import api
from interim_method.cli.errors import FOUND
from interim_method.cli.options import as_json
from interim_method.cli.output import print_json, print_wrapped, singular_or_plural
from interim_method.errors import FileError, NotThisKind
from interim_method.model import Methodology, Money, Text

if TYPE_CHECKING:
    from interim_method.forms import Conflict, Deletion, Edit, Merged, Submission

__all__ = ["command"]

_LONGEST = 400
"""Letters of a text that are shown of a value."""


@click.command("read")
@click.argument("filled", nargs=-1, required=True, metavar="FILLED...")
@click.option("--into", required=True, metavar="FILE", help="The record that they were made from.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before writing; in a pipe nothing is asked anyway.")
@click.option(
    "--take",
    type=click.Choice(["theirs", "ours"]),
    help="Where both sides changed a value: the filled documents are right, or the record is.",
)
@click.option(
    "--confirm", multiple=True, metavar="ADDRESS", help="Take out a row that is gone from a document."
)
@click.option(
    "--revisions",
    type=click.Choice(["accepted", "rejected"]),
    default="accepted",
    help="Tracked changes count as accepted, or as rejected.",
)
@click.option(
    "--patch", metavar="OUT", help="Write the changes as JSON Patch (RFC 6902) too; - to print them."
)
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    filled: tuple[str, ...],
    into: str,
    dry_run: bool,
    yes: bool,
    take: Literal["theirs", "ours"] | None,
    confirm: tuple[str, ...],
    revisions: Literal["accepted", "rejected"],
    patch: str | None,
    as_json: bool,
) -> None:
    """Read filled documents back into their record.

    \b
    interim-method read plan.docx --into engagement.json

    Several documents may be given: copies that several people filled in. Before the record is written, what was
    in its file is kept beside it. Exit codes: 1 where something is left for you to decide: a conflict, a row that
    is gone, a value that cannot be, text without a place.
    """
    record = api.load(into)
    if isinstance(record, Methodology):
        raise NotThisKind("is a methodology; documents are filled in for an engagement or a pilot", into)
    submission = api.read(*filled, against=record, revisions=revisions)
    result: Merged[Any] = api.merge(record, submission, take=take, confirm=confirm)
    changed = result.record != record
    if not as_json:
        _print(result, submission)
    asked = changed and not dry_run and not as_json and not yes and _terminal()
    if asked and not click.confirm(f"Write {into}?", default=True):
        dry_run = True
    kept: Path | None = None
    if changed and not dry_run:
        kept = _backup(into, record.revision)
        api.dump(result.record, into, expect=record.revision)
    if patch is not None and not as_json:
        _write_patch(patch, result)
    if as_json:
        print_json(
            {
                **_data(result, submission),
                "file": into,
                "written": kept is not None,
                "backup": str(kept or ""),
            }
        )
    elif kept is not None:
        click.echo(f"{click.style('✓', fg='green')} {into} is written; what it held is in {kept}")
    elif changed:
        click.echo(f"Nothing is written: {into} is as it was.")
    else:
        click.echo(f"Nothing changes in {into}.")
    ctx.exit(0 if result.settled else FOUND)


def _terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _backup(into: str, revision: int) -> Path:
    """Keep the file as it is, beside it."""
    source = Path(into)
    target = source.with_name(f"{source.name}.{revision}.bak")
    try:
        shutil.copy2(source, target)
    except OSError as error:
        raise FileError(f"cannot be kept as {target.name}: {error.strerror or error}", into) from error
    return target


def _write_patch(target: str, result: Merged[Any]) -> None:
    import json

    text = json.dumps(result.patch, ensure_ascii=False, indent=2) + "\n"
    if target == "-":
        click.echo(text, nl=False)
        return
    from interim_method.files import replace_atomically

    try:
        with replace_atomically(target) as file:
            file.write(text.encode())
    except OSError as error:
        raise FileError(f"cannot be written: {error.strerror or error}", target) from error


# --- for people ----------------------------------------------------------------------------------------------------------


def _print(result: Merged[Any], submission: Submission) -> None:
    for source in submission.sources:
        for finding in source.findings:
            print_wrapped(f"{source.name}: {finding}", first="  · ", rest="    ", dim=True)
    several = len(submission.sources) > 1
    if result.applied:
        click.secho(singular_or_plural(len(result.applied), "change"), bold=True)
        for title, edits in _by_item(result.applied):
            click.echo(f"  {click.style(title, dim=True)}")
            for edit in edits:
                _print_edit(edit, several=several)
    if result.removed:
        click.secho(f"{singular_or_plural(len(result.removed), 'row')} taken out", bold=True)
        for deletion in result.removed:
            _print_deletion(deletion)
    _print_left(result, submission, several=several)


def _print_left(result: Merged[Any], submission: Submission, *, several: bool) -> None:
    if result.conflicts:
        number = singular_or_plural(len(result.conflicts), "conflict")
        click.secho(
            f"{number} (--take theirs or --take ours settles those with the record)", fg="yellow", bold=True
        )
        for conflict in result.conflicts:
            _print_conflict(conflict)
    if result.unconfirmed:
        number = singular_or_plural(len(result.unconfirmed), "row")
        click.secho(
            f"{number} gone from the documents (--confirm ADDRESS takes one out)", fg="yellow", bold=True
        )
        for deletion in result.unconfirmed:
            _print_deletion(deletion)
    if result.refused:
        number = singular_or_plural(len(result.refused), "value")
        click.secho(f"{number} that the record cannot hold", fg="yellow", bold=True)
        for edit in result.refused:
            click.echo(f"  {_called(edit)}")
            _value("", edit.new)
            print_wrapped(edit.problem, first="    → ", rest="      ", fg="yellow")
    if submission.unplaced:
        number = singular_or_plural(len(submission.unplaced), "text")
        click.secho(f"{number} without a place", fg="yellow", bold=True)
        for one in submission.unplaced:
            where = f"{one.source}: " if several else ""
            click.echo(f"  {where}{click.style(one.near or '…', bold=True)} {click.style(one.why, dim=True)}")
            _value("", one.text)
    if submission.missing:
        number = singular_or_plural(len(submission.missing), "place")
        click.secho(
            f"{number} that the documents no longer have; the record keeps what it holds there", bold=True
        )
        for missing in submission.missing:
            click.echo(f"  {click.style(missing.address, dim=True)} {missing.label}")


def _by_item(edits: Iterable[Edit]) -> Iterator[tuple[str, list[Edit]]]:
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.address.rpartition("/")[0] or "/", []).append(edit)
    yield from found.items()


def _print_edit(edit: Edit, *, several: bool) -> None:
    doubt = "" if edit.confidence == "sure" else " (by the words around it)"
    source = f" {edit.source}" if several else ""
    click.echo(f"    {_called(edit)}{click.style(doubt + source, dim=True)}")
    _value("was", edit.old)
    _value("now", edit.new, fg="green")


def _called(edit: Edit) -> str:
    name = edit.address.rpartition("/")[2]
    return click.style(edit.label or name, bold=True) + (
        f" {click.style(name, dim=True)}" if edit.label else ""
    )


def _print_conflict(conflict: Conflict) -> None:
    click.echo(f"  {click.style(conflict.address, bold=True)} {click.style(conflict.why, dim=True)}")
    _value("made with", conflict.base)
    _value("record", conflict.ours)
    for edit in conflict.theirs:
        _value(Path(edit.source).name or "document", edit.new, fg="yellow")


def _print_deletion(deletion: Deletion) -> None:
    click.echo(f"  {click.style(deletion.address, bold=True)}")
    _value("", deletion.text)


def _value(label: str, value: Any, **style: Any) -> None:
    said = _shown(value)
    first = f"      {label + ' ' if label else ''}"
    print_wrapped(said, first=first, rest=" " * len(first), **style)


def _shown(value: Any) -> str:
    match value:
        case None | () | "":
            return "–"
        case bool():
            return "yes" if value else "no"
        case Money():
            return f"{value.amount / 100:.2f} {value.currency}"
        case tuple():
            text = ", ".join(map(str, value))
        case Text():
            text = " | ".join(f"{language}: {said}" for language, said in value.items())
        case _:
            text = str(value)
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


# --- for programs ----------------------------------------------------------------------------------------------------------


def _data(result: Merged[Any], submission: Submission) -> dict[str, Any]:
    return {
        "applied": [_edit(e) for e in result.applied],
        "removed": [_deletion(d) for d in result.removed],
        "conflicts": [
            {
                "address": c.address,
                "base": _plain(c.base),
                "ours": _plain(c.ours),
                "theirs": [_edit(e) for e in c.theirs],
                "why": c.why,
            }
            for c in result.conflicts
        ],
        "unconfirmed": [_deletion(d) for d in result.unconfirmed],
        "refused": [_edit(e) for e in result.refused],
        "unplaced": [
            {"text": u.text, "near": u.near, "source": u.source, "why": u.why} for u in submission.unplaced
        ],
        "missing": [{"address": m.address, "label": m.label, "source": m.source} for m in submission.missing],
        "sources": [
            {"name": s.name, "identity": dict(s.identity), "findings": list(s.findings)}
            for s in submission.sources
        ],
        "patch": result.patch,
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "address": edit.address,
        "label": edit.label,
        "kind": edit.kind,
        "old": _plain(edit.old),
        "new": _plain(edit.new),
        "where": edit.where,
        "confidence": edit.confidence,
        "source": edit.source,
        "problem": edit.problem,
    }


def _deletion(deletion: Deletion) -> dict[str, str]:
    return {"address": deletion.address, "text": deletion.text, "source": deletion.source}


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case Money():
            return {"amount": value.amount, "currency": value.currency}
        case Text():
            return dict(value)
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return str(value)
