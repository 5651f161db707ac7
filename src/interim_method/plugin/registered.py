"""`Registered`: one plug-in in the host's keeping, its hooks looked over and its offers asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from inspect import getattr_static
from itertools import islice
from types import FunctionType, MethodType, ModuleType
from typing import Any, Final, TypeVar

import pluggy
from attrs import define, field

from interim_method.errors import DefinitionError
from interim_method.plugin import offers
from interim_method.plugin.discovery import Found, normalized
from interim_method.plugin.faults import PluginFault, reason_of
from interim_method.plugin.isolation import Attempt, attempt
from interim_method.plugin.offers import Offer

__all__ = ["KINDS", "Registered", "name_of"]

T = TypeVar("T")
O = TypeVar("O", bound=Offer[Any])  # noqa: E741

KINDS: Final[tuple[type[Offer[Any]], ...]] = (
    offers.MethodologyOffer,
    offers.VariantOffer,
    offers.ToolOffer,
    offers.DocumentOffer,
    offers.ExporterOffer,
    offers.ImporterOffer,
    offers.RuleOffer,
    offers.LanguageOffer,
    offers.TerminologyOffer,
    offers.TemplateOffer,
)
"""Every kind of offer; each has a hook of its own."""
_HOOKS: Final = tuple(kind.HOOK for kind in KINDS)
_MOST: Final = 10_000
"""Most offers taken from one hook of one plug-in: a generator may have no end."""


def name_of(plugin: object) -> str:
    """What to call a plug-in that was given as an object: its `name`, else its module's or class's."""
    if isinstance(plugin, ModuleType):
        return plugin.__name__.rpartition(".")[2]
    # Looked up without running anything of the plug-in's: no property can raise here.
    name = getattr_static(plugin, "name", None)
    if isinstance(name, str) and name:
        return name
    return plugin.__name__ if isinstance(plugin, type) else type(plugin).__name__


@define(eq=False)
class Registered:
    """A plug-in, what is wrong with it, and what it offers.

    Attributes:
        name: Its name.
        distribution: Name of its distribution; empty for an object given in Python.
        version: Version of that distribution.
        builtin: Whether it comes in the box.
        declares: Hook → the names that its distribution declares; None where it declares nothing.
        waiting: The entry point to be imported when something of it is needed; None when that is done.
        faults: Everything found wrong so far.
    """

    name: str
    distribution: str = ""
    version: str = ""
    builtin: bool = False
    declares: Mapping[str, frozenset[str]] | None = None
    waiting: Found | None = None
    faults: list[PluginFault] = field(factory=list)
    _functions: dict[str, list[Callable[[], object]]] = field(factory=dict)
    _given: dict[type[Offer[Any]], tuple[Offer[Any], ...]] = field(factory=dict)

    @property
    def owner(self) -> str:
        """The plug-in with its distribution and version, as messages name it."""
        came = f"{self.distribution} {self.version}".strip()
        return f"{self.name!r} ({came})" if came else repr(self.name)

    def is_called(self, name: str) -> bool:
        """Whether *name* is its name, or that of its distribution with or without our prefix."""
        names = {self.name.casefold(), normalized(self.distribution)}
        return name.casefold() in names or f"interim-method-{normalized(name)}" in names

    def may_offer(self, kind: type[Offer[Any]]) -> bool:
        """Whether it may have offers of *kind*: without a declaration nobody knows."""
        return self.declares is None or kind.HOOK in self.declares

    def declared(self, kind: type[Offer[Any]], key: str) -> bool:
        """Whether it declares an offer of *kind* by this name."""
        return self.declares is not None and key in self.declares.get(kind.HOOK, ())

    def blame(self, reason: str, cause: BaseException | None = None) -> PluginFault:
        """Note a fault, once, and give it back."""
        fault = PluginFault(
            plugin=self.name, distribution=self.distribution, version=self.version, reason=reason, cause=cause
        )
        if fault not in self.faults:
            self.faults.append(fault)
        return fault

    def attempt(self, action: Callable[[], T], when: str) -> Attempt[T]:
        """Run *action*, and blame the plug-in for what it changes outside itself."""
        with self.named_when_interrupted():
            made = attempt(action)
        self.blame_for(made.repairs, when)
        return made

    def blame_for(self, repairs: Iterable[str], when: str) -> None:
        """Note what it changed outside itself."""
        for repair in repairs:
            self.blame(f"{when}, {repair}")

    @contextmanager
    def named_when_interrupted(self) -> Iterator[None]:
        """Around its code: who ends a program that hangs is told which plug-in was at work."""
        try:
            yield
        except KeyboardInterrupt as error:
            if not getattr(error, "__notes__", ()):
                error.add_note(
                    f"the plug-in {self.owner} was at work; to go on without it: "
                    f"INTERIM_METHOD_PLUGINS=-{self.name}"
                )
            raise

    def register(self, plugin: object, manager: pluggy.PluginManager) -> None:
        """Hand *plugin* to *manager*, and keep its hooks."""
        made = self.attempt(partial(self._register, plugin, manager), "when it was registered")
        if made.error is not None:
            self.blame(f"it cannot be registered: {reason_of(made.error)}", made.error)

    def offers(self, kind: type[O]) -> tuple[O, ...]:
        """What it offers of *kind*; its hook is called once."""
        if kind not in self._given:
            given: list[object] = []
            whole = kind.HOOK in self._functions
            for function in self._functions.get(kind.HOOK, ()):
                made = self.attempt(partial(_collect, function, given), f"in {kind.HOOK}")
                if made.error is not None:
                    whole = False
                    self.blame(f"{kind.HOOK} failed: {reason_of(made.error)}", made.error)
            checked = self.attempt(lambda: tuple(self._right(kind, given)), f"in {kind.HOOK}")
            if checked.error is not None:
                self.blame(f"{kind.HOOK} gave something broken: {reason_of(checked.error)}", checked.error)
            self._given[kind] = self._as_declared(kind, checked.value or (), whole=whole)
        return self._given[kind]  # type: ignore[return-value]

    def _as_declared(self, kind: type[O], given: tuple[O, ...], *, whole: bool) -> tuple[O, ...]:
        """What it offers and declares: the rest would be there or not, as it was imported or not."""
        if self.declares is None:
            return given
        names = self.declares.get(kind.HOOK, frozenset())
        for offer in given:
            if offer.names[0].casefold() not in names:
                self.blame(
                    f"it offers the {kind.KIND} {offer.names[0]!r}, which its distribution does not declare in "
                    f"the group interim_method.{kind.HOOK.removeprefix('interim_')}, and which is not used"
                )
        missing = names - {name.casefold() for offer in given for name in offer.names}
        for name in sorted(missing) if whole else ():  # a hook that failed has been told of already
            self.blame(f"its distribution declares the {kind.KIND} {name!r}, which it does not offer")
        return tuple(offer for offer in given if offer.names[0].casefold() in names)

    def _register(self, plugin: object, manager: pluggy.PluginManager) -> None:
        for other, known in manager.list_name_plugin():
            if known is plugin:
                raise DefinitionError(f"it is the same object as the plug-in {other!r}")
        for problem in _misspelt(plugin, manager):
            self.blame(problem)
        name = self.name
        while manager.has_plugin(name):
            name += "'"
        manager.register(plugin, name)
        for hook in _HOOKS:
            for implementation in getattr(manager.hook, hook).get_hookimpls():
                if implementation.plugin_name != name:
                    continue
                if implementation.wrapper or implementation.hookwrapper:
                    self.blame(f"its {hook} is a hook wrapper, which nothing here is for")
                else:
                    self._functions.setdefault(hook, []).append(implementation.function)
        if self.declares is not None:
            for hook in self.declares:
                if hook not in _HOOKS:
                    group = f"interim_method.{hook.removeprefix('interim_')}"
                    self.blame(f"its distribution declares offers in the group {group!r}, which is none")
                elif hook not in self._functions:
                    self.blame(f"its distribution declares offers of {hook}, a hook that it does not have")
            for hook in [hook for hook in self._functions if hook not in self.declares]:
                group = f"interim_method.{hook.removeprefix('interim_')}"
                self.blame(f"its {hook} is not used: its distribution declares nothing in the group {group}")
        if not self._functions and not self.faults:
            self.blame("it offers nothing: it has no hook marked with @hookimpl")

    def _right(self, kind: type[O], given: Iterable[object]) -> Iterator[O]:
        for thing in given:
            if isinstance(thing, kind) and all(isinstance(name, str) for name in thing.names):
                yield thing
                continue
            advice = f"; that belongs in {thing.HOOK}" if isinstance(thing, Offer) else ""
            self.blame(
                f"{kind.HOOK} gave a value of the type {type(thing).__name__}, not {kind.__name__}{advice}"
            )


def _collect(function: Callable[[], object], into: list[object]) -> None:
    """Put what a hook gives *into* a list; a generator that raises late leaves what it gave before."""
    result = function()
    if result is None:
        raise DefinitionError("it gave None; it must give a list of offers")
    if isinstance(result, Offer):
        raise DefinitionError(f"it gave one {type(result).__name__}; it must give a list of offers")
    if isinstance(result, str) or not isinstance(result, Iterable):
        raise DefinitionError(f"it gave a value of the type {type(result).__name__}, not a list of offers")
    into.extend(islice(result, _MOST))
    if len(into) >= _MOST:
        into.clear()
        raise DefinitionError(f"it gave {_MOST} offers or more")


def _misspelt(plugin: object, manager: pluggy.PluginManager) -> Iterator[str]:
    """What looks like a hook of ours and is not one."""
    for name in dir(plugin):
        options = manager.parse_hookimpl_opts(plugin, name)
        hook = name if options is None else options["specname"] or name
        if options is None:
            thing = getattr_static(plugin, name, None)
            function = getattr(thing, "__func__", thing)
            if not name.startswith("interim_") or not isinstance(function, (FunctionType, MethodType)):
                continue
            if hasattr(function, f"{manager.project_name}_spec"):  # one of our specifications, imported
                continue
        if hook not in _HOOKS:
            if options is None or not options["optionalhook"]:
                yield f"there is no hook {hook!r}{_suggestion(hook)}"
        elif options is None:
            yield f"{hook} is not marked with @hookimpl, and so is not used"


def _suggestion(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, _HOOKS, 1)
    return f"; did you mean {near[0]!r}?" if near else f"; the hooks are {', '.join(_HOOKS)}"
