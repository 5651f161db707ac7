"""The hour report and the monthly sheet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

import interim_method as im
from document_reading import sections, texts, tops
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import example, methodology
from interim_method.model import Engagement, Keyed, Organisation

NESPRA = example.engagement()
CODONY = next(e for e in example.engagements() if e.id == "codony")
PARTS = ["summary", "by-step", "by-week", "deviations", "log"]


def report(subject: Any = NESPRA, **options: Any) -> t.Document:
    return im.compose(subject, "hours", **{"language": "ca", **options})


def beginning() -> Engagement:
    return Engagement.start(
        methodology(), organisation=Organisation(name="Nova"), started=date(2026, 1, 12), language="ca"
    )


def words(blocks: t.Blocks) -> str:
    return "\n".join(texts(blocks))


def cards(document: t.Document) -> tuple[t.GridCell, ...]:
    """The professional's hours by mode, and the cooperative's own."""
    return next(b for b in document.blocks if isinstance(b, t.Grid)).cells


def collections(document: t.Document) -> list[t.Collection]:
    return [b for b in t.walk(document.blocks) if isinstance(b, t.Collection)]


def test_the_report_has_its_parts_in_order_with_what_to_do_next_before_the_log() -> None:
    made = report()
    assert tops(made) == PARTS
    assert isinstance(made.blocks[-2], t.Callout)
    assert made.blocks[-2].kind == "next"


def test_the_first_page_says_in_a_sentence_where_the_hours_are_and_where_they_would_end() -> None:
    lead = next(b for b in t.walk(report().blocks) if isinstance(b, t.Paragraph))
    assert lead.role == "lead"
    assert t.plain(lead.runs).startswith(
        "Portem 87,5\u00a0h de 90. Amb el que hi ha compromès acabaríem en 95,5\u00a0h."
    )
    assert t.plain(lead.runs).endswith("la previsió baixa a 90\u00a0h.")


def test_the_reason_and_decision_follow_as_a_field() -> None:
    summary = sections(report())["summary"]
    decision = next(b for b in t.walk((summary,)) if isinstance(b, t.Field))
    assert decision.address == "/hours_decision"
    assert "Decisió del 17 de juliol" in decision.value


def test_above_the_budget_a_missing_decision_is_asked_for_and_below_it_none_is() -> None:
    undecided = attrs.evolve(NESPRA, hours_decision=None)
    asked = [f for f in t.fields(report(undecided)) if f.address == "/hours_decision"]
    assert [f.value for f in asked] == [""]
    assert not [f for f in t.fields(report(beginning())) if f.address == "/hours_decision"]


def test_the_chart_shows_the_hours_by_month_against_the_budget_and_says_so_in_words() -> None:
    (chart,) = [b for b in t.walk(report(language="en").blocks) if isinstance(b, t.Figure)]
    assert chart.kind == "line"
    assert chart.reference == ("Budget", 90.0)
    assert chart.categories == ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Forecast")
    assert chart.series[0].values == (8.5, 26, 43.5, 65.5, 77.5, 83.5, 87.5, None)
    assert chart.series[1].values[-2:] == (87.5, 95.5)
    assert chart.alt == (
        "The hours come to 87.5\u00a0h on 17 July 2026; the budget is 90\u00a0h."
        " With what is committed they would end at 95.5\u00a0h."
    )
    assert "95.5" in list(texts(chart.fallback))


def test_the_chart_goes_by_week_while_there_are_few_weeks() -> None:
    early = report(on=date(2026, 2, 1))
    (chart,) = [b for b in t.walk(early.blocks) if isinstance(b, t.Figure)]
    assert chart.categories[:3] == ("12 gen.", "19 gen.", "26 gen.")


def test_only_a_deviation_of_more_than_a_fifth_is_marked_and_gives_its_reason() -> None:
    part = sections(report(language="en"))["by-step"]
    found = list(texts((part,)))
    assert [x for x in found if x.startswith("▲ ") and "more than" not in x] == ["▲ +6.0", "▲ −1.0"]
    reasons = [x for x in found if x.startswith("Reason:")]
    assert reasons[0].startswith("Reason: Nobody knew what maintenance costs")
    assert len(reasons) == 2


def test_a_large_deviation_without_a_known_reason_is_pending() -> None:
    part = sections(report(attrs.evolve(NESPRA, plan_changes=Keyed())))["by-step"]
    assert list(texts((part,))).count("Motiu: Pendent") == 2


def test_totals_by_step_and_by_mode_are_those_of_the_ledger() -> None:
    found = sections(report())
    (total,) = [
        row
        for b in t.walk((found["by-step"],))
        if isinstance(b, t.Table)
        for row in b.rows
        if row.role == "total"
    ]
    assert [words(c.blocks) for c in total.cells] == ["Total", "90,0", "87,5", "8,0", ""]
    (modes,) = [b for b in t.walk(cards(report())[0].blocks) if isinstance(b, t.Table)]
    assert [words(row.cells[1].blocks) for row in modes.rows] == ["62,5", "25,0", "0,0", "0,0", "87,5"]


def weeks(subject: Engagement, **options: Any) -> list[list[str]]:
    """Monday, hours and accumulated hours of each week shown, in the order of the calendar."""
    part = sections(report(subject, **options))["by-week"]
    (table,) = [b for b in t.walk((part,)) if isinstance(b, t.Table)]
    rows = [[words(c.blocks) for c in row.cells] for row in table.rows]
    across = range(0, len(table.columns), 3)
    return [found for at in across for row in rows if (found := row[at : at + 3])[0]]


def test_every_week_is_there_and_they_stop_where_the_work_has_ended() -> None:
    assert len(weeks(NESPRA)) == 27
    assert weeks(NESPRA)[17] == ["11 maig", "4,0", "72,0"]
    last = max(e.on for e in CODONY.hours if e.ledger == "professional")
    monday = last - timedelta(days=last.weekday())
    assert weeks(CODONY)[-1][0].split()[0] == str(monday.day)


def test_many_weeks_stand_in_columns_and_few_below_each_other() -> None:
    def columns(**options: Any) -> int:
        part = sections(report(**options))["by-week"]
        return next(len(b.columns) for b in t.walk((part,)) if isinstance(b, t.Table))

    assert (columns(), columns(on=date(2026, 2, 1))) == (9, 3)
    assert weeks(NESPRA, on=date(2026, 2, 1)) == weeks(NESPRA)[:3]


def test_the_cooperatives_time_stands_apart() -> None:
    own = words(cards(report())[1].blocks)
    assert "179,0" in own
    assert "87,5" not in own
    assert "no se sumen mai" in own


def test_the_log_has_every_line_in_its_own_ledger() -> None:
    made = collections(report())
    assert [dict(c.given) for c in made] == [{}, {"ledger": "professional"}, {"ledger": "organisation"}]
    assert [len(c.rows) for c in made[1:]] == [56, len(NESPRA.hours) - 56]


def test_every_field_leads_to_a_place_of_the_record() -> None:
    for field in t.fields(report()):
        im.get(NESPRA, field.address)


def test_an_engagement_that_has_just_begun_has_a_short_report() -> None:
    made = report(beginning())
    assert tops(made) == ["summary", "by-step"]
    assert "n’hi ha 90\u00a0h d’acordades" in words(made.blocks)


def test_an_ended_engagement_is_told_in_the_past() -> None:
    assert "Se han hecho 96\u00a0h de 90\u00a0h. Son 6\u00a0h por encima" in words(
        report(CODONY, language="es").blocks
    )


@pytest.mark.parametrize("subject", [NESPRA, beginning()], ids=["nespra", "new"])
def test_the_sheet_has_both_ledgers_apart_and_room_for_two_signatures(subject: Engagement) -> None:
    made = report(subject, edition="blank", parameters={"month": date(2026, 4, 3)})
    assert (made.title, made.subtitle) == ("Full d’hores", "abril de 2026")
    assert [c.given["ledger"] for c in collections(made)] == ["professional", "organisation"]
    assert all(f.value == "" for f in t.fields(made))
    (signing,) = [b for b in t.walk(made.blocks) if isinstance(b, t.Grid) and b.role == "cards"]
    assert len(signing.cells) == 2
    assert signing.minimum >= 20


def test_the_sheet_is_for_the_month_of_the_record_where_none_is_asked_for() -> None:
    assert report(edition="blank", language="en").subtitle == "July 2026"
