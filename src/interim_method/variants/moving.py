"""What a record holds, looked through for what another methodology has a place for, and set apart where it has none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Protocol

import attrs
from attrs import frozen

from interim_method.model.address import to_address
from interim_method.model.engagement import Answer, Archived, ToolContent
from interim_method.model.frozen import FrozenMap, Keyed, Value
from interim_method.model.methodology import Methodology, Unknown
from interim_method.model.record import Record, fields_of
from interim_method.variants.places import Places, collections_of

__all__ = ["GONE", "Data", "Moved", "Moving", "named"]

GONE: Final = object()
"""Stands for what the methodology has no place for."""
_ASIDE: Final = frozenset({"methodology", "archive", "changes", "extensions"})
"""Fields of a whole record that name nothing of its methodology, or are looked after by themselves."""


class Data(Protocol):
    """Makes plain data of values that are archived, and values of it again."""

    def plain(self, value: Any) -> Any:
        """*value* as frozen plain data, in the form that files have."""
        ...

    def made(self, data: Any, annotation: Any) -> Any:
        """The value with this annotation that *data* was made of.

        Raises:
            DefinitionError: It cannot be one any more.
        """
        ...


@frozen(kw_only=True, eq=False, repr=False)
class Moved(Value):
    """A value that is called otherwise now: where it stands, what it was called, what it is called."""

    address: str
    was: str
    now: str


@frozen(kw_only=True)
class _Tool:
    """The tool that a content fills: what it was called, and what it is called now."""

    was: str = ""
    now: str = ""


def named(methodology: Methodology) -> str:
    """A methodology with its version, and those of what is laid over it."""
    layers = (f"{layer.id} {layer.version}".strip() for layer in methodology.layers)
    return " + ".join((f"{methodology.id} {methodology.version}", *layers))


class Moving:
    """One look through a record, or through something that was archived of one.

    Args:
        old: The methodology that it was made with; None where that is not at hand: then everything that the
            new one has no place for is set apart, and not only what had one before.
        new: The methodology that it moves to.
        archive: What the record has in its archive: values that were moved before are led back.
        data: Makes plain data of what is set apart.
    """

    def __init__(
        self, old: Methodology | None, new: Methodology, archive: Iterable[Archived], data: Data
    ) -> None:
        self._old = Places(old) if old is not None else None
        self._new = Places(new)
        self._data = data
        self._name = named(old) if old is not None else ""
        self._traces: dict[str, list[Archived]] = {}
        for one in archive:
            if one.form == "moved":
                self._traces.setdefault(one.address, []).append(one)
        self._renamed: dict[str, str] = {}
        """Addresses of things whose own id is another now: as it was → as it is."""
        self._about: Any = None
        self._met: set[str] = set()
        self.kept: list[str] = []
        self.moved: list[Moved] = []
        self.orphaned: list[Archived] = []
        self.traces: list[Archived] = []
        """What was called otherwise before, to be led back one day."""

    # --- records ----------------------------------------------------------------------------------------------

    def whole(self, record: Any) -> Any:
        """A whole record."""
        return self._record(record, "", "", _Tool(), _ASIDE)

    def item(self, item: Any, was: str, now: str, tool: tuple[str, str]) -> Any:
        """One thing of a collection at an address, or `GONE`."""
        return self._item(item, was, now, _Tool(was=tool[0], now=tool[1]))

    def member(
        self, owner: Any, name: str, key: str, above: str, tool: tuple[str, str], *, single: bool = False
    ) -> Any:
        """One id or choice in the field of a record, by its name in the methodology, or `GONE`."""
        if isinstance(owner, Answer) and name == "value":
            collections: tuple[str, ...] = (f"choices:{self._new.choices_of(owner.prompt)}",)
        else:
            collections = collections_of(type(owner)).get(name, ())
        was, now = f"{above}{to_address(key)}", f"{above}%s"
        if single:
            was = now = f"{above}/{name}"
        return self._name_at(collections, key, was, now, _Tool(was=tool[0], now=tool[1]))

    def _item(self, item: Any, was: str, now: str, tool: _Tool) -> Any:
        """A thing whose collection stands at two addresses: as it was, and as it is now."""
        key = item.id
        if isinstance(item, Unknown):
            return self._unknown(item, f"{was}{to_address(key)}", f"{now}{to_address(key)}")
        here = f"{was}{to_address(key)}"
        collections = collections_of(type(item)).get("id")
        if collections:
            key = self._name_at(collections, key, f"{here}/id", f"{now}%s/id", tool)
            if key is GONE:
                return GONE
        there = f"{now}{to_address(key)}"
        if here != there:
            self._renamed[here] = there
        made = self._record(item, here, there, tool, frozenset({"id"}))
        return made if made is GONE or key == item.id else attrs.evolve(made, id=key)

    def _unknown(self, item: Unknown, was: str, now: str) -> Any:
        """The content of a tool whose plug-in is not here: what tool it fills, it says as all do."""
        tool = item.data.get("tool")
        if not isinstance(tool, str):
            return item
        found = self._name_at(("elements",), tool, f"{was}/tool", f"{now}/tool", _Tool())
        if found is GONE or found == tool:
            return GONE if found is GONE else item
        return attrs.evolve(item, data=FrozenMap({**item.data, "tool": found}))

    def _record(self, value: Any, was: str, now: str, tool: _Tool, aside: frozenset[str]) -> Any:
        cls = type(value)
        refers = collections_of(cls)
        changes: dict[str, Any] = {}
        if isinstance(value, ToolContent):
            found = self._name_at(refers["tool"], value.tool, f"{was}/tool", f"{now}/tool", tool)
            if found is GONE or not self._same_kind(value, found):
                self._about = self._about_of(("elements",), value.tool, tool)
                return GONE
            tool = _Tool(was=value.tool, now=found)
            changes["tool"] = found
            aside = aside | {"tool"}
        for name, info in fields_of(cls).items():
            held = getattr(value, name)
            if name in aside or held is None:
                continue
            at, to = f"{was}/{name}", f"{now}/{name}"
            if name in refers:
                if isinstance(held, tuple):
                    made: Any = self._members(refers[name], held, at, to, tool)
                else:
                    made = self._single(refers[name], held, at, to, tool, required=info.required)
            elif isinstance(held, Keyed):
                made = self._items(held, at, to, tool)
            elif isinstance(held, Record):
                made = self._record(held, at, to, tool, frozenset())
                made = held if made is GONE else made
            else:
                continue
            if made is GONE:
                return GONE
            if made is not held:
                changes[name] = made
        if isinstance(value, Answer):
            prompt = changes.get("prompt", value.prompt)
            given = self._answered(value, prompt, was, now)
            if given is GONE:
                self._about = self._about_of(("elements",), value.prompt, tool)
                return GONE
            if given is not value.value:
                changes["value"] = given
        changes = {name: one for name, one in changes.items() if one is not getattr(value, name)}
        return attrs.evolve(value, **changes) if changes else value

    def _items(self, held: Keyed[Any], was: str, now: str, tool: _Tool) -> Keyed[Any]:
        found: dict[str, Any] = {}
        behind = ""
        for item in held:
            mark = self._mark()
            self._about = None
            made = self._item(item, was, now, tool)
            if made is GONE or made.id in found:
                # It goes whole, with all that was found in it.
                self._forget(mark)
                self._orphan("item", f"{now}{to_address(item.id)}", self._data.plain(item), behind)
            else:
                found[made.id] = made
            behind = item.id
        same = len(found) == len(held) and all(a is b for a, b in zip(found.values(), held, strict=True))
        return held if same else Keyed(found.values())

    def _mark(self) -> tuple[int, int, int, int, frozenset[str]]:
        lengths = len(self.kept), len(self.moved), len(self.orphaned), len(self.traces)
        return *lengths, frozenset(self._met)

    def _forget(self, mark: tuple[int, int, int, int, frozenset[str]]) -> None:
        """Forget what was noted since."""
        del self.kept[mark[0] :]
        del self.moved[mark[1] :]
        del self.orphaned[mark[2] :]
        del self.traces[mark[3] :]
        self._met = set(mark[4])

    def _same_kind(self, content: ToolContent, tool: str) -> bool:
        new = self._new.methodology.elements.get(tool)
        kind = getattr(new, "kind", "") or getattr(new, "KIND", "")
        if self._old is not None:
            old = self._old.methodology.elements.get(content.tool)
            if (getattr(old, "kind", "") or getattr(old, "KIND", "")) != content.KIND:
                return True  # it did not fit before either: that is no business of the move
        return kind == content.KIND

    # --- names ------------------------------------------------------------------------------------------------

    def _name_at(self, collections: tuple[str, ...], key: str, was: str, now: str, tool: _Tool) -> Any:
        """What is called *key* at an address, by its name in the new methodology; `GONE` where it has none.

        A ``%s`` in the address as it is now stands for the name.
        """
        traces = [one for one in self._traces.get(was, ()) if one.now == key]
        target: Any = next((t.data for t in traces if self._new.has(collections, t.data, tool.now)), None)
        if target is None:
            if self._new.has(collections, key, tool.now):
                target = key
            else:
                target = self._new.now(collections, key, tool.was, tool.now)
        if target is None:
            if self._old is not None and not self._old.has(collections, key, tool.was):
                return key  # it named nothing before either
            self._about = self._about_of(collections, key, tool)
            return GONE
        at = now.replace("%s", to_address(target)) if "%s" in now else now
        if target == key:
            self.kept.append(at)
        else:
            self.moved.append(Moved(address=at, was=key, now=target))
            if not any(one.data == key for one in traces) and not any(one.data == target for one in traces):
                self.traces.append(
                    Archived(
                        id="o", form="moved", address=at, data=key, methodology=self._name,
                        about=self._about_of(collections, key, tool), now=target,
                    )
                )  # fmt: skip
        for one in traces:
            self._met.add(one.id)
            if one.data != target:
                self.traces.append(attrs.evolve(one, address=at, now=target))
        return target

    def _single(
        self, collections: tuple[str, ...], key: str, was: str, now: str, tool: _Tool, *, required: bool
    ) -> Any:
        found = self._name_at(collections, key, was, now, tool)
        if found is GONE and not required:
            self._orphan("value", now, key)
            return None
        return found

    def _members(
        self, collections: tuple[str, ...], held: tuple[str, ...], was: str, now: str, tool: _Tool
    ) -> tuple[str, ...]:
        found: list[str] = []
        behind = ""
        for key in held:
            made = self._name_at(collections, key, f"{was}{to_address(key)}", f"{now}%s", tool)
            if made is GONE or made in found:
                self._orphan("member", f"{now}{to_address(key)}", key, behind)
            else:
                found.append(made)
            behind = key
        return held if tuple(found) == held else tuple(found)

    def _answered(self, answer: Answer, prompt: str, was: str, now: str) -> Any:
        """The value of an answer, where it is one that the prompt asks for."""
        value = answer.value
        moved = attrs.evolve(answer, prompt=prompt)
        if not self._new.fits(moved) and (self._old is None or self._old.fits(answer)):
            return GONE
        new = self._new.choices_of(prompt)
        old = self._old.choices_of(answer.prompt) if self._old is not None else new
        if not new or not isinstance(value, (str, tuple)):
            return value
        if isinstance(value, str):
            return self._chosen(old, new, value, f"{was}/value", f"{now}/value")
        found: list[str] = []
        behind = ""
        for key in value:
            made = self._chosen(old, new, key, f"{was}/value{to_address(key)}", f"{now}/value%s")
            if made is GONE or made in found:
                self._orphan("member", f"{now}/value{to_address(key)}", key, behind)
            else:
                found.append(made)
            behind = key
        return value if tuple(found) == value else tuple(found)

    def _chosen(self, old: str, new: str, key: str, was: str, now: str) -> Any:
        """A choice; one that was in no list before is left as it is."""
        if self._old is not None and old and not self._old.has((f"choices:{old}",), key, ""):
            return key
        return self._name_at((f"choices:{new}",), key, was, now, _Tool())

    # --- what is set apart ------------------------------------------------------------------------------------

    def _about_of(self, collections: tuple[str, ...], key: str, tool: _Tool) -> Any:
        return self._old.about(collections, key, tool.was) if self._old is not None else None

    def _orphan(self, form: Any, address: str, data: Any, behind: str = "") -> None:
        self.orphaned.append(
            Archived(
                id="o", form=form, address=address, data=data, methodology=self._name,
                about=self._about, after=behind,
            )
        )  # fmt: skip

    def looked_at(self, trace: Archived) -> bool:
        """Whether the value that *trace* is of was met; then what is left of it is among the new ones."""
        return trace.id in self._met

    def renamed(self, address: str) -> str:
        """An address of the record before, as it is now."""
        at = address
        while at:
            if at in self._renamed:
                return self._renamed[at] + address.removeprefix(at)
            at = at.rpartition("/")[0]
        return address
