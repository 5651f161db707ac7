"""`Parameter`: what a document or an exporter lets its caller choose."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, Literal

from attrs import field, frozen

from interim_method.errors import DefinitionError, Fault, UnknownName
from interim_method.model.frozen import FrozenMap
from interim_method.model.record import is_id

__all__ = ["Parameter", "ParameterKind", "ParameterValue", "settled"]

ParameterKind = Literal["text", "count", "choice", "yes-no", "date", "images"]
ParameterValue = str | int | bool | date | Callable[[str], Any] | None

_YES: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_KINDS: Final = ("text", "count", "choice", "yes-no", "date", "images")


def _names(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(value)


@frozen(kw_only=True)
class Parameter:
    """One thing that a document or an exporter lets its caller choose.

    Attributes:
        name: Its name, as in ``-O name=value``.
        kind: ``text``, ``count`` (a whole number from 0 to `most`), ``choice``, ``yes-no``, ``date``, or
            ``images`` (the folder that pictures lie in, or a function that gives them by their sources).
        default: What it is when nothing is said; None for nothing.
        choices: What a ``choice`` may be.
        most: The largest ``count``: what is asked for by mistake must not fill the memory.
        summary: What it does, in a sentence.

    Raises:
        DefinitionError: A name, a kind or a default that cannot be.
    """

    name: str
    kind: ParameterKind = "text"
    default: ParameterValue = None
    choices: tuple[str, ...] = field(default=(), converter=_names)
    most: int = 1_000
    summary: str = ""

    def __attrs_post_init__(self) -> None:
        faults = []
        if not is_id(self.name):
            faults.append(
                Fault("/name", f"{self.name!r} is not a name", "use lower-case letters, digits, hyphens")
            )
        if self.kind not in _KINDS:
            faults.append(Fault("/kind", f"{self.kind!r} is not a kind of parameter", ", ".join(_KINDS)))
        if (self.kind == "choice") != bool(self.choices):
            faults.append(Fault("/choices", "a choice has choices, and nothing else has"))
        if faults:
            raise DefinitionError(faults)
        if self.default is not None:
            self.value(self.default)

    def value(self, given: object) -> ParameterValue:
        """*given* as this parameter's value; text, as from a command line, is read.

        Raises:
            DefinitionError: It is not a value of this parameter.
        """
        match self.kind, given:
            case _, None:
                return None
            case ("text", str() as text):
                return text
            case ("choice", str() as text) if text in self.choices:
                return text
            case ("yes-no", bool() as answer):
                return answer
            case ("yes-no", str() as text) if text.lower() in _YES:
                return _YES[text.lower()]
            case ("images", str() | os.PathLike() as folder) if os.fspath(folder):
                return str(os.fspath(folder))
            case ("images", resolver) if callable(resolver):
                return resolver
            case ("count", bool()):
                pass
            case ("count", int() as number) if 0 <= number <= self.most:
                return number
            case ("count", str() as text) if re.fullmatch("[0-9]{1,9}", text) and int(text) <= self.most:
                return int(text)
            case ("date", date() as day) if type(day) is date:
                return day
            case ("date", str() as text):
                try:
                    return date.fromisoformat(text)
                except ValueError:
                    pass
            case _:
                pass
        raise DefinitionError([Fault(f"/{self.name}", f"{given!r} is not {self._wanted}")])

    @property
    def _wanted(self) -> str:
        match self.kind:
            case "text":
                return "text"
            case "count":
                return f"a whole number from 0 to {self.most}"
            case "choice":
                return "one of " + ", ".join(self.choices)
            case "yes-no":
                return "yes or no"
            case "date":
                return "a date such as 2026-01-31"
            case "images":
                return "a folder, or a function that gives pictures by their sources"


def settled(
    parameters: Iterable[Parameter], given: Mapping[str, object], *, kind: str = "parameter"
) -> FrozenMap[str, ParameterValue]:
    """Every parameter with its value: the given one, read and checked, or its default.

    Raises:
        UnknownName: A name among *given* that none of *parameters* has.
        DefinitionError: Values that are not right, all in one error.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            raise UnknownName(kind, name, tuple(known))
    values: dict[str, ParameterValue] = {}
    faults: list[Fault] = []
    for name, parameter in known.items():
        try:
            values[name] = (
                parameter.value(given[name]) if name in given else parameter.value(parameter.default)
            )
        except DefinitionError as error:
            faults.extend(error.faults)
    if faults:
        raise DefinitionError(faults)
    return FrozenMap(values)
