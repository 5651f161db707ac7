"""Methodologies and records: found, read, written, checked, redacted."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, overload

from interim_method.api.guards import (
    audience_named,
    day_given,
    engagement_given,
    filed_given,
    methodology_given,
    record_given,
)
from interim_method.api.hosts import default_host
from interim_method.errors import InterimMethodError, NotThisKind, with_article
from interim_method.model import (
    Add,
    Audience,
    Change,
    Engagement,
    Finding,
    FrozenMap,
    Methodology,
    Pilot,
    Unknown,
    Variant,
)
from interim_method.model.variant import class_of
from interim_method.plugin import PluginHost, Rule, RuleOffer

if TYPE_CHECKING:
    from interim_method.files import Kinds
    from interim_method.rules.steps import Next

__all__ = [
    "Subject",
    "check",
    "dump",
    "from_dict",
    "json_schema",
    "load",
    "methodology",
    "next_steps",
    "redact",
    "to_dict",
]

Subject: TypeAlias = Methodology | Engagement | Pilot
Source: TypeAlias = str | os.PathLike[str] | IO[bytes] | IO[str]

R = TypeVar("R", bound=Methodology | Engagement | Pilot)
F = TypeVar("F", bound=Methodology | Engagement | Pilot | Variant)


def methodology(
    name: str,
    *,
    variants: Sequence[str | os.PathLike[str] | Variant] = (),
    host: PluginHost | None = None,
) -> Methodology:
    """The methodology of this name, with the changes of *variants* made to it.

    Args:
        name: The name of a methodology on offer.
        variants: Each the name of one on offer, the path of a TOML or JSON file, or a `Variant`. A variant that
            one of them goes on from, and that is on offer, comes in by itself.
        host: Offers methodologies and variants.

    Raises:
        UnknownName: Nothing installed offers it, or one of the variants.
        VariantError: The variants do not go with it, or with each other.
        FileError: The file of a variant cannot be read.
        PluginError: A plug-in that was asked for is at fault.
    """
    host = host or default_host()
    base = host.load(host.methodology(name))
    if not variants:
        return base
    from interim_method.api.variants import variants_given
    from interim_method.variants.resolution import resolve

    return resolve(base, variants_given(variants, base, host))


@overload
def load(source: Source, *, kind: Literal["methodology"], host: PluginHost | None = None) -> Methodology: ...
@overload
def load(source: Source, *, kind: Literal["engagement"], host: PluginHost | None = None) -> Engagement: ...
@overload
def load(source: Source, *, kind: Literal["pilot"], host: PluginHost | None = None) -> Pilot: ...
@overload
def load(source: Source, *, kind: Literal["variant"], host: PluginHost | None = None) -> Variant: ...
@overload
def load(source: Source, *, kind: None = None, host: PluginHost | None = None) -> Subject: ...
@overload
def load(source: Source, *, kind: str, host: PluginHost | None = None) -> Any: ...
def load(source: Source, *, kind: str | None = None, host: PluginHost | None = None) -> Subject | Variant:
    """The record in a file or a stream.

    Args:
        source: A path or a stream.
        kind: What it must be: ``engagement``, ``pilot`` or ``methodology``; any of these if not given. With
            ``variant`` it is a variant, in JSON or TOML.
        host: Knows the kinds of tools of plug-ins.

    Raises:
        NotThisKind: It is not one of ours, or of another kind.
        UnsupportedVersion: It was written by a newer version.
        InvalidContent: Every fault in it, each with its address.
        FileError: It cannot be read, or is not JSON.
    """
    from interim_method import files

    found = files.load(source, kind=kind)
    if isinstance(found, Variant):
        name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else ""
        if kind is None:
            problem = "holds a variant: load it with kind='variant', or name it in methodology(variants=[…])"
            raise NotThisKind(problem, name)
        return known(found, host, source)
    return known(found, host, source)


def dump(record: F, target: Source, *, expect: int | None = None) -> F:
    """Write a record to a file or a stream, and give it as it was written, with its new revision.

    Args:
        record: A methodology, an engagement, a pilot or a variant; a variant goes into a ``.toml`` as TOML.
        target: A path, which is replaced as a whole or not at all, or a stream.
        expect: The revision that the file must still have.

    Raises:
        FileChanged: The file does not have the revision expected.
        FileError: The file cannot be written.
    """
    from interim_method import files

    filed_given(record)
    return files.dump(record, target, expect=expect)


def to_dict(record: Subject | Variant) -> dict[str, Any]:
    """The record as plain data, in the envelope of its file."""
    from interim_method import files

    filed_given(record)
    return files.to_dict(record)


@overload
def from_dict(data: Any, *, kind: Literal["variant"], host: PluginHost | None = None) -> Variant: ...
@overload
def from_dict(data: Any, *, kind: None = None, host: PluginHost | None = None) -> Subject: ...
def from_dict(
    data: Any, *, kind: Literal["variant"] | None = None, host: PluginHost | None = None
) -> Subject | Variant:
    """The record in plain data; with *kind* ``variant`` the variant. Errors as for `load`."""
    from interim_method import files

    found = files.from_dict(data)
    if isinstance(found, Variant) != (kind == "variant"):
        raise NotThisKind(
            f"holds {with_article(found.KIND)}: give kind='variant' for a variant, and for no other"
        )
    return known(found, host)


def json_schema(
    kind: str, *, methodology: Methodology | None = None, host: PluginHost | None = None
) -> dict[str, Any]:
    """JSON Schema (2020-12) of a kind of file; of one *methodology* where given."""
    from interim_method import files

    methodology_given(methodology)
    return files.json_schema(kind, methodology=methodology, kinds=kinds_of(host or default_host()))


def known(record: F, host: PluginHost | None, source: Source = "") -> F:
    """*record* with the tools of plug-ins as their own classes; plug-ins are asked only where there are some."""
    unknown = _unknown_kinds(record)
    if not unknown:
        return record
    from interim_method import files

    kinds = kinds_of(host or default_host())
    if unknown.isdisjoint(kinds.elements) and unknown.isdisjoint(kinds.contents):
        return record
    name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else ""
    known: Any = files.from_dict(files.to_dict(record), kinds=kinds, source=name)
    made: F = known
    return made


def _unknown_kinds(record: Subject | Variant) -> set[str]:
    """The kinds in a record that nobody here knows yet."""
    match record:
        case Variant():
            held: tuple[object, ...] = ()
            changes: tuple[object, ...] = record.changes
        case Methodology():
            held, changes = (*record.elements,), ()
        case Engagement():
            held, changes = (*record.methodology.elements, *record.contents), record.changes
        case Pilot():
            held, changes = (*record.methodology.elements,), ()
    kinds = {one.kind for one in held if isinstance(one, Unknown)}
    kinds |= {
        one.element.kind for one in changes if isinstance(one, Add) and isinstance(one.element, Unknown)
    }
    return kinds | {
        one.element for one in changes if isinstance(one, Change) and class_of(one.element) is None
    }


def kinds_of(host: PluginHost) -> Kinds:
    """The kinds of tools that plug-ins have beside those of the model."""
    from interim_method.files import Kinds

    found = host.tool_kinds()
    return Kinds(
        elements=FrozenMap({name: kind.definition for name, kind in found.items()}),
        contents=FrozenMap({name: kind.content for name, kind in found.items()}),
    )


def check(record: Subject, *, on: date | None = None, host: PluginHost | None = None) -> tuple[Finding, ...]:
    """What the rules find in a record, the gravest first.

    A rule of a plug-in that cannot be applied is a warning itself, and the others go on.

    Args:
        record: What to check.
        on: The day to check for; that of the record where it has one.
        host: Offers the rules.
    """
    from interim_method.rules import checks

    record_given(record)
    day_given(on)
    host = host or default_host()
    rules = []
    lent = None
    for offer in host.rules:
        if record.KIND not in offer.subjects:
            continue
        try:
            function = host.load(offer)
            if not host.is_builtin(offer):
                lent = lent or host.lent(offer, record)
                function = partial(_told, tuple(_found(function, lent, on, offer, host)))
        except InterimMethodError as error:
            function = partial(_told, (_not_applied(offer.name, error),))
        rules.append(checks.Rule(offer.name, offer.subjects, function))
    return checks.check(record, on, rules)


def _found(
    function: Rule, record: Subject, on: date | None, offer: RuleOffer, host: PluginHost
) -> Iterator[Finding]:
    """What the rule of a plug-in finds; whatever goes wrong in it is one error."""
    with host.running(offer):
        found = tuple(function(record, on))
        for one in found:
            if not isinstance(one, Finding):
                raise TypeError(f"it gave a value of the type {type(one).__name__}, not a Finding")
    yield from found


def _not_applied(rule: str, error: InterimMethodError) -> Finding:
    return Finding(
        rule=rule,
        severity="warning",
        address="",
        message=f"The rule was not applied: {error}",
        advice="Tell whoever offers the rule, or switch the plug-in off.",
    )


def _told(findings: tuple[Finding, ...], record: Subject, on: date | None) -> tuple[Finding, ...]:
    return findings


def next_steps(engagement: Engagement, *, on: date | None = None) -> tuple[Next, ...]:
    """What to do next in an engagement, at most five things, the most pressing first."""
    from interim_method.rules import steps

    engagement_given(engagement)
    day_given(on)
    return steps.next_steps(engagement, on)


def redact(record: R, *, audience: Audience) -> R:
    """The record as *audience* may see it.

    Raises:
        DefinitionError: It is not a record.
        UnknownName: There is no such audience.
    """
    from interim_method.rules import redaction

    record_given(record)
    audience_named(audience)
    return redaction.redact(record, audience)
