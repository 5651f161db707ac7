"""Names: of people by their roles, of stages, of choices, of what may be chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from interim_method.documents.signs import SIGNS
from interim_method.model import ChangeStage, Choice, Keyed, Methodology

if TYPE_CHECKING:
    from interim_method.documents.context.context import Context

__all__ = ["blocker", "choice", "choices", "name_of", "role", "roles", "stage"]


def choice(ctx: Context, name: str, value: str | None, *, sign: bool = True) -> str:
    """The words for the value of a choice field, with its sign where it has one."""
    if value is None:
        return ""
    mark = SIGNS.get(f"{name}.{value}", "") if sign else ""
    words = ctx.language.word(f"{name}.{value}") if ctx.language.has(f"{name}.{value}") else value
    return f"{mark} {words}" if mark else words


def choices(ctx: Context, key: str) -> Keyed[Choice]:
    """The choices that a list of the methodology offers; none where there is no such list."""
    return getattr(ctx.methodology.elements.get(key), "choices", Keyed())


def role(ctx: Context, key: str | None) -> str:
    """A person's role; empty where it is not known or not to be shown."""
    if isinstance(ctx.subject, Methodology):
        return ""
    person = ctx.subject.people.get(key)
    return ctx.text(person.role) if person else ""


def roles(ctx: Context, keys: Iterable[str]) -> str:
    """The roles of several people."""
    return ctx.language.listing(r for r in map(ctx.role, keys) if r)


def stage(ctx: Context, key: str | None) -> str:
    """The title of a change stage."""
    found = ctx.methodology.elements.get(key)
    return ctx.text(found.title) if isinstance(found, ChangeStage) else ""


def blocker(ctx: Context, key: str | None) -> str:
    """The words for a kind of blocker."""
    found = choices(ctx, "blocker-kinds").get(key)
    return ctx.text(found.label) if found else (key or "")


def name_of(ctx: Context, item: Any) -> str:
    """What an item of a record is called, for those who choose it from a list."""
    for attribute in ("role", "title", "name", "text"):
        said = getattr(item, attribute, None)
        if said:
            return ctx.text(said)
    return str(item.id)
