"""The method for services, its blueprint on paper, and the blueprint read back."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from blueprint import HOST, METHOD, content, engagement
from interim_method_services.model import ServiceBlueprintContent
from interim_method_services.rules import longest_wait, totals

import interim_method as im
from interim_method.markup import tree as t

LANGUAGES = ("ca", "es", "en")


def test_the_service_is_mapped_and_measured_before_it_is_judged_and_tried_out_at_the_end() -> None:
    steps = [step.id for step in METHOD.steps]
    assert steps == ["listening", "mapping", "measuring", "diagnosis", "consensus", "intensive", "trial"]


def test_the_professional_has_the_same_90_hours() -> None:
    assert sum(minutes for _, minutes in METHOD.budgets()) == 90 * 60


def test_every_verb_is_used_on_elements_of_the_base() -> None:
    (variant,) = [HOST.load(o) for o in HOST.variants if o.name == "services"]
    base = im.methodology("interim-executive", host=HOST)
    used = set()
    for change in variant.changes:
        if change.KIND == "add":
            used.add("based on" if change.based_on in base.elements else "new")
        elif change.id in base.elements and change.KIND == "change":
            used |= {name for name in ("set", "append", "drop") if getattr(change, name)}
        elif change.id in base.elements:
            used.add("replaced" if change.replaced_by else "removed")
    assert used == {"new", "based on", "set", "append", "drop", "removed", "replaced"}


def test_a_trial_takes_over_what_makes_an_intensive_session() -> None:
    trial, intensive = METHOD.step("trial"), METHOD.step("intensive")
    assert (trial.format, trial.stages, trial.roles) == ("intensive", ("do",), intensive.roles)
    assert trial.tools == ("service-blueprint",)
    origin = METHOD.origin("/elements/trial/bring")
    assert origin is not None and origin.source != "variant", "what is taken over stays whose it was"


def test_where_the_funnel_stood_the_blueprint_stands() -> None:
    assert METHOD.step("diagnosis").tools == ("service-blueprint",)
    assert "comparison" not in METHOD.step("intensive").tools


@pytest.mark.parametrize("language", LANGUAGES)
def test_documents_credit_calidoscoop_and_the_variant(language: str) -> None:
    rights = " ".join(im.compose(METHOD, "handbook", language=language, host=HOST).rights)
    assert "Calidoscoop" in rights and "interim-method" in rights


def test_what_is_asked_follows_from_what_was_counted() -> None:
    from interim_method.model import Is, Prompt

    asked = METHOD.elements["redone-why"]
    assert isinstance(asked, Prompt)
    assert asked.condition == Is(prompt="redone", value=2, compare="at-least")


@pytest.mark.parametrize("edition", ["blank", "filled", "facilitator"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_said_in_its_language(language: str, edition: str) -> None:
    document = im.compose(engagement(), "service-blueprint", language=language, edition=edition, host=HOST)
    said = written(document)
    waits = {"ca": "Espera (dies)", "es": "Espera (días)", "en": "Waiting (days)"}
    assert waits[language] in said
    lines = {"ca": "Línia de visibilitat", "es": "Línea de visibilidad", "en": "Line of visibility"}
    assert lines[language] in said
    for other in set(LANGUAGES) - {language}:
        assert waits[other] not in said


def test_the_filled_blueprint_tells_the_longest_wait_the_whole_way_and_what_nobody_sees_to() -> None:
    said = written(im.compose(engagement(), "service-blueprint", language="en", host=HOST))
    assert said.count("The longest wait") == 1
    assert "11.5 days of waiting and 3.25\u00a0h of work" in said
    assert "1 failure has no action" in said
    assert "no action" not in written(
        im.compose(engagement(planned=True), "service-blueprint", language="en", host=HOST)
    )


def test_what_was_not_measured_is_no_nought() -> None:
    empty = ServiceBlueprintContent(id="x", tool="service-blueprint")
    assert totals(empty).wait is None and totals(empty).work is None
    assert longest_wait(empty) is None
    assert totals(content()).wait == Decimal("11.5")
    assert longest_wait(content()) == "agreement"


@pytest.mark.parametrize("to", ["docx", "markdown"])
def test_what_is_typed_into_a_filled_blueprint_comes_back(to: str) -> None:
    read = back(engagement(), to, "filled", {"Espera el pressupost.": "Espera dos dies."})
    assert at(read, "points/agreement/cells/user/text") == "Espera dos dies."


def test_what_is_written_on_a_blank_blueprint_makes_a_filling_of_the_tool() -> None:
    bare = im.put(engagement(), "/contents", im.Keyed())
    stream = io.BytesIO()
    im.export(bare, stream, to="markdown", document="service-blueprint", edition="blank", host=HOST)
    text = stream.getvalue().decode()
    document = im.compose(bare, "service-blueprint", edition="blank", host=HOST)
    (name,) = (f for f in t.fields(document) if f.address.endswith("/service"))
    (step,) = (f for f in t.fields(document) if f.address.endswith("/points/request/cells/front/text"))
    for field, typed in ((name, "Reparació a domicili"), (step, "Agafem el telèfon.")):
        text = filled_in(text, field.key, typed)
    record = im.merge(bare, im.read(io.BytesIO(text.encode()), against=bare, host=HOST)).record
    (made,) = record.contents
    assert isinstance(made, ServiceBlueprintContent)
    assert (made.tool, made.service) == ("service-blueprint", "Reparació a domicili")
    assert im.get(made, "/points/request/cells/front/text") == "Agafem el telèfon."


def filled_in(text: str, key: str, typed: str) -> str:
    """A Markdown file with something typed into the place of that key."""
    import re

    made, count = re.subn(
        rf"(<!--\s*im:{key}\s*-->).*?(<!--\s*/im:{key}\s*-->)", rf"\1{typed}\2", text, flags=re.S
    )
    assert count == 1
    return made


def written(document: t.Document) -> str:
    """What a person reads in a document."""
    return im.to_bytes(document, "markdown").decode().replace("\\", "")


def back(record: im.Engagement, to: str, edition: str, typed: dict[str, str]) -> im.Engagement:
    """The record with what was typed into its document."""
    stream = io.BytesIO()
    im.export(record, stream, to=to, document="service-blueprint", edition=edition, host=HOST)
    held = stream.getvalue()
    for old, new in typed.items():
        held = replaced(held, old, new) if to == "docx" else held.replace(old.encode(), new.encode())
    submission = im.read(io.BytesIO(held), against=record, host=HOST)
    return im.merge(record, submission).record


def replaced(content: bytes, old: str, new: str) -> bytes:
    """A Word file with a text typed over."""
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            target.writestr(name, data)
    return made.getvalue()


def at(record: im.Engagement, below: str) -> object:
    return im.get(record, f"/contents/repairs/{below}")
