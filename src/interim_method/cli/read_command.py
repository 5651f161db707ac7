"""``interim-method read``."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from interim_method import api
from interim_method.cli.errors import FOUND
from interim_method.cli.options import as_json
from interim_method.cli.output import print_json, print_wrapped, singular_or_plural, value_data
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
    """Everything that was read, as tables: what goes in, and what is left for a person."""
    several = len(submission.sources) > 1
    for source in submission.sources:
        for finding in source.findings:
            print_wrapped(f"{Path(source.name).name}: {finding}", first="  · ", rest="    ", dim=True)
    _table(
        singular_or_plural(len(result.applied), "change"),
        ("Place", "Was", "Now"),
        [(_place(e, several=several), _shown(e.old), _shown(e.new)) for e in result.applied],
    )
    _table(
        f"{singular_or_plural(len(result.removed), 'row')} taken out",
        ("Row", "It said"),
        [(_bold(d.address), d.text) for d in result.removed],
    )
    _table(
        f"{singular_or_plural(len(result.conflicts), 'conflict')}: the record keeps what it has",
        ("Place", "Made with", "Record", "Document"),
        [_conflict(c) for c in result.conflicts],
        "--take theirs or --take ours settles those between the record and one document.",
    )
    _table(
        f"{singular_or_plural(len(result.unconfirmed), 'row')} gone from the documents and still in the record",
        ("Row", "It says"),
        [(_bold(d.address), d.text) for d in result.unconfirmed],
        "--confirm ADDRESS takes one out.",
    )
    _table(
        f"{singular_or_plural(len(result.refused), 'value')} that the record cannot hold",
        ("Place", "Typed", "Why not"),
        [(_place(e, several=several), _shown(e.new), e.problem) for e in result.refused],
    )
    _table(
        f"{singular_or_plural(len(submission.unplaced), 'text')} without a place",
        ("Below", "Text", "Why"),
        [
            ((f"{Path(u.source).name}: " if several else "") + _bold(u.near), u.text, u.why)
            for u in submission.unplaced
        ],
    )
    _table(
        f"{singular_or_plural(len(submission.missing), 'place')} that the documents no longer have",
        ("Place", "The record keeps what it holds there"),
        [(_bold(m.label), m.address) for m in submission.missing],
    )


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], advice: str = "") -> None:
    """A table in the width of the terminal; nothing where it has no rows."""
    if not rows:
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Words

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 100)
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold", ratio=1)
    for row in rows:
        table.add_row(*(Words.from_ansi(cell) for cell in row))
    console.print(table)
    if advice:
        console.print(Words(advice, style="dim"))


def _place(edit: Edit, *, several: bool) -> str:
    """What a place is called, where it lies, and how far that can be trusted."""
    lines = [_bold(edit.label) if edit.label else "", edit.address]
    if edit.confidence != "sure":
        lines.append(
            "found by the words around it" if edit.where == "structure" else "what it was is not known"
        )
    if several:
        lines.append(Path(edit.source).name)
    return "\n".join(filter(None, lines))


def _conflict(conflict: Conflict) -> tuple[str, ...]:
    theirs = "\n".join(
        f"{_shown(e.new)} ({Path(e.source).name})" if len(conflict.theirs) > 1 else _shown(e.new)
        for e in conflict.theirs
    )
    label = next((e.label for e in conflict.theirs if e.label), "")
    place = "\n".join(filter(None, (_bold(label) if label else "", conflict.address, conflict.why)))
    return place, _shown(conflict.base), _shown(conflict.ours), theirs


def _bold(text: str) -> str:
    return click.style(text, bold=True) if text else ""


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
            text = "\n".join(f"{language}: {said}" for language, said in value.items())
        case _:
            text = str(value)
    text = text.strip()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


# --- for programs ----------------------------------------------------------------------------------------------------------


def _data(result: Merged[Any], submission: Submission) -> dict[str, Any]:
    return {
        "applied": [_edit(e) for e in result.applied],
        "removed": [_deletion(d) for d in result.removed],
        "conflicts": [
            {
                "address": c.address,
                "base": value_data(c.base),
                "ours": value_data(c.ours),
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
        "old": value_data(edit.old),
        "new": value_data(edit.new),
        "where": edit.where,
        "confidence": edit.confidence,
        "source": edit.source,
        "problem": edit.problem,
    }


def _deletion(deletion: Deletion) -> dict[str, str]:
    return {"address": deletion.address, "text": deletion.text, "source": deletion.source}
