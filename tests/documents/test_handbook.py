"""The handbook of the method."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import interim_method as im
from document_reading import said, sections, texts, tops
from interim_method.documents.recipes.handbook.provenance import counted
from interim_method.markup import tree as t
from interim_method.methodologies.interim_executive import methodology
from interim_method.model import Change, HoursPerOrganisation, Keyed, Layer, Methodology, Origin, Text, walk
from interim_method.variants import resolve

METHOD = methodology()
PARTS = [
    "one-page",
    "origin",
    "stages",
    "phases",
    "steps",
    "tools",
    "hours",
    "hypotheses",
    "glossary",
    "licence",
]


def handbook(method: Methodology = METHOD, **options: Any) -> t.Document:
    return im.compose(method, "handbook", **{"language": "en", **options})


def changed(**fields: Any) -> Methodology:
    """The method with fields of its intensive step changed."""
    step = attrs.evolve(METHOD.step("intensive"), **fields)
    return attrs.evolve(METHOD, elements=METHOD.elements.replaced("intensive", step))


def test_the_handbook_has_its_ten_parts_in_order() -> None:
    assert tops(handbook()) == PARTS
    assert tops(handbook(edition="facilitator")) == PARTS


def test_the_summary_leaves_out_what_a_cooperative_deciding_does_not_need() -> None:
    short = handbook(edition="summary")
    assert tops(short) == ["one-page", "stages", "phases", "steps", "tools", "hours", "licence"]
    assert len(said(short)) < len(said(handbook())) / 2


def test_the_first_page_says_what_it_is_what_it_is_not_and_the_effort_of_both_sides() -> None:
    page = list(texts((sections(handbook())["one-page"],)))
    assert any(text.startswith("It is not consultancy that leaves a report") for text in page)
    assert "90\u00a0h × cooperative" in page
    assert any(text.startswith("9\u00a0h\u00a020\u00a0min of sessions") for text in page)


def test_hours_add_up_to_ninety() -> None:
    hours = list(texts((sections(handbook())["hours"],)))
    assert hours[-3:-1] == ["Total", "90.0"]
    assert [h for h in hours if h in ("8.0", "10.0", "58.0", "6.0")] == ["8.0", "10.0", "8.0", "58.0", "6.0"]


def test_headings_do_not_count_what_a_variant_may_change() -> None:
    variant = changed(effort=HoursPerOrganisation(minutes=60))
    assert t.plain(sections(handbook(variant))["hours"].title) == "Sharing out the hours"
    assert t.plain(sections(handbook())["hours"].title) == "Sharing out the 90 hours"


def test_every_page_says_what_the_signs_of_origin_mean() -> None:
    made = handbook(language="ca")
    assert made.notice == "◆ de les diapositives · ▣ de font pública · ◇ reconstruït"
    assert handbook().notice.startswith("◆ from the slides · ◈ our translation")


def test_what_is_on_the_slides_is_told_from_what_is_reconstructed() -> None:
    step = list(texts((sections(handbook(language="ca"))["listening"],)))
    assert "Com es fa l’acció comercial actualment?\u00a0◆" in step
    assert "Què heu provat fins ara i què n’ha quedat?\u00a0◇" in step
    english = list(texts((sections(handbook())["listening"],)))
    assert "How is commercial action done at present?\u00a0◈" in english


def test_texts_are_counted_by_origin_each_once() -> None:
    texts_of = [v for at, v in walk(METHOD) if isinstance(v, Text) and not at.startswith("/origins")]
    for language in ("ca", "es", "en"):
        assert sum(c.texts for c in counted(METHOD, language)) == len(texts_of)
    assert {c.source for c in counted(METHOD, "ca")} == {"seed", "public", "reconstructed"}
    assert "translation" in {c.source for c in counted(METHOD, "es")}


def test_the_form_on_the_slide_is_kept_in_the_notes() -> None:
    assert "A la diapositiva: «Anàlisi intern»." in said(handbook(language="ca"))
    assert "On the slide: «Anàlisi intern»." in said(handbook(language="en"))


def test_a_variant_is_named_and_its_texts_carry_its_sign() -> None:
    variant = attrs.evolve(
        changed(title=Text(en="Weekly sessions")),
        layers=Keyed([Layer(id="weekly", version="1.0", title=Text(en="Weekly"))]),
        origins=type(METHOD.origins)(
            {**METHOD.origins, "/elements/intensive/title": Origin(source="variant", variant="weekly")}
        ),
    )
    made = handbook(variant)
    assert "weekly 1.0" in said(made)
    assert t.plain(sections(made)["intensive"].title) == "Weekly sessions\u00a0△"


def test_each_step_says_what_it_leaves() -> None:
    assert "Session minutes, Working agreement (the “game board”)" in said(handbook())


def test_the_facilitator_has_a_page_a_step_a_clock_what_to_drop_and_tips_in_sight() -> None:
    made = handbook(edition="facilitator")
    steps = [b for b in sections(made)["steps"].blocks if isinstance(b, t.Section)]
    assert [s.new_page for s in steps] == [False, True, True, True]
    kinds = [b.kind for b in t.walk((steps[0],)) if isinstance(b, t.Callout)]
    assert kinds == ["warning", "tip"]
    assert "2:40" in list(texts((steps[0],)))
    assert "2:40" not in said(handbook())


def test_a_gate_is_a_list_of_tasks() -> None:
    step = sections(handbook())["intensive"]
    tasks = [i for b in t.walk((step,)) if isinstance(b, t.Items) for i in b.items if i.checked is False]
    assert len(tasks) == 2


def test_the_optional_activity_is_told_with_its_questions_and_length() -> None:
    words = said(handbook())
    assert "Closing and handover\u00a0◇ (optional, 2\u00a0h)" in words
    assert "Who carries on each open action, and with which hours?" in words


def test_the_canvas_names_its_authors() -> None:
    assert "The Business Model Canvas, Strategyzer, CC BY-SA 3.0" in said(handbook(language="es"))


def test_a_method_of_which_little_is_known_still_has_a_handbook() -> None:
    bare = Methodology(id="bare", title=Text(en="Bare"), elements=Keyed())
    for edition in ("filled", "facilitator", "summary"):
        assert "one-page" in tops(handbook(bare, edition=edition))


@pytest.mark.parametrize("edition", ["filled", "facilitator", "summary"])
def test_every_language_says_the_same_with_its_own_words(edition: Any) -> None:
    made = {code: handbook(edition=edition, language=code) for code in ("ca", "es", "en")}
    shapes = [
        [(b.id, b.new_page) for b in t.walk(d.blocks) if isinstance(b, t.Section)] for d in made.values()
    ]
    assert shapes[0] == shapes[1] == shapes[2]
    # The last part quotes the slides, which are in Catalan.
    spanish = attrs.evolve(made["es"], blocks=made["es"].blocks[:-1])
    assert "clientes" not in said(spanish).lower()
    steps = sections(made["ca"])["steps"]
    runs = [r for b in t.walk((steps,)) if isinstance(b, t.Paragraph) for r in b.runs]
    assert not [r for r in runs if isinstance(r, t.Text) and r.language]


def test_nothing_in_the_handbook_is_to_be_filled_in() -> None:
    assert not t.fields(handbook())


def test_who_put_it_into_words_signs_it_and_not_the_methods_authors() -> None:
    for edition in ("filled", "summary"):
        made = im.compose(METHOD, "handbook", language="es", edition=edition)
        assert made.author == "colaboradoras de interim-method"
        assert made.organisation == "Interim Executive"
        assert made.rights == (
            "Método: Interim Executive, de Calidoscoop, CC BY-SA, adaptado.",
            "Redacción: colaboradoras de interim-method, a partir de Calidoscoop. CC BY-SA 4.0.",
        )


def test_a_variant_is_credited_with_its_version_and_licence_and_own_changes_are_told() -> None:
    ours = im.Variant(
        id="ours",
        version="2.1",
        base=METHOD.id,
        title=Text(en="Our way"),
        credit="North",
        licence="CC BY-SA 4.0",
        changes=[Change("listening", element="step", set={"title/en": "Hearing"})],
    )
    engagement = im.Engagement.start(
        resolve(METHOD, [ours]), organisation=im.Organisation(name="Coop"), started=date(2026, 1, 12)
    )
    own = im.change_method(engagement, Change("diagnosis", element="step", set={"title/en": "Findings"}))
    made = handbook(own.methodology)
    assert "Adapted with “Our way” 2.1. North · CC BY-SA 4.0" in made.rights
    assert "Own changes: Coop." in made.rights
    assert t.plain(sections(made)["diagnosis"].title) == "Findings\u00a0▽"
