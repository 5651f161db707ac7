"""Whose a value of a methodology is: the layer, the verb and the change behind it, and what it took the place of."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from interim_method.errors import AddressError
from interim_method.model.address import get
from interim_method.model.frozen import Value
from interim_method.model.methodology import Layer, Methodology, Origin, Was

__all__ = ["Explanation", "Standing", "explain"]


@frozen(kw_only=True, eq=False, repr=False)
class Standing(Value):
    """A value, and how it came to stand where it stands, or stood.

    Attributes:
        address: Where.
        value: The value; plain data where it does not stand there any more.
        origin: Where it comes from; nothing where that is not known.
        layer: The variant, or the organisation's own changes, that it is of; nothing for the base.
    """

    address: str
    value: Any
    origin: Origin | None = None
    layer: Layer | None = None

    @property
    def verb(self) -> str:
        """How a change made it: add, set, append, drop or remove; empty for a value of the base."""
        return (self.origin.verb or "") if self.origin is not None else ""

    @property
    def by(self) -> str:
        """The layer as its id and version; that of the change where the layer is not told; empty for the base."""
        if self.layer is not None:
            return self.layer.name
        return self.origin.variant if self.origin is not None else ""


@frozen(kw_only=True, eq=False, repr=False)
class Explanation(Value):
    """Why a methodology has the value that it has.

    Attributes:
        address: The address asked for.
        winner: The value there, and whose it is. Where something was taken away, the value is nothing.
        losers: The values that it took the place of, the last one first. What was appended to is among them,
            and is still there.
        parts: What changes made inside it, each as a winner of its own, by address.
    """

    address: str
    winner: Standing
    losers: tuple[Standing, ...] = ()
    parts: tuple[Standing, ...] = ()


def explain(methodology: Methodology, address: str) -> Explanation:
    """What stands behind the value at an address of a methodology, as far as its origins tell.

    Raises:
        AddressError: The address leads nowhere, and nothing that a change took away stood there.
    """
    layers = {layer.name: layer for layer in methodology.layers}

    def standing(at: str, value: Any, origin: Origin | None) -> Standing:
        layer = layers.get(origin.variant) if origin is not None else None
        return Standing(address=at, value=value, origin=origin, layer=layer)

    own = methodology.origins.get(address)
    value: Any = None
    gone = _gone(methodology, address)
    if gone is None:
        value = get(methodology, address)
        origin = own or methodology.origin(address)
    else:
        origin = gone[1]
    before = _was(methodology, address, gone)
    losers = [standing(address + was.at, was.value, was.origin) for was in reversed(before)]
    below = sorted(
        at for at, one in methodology.origins.items() if one.verb is not None and at.startswith(f"{address}/")
    )
    parts = tuple(standing(at, _value(methodology, at), methodology.origins[at]) for at in below)
    return Explanation(
        address=address, winner=standing(address, value, origin), losers=tuple(losers), parts=parts
    )


def _gone(methodology: Methodology, address: str) -> tuple[str, Origin] | None:
    """The change that took away what stood at an address, or what it stood in, with where that was."""
    try:
        found = get(methodology, address)
    except AddressError:
        at = address
        while at:
            origin = methodology.origins.get(at)
            if origin is not None and origin.verb in ("drop", "remove"):
                return at, origin
            at = at.rpartition("/")[0]
        raise
    own = methodology.origins.get(address)
    return (address, own) if own is not None and own.verb == "drop" and found is None else None


def _was(methodology: Methodology, address: str, gone: tuple[str, Origin] | None) -> tuple[Was, ...]:
    """What stood at an address before, first to last, also where a change was made to what it lies in."""
    at = address if gone is None else gone[0]
    while True:
        origin = methodology.origins.get(at)
        if origin is not None and (at == address or origin.was):
            break
        if not at:
            return ()
        at = at.rpartition("/")[0]
    inside = address.removeprefix(at)
    if not inside:
        return origin.was
    found: list[Was] = []
    for was in origin.was:
        if was.at == inside:
            found.append(Was(value=was.value, origin=was.origin))
        elif not was.at:
            known, value = _inside(was.value, inside)
            if known:
                found.append(Was(value=value, origin=was.origin))
    return tuple(found)


def _inside(data: Any, address: str) -> tuple[bool, Any]:
    """Whether plain data has something at an address, and what."""
    here = data
    for token in address[1:].split("/"):
        token = token.replace("~1", "/").replace("~0", "~")
        if hasattr(here, "keys") and token in here:
            here = here[token]
        elif isinstance(here, tuple):
            found = [one for one in here if one == token or (hasattr(one, "get") and one.get("id") == token)]
            if not found:
                return False, None
            here = found[0]
        else:
            return False, None
    return True, here


def _value(methodology: Methodology, address: str) -> Any:
    try:
        return get(methodology, address)
    except AddressError:
        return None
