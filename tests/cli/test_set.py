"""``set``: values of every kind, and everything that it refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import interim_method as im
from cli.conftest import Run
from interim_method.methodologies.interim_executive import example
from interim_method.model import Record

SET: dict[str, tuple[str, str, Any]] = {
    "text": ("/state_reason", "Un full *compartit*", "Un full *compartit*"),
    "one language of a text": ("/actions/a08/title/es", "Seguimiento", "Seguimiento"),
    "date": ("/actions/a08/due", "2026-09-30", date(2026, 9, 30)),
    "time of day": ("/sessions/listening/start", "9.30 h", "09:30"),
    "number": ("/readiness/{readiness}/values/problem/value", "3,5", "3.5"),
    "whole number": ("/organisation/members", "19", 19),
    "year": ("/organisation/income_year", "1999", 1999),
    "minutes": ("/actions/a08/own_minutes", "90", 90),
    "hours": ("/actions/a08/own_minutes", "1,5 h", 90),
    "hours and minutes": ("/actions/a08/professional_minutes", "1h30", 90),
    "money": ("/actions/a08/cost", "140,50 €", im.Money(14050)),
    "money of elsewhere": ("/actions/a08/cost", "140 CHF", im.Money(14000, "CHF")),
    "choice": ("/actions/a08/status", "dropped", "dropped"),
    "choice of the methodology": ("/actions/a08/blocker", "weight", "weight"),
    "several references": ("/actions/a08/objectives", "o1, o2", ("o1", "o2")),
    "choices of the methodology": ("/difficulties/{difficulty}/blockers", "time money", ("time", "money")),
    "reference": ("/actions/a08/owner", "design", "design"),
    "reference to a step": ("/sessions/listening/step", "diagnosis", "diagnosis"),
    "yes": ("/actions/a08/confidential", "sí", True),
    "no": ("/organisation/fictional", "No", False),
    "scale": ("/contents/journey-s1/points/experience/emotion", "−2", -2),
    "place in a tool": ("/contents/{board}/cards/{card}/cell", "{cell}", "{cell}"),
    "language of the record": ("/language", "es", "es"),
    "answer on a scale": ("/answers/{marked}/value", "4", 4),
    "answer in words": ("/answers/{told}/value/en", "In other words", "In other words"),
    "inside the diagnosis": ("/diagnosis/threshold", "4", 4),
}


def leaves(record: im.Engagement) -> list[tuple[str, Any]]:
    """Every single value of a record with its address."""
    return [
        (at, found)
        for at, found in im.walk(record)
        if not isinstance(found, (im.Keyed, im.FrozenMap, Record))
    ]


def names() -> dict[str, str]:
    """Ids of the example that are not worth knowing by heart."""
    record = example.engagement()
    board = next(c for c in record.contents if getattr(c, "cards", None))
    tool: Any = record.methodology.elements[board.tool]
    return {
        "readiness": record.readiness[0].id,
        "difficulty": record.difficulties[0].id,
        "board": board.id,
        "card": board.cards[0].id,
        "cell": next(c.id for c in tool.cells if c.id != board.cards[0].cell),
        "marked": next(a.id for a in record.answers if isinstance(a.value, int)),
        "told": next(a.id for a in record.answers if isinstance(a.value, im.Text)),
    }


@pytest.mark.parametrize("case", SET)
def test_a_value_of_each_kind_is_set_and_nothing_else(run: Run, engagement: Path, case: str) -> None:
    address, said, value = (part.format(**names()) if isinstance(part, str) else part for part in SET[case])
    before = im.load(engagement, kind="engagement")
    answer = run("set", "--", engagement, address, said)
    assert answer.code == 0, answer.err
    after = im.load(engagement, kind="engagement")
    assert im.get(after, address) == value
    assert after.revision == before.revision + 1
    known = dict(leaves(before))
    there = {at for at, found in leaves(after) if found != known.get(at)}
    assert there <= {"/revision", address, *(f"{address}/{n}" for n in range(9))}
    assert "→" in answer.out


WRONG: dict[str, tuple[str, str, str]] = {
    "date": ("/actions/a08/due", "tomorrow", "must be a date such as 2026-01-31, not 'tomorrow'"),
    "day that is none": ("/actions/a08/due", "2026-02-30", "must be a date such as 2026-01-31"),
    "date of another form": ("/actions/a08/due", "31/1/2026", "must be a date such as 2026-01-31"),
    "time": ("/sessions/listening/start", "25:00", 'a time of day, such as "16:00"'),
    "number": (
        "/readiness/{readiness}/values/problem/value",
        "a lot",
        'a decimal number as text, such as "87.5"',
    ),
    "number of two readings": (
        "/readiness/{readiness}/values/problem/value",
        "1,234",
        "may mean 1234 or 1.234",
    ),
    "count": ("/organisation/members", "-3", "must be 0 or more, not -3"),
    "whole": ("/organisation/members", "many", "must be a whole number"),
    "hours": ("/actions/a08/own_minutes", "1,5", "must be minutes (90) or hours (1.5 h, 1h30)"),
    "less than a minute": ("/actions/a08/own_minutes", "0.001 h", "no whole number of minutes"),
    "money": ("/actions/a08/cost", "1.400,00 EUR", "must be an amount such as 140 EUR"),
    "choice": (
        "/actions/a08/status",
        "finished",
        "must be one of to-do, in-progress, blocked, done, dropped",
    ),
    "choice of the methodology": (
        "/actions/a08/blocker",
        "weather",
        "must be one of blocker-kinds: time, know-how",
    ),
    "choices": ("/actions/a08/objectives", "o1, o99", "must be one of objectives: o1, o2"),
    "reference": ("/actions/a08/owner", "nobody", "must be one of people: coordination, admin"),
    "reference with nothing to name": (
        "/contents/journey-s1/points/experience/owner",
        "x",
        "must be one of people",
    ),
    "yes or no": ("/actions/a08/confidential", "perhaps", "must be yes or no, not 'perhaps'"),
    "scale": ("/contents/journey-s1/points/experience/emotion", "3", "must be between -2 and 2, not 3"),
    "answer on a scale": ("/answers/{marked}/value", "9", "must be between 1 and 5, not 9"),
    "answer on a scale in words": ("/answers/{marked}/value", "good", "must be a whole number"),
    "place that its tool lacks": (
        "/contents/{board}/cards/{card}/cell",
        "attic",
        "The tool has no 'attic'; it has",
    ),
    "line": ("/actions/a08/title", "two\nlines", "must be a single line"),
    "control character": ("/actions/a08/deliverable", "a\x07", "U+0007"),
    "language that is none": ("/actions/a08/title/Catalan!", "x", "is not a language tag"),
    "id": ("/actions/a08/id", "a99", "others refer to it by this id"),
    "own id": ("/id", "other", "others refer to it by this id"),
    "revision": ("/revision", "7", "is not set by hand"),
    "methodology": ("/methodology", "other", "is not set by hand"),
    "whole record": ("", "x", "names the whole record"),
    "collection": ("/actions", "a99", "holds more than a value"),
    "item": ("/actions/a08", "done", "holds more than a value"),
    "item taken away": ("/actions/a08", "", "holds more than a value"),
    "collection taken away": ("/actions", "", "holds more than a value"),
    "what cannot be without a value": ("/actions/a08/title", "", "cannot be left out"),
    "field that is none": ("/actions/a08/colour", "red", "there is no field 'colour'; known: id, title"),
    "item that is none": ("/actions/a99/status", "done", "there is no 'a99' here; known: a01"),
    "position": ("/actions/0/status", "done", "there is no '0' here"),
    "address without a slash": ("actions/a08/status", "done", 'must begin with "/"'),
    "inside a value": ("/actions/a08/due/year", "2027", "has nothing inside"),
    "what must go together": ("/state", "stopped", "an engagement that stopped says why"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_value_that_does_not_fit_is_refused_with_what_would(run: Run, engagement: Path, case: str) -> None:
    address, said, words = WRONG[case]
    address = address.format(**names())
    before = engagement.read_bytes()
    answer = run("set", "--", engagement, address, said)
    assert answer.code == 2
    assert words in answer.err
    assert answer.err.count("error:") == 1
    assert engagement.read_bytes() == before
    assert [p.name for p in engagement.parent.iterdir()] == ["engagement.json"]


def test_an_empty_value_takes_the_value_away(run: Run, engagement: Path) -> None:
    run("set", engagement, "/actions/a08/cost", "140 EUR")
    for address, default in (
        ("/actions/a08/cost", None),
        ("/actions/a08/due", None),
        ("/actions/a08/objectives", ()),
        ("/actions/a08/status", "to-do"),
        ("/actions/a08/own_minutes", 0),
        ("/actions/a08/deliverable", None),
    ):
        answer = run("set", engagement, address, "")
        assert answer.code == 0, answer.err
        assert im.get(im.load(engagement), address) == default


def test_a_text_by_language_changes_in_one_language_only(run: Run, engagement: Path) -> None:
    record = example.engagement()
    title = record.actions["a08"].title
    assert isinstance(title, im.Text)
    assert len(title) > 1
    answer = run("set", engagement, "/actions/a08/title", "Un altre títol")
    assert "/actions/a08/title/ca:" in answer.out
    after = im.load(engagement, kind="engagement").actions["a08"].title
    assert after == im.Text({**title, "ca": "Un altre títol"})
    run("set", engagement, "/actions/a08/title/es", "")
    assert "es" not in im.load(engagement, kind="engagement").actions["a08"].title


def test_a_plain_text_gets_a_language_beside_its_own(run: Run) -> None:
    run("new", "--organisation", "Exemple", "--language", "ca", "-o", "e.json")
    assert run("set", "e.json", "/organisation/name/es", "Ejemplo").code == 0
    record = im.load("e.json", kind="engagement")
    assert record.organisation.name == im.Text(ca="Exemple", es="Ejemplo")
    assert run("set", "e.json", "/organisation/name/ca", "Exemple nou").code == 0
    assert im.load("e.json", kind="engagement").organisation.name == im.Text(ca="Exemple nou", es="Ejemplo")


def test_a_text_of_a_methodology_needs_its_language(run: Run) -> None:
    im.dump(im.methodology("interim-executive"), "m.json")
    answer = run("set", "m.json", "/elements/listening/title", "Escoltar")
    assert answer.code == 2
    assert "is a text by language: say which" in answer.err
    assert run("set", "m.json", "/elements/listening/title/ca", "Escoltar").code == 0
    assert im.load("m.json", kind="methodology").elements["listening"].title["ca"] == "Escoltar"


def test_the_value_that_is_there_already_does_not_make_a_new_revision(run: Run, engagement: Path) -> None:
    before = engagement.read_bytes()
    record = example.engagement()
    answer = run("set", engagement, "/actions/a08/owner", record.actions["a08"].owner)
    assert (answer.code, engagement.read_bytes()) == (0, before)
    assert "already" in answer.out


def test_newer_work_is_not_overwritten(run: Run, engagement: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from interim_method.cli import set_command

    def slowly(*arguments: Any) -> Any:
        # Somebody else saves between the reading and the writing.
        theirs = im.load(engagement, kind="engagement")
        im.dump(im.put(theirs, "/actions/a09/status", "done"), engagement)
        return im.put(*arguments)

    monkeypatch.setattr(set_command, "put", slowly)
    answer = run("set", engagement, "/actions/a08/status", "done")
    assert answer.code == 3
    assert "somebody wrote to it in between" in answer.err
    after = im.load(engagement, kind="engagement")
    assert after.actions["a09"].status == "done"
    assert after.actions["a08"].status != "done"


def test_set_answers_in_json(run: Run, engagement: Path) -> None:
    im_before = im.load(engagement, kind="engagement")
    answer = run("set", engagement, "/actions/a08/cost", "140 EUR", "--json")
    assert answer.json == {
        "file": str(engagement),
        "address": "/actions/a08/cost",
        "before": {"amount": 0, "currency": "EUR"},
        "value": {"amount": 14000, "currency": "EUR"},
        "revision": im_before.revision + 1,
    }
    for address, said, value in (
        ("/actions/a08/due", "2026-09-30", "2026-09-30"),
        ("/actions/a08/objectives", "o1,o2", ["o1", "o2"]),
        ("/actions/a08/confidential", "yes", True),
    ):
        assert run("set", engagement, address, said, "--json").json["value"] == value
    error = run("set", engagement, "/actions/a08/status", "finished", "--json").json["error"]
    assert error["faults"][0]["address"] == "/actions/a08/status"
