"""The domain: methodology, engagement and pilot as frozen records, and addresses into them."""

from interim_method.model import engagement, methodology, pilot, variant
from interim_method.model.address import Place, add, get, parts, place, put, remove, to_address, walk
from interim_method.model.engagement import *  # noqa: F403
from interim_method.model.finding import Finding, Severity
from interim_method.model.frozen import FrozenMap, Keyed, freeze, thaw
from interim_method.model.methodology import *  # noqa: F403
from interim_method.model.new import NewItem, expected, new_item
from interim_method.model.pilot import *  # noqa: F403
from interim_method.model.record import (
    FieldInfo,
    Record,
    fields_of,
    is_id,
    item_type,
    kind_of_type,
    record_type,
)
from interim_method.model.terminology import OwnTerm, OwnWords, Terminology
from interim_method.model.values import Audience, Kind, Money, Said, Text, text_fault
from interim_method.model.variant import *  # noqa: F403

__all__ = [
    "Audience",
    "FieldInfo",
    "Finding",
    "FrozenMap",
    "Keyed",
    "Kind",
    "Money",
    "NewItem",
    "OwnTerm",
    "OwnWords",
    "Place",
    "Record",
    "Said",
    "Severity",
    "Terminology",
    "Text",
    "add",
    "fields_of",
    "freeze",
    "get",
    "is_id",
    "item_type",
    "kind_of_type",
    "expected",
    "new_item",
    "parts",
    "place",
    "put",
    "record_type",
    "remove",
    "text_fault",
    "thaw",
    "to_address",
    "walk",
]
__all__ += engagement.__all__
__all__ += methodology.__all__
__all__ += pilot.__all__
__all__ += variant.__all__
