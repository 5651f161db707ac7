"""The errors that the library raises.

Each says what was wrong, where (a JSON Pointer or a file) and what to do, in its message and in its
attributes. What a check finds in a valid record is a `Finding`, a value, and never an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

__all__ = [
    "AddressError",
    "DefinitionError",
    "ExportError",
    "Fault",
    "FileChanged",
    "FileError",
    "ImageError",
    "InterimMethodError",
    "InvalidContent",
    "MissingExtra",
    "NotThisKind",
    "PluginError",
    "ReadError",
    "TemplateError",
    "UnknownExporter",
    "UnknownName",
    "UnsupportedVersion",
    "VariantError",
    "with_article",
]


def with_article(noun: str) -> str:
    """*noun* as messages name one of it: *a pilot*, *an engagement*."""
    return f"an {noun}" if noun[0] in "AEIOUaeiou" else f"a {noun}"


class Fault:
    """One thing that is wrong: where, what, and what to do about it.

    Attributes:
        address: JSON Pointer to the value; empty for the whole.
        problem: What is wrong, as a sentence without its full stop.
        advice: What to do; may be empty.
        line: The line of the file that the value begins in; 0 where it is not known.
    """

    __slots__ = ("address", "advice", "line", "problem")

    def __init__(self, address: str, problem: str, advice: str = "", line: int = 0) -> None:
        self.address = address
        self.problem = problem
        self.advice = advice
        self.line = line

    def __str__(self) -> str:
        place = f"line {self.line}, {self.address or '/'}" if self.line else self.address or "/"
        return f"{place}: {self.problem}" + (f" ({self.advice})" if self.advice else "")

    def __repr__(self) -> str:
        return f"Fault({self.address!r}, {self.problem!r}, {self.advice!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Fault):
            return NotImplemented
        return (self.address, self.problem, self.advice) == (other.address, other.problem, other.advice)

    def __hash__(self) -> int:
        return hash((self.address, self.problem, self.advice))


class InterimMethodError(Exception):
    """Base of every error that this library raises on purpose."""


class DefinitionError(InterimMethodError, ValueError):
    """A value that a record or a methodology cannot hold.

    Attributes:
        faults: Every fault found, with its address.
    """

    def __init__(self, faults: str | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (Fault("", faults),) if isinstance(faults, str) else tuple(faults)
        super().__init__("; ".join(str(f) if f.address else f.problem for f in self.faults))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.faults,))

    def below(self, address: str) -> DefinitionError:
        """The same error, its faults found below *address*."""
        return type(self)([Fault(address + f.address, f.problem, f.advice) for f in self.faults])


class AddressError(DefinitionError, LookupError):
    """An address that leads nowhere, or that cannot be changed in the way asked for.

    Attributes:
        address: The address asked for.
    """

    def __init__(self, faults: str | Iterable[Fault], address: str = "") -> None:
        super().__init__([Fault(address, faults)] if isinstance(faults, str) else faults)
        self.address = self.faults[0].address if self.faults else address


class VariantError(InterimMethodError):
    """Changes of variants that cannot be applied; all faults in one error.

    Attributes:
        faults: Every fault found, with its address.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, self.faults)))


class UnknownName(InterimMethodError, LookupError):
    """A name that nothing installed answers to.

    Attributes:
        kind: What was looked for, such as ``"document"``.
        name: The name asked for.
        known: The names that exist.
    """

    def __init__(self, kind: str, name: str, known: Sequence[str] = ()) -> None:
        self.kind = kind
        self.name = name
        self.known = tuple(known)
        listed = ", ".join(self.known) or "none"
        super().__init__(f"there is no {kind} named {name!r}; known: {listed}")

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.kind, self.name, self.known))


class FileError(InterimMethodError):
    """A file that cannot be read or written as a record.

    Attributes:
        source: The file, as it was given; empty for a stream.
    """

    def __init__(self, message: str, source: str = "") -> None:
        self.source = source
        self.problem = message
        super().__init__(f"{source}: {message}" if source else message)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.problem, self.source))


class NotThisKind(FileError):
    """A file that is not one of ours, or not of the kind asked for."""


class UnsupportedVersion(FileError):
    """A file of a version that this library does not know.

    Attributes:
        found: The version in the file.
        supported: The newest version that can be read.
    """

    def __init__(self, message: str, source: str = "", found: int = 0, supported: int = 0) -> None:
        super().__init__(message, source)
        self.found = found
        self.supported = supported

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.problem, self.source, self.found, self.supported))


class InvalidContent(FileError):
    """A file of the right kind with values that do not belong in it.

    Attributes:
        faults: Every fault found, each with its address.
    """

    def __init__(self, faults: Iterable[Fault], source: str = "") -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        head = "1 value is not valid" if count == 1 else f"{count} values are not valid"
        super().__init__("\n  ".join([f"{head}:", *map(str, self.faults)]), source)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.faults, self.source))


class FileChanged(FileError):
    """A target that somebody else has written to since it was read.

    Attributes:
        expected: The revision that the writer had read.
        found: The revision now in the file.
    """

    def __init__(self, message: str, source: str = "", expected: int = 0, found: int = 0) -> None:
        super().__init__(message, source)
        self.expected = expected
        self.found = found

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.problem, self.source, self.expected, self.found))


class PluginError(InterimMethodError):
    """A plug-in at fault.

    Attributes:
        plugin: Name of the plug-in.
        distribution: Name and version of its distribution, where known.
        reason: What went wrong.
    """

    def __init__(self, reason: str, plugin: str = "", distribution: str = "") -> None:
        self.plugin = plugin
        self.distribution = distribution
        self.reason = reason
        owner = (
            f"plug-in {plugin!r}" + (f" ({distribution})" if distribution else "") if plugin else "plug-ins"
        )
        super().__init__(f"{owner}: {reason}")

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.reason, self.plugin, self.distribution))


class ReadError(InterimMethodError):
    """A document that cannot be read back.

    Attributes:
        source: The file, as it was given.
    """

    def __init__(self, message: str, source: str = "") -> None:
        self.source = source
        self.problem = message
        super().__init__(f"{source}: {message}" if source else message)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.problem, self.source))


class ImageError(InterimMethodError):
    """A picture that cannot be shown; a resolver raises it to say why.

    Attributes:
        problem: What is wrong with it.
        source: What the document names it by, where known.
    """

    def __init__(self, problem: str, source: str = "") -> None:
        self.problem = problem
        self.source = source
        super().__init__(f"the picture {source!r} {problem}" if source else problem)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.problem, self.source))


class ExportError(InterimMethodError):
    """An export that cannot be made.

    Attributes:
        target: Where it should have gone, or the file at fault.
    """

    def __init__(self, message: str, target: str = "") -> None:
        self.target = target
        self.problem = message
        super().__init__(f"{target}: {message}" if target else message)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.problem, self.target))


class UnknownExporter(ExportError, UnknownName):
    """A format or a file suffix that no exporter offers."""

    def __init__(self, name: str, known: Sequence[str] = ()) -> None:
        self.kind = "exporter"
        self.name = name
        self.known = tuple(known)
        self.target = ""
        listed = ", ".join(self.known) or "none"
        self.problem = f"no exporter answers to {name!r}; known: {listed}"
        # Both bases have an initializer of their own, and calling one would run into the other.
        Exception.__init__(self, self.problem)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.name, self.known))


class MissingExtra(ExportError):
    """An export that needs an optional dependency which is not installed.

    Attributes:
        extra: The extra to install, as in ``pip install "interim-method[EXTRA]"``.
    """

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra = extra
        self.purpose = purpose
        super().__init__(f'{purpose} needs an extra: pip install "interim-method[{extra}]"')

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.extra, self.purpose))


class TemplateError(ExportError):
    """A house template that cannot be used."""
