"""A distribution that uses most hooks, installed beside the library and used from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import interim_method as im
from interim_method.testing import samples
from plugin import good
from plugin.distributions import GROUP, lay_out

ENTRY_POINTS = f"""
[{GROUP}]
good = good:plugin
[interim_method.exporters]
plain-text = good:plugin
ids = good:plugin
[interim_method.rules]
our-owners = good:plugin
[interim_method.documents]
letter = good:plugin
[interim_method.tools]
blueprint = good:plugin
[interim_method.methodologies]
small = good:plugin
[interim_method.variants]
louder = good:plugin
[interim_method.templates]
house = good:plugin
"""

Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the command line with the distribution installed; a code other than the expected one fails."""
    code = Path(good.__file__).read_text(encoding="utf-8")
    site = lay_out(tmp_path / "site", "interim-method-good", {"good": code}, entry_points=ENTRY_POINTS)
    path = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH", "")]))

    def run(*arguments: str, code: int = 0, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", "from interim_method.cli import main; main()", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path, **environment},
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    return run


def test_it_is_without_faults_when_everything_in_it_is_loaded(run: Run) -> None:
    (listed,) = json.loads(run("list", "plugins", "good", "--json"))
    assert listed["faults"] == []
    assert {offer["kind"] for offer in listed["offers"]} == {
        "exporter", "rule", "document", "tool kind", "methodology", "variant", "template",
    }  # fmt: skip


def test_a_record_is_begun_checked_and_exported_with_it(run: Run, tmp_path: Path) -> None:
    run("new", "--methodology", "small", "--organisation", "Ours", "-o", "e.json", "--language", "en")
    im.dump(im.load(tmp_path / "e.json").add_action("Call", id="call"), tmp_path / "e.json")
    assert "Nobody owns this action." in run("check", "e.json")
    assert "Nobody owns this action." not in run("check", "e.json", INTERIM_METHOD_PLUGINS="-good")
    run("export", "e.json", "--document", "letter", "-o", "letter.txt")
    assert "Dear all," in (tmp_path / "letter.txt").read_text(encoding="utf-8")
    run("export", "e.json", "-o", "e.ids")
    assert (tmp_path / "e.ids").read_bytes() == b"engagement " + im.load(
        tmp_path / "e.json"
    ).id.encode() + b"\n"


def test_a_house_template_of_a_plugin_is_asked_for_by_its_name(run: Run, tmp_path: Path) -> None:
    im.dump(samples.engagement(), tmp_path / "e.json")
    for option in (("--template", "house"), ("-O", "template=house")):
        run("export", "e.json", "--document", "letter", "-o", "letter.docx", *option)
        with zipfile.ZipFile(tmp_path / "letter.docx") as package:
            assert b"Dear all," in package.read("word/document.xml")
            styles = package.read("word/styles.xml")
        assert b"List Bullet 3" in styles  # of Word's own template, which ours has not
    assert "house" in run("list", "templates")
    said = run("export", "e.json", "--document", "letter", "-o", "x.docx", "--template", "hause", code=2)
    assert "there is no template named 'hause'; known: house" in said


def test_a_tool_of_its_kind_is_edited_and_kept_by_who_has_not_got_it(run: Run, tmp_path: Path) -> None:
    service = good.Blueprint(id="service", title=im.Text(en="Service"), rows=("seen",))
    small = samples.small_methodology()
    method = im.add(small, "/elements", service)
    record = samples.empty_engagement(method)
    record = im.add(record, "/contents", good.BlueprintContent(id="first", tool="service", seen="The door"))
    im.dump(record, tmp_path / "e.json")
    run("set", "e.json", "/contents/first/seen", "The window")
    run("set", "e.json", "/state", "paused", INTERIM_METHOD_PLUGINS="none")
    data = json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))["data"]
    assert data["contents"] == [{"kind": "blueprint", "id": "first", "tool": "service", "seen": "The window"}]


def test_a_variant_of_it_is_chosen_by_name(run: Run, tmp_path: Path) -> None:
    run(
        "new",
        "--methodology",
        "interim-executive",
        "--variant",
        "louder",
        "--organisation",
        "O",
        "-o",
        "e.json",
    )
    assert im.load(tmp_path / "e.json").methodology.elements["shout"].title == im.Text(
        ca="Crit", es="Grito", en="Shout"
    )
