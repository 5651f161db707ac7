"""Records moved to another methodology, or to another version of their own."""

from __future__ import annotations

from typing import Any, TypeVar

from interim_method.api import records
from interim_method.api.guards import methodology_given, record_given
from interim_method.api.hosts import default_host
from interim_method.errors import DefinitionError
from interim_method.model import Engagement, Methodology, Pilot, Variant
from interim_method.plugin import PluginHost
from interim_method.variants.migration import Migration
from interim_method.variants.rebasing import Met

__all__ = ["Met", "Migration", "migrate", "rebase_report"]

R = TypeVar("R", bound=Engagement | Pilot)


def migrate(record: R, *, to: Methodology, host: PluginHost | None = None) -> Migration[R]:
    """*record* moved to another methodology, or another version of its own, and what came of what it holds.

    The record itself is left as it is. What has no place in the methodology is archived in the new record, and
    comes back when that moves to a methodology that has its place.

    Args:
        record: An engagement or a pilot.
        to: The methodology, with its variants. An engagement's own changes are made to it again.
        host: Knows the kinds of tools of plug-ins.
    """
    from interim_method.variants import migration

    record_given(record)
    if isinstance(record, Methodology):
        raise DefinitionError("a methodology is what records move to: give an engagement or a pilot")
    if to is None:
        raise DefinitionError("to: say which methodology; methodology() gives the one of a name")
    methodology_given(to)
    return migration.migrate(record, to, _Data(host))


def rebase_report(variant: Variant, old: Methodology, new: Methodology) -> tuple[Met, ...]:
    """What each change of a variant meets in another version of its base: applied, obsolete or conflicting.

    Args:
        variant: The variant.
        old: The methodology that it was made for.
        new: The methodology that it is to be laid over.
    """
    from interim_method.variants import rebasing

    if not isinstance(variant, Variant):
        raise DefinitionError("variant: give a Variant; load(path, kind='variant') reads one from a file")
    for one in (old, new):
        if one is None:
            raise DefinitionError("give two methodologies, the old one and the new one")
        methodology_given(one)
    return rebasing.rebase_report(variant, old, new)


class _Data:
    """Plain data in the form that files have. Plug-ins are asked for kinds of tools when first one is needed."""

    def __init__(self, host: PluginHost | None) -> None:
        self._host = host

    def plain(self, value: Any) -> Any:
        from interim_method.files import to_plain

        return to_plain(value)

    def made(self, data: Any, annotation: Any) -> Any:
        from interim_method.files import from_plain

        return from_plain(data, annotation, kinds=records.kinds_of(self._host or default_host()))
