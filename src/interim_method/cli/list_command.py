"""``interim-method list``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import Any, Final

import click

from interim_method import api
from interim_method.cli.errors import FAULT
from interim_method.cli.options import as_json
from interim_method.cli.output import print_json, print_wrapped, singular_or_plural
from interim_method.errors import InterimMethodError, UnknownName
from interim_method.plugin import Parameter, PluginHost, PluginInfo

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
    infos = host.plugins()
    rows = [_plugin(info) for info in infos]
    owned = {fault for info in infos for fault in info.faults}
    rows += [
        _plugin(
            PluginInfo(
                name=fault.plugin, distribution=fault.distribution, version=fault.version, faults=(fault,)
            )
        )
        for fault in host.faults
        if fault not in owned
    ]
    return rows + [{**_plugin(info), "switched_off": True} for info in host.switched_off()]


def _plugin(info: PluginInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "summary": "",
        "distribution": info.distribution,
        "version": info.version,
        "in_the_box": info.builtin,
        "switched_off": False,
        "offers": [{"kind": offer.KIND, "name": offer.names[0]} for offer in info.offers],
        "faults": [fault.reason for fault in info.faults],
    }


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


def _templates(host: PluginHost) -> Rows:
    return [{"name": o.name, "summary": o.summary} for o in host.templates]


_LISTS: Final[dict[str, Callable[[PluginHost], Rows]]] = {
    "methodologies": _methodologies,
    "variants": _variants,
    "documents": _documents,
    "exporters": _exporters,
    "importers": _importers,
    "plugins": _plugins,
    "languages": _languages,
    "templates": _templates,
}


_ONE: Final = {
    "methodologies": "methodology",
    "variants": "variant",
    "documents": "document",
    "exporters": "exporter",
    "importers": "importer",
    "plugins": "plug-in",
    "languages": "language",
    "templates": "template",
}


@click.command("list")
@click.argument("what", type=click.Choice(list(_LISTS)), metavar="WHAT")
@click.argument("name", default="")
@as_json
@click.pass_context
def command(ctx: click.Context, what: str, name: str, as_json: bool) -> None:
    """List what is installed.

    WHAT is methodologies, variants, documents, exporters, importers, plugins, languages or templates. With NAME, that one
    alone. A plug-in that is named is also looked into: everything that it offers is loaded, and where anything
    is wrong the command leaves with 3.
    """
    host = api.default_host()
    if what == "plugins" and name:
        _look_into(name, host)
    rows = _LISTS[what](host)
    if name:
        rows = _named(name, rows, what)
    if as_json:
        print_json(rows)
    else:
        if not rows:
            click.echo(f"There are no {what}.")
        for row in rows:
            (_print_plugin if what == "plugins" else _print)(row)
        if what == "plugins" and not name:
            _print_sum(rows)
    if what == "plugins" and name and any(row["faults"] for row in rows):
        ctx.exit(FAULT)


def _named(name: str, rows: Rows, what: str) -> Rows:
    wanted = name.casefold()
    found = [
        row
        for row in rows
        if wanted in {row["name"].casefold(), row.get("distribution", ""), *row.get("aliases", ())}
    ]
    if not found:
        raise UnknownName(_ONE[what], name, [row["name"] for row in rows])
    return found


def _look_into(name: str, host: PluginHost) -> None:
    """Load all that a plug-in offers; what is wrong with it is among its faults then."""
    for info in host.plugins():
        if name.casefold() in (info.name.casefold(), info.distribution):
            for offer in info.offers:
                with suppress(InterimMethodError):
                    host.load(offer)


def _print_plugin(row: dict[str, Any]) -> None:
    sign, colour = ("✗", "red") if row["faults"] else ("○", None) if row["switched_off"] else ("●", "green")
    came = " ".join(filter(None, [row["distribution"], row["version"]]))
    said = [came if row["name"] else ""]
    said += ["in the box"] if row["in_the_box"] else []
    said += ["switched off"] if row["switched_off"] else []
    title = click.style(f"{row['name'] or came or 'plug-ins'}", bold=True)
    rest = click.style("  ".join(filter(None, said)), dim=True)
    click.echo(f"{click.style(sign, fg=colour)} {title}  {rest}".rstrip())
    by_kind: dict[str, list[str]] = {}
    for offer in row["offers"]:
        by_kind.setdefault(offer["kind"], []).append(offer["name"])
    for kind, names in by_kind.items():
        print_wrapped(", ".join(names), first=f"    {kind + ':':<13} ", rest=" " * 18)
    for fault in row["faults"]:
        print_wrapped(fault, first="    ✗ ", rest="      ", fg="red")
    click.echo()


def _print_sum(rows: Rows) -> None:
    faulty = sum(bool(row["faults"]) for row in rows)
    off = sum(row["switched_off"] for row in rows)
    said = [singular_or_plural(len(rows), "plug-in")]
    said += [f"{faulty} with faults"] if faulty else []
    said += [f"{off} switched off"] if off else []
    print_wrapped(", ".join(said))
    if faulty:
        print_wrapped(
            "What is at fault is left out, and hurts nothing else. INTERIM_METHOD_PLUGINS=-NAME switches a "
            "plug-in off.",
            dim=True,
        )


def _print(row: dict[str, Any]) -> None:
    version = row.get("version", "")
    click.echo(click.style(row["name"], bold=True) + (f"  {version}" if version else ""))
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
