"""`Record`, the base of everything in the model: checked on creation, read by its annotations."""

from __future__ import annotations

import functools
import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args, get_origin

import attrs

from interim_method.errors import DefinitionError, Fault
from interim_method.model.frozen import FrozenMap, Keyed, Value
from interim_method.model.values import Kind, Money, Text, text_fault

__all__ = [
    "FieldInfo",
    "Record",
    "bare_type",
    "checker",
    "escape",
    "fields_of",
    "is_id",
    "item_type",
    "kind_of_type",
    "record_type",
    "split_type",
    "unescape",
]

_ID = re.compile(r"[a-z][a-z0-9-]{0,62}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){0,4}")
_VERSION_RANGE = re.compile(
    rf"(?: *(?:[=!<>]=|[<>]) *{_VERSION.pattern} *(?:, *(?:[=!<>]=|[<>]) *{_VERSION.pattern} *)*)?"
)
_ZONE = re.compile(r"[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+){0,2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Checker = Callable[[Any, str, list[Fault]], None]


def is_id(text: object) -> bool:
    """Whether *text* can be an id."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def escape(token: str) -> str:
    """*token* as one part of a JSON Pointer (RFC 6901)."""
    return token.replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """The inverse of `escape`."""
    return token.replace("~1", "/").replace("~0", "~")


class FieldInfo(NamedTuple):
    """What a record's field is: its name, annotation and whether it may be left out."""

    name: str
    type: Any
    required: bool
    default: Any

    @property
    def kind(self) -> Kind:
        """The kind of what it holds."""
        return kind_of_type(self.type)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Record(Value):
    """Base of the model's classes: frozen, keyword-only, hashable, picklable, validated when made.

    A subclass adds invariants across its fields in `_faults`.

    Raises:
        DefinitionError: Every value that does not fit its field, each with its address below the record.
    """

    KIND: ClassVar[str] = ""

    def __attrs_post_init__(self) -> None:
        faults: list[Fault] = []
        for name, at, check in _checkers(type(self)):
            check(getattr(self, name), at, faults)
        if not faults:
            faults.extend(self._faults())
        if faults:
            raise DefinitionError(faults)

    def _faults(self) -> list[Fault]:
        """What is wrong across fields; addresses start below the record."""
        return []


_FIELDS: dict[type, Mapping[str, FieldInfo]] = {}


def fields_of(cls: type) -> Mapping[str, FieldInfo]:
    """The fields of a record class by name, in order."""
    known = _FIELDS.get(cls)
    if known is None:
        known = _FIELDS[cls] = _read_fields(cls)
    return known


def _read_fields(cls: type) -> Mapping[str, FieldInfo]:
    # The model's annotations are evaluated with its modules, but for the few that look ahead; text that is
    # compiled here, class by class, costs more. Plug-ins write theirs as they like.
    hints: Mapping[str, Any] = {}
    if any(isinstance(attribute.type, str) for attribute in attrs.fields(cls)):
        hints = typing.get_type_hints(cls, include_extras=True)
    found: dict[str, FieldInfo] = {}
    for attribute in attrs.fields(cls):
        annotation = hints.get(attribute.name, attribute.type)
        default = attribute.default
        required = default is attrs.NOTHING
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            default = default.factory()
        found[attribute.name] = FieldInfo(attribute.name, annotation, required, default)
    return types.MappingProxyType(found)


def split_type(annotation: Any) -> tuple[Any, Kind | None, bool]:
    """The bare type of an annotation, its Kind if it names one, and whether None is allowed."""
    kind: Kind | None = None
    optional = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *marks = get_args(annotation)
            kind = kind or next((m for m in marks if isinstance(m, Kind)), None)
        elif origin in (typing.Union, types.UnionType) and type(None) in get_args(annotation):
            optional = True
            rest = [a for a in get_args(annotation) if a is not type(None)]
            annotation = rest[0] if len(rest) == 1 else typing.Union[tuple(rest)]  # noqa: UP007
        else:
            return annotation, kind, optional


def bare_type(annotation: Any) -> Any:
    """The type of an annotation without its marks and without None."""
    return split_type(annotation)[0]


@functools.cache
def kind_of_type(annotation: Any) -> Kind:
    """The kind of what an annotation holds."""
    bare, kind, _ = split_type(annotation)
    if kind:
        return kind
    origin = get_origin(bare)
    if origin is Literal:
        return Kind("choice")
    if origin is Keyed:
        return Kind("rows")
    if origin is tuple:
        inner = kind_of_type(get_args(bare)[0])
        if inner.name in ("choice", "reference"):
            return Kind("choices", of=inner.of)
        return inner if inner.name == "markdown" else Kind("any")
    for cls, name in ((bool, "yes-no"), (date, "date"), (Money, "money")):
        if bare is cls:
            return Kind(name)
    return Kind("record") if record_type(bare) else Kind("any")


def record_type(annotation: Any) -> type | None:
    """The attrs class behind an annotation, or None."""
    bare, _, _ = split_type(annotation)
    return bare if isinstance(bare, type) and attrs.has(bare) else None


def item_type(annotation: Any) -> Any:
    """What a ``Keyed[...]`` or ``tuple[..., ...]`` annotation holds, or None."""
    bare, _, _ = split_type(annotation)
    return get_args(bare)[0] if get_origin(bare) in (Keyed, tuple) else None


_CHECKERS: dict[type, tuple[tuple[str, str, Checker], ...]] = {}


def _checkers(cls: type) -> tuple[tuple[str, str, Checker], ...]:
    """The fields of a record class: name, address and what checks it."""
    known = _CHECKERS.get(cls)
    if known is None:
        known = _CHECKERS[cls] = tuple(
            (info.name, f"/{info.name}", checker(info.type)) for info in fields_of(cls).values()
        )
    return known


@functools.cache
def checker(annotation: Any) -> Checker:
    """A function that adds a fault for every part of a value that does not fit *annotation*."""
    bare, kind, optional = split_type(annotation)
    inner = _bare_checker(bare, kind)
    if not optional:
        return inner

    def check_optional(value: Any, at: str, faults: list[Fault]) -> None:
        if value is not None:
            inner(value, at, faults)

    return check_optional


def _bare_checker(bare: Any, kind: Kind | None) -> Checker:
    origin = get_origin(bare)
    if origin in (typing.Union, types.UnionType):
        if set(get_args(bare)) == {str, Text}:
            return functools.partial(_check_text, lines=kind is None or kind.name != "text")
        return _union_checker(get_args(bare))
    if bare is Text:
        return functools.partial(_check_localized, lines=kind is None or kind.name != "text")
    if bare is str:
        return _STRING_CHECKERS.get(kind.name if kind else "", _check_string)
    if bare is int:
        return functools.partial(_check_int, low=kind.low if kind else None, high=kind.high if kind else None)
    if origin is Literal:
        return functools.partial(_check_choice, choices=get_args(bare))
    if origin is Keyed:
        return functools.partial(_check_items, container=Keyed, item=checker(get_args(bare)[0]))
    if origin is tuple:
        return functools.partial(_check_items, container=tuple, item=checker(get_args(bare)[0]))
    if origin is FrozenMap:
        return functools.partial(_check_map, item=checker(get_args(bare)[1]))
    if bare is Any and kind is not None:
        return _check_nothing
    if bare in (Any, object) or isinstance(bare, typing.TypeVar):
        return _check_json
    return functools.partial(_check_instance, cls=typing.cast("type", origin or bare))


def _union_checker(options: tuple[Any, ...]) -> Checker:
    checks = [checker(option) for option in options]

    def check(value: Any, at: str, faults: list[Fault]) -> None:
        attempts: list[list[Fault]] = []
        for one in checks:
            found: list[Fault] = []
            one(value, at, found)
            if not found:
                return
            attempts.append(found)
        attempts.sort(key=len)
        faults.extend(attempts[0])

    return check


def _check_instance(value: Any, at: str, faults: list[Fault], *, cls: type) -> None:
    if not isinstance(value, cls) or (cls is date and type(value) is not date):
        faults.append(Fault(at, f"must be {_name(cls)}, not {_shown(value)}"))


def _check_int(value: Any, at: str, faults: list[Fault], *, low: int | None, high: int | None) -> None:
    if type(value) is not int:
        faults.append(Fault(at, f"must be a whole number, not {_shown(value)}"))
    elif (low is not None and value < low) or (high is not None and value > high):
        bounds = f"between {low} and {high}" if high is not None else f"{low} or more"
        faults.append(Fault(at, f"must be {bounds}, not {value}"))


def _check_string(value: Any, at: str, faults: list[Fault]) -> None:
    problem = text_fault(value) if isinstance(value, str) else f"must be text, not {_shown(value)}"
    if problem:
        faults.append(Fault(at, problem))


def _check_text(value: Any, at: str, faults: list[Fault], *, lines: bool) -> None:
    if isinstance(value, Text):
        _check_localized(value, at, faults, lines=lines)
    elif isinstance(value, str):
        problem = text_fault(value, lines=lines)
        if problem:
            faults.append(Fault(at, problem))
    else:
        faults.append(Fault(at, f"must be text, not {_shown(value)}"))


def _check_localized(value: Any, at: str, faults: list[Fault], *, lines: bool) -> None:
    if not isinstance(value, Text):
        faults.append(Fault(at, f"must be a text by language, not {_shown(value)}"))
        return
    if lines:
        return  # a Text has checked everything else by itself
    for language, text in value.items():
        problem = text_fault(text, lines=False)
        if problem:
            faults.append(Fault(f"{at}/{language}", problem))


def _pattern_checker(pattern: re.Pattern[str], wanted: str) -> Checker:
    def check(value: Any, at: str, faults: list[Fault]) -> None:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            faults.append(Fault(at, f"must be {wanted}, not {_shown(value)}"))

    return check


_STRING_CHECKERS: dict[str, Checker] = {
    "id": _pattern_checker(_ID, "an id (a-z, then a-z, 0-9 and hyphens, 63 at most)"),
    "reference": _pattern_checker(_ID, "an id (a-z, then a-z, 0-9 and hyphens, 63 at most)"),
    "number": _pattern_checker(_NUMBER, 'a decimal number as text, such as "87.5"'),
    "time": _pattern_checker(_CLOCK, 'a time of day, such as "16:00"'),
    "version": _pattern_checker(_VERSION, "a version: numbers with dots between, such as 2.1"),
    "version-range": _pattern_checker(_VERSION_RANGE, 'a range of versions, such as ">=1.0, <2"'),
    "zone": _pattern_checker(_ZONE, "an IANA time zone, such as Europe/Madrid"),
    "language": _pattern_checker(_LANGUAGE, "a language tag, such as ca"),
}


def _check_choice(value: Any, at: str, faults: list[Fault], *, choices: tuple[Any, ...]) -> None:
    if not any(type(value) is type(c) and value == c for c in choices):
        faults.append(Fault(at, f"must be one of {', '.join(map(str, choices))}, not {_shown(value)}"))


def _check_items(value: Any, at: str, faults: list[Fault], *, container: type, item: Checker) -> None:
    if not isinstance(value, container):
        faults.append(Fault(at, f"must be a {container.__name__}, not {_shown(value)}"))
        return
    for position, one in enumerate(typing.cast("tuple[Any, ...]", value)):
        item(one, f"{at}/{getattr(one, 'id', position)}", faults)


def _check_map(value: Any, at: str, faults: list[Fault], *, item: Checker) -> None:
    if not isinstance(value, FrozenMap):
        faults.append(Fault(at, f"must be a FrozenMap, not {_shown(value)}"))
        return
    for key, one in value.items():
        _check_string(key, f"{at}/{escape(str(key))}", faults)
        item(one, f"{at}/{escape(str(key))}", faults)


def _check_nothing(value: Any, at: str, faults: list[Fault]) -> None:
    """For values that their record checks by itself."""


def _check_json(value: Any, at: str, faults: list[Fault]) -> None:
    if isinstance(value, FrozenMap):
        for key, one in value.items():
            _check_string(key, f"{at}/{escape(str(key))}", faults)
            _check_json(one, f"{at}/{escape(str(key))}", faults)
    elif isinstance(value, tuple):
        for position, one in enumerate(value):
            _check_json(one, f"{at}/{position}", faults)
    elif isinstance(value, str):
        _check_string(value, at, faults)
    elif isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        faults.append(Fault(at, "must be a finite number"))
    elif value is not None and not isinstance(value, (bool, int, float)):
        faults.append(
            Fault(at, f"must be JSON made of FrozenMap and tuple, not {_shown(value)}", "use freeze()")
        )


def _name(cls: type) -> str:
    named = {"date": "a date", "bool": "true or false", "Money": "an amount of money"}
    return named.get(cls.__name__) or _with_article(cls.__name__)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else _with_article(type(value).__name__)


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'AEIOUaeiou' else 'a'} {noun}"
