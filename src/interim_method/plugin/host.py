"""`PluginHost`: everything on offer, from the box and from plug-ins, each plug-in kept to itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from os import PathLike
from pathlib import PurePath
from threading import RLock
from typing import Any, TypeVar

import pluggy

from interim_method.errors import InterimMethodError, MissingExtra, PluginError, UnknownExporter, UnknownName
from interim_method.plugin import hooks, offers
from interim_method.plugin.discovery import Found, discover, normalized
from interim_method.plugin.faults import PluginFault, PluginInfo, reason_of
from interim_method.plugin.isolation import Watch, attempt, watched
from interim_method.plugin.offers import Offer
from interim_method.plugin.registered import KINDS, Registered, name_of
from interim_method.plugin.shelf import Claim, Shelf, key_of

__all__ = ["PluginHost"]

T = TypeVar("T")
R = TypeVar("R")
O = TypeVar("O", bound=Offer[Any])  # noqa: E741


class PluginHost:
    """Everything on offer: what comes in the box, plug-ins given as objects, and installed ones.

    What is asked for by name and comes in the box is found without looking at what is installed. A plug-in
    whose distribution declares what it offers is imported only for what it declares. Whatever a
    plug-in does when it is imported, registered, asked for its offers or loaded stays with that plug-in: it
    becomes a `PluginFault`, and all others keep working. What no host can survive is a plug-in that hangs, or
    that ends the process: switch it off with *block*, or for a program with ``INTERIM_METHOD_PLUGINS=-NAME``,
    or all of them with ``INTERIM_METHOD_PLUGINS=none``.

    A host may be used by several threads; it cannot be pickled.

    Args:
        builtins: The plug-ins that come in the box, as modules or objects.
        plugins: Further plug-ins, as modules or objects.
        discover: Whether to look for installed plug-ins.
        only: The installed plug-ins to use, by name or distribution; None for all.
        block: Installed plug-ins to leave alone, by name or distribution.
        prefer: Name or suffix → the plug-in whose offer shall have it, where several claim it, also against
            what comes in the box.
    """

    def __init__(
        self,
        *,
        builtins: Sequence[object] = (),
        plugins: Sequence[object] = (),
        discover: bool = True,
        only: Iterable[str] | None = None,
        block: Iterable[str] = (),
        prefer: Mapping[str, str] | None = None,
    ) -> None:
        self._manager = pluggy.PluginManager(hooks.PROJECT)
        self._manager.add_hookspecs(hooks)
        self._discovers = discover
        self._scanned = False
        self._only = None if only is None else tuple(only)
        self._block = tuple(block)
        self._prefer = {key_of(name): plugin for name, plugin in (prefer or {}).items()}
        self._plugins: list[Registered] = []
        self._unowned: list[PluginFault] = []
        self._shelves: dict[tuple[type[Offer[Any]], bool], Shelf[Any]] = {}
        self._owners: dict[int, Registered] = {}
        self._loaded: dict[int, tuple[Offer[Any], Any]] = {}
        self._lock = RLock()
        for plugin in builtins:
            from interim_method import __version__

            self._take(Registered(name_of(plugin), "interim-method", __version__, builtin=True), plugin)
        for plugin in plugins:
            self._take(Registered(name_of(plugin)), plugin)

    @classmethod
    def selected(
        cls,
        selection: str | None,
        *,
        builtins: Sequence[object],
        plugins: Sequence[object] = (),
        block: Iterable[str] = (),
        prefer: Mapping[str, str] | None = None,
    ) -> PluginHost:
        """A host as ``INTERIM_METHOD_PLUGINS`` says.

        Args:
            selection: Value of the variable: ``none``, or names with commas between; empty or None for all.
                A name with a ``-`` before it is left alone.
            builtins: The plug-ins that come in the box.
            plugins: Further plug-ins, whatever the variable says.
            block: Installed plug-ins to leave alone, whatever the variable says.
            prefer: As for a host.
        """
        names = [name.strip() for name in (selection or "").split(",") if name.strip()]
        none = [name.lower() for name in names] == ["none"]
        off = [name.removeprefix("-").strip() for name in names if name.startswith("-")]
        names = [name for name in names if not name.startswith("-")]
        return cls(
            builtins=builtins,
            plugins=plugins,
            discover=not none,
            only=None if none else names or None,
            block=(*block, *off),
            prefer=prefer,
        )

    # --- one, by name ---------------------------------------------------------------------------------------------

    def methodology(self, name: str) -> offers.MethodologyOffer:
        """The methodology of this name.

        Raises:
            UnknownName: Nothing offers it. All look-ups by name raise this.
            PluginError: The plug-in of that name, or the one that offers it, is at fault; likewise.
        """
        return self._find(offers.MethodologyOffer, name)

    def variant(self, name: str) -> offers.VariantOffer:
        """The variant of this name."""
        return self._find(offers.VariantOffer, name)

    def tool(self, kind: str) -> offers.ToolOffer:
        """The tool of this kind."""
        return self._find(offers.ToolOffer, kind)

    def document(self, name: str) -> offers.DocumentOffer:
        """The document of this name."""
        return self._find(offers.DocumentOffer, name)

    def exporter(self, name: str) -> offers.ExporterOffer:
        """The exporter of this name or alias.

        Raises:
            UnknownExporter: Nothing offers it.
            PluginError: The plug-in of that name, or the one that offers it, is at fault.
        """
        return self._find(offers.ExporterOffer, name)

    def exporter_for(self, path: str | PathLike[str]) -> offers.ExporterOffer:
        """The exporter that the suffix of *path* means.

        Raises:
            UnknownExporter: No exporter has this suffix.
            PluginError: Several have it, or the plug-in named like it is at fault.
        """
        return self._for(offers.ExporterOffer, path)

    def importer(self, name: str) -> offers.ImporterOffer:
        """The importer of this name."""
        return self._find(offers.ImporterOffer, name)

    def importer_for(self, path: str | PathLike[str]) -> offers.ImporterOffer:
        """The importer that the suffix of *path* means; errors as for `exporter_for`."""
        return self._for(offers.ImporterOffer, path)

    def rule(self, name: str) -> offers.RuleOffer:
        """The rule of this name."""
        return self._find(offers.RuleOffer, name)

    def language(self, code: str) -> offers.LanguageOffer:
        """The language of this tag."""
        return self._find(offers.LanguageOffer, code)

    def terminology(self, name: str) -> offers.TerminologyOffer:
        """The terminology of this name."""
        return self._find(offers.TerminologyOffer, name)

    def template(self, name: str) -> offers.TemplateOffer:
        """The house template of this name."""
        return self._find(offers.TemplateOffer, name)

    # --- all of a kind --------------------------------------------------------------------------------------------

    @property
    def methodologies(self) -> tuple[offers.MethodologyOffer, ...]:
        """All methodologies, those of the box first. So for all kinds."""
        return self._all(offers.MethodologyOffer)

    @property
    def variants(self) -> tuple[offers.VariantOffer, ...]:
        """All variants."""
        return self._all(offers.VariantOffer)

    @property
    def tools(self) -> tuple[offers.ToolOffer, ...]:
        """All kinds of tools."""
        return self._all(offers.ToolOffer)

    @property
    def documents(self) -> tuple[offers.DocumentOffer, ...]:
        """All documents, in the order of their use."""
        return tuple(sorted(self._all(offers.DocumentOffer), key=lambda offer: (offer.order, offer.name)))

    @property
    def exporters(self) -> tuple[offers.ExporterOffer, ...]:
        """All exporters."""
        return self._all(offers.ExporterOffer)

    @property
    def importers(self) -> tuple[offers.ImporterOffer, ...]:
        """All importers."""
        return self._all(offers.ImporterOffer)

    @property
    def rules(self) -> tuple[offers.RuleOffer, ...]:
        """All rules."""
        return self._all(offers.RuleOffer)

    @property
    def languages(self) -> tuple[offers.LanguageOffer, ...]:
        """All languages."""
        return self._all(offers.LanguageOffer)

    @property
    def terminologies(self) -> tuple[offers.TerminologyOffer, ...]:
        """All terminologies."""
        return self._all(offers.TerminologyOffer)

    @property
    def templates(self) -> tuple[offers.TemplateOffer, ...]:
        """All house templates."""
        return self._all(offers.TemplateOffer)

    def tool_kinds(self) -> Mapping[str, offers.ToolKind]:
        """Every kind of tool that can be loaded; one that cannot is a fault of its plug-in."""
        kinds = {}
        for offer in self.tools:
            try:
                kinds[offer.kind] = self.load(offer)
            except PluginError:
                continue  # it is among the faults, and its tools are kept as they are
        return kinds

    # --- plug-ins and faults --------------------------------------------------------------------------------------

    @property
    def faults(self) -> tuple[PluginFault, ...]:
        """Everything wrong with plug-ins, as far as it shows without loading what they offer."""
        owned = [fault for info in self.plugins() for fault in info.faults]
        return (*self._unowned, *owned)

    def plugins(self) -> tuple[PluginInfo, ...]:
        """All plug-ins, those of the box first, with the offers that can be used and their faults."""
        with self._lock:
            self._scan()
            for plugin in self._plugins:
                if plugin.waiting is not None:
                    self._import(plugin.waiting, plugin)
            shelves = [self._shelf(kind, everything=True) for kind in KINDS]
            return tuple(
                PluginInfo(
                    name=plugin.name,
                    distribution=plugin.distribution,
                    version=plugin.version,
                    builtin=plugin.builtin,
                    offers=tuple(c.offer for shelf in shelves for c in shelf.claims if c.plugin is plugin),
                    faults=tuple(plugin.faults),
                )
                for plugin in self._plugins
            )

    def switched_off(self) -> tuple[PluginInfo, ...]:
        """The installed plug-ins that this host was told to leave alone; nothing of them was imported."""
        found = (attempt(discover).value or ((), ()))[0]
        return tuple(
            PluginInfo(name=f.name, distribution=f.distribution, version=f.version)
            for f in found
            if not self._discovers or not self._wants(f)
        )

    # --- use ------------------------------------------------------------------------------------------------------

    def load(self, offer: Offer[T]) -> T:
        """What *offer* offers, loaded once.

        Raises:
            MissingExtra: It needs an optional dependency of ours.
            PluginError: It cannot be loaded; the reason says why, and the cause is the exception.
        """
        with self._lock:
            if id(offer) not in self._loaded:
                # Kept with the offer, so that its id stays its own.
                self._loaded[id(offer)] = (offer, self._load(offer))
            value: T = self._loaded[id(offer)][1]
            return value

    def _load(self, offer: Offer[Any]) -> object:
        named = f"the {offer.KIND} {offer.names[0]!r}"
        owner = self._owners.get(id(offer)) or Registered(offer.names[0])
        made = owner.attempt(offer.load, f"when {named} was loaded")
        if isinstance(made.error, MissingExtra):
            raise made.error
        if made.error is not None:
            raise owner.blame(f"{named} cannot be loaded: {reason_of(made.error)}", made.error).error()
        problem = offer.loaded_fault(made.value)
        if problem:
            raise owner.blame(f"{named} cannot be loaded: it {problem}").error()
        return made.value

    @contextmanager
    def running(self, offer: Offer[Any]) -> Iterator[None]:
        """Around the use of what a plug-in's *offer* gave: its exceptions become its own.

        Our errors and those of the operating system go through, and so does everything from the box, where
        an unexpected exception is a bug to be seen whole. What a plug-in prints goes to standard error; a
        changed working directory and replaced functions are put back, and are faults of its own.

        Raises:
            PluginError: Something else was raised, which is the cause.
        """
        owner = self._owners.get(id(offer))
        if owner is None or owner.builtin:
            yield
            return
        named = f"the {offer.KIND} {offer.names[0]!r}"
        watch = Watch()
        try:
            with owner.named_when_interrupted(), watched() as watch:
                yield
        except (InterimMethodError, OSError, MemoryError, KeyboardInterrupt, GeneratorExit):
            raise
        except BaseException as error:
            raise owner.blame(f"{named} failed: {reason_of(error)}", error).error() from error
        finally:
            owner.blame_for(watch.repairs, f"when {named} was at work")

    def is_builtin(self, offer: Offer[Any]) -> bool:
        """Whether *offer* comes in the box."""
        owner = self._owners.get(id(offer))
        return owner is not None and owner.builtin

    def lent(self, offer: Offer[Any], record: R) -> R:
        """*record* as it is given to what *offer* offers: to a plug-in as a copy.

        Records are frozen, and who tries to change one gets an error. Python has ways round that, though,
        and a plug-in that takes one changes nothing of its user's.
        """
        return record if self.is_builtin(offer) else deepcopy(record)

    # --- looking up -----------------------------------------------------------------------------------------------

    def _all(self, kind: type[O]) -> tuple[O, ...]:
        return tuple(claim.offer for claim in self._shelf(kind, everything=True).claims)

    def _find(self, kind: type[O], name: str) -> O:
        key = key_of(name)
        if key not in self._prefer:
            own = self._shelf(kind, everything=False).index.get(key)
            if own is not None:
                return own.offer
            declaring = self._declaring(kind, key)
            if len(declaring) == 1:
                # Nobody else can have this name, and so nobody else is asked; doubts are for the whole shelf.
                box = self._shelf(kind, everything=False).index
                given = [o for o in self._offers(declaring[0], kind) if key in map(key_of, o.names)]
                if len(given) == 1 and box.keys().isdisjoint(map(key_of, given[0].names)):
                    return given[0]
        shelf = self._shelf(kind, everything=True)
        if key in shelf.index:
            return shelf.index[key].offer
        self._raise_fault(name, shelf)
        known = [claim.offer.names[0] for claim in shelf.claims]
        raise self._unknown(kind, name, known)

    def _declaring(self, kind: type[Offer[Any]], key: str) -> list[Registered]:
        with self._lock:
            self._scan()
            return [plugin for plugin in self._plugins if plugin.declared(kind, key)]

    def _offers(self, plugin: Registered, kind: type[O]) -> tuple[O, ...]:
        """What a plug-in offers of a kind; it is imported for that, where it may offer something of it."""
        with self._lock:
            if not plugin.may_offer(kind):
                return ()
            if plugin.waiting is not None:
                self._import(plugin.waiting, plugin)
            given = plugin.offers(kind)
            for offer in given:
                self._owners.setdefault(id(offer), plugin)
            return given

    def _for(self, kind: type[O], path: str | PathLike[str]) -> O:
        file = PurePath(path)
        candidates = list(dict.fromkeys(("".join(file.suffixes[-2:]).lower(), file.suffix.lower())))
        for everything in (False, True):
            shelf = self._shelf(kind, everything=everything)
            for suffix in candidates:
                claims = shelf.suffixes.get(suffix, [])
                if not everything and suffix in self._prefer:
                    break
                if len(claims) == 1:
                    return claims[0].offer
                if claims:
                    rivals = " and ".join(sorted(f"{c.offer.names[0]!r} of {c.plugin.owner}" for c in claims))
                    raise PluginError(f"{suffix} may be any of {rivals}; say which by its name")
        self._raise_fault(file.suffix.lower().removeprefix("."), shelf)
        raise self._unknown(kind, file.suffix or file.name, sorted(shelf.suffixes))

    def _raise_fault(self, name: str, shelf: Shelf[Any]) -> None:
        """Raise what is wrong with the plug-in that *name* is, or was to come from."""
        faults = list(shelf.lost.get(key_of(name), ()))
        if not faults:
            faults += [fault for fault in self._unowned if fault.plugin and fault.plugin == name]
            faults += [
                fault
                for plugin in self._plugins
                if not plugin.builtin and plugin.is_called(name)
                for fault in plugin.faults
            ]
        if faults:
            raise faults[0].error()

    def _unknown(self, kind: type[Offer[Any]], name: str, known: Sequence[str]) -> UnknownName:
        error: UnknownName
        if kind is offers.ExporterOffer:
            error = UnknownExporter(name, known)
        else:
            error = UnknownName(kind.KIND, name, known)
        for plugin in self._plugins:
            for fault in plugin.faults:
                error.add_note(f"at fault, and perhaps why: {fault}")
        return error

    def _shelf(self, kind: type[O], *, everything: bool) -> Shelf[O]:
        with self._lock:
            if (kind, everything) not in self._shelves:
                if everything:
                    self._scan()
                claims = [
                    Claim(offer, plugin)
                    for plugin in self._plugins
                    if plugin.builtin or everything
                    for offer in self._offers(plugin, kind)
                ]
                self._shelves[kind, everything] = Shelf(claims, self._prefer)
            return self._shelves[kind, everything]

    # --- taking plug-ins in ---------------------------------------------------------------------------------------

    def _take(self, registered: Registered, plugin: object) -> None:
        self._plugins.append(registered)
        registered.register(plugin, self._manager)

    def _scan(self) -> None:
        """Take in the names of what is installed, once; each is imported when something of it is needed."""
        if self._scanned or not self._discovers:
            return
        self._scanned = True
        made = attempt(discover)
        found, unreadable = made.value or ((), ())
        if made.error is not None:
            reason = f"installed plug-ins cannot be listed: {reason_of(made.error)}"
            unreadable = (PluginFault(plugin="", reason=reason, cause=made.error),)
        self._unowned.extend(unreadable)
        for name in self._only or ():
            if not any(_is_called(f, name) for f in found):
                reason = "it was asked for, but no plug-in of this name is installed"
                self._unowned.append(PluginFault(plugin=name, reason=reason))
        chosen: dict[str, list[Found]] = {}
        for one in found:
            if self._wants(one):
                chosen.setdefault(one.name, []).append(one)
        led: dict[str, str] = {}
        for rivals in chosen.values():
            for one in rivals:
                registered = Registered(one.name, one.distribution, one.version, declares=one.declares)
                self._plugins.append(registered)
                first = led.setdefault(one.entry_point.value, one.name)
                if len(rivals) > 1:
                    registered.blame(_conflict(rivals))
                elif first != one.name:
                    registered.blame(
                        f"it cannot be registered: it is the same object as the plug-in {first!r}"
                    )
                else:
                    registered.waiting = one
                    continue
                registered.declares = None

    def _wants(self, found: Found) -> bool:
        wanted = self._only is None or any(_is_called(found, name) for name in self._only)
        return wanted and not any(_is_called(found, name) for name in self._block)

    def _import(self, found: Found, registered: Registered) -> None:
        registered.waiting = None
        made = registered.attempt(found.entry_point.load, "when it was imported")
        if made.error is None and made.value is not None:
            registered.register(made.value, self._manager)
            return
        value = found.entry_point.value
        if made.error is None:
            registered.blame(f"its entry point {value!r} leads to None")
        else:
            reason = reason_of(made.error, value.partition(":")[0].strip())
            registered.blame(f"its entry point {value!r} cannot be imported: {reason}", made.error)


def _is_called(found: Found, name: str) -> bool:
    return found.name == name or normalized(found.distribution) == normalized(name)


def _conflict(rivals: Sequence[Found]) -> str:
    owners = sorted({found.owner for found in rivals})
    if len(owners) == 1:
        return f"its distribution names it twice: {' and '.join(sorted(f.entry_point.value for f in rivals))}"
    return (
        f"it is in {' and in '.join(owners)}, and neither is used: "
        f"uninstall one, or block one by the name of its distribution"
    )
