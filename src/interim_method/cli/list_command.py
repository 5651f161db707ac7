"""``interim-method list``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

import click

from interim_method import api
from interim_method.cli.options import as_json
from interim_method.cli.output import print_json, print_wrapped
from interim_method.plugin import Parameter, PluginHost

__all__ = ["command"]

Rows = list[dict[str, Any]]


def _methodologies(host: PluginHost) -> Rows:
    return [{"name": o.name, "summary": o.summary} for o in host.methodologies]


def _variants(host: PluginHost) -> Rows:
    return [
        {"name": o.name, "summary": o.summary, "base": o.base, "version": o.version} for o in host.variants
    ]


def _documents(host: PluginHost) -> Rows:
    return [
        {
            "name": o.name,
            "summary": o.summary,
            "about": list(o.subjects),
            "editions": list(o.editions),
            "of": [f"/{name}/…" for name in o.narrows],
            "parts": list(o.parts),
            "parameters": _parameters(o.parameters),
        }
        for o in host.documents
    ]


def _exporters(host: PluginHost) -> Rows:
    return [
        {
            "name": o.name,
            "summary": o.summary,
            "aliases": list(o.aliases),
            "suffixes": list(o.suffixes),
            "takes": o.takes,
            "options": _parameters(o.options),
        }
        for o in host.exporters
    ]


def _importers(host: PluginHost) -> Rows:
    return [{"name": o.name, "summary": o.summary, "suffixes": list(o.suffixes)} for o in host.importers]


def _languages(host: PluginHost) -> Rows:
    return [{"name": o.code, "summary": o.name} for o in host.languages]


def _plugins(host: PluginHost) -> Rows:
    rows: Rows = [
        {
            "name": info.name,
            "summary": "",
            "distribution": info.distribution,
            "version": info.version,
            "offers": [{"kind": offer.KIND, "name": offer.names[0]} for offer in info.offers],
            "faults": [fault.reason for fault in info.faults],
        }
        for info in host.plugins()
    ]
    owned = {fault for info in host.plugins() for fault in info.faults}
    rows += [
        {
            "name": fault.plugin,
            "summary": "",
            "distribution": fault.distribution,
            "version": fault.version,
            "offers": [],
            "faults": [fault.reason],
        }
        for fault in host.faults
        if fault not in owned
    ]
    return rows


def _parameters(parameters: Iterable[Parameter]) -> Rows:
    return [
        {
            "name": p.name,
            "kind": p.kind,
            "default": p.default.isoformat() if isinstance(p.default, date) else p.default,
            "choices": list(p.choices),
            "summary": p.summary,
        }
        for p in parameters
    ]


_LISTS: Final[dict[str, Callable[[PluginHost], Rows]]] = {
    "methodologies": _methodologies,
    "variants": _variants,
    "documents": _documents,
    "exporters": _exporters,
    "importers": _importers,
    "plugins": _plugins,
    "languages": _languages,
}


@click.command("list")
@click.argument("what", type=click.Choice(list(_LISTS)), metavar="WHAT")
@as_json
def command(what: str, as_json: bool) -> None:
    """List what is installed.

    WHAT is methodologies, variants, documents, exporters, importers, plugins or languages.
    """
    rows = _LISTS[what](api.default_host())
    if as_json:
        print_json(rows)
        return
    if not rows:
        click.echo(f"There are no {what}.")
    for row in rows:
        _print(row)


def _print(row: dict[str, Any]) -> None:
    came = f"{row.get('distribution', '')} {row.get('version', '')}".strip()
    click.echo(click.style(row["name"] or came, bold=True) + (f"  {came}" if came and row["name"] else ""))
    if row["summary"]:
        print_wrapped(row["summary"], first="    ", rest="    ")
    for key in ("base", "about", "editions", "of", "aliases", "suffixes"):
        said = row.get(key)
        if said:
            listed = said if isinstance(said, str) else ", ".join(said)
            print_wrapped(f"{key}: {listed}", first="    ", rest="      ", dim=True)
    for option, parameters in (("-P", row.get("parameters", ())), ("-O", row.get("options", ()))):
        for parameter in parameters:
            value = "|".join(parameter["choices"]) or parameter["kind"]
            default = "" if parameter["default"] is None else f" ({parameter['default']} where not said)"
            print_wrapped(
                f"{option} {parameter['name']}={value}{default}: {parameter['summary']}",
                first="    ",
                rest="      ",
                dim=True,
            )
    by_kind: dict[str, list[str]] = {}
    for offer in row.get("offers", ()):
        by_kind.setdefault(offer["kind"], []).append(offer["name"])
    for kind, names in by_kind.items():
        print_wrapped(f"{kind}: {', '.join(names)}", first="    ", rest="      ", dim=True)
    for fault in row.get("faults", ()):
        print_wrapped(f"fault: {fault}", first="    ", rest="      ", fg="red")
