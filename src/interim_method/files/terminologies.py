"""Terminologies read from files: TOML, or the same in JSON."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from interim_method.errors import (
    DefinitionError,
    Fault,
    FileError,
    InvalidContent,
    NotThisKind,
    UnsupportedVersion,
)
from interim_method.files.text import LARGEST, read_json
from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.record import escape, fields_of, is_id
from interim_method.model.terminology import OwnTerm, OwnWords, Terminology
from interim_method.model.values import Text

__all__ = ["load_terminology", "terminology_from"]

_FORMAT: Final = "interim-method/terminology"
_VERSION: Final = 1


def load_terminology(source: str | os.PathLike[str]) -> Terminology:
    """The terminology in a file; one whose name ends in ``.json`` is JSON, any other is TOML.

    Raises:
        NotThisKind: It holds something else.
        UnsupportedVersion: It was written for a newer version.
        InvalidContent: Every fault in it, each with its address.
        FileError: It cannot be read, or is no TOML or JSON.
    """
    path = Path(source)
    name = os.fspath(source)
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise FileError(f"cannot be read: {getattr(error, 'strerror', None) or error}", name) from error
    if len(content) > LARGEST:
        raise FileError(f"is larger than {LARGEST} bytes", name)
    if path.suffix.lower() == ".json":
        return terminology_from(read_json(content, name), name)
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileError(f"is not TOML in UTF-8: {error}", name) from None
    return terminology_from(data, name)


def terminology_from(data: Mapping[str, Any], source: str = "") -> Terminology:
    """A terminology from the data of its file; errors as for `load_terminology`."""
    if data.get("format") != _FORMAT:
        raise NotThisKind(f'is no terminology: it must begin with format = "{_FORMAT}"', source)
    version = data.get("version")
    if type(version) is int and version > _VERSION:
        raise UnsupportedVersion(
            f"is of version {version}; this program reads version {_VERSION}", source, version, _VERSION
        )
    faults = [
        *_unknown("", data, ("format", "version", "id", "title", "terms")),
        *([] if version == _VERSION else [Fault("/version", f"must be {_VERSION}")]),
        *(
            []
            if is_id(data.get("id"))
            else [Fault("/id", "must be an id", "lower-case letters, digits, hyphens")]
        ),
    ]
    title = data.get("title")
    if title is not None:
        try:
            title = title if isinstance(title, str) else Text(title)
        except (DefinitionError, TypeError, ValueError):
            faults.append(Fault("/title", "must be text, or text by language"))
            title = None
    terms = _terms(data.get("terms"), faults)
    made = None
    if not faults:
        try:
            made = Terminology(id=str(data["id"]), title=title, terms=Keyed(terms))
        except DefinitionError as error:
            faults += error.faults
    if made is None:
        raise InvalidContent(faults, source)
    return made


def _terms(data: object, faults: list[Fault]) -> list[OwnTerm]:
    if not isinstance(data, Mapping) or not data:
        faults.append(Fault("/terms", "must hold terms, such as [terms.client.ca]"))
        return []
    found = []
    for term, languages in data.items():
        at = f"/terms/{escape(term)}"
        if not is_id(term):
            faults.append(Fault(at, f"{term!r} is not the id of a term"))
        elif not isinstance(languages, Mapping) or not languages:
            faults.append(Fault(at, "must hold languages", f"such as [terms.{term}.ca]"))
        else:
            words = ((tag, _words(f"{at}/{escape(tag)}", tag, one, faults)) for tag, one in languages.items())
            found.append(
                OwnTerm(id=term, words=FrozenMap({tag: one for tag, one in words if one is not None}))
            )
    return found


def _words(at: str, tag: str, data: object, faults: list[Fault]) -> OwnWords | None:
    known = tuple(fields_of(OwnWords))
    if not isinstance(data, Mapping):
        faults.append(
            Fault(at, "must say what one and several are called", 'such as {one = "…", other = "…"}')
        )
        return None
    missing = [name for name in ("one", "other") if name not in data]
    wrong = [
        *_unknown(at, data, known),
        *(Fault(f"{at}/{name}", "is missing") for name in missing),
    ]
    try:
        Text({tag: "…"})
    except DefinitionError:
        wrong.append(Fault(at, f"{tag!r} is not a language tag", "use tags such as ca"))
    faults += wrong
    if wrong:
        return None
    try:
        return OwnWords(**data)
    except DefinitionError as error:
        faults += error.below(at).faults
        return None


def _unknown(at: str, data: Mapping[str, Any], known: Iterable[str]) -> list[Fault]:
    return [
        Fault(f"{at}/{escape(str(name))}", "is not known", f"known: {', '.join(known)}")
        for name in data
        if name not in known
    ]
