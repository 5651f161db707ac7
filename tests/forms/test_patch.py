"""JSON Patch between two states of a file."""

from __future__ import annotations

from typing import Any

import jsonpatch
from hypothesis import given
from hypothesis import strategies as st

from interim_method.forms.patch import json_patch

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=4)
IDS = st.sampled_from("abcdef")


def items(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    one = st.builds(lambda id, rest: {**rest, "id": id}, IDS, st.dictionaries(st.sampled_from("xyz"), values))
    return st.lists(one, unique_by=lambda item: item["id"], max_size=5)


DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | items(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=20,
)


@given(DATA, DATA)
def test_a_patch_makes_the_second_of_the_first(before: Any, after: Any) -> None:
    made = json_patch({"data": before}, {"data": after})
    patched = jsonpatch.apply_patch({"data": before}, made)
    assert patched == {"data": after}


@given(DATA)
def test_nothing_to_do_is_an_empty_patch(data: Any) -> None:
    assert json_patch(data, data) == []
