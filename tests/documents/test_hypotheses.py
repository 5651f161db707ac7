"""The hypothesis board."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import interim_method as im
from document_reading import sections, texts, tops
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import example, methodology
from interim_method.model import Engagement, Keyed, Organisation

NESPRA = example.engagement()
CODONY = example.engagements()["codony"]
NEW = Engagement.start(methodology(), organisation=Organisation(name="Nova"), started=date(2026, 1, 12))
IDS = [h.id for h in NESPRA.methodology.hypotheses]


def board(subject: Any = NESPRA, **options: Any) -> t.Document:
    return im.compose(subject, "hypotheses", **{"language": "en", **options})


def words(blocks: t.Blocks) -> str:
    return "\n".join(texts(blocks))


def card(document: t.Document, key: str) -> t.Section:
    found: t.Section = sections(document)[f"card-{key}"]
    return found


def row(document: t.Document, number: int) -> list[str]:
    (table,) = [b for b in t.walk((sections(document)["all"],)) if isinstance(b, t.Table)]
    return [words(cell.blocks) for cell in table.rows[number].cells]


def test_the_first_page_has_all_hypotheses_with_sign_word_and_one_line_each() -> None:
    made = board()
    assert tops(made) == ["all", "cards"]
    assert row(made, 0)[:3] == [
        "H1",
        "executing together turns work on tools into actions done.",
        "✓ supported",
    ]
    assert row(made, 2)[2] == "~ open"
    figures = [f for f in t.fields(made) if f.address.endswith("/figure")]
    assert [f.address for f in figures] == [f"/verdicts/v{n}/figure" for n in range(1, 8)]
    assert figures[0].value == "64\u00a0%" or figures[0].value == "64%"


def test_the_count_names_all_four_verdicts_also_those_that_nobody_gave() -> None:
    lead = next(b for b in t.walk(board().blocks) if isinstance(b, t.Paragraph))
    assert t.plain(lead.runs) == "✓ supported: 4 · ~ open: 3 · ✗ refuted: 0 · – not assessed: 0"


def test_what_was_not_assessed_is_not_counted_as_a_no() -> None:
    lead = next(b for b in t.walk(board(NEW).blocks) if isinstance(b, t.Paragraph))
    assert t.plain(lead.runs) == "✓ supported: 0 · ~ open: 0 · ✗ refuted: 0 · – not assessed: 7"


def test_there_is_a_card_for_each_hypothesis_with_what_was_decided_beforehand_first() -> None:
    made = board(language="ca")
    assert [b.id for b in sections(made)["cards"].blocks if isinstance(b, t.Section)] == [
        f"card-{key}" for key in IDS
    ]
    (grid,) = [b for b in t.walk((card(made, "h1"),)) if isinstance(b, t.Grid)]
    assert [t.plain(c.title) for c in grid.cells] == [
        "Per comprovar-ho",
        "Mesurem",
        "Ho donem per bo si",
        "",
        "Hem observat",
        "Hem après",
        "A partir d’ara",
        *[""] * 6,
        "Qui ho veu diferent",
    ]
    labels = [t.plain(b.runs) for b in t.walk((grid,)) if isinstance(b, t.Paragraph) and b.role == "label"]
    assert labels == [
        "Llindar fixat el",
        "Font",
        "Veredicte",
        "Força de l’evidència",
        "Decisió",
        "Veredicte de",
        "Donat el",
        "Posat al dia el",
    ]
    assert t.plain(card(made, "h1").title).startswith("H1 · Creiem que executar")


def test_a_card_says_how_strong_the_evidence_is_and_who_gave_the_verdict() -> None:
    found = {f.address: words(f.blocks) for f in t.fields(board())}
    assert found["/verdicts/v1/strength"] == "medium"
    assert found["/verdicts/v1/given_by"] == "together"
    assert found["/verdicts/v1/threshold_set"] == "14 Dec 2025"
    assert {words(f.blocks) for f in t.fields(board(language="es")) if f.address.endswith("given_by")} == {
        "conjuntamente"
    }


def test_dissent_is_kept_where_there_is_some_and_not_asked_for_where_there_is_none() -> None:
    made = board()
    assert "without the price sheet nothing would have come of it" in words((card(made, "h1"),))
    assert not [f for f in t.fields(made) if f.address == "/verdicts/v2/dissent"]


def test_what_nobody_wrote_yet_is_pending() -> None:
    learned = next(f for f in t.fields(board(CODONY)) if f.address == "/verdicts/v1/learned")
    assert (learned.value, learned.placeholder) == ("", "To be done")


def test_a_verdict_that_may_not_be_shown_is_not_one_that_was_not_given() -> None:
    closed = attrs.evolve(
        NESPRA, verdicts=Keyed(attrs.evolve(v, consent="organisation") for v in NESPRA.verdicts)
    )
    made = board(closed, audience="group")
    assert row(made, 0)[2] == "Not published"
    assert not list(t.fields(made))
    assert "Not published: 7" in words(made.blocks)


def test_every_field_leads_to_a_place_of_the_record() -> None:
    for field in t.fields(board()):
        im.get(NESPRA, field.address)


@pytest.mark.parametrize("subject", [NESPRA, NEW], ids=["nespra", "new"])
def test_the_blank_edition_has_empty_cards_and_a_ballot_that_nobody_signs(subject: Engagement) -> None:
    made = board(subject, edition="blank", language="ca")
    assert tops(made) == ["cards", "ballot"]
    assert all(f.value == "" for f in t.fields(made))
    assert {f.address.rpartition("/")[2] for f in t.fields(made)} >= {
        "threshold_set",
        "observed",
        "verdict",
        "given_by",
        "dissent",
    }
    ballot = sections(made)["ballot"]
    assert not [b for b in t.walk((ballot,)) if isinstance(b, t.Field)]
    (table,) = [b for b in t.walk((ballot,)) if isinstance(b, t.Table)]
    assert [words(c.blocks) for c in table.header[0].cells][2:] == [
        "✓ es confirma",
        "~ oberta",
        "✗ no es confirma",
        "– no avaluada",
    ]
    assert words(table.rows[0].cells[-1].blocks) == "☐"


def test_places_of_verdicts_still_to_be_given_say_of_which_hypothesis_they_are() -> None:
    addresses = {f.address for f in t.fields(board(NEW, edition="blank"))}
    assert "/verdicts/h3?hypothesis=h3/observed" in addresses


def test_whoever_facilitates_reads_how_to_run_it_before_the_board() -> None:
    made = board(edition="facilitator", language="es")
    assert tops(made) == ["run", "all", "cards"]
    run = words((sections(made)["run"],))
    assert "Papeleta (10 minutos)." in run
    assert "la profesional no juzga sola su método" in run
    marked = [
        r for b in t.walk(made.blocks) if isinstance(b, t.Paragraph) for r in b.runs if isinstance(r, t.Text)
    ]
    assert not [r for r in marked if r.language == "ca"]


def test_empty_cards_are_the_same_whatever_the_record_has() -> None:
    def shape(subject: Engagement) -> list[tuple[str, list[str]]]:
        cells = [
            c
            for b in t.walk(board(subject, edition="blank", language="ca").blocks)
            if isinstance(b, t.Grid)
            for c in b.cells
        ]
        return [
            (t.plain(c.title), [t.plain(b.runs) for b in t.walk(c.blocks) if isinstance(b, t.Paragraph)])
            for c in cells
        ]

    assert shape(NESPRA) == shape(attrs.evolve(NESPRA, verdicts=Keyed()))
    labels = {label for _, found in shape(NEW) for label in found}
    assert labels >= {"Font", "Qu\u00e8 vol dir", "Donat el"} and "Posat al dia el" not in labels


def test_a_text_below_a_heading_begins_with_a_capital() -> None:
    (grid,) = [b for b in t.walk((card(board(language="ca"), "h1"),)) if isinstance(b, t.Grid)]
    assert words(grid.cells[0].blocks).startswith("Comptem els estats del pla")
