"""Records in files and streams: what is read, what is refused, and whose work is overwritten."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import re
import sys
import tempfile
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interim_method.errors import FileChanged, FileError, InvalidContent, NotThisKind, UnsupportedVersion
from interim_method.files import dump, load, text, to_dict
from interim_method.model import Keyed, Text
from interim_method.model.engagement import Action, Engagement, Organisation
from interim_method.model.methodology import Methodology
from interim_method.model.pilot import Pilot

METHODOLOGY = Methodology(id="m", title=Text(ca="Mètode d'il·lusió 👩‍👧"))
ENGAGEMENT = Engagement(
    id="e",
    methodology=METHODOLOGY,
    organisation=Organisation(name="Coop"),
    actions=Keyed([Action(id="a1", title="One")]),
)
PILOT = Pilot(id="p", methodology=METHODOLOGY, title="Pilot", accompanist=Organisation(name="Calidoscoop"))


# --- writing ---------------------------------------------------------------------------------------------------


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    for record in (METHODOLOGY, ENGAGEMENT, PILOT):
        path = tmp_path / f"{record.id}.json"
        written = dump(record, path)
        assert load(path) == written


def test_the_text_is_made_for_people(tmp_path: Path) -> None:
    dump(METHODOLOGY, tmp_path / "m.json")
    assert (tmp_path / "m.json").read_bytes() == (
        '{\n  "format": "interim-method/methodology",\n  "version": 1,\n  "id": "m",\n  "data": {\n'
        '    "title": {\n      "ca": "Mètode d\'il·lusió 👩‍👧"\n    }\n  }\n}\n'
    ).encode()


def test_every_writing_raises_the_revision(tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    first = dump(ENGAGEMENT, path)
    second = dump(first, path)
    assert (first.revision, second.revision) == (1, 2)
    # The record as it was before is written once more: the file must not go back to a revision it has had.
    assert dump(ENGAGEMENT, path).revision == 3
    assert load(path).revision == 3  # type: ignore[union-attr]


def test_a_stream_gets_the_record_as_it_is() -> None:
    stream = io.BytesIO()
    assert dump(ENGAGEMENT, stream) is ENGAGEMENT
    assert json.loads(stream.getvalue())["revision"] == 0


def test_newer_work_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    mine = dump(ENGAGEMENT, path)
    theirs = dump(mine, path, expect=mine.revision)
    with pytest.raises(FileChanged, match="has revision 2, not 1") as caught:
        dump(mine, path, expect=mine.revision)
    assert (caught.value.expected, caught.value.found, caught.value.source) == (1, 2, str(path))
    assert load(path) == theirs
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (str(copied), copied.expected, copied.found) == (str(caught.value), 1, 2)


def test_a_file_that_is_gone_or_not_there_yet_has_revision_0(tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    with pytest.raises(FileChanged):
        dump(ENGAGEMENT, path, expect=3)
    assert dump(ENGAGEMENT, path, expect=0).revision == 1
    with pytest.raises(FileChanged):
        dump(ENGAGEMENT, path, expect=0)


def test_another_record_is_not_overwritten_where_a_revision_is_expected(tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    dump(PILOT, path)
    with pytest.raises(FileChanged, match="holds the pilot 'p'"):
        dump(ENGAGEMENT, path, expect=1)
    path.write_text("notes of mine")
    with pytest.raises(FileError, match="not JSON"):
        dump(ENGAGEMENT, path, expect=1)
    assert path.read_text() == "notes of mine"
    assert dump(ENGAGEMENT, path).revision == 1


def test_a_revision_is_expected_only_where_there_is_one(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="methodology has no revision"):
        dump(METHODOLOGY, tmp_path / "m.json", expect=0)
    with pytest.raises(FileError, match="stream has no revision"):
        dump(ENGAGEMENT, io.BytesIO(), expect=0)


def test_a_failed_writing_leaves_the_old_file_whole_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "e.json"
    before = dump(ENGAGEMENT, path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="cannot be written: No space left") as caught:
        dump(ENGAGEMENT, path)
    assert caught.value.source == str(path)
    monkeypatch.undo()
    assert load(path) == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["", "no/such/folder.json", "a\0b"])
def test_a_target_that_cannot_be_written_is_a_file_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="cannot be written"):
        dump(ENGAGEMENT, f"{tmp_path}/{name}")


def test_what_would_be_too_large_to_read_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interim_method.files.store.LARGEST", 100)
    with pytest.raises(FileError, match="larger than"):
        dump(ENGAGEMENT, tmp_path / "e.json")
    assert not list(tmp_path.iterdir())


# --- reading ---------------------------------------------------------------------------------------------------


def content(record: Any = ENGAGEMENT) -> bytes:
    return text.write_json(to_dict(record))


def test_all_kinds_of_sources_are_read(tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    path.write_bytes(content())
    with (
        path.open("rb") as binary,
        path.open(encoding="utf-8") as words,
        path.open("rb", buffering=0) as raw,
        tempfile.SpooledTemporaryFile() as spooled,
    ):
        dump(ENGAGEMENT, spooled)
        spooled.seek(0)
        packed = io.BytesIO(gzip.compress(content()))
        with gzip.open(packed) as unpacked:
            sources: tuple[Any, ...] = (path, str(path), binary, words, raw, spooled, unpacked)
            for source in sources:
                assert load(source) == ENGAGEMENT


class Dripping(io.RawIOBase):
    """A stream that gives a little at a time, as pipes do."""

    def __init__(self, data: bytes) -> None:
        self.left = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        return self.left.read(min(size, 7))


def test_a_pipe_is_read_to_its_end() -> None:
    assert load(Dripping(content())) == ENGAGEMENT  # type: ignore[call-overload]


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert load(io.BytesIO(b"\xef\xbb\xbf" + content())) == ENGAGEMENT
    assert load(io.StringIO("\ufeff" + content().decode())) == ENGAGEMENT


def test_the_kind_that_is_asked_for_is_the_kind_that_comes() -> None:
    assert load(io.BytesIO(content()), kind="engagement") == ENGAGEMENT
    with pytest.raises(
        NotThisKind, match="holds interim-method/engagement, where interim-method/pilot is wanted"
    ):
        load(io.BytesIO(content()), kind="pilot")


def refusal(source: Any) -> FileError:
    with pytest.raises(FileError) as caught:
        load(io.BytesIO(source) if isinstance(source, bytes) else source)
    return caught.value


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b'{\n "a": 1,\n', "cut short.*line [23], column"),
        (b'{"a": "b', "cut short.*line 1, column 7"),
        (b'{\n "a" 1}', "not JSON.*line 2, column 6"),
        (b"{'a': 1}", "not JSON.*line 1, column 2"),
        (b"{} {}", "not JSON: extra data in line 1, column 4"),
        (b'{"a": "\n"}', "not JSON: invalid control character at in line 1, column 8"),
        (b'{\n"a": "\xe9"}', "not UTF-8: byte 0xE9 in line 2 .byte 9 of"),
        ('{"a": 1}'.encode("utf-16"), "not UTF-8"),
        (b"9" * 5000, "not JSON that can be read"),
        (b"[" * 90 + b"]" * 90, "not a file of this library"),
        (b"PK\x03\x04", "not JSON"),
    ],
)
def test_what_is_not_json_is_refused_with_the_place(source: bytes, message: str) -> None:
    assert re.search(message, str(refusal(source)), re.DOTALL)


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"format": ['])
def test_millions_of_brackets_are_refused_at_once(opening: bytes) -> None:
    source = opening * (50_000_000 // len(opening))
    tracemalloc.start()
    try:
        error = refusal(source)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "nests too deep" in str(error)
    assert peak < 4 * len(source)


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interim_method.files.text.LARGEST", 20)
    assert "larger than" in str(refusal(content()))


@pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="there is no /dev/zero")
def test_a_source_without_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interim_method.files.store.LARGEST", 1000)
    monkeypatch.setattr("interim_method.files.text.LARGEST", 1000)
    assert "larger than" in str(refusal("/dev/zero"))


def test_keys_that_are_there_twice_are_reported_each_at_its_address() -> None:
    source = content().replace(b'"title": "One"', b'"title": "One", "title": "Two"')
    source = source.replace(b'"revision": 0', b'"revision": 0, "revision": 0')
    error = refusal(source)
    assert isinstance(error, InvalidContent)
    assert [fault.address for fault in error.faults] == ["/revision", "/data/actions/a1/title"]


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
def test_numbers_that_are_none_are_refused_at_their_address(number: bytes) -> None:
    source = content().replace(b'"title": "One"', b'"title": "One", "own_minutes": ' + number)
    source = source.replace(b'"actions"', b'"extensions": {"p": {"x": ' + number + b'}}, "actions"')
    error = refusal(source)
    assert isinstance(error, InvalidContent)
    assert [f.address for f in error.faults] == ["/actions/a1/own_minutes", "/extensions/p/x"]


def test_lone_surrogates_are_refused_at_their_address() -> None:
    error = refusal(content().replace(b'"title": "One"', b'"title": "\\ud800"'))
    assert isinstance(error, InvalidContent)
    assert [f.address for f in error.faults] == ["/actions/a1/title"]


def test_a_file_that_cannot_be_opened_is_a_file_error_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert str(refusal(tmp_path / "none.json")) == f"{tmp_path / 'none.json'}: there is no such file"
    assert "cannot be read" in str(refusal("a\0b"))
    assert refusal(tmp_path).source == str(tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert str(refusal("mine.json")) == "mine.json: cannot be read: Permission denied"


def test_a_newer_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    path.write_bytes(content().replace(b'"version": 1', b'"version": 2'))
    error = refusal(path)
    assert isinstance(error, UnsupportedVersion)
    assert str(error).startswith(f"{path}: is version 2")


@given(data=st.data())
@settings(max_examples=150)
def test_a_damaged_file_is_refused_with_a_file_error_or_read(data: st.DataObject) -> None:
    source = bytearray(content())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(source) - 1))
        cut = data.draw(st.integers(0, 5))
        source[at : at + cut] = data.draw(
            st.binary(max_size=3) | st.sampled_from([b'"', b"{", b"null", b"1e9"])
        )
    try:
        record = load(io.BytesIO(bytes(source)))
    except FileError:
        return
    assert load(io.BytesIO(content(record))) == record


def test_reading_close_to_the_limit_of_recursion_is_no_traceback_of_another_kind() -> None:
    def deeper(frames: int) -> FileError:
        return deeper(frames - 1) if frames else refusal(b"[" * 100_000)

    assert "nests too deep" in str(deeper(sys.getrecursionlimit() // 2))
