"""Records read from files and streams, and written to them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias, TypeVar, overload

import attrs

from interim_method.errors import FileChanged, FileError, InvalidContent, NotThisKind
from interim_method.files.atomic import replace_atomically, why_not_written
from interim_method.files.envelope import KNOWN, PREFIX, Filed, from_dict, kind_of, to_dict
from interim_method.files.kinds import Kinds
from interim_method.files.lines import with_lines
from interim_method.files.text import LARGEST, decoded, read_json, write_json
from interim_method.files.toml import from_envelope, read_toml, to_envelope, write_toml
from interim_method.model.engagement import Engagement
from interim_method.model.methodology import Methodology
from interim_method.model.pilot import Pilot
from interim_method.model.variant import Variant

__all__ = ["dump", "load"]

Where: TypeAlias = str | os.PathLike[str] | IO[bytes] | IO[str]
F = TypeVar("F", bound=Filed)

_TOML = ".toml"


@overload
def load(source: Where, *, kind: Literal["methodology"], kinds: Kinds = ...) -> Methodology: ...
@overload
def load(source: Where, *, kind: Literal["engagement"], kinds: Kinds = ...) -> Engagement: ...
@overload
def load(source: Where, *, kind: Literal["pilot"], kinds: Kinds = ...) -> Pilot: ...
@overload
def load(source: Where, *, kind: Literal["variant"], kinds: Kinds = ...) -> Variant: ...
@overload
def load(source: Where, *, kind: str | None = None, kinds: Kinds = ...) -> Filed: ...
def load(source: Where, *, kind: str | None = None, kinds: Kinds = KNOWN) -> Filed:
    """The record in a file or a stream, binary or text.

    A variant may be TOML too; the faults of one say the lines that they are in.

    Args:
        source: A path or a stream.
        kind: The kind that it must be: ``"methodology"``, ``"engagement"``, ``"pilot"`` or ``"variant"``; any if
            not given.
        kinds: Classes of elements and tool contents beyond the model's own.

    Raises:
        NotThisKind: It is not one of ours, or of another kind.
        UnsupportedVersion: It was written by a newer version.
        InvalidContent: Every fault in it, each with its address.
        FileError: It cannot be read, or is neither JSON nor TOML.
    """
    name = _name(source)
    content = _content(source, name)
    toml = _is_toml(content, name)
    said = read_toml(content, name) if toml else read_json(content, name)
    data = to_envelope(said, name) if toml else said
    if kind is not None:
        found = kind_of(data, name)
        if found != kind:
            raise NotThisKind(f"holds {PREFIX}{found}, where {PREFIX}{kind} is wanted", name)
    try:
        return from_dict(data, kinds=kinds, source=name)
    except InvalidContent as error:
        if not toml and kind_of(data, name) != Variant.KIND:
            raise
        text = content if isinstance(content, str) else decoded(content, name)
        within = () if toml or not isinstance(data.get("data"), dict) else ("data",)
        faults = with_lines(error.faults, text.removeprefix("\ufeff"), said, toml=toml, within=within)
        raise InvalidContent(faults, name) from None


def dump(record: F, target: Where, *, expect: int | None = None) -> F:
    """Write a record to a file or a stream, and give it as it was written.

    A file is replaced as a whole or not at all, and gets a revision of its own: one more than that of the record
    and of the file replaced. Into a stream the record goes as it is.

    Args:
        record: A methodology, an engagement, a pilot or a variant, which goes into a ``.toml`` as TOML.
        target: A path or a stream, binary or text.
        expect: The revision that the file must still have, 0 where there must be none yet.

    Raises:
        FileChanged: The file does not have the revision expected.
        FileError: The file cannot be written.
    """
    name = _name(target)
    if not isinstance(target, (str, os.PathLike)):
        if expect is not None:
            raise FileError("a stream has no revision to expect", name)
        _write(target, _bytes(record, name), name)
        return record
    path = Path(target)
    if isinstance(record, (Methodology, Variant)):
        if expect is not None:
            raise FileError(f"a {record.KIND} has no revision to expect", name)
        written: F = record
    else:
        written = attrs.evolve(record, revision=max(record.revision, _revision(path, record, expect)) + 1)
    content = _bytes(written, name)
    try:
        with replace_atomically(path) as file:
            file.write(content)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot be written: {why_not_written(error, path)}", name) from error
    return written


def _bytes(record: Filed, name: str) -> bytes:
    data = to_dict(record)
    if isinstance(record, Variant) and name.lower().endswith(_TOML):
        content = write_toml(from_envelope(data), name)
    else:
        content = write_json(data)
    if len(content) > LARGEST:
        raise FileError(f"would be larger than {LARGEST // 1_000_000} MB, the most that is read", name)
    return content


def _is_toml(content: bytes | str, name: str) -> bool:
    """Whether a file is TOML: it is called so, or is called nothing and does not begin as JSON does."""
    if name.lower().endswith((_TOML, ".json")):
        return name.lower().endswith(_TOML)
    start = content[:1000] if isinstance(content, str) else content[:1000].decode(errors="ignore")
    return start.lstrip("\ufeff \t\r\n").startswith(("format", "#"))


def _revision(path: Path, record: Engagement | Pilot, expect: int | None) -> int:
    """The revision of what is in the file, 0 for nothing or for something else."""
    name = str(path)
    found: Any = {}
    try:
        if path.is_file():
            found = read_json(_content(path, name), name)
            kind_of(found, name)
    except FileError:
        if expect is not None:
            raise
        return 0
    revision = found.get("revision", 0)
    revision = revision if type(revision) is int else 0
    if expect is None:
        return revision
    if found and (kind_of(found), found.get("id")) != (record.KIND, record.id):
        problem = f"holds the {kind_of(found)} {found.get('id')!r}, another record; write to another file"
        raise FileChanged(problem, name, expect, revision)
    if not found and expect:
        raise FileChanged(f"is not there, and revision {expect} was expected", name, expect, revision)
    if revision != expect:
        raise FileChanged(
            f"has revision {revision}, not {expect}: somebody wrote to it in between; load it again, "
            "and bring your changes into it",
            name,
            expect,
            revision,
        )
    return revision


def _name(where: Where) -> str:
    if isinstance(where, (str, os.PathLike)):
        return os.fspath(where)
    name = getattr(where, "name", "")
    return name if isinstance(name, str) else ""


def _content(source: Where, name: str) -> bytes | str:
    try:
        if isinstance(source, (str, os.PathLike)):
            with Path(source).open("rb") as file:
                return _all_of(file)
        return _all_of(source)
    except UnicodeDecodeError as error:
        raise FileError(f"is not UTF-8: {error.reason} at byte {error.start + 1}", name) from None
    except FileNotFoundError:
        raise FileError("there is no such file", name) from None
    except IsADirectoryError:
        raise FileError("is a directory, not a file", name) from None
    except (OSError, ValueError) as error:
        raise FileError(f"cannot be read: {_reason(error)}", name) from error


def _all_of(stream: IO[bytes] | IO[str]) -> bytes | str:
    """What is left in a stream, to a little above the most that is read; a pipe gives it in pieces."""
    pieces: list[Any] = []
    length = 0
    while length <= LARGEST and (piece := stream.read(LARGEST + 1 - length)):
        pieces.append(piece)
        length += len(piece)
    whole: bytes | str = (pieces[0][:0] if pieces else b"").join(pieces)
    return whole


def _write(target: Any, content: bytes, name: str) -> None:
    try:
        target.write(content.decode() if hasattr(target, "encoding") else content)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot be written: {_reason(error)}", name) from error


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
