"""Variants: named, versioned sets of changes on a base methodology."""

from typing import Any, ClassVar

from attrs import frozen

from interim_method.errors import Fault
from interim_method.model.frozen import FrozenMap
from interim_method.model.methodology import Element, Unknown
from interim_method.model.record import Record, bare_type, checker, fields_of, item_type, kind_of_type
from interim_method.model.values import Anything, Id, Line, LocalizedLine, LocalizedProse, Text

__all__ = ["Add", "Change", "ChangeOf", "Remove", "Variant", "appendable"]


@frozen(kw_only=True, eq=False, repr=False)
class Add(Record):
    """A new element; `based_on` names the one whose values it takes over where it gives none of its own."""

    KIND: ClassVar[str] = "add"
    element: Element | Unknown
    based_on: Id | None = None

    @property
    def id(self) -> str:
        """The id of the element added."""
        return self.element.id


@frozen(kw_only=True, eq=False, repr=False)
class Change(Record):
    """Other values for some fields of the element `id`, or more in them.

    `element` is the kind of the element, such as ``step``, so that values can be checked and filed by
    themselves. `set` replaces a field's value; `append` adds to prose, ids and lists. A value that is not
    named is left as it is: blank and absent are not the same.

    Raises:
        DefinitionError: A field that elements of this kind do not have, or a value that does not fit it.
    """

    KIND: ClassVar[str] = "change"
    element: str
    id: Id
    set: FrozenMap[str, Anything] = FrozenMap()
    append: FrozenMap[str, Anything] = FrozenMap()

    def _faults(self) -> list[Fault]:
        cls = next((c for c in _classes(Element) if c.KIND and self.element == c.KIND), None)
        faults: list[Fault] = []
        if cls is None:  # of a plug-in that is not here: plain data, kept as it is
            plain = checker(FrozenMap[str, Any])
            plain(self.set, "/set", faults)
            plain(self.append, "/append", faults)
            return faults
        known = fields_of(cls)
        for where, values in (("set", self.set), ("append", self.append)):
            for name, value in values.items():
                at = f"/{where}/{name}"
                if name not in known or name == "id":
                    faults.append(Fault(at, f"a {self.element} has no field {name!r} to change"))
                elif where == "append" and not appendable(known[name].type):
                    faults.append(Fault(at, "nothing can be added to it", "use set instead"))
                else:
                    checker(known[name].type)(value, at, faults)
        faults.extend(
            Fault(f"/append/{name}", "is set and appended to at once")
            for name in self.append
            if name in self.set
        )
        return faults


@frozen(kw_only=True, eq=False, repr=False)
class Remove(Record):
    """The element `id` goes; what refers to it refers to `replaced_by`, where there is one."""

    KIND: ClassVar[str] = "remove"
    id: Id
    replaced_by: Id | None = None


ChangeOf = Add | Change | Remove


@frozen(kw_only=True, eq=False, repr=False)
class Variant(Record):
    """A named, versioned set of changes on the methodology `base`.

    `after` names variants that come before this one where they are used together.
    """

    KIND: ClassVar[str] = "variant"
    id: Id
    version: str = "1.0"
    base: Id
    title: LocalizedLine
    summary: LocalizedProse | None = None
    credit: Line = ""
    licence: str = ""
    after: tuple[Id, ...] = ()
    changes: tuple[ChangeOf, ...] = ()


def appendable(annotation: Any) -> bool:
    """Whether a field holds prose, ids or a list, to which something can be added."""
    return item_type(annotation) is not None or (
        bare_type(annotation) is Text and kind_of_type(annotation).name == "markdown"
    )


def _classes(base: type[Element]) -> list[type[Element]]:
    found: list[type[Element]] = []
    for cls in base.__subclasses__():
        found += (cls, *_classes(cls))
    return found
