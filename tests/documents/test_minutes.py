"""The minutes of a session."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import interim_method as im
from document_reading import said, sections, texts, tops
from interim_method.errors import AddressError
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import example, methodology
from interim_method.model import Decision, Engagement, Keyed, Organisation, Person

NESPRA = example.engagement()
PILOT = example.pilot()
PARTS = [
    f"listening-{part}"
    for part in (
        "details",
        "decisions",
        "worked-on",
        "disagreements",
        "parking",
        "closing-round",
        "next",
        "hours",
        "attendance",
    )
]


def minutes(subject: Any = NESPRA, of: str = "/sessions/listening", **options: Any) -> t.Document:
    return im.compose(subject, "minutes", of=of, **{"language": "en", **options})


def rows(document: t.Document, section: str) -> list[list[str]]:
    collection = next(b for b in t.walk((sections(document)[section],)) if isinstance(b, t.Collection))
    return [["".join(texts(cell.blocks)).strip() for cell in row.cells] for row in collection.rows]


def test_agreements_stand_before_the_narrative_and_the_attendance_comes_last_on_its_own_page() -> None:
    made = minutes()
    assert tops(made) == PARTS
    annex = sections(made)["listening-attendance"]
    assert annex.new_page
    assert made.blocks[-1] == annex
    next_up = made.blocks[-2]
    assert isinstance(next_up, t.Callout) and next_up.kind == "next"


def test_agreements_are_numbered_with_who_and_until_when() -> None:
    found = rows(minutes(of="/sessions/diagnosis"), "diagnosis-decisions")
    assert [row[0] for row in found] == ["2.1", "2.2", "2.3", "2.4"]
    assert found[0][2] == "Everyone"
    assert "To be done" in found[0][3]
    made = minutes(of="/sessions/diagnosis")
    due = {f.address: f.value for f in t.fields(made)}
    assert due["/sessions/diagnosis/decisions/d2-3/due"] == "2026-03-13"


def test_what_was_talked_about_is_listed_each_point_at_its_place() -> None:
    talked = sections(minutes())["listening-disagreements"]
    (listed,) = talked.blocks
    assert isinstance(listed, t.Items)
    places = [f.address for item in listed.items for f in item.blocks if isinstance(f, t.Field)]
    assert places == [
        f"/sessions/listening/disagreements/{r.id}/text" for r in NESPRA.sessions["listening"].disagreements
    ]


def test_hours_come_from_the_ledgers_which_are_never_added_together() -> None:
    hours = list(texts((sections(minutes())["listening-hours"],)))
    assert "contact 3\u00a0h, preparation 4.5\u00a0h" in hours
    assert "21\u00a0h" in hours


def test_the_details_say_who_came_by_role_and_who_did_not_and_why() -> None:
    details = list(texts((sections(minutes(of="/sessions/diagnosis"))["diagnosis-details"],)))
    assert "Maintenance (Excused; she had answered the questionnaire)" in details
    assert any("Environmental education (2 people)" in text for text in details)


def test_votes_and_the_thermometer_are_told_where_they_were_taken() -> None:
    assert "7" in list(texts((sections(minutes(of="/sessions/diagnosis"))["diagnosis-worked-on"],)))
    marks = list(texts((sections(minutes())["listening-closing-round"],)))
    assert marks[2:7] == ["Problem", "Awareness", "Want", "Can", "Do"]
    assert marks[7:13] == ["Median", "4", "3", "4", "2", "1"]


def test_every_place_leads_into_the_record() -> None:
    made = im.compose(NESPRA, "minutes", language="ca")
    recorded = {s.id for s in NESPRA.sessions if s.attendance}
    for field in t.fields(made):
        parts = field.address.split("/")
        # Of a session whose attendance nobody took, the sheet is still to be signed.
        if parts[3:4] != ["attendance"] or parts[2] in recorded:
            im.get(NESPRA, field.address)


def test_all_sessions_that_agreed_on_something_have_minutes_and_their_annexes_follow() -> None:
    made = im.compose(NESPRA, "minutes", language="en")
    sessions = [s.id for s in NESPRA.sessions if s.objective or s.decisions]
    assert tops(made)[: len(sessions)] == [f"session-{key}" for key in sessions]
    annexes = tops(made)[len(sessions) :]
    assert annexes and all(key.endswith("-attendance") for key in annexes)


def test_a_session_without_agreements_says_so_and_what_has_nothing_is_left_out() -> None:
    made = minutes(of="/sessions/closing-2026-07-02")
    assert "No agreement was made in this session." in said(made)
    assert "closing-2026-07-02-parking" not in sections(made)


@pytest.mark.parametrize("audience", ["group", "public"])
def test_attendance_does_not_leave_the_organisation(audience: Any) -> None:
    made = im.compose(NESPRA, "minutes", language="en", audience=audience)
    assert not any(key.endswith("-attendance") for key in sections(made))
    assert not any(f.address.endswith("/name") for f in t.fields(made))


def test_names_stand_on_the_attendance_sheet_and_nowhere_else() -> None:
    named = attrs.evolve(NESPRA, people=Keyed(attrs.evolve(p, name=f"Name of {p.id}") for p in NESPRA.people))
    made = minutes(named)
    annex = said(attrs.evolve(made, blocks=(sections(made)["listening-attendance"],)))
    rest = said(attrs.evolve(made, blocks=made.blocks[:-1]))
    assert "Name of design" in annex
    assert "Name of" not in rest


def test_everyone_who_shares_a_role_has_a_line_to_sign() -> None:
    annex = sections(minutes())["listening-attendance"]
    (table,) = [b for b in annex.blocks if isinstance(b, t.Table)]
    assert len(table.rows) == 7
    assert all(not row.cells[3].blocks for row in table.rows)


def test_the_blank_form_has_room_for_a_session_that_is_not_in_the_record() -> None:
    empty = Engagement.start(
        methodology(), organisation=Organisation(name="Nova"), started=date(2026, 1, 12), language="en"
    )
    made = minutes(empty, of="", edition="blank")
    collections = {b.address: len(b.rows) for b in t.walk(made.blocks) if isinstance(b, t.Collection)}
    assert collections == {
        "/sessions/new/decisions": 6,
        "/sessions/new/worked_on": 4,
        "/sessions/new/disagreements": 3,
        "/sessions/new/parking": 3,
        "/sessions/new/closing_round": 2,
    }
    assert all(not f.value for f in t.fields(made))
    steps = next(f for f in t.fields(made) if f.address == "/sessions/new/step")
    assert [o.label for o in steps.options] == ["Listening", "Diagnosis", "Consensus", "Intensive sessions"]
    assert tops(made)[-1] == "new-attendance"


def test_the_blank_form_of_a_session_leads_into_it_and_lists_the_roles() -> None:
    made = minutes(edition="blank")
    assert {f.address.split("/")[2] for f in t.fields(made) if f.address.startswith("/sessions")} == {
        "listening"
    }
    assert "Design and works" in said(made)
    assert not any(f.value for f in t.fields(made))


def test_nothing_held_says_so() -> None:
    empty = Engagement.start(methodology(), organisation=Organisation(name="Nova"), started=date(2026, 1, 12))
    assert "No session with agreements yet." in said(minutes(empty, of=""))


def test_the_session_that_the_pilot_shares_has_one_set_of_minutes_with_the_rule_for_its_hours() -> None:
    made = minutes(PILOT, of="")
    assert [key.partition("-")[2] for key in tops(made)][:2] == ["details", "decisions"]
    assert [row[0] for row in rows(made, "validation-decisions")] == ["1.1", "1.2", "1.3", "1.4"]
    hours = list(texts((sections(made)["validation-hours"],)))
    assert hours[:4] == ["Hours", "Organisation", "People", "Cooperativa Exemple Nespra, SCCL (fictional)"]
    for field in t.fields(made):
        im.get(PILOT, field.address)


def test_an_agreement_without_a_person_or_a_date_is_seen() -> None:
    bare = im.add(NESPRA, "/sessions/listening/decisions", Decision(id="bare", text="Something"))
    last = rows(minutes(bare), "listening-decisions")[-1]
    assert last[1] == "Something" or "Something" in last[1]
    assert "To be done" in last[2] and "To be done" in last[3]


def test_a_body_that_was_not_there_has_no_line_to_sign() -> None:
    record = attrs.evolve(
        NESPRA, people=Keyed([*NESPRA.people, Person(id="council", role="Council", party="body")])
    )
    assert "Council" not in list(texts((sections(minutes(record, edition="blank"))["listening-attendance"],)))


@pytest.mark.parametrize("edition", ["blank", "filled"])
@pytest.mark.parametrize("subject", [NESPRA, PILOT], ids=["engagement", "pilot"])
def test_every_language_says_the_same_with_its_own_words(edition: Any, subject: Any) -> None:
    made = [im.compose(subject, "minutes", edition=edition, language=code) for code in ("ca", "es", "en")]
    shapes = [[(type(b).__name__, getattr(b, "address", "")) for b in t.walk(d.blocks)] for d in made]
    assert shapes[0] == shapes[1] == shapes[2]
    for document in made:
        runs = [r for b in t.walk(document.blocks) if isinstance(b, t.Paragraph) for r in b.runs]
        assert not [r for r in runs if isinstance(r, t.Text) and r.language]
    assert "clientes" not in said(made[1]).lower()


def test_what_is_no_session_cannot_be_asked_for() -> None:
    with pytest.raises(AddressError):
        minutes(of="/actions/a01")
