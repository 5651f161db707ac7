"""Variants: named, versioned sets of changes on a base methodology."""

import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, ClassVar, Final, NamedTuple, get_args, get_origin

from attrs import field, frozen

from interim_method.errors import DefinitionError, Fault
from interim_method.model.address import parts
from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.methodology import Element, Unknown
from interim_method.model.record import (
    FieldInfo,
    Record,
    bare_type,
    checker,
    escape,
    fields_of,
    is_id,
    item_type,
    kind_of_type,
    record_type,
    split_type,
)
from interim_method.model.values import (
    Anything,
    Id,
    Kind,
    Line,
    LocalizedLine,
    LocalizedProse,
    Text,
    Version,
    VersionRange,
)

__all__ = [
    "UNSET",
    "Add",
    "Change",
    "ChangeOf",
    "Patch",
    "Remove",
    "Unset",
    "Variant",
    "appendable",
    "class_of",
    "type_at",
]


class Unset:
    """The type of `UNSET`: a value that was not given, which is not the same as one that is blank."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()


class Patch(FrozenMap[str, Any]):
    """Values for some fields of an element: a mapping of what was given, by its address below the element.

    What is given as a patch itself goes to the part of that id or language, and leaves the others:
    ``JourneyPatch(stages={"discovery": JourneyStagePatch(title=Text(ca="Descoberta"))})``. The classes for each
    kind of element are in `interim_method.variants`.
    """

    __slots__ = ()
    KIND: ClassVar[str] = ""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(_flat(values))

    def __reduce__(self) -> tuple[Any, ...]:
        # Which class it was matters no more once it is made.
        return (FrozenMap, (self._items,))


def _flat(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if value is UNSET:
            continue
        if isinstance(value, Patch):
            yield from ((f"{name}/{below}", one) for below, one in value.items())
        elif isinstance(value, Mapping) and value and all(isinstance(v, Patch) for v in value.values()):
            for key, patch in value.items():
                yield from ((f"{name}/{escape(str(key))}/{below}", one) for below, one in patch.items())
        else:
            yield name, value


@frozen(eq=False, repr=False)
class Add(Record):
    """A new element; `based_on` names the one whose values it takes over where it gives none of its own."""

    KIND: ClassVar[str] = "add"
    element: Element | Unknown
    based_on: Id | None = field(default=None, kw_only=True)

    @property
    def id(self) -> str:
        """The id of the element added."""
        return self.element.id


@frozen(kw_only=True, eq=False, repr=False, init=False)
class Change(Record):
    """Other values for some fields of the element `id`, or more in them, or less.

    ``Change("listening", set=StepPatch(title=Text(en="Hearing")))``, or with plain mappings, as files have it:
    ``Change("listening", element="step", set={"title": Text(en="Hearing")})``. `element` is the kind of the
    element, so that values can be checked and filed by themselves; a patch says it.

    `set` replaces a value, `append` adds to prose, ids and lists, `drop` takes away a member of a list or makes
    a value blank. The keys are addresses below the element: ``title``, or inside it ``stages/discovery/title``,
    or of one language ``title/en``. What is not named is left as it is: blank and absent are not the same.

    Raises:
        DefinitionError: An address that elements of this kind do not have, or a value that does not fit it.
    """

    KIND: ClassVar[str] = "change"
    element: str
    id: Id
    set: FrozenMap[str, Anything] = FrozenMap()
    append: FrozenMap[str, Anything] = FrozenMap()
    drop: tuple[str, ...] = ()

    def __init__(
        self,
        id: str,
        *,
        set: Mapping[str, Any] = FrozenMap(),
        append: Mapping[str, Any] = FrozenMap(),
        drop: Iterable[str] = (),
        element: str = "",
    ) -> None:
        kind = element or getattr(set, "KIND", "") or getattr(append, "KIND", "")
        gone = (drop,) if isinstance(drop, str) else tuple(drop)
        cls = class_of(kind)
        if cls is not None and isinstance(set, Mapping):
            # To set a value to nothing is to drop it: one change has one form.
            blank = tuple(name for name, value in set.items() if value is None and _may_be_blank(cls, name))
            set = {name: value for name, value in set.items() if name not in blank}
            gone = (*gone, *(name for name in blank if name not in gone))
        self.__attrs_init__(  # type: ignore[attr-defined,unused-ignore]  # pyright: ignore[reportAttributeAccessIssue]
            id=id, element=kind, set=_gathered(cls, set), append=_gathered(cls, append), drop=gone
        )

    def _faults(self) -> list[Fault]:
        if not self.element:
            return [
                Fault("/element", "is missing", "say the kind, such as step, or give a patch of that kind")
            ]
        cls = class_of(self.element)
        faults: list[Fault] = []
        if cls is None:  # of a plug-in that is not here: plain data, kept as it is
            plain = checker(FrozenMap[str, Any])
            plain(self.set, "/set", faults)
            plain(self.append, "/append", faults)
            return faults
        for where, values in (("set", self.set), ("append", self.append)):
            for name, value in values.items():
                at = f"/{where}/{escape(name)}"
                try:
                    annotation = type_at(cls, name)
                except DefinitionError as error:
                    faults.extend(error.below(at).faults)
                    continue
                if where == "append" and not appendable(annotation):
                    faults.append(Fault(at, "nothing can be added to it", "use set instead"))
                else:
                    checker(annotation)(value, at, faults)
                    if annotation == _LINE and isinstance(value, str) and "\n" in value:
                        faults.append(Fault(at, "must be a single line"))
        for name in self.drop:
            try:
                _check_drop(cls, name)
            except DefinitionError as error:
                faults.extend(error.below(f"/drop/{escape(name)}").faults)
        faults.extend(self._said_twice())
        return faults

    def _said_twice(self) -> Iterator[Fault]:
        for name in self.append:
            if name in self.set:
                yield Fault(f"/append/{escape(name)}", "is set and appended to at once")
        given = sorted((*self.set, *self.drop), key=len)
        for n, name in enumerate(given):
            for other in given[:n]:
                if name == other or name.startswith(f"{other}/"):
                    at = f"/{'set' if name in self.set else 'drop'}/{escape(name)}"
                    yield Fault(
                        at, f"is in {other!r}, which this change sets or drops too", "say one of them"
                    )


@frozen(eq=False, repr=False)
class Remove(Record):
    """The element `id` goes; what refers to it refers to `replaced_by`, where there is one."""

    KIND: ClassVar[str] = "remove"
    id: Id
    replaced_by: Id | None = field(default=None, kw_only=True)


ChangeOf = Add | Change | Remove


def _changes(given: Iterable[ChangeOf]) -> tuple[ChangeOf, ...]:
    return tuple(given)


def _ids(given: Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


@frozen(kw_only=True, eq=False, repr=False)
class Variant(Record):
    """A named, versioned set of changes on `base`: a methodology, or another variant that it goes on from.

    `base_version` says which versions of the base it was made for, such as ``>=1.0, <2``; any where empty.
    `after` names variants that come before this one where they are used together.
    """

    KIND: ClassVar[str] = "variant"
    id: Id
    version: Version = "1.0"
    base: Id
    base_version: VersionRange = ""
    title: LocalizedLine
    summary: LocalizedProse | None = None
    credit: Line = ""
    licence: str = ""
    after: tuple[Id, ...] = field(default=(), converter=_ids)
    changes: tuple[ChangeOf, ...] = field(default=(), converter=_changes)

    @property
    def name(self) -> str:
        """Its id with its version: what origins name it by."""
        return f"{self.id} {self.version}"


# --- what addresses below an element lead to ------------------------------------------------------------------------


def appendable(annotation: Any) -> bool:
    """Whether a field holds prose, ids or a list, to which something can be added."""
    return item_type(annotation) is not None or (
        bare_type(annotation) is Text and kind_of_type(annotation).name == "markdown"
    )


_LINE: Final = Annotated[str, Kind("text")]
_PROSE: Final = Annotated[str, Kind("markdown")]
"""What stands in one language of a text."""


class _Step(NamedTuple):
    """What one part of an address leads to, in a class of elements."""

    type: Any
    field: FieldInfo | None
    """The field, where it is one and not a member or a language."""


def type_at(cls: type, address: str) -> Any:
    """The annotation of what stands at an address below elements of a class, such as ``stages/discovery/title``.

    Raises:
        DefinitionError: There can be nothing there.
    """
    return _steps(cls, address)[-1].type


def _steps(cls: type, address: str) -> list[_Step]:
    steps: list[_Step] = [_Step(cls, None)]
    tokens = parts(f"/{address}")
    for token in tokens:
        steps.append(_below(steps[-1].type, token, cls))
    if tokens[-1] == "id" and steps[-1].field is not None:
        raise DefinitionError("an id cannot be changed: others refer to it by this id")
    return steps


def _below(annotation: Any, token: str, cls: type) -> _Step:
    bare, kind, _ = split_type(annotation)
    classes = _records_in(bare)
    if classes:
        found = [fields_of(one)[token] for one in classes if token in fields_of(one)]
        if not found:
            named = " or ".join(getattr(one, "KIND", "") or one.__name__ for one in classes)
            known = ", ".join(
                dict.fromkeys(name for one in classes for name in fields_of(one) if name != "id")
            )
            raise DefinitionError(
                [Fault("", f"a {named} has no field {token!r} to change", f"known: {known}")]
            )
        same = all(one.type == found[0].type for one in found)
        return _Step(found[0].type if same else Anything, found[0])
    origin = get_origin(bare)
    if origin is Keyed:
        if not is_id(token):
            raise DefinitionError(f"{token!r} is not an id")
        return _Step(item_type(annotation), None)
    if bare is Text:
        name = kind.name if kind is not None else "markdown"
        return _Step(_LINE if name == "text" else _PROSE, None)
    if origin is FrozenMap:
        return _Step(get_args(bare)[1], None)
    if annotation is Anything or bare is Any:
        return _Step(Anything, None)
    raise DefinitionError(f"has nothing inside that could be called {token!r}")


def _records_in(bare: Any) -> tuple[type, ...]:
    members = get_args(bare) if get_origin(bare) in (typing.Union, types.UnionType) else (bare,)
    found = tuple(record_type(member) for member in members)
    return tuple(one for one in found if one is not None) if all(found) else ()


def _check_drop(cls: type, address: str) -> None:
    """Refuse an address at which nothing can be taken away."""
    tokens = parts(f"/{address}")
    above = _steps(cls, "/".join(map(escape, tokens[:-1]))) if len(tokens) > 1 else [_Step(cls, None)]
    if item_type(above[-1].type) is not None and get_origin(bare_type(above[-1].type)) is tuple:
        return  # a member of a tuple of ids or choices: the member itself
    last = _steps(cls, address)[-1]
    if last.field is not None and last.field.required:
        raise DefinitionError("cannot be left out")


def _may_be_blank(cls: type, address: str) -> bool:
    try:
        last = _steps(cls, address)[-1]
    except DefinitionError:
        return False
    return last.field is not None and not last.field.required and last.field.default is None


def _gathered(cls: type | None, given: Any) -> Any:
    """*given* values with lists in the containers that the fields of elements of a class have."""
    if not isinstance(given, Mapping):
        return given
    found: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, (list, tuple)) and cls is not None:
            try:
                origin = get_origin(bare_type(type_at(cls, name)))
            except DefinitionError:
                origin = None
            if origin is Keyed and all(isinstance(one, Record) and hasattr(one, "id") for one in value):
                value = Keyed(value)
            elif origin is tuple:
                value = tuple(value)
        found[name] = value
    return FrozenMap(found)


def class_of(kind: str) -> type[Element] | None:
    """The class of the elements of a kind; nothing where none is known."""
    known = _CLASSES.get(kind)
    if known is None or kind != known.KIND:
        _CLASSES.update((cls.KIND, cls) for cls in reversed(_classes(Element)) if cls.KIND)
        known = _CLASSES.get(kind)
    return known


_CLASSES: Final[dict[str, type[Element]]] = {}


def _classes(base: type[Element]) -> list[type[Element]]:
    found: list[type[Element]] = []
    for cls in base.__subclasses__():
        # attrs makes a class anew for its slots; the one it was made of may still be about, without its fields.
        found += ((cls,) if "__attrs_attrs__" in vars(cls) else ()) + (*_classes(cls),)
    return found
