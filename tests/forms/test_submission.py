"""What a filled document says, against what it was made from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interim_method.forms.submission import Conflict, Edit, Found, Place, compared, conflicts

PLACES = (
    Place(key="k1", address="/actions/a1/status", kind="choice", base="to-do"),
    Place(key="k2", address="/actions/a1/title", kind="text", base="Trucar"),
    Place(key="k3", address="/actions/a2/title", kind="text"),
)
AS_MADE = {place.key: Found(text=place.base, where="control") for place in PLACES}
words = st.text(max_size=8)


def test_an_untouched_document_says_nothing() -> None:
    made = compared(PLACES, AS_MADE)
    assert (made.edits, made.conflicts, made.missing, made.unplaced) == ((), (), (), {})


@given(st.dictionaries(st.sampled_from(["k1", "k2", "k3"]), words))
def test_exactly_what_was_changed_is_an_edit(typed: dict[str, str]) -> None:
    made = compared(PLACES, {**AS_MADE, **{k: Found(text=v, where="bookmark") for k, v in typed.items()}})
    wanted = {p.address: (p.base, typed[p.key]) for p in PLACES if typed.get(p.key, p.base) != p.base}
    assert {e.address: (e.old, e.new) for e in made.edits} == wanted
    assert all(e.where == "bookmark" for e in made.edits)


def test_what_is_gone_is_missing_and_not_emptied_and_what_was_not_there_is_kept() -> None:
    found = {"k1": AS_MADE["k1"], "k2": AS_MADE["k2"], "stray": Found(text="hola", where="structure")}
    made = compared(PLACES, found)
    assert (made.edits, made.missing, made.unplaced) == ((), ("/actions/a2/title",), {"stray": "hola"})


def test_a_place_shown_twice_and_changed_once_is_an_edit_and_changed_differently_a_conflict() -> None:
    once = Found(text="to-do", where="control", others=("done",))
    twice = Found(text="blocked", where="control", others=("done",))
    assert compared(PLACES, {**AS_MADE, "k1": once}).edits == (
        Edit(address="/actions/a1/status", old="to-do", new="done", where="control"),
    )
    assert compared(PLACES, {**AS_MADE, "k1": twice}).conflicts == (
        Conflict(address="/actions/a1/status", base="to-do", ours="to-do", theirs=("blocked", "done")),
    )


def test_only_a_place_that_both_sides_changed_differently_is_a_conflict() -> None:
    made = compared(PLACES, {**AS_MADE, "k1": Found(text="done", where="control")})
    address = "/actions/a1/status"
    assert conflicts(made, {address: "to-do"}) == ()
    assert conflicts(made, {address: "done"}) == ()
    assert conflicts(made, {address: "dropped"}) == (
        Conflict(address=address, base="to-do", ours="dropped", theirs=("done",)),
    )
