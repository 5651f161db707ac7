"""``interim-method migrate``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from interim_method import api
from interim_method.cli.options import as_json
from interim_method.cli.output import print_json, print_wrapped, singular_or_plural
from interim_method.errors import UnknownName
from interim_method.model import Archived, Engagement, Methodology, Pilot, is_id, thaw
from interim_method.variants.migration import Migration
from interim_method.variants.moving import named

__all__ = ["command"]


@click.command("migrate")
@click.argument("file", metavar="FILE")
@click.option(
    "--to",
    metavar="METHODOLOGY",
    help="The methodology: a name, or a file that holds one. Without it, the installed one of the same name.",
)
@click.option(
    "--variant",
    "variants",
    metavar="NAME",
    multiple=True,
    help="A variant laid over it: a name, or a TOML or JSON file; may be repeated. Without --to and --variant, "
    "those that the record has.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would come of it.")
@as_json
def command(file: str, to: str | None, variants: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Move a record to another methodology, or to another version of its own.

    \b
    interim-method migrate engagement.json --dry-run
    interim-method migrate engagement.json --to interim-executive --variant ours.toml

    What the methodology has no place for is archived in FILE, and comes back when it has. Nothing is lost.
    """
    record = api.load(file)
    if isinstance(record, Methodology):
        raise click.UsageError(f"{file} holds a methodology: give the file of an engagement or a pilot")
    result = api.migrate(record, to=_methodology(record, to, variants))
    if result.changed and not dry_run:
        api.dump(result.record, file, expect=record.revision)
    if as_json:
        print_json(_data(file, record, result, dry_run=dry_run))
    else:
        _print(file, record, result, dry_run=dry_run)


def _methodology(record: Engagement | Pilot, to: str | None, variants: tuple[str, ...]) -> Methodology:
    if to is not None and (not is_id(to) or Path(to).is_file()):
        if variants:
            raise click.UsageError(
                "--variant goes with the name of a methodology; a file has its variants already"
            )
        found = api.load(to)
        return found if isinstance(found, Methodology) else found.methodology
    if to is None and not variants:
        variants = tuple(layer.id for layer in record.methodology.layers if layer.source == "variant")
        try:
            return api.methodology(record.methodology.id, variants=variants)
        except UnknownName as error:
            error.add_note("Name with --to, and --variant, what it is to move to.")
            raise
    return api.methodology(to or record.methodology.id, variants=variants)


# --- for people ------------------------------------------------------------------------------------------------


def _print(
    file: str, record: Engagement | Pilot, result: Migration[Engagement | Pilot], *, dry_run: bool
) -> None:
    there = named(result.record.methodology)
    if not result.changed:
        click.echo(f"{click.style('✓', fg='green')} {file}: is on {there} already, word for word")
        return
    would = "would move" if dry_run else "moved"
    click.secho(f"{file}: {would} from {named(record.methodology)} to {there}", bold=True)
    click.echo(f"  {singular_or_plural(len(result.kept), 'reference')} kept")
    if result.moved:
        click.echo(f"  {len(result.moved)} called otherwise now:")
        for moved in result.moved:
            print_wrapped(f"{moved.address}: {moved.was} → {moved.now}", first="    ", rest="      ")
    _print_archived(
        result.orphaned, "without a place" + ("" if dry_run else ", archived in the record") + ":"
    )
    _print_archived(result.restored, "back from the archive:")
    for note in result.notes:
        print_wrapped(note, first="  ▲ ", rest="    ")


def _print_archived(archived: tuple[Archived, ...], said: str) -> None:
    if archived:
        click.echo(f"  {len(archived)} {said}")
    for one in archived:
        about = f" ({_text(one.about)})" if one.about is not None else ""
        print_wrapped(f"{one.address}{about}", first="    ", rest="      ")


def _text(said: Any) -> str:
    """A text in whatever language there is, English first."""
    if not isinstance(said, Mapping):
        return str(said)
    return str(said["en"] if "en" in said else next(iter(said.values()), ""))


# --- for programs ------------------------------------------------------------------------------------------------


def _data(
    file: str, record: Engagement | Pilot, result: Migration[Engagement | Pilot], *, dry_run: bool
) -> dict[str, Any]:
    return {
        "file": file,
        "from": named(record.methodology),
        "to": named(result.record.methodology),
        "changed": result.changed,
        "written": result.changed and not dry_run,
        "kept": list(result.kept),
        "moved": [{"address": m.address, "was": m.was, "now": m.now} for m in result.moved],
        "orphaned": [_archived(one) for one in result.orphaned],
        "restored": [_archived(one) for one in result.restored],
        "notes": list(result.notes),
    }


def _archived(one: Archived) -> dict[str, Any]:
    from interim_method.files import to_plain

    plain: dict[str, Any] = thaw(to_plain(one))
    return plain
