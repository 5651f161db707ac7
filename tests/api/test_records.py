"""The public face on methodologies and records."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from attrs import frozen

import interim_method as im
from interim_method.errors import DefinitionError, NotThisKind, PluginError, UnknownName, VariantError
from interim_method.methodologies.interim_executive import example
from interim_method.model import Change, Tool, ToolContent, Unknown, Variant
from interim_method.plugin import (
    ExporterOffer,
    RuleOffer,
    ToolKind,
    ToolOffer,
    VariantOffer,
    hookimpl,
)


@frozen(kw_only=True)
class Tarot(Tool):
    KIND = "tarot"


@frozen(kw_only=True)
class TarotContent(ToolContent):
    KIND = "tarot"
    deck: str = ""


def renamed(name: str, title: str, **fields: object) -> Variant:
    change = Change(element="step", id="listening", set=im.FrozenMap({"title": im.Text(ca=title)}))
    return Variant(id=name, base="interim-executive", title=im.Text(ca=name), changes=(change,), **fields)


class Plugin:
    """Offers a bit of everything."""

    @hookimpl
    def interim_variants(self):
        def offer(name: str, loaded: object) -> VariantOffer:
            return VariantOffer(name=name, base="interim-executive", version="1.0", load=lambda: loaded)

        return [
            offer("calm", renamed("calm", "Escolta tranquil·la")),
            offer("loud", renamed("loud", "Escolta en veu alta")),
            offer("louder", renamed("louder", "Més alta", after=("loud",))),
            offer("odd", "not a variant at all"),
        ]

    @hookimpl
    def interim_tools(self):
        return [ToolOffer(kind="tarot", load=lambda: ToolKind(definition=Tarot, content=TarotContent))]

    @hookimpl
    def interim_rules(self):
        def broken():
            raise RuntimeError("no rule today")

        return [RuleOffer(name="moon-phase", subjects=("engagement",), load=broken)]


@pytest.fixture(scope="module")
def host():
    return im.plugin_host(Plugin(), discover=False)


def test_a_methodology_takes_variants_in_the_order_that_they_say(host) -> None:
    name = "interim-executive"
    title = im.methodology(name, variants=["calm"], host=host).elements["listening"].title
    assert title["ca"] == "Escolta tranquil·la"
    louder = im.methodology(name, variants=["louder", "loud"], host=host)
    assert louder.elements["listening"].title["ca"] == "Més alta"
    assert im.methodology(name, variants=(), host=host) == im.methodology(name)


def test_variants_that_do_not_go_together_or_are_none_are_errors(host) -> None:
    with pytest.raises(VariantError):
        im.methodology("interim-executive", variants=["calm", "loud"], host=host)
    with pytest.raises(UnknownName, match="known: calm, loud"):
        im.methodology("interim-executive", variants=["quiet"], host=host)
    with pytest.raises(PluginError, match="not a Variant"):
        im.methodology("interim-executive", variants=["odd"], host=host)
    with pytest.raises(DefinitionError, match=r"write variants=\['calm'\]"):
        im.methodology("interim-executive", variants="calm", host=host)


def test_load_gives_the_kind_asked_for_or_says_what_there_is(tmp_path: Path) -> None:
    file = tmp_path / "e.json"
    written = im.dump(example.engagement(), file)
    assert im.load(file, kind="engagement") == im.load(file) == written
    assert written.revision == example.engagement().revision + 1
    with pytest.raises(NotThisKind, match="interim-method/pilot is wanted"):
        im.load(file, kind="pilot")
    stream = io.BytesIO()
    im.dump(written, stream)
    assert im.load(io.BytesIO(stream.getvalue())) == written


def test_tools_of_plugins_are_their_own_classes_where_a_host_knows_them(host, tmp_path: Path) -> None:
    data = im.to_dict(example.engagement())
    data["data"]["contents"].append({"kind": "tarot", "id": "cards", "tool": "canvas", "deck": "sun"})
    alone = im.from_dict(data, host=im.plugin_host(discover=False))
    assert isinstance(alone.contents["cards"], Unknown)
    known = im.from_dict(data, host=host)
    assert known.contents["cards"] == TarotContent(id="cards", tool="canvas", deck="sun")
    assert im.to_dict(alone) == im.to_dict(known) == data
    (tmp_path / "e.json").write_text(json.dumps(data), encoding="utf-8")
    assert im.load(tmp_path / "e.json", host=host) == known


def test_the_schema_knows_the_tools_of_the_host(host) -> None:
    assert "deck" in json.dumps(im.json_schema("engagement", host=host))
    assert "deck" not in json.dumps(im.json_schema("engagement", host=im.plugin_host(discover=False)))


def test_a_rule_that_cannot_be_loaded_is_a_warning_and_the_others_go_on(host) -> None:
    record = example.engagement()
    found = im.check(record, host=host)
    (lost,) = [finding for finding in found if finding.rule == "moon-phase"]
    assert lost.severity == "warning"
    assert "no rule today" in lost.message
    assert {f for f in found if f is not lost} == set(im.check(record))


def test_next_steps_are_at_most_five() -> None:
    assert 0 < len(im.next_steps(example.engagement())) <= 5


def test_redaction_is_for_one_of_the_three_audiences() -> None:
    record = example.engagement()
    assert im.redact(record, audience="organisation") == record
    assert im.redact(record, audience="public") != record
    with pytest.raises(UnknownName, match="known: organisation, group, public"):
        im.redact(record, audience="press")


def test_the_environment_chooses_plugins_unless_the_caller_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERIM_METHOD_PLUGINS", "nobody")
    assert [fault.plugin for fault in im.default_host().faults] == ["nobody"]
    assert [fault.plugin for fault in im.plugin_host(Plugin()).faults] == ["nobody"]
    assert im.plugin_host(Plugin(), discover=False).faults == ()
    monkeypatch.setenv("INTERIM_METHOD_PLUGINS", "none")
    assert im.default_host().faults == ()
    assert [info.name for info in im.plugin_host(Plugin()).plugins()] == ["box", "Plugin"]


def test_the_default_host_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERIM_METHOD_PLUGINS", "none")
    assert im.default_host() is im.default_host()


def test_a_plugin_given_in_python_can_be_preferred_to_the_box() -> None:
    class Ours:
        name = "ours"

        @hookimpl
        def interim_exporters(self):
            return [ExporterOffer(name="docx", suffixes=(".docx",), load=lambda: print, summary="ours")]

    assert im.plugin_host(Ours(), discover=False).exporter("docx").summary != "ours"
    assert im.plugin_host(Ours(), discover=False, prefer={"docx": "ours"}).exporter("docx").summary == "ours"
