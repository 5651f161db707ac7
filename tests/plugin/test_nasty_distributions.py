"""Installed plug-ins that do what they should not: the host starts, the box works, the fault is listed."""

from __future__ import annotations

import builtins
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from interim_method.errors import PluginError, UnknownExporter
from interim_method.plugin import PluginFault, PluginHost
from plugin import box
from plugin.nasty import BROKEN, GOOD, offering


def host(**options) -> PluginHost:
    return PluginHost(builtins=[box], **options)


def faults_of(name: str, host: PluginHost) -> list[PluginFault]:
    return [fault for fault in host.faults if fault.plugin == name]


def assert_the_box_works(host: PluginHost) -> None:
    stream = io.BytesIO()
    host.load(host.exporter("docx"))(None, stream)
    assert stream.getvalue() == b"written"
    assert {"docx", "json"} <= {offer.name for offer in host.exporters}


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("last", [False, True], ids=["first on the path", "last on the path"])
def test_a_broken_plugin_is_listed_with_its_reason_and_hurts_nobody(install, case, last):
    code, entry, reason = BROKEN[case]
    install("good-one", GOOD, plugin="good")
    install("interim-method-nasty", plugin="nasty", version="2.1", last=last, entry=entry or "nasty")
    if code is not None:
        install("nasty", code, entry_points="", last=last)
    directory, dumps, open_ = Path.cwd(), json.dumps, builtins.open

    found = host()
    assert_the_box_works(found)
    assert found.exporter("good").name == "good"
    faults = faults_of("nasty", found)

    assert len(faults) >= 1
    assert any(reason in fault.reason for fault in faults)
    assert {(fault.distribution, fault.version) for fault in faults} == {("interim-method-nasty", "2.1")}
    assert {fault.plugin for fault in found.faults} == {"nasty"}
    info = {info.name: info for info in found.plugins()}["nasty"]
    assert info.faults == tuple(faults)
    assert not info.builtin
    assert (Path.cwd(), json.dumps, builtins.open) == (directory, dumps, open_)


def test_what_is_asked_for_by_the_name_of_a_broken_plugin_is_an_error_with_its_cause(install):
    install("interim-method-html", "raise RuntimeError('boom')", plugin="html", version="3.0")
    with pytest.raises(PluginError, match=r"plug-in 'html' \(interim-method-html 3.0\): .*boom") as caught:
        host().exporter("html")
    assert caught.value.plugin == "html"
    assert "RuntimeError: boom" in caught.value.reason
    assert isinstance(caught.value.__cause__, RuntimeError)


@pytest.mark.parametrize("asked", ["lookup", "suffix"])
def test_a_broken_plugin_is_also_known_by_its_distribution(install, asked):
    install("interim-method-html", "raise RuntimeError('boom')", plugin="web-pages")
    with pytest.raises(PluginError, match="boom"):
        host().exporter("html") if asked == "lookup" else host().exporter_for("page.html")


def test_an_unknown_name_tells_of_the_plugins_at_fault(install):
    install("interim-method-acme", "raise RuntimeError('boom')", plugin="acme")
    with pytest.raises(UnknownExporter) as caught:
        host().exporter("pdf")
    assert caught.value.known == ("docx", "json")
    assert any("'acme'" in note and "boom" in note for note in caught.value.__notes__)


def test_a_generator_that_raises_late_keeps_what_it_gave_before(install):
    install(
        "late",
        offering("yield ExporterOffer(name='early', load=lambda: write)\n        raise RuntimeError('late')"),
    )
    found = host()
    assert found.exporter("early").name == "early"
    assert [fault.reason for fault in faults_of("late", found)] == [
        "interim_exporters failed: RuntimeError: late"
    ]


def test_a_plugin_with_one_bad_offer_keeps_its_good_ones(install):
    install("mixed", offering("return [7, ExporterOffer(name='fine', load=lambda: write), dict]"))
    found = host()
    assert found.exporter("fine").name == "fine"
    assert len(faults_of("mixed", found)) == 2


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")], ids=["a first", "b first"])
def test_two_distributions_with_one_entry_name_are_a_conflict_in_any_order(install, order):
    for one in order:
        install(
            f"dist-{one}",
            offering(f"return [ExporterOffer(name='from-{one}', load=lambda: write)]"),
            plugin="x",
        )
    found = host()
    assert_the_box_works(found)
    faults = faults_of("x", found)
    assert [fault.distribution for fault in faults] == ["dist-a", "dist-b"]
    assert all("dist-a 1.0 and in dist-b 1.0, and neither is used" in fault.reason for fault in faults)
    assert {offer.name for offer in found.exporters} == {"docx", "json"}
    with pytest.raises(PluginError, match=r"dist-a 1\.0 and in dist-b 1\.0"):
        found.exporter("x")
    assert "dist_a" not in sys.modules
    assert host(block=["dist-b"]).exporter("from-a").name == "from-a"
    assert host(only=["dist_b"]).exporter("from-b").name == "from-b"


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")], ids=["a first", "b first"])
def test_two_plugins_with_one_offer_name_are_a_conflict_for_that_name_only(install, order):
    for one in order:
        install(
            f"dist-{one}",
            offering(
                f"return [ExporterOffer(name='shared', aliases=('alias-{one}',), load=lambda: write),"
                f" ExporterOffer(name='own-{one}', load=lambda: write)]"
            ),
            plugin=f"plug-{one}",
        )
    found = host()
    with pytest.raises(PluginError) as caught:
        found.exporter("shared")
    assert "'plug-a' (dist-a 1.0) and 'plug-b' (dist-b 1.0)" in str(caught.value)
    assert found.exporter("own-a").name == "own-a"
    assert found.exporter("alias-b").aliases == ("alias-b",)
    assert [offer.name for offer in found.exporters] == ["docx", "json", "own-a", "own-b"]
    assert len(found.faults) == 2
    preferring = host(prefer={"shared": "plug-b"})
    assert preferring.exporter("shared").aliases == ("alias-b",)
    assert preferring.faults == ()


def test_one_distribution_with_one_entry_name_twice_is_a_conflict(install):
    install("twice", GOOD, entry_points="[interim_method.plugins]\nx = twice\nx = twice:other\n")
    faults = faults_of("x", host())
    assert {fault.reason for fault in faults} == {"its distribution names it twice: twice and twice:other"}


def test_two_entry_points_to_one_object_are_one_plugin(install):
    install("double", GOOD, entry_points="[interim_method.plugins]\na = double\nb = double\n")
    found = host()
    assert found.exporter("good").name == "good"
    assert [(f.plugin, f.reason) for f in found.faults] == [
        ("b", "it cannot be registered: it is the same object as the plug-in 'a'")
    ]


def test_the_second_copy_of_a_distribution_on_the_path_is_not_a_conflict(install):
    install("good-one", GOOD, plugin="good", version="1.0")
    install("Good_One", GOOD, plugin="good", version="2.0", entry="Good_One")
    found = host()
    assert found.faults == ()
    assert {info.name: info.version for info in found.plugins()}["good"] == "2.0"


UNRELATED = {
    "without an equals sign": "[console_scripts]\nthis is = not : [[[\nnonsense\n",
    "without a section": "nonsense\n= = =\n[",
    "not text": b"\xff\xfe\x00[\x80\x81",
}


@pytest.mark.parametrize("content", UNRELATED.values(), ids=UNRELATED)
@pytest.mark.parametrize("last", [False, True], ids=["first on the path", "last on the path"])
def test_a_corrupt_file_of_an_unrelated_distribution_hurts_nobody(install, content, last):
    install("good-one", GOOD, plugin="good")
    install("unrelated", entry_points=content, last=last)
    found = host()
    assert_the_box_works(found)
    assert found.exporter("good").name == "good"
    listed = [(f.plugin, f.distribution, f.version) for f in found.faults]
    assert listed == ([("", "unrelated", "1.0")] if isinstance(content, bytes) else [])


def test_a_corrupt_entry_points_file_with_our_group_in_it_is_listed(install):
    install("half", entry_points="[interim_method.plugins]\nno equals sign here\n")
    install("good-one", GOOD, plugin="good")
    found = host()
    assert found.exporter("good").name == "good"
    assert [fault.distribution for fault in found.faults] == ["half"]


@pytest.mark.parametrize("metadata", ["", b"\xff\xfe\x00\x80", "Name\n"])
def test_a_plugin_with_corrupt_metadata_still_works(install, metadata):
    install("nameless", GOOD, metadata=metadata)
    found = host()
    assert_the_box_works(found)
    assert found.exporter("good").name == "good"


def test_what_a_plugin_prints_goes_to_standard_error(install, capfd):
    install(
        "loud",
        "print('hello from import')\n"
        + offering("print('hello from hook'); return []").replace("\n    ", "\n"),
    )
    found = host()
    assert found.faults == ()
    out, err = capfd.readouterr()
    assert out == ""
    assert "hello from import" in err
    assert "hello from hook" in err


def test_a_plugin_that_fails_to_load_is_blamed_with_its_cause(install):
    install(
        "heavy",
        """
        from interim_method.plugin import ExporterOffer, hookimpl

        def load():
            import a_library_nobody_has

        @hookimpl
        def interim_exporters():
            return [ExporterOffer(name="heavy", load=load)]
        """,
    )
    found = host()
    offer = found.exporter("heavy")
    with pytest.raises(PluginError, match="needs the module 'a_library_nobody_has'") as caught:
        found.load(offer)
    assert caught.value.plugin == "heavy"
    assert caught.value.distribution == "heavy 1.0"
    assert isinstance(caught.value.__cause__, ModuleNotFoundError)
    assert len(faults_of("heavy", found)) == 1
    with pytest.raises(PluginError):
        found.load(offer)
    assert len(faults_of("heavy", found)) == 1


def test_an_interrupt_by_the_person_is_not_swallowed(install):
    install("slow", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        host().plugins()


def test_switching_all_plugins_off_is_the_way_out_of_one_that_hangs(install, tmp_path):
    folder = install("hangs", "while True: pass")
    code = (
        "import os; from interim_method.plugin import PluginHost; from plugin import box\n"
        "host = PluginHost.selected(os.environ['INTERIM_METHOD_PLUGINS'], builtins=[box])\n"
        "print([o.name for o in host.exporters])"
    )
    tests = Path(__file__).parents[1]
    for selection in ("none", "others"):
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(folder), str(tests)]),
            "INTERIM_METHOD_PLUGINS": selection,
        }
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert done.stdout.strip() == "['docx', 'json']"
