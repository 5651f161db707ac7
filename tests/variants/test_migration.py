"""A record moved to another methodology: what it keeps, what is called otherwise, what is archived, what comes back."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import interim_method as im
from interim_method.errors import DefinitionError
from interim_method.methodologies.interim_executive import example
from interim_method.model import (
    Add,
    Change,
    Choice,
    ChoiceList,
    Engagement,
    FrozenMap,
    Keyed,
    Methodology,
    Organisation,
    Pilot,
    Prompt,
    RatingScale,
    Remove,
    Step,
    Text,
    Variant,
    fields_of,
)
from interim_method.rules.integrity import content_outside_tool, unresolved_reference
from interim_method.variants import resolve

OURS = example.engagement()
PILOT = example.pilot()
BASE = OURS.methodology


def without(keys: set[str], replaced: dict[str, str] | None = None, version: str = "2.0") -> Methodology:
    """A later version without some elements, and whatever hangs below them."""
    gone = set(keys)
    while more := {e.id for e in BASE.elements if getattr(e, "parent", None) in gone} - gone:
        gone |= more
    kept = (
        attrs.evolve(e, after=None) if getattr(e, "after", None) in gone else e
        for e in BASE.elements
        if e.id not in gone
    )
    return attrs.evolve(
        BASE, version=version, elements=Keyed(kept), replaced=FrozenMap(replaced or {}), origins=FrozenMap()
    )


def without_parts(parts: set[tuple[str, str, str]]) -> Methodology:
    """A later version without some parts of its tools and lists."""
    made = BASE
    for element, field, key in parts:
        made = im.remove(made, f"/elements/{element}/{field}/{key}")
    return attrs.evolve(made, version="2.0")


PARTS = [
    (e.id, field, part.id)
    for e in BASE.elements
    for field in ("cells", "stages", "lanes", "blocks", "criteria", "sources", "choices")
    if isinstance(getattr(e, field, None), Keyed)
    for part in getattr(e, field)
]
elements = st.sets(st.sampled_from([e.id for e in BASE.elements]), max_size=6)
parts = st.sets(st.sampled_from(PARTS), max_size=6)
renames = st.dictionaries(
    st.sampled_from([e.id for e in BASE.elements]),
    st.sampled_from([e.id for e in BASE.elements]),
    max_size=3,
)


@st.composite
def versions(draw: st.DrawFn) -> Methodology:
    """Later versions of the methodology, from which elements went, some of them with others in their place."""
    if draw(st.booleans()):
        return without_parts(draw(parts))
    gone = draw(elements)
    return without(gone, {k: v for k, v in draw(renames).items() if k in gone and v not in gone})


def leaves(value: Any) -> list[Any]:
    """Every single value in plain data."""
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [value]


def held(record: Engagement | Pilot) -> list[str]:
    """Every value that people wrote in a record, what is archived of it with it."""
    data = im.to_dict(record)["data"]
    archived = data.pop("archive", [])
    data.pop("methodology")
    found = leaves(data)
    for one in archived:
        if one["form"] == "moved":
            found.remove(one["now"])
        found += leaves(one["data"])
    return sorted(map(repr, found))


@pytest.mark.parametrize("record", [OURS, PILOT], ids=["engagement", "pilot"])
@given(method=versions())
@settings(max_examples=25, deadline=None)
def test_nothing_is_lost_and_the_way_back_restores_it(record: Any, method: Methodology) -> None:
    was = im.to_dict(record)
    there = im.migrate(record, to=method)
    assert im.to_dict(record) == was
    assert held(there.record) == held(record)
    assert im.migrate(there.record, to=method).record is there.record
    before = set(unresolved_reference(attrs.evolve(record, methodology=BASE)))
    loose = [f for f in unresolved_reference(there.record) if not f.address.startswith("/methodology")]
    assert not [f for f in loose if f not in before]
    if isinstance(there.record, Engagement):
        assert not list(content_outside_tool(there.record))
    again = im.from_dict(im.to_dict(there.record))
    assert again == there.record
    assert isinstance(again, (Engagement, Pilot))
    assert im.migrate(again, to=record.methodology).record == record


@given(one=versions(), other=versions())
@settings(max_examples=25, deadline=None)
def test_nothing_is_lost_on_a_way_over_two_versions(one: Methodology, other: Methodology) -> None:
    over = im.migrate(im.migrate(OURS, to=one).record, to=other).record
    assert held(over) == held(OURS)
    home = im.migrate(over, to=BASE).record
    assert held(home) == held(OURS)
    assert [a for a in home.archive if a.form != "moved"] == []


@pytest.mark.parametrize("record", [OURS, PILOT], ids=["engagement", "pilot"])
def test_to_its_own_methodology_a_record_does_not_move(record: Any) -> None:
    found = im.migrate(record, to=record.methodology)
    assert found.record is record
    assert not found.changed


def small(*more: Any, version: str = "1.0", high: int = 5, **fields: Any) -> Methodology:
    """A methodology of a step with three prompts."""
    return Methodology(
        id="small",
        version=version,
        title=Text(en="Small"),
        elements=Keyed(
            (
                Step(id="talk", title=Text(en="Talk")),
                RatingScale(id="five", title=Text(en="Five"), high=high),
                Prompt(id="how-much", parent="talk", text=Text(en="How much?"), answer="scale", scale="five"),
                *more,
            )
        ),
        **fields,
    )


def kinds(*keys: str) -> tuple[ChoiceList, Prompt]:
    return (
        ChoiceList(
            id="kinds",
            title=Text(en="Kinds"),
            choices=Keyed(Choice(id=key, label=Text(en=key.title())) for key in keys),
        ),
        Prompt(id="which", parent="talk", text=Text(en="Which?"), answer="choices", choices="kinds"),
    )


def begun(method: Methodology) -> Engagement:
    return Engagement.start(
        method, organisation=Organisation(name="Nord"), started=date(2026, 1, 12), language="en"
    )


def test_a_mark_off_the_new_scale_is_archived_with_its_question_and_comes_back() -> None:
    was = begun(small()).record_answer("how-much", 5).record_answer("how-much", 3)
    found = im.migrate(was, to=small(version="2.0", high=4))
    assert [a.value for a in found.record.answers] == [3]
    (archived,) = found.orphaned
    assert (archived.address, archived.methodology) == ("/answers/r1", "small 1.0")
    assert archived.about == Text(en="How much?")
    assert archived.data["value"] == 5
    home = im.migrate(found.record, to=small())
    assert home.record == was
    assert home.restored == (archived,)


def test_of_several_choices_the_one_that_is_gone_is_archived_and_one_with_another_name_goes_on() -> None:
    was = begun(small(*kinds("time", "money", "people"))).record_answer("which", ("money", "time", "people"))
    renamed = FrozenMap({"kinds/choices/time": "kinds/choices/hours"})
    to = small(*kinds("hours", "people"), version="2.0", replaced=renamed)
    found = im.migrate(was, to=to)
    assert found.record.answers["r1"].value == ("hours", "people")
    assert [(a.address, a.about) for a in found.orphaned] == [("/answers/r1/value/money", Text(en="Money"))]
    assert [(m.was, m.now) for m in found.moved] == [("time", "hours")]
    assert im.migrate(found.record, to=was.methodology).record == was


def test_what_a_variant_replaces_goes_where_the_variant_says() -> None:
    was = begun(small(Step(id="walk", title=Text(en="Walk")))).add_session(date(2026, 2, 1), step="walk")
    variant = Variant(id="v", base="small", title=Text(en="V"), changes=[Remove("walk", replaced_by="talk")])
    found = im.migrate(was, to=resolve(was.methodology, [variant]))
    assert found.record.sessions["s1"].step == "talk"
    assert found.record.archive["o1"].methodology == "small 1.0"
    assert im.migrate(found.record, to=was.methodology).record == was


def test_something_written_since_is_not_overwritten_by_what_comes_back() -> None:
    walk = Step(id="walk", title=Text(en="Walk"))
    was = begun(small(walk)).add_session(date(2026, 2, 1), step="walk")
    there = im.migrate(was, to=small(version="2.0")).record
    since = im.put(there, "/sessions/s1/step", "talk")
    home = im.migrate(since, to=small(walk)).record
    assert home.sessions["s1"].step == "talk"
    assert [a.data for a in home.archive] == ["walk"]


def test_own_changes_are_made_again_and_those_without_a_target_are_archived_until_there_is_one() -> None:
    walk = Step(id="walk", title=Text(en="Walk"))
    was = im.change_method(
        begun(small(walk)),
        Change("walk", element="step", set={"title": Text(en="Stroll")}),
        Change("talk", element="step", set={"title": Text(en="Chat")}),
    )
    found = im.migrate(was, to=small(version="2.0"))
    assert found.record.methodology.step("talk").title == Text(en="Chat")
    assert [c.id for c in found.record.changes] == ["talk"]
    assert [(a.form, a.address) for a in found.orphaned] == [("change", "/changes/0")]
    assert found.notes == (
        "The change 0 of the organisation's own could not be made: there is no element 'walk'.",
    )
    again = im.from_dict(im.to_dict(found.record))
    assert isinstance(again, Engagement)
    assert im.migrate(again, to=small(version="2.0")).record is again
    assert im.migrate(again, to=small(walk)).record == was


def test_what_an_organisation_added_itself_keeps_its_answers() -> None:
    prompt = Prompt(id="ours", parent="talk", text=Text(en="And us?"))
    was = im.change_method(begun(small()), Add(prompt)).record_answer("ours", "Yes")
    found = im.migrate(was, to=small(version="2.0"))
    assert found.record.answers == was.answers
    assert not found.orphaned


def test_everything_with_a_reference_of_its_own_into_the_methodology_is_looked_at() -> None:
    from interim_method.variants.places import collections_of

    seen = {
        f"{cls.__name__}.{name}"
        for module in (im.model.engagement, im.model.pilot)
        for cls in vars(module).values()
        if isinstance(cls, type) and issubclass(cls, im.model.Record) and cls is not im.model.Record
        for name, info in fields_of(cls).items()
        if any(c == "journey-stages" or c.startswith(("elements", "choices")) for c in info.kind.of)
        and name not in collections_of(cls)
    }
    assert seen == set()


@pytest.mark.parametrize("wrong", [BASE, None, {}])
def test_only_engagements_and_pilots_move(wrong: Any) -> None:
    with pytest.raises(DefinitionError):
        im.migrate(wrong, to=BASE)
    with pytest.raises(DefinitionError):
        im.migrate(OURS, to="interim-executive")  # type: ignore[arg-type]


@pytest.mark.parametrize("audience", ["group", "public"])
def test_the_archive_never_leaves_the_organisation(audience: Any) -> None:
    gone = {"listening", *(stage.id for stage in PILOT.stages)}
    for record in (OURS, PILOT):
        there: Any = im.migrate(record, to=without(gone)).record  # type: ignore[type-var]
        assert there.archive
        assert im.redact(there, audience=audience).archive == Keyed()
