"""`Contract`: what holds for every plug-in, whatever it offers."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, ClassVar, Final

from interim_method.errors import PluginError
from interim_method.plugin import Offer, PluginHost
from interim_method.testing.harness import isolated_host

__all__ = ["Contract", "require", "require_none"]


class Contract:
    """Base of the contracts.

    Attributes:
        plugin: The plug-in under test: a module or an object; or its name, or that of its distribution, where
            it is to be found as users get it, by its entry point.
        name: Name of what it offers and is held to the contract.
    """

    plugin: ClassVar[Any]
    name: ClassVar[str]
    _KIND: ClassVar[type[Offer[Any]]]

    @property
    def host(self) -> PluginHost:
        """A host with the box and the plug-in, and nothing else."""
        return _host_of(type(self))

    @property
    def offer(self) -> Any:
        """The offer under test."""
        found = [offer for info in self.host.plugins() for offer in info.offers if self._is_it(offer)]
        require(len(found) == 1, f"the plug-in offers no {self._KIND.KIND} named {self.name!r}")
        return found[0]

    @property
    def loaded(self) -> Any:
        """What is offered, loaded."""
        return self.host.load(self.offer)

    def test_the_plugin_is_without_faults(self) -> None:
        """It registers, gives offers of the right kinds under names of its own, and touches nothing else."""
        host = _made(self.plugin, faults=True)
        require(not host.faults, "; ".join(str(fault) for fault in host.faults))

    def test_it_is_offered_and_can_be_loaded(self) -> None:
        """There is an offer of this kind and name, and `load` gives what it should."""
        try:
            _ = self.loaded
        except PluginError as error:
            raise AssertionError(str(error)) from error

    def test_the_offer_says_what_it_is_in_a_sentence(self) -> None:
        """Listings show the summary to people who wonder what they have."""
        require(bool(self.offer.summary.strip()), f"the {self._KIND.KIND} {self.name!r} has no summary")

    def test_it_prints_nothing_when_it_is_imported_and_loaded(self) -> None:
        """A library is silent: what it prints mixes with answers of the programs that it is used in."""
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            host = _made(self.plugin, faults=True)
            for info in host.plugins():
                for offer in info.offers:
                    if self._is_it(offer):
                        host.load(offer)
        require(not said.getvalue(), f"it printed {said.getvalue()[:200]!r}")

    def _is_it(self, offer: Offer[Any]) -> bool:
        return isinstance(offer, self._KIND) and offer.names[0] == self.name


_HOSTS: Final[dict[type, PluginHost]] = {}


def _host_of(contract: type[Contract]) -> PluginHost:
    if contract not in _HOSTS:
        _HOSTS[contract] = _made(contract.plugin, faults=True)
    return _HOSTS[contract]


def _made(plugin: Any, *, faults: bool) -> PluginHost:
    if isinstance(plugin, str):
        return isolated_host(installed=(plugin,), faults=faults)
    return isolated_host(plugin, faults=faults)


def require(holds: bool, said: str) -> None:
    """Fail a test that does not hold, saying why: bare asserts of a library tell nothing."""
    if not holds:
        raise AssertionError(said)


def require_none(found: Iterable[object], said: str) -> None:
    """Fail a test where something is found."""
    listed = [str(one) for one in found]
    require(not listed, f"{said}: {'; '.join(listed[:5])}" + (" …" if len(listed) > 5 else ""))
