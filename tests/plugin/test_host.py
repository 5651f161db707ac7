"""The host, with plug-ins given as objects."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
from types import ModuleType

import pytest

import interim_method
from interim_method.errors import (
    DefinitionError,
    ExportError,
    MissingExtra,
    PluginError,
    UnknownExporter,
    UnknownName,
)
from interim_method.plugin import (
    ExporterOffer,
    LanguageOffer,
    MethodologyOffer,
    PluginHost,
    TemplateOffer,
    ToolOffer,
    hookimpl,
    hooks,
)
from interim_method.plugin.registered import KINDS
from plugin import box


def plugin(name: str = "Plugin", **hooks_: list[object]) -> object:
    """A plug-in object whose hooks give these lists."""
    module = ModuleType(name)
    for hook, given in hooks_.items():
        function = lambda given=tuple(given): list(given)  # noqa: E731
        function.__name__ = hook
        # Hooks take no arguments, and a default would count as one.
        setattr(module, hook, hookimpl(_without_arguments(function)))
    return module


def _without_arguments(function):
    def hook():
        return function()

    return hook


def host(*plugins: object, **options) -> PluginHost:
    return PluginHost(builtins=[box], plugins=plugins, discover=False, **options)


def exporter(name: str, **more) -> ExporterOffer:
    return ExporterOffer(name=name, load=lambda: print, **more)


def test_every_kind_of_offer_has_a_documented_hook_without_arguments_and_no_hook_lacks_a_kind():
    specified = {name for name in hooks.__all__ if name.startswith("interim_")}
    assert {kind.HOOK for kind in KINDS} == specified
    for name in specified:
        function = getattr(hooks, name)
        assert function.__code__.co_argcount == 0
        assert function.__doc__.startswith("Offer ")


@pytest.mark.parametrize("name", ["docx", "DOCX", "word"])
def test_an_exporter_is_found_by_name_and_alias_in_any_capitals(name):
    assert host().exporter(name).name == "docx"


@pytest.mark.parametrize("path", ["plan.docx", "PLAN.DOCX", "a.b/plan.v2.docx"])
def test_an_exporter_is_found_by_suffix(path):
    assert host().exporter_for(path).name == "docx"


def test_the_longer_suffix_of_two_goes_first():
    found = host(
        plugin(interim_exporters=[exporter("plain", suffixes=[".gz"]), exporter("twin", suffixes=[".md.gz"])])
    )
    assert found.exporter_for("plan.md.gz").name == "twin"
    assert found.exporter_for("plan.tar.gz").name == "plain"


def test_a_suffix_in_the_box_stays_with_the_box_unless_somebody_is_preferred():
    rival = plugin("rival", interim_exporters=[exporter("large-print", suffixes=[".docx"])])
    found = host(rival)
    assert found.exporter_for("x.docx").name == "docx"
    assert found.exporter("large-print").suffixes == (".docx",)
    assert found.faults == ()
    assert host(rival, prefer={".docx": "rival"}).exporter_for("x.docx").name == "large-print"


def test_a_suffix_that_two_plugins_have_must_be_told_by_name():
    found = host(
        plugin("one", interim_exporters=[exporter("page", suffixes=[".html"])]),
        plugin("two", interim_exporters=[exporter("site", suffixes=[".html"])]),
    )
    with pytest.raises(PluginError, match=r"\.html may be any of 'page' of 'one' and 'site' of 'two'"):
        found.exporter_for("x.html")
    assert found.exporter("site").name == "site"


@pytest.mark.parametrize("path", ["plan.xyz", "plan"])
def test_an_unknown_suffix_names_the_known_ones(path):
    with pytest.raises(UnknownExporter) as caught:
        host().exporter_for(path)
    assert caught.value.known == (".docx", ".json")


def test_an_unknown_exporter_is_an_export_error_that_lists_the_known_ones():
    with pytest.raises(UnknownExporter, match="no exporter answers to 'pdf'; known: docx, json") as caught:
        host().exporter("pdf")
    assert isinstance(caught.value, ExportError)
    assert isinstance(caught.value, UnknownName)


@pytest.mark.parametrize(
    ("look", "kind"),
    [
        ("methodology", "methodology"),
        ("variant", "variant"),
        ("tool", "tool kind"),
        ("document", "document"),
        ("importer", "importer"),
        ("importer_for", "importer"),
        ("rule", "rule"),
        ("language", "language"),
        ("terminology", "terminology"),
        ("template", "template"),
    ],
)
def test_an_unknown_name_is_told_with_its_kind(look, kind):
    with pytest.raises(UnknownName) as caught:
        getattr(host(), look)("nothing")
    assert caught.value.kind == kind


def test_documents_come_in_the_order_of_their_use():
    assert [offer.name for offer in host().documents] == ["handbook", "minutes"]


def test_every_kind_can_be_offered_and_found():
    basque = LanguageOffer(code="eu", name="euskara", load=lambda: {"plan": "plana"})
    method = MethodologyOffer(name="another-way", load=dict)
    found = host(plugin(interim_languages=[basque], interim_methodologies=[method]))
    assert found.languages == (basque,)
    assert found.language("EU") is basque
    assert found.load(basque) == {"plan": "plana"}
    assert found.methodology("another-way") is method
    with pytest.raises(PluginError, match="gave a value of the type dict, not a Methodology"):
        found.load(method)


@pytest.mark.parametrize(
    ("name", "aliases"), [("docx", ()), ("mine", ("docx",)), ("mine", ("word",)), ("word", ())]
)
def test_a_name_in_the_box_is_refused_to_a_plugin_unless_it_is_preferred(name, aliases):
    rival = plugin("rival", interim_exporters=[exporter(name, aliases=aliases)])
    found = host(rival)
    assert found.exporter("docx").aliases == ("word",)
    assert found.exporter("word").name == "docx"
    assert [fault.plugin for fault in found.faults] == ["rival"]
    if name == "mine":
        with pytest.raises(PluginError, match="which one in the box has"):
            found.exporter("mine")
    contested = next(n for n in (name, *aliases) if n != "mine")
    preferring = host(rival, prefer={contested: "rival"})
    assert preferring.exporter(contested).name == name
    assert preferring.faults == ()


def test_an_offer_made_twice_by_one_plugin_is_used_neither_time():
    found = host(plugin("double", interim_exporters=[exporter("x"), exporter("x")]))
    with pytest.raises(PluginError, match="offers the exporter 'x' more than once"):
        found.exporter("x")
    assert len(found.faults) == 1


def test_a_hook_of_a_later_version_may_be_marked_optional():
    module = ModuleType("modern")

    @hookimpl(optionalhook=True)
    def interim_future():
        return []

    @hookimpl
    def interim_exporters():
        return [exporter("new")]

    module.interim_future = interim_future
    module.interim_exporters = interim_exporters
    found = host(module)
    assert found.exporter("new").name == "new"
    assert found.faults == ()


def test_importing_the_package_or_a_specification_looks_like_no_hook():
    module = plugin("tidy", interim_exporters=[exporter("new")])
    module.interim_method = interim_method
    module.interim_rules = hooks.interim_rules
    assert host(module).faults == ()


def test_a_plugin_may_be_an_object_with_methods_and_a_name_of_its_own():
    class Acme:
        def __init__(self, name: str) -> None:
            self.name = name

        @hookimpl
        def interim_exporters(self):
            return [exporter(self.name)]

    class Nameless:
        @property
        def name(self) -> str:
            raise RuntimeError

        @hookimpl
        def interim_rules(self):
            return []

    found = host(Acme("one"), Acme("two"), Nameless())
    assert {"one", "two"} <= {offer.name for offer in found.exporters}
    assert [info.name for info in found.plugins()] == ["box", "one", "two", "Nameless"]
    assert found.faults == ()


def test_plugins_are_listed_with_what_they_offer():
    offer = exporter("new")
    infos = host(plugin("acme", interim_exporters=[offer])).plugins()
    assert [(i.name, i.distribution, i.version, i.builtin) for i in infos] == [
        ("box", "interim-method", interim_method.__version__, True),
        ("acme", "", "", False),
    ]
    assert infos[1].offers == (offer,)
    assert {o.names[0] for o in infos[0].offers} == {"docx", "json", "minutes", "handbook", "tool"}


def test_an_offer_is_loaded_once():
    loads = []
    offer = TemplateOffer(name="house", load=lambda: loads.append(1) or box_path())
    found = host(plugin(interim_templates=[offer]))
    assert found.load(offer) is found.load(found.template("house"))
    assert loads == [1]


def box_path():
    from pathlib import Path

    return Path(box.__file__)


def test_a_missing_extra_of_ours_goes_through_loading():
    def load():
        raise MissingExtra("figures", "drawing the chart")

    offer = ExporterOffer(name="charts", load=load)
    with pytest.raises(MissingExtra, match=r"interim-method\[figures\]"):
        host(plugin(interim_exporters=[offer])).load(offer)


def test_kinds_of_tools_that_cannot_be_loaded_are_left_out_and_listed():
    found = host(plugin("blue", interim_tools=[ToolOffer(kind="blueprint", load=lambda: None)]))
    assert set(found.tool_kinds()) == {"tool"}
    assert [(f.plugin, f.reason) for f in found.faults] == [
        ("blue", "the tool kind 'blueprint' cannot be loaded: it gave None, not a ToolKind")
    ]


def test_what_a_plugin_raises_in_use_is_its_own_and_ours_and_the_systems_are_not():
    mine = exporter("mine")
    found = host(plugin("acme", interim_exporters=[mine]))
    theirs = found.exporter("docx")
    assert found.exporter("mine") is mine
    said = "plug-in 'acme': the exporter 'mine' failed: KeyError: 'x'"
    with pytest.raises(PluginError, match=said) as caught, found.running(mine):
        raise KeyError("x")
    assert isinstance(caught.value.__cause__, KeyError)
    with pytest.raises(PluginError, match=r"sys\.exit"), found.running(mine):
        raise SystemExit(2)
    with pytest.raises(OSError, match="disk full"), found.running(mine):
        raise OSError("disk full")
    with pytest.raises(DefinitionError), found.running(mine):
        raise DefinitionError("wrong")
    with pytest.raises(KeyError), found.running(theirs):
        raise KeyError("a bug of ours")


def test_what_is_in_the_box_is_found_without_looking_at_what_is_installed(monkeypatch):
    scans = []
    monkeypatch.setattr(importlib.metadata, "distributions", lambda: scans.append(1) or [])
    found = PluginHost(builtins=[box])
    found.exporter("docx")
    found.exporter_for("x.json")
    found.document("minutes")
    assert scans == []
    for _ in range(2):
        with pytest.raises(UnknownExporter):
            found.exporter("html")
    assert found.plugins()
    assert scans == [1]


def test_a_path_that_cannot_be_searched_is_a_fault(monkeypatch):
    def distributions():
        raise RuntimeError("a finder of somebody else's")

    monkeypatch.setattr(importlib.metadata, "distributions", distributions)
    found = PluginHost(builtins=[box])
    assert [offer.name for offer in found.exporters] == ["docx", "json"]
    assert [fault.reason for fault in found.faults] == [
        "installed plug-ins cannot be listed: RuntimeError: a finder of somebody else's"
    ]


GOOD = """
    from interim_method.plugin import ExporterOffer, hookimpl

    @hookimpl
    def interim_exporters():
        return [ExporterOffer(name="from-{0}", load=lambda: print)]
"""


@pytest.mark.parametrize(
    ("selection", "usable"),
    [
        (None, {"a", "b"}),
        ("", {"a", "b"}),
        (" none ", set()),
        ("a", {"a"}),
        ("a, dist-b", {"a", "b"}),
        ("a,absent", {"a"}),
    ],
)
def test_the_selection_says_which_installed_plugins_are_used(install, selection, usable):
    for one in "ab":
        install(f"dist-{one}", GOOD.format(one), plugin=one)
    found = PluginHost.selected(selection, builtins=[box])
    names = {offer.name for offer in found.exporters}
    assert names == {"docx", "json"} | {f"from-{one}" for one in usable}
    absent = [(f.plugin, f.reason) for f in found.faults]
    assert absent == (
        [("absent", "it was asked for, but no plug-in of this name is installed")]
        if "absent" in (selection or "")
        else []
    )


def test_a_blocked_plugin_is_not_imported(install):
    install("dist-a", "raise RuntimeError", plugin="a")
    found = PluginHost(builtins=[box], block=["a"])
    assert found.faults == ()


def test_the_room_loads_nothing_heavy_and_looking_in_the_box_does_not_either():
    code = """
import json, sys
from interim_method.plugin import PluginHost
from plugin import box
PluginHost(builtins=[box]).exporter("docx")
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules} | (set(sys.modules) & {"importlib.metadata"}))))
"""
    tests = next(path for path in sys.path if path.endswith("tests"))
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {tests!r})\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(json.loads(done.stdout))
    assert {"attr", "pluggy"} <= loaded
    heavy = {
        "importlib.metadata",
        "docx",
        "lxml",
        "markdown_it",
        "cattrs",
        "babel",
        "click",
        "rich",
        "difflib",
    }
    assert loaded & heavy == set()
