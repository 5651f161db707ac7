"""What the documents of tools share: which fillings they show, how they are headed, and how a tool is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from attrs import frozen

from interim_method.documents.context import Context, Said, flat
from interim_method.documents.parts.paper import paper
from interim_method.documents.parts.places import spot
from interim_method.documents.parts.tool_guide import Questions, tool_guide
from interim_method.documents.parts.unknown_tools import strangers
from interim_method.documents.parts.what_next import what_next
from interim_method.errors import AddressError
from interim_method.markup import tree as t
from interim_method.model import NewItem, Tool, ToolContent, Unknown

__all__ = ["Blocks", "Board", "C", "I", "Place", "T", "asked", "board_document", "chunks", "head", "hint"]

T = TypeVar("T", bound=Tool)

C = TypeVar("C", bound=ToolContent)

I = TypeVar("I")  # noqa: E741

Blocks = Iterable[t.Block | Iterable[t.Block] | None]


@frozen(kw_only=True)
class Board(Generic[T, C]):
    """One filling of a tool, or an empty one to be filled in.

    Attributes:
        tool: The tool.
        content: What the record holds; None for a new one.
    """

    tool: T
    content: C | None

    @property
    def id(self) -> str:
        """What it is called within the document."""
        return self.content.id if self.content is not None else f"new-{self.tool.id}"

    @property
    def at(self) -> str:
        """Its address."""
        if self.content is None:
            return f"/contents/{NewItem(self.tool.id, {'tool': self.tool.id}).token}"
        return f"/contents/{self.content.id}"

    def section(
        self, ctx: Context, key: str, *blocks: Any, titled: bool = True, **options: Any
    ) -> t.Section | None:
        """A section of its document; None where there is nothing in it."""
        inside = flat(blocks)
        if not inside:
            return None
        title = t.line(ctx.heading(key)) if titled else ()
        return t.Section(title, inside, id=f"{key}-{self.id}", stage=self.tool.stage, part=key, **options)

    def collection(self, ctx: Context, name: str, label: str, columns: Any, **options: Any) -> t.Collection:
        """The growing set of that name in it."""
        return ctx.collection(
            f"{self.at}/{name}",
            label,
            columns,
            stage=self.tool.stage,
            **options,
        )


@frozen
class Place:
    """A field in the head of a filling.

    Attributes:
        label: The words before it.
        name: Its name below the filling.
        width: Its share of the width.
        guide: The words of its guide, in a blank edition; empty for none.
        optional: Whether it need not apply.
        lines: The room for a hand.
        across: Whether it has a line of its own.
    """

    label: str
    name: str
    width: float = 1.0
    guide: str = ""
    optional: bool = False
    lines: int = 1
    across: bool = False


def head(ctx: Context, board: Board[Any, Any], *rows: Sequence[Place]) -> t.Table:
    """What a filling is about: its places in rows, each beside its label.

    Args:
        ctx: The context.
        board: The filling.
        *rows: The places of each row; as many as in the first, or one that goes across.
    """
    columns = [t.Column(width=w) for place in rows[0] for w in (1.0, place.width)]
    made: list[t.Row] = []
    for row in rows:
        cells: list[t.Cell] = []
        for place in row:
            said = ctx.word(place.label)
            cells.append(t.Cell((t.Paragraph((t.Strong(t.line(said)),)),)))
            span = len(columns) - 1 if place.across else 1
            cells.append(t.Cell((_placed(ctx, board, place, said),), span=span))
        made.append(t.Row(tuple(cells)))
    return t.Table(tuple(columns), (), tuple(made), title=ctx.text(board.tool.title), role="facts")


def _placed(ctx: Context, board: Board[Any, Any], place: Place, label: str) -> t.Field:
    guide = ""
    if ctx.blank:
        guide = ctx.word(place.guide) if place.guide else ""
    elif place.optional:
        # Only what every filling must have is still to be done where it is missing.
        guide = ctx.word("not-applicable")
    return spot(
        ctx,
        f"{board.at}/{place.name}",
        label,
        lines=place.lines,
        guide=guide,
        stage=board.tool.stage,
    )


def asked(ctx: Context, questions: Iterable[Said]) -> t.Blocks:
    """The questions that open a part, as they stand on the board itself: a line each."""
    lines: list[t.Run] = []
    for question in questions:
        if question:
            lines += [t.Break()] if lines else []
            lines += ctx.inline(question)
    return (t.Paragraph((t.Strong(tuple(lines)),)),) if lines else ()


def hint(ctx: Context, said: Said) -> t.Blocks:
    """A line of help, where there is one."""
    return (t.Paragraph(ctx.inline(said), "help"),) if said else ()


def chunks(items: Sequence[I], most: int) -> list[Sequence[I]]:
    """*items* in as few rows of at most *most* as will do, about equally long."""
    rows = max(1, -(-len(items) // most))
    size = -(-len(items) // rows) or 1
    return [items[at : at + size] for at in range(0, len(items), size)]


def board_document(
    ctx: Context,
    tool: type[T],
    content: type[C],
    page: Callable[[Context, Board[T, C]], Blocks],
    questions: Callable[[Context, T], Questions],
) -> t.Document:
    """The document of a kind of tool; each filling begins a page.

    Args:
        ctx: The context.
        tool: The class of the tools.
        content: The class of what they are filled with.
        page: Makes the sections about one filling.
        questions: Gives the questions of a tool, for whoever facilitates.
    """
    tools, chosen = _chosen(ctx, tool, content)
    several = len(chosen) > 1
    blocks: list[t.Block] = []
    for number, board in enumerate(chosen):
        made = flat(page(ctx, board))
        if several:
            title = ctx.line(_name(ctx, board))
            made = (t.Section(title, made, id=board.id, new_page=number > 0, stage=board.tool.stage),)
        blocks.extend(made)
    strange = tuple(strangers(ctx, tool, content))
    if not chosen and tools:
        blocks.append(_nothing(ctx))
    elif not chosen and not strange:
        blocks.append(ctx.callout("notice", ctx.word("board.no-tool")))
    blocks.extend(strange)
    if ctx.edition == "facilitator":
        blocks.extend(tool_guide(ctx, one, questions(ctx, one)) for one in tools)
    only = tools[0] if len(tools) == 1 else None
    return ctx.document(
        blocks,
        None if ctx.blank else what_next(ctx),
        title=ctx.text(only.title) if only else "",
        subtitle=ctx.text(only.subtitle) if only and paper(ctx) == "A3" else "",
        marked=None,
        orientation="landscape",
        paper=paper(ctx),
    )


def _nothing(ctx: Context) -> t.Block:
    """Stands where there is no filling: nobody made one, or it is not for these readers."""
    if ctx.audience == "organisation":
        return ctx.pending()
    return ctx.callout("notice", ctx.word("board.kept"))


def _chosen(ctx: Context, tool: type[T], content: type[C]) -> tuple[list[T], list[Board[T, C]]]:
    """The tools that the document is about, and their fillings; to fill in, one new one of each tool."""
    wanted = ctx.narrowed("contents", "elements")
    tools = list(ctx.methodology.of_kind(tool))
    contents = [c for c in ctx.engagement.contents if isinstance(c, content)]
    if wanted is not None and ctx.of.startswith("/contents/"):
        contents = [c for c in contents if c.id == wanted]
        held = ctx.engagement.contents[wanted]
        if not contents and not isinstance(held, Unknown):
            raise AddressError(f"is filled with another tool than the document {ctx.recipe!r} shows", ctx.of)
        tools = [one for one in tools if any(c.tool == one.id for c in contents)]
    elif wanted is not None:
        tools = [one for one in tools if one.id == wanted]
        if not tools and not isinstance(ctx.methodology.elements[wanted], Unknown):
            raise AddressError(f"is not a tool that the document {ctx.recipe!r} shows", ctx.of)
        contents = [c for c in contents if c.tool == wanted]
    known = {one.id: one for one in tools}
    if ctx.blank and not ctx.of.startswith("/contents/"):
        return tools, [Board(tool=one, content=None) for one in tools]
    return tools, [Board(tool=known[c.tool], content=c) for c in contents if c.tool in known]


def _name(ctx: Context, board: Board[Any, Any]) -> Said:
    """What a filling is called where there are several."""
    content: ToolContent | None = board.content
    if content is None:
        return ctx.text(board.tool.title)
    segment = ctx.engagement.segments.get(content.segment)
    persona: Said = getattr(content, "persona", None)
    return content.title or persona or (segment.name if segment else ctx.text(board.tool.title))
