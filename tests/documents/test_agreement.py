"""The working agreement («tauler de joc»)."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import interim_method as im
from document_reading import sections, texts
from interim_method.errors import AddressError
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import example, methodology
from interim_method.model import Agreement, Engagement, Keyed, Organisation, Person

NESPRA = example.engagement()
NEW = Engagement.start(methodology(), organisation=Organisation(name="Nova"), started=date(2026, 1, 12))


def agreement(subject: Any = NESPRA, **options: Any) -> t.Document:
    return im.compose(subject, "agreement", **{"language": "en", **options})


def words(blocks: t.Blocks) -> str:
    return "\n".join(texts(blocks))


def grids(document: t.Document) -> list[t.Grid]:
    return [b for b in t.walk(document.blocks) if isinstance(b, t.Grid)]


def held(document: t.Document) -> dict[str, str]:
    return {f.address: f.value for f in t.fields(document)}


def test_the_first_page_is_one_board_of_the_four_cards() -> None:
    made = agreement(language="ca")
    board = made.blocks[0]
    assert isinstance(board, t.Grid)
    assert {t.plain(c.title) for c in board.cells} == {
        "Expectatives",
        "Rols",
        "Objectius",
        "Conceptes bàsics",
    }
    assert made.orientation == "landscape"
    assert isinstance(made.blocks[1], t.Section)
    assert made.blocks[1].new_page


def test_expectations_are_sorted_by_who_has_them_and_say_what_not_to_expect() -> None:
    found = words((agreement().blocks[0],))
    order = [
        found.index(s) for s in ("The cooperative expects", "The professional expects", "What not to expect")
    ]
    assert order == sorted(order)
    assert held(agreement())["/agreements/agreement/expectations/e10/text"] == "That she makes the website."


def test_objectives_have_baseline_target_and_date() -> None:
    found = held(agreement())
    at = "/objectives/o1/indicators/o1-i1"
    assert [found[f"{at}/{name}"] for name in ("baseline", "target", "due")] == ["1", "4", "2026-07-17"]
    assert sum(a.endswith("/title") for a in found) == 4


def test_what_a_role_need_not_say_is_not_pending() -> None:
    at = "/agreements/agreement/roles/maintenance/decides"
    (decides,) = [f for f in t.fields(agreement()) if f.address == at]
    assert (decides.value, decides.placeholder) == ("", "–")


def test_the_second_page_has_time_rules_reviews_and_signatures() -> None:
    made = agreement()
    rules, signed = (g for g in grids(made) if g is not made.blocks[0])
    assert [t.plain(c.title) for c in (*rules.cells, *signed.cells)] == [
        "Time: professional and cooperative",
        "Rhythm and place",
        "How we decide, and what we do if stuck",
        "Confidentiality, personal data and materials",
        "Ratification, reviews and changes",
        "Signatures",
    ]
    said = words((rules,))
    assert "that is, at 72\u00a0h" in said
    assert "Intensive sessions 58\u00a0h" in said
    found = held(made)
    assert found["/agreements/agreement/professional_minutes"] == "5400"
    assert found["/agreements/agreement/own_stops"] == "One-off workshops of fewer than four sessions."


def test_reviews_are_listed_with_who_agreed() -> None:
    reviews = next(
        b
        for b in t.walk(agreement().blocks)
        if isinstance(b, t.Collection) and b.address == "/agreements/agreement/reviews"
    )
    assert [r.id for r in reviews.rows] == ["r1", "r2", "r3", "r4", "r5"]
    assert reviews.names == ("on", "what", "text", "by")


def test_a_name_stands_in_the_signatures_and_nowhere_else() -> None:
    named = attrs.evolve(
        NESPRA, people=Keyed(attrs.evolve(p, name="Joana Fictícia Soler") for p in NESPRA.people)
    )
    made = agreement(named)
    assert "Joana" not in words(made.blocks)
    signed = {f.address for f in t.fields(made) if f.address.endswith("/name")}
    assert signed == {
        "/agreements/agreement/signatures/coordination/name",
        "/agreements/agreement/signatures/professional/name",
    }


def test_contact_persons_are_said_by_role() -> None:
    assert "Project coordination, Accompanying professional" in words(agreement().blocks)
    alone = attrs.evolve(NESPRA, people=Keyed([Person(id="education", role="Educació")]))
    assert "Contact persons" not in words(agreement(alone).blocks)


def test_every_field_leads_to_a_place_of_the_record() -> None:
    for address in held(agreement()):
        im.get(NESPRA, address)


def test_it_may_be_narrowed_to_an_earlier_agreement() -> None:
    earlier = Agreement(id="first", on=date(2026, 1, 30), cadence="Cada quinze dies.")
    subject = im.add(NESPRA, "/agreements", earlier)
    found = held(agreement(subject, of="/agreements/first"))
    assert found["/agreements/first/cadence"] == "Cada quinze dies."
    assert "/agreements/agreement/cadence" in held(agreement(subject))
    assert "that is, at" not in words(agreement(subject, of="/agreements/first").blocks)
    with pytest.raises(AddressError):
        agreement(of="/agreements/nowhere")


def test_before_there_is_an_agreement_its_places_are_pending_and_its_hours_those_of_the_method() -> None:
    made = agreement(NEW)
    found = held(made)
    assert found["/agreements/agreement?professional_minutes=5400/professional_minutes"] == "5400"
    assert found["/agreements/agreement?professional_minutes=5400/on"] == ""
    assert found["/agreements/agreement?professional_minutes=5400/deciding"] == ""
    assert len(NEW.agreements) == 0


@pytest.mark.parametrize("subject", [NESPRA, NEW], ids=["nespra", "new"])
def test_the_blank_board_hangs_on_a_wall_and_asks_its_questions(subject: Engagement) -> None:
    made = agreement(subject, edition="blank")
    assert made.paper == "A3"
    board = made.blocks[0]
    assert isinstance(board, t.Grid)
    assert (len(board.cells), board.columns) == (4, 2)
    assert board.minimum >= 100
    assert "What should we not expect of this support?" in words((board,))
    assert set(held(made).values()) == {""}


def test_paper_may_be_chosen() -> None:
    assert agreement().paper == "A4"
    assert agreement(parameters={"paper": "A3"}).paper == "A3"
    small = agreement(edition="blank", parameters={"paper": "A4"})
    assert (small.paper, grids(small)[0].minimum) == ("A4", 0)


def test_new_expectations_are_kept_as_those_of_the_side_that_they_stand_below() -> None:
    made = agreement(NEW, edition="blank")
    found = [
        b
        for b in t.walk(made.blocks)
        if isinstance(b, t.Collection)
        and b.address == "/agreements/agreement?professional_minutes=5400/expectations"
    ]
    assert [c.given["party"] for c in found] == ["organisation", "professional", "none"]
    assert [len(c.rows) for c in found] == [4, 3, 3]


def test_whoever_facilitates_gets_the_session_and_its_tips_behind_the_record() -> None:
    made = agreement(edition="facilitator")
    assert list(sections(made))[-2:] == ["how", "plan-consensus"]
    how = words((sections(made)["how"],))
    assert "Consent round: objections and improvements" in how
    assert "do you have any objection" in how
