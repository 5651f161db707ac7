"""The reports of an engagement and of a pilot, on the fictional example and on the slides' pilot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs
import pytest

import interim_method as im
from interim_method.documents.catalog import CATALOG
from interim_method.documents.context import Context
from interim_method.documents.language import language
from interim_method.documents.recipes import engagement_report, pilot_report
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import example, methodology, slides_pilot
from interim_method.model import EngagementReference, FrozenMap, Keyed, Organisation, Person, Pilot
from interim_method.rules import pilots
from interim_method.rules.redaction import redact

LANGUAGES = ("ca", "es", "en")
NBSP = "\u00a0"


def composed(
    record: Any, *, edition: Any = "filled", code: str = "ca", audience: Any = "organisation", **options: Any
) -> t.Document:
    """The report of *record*, by its recipe, as an export for *audience* would have it."""
    recipe = pilot_report.compose if isinstance(record, Pilot) else engagement_report.compose
    name = "pilot-report" if isinstance(record, Pilot) else "engagement-report"
    entry = next(e for e in CATALOG if e.name == name)
    given = example.engagements() if record == example.pilot() else Keyed()
    rows = pilots.matrix(record, given) if isinstance(record, Pilot) else ()
    context = Context(
        subject=redact(record, audience),
        recipe=name,
        title=entry.titles[code],
        language=language(code),
        edition=edition,
        audience=audience,
        engagements=Keyed(redact(e, audience) for e in given),
        totals=FrozenMap({row.hypothesis: row.totals for row in rows}),
        **options,
    )
    return recipe(context)


def text(blocks: Iterable[t.Block]) -> str:
    """All that blocks say, a line for each piece."""
    said: list[str] = []
    for block in t.walk(blocks):
        match block:
            case t.Section(title=runs) | t.Paragraph(runs=runs) | t.Callout(title=runs):
                said.append(t.plain(runs))
            case t.Quote(attribution=runs):
                said.append(t.plain(runs))
            case t.Definitions(entries=entries):
                said.extend(t.plain(e.term) for e in entries)
            case t.Grid(cells=cells):
                said.extend(t.plain(c.title) for c in cells)
            case t.Collection(header=header):
                said.extend(map(t.plain, header))
            case t.Figure(alt=alt, caption=runs):
                said.extend((alt, t.plain(runs)))
    return "\n".join(said)


def sections(document: t.Document) -> list[str]:
    """The ids of the sections of the first level, in order."""
    return [b.id for b in document.blocks if isinstance(b, t.Section)]


def section(document: t.Document, key: str) -> t.Section:
    """The section with this id, however deep."""
    return next(b for b in t.walk(document.blocks) if isinstance(b, t.Section) and b.id == key)


def tables(blocks: Iterable[t.Block]) -> list[list[list[str]]]:
    """The rows of every table, header first, each cell as text."""
    return [
        [[text(c.blocks) for c in row.cells] for row in (*b.header, *b.rows)]
        for b in t.walk(blocks)
        if isinstance(b, t.Table)
    ]


# --- the engagement ------------------------------------------------------------------------------------------------


def test_an_engagement_report_has_its_sections_in_order() -> None:
    assert sections(composed(example.engagement())) == [
        "page", "start", "agreed", "done", "results", "hours", "thermometer", "hypotheses", "learnt",
        "handover", "annexes",
    ]  # fmt: skip


def test_its_first_page_says_what_is_different_what_is_not_and_what_comes_next() -> None:
    page = section(composed(example.engagement()), "page")
    said = text(page.blocks)
    assert "Un pressupost surt en vuit dies." in said
    assert "Encara depenem de dos ajuntaments." in said
    assert "Què fem ara" in said
    assert "Portem 87,5 h de 90 h; compromeses: 8,0 h; previsió: 95,5 h." in said.replace(NBSP, " ")
    assert f"179{NBSP}h" in said
    assert "7 de 11" in said


@pytest.mark.parametrize("edition", ["filled", "summary"])
def test_every_record_ends_with_what_to_do_next(edition: str) -> None:
    last = composed(example.engagement(), edition=edition).blocks[-1]
    assert isinstance(last, t.Callout)
    assert last.kind == "next"


def test_results_have_baseline_target_and_now_with_what_they_cannot_prove() -> None:
    results = section(composed(example.engagement()), "results")
    (rows,) = tables(results.blocks)
    assert [row[2:] for row in rows[1:]] == [
        ["1", "4", "3", "○ no"],
        ["19", "7", "8", "○ no"],
        ["1,5", "6", "5", "○ no"],
        ["62", "50", "57", "◐ encara no toca"],
    ]
    said = text(results.blocks)
    assert "no demostren que s’hagi mogut gràcies a l’acompanyament" in said
    assert "Encara no ha arribat la data de: Pes de dos ajuntaments" in said


def test_the_two_ledgers_stand_apart() -> None:
    hours = section(composed(example.engagement()), "hours")
    (rows,) = tables(hours.blocks)
    assert rows[-1] == ["Total", "90,0", "87,5", ""]
    assert [row[2] for row in rows[1:-1]] == ["8,5", "10,5", "8,5", "55,0", "5,0"]
    said = text(hours.blocks).replace(NBSP, " ")
    assert "179 h en total: 119 h en accions (140 h previstes) i 60 h en sessions i reunions" in said
    assert "266" not in said


def test_the_thermometer_shows_every_measurement_and_where_people_were_stuck() -> None:
    part = section(composed(example.engagement()), "thermometer")
    (figure,) = [b for b in part.blocks if isinstance(b, t.Figure)]
    assert [s.values for s in figure.series] == [(4, 3, 4, 2, 1), (5, 5, 4, 4, 4)]
    assert figure.alt == "Problema: 4 → 5; Consciència: 3 → 5; Voler: 4 → 4; Poder: 2 → 4; Fer: 1 → 4."
    (rows,) = tables(figure.fallback)
    assert rows[0] == ["", "Problema", "Consciència", "Voler", "Poder", "Fer", "Encallades a"]
    assert [row[0] for row in rows[1:]] == ["22/1/2026", "26/2/2026", "30/4/2026", "2/7/2026", "Canvi"]
    assert [row[-1] for row in rows[1:]] == ["Consciència", "Fer", "Poder", "–", ""]
    assert rows[-1][1:-1] == ["+1", "+2", "0", "+2", "+3"]


def test_dissent_stays_with_the_organisation() -> None:
    assert "una veu discrepant" in text(composed(example.engagement()).blocks)
    assert "una veu discrepant" not in text(composed(example.engagement(), audience="group").blocks)


def test_a_stopped_engagement_says_why_and_asks_nothing_of_its_plan() -> None:
    document = composed(example.engagements()["ginjol"])
    assert "/state_reason" in {f.address for f in t.fields(document)}
    assert not any(isinstance(b, t.Callout) and b.kind == "next" for b in document.blocks)


def test_others_never_read_that_something_is_pending_which_they_may_not_know() -> None:
    for audience in ("group", "public"):
        for edition in ("filled", "summary"):
            document = composed(example.engagement(), edition=edition, audience=audience)
            assert "/handover/different" not in " ".join(f.address for f in t.fields(document))
            assert all(f.value for f in t.fields(document))
            assert "Pendent" not in text(document.blocks)


def test_difficulties_that_were_not_released_leave_no_empty_rows() -> None:
    document = composed(example.engagements()["ginjol"], audience="group")
    (rows,) = tables(section(document, "start").blocks)
    assert [row[0] for row in rows[1:]] == ["F1", "F5"]


def test_an_engagement_that_has_only_begun_has_a_report_too() -> None:
    new = im.Engagement.start(
        methodology(), organisation=Organisation(name="Nova"), started=date(2026, 1, 12)
    )
    document = composed(new)
    assert sections(document)[0] == "page"
    assert "Inici: 12 de gener de 2026" in text(document.blocks)
    addresses = {b.address for b in t.walk(document.blocks) if isinstance(b, t.Collection)}
    assert addresses == {"/handover/different", "/handover/not_different", "/handover/items"}


# --- the pilot -----------------------------------------------------------------------------------------------------


def test_a_pilot_report_has_its_sections_in_order() -> None:
    assert sections(composed(example.pilot(), audience="group")) == [
        "details", "page", "calendar", "changes", "participants", "methodology", "hours", "objectives",
        "comparison", "matrix", "quotes", "learning", "sharing", "annexes",
    ]  # fmt: skip


def test_its_hours_add_up_by_step_and_by_organisation() -> None:
    rows = tables(section(composed(example.pilot(), audience="group"), "hours").blocks)[0]
    assert rows[1:] == [
        ["Escolta", "8,0", "8,5", "10,0", "9,5", "28,0"],
        ["Diagnosi", "10,0", "10,5", "11,0", "14,0", "35,5"],
        ["Consens", "8,0", "8,5", "8,0", "13,5", "30,0"],
        ["Sessions intensives", "58,0", "55,0", "61,0", "20,0", "136,0"],
        ["Tancament i traspàs", "6,0", "5,0", "6,0", "4,0", "15,0"],
        ["Total", "90,0", "87,5", "96,0", "61,0", "244,5"],
    ]


def test_its_result_says_the_hours_and_where_organisations_contradict_each_other() -> None:
    said = text(section(composed(example.pilot(), audience="group"), "page").blocks).replace(NBSP, " ")
    assert "Hores de la professional: 244,5 h de les 270 h previstes." in said
    assert "Nespra: 7 de 11; Codony: 9 de 10; Gínjol: 2 de 8" in said
    assert "Hipòtesis revisades: 7. On les organitzacions es contradiuen: H1, H4, H5, H7." in said


def test_its_comparison_sets_organisations_side_by_side() -> None:
    rows = tables(section(composed(example.pilot(), audience="group"), "comparison").blocks)[0]
    assert rows[1:] == [
        ["Persones", "7", "9 de 14", "4"],
        ["Estat", "testeig acabat, seguiment pendent", "tancat", "aturat"],
        [
            "Termòmetre, inici → final",
            "4, 3, 4, 2, 1 → 5, 5, 4, 4, 4",
            "4, 3, 3, 2, 1 → 5, 5, 5, 4, 5",
            "3, 2, 2, 1, 1 → 4, 4, 2, 2, 2",
        ],
        ["Encallades a, inici → final", "Consciència → –", "Consciència → –", "Problema → Voler"],
        ["Accions acabades", "7 de 11", "9 de 10", "2 de 8"],
        ["Hores de la professional", "87,5", "96,0", "61,0"],
        ["Hores pròpies comptades", "179", "196", "74"],
        ["Fre principal", "Manca de temps", "Manca de temps", "No hi ha un acord intern"],
        ["Acord ratificat", "sí, 2/3/2026", "sí, 27/2/2026", "no"],
    ]


TOTALS = {
    "H1": ["2", "0", "1", "0"],
    "H2": ["1", "1", "0", "1"],
    "H3": ["0", "1", "1", "1"],
    "H4": ["1", "1", "1", "0"],
    "H5": ["2", "0", "1", "0"],
    "H6": ["2", "0", "0", "1"],
    "H7": ["2", "0", "1", "0"],
}


def matrix(document: t.Document) -> list[t.Table]:
    return [b for b in t.walk(document.blocks) if isinstance(b, t.Table) and b.role == "matrix"]


def test_its_matrix_has_verdicts_in_sign_and_word_figures_strength_and_totals() -> None:
    document = composed(example.pilot(), audience="group")
    (table,) = matrix(document)
    ((_, *rows),) = tables([table])
    assert {row[0][:2]: row[4:8] for row in rows} == TOTALS
    assert rows[0][1].replace(NBSP, " ") == "✓ es confirma\n64 % · mitjana"
    assert [row[3].replace(NBSP, " ") for row in rows] == [
        "✗ no es confirma\n25 % · mitjana",
        "– no avaluada\nel seguiment es va anul·lar",
        "– no avaluada\naturat a 61,0 h",
        "✗ no es confirma\n7,0 % (3,3 % amb subvenció) · mitjana",
        "✗ no es confirma\n40 % · mitjana",
        "– no avaluada\nsense acord ratificat",
        "✗ no es confirma\ndos passos complets, tres adaptacions · mitjana",
    ]
    assert [row[0][:2] for row in rows if row[0].endswith("Contradicció")] == ["H1", "H4", "H5", "H7"]


def test_in_public_only_the_row_totals_of_the_matrix_are_told() -> None:
    for edition in ("filled", "summary"):
        document = composed(example.pilot(), edition=edition, audience="public")
        assert not matrix(document)
        ((_, *rows),) = tables(section(document, "hypotheses").blocks)
        assert {row[0][:2]: row[1:] for row in rows} == TOTALS


def test_the_summary_is_public_whoever_asks_for_it() -> None:
    documents = [composed(example.pilot(), edition="summary", audience=a) for a in ("organisation", "public")]
    assert documents[0] == documents[1]
    said = text(documents[0].blocks)
    assert "Abans sabíem rentar" in said
    assert "La primera trucada" not in said
    assert "No hi ha un acord intern" not in said


def test_no_more_of_an_organisation_is_told_than_the_group_may_read() -> None:
    said = text(composed(example.pilot()).blocks)
    assert "A mi em continua fent por" not in said
    assert "Ens cal una conversa" not in said
    assert "€" not in said
    assert "Tres fulls de càlcul" not in said


def test_the_grant_s_amount_is_told_only_where_the_record_is_whole() -> None:
    pilot = im.put(example.pilot(), "/grant/amount", im.Money(amount=1500000, currency="EUR"))
    for audience, shown in (("organisation", True), ("group", False)):
        addresses = {f.address for f in t.fields(composed(pilot, audience=audience))}
        assert ("/grant/amount" in addresses) is shown


def test_nothing_is_averaged() -> None:
    said = text(composed(example.pilot(), audience="group").blocks)
    assert "81,5" not in said  # 244,5 over three
    assert not re.search(r"mitjana (de les|dels|entre)", said)


@pytest.mark.parametrize("edition", ["filled", "summary"])
@pytest.mark.parametrize(
    ("code", "words"), [("ca", "No publicat"), ("es", "No publicado"), ("en", "Not published")]
)
def test_where_no_results_were_published_that_is_what_it_says(edition: str, code: str, words: str) -> None:
    document = composed(slides_pilot(), edition=edition, code=code, audience="public")
    places = ("page", "hours", "hypotheses", "quotes", "learning")
    for key in places:
        assert text(section(document, key).blocks) == words
    assert not tables(section(document, "hypotheses").blocks)
    assert language(code).word("pending") not in text(document.blocks)


def test_a_pilot_whose_records_are_not_at_hand_still_has_a_report() -> None:
    pilot = Pilot(
        id="p",
        methodology=methodology(),
        title="Pilot",
        accompanist=Organisation(name="Entitat"),
        engagements=Keyed([EngagementReference(id="one", organisation=Organisation(name="Una"))]),
    )
    document = composed(pilot)
    assert "comparison" not in sections(document)
    assert "Pendent" in text(section(document, "calendar").blocks)
    assert not matrix(document)


# --- both ----------------------------------------------------------------------------------------------------------

RECORDS = [*example.engagements(), example.pilot(), slides_pilot()]


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.id)
@pytest.mark.parametrize("edition", ["filled", "summary"])
def test_every_field_has_an_address_in_the_record(record: Any, edition: str) -> None:
    for field in t.fields(composed(record, edition=edition)):
        if "new-" not in field.address:
            im.get(record, field.address)


@pytest.mark.parametrize("record", RECORDS[:-1], ids=lambda r: r.id)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_is_in_the_language_asked_for(record: Any, code: str) -> None:
    document = composed(record, code=code)
    found = {
        run.language
        for b in t.walk(document.blocks)
        if isinstance(b, t.Paragraph)
        for run in b.runs
        if isinstance(run, t.Text) and run.language
    }
    assert found <= {code}
    assert not re.search(r"\{[a-z_]+\}", text(document.blocks))
    if code == "es":
        assert not re.search(r"\bclientes\b", text(document.blocks))


def test_names_of_people_stay_out_of_reports() -> None:
    engagement = example.engagement()
    people = Keyed(attrs.evolve(p, name="Secret Name") for p in engagement.people)
    named = attrs.evolve(engagement, people=people)
    for edition in ("filled", "summary"):
        assert "Secret Name" not in repr(composed(named, edition=edition))
    pilot = example.pilot()
    pilot = attrs.evolve(pilot, people=Keyed([*pilot.people, Person(id="x", role="r", name="Secret Name")]))
    assert "Secret Name" not in repr(composed(pilot))


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.id)
def test_figures_are_told_in_words_and_in_a_table(record: Any) -> None:
    for block in t.walk(composed(record).blocks):
        if isinstance(block, t.Figure):
            assert block.alt.strip(". ")
            assert block.fallback


def test_results_name_objectives_by_their_code_and_plans_say_what_is_late() -> None:
    for record, key in ((example.engagement(), "done"), (example.pilot(), "objectives-nespra")):
        made = composed(record)
        results = text(section(made, "results" if key == "done" else key).blocks)
        assert all(f"O{n} · " in results for n in (1, 2, 3, 4))
        (plan,) = [found for found in tables(section(made, key).blocks) if found[-1][0] == "A12"]
        states = {row[0]: row[-1] for row in plan}
        assert states["A09"] == "▲ bloquejada · fora de termini"
        assert states["A11"] == "○ per començar · hauria d’haver començat"
        assert states["A01"] == "● feta"


@pytest.mark.parametrize(("edition", "audience"), [("summary", "organisation"), ("filled", "public")])
def test_in_public_no_state_and_no_hours_of_a_single_organisation_are_told(
    edition: str, audience: str
) -> None:
    made = composed(example.pilot(), edition=edition, audience=audience)
    said = text(made.blocks)
    assert "aturat" not in said and "tancat" not in said and "testeig acabat" not in said
    hours = section(made, "hours")
    assert text(hours.blocks).splitlines()[-2:] == [f"244,5{NBSP}h", f"270{NBSP}h"]
    assert not any(name in text(hours.blocks) for name in ("Nespra", "Codony", "Gínjol"))
    assert not tables(hours.blocks)


def test_the_public_report_of_an_engagement_that_stopped_does_not_say_that_it_did() -> None:
    said = text(composed(example.engagements()["ginjol"], audience="public").blocks)
    assert "atura" not in said
    assert "aturat" in text(composed(example.engagements()["ginjol"], audience="group").blocks)
