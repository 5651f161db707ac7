"""``interim-method template check``."""

from __future__ import annotations

from pathlib import Path

from cli.conftest import Run
from formats.docx.houses import control, house, p, saved


def test_a_template_is_told_with_its_slots(run: Run, tmp_path: Path) -> None:
    saved(tmp_path, house(control("document", p("aquí")) + control("Company", p())))
    answer = run("template", "check", "casa.docx", "--document", "agreement")
    assert answer.code == 0
    assert "210 × 297 mm, upright" in answer.out
    assert "✓ document  control in the text" in answer.out
    assert "Company" in answer.out


def test_a_slot_that_nothing_answers_to_leaves_with_1(run: Run, tmp_path: Path) -> None:
    saved(tmp_path, house(control("documnt", p("aquí"))))
    answer = run("template", "check", "casa.docx")
    assert answer.code == 1
    assert "call it 'document'" in answer.out


def test_a_file_that_cannot_be_used_leaves_with_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "casa.docx").write_bytes(b"")
    answer = run("template", "check", "casa.docx")
    assert answer.code == 3
    assert "casa.docx: the template is empty" in answer.err


def test_programs_read_all_of_it(run: Run, tmp_path: Path) -> None:
    saved(tmp_path, house(control("objectives", p())))
    data = run("template", "check", "casa.docx", "--document", "agreement", "--json").json
    assert data["slots"] == [
        {
            "name": "objectives",
            "via": "control",
            "where": "text",
            "state": "known",
            "means": "objectives",
            "suggestion": "",
        }
    ]
    assert "roles" in data["without_slot"]
    assert data["findings"] == []
