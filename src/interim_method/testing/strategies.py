"""Hypothesis strategies for whole records, made from the model's annotations.

References lead anywhere: what must hold between records is the business of the rules, not of the values.
"""

from __future__ import annotations

import types
import typing
from datetime import date
from typing import Any, Final, Literal, get_args, get_origin

import attrs

from interim_method.errors import MissingExtra
from interim_method.model import FrozenMap, Keyed, Money, Text, fields_of, freeze, pilot
from interim_method.model import engagement as e
from interim_method.model import methodology as m
from interim_method.model import variant as v
from interim_method.model.record import Record, split_type
from interim_method.model.terminology import OwnWords
from interim_method.model.values import Kind

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as missing:
    raise MissingExtra("testing", "generating records") from missing

__all__ = [
    "AWKWARD",
    "CLASSES",
    "LINES",
    "engagements",
    "keyed",
    "methodologies",
    "pilots",
    "records",
    "texts",
    "unknowns",
    "values",
    "variants",
]

AWKWARD: Final = (
    "",
    "Cooperativa d'il·lusió",
    "col·lectiu",
    "¿Qué hay? — «nada»",
    "👩‍👩‍👧 🇦🇩",
    "שלום עולם",
    "مرحبا",
    "組合 と 協同",
    "{{ name }} {% if x %}",
    "<w:t>&amp; & </w:t>",
    "\"quoted\" 'twice' \\ back",
    "a\tb\u00a0c\u200bd\u2028e",
    "e\u0301 and é",
    "# no heading | no table",
)
LINES: Final = ("- one\n- two", "first\n\nsecond\n", "```\ncode\n```")

letters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
lines = st.sampled_from(AWKWARD) | st.text(letters, max_size=12)
prose = lines | st.sampled_from(LINES)
ids = st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True)
own_words = st.sampled_from(["usuària", "persona sòcia", "組合", "шчасце"])
dates = st.dates(date(1990, 1, 1), date(2090, 12, 31))
languages = st.sampled_from(["ca", "es", "en", "oc", "zh-Hant", "ar"])
numbers = st.from_regex(r"-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,3})?", fullmatch=True)
clocks = st.times().map(lambda time: f"{time:%H:%M}")
zones = st.sampled_from(["Europe/Madrid", "UTC", "America/Argentina/Buenos_Aires"])
money = st.builds(Money, st.integers(-(10**9), 10**9), st.sampled_from(["EUR", "USD"]))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | lines,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(lines, inner, max_size=2),
    max_leaves=4,
).map(freeze)

_STRINGS: Final = {
    "id": ids,
    "reference": ids,
    "number": numbers,
    "time": clocks,
    "zone": zones,
    "version": st.sampled_from(["1.0", "2", "0.10.3"]),
    "version-range": st.sampled_from(["", ">=1.0, <2", "!=1.5"]),
    "language": languages,
    "text": lines,
}
CLASSES: Final[tuple[type[Record], ...]] = tuple(
    dict.fromkeys(
        cls
        for module in (m, e, pilot)
        for cls in vars(module).values()
        if isinstance(cls, type) and issubclass(cls, Record) and cls not in (Record, m.Element, m.Tool)
    )
)
"""Every record class of which there can be one, in the order in which they are declared."""

_CONDITIONS: Final = (m.Every, m.Some, m.NoneOf)
_ELEMENTS: Final = tuple(cls for cls in CLASSES if issubclass(cls, m.Element))
_CONTENTS: Final = tuple(cls for cls in CLASSES if issubclass(cls, e.ToolContent) and cls.KIND)


def texts(kind: Kind | None = None) -> st.SearchStrategy[Text]:
    """Texts by language."""
    words = lines if kind is not None and kind.name == "text" else prose
    return st.dictionaries(languages, words, min_size=1, max_size=3).map(Text)


def values(annotation: Any, *, depth: int = 3) -> st.SearchStrategy[Any]:
    """Whatever a field with this annotation can hold, None aside."""
    bare, kind, _ = split_type(annotation)
    origin = get_origin(bare)
    if origin is Keyed:
        return keyed(get_args(bare)[0], depth=depth)
    if origin is tuple:
        return st.lists(values(get_args(bare)[0], depth=depth), max_size=2).map(tuple)
    if origin is FrozenMap:
        return st.dictionaries(lines, values(get_args(bare)[1], depth=depth), max_size=2).map(FrozenMap)
    if origin is Literal:
        return st.sampled_from(get_args(bare))
    if origin in (typing.Union, types.UnionType):
        return _one_of(get_args(bare), kind, depth)
    if bare is Text:
        return texts(kind)
    if bare is str:
        return _STRINGS.get(kind.name if kind else "", prose)
    if bare is int:
        low, high = (kind.low, kind.high) if kind else (None, None)
        return st.integers(-(10**6) if low is None else low, 10**6 if high is None else high)
    if bare in _MADE:
        return _MADE[bare]
    return records(bare, depth=depth - 1)


def _one_of(members: tuple[Any, ...], kind: Kind | None, depth: int) -> st.SearchStrategy[Any]:
    if set(members) == {str, Text}:
        return (lines if kind is not None and kind.name == "text" else prose) | texts(kind)
    classes: list[Any] = []
    for member in members:
        classes += {m.Element: _ELEMENTS, e.ToolContent: _CONTENTS}.get(member, (member,))
    if depth <= 0:
        classes = [cls for cls in classes if cls not in _CONDITIONS]
    return st.one_of([values(cls, depth=depth) for cls in classes])


def keyed(annotation: Any, *, depth: int = 3) -> st.SearchStrategy[Keyed[Any]]:
    """Up to two things with ids of their own."""
    return st.lists(values(annotation, depth=depth), max_size=2, unique_by=lambda one: one.id).map(Keyed)


def unknowns() -> st.SearchStrategy[m.Unknown]:
    """Things of a kind that nobody knows."""
    data = st.dictionaries(ids, json_values, max_size=2).map(
        lambda rest: FrozenMap({k: v for k, v in rest.items() if k not in ("kind", "id", "version")})
    )
    kinds = st.sampled_from(["blueprint", "mind-map"])
    return st.builds(m.Unknown, id=ids, kind=kinds, version=st.integers(1, 3), data=data)


@st.composite
def changes(draw: st.DrawFn) -> v.Change:
    """A change to some fields of an element, one of an unknown kind now and then."""
    if draw(st.integers(0, 4)) == 0:
        free = st.dictionaries(ids, json_values, max_size=2).map(FrozenMap)
        return v.Change(element="mind-map", id=draw(ids), set=draw(free), append=draw(free))
    cls = draw(st.sampled_from([c for c in _ELEMENTS if c.KIND]))
    names = draw(st.lists(st.sampled_from([n for n in fields_of(cls) if n != "id"]), max_size=3, unique=True))
    found = {name: draw(values(fields_of(cls)[name].type, depth=1)) for name in names}
    more = {n for n in names if v.appendable(fields_of(cls)[n].type) and draw(st.booleans())}
    return v.Change(
        element=cls.KIND,
        id=draw(ids),
        set=FrozenMap({n: value for n, value in found.items() if n not in more}),
        append=FrozenMap({n: value for n, value in found.items() if n in more}),
    )


@st.composite
def records(draw: st.DrawFn, cls: Any, *, depth: int = 3, most: int | None = 4) -> Any:
    """A record of a class, with *most* of its optional fields given; with all of them for None."""
    fields = fields_of(cls)
    optional = [name for name, info in fields.items() if not info.required]
    given = set(optional)
    if most is not None and optional:
        given = set(draw(st.lists(st.sampled_from(optional), max_size=most, unique=True)))
    found: dict[str, Any] = {
        name: draw(values(info.type, depth=depth))
        for name, info in fields.items()
        if info.required or name in given
    }
    if issubclass(cls, m.Methodology):
        found["elements"] = _placed(draw, found.get("elements", Keyed()))
    if issubclass(cls, OwnWords):
        found |= dict.fromkeys(("one", "other"), draw(own_words))
        found.pop("attributive", None)
    if found.get("state") == "stopped":
        found.setdefault("state_reason", "—")
    return cls(**found)


def _placed(draw: st.DrawFn, elements: Keyed[Any]) -> Keyed[Any]:
    """*elements*, each below and behind another that there is, or none."""
    others = st.none() | st.sampled_from(elements.ids) if elements else st.none()
    return Keyed(
        attrs.evolve(element, parent=draw(others), after=draw(others))
        if isinstance(element, m.Element)
        else element
        for element in elements
    )


def methodologies() -> st.SearchStrategy[m.Methodology]:
    """Whole methodologies."""
    return records(m.Methodology)


def variants() -> st.SearchStrategy[v.Variant]:
    """Variants of whatever changes."""
    return records(v.Variant, most=8)


def engagements() -> st.SearchStrategy[e.Engagement]:
    """Whole engagements."""
    return records(e.Engagement, most=8)


def pilots() -> st.SearchStrategy[pilot.Pilot]:
    """Whole pilots."""
    return records(pilot.Pilot, most=8)


_MADE: Final[dict[Any, st.SearchStrategy[Any]]] = {
    bool: st.booleans(),
    date: dates,
    Money: money,
    Any: json_values,
    m.Unknown: unknowns(),
    v.Change: changes(),
}
