"""``interim-method check``."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import click

from interim_method import api
from interim_method.cli.errors import FAULT, FOUND
from interim_method.cli.options import DATE, as_json
from interim_method.errors import FileError, InvalidContent

__all__ = ["command"]

_LOOK = {"error": ("✗", "red"), "warning": ("▲", "yellow"), "advice": ("·", "cyan")}


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False))
@click.option("--on", type=DATE, help="The day to check for; that of the record where it has one.")
@as_json
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], on: date | None, as_json: bool) -> None:
    """Say whether records are valid, and what they leave open.

    Leaves with 1 where errors were found; warnings and advice alone leave with 0.
    """
    answers = []
    worst = 0
    for file in files:
        findings, code = _check(file, on)
        worst = max(worst, code)
        answers.append({"file": file, "findings": findings})
        if not as_json:
            _print(file, findings)
    if as_json:
        click.echo(json.dumps(answers, ensure_ascii=False, indent=2))
    ctx.exit(worst)


def _check(file: str, on: date | None) -> tuple[list[dict[str, Any]], int]:
    try:
        record = api.load(file)
    except InvalidContent as error:
        return [_said("not-valid", "error", f.address, f.problem, f.advice) for f in error.faults], FOUND
    except FileError as error:
        return [_said("not-readable", "error", "", error.problem, "")], FAULT
    found = [_said(f.rule, f.severity, f.address, f.message, f.advice) for f in api.check(record, on=on)]
    return found, FOUND if any(f["severity"] == "error" for f in found) else 0


def _said(rule: str, severity: str, address: str, message: str, advice: str) -> dict[str, Any]:
    return {"rule": rule, "severity": severity, "address": address, "message": message, "advice": advice}


def _print(file: str, findings: list[dict[str, Any]]) -> None:
    if not findings:
        click.secho(f"✓ {file}: valid, and nothing is left open", fg="green")
        return
    counts = [f"{sum(f['severity'] == severity for f in findings)} {severity}" for severity in _LOOK]
    click.secho(f"{file}: {', '.join(counts)}", bold=True)
    for finding in findings:
        sign, colour = _LOOK[finding["severity"]]
        place = f" {finding['address']}" if finding["address"] else ""
        click.echo(f"  {click.style(sign, fg=colour)}{click.style(place, bold=True)}  {finding['message']}")
        if finding["advice"]:
            click.secho(f"      → {finding['advice']}", dim=True)
