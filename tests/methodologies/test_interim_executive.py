"""The Interim Executive method that ships: its shape, its sums, and that it says what the slides say."""

from __future__ import annotations

import pickle

import pytest

from interim_method.methodologies.interim_executive import methodology, slides_pilot
from interim_method.model.address import get, walk
from interim_method.model.coverage import coverage
from interim_method.model.frozen import Keyed
from interim_method.model.methodology import (
    Activity,
    Canvas,
    ChoiceList,
    Gate,
    Hypothesis,
    Journey,
    Months,
    Prompt,
    Quadrants,
    Sessions,
    Turn,
)
from interim_method.model.record import Record, fields_of

M = methodology()

SLIDES = {
    "/elements/problem/title": "Problema",
    "/elements/problem/gloss": "Dificultat",
    "/elements/awareness/title": "Consciència",
    "/elements/awareness/gloss": "Visibilitzar el problema",
    "/elements/want/title": "Voler",
    "/elements/want/gloss": "Estat desitjat",
    "/elements/can/title": "Poder",
    "/elements/can/gloss": "Compromís d’acció",
    "/elements/do/title": "Fer",
    "/elements/do/gloss": "Acció per transformar el problema",
    "/elements/self-diagnosis/title": "Auto-diagnosi participativa",
    "/elements/action-plan/title": "Pla d’acció comercial",
    "/elements/action-plan/label": "Planificació comercial",
    "/elements/turn/title": "Del QUÈ oferim al QUI i COM",
    "/elements/listening/title": "Escolta",
    "/elements/diagnosis/title": "Diagnosi",
    "/elements/consensus/title": "Consens",
    "/elements/intensive/description": "Sessions intensives de treball per cooperativa",
    "/elements/current/text": "Com es fa l’acció comercial actualment?",
    "/elements/ideal/text": "Com us imagineu idealment l’acció comercial?",
    "/elements/concepts/text": "Anàlisi dels conceptes imprescindibles",
    "/elements/internal/text": "Anàlisi interna",
    "/elements/board/text": "Acordar el «tauler de joc»",
    "/elements/expectations/text": "Alinear expectatives",
    "/elements/objectives/text": "Alinear objectius",
    "/elements/roles/text": "Acordar rols",
    "/elements/basics/text": "Tenir clars els conceptes bàsics",
    "/elements/quadrants/title": "Quadrants de treball",
    "/elements/quadrants/subtitle": "Per entendre les nostres usuàries, els objectius i com respondre-hi",
    "/elements/journey/title": "Viatge de clientes",
    "/elements/journey/stages/research/title": "Investigació",
    "/elements/journey/stages/decision/title": "Decisió",
    "/elements/canvas/title": "Canvas",
    "/elements/funnel/title": "Embut de vendes",
    "/elements/comparison/title": "Anàlisi de la competència",
    "/elements/blocker-kinds/choices/time/label": "Manca de temps",
    "/elements/blocker-kinds/choices/know-how/label": "No saber com fer-ho",
    "/elements/blocker-kinds/choices/weight/label": "Una tasca massa feixuga",
    "/elements/building/title": "Elaboració metodologia",
    "/elements/building/activity": "Anàlisi i preparació de la metodologia",
    "/elements/finding/title": "Detecció iniciatives",
    "/elements/finding/activity": "Cerca de les cooperatives (3) que realitzarien el pilot",
    "/elements/testing/title": "Testeig metodologia",
    "/elements/testing/activity": "Execució del pilot amb cadascuna de les tres cooperatives",
    "/elements/validation/title": "Validació hipòtesis",
    "/elements/validation/activity": "Revisió d’hipòtesis amb les tres cooperatives",
    "/elements/presentation/title": "Presentació projecte",
    "/elements/presentation/activity": "Presentació de l’experiència a Grup ECOS",
    "/elements/term-commercial-action/term": "Acció comercial",
    "/elements/term-accompaniment/term": "Acompanyament",
    "/elements/term-interim-executive/term": "Interim Executive («executiu interí»)",
    "/elements/term-service-learning/term": "Servei-aprenentatge",
    "/elements/term-self-diagnosis/term": "Auto-diagnosi participativa",
    "/elements/term-game-board/term": "Tauler de joc",
    "/elements/term-client/term": "Clienta",
    "/elements/term-user/term": "Usuària",
    "/elements/term-quadrants/term": "Quadrants de treball",
    "/elements/term-journey/term": "Viatge de clientes",
    "/elements/term-funnel/term": "Embut de vendes",
    "/elements/term-canvas/term": "Canvas",
    "/elements/term-competition/term": "Anàlisi de la competència",
    "/elements/term-hypothesis/term": "Hipòtesi",
    "/narrative/objectives/text": (
        "1. Donar a conèixer el projecte en què hem participat quatre cooperatives del Grup ECOS.\n"
        "2. Explicar una metodologia que pot contribuir a enfortir les iniciatives d’ESS."
    ),
    "/title": "Interim Executive",
}
"""What the slides say, with its address: no other text is theirs."""

SLIDES_VALUES = {
    *(f"/elements/{step}/format" for step in ("listening", "diagnosis", "consensus", "intensive")),
    *(f"/elements/{stage.id}/effort" for stage in M.pilot_stages),
}
"""Values without words that the slides give."""


def test_five_stages_two_phases_and_four_steps_come_in_the_order_of_the_slides() -> None:
    assert [s.id for s in M.stages] == ["problem", "awareness", "want", "can", "do"]
    assert [p.id for p in M.phases] == ["self-diagnosis", "action-plan"]
    assert [s.id for s in M.steps] == ["listening", "diagnosis", "consensus", "intensive"]
    assert [s.id for s in M.steps_of("action-plan")] == ["intensive"]
    assert M.element("turn", Turn).after == "self-diagnosis"


def test_each_step_serves_its_stages_and_no_stage_is_left_out() -> None:
    served = {step.id: step.stages for step in M.steps}
    assert served == {
        "listening": ("problem", "awareness", "want"),
        "diagnosis": ("want",),
        "consensus": ("can",),
        "intensive": ("do",),
    }
    assert {stage for stages in served.values() for stage in stages} == {s.id for s in M.stages}


def test_the_hours_of_steps_and_closing_come_to_ninety() -> None:
    hours = {part.id: minutes / 60 for part, minutes in M.budgets()}
    assert hours == {"listening": 8, "diagnosis": 10, "consensus": 8, "intensive": 58, "closing": 6}
    assert sum(hours.values()) == 90
    testing = next(s for s in M.pilot_stages if s.id == "testing")
    assert sum(minutes for _, minutes in M.budgets()) == testing.effort.minutes  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("step", "minutes"), [("listening", 180), ("diagnosis", 180), ("consensus", 180), ("intensive", 120)]
)
def test_the_activities_of_a_session_fill_it(step: str, minutes: int) -> None:
    session = [a for a in M.activities_of(step) if not a.optional]
    assert sum(a.minutes for a in session) == minutes
    assert sum(a.drop for a in session) == 1
    assert not any(a.drop and a.pause for a in session)


def test_a_group_session_has_a_pause_and_the_closing_is_optional() -> None:
    for step in M.steps_of("self-diagnosis"):
        assert sum(a.pause for a in M.activities_of(step)) == 1
    closing = M.element("closing", Activity)
    assert closing.optional
    assert closing.prompts == ("stays", "carries-on", "returned", "follow-up")
    assert [p.id for p in M.prompts_of("closing")] == list(closing.prompts)


def test_a_worksheet_asks_nine_questions_at_most() -> None:
    for step in M.steps:
        assert 0 < sum(not p.heading for p in M.prompts_of(step)) <= 9
        assert len(step.bring) <= 2


def test_activities_name_only_prompts_of_their_step_and_every_question_has_its_moment() -> None:
    for step in M.steps:
        own = {p.id for p in M.prompts_of(step)}
        named = {p for a in M.activities_of(step) if not a.optional for p in a.prompts}
        assert named <= own
        assert {p.id for p in M.prompts_of(step) if not p.heading} <= named


def test_every_reference_leads_to_an_element_of_its_kind() -> None:
    checked = 0
    for at, value in walk(M):
        if not isinstance(value, Record):
            continue
        for name, info in fields_of(type(value)).items():
            held = getattr(value, name)
            for target in held if isinstance(held, tuple) else (held,):
                for collection in info.kind.of:
                    if target is None:
                        continue
                    kind = collection.partition(":")[2]
                    assert target in M.elements, f"{at}/{name}"
                    assert kind in ("", M.elements[target].KIND), f"{at}/{name}"
                    checked += 1
    assert checked > 100


def test_what_a_step_asks_to_bring_is_among_its_materials() -> None:
    for step in M.steps:
        for note in step.bring:
            assert step.materials[note.id] == note


def test_the_questionnaire_asks_ten_statements_on_a_scale_that_allows_not_knowing() -> None:
    (group,) = M.groups_of("diagnosis")
    statements = M.prompts_of(group)
    assert group.individual
    assert [s.id.partition("-")[0] for s in statements] == [f"s{n}" for n in range(1, 11)]
    assert {(s.answer, s.scale) for s in statements} == {("scale", "agreement")}
    assert M.elements["agreement"].unsure is True  # type: ignore[union-attr]


def test_the_blockers_are_the_eight_kinds_and_the_prompt_names_their_list() -> None:
    assert M.choices("blocker-kinds").ids == (
        "time",
        "know-how",
        "weight",
        "unease",
        "disagreement",
        "third-party",
        "money",
        "other",
    )
    prompt = M.element("blockers", Prompt)
    assert isinstance(M.elements[prompt.choices or ""], ChoiceList)


def test_the_tools_have_the_shape_of_the_boards() -> None:
    quadrants = M.element("quadrants", Quadrants)
    assert quadrants.cells.ids == ("users", "their-goals", "our-goals", "response")
    assert {len(cell.questions) for cell in quadrants.cells} == {3}
    journey = M.element("journey", Journey)
    assert journey.stages.ids == (
        "discovery",
        "research",
        "decision",
        "contracting",
        "experience",
        "loyalty",
    )
    assert [lane.holds for lane in journey.lanes if lane.holds != "text"] == [
        "emotion",
        "owner-action",
        "evidence",
    ]
    assert all(tool.when and tool.unless and tool.reading for tool in M.tools)


def test_the_blocks_of_the_canvas_cover_its_board_once() -> None:
    canvas = M.element("canvas", Canvas)
    squares = [
        (column, row)
        for block in canvas.blocks
        for column in range(block.column, block.column + block.columns)
        for row in range(block.row, block.row + block.rows)
    ]
    assert len(canvas.blocks) == 9
    assert sorted(squares) == [(column, row) for column in range(1, 11) for row in range(1, 4)]
    assert "Strategyzer" in str(canvas.credit)


def test_every_hypothesis_has_its_check_measure_and_threshold_and_only_the_last_is_read_across() -> None:
    assert [h.id for h in M.hypotheses] == [f"h{n}" for n in range(1, 8)]
    assert all(h.check and h.measure and h.threshold for h in M.hypotheses)
    assert [h.id for h in M.hypotheses if h.across] == ["h7"]


def test_the_gate_before_the_plan_asks_for_a_ratified_agreement_and_hours() -> None:
    (gate,) = M.of_kind(Gate)
    assert (gate.parent, gate.moment, gate.checklist.ids) == ("action-plan", "before", ("body", "hours"))


def test_the_stages_of_the_pilot_have_efforts_of_three_natures() -> None:
    efforts = {stage.id: stage.effort for stage in M.pilot_stages}
    assert efforts["building"] == Months(months=3)
    assert efforts["finding"] == Months(months=1)
    assert efforts["validation"] == Sessions(count=1, format="group")
    assert efforts["presentation"] == Sessions(count=1, format="virtual")


@pytest.mark.parametrize("language", ["ca", "es", "en"])
def test_every_text_is_said_in_every_language(language: str) -> None:
    assert coverage(M, language) == ()


@pytest.mark.parametrize("address", SLIDES)
def test_what_the_slides_say_keeps_their_catalan_words_and_is_marked_as_theirs(address: str) -> None:
    assert get(M, address)["ca"] == SLIDES[address]
    origin = M.origin(f"{address}/ca")
    assert origin is not None
    assert (origin.source, origin.credit, origin.licence) == ("seed", "Calidoscoop", "CC BY-SA")


def test_nothing_but_what_the_slides_say_is_marked_as_theirs() -> None:
    marked = {at for at, origin in M.origins.items() if origin.source == "seed"}
    assert marked == {*SLIDES, *SLIDES_VALUES}
    for at, value in walk(M):
        origin = M.origin(at)
        assert origin is not None
        if isinstance(value, str) and at.rpartition("/")[2] in ("es", "en") and origin.source == "seed":
            # One name is the same in every language.
            assert value == get(M, at.rpartition("/")[0])["ca"], at


def test_translations_of_what_the_slides_say_are_marked_as_translations() -> None:
    for address in SLIDES:
        for language in ("es", "en"):
            if address != "/title":
                assert M.origin(f"{address}/{language}").source == "translation"  # type: ignore[union-attr]


def test_hypotheses_activities_and_tips_are_never_passed_off_as_the_slides() -> None:
    for hypothesis in M.of_kind(Hypothesis):
        assert M.origin(f"/elements/{hypothesis.id}/statement/ca").source == "reconstructed"  # type: ignore[union-attr]
    for activity in M.of_kind(Activity):
        assert M.origin(f"/elements/{activity.id}/title/ca").source == "reconstructed"  # type: ignore[union-attr]
    assert M.origin("/elements/listening/tips/facts/text/ca").source == "reconstructed"  # type: ignore[union-attr]


def test_every_origin_names_a_place_that_exists() -> None:
    for at in M.origins:
        get(M, at)


def test_slips_of_the_slides_are_corrected_and_their_form_is_kept_in_the_origin() -> None:
    assert "«Anàlisi intern»" in M.origin("/elements/internal/text/ca").note["ca"]  # type: ignore[union-attr]
    assert "«el projecte en el que" in M.origin("/narrative/objectives/text/ca").note["ca"]  # type: ignore[union-attr]


def test_the_page_of_the_group_is_the_source_of_what_only_it_says() -> None:
    public = [at for at, origin in M.origins.items() if origin.source == "public"]
    assert public == ["/narrative/pilot-public/text", "/elements/term-intercooperation/term"]
    assert all("Grup ECOS" in said for said in M.origins[public[0]].credit.values())  # type: ignore[union-attr]


def test_the_pilot_of_the_slides_holds_what_is_known_and_no_more() -> None:
    pilot = slides_pilot()
    assert pilot.methodology == M
    assert pilot.results == "unpublished"
    assert (pilot.months, pilot.professionals) == (12, 3)
    assert [str(e.organisation.name) for e in pilot.engagements] == ["Opcions", "L’Apòstrof", "iLabSo"]
    assert pilot.stages.ids == tuple(stage.id for stage in M.pilot_stages)
    assert not any((pilot.readings, pilot.quotes, pilot.learning, pilot.people, pilot.sessions))
    for stage in pilot.stages:
        assert (stage.planned_start, stage.planned_end, stage.done_start, stage.done_end) == (None,) * 4
    assert (pilot.start, pilot.end, pilot.grant.start, pilot.grant.amount) == (None,) * 4
    assert set(pilot.title) == set(pilot.period) == {"ca", "es", "en"}  # type: ignore[arg-type]


def test_the_method_pickles_and_hashes() -> None:
    assert pickle.loads(pickle.dumps(M)) == M
    assert hash(pickle.loads(pickle.dumps(M))) == hash(M)


def test_loading_makes_every_record_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = 0
    check = Record.__attrs_post_init__

    def counted(self: Record) -> None:
        nonlocal made
        made += 1
        check(self)

    monkeypatch.setattr(Record, "__attrs_post_init__", counted)
    methodology.cache_clear()
    again = methodology()
    held = sum(isinstance(value, Record) for _, value in walk(again))
    assert again == M
    assert isinstance(again.elements, Keyed)
    assert made == held
