"""What recipes compose with: keys, fields, collections, the head of a document."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import interim_method as im
from interim_method.documents.catalog import CATALOG
from interim_method.documents.context import Col, Context
from interim_method.documents.language import language
from interim_method.errors import AddressError, ExportError
from interim_method.markup import tree as t
from interim_method.methodologies import interim_executive
from interim_method.methodologies.interim_executive import example
from interim_method.model import DocumentState, Keyed, Text

NESPRA = example.engagement()


def context(subject: Any = NESPRA, code: str = "ca", **options: Any) -> Context:
    return Context(subject=subject, recipe="action-plan", title="Pla", language=language(code), **options)


def test_a_place_has_one_key_in_every_language_and_edition() -> None:
    address = "/actions/a03/status"
    keys = {
        context(code=code, edition=edition).field(address, "x").key
        for code in ("ca", "es", "en")
        for edition in ("filled", "blank")
    }  # type: ignore[arg-type]
    assert len(keys) == 1
    (key,) = keys
    assert len(key) == 10
    assert key.isalnum() and key.isascii() and key[0].isalpha()


def test_places_and_records_have_keys_of_their_own() -> None:
    made = context()
    assert made.key("/actions/a03/status") != made.key("/actions/a03/title")
    assert made.key("/actions/a03/status") != context(attrs.evolve(NESPRA, id="other")).key(
        "/actions/a03/status"
    )


def test_a_field_holds_the_value_and_shows_it_in_the_language() -> None:
    field = context(code="en").field("/actions/a03/due", "Due")
    assert (field.kind, field.value) == ("date", "2026-04-17")
    assert field.blocks == (t.paragraph("17 Apr 2026"),)
    status = context(code="es").field("/actions/a03/status", "Estado")
    assert status.blocks == (t.paragraph("● hecha"),)
    assert [o.value for o in status.options] == ["to-do", "in-progress", "blocked", "done", "dropped"]


def test_a_time_of_day_is_written_as_in_the_language() -> None:
    start = next(f"/sessions/{s.id}/start" for s in NESPRA.sessions if s.start == "16:00")
    made = {code: context(code=code).field(start, "x") for code in ("ca", "es", "en")}
    assert {f.value for f in made.values()} == {"16:00"}
    assert [t.plain(b.runs) for f in made.values() for b in f.blocks if isinstance(b, t.Paragraph)] == [
        "16.00",
        "16:00",
        "16:00",
    ]


def test_what_need_not_be_said_needs_no_room_for_a_hand() -> None:
    columns = (Col("Cost", "cost", guide=lambda _: "–"), Col("Après", "learning"))
    found = context(im.put(NESPRA, "/actions/a03/cost", None)).collection("/actions", "x", columns)
    row = next(r for r in found.rows if r.id == "a03")
    lines = [f.lines for cell in row.cells for f in cell.blocks if isinstance(f, t.Field)]
    assert lines == [0, 1]


def test_a_text_shown_in_another_language_than_asked_for_is_marked() -> None:
    plain = im.put(NESPRA, "/actions/a03/title", "Fer *la* llista")
    field = context(plain, "en").field("/actions/a03/title", "Action")
    assert field.language == "ca"
    assert field.blocks == (t.Paragraph((t.Text("Fer *la* llista", "ca"),)),)


def test_a_field_of_a_blank_edition_is_empty_whatever_the_record_holds() -> None:
    field = context(edition="blank").field("/actions/a03/learning", "Après", lines=4)
    assert (field.value, field.blocks, field.lines) == ("", (), 4)


def test_a_place_that_will_only_exist_once_filled_in_can_be_a_field() -> None:
    field = context().field("/actions/new-1/owner", "Qui")
    assert field.kind == "reference"
    assert "coordination" in [o.value for o in field.options]


def test_a_field_at_an_address_that_leads_nowhere_is_an_error() -> None:
    with pytest.raises(AddressError, match="there is no 'a99'"):
        context().field("/actions/a99/title", "x")


def test_a_collection_has_a_row_for_each_item_and_the_empty_ones_behind() -> None:
    made = context().collection(
        "/actions", "Accions", (Col("Acció", "title"), Col("", make=lambda a: (t.paragraph(a.id),))), empty=2
    )
    assert [row.id for row in made.rows] == [*NESPRA.actions.ids, "", ""]
    assert len({row.key for row in made.rows}) == len(made.rows)
    assert made.names == ("title", "")


def test_two_tables_of_one_collection_have_keys_of_their_own_when_they_give_something() -> None:
    columns = (Col("Acció", "title"),)
    one = context().collection("/actions", "x", columns, given={"objectives": "o1"})
    two = context().collection("/actions", "x", columns, given={"objectives": "o2"})
    assert one.key != two.key
    assert one.rows[0].key == two.rows[0].key


def test_narrowing_takes_what_the_document_allows_and_refuses_the_rest() -> None:
    assert context(of="/people/design").narrowed("people") == "design"
    assert context().narrowed("people") is None
    with pytest.raises(AddressError, match="it takes /people/…"):
        context(of="/actions/a01").narrowed("people")
    with pytest.raises(AddressError, match="there is no 'nobody'"):
        context(of="/people/nobody").narrowed("people")


def test_a_context_says_what_its_subject_is_not() -> None:
    with pytest.raises(ExportError, match="is about a pilot, not an engagement"):
        _ = context().pilot


def test_the_head_says_whose_state_version_audience_and_language() -> None:
    made = context(audience="group").document(t.paragraph("x"))
    assert made.organisation == "Cooperativa Exemple Nespra, SCCL (fictícia)"
    assert dict(made.facts)["Qui ho pot llegir"] == "grup del pilot"
    assert dict(made.facts)["Llengua"] == "català"
    assert made.notice == "Exemple fictici"
    assert made.date == date(2026, 7, 17)


def test_the_head_says_what_state_a_document_is_in_then_who_said_so_and_when() -> None:
    states = Keyed(
        [DocumentState(id="s", document="action-plan", state="validated", by="L'equip", on=date(2026, 2, 20))]
    )
    made = context(attrs.evolve(NESPRA, documents=states)).document()
    assert dict(made.facts)["Estat"] == "validat: L'equip, 20/2/2026"


def test_the_two_rights_lines_are_never_one() -> None:
    made = context().document()
    assert made.rights == (
        "Mètode: Interim Executive, de Calidoscoop, CC BY-SA, adaptat.",
        "Contingut: Cooperativa Exemple Nespra, SCCL (fictícia). Només la cooperativa.",
    )


def test_a_documents_id_changes_with_what_it_was_made_from_and_with_nothing_else() -> None:
    base = context().identity["document"]
    assert context().identity["document"] == base
    others = [
        context(code="es"),
        context(edition="blank"),
        context(attrs.evolve(NESPRA, revision=7)),
        context(copy=2),
        context(of="/people/design"),
    ]
    assert len({base, *(other.identity["document"] for other in others)}) == 6


def test_the_strip_has_the_five_stages_with_the_present_one_marked() -> None:
    strip = context().strip(["do"])
    assert strip is not None
    assert [(c.stage, c.marked) for c in strip.cells][-2:] == [("can", False), ("do", True)]


def test_a_line_is_plain_text_and_prose_is_markdown() -> None:
    made = context()
    assert made.line("*a*") == (t.Text("*a*"),)
    assert made.inline("*a*") == (t.Emphasis((t.Text("a"),)),)
    assert made.prose("- a\n- b") == (t.Items((t.Item((t.paragraph("a"),)), t.Item((t.paragraph("b"),)))),)
    assert made.text(Text(ca="hola", en="hello")) == "hola"


@pytest.mark.parametrize("entry", CATALOG, ids=lambda e: e.name)
def test_every_document_of_the_catalogue_composes_in_every_edition_and_language(entry: Any) -> None:
    subjects = {
        "engagement": NESPRA,
        "pilot": example.pilot(),
        "methodology": interim_executive.methodology(),
    }
    for kind in entry.subjects:
        for edition in entry.editions:
            for code in ("ca", "es", "en"):
                made = im.compose(
                    subjects[kind],
                    entry.name,
                    edition=edition,
                    language=code,
                    engagements=example.engagements(),
                )
                assert made.language == code
                assert made.blocks


@pytest.mark.parametrize("entry", [e for e in CATALOG if "engagement" in e.subjects], ids=lambda e: e.name)
def test_every_document_composes_for_an_engagement_with_nothing_in_it_yet(entry: Any) -> None:
    fresh = im.Engagement.start(
        interim_executive.methodology(), organisation=im.Organisation(name="Nova"), started=date(2026, 9, 1)
    )
    for edition in entry.editions:
        assert im.compose(fresh, entry.name, edition=edition).title


@pytest.mark.parametrize("audience", ["group", "public"])
@pytest.mark.parametrize(
    "entry", [e for e in CATALOG if "methodology" not in e.subjects], ids=lambda e: e.name
)
def test_every_document_composes_for_every_audience(entry: Any, audience: Any) -> None:
    for subject in (NESPRA, example.engagements()["ginjol"], example.pilot()):
        if subject.KIND in entry.subjects:
            for edition in entry.editions:
                assert im.compose(
                    subject, entry.name, edition=edition, audience=audience, engagements=example.engagements()
                ).title
