"""A file is replaced as a whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from interim_method.files import replace_atomically


def test_the_file_holds_the_new_content_only_once_the_block_has_ended(tmp_path: Path) -> None:
    target = tmp_path / "plan.docx"
    target.write_bytes(b"old")
    with replace_atomically(target) as file:
        file.write(b"new")
        file.flush()
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()])
@pytest.mark.parametrize("old", [b"old", None])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: BaseException, old: bytes | None
) -> None:
    target = tmp_path / "plan.docx"
    if old is not None:
        target.write_bytes(old)
    with pytest.raises(type(error)), replace_atomically(target) as file:
        file.write(b"half")
        raise error
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([] if old is None else [old])


def test_a_failure_of_the_replacement_itself_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    target = tmp_path / "plan.docx"
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError), replace_atomically(target) as file:
        file.write(b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX systems")
def test_the_mode_of_the_old_file_is_kept_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    old, new, plain = tmp_path / "old", tmp_path / "new", tmp_path / "plain"
    old.write_bytes(b"")
    old.chmod(0o640)
    plain.write_bytes(b"")
    for path in (old, new):
        with replace_atomically(path) as file:
            file.write(b"x")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="links need leave elsewhere")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    with replace_atomically(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_file_that_is_read_only_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "plan.docx"
    target.write_bytes(b"old")
    # Whoever runs the tests may be allowed to write to every file there is.
    monkeypatch.setattr(os, "access", lambda path, mode: not (Path(path) == target and mode == os.W_OK))
    with pytest.raises(PermissionError, match="read-only"), replace_atomically(target) as file:
        file.write(b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="there is no /dev/null")
def test_a_device_is_written_to_and_stays_a_device() -> None:
    with replace_atomically("/dev/null") as file:
        file.write(b"new")
    assert Path("/dev/null").is_char_device()


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there is no /dev/fd")
def test_a_pipe_with_a_name_is_written_to() -> None:
    reader, writer = os.pipe()
    with replace_atomically(f"/dev/fd/{writer}") as file:
        file.write(b"new")
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        assert file.read() == b"new"


def test_a_name_as_long_as_names_can_be_is_no_obstacle(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 250 + ".json")
    with replace_atomically(target) as file:
        file.write(b"new")
    assert target.read_bytes() == b"new"


def test_replacing_a_file_needs_no_library_beyond_python_and_attrs() -> None:
    code = (
        "import sys; from interim_method.files import replace_atomically; sys.exit('cattrs' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
