"""What a variant's changes meet when their base has another version."""

from __future__ import annotations

import interim_method as im
from interim_method.model import Add, Change, Keyed, Methodology, Remove, Step, Text, Variant


def base(**titles: str) -> Methodology:
    steps = (Step(id=key, title=Text(en=title)) for key, title in titles.items())
    return Methodology(id="b", title=Text(en="B"), elements=Keyed(steps))


def retitled(key: str, title: str) -> Change:
    return Change(key, element="step", set={"title/en": title})


def test_each_change_is_applied_obsolete_or_conflicting_with_what_stands_in_both_bases() -> None:
    variant = Variant(
        id="v",
        base="b",
        title=Text(en="V"),
        changes=[
            retitled("same", "Ours"),
            retitled("said", "Ours"),
            retitled("other", "Ours"),
            retitled("gone", "Ours"),
            Remove("left", replaced_by="same"),
            Remove("gone-too"),
            Add(Step(id="new", title=Text(en="New"))),
            Add(Step(id="taken", title=Text(en="Taken"))),
            retitled("new", "Newer"),
        ],
    )
    old = base(same="A", said="A", other="A", gone="A", left="A", **{"gone-too": "A"})
    new = base(same="A", said="Ours", other="B", left="A", taken="Else")
    found = im.rebase_report(variant, old, new)
    assert [one.outcome for one in found] == [
        "applied",
        "obsolete",
        "conflicting",
        "conflicting",
        "applied",
        "obsolete",
        "applied",
        "conflicting",
        "applied",
    ]
    assert (found[2].change, found[2].old, found[2].new) == ("/changes/2/set/title~1en", "A", "B")
    assert found[3].why == "'gone' is gone"


def test_on_the_base_that_it_was_made_for_all_is_applied() -> None:
    old = base(a="A")
    variant = Variant(id="v", base="b", title=Text(en="V"), changes=[retitled("a", "Ours")])
    assert {one.outcome for one in im.rebase_report(variant, old, old)} == {"applied"}
