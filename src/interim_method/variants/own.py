"""What an organisation changes in its own methodology, without a variant that others could use."""

from __future__ import annotations

import attrs

from interim_method.errors import VariantError
from interim_method.model.engagement import Engagement
from interim_method.model.frozen import Keyed
from interim_method.model.methodology import Layer
from interim_method.model.values import Text
from interim_method.model.variant import ChangeOf, Variant
from interim_method.variants.work import Work

__all__ = ["change_method", "own_variant"]


def own_variant(engagement: Engagement) -> Variant:
    """An engagement's own changes as a variant, to be made to another version of the methodology, or shared."""
    name = engagement.organisation.name
    return Variant(
        id=engagement.id,
        version="1",
        base=engagement.methodology.id,
        title=name if isinstance(name, Text) else Text({engagement.language: name}),
        credit=name,
        changes=engagement.changes,
    )


def change_method(engagement: Engagement, *changes: ChangeOf) -> Engagement:
    """*engagement* with changes made to its own methodology, and noted as its own.

    Raises:
        VariantError: Changes without a target, or that leave something referring to what is gone: all faults in
            one error.
    """
    if not changes:
        return engagement
    new = attrs.evolve(own_variant(engagement), changes=changes)
    work = Work(engagement.methodology)
    work.begin({new.id: frozenset()})
    work.lay(new, source="own", first=len(engagement.changes))
    layers = engagement.methodology.layers
    if new.id not in layers:
        own = Layer(id=new.id, version=new.version, title=new.title, source="own", credit=new.credit)
        layers = Keyed((*layers, own))
    made = work.finished(layers)
    if made is None:
        raise VariantError(work.faults)
    return attrs.evolve(engagement, methodology=made, changes=(*engagement.changes, *changes))
