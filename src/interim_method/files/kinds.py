"""The classes behind the tag ``"kind"``: those of the model, and those that a host adds."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Final, TypeVar

import attrs

from interim_method.model import FrozenMap, engagement, methodology
from interim_method.model.engagement import ToolContent
from interim_method.model.methodology import Element
from interim_method.model.record import Record

__all__ = ["Kinds"]

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
