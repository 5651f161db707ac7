"""``interim-method list``."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

from interim_method import api
from interim_method.cli.options import as_json
from interim_method.plugin import PluginHost

__all__ = ["command"]

Rows = list[dict[str, Any]]


def _methodologies(host: PluginHost) -> Rows:
    return [{"name": o.name, "summary": o.summary} for o in host.methodologies]


def _variants(host: PluginHost) -> Rows:
    return [
        {"name": o.name, "base": o.base, "version": o.version, "summary": o.summary} for o in host.variants
    ]


def _documents(host: PluginHost) -> Rows:
    return [
        {
            "name": o.name,
            "summary": o.summary,
            "about": list(o.subjects),
            "editions": list(o.editions),
            "narrowed by": [f"/{n}/…" for n in o.narrows],
            "parameters": [p.name for p in o.parameters],
        }
        for o in host.documents
    ]


def _exporters(host: PluginHost) -> Rows:
    return [
        {
            "name": o.name,
            "summary": o.summary,
            "suffixes": list(o.suffixes),
            "options": [p.name for p in o.options],
        }
        for o in host.exporters
    ]


def _importers(host: PluginHost) -> Rows:
    return [{"name": o.name, "suffixes": list(o.suffixes), "summary": o.summary} for o in host.importers]


def _languages(host: PluginHost) -> Rows:
    return [{"code": o.code, "name": o.name} for o in host.languages]


def _plugins(host: PluginHost) -> Rows:
    return [
        {
            "name": info.name,
            "distribution": info.distribution,
            "version": info.version,
            "offers": [f"{o.KIND} {o.names[0]}" for o in info.offers],
            "faults": [f.reason for f in info.faults],
        }
        for info in host.plugins()
    ]


_LISTS: dict[str, Callable[[PluginHost], Rows]] = {
    "methodologies": _methodologies,
    "variants": _variants,
    "documents": _documents,
    "exporters": _exporters,
    "importers": _importers,
    "languages": _languages,
    "plugins": _plugins,
}


@click.command("list")
@click.argument("what", type=click.Choice(list(_LISTS)))
@as_json
def command(what: str, as_json: bool) -> None:
    """List what is installed."""
    rows = _LISTS[what](api.default_host())
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not rows:
        click.echo(f"No {what}.")
        return
    for row in rows:
        head, *rest = row.items()
        click.secho(str(head[1]), bold=True)
        for key, value in rest:
            said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            if said:
                label = "" if key == "summary" else f"{key}: "
                click.echo(
                    click.wrap_text(label + said, width=96, initial_indent="    ", subsequent_indent="    ")
                )
