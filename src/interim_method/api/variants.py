"""Variants: taken by name, as files and as objects."""

from __future__ import annotations

import os
from collections.abc import Sequence

from interim_method.api import records
from interim_method.api.guards import engagement_given, methodology_given
from interim_method.errors import DefinitionError, PluginError
from interim_method.model import ChangeOf, Engagement, Methodology, Variant, is_id
from interim_method.plugin import PluginHost, VariantOffer
from interim_method.variants.explaining import Explanation

__all__ = ["Explanation", "GivenVariant", "change_method", "explain", "offered", "variants_given"]

GivenVariant = str | os.PathLike[str] | Variant
"""A variant as callers name it: on offer, as a file, or itself."""


def variants_given(given: Sequence[GivenVariant], base: Methodology, host: PluginHost) -> tuple[Variant, ...]:
    """The variants that are meant, and before them those on offer that they go on from.

    Raises:
        UnknownName: Nothing offers one of them.
        FileError: The file of one cannot be read.
        PluginError: A plug-in that offers one is at fault.
    """
    if isinstance(given, (str, os.PathLike, Variant)):
        raise DefinitionError(f"variants are several in a list: write variants=[{given!r}]")
    found = [_variant(one, host) for one in given]
    known = {variant.id for variant in found} | {base.id, *base.layers.ids}
    waiting = list(found)
    while waiting:
        variant = waiting.pop(0)
        if variant.base in known:
            continue
        known.add(variant.base)
        offer = next((o for o in host.variants if o.name == variant.base), None)
        if offer is not None:  # where nothing offers it, resolving says so together with all else
            below = offered(offer, host)
            found.insert(0, below)
            waiting.append(below)
    return tuple(found)


def _variant(given: GivenVariant, host: PluginHost) -> Variant:
    if isinstance(given, Variant):
        return given
    if not isinstance(given, (str, os.PathLike)):
        raise DefinitionError(f"variants: {given!r} is neither a name, nor the path of a file, nor a Variant")
    # A name has no dot and no slash, and the path of a file has: ours.toml, ./ours.
    if isinstance(given, str) and is_id(given):
        return offered(host.variant(given), host)
    return records.load(given, kind="variant", host=host)


def offered(offer: VariantOffer, host: PluginHost) -> Variant:
    """The variant that an offer stands for, which must be the one that it says.

    Raises:
        PluginError: It is another.
    """
    loaded: Variant = host.load(offer)
    variant = records.known(loaded, host)
    for name, said, found in (
        ("id", offer.name, variant.id),
        ("version", offer.version, variant.version),
        ("base", offer.base, variant.base),
    ):
        if said != found:
            reason = f"the variant {offer.name!r} is offered with the {name} {said!r}, and has {found!r}"
            raise PluginError(reason, offer.name)
    return variant


def change_method(engagement: Engagement, *changes: ChangeOf) -> Engagement:
    """*engagement* with changes made to its own methodology, and noted as its own.

    Args:
        engagement: The record.
        *changes: ``Add``, ``Change`` and ``Remove``, as in a variant.

    Raises:
        VariantError: Changes that cannot be made: all faults in one error.
    """
    from interim_method.variants import own

    engagement_given(engagement)
    return own.change_method(engagement, *changes)


def explain(record: Methodology | Engagement, address: str) -> Explanation:
    """Which layer, verb and change stand behind a value of a methodology, and what it took the place of.

    Args:
        record: A methodology, or an engagement, whose methodology is meant.
        address: An address below the methodology, such as ``/elements/listening/title``.

    Raises:
        AddressError: The address leads nowhere, and nothing that a change took away stood there.
    """
    from interim_method.variants import explaining

    methodology = record.methodology if isinstance(record, Engagement) else record
    methodology_given(methodology)
    return explaining.explain(methodology, address)
