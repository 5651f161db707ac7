"""What stands around the blocks of a document: its title, its head, its rights and its identity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from interim_method.documents.context.blocks import flat
from interim_method.markup import tree as t
from interim_method.model import DocumentState, Engagement, Layer, Methodology, Origin, Pilot, Text

if TYPE_CHECKING:
    from interim_method.documents.context.context import Context

__all__ = ["document", "state_of", "wording"]


def document(
    ctx: Context,
    *blocks: t.Block | Iterable[t.Block | None] | None,
    title: str = "",
    subtitle: str = "",
    marked: Iterable[str] | None = (),
    cover: bool = False,
    contents: bool = False,
    **options: Any,
) -> t.Document:
    """The document made of *blocks*, with its head, its rights lines and its identity.

    Args:
        *blocks: What it says; None is left out.
        title: Its title; that of the recipe where not given.
        subtitle: A line below the title.
        marked: The change stages marked in the strip; None for no strip.
        cover: Whether it has a cover.
        contents: Whether it has a table of contents.
        **options: Further attributes of the `Document`.
    """
    subject = ctx.subject
    fictional = getattr(subject, "fictional", False) or (
        isinstance(subject, Engagement) and subject.organisation.fictional
    )
    organisation = _organisation(ctx)
    name = title or ctx.title
    day = ctx.day
    return t.Document(
        title=name,
        subtitle=subtitle,
        blocks=flat(blocks),
        language=ctx.language.code,
        id=ctx.identity["document"],
        organisation=organisation,
        notice=ctx.word("fictional") if fictional else "",
        facts=tuple((label, value) for label, value in _head(ctx) if value),
        rights=_rights(ctx),
        page_label=ctx.word("page"),
        contents_title=ctx.word("contents") if contents else "",
        strip=None if marked is None else ctx.strip(marked),
        cover=cover,
        date=day,
        author=_writers(ctx) or organisation,
        subject=ctx.title,
        keywords=(ctx.text(ctx.methodology.title), ctx.word(f"edition.{ctx.edition}")),
        identity=ctx.identity,
        **options,
    )


def _head(ctx: Context) -> Iterable[tuple[str, str]]:
    word = ctx.word
    subject = ctx.subject
    if isinstance(subject, Methodology):
        yield word("label.version"), subject.version
        yield word("label.language"), ctx.language.locale.get_display_name() or ""
        return
    if isinstance(subject, Pilot):
        yield word("label.pilot"), ctx.text(subject.title)
    state = next(
        (d for d in reversed(subject.documents) if d.document == ctx.recipe and d.of == ctx.of), None
    )
    if ctx.copy:
        yield word("label.copy"), ctx.number(ctx.copy)
    if ctx.blank:
        yield word("label.edition"), word("edition.blank")
    elif state is None:
        yield word("label.state"), word("state.draft")
    else:
        yield word("label.state"), state_of(ctx, state)
    version = (
        state.version if state and state.version else (str(subject.revision) if subject.revision else "")
    )
    yield word("label.version"), " · ".join(s for s in (version, ctx.long_date(ctx.day)) if s)
    yield word("label.consent"), ctx.choice("consent", ctx.audience)
    yield word("label.language"), ctx.language.locale.get_display_name() or ""


def state_of(ctx: Context, state: DocumentState) -> str:
    """How far a document has come: *validat: l’equip, 20/2/2026*."""
    said = ctx.choice("state", state.state)
    signed = ctx.language.listing(s for s in (ctx.text(state.by), ctx.short_date(state.on)) if s)
    return f"{said}: {signed}" if signed else said


def _rights(ctx: Context) -> tuple[str, ...]:
    lines = []
    if ctx.methodology.attribution:
        lines.append(ctx.text(ctx.methodology.attribution))
    # Who adapts a method under CC BY-SA says so wherever the method is shown.
    lines += (_adapted(ctx, layer) for layer in ctx.methodology.layers)
    written = wording(ctx)
    if written:
        lines.append(written)
    elif not isinstance(ctx.subject, Methodology):
        audience = ctx.choice("consent", ctx.audience)
        lines.append(
            ctx.word(
                "content-line",
                organisation=_organisation(ctx),
                consent=audience[:1].upper() + audience[1:],
            )
        )
    return tuple(lines)


def _adapted(ctx: Context, layer: Layer) -> str:
    """The line on a variant, or on the organisation's own changes."""
    if layer.source == "own":
        return ctx.word("own-line", title=ctx.text(layer.title))
    rights = " · ".join(said for said in (ctx.text(layer.credit), layer.licence) if said)
    line = ctx.word("variant-line", title=ctx.text(layer.title), version=layer.version, rights=rights)
    return line.strip()


def _retold(ctx: Context) -> Origin | None:
    """Where the words come from, in documents whose words are neither the method's authors' nor a record's.

    Such are those of the methodology itself, and those of its authors' pilot as far as that is known from what
    they published: to sign them with the authors' name would put words in their mouth.
    """
    subject, methodology = ctx.subject, ctx.methodology
    if isinstance(subject, Engagement):
        return None
    if isinstance(subject, Pilot):
        name = subject.accompanist.name
        names = name.values() if isinstance(name, Text) else (name,)
        if subject.results == "published" or methodology.authors not in names:
            return None
    found = methodology.origin("")
    return found if found is not None and found.source != "seed" and found.credit else None


def _writers(ctx: Context) -> str:
    """Who put it into words, where that is not whose it is."""
    found = _retold(ctx)
    return ctx.text(found.credit) if found else ""


def wording(ctx: Context) -> str:
    """The line that says who put it into words, after whom; empty where the record's people did."""
    found = _retold(ctx)
    if found is None:
        return ""
    return ctx.word(
        "wording-line",
        credit=ctx.text(found.credit),
        authors=ctx.methodology.authors,
        licence=found.licence,
    )


def _organisation(ctx: Context) -> str:
    """Whose document it is: of what was put into words by others, the method that it tells of."""
    if _retold(ctx) is not None:
        return ctx.text(ctx.methodology.title)
    match ctx.subject:
        case Engagement(organisation=organisation):
            return ctx.text(organisation.name)
        case Pilot(accompanist=organisation):
            return ctx.text(organisation.name)
        case _:
            return ctx.methodology.authors
