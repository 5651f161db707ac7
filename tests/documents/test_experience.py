"""The public account of an experience."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import interim_method as im
from document_reading import said, sections, texts, tops
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import example, slides_pilot
from interim_method.model import Keyed, Quote, Remark

REAL = slides_pilot()
PILOT = example.pilot()
ENGAGEMENTS = example.engagements()
PARTS = ["need", "idea", "pilot", "how", "tools", "learning", "yourselves", "licence"]


def account(pilot: Any = REAL, **options: Any) -> t.Document:
    return im.compose(pilot, "experience", **{"language": "en", **options})


def fictional(pilot: Any = PILOT, **options: Any) -> t.Document:
    return account(pilot, engagements=ENGAGEMENTS, **options)


def test_it_begins_with_the_need_in_one_sentence_and_the_answer_in_another() -> None:
    made = account(language="ca")
    leads = [t.plain(b.runs) for b in made.blocks if isinstance(b, t.Paragraph) and b.role == "lead"]
    assert len(leads) == 2
    assert leads[0].endswith("tot allò que es treballa en l’acompanyament.")
    assert leads[1].startswith("La resposta va ser disposar d’una professional")
    assert tops(made) == PARTS


def test_the_pilot_without_published_results_says_so_and_adds_none() -> None:
    learning = sections(account())["learning"]
    assert [type(b).__name__ for b in learning.blocks] == ["Paragraph"]
    assert list(texts((learning,))) == ["What we learnt", "Not published"]
    words = said(account())
    assert "supported" not in words and "To be done" not in words


def test_results_that_nobody_published_stay_out_whatever_the_record_holds() -> None:
    leaking = attrs.evolve(
        REAL,
        learning=Keyed([Remark(id="l", text="It went very well")]),
        quotes=Keyed([Quote(id="q", text="Splendid", consent="public")]),
        entry_criterion="Only the best",
    )
    words = said(account(leaking))
    assert not any(secret in words for secret in ("very well", "Splendid", "Only the best"))


def test_the_real_pilot_is_told_with_its_calendar_and_figures() -> None:
    part = list(texts((sections(account())["pilot"],)))
    assert "Opcions, L’Apòstrof, iLabSo" in part
    assert "12 months" in part and "3" in part
    assert "90\u00a0h × cooperative" in part and "virtual session" in part


def test_what_belongs_to_the_real_pilot_is_not_told_of_another() -> None:
    words = said(fictional())
    assert "Opcions" not in words and "2020" not in words
    assert "Cooperativa Exemple Nespra" in words
    assert "244.5\u00a0h" in words


def test_the_sums_of_verdicts_are_told_and_no_organisation_beside_them() -> None:
    learning = sections(fictional())["learning"]
    (table,) = [b for b in t.walk((learning,)) if isinstance(b, t.Table)]
    first = ["".join(texts(cell.blocks)) for cell in table.rows[0].cells]
    assert first[0] == "H1" and first[2:] == ["2", "0", "1", "0"]
    assert not any("Nespra" in text or "Codony" in text for text in texts((learning,)))


def test_it_is_public_whoever_asks_for_it() -> None:
    for audience in ("organisation", "group", "public"):
        made = fictional(audience=audience)
        assert made.identity["audience"] == "public"
        assert ("Who may read it", "public") in made.facts
    assert said(fictional(audience="organisation")) == said(fictional(audience="public"))


def test_only_quotes_released_to_everyone_are_told_and_by_nobody() -> None:
    quotes = Keyed(
        [
            Quote(id="a", text="Let them know", consent="public"),
            Quote(id="b", text="Between us", consent="group"),
        ]
    )
    made = fictional(attrs.evolve(PILOT, quotes=quotes))
    assert "Let them know" in said(made) and "Between us" not in said(made)
    assert all(not b.attribution for b in t.walk(made.blocks) if isinstance(b, t.Quote))


def test_it_tells_others_the_conditions_the_hours_and_the_first_step() -> None:
    part = list(texts((sections(account())["yourselves"],)))
    assert "90\u00a0h" in part
    assert "3\u00a0h\u00a020\u00a0min of each participant" in part
    assert part[part.index("First step") + 1].startswith("Listening: ")
    tasks = [b for b in t.walk((sections(account())["yourselves"],)) if isinstance(b, t.Items)]
    assert tasks[0].items[0].checked is False


def test_every_tool_says_what_it_is() -> None:
    (tools,) = sections(account())["tools"].blocks
    assert isinstance(tools, t.Items)
    assert all(
        ": " in t.plain(item.blocks[0].runs)
        for item in tools.items
        if isinstance(item.blocks[0], t.Paragraph)
    )
    assert len(tools.items) == 5


@pytest.mark.parametrize("pilot", [REAL, PILOT], ids=["real", "fictional"])
def test_every_language_says_the_same_with_its_own_words(pilot: Any) -> None:
    told = fictional if pilot is PILOT else account
    made = {code: told(pilot, language=code) for code in ("ca", "es", "en")}
    shapes = [[type(b).__name__ for b in t.walk(d.blocks)] for d in made.values()]
    assert shapes[0] == shapes[1] == shapes[2]
    assert "clientes" not in said(made["es"]).lower()
    for document in made.values():
        runs = [r for b in t.walk(document.blocks) if isinstance(b, t.Paragraph) for r in b.runs]
        assert not [r for r in runs if isinstance(r, t.Text) and r.language]


def test_nothing_in_it_is_to_be_filled_in() -> None:
    assert not t.fields(account())


def test_the_account_of_the_authors_pilot_is_not_signed_with_their_name() -> None:
    line = "Redacció: col·laboradores d’interim-method, a partir de Calidoscoop. CC BY-SA 4.0."
    made = account(language="ca")
    assert made.rights == ("Mètode: Interim Executive, de Calidoscoop, CC BY-SA, adaptat.", line)
    assert made.author == "col·laboradores d’interim-method"
    assert made.organisation == "Interim Executive"
    assert line in list(texts((sections(made)["licence"],)))


def test_the_account_of_another_pilot_is_that_of_who_accompanied_it() -> None:
    made = fictional(language="ca")
    assert made.rights[1] == "Contingut: Acompanyament Exemple, SCCL (fictícia). Públic."
    assert made.author == "Acompanyament Exemple, SCCL (fictícia)"
    assert "Redacció" not in said(made)


def test_what_the_authors_presented_it_for_is_quoted_as_theirs() -> None:
    (quote,) = [b for b in t.walk((sections(account(language="ca"))["need"],)) if isinstance(b, t.Quote)]
    assert "Explicar una metodologia" in " ".join(texts(quote.blocks))
    assert t.plain(quote.attribution) == "Calidoscoop"
    (quote,) = [b for b in t.walk(account().blocks) if isinstance(b, t.Quote)]
    assert t.plain(quote.attribution) == "interim-method contributors, after Calidoscoop"
    assert "Goals of the session" not in said(fictional())
