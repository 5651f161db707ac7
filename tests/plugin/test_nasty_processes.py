"""Programs of their own with nasty plug-ins installed: as a shell sees them, whatever the order of the path."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import interim_method as im
from interim_method.methodologies.interim_executive.example import engagement
from plugin.distributions import GROUP, lay_out
from plugin.nasty import BROKEN, GOOD
from programs import as_from_a_terminal

MAIN = [sys.executable, "-c", "from interim_method.cli import main; main()"]
WORK = """
import interim_method as im
record = im.load("e.json")
assert im.to_bytes(record, "docx", document="hours")[:2] == b"PK"
assert im.to_bytes(record, "json")[:1] == b"{"
assert im.to_bytes(record, "good", document="hours") == b"good"
assert not [one for one in im.check(record) if "not applied" in one.message or "failed" in one.message]
from interim_method.cli import main
main()
"""


def run(
    folder: Path, path: Sequence[Path], program: Sequence[str], *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a program in *folder* with the site folders of *path*."""
    before = os.environ.get("PYTHONPATH", "")
    return subprocess.run(
        [*program, *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([*map(str, path), before]).strip(os.pathsep),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=120,
    )


def installed(folder: Path, name: str, code: str | None, entry: str | None = None) -> Path:
    """A distribution with one plug-in, in a site folder of its own."""
    module = name.replace("-", "_")
    return lay_out(
        folder / f"site-{name}",
        f"interim-method-{name}",
        {} if code is None else {module: code},
        version="2.1",
        entry_points=f"[{GROUP}]\n{name} = {entry or module}\n",
    )


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record in it."""
    folder = tmp_path_factory.mktemp("record")
    im.dump(engagement(), folder / "e.json")
    return folder


def listed(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The rows of a list, whose standard output has to be JSON and nothing else."""
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return {row["name"]: row for row in rows}


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=list(BROKEN))
def test_a_program_with_a_nasty_plugin_does_its_work_and_lists_the_fault(
    record: Path, tmp_path: Path, number: int
) -> None:
    code, entry, reason = list(BROKEN.values())[number]
    sites = [installed(tmp_path, "good", GOOD), installed(tmp_path, "nasty", code, entry)]
    done = run(
        record,
        sites if number % 2 else sites[::-1],
        [sys.executable, "-c", WORK],
        "list",
        "plugins",
        "--json",
    )
    rows = listed(done)
    assert list(rows) == ["box", "good", "nasty"]
    assert (rows["nasty"]["distribution"], rows["nasty"]["version"]) == ("interim-method-nasty", "2.1")
    assert any(reason in fault for fault in rows["nasty"]["faults"])
    assert rows["box"]["faults"] == rows["good"]["faults"] == []
    assert "hello" not in done.stdout
    assert ("hello from import" in done.stderr) == ("prints" in list(BROKEN)[number])


def test_with_all_nasty_plugins_at_once_the_answer_is_the_same_in_any_order_of_the_path(
    record: Path, tmp_path: Path
) -> None:
    sites = [installed(tmp_path, "good", GOOD)]
    for number, (code, entry, _) in enumerate(BROKEN.values()):
        named = [re.sub(r"\bnasty\b", f"nasty_{number}", text) if text else None for text in (code, entry)]
        sites.append(installed(tmp_path, f"nasty-{number}", named[0], named[1]))
    # Two with one name, two files that nobody can read, and a leftover of an older version.
    for one in ("one", "two"):
        sites.append(lay_out(tmp_path / one, one, {one: GOOD}, entry_points=f"[{GROUP}]\nrival = {one}\n"))
    sites.append(lay_out(tmp_path / "torn", "torn", {}, entry_points=b"\xff\xfe\x00[\x80"))
    sites.append(lay_out(tmp_path / "half", "half", {}, entry_points=f"[{GROUP}]\nno sign\n"))
    middle = len(sites) // 2
    orders = (sites, sites[::-1], [*sites[middle:], *sites[:middle]])
    answers = [
        run(record, path, [sys.executable, "-c", WORK], "list", "plugins", "--json") for path in orders
    ]
    rows = listed(answers[0])
    assert len(json.loads(answers[0].stdout)) == 2 + len(BROKEN) + 2 + 2
    assert [name for name, row in rows.items() if not row["faults"]] == ["box", "good"]
    assert {answer.stdout for answer in answers} == {answers[0].stdout}


def test_a_plugin_that_hangs_can_be_interrupted_found_and_switched_off(record: Path, tmp_path: Path) -> None:
    good = installed(tmp_path, "good", GOOD)
    hangs = installed(tmp_path, "hangs", "open('at-work', 'w').close()\nwhile True: pass")
    before = os.environ.get("PYTHONPATH", "")
    path = [good, hangs]
    searched = os.pathsep.join(filter(None, [*map(str, path), before]))
    with as_from_a_terminal(
        [*MAIN, "list", "exporters"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": searched},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as stuck:
        until = time.monotonic() + 60
        while not (tmp_path / "at-work").exists() and time.monotonic() < until:
            time.sleep(0.01)
        stuck.send_signal(signal.SIGINT)
        out, err = stuck.communicate(timeout=60)
    assert (stuck.returncode, out) == (130, "")
    assert "the plug-in 'hangs' (interim-method-hangs 2.1) was at work" in err
    assert "INTERIM_METHOD_PLUGINS=-hangs" in err
    assert "Traceback" not in err

    rows = listed(
        run(record, [good, hangs], MAIN, "list", "exporters", "--json", INTERIM_METHOD_PLUGINS="-hangs")
    )
    assert "good" in rows
    rows = listed(run(record, path, MAIN, "list", "exporters", "--json", INTERIM_METHOD_PLUGINS="none"))
    assert "good" not in rows
    for selection in ("-hangs", "none", "good"):
        rows = listed(run(record, path, MAIN, "list", "plugins", "--json", INTERIM_METHOD_PLUGINS=selection))
        assert list(rows) == ["box", "good", "hangs"]
        assert rows["hangs"]["switched_off"] is True
        assert rows["hangs"]["faults"] == []
    # What the box has is had without looking at what is installed.
    made = run(record, path, MAIN, "export", "e.json", "--document", "hours", "-o", "hours.docx")
    assert made.returncode == 0


AT_WORK = """
import json, os, sys
from interim_method.plugin import DocumentOffer, ExporterOffer, RuleOffer, hookimpl

def plain(record):
    record.state = "closed"

def forced(record):
    object.__setattr__(record, "state", "closed")
    object.__setattr__(record.organisation, "name", "MINE")
    record.actions._items[0].__class__.title.__set__(record.actions._items[0], "MINE")

def write(way):
    def write(job, stream):
        print("hello from the exporter")
        stream.write(b"changed")
        way(job.subject)
        return ()
    return write

def dirty(job, stream):
    print("hello from the exporter")
    os.chdir(os.sep)
    json.dumps = print
    stream.write(b"dirty")

def rule(record, on):
    forced(record)
    return ()

def recipe(context):
    forced(context.subject)

@hookimpl
def interim_exporters():
    for name, function in (("plain", write(plain)), ("forced", write(forced)), ("dirty", dirty)):
        yield ExporterOffer(name=name, suffixes=("." + name,), takes="record", load=lambda f=function: f)

@hookimpl
def interim_documents():
    return [DocumentOffer(name="forced", subjects=("engagement",), load=lambda: recipe)]

@hookimpl
def interim_rules():
    return [RuleOffer(name="forced", subjects=("engagement",), load=lambda: rule)]
"""
CHANGE = """
import io, sys
import interim_method as im
from interim_method.errors import PluginError
record, same = im.load("e.json"), im.load("e.json")
for name in ("plain", "forced"):
    try:
        im.export(record, "out." + name)
    except PluginError as error:
        print(name, "refused:", error)
im.check(record)
try:
    im.compose(record, "forced")
except PluginError as error:
    print("document refused:", error)
assert record == same
"""


def test_a_plugin_that_tries_to_change_a_record_changes_nothing_of_its_users(
    record: Path, tmp_path: Path
) -> None:
    site = installed(tmp_path, "changer", AT_WORK)
    (record / "out.plain").write_bytes(b"old")
    done = run(record, [site], [sys.executable, "-c", CHANGE])
    assert done.returncode == 0, done.stderr
    refused, document = done.stdout.splitlines()
    assert "plug-in 'changer' (interim-method-changer 2.1)" in refused
    assert "the exporter 'plain' failed: FrozenInstanceError" in refused
    assert "the document 'forced' failed: TypeError: it gave a value of the type NoneType" in document
    assert (record / "out.plain").read_bytes() == b"old"


def test_what_an_exporter_does_outside_its_stream_is_put_back_and_not_in_the_answer(
    record: Path, tmp_path: Path
) -> None:
    site = installed(tmp_path, "dirt", AT_WORK)
    made = run(record, [site], MAIN, "export", "e.json", "--to", "dirty", "-o", "-")
    assert (made.returncode, made.stdout) == (0, "dirty")
    assert "hello from the exporter" in made.stderr
    code = (
        "import io, json, os, interim_method as im\n"
        "before = os.getcwd(), json.dumps\n"
        "assert im.export(im.load('e.json'), io.BytesIO(), to='dirty') == ()\n"
        "assert (os.getcwd(), json.dumps) == before\n"
        "print(*[fault.reason for fault in im.default_host().faults], sep='\\n')"
    )
    done = run(record, [site], [sys.executable, "-c", code])
    assert done.stdout.splitlines() == [
        "when the exporter 'dirty' was at work, it changed the working directory, which was put back",
        "when the exporter 'dirty' was at work, it replaced json.dumps, which was put back",
    ]
