"""`Shelf`: all offers of one kind, and who may have which name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from interim_method.plugin.faults import PluginFault
from interim_method.plugin.offers import Offer
from interim_method.plugin.registered import Registered

__all__ = ["Claim", "Shelf", "key_of"]

O = TypeVar("O", bound=Offer[Any])  # noqa: E741


class Claim(NamedTuple, Generic[O]):
    """An offer, and the plug-in that makes it."""

    offer: O
    plugin: Registered


def key_of(name: str) -> str:
    """*name* as it is compared: capitals make no difference."""
    return name.casefold()


class Shelf(Generic[O]):
    """The offers of one kind by name and by suffix, after all claims have been weighed.

    The rules, none of which depends on an order: what comes in the box keeps its names, and an offer that
    claims one of them is refused whole; a name that a distribution declares is that of who declares it; a
    name that two others claim goes to neither. `prefer` names the
    plug-in that shall have a name in spite of both. Suffixes may be shared; what comes in the box goes first.

    Attributes:
        index: Every name → the claim that has it.
        claims: The claims whose offer can be had by its own name.
        suffixes: Every suffix → the claims on it that stand.
        lost: Every name that cannot be had → the faults that say why.
    """

    def __init__(self, claims: Iterable[Claim[O]], prefer: Mapping[str, str]) -> None:
        self.index: dict[str, Claim[O]] = {}
        self.lost: dict[str, list[PluginFault]] = {}
        self._prefer = prefer
        every = tuple(claims)
        taken = {key_of(name) for c in every if c.plugin.builtin for name in c.offer.names}
        standing = [c for c in every if c.plugin.builtin or not self._shadows(c, taken)]
        wanted: dict[str, list[Claim[O]]] = {}
        for claim in standing:
            for key in dict.fromkeys(map(key_of, claim.offer.names)):
                wanted.setdefault(key, []).append(claim)
        for key, rivals in wanted.items():
            self._settle(key, rivals)
        self.claims = tuple(c for key, c in self.index.items() if key == key_of(c.offer.names[0]))
        self.suffixes = self._by_suffix()

    def _shadows(self, claim: Claim[O], taken: set[str]) -> bool:
        """Whether *claim* is on a name of the box that nobody said it should have; its other names are lost."""
        keys = {key_of(name): name for name in claim.offer.names}
        clashes = [k for k in keys if k in taken and self._prefer.get(k) != claim.plugin.name]
        for key in clashes:
            fault = claim.plugin.blame(
                f"its {claim.offer.KIND} {claim.offer.names[0]!r} claims the name {keys[key]!r}, which one in "
                f"the box has; it is refused: give it another name"
            )
            for other in keys:
                if other not in taken:
                    self.lost.setdefault(other, []).append(fault)
        return bool(clashes)

    def _settle(self, key: str, rivals: list[Claim[O]]) -> None:
        """Give a name to the one that claims it, or to nobody."""
        rivals = self._preferred(key, rivals) or self._declared(key, rivals) or rivals
        if len(rivals) == 1:
            self.index[key] = rivals[0]
            return
        kind = rivals[0].offer.KIND
        plugins = list(dict.fromkeys(c.plugin for c in rivals))
        if len(plugins) > 1:
            owners = " and ".join(sorted(plugin.owner for plugin in plugins))
            reason = (
                f"the {kind} {key!r} is offered by {owners}; neither is used: "
                f"switch one of them off, or say which to prefer"
            )
        else:
            reason = f"it offers the {kind} {key!r} more than once; none of them is used"
        self.lost.setdefault(key, []).extend(plugin.blame(reason) for plugin in plugins)

    def _preferred(self, key: str, rivals: list[Claim[O]]) -> list[Claim[O]]:
        return [c for c in rivals if c.plugin.name == self._prefer.get(key)]

    def _declared(self, key: str, rivals: list[Claim[O]]) -> list[Claim[O]]:
        """The claims that a distribution declares: they are known before anything is imported, and go first."""
        declared = [c for c in rivals if c.plugin.declared(type(c.offer), key)]
        for claim in rivals if declared else ():
            if claim not in declared:
                owners = " and ".join(sorted(c.plugin.owner for c in declared))
                claim.plugin.blame(
                    f"its {claim.offer.KIND} {key!r} has a name that {owners} declares; it goes to who declares it"
                )
        return declared

    def _by_suffix(self) -> dict[str, list[Claim[O]]]:
        suffixes: dict[str, list[Claim[O]]] = {}
        for claim in self.claims:
            for suffix in dict.fromkeys(getattr(claim.offer, "suffixes", ())):
                suffixes.setdefault(suffix, []).append(claim)
        return {
            suffix: self._preferred(suffix, rivals) or [c for c in rivals if c.plugin.builtin] or rivals
            for suffix, rivals in suffixes.items()
        }
