"""The two immutable containers."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interim_method.errors import DefinitionError
from interim_method.model import FrozenMap, Keyed, Remark, freeze, thaw

IDS = st.lists(st.from_regex("[a-z][a-z0-9]{0,4}", fullmatch=True), unique=True, max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def keyed(ids: list[str]) -> Keyed[Remark]:
    return Keyed(Remark(id=key, text=key) for key in ids)


@given(IDS)
def test_an_item_is_found_by_its_position_and_by_its_id(ids: list[str]) -> None:
    items = keyed(ids)
    assert [items[n] for n in range(len(items))] == [items[key] for key in ids] == list(items)
    assert items.ids == tuple(ids)
    assert all(key in items and items[key] in items for key in ids)
    assert items.get("not-there") is None


@given(IDS)
def test_equality_and_hash_go_by_content_and_order(ids: list[str]) -> None:
    assert keyed(ids) == keyed(ids)
    assert hash(keyed(ids)) == hash(keyed(ids))
    if len(ids) > 1:
        assert keyed(ids) != keyed(ids[::-1])


def test_two_things_with_one_id_are_refused() -> None:
    with pytest.raises(DefinitionError, match="'a' is used twice"):
        keyed(["a", "b", "a"])


@given(IDS)
def test_adding_and_removing_undo_each_other(ids: list[str]) -> None:
    items = keyed(ids)
    more = items.added(Remark(id="newcomer", text="x"))
    assert more[-1].id == "newcomer"
    assert more.without("newcomer") == items


def test_an_item_can_be_added_behind_another_and_replaced_in_its_place() -> None:
    items = keyed(["a", "c"]).added(Remark(id="b", text="b"), after="a")
    assert items.ids == ("a", "b", "c")
    assert items.replaced("b", Remark(id="b", text="new"))[1].text == "new"


@given(IDS)
def test_containers_survive_pickling(ids: list[str]) -> None:
    held = (keyed(ids), FrozenMap({key: key for key in ids}))
    assert pickle.loads(pickle.dumps(held)) == held


@given(st.dictionaries(st.text(max_size=3), st.integers(), max_size=5))
def test_a_frozen_map_is_what_its_dict_is_whatever_its_order(items: dict[str, int]) -> None:
    turned = FrozenMap(dict(reversed(items.items())))
    assert FrozenMap(items) == items == turned
    assert hash(FrozenMap(items)) == hash(turned)


@given(JSON)
def test_freezing_and_thawing_lose_nothing_and_make_it_hashable(data: object) -> None:
    assert thaw(freeze(data)) == data
    hash(freeze(data))
