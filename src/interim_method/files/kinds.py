"""The classes that files hold: those with a file of their own, and those behind the tag ``"kind"``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType
from typing import Any, Final, TypeVar

import attrs

from interim_method.model import FrozenMap, engagement, methodology
from interim_method.model.engagement import Engagement, ToolContent
from interim_method.model.methodology import Element, Methodology
from interim_method.model.pilot import Pilot
from interim_method.model.record import Record, fields_of
from interim_method.model.variant import Variant

__all__ = ["ROOTS", "Kinds", "outer_fields", "tag_of"]

ROOTS: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {"methodology": Methodology, "engagement": Engagement, "pilot": Pilot, "variant": Variant}
)
"""The records that have a file of their own, by kind."""

R = TypeVar("R", bound=Record)


def _of_model(module: ModuleType, base: type[R]) -> dict[str, type[R]]:
    found = (cls for cls in vars(module).values() if isinstance(cls, type) and issubclass(cls, base))
    return {cls.KIND: cls for cls in found if cls.KIND}


_ELEMENTS: Final = _of_model(methodology, Element)
_CONTENTS: Final = _of_model(engagement, ToolContent)


def _elements(more: Mapping[str, type[Element]]) -> FrozenMap[str, type[Element]]:
    return FrozenMap({**_ELEMENTS, **more})


def _contents(more: Mapping[str, type[ToolContent]]) -> FrozenMap[str, type[ToolContent]]:
    return FrozenMap({**_CONTENTS, **more})


@attrs.frozen(kw_only=True)
class Kinds:
    """Classes of methodology elements and of tool contents by kind; what is given adds to the model's own.

    What a file holds of any other kind is kept as `Unknown`, and written back unchanged.
    """

    elements: FrozenMap[str, type[Element]] = attrs.field(factory=FrozenMap, converter=_elements)
    contents: FrozenMap[str, type[ToolContent]] = attrs.field(factory=FrozenMap, converter=_contents)


def tag_of(cls: type) -> str:
    """The value of ``"kind"`` in the data of a class, or nothing."""
    return "" if cls in ROOTS.values() else getattr(cls, "KIND", "")


def outer_fields(cls: type) -> dict[str, Any]:
    """The fields of a record that its envelope says, with their defaults."""
    fields = fields_of(cls)
    return {name: fields[name].default for name in ("id", "revision") if name in fields}
