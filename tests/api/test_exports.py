"""The public face on documents: `export`, `compose`, `to_bytes`."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

import interim_method as im
from interim_method.errors import (
    AddressError,
    DefinitionError,
    ExportError,
    PluginError,
    TemplateError,
    UnknownExporter,
    UnknownName,
)
from interim_method.markup.tree import Document
from interim_method.methodologies.interim_executive import example
from interim_method.plugin import DocumentOffer, ExporterOffer, LanguageOffer, Parameter, hookimpl

E = example.engagement()


class Plugin:
    """A document, a language and exporters that tell what they are given."""

    @hookimpl
    def interim_documents(self):
        def compose(ctx) -> Document:
            said = f"{ctx.edition} {ctx.language.code} {ctx.of} {ctx.on} {dict(ctx.parameters)}"
            return Document(title=said, blocks=(), language=ctx.language.code)

        def broken(ctx) -> Document:
            raise RuntimeError("boom")

        every = ("engagement", "pilot")
        rows = Parameter(name="rows", kind="count", default=3)
        return [
            DocumentOffer(
                name="told",
                subjects=every,
                editions=("filled", "blank"),
                narrows=("sessions",),
                parameters=(rows,),
                load=lambda: compose,
            ),
            DocumentOffer(name="broken", subjects=every, load=lambda: broken),
        ]

    @hookimpl
    def interim_languages(self):
        return [
            LanguageOffer(code="eu", name="euskara", load=lambda: {"page": "orria"}),
            LanguageOffer(code="pt-BR", name="português", load=lambda: {}),
            LanguageOffer(code="qqq", name="no locale", load=lambda: {}),
        ]

    @hookimpl
    def interim_exporters(self):
        def title(job, stream):
            stream.write(job.document.title.encode())

        def names(job, stream):
            stream.write(job.subject.id.encode())
            raise FileNotFoundError(2, "No such file or directory", "fonts.ttf")

        return [
            ExporterOffer(name="title", suffixes=(".title",), load=lambda: title),
            ExporterOffer(name="fonts", suffixes=(".fonts",), takes="record", load=lambda: names),
        ]


HOST = im.plugin_host(Plugin(), discover=False)


def told(subject=E, **arguments) -> str:
    return im.to_bytes(subject, "title", document="told", host=HOST, **arguments).decode()


def test_a_document_gets_what_its_caller_chose() -> None:
    assert told() == "filled ca  None {'rows': 3}"
    chosen = told(
        edition="blank",
        language="es-ES",
        of="/sessions/listening",
        on=date(2026, 5, 1),
        parameters={"rows": "7"},
    )
    assert chosen == "blank es /sessions/listening 2026-05-01 {'rows': 7}"


@pytest.mark.parametrize(
    ("tag", "used"),
    [("ca-ES", "ca"), ("CA", "ca"), ("eu", "eu"), ("eu-ES", "eu"), ("pt-BR", "pt-BR"), ("PT-br", "pt-BR")],
)
def test_a_tag_finds_its_language(tag: str, used: str) -> None:
    assert told(language=tag).split()[1] == used


def test_languages_that_are_none_or_at_fault_are_errors() -> None:
    with pytest.raises(UnknownName, match="no language named 'xx'"):
        told(language="xx-ES")
    with pytest.raises(PluginError, match="the language 'qqq' failed: UnknownLocaleError"):
        told(language="qqq")


def test_what_is_refused_is_refused_before_the_recipe_runs() -> None:
    for error, arguments in (
        (UnknownName, {"edition": "summary"}),
        (UnknownName, {"audience": "press"}),
        (UnknownName, {"parameters": {"columns": 1}}),
        (DefinitionError, {"parameters": {"rows": -1}}),
        (AddressError, {"of": "/sessions/s99"}),
        (AddressError, {"of": "/actions/a01"}),
        (AddressError, {"of": "sessions/listening"}),
        (UnknownName, {"language": "xx"}),
    ):
        with pytest.raises(error):
            im.compose(
                E,
                "broken" if error is UnknownName and "audience" in arguments else "told",
                host=HOST,
                **arguments,
            )
    with pytest.raises(PluginError, match=r"'Plugin': the document 'broken' failed: RuntimeError: boom"):
        im.compose(E, "broken", host=HOST)


def test_a_document_about_the_method_can_be_asked_of_any_record_made_with_it() -> None:
    method = im.compose(im.methodology("interim-executive"), "handbook", language="ca")
    assert im.compose(E, "handbook") == method
    with pytest.raises(ExportError, match="is about a pilot, not a methodology"):
        im.compose(im.methodology("interim-executive"), "pilot-report")


def test_an_element_narrows_a_document_of_a_record_and_of_its_methodology() -> None:
    assert im.compose(E, "session-sheet", of="/elements/listening").title
    with pytest.raises(AddressError, match="known: "):
        im.compose(E, "session-sheet", of="/elements/nothing")


def test_the_engagements_of_a_pilot_must_be_its_own() -> None:
    pilot = example.pilot()
    im.compose(pilot, "pilot-report", engagements=example.engagements())
    stranger = im.put(E, "/language", "es")
    other = im.from_dict({**im.to_dict(stranger), "id": "stranger"})
    with pytest.raises(UnknownName, match="engagement of the pilot"):
        im.compose(pilot, "pilot-report", engagements=[other])
    with pytest.raises(DefinitionError, match="used twice"):
        im.compose(pilot, "pilot-report", engagements=[E, E])


# --- audiences ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", ["group", "public"])
def test_data_are_redacted_for_their_audience(audience) -> None:
    data = json.loads(im.to_bytes(E, "json", audience=audience))
    assert im.from_dict(data) == im.redact(E, audience=audience) != E


def test_documents_are_redacted_for_their_audience() -> None:
    secret = im.put(E, "/actions/a08/deliverable", "the word nobody may read")
    secret = im.put(im.put(secret, "/actions/a08/learning", "xyzzy"), "/actions/a08/confidential", True)
    own = im.to_bytes(secret, "markdown", document="action-plan", language="ca")
    public = im.to_bytes(secret, "markdown", document="action-plan", language="ca", audience="public")
    assert public != own
    assert b"xyzzy" not in public


# --- data and bare documents ---------------------------------------------------------------------------------------


def test_data_take_nothing_that_only_a_document_can_follow() -> None:
    with pytest.raises(ExportError, match="leave out document, of, edition and parameters"):
        im.to_bytes(
            E, "json", document="hours", of="/sessions/listening", edition="blank", parameters={"rows": 1}
        )
    with pytest.raises(UnknownName, match="no language named 'xx'"):
        im.to_bytes(E, "json", language="xx")


def test_a_bare_document_is_written_as_it_is_or_refused() -> None:
    note = im.document_from_markdown("# Note\n\ntext")
    assert b"text" in im.to_bytes(note, "markdown")
    with pytest.raises(
        ExportError, match="json is for records, and this is a document: write it as docx or markdown"
    ):
        im.to_bytes(note, "json")
    with pytest.raises(ExportError, match="leave out document and of"):
        im.to_bytes(note, "docx", document="hours", of="/x")
    with pytest.raises(ExportError, match="leave out audience and language"):
        im.to_bytes(note, "docx", audience="public", language="ca")
    assert im.to_bytes(note, "markdown", language="en")


def test_a_record_needs_the_name_of_its_document() -> None:
    with pytest.raises(
        ExportError, match="say which document of the pilot to write: handbook, minutes, pilot-report"
    ):
        im.to_bytes(example.pilot(), "docx")


# --- targets -----------------------------------------------------------------------------------------------------


def test_a_stream_needs_a_format_and_a_file_has_it_in_its_suffix(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match='say what to write, such as to="docx"'):
        im.export(E, io.BytesIO())
    assert im.export(E, tmp_path / "plan.docx", document="action-plan") == ()
    stream = io.BytesIO()
    im.export(E, stream, to="docx", document="action-plan")
    assert stream.getvalue() == (tmp_path / "plan.docx").read_bytes()
    with pytest.raises(UnknownExporter, match=r"'\.wps'; known: \.docx"):
        im.export(E, tmp_path / "plan.wps", document="action-plan")


def test_an_error_about_another_file_names_both_and_leaves_the_old_target(tmp_path: Path) -> None:
    target = tmp_path / "old.fonts"
    target.write_bytes(b"old")
    with pytest.raises(ExportError, match=r"old\.fonts: cannot be made: fonts\.ttf: No such file") as caught:
        im.export(E, target, host=HOST)
    assert caught.value.target == str(target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_name_that_no_file_can_have_is_an_error() -> None:
    with pytest.raises(ExportError, match="null"):
        im.export(E, "plan\0.docx", document="action-plan")


def test_a_template_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"house\.docx"):
        im.export(E, tmp_path / "p.docx", document="action-plan", template=tmp_path / "house.docx")
    with pytest.raises(UnknownName, match="option of markdown named 'template'"):
        im.export(E, tmp_path / "p.md", document="action-plan", template="house.docx")
    assert list(tmp_path.iterdir()) == []
