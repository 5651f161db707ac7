"""The participatory diagnosis."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import interim_method as im
from document_reading import sections, texts, tops
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import example, methodology
from interim_method.model import Answer, Engagement, Keyed, Organisation

NESPRA = example.engagement()
GINJOL = next(e for e in example.engagements() if e.id == "ginjol")
NEW = Engagement.start(methodology(), organisation=Organisation(name="Nova"), started=date(2026, 1, 12))
PARTS = [
    "one-page",
    "how",
    "figures",
    "statements",
    "findings",
    "blockers",
    "trace",
    "unknowns",
    "validation",
]


def diagnosis(subject: Any = NESPRA, **options: Any) -> t.Document:
    return im.compose(subject, "diagnosis", **{"language": "en", **options})


def words(blocks: t.Blocks) -> str:
    return "\n".join(texts(blocks))


def tables(block: t.Block) -> list[t.Table]:
    return [b for b in t.walk((block,)) if isinstance(b, t.Table)]


def cells(table: t.Table, row: int) -> list[str]:
    return [words(c.blocks) for c in table.rows[row].cells]


def held(document: t.Document) -> dict[str, str]:
    return {f.address: f.value for f in t.fields(document)}


def test_it_has_its_nine_parts_in_order_and_ends_with_what_to_do_next() -> None:
    made = diagnosis()
    assert tops(made) == PARTS
    assert isinstance(made.blocks[-1], t.Callout)
    assert made.blocks[-1].kind == "next"


def test_the_first_page_begins_with_the_strengths() -> None:
    (board,) = [b for b in sections(diagnosis())["one-page"].blocks if isinstance(b, t.Grid)]
    assert [t.plain(c.title) for c in board.cells] == [
        "Strengths",
        "Difficulties",
        "The deepest disagreement",
        "Priorities",
    ]
    strengths, hardest, _, priorities = (
        [f.address for f in t.walk(c.blocks) if isinstance(f, t.Field)] for c in board.cells
    )
    assert strengths == [f"/diagnosis/strengths/st{n}/text" for n in (1, 2, 3)]
    assert hardest == ["/difficulties/f1/text", "/difficulties/f2/text", "/difficulties/f4/text"]
    assert priorities[::2] == [
        f"/sessions/diagnosis/priorities/{key}/text" for key in ("whom", "reply", "costs")
    ]


def test_how_it_was_done_says_how_many_of_how_many() -> None:
    how = words((sections(diagnosis())["how"],))
    assert "7 answers from 7 people" in how
    assert "individually" in how
    assert "agreed to see" not in how and "Not applicable" not in how


def test_figures_have_their_source_and_the_funnel_stands_with_them_as_numbers() -> None:
    made = diagnosis()
    assert held(made)["/diagnosis/figures/requests/value"] == "22"
    funnel = sections(made)["funnel-funnel-2025"]
    found = [f.value for f in t.walk((funnel,)) if isinstance(f, t.Field)]
    assert found == ["", "22", "9", "15", "3", ""]
    assert not [b for b in t.walk((funnel,)) if isinstance(b, t.Figure)]
    assert "funnel-funnel-2026" not in sections(made)


def test_every_statement_shows_all_its_dots_with_median_spread_and_what_lies_behind() -> None:
    (readings,) = tables(sections(diagnosis(language="ca"))["statements"])
    assert len(readings.rows) == 10
    first = cells(readings, 0)
    assert first[0].startswith("S1 · Sabem a qui volem vendre. (F1)\n")
    assert first[0].endswith("\nQui ho té clar pensa en les escoles de sempre.")
    assert first[1:6] == ["●●", "●●●", "●", "●", ""]
    assert first[7] == "2\nveu minoritària"
    assert cells(readings, 2)[7].endswith("posicions contraposades")


def test_the_wall_of_dots_is_a_figure_with_every_count() -> None:
    (wall,) = [b for b in t.walk(diagnosis().blocks) if isinstance(b, t.Figure)]
    assert wall.kind == "dots"
    assert wall.categories == ("1", "2", "3", "4", "5")
    assert len(wall.series) == 10
    assert wall.series[2].values == (1, 3, 0, 2, 1)
    assert wall.alt == (
        "All answers to 10 statements (minority voice: 6, broad agreement: 3, opposed positions: 1)."
    )
    (table,) = wall.fallback
    assert isinstance(table, t.Table)
    assert cells(table, 3)[0].startswith("S4 · We set aside fixed time for commercial action. (F4)")
    assert cells(table, 3)[1:] == [
        "●●●●●",
        "●●",
        "",
        "",
        "",
        "",
        "1\nbroad agreement",
    ]


def few(answers: int) -> Engagement:
    """Nespra with so many answers to each statement."""
    kept: list[Answer] = []
    for answer in NESPRA.answers:
        if sum(a.prompt == answer.prompt for a in kept) < answers:
            kept.append(answer)
    return attrs.evolve(NESPRA, answers=Keyed(kept))


def test_below_the_threshold_neither_dots_nor_median_are_shown() -> None:
    made = diagnosis(few(4))
    assert not [b for b in t.walk(made.blocks) if isinstance(b, t.Figure)]
    part = sections(made)["statements"]
    assert "●" not in words((part,))
    assert "Fewer than 5 answers: the dots are not shown." in words((part,))
    assert cells(tables(part)[-1], 0)[1] == "–"


def test_a_small_group_that_agreed_to_it_sees_its_dots() -> None:
    made = diagnosis(GINJOL)
    (wall,) = [b for b in t.walk(made.blocks) if isinstance(b, t.Figure)]
    assert len(wall.series) == 4
    assert held(made)["/diagnosis/dots_agreed"] == "2026-03-10"


def test_who_does_not_know_is_counted_apart() -> None:
    unsure = Answer(id="unsure", prompt="s1-target", unsure=True, mode="individual", on=date(2026, 2, 3))
    readings = tables(sections(diagnosis(im.add(NESPRA, "/answers", unsure)))["statements"])[-1]
    first = cells(readings, 0)
    assert first[6:] == ["●", "2\nminority voice"]


def test_findings_say_practice_ideal_blocker_evidence_and_priority() -> None:
    part = sections(diagnosis())["findings"]
    (findings,) = [b for b in t.walk((part,)) if isinstance(b, t.Collection)]
    assert [r.id for r in findings.rows] == [f"f{n}" for n in range(1, 10)]
    assert findings.names[1:] == ("text", "now", "ideal", "blockers", "evidence", "priority")
    assert held(diagnosis())["/difficulties/f1/priority_note"]
    assert [
        words(c.blocks).split("\n")[-1] for c in (findings.rows[0].cells[0], findings.rows[8].cells[1])
    ] == [
        "F1",
        "open disagreement",
    ]


def test_a_finding_names_the_statements_that_it_rests_on_below_its_evidence() -> None:
    (found,) = [b for b in t.walk((sections(diagnosis())["findings"],)) if isinstance(b, t.Collection)]
    column = found.names.index("evidence")
    first, *_, strength, last = (row.cells[column] for row in found.rows)
    assert words(first.blocks).endswith("S1, S5")
    assert words(strength.blocks).endswith("S8")
    assert words(last.blocks).endswith("S10")


def test_blockers_are_counted_over_findings_and_actions() -> None:
    (table,) = tables(sections(diagnosis())["blockers"])
    assert cells(table, 0) == ["Lack of time", "7"]
    assert cells(table, len(table.rows) - 1) == ["Total", "17"]


def test_the_trace_leads_from_difficulty_to_objective_and_names_what_has_no_way_on() -> None:
    part = sections(diagnosis())["trace"]
    (table,) = tables(part)
    first, desired, commitment, objective = cells(table, 1)
    assert first == "F2 · We reply late.\nF3 · The costs exist but do not reach whoever writes the quote."
    assert "A quote within a week" in desired
    assert "One single price sheet before 17 April" in commitment
    assert objective == "O2 · Cut the days between request and quote"
    assert "No desired state yet: F5." in words((part,))


def test_validation_says_what_changed() -> None:
    found = held(diagnosis())
    assert found["/diagnosis/validated"] == "2026-02-20"
    assert found["/diagnosis/changed"].startswith("“It is not that we cannot sell")


@pytest.mark.parametrize("edition", ["filled", "summary", "facilitator"])
def test_every_field_leads_to_a_place_of_the_record(edition: str) -> None:
    for address in held(diagnosis(edition=edition)):
        im.get(NESPRA, address)


def test_nobody_is_named() -> None:
    named = attrs.evolve(NESPRA, people=Keyed(attrs.evolve(p, name="Joana Fictícia") for p in NESPRA.people))
    for edition in ("filled", "summary", "facilitator", "blank"):
        assert "Joana" not in repr(diagnosis(named, edition=edition))


def test_the_group_of_the_pilot_reads_no_dots_and_no_words_that_were_not_released() -> None:
    made = diagnosis(audience="group")
    said = words(made.blocks)
    assert "●" not in said
    assert "statements" not in tops(made)
    assert "findings" not in tops(made)
    assert "Not published" in said
    assert "We reply late." not in said


def test_the_summary_is_the_first_page_alone() -> None:
    made = diagnosis(edition="summary", language="es")
    assert tops(made) == []
    assert [type(b) for b in made.blocks] == [t.Paragraph, t.Grid, t.Callout]


def test_an_engagement_that_has_just_begun_is_pending_all_through() -> None:
    made = diagnosis(NEW)
    assert tops(made) == PARTS
    assert set(held(made).values()) == {""}
    assert "To be done" in words((sections(made)["statements"],))


@pytest.mark.parametrize("subject", [NESPRA, NEW], ids=["nespra", "new"])
def test_the_questionnaire_has_every_statement_with_its_scale_and_no_place_for_a_name(
    subject: Engagement,
) -> None:
    made = diagnosis(subject, edition="blank", language="ca")
    assert tops(made) == ["questionnaire", "questions"]
    (table,) = tables(sections(made)["questionnaire"])
    assert len(table.rows) == 10
    mark, unsure = (c.blocks[0] for c in table.rows[0].cells[1:])
    assert isinstance(mark, t.Field)
    assert (mark.kind, mark.low, mark.high, mark.value) == ("scale", 1, 5, "")
    assert mark.address == "/answers/new-s1-target?mode=individual?prompt=s1-target/value"
    assert isinstance(unsure, t.Field)
    assert unsure.kind == "yes-no"
    assert "1 = gens d’acord · 5 = molt d’acord" in words((sections(made)["questionnaire"],))
    names = {f.address.rpartition("/")[2] for f in t.fields(made)}
    assert names == {"value", "unsure"}
    assert cells(table, 2)[0].startswith("S3 · ")


def test_the_questionnaire_asks_the_questions_of_the_diagnosis_too() -> None:
    questions = words((sections(diagnosis(NEW, edition="blank", language="es"))["questions"],))
    assert "Si solo pudierais cambiar dos cosas en seis meses, ¿cuáles serían?" in questions
    assert "Análisis interno" in questions


def test_whoever_facilitates_reads_how_to_read_and_return_it_behind_the_record() -> None:
    made = diagnosis(edition="facilitator", language="ca")
    assert tops(made) == [*PARTS, "guide"]
    guide = words((sections(made)["guide"],))
    assert "Comenceu per les fortaleses (10 minuts)." in guide
    assert "posicions contraposades" in guide


@pytest.mark.parametrize("audience", ["group", "public"])
def test_nobody_outside_is_asked_to_fill_in_what_is_missing(audience: str) -> None:
    unfinished = attrs.evolve(NESPRA, diagnosis=attrs.evolve(NESPRA.diagnosis, discussed=None))
    made = diagnosis(unfinished, audience=audience)
    assert all(f.value for f in t.fields(made))
    pending = [b for b in t.walk(made.blocks) if isinstance(b, t.Paragraph) and b.role == "pending"]
    assert pending == []
