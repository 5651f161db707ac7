"""A fictional example: three invented cooperatives that went through the method, and their pilot.

None of them exists, and nothing here describes the real pilot or any real organisation. The first is told
whole; the second ran over its hours; the third stopped, and leaves loose ends for checks to find.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from typing import Final, TypeVar

from interim_method.methodologies.interim_executive import methodology
from interim_method.model.engagement import Engagement
from interim_method.model.frozen import Keyed
from interim_method.model.pilot import Pilot

R = TypeVar("R", Engagement, Pilot)

__all__ = ["REFERENCE", "engagement", "engagements", "pilot"]

REFERENCE: Final = date(2026, 7, 17)
"""The date that the records speak of."""

NAMES: Final = ("nespra", "codony", "ginjol")


@cache
def engagements() -> Keyed[Engagement]:
    """The engagements of the three cooperatives."""
    return Keyed(_read(name, Engagement) for name in NAMES)


def engagement() -> Engagement:
    """The engagement that is told whole, with every kind of content filled in."""
    return engagements()[0]


@cache
def pilot() -> Pilot:
    """The pilot that the three engagements belong to."""
    return _read("pilot", Pilot)


def _read(name: str, cls: type[R]) -> R:
    """The record in a file of this folder, which names the methodology instead of repeating it."""
    # The readers of files are for programs that read some: one that only lists what is in the box does without.
    from interim_method.files import from_dict, to_dict
    from interim_method.methodologies.loading import read_json

    envelope = read_json(resources.files(__name__), f"{name}.json")
    method = to_dict(methodology())
    assert envelope["data"]["methodology"] == method["id"]
    envelope["data"]["methodology"] = {"id": method["id"], **method["data"]}
    record = from_dict(envelope, source=f"{name}.json")
    assert isinstance(record, cls)
    return record
