"""Resolving variants: order, conflicts, what follows from a removal, and the laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interim_method.errors import DefinitionError, VariantError
from interim_method.methodologies.interim_executive import methodology
from interim_method.model import Add, Change, FrozenMap, Methodology, Phase, Remove, Step, Text, Variant
from interim_method.variants import resolve


def variant(
    key: str, *changes: Add | Change | Remove, after: tuple[str, ...] = (), base: str = "interim-executive"
) -> Variant:
    return Variant(id=key, base=base, title=Text(en=key), changes=changes, after=after)


def retitled(key: str, title: str) -> Change:
    return Change(element="step", id=key, set=FrozenMap({"title": Text(ca=title)}))


def test_without_variants_a_methodology_is_itself() -> None:
    assert resolve(methodology(), []) is methodology()


def test_a_change_sets_its_value_says_where_it_comes_from_and_leaves_the_rest() -> None:
    made = resolve(methodology(), [variant("ours", retitled("listening", "Sentir"))])
    assert made.step("listening").title == Text(ca="Sentir")
    origin = made.origin("/elements/listening/title/ca")
    assert origin is not None
    assert (origin.source, origin.variant, origin.change) == ("variant", "ours 1.0", "/changes/0")
    assert made.step("listening").purpose == methodology().step("listening").purpose
    assert [layer.name for layer in made.layers] == ["ours 1.0"]


def test_two_variants_may_add_steps_to_one_phase_without_knowing_of_each_other() -> None:
    first = Add(
        element=Step(id="visits", parent="self-diagnosis", after="listening", title=Text(ca="Visites"))
    )
    second = Add(
        element=Step(id="figures", parent="self-diagnosis", after="diagnosis", title=Text(ca="Xifres"))
    )
    made = resolve(methodology(), [variant("a", first), variant("b", second)])
    assert [s.id for s in made.steps_of("self-diagnosis")] == [
        "listening",
        "visits",
        "diagnosis",
        "figures",
        "consensus",
    ]


def test_an_addition_takes_over_what_it_is_based_on_and_gives_no_value_of_its_own_for() -> None:
    new = Add(
        element=Step(id="more-listening", parent="self-diagnosis", title=Text(ca="Més")), based_on="listening"
    )
    made = resolve(methodology(), [variant("a", new)]).step("more-listening")
    assert made.title == Text(ca="Més")
    assert made.effort == methodology().step("listening").effort


def test_what_is_appended_comes_behind_what_was_there() -> None:
    more = Change(
        element="step", id="listening", append=FrozenMap({"purpose": Text(ca="I més."), "stages": ("can",)})
    )
    made = resolve(methodology(), [variant("a", more)]).step("listening")
    was = methodology().step("listening")
    assert was.purpose is not None and made.purpose is not None
    assert made.purpose["ca"] == f"{was.purpose['ca']}\n\nI més."
    assert made.purpose["es"] == was.purpose["es"]
    assert made.stages == (*was.stages, "can")


def test_what_pointed_at_a_removed_element_points_at_what_replaces_it() -> None:
    base = methodology()
    new = Add(element=Phase(id="all", title=Text(ca="Tot")))
    made = resolve(
        base,
        [
            variant(
                "a",
                new,
                Remove(id="self-diagnosis", replaced_by="all"),
                Remove(id="action-plan", replaced_by="all"),
            )
        ],
    )
    assert {s.parent for s in made.steps} == {"all"}


def test_all_faults_come_in_one_error_with_their_addresses() -> None:
    wrong = variant(
        "a",
        retitled("nowhere", "x"),
        Remove(id="neither"),
        Add(element=Step(id="listening", title=Text(ca="x"))),
        Change(element="phase", id="listening", set=FrozenMap({"title": Text(ca="x")})),
        base="another",
    )
    with pytest.raises(VariantError) as caught:
        resolve(methodology(), [wrong])
    assert [f.address for f in caught.value.faults] == [
        "/a/base",
        "/a/changes/0/id",
        "/a/changes/1/id",
        "/a/changes/2/element/id",
        "/a/changes/3/element",
    ]


def test_two_variants_that_change_one_value_need_an_order() -> None:
    one, two = retitled("listening", "Un"), retitled("listening", "Dos")
    with pytest.raises(VariantError, match="which comes first"):
        resolve(methodology(), [variant("a", one), variant("b", two)])
    made = resolve(methodology(), [variant("b", two, after=("a",)), variant("a", one)])
    assert made.step("listening").title == Text(ca="Dos")


def test_a_circle_of_variants_is_a_fault() -> None:
    with pytest.raises(VariantError, match="each want to come after"):
        resolve(methodology(), [variant("a", after=("b",)), variant("b", after=("a",))])


def test_removing_what_others_belong_to_is_a_fault_unless_something_replaces_it() -> None:
    with pytest.raises(VariantError, match="self-diagnosis"):
        resolve(methodology(), [variant("a", Remove(id="self-diagnosis"))])


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("set", {"nothing": 1}),
        ("set", {"title": "plain"}),
        ("append", {"title": Text(ca="x")}),
        ("set", {"id": "x"}),
    ],
)
def test_a_change_refuses_values_that_the_element_cannot_hold(name: str, values: dict[str, object]) -> None:
    with pytest.raises(DefinitionError, match=f"/{name}/"):
        Change(element="step", id="listening", **{name: FrozenMap(values)})  # type: ignore[arg-type]


@given(st.permutations(["listening", "diagnosis", "consensus", "intensive"]))
def test_variants_that_touch_different_values_commute(order: list[str]) -> None:
    variants = {key: variant(f"v-{key}", retitled(key, key.upper())) for key in order}

    def made(keys: list[str]) -> Methodology:
        return resolve(methodology(), [variants[key] for key in keys])

    assert made(order).elements == made(sorted(order)).elements
    assert made(order).origins == made(sorted(order)).origins
