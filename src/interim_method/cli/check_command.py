"""``interim-method check``."""

from __future__ import annotations

from collections import Counter
from datetime import date

import click

from interim_method import api
from interim_method.cli.errors import FAULT, FOUND
from interim_method.cli.options import DATE, as_json
from interim_method.cli.output import finding_data, print_finding, print_json, singular_or_plural
from interim_method.errors import FileError, InvalidContent

__all__ = ["command"]

Findings = list[dict[str, str]]


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--on", type=DATE, help="The day to check for; that of the record where not said.")
@as_json
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], on: date | None, as_json: bool) -> None:
    """Say whether records are valid, and what they leave open.

    Exit codes: 1 where errors were found, 3 where a file cannot be read; warnings (▲) and advice (·) alone
    leave with 0.
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
        print_json(answers)
    ctx.exit(worst)


def _check(file: str, on: date | None) -> tuple[Findings, int]:
    try:
        record = api.load(file)
    except InvalidContent as error:
        return [_said("not-valid", f.address, f.problem, f.advice) for f in error.faults], FOUND
    except FileError as error:
        return [_said("not-readable", "", error.problem)], FAULT
    found = [finding_data(finding) for finding in api.check(record, on=on)]
    return found, FOUND if any(finding["severity"] == "error" for finding in found) else 0


def _said(rule: str, address: str, message: str, advice: str = "") -> dict[str, str]:
    return {"rule": rule, "severity": "error", "address": address, "message": message, "advice": advice}


def _print(file: str, findings: Findings) -> None:
    if not findings:
        click.echo(f"{click.style('✓', fg='green')} {file}: valid, and nothing is left open")
        return
    counts = Counter(finding["severity"] for finding in findings)
    said = [
        singular_or_plural(counts["error"], "error"),
        singular_or_plural(counts["warning"], "warning"),
        singular_or_plural(counts["advice"], "piece") + " of advice",
    ]
    click.secho(f"{file}: {', '.join(said)}", bold=True)
    for finding in findings:
        print_finding(finding["severity"], finding["address"], finding["message"], finding["advice"])
