"""Changes of an engagement's own, in files: their values are typed by what they change."""

from __future__ import annotations

import attrs
import pytest

from interim_method.errors import InvalidContent
from interim_method.files import from_dict, to_dict
from interim_method.methodologies.interim_executive import example
from interim_method.model import Add, Change, Engagement, FrozenMap, Remove, Step, Text

CHANGED: Engagement = attrs.evolve(
    example.engagement(),
    changes=(
        Add(element=Step(id="visits", title=Text(ca="Visites")), based_on="listening"),
        Change(
            element="step",
            id="listening",
            set=FrozenMap({"title": Text(ca="Sentir"), "stages": ("can",)}),
            append=FrozenMap({"purpose": Text(ca="I més.")}),
        ),
        Remove(id="diagnosis", replaced_by="listening"),
    ),
)


def test_changes_of_an_engagement_come_back_as_they_were() -> None:
    assert from_dict(to_dict(CHANGED)) == CHANGED


def test_every_fault_of_a_change_is_told_with_its_address() -> None:
    data = to_dict(CHANGED)
    change = data["data"]["changes"][1]
    change["set"] = {"title": "plain", "nothing": 1}
    change["append"]["stages"] = "can"
    change["more"] = 1
    with pytest.raises(InvalidContent) as caught:
        from_dict(data)
    assert {f.address for f in caught.value.faults} == {
        "/changes/listening/set/title",
        "/changes/listening/set/nothing",
        "/changes/listening/append/stages",
        "/changes/listening/more",
    }


def test_a_change_to_an_element_of_an_unknown_kind_is_kept_as_it_is() -> None:
    data = to_dict(CHANGED)
    data["data"]["changes"] = [
        {"kind": "change", "element": "unheard-of", "id": "b", "set": {"any": [1, {"a": "b"}]}}
    ]
    assert to_dict(from_dict(data))["data"]["changes"] == data["data"]["changes"]
