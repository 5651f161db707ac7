"""Plug-ins whose distributions declare what they offer are imported for that, and for nothing else."""

from __future__ import annotations

import io
import itertools
import sys

import pytest

from interim_method.errors import PluginError, UnknownExporter
from interim_method.plugin import PluginHost
from plugin import box

CODE = """
    from interim_method.plugin import DocumentOffer, ExporterOffer, RuleOffer, hookimpl

    def write(job, stream):
        stream.write({name!r}.encode())

    @hookimpl
    def interim_exporters():
        return [{exporters}]

    @hookimpl
    def interim_rules():
        return [RuleOffer(name="rule-{name}", subjects=("engagement",), load=lambda: print)]
"""


def code(name: str, *exporters: str, more: str = "") -> str:
    made = ", ".join(f"ExporterOffer(name={one!r}, load=lambda: write{more})" for one in exporters)
    return CODE.format(name=name, exporters=made)


def entry_points(name: str, **declared: str) -> str:
    groups = [f"[interim_method.plugins]\n{name} = {name}\n"]
    groups += [
        f"[interim_method.{group}]\n" + "".join(f"{one} = {name}\n" for one in names.split())
        for group, names in declared.items()
    ]
    return "\n".join(groups)


def host(**options) -> PluginHost:
    return PluginHost(builtins=[box], **options)


@pytest.fixture
def three(install):
    """An exporter and a rule that are declared, and a plug-in that declares nothing."""
    install("page", code("page", "page", more=", suffixes=('.page',)"), entry_points=entry_points(
        "page", exporters="page", rules="rule-page"
    ))  # fmt: skip
    install("strict", code("strict"), entry_points=entry_points("strict", rules="rule-strict"))
    install("silent", code("silent", "silent"))


def imported() -> set[str]:
    return {"page", "strict", "silent"} & set(sys.modules)


@pytest.mark.parametrize(
    ("ask", "met"),
    [
        (lambda found: found.exporter("docx"), set()),
        (lambda found: found.exporter("page"), {"page"}),
        (lambda found: found.exporter("PAGE"), {"page"}),
        (lambda found: found.rule("rule-strict"), {"strict"}),
        (lambda found: found.exporter("silent"), {"page", "silent"}),
        (lambda found: found.exporter_for("x.page"), {"page", "silent"}),
        (lambda found: found.exporters, {"page", "silent"}),
        (lambda found: found.rules, {"page", "strict", "silent"}),
        (lambda found: found.documents, {"silent"}),
        (lambda found: found.switched_off(), set()),
        (lambda found: found.plugins(), {"page", "strict", "silent"}),
    ],
)
def test_only_the_plugins_that_may_have_what_is_asked_for_are_imported(three, ask, met) -> None:
    ask(host())
    assert imported() == met


def test_what_is_found_is_the_same_whatever_was_asked_for_before(three) -> None:
    asks = [
        lambda found: found.exporter("page").name,
        lambda found: [one.name for one in found.exporters],
        lambda found: [one.name for one in found.rules],
        lambda found: [str(fault) for fault in found.faults],
        lambda found: [info.name for info in found.plugins()],
    ]
    alone = [ask(host()) for ask in asks]
    for order in itertools.permutations(range(len(asks))):
        found = host()
        given = {number: asks[number](found) for number in order}
        assert [given[number] for number in range(len(asks))] == alone


def test_faults_of_plugins_that_are_not_needed_stay_unseen_until_somebody_looks(install) -> None:
    install("gloom", "raise RuntimeError('boom')", entry_points=entry_points("gloom", rules="gloom"))
    found = host()
    with pytest.raises(UnknownExporter) as caught:
        found.exporter("pdf")
    assert not getattr(caught.value, "__notes__", ())
    with pytest.raises(PluginError, match="boom"):
        found.rule("gloom")
    (fault,) = found.faults
    assert "boom" in fault.reason


@pytest.mark.parametrize("order", list(itertools.permutations(["one", "two"])), ids=" ".join)
@pytest.mark.parametrize("look", ["by name", "at all"])
def test_a_declared_name_goes_to_who_declares_it_in_any_order(install, order, look) -> None:
    for one in order:
        declared = {"exporters": "shared"} if one == "one" else {}
        points = entry_points(one, rules="rule-one", **declared) if one == "one" else None
        install(one, code(one, "shared"), entry_points=points)
    found = host()
    if look == "at all":
        assert [fault.plugin for fault in found.faults] == ["two"]
        assert "has a name that 'one' (one 1.0) declares" in found.faults[0].reason
    stream = io.BytesIO()
    found.load(found.exporter("shared"))(None, stream)
    assert stream.getvalue() == b"one"


@pytest.mark.parametrize("order", list(itertools.permutations(["one", "two"])), ids=" ".join)
def test_a_name_that_two_declare_is_a_conflict_in_any_order(install, order) -> None:
    for one in order:
        points = entry_points(one, exporters="shared", rules=f"rule-{one}")
        install(one, code(one, "shared"), entry_points=points)
    with pytest.raises(PluginError, match=r"is offered by 'one' \(one 1.0\) and 'two' \(two 1.0\)"):
        host().exporter("shared")
    assert [fault.plugin for fault in host().faults] == ["one", "two"]


@pytest.mark.parametrize(
    ("exporters", "declared", "reason"),
    [
        (
            ("page", "more"),
            {"exporters": "page"},
            "it offers the exporter 'more', which its distribution does",
        ),
        (("page",), {"exporters": "page absent"}, "declares the exporter 'absent', which it does not offer"),
        (("page",), {"exporters": "page", "toys": "x"}, "in the group 'interim_method.toys', which is none"),
        (
            ("page",),
            {"exporters": "page", "documents": "x"},
            "interim_documents, a hook that it does not have",
        ),
        (("page",), {"exporters": "page", "rules": ""}, "its interim_rules is not used: its distribution"),
        (("docx",), {"exporters": "docx"}, "claims the name 'docx', which one in the box has"),
    ],
)
def test_what_is_declared_and_what_is_offered_must_agree(install, exporters, declared, reason) -> None:
    rules = {} if "rules" in declared else {"rules": "rule-page"}
    install("page", code("page", *exporters), entry_points=entry_points("page", **declared, **rules))
    found = host()
    assert [fault.reason for fault in found.faults if reason in fault.reason], found.faults
    assert found.exporter("docx").aliases == ("word",)
    with pytest.raises(UnknownExporter):
        PluginHost(builtins=[], only=["page"]).exporter("more")


def test_an_alias_that_the_box_has_is_refused_to_a_declared_plugin_too(install) -> None:
    points = entry_points("page", exporters="page", rules="rule-page")
    install("page", code("page", "page", more=", aliases=('word',)"), entry_points=points)
    with pytest.raises(PluginError, match="claims the name 'word'"):
        host().exporter("page")
