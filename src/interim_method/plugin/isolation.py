"""Running a plug-in's code so that what goes wrong in it stays with it.

Standard output, the working directory and the functions that our own answers depend on belong to the whole
process, which several threads may share: what they were is noted when the first plug-in starts to run, and
everything is put back to that.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock, local
from typing import Any, Final, Generic, TextIO, TypeVar, cast

from attrs import define, field, frozen

__all__ = ["Attempt", "Watch", "attempt", "watched"]

T = TypeVar("T")

_JSON = ("dump", "dumps", "load", "loads", "JSONDecoder", "JSONEncoder")
_CODERS = {"JSONEncoder": ("default", "encode", "iterencode"), "JSONDecoder": ("decode", "raw_decode")}


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


@define
class Watch:
    """What is seen of a plug-in while it runs; `repairs` as in an `Attempt`, there when it has ended."""

    repairs: tuple[str, ...] = ()


def attempt(action: Callable[[], T]) -> Attempt[T]:
    """Run *action*, and come back whatever it does.

    Every exception is caught, `SystemExit` as well; only `KeyboardInterrupt` goes through, because it is the
    person's. For the rest see `watched`.
    """
    value: T | None = None
    error: BaseException | None = None
    with watched() as watch:
        try:
            value = action()
        except KeyboardInterrupt:
            raise
        except BaseException as raised:
            error = raised
    return Attempt(value=value, error=error, repairs=watch.repairs)


@contextmanager
def watched() -> Iterator[Watch]:
    """Around a plug-in's code.

    What its thread prints goes to standard error, so that a program's answer on standard output stays clean.
    A changed working directory and replaced functions of `builtins` and `json` are put back, and told;
    replaced standard streams are put back without a word, as there are libraries that wrap them.
    """
    watch = Watch()
    _enter()
    _here.depth += 1
    try:
        yield watch
    finally:
        _here.depth -= 1
        watch.repairs = tuple(_leave())


class _Here(local):
    """How many plug-ins, one within the other, this thread is running."""

    depth: int = 0


class _Divided:
    """Standard output: that of before, but standard error to threads that run a plug-in."""

    def __init__(self, stdout: TextIO) -> None:
        self._stdout = stdout

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stderr if _here.depth else self._stdout, name)


@define
class _Before:
    """What the process was like before the first of the plug-ins that run now."""

    running: int = 0
    stdout: TextIO | None = None
    stderr: TextIO | None = None
    divided: TextIO | None = None
    directory: str | None = None
    functions: tuple[tuple[Any, str, Any], ...] = field(default=())


_here: Final = _Here()
_before: Final = _Before()
_lock: Final = RLock()


def _enter() -> None:
    with _lock:
        if _before.running == 0:
            _before.stdout, _before.stderr = sys.stdout, sys.stderr
            _before.divided = cast("TextIO", _Divided(sys.stdout))
            _before.directory = _directory()
            _before.functions = tuple(_functions())
            sys.stdout = _before.divided
        _before.running += 1


def _leave() -> Iterator[str]:
    with _lock:
        _before.running -= 1
        sys.stdout = cast("TextIO", _before.divided if _before.running else _before.stdout)
        sys.stderr = cast("TextIO", _before.stderr)
        yield from _repaired(_before.directory, _before.functions)


def _directory() -> str | None:
    try:
        return str(Path.cwd())
    except OSError:  # it may have been deleted below us
        return None


def _functions() -> Iterator[tuple[Any, str, Any]]:
    for name, value in vars(builtins).items():
        if not name.startswith("_"):
            yield builtins, name, value
    json = sys.modules.get("json")
    if json is not None:
        for name in _JSON:
            value = getattr(json, name)
            yield json, name, value
            for method in _CODERS.get(name, ()):
                yield value, method, getattr(value, method)


def _repaired(directory: str | None, functions: tuple[tuple[Any, str, Any], ...]) -> Iterator[str]:
    if directory is not None and _directory() != directory:
        try:
            os.chdir(directory)
            yield "it changed the working directory, which was put back"
        except OSError as error:
            yield f"it changed the working directory, which cannot be put back: {error}"
    for owner, name, value in functions:
        if getattr(owner, name, None) is not value:
            setattr(owner, name, value)
            # A missing function has to be there again before anything can be said of it.
            module = getattr(owner, "__module__", "") if isinstance(owner, type) else ""
            place = f"{module.partition('.')[0]}." if module else ""
            yield f"it replaced {place}{owner.__name__}.{name}, which was put back"
