"""The laws of variants: files, order, explanation, and what a variant may not do."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import interim_method as im
from interim_method.errors import InvalidContent, VariantError
from interim_method.methodologies.interim_executive import methodology
from interim_method.model import Add, Change, Element, Remove, Step, Text, Variant, fields_of
from interim_method.variants import patches, resolve
from strategies import variants as any_variants

BASE = methodology()
KEYS = ("listening", "diagnosis", "consensus", "intensive")


def variant(key: str, *changes: Add | Change | Remove, base: str = BASE.id, **fields: object) -> Variant:
    return Variant(id=key, base=base, title=Text(en=key), changes=changes, **fields)  # type: ignore[arg-type]


def retitled(key: str, title: str) -> Change:
    return Change(key, element="step", set={"title/ca": title})


@given(any_variants())
@settings(max_examples=60)
def test_a_variant_comes_back_from_json_as_it_was(one: Variant) -> None:
    assert im.from_dict(im.to_dict(one), kind="variant") == one


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.text("abc\"'\\\nç·", max_size=9)), max_size=4))
@settings(max_examples=60)
def test_a_variant_comes_back_from_toml_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str]]
) -> None:
    file = tmp_path_factory.mktemp("variant") / "ours.toml"
    changes = [Change(key, element="step", append={"purpose": Text(ca=text)}) for key, text in said]
    one = variant("ours", *changes)
    im.dump(one, file)
    assert im.load(file, kind="variant") == one


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from("ABC")), min_size=1, max_size=6))
@settings(max_examples=40)
def test_the_winner_of_an_explanation_is_the_value_and_the_losers_are_what_stood_there(
    said: list[tuple[str, str]],
) -> None:
    line = [
        variant(f"v{n}", retitled(key, title), after=tuple(f"v{m}" for m in range(n)))
        for n, (key, title) in enumerate(said)
    ]
    made = resolve(BASE, line)
    assert made == resolve(BASE, line)
    for key in {key for key, _ in said}:
        at = f"/elements/{key}/title/ca"
        found = im.explain(made, at)
        by = [f"v{n} 1.0" for n, (other, _) in enumerate(said) if other == key]
        titles = [title for other, title in said if other == key]
        assert found.winner.value == im.get(made, at) == titles[-1]
        assert found.winner.by == by[-1]
        assert [loser.value for loser in found.losers] == [*titles[-2::-1], BASE.step(key).title["ca"]]
        assert im.explain(im.from_dict(im.to_dict(made)), at) == found  # type: ignore[arg-type]


def test_a_chain_of_200_variants_is_resolved_and_a_circle_of_200_is_one_fault() -> None:
    chain = [variant("v0", retitled("listening", "0"))]
    chain += [variant(f"v{n}", retitled("listening", str(n)), base=f"v{n - 1}") for n in range(1, 200)]
    made = resolve(BASE, chain[::-1])
    assert made.step("listening").title["ca"] == "199"
    assert im.from_dict(im.to_dict(made)) == made
    circle = [variant(f"v{n}", base=f"v{(n - 1) % 200}") for n in range(200)]
    with pytest.raises(VariantError) as caught:
        resolve(BASE, circle)
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize(
    ("changes", "fields", "address"),
    [
        ((), {"base": "nowhere"}, "/a/base"),
        ((), {"base": "a"}, "/a/base"),
        ((), {"after": ("a",)}, "/a/after"),
        ((), {"base_version": ">=9"}, "/a/base_version"),
        ((Remove("listening", replaced_by="listening"),), {}, "/a/changes/0/replaced_by"),
        ((Change("listening", element="step", set={"parent": "listening"}),), {}, "/a/changes/0/set/parent"),
        ((Change("listening", element="step", set={"tools": ["none"]}),), {}, "/a/changes/0/set/tools"),
        ((Change("listening", element="step", drop=["tips/none"]),), {}, "/a/changes/0/drop/tips~1none"),
        ((Add(Step(id="x", title=Text(ca="x")), based_on="x"),), {}, "/a/changes/0/based_on"),
    ],
)
def test_what_cannot_be_is_a_fault_at_its_address(
    changes: tuple[Add | Change | Remove, ...], fields: dict[str, object], address: str
) -> None:
    with pytest.raises(VariantError) as caught:
        resolve(BASE, [variant("a", *changes, **fields)])  # type: ignore[arg-type]
    assert [fault.address for fault in caught.value.faults] == [address]


def test_a_fault_in_a_file_says_its_line(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    im.dump(variant("ours", retitled("listening", "Sentir")), file)
    text = file.read_text(encoding="utf-8").replace('"title/ca"', '"titel/ca"')
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidContent) as caught:
        im.load(file, kind="variant")
    (line,) = [n for n, said in enumerate(text.splitlines(), 1) if "titel" in said]
    assert [fault.line for fault in caught.value.faults] == [line]


def test_there_is_a_patch_for_every_kind_of_element_with_each_of_its_fields() -> None:
    kinds = [cls for cls in vars(im.model.methodology).values() if _is_kind(cls)]
    for cls in kinds:
        patch = getattr(patches, f"{cls.__name__}Patch")
        assert patch.KIND == cls.KIND
        given = list(inspect.signature(patch).parameters)
        assert given == [name for name in fields_of(cls) if name != "id"]


def _is_kind(cls: object) -> bool:
    return isinstance(cls, type) and issubclass(cls, Element) and bool(cls.KIND)


def test_an_organisation_changes_its_own_method_and_that_is_told() -> None:
    from interim_method.methodologies.interim_executive import example

    was = example.engagement()
    made = im.change_method(was, retitled("listening", "Nosaltres"))
    again = im.change_method(made, retitled("listening", "Totes"))
    found = im.explain(again, "/elements/listening/title/ca")
    assert found.winner.origin is not None
    assert (found.winner.origin.source, found.winner.origin.change) == ("own", "/changes/1")
    assert [loser.value for loser in found.losers] == ["Nosaltres", "Escolta"]
    assert len(again.changes) == 2
    assert im.from_dict(im.to_dict(again)) == again
