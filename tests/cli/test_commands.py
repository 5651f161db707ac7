"""What each command does when all is well."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import interim_method as im
from cli.conftest import Run
from formats.docx.pictures import png
from interim_method.methodologies.interim_executive import example

Shell = Callable[..., "subprocess.CompletedProcess[bytes]"]

LISTS = ("methodologies", "variants", "documents", "exporters", "importers", "plugins", "languages")
COMMANDS = ("demo", "new", "export", "set", "check", "next", "markdown", "list", "schema")


# --- the whole ---------------------------------------------------------------------------------------------------


def test_version_is_that_of_the_library(run: Run) -> None:
    assert run("--version").out == f"interim-method, version {im.__version__}\n"


def test_help_names_every_command_and_the_exit_codes(run: Run) -> None:
    answer = run("--help")
    assert answer.code == 0
    assert all(f"\n  {command} " in answer.out for command in COMMANDS)
    assert "0 done, 1 errors found, 2 wrong use, 3 a file or a plug-in" in " ".join(answer.out.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_fits_80_columns_and_explains_every_option(run: Run, command: str) -> None:
    answer = run(command, "--help")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert max(map(len, lines)) <= 80
    options = lines[lines.index("Options:") + 1 :]
    for line, following in zip(options, [*options[1:], ""], strict=True):
        assert "  " in line.strip() or line.startswith(" " * 20) or following.startswith(" " * 20), line


def test_the_module_is_the_command(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "interim_method.cli", "--version"], capture_output=True, text=True, check=True
    )
    assert made.stdout == f"interim-method, version {im.__version__}\n"


def test_a_reader_that_goes_away_ends_the_command_without_a_traceback(shell: Shell, tmp_path: Path) -> None:
    script = "interim-method schema engagement | head -c 1; echo ${PIPESTATUS[0]}"
    folder = Path(sys.executable).parent
    made = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, env={"PATH": f"{folder}:/usr/bin:/bin"}
    )
    assert made.stdout == "{141\n"
    assert made.stderr == ""


def test_what_a_terminal_cannot_show_is_escaped_and_json_stays_json(shell: Shell, engagement: Path) -> None:
    made = shell("next", "engagement.json", PYTHONIOENCODING="latin-1")
    assert made.returncode == 0
    assert made.stdout.startswith(rb"\u2022 Fer el seguiment")
    assert "Administració" in made.stdout.decode("latin-1")
    made = shell("check", "engagement.json", "--json", PYTHONIOENCODING="latin-1")
    assert json.loads(made.stdout)[0]["findings"][0]["message"].startswith("“Fer el seguiment")


# --- new ---------------------------------------------------------------------------------------------------------


def test_new_begins_a_record_that_loads(run: Run) -> None:
    answer = run("new", "--organisation", "Cooperativa l’Estel", "--started", "2026-01-12", "-o", "e.json")
    assert answer.code == 0
    record = im.load("e.json", kind="engagement")
    assert (record.id, record.language, record.started) == ("cooperativa-l-estel", "ca", date(2026, 1, 12))
    assert record.organisation.name == "Cooperativa l’Estel"
    assert record.methodology == im.methodology("interim-executive")
    assert "Next: interim-method export e.json" in answer.out


def test_what_new_says_to_do_next_can_be_done(run: Run) -> None:
    said = run("new", "--organisation", "Exemple", "-o", "e.json").out
    assert run(*said.partition("interim-method ")[2].split()).code == 0


def test_new_begins_today_where_not_said(run: Run) -> None:
    before = date.today()  # noqa: DTZ011
    run("new", "--organisation", "Exemple", "-o", "e.json")
    assert before <= im.load("e.json", kind="engagement").started <= date.today()  # noqa: DTZ011


def test_new_does_not_replace_a_file_unless_told_to(run: Run) -> None:
    Path("e.json").write_text("mine")
    answer = run("new", "--organisation", "Exemple", "-o", "e.json")
    assert (answer.code, Path("e.json").read_text()) == (3, "mine")
    assert "--force" in answer.err
    assert run("new", "--organisation", "Exemple", "-o", "e.json", "--force").code == 0
    assert im.load("e.json").id == "exemple"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--organisation", " "], "say the organisation's name"),
        (["--organisation", "E", "--language", "català"], "must be a language tag"),
        (["--organisation", "E", "--id", "Ell i Ella"], "must be an id"),
        (["--organisation", "E", "--started", "2026-02-30"], "is not a date"),
        (["--organisation", "E", "--methodology", "waterfall"], "known: interim-executive"),
        (["--organisation", "E", "--variant", "lighter"], "no variant named 'lighter'"),
        (["--organisation", "E\x07"], "U+0007"),
    ],
)
def test_new_refuses_what_cannot_be(run: Run, arguments: list[str], words: str) -> None:
    answer = run("new", *arguments, "-o", "e.json")
    assert answer.code == 2
    assert words in answer.err
    assert not Path("e.json").exists()


def test_new_answers_in_json(run: Run) -> None:
    answer = run("new", "--organisation", "日本の協同組合", "-o", "e.json", "--json")
    assert answer.json == {"file": "e.json", "id": "engagement", "revision": 1}


# --- export ------------------------------------------------------------------------------------------------------


def test_export_is_named_after_the_document_its_part_and_its_edition(run: Run, engagement: Path) -> None:
    def made(*arguments: str) -> str:
        answer = run("export", "engagement.json", *arguments)
        assert answer.code == 0, answer.err
        assert Path(answer.out.strip()).exists()
        return answer.out.strip()

    assert made("--document", "action-plan") == "pla-d-accio.docx"
    assert made("--document", "action-plan", "--edition", "blank") == "pla-d-accio-per-omplir.docx"
    assert made("--document", "action-plan", "--language", "en", "--to", "md") == "action-plan.md"
    assert made("--document", "action-plan", "--language", "es-ES") == "plan-de-accion.docx"
    assert made("--document", "minutes", "--of", "/sessions/listening") == "acta-listening.docx"


def test_export_of_a_record_does_not_write_over_it(run: Run, engagement: Path) -> None:
    before = engagement.read_bytes()
    answer = run("export", "engagement.json")
    assert (answer.code, engagement.read_bytes()) == (2, before)
    assert run("export", "engagement.json", "--audience", "public", "-o", "public.json").code == 0
    assert im.load("public.json") == im.redact(im.load("engagement.json"), audience="public")


def test_export_to_standard_output_is_the_file(shell: Shell, engagement: Path) -> None:
    made = shell("export", "engagement.json", "--document", "action-plan", "-o", "-")
    assert (made.returncode, made.stderr) == (0, b"")
    (engagement.parent / "piped.docx").write_bytes(made.stdout)
    shell("export", "engagement.json", "--document", "action-plan", "-o", "named.docx")
    assert made.stdout == (engagement.parent / "named.docx").read_bytes()
    assert zipfile.is_zipfile(engagement.parent / "piped.docx")


def test_a_word_file_does_not_go_to_a_terminal(
    run: Run, engagement: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    answer = run("export", engagement, "--document", "action-plan", "-o", "-")
    assert answer.code == 2
    assert "is not for a terminal" in answer.err


def test_parameters_reach_the_document(run: Run, engagement: Path) -> None:
    sizes = {}
    for rows in ("2", "20"):
        name = f"{rows}.md"
        arguments = ("--document", "action-plan", "--edition", "blank", "-P", f"rows={rows}", "-o", name)
        assert run("export", engagement, *arguments).code == 0
        sizes[rows] = Path(name).stat().st_size
    assert sizes["2"] < sizes["20"]


def test_options_reach_the_writer(run: Run, engagement: Path) -> None:
    run("export", engagement, "--document", "hours", "-o", "house.docx")
    arguments = ("--document", "action-plan", "-O", "template=house.docx", "-o", "plan.docx")
    assert run("export", engagement, *arguments).code == 0


def test_a_pilot_finds_its_engagements_beside_it(run: Run, pilot: Path) -> None:
    folder = pilot.parent / "elsewhere"
    folder.mkdir()
    answer = run("export", pilot, "--document", "pilot-report", "--to", "md", "-o", folder / "report.md")
    assert answer.code == 0
    engagements = tuple(example.engagements())
    expected = im.to_bytes(
        im.load(pilot, kind="pilot"), "md", document="pilot-report", engagements=engagements
    )
    without = im.to_bytes(im.load(pilot, kind="pilot"), "md", document="pilot-report")
    made = (folder / "report.md").read_bytes()
    assert len(made) > len(without)
    assert len(made) == pytest.approx(len(expected), rel=0.01)


def test_an_engagement_file_that_a_pilot_misses_is_named(run: Run, pilot: Path) -> None:
    (pilot.parent / "codony.json").unlink()
    answer = run("export", pilot, "--document", "pilot-report", "-o", "report.docx")
    assert answer.code == 3
    assert "codony.json: there is no such file" in answer.err
    assert "names it as the record of its engagement 'codony'" in answer.err
    assert not Path("report.docx").exists()
    # Nothing of them is in the pilot's own data.
    assert run("export", pilot, "-o", "copy.json").code == 0


def test_an_engagement_file_of_a_pilot_that_holds_something_else_is_named(run: Run, pilot: Path) -> None:
    im.dump(example.engagement(), pilot.parent / "codony.json")
    answer = run("export", pilot, "--document", "pilot-report", "-o", "report.docx")
    assert answer.code == 3
    assert "codony.json: holds the engagement 'nespra'" in answer.err


def test_export_answers_in_json(run: Run, engagement: Path) -> None:
    answer = run("export", engagement, "--document", "action-plan", "--json")
    assert answer.json == {"file": "pla-d-accio.docx", "findings": []}


# --- check, next -------------------------------------------------------------------------------------------------


def test_check_of_several_files_leaves_with_the_gravest_code(run: Run, engagement: Path) -> None:
    good = "engagement.json"
    record = example.engagement()
    wrong = im.put(record, "/actions/a08/owner", "nobody")
    im.dump(wrong, "wrong.json")
    Path("torn.json").write_text("{")
    assert run("check", good).code == 0
    assert run("check", good, "wrong.json").code == 1
    answer = run("check", "torn.json", "wrong.json", good)
    assert answer.code == 3
    assert [answer.out.index(name) for name in ("torn.json", "wrong.json", good)] == sorted(
        answer.out.index(name) for name in ("torn.json", "wrong.json", good)
    )
    assert "✗ /actions/a08/owner" in answer.out


def test_check_answers_in_json(run: Run, engagement: Path) -> None:
    Path("torn.json").write_text("{")
    answer = run("check", "engagement.json", "torn.json", "--json")
    assert [one["file"] for one in answer.json] == ["engagement.json", "torn.json"]
    assert answer.json[1]["findings"][0]["rule"] == "not-readable"
    for finding in answer.json[0]["findings"]:
        assert finding.keys() == {"rule", "severity", "address", "message", "advice"}


def test_check_as_of_a_day(run: Run, engagement: Path) -> None:
    early = run("check", engagement, "--on", "2026-05-01", "--json").json[0]["findings"]
    late = run("check", engagement, "--on", "2026-07-17", "--json").json[0]["findings"]
    assert sum(f["rule"] == "overdue" for f in early) < sum(f["rule"] == "overdue" for f in late)


def test_next_names_roles_and_dates_and_fits_80_columns(run: Run, engagement: Path) -> None:
    answer = run("next", engagement)
    assert answer.code == 0
    assert "overdue action · by 2026-07-10 · Administració i economia" in answer.out
    assert max(map(len, answer.out.splitlines())) <= 80
    listed = run("next", engagement, "--json").json
    assert 0 < len(listed) <= 5
    assert listed[0].keys() == {"what", "text", "who", "by", "address"}


def test_next_is_about_engagements(run: Run, pilot: Path) -> None:
    answer = run("next", pilot)
    assert answer.code == 3
    assert "interim-method/engagement is wanted" in answer.err


# --- list, schema ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", LISTS)
def test_lists_fit_80_columns_and_have_json_with_a_name_each(run: Run, what: str) -> None:
    answer = run("list", what)
    assert answer.code == 0
    assert answer.out.strip()
    assert max(map(len, answer.out.splitlines())) <= 80
    rows = run("list", what, "--json").json
    assert all(row["name"] and "summary" in row for row in rows)
    assert all(" " not in key for row in rows for key in row)
    assert all(row["name"] in answer.out for row in rows)


def test_list_of_documents_says_what_may_be_chosen(run: Run) -> None:
    said = " ".join(run("list", "documents").out.split())
    assert "-P rows=count (12 where not said): Empty rows of the blank board." in said
    assert "of: /sessions/…" in said
    rows = {row["name"]: row for row in run("list", "documents", "--json").json}
    assert rows["action-plan"]["parameters"][0]["default"] == 12


def test_list_of_plugins_shows_version_and_offers(run: Run) -> None:
    (box,) = run("list", "plugins", "--json").json
    assert (box["name"], box["distribution"], box["version"]) == ("box", "interim-method", im.__version__)
    assert {"kind": "exporter", "name": "docx"} in box["offers"]
    assert "exporter: docx, markdown, json" in " ".join(run("list", "plugins").out.split())


@pytest.mark.parametrize("kind", ["engagement", "methodology", "pilot"])
def test_schema_is_that_of_the_library(run: Run, kind: str) -> None:
    assert run("schema", kind).json == im.json_schema(kind)


def test_schema_of_a_methodology_allows_only_what_it_has(run: Run) -> None:
    own = run("schema", "engagement", "--methodology", "interim-executive").json
    assert own == im.json_schema("engagement", methodology=im.methodology("interim-executive"))
    assert own != im.json_schema("engagement")
    assert run("schema", "engagement", "--methodology", "waterfall").code == 2


# --- markdown ----------------------------------------------------------------------------------------------------


def test_markdown_becomes_word(run: Run) -> None:
    Path("note.md").write_text("# For Thursday\n\n- [ ] Read **the plan**\n", encoding="utf-8")
    answer = run("markdown", "note.md", "-o", "note.docx")
    assert (answer.code, answer.out) == (0, "note.docx\n")
    text = zipfile.ZipFile("note.docx").read("word/document.xml").decode()
    assert "For Thursday" in text
    assert run("markdown", "note.md", "-o", "note.docx", "--json").json == {
        "file": "note.docx",
        "findings": [],
    }


def test_markdown_takes_pictures_contents_and_an_author(run: Run) -> None:
    Path("pictures").mkdir()
    Path("pictures/dot.png").write_bytes(png(8, 8))
    Path("note.md").write_text("---\ntitle: T\n---\n# A\n\n![d](dot.png)\n\n# B", encoding="utf-8")
    options = ("--images", "pictures", "--strict-images", "--contents", "--author", "Rosa")
    answer = run("markdown", "note.md", "-o", "note.docx", *options)
    assert (answer.code, answer.err) == (0, "")
    with zipfile.ZipFile("note.docx") as made:
        assert "word/media/image1.png" in made.namelist()
        assert b"Rosa" in made.read("docProps/core.xml")
        assert b"Contents" in made.read("word/document.xml")


def test_a_picture_that_cannot_be_shown_is_told_of_or_an_error(run: Run) -> None:
    Path("note.md").write_text("![d](../dot.png)", encoding="utf-8")
    answer = run("markdown", "note.md", "-o", "note.docx", "--images", ".")
    assert (answer.code, "leads out of the folder" in answer.err) == (0, True)
    Path("note.docx").unlink()
    answer = run("markdown", "note.md", "-o", "note.docx", "--images", ".", "--strict-images")
    assert (answer.code, "the picture '../dot.png'" in answer.err) == (2, True)
    assert "is no folder of pictures" in run("markdown", "note.md", "-o", "x.docx", "--images", "no").err
    assert not list(Path().glob("*.docx"))


def test_export_takes_a_folder_of_pictures(run: Run, engagement: Path) -> None:
    made = ("export", engagement, "--document", "minutes", "-o", "m.docx")
    assert run(*made, "--images", ".").code == 0
    assert "is no folder of pictures" in run(*made, "--images", "no").err


def test_markdown_reads_standard_input(shell: Shell, tmp_path: Path) -> None:
    made = shell("markdown", "-", "-o", "note.md", stdin="\ufeff# L’hora\r\n\r\ntext".encode())
    assert made.returncode == 0
    assert "L’hora" in (tmp_path / "note.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"text\n\nbell \x07", 3, "note.md: the character U+0007 in line 3, column 6 cannot be written"),
        (b"text\n\xff", 3, "note.md: is not UTF-8 text: invalid start byte in line 2"),
        (b"> " * 5000 + b"x", 3, "note.md: "),
        (b"ok", 2, "json is for records"),
    ],
)
def test_hostile_markdown_is_one_error_with_its_place(
    run: Run, content: bytes, code: int, words: str
) -> None:
    Path("note.md").write_bytes(content)
    answer = run("markdown", "note.md", "-o", "note.json" if code == 2 else "note.docx")
    assert answer.code == code
    assert words in answer.err
    assert answer.err.count("error:") == 1
    assert [p.name for p in Path().iterdir()] == ["note.md"]


def test_markdown_files_that_are_not_there_are_named(run: Run) -> None:
    assert "nowhere.md: there is no such file" in run("markdown", "nowhere.md", "-o", "x.docx").err
    assert ".: is a directory" in run("markdown", ".", "-o", "x.docx").err
    Path("note.md").write_text("x")
    answer = run("markdown", "note.md", "--language", "not a tag", "-o", "x.docx")
    assert (answer.code, "language tag" in answer.err) == (2, True)


# --- tools of plug-ins that are not here -----------------------------------------------------------------------------


def test_a_record_of_an_unknown_tool_survives_set(run: Run, engagement: Path) -> None:
    data = im.to_dict(im.load(engagement))
    data["data"]["contents"].append({"kind": "tarot", "id": "cards", "deck": ["sun"]})
    Path("odd.json").write_text(json.dumps(data), encoding="utf-8")
    assert run("set", "odd.json", "/state", "paused").code == 0
    after = json.loads(Path("odd.json").read_text(encoding="utf-8"))
    assert after["data"]["contents"][-1] == {"kind": "tarot", "id": "cards", "deck": ["sun"]}
