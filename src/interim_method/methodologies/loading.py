"""Methodologies kept as a folder: one structure without texts, and one file of texts per language.

``structure.json`` is the envelope of a methodology whose texts are left out; ``ca.json`` and its sisters give
them as ``{"language": "ca", "texts": {"/elements/listening/title": "Escolta"}}``, by address. A translator
edits one file and cannot change the method; a change of the method touches one file and shows what to
translate.
"""

from __future__ import annotations

import json
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from interim_method.errors import DefinitionError, Fault, InvalidContent
from interim_method.model.address import parts
from interim_method.model.methodology import Methodology
from interim_method.model.record import fields_of

if TYPE_CHECKING:
    from interim_method.files import Kinds

__all__ = ["STRUCTURE", "load_folder", "read_json"]

STRUCTURE = "structure.json"


def load_folder(folder: Traversable, *, kinds: Kinds | None = None) -> Methodology:
    """The methodology in *folder*.

    Args:
        folder: A path, or a folder of a package from `importlib.resources.files`.
        kinds: Classes of elements beyond the model's own.

    Raises:
        DefinitionError: Every fault: a declared language without a file, a text whose address leads
            nowhere, a required text that no language gives, whatever else the structure holds wrongly.
        FileError: The structure is no methodology, or of a newer version.
    """
    # The readers of files are for programs that read some: one that only lists what is in the box does without.
    from interim_method.files import Kinds, from_dict

    envelope = read_json(folder, STRUCTURE)
    faults = _say(envelope, folder)
    try:
        record = from_dict(envelope, kinds=kinds or Kinds(), source=folder.name)
    except InvalidContent as error:
        raise DefinitionError([*faults, *error.faults]) from None
    if faults:
        raise DefinitionError(faults)
    if not isinstance(record, Methodology):
        raise DefinitionError([Fault("/format", f"{STRUCTURE} holds no methodology but a {record.KIND}")])
    return record


def read_json(folder: Traversable, name: str) -> dict[str, Any]:
    """The object in a JSON file of *folder*.

    Raises:
        DefinitionError: There is none, or it cannot be read, or it says one key twice.
    """
    twice: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice.extend(key for key in found if keys.count(key) > 1)
        return found

    try:
        data = json.loads(folder.joinpath(name).read_text(encoding="utf-8"), object_pairs_hook=once)
    except FileNotFoundError:
        raise DefinitionError([Fault("", f"there is no {name} in {folder.name}")]) from None
    except ValueError as error:
        raise DefinitionError([Fault("", f"{name} is not JSON in UTF-8: {error}")]) from None
    if twice:
        raise DefinitionError([Fault("", f"{name} gives {key!r} twice", "keep one") for key in twice])
    if not isinstance(data, dict):
        raise DefinitionError([Fault("", f"{name} must hold an object")])
    return data


def _say(envelope: dict[str, Any], folder: Traversable) -> list[Fault]:
    """Put the texts of every declared language into *envelope*; what is wrong with them."""
    data = envelope.get("data")
    if not isinstance(data, dict):
        return []
    faults: list[Fault] = []
    said: dict[str, dict[str, str]] = {}
    languages = data.get("languages", fields_of(Methodology)["languages"].default)
    for language in languages if isinstance(languages, (list, tuple)) else ():
        try:
            texts = _texts(folder, language)
        except DefinitionError as error:
            faults += [Fault(f"/languages/{language}", f.problem, f.advice) for f in error.faults]
            continue
        for address, text in texts.items():
            try:
                if address not in said:
                    said[address] = _open(data, address)
            except DefinitionError as error:
                faults += [Fault(f"{address}/{language}", f.problem, f.advice) for f in error.faults]
            else:
                said[address][language] = text
    return faults


def _texts(folder: Traversable, language: str) -> dict[str, str]:
    name = f"{language}.json"
    content = read_json(folder, name)
    texts = content.get("texts")
    if (
        content.keys() != {"language", "texts"}
        or content["language"] != language
        or not isinstance(texts, dict)
    ):
        raise DefinitionError(
            f'{name} must hold {{"language": "{language}", "texts": {{…}}}} and nothing else'
        )
    return texts


def _open(data: dict[str, Any], address: str) -> dict[str, str]:
    """A new text at *address*, still without languages.

    Raises:
        DefinitionError: The structure has no such place, or has something else there.
    """
    *above, name = parts(address)
    here: Any = data
    for token in above:
        if isinstance(here, dict):
            here = here.get(token)
        elif isinstance(here, list):
            here = next((one for one in here if isinstance(one, dict) and one.get("id") == token), None)
        if not isinstance(here, (dict, list)):
            raise DefinitionError(f"there is no {token!r} in {STRUCTURE}")
    if not isinstance(here, dict):
        raise DefinitionError(f"there is no place for a text: {above[-1]!r} is a list")
    if name in here:
        raise DefinitionError(f"{STRUCTURE} has another value there")
    text: dict[str, str] = {}
    here[name] = text
    return text
