"""The hosts of plug-ins that the public face uses."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Mapping
from typing import Final

from interim_method.builtin import Box
from interim_method.plugin import PluginHost

__all__ = ["default_host", "plugin_host"]

_PLUGINS: Final = "INTERIM_METHOD_PLUGINS"


def default_host() -> PluginHost:
    """The host used where none is given: the box and what is installed, as ``INTERIM_METHOD_PLUGINS`` says."""
    return _host(os.environ.get(_PLUGINS))


@functools.cache
def _host(selection: str | None) -> PluginHost:
    return PluginHost.selected(selection, builtins=(Box(),))


def plugin_host(
    *plugins: object,
    discover: bool | None = None,
    only: Iterable[str] | None = None,
    block: Iterable[str] = (),
    prefer: Mapping[str, str] | None = None,
) -> PluginHost:
    """A host with the box and *plugins*.

    Args:
        *plugins: Further plug-ins, as modules or objects.
        discover: Whether to look for installed plug-ins; as ``INTERIM_METHOD_PLUGINS`` says where not given.
        only: The installed plug-ins to use, by name or distribution; as that variable says where not given.
        block: Installed plug-ins to leave alone.
        prefer: Name or suffix → the plug-in whose offer shall have it, where several claim it.
    """
    box = (Box(),)
    if discover is None and only is None:
        selection = os.environ.get(_PLUGINS)
        return PluginHost.selected(selection, builtins=box, plugins=plugins, block=block, prefer=prefer)
    return PluginHost(
        builtins=box, plugins=plugins, discover=discover is not False, only=only, block=block, prefer=prefer
    )
