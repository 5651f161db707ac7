"""From a base methodology and variants to the methodology that results.

Pure: the same base and the same variants give the same methodology, and what is wrong comes in one error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interim_method.errors import DefinitionError, VariantError
from interim_method.model.frozen import Keyed
from interim_method.model.methodology import Layer, Methodology
from interim_method.model.variant import Variant
from interim_method.variants.ordering import base_faults, ordered, preceding
from interim_method.variants.work import Work

__all__ = ["resolve"]


def resolve(base: Methodology, variants: Sequence[Variant]) -> Methodology:
    """The methodology that *variants*, one after another, make of *base*.

    They follow each other as their `base` and `after` say, otherwise as given. Every value that comes from a
    variant has an origin that names the variant, the change and what stood there before.

    Raises:
        VariantError: Changes without a target, ids taken twice, values changed by two variants that have no
            order, what is left referring to something removed, a base or a version of it that is not this one,
            a circle: all faults in one error.
    """
    variants = tuple(variants)
    if not all(isinstance(one, Variant) for one in variants):
        raise DefinitionError("variants: give variants; methodology() takes their names too")
    if not variants:
        return base
    work = Work(base)
    line = ordered(variants, work.faults)
    for variant in line:
        work.faults.extend(base_faults(base, variant, line))
    work.begin(preceding(line))
    for variant in line:
        work.lay(variant)
    made = work.finished(_layers(base.layers, line))
    if made is None:
        raise VariantError(work.faults)
    return made


def _layers(below: Keyed[Layer], line: Iterable[Variant]) -> Keyed[Layer]:
    above = (
        Layer(id=v.id, version=v.version, title=v.title, credit=v.credit, licence=v.licence)
        for v in line
        if v.id not in below
    )
    return Keyed((*below, *above))
