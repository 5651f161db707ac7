"""The contracts: each check fails for a plug-in that breaks what it holds, and says why."""

from __future__ import annotations

import contextlib
import functools
import itertools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import docx
import pytest
from docx.shared import RGBColor

import interim_method as im
from interim_method.errors import DefinitionError, PluginError
from interim_method.markup import tree as t
from interim_method.model import Add, Remove, Step, Tool, ToolContent, Variant
from interim_method.plugin import (
    DocumentOffer,
    ExporterOffer,
    MethodologyOffer,
    Parameter,
    RuleOffer,
    TemplateOffer,
    ToolKind,
    ToolOffer,
    VariantOffer,
    hookimpl,
)
from interim_method.testing import (
    Contract,
    DocumentContract,
    ExporterContract,
    MethodologyContract,
    RuleContract,
    TemplateContract,
    ToolKindContract,
    VariantContract,
    isolated_host,
    samples,
)
from plugin import good

counter = itertools.count()


class One:
    """A plug-in of one hook."""

    name = "one"

    def __init__(self, *offers: object) -> None:
        @hookimpl(specname=offers[0].HOOK)
        def hook():
            return list(offers)

        self.hook = hook


def said_by(contract: type[Contract], test: str) -> str:
    """What a test of a contract says when it fails; nothing where it holds."""
    try:
        getattr(contract(), f"test_{test}")()
    except (AssertionError, PluginError, DefinitionError) as error:
        return str(error)
    return ""


def under(base: type[Contract], name: str, plugin: object, **more: Any) -> type[Contract]:
    """A contract for a plug-in."""
    return type("Under", (base,), {"name": name, "plugin": plugin, **more})


def assert_fails(contract: type[Contract], test: str, said: str) -> None:
    assert said in said_by(contract, test)


# --- any plug-in -----------------------------------------------------------------------------------------------------


def rule(function: Callable[..., Any], **more: Any) -> One:
    given = {"name": "x", "subjects": ("engagement",), "summary": "S.", **more}
    return One(RuleOffer(load=lambda: function, **given))


def loud():
    sys.stdout.write("hello\n")
    return lambda record, on: ()


@pytest.mark.parametrize(
    ("plugin", "test", "said"),
    [
        (object(), "the_plugin_is_without_faults", "it offers nothing"),
        (rule(print, name="y"), "it_is_offered_and_can_be_loaded", "offers no rule named 'x'"),
        (
            One(RuleOffer(name="x", subjects=("engagement",), load=lambda: 7)),
            "it_is_offered_and_can_be_loaded",
            "cannot be loaded: it gave a value of the type int",
        ),
        (rule(print, summary=""), "the_offer_says_what_it_is_in_a_sentence", "has no summary"),
        (
            One(RuleOffer(name="x", subjects=("engagement",), summary="S.", load=loud)),
            "it_prints_nothing_when_it_is_imported_and_loaded",
            "it printed 'hello",
        ),
    ],
)
def test_what_holds_for_every_plugin(plugin: object, test: str, said: str) -> None:
    assert_fails(under(RuleContract, "x", plugin), test, said)


# --- rules -----------------------------------------------------------------------------------------------------------


def finding(**more: Any) -> im.Finding:
    return im.Finding(**{"rule": "x", "severity": "warning", "address": "", "message": "M.", **more})


def fails_when_empty(record, on):
    return [finding(message=str(record.actions[0]))]


def needs_a_day(record, on):
    return [finding()] if on.year else []


@pytest.mark.parametrize(
    ("function", "test", "said"),
    [
        (lambda record, on: [], "it_finds_what_is_wrong_and_nothing_where_all_is_well", "finds nothing in"),
        (
            lambda record, on: [finding()],
            "it_finds_what_is_wrong_and_nothing_where_all_is_well",
            "finds something in",
        ),
        (fails_when_empty, "it_goes_through_every_record_of_its_kinds", "'empty' it failed: IndexError"),
        (needs_a_day, "it_goes_through_every_record_of_its_kinds", "AttributeError"),
        (lambda record, on: [7], "its_findings_say_by_whom_what_and_where", "it gives a int, not a Finding"),
        (
            lambda record, on: [finding(rule="other")],
            "its_findings_say_by_whom_what_and_where",
            "is signed 'other', not 'x'",
        ),
        (
            lambda record, on: [finding(message=" ")],
            "its_findings_say_by_whom_what_and_where",
            "says nothing",
        ),
        (
            lambda record, on: [finding(address="/actions/nobody")],
            "its_findings_say_by_whom_what_and_where",
            "a finding leads nowhere",
        ),
        (
            lambda record, on: [finding(message=str(next(counter)))],
            "it_finds_the_same_each_time",
            "two answers",
        ),
    ],
)
def test_what_holds_for_rules(function: Callable[..., Any], test: str, said: str) -> None:
    record = samples.empty_engagement()
    given = {"good": lambda self: record, "bad": lambda self: record}
    assert_fails(under(RuleContract, "x", rule(function), **given), test, said)


def test_a_contract_asks_for_what_it_cannot_know() -> None:
    wrong = under(RuleContract, "x", rule(lambda record, on: []))
    test = "it_finds_what_is_wrong_and_nothing_where_all_is_well"
    assert "must give a record to be found fault with: def bad(self)" in said_by(wrong, test)
    wrong = under(ExporterContract, "x", exporter(good.write_text))
    test = "every_text_of_a_document_can_be_read_in_what_it_writes"
    assert "def text_of(self, content: bytes)" in said_by(wrong, test)


# --- exporters -------------------------------------------------------------------------------------------------------


def exporter(function: Callable[..., Any], **more: Any) -> One:
    given = {"name": "x", "summary": "S.", "suffixes": (".x",), "media_type": "text/x", **more}
    return One(ExporterOffer(load=lambda: function, **given))


def no_tables(job, stream):
    blocks = tuple(b for b in job.document.blocks if not isinstance(b, t.Table))
    return good.write_text(attrs.evolve(job, given=attrs.evolve(job.document, blocks=blocks)), stream)


def chokes(job, stream):
    if job.recipe == "pilot-report":
        raise KeyError("matrix")
    return good.write_text(job, stream)


def counts(job, stream):
    stream.write(str(next(counter)).encode())


def winds_back(job, stream):
    good.write_text(job, stream)
    stream.seek(0)


def closes(job, stream):
    good.write_text(job, stream)
    stream.close()


def swallows(job, stream):
    with contextlib.suppress(OSError):
        good.write_text(job, stream)


def hides(job, stream):
    try:
        good.write_text(job, stream)
    except OSError:
        raise RuntimeError("something went wrong") from None


def prints(job, stream):
    sys.stdout.write("working…\n")
    good.write_text(job, stream)


def patches(job, stream):
    import json

    json.dumps = functools.partial(json.dumps)
    good.write_text(job, stream)


def refuses_loud(job, stream):
    if job.options.get("loud"):
        raise ValueError("not so loud")
    good.write_text(job, stream)


LOUD = Parameter(name="loud", kind="yes-no", default=False, summary="S.")


@pytest.mark.parametrize(
    ("plugin", "test", "said"),
    [
        (
            exporter(good.write_text, suffixes=(".docx",)),
            "it_is_found_by_each_of_its_names_and_suffixes",
            ".docx leads to 'docx', which has it already",
        ),
        (
            exporter(good.write_text, media_type="application/octet-stream"),
            "its_media_type_is_told",
            "does not say its media type",
        ),
        (exporter(chokes), "it_writes_everything_there_is_in_the_box", "KeyError: 'matrix'"),
        (exporter(lambda job, stream: ()), "it_writes_everything_there_is_in_the_box", "writes nothing"),
        (exporter(counts), "what_it_writes_is_the_same_each_time", "are different"),
        (
            exporter(no_tables),
            "every_text_of_a_document_can_be_read_in_what_it_writes",
            "these texts are not in what it writes: ",
        ),
        (
            exporter(winds_back),
            "it_writes_to_a_stream_that_can_only_be_written_and_leaves_it_open",
            "it cannot write to a pipe",
        ),
        (
            exporter(closes),
            "it_writes_to_a_stream_that_can_only_be_written_and_leaves_it_open",
            "it closed the stream",
        ),
        (exporter(swallows), "a_full_disk_is_not_passed_over_in_silence", "it did not say so"),
        (exporter(hides), "a_full_disk_is_not_passed_over_in_silence", "is hidden behind another"),
        (
            exporter(prints),
            "it_changes_neither_the_record_nor_anything_outside_its_stream",
            "it printed 'working",
        ),
        (
            exporter(patches),
            "it_changes_neither_the_record_nor_anything_outside_its_stream",
            "it replaced json.dumps",
        ),
        (
            exporter(good.write_text, options=(attrs.evolve(LOUD, summary=""),)),
            "every_option_is_explained_and_what_is_chosen_is_taken",
            "the option 'loud' has no summary",
        ),
        (
            exporter(refuses_loud, options=(LOUD,)),
            "every_option_is_explained_and_what_is_chosen_is_taken",
            "not so loud",
        ),
    ],
)
def test_what_holds_for_exporters(plugin: object, test: str, said: str) -> None:
    contract = under(ExporterContract, "x", plugin, text_of=lambda self, content: content.decode())
    assert_fails(contract, test, said)


# --- documents -------------------------------------------------------------------------------------------------------


def document(function: Callable[..., Any], **more: Any) -> One:
    names = {"ca": "carta", "es": "carta", "en": "letter"}
    given = {
        "name": "x",
        "summary": "S.",
        "subjects": ("engagement",),
        "titles": names,
        "files": names,
        **more,
    }
    return One(DocumentOffer(load=lambda: function, **given))


def of_actions(ctx):
    return ctx.document(t.paragraph(ctx.engagement.actions[0].title))


def of_a_place(address: str, key: str = "") -> Callable[..., Any]:
    field = t.Field(key, address, "text", "L")
    return lambda ctx: ctx.document(field)


@pytest.mark.parametrize(
    ("plugin", "test", "said"),
    [
        (document(good.letter, titles={}), "it_has_a_title_and_a_file_name_in_each_language", "title in ca"),
        (document(good.letter, files={}), "it_has_a_title_and_a_file_name_in_each_language", "of a file in"),
        (
            document(of_actions),
            "it_is_made_of_every_record_in_every_edition_and_language",
            "it cannot be made with",
        ),
        (
            document(lambda ctx: ctx.document()),
            "it_is_made_of_every_record_in_every_edition_and_language",
            "it is empty",
        ),
        (
            document(lambda ctx: ctx.document(t.paragraph(str(next(counter))))),
            "it_says_the_same_each_time",
            "two documents",
        ),
        (document(of_a_place("/organisation/name")), "its_places_lead_into_the_record", "has no address"),
        (document(of_a_place("/nowhere/x", "k")), "its_places_lead_into_the_record", "is no place of"),
        (
            document(
                lambda ctx: ctx.document(
                    *[t.Field("k", f"/organisation/{name}", "text", "L") for name in ("name", "sector")]
                )
            ),
            "its_places_lead_into_the_record",
            "two addresses have one key",
        ),
        (
            document(lambda ctx: ctx.document(t.paragraph("x"), title=" ")),
            "it_can_be_written_as_word_and_markdown_without_defects",
            "the document has no title",
        ),
        (
            document(good.letter, parameters=(attrs.evolve(LOUD, summary=""),)),
            "its_parameters_are_explained_and_their_choices_are_taken",
            "the parameter 'loud' has no summary",
        ),
        (
            document(lambda ctx: ctx.document(t.paragraph("x" / ctx.parameters["loud"])), parameters=(LOUD,)),
            "its_parameters_are_explained_and_their_choices_are_taken",
            "TypeError",
        ),
    ],
)
def test_what_holds_for_documents(plugin: object, test: str, said: str) -> None:
    assert_fails(under(DocumentContract, "x", plugin), test, said)


# --- kinds of tools --------------------------------------------------------------------------------------------------


class Thawed(good.Blueprint):
    """A definition that can be changed."""

    KIND = "x"

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)


@attrs.frozen(kw_only=True)
class XTool(Tool):
    KIND = "x"
    data: Any = None


class Unhashable(XTool):
    """A definition that belongs in no set."""

    __hash__ = None  # type: ignore[assignment]


@attrs.frozen(kw_only=True, eq=False)
class Alone(ToolContent):
    """A filling that is equal to nothing but itself."""

    KIND = "x"
    __eq__ = object.__eq__
    __hash__ = object.__hash__


@attrs.frozen(kw_only=True)
class XContent(ToolContent):
    KIND = "x"
    seen: str = ""


@attrs.frozen(kw_only=True)
class YContent(ToolContent):
    KIND = "y"


@pytest.mark.parametrize(
    ("definition", "content", "test", "said"),
    [
        (
            XTool(id="a", title=im.Text(en="A")),
            YContent(id="b", tool="a"),
            "its_classes_say_their_kind",
            "says the kind 'y'",
        ),
        (
            XTool(id="a", title=im.Text(en="A")),
            XContent(id="b", tool="c"),
            "its_classes_say_their_kind",
            "is not of the tool",
        ),
        (
            Thawed(id="a", title=im.Text(en="A")),
            XContent(id="b", tool="a"),
            "its_values_are_frozen_hashable_and_can_be_sent_to_other_processes",
            "Thawed can be changed",
        ),
        (
            Unhashable(id="a", title=im.Text(en="A")),
            XContent(id="b", tool="a"),
            "its_values_are_frozen_hashable_and_can_be_sent_to_other_processes",
            "Unhashable cannot be hashed",
        ),
        (
            XTool(id="a", title=im.Text(en="A")),
            Alone(id="b", tool="a"),
            "its_values_are_frozen_hashable_and_can_be_sent_to_other_processes",
            "a copy of Alone is not equal to it",
        ),
        (
            XTool(id="a", title=im.Text(en="A")),
            Alone(id="b", tool="a"),
            "a_record_with_it_comes_back_from_its_file",
            "is another one when it is read again",
        ),
    ],
)
def test_what_holds_for_kinds_of_tools(definition: Any, content: Any, test: str, said: str) -> None:
    kind = ToolKind(definition=type(definition), content=type(content))
    plugin = One(ToolOffer(kind="x", summary="S.", load=lambda: kind))
    given = {"definition": lambda self: definition, "content": lambda self: content}
    assert_fails(under(ToolKindContract, "x", plugin, **given), test, said)


# --- methodologies and variants --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "test", "said"),
    [
        (lambda m: m, "its_id_is_the_name_that_it_is_offered_by", "it is offered as 'x': 'small'"),
        (
            lambda m: im.put(m, "/elements/ask/tools", ("nowhere",)),
            "the_rules_find_no_error_in_it",
            "unresolved-reference",
        ),
        (
            lambda m: attrs.evolve(m, version=f"{next(counter)}.0"),
            "it_is_the_same_each_time",
            "something else",
        ),
    ],
)
def test_what_holds_for_methodologies(change: Callable[..., Any], test: str, said: str) -> None:
    plugin = One(MethodologyOffer(name="x", summary="S.", load=lambda: change(samples.small_methodology())))
    assert_fails(under(MethodologyContract, "x", plugin), test, said)


def shouting(**more: Any) -> Variant:
    step = Step(id="shout", parent="only", title=im.Text(en="Shout", ca="Crit"))
    given = {
        "id": "x",
        "version": "1.0",
        "base": "small",
        "title": im.Text(en="X"),
        "changes": (Add(element=step),),
    }
    return Variant(**{**given, **more})


@pytest.mark.parametrize(
    ("variant", "test", "said"),
    [
        (shouting(version="2.0"), "the_variant_is_the_one_that_is_offered", "the version is '2.0'"),
        (
            shouting(changes=()),
            "it_changes_its_base_the_same_each_time_and_leaves_the_base_as_it_was",
            "it changes nothing",
        ),
        (
            shouting(changes=(Remove(id="nowhere"),)),
            "what_becomes_of_the_base_comes_back_from_its_file",
            "it cannot be applied to 'small'",
        ),
        (
            shouting(
                changes=(Add(element=Step(id="s", parent="only", title=im.Text(en="S"), tools=("no",))),)
            ),
            "the_rules_find_no_error_in_what_becomes_of_the_base",
            "there is no element 'no'",
        ),
    ],
)
def test_what_holds_for_variants(variant: Variant, test: str, said: str) -> None:
    class Both:
        name = "both"

        @hookimpl
        def interim_methodologies(self):
            return [MethodologyOffer(name="small", load=samples.small_methodology)]

        @hookimpl
        def interim_variants(self):
            return [VariantOffer(name="x", base="small", version="1.0", summary="S.", load=lambda: variant)]

    assert_fails(under(VariantContract, "x", Both()), test, said)


# --- house templates -------------------------------------------------------------------------------------------------


def test_what_holds_for_house_templates(tmp_path: Path) -> None:
    def contract(file: Path) -> type[Contract]:
        return under(TemplateContract, "x", One(TemplateOffer(name="x", summary="S.", load=lambda: file)))

    assert_fails(contract(tmp_path / "gone.docx"), "its_file_is_there_and_can_be_used", "is not there")
    (tmp_path / "bad.docx").write_bytes(b"no zip")
    assert_fails(contract(tmp_path / "bad.docx"), "its_file_is_there_and_can_be_used", "bad.docx")
    pale = docx.Document()
    pale.styles["Normal"].font.color.rgb = RGBColor(0xEE, 0xEE, 0xEE)
    pale.save(str(tmp_path / "pale.docx"))
    test = "every_document_can_be_made_with_it_without_defects"
    assert_fails(contract(tmp_path / "pale.docx"), test, "has a contrast of")


# --- the harness -----------------------------------------------------------------------------------------------------


def test_a_host_in_isolation_has_the_box_and_what_it_was_given_and_nothing_else(install, monkeypatch) -> None:
    from plugin.nasty import GOOD

    install("interim-method-good", GOOD, plugin="good")
    install("interim-method-gloom", "raise RuntimeError('boom')", plugin="gloom")
    monkeypatch.setenv("INTERIM_METHOD_PLUGINS", "gloom")
    names = [info.name for info in isolated_host(rule(print)).plugins()]
    assert names == ["box", "one"]
    host = isolated_host(installed="interim-method-good")
    assert [info.name for info in host.plugins()] == ["box", "good"]
    assert host.exporter("good").name == "good"
    with pytest.raises(PluginError, match="boom"):
        isolated_host(installed=["gloom"])
    with pytest.raises(PluginError, match="no plug-in of this name is installed"):
        isolated_host(installed=["nobody"])
    assert [f.plugin for f in isolated_host(installed=["gloom"], faults=True).faults] == ["gloom"]


def test_a_plugin_may_be_under_test_by_its_name_or_that_of_its_distribution(install) -> None:
    from plugin.nasty import GOOD

    install("interim-method-good", GOOD, plugin="web")
    for plugin in ("web", "interim-method-good"):
        for test in ("the_plugin_is_without_faults", "it_is_offered_and_can_be_loaded"):
            assert said_by(under(ExporterContract, "good", plugin), test) == ""


def test_generators_name_the_extra_that_they_need(monkeypatch) -> None:
    from interim_method.errors import MissingExtra
    from interim_method.testing import strategies

    monkeypatch.delattr("interim_method.testing.strategies")
    monkeypatch.delitem(sys.modules, strategies.__name__)
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(MissingExtra, match=r'pip install "interim-method\[testing\]"'):
        import interim_method.testing.strategies  # noqa: F401
