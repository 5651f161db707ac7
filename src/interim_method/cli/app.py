"""The group of commands: each lies in a module of its own, imported when it is called."""

from __future__ import annotations

import importlib
from typing import Any, Final

import click

from interim_method import __version__
from interim_method.cli.errors import reported

__all__ = ["app"]

_COMMANDS: Final = {
    "demo": "Make every document of the fictional example.",
    "new": "Begin the record of an organisation's way through a methodology.",
    "export": "Write a document of a record, or the record in another format.",
    "set": "Change one value of a record.",
    "check": "Say whether records are valid, and what they leave open.",
    "next": "Say what to do next in an engagement.",
    "markdown": "Turn a Markdown file into another format.",
    "list": "List what is installed: documents, exporters, plug-ins and so on.",
    "schema": "Print the JSON Schema of a kind of file.",
}


class _Lazy(click.Group):
    """A group that knows its commands by name and imports the one that is called."""

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
            known = ", ".join(_COMMANDS)
            raise click.UsageError(f"{error.message} Commands: {known}.", ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        with reported(ctx):
            return super().invoke(ctx)


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="interim-method")
def app() -> None:
    """The Interim Executive method, engagements and pilots as Word, Markdown and JSON.

    Exit codes: 0 done, 1 errors found, 2 wrong use, 3 a file or a plug-in that was asked for is at fault.
    """
