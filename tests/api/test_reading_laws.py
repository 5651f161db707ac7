"""Every document comes home: as it went where nobody touched it, and with exactly what was changed otherwise."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import interim_method as im
from filling import fill
from interim_method.forms.typed import typed as typed_value
from interim_method.markup import tree
from interim_method.markup.parsing import parse
from interim_method.methodologies.interim_executive import example

FORMATS = tuple(offer.name for offer in im.default_host().importers)
LANGUAGES = ("ca", "es", "en")
# A failing example takes a second each time: it is told as it was found.
slow = settings(
    deadline=None,
    max_examples=25,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def documents(kind: str) -> list[tuple[str, str]]:
    offers = [o for o in im.default_host().documents if kind in o.subjects]
    return [(o.name, edition) for o in offers for edition in o.editions]


def written(record: Any, to: str, **asked: Any) -> bytes:
    stream = io.BytesIO()
    im.export(record, stream, to=to, **asked)
    return stream.getvalue()


def read(content: bytes, to: str, **asked: Any) -> im.Submission:
    return im.read(io.BytesIO(content), format=to, **asked)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize(("name", "edition"), documents("engagement"))
def test_a_document_of_an_engagement_that_nobody_touched_changes_nothing(
    to: str, name: str, edition: str
) -> None:
    for language in LANGUAGES:
        content = written(example.engagement(), to, document=name, edition=edition, language=language)
        for against in (None, example.engagement()):
            said = read(content, to, against=against)
            assert not said.changes, (language, said)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize(("name", "edition"), documents("pilot"))
def test_a_document_of_a_pilot_that_nobody_touched_changes_nothing(to: str, name: str, edition: str) -> None:
    for language in LANGUAGES:
        content = written(
            example.pilot(),
            to,
            document=name,
            edition=edition,
            language=language,
            engagements=example.engagements(),
        )
        assert not read(content, to).changes


# --- what is typed ------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    (
        "Trucar a les escoles",
        "D'il·lusió, «cometes» i 100 %",
        "Qui ho farà? L'equip: dues persones!",
        "¿Qué hay? — nada",
        "שלום",
        "👩‍👩‍👧 ok",
    )
)


def typed(field: tree.Field, language: str) -> st.SearchStrategy[tuple[str, Any] | None]:
    """What a person may type into a place, and the value that it stands for; None where nothing is known."""
    match field.kind:
        case "text" | "markdown":
            return WORDS.map(lambda said: (said, said))
        case "number":
            return st.sampled_from([("12", "12"), ("3,5", "3.5"), ("0.25", "0.25")])
        case "hours":
            return st.sampled_from([("2", 120), ("1,5 h", 90), ("1h30", 90), ("45 min", 45)])
        case "count":
            return st.integers(0, 24).map(lambda n: (str(n), n))
        case "scale":
            low, high = field.low or 0, field.high or 0
            return st.integers(low, high).map(lambda n: (str(n), n))
        case "date":
            return st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(lambda day: (shown(day, language), day))
        case "time":
            return st.sampled_from([("9:30", "09:30"), ("16.00 h", "16:00")])
        case "money":
            return st.sampled_from([("140 €", im.Money(14000)), ("12,50 €", im.Money(1250))])
        case "choice" | "reference" if field.options:
            return st.sampled_from(field.options).map(lambda option: (option.label, option.value))
        case _:
            return st.none()


def shown(day: date, language: str) -> str:
    from interim_method.documents.language import language as of

    return of(language).long_date(day)


def plain(value: Any) -> Any:
    """A text without marks, so that one typed as plain text is compared as such."""
    if not isinstance(value, str):
        return value
    return " ".join(
        "".join(tree.plain(b.runs) for b in parse(value) if isinstance(b, tree.Paragraph)).split()
    )


def held(record: im.Engagement, edit: im.Edit) -> Any:
    """What the record holds where an edit went, as documents say it."""
    value = im.get(record, edit.address)
    if isinstance(value, im.Text):
        return value.said(edit.language).text
    if isinstance(value, tuple) and not isinstance(edit.new, tuple):
        return value[0]
    return date.fromisoformat(value) if isinstance(edit.new, date) and isinstance(value, str) else value


@slow
@given(data=st.data())
@pytest.mark.parametrize("to", FORMATS)
def test_what_is_typed_comes_home_and_nothing_else_and_the_second_time_too(
    to: str, data: st.DataObject
) -> None:
    record: im.Engagement = example.engagement()
    name, edition = data.draw(
        st.sampled_from([pair for pair in documents("engagement") if pair[1] in ("filled", "blank")])
    )
    language = data.draw(st.sampled_from(LANGUAGES))
    asked: dict[str, Any] = {"document": name, "edition": edition, "language": language}
    document = im.compose(record, name, edition=edition, language=language)  # type: ignore[arg-type]
    fields = {field.key: field for field in tree.fields(document)}
    if not fields:
        return
    chosen = data.draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=6, unique=True))
    said: dict[str, str] = {}
    wanted: dict[str, Any] = {}
    for key in chosen:
        pair = data.draw(typed(fields[key], language))
        if pair is not None and typed_value(fields[key].kind, fields[key].value) != pair[1]:
            said[key], wanted[fields[key].address] = pair
    filled = fill(written(record, to, **asked), to, said)
    submission = read(filled, to, against=record)
    found = {edit.address: plain(edit.new) for edit in submission.edits}
    assert not any(edit.problem for edit in submission.edits)
    for address, value in wanted.items():
        assert found.pop(address, None) == plain(value)
    assert not found
    assert (submission.conflicts, submission.missing, submission.unplaced) == ((), (), ())
    merged = im.merge(record, submission)
    assert im.merge(merged.record, read(filled, to)).record == merged.record
    for edit in merged.applied:
        assert plain(held(merged.record, edit)) == plain(edit.new)
    told = [*merged.applied, *merged.refused, *(edit for one in merged.conflicts for edit in one.theirs)]
    settled = {edit.plain for edit in told}
    for edit in submission.edits:
        if edit.plain not in settled and "/each" not in edit.address:
            # It says what the record says by now.
            assert plain(held(record, edit)) == plain(edit.new)
    again = written(merged.record, to, **asked)
    assert not read(again, to, against=merged.record).changes
