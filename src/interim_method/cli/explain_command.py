"""``interim-method explain``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from interim_method import api
from interim_method.cli.options import as_json
from interim_method.cli.output import print_json, print_wrapped
from interim_method.model import Engagement, Methodology, Pilot, is_id, thaw
from interim_method.variants.explaining import Explanation, Standing
from interim_method.variants.origins import plain

__all__ = ["command"]


@click.command("explain")
@click.argument("methodology", metavar="METHODOLOGY")
@click.argument("address", metavar="ADDRESS")
@click.option(
    "--variant",
    "variants",
    metavar="NAME",
    multiple=True,
    help="A variant laid over it: a name, or a TOML or JSON file; may be repeated.",
)
@as_json
def command(methodology: str, address: str, variants: tuple[str, ...], as_json: bool) -> None:
    """Say whose a value of a methodology is, and what it took the place of.

    \b
    interim-method explain interim-executive /elements/listening/title --variant ours.toml

    METHODOLOGY is a name, or the file of a methodology, an engagement or a pilot, whose methodology is meant.
    """
    method = _methodology(methodology, variants)
    if isinstance(method, (Engagement, Pilot)):
        address = address.removeprefix("/methodology")
        method = method.methodology
    found = api.explain(method, address)
    if as_json:
        print_json(_data(found))
    else:
        _print(found)


def _methodology(name: str, variants: tuple[str, ...]) -> Methodology | Engagement | Pilot:
    if is_id(name) and not Path(name).is_file():
        return api.methodology(name, variants=variants)
    if variants:
        raise click.UsageError(
            "--variant goes with the name of a methodology; a file has its variants already"
        )
    return api.load(name)


def _print(found: Explanation) -> None:
    click.secho(found.address or "/", bold=True)
    _print_standing(found.winner, "")
    for loser in found.losers:
        _print_standing(loser, "before: ")
    if found.parts:
        click.echo()
        click.secho("Changed inside it:")
        for part in found.parts:
            click.secho(f"  {part.address}", bold=True)
            print_wrapped(_whose(part), first="    ", rest="    ")


def _print_standing(one: Standing, before: str) -> None:
    gone = one.verb in ("drop", "remove") and not before
    shown = "nothing stands here any more" if gone else _shown(one.value)
    print_wrapped(f"{before}{shown}", first="  ", rest="    ")
    print_wrapped(_whose(one), first="    ", rest="    ", dim=True)


_SAID = {
    "add": "added by",
    "set": "set by",
    "append": "appended to by",
    "drop": "dropped by",
    "remove": "removed by",
}
_SOURCES = {
    "seed": "from the slides",
    "public": "from a public source",
    "reconstructed": "reconstructed",
    "translation": "translated",
}


def _whose(one: Standing) -> str:
    origin = one.origin
    if origin is None:
        return "nobody says whose it is"
    said = [_SOURCES.get(origin.source, "")]
    if origin.verb is not None:
        whose = "the organisation itself" if origin.source == "own" else one.by
        title = f" «{_text(one.layer.title)}»" if one.layer is not None else ""
        said.append(f"{_SAID[origin.verb]} {whose}{title}, change {origin.change.rpartition('/')[2]}")
    if origin.replaced_by:
        said.append(f"{origin.replaced_by} takes its place")
    said += [_text(origin.credit), origin.licence]
    return " · ".join(one for one in said if one)


def _text(said: Any) -> str:
    """A text in whatever language there is, English first."""
    if not isinstance(said, Mapping):
        return str(said)
    return str(said["en"] if "en" in said else next(iter(said.values()), ""))


def _shown(value: Any) -> str:
    value = plain(value)
    if isinstance(value, Mapping) and "id" in value:
        return f"{value.get('kind', '')} {value['id']}".strip()
    if isinstance(value, Mapping) and all(isinstance(one, str) for one in value.values()):
        return " · ".join(f"{name}: {one}" for name, one in value.items())
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        named = [one.get("id", "…") if isinstance(one, Mapping) else one for one in value]
        return ", ".join(map(str, named)) or "nothing"
    return str(value)


def _data(found: Explanation) -> dict[str, Any]:
    return {
        "address": found.address,
        **_standing(found.winner),
        "losers": [_standing(one) for one in found.losers],
        "parts": [{"address": one.address, **_standing(one)} for one in found.parts],
    }


def _standing(one: Standing) -> dict[str, Any]:
    origin = one.origin
    return {
        "value": thaw(plain(one.value)),
        "layer": one.by,
        "verb": one.verb,
        "change": origin.change if origin is not None else "",
        "source": origin.source if origin is not None else "",
        "credit": thaw(plain(origin.credit)) if origin is not None else "",
        "licence": origin.licence if origin is not None else "",
    }
