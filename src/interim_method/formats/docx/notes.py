"""Footnotes: a part of its own, written once the text has called them."""

from __future__ import annotations

from interim_method.formats.docx.context import Context, Here
from interim_method.formats.docx.paragraphs import spacer, styled
from interim_method.formats.docx.runs import Marks, run, text_run
from interim_method.formats.docx.text import resolved
from interim_method.markup import tree

__all__ = ["notes_xml"]


def notes_xml(ctx: Context) -> str:
    """The notes in the order in which they are called."""
    here = Here(width=ctx.portrait.text_width, style="footnote text", body=False, tables=1)
    sign = run("<w:footnoteRef/>", Marks(style=ctx.style("footnote reference"))) + text_run(" ")
    found = []
    with ctx.note():
        for id, number in ctx.note_numbers.items():
            note = ctx.footnotes.get(id)
            if note is None:
                ctx.find("note-missing", f"the note {id!r} that is called is not there")
                note = tree.Footnote(id, (tree.paragraph(f"[{id}]"),))
            content = "".join(ctx.inner(note.blocks, here))
            if not content.startswith("<w:p>"):
                content = styled(ctx.style("footnote text"), "") + content
            if not content.endswith("</w:p>"):
                content += spacer(ctx)
            content = "".join(resolved(ctx, iter([content]))).replace("</w:pPr>", f"</w:pPr>{sign}", 1)
            found.append(f'<w:footnote w:id="{number}">{content}</w:footnote>')
    return "".join(found)
