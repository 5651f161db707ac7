"""When a tool helps and when not, how to read it and what to ask, for whoever facilitates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interim_method.documents.context import Context, Said, flat
from interim_method.documents.parts.origins import origin
from interim_method.documents.parts.steps import tips
from interim_method.markup import tree as t
from interim_method.model import Tool

__all__ = ["Questions", "tool_guide"]

Questions = Iterable[tuple[Said | t.Runs, Sequence[Said]]]
"""What opens each part of a tool: its label, which is the record's or (as runs) the document's, and the questions."""


def tool_guide(ctx: Context, tool: Tool, questions: Questions) -> t.Section:
    """When a tool helps and when not, how to read it, what to ask and what to look out for."""
    uses = [
        (ctx.word(f"board.{name}"), ctx.prose(getattr(tool, name))) for name in ("when", "unless", "reading")
    ]
    opening = tuple(
        t.Definition(
            label if isinstance(label, tuple) else ctx.line(label),
            tuple(t.Paragraph(ctx.inline(one)) for one in said if one),
        )
        for label, said in questions
        if any(said)
    )
    listed = tips(ctx, tool.tips)
    blocks = flat(
        [
            ctx.facts(*uses) if any(blocks for _, blocks in uses) else None,
            t.Section(
                t.line(ctx.word("board.questions")),
                (t.Definitions(opening, role="facts"),),
                id=f"questions-{tool.id}",
            )
            if opening
            else None,
            ctx.callout("tip", ctx.word("method.tips-title"), listed) if listed else None,
            _source(ctx, tool),
        ]
    )
    title = t.line(ctx.word("board.guide"))
    return t.Section(title, blocks, id=f"guide-{tool.id}", stage=tool.stage, part="guide")


def _source(ctx: Context, tool: Tool) -> t.Block | None:
    """Says of a guidance that is not the authors' own words that it is not."""
    if origin(ctx, f"/elements/{tool.id}/when", tool.when) != "reconstructed":
        return None
    return t.paragraph(ctx.word("board.reconstructed"), "muted")
