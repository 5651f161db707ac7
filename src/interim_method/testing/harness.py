"""A host with nothing in it but the box and the plug-in under test."""

from __future__ import annotations

import importlib
from collections.abc import Iterable

from interim_method.api import plugin_host
from interim_method.plugin import PluginHost

__all__ = ["isolated_host"]


def isolated_host(*plugins: object, installed: Iterable[str] = (), faults: bool = False) -> PluginHost:
    """A host with the box, *plugins*, and of all that is installed only *installed*.

    Neither ``INTERIM_METHOD_PLUGINS`` nor what else the machine has installed makes a difference.

    Args:
        *plugins: Plug-ins as objects or modules.
        installed: Names of installed plug-ins, or of their distributions, taken in by their entry points as
            users get them.
        faults: Whether plug-ins may be at fault; otherwise that is an error.

    Raises:
        PluginError: A plug-in is at fault, or is not installed; every fault is in its notes.
    """
    names = (installed,) if isinstance(installed, str) else tuple(installed)
    # What was installed while a program runs, as by a test, is there for it too.
    importlib.invalidate_caches()
    host = plugin_host(*plugins, discover=bool(names), only=names)
    found = () if faults else host.faults
    if found:
        error = found[0].error()
        for fault in found[1:]:
            error.add_note(str(fault))
        raise error
    return host
