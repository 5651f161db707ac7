"""The group of commands: each lies in a module of its own, imported when it is called."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, Final

import click

from interim_method import __version__
from interim_method.cli.errors import FAULT, INTERRUPTED, PIPE, code_of, report, report_usage
from interim_method.errors import InterimMethodError

__all__ = ["app"]

_COMMANDS: Final = {
    "demo": "Make every document of the fictional example.",
    "new": "Begin the record of an organisation's way through a methodology.",
    "export": "Write a document of a record, or the record in another format.",
    "read": "Read filled documents back into their record.",
    "set": "Change one value of a record.",
    "check": "Say whether records are valid, and what they leave open.",
    "next": "Say what to do next in an engagement.",
    "markdown": "Turn a Markdown file into another format.",
    "template": "Look into house templates.",
    "explain": "Say whose a value of a methodology is, and what it took the place of.",
    "migrate": "Move a record to another methodology, or to another version of its own.",
    "list": "List what is installed: documents, exporters, plug-ins and so on.",
    "schema": "Print the JSON Schema of a kind of file.",
}


class _Commands(click.Group):
    """A group that knows its commands by name and imports the one that is called; every error ends here."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"interim_method.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(f"{error.message} Commands: {', '.join(_COMMANDS)}.", ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read the answer has enough of it; what is left to flush goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(PIPE)
        return result

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        given = list(sys.argv[1:] if args is None else args)
        if not standalone_mode:
            return super().main(given, prog_name, complete_var, standalone_mode=False, **extra)
        as_json = "--json" in (given[: given.index("--")] if "--" in given else given)
        if os.environ.get("NO_COLOR"):
            extra.setdefault("color", False)
        try:
            code = super().main(given, prog_name, complete_var, standalone_mode=False, **extra)
        except (click.Abort, KeyboardInterrupt) as error:
            notes = getattr(error.__cause__ or error, "__notes__", ())
            click.echo("\n  ".join(["interrupted", *notes]), err=True)
            code = INTERRUPTED
        except click.ClickException as error:
            report_usage(error, as_json=as_json)
            code = error.exit_code
        except InterimMethodError as error:
            report(error, as_json=as_json)
            code = code_of(error)
        except OSError as error:
            report(error, as_json=as_json)
            code = FAULT
        except Exception as error:
            traceback.print_exc()
            error.add_note(
                "This is a fault of interim-method itself: please report it, with the lines above."
            )
            report(error, as_json=as_json)
            code = FAULT
        sys.exit(code if isinstance(code, int) else 0)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="interim-method")
def app() -> None:
    """The Interim Executive method, engagements and pilots as Word, Markdown and JSON.

    Exit codes: 0 done, 1 errors found, 2 wrong use, 3 a file or a plug-in that was asked for is at fault.
    """
