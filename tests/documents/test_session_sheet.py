"""The worksheet of a session."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

import attrs
import pytest

import interim_method as im
from document_reading import said, sections, texts, tops
from interim_method.errors import AddressError
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import example, methodology
from interim_method.model import (
    Activity,
    Answer,
    Check,
    Choice,
    ChoiceList,
    Engagement,
    Gate,
    Is,
    Keyed,
    Methodology,
    Organisation,
    Person,
    Prompt,
    PromptGroup,
    RatingScale,
    Session,
    Step,
    Text,
    new_item,
)

NESPRA = example.engagement()
LANGUAGES = ("ca", "es", "en")


def started(method: Methodology | None = None) -> Engagement:
    return Engagement.start(
        method or methodology(),
        organisation=Organisation(name="Nova"),
        started=date(2026, 1, 12),
        language="en",
    )


def sheet(record: Engagement = NESPRA, of: str = "/elements/listening", **options: Any) -> t.Document:
    return im.compose(record, "session-sheet", of=of, **{"language": "en", **options})


def line(text: str) -> Text:
    return Text(en=text)


def questions(document: t.Document) -> list[str]:
    found = [b for b in t.walk(document.blocks) if isinstance(b, t.Paragraph) and b.role == "question"]
    return [t.plain(b.runs) for b in found]


def other(*elements: Any) -> Methodology:
    """The method with a step of its own that asks everything that a method may ask."""
    base = methodology()
    step = Step(id="shop", title=line("Shop"), parent="action-plan", after="intensive", optional=True)
    return attrs.evolve(base, elements=Keyed([*base.elements, step, *elements]))


# --- blank ------------------------------------------------------------------------------------------------------


def test_a_blank_sheet_has_its_parts_in_order_and_room_for_every_question() -> None:
    made = sheet(started(), edition="blank")
    assert tops(made) == [
        f"listening-{part}"
        for part in ("where", "before", "questions", "concepts", "thermometer", "take-away")
    ]
    asked = sections(made)["listening-questions"]
    places = [b for b in t.walk((asked,)) if isinstance(b, t.Field)]
    assert len(places) == 9 == sum(p.lines >= 4 for p in places)
    assert all(not p.value and not p.blocks for p in places)


def test_a_blank_sheet_of_a_held_session_shows_nothing_of_what_was_said() -> None:
    made = sheet(edition="blank")
    assert all(not field.value for field in t.fields(made))
    assert "Aliviadas" not in said(made) and "recommendation" not in said(made)


def test_the_place_of_an_answer_to_come_says_what_it_answers() -> None:
    coming = Session(id="next", on=date(2026, 2, 1), step="listening")
    record = im.add(started(), "/sessions", coming)
    address = next(f.address for f in t.fields(sheet(record, edition="blank")) if "/value" in f.address)
    mode = quote("/answers/each-listening/mode", safe="")
    assert address == f"/answers/new-current?mode@{mode}?prompt=current?session=next/value"
    assert "/answers/each-listening/mode" in {f.address for f in t.fields(sheet(record, edition="blank"))}


def test_a_session_that_is_settled_is_printed_and_one_that_is_not_has_lines_for_it() -> None:
    settled = im.add(
        started(),
        "/sessions",
        Session(id="next", on=date(2026, 2, 1), start="10:00", end="13:00", step="listening"),
    )
    printed = sheet(settled, edition="blank", on=date(2026, 1, 20))
    assert "1 February 2026 · 10:00–13:00" in said(printed)
    open_ones = {f.address for f in t.fields(sheet(started(), edition="blank"))}
    assert "/sessions/listening?step=listening/on" in open_ones


def test_the_participants_copy_has_no_tips_no_plan_and_no_place_for_a_name() -> None:
    made = sheet(edition="blank", language="ca")
    tip = methodology().step("listening").tips[0].text["ca"]
    assert tip not in said(made)
    assert "listening-plan" not in sections(made)
    assert not any(f.address.startswith("/people") for f in t.fields(made))


def test_the_thermometer_asks_five_statements_from_one_to_five() -> None:
    part = sections(sheet(started(), edition="blank"))["listening-thermometer"]
    marks = [b for b in t.walk((part,)) if isinstance(b, t.Field)]
    assert [(m.kind, m.low, m.high) for m in marks] == [("scale", 1, 5)] * 5
    assert [m.stage for m in marks] == ["problem", "awareness", "want", "can", "do"]


def test_all_steps_and_the_closing_have_sheets_each_from_a_new_page() -> None:
    made = im.compose(NESPRA, "session-sheet", edition="blank", language="en")
    assert tops(made) == [
        f"sheet-{key}" for key in ("listening", "diagnosis", "consensus", "intensive", "closing")
    ]
    assert [b.new_page for b in made.blocks if isinstance(b, t.Section)] == [False, True, True, True, True]


def test_the_optional_activity_has_a_sheet_of_its_own_and_is_not_in_that_of_its_step() -> None:
    closing = sheet(of="/elements/closing", edition="blank")
    assert "Closing and handover" in closing.title
    assert len([q for q in questions(closing) if q[0].isdigit()]) == 4
    assert (
        len([q for q in questions(sheet(of="/elements/intensive", edition="blank")) if q[0].isdigit()]) == 6
    )
    assert "optional" in closing.subtitle


def test_a_heading_stands_above_the_question_that_it_titles_and_takes_no_answer() -> None:
    made = sheet(of="/elements/diagnosis", edition="blank")
    first = next(iter(b for b in sections(made)["diagnosis-questions"].blocks))
    assert isinstance(first, t.Paragraph) and first.role == "label"
    assert not any("new-internal" in f.address for f in t.fields(made))


def test_the_individual_questionnaire_is_named_and_not_printed() -> None:
    made = sheet(of="/elements/diagnosis", edition="blank")
    assert "a questionnaire of 10 statements alone" in said(made)
    assert "We know who we want to sell to." not in said(made)
    assert "7 people answered it." in said(sheet(of="/elements/diagnosis"))


# --- filled -----------------------------------------------------------------------------------------------------


def test_the_filled_sheet_gathers_the_answers_of_its_session_in_their_places() -> None:
    made = sheet()
    places = {f.address: f for f in t.fields(made)}
    assert places["/answers/listening-sign/value"].value.startswith("That by March we already know")
    assert "in assembly" in said(made)
    for address in places:
        im.get(NESPRA, address)


def test_the_filled_sheet_has_the_words_agreed_on_and_the_medians() -> None:
    made = sheet()
    places = {f.address: f.value for f in t.fields(made)}
    client = next(value for at, value in places.items() if at.endswith("/concepts/client/definition"))
    assert client.startswith("Who decides and pays")
    assert [
        places[f"/readiness/t1/values/{s}/value"] for s in ("problem", "awareness", "want", "can", "do")
    ] == [
        "4",
        "3",
        "4",
        "2",
        "1",
    ]


def test_filled_sheets_come_only_of_sessions_that_were_answered() -> None:
    made = im.compose(NESPRA, "session-sheet", language="en")
    assert [key.partition("-")[2] for key in tops(made)] == [
        "listening-listening",
        "diagnosis-diagnosis",
        "consensus-consensus",
        "intensive-intensive-2026-03-24",
        "closing-closing-2026-07-02",
    ]


def test_a_worksheet_says_nothing_of_what_is_next_in_the_plan() -> None:
    for edition in ("blank", "filled", "facilitator"):
        made = im.compose(NESPRA, "session-sheet", edition=edition, on=date(2026, 7, 17))
        assert not [b for b in t.walk(made.blocks) if isinstance(b, t.Callout) and b.kind == "next"]


def test_a_session_that_was_held_has_its_timetable_and_one_to_come_its_length() -> None:
    def facts(**options: Any) -> dict[str, str]:
        made = sheet(language="ca", **options)
        found = next(b for b in t.walk(made.blocks) if isinstance(b, t.Table) and b.role == "facts")
        cells = [" ".join(texts(cell.blocks)) for row in found.rows for cell in row.cells]
        return dict(zip(cells[::2], cells[1::2], strict=True))

    filled, blank = facts(), facts(edition="blank")
    assert filled["Horari"].endswith("h") and "–" in filled["Horari"] and "Durada" not in filled
    assert blank["Durada"] == "3\u00a0h" and "Horari" not in blank


def test_a_step_called_as_its_format_is_says_so_once() -> None:
    made = sheet(of="/elements/intensive", language="ca", edition="blank")
    assert made.subtitle.casefold().count("sessions intensives") == 1


def test_a_record_with_nothing_in_it_says_what_is_still_to_be_done() -> None:
    made = im.compose(started(), "session-sheet", language="en")
    assert "Listening" in made.title
    assert "To be done" in list(texts(made.blocks))


# --- facilitator --------------------------------------------------------------------------------------------------


def test_the_facilitator_has_the_plan_with_its_clock_what_to_drop_materials_and_tips() -> None:
    made = sheet(edition="facilitator")
    found = sections(made)
    plan = list(texts((found["listening-plan"],)))
    assert plan[plan.index("16:40") + 1] == "35"
    assert "19:00" in plan and "180" in plan
    assert "You may drop: “Our words: one sentence per concept” (30 min). Leave the rest as it is." in plan
    assert len([b for b in t.walk((found["listening-materials"],)) if isinstance(b, t.Items)]) == 1
    assert "listening-tips" in found and "listening-take-away" not in found
    assert not t.fields(made)


def test_without_a_session_the_clock_counts_from_nought() -> None:
    plan = list(texts((sections(sheet(started(), edition="facilitator"))["listening-plan"],)))
    assert plan[plan.index("0:40") + 1] == "35"


def test_a_gate_is_a_list_of_tasks_before_the_step_that_it_guards() -> None:
    before = sections(sheet(of="/elements/intensive", edition="facilitator"))["intensive-before"]
    tasks = [i for b in t.walk((before,)) if isinstance(b, t.Items) for i in b.items if i.checked is False]
    assert len(tasks) == 2
    assert "intensive-before" in sections(sheet(of="/elements/intensive", edition="blank"))
    assert not any(
        i.checked is False
        for b in t.walk(sheet(edition="blank").blocks)
        if isinstance(b, t.Items)
        for i in b.items
    )


# --- what other methods ask ----------------------------------------------------------------------------------------


ASKED = (
    RatingScale(
        id="ease", title=line("Ease"), low=0, high=3, low_label=line("hard"), high_label=line("easy")
    ),
    ChoiceList(
        id="places",
        title=line("Places"),
        choices=Keyed([Choice(id="street", label=line("Street")), Choice(id="web", label=line("Web"))]),
    ),
    Prompt(id="has-shop", text=line("Do you have a shop?"), answer="yes-no", parent="shop", required=True),
    Prompt(
        id="rent",
        text=line("What is the rent?"),
        answer="number",
        unit="€",
        parent="shop",
        condition=Is(prompt="has-shop", value=True),
    ),
    Prompt(id="easy", text=line("Is it easy?"), answer="scale", scale="ease", parent="shop"),
    Prompt(id="where", text=line("Where?"), answer="choice", choices="places", parent="shop"),
    Prompt(id="wheres", text=line("Where else?"), answer="choices", choices="places", parent="shop"),
    Prompt(id="since", text=line("Since when?"), answer="date", parent="shop"),
    PromptGroup(id="lines", title=line("Product lines"), parent="shop", repeatable=True, least=3),
    Prompt(id="line-name", text=line("Name of the line"), answer="text", parent="lines"),
    Gate(
        id="shut",
        title=line("Doors shut"),
        parent="shop",
        moment="after",
        checklist=Keyed([Check(id="lights", text=line("Lights out"), required=False)]),
    ),
    Step(id="window", title=line("Window"), parent="shop"),
    Activity(id="window-1", title=line("Look"), parent="window", minutes=45, prompts=("seen",)),
    Prompt(id="seen", text=line("What is seen from outside?"), parent="window"),
)


def test_each_kind_of_answer_has_its_own_place() -> None:
    made = sheet(started(other(*ASKED)), of="/elements/shop", edition="blank")
    kinds = {f.address.split("?")[0]: f for f in t.fields(made) if f.address.endswith("/value")}
    assert {key.removeprefix("/answers/new-"): field.kind for key, field in kinds.items()} == {
        "has-shop": "choice",
        "rent": "number",
        "easy": "scale",
        "where": "choice",
        "since": "date",
        **{f"line-name-{n}": "text" for n in (1, 2, 3)},
    }
    assert kinds["/answers/new-rent"].unit == "€"
    scale = kinds["/answers/new-easy"]
    assert (scale.low, scale.high) == (0, 3)
    assert [o.label for o in kinds["/answers/new-where"].options] == ["Street", "Web"]
    words = said(made)
    assert "0 = hard · 3 = easy" in words
    assert "An answer is needed." in words
    boxes = [f for f in t.fields(made) if "/value/" in f.address]
    assert [(f.kind, f.label, f.address.rpartition("/")[2]) for f in boxes] == [
        ("yes-no", "Street", "street"),
        ("yes-no", "Web", "web"),
    ]


def test_i_do_not_know_has_a_place_of_its_own_where_it_is_an_answer() -> None:
    made = sheet(started(other(*ASKED)), of="/elements/shop", edition="blank")
    unsure = [f for f in t.fields(made) if f.address.endswith("/unsure")]
    assert [f.address.split("?")[0] for f in unsure] == ["/answers/new-easy"]


def test_a_condition_is_said_while_it_is_open_and_decides_once_it_is_answered() -> None:
    fresh = started(other(*ASKED))
    open_one = sheet(fresh, of="/elements/shop", edition="blank")
    assert "Only if you answer “Do you have a shop?” with “yes”." in said(open_one)
    without = fresh.record_answer("has-shop", False)
    assert "What is the rent?" not in said(sheet(without, of="/elements/shop", edition="blank"))
    assert "What is the rent?" not in said(sheet(without, of="/elements/shop"))
    having = fresh.record_answer("has-shop", True)
    filled = sheet(having, of="/elements/shop")
    assert "What is the rent?" in said(filled) and "Only if" not in said(filled)


def test_a_group_that_repeats_is_printed_as_often_as_it_asks_for_and_filled_as_often_as_it_was() -> None:
    fresh = started(other(*ASKED))
    blank = sheet(fresh, of="/elements/shop", edition="blank")
    items = [new_item(f.address.split("/")[2]) for f in t.fields(blank) if "line-name" in f.address]
    assert [item.given["group_item"] for item in items if item] == ["1", "2", "3"]
    assert "Repeat it as often as you need." in said(blank)
    record = fresh.record_answer("line-name", "Bread", group_item="bread")
    filled = sheet(record, of="/elements/shop")
    assert [f.value for f in t.fields(filled) if "/answers/r1/" in f.address] == ["Bread"]
    assert "bread" in said(filled)


def test_a_nested_step_has_its_own_sheet_that_says_where_it_lies() -> None:
    made = sheet(started(other(*ASKED)), of="/elements/window", edition="blank")
    assert made.subtitle.startswith("Commercial action plan · Shop")
    assert "45\u00a0min" in said(made)
    assert "optional" in sheet(started(other(*ASKED)), of="/elements/shop", edition="blank").subtitle


def test_what_must_hold_at_the_end_stands_after_the_questions_of_the_last_step_inside() -> None:
    made = sheet(started(other(*ASKED)), of="/elements/window", edition="facilitator")
    after = sections(made)["window-after"]
    assert list(texts((after,))) == ["Before we finish", "Doors shut", "Lights out (optional)"]


def test_several_answers_say_how_each_was_given_and_alone_never_by_whom() -> None:
    record = attrs.evolve(
        started(),
        people=Keyed([Person(id="ada", role="Baker"), Person(id="eva", role="Driver")]),
        answers=Keyed(
            [
                Answer(id="r1", prompt="sign", value="More bread", mode="small-group", respondent="ada"),
                Answer(id="r2", prompt="sign", value="Less noise", mode="individual", respondent="eva"),
            ]
        ),
    )
    words = said(sheet(record))
    assert "in a small group · Baker" in words
    assert "individually" in words and "Driver" not in words


def test_an_answer_that_nobody_knew_says_so() -> None:
    record = attrs.evolve(
        started(other(*ASKED)), answers=Keyed([Answer(id="r1", prompt="easy", unsure=True)])
    )
    places = {f.address: f.value for f in t.fields(sheet(record, of="/elements/shop"))}
    assert places["/answers/r1/unsure"] == "true"
    assert "/answers/r1/value" not in places


# --- everywhere --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["blank", "filled", "facilitator"])
def test_every_language_says_the_same_with_its_own_words(edition: Any) -> None:
    made = [im.compose(NESPRA, "session-sheet", edition=edition, language=code) for code in LANGUAGES]
    shapes = [[(type(b).__name__, getattr(b, "address", "")) for b in t.walk(d.blocks)] for d in made]
    assert shapes[0] == shapes[1] == shapes[2]
    for document in made:
        runs = [r for b in t.walk(document.blocks) if isinstance(b, t.Paragraph) for r in b.runs]
        assert not [r for r in runs if isinstance(r, t.Text) and r.language]


def test_spanish_never_says_clientes() -> None:
    for edition in ("blank", "filled", "facilitator"):
        assert (
            "clientes"
            not in said(im.compose(NESPRA, "session-sheet", edition=edition, language="es")).lower()
        )


def test_what_is_no_step_cannot_be_asked_for() -> None:
    with pytest.raises(AddressError):
        sheet(of="/people/admin", edition="blank")
