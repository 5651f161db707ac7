"""An organisation's own words: found by name or as a file, and held against what texts mark."""

from __future__ import annotations

import os
from pathlib import Path

from interim_method.api.hosts import default_host
from interim_method.errors import FileError, UnknownName
from interim_method.model import Methodology, Terminology, Text, walk
from interim_method.model.marks import marks
from interim_method.model.record import is_id
from interim_method.plugin import PluginHost

__all__ = ["terminology", "terms_of"]


def terminology(
    source: str | os.PathLike[str] | Terminology,
    *,
    methodology: Methodology | None = None,
    host: PluginHost | None = None,
) -> Terminology:
    """An organisation's own words, by the name that a plug-in offers them by, or in a file.

    Args:
        source: The name, the path of a file, or the words themselves.
        methodology: What they are meant for; each of their terms must then be one that it or the documents mark.
        host: Offers terminologies.

    Raises:
        UnknownName: Nothing offers it, and there is no such file; a term that nothing marks.
        FileError: The file cannot be read as a terminology; every fault has its address.
        PluginError: The plug-in that offers it is at fault.
    """
    found = _found(source, host)
    if methodology is not None:
        _check_terms(found, methodology)
    return found


def _found(source: str | os.PathLike[str] | Terminology, host: PluginHost | None) -> Terminology:
    if isinstance(source, Terminology):
        return source
    from interim_method.files import load_terminology

    name = os.fspath(source)
    if not is_id(name):
        return load_terminology(name)
    host = host or default_host()
    try:
        offer = host.terminology(name)
    except UnknownName:
        if Path(name).is_file():
            return load_terminology(name)
        raise
    loaded = host.load(offer)
    if isinstance(loaded, Terminology):
        return loaded
    with host.running(offer):
        try:
            return load_terminology(loaded)
        except FileError as error:
            error.add_note(f"it is the terminology {name!r} of a plug-in")
            raise


def terms_of(methodology: Methodology) -> dict[str, int]:
    """The terms that the texts of a methodology and the documents' own words mark, with how often they do."""
    from interim_method.documents.language import BUILT_IN, built_in

    found: dict[str, int] = {}
    marked = [
        text for _, value in walk(methodology) if isinstance(value, Text) for text in value.marked.values()
    ]
    for language in BUILT_IN:
        marked += built_in(language).values()
    for text in marked:
        for mark in marks(text):
            found[mark.term] = found.get(mark.term, 0) + 1
    return dict(sorted(found.items()))


def _check_terms(terminology: Terminology, methodology: Methodology) -> None:
    """Refuse a terminology with a term that neither *methodology* nor the documents mark.

    Raises:
        UnknownName: The first such term.
    """
    known = tuple(terms_of(methodology))
    for term in terminology.terms:
        if term.id not in known:
            raise UnknownName(f"term in the terminology {terminology.id!r}", term.id, known)
