"""Running a plug-in's code so that what goes wrong in it stays with it."""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, TypeVar

from attrs import frozen

__all__ = ["Attempt", "attempt"]

T = TypeVar("T")

_JSON = ("dump", "dumps", "load", "loads", "JSONDecoder", "JSONEncoder")


@frozen(kw_only=True)
class Attempt(Generic[T]):
    """What came of running something.

    Attributes:
        value: What it gave; None when it raised.
        error: What it raised, or None.
        repairs: What it had changed outside itself, each a clause such as
            ``it changed the working directory, which was put back``.
    """

    value: T | None = None
    error: BaseException | None = None
    repairs: tuple[str, ...] = ()


def attempt(action: Callable[[], T]) -> Attempt[T]:
    """Run *action*, and come back whatever it does.

    Every exception is caught, `SystemExit` as well; only `KeyboardInterrupt` goes through, because it is the
    person's. What is printed goes to standard error, so that a program's answer on standard output stays
    clean. A changed working directory and replaced functions of `builtins` and `json` are put back.
    """
    directory = _directory()
    functions = tuple(_functions())
    value: T | None = None
    error: BaseException | None = None
    repairs: tuple[str, ...] = ()
    try:
        with redirect_stdout(sys.stderr):
            value = action()
    except KeyboardInterrupt:
        raise
    except BaseException as raised:
        error = raised
    finally:
        repairs = tuple(_repaired(directory, functions))
    return Attempt(value=value, error=error, repairs=repairs)


def _directory() -> str | None:
    try:
        return str(Path.cwd())
    except OSError:  # it may have been deleted below us
        return None


def _functions() -> Iterator[tuple[ModuleType, str, Any]]:
    for name, value in vars(builtins).items():
        if not name.startswith("_"):
            yield builtins, name, value
    json = sys.modules.get("json")
    if json is not None:
        for name in _JSON:
            yield json, name, getattr(json, name)


def _repaired(directory: str | None, functions: tuple[tuple[ModuleType, str, Any], ...]) -> Iterator[str]:
    if directory is not None and _directory() != directory:
        try:
            os.chdir(directory)
            yield "it changed the working directory, which was put back"
        except OSError as error:
            yield f"it changed the working directory, which cannot be put back: {error}"
    for module, name, value in functions:
        if getattr(module, name, None) is not value:
            setattr(module, name, value)
            yield f"it replaced {module.__name__}.{name}, which was put back"
