"""The Interim Executive method by Calidoscoop, as data, and the pilot that its slides tell of."""

from __future__ import annotations

from functools import cache
from importlib import resources

from interim_method.model.methodology import Methodology
from interim_method.model.pilot import Pilot

__all__ = ["methodology", "slides_pilot"]


@cache
def methodology() -> Methodology:
    """The method, in Catalan, Spanish and English, each value with its origin."""
    from interim_method.methodologies.loading import load_folder

    return load_folder(resources.files(__name__))


@cache
def slides_pilot() -> Pilot:
    """The pilot of 2020 with what the slides and a public page say of it, and nothing more."""
    from interim_method.files import from_dict, to_dict
    from interim_method.methodologies.loading import read_json

    envelope = read_json(resources.files(__name__), "pilot.json")
    method = to_dict(methodology())
    envelope["data"]["methodology"] = {"id": method["id"], **method["data"]}
    pilot = from_dict(envelope, source="pilot.json")
    assert isinstance(pilot, Pilot)
    return pilot
