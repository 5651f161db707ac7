"""`PluginFault` and `PluginInfo`: what the host says of plug-ins."""

from __future__ import annotations

from attrs import field, frozen

from interim_method.errors import InterimMethodError, PluginError
from interim_method.plugin.offers import Offer

__all__ = ["PluginFault", "PluginInfo", "reason_of"]

_LONGEST = 400


@frozen(kw_only=True)
class PluginFault:
    """Something wrong with a plug-in; the others keep working.

    Attributes:
        plugin: Name of the plug-in; empty when only its distribution is known.
        distribution: Name of the distribution that it came in; empty for an object given in Python.
        version: Version of that distribution.
        reason: What went wrong, as a sentence without its full stop.
        cause: The exception behind it; None for a finding of the host's own.
    """

    plugin: str
    distribution: str = ""
    version: str = ""
    reason: str
    cause: BaseException | None = field(default=None, eq=False, repr=False)

    def error(self) -> PluginError:
        """The error to raise when what is at fault was asked for."""
        error = PluginError(self.reason, self.plugin, f"{self.distribution} {self.version}".strip())
        error.__cause__ = self.cause
        return error

    def __str__(self) -> str:
        return str(self.error())


@frozen(kw_only=True)
class PluginInfo:
    """A plug-in as listings show it.

    Attributes:
        name: Its name.
        distribution: Name of the distribution that it came in; empty for an object given in Python.
        version: Version of that distribution.
        builtin: Whether it comes in the box.
        offers: What it offers and can be used.
        faults: What is wrong with it.
    """

    name: str
    distribution: str = ""
    version: str = ""
    builtin: bool = False
    offers: tuple[Offer[object], ...] = ()
    faults: tuple[PluginFault, ...] = ()


def reason_of(error: BaseException, module: str = "") -> str:
    """What *error* says, on one line; *module* is the one that was being imported."""
    match error:
        case SystemExit():
            reason = f"it called sys.exit({error.code!r})"
        case ModuleNotFoundError(name=str(missing)) if module == missing or module.startswith(f"{missing}."):
            reason = f"there is no module {missing!r}"
        case ModuleNotFoundError(name=str(missing)):
            reason = f"it needs the module {missing!r}, which is not installed"
        case SyntaxError():
            reason = f"{type(error).__name__}: {error.msg} ({error.filename}, line {error.lineno})"
        case InterimMethodError():
            reason = str(error)
        case _:
            try:
                said = str(error)
            except Exception:  # an exception of a plug-in may fail at telling itself, too
                said = ""
            reason = f"{type(error).__name__}: {said}" if said else type(error).__name__
    reason = " ".join(reason.split())
    return reason if len(reason) <= _LONGEST else reason[: _LONGEST - 1] + "…"
